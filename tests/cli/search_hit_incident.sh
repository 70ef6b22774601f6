# What hits tell of their incidents: in a line, with the words that say so, and
# for programs.
. "$BLOTTER_TOP/tests/cli/common.sh"

abridged() {
	sed 's/"targets":.*"evidence":\[[^]]*\]/.../'
}

reports
try blotter-search -d i -n 2 police
try blotter-search -d i --evidence 'place:karachi killed:>=5'
try blotter-search -d i 'stage:attempted'
try blotter-search -d i library
try blotter-search -d i --format tsv --sort -date 'karachi OR lyon OR library'
# values of the incidents themselves are tested with extraction
try blotter-search -d i --format json peshawar | abridged
try blotter-search -d i --show lyon --format json | abridged
try blotter-search -d i --show letter --format json
for sort in happened killed injured; do
	try blotter-search -d i --format ids --sort $sort -- -zebra
done

echo 'The incident that a filter finds, not the first of the article:'
cat >two.jsonl <<'END'
{"id":"two","title":"Gunmen storm police station in Karachi","text":"Gunmen stormed a police station in Karachi, Pakistan, on Tuesday, killing four people, officials said.\n\nIn March 2024, a suicide bomber killed 31 people at a mosque in Peshawar, Pakistan.","date":"2025-06-17"}
END
blotter-index -q -d two two.jsonl
try blotter-search -d two karachi
try blotter-search -d two 'type:suicide-bombing place:peshawar'
blotter-search -d two --format json karachi | grep -o '"incident":.*'
blotter-search -d two --format json place:peshawar | grep -o '"incident":.*'

echo 'An index without incidents says so, once:'
blotter-index -q --no-incidents -d none reports.jsonl
try blotter-search -d none 'killed:>=4'
try blotter-search -d none --sort killed -n 1 --format ids police
try blotter-search -d none -n 1 lyon
printf 'a\ttype:bombing\nb\tplace:karachi OR lyon\n' |
	blotter-search -d none --count --batch - 2>&1
