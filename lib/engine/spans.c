/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blotter/spans.h"

#include <stdlib.h>

/*
 * The words of a phrase, and how far each has been read.  Read backwards, the
 * positions are counted from the other end and the words come in the other
 * order: the ends of a phrase are found as its beginnings are.
 */
struct chain {
	const struct bl_places *word;
	size_t n;
	size_t *next; /* index of the position to look at, for each word */
	bool backwards;
};

enum fit {
	FITS,
	TOO_LONG,
	AT_END, /* so will be everything after it */
};

static const struct bl_places *word_at(const struct chain *c, size_t k)
{
	return &c->word[c->backwards ? c->n - 1 - k : k];
}

static uint32_t position_at(const struct chain *c, size_t k, size_t i)
{
	const struct bl_places *p = word_at(c, k);

	return c->backwards ? UINT32_MAX - p->at[p->n - 1 - i] : p->at[i];
}

/*
 * Take for each word but the first the nearest position behind the word before
 * it: no chain from `first` on is shorter.  As `first` rises from call to call
 * so do the others, and each list is read once.
 */
static enum fit extend(struct chain *c, uint32_t first, size_t window)
{
	uint32_t before = first, at;
	size_t k;

	for (k = 1; k < c->n; k++) {
		size_t n = word_at(c, k)->n;

		while (c->next[k] < n &&
		       position_at(c, k, c->next[k]) <= before)
			c->next[k]++;
		if (c->next[k] == n)
			return AT_END;
		at = position_at(c, k, c->next[k]);
		if (at - first > window)
			return TOO_LONG;
		before = at;
	}
	return FITS;
}

/* The positions of the first word (backwards: of the last) from which the
 * phrase can be made. */
static bl_status find_ends(struct bl_places *out, struct chain *c,
			   size_t window, struct bl_arena *arena,
			   struct bl_error *err)
{
	size_t most = word_at(c, 0)->n, n = 0, i;
	uint32_t *found = bl_arena_calloc(arena, most + 1, sizeof(*found));
	enum fit fit = FITS;

	c->next = bl_arena_calloc(arena, c->n, sizeof(*c->next));
	if (!found || !c->next)
		return bl_fail_nomem(err);
	for (i = 0; i < most && fit != AT_END; i++) {
		uint32_t at = position_at(c, 0, i);

		fit = extend(c, at, window);
		if (fit != FITS)
			continue;
		/* backwards they come falling, and fill from the end */
		n++;
		if (c->backwards)
			found[most - n] = UINT32_MAX - at;
		else
			found[n - 1] = at;
	}
	*out = (struct bl_places){ c->backwards ? found + (most - n) : found,
				   n };
	return BL_OK;
}

bl_status bl_spans_phrase(struct bl_spans *out, const struct bl_places *word,
			  size_t n, unsigned slop, struct bl_arena *arena,
			  struct bl_error *err)
{
	struct chain c = { .word = word, .n = n };
	bl_status st;

	*out = (struct bl_spans){ { NULL, 0 }, { NULL, 0 } };
	if (n == 0)
		return BL_OK;
	st = find_ends(&out->first, &c, n - 1 + slop, arena, err);
	c.backwards = true;
	if (st == BL_OK)
		st = find_ends(&out->last, &c, n - 1 + slop, arena, err);
	return st;
}

/* Can the phrase be made from any position of its first word? */
static bool phrase_stands(struct chain *c, size_t window)
{
	enum fit fit = TOO_LONG;
	size_t i;

	for (i = 0; i < c->word[0].n && fit == TOO_LONG; i++)
		fit = extend(c, c->word[0].at[i], window);
	return fit == FITS;
}

