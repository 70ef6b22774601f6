# SPDX-License-Identifier: GPL-2.0-or-later
"""Sample queries from a corpus: queries.py CORPUS PER_CLASS >QUERIES.

The same for the same corpus.  A line is a class, a tab and words; words are
runs of the letters a to z, which every peer tokenizes alike.
"""

import json
import random
import re
import sys

SAMPLE = 20000  # articles
# Shares of the articles that parts of the words are found in, the rare first.
BANDS = [0.001, 0.01, 0.1, 1.0]
LEAST_ARTICLES = 3
# Words that are operators to some peer, whatever their case.
OPERATORS = {'and', 'or', 'not', 'near'}

# Not beside what some peer takes for a part of the word.
BEFORE, AFTER = r"(?<![\w'’.-])", r"(?![\w'’-]|\.\w)"
WORD = re.compile(BEFORE + '[a-z]{2,20}' + AFTER)
RUN = re.compile(BEFORE + '[a-z]{2,20}(?: [a-z]{2,20}){1,3}' + AFTER)


def read(path):
    """The articles' texts, in lower case; every so manieth of them."""
    with open(path, encoding='utf-8') as lines:
        step = max(1, sum(1 for _ in lines) // SAMPLE)
    with open(path, encoding='utf-8') as lines:
        return [json.loads(line).get('text', '').lower()
                for i, line in enumerate(lines) if i % step == 0]


class Sampler:
    def __init__(self, texts, seed=1):
        self.rng = random.Random(seed)
        self.texts = [text for text in texts if len(text) > 200]
        found = {}
        for text in self.texts:
            for word in set(WORD.findall(text)) - OPERATORS:
                found[word] = found.get(word, 0) + 1
        self.band = {
            word: next(i for i, share in enumerate(BANDS)
                       if n <= share * len(self.texts))
            for word, n in found.items() if n >= LEAST_ARTICLES}
        self.words = [[w for w in sorted(self.band) if self.band[w] == i]
                      for i in range(len(BANDS))]

    def pick(self, words, n, band=None):
        """n different ones; their bands drawn first, unless it is given."""
        chosen = []
        for _ in range(100):
            if len(chosen) == n:
                break
            i = self.rng.randrange(len(BANDS)) if band is None else band
            some = [w for w in words[i] if w not in chosen]
            if some:
                chosen.append(self.rng.choice(some))
        return chosen

    def word(self, i):
        """Rare and frequent ones in turn."""
        bands = [band for band in range(len(BANDS)) if self.words[band]]
        return self.pick(self.words, 1, bands[i % len(bands)])

    def together(self, n):
        """Words of one article, so that something matches."""
        words = sorted(set(WORD.findall(self.rng.choice(self.texts))))
        return self.pick([[w for w in words if self.band.get(w) == i]
                          for i in range(len(BANDS))], n)

    def phrase(self, n):
        runs = RUN.findall(self.rng.choice(self.texts))
        runs = [run.split()[:n] for run in runs if run.count(' ') >= n - 1]
        return self.rng.choice(runs) if runs else []

    def sample(self, kind, i):
        return {'word': lambda: self.word(i),
                'and': lambda: self.together(2 + i % 2),
                'or': lambda: self.pick(self.words, 2 + i % 3),
                'phrase': lambda: self.phrase(2 + i % 3),
                'not': lambda: self.pick(self.words, 2)}[kind]()

    def all(self, per_class):
        """(class, words), no two alike."""
        seen, out = set(), []
        for kind in ('word', 'and', 'or', 'phrase', 'not'):
            i = tries = 0
            while i < per_class and tries < 100 * per_class:
                tries += 1
                words = self.sample(kind, i)
                query = (kind, ' '.join(words))
                if words and query not in seen and \
                        (len(words) > 1) == (kind != 'word'):
                    seen.add(query)
                    out.append((kind, words))
                    i += 1
        return out


if __name__ == '__main__':
    for name, found in Sampler(read(sys.argv[1])).all(int(sys.argv[2])):
        print(name, ' '.join(found), sep='\t')
