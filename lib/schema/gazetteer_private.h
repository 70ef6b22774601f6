/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The gazetteer's table, gazetteer.bin, as gazetteer.py writes it.  It is
 * part of the program, not input: what it holds is asserted, and
 * tests/unit/test_gazetteer.c walks all of it.
 *
 * All numbers are little-endian.  A header of 32-bit words, enum
 *gazetteer_word, is followed by the sections it points to, each at a multiple
 *of 4. A place is a row; rows are in ascending order of ids, of which the two
 * highest bits are the place's kind: countries, divisions and regions, which
 * others lie in, are the first rows, and 2 bytes are enough for a parent.
 *
 * A name is an entry of GAZETTEER_ENTRY_BYTES and more:
 *
 *	1 byte	how many bytes it shares with the name before
 *	1 byte	how many bytes of its own follow, below
 *	1 byte	flags in the 2 lowest bits; how many senses are codes (the last)
 *	1 byte	how many senses it has
 *		its bytes: tokens, with one space between them
 *		its senses, 3 bytes each: a row, and in the 2 highest bits the
 *		enum bl_name_kind
 *
 * Names are in order of their bytes, and every GAZETTEER_BLOCK_NAMES-th of
 * them, the first of a block, shares nothing.
 */
#ifndef GAZETTEER_PRIVATE_H
#define GAZETTEER_PRIVATE_H

#include <assert.h>
#include <stdint.h>

#include "blotter/gazetteer.h"

#define GAZETTEER_VERSION 1
#define GAZETTEER_BLOCK_NAMES 16
#define GAZETTEER_BLOCK_TEXTS 16
#define GAZETTEER_ENTRY_BYTES 4
#define GAZETTEER_SENSE_BYTES 3
#define GAZETTEER_FILTER_BITS (1u << 19)
#define GAZETTEER_DEGREE 46000      /* steps of a coordinate in one degree */
#define GAZETTEER_NO_PARENT 0xffffu /* a country's */

enum gazetteer_word {
	GAZETTEER_WORD_MAGIC, /* "blgz" */
	GAZETTEER_WORD_VERSION,
	GAZETTEER_WORD_PLACES, /* how many */
	GAZETTEER_WORD_NAMES,  /* how many */
	/* where the sections are, in bytes from the start */
	GAZETTEER_WORD_ID,         /* a row's id, 4 bytes */
	GAZETTEER_WORD_POINT,      /* latitude, longitude: 3 bytes, signed */
	GAZETTEER_WORD_POPULATION, /* 4 bytes */
	GAZETTEER_WORD_TEXT_AT,    /* where in the texts those of each block of
				    * GAZETTEER_BLOCK_TEXTS rows are, 4 bytes */
	GAZETTEER_WORD_PARENT,     /* the row it lies in, 2 bytes */
	GAZETTEER_WORD_TEXT,   /* name, ASCII (empty: the same) and code, each
				* after a byte with its length */
	GAZETTEER_WORD_BLOCK,  /* where in the names a block is, 4 bytes */
	GAZETTEER_WORD_NAME,   /* entries */
	GAZETTEER_WORD_FILTER, /* two bits for the hash of each first
				* token */
	GAZETTEER_WORD_END,    /* bytes in all */
};

/* The table; gazetteer_data.c. */
extern const unsigned char bl_gazetteer_data[];

static inline uint32_t gazetteer_u32(const unsigned char *p)
{
	return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
	       (uint32_t)p[3] << 24;
}

static inline uint32_t gazetteer_u24(const unsigned char *p)
{
	return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16;
}

static inline uint32_t gazetteer_word(enum gazetteer_word w)
{
	return gazetteer_u32(bl_gazetteer_data + 4 * w);
}

/* The byte at an offset of a section. */
static inline const unsigned char *gazetteer_at(enum gazetteer_word section,
						uint32_t offset)
{
	const uint32_t start = gazetteer_word(section);

	assert(offset < gazetteer_word(section + 1) - start);
	return bl_gazetteer_data + start + offset;
}

#endif
