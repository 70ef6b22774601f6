/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "incidents_exec_private.h"

/* ---- the next article */

static uint32_t next_of_leaf(struct bl_plan *p, uint32_t from)
{
	const struct bl_postings *l = p->postings;
	uint32_t at;

	if (!p->cost)
		return BL_NO_DOC;
	p->block = bl_postings_seek(l, p->block, from);
	for (; bl_postings_load(p->postings, p->block); p->block++) {
		at = bl_postings_find(l, from);
		if (at < l->n)
			return l->doc[at];
	}
	return BL_NO_DOC;
}

static uint32_t next_of_all(struct bl_plan *p, uint32_t from)
{
	uint32_t next = from;
	size_t i;

	for (i = 0; i < p->n && next != BL_NO_DOC; i++)
		next = bl_match_next(p->by_cost[i], next);
	return next;
}

static uint32_t next_of_any(struct bl_plan *p, uint32_t from)
{
	uint32_t next = BL_NO_DOC;
	size_t i;

	for (i = 0; i < p->n && next > from; i++) {
		uint32_t one = bl_match_next(p->child[i], from);

		if (one < next)
			next = one;
	}
	return next;
}

uint32_t bl_match_next(struct bl_plan *p, uint32_t from)
{
	switch (p->node->kind) {
	case BL_NODE_NONE:
		return BL_NO_DOC;
	case BL_NODE_TERM:
	case BL_NODE_FORM:
	case BL_NODE_KEYWORD:
		return next_of_leaf(p, from);
	case BL_NODE_INCIDENT:
		return bl_incident_next(p, from);
	case BL_NODE_AND:
	case BL_NODE_PHRASE:
	case BL_NODE_NEAR:
		return next_of_all(p, from);
	case BL_NODE_OR:
		return next_of_any(p, from);
	case BL_NODE_MAYBE:
		return bl_match_next(p->child[0], from);
	default:
		return from;
	}
}

/* ---- leaves */

/* Articles closer than this, on average, mostly share a word of the set. */
#define CLOSE 16

/* Add n articles, from the first of the window on.  Bits are gathered in a
 * register while they share a word. */
static void add_close(struct bl_set *s, const uint32_t *doc, uint32_t n,
		      uint32_t base)
{
	uint32_t i = 0;

	while (i < n) {
		uint32_t word = (doc[i] - base) / 64;
		uint64_t bits = s->word[word];

		do
			bits |= (uint64_t)1 << doc[i] % 64;
		while (++i < n && (doc[i] - base) / 64 == word);
		s->word[word] = bits;
	}
}

static void add_docs(struct bl_set *s, const struct bl_postings *l,
		     uint32_t base)
{
	uint32_t from = bl_postings_find(l, base), to = l->n, i;

	if (l->doc[to - 1] - base >= BL_WINDOW)
		to = bl_postings_find(l, base + BL_WINDOW);
	if (l->doc[l->n - 1] - l->doc[0] < CLOSE * l->n) {
		add_close(s, l->doc + from, to - from, base);
		return;
	}
	for (i = from; i < to; i++)
		bl_set_add(s, l->doc[i] - base);
}

/* Of a few articles of the window, add those of the block. */
static void add_few(struct bl_set *s, const struct bl_postings *l,
		    const struct bl_exec *x, const uint32_t *few, uint32_t n)
{
	uint32_t i;

	for (i = 0; i < n; i++) {
		uint32_t at = bl_postings_find(l, x->base + few[i]);

		if (at < l->n && l->doc[at] == x->base + few[i])
			bl_set_add(s, few[i]);
	}
}

uint32_t bl_block_of_window(uint32_t *few, uint32_t *block,
			    const struct bl_exec *x,
			    const struct bl_postings *l,
			    const struct bl_set *among)
{
	const uint32_t base = x->base, end = base + (BL_WINDOW - 1);
	uint32_t n, low, high;

	for (; *block < l->blocks; ++*block) {
		low = *block ? bl_postings_last(l, *block - 1) + 1 : 0;
		high = bl_postings_last(l, *block);
		if (low > end)
			return 0;
		low = low > base ? low : base;
		high = high < end ? high : end;
		n = low > high
			    ? 0
			    : bl_set_few(few, among, low - base, high - base);
		if (n)
			return n;
	}
	return 0;
}

static bool match_leaf(struct bl_exec *x, struct bl_plan *p,
		       const struct bl_set *among)
{
	struct bl_postings *l = p->postings;
	uint32_t few[BL_SET_FEW + 1], n, block;

	memset(&p->match, 0, sizeof(p->match));
	if (!p->cost)
		return false;
	p->block = block = bl_postings_seek(l, p->block, x->base);
	while ((n = bl_block_of_window(few, &block, x, l, among))) {
		if (!bl_postings_load(l, block++))
			break;
		if (n <= BL_SET_FEW)
			add_few(&p->match, l, x, few, n);
		else
			add_docs(&p->match, l, x->base);
	}
	x->damaged |= l->damaged;
	bl_set_intersect(&p->match, among);
	return bl_set_any(&p->match);
}

