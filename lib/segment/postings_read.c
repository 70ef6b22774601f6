/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "bytes_private.h"
#include "postings_private.h"

enum skip_field { /* of a skip entry: where, in bytes */
		  SKIP_LAST_DOC = 0,
		  SKIP_END = 4,
		  SKIP_PLAIN_BYTES = 8,
		  SKIP_WDF = 8,
		  SKIP_FRONTIER = 12,
		  SKIP_BYTES = 20,
};

static const uint8_t *skip_of(const struct bl_postings *p, uint32_t block)
{
	return p->skips +
	       (size_t)block * (p->positional ? SKIP_BYTES : SKIP_PLAIN_BYTES);
}

static void damage(struct bl_postings *p)
{
	p->damaged = true;
	p->blocks = 0;
	p->n = 0;
	p->block = UINT32_MAX;
}

/* The one posting that the dictionary has. */
static void open_single(struct bl_postings *p, const struct bl_entry *e)
{
	if (e->doc >= p->limit || e->wdf > UINT32_MAX) {
		damage(p);
		return;
	}
	p->doc[0] = e->doc;
	p->wdf[0] = (uint32_t)e->wdf - 1;
	p->block = 0;
	p->n = 1;
	p->has_wdf = true;
}

void bl_postings_open(struct bl_postings *p, const struct bl_kernels *k,
		      const struct bl_entry *e, const struct bl_input *in,
		      bool positional, uint32_t limit)
{
	uint64_t skips;

	p->k = k;
	p->positional = positional;
	p->limit = limit;
	p->docs = e->docs;
	p->blocks = (e->docs - 1) / BL_BLOCK + 1;
	p->block = UINT32_MAX;
	p->n = 0;
	p->damaged = p->has_wdf = false;
	p->skips = NULL;
	if (e->docs == 1) {
		open_single(p, e);
		return;
	}
	skips = p->blocks == 1
			? 0
			: (uint64_t)p->blocks *
				  (positional ? SKIP_BYTES : SKIP_PLAIN_BYTES);
	if (e->docs > limit || e->postings > in->len ||
	    e->postings_bytes > in->len - e->postings ||
	    skips > e->postings_bytes || e->postings_bytes > UINT32_MAX) {
		damage(p);
		return;
	}
	p->data = in->data + e->postings;
	p->bytes = (uint32_t)(e->postings_bytes - skips);
	if (skips)
		p->skips = p->data + p->bytes;
}

uint32_t bl_postings_last(const struct bl_postings *p, uint32_t block)
{
	return p->skips ? bl_get_u32(skip_of(p, block) + SKIP_LAST_DOC)
			: UINT32_MAX;
}

uint32_t bl_postings_seek(const struct bl_postings *p, uint32_t block,
			  uint32_t doc)
{
	uint32_t step = 1, low = block, high;

	if (!p->skips || low >= p->blocks || bl_postings_last(p, low) >= doc)
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

bool bl_postings_load(struct bl_postings *p, uint32_t block)
{
	uint32_t from = 0, to = p->bytes, base = UINT32_MAX, n;
	size_t took;

	if (p->block == block)
		return true;
	if (block >= p->blocks)
		return false;
	if (p->skips) {
		to = bl_get_u32(skip_of(p, block) + SKIP_END);
		if (block) {
			const uint8_t *before = skip_of(p, block - 1);

			base = bl_get_u32(before + SKIP_LAST_DOC);
			from = bl_get_u32(before + SKIP_END);
		}
	}
	n = p->docs - block * BL_BLOCK;
	p->n = n < BL_BLOCK ? n : BL_BLOCK;
	if (from > to || to > p->bytes || (block && base >= p->limit)) {
		damage(p);
		return false;
	}
	took = bl_unpack_rising(p->k, p->doc, p->n, base, p->limit,
				p->data + from, to - from);
	if (!took ||
	    (p->skips && p->doc[p->n - 1] != bl_postings_last(p, block))) {
		damage(p);
		return false;
	}
	p->packed_wdf = p->data + from + took;
	p->has_wdf = false;
	p->block = block;
	return true;
}

bool bl_postings_load_wdf(struct bl_postings *p)
{
	size_t left;

	if (p->has_wdf)
		return true;
	left = (size_t)(p->data + p->bytes - p->packed_wdf);
	p->has_wdf = bl_unpack(p->k, p->wdf, p->n, p->packed_wdf, left) > 0;
	if (!p->has_wdf)
		damage(p);
	return p->has_wdf;
}

uint64_t bl_postings_wdf_before(const struct bl_postings *p, uint32_t block)
{
	return block && p->skips ? bl_get_u32(skip_of(p, block - 1) + SKIP_WDF)
				 : 0;
}

double bl_postings_bound(const struct bl_postings *p, uint32_t block,
			 const struct bl_bm25 *b)
{
	struct bl_frontier f;
	const uint8_t *at;

	if (!p->skips)
		return b->weight;
	at = skip_of(p, block) + SKIP_FRONTIER;
	memcpy(f.wdf, at, sizeof(f.wdf));
	memcpy(f.length, at + sizeof(f.wdf), sizeof(f.length));
	return bl_frontier_bound(&f, b);
}
