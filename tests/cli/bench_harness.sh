# What make bench samples, asks, and makes of the figures: on made-up ones.
. "$BLOTTER_TOP/tests/cli/common.sh"
command -v python3 >/dev/null || {
	echo 'no python3'
	exit 77
}
harness=$BLOTTER_TOP/tests/bench
export PYTHONPATH="$harness" PYTHONDONTWRITEBYTECODE=1

# the same queries for the same corpus, rare and frequent, that find something
"$BLOTTER_BUILD"/corpus/generate --articles 400 >news.jsonl
python3 "$harness/queries.py" news.jsonl 8 >queries
python3 "$harness/queries.py" news.jsonl 8 | cmp - queries
cut -f 1 queries | uniq -c
awk '$1 != "word" && NF < 3' queries
blotter-index -q -d i news.jsonl
awk -F '\t' '$1 == "phrase" { print NR "\t\"" $2 "\"" }
	$1 == "word" || $1 == "and" { print NR "\t" $2 }' queries |
	blotter-search -d i --batch - --count | awk -F '\t' '!$2'

# an answer for every query, or the reason why not
python3 - <<'END'
import measure
search = ['blotter-search', '-d', 'i', '--format', 'ids', '--timing',
          '--batch', '-']
answers = measure.ask(search, [('a', 'the'), ('b', 'xylophones')])
print([(name, usec >= 0, matches) for name, usec, matches in answers])
try:
    measure.ask(search, [('a', 'the'), ('b', '(')])
except measure.Failed as failure:
    print('answered 1 of 2' in str(failure),
          'expected a word' in str(failure))
print(sorted(measure.latencies(search, [('a', 'the')])))
wall, used = measure.spawn(['sh', '-c', 'sleep 0.1'])
print(0.1 <= wall < 10)
try:
    measure.spawn(['false'])
except measure.Failed as failure:
    print(failure)
print(measure.percentile(range(1, 101), 99), measure.percentile([7], 99))
END

# every peer's spelling of one query
python3 - <<'END'
from peers import PEERS
words = ['police', 'station', 'fire']
for peer in PEERS:
    if peer.query or peer.shell:
        print(peer.name, *(peer.spell(kind, words[:n]) for kind, n in
                           (('word', 1), ('and', 3), ('or', 3), ('phrase', 2),
                            ('not', 2))), sep=': ')
END

# tables and charts
python3 - <<'END'
import xml.etree.ElementTree as tree
import report

def asked(n):
    return {kind: {'median': n, 'mean': 1.5 * n, 'p99': 10 * n}
            for kind in ('word', 'and', 'or', 'phrase')}

def peer(name, n, **more):
    return dict({'name': name, 'note': '', 'stores': True, 'threads': n,
                 'build': {'wall': n, 'cpu': 2 * n, 'peak': n * 1e6, 'runs': 3},
                 'bytes': n * 7e6, 'stored': n * 4e6, 'top10': asked(9 * n),
                 'counts': {'word.0': 5, 'and.1': n, 'or.2': 7, 'phrase.3': 1},
                 'game': {'COUNT': asked(n)}}, **more)

results = {
    'machine': 'a machine', 'busy': [0, 0.5], 'ops': ['COUNT'],
    'corpus': {'name': 'news', 'articles': 9, 'text_bytes': 1e7},
    'peers': [peer('blotter', 1, note='ours'),
              peer('A & B', 2, stored=None),
              peer('server', 3, stored=0, stores=False),
              {'name': 'grep', 'note': '', 'stores': True}],
    'absent': {'C': 'it is not to be had'},
    'yardsticks': {'wc -w': {'wall': 0.05}}, 'copy': asked(0.04),
    'cold': {'/bin/true': 0.5, 'blotter': 1.25, 'grep': 9}}
print(report.compare(results))
print(report.game(results))
run = {'wall': 2, 'cpu': 3, 'peak': 4e6, 'bytes': 5e6}
growth = {'machine': 'a machine', 'busy': [0, 0.5], 'sizes': [
    {'articles': n, 'text': 3000 * n, 'compaction': run, 'built': asked(3),
     'builds': [dict(run, threads=t) for t in (1, 2)], 'compacted': asked(2)}
    for n in (100000, 1000000)]}
print(report.scale(growth))
for chart in (report.compare_chart(results), report.scale_chart(growth)):
    drawn = [e.tag.split('}')[1] for e in tree.fromstring(chart).iter()]
    print({name: drawn.count(name) for name in sorted(set(drawn))})
page = 'a\n<!-- bench game -->\nold\n<!-- end -->\nb\n'
print(report.between_marks(page, 'game', 'new\n') +
      report.between_marks(page, 'scale', 'new\n'))
END
