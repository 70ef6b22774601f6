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
	p->from = p->to = 0;
	p->damaged = false;
	p->ends = NULL;
	if (e->wdf == 1) {
		p->step[0] = e->position;
		p->to = 1;
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

/* Unpack the block that follows those there are. */
static bool unpack_next(struct bl_positions *p)
{
	uint64_t block = p->to / BL_BLOCK, left = p->n - p->to;
	size_t n = left < BL_BLOCK ? (size_t)left : BL_BLOCK;
	size_t from = 0;

	if (p->ends && block)
		from = bl_get_u32(p->ends + (size_t)(block - 1) * 4);
	if (from > p->bytes || !bl_unpack(p->k, p->step + (p->to - p->from), n,
					  p->data + from, p->bytes - from)) {
		p->damaged = true;
		p->from = p->to = 0;
		return false;
	}
	p->to += n;
	return true;
}

const uint32_t *bl_positions_unpack(struct bl_positions *p, uint64_t first,
				    uint32_t n)
{
	uint64_t block = first - first % BL_BLOCK;

	if (first < p->from || first >= p->to) {
		p->from = p->to = block;
	} else if (first + n > p->from + BL_POSITION_BLOCKS * BL_BLOCK) {
		/* what is still needed makes room for what follows */
		memmove(p->step, p->step + (block - p->from),
			(size_t)(p->to - block) * sizeof(*p->step));
		p->from = block;
	}
	while (p->to < first + n)
		if (!unpack_next(p))
			return NULL;
	return p->step + (first - p->from);
}

bool bl_positions_steps(struct bl_positions *p, uint32_t *out, uint64_t first,
			uint32_t n)
{
	if (first > p->n || n > p->n - first) {
		p->damaged = true;
		return false;
	}
	while (n) {
		uint32_t some = n < BL_POSITIONS_MAX ? n : BL_POSITIONS_MAX;
		const uint32_t *step = bl_positions_unpack(p, first, some);

		if (!step)
			return false;
		memcpy(out, step, some * sizeof(*out));
		out += some;
		first += some;
		n -= some;
	}
	return true;
}
