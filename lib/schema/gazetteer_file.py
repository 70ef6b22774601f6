# SPDX-License-Identifier: GPL-2.0-or-later
"""Write a gazetteer as gazetteer_private.h describes it."""

import collections
import os
import struct

from gazetteer_model import CITY, CODE, COUNTRY

IS_WORD, IS_PERSON = 1, 2  # enum bl_name_flag
# Above this many inhabitants a name of common words is taken for the town.
WORDS_MAX_POPULATION = 100000
MAGIC, VERSION = b'blgz', 1
FILTER_BITS = 1 << 19
DEGREE = 46000  # steps of a coordinate: 2.4 m
NO_ROW = 0xffff
BLOCK_NAMES = BLOCK_TEXTS = 16


def likelihood(place):
    """As bl_place_choose() has it without a context."""
    return place.population * {COUNTRY: 100, CITY: 10}.get(place.kind, 1)


def flags_of(key, senses, words, persons):
    tokens = key.split()
    flags = 0
    largest = max(place.population for place in senses)
    if all(t in words for t in tokens) and (
            len(tokens) == 1 or largest < WORDS_MAX_POPULATION):
        flags |= IS_WORD
    if key in persons and not any(p.kind == COUNTRY for p in senses):
        flags |= IS_PERSON
    return flags


def filter_bits(token):
    h = 0x811c9dc5  # FNV-1a
    for byte in token.encode():
        h = (h ^ byte) * 0x01000193 & 0xffffffff
    return h % FILTER_BITS, (h >> 13) % FILTER_BITS


def place_sections(places, rows):
    texts, text_at = bytearray(), []
    for row, place in enumerate(places):
        name, plain = place.name.encode(), place.ascii.encode()
        if row % BLOCK_TEXTS == 0:
            text_at.append(len(texts))
        for part in (name, b'' if plain == name else plain,
                     place.code.encode()):
            texts += bytes([len(part)]) + part
    return [
        pack('I', (p.id for p in places)),
        b''.join(round(v * DEGREE).to_bytes(3, 'little', signed=True)
                 for p in places for v in p.point),
        pack('I', (p.population for p in places)),
        pack('I', text_at),
        pack('H', (rows[p.parent] if p.parent else NO_ROW for p in places)),
        bytes(texts),
    ]


def senses_of(names, rows):
    """The places of a name, the likeliest first, codes last."""
    kept = [(place, kind) for place, kind in names.items() if place in rows]
    return sorted(kept, key=lambda s: (s[1] == CODE, -likelihood(s[0]),
                                       s[0].id))


def name_sections(gazetteer, rows, words, persons):
    blocks, body, previous = [], bytearray(), b''
    bits = bytearray(FILTER_BITS // 8)
    count = 0
    for key in sorted(gazetteer.names, key=lambda k: k.encode()):
        senses = senses_of(gazetteer.names[key], rows)
        if not senses:
            continue
        name = key.encode()
        codes = sum(kind == CODE for _, kind in senses)
        if codes < len(senses):
            for bit in filter_bits(key.split()[0]):
                bits[bit >> 3] |= 1 << (bit & 7)
        if count % BLOCK_NAMES == 0:
            blocks.append(len(body))
            previous = b''
        shared = len(os.path.commonprefix([previous, name]))
        flags = flags_of(key, [place for place, _ in senses], words, persons)
        body += bytes([shared, len(name) - shared, flags | codes << 2,
                       len(senses)]) + name[shared:]
        for place, kind in senses:
            body += (rows[place] | kind << 22).to_bytes(3, 'little')
        previous, count = name, count + 1
    return count, [pack('I', blocks), bytes(body), bytes(bits)]


def pack(code, values):
    values = list(values)
    return struct.pack('<%d%s' % (len(values), code), *values)


def write(path, gazetteer, words, persons):
    places = sorted((p for p in gazetteer.places.values() if p.point),
                    key=lambda p: p.id)
    rows = {place: row for row, place in enumerate(places)}
    names, sections = name_sections(gazetteer, rows, words, persons)
    sections = place_sections(places, rows) + sections
    header, body = [VERSION, len(places), names], b''
    for section in sections:
        header.append(4 * (len(sections) + 5) + len(body))
        body += section + bytes(-len(section) % 4)
    header.append(4 * (len(sections) + 5) + len(body))
    with open(path, 'wb') as file:
        file.write(MAGIC + pack('I', header) + body)
    kinds = collections.Counter(p.kind for p in places)
    print('%d countries, %d divisions, %d regions, %d towns; %d names; '
          '%d bytes' % (*(kinds[k] for k in range(4)), names, header[-1]))
