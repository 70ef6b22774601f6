# Wrong usage of blotter-index is explained.
. "$BLOTTER_TOP/tests/cli/common.sh"

printf 'One\n\nzebra one\n' >one.txt
mkdir other
printf 'x' >other/file
try blotter-index
try blotter-index --langauge german one.txt
try blotter-index -l klingon one.txt
try blotter-index -f pdf one.txt
try blotter-index -j many one.txt
try blotter-index --map author=by one.txt
try blotter-index -e lucene -d i one.txt
try blotter-index -d other one.txt
try blotter-index -d i --stats
try blotter-index -d i --check extra
try blotter-index --delete
try blotter-index -d i --compact --delete one.txt
try blotter-index -q -d i -l german one.txt
try blotter-index -q -d i -l english one.txt
try blotter-index -d no/parent one.txt
try blotter-index -d i --version
blotter-index -d i --stats | grep -v '^bytes'
blotter-index --extract one.txt >/dev/full
echo "full: $?"
# what is said must not end up in a file of the index that got the number
try blotter-index -q -d shut one.txt no.txt other 2>&-
try blotter-index -q -d shut --check
