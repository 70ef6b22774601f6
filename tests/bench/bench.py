#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Measures blotter beside its peers: bench.py TARGET, as make calls it.

    bench         build, sizes, latencies and counts beside all peers
    bench-game    the operations of the public search benchmark game
    bench-scale   blotter alone on generated archives
    bench-readme  copy the last tables and charts into README.md

All that is made lies in build/bench/: NAME.json has the figures, NAME.md the
tables that are printed, NAME.svg the chart.  The environment:

    BENCH_FORCE=1      go on though the machine is busy
    BENCH_CORPUS=FILE  JSON Lines, plain or .xz, instead of the default
    BENCH_PEERS=A,B    only peers whose names begin so; blotter always
    BENCH_REPEATS=3    builds of each
    BENCH_ARTICLES='100000 1000000 5000000:2'  the sizes of bench-scale, and
                       the numbers of threads, if not 1,2,4
"""

import json
import os
import shutil
import subprocess
import sys

import measure
import report
from peers import PEERS, argv

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
OUT = os.path.join(TOP, 'build', 'bench')
SHARED = os.environ.get('BLOTTER_SHARED', os.path.join(TOP, '..', 'shared'))
PER_CLASS = 100
GENERATED = 33000  # articles, where the default corpus is not there
POSTING_BYTES = 8  # an article's number and how often it has the word
THREADS = os.cpu_count()
# Of the public search benchmark game: limit, count.
GAME = {'COUNT': (0, 1), 'TOP_10': (10, 0), 'TOP_100': (100, 0),
        'TOP_100_COUNT': (100, 1)}
GAME_CLASSES = {'word': 'term', 'and': 'intersection', 'or': 'union',
                'phrase': 'phrase', 'not': 'negation'}
SCALE_ARTICLES = '100000 1000000'
SCALE_THREADS = '1,2,4'


def say(words):
    print('bench: ' + words, file=sys.stderr, flush=True)


def path(*parts):
    return os.path.join(OUT, *parts)


def environment(folder='', **more):
    return dict(os.environ, BIN=path('bin'), JAVA=path('java'),
                NODE_PATH=path('node_modules'), NO_COLOR='1',
                DRIVERS=os.path.join(HERE, 'drivers'),
                BLOTTER=os.path.join(TOP, 'build', 'release'), DIR=folder,
                THREADS=str(THREADS), LIMIT='10', COUNT='0',
                RECOLL_CONFDIR=folder, **more)


# ---- the corpus and the queries ---------------------------------------------

def generate(articles, to):
    with open(to, 'wb') as out:
        subprocess.run([os.path.join(TOP, 'build/release/corpus/generate'),
                        '--articles', str(articles)], stdout=out, check=True)


def describe(corpus, name):
    """Its length, counted by one that prints the text alone."""
    text = subprocess.Popen([path('bin', 'records'), 'text', corpus],
                            stdout=subprocess.PIPE)
    size = int(subprocess.check_output(['wc', '-c'], stdin=text.stdout))
    with open(corpus, 'rb') as lines:
        articles = sum(1 for _ in lines)
    return {'name': name, 'path': corpus, 'text_bytes': size,
            'articles': articles}


def default_corpus():
    """Unpacked, or generated."""
    named = os.environ.get('BENCH_CORPUS')
    source = named or os.path.join(SHARED, 'corpora',
                                   'news_srilanka.jsonl.xz')
    if named and not os.path.exists(named):
        sys.exit("bench: cannot open '%s'" % named)
    if not os.path.exists(source):
        say("'%s' is not there: generating a corpus" % source)
        generate(GENERATED, path('generated.jsonl'))
        return describe(path('generated.jsonl'), 'corpus/generate')
    if not source.endswith('.xz'):
        return describe(source, os.path.basename(source))
    plain = path(os.path.basename(source)[:-3])
    with open(plain, 'wb') as out:
        subprocess.run(['xz', '-dc', source], stdout=out, check=True)
    return describe(plain, os.path.basename(plain))


def sample(corpus):
    """[(id, class, words)]; by another process, to keep this one small."""
    lines = subprocess.check_output(
        [sys.executable, os.path.join(HERE, 'queries.py'), corpus['path'],
         str(PER_CLASS)], text=True)
    with open(path('queries.tsv'), 'w') as out:
        out.write(lines)
    found = [line.split('\t') for line in lines.splitlines()]
    return [('%s.%d' % (kind, i), kind, words.split())
            for i, (kind, words) in enumerate(found)]


# ---- peers ------------------------------------------------------------------

def available():
    """The peers there are, and {name: reason} of the others."""
    with open(path('absent')) as lines:
        missing = dict(line.rstrip('\n').split('\t') for line in lines)
    options = subprocess.check_output(
        [os.path.join(TOP, 'build/release/blotter-index'), '--help'],
        text=True)
    if '--no-incidents' not in options:
        missing['--no-incidents'] = 'blotter-index has no such option'
    wanted = tuple(n for n in os.environ.get('BENCH_PEERS', '').split(',')
                   if n)
    there, absent = [], {}
    for peer in PEERS:
        if peer is not PEERS[0] and wanted and \
                not peer.name.startswith(wanted):
            absent[peer.name] = 'BENCH_PEERS does not name it'
        elif peer.needs in missing:
            absent[peer.name] = missing[peer.needs]
        else:
            there.append(peer)
    return there, absent


def folder_of(peer):
    name = ''.join(c if c.isalnum() else '-' for c in peer.name)
    return path('index', name)


def build(peer, corpus, repeats=None):
    """In a folder of its own, anew each time."""
    folder = folder_of(peer)
    env = environment(folder, CORPUS=corpus['path'])
    threads = peer.threads or THREADS
    env['THREADS'] = str(threads)

    def prepare():
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        peer.prepare(env)

    cost = measure.run(['sh', '-c', peer.build], env, path('log'), prepare,
                       repeats)
    total, stored = peer.sizes(folder)
    return {'build': cost, 'threads': threads, 'bytes': total,
            'stored': stored if stored or not peer.stores else None}


def ask(peer, queries, limit, count, how):
    env = environment(folder_of(peer), CORPUS='')
    env.update(LIMIT=str(limit), COUNT=str(count))
    return how(argv(peer.query, env),
               [(name, peer.spell(kind, words))
                for name, kind, words in queries], env)


def by_class(times):
    """{'word.1': us} into {'word': median and so on}."""
    classes = {}
    for name, usec in times.items():
        classes.setdefault(name.split('.')[0], []).append(usec)
    return {kind: measure.summary(v) for kind, v in classes.items()}


def each(peers, what, do):
    """do(peer) that can `what`; {name: why} of those that failed."""
    failed = {}
    for peer in peers:
        if not getattr(peer, what):
            continue
        say('%s: %s' % (what, peer.name))
        try:
            do(peer)
        except (measure.Failed, OSError) as failure:
            failed[peer.name] = str(failure)
    return failed


def shell_commands(peers, corpus, queries):
    """name -> argvs of fresh processes, each of another query."""
    commands = {'/bin/true': [['/bin/true']]}
    pairs = [words for _, kind, words in queries
             if kind == 'and' and len(words) == 2]
    for peer in peers:
        for words in pairs if peer.shell else ():
            env = environment(folder_of(peer), CORPUS=corpus['path'],
                              QUERY=peer.spell('and', words), WORD=words[0])
            commands.setdefault(peer.name, []).append(
                argv(peer.shell, env))
    return commands


def copy_times(queries, counts):
    """What a copy of every posting of a query takes."""
    sized = [(name, str(POSTING_BYTES * sum(counts[w] for w in words)))
             for name, _, words in queries]
    return by_class(measure.latencies(
        [path('bin', 'copy'), 'query', '.', '0', '0'], sized))


def word_counts(peer, queries):
    words = sorted({w for _, _, ws in queries for w in ws})
    answers = ask(peer, [(w, 'word', [w]) for w in words], 0, 1, measure.ask)
    return {word: n for word, _, n in answers}


# ---- what is asked for ------------------------------------------------------

def yardsticks(corpus):
    text = path('text')
    with open(text, 'wb') as out:
        subprocess.run([path('bin', 'records'), 'text', corpus['path']],
                       stdout=out, check=True)
    found = {name: measure.run(argv) for name, argv in {
        'gzip -1': ['sh', '-c', 'gzip -1 <"%s"' % text],
        'wc -w': ['wc', '-w', text],
        'reading the JSON (json-c)': [path('bin', 'records'), 'none',
                                       corpus['path']]}.items()}
    os.remove(text)
    return found


def begin():
    return {'busy': [measure.check_idle()], 'machine': measure.machine()}


def measured(answer, peers_wanted, repeats=None):
    """Build each peer's index, then ask it: the results, and the queries.

    answer(peer, queries) gives what is to be added to the peer's results.
    """
    results = begin()
    corpus = results['corpus'] = default_corpus()
    queries = sample(corpus)
    there, absent = available()
    found = {peer.name: {'name': peer.name, 'note': peer.note,
                         'stores': peer.stores}
             for peer in there if peers_wanted(peer)}
    for what, do in (
            ('build', lambda peer: build(peer, corpus, repeats)),
            ('query', lambda peer: answer(peer, queries))):
        there = [p for p in there if p.name in found]
        failed = each(there, what, lambda p: found[p.name].update(do(p)))
        absent.update(failed)
        for name in failed:
            del found[name]
    results['absent'] = absent
    results['peers'] = list(found.values())
    return results, queries


def finish(results, name, tables, svg=None):
    """Print the tables, and keep them with the figures and the chart."""
    results['busy'].append(measure.busy())
    kept = {'json': json.dumps(results, indent=1), 'md': tables(results)}
    if svg:
        kept['svg'] = svg(results)
    for end, text in kept.items():
        with open(path('%s.%s' % (name, end)), 'w') as out:
            out.write(text)
    shutil.rmtree(path('index'), ignore_errors=True)
    print(kept['md'])


def compare():
    def answer(peer, queries):
        asked = [q for q in queries if q[1] in report.CLASSES]
        return {'top10': by_class(ask(peer, asked, 10, 0, measure.latencies)),
                'counts': {name: n for name, _, n in
                           ask(peer, asked, 10, 1, measure.ask)}}

    results, queries = measured(answer, lambda peer: True)
    peers = [p for p in PEERS if p.name not in results['absent']]
    say('yardsticks')
    results['yardsticks'] = yardsticks(results['corpus'])
    results['copy'] = copy_times(queries, word_counts(PEERS[0], queries))
    say('fresh processes')
    results['cold'] = measure.cold(
        shell_commands(peers, results['corpus'], queries))
    finish(results, 'compare', report.compare, report.compare_chart)


def game():
    def answer(peer, queries):
        named = [(name.replace(kind, GAME_CLASSES[kind]), kind, words)
                 for name, kind, words in queries]
        return {'game': {op: by_class(ask(peer, named, *how,
                                          measure.latencies))
                         for op, how in GAME.items()}}

    results, _ = measured(answer, lambda peer: peer.query, repeats=1)
    results['ops'] = list(GAME)
    finish(results, 'game', report.game)


def scale():
    results = dict(begin(), sizes=[])
    queries = None
    for size in os.environ.get('BENCH_ARTICLES', SCALE_ARTICLES).split():
        articles, _, threads = size.partition(':')
        say('%s articles' % articles)
        made = path('generated-%s.jsonl' % articles)
        generate(articles, made)
        corpus = describe(made, 'corpus/generate')
        queries = queries or [q for q in sample(corpus)
                              if q[1] in report.CLASSES]
        results['sizes'].append(scale_at(
            corpus, queries, map(int, (threads or SCALE_THREADS).split(','))))
        os.remove(made)
    finish(results, 'scale', report.scale, report.scale_chart)


def scale_at(corpus, queries, threads_of_builds):
    blotter = PEERS[0]
    size = {'articles': corpus['articles'], 'text': corpus['text_bytes'],
            'builds': []}
    for threads in threads_of_builds:
        blotter.threads = threads
        built = build(blotter, corpus)
        size['builds'].append(dict(built['build'], threads=threads,
                                   bytes=built['bytes']))
    size['built'] = by_class(ask(blotter, queries, 10, 0, measure.latencies))
    folder = folder_of(blotter)
    env = environment(folder)
    size['compaction'] = measure.run(
        ['sh', '-c', 'exec "$BLOTTER/blotter-index" -q -d "$DIR/i" --compact'],
        env, path('log'), repeats=1)
    size['compaction']['bytes'] = blotter.sizes(folder)[0]
    size['compacted'] = by_class(ask(blotter, queries, 10, 0,
                                     measure.latencies))
    return size


def readme():
    """Put the last tables between their marks in README.md."""
    page = os.path.join(TOP, 'README.md')
    with open(page) as file:
        text = file.read()
    for name, tables in {'compare': report.readme, 'game': report.game,
                         'scale': report.scale}.items():
        if not os.path.exists(path(name + '.json')):
            continue
        with open(path(name + '.json')) as file:
            tables = tables(json.load(file))
        if os.path.exists(path(name + '.svg')):
            shutil.copy(path(name + '.svg'), HERE)
            tables += '\n![%s](tests/bench/%s.svg)\n' % (name, name)
        text = report.between_marks(text, name, tables)
    with open(page, 'w') as file:
        file.write(text)


COMMANDS = {'bench': compare, 'bench-game': game, 'bench-scale': scale,
            'bench-readme': readme}

if __name__ == '__main__':
    if len(sys.argv) != 2 or sys.argv[1] not in COMMANDS:
        sys.exit(__doc__)
    COMMANDS[sys.argv[1]]()
