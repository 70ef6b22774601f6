# SPDX-License-Identifier: GPL-2.0-or-later
"""Results, as bench.py gathers them, into tables of Markdown and charts.

In tables, (2x) beside a figure is its ratio to blotter's in the same run.
"""

import chart

CLASSES = ['word', 'and', 'or', 'phrase']
MB = 1e6
COMMON = '''\
Every engine reads the same JSON Lines, which is counted, stores the articles,
stems English, and keeps stop words and positions. Indexes are asked as built,
none compacted. Latencies are in process, warmed up, on one thread, from the
text of a query to its best hits. Peak memory is that of the largest process.
'''


def table(head, rows):
    """Markdown that is also readable as it stands: columns in line."""
    rows = [[str(cell) for cell in row] for row in [head, *rows]]
    wide = [max(len(row[i]) for row in rows) for i in range(len(head))]

    def line(cells):
        return '| ' + ' | '.join(
            cell.ljust(wide[i]) if i == 0 else cell.rjust(wide[i])
            for i, cell in enumerate(cells)) + ' |'

    rule = '|' + '|'.join('-' * (w + 2) if i == 0 else '-' * (w + 1) + ':'
                          for i, w in enumerate(wide)) + '|'
    return '\n'.join([line(rows[0]), rule, *map(line, rows[1:])]) + '\n'


def number(value):
    return '-' if value is None else chart.short(value)


def beside(value, ours):
    """A value and its ratio to blotter's."""
    if value is None:
        return '-'
    if not ours or value == ours:
        return number(value)
    return '%s (%sx)' % (number(value), chart.short(value / ours))


def rate(peer, corpus):
    return corpus['text_bytes'] / MB / peer['build']['wall']


def get(of, *keys):
    for key in keys:
        of = (of or {}).get(key)
    return of


def build_table(results):
    corpus, peers = results['corpus'], results['peers']
    ours = peers[0]
    rows = []
    for peer in peers:
        if 'build' not in peer:
            continue
        text, build = corpus['text_bytes'], peer['build']
        rows.append([
            peer['name'], peer['threads'],
            beside(rate(peer, corpus), rate(ours, corpus)),
            '%.1f' % build['wall'],
            beside(build['cpu'], ours['build']['cpu']),
            '%.0f' % (build['peak'] / MB),
            '-' if peer['stored'] is None else
            '%.2f' % ((peer['bytes'] - peer['stored']) / text),
            '-' if not peer['stores'] else '%.2f' % (peer['bytes'] / text)])
    return table(['build', 'threads', 'MB of text/s', 'wall s',
                  'processor s', 'peak MB', 'index / text',
                  'with articles / text'], rows)


def query_table(results, classes=CLASSES):
    peers = results['peers']
    head = ['top 10, us']
    for name in classes:
        head += [name + ' median', 'p99']
    rows = []
    for peer in peers:
        if not peer.get('top10'):
            continue
        row = [peer['name']]
        for name in classes:
            for key in ('median', 'p99'):
                row.append(beside(get(peer, 'top10', name, key),
                                  get(peers[0], 'top10', name, key)))
        rows.append(row)
    return table(head, rows)


def cold_table(results):
    cold = results['cold']
    return table(
        ['fresh process, two words', 'ms', 'above /bin/true'],
        [[name, '%.2f' % ms, beside(max(ms - cold['/bin/true'], 0.01),
                                    max(cold['blotter'] - cold['/bin/true'],
                                        0.01))
          if name != '/bin/true' else '-'] for name, ms in cold.items()])


def count_table(results, classes=CLASSES):
    """How many queries have blotter's count, and all counts over blotter's."""
    ours = results['peers'][0].get('counts') or {}
    rows = []
    for peer in results['peers'][1:]:
        counts = peer.get('counts')
        if not counts:
            continue
        row = [peer['name']]
        for kind in classes:
            ids = [i for i in ours if i.startswith(kind + '.')]
            same = sum(counts[i] == ours[i] for i in ids)
            row += ['%d/%d' % (same, len(ids)), '%.3f' % (
                sum(counts[i] for i in ids) /
                max(1, sum(ours[i] for i in ids)))]
        rows.append(row)
    head = ['matches as blotter\'s']
    for kind in classes:
        head += [kind, 'sum ratio']
    return table(head, rows)


def notes(results):
    lines = ['- %s: %s.' % (p['name'], p['note']) for p in results['peers']
             if p['note']]
    lines += ['- Without %s: %s.' % item
              for item in sorted(results['absent'].items())]
    return '\n'.join(lines) + '\n'


def machine(results):
    return '%s; %.0f %% busy before, %.0f %% after' % (
        results['machine'], *(100 * share for share in results['busy']))


def about(results):
    corpus = results['corpus']
    return ('%s: %d articles, %.1f MB of text.\n%s.\n(2x): twice the figure '
            'of blotter in this run.\n' % (corpus['name'], corpus['articles'],
                          corpus['text_bytes'] / MB, machine(results)))


