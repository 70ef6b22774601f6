/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Phrases and nearness in one article.
 *
 * Phrases without other words in between are by far the most frequent, so they
 * are not left to spans.h but in articles as long as books.  The places where a
 * phrase could start are those of its rarest word, and each further word leaves
 * some of them, until none is left.
 *
 * Positions here are counted as they are stored, from 0 and without the gap
 * between title and body; `title` is that of the body's first word.
 */
#include <string.h>

#include "blotter/spans.h"
#include "exec_private.h"

#define FIRST_NUMBERS 512

static bool make_room(struct bl_exec *x, struct bl_numbers *a, size_t n)
{
	size_t cap = a->cap ? a->cap : FIRST_NUMBERS;

	if (n <= a->cap)
		return true;
	while (cap < n)
		cap *= 2;
	a->at = bl_arena_calloc(x->arena, cap, sizeof(*a->at));
	a->cap = a->at ? cap : 0;
	x->no_memory |= !a->at;
	return a->at;
}

/* Load the block that has an article, and find it there; false when it is
 * nowhere. */
static bool search_article(struct bl_plan *p, uint32_t doc)
{
	struct bl_postings *l = p->postings;
	uint32_t block = l->block, i = 0;

	if (block == UINT32_MAX || l->doc[0] > doc || l->doc[l->n - 1] < doc) {
		/* articles mostly come in order */
		if (block == UINT32_MAX ||
		    (block && bl_postings_last(l, block - 1) >= doc))
			block = 0;
		block = bl_postings_seek(l, block, doc);
		if (!bl_postings_load(l, block) || l->doc[l->n - 1] < doc)
			return false;
	}
	if (p->at < l->n && l->doc[p->at] <= doc)
		i = p->at;
	while (l->doc[i] < doc)
		i++;
	p->at = i;
	return l->doc[i] == doc;
}

/* The same, where it may be found already. */
static inline bool find_article(struct bl_plan *p, uint32_t doc)
{
	const struct bl_postings *l = p->postings;

	return (p->at < l->n && l->doc[p->at] == doc) || search_article(p, doc);
}

/* Numbers of a list, until the next call; NULL on damage. */
static inline const uint32_t *read_steps(struct bl_exec *x,
					 struct bl_positions *p, uint64_t first,
					 uint32_t n)
{
	size_t from = (size_t)(first % BL_BLOCK);

	/* mostly they are in the block that was read last */
	if (p->block == first / BL_BLOCK && n <= BL_BLOCK - from &&
	    first + n <= p->n)
		return p->step + from;
	if (n > p->n || !make_room(x, &x->steps, n) ||
	    !bl_positions_steps(p, x->steps.at, first, n))
		return NULL;
	return x->steps.at;
}

/* The steps of a word in an article, until the next call; returns how many, 0
 * when it is not there. */
static inline uint32_t find_steps(struct bl_exec *x, struct bl_plan *p,
				  uint32_t doc, const uint32_t **steps)
{
	struct bl_postings *l = p->postings;
	uint32_t n = 0;

	*steps = NULL;
	if (!p->cost)
		return 0;
	if (find_article(p, doc) &&
	    (l->now->has_ends || bl_postings_load_ends(l))) {
		n = l->wdf[p->at] + 1;
		*steps = read_steps(x, p->positions, l->end[p->at] - n, n);
	}
	if (*steps)
		return n;
	x->damaged |= l->damaged || p->positions->damaged;
	return 0;
}

/* ---- phrases of words side by side */

/*
 * A place where the phrase could start is marked by how many of its words agree
 * on it, above `x->level`, which rises from article to article so that old
 * marks count for nothing.  Where words stand can hardly be foretold: so no
 * decision is made here for each, of which a processor could guess the wrong
 * one.
 */
static void mark_starts(uint8_t *mark, uint8_t level, const uint32_t *step,
			uint32_t n, uint32_t place)
{
	uint32_t start = 0 - place, i;

	for (i = 0; i < n; i++) {
		start += step[i];
		mark[start % BL_MARKS] = level;
	}
}

/* Raise the marks of this level where the word of these steps agrees, too;
 * returns whether there are any. */
static bool raise_marks(uint8_t *mark, uint8_t level, const uint32_t *step,
			uint32_t n, uint32_t place)
{
	uint32_t start = 0 - place, i;
	uint8_t some = 0;

	for (i = 0; i < n; i++) {
		uint8_t *at, agrees;

		start += step[i];
		at = &mark[start % BL_MARKS];
		agrees = *at == level;
		*at = (uint8_t)(*at + agrees);
		some |= agrees;
	}
	return some;
}

