# The generator of archives: the same bytes for ever, and words as news has them.
. "$BLOTTER_TOP/tests/cli/common.sh"
PATH=$BLOTTER_BUILD/corpus:$PATH

generate --help | head -n 2
try generate more
try generate --updates 60 --duplicates 60
generate --articles 200 | cksum
generate --articles 200 --seed 2 | cksum
generate --articles 200 --updates 20 --duplicates 20 --no-incidents | cksum
generate --bytes 100K | wc -c
# one run is two that follow each other
generate --articles 150 --updates 10 >whole
for first in 0 30 60 90 120; do
	generate --first $first --articles 30 --updates 10
done | cmp - whole
blotter-index --extract whole | wc -l

# updates have an id that was there, with another text; duplicates the reverse
generate --articles 3000 --updates 10 --duplicates 10 >mixed
awk -F '"' '{ text = $4; sub(/.*"text":/, "")
	if ($0 in of_text && of_text[$0] != text) duplicates++
	if (text in of_id && of_id[text] != $0) updates++
	if (text in of_id && of_id[text] == $0) again++
	of_text[$0] = text; of_id[text] = $0 }
	END { print "updates", (updates > 250 && updates < 350),
		"duplicates", (duplicates > 250 && duplicates < 350),
		"neither", again + 0 }' mixed

# Zipf and Heaps: frequency by rank, and distinct words by articles
generate --articles 2000 --no-incidents | sed 's/.*"text":"//; s/\\n/ /g' |
	tr '[:upper:]' '[:lower:]' | tr -cs "[:alnum:]\n" ' ' |
	awk 'function is(what, x, low, high) {
		print what, (x > low && x < high ? "as news has it" : x)
	}
	{ for (i = 1; i <= NF; i++) { tokens++; if (!n[$i]++) distinct++ }
	  if (NR == 200) { tokens_200 = tokens; distinct_200 = distinct } }
	END {
		is("words an article:", tokens / NR, 450, 560)
		is("growth of the vocabulary:",
			log(distinct / distinct_200) / log(tokens / tokens_200),
			0.42, 0.52)
		for (w in n) print n[w] | "sort -nr >counts"
	}'
awk '{ f[NR] = $1 } END {
	s = log(f[1] / f[1000]) / log(1000)
	print "fall by rank, 1 to 1000:",
		(s > 0.85 && s < 0.95 ? "as news has it" : s)
	s = log(f[1000] / f[10000]) / log(10)
	print "fall by rank, 1000 to 10000:",
		(s > 1.2 && s < 1.45 ? "as news has it" : s)
}' counts
# extraction can find the incidents: their sentences are whole
generate --articles 300 |
	grep -cE 'killing|killed|dead|drowned|kidnapped'
