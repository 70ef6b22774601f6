# A file of an index that is cut short or gone is named, by all that need it.
. "$BLOTTER_TOP/tests/cli/common.sh"

hurt() {
	try blotter-search -d i --count police
	try blotter-index -q -d i --check
	try blotter-index -q -d i reports.jsonl
	try blotter-index -q -d i --compact
}
for file in 1.articles 1.postings segment.manifest; do
	reports
	: >i/$file
	hurt
	rm i/$file
	hurt
	rm -r i
done
