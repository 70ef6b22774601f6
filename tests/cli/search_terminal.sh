# On a terminal: colors, lines as wide as it is, and how many there are.
. "$BLOTTER_TOP/tests/cli/common.sh"

if ! script -qec true /dev/null </dev/null >/dev/null 2>&1; then
	echo 'script(1) makes no terminal here'
	exit 77
fi

# on ROWS COLUMNS ARGUMENTS: run blotter-search on such a terminal; escapes are
# shown as ^[
on() {
	rows=$1 columns=$2
	shift 2
	echo "\$ $* ($rows x $columns)"
	script -qec "stty rows $rows cols $columns; blotter-search -d i $*" \
		/dev/null </dev/null | tr -d '\r' | sed 's/\x1b/^[/g'
}

TERM=xterm LC_ALL=C.UTF-8
export TERM LC_ALL
unset NO_COLOR
reports
on 24 80 -n 1 --evidence station
on 24 60 station
on 30 60 --timeline police
on 9 60 --timeline police
on 7 40 --timeline police
on 24 40 --facet type,place -n 2 police
on 24 60 --by-incident station
on 24 80 zebra
NO_COLOR=1
export NO_COLOR
on 24 80 -n 1 station
