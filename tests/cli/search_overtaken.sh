# A search that stays open while the index is updated and then rewritten: each
# answer is that of one commit, and none is an error.
. "$BLOTTER_TOP/tests/cli/common.sh"

generate=$BLOTTER_BUILD/corpus/generate

# ask and wait for the whole answer: one line for each article there is
ask() {
	asked=$((asked + 1))
	: >answers
	printf '%s\t-xylophone\n' $asked >&3
	until [ "$(wc -l <answers)" -ge 380 ] ||
		! kill -0 $searcher 2>/dev/null; do
		sleep 0.05
	done
	sleep 0.1
	case $(wc -l <answers) in
	400 | 395) echo "answer $asked: all articles" ;;
	*) echo "answer $asked: $(wc -l <answers) articles" ;;
	esac
}

# update SEED...: in place, often enough to overwrite what a search has open
update() {
	for seed; do
		"$generate" --seed $seed --first 380 --articles 20 |
			blotter-index -q -d i -
	done
}

for engine in $engines; do
	echo "$engine"
	"$generate" --articles 400 | blotter-index -q -e $engine -d i -
	mkfifo questions
	blotter-search -d i -n 1000 --format tsv --batch questions >>answers &
	searcher=$!
	exec 3>questions
	asked=0
	ask
	update 2 3 4
	ask
	update 5 6 7
	# and then what it has open is removed
	blotter-index -q -d i --delete gen-0 gen-1 gen-2 gen-3 gen-4
	blotter-index -q -d i --compact
	ask
	"$generate" --seed 8 --articles 400 | blotter-index -q -d i -
	ask
	exec 3>&-
	wait $searcher
	echo "searcher: $?"
	rm -r i questions answers
done
