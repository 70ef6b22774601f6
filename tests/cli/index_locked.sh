# Two writers: the second exits with 75, or waits.
. "$BLOTTER_TOP/tests/cli/common.sh"

printf '{"id":"1","text":"zebra one"}\n' >one.jsonl
mkfifo slow
blotter-index -q -j 1 -d i - <slow &
exec 3>slow
# more than one batch, so that the first writer is at work and holds the lock
awk 'BEGIN { for (i = 0; i < 600; i++)
	printf "{\"id\":\"slow-%d\",\"text\":\"zebra %d\"}\n", i, i }' >&3
until ls i/*.lock >/dev/null 2>&1; do sleep 0.1; done
sleep 0.3
try blotter-index -d i one.jsonl 3>&-
blotter-index -q --wait -d i one.jsonl 3>&- &
waiting=$!
exec 3>&-
wait "$waiting"
echo "waited: $?"
wait
try blotter-search -d i --count zebra

# a compaction waits, too; so does the writer, which one that is tried may be
# ahead of
blotter-index -q --wait -j 1 -d i - <slow &
exec 3>slow
awk 'BEGIN { for (i = 0; i < 600; i++)
	printf "{\"id\":\"more-%d\",\"text\":\"zebra %d\"}\n", i, i }' >&3
until blotter-index -q -d i --compact 3>&- 2>/dev/null; [ $? -eq 75 ]; do
	sleep 0.1
done
blotter-index -q --wait -d i --compact 3>&- &
waiting=$!
exec 3>&-
wait "$waiting"
echo "waited: $?"
wait
try blotter-search -d i --count zebra
