# --help fits a screen, and the man pages know every option it lists.
. "$BLOTTER_TOP/tests/cli/common.sh"

for program in blotter-index blotter-search; do
	$program --help >help
	awk -v p=$program 'length > 80 { print p ": too wide: " $0 }
		END { if (NR > 24) print p ": " NR " lines" }' help
	case $program in
	blotter-index) page=$BLOTTER_TOP/indexer/$program.1 ;;
	*) page=$BLOTTER_TOP/searcher/$program.1 ;;
	esac
	# mdoc writes --name as "Fl -name"
	sed -n 's/^ *\(-., \)\{0,1\} *--\([a-z0-9-]*\).*/\2/p' help |
		while read -r name; do
			grep -qE "(Fl|,) -$name( |$)" "$page" ||
				echo "$page does not have --$name"
		done
	echo "$program: $(grep -c -- ' --[a-z]' help) options"
	$program --version | sed 's/[0-9.]*$/N/'
done
