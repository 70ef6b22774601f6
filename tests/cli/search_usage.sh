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
try blotter-search -d i --facet bomb
try blotter-search -d i --facet colour bomb
try blotter-search -d i --facet type, bomb
try blotter-search -d i --facet type,year,type bomb
try blotter-search -d i --facet type --count bomb
try blotter-search -d i --facet type --timeline bomb
try blotter-search -d i --facet type --by-incident bomb
try blotter-search -d i --facet type --evidence bomb
try blotter-search -d i --facet type --offset 2 bomb
try blotter-search -d i --facet type --sort date bomb
try blotter-search -d i --facet type --format trec bomb
try blotter-search -d i --timeline=hour bomb
try blotter-search -d i --timeline month
try blotter-search -d i --timeline --limit 3 bomb
try blotter-search -d i --timeline --format ids bomb
try blotter-search -d i --by-incident --count bomb
try blotter-search -d i --by-incident --evidence bomb
try blotter-search -d i --by-incident --format ids bomb
try blotter-search -d i --evidence --count bomb
try blotter-search -d i --evidence --format json bomb
try blotter-search -d i --evidence --format tsv bomb
try blotter-search -d i --show a --evidence
try blotter-search -d i --show a --facet type
try blotter-search -d nowhere bomb
try blotter-search bomb
try blotter-search --version
blotter-search -d i bomb >/dev/full
echo "full: $?"
blotter-search -d i bomb | :
