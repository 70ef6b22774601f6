/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "exec_private.h"

/* What was taken of a block, to be scored. */
struct taken {
	uint32_t doc[BL_BLOCK], wdf[BL_BLOCK];
	size_t n;
};

/* Take those of a block that are in the set.  Whether one is
 * can hardly be foretold, so nothing is decided here for each. */
static void take_block(struct taken *t, const struct bl_postings *l,
		       uint32_t base, const struct bl_set *s)
{
	uint32_t i = bl_postings_find(l, base), at;

	for (t->n = 0; i < l->n && (at = l->doc[i] - base) < BL_WINDOW; i++) {
		t->doc[t->n] = l->doc[i];
		t->wdf[t->n] = l->wdf[i];
		t->n += bl_set_has(s, at);
	}
}

/* Of a few articles of the window, take those of the block. */
static void take_few(struct taken *t, const struct bl_postings *l,
		     uint32_t base, const uint32_t *few, uint32_t n)
{
	uint32_t i, at;

	for (t->n = 0, i = 0; i < n; i++) {
		at = bl_postings_find(l, base + few[i]);
		if (at == l->n || l->doc[at] != base + few[i])
			continue;
		t->doc[t->n] = l->doc[at];
		t->wdf[t->n++] = l->wdf[at];
	}
}

static void score_taken(struct bl_exec *x, const struct bl_plan *p,
			const struct taken *t)
{
	double score[BL_BLOCK];
	size_t i;

	p->postings->k->score(score, &p->bm25, t->doc, t->wdf, t->n,
			      x->segment->column.length);
	for (i = 0; i < t->n; i++)
		x->score[t->doc[i] - x->base] += score[i];
}

static void score_leaf(struct bl_exec *x, struct bl_plan *p,
		       const struct bl_set *among)
{
	struct bl_postings *l = p->postings;
	uint32_t few[BL_SET_FEW + 1], n, block;
	struct taken taken;

	if (!p->cost)
		return;
	p->scored = block = bl_postings_seek(l, p->scored, x->base);
	while ((n = bl_block_of_window(few, &block, x, l, among))) {
		if (!bl_postings_load(l, block++) || !bl_postings_load_wdf(l))
			break;
		if (n <= BL_SET_FEW)
			take_few(&taken, l, x->base, few, n);
		else
			take_block(&taken, l, x->base, among);
		score_taken(x, p, &taken);
	}
	x->damaged |= l->damaged;
}

/* All its articles of the window. */
static void score_all_of_leaf(struct bl_exec *x, struct bl_plan *p)
{
	struct bl_postings *l = p->postings;
	uint32_t block = bl_postings_seek(l, p->scored, x->base), from, to, i;
	double score[BL_BLOCK];

	p->scored = block;
	do {
		if (!bl_postings_load(l, block++) || !bl_postings_load_wdf(l))
			break;
		from = bl_postings_find(l, x->base);
		to = bl_postings_find(l, x->base + BL_WINDOW);
		l->k->score(score, &p->bm25, l->doc + from, l->wdf + from,
			    to - from, x->segment->column.length);
		for (i = from; i < to; i++)
			x->score[l->doc[i] - x->base] += score[i - from];
	} while (to == l->n);
	x->damaged |= l->damaged;
}

void bl_score_found(struct bl_exec *x, struct bl_plan *p)
{
	if (p->node->kind != BL_NODE_TERM)
		bl_score(x, p, &p->match, true);
	else if (p->cost)
		score_all_of_leaf(x, p);
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
