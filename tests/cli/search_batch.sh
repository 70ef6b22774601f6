# Many queries from one process; a bad one spoils only itself.
. "$BLOTTER_TOP/tests/cli/common.sh"

six_articles --no-incidents
printf 'q1\tpolice station\nq2\t"police\n\nq3\tbo* -karachi\nno tab here\nq4\tzebra\n\tno id\nq5\tal-Qaeda' >batch.tsv
for format in text tsv trec ids json; do
	try blotter-search -d i --format $format -n 2 --batch batch.tsv
done
try blotter-search -d i --count --batch batch.tsv
printf 'q1\tzebra\n' >none.tsv
try blotter-search -d i --batch none.tsv
printf 'q1\tblast\nq2\tzebra\n' | blotter-search -d i --count --batch -
echo "exit $?"
printf 'q1\tblast\r\nq2\tzebra\r\n' | blotter-search -d i --count --batch -
printf 'q1\tblast\nq2\tzebra\n' >timed.tsv
blotter-search -d i --count --timing --batch timed.tsv 2>&1 >/dev/null |
	sed 's/\t[0-9]*\t/\tMICROSECONDS\t/'
blotter-search -d i --count --timing blast 2>&1 >/dev/null |
	sed 's/\t[0-9]*\t/\tMICROSECONDS\t/'
: >empty.tsv
try blotter-search -d i --batch empty.tsv
try blotter-search -d i --batch gone.tsv
{
	printf 'q1\t'
	head -c 80000 /dev/zero | tr '\0' 'x'
	printf '\nq2\tblast\n'
} >long.tsv
try blotter-search -d i --count --batch long.tsv
printf 'q\033[1m1\tblast\n' >steering.tsv
blotter-search -d i --count --timing --batch steering.tsv 2>&1 |
	sed 's/\t[0-9]*\t/\tMICROSECONDS\t/' | cat -v
