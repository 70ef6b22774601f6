# A folder that is removed, or replaced, while an index is written there.
. "$BLOTTER_TOP/tests/cli/common.sh"
PATH=$BLOTTER_BUILD/corpus:$PATH

# begin DIR: a writer that has work and holds the lock, and waits for more
begin() {
	rm -f slow
	mkfifo slow
	blotter-index -q -e $engine -j 1 -d "$1" - <slow 2>talk &
	writer=$!
	exec 3>slow
	cat many >&3
	sleep 0.3
}
# end: let it finish, and see what it says; which file it missed is chance
end() {
	exec 3>&-
	wait $writer
	echo "exit $?"
	sed -E "s/cannot .*(no such file)/cannot ...: \1/I
		s/the index in '.*' was removed while.*/cannot ...: no such file or directory/" talk
}

generate --articles 2000 >many
generate --articles 20 --seed 2 >few
for engine in $engines; do
	echo "$engine: a new index, removed"
	begin i
	rm -r i
	end
	ls -d i
	echo "$engine: an index, removed"
	blotter-index -q -e $engine -d i few
	begin i
	rm -r i
	end
	ls -d i
	for from in other gone; do
		echo "$engine: an index, replaced from $from"
		blotter-index -q -e $engine -d i few
		cp -r i other
		begin i
		mv i gone
		cp -r $from i
		end
		for dir in i gone; do
			blotter-index -q -d $dir --check
			try blotter-search -d $dir --count -- -xylophone
		done
		rm -r i gone other
	done
done
