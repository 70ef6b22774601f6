# SIGINT and SIGTERM: the run ends, says so, and leaves the last commit.
. "$BLOTTER_TOP/tests/cli/common.sh"

"$BLOTTER_BUILD/corpus/generate" --articles 1000 >many
head -n 20 many >few
for engine in $engines; do
	blotter-index -q -e $engine -d i few
	ls i >listing
	for signal in INT TERM; do
		rm -f slow
		mkfifo slow
		# a shell makes what it runs in the background ignore SIGINT
		env --default-signal=INT \
			blotter-index -q -j 2 -d i - <slow 2>talk &
		exec 3>slow
		cat many >&3
		sleep 0.3
		kill -s $signal $!
		wait $!
		echo "$engine, $signal: exit $?"
		exec 3>&-
		cat talk
		ls i | cmp - listing
		try blotter-search -d i --count -- -xylophone
		try blotter-index -d i --check
	done
	rm -r i
done

# killed before the first commit: no index, but the beginning of one
for engine in $engines; do
	rm -f slow
	mkfifo slow
	blotter-index -q -e $engine -d new - <slow 2>talk &
	exec 3>slow
	cat many >&3
	until ls new/*.lock >/dev/null 2>&1; do sleep 0.1; done
	kill -s KILL $!
	wait $! 2>/dev/null
	exec 3>&-
	try blotter-search -d new --count police
	try blotter-index -d new --check
	other=$(echo segment xapian | sed "s/ *$engine *//")
	try blotter-index -q -d new -e $other few
	try blotter-index -q -d new few
	try blotter-search -d new --count -- -xylophone
	blotter-index -d new --stats | grep engine
	rm -r new
done
