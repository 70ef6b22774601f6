#!/bin/sh
# The main job on the sample articles: `make demo`.
set -eu
cd "$(dirname "$0")/.."

build=$1
index=$build/demo.blotter
rm -rf "$index"

# Show a command, then run it; finding nothing is an answer too.
try() {
	printf '\n$ %s\n' "$*"
	"$build/$@" || [ $? -eq 1 ]
}

try blotter-index -d "$index" corpus/sample
try blotter-search -d "$index" -n 2 police station attack
try blotter-search -d "$index" -n 2 '"police station" -protest'
try blotter-search -d "$index" -n 2 'bomb* title:mosque^2'
try blotter-search -d "$index" -n 3 --any --plain \
	'Which ferry sank, and how many were missing?'
try blotter-search -d "$index" -n 3 --format tsv \
	'flood published:2022..2024'
try blotter-search -d "$index" --count 'kidnap* OR hostage'
