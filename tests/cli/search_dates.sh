# Dates of publication: today is 2025-06-30, says BLOTTER_NOW.
. "$BLOTTER_TOP/tests/cli/common.sh"

six_articles
ids_of published:2025 published:2025-06 published:2025-06-17 \
	published:2024..2025-05 published:2025-06-18.. published:..2024 \
	published:..2025-05-05 'published:>=2025-06' 'published:>2025-06-17' \
	'published:<=2025-05' 'published:<2025' 'published:>=2025-06-18' \
	'-published:2025' published:1990
ids_of published:1d.. published:2w.. published:2m.. published:1y.. \
	published:2m..1w published:..2m
for now in 2025-05-06 2025-06-18T23:59:59Z; do
	echo "now $now"
	BLOTTER_NOW=$now
	ids_of published:1d..
done
for engine in $engines; do
	rm -rf i
	six_articles
	blotter-index -d i --stats | grep -E 'oldest|newest' # d has no date
done
BLOTTER_NOW=tomorrow
try blotter-search -d i published:1d..
