# An index that lies among what is indexed is no part of it.
. "$BLOTTER_TOP/tests/cli/common.sh"

mkdir all
printf 'One\n\nzebra one\n' >all/one.txt
for engine in $engines; do
	try blotter-index -q -e $engine -d all/$engine all
	try blotter-index -q -d all/$engine all
	try blotter-search -d all/$engine --format ids -- -xylophone
	try blotter-index -q -d all/$engine all/$engine
done
