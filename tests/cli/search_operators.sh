# Every operator of blotter-query(7).
. "$BLOTTER_TOP/tests/cli/common.sh"

six_articles --no-incidents
ids_of 'bomb' 'police station' 'police AND station' 'blast OR ceasefire' \
	'bomb OR station police' '(bomb OR station) police' 'NOT bomb' \
	'-bomb -karachi' 'bomb -karachi' '+bomb karachi' 'bomb NOT (karachi blast)'
ids_of '"police station"' '"station police"' '"station police"~1' \
	'"station police"~2' '"police police"~2' '"bomb bomb"~1' '"bomb bomb"'
ids_of 'bomb NEAR/2 bomb' 'bomb NEAR/1 bomb' '(bomb OR blast) NEAR/1 bomb' \
	'blast NEAR/3 bomb' 'blast ADJ/3 bomb' \
	'"police station" NEAR/2 karachi' '"police station" NEAR/1 karachi' \
	'al-Qaeda NEAR/1 men' '("station police"~2 OR chief) NEAR/2 closed' \
	'police -(station NEAR/2 karachi)'
ids_of 'al-Qaeda' '9/11' "karachi's" 'ELECTION' 'police’s chief'
ids_of 'bomb*' 'b?mb' 'bomb??' 'b*d' 'karach?' 'karchi~' 'krchi~' 'krchi~2' \
	'=bombs' '=Bombed'
ids_of 'title:police' 'title:"police chief"' 'title:"chief police"' \
	'title:"bomb karachi"~1' 'title:police chief'
ids_of 'id:e' 'source:DAWN.com' 'lang:en' 'lang:en-GB' \
	'lang:fr OR id:a' 	'bomb -source:dawn.com'
try blotter-search -d i --format ids --any bomb ceasefire
try blotter-search -d i --format ids --any +ceasefire bomb
try blotter-search -d i --format ids --any 'police bomb -karachi'
try blotter-search -d i --format ids --any 'blast lang:fr'
try blotter-search -d i --format ids --any --plain 'What -blast (Karachi)?'
try blotter-search -d i --format ids --plain '& -'
try blotter-search -d i --format ids --plain 'police AND station'
try blotter-search -d i --format tsv 'karachi^3 OR blast'
try blotter-search -d i --format tsv 'karachi OR blast^3'
