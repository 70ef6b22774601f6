# Reports grouped by the incident they tell of.
. "$BLOTTER_TOP/tests/cli/common.sh"

reports
try blotter-search -d i --by-incident police
try blotter-search -d i --by-incident 'station'
try blotter-search -d i --by-incident -n 1 --offset 1 station
try blotter-search -d i --by-incident --sort killed 'type:attack'
try blotter-search -d i --by-incident --format json 'place:karachi' |
	sed 's/"targets":.*"evidence":\[[^]]*\]/.../'
try blotter-search -d i --by-incident --format json library
try blotter-search -d i --by-incident --format tsv station
try blotter-search -d i --by-incident --format tsv -n 1 station
try blotter-search -d i --by-incident zebra
try blotter-search -d i --by-incident --format tsv zebra
printf 'q1\tstation\nq2\tzebra\nq3\tletter\n' >batch.tsv
for format in text tsv; do
	try blotter-search -d i --by-incident --format $format --batch batch.tsv
done
for engine in $engines; do
	blotter-index -q -e "$engine" -d "$engine" reports.jsonl
	blotter-search -d "$engine" --by-incident --format tsv -- -zebra \
		>"$engine.tsv"
	cmp segment.tsv "$engine.tsv"
done

echo 'Of very many articles the first are compared:'
awk 'BEGIN { for (i = 0; i < 4001; i++)
	printf "{\"id\":\"%d\",\"text\":\"weather\"}\n", i }' >many.jsonl
blotter-index -q -d many many.jsonl
blotter-search -d many --by-incident --format tsv weather >many.tsv
wc -l <many.tsv
