/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "bytes_private.h"
#include "postings_private.h"

enum skip_field { /* of a skip entry: where, in bytes */
		  SKIP_LAST_DOC = 0,
		  SKIP_END = 4,
		  SKIP_PLAIN_BYTES = 8,
		  SKIP_LAST_OF_STEM = 8, /* through a stem */
		  SKIP_THROUGH_BYTES = 12,
		  SKIP_WDF = 8, /* with positions */
		  SKIP_FRONTIER = 12,
		  SKIP_BYTES = 20,
};

static const uint8_t *skip_of(const struct bl_list_bytes *l, uint32_t block)
{
	return l->skips + (size_t)block * l->skip_bytes;
}

static uint32_t blocks_of(uint32_t docs)
{
	return (docs - 1) / BL_BLOCK + 1;
}

static void damage(struct bl_postings *p)
{
	p->damaged = true;
	p->blocks = 0;
	p->n = 0;
	p->block = UINT32_MAX;
}

/* Make a block the one that was loaded. */
static void show(struct bl_postings *p, struct bl_block *b)
{
	p->now = b;
	p->block = b->number;
	p->n = b->n;
	p->doc = b->doc;
	p->wdf = b->wdf;
	p->end = b->end;
}

/* The one posting that the dictionary has. */
static void open_single(struct bl_postings *p, const struct bl_entry *e,
			uint32_t limit)
{
	if (e->doc >= limit || e->wdf > UINT32_MAX) {
		damage(p);
		return;
	}
	p->own.number = 0;
	p->own.n = 1;
	p->own.doc[0] = e->doc;
	p->own.wdf[0] = (uint32_t)e->wdf - 1;
	p->own.has_wdf = true;
	show(p, &p->own);
}

/* Find the bytes of a list of several articles; false when they are not
 * there.  skip_bytes and base_at are set. */
static bool open_list(struct bl_list_bytes *l, const struct bl_entry *e,
		      const struct bl_input *in, uint32_t limit)
{
	uint64_t skips = 0;

	l->docs = e->docs;
	l->limit = limit;
	l->skips = NULL;
	if (e->docs > BL_BLOCK)
		skips = (uint64_t)blocks_of(e->docs) * l->skip_bytes;
	if (e->docs > limit || e->postings > in->len ||
	    e->postings_bytes > in->len - e->postings ||
	    skips > e->postings_bytes || e->postings_bytes > UINT32_MAX)
		return false;
	l->data = in->data + e->postings;
	l->bytes = (uint32_t)(e->postings_bytes - skips);
	if (skips)
		l->skips = l->data + l->bytes;
	return true;
}

/* False when that is all there is to be done. */
static bool begin(struct bl_postings *p, const struct bl_kernels *k,
		  const struct bl_entry *e, uint32_t limit)
{
	p->k = k;
	p->docs = e->docs;
	p->blocks = blocks_of(e->docs);
	p->stem_block = UINT32_MAX;
	p->positional = p->through = p->damaged = false;
	p->own.number = UINT32_MAX;
	p->own.n = 0;
	p->own.has_wdf = p->own.has_ends = false;
	p->kept = &p->own;
	p->n_kept = 1;
	show(p, &p->own);
	p->list.skips = NULL;
	if (e->docs == 1)
		open_single(p, e, limit);
	return e->docs > 1;
}

void bl_postings_open(struct bl_postings *p, const struct bl_kernels *k,
		      const struct bl_entry *e, const struct bl_input *in,
		      bool positional, uint32_t limit)
{
	bool more = begin(p, k, e, limit);

	p->positional = positional;
	p->list.skip_bytes = positional ? SKIP_BYTES : SKIP_PLAIN_BYTES;
	p->list.base_at = SKIP_LAST_DOC;
	if (more && !open_list(&p->list, e, in, limit))
		damage(p);
}

void bl_postings_open_through(struct bl_postings *p, const struct bl_kernels *k,
			      const struct bl_entry *e,
			      const struct bl_entry *stem,
			      const struct bl_input *in, uint32_t limit)
{
	if (!begin(p, k, e, limit))
		return;
	p->through = true;
	p->list.skip_bytes = SKIP_THROUGH_BYTES;
	p->list.base_at = SKIP_LAST_OF_STEM;
	p->stem.skip_bytes = SKIP_BYTES;
	p->stem.base_at = SKIP_LAST_DOC;
	if (!open_list(&p->list, e, in, stem->docs) ||
	    !open_list(&p->stem, stem, in, limit))
		damage(p);
}

void bl_postings_keep(struct bl_postings *p, struct bl_block *kept, uint32_t n)
{
	uint32_t i;

	for (i = 0; i < n; i++)
		kept[i].number = UINT32_MAX;
	p->kept = kept;
	p->n_kept = n;
}

uint32_t bl_postings_last(const struct bl_postings *p, uint32_t block)
{
	return p->list.skips
		       ? bl_get_u32(skip_of(&p->list, block) + SKIP_LAST_DOC)
		       : UINT32_MAX;
}

