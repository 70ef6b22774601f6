# A folder that may be read only: searched, and not written.
. "$BLOTTER_TOP/tests/cli/common.sh"

as=
if [ "$(id -u)" = 0 ]; then
	# root may write where others may not
	as='setpriv --reuid 65534 --regid 65534 --clear-groups'
	if ! $as test -r "$(command -v blotter-index)"; then
		echo 'nobody may run the programs here'
		exit 77
	fi
fi
# As try, but without the right to write.
try_as_nobody() {
	echo "\$ $*"
	$as "$@" || echo "[exit $?]"
}

chmod a+x ..
printf '{"id":"1","text":"zebra one"}\n' >one
for engine in $engines; do
	blotter-index -q -e $engine -d i one
	chmod -R a+rX-w .
	echo "$engine"
	try_as_nobody blotter-index -d i one 2>&1 | sed "s/open 'i.*'/open .../"
	try_as_nobody blotter-index -d i --delete 1 2>&1 |
		sed "s/open 'i.*'/open .../"
	try_as_nobody blotter-index -d i --compact 2>&1 |
		sed "s/open 'i.*'/open .../"
	try_as_nobody blotter-index -d new one
	try_as_nobody blotter-search -d i --format ids zebra
	chmod -R u+w .
	try blotter-index -d i --check
	rm -r i
done
