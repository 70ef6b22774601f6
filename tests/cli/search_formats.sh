# What is printed: formats, orders, pages, several indexes.
. "$BLOTTER_TOP/tests/cli/common.sh"

six_articles --no-incidents
for format in text json tsv trec ids; do
	try blotter-search -d i --format $format -n 3 'police OR bomb'
done
for sort in relevance date -date; do
	try blotter-search -d i --format ids --sort $sort \
		'karachi OR bomb OR police'
done
try blotter-search -d i --format tsv --offset 1 -n 2 'police OR bomb'
try blotter-search -d i --format trec --offset 4 'police OR bomb'
try blotter-search -d i --offset 5 'police OR bomb'
try blotter-search -d i --count 'police OR bomb'
try blotter-search -d i --count zebra
try blotter-search -d i zebra
try blotter-search -d i --format json zebra
try blotter-search -d i --show d
try blotter-search -d i --show d --format json
try blotter-search -d i --show nobody

head -n 3 six.jsonl >three.jsonl
tail -n 4 six.jsonl >four.jsonl
blotter-index -q --no-incidents -d three three.jsonl
blotter-index -q --no-incidents -d four four.jsonl
echo 'three of them, and four with one of those again'
try blotter-search -d three -d four --format ids --sort date karachi
try blotter-search -d three -d four --count bomb
try blotter-search -d three -d four --show c --format json
blotter-index -q -d german -l german three.jsonl
try blotter-search -d three -d german bomb
try blotter-search -d three -d nowhere bomb
