# What happened is kept with the articles, through runs, deletes, compaction.
. "$BLOTTER_TOP/tests/cli/common.sh"

cat >first.jsonl <<'END'
{"id":"mosque","title":"Blast at Peshawar mosque","text":"A suicide bomber killed at least 100 people at a mosque in Peshawar, Pakistan, on January 30.","date":"2023-01-31"}
{"id":"quake","title":"Earthquake in Turkey","text":"An earthquake struck Gaziantep, Turkey, on February 6, killing 3,000 people.","date":"2023-02-07"}
{"id":"market","title":"Markets rise","text":"Shares rose in Karachi as banks gained.","date":"2023-02-08"}
END
cat >second.jsonl <<'END'
{"id":"police","title":"Police office stormed in Karachi","text":"Gunmen stormed a police office in Karachi, Pakistan, on Friday and killed four people. Last month a suicide bombing at a mosque in Peshawar killed more than 100 people.","date":"2023-02-18"}
{"id":"ferry","title":"Ferry sinks off Greece","text":"A ferry sank off Piraeus, Greece, on Tuesday. Twelve people drowned.","date":"2023-03-01"}
END

ask() {
	for query in 'type:attack' 'country:pakistan' 'killed:>=100' \
		'country:PK killed:4' 'place:karachi killed:>=100' \
		'mosque -place:karachi' 'NOT place:karachi' \
		'type:disaster OR type:accident' 'killed:1..20 date:2023-02'; do
		echo "$query:" $(blotter-search -d i --format ids -- "$query")
	done
}

for threads in 1 4; do
	rm -rf i
	blotter-index -q -d i -j $threads first.jsonl
	blotter-index -q -d i -j $threads second.jsonl
	blotter-index -d i --stats | grep incidents
	ask
done
echo "compacted: nothing else"
ask >before
blotter-index -q -d i --compact
ask | diff before -

echo "two deleted"
blotter-index -q -d i --delete police ferry
blotter-index -d i --stats | grep incidents
ask
blotter-index -q -d i --compact
blotter-index -d i --stats | grep incidents
try blotter-index -d i --check

echo "without incidents"
blotter-index -q -d words --no-incidents first.jsonl second.jsonl
blotter-index -d words --stats | grep incidents
blotter-search -d words --count -- 'mosque NOT type:attack'
