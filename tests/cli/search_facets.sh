# Facets and timelines: counted over all matches, in every form.
. "$BLOTTER_TOP/tests/cli/common.sh"

LC_ALL=C
export LC_ALL
reports
try blotter-search -d i --facet type,country -- -zebra
try blotter-search -d i --facet place,actor 'country:pakistan'
try blotter-search -d i --facet source,month,year -- -zebra
try blotter-search -d i --facet type -n 2 -- -zebra
try blotter-search -d i --facet type -n 0 --format tsv -- -zebra
try blotter-search -d i --facet year,actor --format tsv -- -zebra
try blotter-search -d i --facet country --format json police
try blotter-search -d i --facet type zebra
try blotter-search -d i --facet type --format tsv zebra
try blotter-search -d i --facet type --format json zebra

try blotter-search -d i --timeline=month -- -zebra
try env LC_ALL=en_GB.utf8 blotter-search -d i --timeline=year -- -zebra
try env LC_ALL= LC_CTYPE= LANG=C.UTF-8 \
	blotter-search -d i --timeline=month -- -zebra
try blotter-search -d i --timeline police
try blotter-search -d i --timeline=week place:karachi
try blotter-search -d i --timeline=month --format tsv -- -zebra
try blotter-search -d i --timeline=year --format json -- -zebra
try blotter-search -d i --timeline zebra
try blotter-search -d i --timeline --format json zebra

printf 'q1\tpolice\nq2\tzebra\nq3\tlibrary OR izmir\n' >batch.tsv
for format in text tsv json; do
	try blotter-search -d i --facet country,year --format $format \
		--batch batch.tsv
	try blotter-search -d i --timeline=month --format $format \
		--batch batch.tsv
done

echo 'Both engines count alike, over several indexes too:'
head -n 3 reports.jsonl >head.jsonl
tail -n 4 reports.jsonl >tail.jsonl
for engine in $engines; do
	blotter-index -q -e "$engine" -d "$engine.1" head.jsonl
	blotter-index -q -e "$engine" -d "$engine.2" tail.jsonl
	for what in --facet=type,country,place,actor,source,month --timeline; do
		blotter-search -d "$engine.1" -d "$engine.2" "$what" \
			--format tsv -n 3 -- -zebra
	done >"$engine.tsv" 2>&1
	cmp segment.tsv "$engine.tsv"
done
wc -l <segment.tsv
