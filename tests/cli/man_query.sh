# blotter-query(7): its examples find something in the sample corpus, and it
# has every value that a field takes from a list.
. "$BLOTTER_TOP/tests/cli/common.sh"

page=$BLOTTER_TOP/searcher/blotter-query.7
blotter-index -q -d i "$sample"

sed -n 's/^\.Dl \$ blotter-search //p' "$page" |
	sed "s/\\\\(aq/'/g; s/\\\\(dq/\"/g" >examples
while read -r example; do
	eval "blotter-search -d i --count $example" >count </dev/null
	echo "[exit $?] $example"
done <examples

sed -nE 's/^\.(It |Pq )?Cm//p' "$page" | tr -c 'a-z-' '\n' >known
for field in type target weapon stage claimed; do
	blotter-search -d i "$field:xylophone" 2>&1 |
		sed -n 's/.*expected one of //p' | sed 's/, /\n/g' >values
	echo "$field: $(wc -l <values) values"
	grep -vxF -f known values | sed "s/^/not in the page: $field:/"
done
