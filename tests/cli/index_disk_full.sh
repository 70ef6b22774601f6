# A full disk: an error, and the last commit stays.
. "$BLOTTER_TOP/tests/cli/common.sh"
PATH=$BLOTTER_BUILD/corpus:$PATH

mkdir disk
if ! mount -t tmpfs -o size=4m tmpfs disk 2>/dev/null; then
	echo 'only root can mount a small disk'
	exit 77
fi
trap 'umount "$PWD/disk"' EXIT
generate --articles 100 >small
generate --articles 4000 >big
for engine in $engines; do
	echo "$engine: more than fits"
	blotter-index -q -e $engine -d disk/i small
	ls disk/i >listing
	# an index of segments is a third of the size
	case $engine in segment) sizes='4000 1500' ;; *) sizes='4000 1500 600' ;; esac
	for n in $sizes; do
		head -n $n big >some
		refused blotter-index -d disk/i some
		as_before disk/i
	done
	echo "$engine: full to the last byte"
	dd if=/dev/zero of=disk/filler bs=1k 2>/dev/null
	refused blotter-index -d disk/i --compact
	refused blotter-index -d disk/i --delete gen-1
	as_before disk/i
	rm disk/filler
	blotter-index -q -d disk/i --delete gen-1
	blotter-search -d disk/i --count -- -xylophone
	rm -r disk/i
done
