# Sizes: a line of 200 MB, a gzip bomb.  Memory stays bounded.  Times: before
# the year 1 there is none.
. "$BLOTTER_TOP/tests/cli/common.sh"

long_line() {
	printf '{"id":"long","text":"'
	head -c 200000000 /dev/zero | tr '\0' 'x'
	printf '"}\n'
}
{
	printf '{"id":"before","text":"zebra before"}\n'
	long_line
	printf '{"id":"after","text":"zebra after"}\n'
} >long.jsonl
# gzip members can follow one another: a bomb is made of many small ones
head -c 100000000 /dev/zero | tr '\0' 'x' | gzip -9n >many.gz
for i in 1 2 3 4 5 6 7 8 9 10 11 12; do cat many.gz; done >bomb.gz

(
	# AddressSanitizer reserves terabytes of addresses
	case $BLOTTER_BUILD in */asan) ;; *) ulimit -v 2000000 ;; esac
	try blotter-index -j 1 -d i long.jsonl bomb.gz 2>&1 | untimed
)
try blotter-search -d i --format ids zebra

for engine in $engines; do
	printf '{"id":"%s","text":"zebra","date":%s}\n' \
		first -62135596800 before -62135596801 long -99999999999 east '"0001-01-01T00:00:00+05:00"' |
		blotter-index -q -e $engine -d times -
	try blotter-search -d times --format tsv --sort date zebra
	try blotter-index -q -d times --check
	rm -r times
done
