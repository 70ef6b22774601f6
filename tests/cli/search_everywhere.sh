# What every article has finds every article, also where some were deleted and
# the index was put together from parts.
. "$BLOTTER_TOP/tests/cli/common.sh"

# articles FIRST LAST
articles() {
	awk -v first="$1" -v last="$2" 'BEGIN {
		for (i = first; i <= last; i++)
			printf "{\"id\":\"%d\",\"source\":\"wire\",\"lang\":\"en\"," \
				"\"text\":\"the zebra %d\"}\n", i, i }'
}

for engine in $engines; do
	articles 1 30 | blotter-index -q -e $engine -d i -
	articles 31 60 | blotter-index -q -d i -
	blotter-index -q -d i --delete 7 40
	for query in =the source:wire lang:en '=the source:wire' 'ze*' \
		'-(=the -wire)' '-(zebra -=7)' '=the OR 12' '12 =the'; do
		echo "$query: $(blotter-search -d i --count -- "$query")"
	done
	for options in '--k1 0' '--b 1' '--k1 0 --b 1'; do
		blotter-search -d i $options -n 2 --format tsv '=the OR 12'
	done
	rm -r i
done
