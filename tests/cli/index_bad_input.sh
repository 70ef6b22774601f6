# What cannot be read is named and skipped; everything else is indexed.
. "$BLOTTER_TOP/tests/cli/common.sh"

mkdir in
: >in/empty.txt
printf 'Title of a good one\n\nA zebra escaped.\n' >in/good.txt
printf 'latin\n\nIn S\343o Paulo a zebra slept.\n' >in/latin1.txt
printf 'PK\003\004zip' >in/page.html
printf '\211PNG\r\n\032\n\000\000' >in/picture
{
	printf '{"id":"ok-1","title":"One","text":"zebra one"}\n'
	printf '{"id":"bad","title":"cut\n'
	printf '{"id":"nul","title":"Two","text":"zebra\\u0000two \\ud83d"}\n'
	printf '["no","object"]\n'
	printf '{"id":"ok-3","title":"Three","text":"zebra three","date":"?"}\n'
	printf '{"id":"utf","title":"Four","text":"zebra \377\376 four"}\n'
	printf '{"other":1}\n'
} >in/lines.jsonl
awk 'BEGIN { for (i = 0; i < 100000; i++) printf "["; print "" }' >deep
{ printf '{"id":"deep","text":'; cat deep; } >in/deep.jsonl
gzip -nc in/lines.jsonl >whole.gz
head -c 150 whole.gz >in/truncated.jsonl.gz
try blotter-index -j 1 -d i in missing.txt 2>&1 | untimed
try blotter-search -d i --format ids --sort date zebra
try blotter-index -d j no/such/file
try ls j
