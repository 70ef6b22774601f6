# SPDX-License-Identifier: GPL-2.0-or-later
"""What lib/schema/gazetteer.py gathers: places and their names."""

import collections
import math
import re
import sys
import unicodedata
import zlib

ARABIC = set('AE BH DZ EG IQ IR JO KW LB LY MA MR OM PS QA SA SD SY TN YE'
             .split())
ARABIC_ARTICLE = set('al el ad an ar as ash at az'.split())

# ---- folding, as lib/text does it (test_gazetteer.c compares) ------------

APOSTROPHES = "'\u02bc\u2018\u2019\uff07"
LETTERS = str.maketrans({
    'ø': 'o', 'đ': 'd', 'ð': 'd', 'ł': 'l', 'ħ': 'h', 'ı': 'i', 'æ': 'ae',
    'œ': 'oe', 'þ': 'th', 'ŋ': 'ng', 'ə': 'a', 'ǝ': 'a', 'ɛ': 'e', 'ɔ': 'o',
    'ß': 'ss', '–': '-', '’': "'", 'ʻ': '', 'ʿ': '', 'ʾ': '', '`': '',
    'ʹ': '', '´': ''})


OTHER_LETTER = re.compile('[^\0-\u024f\u1e00-\u1eff]')  # not Latin


def fold(text):
    """The tokens of a name, joined by spaces: its key."""
    text = re.sub('(?<=\\w)[%s][sS]\\b' % APOSTROPHES, '', text)
    text = re.sub(r'\b(?:[^\W\d_]\.){2,}',  # an acronym
                  lambda m: m[0].replace('.', '') + ' ', text)
    text = unicodedata.normalize('NFKD', text).casefold()
    text = ''.join(c for c in text if unicodedata.category(c) != 'Mn' and
                   c not in APOSTROPHES)
    text = unicodedata.normalize('NFC', text)
    return ' '.join(re.findall(r'\w+', text))


def ascii_key(text):
    return fold(text.translate(LETTERS).lower().translate(LETTERS))


def keys_of(name):
    return {key for key in (fold(name), ascii_key(name))
            if key and not OTHER_LETTER.search(key)}


def to_ascii(name):
    kept = ''.join(c if c.lower() == c else c.lower().translate(LETTERS)
                   .capitalize() for c in name) if not name.isascii() else name
    kept = unicodedata.normalize('NFKD', kept.translate(LETTERS))
    kept = kept.translate({ord(c): "'" for c in APOSTROPHES})
    return kept.encode('ascii', 'ignore').decode()


# ---- places ---------------------------------------------------------------

COUNTRY, ADMIN, REGION, CITY = range(4)          # enum bl_place_kind
PROPER, ADJECTIVE, ABBREVIATION, CODE = range(4)  # enum bl_name_kind
NAME_MAX_TOKENS = 8
# Words that alone are no name, though "Northern" is one of Uganda's regions.
NO_NAMES = set('north south east west northern southern eastern western '
               'northeast northwest southeast southwest central upper lower '
               'middle capital center centre'.split())


class Place:
    def __init__(self, kind, number, name, code=''):
        self.kind, self.name, self.code = kind, name, code
        self.id = kind << 30 | number
        self.ascii = to_ascii(name)
        self.point, self.population = None, 0
        self.parent = None
        self.towns = []  # (population, latitude, longitude)

    @staticmethod
    def hash_number(text):
        """A number for a place that GeoNames' files give none."""
        return zlib.crc32(text.encode()) & 0x3fffffff

    def chain(self):
        place = self
        while place:
            yield place
            place = place.parent

    def country(self):
        return [place.code for place in self.chain()][-1]

    def settle(self):
        """Point and population, from the towns inside."""
        self.population = min(sum(t[0] for t in self.towns), 0xffffffff)
        if self.point or not self.towns:
            return
        x = y = z = 0
        for population, lat, lon in self.towns:
            lat, lon, weight = math.radians(lat), math.radians(lon), \
                population + 1
            x += weight * math.cos(lat) * math.cos(lon)
            y += weight * math.cos(lat) * math.sin(lon)
            z += weight * math.sin(lat)
        self.point = (math.degrees(math.atan2(z, math.hypot(x, y))),
                      math.degrees(math.atan2(y, x)))


class Gazetteer:
    def __init__(self, words):
        self.words = words
        self.places = {}
        self.names = collections.defaultdict(dict)  # key -> {place: kind}

    def add(self, place):
        if place.id in self.places:
            sys.exit('two places have the id %#x: %s, %s' % (
                place.id, place.name, self.places[place.id].name))
        self.places[place.id] = place
        return place

    def call(self, place, name, kind=PROPER):
        for key in keys_of(name):
            tokens = key.split()
            if len(tokens) > NAME_MAX_TOKENS or \
                    kind == PROPER and set(tokens) <= NO_NAMES:
                continue
            other = set(variants(tokens, place)) - self.words
            for variant in {key} | other:
                senses = self.names[variant]
                senses[place] = min(kind, senses.get(place, kind))


SHORT_FORMS = {'saint': 'st', 'st': 'saint', 'fort': 'ft', 'mount': 'mt',
               'sainte': 'ste'}


def variants(tokens, place):
    """What else English text makes of a name."""
    country = place.country()
    first, rest = tokens[0], tokens[1:]
    if first in SHORT_FORMS and rest:
        yield ' '.join([SHORT_FORMS[first], *rest])
    if first == 'the' and rest:
        yield ' '.join(rest)
    if country == 'PH' and tokens[-1] == 'city' and len(tokens) > 1:
        yield ' '.join(tokens[:-1])
    if country in ARABIC and place.kind != COUNTRY:
        if first in ARABIC_ARTICLE and len(' '.join(rest)) > 3:
            yield ' '.join(rest)
            tokens = rest
        if re.search('[a-z]{3}ah$', tokens[-1]):
            yield ' '.join(tokens)[:-1]
