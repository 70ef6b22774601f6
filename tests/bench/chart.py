# SPDX-License-Identifier: GPL-2.0-or-later
"""Charts as SVG: bars for a comparison, lines for a growth."""

import math
from html import escape

COLORS = ['#1b6ca8', '#d1495b', '#3a7d44', '#edae49', '#7b4b94', '#5c5c5c']
GREY = '#9aa5b1'
HEAD = ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" '
        'font-family="sans-serif" font-size="11">\n'
        '<rect width="100%%" height="100%%" fill="#ffffff"/>\n')


def text(x, y, words, anchor='start', **style):
    more = ''.join(' %s="%s"' % (k.replace('_', '-'), v)
                   for k, v in style.items())
    return '<text x="%.1f" y="%.1f" text-anchor="%s"%s>%s</text>\n' % (
        x, y, anchor, more, escape(str(words)))


def short(value):
    """Three digits: 0.123, 12.3, 123, 1.23k, 1.23M."""
    for size, unit in ((1e6, 'M'), (1e3, 'k')):
        if value >= 0.9995 * size:
            return '%.3g%s' % (value / size, unit)
    return '%.3g' % value


def bars(panels, columns=2):
    """panels: (title, [(label, value)], logarithmic); the svg.

    Labels that begin with "blotter" stand out.
    """
    width, bar, top, label = 470, 17, 34, 130
    high = max(len(rows) for _, rows, _ in panels) * bar + top + 14
    out = [HEAD % (columns * width, -(-len(panels) // columns) * high)]
    for i, (title, rows, logarithmic) in enumerate(panels):
        x, y = i % columns * width, i // columns * high
        out.append(text(x + 12, y + 20, title, font_weight='bold'))
        least = min(value for _, value in rows) / 2
        most = max(value for _, value in rows)
        for j, (name, value) in enumerate(rows):
            share = (math.log(value / least) / math.log(most / least)
                     if logarithmic else value / most)
            long = max(1, share * (width - label - 70))
            line = y + top + j * bar
            ours = name.startswith('blotter')
            out.append(text(x + label, line + 12, name, 'end'))
            out.append('<rect x="%d" y="%d" width="%.1f" height="%d" '
                       'fill="%s"/>\n' % (x + label + 6, line + 1, long,
                                          bar - 4, COLORS[0] if ours else GREY))
            out.append(text(x + label + 10 + long, line + 12, short(value)))
    return ''.join(out) + '</svg>\n'


def ticks(least, most):
    """Powers of ten, with 2 and 5 between where those are few."""
    powers = range(math.floor(math.log10(least)), math.ceil(math.log10(most)))
    steps = (1, 2, 5) if len(powers) < 3 else (1,)
    return [s * 10.0**p for p in [*powers, powers[-1] + 1] for s in steps
            if least <= s * 10.0**p <= most]


def lines(panels, columns=2):
    """panels: (title, {series: [(x, y)]}), both axes logarithmic; the svg."""
    width, high, left, top = 470, 280, 52, 34
    wide, tall = width - left - 120, high - top - 36
    out = [HEAD % (columns * width, -(-len(panels) // columns) * high)]
    for i, (title, series) in enumerate(panels):
        x0, y0 = i % columns * width + left, i // columns * high + top
        xs = [x for points in series.values() for x, _ in points]
        ys = [y for points in series.values() for _, y in points]
        low, far = min(ys) / 1.5, max(ys) * 1.5
        first, last = min(xs), max(max(xs), min(xs) * 1.01)

        def across(x):
            return x0 + wide * math.log(x / first) / math.log(last / first)

        def down(y):
            return y0 + tall * (1 - math.log(y / low) / math.log(far / low))

        out.append(text(x0 - left + 12, y0 - 14, title, font_weight='bold'))
        for y in ticks(low, far):
            out.append('<path d="M%.1f %.1fh%.1f" stroke="#dddddd"/>\n' % (
                x0, down(y), wide))
            out.append(text(x0 - 6, down(y) + 4, short(y), 'end'))
        for x in sorted(set(xs)):
            out.append(text(across(x), y0 + tall + 16, short(x), 'middle'))
        for j, (name, points) in enumerate(series.items()):
            color = COLORS[j % len(COLORS)]
            path = 'L'.join('%.1f %.1f' % (across(x), down(y))
                            for x, y in points)
            out.append('<path d="M%s" fill="none" stroke="%s" '
                       'stroke-width="2"/>\n' % (path, color))
            for x, y in points:
                out.append('<circle cx="%.1f" cy="%.1f" r="3" fill="%s"/>\n'
                           % (across(x), down(y), color))
            out.append(text(x0 + wide + 10, y0 + 12 + 16 * j, name,
                            fill=color))
    return ''.join(out) + '</svg>\n'
