/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdlib.h>

#include "blotter/pages.h"
#include "invert_private.h"

#define LINK_BYTES 4
#define FIRST_CHUNK_BYTES 8u /* most lists end in it */
#define LAST_LEVEL 8u        /* 2 KiB: little is left empty of long lists */
#define FIRST_POOL_BYTES ((uint32_t)1 << 20)
/* The first bytes of the pool are where bytes go that are lost. */
#define LOST_BYTES (FIRST_CHUNK_BYTES << LAST_LEVEL)

static uint32_t payload(uint32_t level)
{
	return FIRST_CHUNK_BYTES << level;
}

void bl_pool_init(struct bl_pool *p)
{
	memset(p, 0, sizeof(*p));
	p->data = malloc(FIRST_POOL_BYTES);
	p->cap = p->data ? FIRST_POOL_BYTES : 0;
	p->len = LOST_BYTES;
	p->failed = !p->data;
}

void bl_pool_release(struct bl_pool *p)
{
	free(p->data);
	memset(p, 0, sizeof(*p));
}

/* Returns where n new bytes are, 0 when they are not to be had. */
static uint32_t take(struct bl_pool *p, uint32_t n)
{
	uint32_t at = p->len;

	if (p->failed)
		return 0;
	if (n > p->cap - p->len) {
		/* large blocks grow in place of the address space, uncopied */
		uint32_t more = p->cap <= UINT32_MAX / 2 ? p->cap * 2
							 : UINT32_MAX;
		void *data = n > more - p->len ? NULL : realloc(p->data, more);

		if (!data) {
			p->failed = true;
			return 0;
		}
		bl_want_huge_pages(data, more);
		p->data = data;
		p->cap = more;
	}
	p->len += n;
	return at;
}

/* Give a list that is full a further chunk. */
static void extend(struct bl_pool *p, struct bl_list *l)
{
	uint32_t level = l->end && l->level < LAST_LEVEL ? l->level + 1
							 : l->level;
	uint32_t at = take(p, payload(level) + LINK_BYTES);

	if (!at) {
		l->at = 0;
		l->end = LOST_BYTES;
		return;
	}
	if (l->end)
		bl_put_u32(p->data + l->end, at);
	else
		l->first = at;
	l->level = level;
	l->at = at;
	l->end = at + payload(level);
}

static inline void put_byte(struct bl_pool *p, struct bl_list *l, uint8_t c)
{
	if (l->at == l->end)
		extend(p, l);
	p->data[l->at++] = c;
}

void bl_pool_put_slow(struct bl_pool *p, struct bl_list *l, uint64_t n)
{
	for (; n >= 0x80; n >>= 7)
		put_byte(p, l, (uint8_t)(n | 0x80));
	put_byte(p, l, (uint8_t)n);
}

void bl_list_reader_init(struct bl_list_reader *r, const struct bl_pool *p,
			 const struct bl_list *l)
{
	r->pool = p;
	r->at = l->first;
	r->level = 0;
	r->end = r->at + payload(0);
}

/* Where the next byte is. */
static uint32_t step(struct bl_list_reader *r)
{
	if (r->at == r->end) {
		r->at = bl_get_u32(r->pool->data + r->end);
		r->level += r->level < LAST_LEVEL;
		r->end = r->at + payload(r->level);
	}
	return r->at++;
}

uint64_t bl_list_get_slow(struct bl_list_reader *r)
{
	uint64_t n = 0;
	unsigned shift = 0;
	uint8_t c;

	do {
		c = r->pool->data[step(r)];
		n |= (uint64_t)(c & 0x7f) << shift;
		shift += 7;
	} while (c >= 0x80);
	return n;
}

void bl_list_set(struct bl_list_reader *r, struct bl_pool *p, uint64_t n)
{
	for (; n >= 0x80; n >>= 7)
		p->data[step(r)] = (uint8_t)(n | 0x80);
	p->data[step(r)] = (uint8_t)n;
}
