/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "bytes_private.h"
#include "postings_private.h"

void bl_positions_open(struct bl_positions *p, const struct bl_kernels *k,
		       const struct bl_entry *e, const struct bl_input *in)
{
	uint64_t blocks = (e->wdf + BL_BLOCK - 1) / BL_BLOCK;
	uint64_t ends = blocks > 1 ? blocks * 4 : 0;

	p->k = k;
	p->n = e->wdf;
	p->block = UINT64_MAX;
	p->damaged = false;
	p->ends = NULL;
	if (e->wdf == 1) {
		p->step[0] = e->position;
		p->block = 0;
		return;
	}
	if (e->positions > in->len ||
	    e->positions_bytes > in->len - e->positions ||
	    e->wdf > UINT32_MAX || ends > e->positions_bytes) {
		p->damaged = true;
		p->n = 0;
		return;
	}
	p->data = in->data + e->positions;
	p->bytes = (size_t)(e->positions_bytes - ends);
	if (ends)
		p->ends = p->data + p->bytes;
}

static bool load(struct bl_positions *p, uint64_t block)
{
	uint64_t left = p->n - block * BL_BLOCK;
	size_t n = left < BL_BLOCK ? (size_t)left : BL_BLOCK;
	size_t from = 0;

	if (p->block == block)
		return true;
	if (p->ends && block)
		from = bl_get_u32(p->ends + (size_t)(block - 1) * 4);
	if (from > p->bytes ||
	    !bl_unpack(p->k, p->step, n, p->data + from, p->bytes - from)) {
		p->damaged = true;
		p->block = UINT64_MAX;
		return false;
	}
	p->block = block;
	return true;
}

bool bl_positions_steps(struct bl_positions *p, uint32_t *out, uint64_t first,
			uint32_t n)
{
	if (first > p->n || n > p->n - first) {
		p->damaged = true;
		return false;
	}
	while (n) {
		size_t from = (size_t)(first % BL_BLOCK);
		size_t some = BL_BLOCK - from < n ? BL_BLOCK - from : n;

		if (!load(p, first / BL_BLOCK))
			return false;
		memcpy(out, p->step + from, some * sizeof(*out));
		out += some;
		first += some;
		n -= (uint32_t)some;
	}
	return true;
}
