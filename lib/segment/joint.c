/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * All of several words, or a phrase of them: what is asked for most often.
 *
 * The articles of the rarest word are gone through a block at a time.  Each
 * further word leaves some of them, and it is remembered which of its postings
 * those are, so that to place and to score them takes no further look.
 */
#include <string.h>

#include "exec_private.h"

/* Sets are faster where even the rarest word is in one of so many, unless what
 * takes the time is where the words stand. */
#define DENSE 4
/* A frequent word is in more than one of so many; 4 to 16 do as well. */
#define OFTEN 8

/* Of a block of the rarest word, the articles that are left. */
struct joint {
	struct bl_exec *x;
	struct bl_plan *rarest;
	struct bl_rows rows; /* its articles */
	double score[BL_BLOCK];
};

static bool is_negative(const struct bl_plan *p)
{
	return p->node->kind == BL_NODE_NOT;
}

static bool has_words(const struct bl_plan *p)
{
	bool some = false;
	size_t i;

	for (i = 0; i < p->n; i++) {
		const struct bl_plan *c = p->child[i];

		some |= !is_negative(c);
		if (is_negative(c))
			c = c->child[0];
		if (!c->entry)
			return false;
	}
	return some;
}

bl_status bl_joint_plan(struct bl_exec *x, struct bl_error *err)
{
	const struct bl_plan *root = x->root;
	size_t i;

	x->joinable = !x->visitor && has_words(root) &&
		      (root->node->kind == BL_NODE_AND || root->word);
	for (i = 0; x->joinable && i < root->n; i++) {
		bl_status st =
			bl_rows_plan(x, bl_joint_word(root->child[i]), err);

		if (st < 0)
			return st;
	}
	return BL_OK;
}

void bl_joint_bind(struct bl_exec *x)
{
	const struct bl_plan *root = x->root;
	size_t i;

	x->rarest = x->segment->info.docs;
	for (i = 0; x->joinable && i < root->n; i++) {
		const struct bl_plan *c = root->child[i];

		if (!is_negative(c) &&
		    c->entry[x->segment_number].docs < x->rarest)
			x->rarest = c->entry[x->segment_number].docs;
	}
	x->joint = x->joinable &&
		   (root->word || x->rarest < x->segment->info.docs / DENSE);
}

uint32_t bl_joint_blocks(const struct bl_exec *x, const struct bl_plan *word)
{
	uint32_t most = x->rarest < BL_BLOCK ? x->rarest : BL_BLOCK;
	uint64_t blocks = word->postings->blocks;

	if (x->rarest)
		blocks = blocks * BL_BLOCK / x->rarest + 2;
	return blocks < most ? (uint32_t)blocks : most;
}

/* Begin with those of a block that are alive. */
static void begin(struct joint *j)
{
	const struct bl_postings *l = j->rarest->postings;
	struct bl_rows *r = &j->rows;
	uint32_t i;

	for (r->n = 0, i = 0; i < l->n; i++) {
		j->rarest->posting[i] = l->block * BL_BLOCK + i;
		r->doc[r->n] = l->doc[i];
		r->row[r->n] = i;
		r->n += !bl_bitmap_has(j->x->segment->dead, l->doc[i]);
	}
}

/* Leave those with a word, or without it. */
static void leave(struct joint *j, struct bl_plan *word, bool with)
{
	uint32_t kept = 0, i;

	bl_rows_find(&j->rows, word, &word->block);
	for (i = 0; i < j->rows.n; i++) {
		bool has = word->posting[j->rows.row[i]] != BL_NO_POSTING;

		bl_rows_keep(&j->rows, &kept, i, has == with);
	}
	j->rows.n = kept;
}

/* Where a frequent word stands leaves far fewer articles than that it is there:
 * so it is looked for only after others were placed. */
