# Sourced by the cases: what they share.  A case runs in an empty folder of its
# own, with the programs of the build first in PATH.

sample=$BLOTTER_TOP/corpus/sample

# Run a command and show how it ended when that was not well.
try() {
	echo "\$ $*"
	"$@"
	status=$?
	[ "$status" -eq 0 ] || echo "[exit $status]"
}

# The summary of a run ends in how long it took: that is no fact to test.
untimed() {
	sed 's/ in [0-9.]* s$/ in T s/'
}

# The engines: what all must do alike is run with each.
engines=${BLOTTER_ENGINES:-segment xapian}

# Run a command that the system must refuse a write; print why.  Which file it
# was is chance.
refused() {
	"$@" 2>&1 | sed -nE 's/.*(no space left|file too large).*/\1/Ip' |
		tr '[:upper:]' '[:lower:]' | uniq
}

# as_before DIR: what the index holds, and that it has the files of `listing`
as_before() {
	blotter-index -q -d "$1" --check
	echo "$(blotter-search -d "$1" --count -- -xylophone) articles"
	ls "$1" | cmp - listing
}

# Six small articles to search, in the index i; written so that every operator
# finds some and not others.  Arguments are options of blotter-index.
six_articles() {
	cat >six.jsonl <<'END'
{"id":"a","title":"Bomb in Karachi","text":"A bomb went off near the police station. Two bombs followed.","source":"dawn.com","lang":"en","date":"2025-06-17"}
{"id":"b","title":"Police chief resigns","text":"The station of the police chief was closed.","source":"Dawn.com","lang":"en","date":"2025-06-18"}
{"id":"c","title":"Ceasefire holds","text":"Police said the police station in Karachi was bombed before the ceasefire.","source":"bbc.co.uk","lang":"en","date":"2025-05-05"}
{"id":"d","title":"Élections","text":"Élection à Karachi: aucune explosion.","lang":"fr"}
{"id":"e","text":"bomb x bomb blast","date":"2024-12-31T23:59:59Z"}
{"id":"f","title":"Market blast","text":"The blast, a car bomb, hit al-Qaeda men; 9/11 was recalled. Karachis’ police.","source":"wire","lang":"en-GB","date":"2025-06-29"}
END
	blotter-index -q "$@" ${engine:+-e "$engine"} -d i six.jsonl
}

# The ids that queries find, the newest first: one query an argument.
ids_of() {
	for query in "$@"; do
		printf '%s:' "$query"
		blotter-search -d i --sort date --format ids -- "$query" |
			tr '\n' ' ' | sed 's/^/ /; s/ $//'
		echo
	done
}

# Seven reports, of four incidents, in the index i: two tell of one attack, two
# of none.
reports() {
	cat >reports.jsonl <<'END'
{"id":"karachi-1","title":"Gunmen storm police station in Karachi","text":"Gunmen stormed a police station in Karachi, Pakistan, on Tuesday, killing four people and injuring nine, officials said. The Pakistani Taliban claimed responsibility for the attack.","source":"dawn.com","date":"2025-06-17"}
{"id":"karachi-2","title":"Karachi police station: toll rises to six","text":"Two more people died of their wounds after gunmen stormed a police station in Karachi, Pakistan, on Tuesday, killing six people and injuring twelve, officials said on Wednesday. The Pakistani Taliban claimed responsibility.","source":"Dawn.com","date":"2025-06-18"}
{"id":"izmir","title":"Earthquake kills 30 in Izmir","text":"An earthquake killed at least 30 people in Izmir, Turkey, on Friday and injured more than 200, the interior ministry said. Houses fell in the old town.","source":"wire","date":"2025-05-02"}
{"id":"lyon","title":"Plot to bomb Lyon railway station foiled","text":"Police in Lyon, France, foiled a plot to bomb a railway station on Monday, the prosecutor said. Two men were arrested.","source":"wire","date":"2025-06-23"}
{"id":"peshawar","title":"Suicide bomber kills 12 at Peshawar market","text":"A suicide bomber killed 12 people at a market in Peshawar, Pakistan, on 3 March 2025, police said. No group has claimed responsibility.","source":"dawn.com"}
{"id":"library","title":"New library opens","text":"The mayor opened a library with three rooms and a garden.","source":"wire","date":"2025-06-20"}
{"id":"letter","title":"A letter","text":"Readers write about the weather."}
END
	blotter-index -q ${engine:+-e "$engine"} -d i reports.jsonl
}
