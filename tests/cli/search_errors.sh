# A query that cannot be understood: what, where, and what was expected.
. "$BLOTTER_TOP/tests/cli/common.sh"

six_articles
wrong() {
	for query in "$@"; do
		blotter-search -d i -- "$query"
		echo "[exit $?]"
	done
}
wrong '' '&' '"police station' '(bomb' 'bomb)' 'bomb ()' 'AND bomb' 'bomb OR' \
	'bomb NOT' 'karachi titel:police' 'foobar:x' 'title:' \
	'published:2025-13' 'published:2025..2024' 'published:soon' \
	'bomb^' 'bomb^0' 'bomb~3' '"bomb blast"~' '*omb' 'b*' 'al-Qae*' \
	'title:bo*' '=al-Qaeda' '=bomb*' 'source:"x"^2' \
	'bomb NEAR blast' 'bomb NEAR/0 blast' 'bomb NEAR/101 blast' \
	'bomb NEAR/5 blast NEAR/5 car' 'bo* NEAR/5 blast' 'bomb NEAR/5 -blast' \
	'bomb NEAR/5 (blast car)' 'title:a NEAR/5 b' \
	'été “police station' 'killed:>=x' 'bomb type:bombng' 'stage:planned' \
	'country:pakitsan' 'bomb around:karachi/50' 'date:2023..soon' \
	'place:karachi~2'
printf 'bomb \377 blast' >bad
wrong "$(cat bad)"
