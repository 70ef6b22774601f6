# WARC archives: pages are indexed by their addresses, other records passed
# over; whole, compressed or damaged, from files, folders and standard input.
. "$BLOTTER_TOP/tests/cli/common.sh"

# record TYPE URL CONTENT-TYPE: a record whose block is standard input
record() {
	cat >block
	printf 'WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\n' "$1" "$2"
	printf 'WARC-Date: 2025-06-30T12:00:00Z\r\nContent-Type: %s\r\n' "$3"
	printf 'Content-Length: %d\r\n\r\n' "$(wc -c <block)"
	cat block
	printf '\r\n\r\n'
}

# response URL STATUS CONTENT-TYPE [FIELD]: the body is standard input
response() {
	{
		printf 'HTTP/1.1 %s\r\nContent-Type: %s\r\n' "$2" "$3"
		printf '%s\r\n\r\n' "${4:-Server: x}"
		cat
	} >message
	record response "$1" 'application/http; msgtype=response' <message
}

page() {
	printf '<html><title>%s</title><meta name=date content=2025-06-01>' "$1"
	printf '<p>A zebra %s.\n' "$2"
}

mkdir parts crawls
site=http://example.org
printf 'software: by hand\r\n' | record warcinfo '' application/warc-fields >parts/00
printf '20250630 127.0.0.1\n' | record response dns:example.org text/dns >parts/01
printf 'GET / HTTP/1.1\r\n\r\n' | record request $site/one application/http >parts/02
page One escaped | response $site/one '200 OK' text/html >parts/03
page Two slept | gzip -nc | response $site/two '200 OK' text/html \
	'Content-Encoding: gzip' >parts/04
printf '9\r\nThree\n\nA \r\nc\r\nzebra woke.\n\r\n0\r\n\r\n' |
	response "$site/three?a=b&c" '200 OK' 'text/plain; charset=utf-8' \
		'Transfer-Encoding: chunked' >parts/05
page Gone went | response $site/gone '404 Not Found' text/html >parts/06
printf '\211PNG' | response $site/picture '200 OK' image/png >parts/07
printf 'User-agent: zebra\n' | response $site/robots.txt '200 OK' text/plain >parts/08
printf 'HTTP/1.1 200 OK\r\n\r\n' | record revisit $site/one application/http >parts/09
printf 'Four\nA zebra, as text.\n' | record conversion $site/four text/plain >parts/10
page Five posed | record resource file:///five.html text/html >parts/11
printf '%%PDF-1.4' | response $site/six '200 OK' text/html >parts/12
page Seven flew | response $site/seven '200 OK' text/html 'Content-Encoding: br' >parts/13
page 'One again' 'escaped again' | response $site/one '200 OK' text/html >parts/14
cat parts/* >crawls/a.warc
gzip -nc crawls/a.warc >whole.warc.gz
for part in parts/*; do gzip -nc "$part"; done >members.warc.gz

try blotter-index -j 1 -d i crawls 2>&1 | untimed
try blotter-search -d i --format tsv --sort date zebra
for archive in whole.warc.gz members.warc.gz; do
	rm -r i
	try blotter-index -q -d i -j 4 - <$archive 2>/dev/null
	blotter-search -d i --format tsv --sort date zebra | cksum >$archive.sum
done
cmp whole.warc.gz.sum members.warc.gz.sum
try blotter-index --extract -q -f warc members.warc.gz 2>/dev/null | cut -c 1-150

# Damage is told, and the next record is read.
{
	cat parts/03
	printf 'no record\n'
	sed 's/^Content-Length: .*/Content-Length: 7\r/' parts/10
	cat parts/11
	head -c 200 parts/03
} >damaged.warc
try blotter-index -j 1 -d j damaged.warc 2>&1 | untimed
{
	gzip -nc parts/03 | head -c 150
	gzip -nc parts/10
	gzip -nc parts/11 | head -c 100
} >damaged.warc.gz
blotter-index -q -j 1 -d j damaged.warc.gz 2>&1 | sed 's/ at offset.*//'
try blotter-search -d j --format ids --sort date zebra
printf 'WARC/2.0\r\n\r\n' >new.warc
try blotter-index -d k new.warc 2>&1 | untimed
