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
