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

/* Sets are faster where even the rarest word is in one of so many. */
#define DENSE 4

/* Of a block of the rarest word, the articles that are left. */
struct joint {
	struct bl_exec *x;
	struct bl_plan *rarest;
	uint32_t n;
	uint32_t doc[BL_BLOCK];
	uint32_t row[BL_BLOCK]; /* which of the block it is */
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
		struct bl_plan *word = bl_joint_word(root->child[i]);

		word->posting = bl_arena_alloc(
			x->arena, BL_BLOCK * sizeof(*word->posting));
		if (!word->posting)
			return bl_fail_nomem(err);
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
	x->joint = x->joinable && x->rarest < x->segment->info.docs / DENSE;
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
	uint32_t i;

	for (j->n = 0, i = 0; i < l->n; i++) {
		j->rarest->posting[i] = l->block * BL_BLOCK + i;
		j->doc[j->n] = l->doc[i];
		j->row[j->n] = i;
		j->n += !bl_bitmap_has(j->x->segment->dead, l->doc[i]);
	}
}

/* Put number i of those left behind *kept others, if it `stays`. */
static void keep(struct joint *j, uint32_t *kept, uint32_t i, bool stays)
{
	j->doc[*kept] = j->doc[i];
	j->row[*kept] = j->row[i];
	*kept += stays;
}

/* Load the block of a word that has an article, if any has it. */
static bool load_block_of(struct bl_plan *word, uint32_t doc)
{
	struct bl_postings *l = word->postings;

	if (!word->cost)
		return false;
	word->block = bl_postings_seek(l, word->block, doc);
	return bl_postings_load(l, word->block) && l->doc[l->n - 1] >= doc;
}

/* Leave those with a word, or without it. */
static void leave(struct joint *j, struct bl_plan *word, bool with)
{
	const struct bl_postings *l = word->postings;
	uint32_t at[BL_BLOCK], kept = 0, i = 0, from, to;

	while (i < j->n && load_block_of(word, j->doc[i])) {
		from = i;
		to = from +
		     bl_find(j->doc + from, j->n - from, l->doc[l->n - 1] + 1);
		l->k->find(at, l->doc, l->n, j->doc + from, to - from);
		for (; i < to; i++) {
			uint32_t found = at[i - from];

			word->posting[j->row[i]] = l->block * BL_BLOCK + found;
			keep(j, &kept, i, (l->doc[found] == j->doc[i]) == with);
		}
	}
	for (; !with && i < j->n; i++)
		keep(j, &kept, i, true);
	j->n = kept;
}

/* Load the block of a posting; false on damage. */
static inline bool load(struct bl_plan *word, uint32_t posting)
{
	return word->postings->block == posting / BL_BLOCK ||
	       bl_postings_load(word->postings, posting / BL_BLOCK);
}

/* Leave those in which the words stand as they should. */
static void leave_places(struct joint *j)
{
	struct bl_plan *root = j->x->root;
	uint32_t kept = 0, i;
	size_t w;

	for (i = 0; i < j->n; i++) {
		for (w = 0; w < root->n; w++) {
			struct bl_plan *word = root->child[w];
			uint32_t posting = word->posting[j->row[i]];

			if (!load(word, posting))
				return;
			word->at = posting % BL_BLOCK;
		}
		keep(j, &kept, i, bl_stands(j->x, root, j->doc[i]));
	}
	j->n = kept;
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
		for (i = 0; i < j->n; i++) {
			uint32_t at = word->posting[j->row[i]] / BL_BLOCK;

			if (at != block)
				bound = bl_postings_bound(word->postings, at,
							  &word->bm25);
			block = at;
			most[i] += bound;
		}
	}
	for (i = 0; i < j->n; i++)
		keep(j, &kept, i, most[i] * BL_BOUND_SLACK >= least);
	j->n = kept;
}

/* Add what a word gives. */
static void add_scores(struct joint *j, struct bl_plan *word)
{
	struct bl_postings *l = word->postings;
	uint32_t wdf[BL_BLOCK], i;
	double score[BL_BLOCK];

	for (i = 0; i < j->n; i++) {
		uint32_t posting = word->posting[j->row[i]];

		if (!load(word, posting) || !bl_postings_load_wdf(l))
			return;
		wdf[i] = l->wdf[posting % BL_BLOCK];
	}
	l->k->score(score, &word->bm25, j->doc, wdf, j->n,
		    j->x->segment->column.length);
	for (i = 0; i < j->n; i++)
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
	memset(j->score, 0, j->n * sizeof(*j->score));
	for (w = 0; w < root->n; w++)
		if (root->child[w]->node->kind == BL_NODE_TERM)
			add_scores(j, root->child[w]);
	for (i = 0; i < j->n; i++)
		if (bl_top_may_take(top, j->score[i]))
			bl_top_add(top, j->doc[i], j->score[i]);
}

uint64_t bl_joint_find(struct bl_exec *x, struct bl_top *top)
{
	struct bl_plan *root = x->root;
	struct joint j = { .x = x, .rarest = root->by_cost[0] };
	uint64_t matched = 0;
	uint32_t block;
	size_t i;

	for (block = 0;
	     root->cost && bl_postings_load(j.rarest->postings, block);
	     block++) {
		begin(&j);
		for (i = 1; i < root->n && j.n; i++)
			leave(&j, bl_joint_word(root->by_cost[i]),
			      !is_negative(root->by_cost[i]));
		if (root->word)
			leave_places(&j);
		matched += j.n;
		if (top->max && j.n)
			rank(&j, top);
	}
	for (i = 0; i < root->n; i++) {
		const struct bl_plan *word = bl_joint_word(root->child[i]);

		x->damaged |= word->cost && word->postings->damaged;
	}
	return matched;
}
