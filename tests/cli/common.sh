# Sourced by the cases: what they share.  A case runs in an empty folder of its
# own, with the programs of the build first in PATH.

sample=$BLOTTER_TOP/corpus/sample

# Run a command and show how it ended when that was not well.
try() {
	echo "\$ $*"
	"$@"
	status=$?
	[ "$status" -eq 0 ] || echo "[exit $status]"
}

# The summary of a run ends in how long it took: that is no fact to test.
untimed() {
	sed 's/ in [0-9.]* s$/ in T s/'
}
