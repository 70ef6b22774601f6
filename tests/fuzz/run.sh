#!/bin/sh
# Run the fuzz targets of a build: tests/fuzz/run.sh build/fuzz SECONDS JOBS
# [TARGET...].  `make fuzz` builds them.
#
# Each runs for so many seconds, as many at a time as JOBS says, from the seeds
# in tests/fuzz/seeds and from what earlier runs found, which is kept in
# build/fuzz/found.  An input that crashes is named with the command that shows
# it again; to keep it, let the target make it small:
#
#	TARGET -minimize_crash=1 -max_total_time=60 INPUT
#
# and put the result into tests/fuzz/seeds, where `make check` replays it.
set -u
cd "$(dirname "$0")/../.." || exit 2

build=$1 seconds=$2 jobs=$3
shift 3
[ $# -gt 0 ] || set -- $(basename -a tests/fuzz/fuzz_*.c | sed 's/^fuzz_//; s/\.c$//')

# Runs one target; in a shell of its own, below.
fuzz_one='
	build=$1 seconds=$2 name=$3
	found=$build/found/$name crashes=$build/crashes/$name
	log=$build/$name.log
	mkdir -p "$found" "$crashes"
	"$build/tests/fuzz/fuzz_$name" -max_total_time="$seconds" \
		-timeout=20 -rss_limit_mb=2048 -print_final_stats=1 \
		-artifact_prefix="$crashes/" "$found" \
		"tests/fuzz/seeds/$name" >"$log" 2>&1
	status=$?
	runs=$(sed -n "s/^stat::number_of_executed_units: *//p" "$log")
	inputs=$(ls "$found" | wc -l)
	if [ $status -eq 0 ]; then
		echo "$name: ${runs:-0} runs, $inputs inputs kept, no crash"
		exit 0
	fi
	echo "$name: FAILED after ${runs:-?} runs (see $log)"
	for input in "$crashes"/*; do
		[ ! -e "$input" ] ||
			echo "	$build/tests/fuzz/fuzz_$name $input"
	done
	exit 1
'
printf '%s\n' "$@" |
	xargs -P "$jobs" -I NAME sh -c "$fuzz_one" fuzz "$build" "$seconds" NAME
