#!/bin/sh
# Score search and extraction on judged collections: tests/quality/run.sh build/MODE
#
# The collections lie beside the repository, in ../shared or where
# $BLOTTER_SHARED says; without them there is nothing to do, and it says so.
set -u
cd "$(dirname "$0")/../.." || exit 2

build=$1
shared=${BLOTTER_SHARED:-../shared}
scorer=$shared/quality/score_incidents.py
if [ ! -e "$scorer" ]; then
	echo "skipped: no judged collections, '$scorer' is not there"
	exit 0
fi
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

# score SET [OPTION]: a table of one collection
score() {
	gold=$shared/corpora/gold_$1.jsonl.xz
	if [ ! -e "$gold" ]; then
		echo "skipped: '$gold' is not there"
		return
	fi
	xz -dc "$gold" >"$work/$1.jsonl" &&
		"$build"/blotter-index --extract -q -f jsonl \
			"$work/$1.jsonl" >"$work/$1.said" || exit 2
	echo "== $1"
	set -- "$1" "${2:-}"
	# the option is left out where there is none
	python3 "$scorer" "$work/$1.jsonl" "$work/$1.said" ${2:+"$2"}
}

# search SET ENGINE: one line, over the queries that have judgments
search() {
	folder=$shared/corpora/ir/$1
	if [ ! -e "$folder/docs.jsonl.xz" ]; then
		echo "skipped: '$folder' is not there"
		return
	fi
	xz -dc "$folder/docs.jsonl.xz" >"$work/docs.jsonl" &&
		"$build"/blotter-index -q -e "$2" -d "$work/$1.$2" \
			"$work/docs.jsonl" &&
		"$build"/blotter-search -d "$work/$1.$2" --any --plain -n 1000 \
			--format trec --batch "$folder/queries.tsv" >"$work/run"
	[ $? -le 1 ] || exit 2
	printf '%s, %s: ' "$1" "$2"
	python3 "$shared/quality/score_trec.py" "$folder/qrels.tsv" "$work/run"
}

# grouped SET TOPIC...: two lines, over the articles on these topics, of which
# each has two incidents
grouped() {
	gold=$shared/corpora/$1.jsonl.xz
	if [ ! -e "$gold" ]; then
		echo "skipped: '$gold' is not there"
		return
	fi
	shift
	topics=$(echo "$*" | tr ' ' '|')
	xz -dc "$gold" | grep -E "\"topic\": *\"($topics)\"" \
		>"$work/reports.jsonl" &&
		"$build"/blotter-index -q -d "$work/reports" \
			"$work/reports.jsonl" &&
		"$build"/blotter-search -d "$work/reports" --by-incident \
			--format tsv -- -nosuchword >"$work/groups" || exit 2
	echo "== by incident, topics $*"
	python3 "$shared/quality/score_clusters.py" "$work/reports.jsonl" \
		"$work/groups"
}

for set in time cranfield med; do
	search $set segment
	search $set xapian
done
grouped ecbplus 13 19 21 37 41
score muc --complete
score gva
score rand