static bool match_range(struct bl_exec *x, struct bl_plan *p,
			const struct bl_set *among)
{
	const struct bl_node *n = p->node;
	const int64_t *published = x->segment->column.published + x->base;
	int64_t low = n->low > BL_TIME_MIN ? n->low : BL_TIME_MIN;
	size_t i;

	for (i = 0; i < BL_SET_WORDS; i++) {
		uint64_t in = 0, left;

		for (left = among->word[i]; left; left &= left - 1) {
			unsigned bit = (unsigned)__builtin_ctzll(left);
			int64_t t = published[i * 64 + bit];

			in |= (uint64_t)(t >= low && t <= n->high) << bit;
		}
		p->match.word[i] = in;
	}
	return bl_set_any(&p->match);
}

/* ---- groups */

static bool match_all(struct bl_exec *x, struct bl_plan *p,
		      const struct bl_set *among)
{
	bool some = true;
	size_t i, j;

	p->match = *among;
	for (i = 0; some && i < p->n; i++) {
		struct bl_plan *c = p->by_cost[i];

		if (c->node->kind != BL_NODE_NOT) {
			some = bl_match(x, c, &p->match);
			p->match = c->match;
			continue;
		}
		bl_match(x, c->child[0], &p->match);
		for (j = 0; j < BL_SET_WORDS; j++)
			p->match.word[j] &= ~c->child[0]->match.word[j];
		some = bl_set_any(&p->match);
	}
	return some;
}

static bool match_any(struct bl_exec *x, struct bl_plan *p,
		      const struct bl_set *among)
{
	bool some = false;
	size_t i, j;

	memset(&p->match, 0, sizeof(p->match));
	for (i = 0; i < p->n; i++) {
		if (!bl_match(x, p->child[i], among))
			continue;
		some = true;
		for (j = 0; j < BL_SET_WORDS; j++)
			p->match.word[j] |= p->child[i]->match.word[j];
	}
	return some;
}

static bool match_not(struct bl_exec *x, struct bl_plan *p,
		      const struct bl_set *among)
{
	size_t i;

	bl_match(x, p->child[0], among);
	for (i = 0; i < BL_SET_WORDS; i++)
		p->match.word[i] = among->word[i] & ~p->child[0]->match.word[i];
	return bl_set_any(&p->match);
}

/* Of some articles with all the words, add those where they stand right. */
static void add_placed(struct bl_exec *x, struct bl_plan *p, struct bl_rows *r)
{
	size_t w;
	uint32_t i;

	for (w = 0; p->word[w]; w++) {
		uint32_t block = p->word[w]->block;

		bl_rows_find(r, p->word[w], &block);
	}
	bl_leave_places(x, p, r);
	for (i = 0; i < r->n; i++)
		bl_set_add(&p->match, r->doc[i] - x->base);
	r->n = 0;
}

/* Articles with all the words first, then those where they stand right. */
static bool match_places(struct bl_exec *x, struct bl_plan *p,
			 const struct bl_set *among)
{
	struct bl_rows rows = { .n = 0 };
	struct bl_set all;
	uint32_t i;

	if (!match_all(x, p, among))
		return false;
	all = p->match;
	memset(&p->match, 0, sizeof(p->match));
	for (i = 0; i < BL_SET_WORDS; i++) {
		uint64_t left;

		for (left = all.word[i]; left; left &= left - 1) {
			uint32_t bit = (uint32_t)__builtin_ctzll(left);

			rows.row[rows.n] = rows.n;
			rows.doc[rows.n++] = x->base + i * 64 + bit;
			if (rows.n == BL_BLOCK)
				add_placed(x, p, &rows);
		}
	}
	add_placed(x, p, &rows);
	return bl_set_any(&p->match);
}

bool bl_match(struct bl_exec *x, struct bl_plan *p, const struct bl_set *among)
{
	switch (p->node->kind) {
	case BL_NODE_ALL:
		p->match = *among;
		return bl_set_any(&p->match);
	case BL_NODE_TERM:
	case BL_NODE_FORM:
	case BL_NODE_KEYWORD:
		return match_leaf(x, p, among);
	case BL_NODE_RANGE:
		return match_range(x, p, among);
	case BL_NODE_INCIDENT:
		return bl_incident_match(x, p, among);
	case BL_NODE_AND:
		return match_all(x, p, among);
	case BL_NODE_OR:
		return match_any(x, p, among);
	case BL_NODE_NOT:
		return match_not(x, p, among);
	case BL_NODE_MAYBE: {
		bool some = bl_match(x, p->child[0], among);

		p->match = p->child[0]->match;
		return some;
	}
	case BL_NODE_PHRASE:
	case BL_NODE_NEAR:
		return match_places(x, p, among);
	default:
		memset(&p->match, 0, sizeof(p->match));
		return false;
	}
}
