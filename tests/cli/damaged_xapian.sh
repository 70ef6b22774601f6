# A damaged index: a message and exit 2, or right answers; never a crash.
. "$BLOTTER_TOP/tests/cli/common.sh"

blotter-index -q -e xapian -d whole "$sample"

# damage FILE OFFSET: write 32 bytes of rubbish into a copy of the index
damage() {
	rm -rf hurt
	cp -r whole hurt
	head -c 32 /dev/zero | tr '\0' '\252' |
		dd of="hurt/$1" bs=1 seek="$2" conv=notrunc 2>/dev/null
}

crashed=0 runs=0 noticed=0
for file in XAPIANDB db.1/iamglass db.1/postlist.glass db.1/docdata.glass \
	db.1/termlist.glass db.1/position.glass; do
	size=$(wc -c <"whole/$file")
	for part in 0 1 2 3 4 5 6 7; do
		damage "$file" $((size * part / 8))
		for command in \
			"blotter-search -d hurt police" \
			"blotter-search -d hurt 'police station' k*" \
			"blotter-search -d hurt --format json mosque OR ferry" \
			"blotter-index -d hurt --check" \
			"blotter-index -d hurt --stats"; do
			timeout 20 sh -c "$command" >out 2>err
			status=$?
			runs=$((runs + 1))
			[ "$status" -ne 2 ] || noticed=$((noticed + 1))
			if [ "$status" -gt 2 ]; then
				echo "$file+$((size * part / 8)): $command:" \
					"exit $status"
				crashed=$((crashed + 1))
			fi
		done
	done
done
echo "crashed: $crashed of $runs"
[ "$noticed" -gt 0 ] || echo 'no damage was noticed at all'

# Cut short, emptied, or gone.
for file in db.1/postlist.glass db.1/docdata.glass db.1/iamglass XAPIANDB; do
	rm -rf hurt
	cp -r whole hurt
	: >"hurt/$file"
	timeout 20 blotter-search -d hurt police >/dev/null 2>&1
	echo "emptied $file: exit $?"
	rm "hurt/$file"
	timeout 20 blotter-search -d hurt police >/dev/null 2>&1
	echo "removed $file: exit $?"
done
try blotter-search -d hurt police