/* Does the word of these steps agree with a mark of this level? */
static bool meets_mark(const uint8_t *mark, uint8_t level, const uint32_t *step,
		       uint32_t n, uint32_t place)
{
	uint32_t start = 0 - place, i;

	for (i = 0; i < n; i++) {
		start += step[i];
		if (mark[start % BL_MARKS] == level)
			return true;
	}
	return false;
}

/* A phrase does not run from the title into the body. */
static void unmark_title(uint8_t *mark, uint32_t title, uint32_t words)
{
	uint32_t start = title < words ? 0 : title - words + 1;

	for (; start < title; start++)
		mark[start % BL_MARKS] = 0;
}

/* A level that is above all marks, with room for those of n words. */
static uint8_t next_level(struct bl_exec *x, size_t n)
{
	if (x->level > UINT8_MAX - n || !x->level) {
		memset(x->mark, 0, sizeof(x->mark));
		x->level = 1;
	}
	x->level = (uint8_t)(x->level + n);
	return (uint8_t)(x->level - n);
}

static bool phrase_stands(struct bl_exec *x, struct bl_plan *p, uint32_t doc)
{
	uint8_t level = next_level(x, p->n);
	struct bl_plan *word = p->by_cost[0];
	const uint32_t *steps;
	uint32_t n = find_steps(x, word, doc, &steps);
	bool some = n;
	size_t i;

	mark_starts(x->mark, level, steps, n, word->place);
	unmark_title(x->mark, x->segment->column.title[doc], (uint32_t)p->n);
	for (i = 1; some && i + 1 < p->n; i++) {
		word = p->by_cost[i];
		n = find_steps(x, word, doc, &steps);
		some = raise_marks(x->mark, level++, steps, n, word->place);
	}
	if (!some || p->n == 1)
		return some;
	word = p->by_cost[i];
	n = find_steps(x, word, doc, &steps);
	return meets_mark(x->mark, level, steps, n, word->place);
}

/* ---- everything else */

struct looking {
	struct bl_exec *x;
	struct bl_plan **word; /* the next that will be asked for */
	uint32_t doc;
};

/* Where the next word stands, as spans.h wants it. */
static bl_status find_places(void *ctx, struct bl_places *out,
			     const struct bl_node *term, struct bl_error *err)
{
	struct looking *l = ctx;
	const uint32_t title = l->x->segment->column.title[l->doc], *steps;
	uint32_t n = find_steps(l->x, *l->word++, l->doc, &steps);
	uint32_t *at = bl_arena_alloc(&l->x->article, n * sizeof(*at));
	uint32_t position = 0, i;
	size_t kept = 0;

	(void)term;
	if (!at)
		return bl_fail_nomem(err);
	for (i = 0; i < n; i++) {
		position += steps[i];
		at[kept] = position + (position < title
					       ? BL_TITLE_FIRST_POSITION
					       : BL_BODY_GAP_POSITIONS);
		/* a word of the title is there twice */
		kept += !i || steps[i];
	}
	*out = (struct bl_places){ at, kept };
	return BL_OK;
}

static bool spans_stand(struct bl_exec *x, struct bl_plan *p, uint32_t doc)
{
	struct looking l = { x, p->word, doc };
	struct bl_error err = BL_ERROR_INIT;
	bool stands = false;

	bl_arena_clear(&x->article);
	if (bl_spans_match(&stands, p->node, find_places, &l, &x->article,
			   &err) < 0)
		x->no_memory = true;
	return stands;
}

/* Is it a phrase without words in between, of few enough, in an article short
 * enough that each start has a mark of its own? */
static bool is_simple(const struct bl_exec *x, const struct bl_plan *p,
		      uint32_t doc)
{
	return p->node->kind == BL_NODE_PHRASE && !p->node->slop &&
	       p->n <= BL_MARK_WORDS &&
	       x->segment->column.length[doc] < BL_MARKS - BL_MARK_WORDS;
}

bool bl_stands(struct bl_exec *x, struct bl_plan *p, uint32_t doc)
{
	return is_simple(x, p, doc) ? phrase_stands(x, p, doc)
				    : spans_stand(x, p, doc);
}
