/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "exec_private.h"

/* What a word gives to the articles of `among` in a block that was loaded. */
static void score_block(struct bl_exec *x, struct bl_plan *p,
			const struct bl_set *among)
{
	struct bl_postings *l = p->postings;
	uint32_t doc[BL_BLOCK], wdf[BL_BLOCK], n = 0, i;
	double score[BL_BLOCK];

	for (i = 0; i < l->n; i++) {
		uint32_t at = l->doc[i] - x->base;

		if (at >= BL_WINDOW || !bl_set_has(among, at))
			continue;
		doc[n] = l->doc[i];
		wdf[n++] = l->wdf[i];
	}
	if (!n)
		return;
	l->k->score(score, &p->bm25, doc, wdf, n, x->segment->column.length);
	for (i = 0; i < n; i++)
		x->score[doc[i] - x->base] += score[i];
}

static void score_leaf(struct bl_exec *x, struct bl_plan *p,
		       const struct bl_set *among)
{
	struct bl_postings *l = p->postings;
	const uint32_t base = x->base, end = base + (BL_WINDOW - 1);
	uint32_t low, high, block;

	if (!p->cost)
		return;
	p->scored = bl_postings_seek(l, p->scored, base);
	for (block = p->scored; block < l->blocks; block++) {
		low = block ? bl_postings_last(l, block - 1) + 1 : 0;
		high = bl_postings_last(l, block);
		if (low > end)
			break;
		low = low > base ? low : base;
		high = high < end ? high : end;
		if (low > high ||
		    !bl_set_any_of(among, low - base, high - base))
			continue;
		if (!bl_postings_load(l, block) || !bl_postings_load_wdf(l))
			break;
		score_block(x, p, among);
	}
	x->damaged |= l->damaged;
}

void bl_score(struct bl_exec *x, struct bl_plan *p, const struct bl_set *among,
	      bool matched)
{
	struct bl_set here = *among;
	size_t i;

	switch (p->node->kind) {
	case BL_NODE_TERM:
		score_leaf(x, p, among);
		return;
	case BL_NODE_OR:
		break;
	case BL_NODE_AND:
	case BL_NODE_PHRASE:
	case BL_NODE_NEAR:
	case BL_NODE_MAYBE:
		/* it scores where it matches, and so do its words */
		if (!matched && !bl_match(x, p, among))
			return;
		matched = true;
		bl_set_intersect(&here, &p->match);
		break;
	default:
		return;
	}
	for (i = 0; i < p->n; i++) {
		/* what only adds to the score was not matched */
		bool extra = p->node->kind == BL_NODE_MAYBE && i;

		bl_score(x, p->child[i], &here, matched && !extra);
	}
}
