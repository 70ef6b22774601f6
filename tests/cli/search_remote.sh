# A database that another process serves is searched as one here, but for what
# that process cannot do.
. "$BLOTTER_TOP/tests/cli/common.sh"

command -v xapian-progsrv >/dev/null || {
	echo "no xapian-progsrv"
	exit 77
}
engine=xapian
reports
mkdir far
echo "remote :xapian-progsrv i/db.1" >far/XAPIANDB
try blotter-search -d far --count 'police station'
try blotter-search -d far --count 'type:attack killed:>=4'
try blotter-search -d far --format ids --sort date karachi
try blotter-search -d far --facet type -n 2 karachi
for sort in happened killed injured; do
	try blotter-search -d far --sort $sort karachi
done
try blotter-search -d far --by-incident --sort killed karachi
try blotter-index -d far reports.jsonl
