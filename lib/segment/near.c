/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Phrases and nearness in one article.
 *
 * Where an operand stands is a list of spans, by where they start: two numbers
 * each, its first and last position.  Lists lie one behind the other in
 * x->place, and belong to the article at hand.
 */
#include <stdlib.h>

#include "exec_private.h"

/* Room for n more numbers; where they are, or SIZE_MAX. */
static size_t take(struct bl_exec *x, size_t n)
{
	size_t at = x->n_places, cap = x->places_cap;
	void *p;

	if (n > cap - at) {
		cap = cap + cap / 2 + n;
		p = reallocarray(x->place, cap, sizeof(*x->place));
		if (!p) {
			x->no_memory = true;
			return SIZE_MAX;
		}
		x->place = p;
		x->places_cap = cap;
	}
	x->n_places += n;
	return at;
}

/* ---- words */

/* The block that may have an article: articles mostly come in order. */
static uint32_t find_block(const struct bl_plan *p, uint32_t doc)
{
	uint32_t from = p->at_block == UINT32_MAX ? 0 : p->at_block;

	if (from && bl_postings_last(p->postings, from - 1) >= doc)
		from = 0;
	return bl_postings_seek(p->postings, from, doc);
}

/* Find the steps of a word's positions: first and how many; 0: not there. */
static uint32_t find_steps(struct bl_plan *p, uint32_t doc)
{
	struct bl_postings *l = p->postings;
	uint32_t block = find_block(p, doc);

	if (block >= l->blocks || !bl_postings_load(l, block) ||
	    !bl_postings_load_wdf(l))
		return 0;
	if (block != p->at_block || l->doc[p->at_index] > doc) {
		p->at_block = block;
		p->at_index = 0;
		p->first = bl_postings_wdf_before(l, block);
	}
	while (p->at_index + 1 < l->n && l->doc[p->at_index] < doc)
		p->first += (uint64_t)l->wdf[p->at_index++] + 1;
	return l->doc[p->at_index] == doc ? l->wdf[p->at_index] + 1 : 0;
}

/* Turn n steps into positions, each once; returns how many. */
static size_t step_up(uint32_t *at, size_t n, uint32_t title)
{
	uint32_t position = 0;
	size_t kept = 0, i;

	for (i = 0; i < n; i++) {
		if (i && !at[i])
			continue;
		position += at[i];
		at[kept++] = position + (position < title
						 ? BL_TITLE_FIRST_POSITION
						 : BL_BODY_GAP_POSITIONS);
	}
	return kept;
}

/* Where a word stands, a number each. */
static void find_word(struct bl_exec *x, struct bl_plan *p, uint32_t doc)
{
	uint32_t n = p->cost ? find_steps(p, doc) : 0;

	p->n_places = 0;
	p->place = 0;
	if (!n || n > p->positions->n)
		return;
	p->places = take(x, n);
	if (p->places == SIZE_MAX)
		return;
	if (bl_positions_steps(p->positions, x->place + p->places, p->first, n))
		p->n_places = step_up(x->place + p->places, n,
				      x->segment->column.title[doc]);
	x->n_places = p->places + p->n_places;
	x->damaged |= p->positions->damaged || p->postings->damaged;
}

/* ---- phrases */

/* The first place of a word above `after`, looking on from the last; false
 * when there is none. */
static bool next_place(const struct bl_exec *x, struct bl_plan *word,
		       uint32_t after, uint32_t *place)
{
	const uint32_t *at = x->place + word->places;

	while (word->place < word->n_places && at[word->place] <= after)
		word->place++;
	if (word->place == word->n_places)
		return false;
	*place = at[word->place];
	return true;
}

static bool find_words(struct bl_exec *x, struct bl_plan *p, uint32_t doc)
{
	size_t i;

	for (i = 0; i < p->n; i++) {
		find_word(x, p->by_cost[i], doc);
		if (!p->by_cost[i]->n_places)
			return false;
	}
	return true;
}

/* From a place of the first word on, the soonest place of the last but one:
 * the earliest that each can stand.  False when one has no more places. */
static bool follow(const struct bl_exec *x, struct bl_plan *p, uint32_t *place)
{
	size_t i;

	for (i = 1; i + 1 < p->n; i++)
		if (!next_place(x, p->child[i], *place, place))
			return false;
	return true;
}

