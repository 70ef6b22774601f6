# A search of an index whose engine is not installed says so.
. "$BLOTTER_TOP/tests/cli/common.sh"

six_articles -e xapian
mkdir bin
cp "$(command -v blotter-search)" bin
blotter-search -d i --count bomb
unset BLOTTER_MODULES
bin/blotter-search -d i --count bomb 2>&1 | sed 's/: there is no.*//'
