# Which index: $BLOTTER_INDEX, the nearest .blotter above, else a new one.
. "$BLOTTER_TOP/tests/cli/common.sh"

printf 'One\n\nzebra one\n' >one.txt
try blotter-search zebra
try blotter-index -q one.txt
try test -d .blotter
mkdir -p deep/er
cd deep/er || exit 2
try blotter-search --format ids zebra
printf 'Two\n\nzebra two\n' >two.txt
BLOTTER_INDEX=$PWD/elsewhere
export BLOTTER_INDEX
try blotter-index -q two.txt
try blotter-search --format ids zebra
