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
try blotter-search -d "$index" -n 1 karachi police station
try blotter-search -d "$index" -n 2 '"suicide bomber" -karachi'
try blotter-search -d "$index" -n 3 'gunmen (kidnapped OR title:hotel^2)'
try blotter-search -d "$index" -n 2 --any --plain \
	'Which ferry sank, and how many were missing?'
try blotter-search -d "$index" --format tsv --sort date \
	'(flood* OR earthquake OR cyclone) published:2021..2024'
try blotter-search -d "$index" --count 'explo* -gas'
try blotter-search -d "$index" -n 2 --evidence --sort killed \
	'type:attack killed:>=4 date:2022..2024'
try blotter-search -d "$index" --facet type,country -n 5 \
	'type:attack OR type:accident'
try blotter-search -d "$index" --timeline=year 'killed:>=1'
try blotter-search -d "$index" --by-incident 'malawi ferry'
