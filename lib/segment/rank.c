/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which of the articles found are among the best.  Once there are enough hits,
 * an article is worth scoring only if it can beat the worst of them: blocks of
 * postings bound what a word can give, so windows, words (MaxScore) and
 * articles are left out as soon as their bounds tell that they cannot.
 *
 * What is left is scored again in the order of the tree, so that leaving out
 * changes no score.
 */
#include <string.h>

#include "exec_private.h"

static void add_all(struct bl_exec *x, struct bl_top *top,
		    const struct bl_set *found)
{
	uint32_t i;

	for (i = 0; i < BL_SET_WORDS; i++) {
		uint64_t left = found->word[i];

		if (left && x->scores)
			left &= x->r->k->reach(x->score + i * 64,
					       bl_top_least(top));
		for (; left; left &= left - 1) {
			uint32_t at = i * 64 + (uint32_t)__builtin_ctzll(left);
			double score = x->scores ? x->score[at] : 0;

			if (bl_top_may_take(top, score))
				bl_top_add(top, x->base + at, score);
		}
	}
}

static void clear_scores(struct bl_exec *x, const struct bl_set *of)
{
	size_t i;

	for (i = 0; i < BL_SET_WORDS; i++)
		if (of->word[i])
			memset(x->score + i * 64, 0, 64 * sizeof(*x->score));
}

static void score_all(struct bl_exec *x, const struct bl_set *found)
{
	clear_scores(x, found);
	bl_score(x, x->root, found, true);
}

/* The most that a node can give to an article of the window. */
static double bound(const struct bl_exec *x, struct bl_plan *p)
{
	const uint32_t end = x->base + (BL_WINDOW - 1);
	struct bl_postings *l = p->postings;
	double most = 0;
	uint32_t block;
	size_t i;

	if (p->node->kind == BL_NODE_NOT)
		return 0;
	for (i = 0; i < p->n; i++)
		most += bound(x, p->child[i]);
	if (p->node->kind != BL_NODE_TERM || !p->cost)
		return most;
	p->scored = bl_postings_seek(l, p->scored, x->base);
	for (block = p->scored; block < l->blocks; block++) {
		double b = bl_postings_bound(l, block, &p->bm25);

		most = b > most ? b : most;
		if (bl_postings_last(l, block) >= end)
			break;
	}
	return most;
}

/* Set the bounds of the root's children, and put the highest first. */
static double bound_children(struct bl_exec *x)
{
	struct bl_plan *root = x->root, **order = root->by_bound;
	double all = 0;
	size_t i, j;

	for (i = 0; i < root->n; i++) {
		struct bl_plan *c = root->child[i];

		c->bound = bound(x, c);
		all += c->bound;
		for (j = i; j && order[j - 1]->bound < c->bound; j--)
			order[j] = order[j - 1];
		order[j] = c;
	}
	return all;
}

/* Leave out the articles that cannot reach `least` with `more`. */
static bool leave_out(const struct bl_exec *x, struct bl_set *s, double more,
		      double least)
{
	const double floor = least / BL_BOUND_SLACK - more;
	size_t i;

	for (i = 0; i < BL_SET_WORDS; i++)
		if (s->word[i])
			s->word[i] &= x->r->k->reach(x->score + i * 64, floor);
	return bl_set_any(s);
}

/* Was this child of the root asked about the articles it found? */
static bool is_matched(const struct bl_plan *root, const struct bl_plan *c)
{
	return root->node->kind != BL_NODE_MAYBE || c == root->child[0];
}

static void rank_group(struct bl_exec *x, struct bl_top *top)
{
	const double least = bl_top_least(top);
	struct bl_plan *root = x->root;
	struct bl_set left = root->match;
	double more = bound_children(x);
	size_t i;

	if (more * BL_BOUND_SLACK < least)
		return;
	clear_scores(x, &left);
	for (i = 0; i < root->n; i++) {
		struct bl_plan *c = root->by_bound[i];

		bl_score(x, c, &left, is_matched(root, c));
		more -= c->bound;
		if (!leave_out(x, &left, more, least))
			return;
	}
	score_all(x, &left);
	add_all(x, top, &left);
}

/* Mark those of an OR's children, with the highest bounds, without which the
 * others do not reach `least`: *more is what those can give. */
static void mark_essential(struct bl_exec *x, double *more, double least)
{
	const struct bl_plan *root = x->root;
	size_t i;

	*more = bound_children(x);
	for (i = 0; i < root->n; i++) {
		struct bl_plan *c = root->by_bound[i];

		c->essential = least <= 0 || *more * BL_BOUND_SLACK >= least;
		if (c->essential)
			*more -= c->bound;
	}
}

/* Score the articles of the essential children, which become *s. */
static void score_essential(struct bl_exec *x, struct bl_set *s)
{
	struct bl_plan *const *child = x->root->child;
	size_t i, j;

	memset(s, 0, sizeof(*s));
	for (i = 0; i < x->root->n; i++)
		for (j = 0; child[i]->essential && j < BL_SET_WORDS; j++)
			s->word[j] |= child[i]->match.word[j];
	clear_scores(x, s);
	for (i = 0; i < x->root->n; i++)
		if (child[i]->essential)
			bl_score_found(x, child[i]);
}

/* Of an OR's articles, only those of essential children can reach. */
static void rank_any(struct bl_exec *x, struct bl_top *top)
{
	const double least = bl_top_least(top);
	const struct bl_plan *root = x->root;
	struct bl_set left;
	double more;
	bool all = true;
	size_t i;

	mark_essential(x, &more, least);
	if (!root->by_bound[0]->essential)
		return;
	score_essential(x, &left);
	for (i = 0; i < root->n; i++) {
		struct bl_plan *c = root->by_bound[i];

		if (c->essential)
			continue;
		all = false;
		if (!leave_out(x, &left, more, least))
			return;
		bl_score(x, c, &left, true);
		more -= c->bound;
	}
	if (!all && !leave_out(x, &left, more, least))
		return;
	/* else they are complete, and in order */
	if (!all)
		score_all(x, &left);
	add_all(x, top, &left);
}

void bl_rank(struct bl_exec *x, struct bl_top *top)
{
	const struct bl_set *found = &x->root->match;

	if (x->scores && x->root->node->kind == BL_NODE_OR) {
		rank_any(x, top);
		return;
	}
	if (x->scores && x->root->n && bl_top_least(top) > 0) {
		rank_group(x, top);
		return;
	}
	if (x->scores)
		score_all(x, found);
	add_all(x, top, found);
}

void bl_rank_word(struct bl_exec *x, struct bl_top *top)
{
	const uint32_t *length = x->segment->column.length;
	struct bl_plan *p = x->root;
	struct bl_postings *l = p->postings;
	double score[BL_BLOCK], least;
	uint32_t block, i;

	if (!p->cost)
		return;
	for (block = 0; block < l->blocks; block++) {
		if (!bl_top_may_take(top,
				     bl_postings_bound(l, block, &p->bm25)))
			continue;
		if (!bl_postings_load(l, block) || !bl_postings_load_wdf(l))
			break;
		l->k->score(score, &p->bm25, l->doc, l->wdf, l->n, length);
		least = bl_top_least(top);
		for (i = 0; i < l->n; i++) {
			if (score[i] < least)
				continue;
			bl_top_add(top, l->doc[i], score[i]);
			least = bl_top_least(top);
		}
	}
	x->damaged |= l->damaged;
}