static int by_position(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* Sort n positions and make them one each. */
static struct bl_places unite(uint32_t *at, size_t n)
{
	size_t kept = 0, i;

	qsort(at, n, sizeof(*at), by_position);
	for (i = 0; i < n; i++) {
		if (kept == 0 || at[i] != at[kept - 1])
			at[kept++] = at[i];
	}
	return (struct bl_places){ at, kept };
}

static size_t append(uint32_t *to, size_t n, const struct bl_places *p)
{
	size_t i;

	for (i = 0; i < p->n; i++)
		to[n++] = p->at[i];
	return n;
}

bl_status bl_spans_any(struct bl_spans *out, const struct bl_spans *of,
		       size_t n, struct bl_arena *arena, struct bl_error *err)
{
	size_t firsts = 0, lasts = 0, i;
	uint32_t *first, *last;
	bool words = true; /* one position each, in one list */

	for (i = 0; i < n; i++) {
		firsts += of[i].first.n;
		lasts += of[i].last.n;
		words &= of[i].first.at == of[i].last.at;
	}
	first = bl_arena_calloc(arena, firsts + 1, sizeof(*first));
	last = bl_arena_calloc(arena, lasts + 1, sizeof(*last));
	if (!first || !last)
		return bl_fail_nomem(err);
	firsts = lasts = 0;
	for (i = 0; i < n; i++) {
		firsts = append(first, firsts, &of[i].first);
		lasts = append(last, lasts, &of[i].last);
	}
	out->first = unite(first, firsts);
	out->last = words ? out->first : unite(last, lasts);
	return BL_OK;
}

/* Does anything begin at most `distance` behind where something ends? */
static bool follows(const struct bl_places *ends,
		    const struct bl_places *begins, unsigned distance)
{
	size_t i, k = 0;

	for (i = 0; i < ends->n; i++) {
		while (k < begins->n && begins->at[k] <= ends->at[i])
			k++;
		if (k == begins->n)
			return false;
		if (begins->at[k] - ends->at[i] <= distance)
			return true;
	}
	return false;
}

bool bl_spans_near(const struct bl_spans *a, const struct bl_spans *b,
		   unsigned distance, bool ordered)
{
	return follows(&a->last, &b->first, distance) ||
	       (!ordered && follows(&b->last, &a->first, distance));
}

/* ---- trees */

struct match {
	bl_places_fn *places;
	void *ctx;
	struct bl_arena *arena;
	struct bl_error *err;
};

static bl_status find_words(struct bl_places **out, const struct bl_node *node,
			    struct match *m)
{
	struct bl_places *word =
		bl_arena_calloc(m->arena, node->n, sizeof(*word));
	bl_status st = word ? BL_OK : bl_fail_nomem(m->err);
	size_t i;

	for (i = 0; i < node->n && st == BL_OK; i++)
		st = m->places(m->ctx, &word[i], node->child[i], m->err);
	*out = word;
	return st;
}

static bl_status spans_of_phrase(struct bl_spans *out,
				 const struct bl_node *node, struct match *m)
{
	struct bl_places *word;
	bl_status st = find_words(&word, node, m);

	return st < 0 ? st
		      : bl_spans_phrase(out, word, node->n, node->slop,
					m->arena, m->err);
}

static bl_status match_phrase(bool *out, const struct bl_node *node,
			      struct match *m)
{
	struct chain c = { .n = node->n };
	struct bl_places *word;
	bl_status st = find_words(&word, node, m);

	*out = false;
	if (st < 0 || !node->n)
		return st;
	c.word = word;
	c.next = bl_arena_calloc(m->arena, node->n, sizeof(*c.next));
	if (!c.next)
		return bl_fail_nomem(m->err);
	*out = phrase_stands(&c, node->n - 1 + node->slop);
	return BL_OK;
}

/* Recursion: a tree is as deep as its query nests, which is bounded. */
static bl_status spans_of(struct bl_spans *out, const struct bl_node *node,
			  struct match *m)
{
	struct bl_spans *of;
	bl_status st = BL_OK;
	size_t i;

	switch (node->kind) {
	case BL_NODE_TERM:
		st = m->places(m->ctx, &out->first, node, m->err);
		out->last = out->first;
		return st;
	case BL_NODE_PHRASE:
		return spans_of_phrase(out, node, m);
	case BL_NODE_OR:
		of = bl_arena_calloc(m->arena, node->n, sizeof(*of));
		if (!of)
			return bl_fail_nomem(m->err);
		for (i = 0; i < node->n && st == BL_OK; i++)
			st = spans_of(&of[i], node->child[i], m);
		return st < 0 ? st
			      : bl_spans_any(out, of, node->n, m->arena,
					     m->err);
	default:
		return bl_fail(m->err, BL_ERR_INTERNAL,
			       "a node that has no place in an article");
	}
}

bl_status bl_spans_match(bool *out, const struct bl_node *node,
			 bl_places_fn *places, void *ctx,
			 struct bl_arena *arena, struct bl_error *err)
{
	struct match m = { places, ctx, arena, err };
	struct bl_spans a, b;
	bl_status st;

	if (node->kind == BL_NODE_PHRASE)
		return match_phrase(out, node, &m);
	if (node->kind != BL_NODE_NEAR) {
		st = spans_of(&a, node, &m);
		*out = st == BL_OK && a.first.n > 0;
		return st;
	}
	if (node->n != 2)
		return bl_fail(err, BL_ERR_INTERNAL, "NEAR takes two sides");
	st = spans_of(&a, node->child[0], &m);
	if (st == BL_OK)
		st = spans_of(&b, node->child[1], &m);
	*out = st == BL_OK &&
	       bl_spans_near(&a, &b, node->distance, node->ordered);
	return st;
}
