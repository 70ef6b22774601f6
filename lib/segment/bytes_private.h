/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Numbers as bytes: little-endian, or varints (seven bits a byte, the lowest
 * first, the top bit set on all but the last).  A bl_take reads bytes that
 * may be damaged: past their end, or past a broken varint, it gives zeros and
 * remembers that it did, so that a reader asks once, when it is done.
 */
#ifndef BLOTTER_BYTES_PRIVATE_H
#define BLOTTER_BYTES_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define BL_VARINT_MAX_BYTES 10

struct bl_take {
	const uint8_t *at, *end;
	bool bad;
};

static inline uint16_t bl_get_u16(const uint8_t *p)
{
	return (uint16_t)(p[0] | p[1] << 8);
}

static inline uint32_t bl_get_u32(const uint8_t *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
	       (uint32_t)p[3] << 24;
}

static inline uint64_t bl_get_u64(const uint8_t *p)
{
	return bl_get_u32(p) | (uint64_t)bl_get_u32(p + 4) << 32;
}

static inline void bl_put_u32(uint8_t *p, uint32_t n)
{
	size_t i;

	for (i = 0; i < 4; i++)
		p[i] = (uint8_t)(n >> (8 * i));
}

static inline void bl_put_u64(uint8_t *p, uint64_t n)
{
	bl_put_u32(p, (uint32_t)n);
	bl_put_u32(p + 4, (uint32_t)(n >> 32));
}

/* Returns the bytes written, at most BL_VARINT_MAX_BYTES. */
static inline size_t bl_put_varint(uint8_t *p, uint64_t n)
{
	size_t len = 0;

	for (; n >= 0x80; n >>= 7)
		p[len++] = (uint8_t)(n | 0x80);
	p[len++] = (uint8_t)n;
	return len;
}

static inline uint64_t bl_take_varint(struct bl_take *t)
{
	uint64_t n = 0;
	unsigned shift;

	for (shift = 0; t->at < t->end && shift < 64; shift += 7) {
		uint8_t c = *t->at++;

		n |= (uint64_t)(c & 0x7f) << shift;
		if (c < 0x80)
			return n;
	}
	t->bad = true;
	t->at = t->end;
	return 0;
}

/* A varint that must fit in 32 bits. */
static inline uint32_t bl_take_u32(struct bl_take *t)
{
	uint64_t n = bl_take_varint(t);

	if (n <= UINT32_MAX)
		return (uint32_t)n;
	t->bad = true;
	t->at = t->end;
	return 0;
}

/* The next n bytes, or NULL when there are fewer. */
static inline const uint8_t *bl_take_bytes(struct bl_take *t, uint64_t n)
{
	const uint8_t *p = t->at;

	if (n > (uint64_t)(t->end - t->at)) {
		t->bad = true;
		t->at = t->end;
		return NULL;
	}
	t->at += n;
	return p;
}

#endif