uint32_t bl_postings_seek(const struct bl_postings *p, uint32_t block,
			  uint32_t doc)
{
	uint32_t step = 1, low = block, high;

	if (!p->list.skips || low >= p->blocks ||
	    bl_postings_last(p, low) >= doc)
		return low;
	while (p->blocks - low > step &&
	       bl_postings_last(p, low + step) < doc) {
		low += step;
		step *= 2;
	}
	high = p->blocks - low > step ? low + step : p->blocks;
	/* last of low is below doc; that of high, if there is one, is not */
	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;

		if (bl_postings_last(p, middle) < doc)
			low = middle;
		else
			high = middle;
	}
	return high;
}

/* Unpack the numbers of a block; *rest (may be NULL) is what follows them.
 * Returns how many, 0 on damage. */
static uint32_t unpack(const struct bl_list_bytes *l,
		       const struct bl_kernels *k, uint32_t *out,
		       uint32_t block, const uint8_t **rest)
{
	uint32_t from = 0, to = l->bytes, base = UINT32_MAX;
	uint32_t n = l->docs - block * BL_BLOCK;
	size_t took;

	if (n > BL_BLOCK)
		n = BL_BLOCK;
	if (l->skips) {
		to = bl_get_u32(skip_of(l, block) + SKIP_END);
		if (block) {
			const uint8_t *before = skip_of(l, block - 1);

			base = bl_get_u32(before + l->base_at);
			from = bl_get_u32(before + SKIP_END);
		}
	}
	if (from > to || to > l->bytes || (block && base >= l->limit))
		return 0;
	took = bl_unpack_rising(k, out, n, base, l->limit, l->data + from,
				to - from);
	if (rest)
		*rest = l->data + from + took;
	return took ? n : 0;
}

/* Make articles of a block's numbers, which are those of postings of the
 * stem. */
static bool find_in_stem(struct bl_postings *p, struct bl_block *b)
{
	uint32_t i;

	for (i = 0; i < b->n; i++) {
		uint32_t block = b->doc[i] / BL_BLOCK;

		if (block != p->stem_block &&
		    !unpack(&p->stem, p->k, p->stem_doc, block, NULL))
			return false;
		p->stem_block = block;
		b->doc[i] = p->stem_doc[b->doc[i] % BL_BLOCK];
	}
	return true;
}

static bool unpack_block(struct bl_postings *p, struct bl_block *b,
			 uint32_t block)
{
	b->number = UINT32_MAX;
	b->n = unpack(&p->list, p->k, b->doc, block, &b->packed_wdf);
	if (!b->n || (p->through && !find_in_stem(p, b)) ||
	    (p->list.skips && b->doc[b->n - 1] != bl_postings_last(p, block)))
		return false;
	b->has_wdf = b->has_ends = false;
	b->number = block;
	return true;
}

bool bl_postings_load(struct bl_postings *p, uint32_t block)
{
	struct bl_block *b;

	if (p->block == block)
		return true;
	if (block >= p->blocks)
		return false;
	b = &p->kept[block % p->n_kept];
	if (b->number != block) {
		if (!unpack_block(p, b, block)) {
			damage(p);
			return false;
		}
		p->loads++;
	}
	show(p, b);
	return true;
}

uint32_t bl_postings_find(const struct bl_postings *p, uint32_t doc)
{
	return bl_find(p->doc, p->n, doc);
}

bool bl_postings_load_wdf(struct bl_postings *p)
{
	struct bl_block *b = p->now;
	size_t left;

	if (b->has_wdf)
		return true;
	left = (size_t)(p->list.data + p->list.bytes - b->packed_wdf);
	b->has_wdf = bl_unpack(p->k, b->wdf, b->n, b->packed_wdf, left) > 0;
	if (!b->has_wdf)
		damage(p);
	return b->has_wdf;
}

uint64_t bl_postings_wdf_before(const struct bl_postings *p, uint32_t block)
{
	return block && p->list.skips
		       ? bl_get_u32(skip_of(&p->list, block - 1) + SKIP_WDF)
		       : 0;
}

bool bl_postings_load_ends(struct bl_postings *p)
{
	struct bl_block *b = p->now;

	if (b->has_ends)
		return true;
	if (!bl_postings_load_wdf(p))
		return false;
	memcpy(b->end, b->wdf, b->n * sizeof(*b->end));
	p->k->sum(b->end, b->n, (uint32_t)bl_postings_wdf_before(p, b->number));
	b->has_ends = true;
	return true;
}

double bl_postings_bound(const struct bl_postings *p, uint32_t block,
			 const struct bl_bm25 *b)
{
	struct bl_frontier f;
	const uint8_t *at;

	if (!p->list.skips)
		return b->weight;
	at = skip_of(&p->list, block) + SKIP_FRONTIER;
	memcpy(f.wdf, at, sizeof(f.wdf));
	memcpy(f.length, at + sizeof(f.wdf), sizeof(f.length));
	return bl_frontier_bound(&f, b);
}
