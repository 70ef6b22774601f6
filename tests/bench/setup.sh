#!/bin/sh
# Install the peers of `make bench` and compile their drivers into build/bench/:
# setup.sh [--no-peers]
#
# A peer that cannot be had is written to build/bench/absent with the reason,
# and the harness says so beside its tables.
set -u
cd "$(dirname "$0")/../.." || exit 2

out=$PWD/build/bench
mkdir -p "$out/bin" "$out/java" || exit 2
: >"$out/absent"
: >"$out/log"
node_package=@oxdev03/node-tantivy-binding-linux-x64-gnu
node_version=0.3.3
jars=/usr/share/java
lucene='lucene-core lucene-analyzers-common lucene-queryparser jackson-core'
as_root=
[ "$(id -u)" = 0 ] || as_root=sudo
updated=

absent() {
	printf '%s\t%s\n' "$1" "$2" >>"$out/absent"
	echo "bench: without $1: $2" >&2
}

# install PACKAGE...: those of Debian that are missing
install() {
	missing=
	for package in "$@"; do
		dpkg-query -W -f '${Status}' "$package" 2>/dev/null |
			grep -q 'ok installed' || missing="$missing $package"
	done
	[ -n "$missing" ] || return 0
	echo "bench: installing$missing"
	if [ -z "$updated" ]; then
		$as_root apt-get update -qq >>"$out/log" 2>&1
		updated=1
	fi
	# shellcheck disable=SC2086
	DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq \
		--no-install-recommends $missing >>"$out/log" 2>&1
}

# peer NAME 'PACKAGES' COMMAND...: install, then compile what it needs
peer() {
	name=$1
	# shellcheck disable=SC2086
	if ! install $2; then
		absent "$name" "cannot install $2"
		return
	fi
	shift 2
	"$@" >>"$out/log" 2>&1 ||
		absent "$name" "'$1' failed, see build/bench/log"
}

# driver NAME SOURCE FLAGS...
driver() {
	program=$out/bin/$1 source=tests/bench/drivers/$2
	shift 2
	case $source in
	*.cc) compile='g++ -std=c++17' ;;
	*) compile='gcc -std=c11' ;;
	esac
	$compile -O2 -D_GNU_SOURCE -Itests/bench/drivers "$source" -o "$program" \
		"$out/driver.o" "$out/corpus.o" "$@" -ljson-c
}

lucene() {
	for jar in $lucene; do
		found=$(ls "$jars/$jar".jar "$jars/$jar"-[0-9]*.jar 2>/dev/null |
			head -n 1)
		[ -n "$found" ] || return 1
		ln -sf "$found" "$out/java/$jar.jar"
	done
	javac -cp "$out/java/*" -d "$out/java" tests/bench/drivers/Lucene.java
}

tantivy() {
	npm install --loglevel=error --no-audit --no-fund --prefix "$out" \
		"$node_package@$node_version" &&
		NODE_PATH=$out/node_modules node -e "require('$node_package')"
}

if ! install gcc g++ libjson-c-dev gzip xz-utils python3; then
	echo 'bench: no compiler' >&2
	exit 1
fi
for part in driver corpus; do
	gcc -std=c11 -O2 -D_GNU_SOURCE -Wall -Wextra -c -o "$out/$part.o" \
		tests/bench/drivers/$part.c || exit 1
done
gcc -std=c11 -O2 -D_GNU_SOURCE -Wall -Wextra -o "$out/bin/records" \
	tests/bench/drivers/records.c "$out/corpus.o" -ljson-c || exit 1
driver copy copy.c || exit 1
[ "${1:-}" != --no-peers ] || exit 0

peer fts5 'sqlite3 libsqlite3-dev' driver fts5 fts5.c -lsqlite3
peer omega 'xapian-omega xapian-tools libxapian-dev' \
	driver omega xapian.cc -lxapian
peer lucene 'liblucene8-java libjackson2-core-java default-jdk-headless' lucene
peer lucene++ 'liblucene++-dev libboost-dev' \
	driver lucenepp lucenepp.cc -I/usr/include/lucene++ -llucene++ \
	-llucene++-contrib
# Debian's npm cannot be put beside a node from elsewhere.
node='nodejs npm'
! command -v npm >/dev/null || node=
peer tantivy "$node" tantivy
peer swish-e 'swish-e swish-e-dev' driver swish swish.c -lswish-e
peer sphinx 'sphinxsearch libmariadb-dev' \
	driver sphinx sphinx.c -I/usr/include/mariadb -lmariadb
peer recoll recollcmd true
peer ripgrep ripgrep true
