# A search that stays open while the index is updated and then rewritten: its
# next answers are right, whichever commit they are of.
. "$BLOTTER_TOP/tests/cli/common.sh"

generate=$BLOTTER_BUILD/corpus/generate
"$generate" --articles 400 | blotter-index -q -d i -
mkfifo questions
blotter-search -d i -n 1000 --format tsv --batch questions >>answers &
searcher=$!
exec 3>questions
asked=0
# ask and wait for the whole answer: one article for each id there is
ask() {
	asked=$((asked + 1))
	: >answers
	printf '%s\t-xylophone\n' $asked >&3
	until [ "$(wc -l <answers)" -ge 380 ] ||
		! kill -0 $searcher 2>/dev/null; do
		sleep 0.05
	done
	sleep 0.1
	echo "answer $asked: $(wc -l <answers) articles"
}

ask
# in place, often enough that what the searcher has open is overwritten
for seed in 2 3 4; do
	"$generate" --seed $seed --first 380 --articles 20 |
		blotter-index -q -d i -
done
ask
for seed in 5 6 7; do
	"$generate" --seed $seed --first 380 --articles 20 |
		blotter-index -q -d i -
done
# and then what it has open is removed
blotter-index -q -d i --delete gen-0 gen-1 gen-2 gen-3 gen-4
blotter-index -q -d i --compact
ask
"$generate" --seed 8 --articles 400 | blotter-index -q -d i -
ask
exec 3>&-
wait $searcher
echo "searcher: $?"
