# Incidents that were indexed are found by every engine, also after updates,
# deletions and a rewrite, and in two indexes searched as one.
. "$BLOTTER_TOP/tests/cli/common.sh"

# story ID WHERE KILLED
story() {
	printf '{"id":"%s","date":"2025-06-17","text":"%s, 17 June 2025 - A suicide bomber killed %s people at a police station in %s on Tuesday. Last month, gunmen shot dead two men in Quetta, Pakistan."}\n' \
		"$1" "$2" "$3" "$2"
}

# show FOLDER...: what is found there
show() {
	for query in type:suicide-bombing place:lahore \
		'place:lahore killed:2' 'place:lahore killed:>=5' \
		'place:quetta type:shooting killed:2' 'country:pk bomber' \
		'-place:lahore' 'bomber -(place:lahore killed:>=5)' \
		'place:karachi OR place:lahore' date:2025-05; do
		printf '%s:' "$query"
		blotter-search "$@" --sort date --format ids -- "$query" |
			tr '\n' ' ' | sed 's/^/ /; s/ $//'
		echo
	done
}

for engine in $engines; do
	echo "$engine:"
	{
		story a Lahore 5
		story b Karachi 20
		echo '{"id":"c","text":"Lahore has a new library."}'
	} | blotter-index -q -e $engine -d i -
	show -d i
	story a Lahore 7 | blotter-index -q -d i -
	blotter-index -q -d i --delete b
	blotter-index -q -d i --compact
	blotter-index -q -d i --check
	echo 'Updated:'
	show -d i
	story d Lahore 4 | blotter-index -q -e $engine -d more -
	echo 'Two indexes:'
	show -d i -d more
	rm -r i more
done