def yardsticks(results):
    text = results['corpus']['text_bytes'] / MB
    rows = [[name, '%.2f' % y['wall'], '%.0f' % (text / y['wall'])]
            for name, y in results['yardsticks'].items()]
    copies = ', '.join('%s %s' % (kind, number(get(results, 'copy', kind,
                                                   'median')))
                       for kind in CLASSES)
    return (table(['yardstick', 'wall s', 'MB of text/s'], rows) +
            '\nCopying the decoded postings of a query in memory, 8 bytes '
            'each, median us: %s.\n' % copies)


def compare(results):
    return '\n'.join([
        about(results), COMMON, build_table(results), query_table(results),
        cold_table(results), count_table(results), yardsticks(results),
        notes(results)])


def compare_chart(results):
    peers, corpus = results['peers'], results['corpus']

    def of(value):
        found = [(p['name'], value(p)) for p in peers]
        return [(name, v) for name, v in found if v]

    panels = [
        ('build, MB of text a second',
         of(lambda p: rate(p, corpus) if 'build' in p else None), False),
        ('index without the articles, of the text',
         of(lambda p: (p['bytes'] - p['stored']) / corpus['text_bytes']
            if p.get('stored') is not None else None), False)]
    panels += [('%s, top 10, median us (log)' % kind,
                of(lambda p: get(p, 'top10', kind, 'median')), True)
               for kind in CLASSES]
    return chart.bars([panel for panel in panels if panel[1]])


def readme(results):
    return '\n'.join([about(results), COMMON, build_table(results),
                      query_table(results), cold_table(results)])


def between_marks(page, name, tables):
    """The page with these tables, where it has marks for them."""
    begin, end = '<!-- bench %s -->\n' % name, '<!-- end -->'
    if begin not in page:
        return page
    head, rest = page.split(begin, 1)
    return head + begin + '\n' + tables + '\n' + rest[rest.index(end):]


def game(results):
    """One table an operation: mean microseconds, as the public game has."""
    names = [p['name'] for p in results['peers']]
    out = [about(results)]
    for op in results['ops']:
        ours = get(results['peers'][0], 'game', op)
        rows = [[kind] + [beside(get(p, 'game', op, kind, 'mean'),
                                 get(ours, kind, 'mean'))
                          for p in results['peers']] for kind in ours]
        out.append(table([op + ', mean us'] + names, rows))
    return '\n'.join(out + [notes(results)])


def scale(results):
    rows, asked, compacted = [], [], []
    for size in results['sizes']:
        for run in size['builds']:
            rows.append([
                number(size['articles']), '%.0f' % (size['text'] / MB),
                run['threads'], '%.1f' % (size['text'] / MB / run['wall']),
                number(run['wall']), number(run['cpu']),
                '%.0f' % (run['peak'] / MB), '%.2f' % (run['bytes'] /
                                                       size['text'])])
        for state in ('built', 'compacted'):
            asked.append([number(size['articles']), state] + [
                number(size[state][kind][key]) for kind in CLASSES
                for key in ('median', 'p99')])
        run = size['compaction']
        compacted.append([
            number(size['articles']), number(run['wall']),
            '%.1f' % (size['text'] / MB / run['wall']),
            '%.0f' % (run['peak'] / MB), '%.2f' % (run['bytes'] /
                                                   size['text'])])
    head = ['articles', 'index']
    for kind in CLASSES:
        head += [kind + ' us', 'p99']
    return '\n'.join([
        machine(results) + '.\n',
        table(['articles', 'text MB', 'threads', 'MB/s', 'wall s',
               'processor s', 'peak MB', 'index / text'], rows),
        table(head, asked),
        table(['compaction', 'wall s', 'MB of text/s', 'peak MB',
               'index / text'], compacted)])


def scale_chart(results):
    speed, memory, asked, slowest = {}, {}, {}, {}
    for size in results['sizes']:
        for run in size['builds']:
            name = '%d thread%s' % (run['threads'], 's' * (run['threads'] > 1))
            speed.setdefault(name, []).append(
                (size['articles'], size['text'] / MB / run['wall']))
            memory.setdefault(name, []).append((size['articles'],
                                                run['peak'] / MB))
        memory.setdefault('compaction', []).append(
            (size['articles'], size['compaction']['peak'] / MB))
        for kind in CLASSES:
            for to, key in ((asked, 'median'), (slowest, 'p99')):
                to.setdefault(kind, []).append(
                    (size['articles'], size['compacted'][kind][key]))
    return chart.lines([
        ('build, MB of text a second, by articles', speed),
        ('peak memory, MB, by articles', memory),
        ('top 10, median us, by articles (compacted)', asked),
        ('top 10, p99 us, by articles (compacted)', slowest)])
