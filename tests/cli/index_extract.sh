# --extract prints each article as it was read, in the order of the sources.
. "$BLOTTER_TOP/tests/cli/common.sh"

cd "$BLOTTER_TOP" || exit 2
for threads in 1 4; do
	blotter-index --extract -j $threads corpus/sample |
		sed 's|"text":".*|...|'
done
blotter-index --extract corpus/sample/text/karachi-police-office.txt |
	cut -c 1-400
