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

# The engines: what all must do alike is run with each.
engines=${BLOTTER_ENGINES:-xapian}

# Run a command that the system must refuse a write; print why.  Which file it
# was is chance.
refused() {
	"$@" 2>&1 | sed -nE 's/.*(no space left|file too large).*/\1/Ip' |
		tr '[:upper:]' '[:lower:]' | uniq
}

# as_before DIR: what the index holds, and that it has the files of `listing`
as_before() {
	blotter-index -q -d "$1" --check
	echo "$(blotter-search -d "$1" --count -- -xylophone) articles"
	ls "$1" | cmp - listing
}
