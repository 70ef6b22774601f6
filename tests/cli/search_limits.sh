# Limits: each is refused or said, and what lies within is answered.
. "$BLOTTER_TOP/tests/cli/common.sh"

six_articles
ids_of '"police police"~100' 'bomb NEAR/100 blast'
try blotter-search -d i --count '"police police"~101'

repeat() {
	awk -v n="$1" -v s="$2" 'BEGIN { while (n--) printf "%s", s }'
}
deep() {
	printf '%sbomb%s' "$(repeat "$1" '(')" "$(repeat "$1" ')')"
}
echo 'depth'
blotter-search -d i --count "$(deep 256)"
blotter-search -d i --count "$(deep 257)"
blotter-search -d i --count "$(repeat 10000 '(')"
blotter-search -d i --count -- "$(repeat 257 '-')bomb"
echo 'words'
blotter-search -d i --count --any "$(repeat 10000 'a ')bomb" 2>&1 | head -n 1
blotter-search -d i --count --any "$(repeat 9999 'a ')bomb"
echo 'bytes'
blotter-search -d i --count "$(repeat 65536 ' ')bomb" 2>&1 | head -n 1
blotter-search -d i --count "$(repeat 65532 ' ')bomb"
echo 'weights'
try blotter-search -d i --count '((bomb^1000)^1000)^2'

# forms: 1,200 words, the even ones in two articles
awk 'BEGIN {
	for (i = 0; i < 1200; i++) {
		printf "{\"id\":\"%d\",\"text\":\"zq%04d", i, i
		if (i % 2 == 0)
			printf " other\"}\n{\"id\":\"x%d\",\"text\":\"zq%04d", i, i
		print "\"}"
	}
}' >many.jsonl
blotter-index -q -d many many.jsonl
echo 'forms'
try blotter-search -d many --count 'zq*'
try blotter-search -d many --count 'zq0???'
try blotter-search -d many --count '=zq1197 zq*'
try blotter-search -d many --count '=zq0797 zq*'
try blotter-search -d many --count 'yy*'
try blotter-search -d many --count 'zq0*~'
try blotter-search -d many --count 'zq0000~'
blotter-search -d many --count "$(repeat 11 'zq* OR ')bomb"
