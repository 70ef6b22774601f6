# Wrong usage of blotter-search is explained; the exit status tells.
. "$BLOTTER_TOP/tests/cli/common.sh"

six_articles
try blotter-search
try blotter-search -d i
try blotter-search -d i -police bomb
try blotter-search -d i -hostage bomb
try blotter-search -d i --count -- -police bomb
try blotter-search -d i --count bomb -police
try blotter-search -d i bomb --count
try blotter-search -d i bomb -n 3
try blotter-search -d i --count -- bomb --count
try blotter-search -d i --cuont bomb
try blotter-search -d i -n many bomb
try blotter-search -d i --sort size bomb
try blotter-search -d i --format xml bomb
try blotter-search -d i --b 2 bomb
try blotter-search -d i --k1 -1 bomb
try blotter-search -d i --show a --batch b
try blotter-search -d i --show a bomb
try blotter-search -d i --show a --format tsv
try blotter-search -d nowhere bomb
try blotter-search bomb
try blotter-search --version
blotter-search -d i bomb >/dev/full
echo "full: $?"
blotter-search -d i bomb | :
