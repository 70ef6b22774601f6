/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "postings_private.h"

#define WDF_OPEN 255 /* that, or more */
/* Lengths keep their four highest bits. */
#define EXACT_BELOW 16
#define STEPS 8

uint8_t bl_length_code(uint32_t length)
{
	unsigned shift;

	if (length < EXACT_BELOW)
		return (uint8_t)length;
	shift = 28 - (unsigned)__builtin_clz(length);
	return (uint8_t)(EXACT_BELOW + (shift - 1) * STEPS +
			 ((length >> shift) & (STEPS - 1)));
}

uint32_t bl_length_floor(uint8_t code)
{
	unsigned shift, step;

	if (code < EXACT_BELOW)
		return code;
	shift = (code - EXACT_BELOW) / STEPS + 1;
	step = (code - EXACT_BELOW) % STEPS;
	return shift > 28 ? UINT32_MAX : (STEPS + step) << shift;
}

/* Put the pairs that no other is better than in front, the highest wdf first;
 * shortest[w] is the least length code of wdf w. */
static size_t best_pairs(uint8_t *wdf, uint8_t *length,
			 const uint16_t shortest[WDF_OPEN + 1], unsigned most)
{
	uint16_t least = UINT16_MAX;
	unsigned w;
	size_t n = 0;

	for (w = most; w > 0; w--) {
		if (shortest[w] >= least)
			continue;
		least = shortest[w];
		wdf[n] = (uint8_t)w;
		length[n++] = (uint8_t)least;
	}
	return n;
}

void bl_frontier_make(struct bl_frontier *f, const uint32_t *doc,
		      const uint32_t *wdf, size_t n, const uint32_t *length)
{
	uint8_t w[WDF_OPEN + 1] = { 0 }, l[WDF_OPEN + 1] = { 0 };
	uint16_t shortest[WDF_OPEN + 1];
	unsigned most = 0;
	size_t pairs, extra, i;

	for (i = 0; i < n; i++)
		if (wdf[i] + 1 > most)
			most = wdf[i] + 1;
	if (most > WDF_OPEN)
		most = WDF_OPEN;
	for (i = 0; i <= most; i++)
		shortest[i] = UINT16_MAX;
	for (i = 0; i < n; i++) {
		unsigned at = wdf[i] + 1 < WDF_OPEN ? wdf[i] + 1 : WDF_OPEN;
		uint8_t code = bl_length_code(length[doc[i]]);

		if (code < shortest[at])
			shortest[at] = code;
	}
	pairs = best_pairs(w, l, shortest, most);
	/* Too many: the highest become one, as wdf matters least up there. */
	extra = pairs > BL_FRONTIER_PAIRS ? pairs - BL_FRONTIER_PAIRS : 0;
	for (i = 0; i < BL_FRONTIER_PAIRS; i++) {
		size_t from = i + extra < pairs ? i + extra : pairs - 1;

		f->wdf[i] = i ? w[from] : w[0];
		f->length[i] = l[from];
	}
}

double bl_frontier_bound(const struct bl_frontier *f, const struct bl_bm25 *b)
{
	double best = 0;
	size_t i;

	for (i = 0; i < BL_FRONTIER_PAIRS; i++) {
		double length = bl_length_floor(f->length[i]);
		double w = f->wdf[i];
		double s;

		s = f->wdf[i] == WDF_OPEN
			    ? b->weight
			    : b->weight * w /
				      (w + (b->base + b->per_length * length));
		if (s > best)
			best = s;
	}
	return best;
}
