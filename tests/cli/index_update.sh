# Updating by id, ids that come twice in a run, deleting.
. "$BLOTTER_TOP/tests/cli/common.sh"

cat >first.jsonl <<'END'
{"id":"a","title":"Flood in one town","text":"The river rose.","date":"2024-05-01"}
{"id":"b","title":"Fire in another","text":"A mill burned.","date":"2024-05-02"}
END
cat >second.jsonl <<'END'
{"id":"b","title":"Fire in another","text":"The mill is gone.","date":"2024-05-03"}
{"id":"c","title":"Quake","text":"Walls cracked, first report.","date":"2024-05-04"}
{"id":"c","title":"Quake","text":"Walls cracked, second report.","date":"2024-05-05"}
END
for threads in 1 4; do
	rm -rf i
	try blotter-index -d i -j $threads first.jsonl 2>&1 | untimed
	try blotter-index -d i -j $threads second.jsonl 2>&1 | untimed
	try blotter-search -d i --format tsv 'mill OR walls OR river'
	try blotter-search -d i --count burned
	try blotter-search -d i --count '"second report"'
	try blotter-search -d i --count '"first report"'
done
try blotter-index -d i --delete a nobody a
printf '{"id":"e","title":"E","prose":"unseen"}\n' >unmapped.jsonl
try blotter-index -d e unmapped.jsonl 2>&1 | untimed
try blotter-index -d e --map text=prose unmapped.jsonl 2>&1 | untimed
try blotter-search -d i --format ids --sort date -- '-zebra'
try blotter-index -d i --delete b c
try blotter-search -d i --count -- '-zebra'
try blotter-index -d i --check