static void put_off(struct bl_exec *x)
{
	struct bl_plan *root = x->root;
	size_t i;

	for (i = 0; i < root->n; i++)
		root->by_cost[i]->late =
			i >= 2 && root->node->kind == BL_NODE_PHRASE &&
			!root->node->slop &&
			root->by_cost[i]->cost > x->segment->info.docs / OFTEN;
}

/* Load the block of a posting; false on damage. */
static inline bool load(struct bl_plan *word, uint32_t posting)
{
	return word->postings->block == posting / BL_BLOCK ||
	       bl_postings_load(word->postings, posting / BL_BLOCK);
}

/* Leave those that may reach a score. */
static void leave_best(struct joint *j, double least)
{
	const struct bl_plan *root = j->x->root;
	double most[BL_BLOCK] = { 0 };
	uint32_t kept = 0, i;
	size_t w;

	for (w = 0; w < root->n; w++) {
		const struct bl_plan *word = root->child[w];
		uint32_t block = UINT32_MAX;
		double bound = 0;

		if (word->node->kind != BL_NODE_TERM)
			continue;
		for (i = 0; i < j->rows.n; i++) {
			uint32_t at = word->posting[j->rows.row[i]] / BL_BLOCK;

			if (at != block)
				bound = bl_postings_bound(word->postings, at,
							  &word->bm25);
			block = at;
			most[i] += bound;
		}
	}
	for (i = 0; i < j->rows.n; i++)
		bl_rows_keep(&j->rows, &kept, i,
			     most[i] * BL_BOUND_SLACK >= least);
	j->rows.n = kept;
}

/* Add what a word gives. */
static void add_scores(struct joint *j, struct bl_plan *word)
{
	struct bl_postings *l = word->postings;
	uint32_t wdf[BL_BLOCK], i;
	double score[BL_BLOCK];

	for (i = 0; i < j->rows.n; i++) {
		uint32_t posting = word->posting[j->rows.row[i]];

		if (!load(word, posting) ||
		    (!l->now->has_wdf && !bl_postings_load_wdf(l)))
			return;
		wdf[i] = l->wdf[posting % BL_BLOCK];
	}
	l->k->score(score, &word->bm25, j->rows.doc, wdf, j->rows.n,
		    j->x->segment->column.length);
	for (i = 0; i < j->rows.n; i++)
		j->score[i] += score[i];
}

/* In the order of the tree, as all sums are made. */
static void rank(struct joint *j, struct bl_top *top)
{
	const struct bl_plan *root = j->x->root;
	uint32_t i;
	size_t w;

	if (bl_top_least(top) > 0)
		leave_best(j, bl_top_least(top));
	memset(j->score, 0, j->rows.n * sizeof(*j->score));
	for (w = 0; w < root->n; w++)
		if (root->child[w]->node->kind == BL_NODE_TERM)
			add_scores(j, root->child[w]);
	for (i = 0; i < j->rows.n; i++)
		if (bl_top_may_take(top, j->score[i]))
			bl_top_add(top, j->rows.doc[i], j->score[i]);
}

uint64_t bl_joint_find(struct bl_exec *x, struct bl_top *top)
{
	struct bl_plan *root = x->root;
	struct joint j = { .x = x, .rarest = root->by_cost[0] };
	uint64_t matched = 0;
	uint32_t block;
	size_t i;

	put_off(x);
	for (block = 0;
	     root->cost && bl_postings_load(j.rarest->postings, block);
	     block++) {
		begin(&j);
		for (i = 1; i < root->n && j.rows.n; i++)
			if (!root->by_cost[i]->late)
				leave(&j, bl_joint_word(root->by_cost[i]),
				      !is_negative(root->by_cost[i]));
		if (root->word)
			bl_leave_places(x, root, &j.rows);
		matched += j.rows.n;
		if (top->max && j.rows.n)
			rank(&j, top);
	}
	for (i = 0; i < root->n; i++) {
		const struct bl_plan *word = bl_joint_word(root->child[i]);

		x->damaged |= word->cost && word->postings->damaged;
	}
	return matched;
}
