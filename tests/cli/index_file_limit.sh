# Files that may not grow: an error, and the last commit stays.
. "$BLOTTER_TOP/tests/cli/common.sh"
PATH=$BLOTTER_BUILD/corpus:$PATH

generate --articles 100 >small
generate --articles 4000 >big
for engine in $engines; do
	echo "$engine"
	blotter-index -q -e $engine -d i small
	ls i >listing
	(
		ulimit -f 100
		refused blotter-index -d i big
		refused blotter-index -d i --compact
	)
	as_before i
	rm -r i
done
