#!/bin/sh
# The rules of the house that a compiler does not know: `make lint`.
set -u
cd "$(dirname "$0")/.." || exit 2

faults=0
fault() {
	echo "lint: $*"
	faults=$((faults + 1))
}

sources=$(git ls-files -co --exclude-standard '*.c' '*.h' '*.cc')

# forbid FOLDER PATTERN RULE: no include of PATTERN below FOLDER
forbid() {
	found=$(grep -rnE "^#include [<\"]$2" "$1" 2>/dev/null)
	[ -z "$found" ] || fault "$3:
$found"
}

for room in indexer searcher; do
	forbid $room '(\.\./|lib/|xapian)' \
		'programs see their own folder and include/blotter'
done
forbid lib/base 'blotter/(text|schema|article|query|engine|date)' \
	'lib/base sees nobody'
forbid lib/segment 'xapian' 'lib/segment and lib/xapian never meet'
forbid lib/xapian 'segment' 'lib/segment and lib/xapian never meet'
forbid lib/xapian-c 'blotter' 'xapian-c knows nothing of blotter'
for room in base text schema engine incident segment xapian; do
	forbid lib/$room 'xapian\.h>' '<xapian.h> is for lib/xapian-c alone'
	[ $room = xapian ] || forbid lib/$room 'xapian-c\.h' \
		'xapian-c.h is for lib/xapian alone'
done

# A private header stays in its folder.
for header in $(git ls-files -co --exclude-standard '*_private.h'); do
	room=$(dirname "$header")
	users=$(grep -lE "^#include \"([^\"]*/)?$(basename "$header")\"" \
		$sources | grep -v "^$room/" | grep -v '^tests/')
	[ -z "$users" ] || fault "$header is included by: $users"
done

# Headers compile alone; that of the binding in C++ too.
for header in include/*.h include/blotter/*.h; do
	gcc -std=c11 -Wall -Wextra -Wpedantic -Werror -Iinclude \
		-fsyntax-only -include "$header" -x c /dev/null ||
		fault "$header does not compile alone"
done
g++ -std=c++17 -Wall -Wextra -Wpedantic -Werror -Iinclude -fsyntax-only \
	-include include/xapian-c.h -x c++ /dev/null ||
	fault 'xapian-c.h does not compile as C++'

# Calls that style.md bans.
banned='\<(strcpy|strcat|sprintf|strtok|gmtime|localtime|atoi|alloca)\('
found=$(grep -nE "$banned" $sources)
[ -z "$found" ] || fault "banned calls:
$found"

long=$(for f in $sources; do
	case $f in tests/* | include/xapian-c.h) continue ;; esac
	[ "$(wc -l <"$f")" -le 600 ] || echo "$f"
done)
[ -z "$long" ] || fault "files over 600 lines: $long"

# shellcheck disable=SC2086
clang-format --dry-run -Werror --style=file $sources ||
	fault 'clang-format: run clang-format -i on the files above'

# shellcheck disable=SC2086
cppcheck --quiet --std=c11 --language=c --inline-suppr --error-exitcode=1 \
	--enable=warning,performance,portability -D_GNU_SOURCE \
	-DBL_VERSION='"0"' --suppress=missingIncludeSystem -Iinclude \
	-Iindexer -Isearcher $(git ls-files -co --exclude-standard \
	'indexer/*.c' 'searcher/*.c' 'lib/*.c' 'corpus/*.c') ||
	fault 'cppcheck: see above'

for page in $(git ls-files -co --exclude-standard '*.1' '*.3' '*.7'); do
	mandoc -T lint -W warning "$page" || fault "$page: see mandoc above"
done

for script in $(git ls-files -co --exclude-standard '*.sh'); do
	sh -n "$script" || fault "$script: syntax"
done

[ "$faults" -eq 0 ] && echo 'lint: nothing to complain of'
[ "$faults" -eq 0 ]
