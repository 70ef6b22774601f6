# Two writers: the second exits with 75, or waits.
. "$BLOTTER_TOP/tests/cli/common.sh"

# begin NAME [OPTION...]: a writer that is not done before descriptor 3 is
# closed, given more than one batch, so that it is at work and holds the lock
begin() {
	name=$1
	shift
	blotter-index -q -j 1 "$@" -d i - <slow &
	exec 3>slow
	awk -v name="$name" 'BEGIN { for (i = 0; i < 600; i++)
		printf "{\"id\":\"%s-%d\",\"text\":\"zebra %d\"}\n",
			name, i, i }' >&3
}

# waits ARG...: it ends well once the writer has ended
waits() {
	blotter-index -q --wait -d i "$@" 3>&- &
	waiting=$!
	exec 3>&-
	wait "$waiting"
	echo "waited: $?"
	wait
	try blotter-search -d i --count zebra
}

printf '{"id":"1","text":"zebra one"}\n' >one.jsonl
mkfifo slow
begin slow
until ls i/*.lock >/dev/null 2>&1; do sleep 0.1; done
sleep 0.3
try blotter-index -d i one.jsonl 3>&-
waits one.jsonl

# a compaction waits, too; so does the writer, which one that is tried may be
# ahead of
begin more --wait
until blotter-index -q -d i --compact 3>&- 2>/dev/null; [ $? -eq 75 ]; do
	sleep 0.1
done
waits --compact
