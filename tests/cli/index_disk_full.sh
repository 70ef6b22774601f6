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
	# An index of segments is a third of the size.  libxapian 1.4.22 was seen,
	# once, to abort where two of its writers met the full disk at a time:
	# the last commit stayed, but there was no message.  One writer then.
	case $engine in
	segment) sizes='4000 1500' threads=2 ;;
	*) sizes='4000 1500 600' threads=1 ;;
	esac
	for n in $sizes; do
		head -n $n big >some
		refused blotter-index -j $threads -d disk/i some
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
