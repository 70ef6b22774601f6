# Filters on incidents over the sample corpus: the same answers of each engine.
. "$BLOTTER_TOP/tests/cli/common.sh"

for engine in $engines; do
	blotter-index -q -e "$engine" -d "$engine" "$sample"
done

find() {
	for engine in $engines; do
		blotter-search -d "$engine" --format ids -- "$@" |
			sed "s|^$sample/||" >"$engine.ids"
		cmp -s "$engine.ids" "${engines%% *}.ids" ||
			echo "$engine finds something else"
	done
	echo "\$ $*"
	sed 's/^/  /' "$engine.ids"
}
# one incident has to be both: the attack in Karachi killed 4, one in Peshawar
# that the same article mentions more than 100
find place:karachi killed:4
find place:karachi 'killed:>=100'
find place:peshawar 'killed:>=100'
find '(place:karachi OR place:peshawar) killed:>=100'
find '(place:karachi explosion) killed:>=100'
find place:karachi AND date:2023-02-17 AND actor:ttp AND claimed:yes
# names of places and groups
find place:sindh
find 'place:"hyderabad, pakistan"'
find country:Malawian type:shipwreck
find around:karachi/200km
find around:24.86,67.01/10km
find 'actor:"tehrik-i-taliban"'
find 'actor:"boko haram" place:nigeria'
find actor:shabaab type:bombing
# counts that are ranges, unset, or none
find 'killed:0 place:ukraine'
find killed:23 type:suicide-bombing
find killed:22..23 type:suicide-bombing
find killed:..22 country:AF
find 'injured:9 target:police'
find 'kidnapped:>=0 place:karachi'
find claimed:no target:media
# days
find date:2021-08-14
find date:2023-02-18 place:karachi
find 'date:>2023-02-16 date:<2023-02-18 country:PK'
# what it is not
find stage:threatened
find type:attack country:PK -weapon:explosives
find type:attack country:PK '-(type:armed-attack killed:4)'
find karachi -type:accident
find police -type:attack -type:accident
# words
find explosion place:karachi
find xylophone OR killed:34