static bool phrase_stands(struct bl_exec *x, struct bl_plan *p, uint32_t doc)
{
	const uint32_t reach = (uint32_t)(p->n - 1) + p->node->slop;
	size_t i;

	x->n_places = 0;
	if (!find_words(x, p, doc))
		return false;
	if (p->n == 1)
		return true;
	for (i = 0; i < p->child[0]->n_places; i++) {
		uint32_t first = x->place[p->child[0]->places + i];
		uint32_t last = first;

		if (!follow(x, p, &last) ||
		    !next_place(x, p->child[p->n - 1], last, &last))
			return false;
		if (last - first <= reach)
			return true;
	}
	return false;
}

/* ---- nearness */

struct spans {
	size_t at; /* in x->place: two numbers each */
	size_t n;
};

static void add_span(struct bl_exec *x, struct spans *s, uint32_t first,
		     uint32_t last)
{
	size_t at = take(x, 2);

	if (at == SIZE_MAX)
		return;
	x->place[at] = first;
	x->place[at + 1] = last;
	s->n++;
}

static void word_spans(struct bl_exec *x, struct bl_plan *p, uint32_t doc,
		       struct spans *s)
{
	size_t i;

	find_word(x, p, doc);
	s->at = x->n_places;
	for (i = 0; i < p->n_places; i++)
		add_span(x, s, x->place[p->places + i],
			 x->place[p->places + i]);
}

/* All spans of a phrase: from each place of its first word to each of its last
 * that the words between leave, and its slop. */
static void phrase_spans(struct bl_exec *x, struct bl_plan *p, uint32_t doc,
			 struct spans *s)
{
	const uint32_t reach = (uint32_t)(p->n - 1) + p->node->slop;
	struct bl_plan *end = p->child[p->n - 1];
	bool whole = find_words(x, p, doc);
	size_t i, j;

	s->at = x->n_places;
	for (i = 0; whole && i < p->child[0]->n_places; i++) {
		uint32_t first = x->place[p->child[0]->places + i];
		uint32_t last = first;

		if (p->n == 1) {
			add_span(x, s, first, first);
			continue;
		}
		if (!follow(x, p, &last) || !next_place(x, end, last, &last))
			break;
		for (j = end->place; j < end->n_places; j++) {
			last = x->place[end->places + j];
			if (last - first > reach)
				break;
			add_span(x, s, first, last);
		}
	}
}

static int by_first(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void operand_spans(struct bl_exec *x, struct bl_plan *p, uint32_t doc,
			  struct spans *s)
{
	struct spans one;
	size_t i, j, from;

	s->n = 0;
	if (p->node->kind == BL_NODE_TERM) {
		word_spans(x, p, doc, s);
		return;
	}
	if (p->node->kind == BL_NODE_PHRASE) {
		phrase_spans(x, p, doc, s);
		return;
	}
	/* an OR of these: the spans of all of them, put behind their lists */
	from = x->n_places;
	s->at = from;
	for (i = 0; i < p->n; i++) {
		operand_spans(x, p->child[i], doc, &one);
		for (j = 0; j < 2 * one.n && !x->no_memory; j++)
			x->place[s->at + 2 * s->n + j] = x->place[one.at + j];
		s->n += one.n;
		x->n_places = s->at + 2 * s->n;
	}
	if (s->n)
		qsort(x->place + s->at, s->n, 2 * sizeof(*x->place), by_first);
}

/* Does a span of b begin behind one of a's end, at most `distance` on? */
static bool follows(const struct bl_exec *x, const struct spans *a,
		    const struct spans *b, uint32_t distance)
{
	const uint32_t *pa = x->place + a->at, *pb = x->place + b->at;
	size_t i, low, high;

	for (i = 0; i < a->n; i++) {
		uint32_t end = pa[2 * i + 1];

		for (low = 0, high = b->n; low < high;) {
			size_t middle = (low + high) / 2;

			if (pb[2 * middle] <= end)
				low = middle + 1;
			else
				high = middle;
		}
		if (low < b->n && pb[2 * low] - end <= distance)
			return true;
	}
	return false;
}

static bool near_stands(struct bl_exec *x, struct bl_plan *p, uint32_t doc)
{
	const uint32_t distance = p->node->distance;
	struct spans a, b;

	x->n_places = 0;
	operand_spans(x, p->child[0], doc, &a);
	operand_spans(x, p->child[1], doc, &b);
	if (x->no_memory)
		return false;
	return follows(x, &a, &b, distance) ||
	       (!p->node->ordered && follows(x, &b, &a, distance));
}

bool bl_stands(struct bl_exec *x, struct bl_plan *p, uint32_t doc)
{
	return p->node->kind == BL_NODE_PHRASE ? phrase_stands(x, p, doc)
					       : near_stands(x, p, doc);
}
