# Searches while an index is updated, merged and compacted without a break: no
# errors, and never a mix of commits.  COMMIT_SECONDS says for how long.
. "$BLOTTER_TOP/tests/cli/common.sh"

steady=300
# batch SEED: articles of the same ids each time, their texts others
batch() {
	"$BLOTTER_BUILD/corpus/generate" --seed "$1" --articles $steady |
		sed 's/"title":"/"title":"Steady /'
}

# Each hit must have the address of its id, and each answer all articles: but
# for those of query 4, which come and go.
check_answers() {
	sed 's/"snippet":.*//' | tr -d '"{}' | awk -F ',|:' -v want=$steady '
		{ for (i = 1; i < NF; i++) value[$i] = $(i + 1)
		  id = value["id"]; sub(/^gen-/, "", id)
		  url = $0; sub(/.*url:[^,]*\//, "", url); sub(/,.*/, "", url)
		  rows++ }
		id != url || (value["query"] != 4 && value["matched"] != want) {
			print "wrong: " $0 }
		END { print (rows > want ? "answers came" : "no answers") }'
}

for engine in $engines; do
	echo "$engine"
	batch 1 | blotter-index -q -e $engine -d i -
	cat >queries <<-'END'
		1	title:steady
		2	"the steady"~2 OR steady
		3	-passing
		4	passing
	END
	(
		while [ ! -e stop ]; do cat queries; done |
			blotter-search -d i -n 40 --format json --batch - >batch.out
		echo "batch: $?" >>batch.err
	) 2>batch.err &
	(
		while [ ! -e stop ]; do
			blotter-search -d i -n 40 --format json steady >>single.out ||
				echo "single: $?"
		done
	) 2>single.err >&2 &

	until=$(($(date +%s) + ${COMMIT_SECONDS:-3}))
	seed=1
	while [ "$(date +%s)" -lt $until ]; do
		seed=$((seed + 1))
		batch $seed >all
		"$BLOTTER_BUILD/corpus/generate" --seed $seed --first 500 --articles 9 |
			sed 's/"title":"/"title":"Passing /' >passing
		# by transaction, by merge, and by compaction
		cat passing | blotter-index -q -d i - || echo "add: $?"
		tail -n 30 all | blotter-index -q -d i - || echo "update: $?"
		blotter-index -q -d i --delete $(seq -f gen-%g 500 508) ||
			echo "delete: $?"
		blotter-index -q -d i all || echo "index: $?"
		blotter-index -q -d i --compact || echo "compact: $?"
	done
	touch stop
	wait
	sort batch.err | uniq -c | sed 's/^ *//' | head
	sort single.err | uniq -c | head
	check_answers <batch.out
	check_answers <single.out
	blotter-index -q -d i --check
	rm -r i stop batch.* single.*
done
