#!/bin/sh
# Run the tests of a build, all or those named: tests/run.sh build/MODE [NAME...]
#
# NAME is that of a test program or of a command-line case.
# Ends with one line for all, 'N passed, N failed, N skipped', and fails when
# anything did.  The output of a program is shown when it has a failure, or was
# asked for by name.
# UPDATE=1 rewrites the expected files of the command-line cases; each of them
# has CASE_SECONDS.
set -u
cd "$(dirname "$0")/.." || exit 2

build=$1
shift
names=$*
# libxapian's own check deletes an object by its base (mended in 1.4.30), and
# it leaks what an exception passes by.  What a sanitizer finds is told from the
# exit statuses of the programs.
ASAN_OPTIONS=new_delete_type_mismatch=0:exitcode=99
LSAN_OPTIONS=suppressions=$PWD/tests/lsan.supp:print_suppressions=0:exitcode=99
UBSAN_OPTIONS=exitcode=99
export ASAN_OPTIONS LSAN_OPTIONS UBSAN_OPTIONS
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
passed=0 failed=0 skipped=0

# wanted NAME: is it one of those to be run?
wanted() {
	[ -z "$names" ] && return
	case " $names " in *" $1 "*) ;; *) return 1 ;; esac
}

# count FILE PATTERN: how many lines match
count() {
	grep -c "$2" "$1" || true
}

# Test programs are not beside the engines that are loaded when needed, nor
# beside the programs that they run.
BLOTTER_MODULES=$PWD/$build
PATH=$PWD/$build:$PATH
BLOTTER_TOP=$PWD
BLOTTER_BUILD=$PWD/$build
BLOTTER_NOW=2025-06-30
export BLOTTER_MODULES PATH BLOTTER_TOP BLOTTER_BUILD BLOTTER_NOW
unset BLOTTER_INDEX

# Programs that use cmocka: one line a test.
for program in "$build"/tests/unit/test_* "$build"/tests/engine/test_*; do
	case $program in *.o | *.d | *'*') continue ;; esac
	wanted "$(basename "$program")" || continue
	"$program" >"$work/out" 2>&1
	status=$?
	ok=$(count "$work/out" '^\[       OK \]')
	bad=$(count "$work/out" '^\[  FAILED  \] [^0-9]')
	skip=$(count "$work/out" '^\[  SKIPPED \] [^0-9]')
	# cmocka lists failures twice: as they come, and at the end
	bad=$(((bad + 1) / 2))
	skip=$(((skip + 1) / 2))
	if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then
		bad=1
	fi
	if [ "$ok" -eq 0 ] && [ "$bad" -eq 0 ] && [ "$skip" -eq 0 ]; then
		echo "$program: ran no test"
		bad=1
	fi
	if [ "$bad" -gt 0 ] || [ -n "$names" ]; then
		echo "== $program (exit $status)"
		grep -v '^\[ RUN  \|^\[       OK' "$work/out"
	fi
	passed=$((passed + ok)) failed=$((failed + bad))
	skipped=$((skipped + skip))
done

# Fuzz targets replay their seeds: one test a target.
for program in "$build"/tests/fuzz/fuzz_*; do
	case $program in *.o | *.d | *'*') continue ;; esac
	wanted "$(basename "$program")" || continue
	seeds=tests/fuzz/seeds/$(basename "$program" | sed 's/^fuzz_//')
	if "$program" "$seeds" >"$work/out" 2>&1; then
		passed=$((passed + 1))
	else
		echo "== $program $seeds"
		tail -n 40 "$work/out"
		failed=$((failed + 1))
	fi
done

# Command-line cases: a script, and the output, errors and exit status that it
# must give.  A case that exits with 77 was skipped and says why.
for script in tests/cli/*.sh; do
	[ "$script" != tests/cli/common.sh ] || continue
	name=$(basename "$script" .sh)
	wanted "$name" || continue
	expected=$PWD/tests/cli/$name.expected
	mkdir "$work/$name"
	(
		cd "$work/$name" || exit 2
		timeout "${CASE_SECONDS:-120}" sh "$BLOTTER_TOP/$script" 2>&1
		echo "exit $?"
	) >"$work/out"
	if [ "$(tail -n 1 "$work/out")" = 'exit 77' ]; then
		echo "skipped: $name: $(head -n 1 "$work/out")"
		skipped=$((skipped + 1))
	elif [ "${UPDATE:-}" = 1 ]; then
		cp "$work/out" "$expected"
		passed=$((passed + 1))
	elif diff -u "$expected" "$work/out" >"$work/diff" 2>&1; then
		passed=$((passed + 1))
	else
		echo "== $script"
		cat "$work/diff"
		failed=$((failed + 1))
	fi
	rm -rf "${work:?}/$name"
done

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
