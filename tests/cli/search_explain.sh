# --explain: how a query is read, what it stands for, how scores come about.
. "$BLOTTER_TOP/tests/cli/common.sh"

explain() {
	echo "\$ $*"
	blotter-search -d i --format ids --explain "$@" 2>&1 |
		sed -e 's/^xapian [0-9.]*/xapian V/' -e 's/with avx2:$/with V:/' \
			-e 's/with portable:$/with V:/'
}
for engine in xapian segment; do
	echo "== $engine"
	rm -rf i
	six_articles
	explain 'police station'
	explain -n 1 --any 'karachi^2 title:police (blast -car) bo* karchi~ -zebra'
	explain --sort date --k1 2 --b 0 \
		'("police station"~2 OR bomb) NEAR/3 karachi'
	explain 'lang:en -bomb'
	explain --count 'zebra yy*'
	explain --plain 'police AND (station'
	explain --count 'bomb place:"hyderabad, pakistan" -actor:ttp -actor:gunmen'
	explain --count 'place:nowheretown OR place:santiago OR around:karachi/9.5km'
	explain '"police'
done
