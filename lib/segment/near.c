/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Phrases and nearness.
 *
 * Phrases without other words in between are by far the most frequent, so they
 * are not left to spans.h.  The places where a phrase could end are those of
 * its rarest word, and each further word leaves some of them.  That is done
 * for many articles at once, a word at a time.
 *
 * Positions here are counted as they are stored, from 0 and without the gap
 * between title and body; `title` is that of the body's first word.
 */
#include <string.h>

#include "blotter/spans.h"
#include "exec_private.h"

#define FIRST_NUMBERS 4096

/* Have room for n numbers and slack; the first `used` stay. */
static bool make_room(struct bl_exec *x, struct bl_numbers *a, size_t used,
		      size_t n)
{
	size_t cap = a->cap ? a->cap : FIRST_NUMBERS;
	uint32_t *at;

	if (n + BL_SLACK <= a->cap)
		return true;
	while (cap < n + BL_SLACK)
		cap *= 2;
	at = bl_arena_alloc(x->arena, cap * sizeof(*at));
	x->no_memory |= !at;
	if (!at)
		return false;
	if (used)
		memcpy(at, a->at, used * sizeof(*at));
	a->at = at;
	a->cap = cap;
	return true;
}

/* Which numbers of its positions a word has in each article. */
struct numbers {
	uint32_t first[BL_BLOCK], n[BL_BLOCK];
};

/* Of the articles of these rows. */
static bool find_numbers(struct bl_exec *x, struct bl_plan *word,
			 const uint32_t *row, uint32_t rows,
			 struct numbers *out)
{
	struct bl_postings *l = word->postings;
	const uint32_t *posting = word->posting, *end, *wdf;
	uint32_t i = 0, first, at;

	while (i < rows) {
		first = posting[row[i]] & ~(uint32_t)(BL_BLOCK - 1);
		if (!bl_postings_load(l, first / BL_BLOCK) ||
		    !bl_postings_load_ends(l)) {
			x->damaged = true;
			return false;
		}
		for (end = l->end, wdf = l->wdf;
		     i < rows && (at = posting[row[i]] - first) < BL_BLOCK;
		     i++) {
			out->n[i] = wdf[at] + 1;
			out->first[i] = end[at] - out->n[i];
		}
	}
	return true;
}

/* The same as see_steps(), where they are not unpacked yet. */
static const uint32_t *unpack_steps(struct bl_exec *x, struct bl_positions *p,
				    uint32_t first, uint32_t n)
{
	const uint32_t *step = NULL;

	if (first > p->n || n > p->n - first)
		p->damaged = true;
	else if (n <= BL_POSITIONS_MAX)
		step = bl_positions_unpack(p, first, n);
	else if (make_room(x, &x->steps, 0, n) &&
		 bl_positions_steps(p, x->steps.at, first, n))
		step = x->steps.at;
	x->damaged |= p->damaged;
	return step;
}

/* Those numbers as they are stored, with slack, until the next call; NULL when
 * they cannot be had. */
static inline const uint32_t *see_steps(struct bl_exec *x,
					struct bl_positions *p, uint32_t first,
					uint32_t n)
{
	const uint32_t *step = bl_positions_see(p, first, n);

	return step ? step : unpack_steps(x, p, first, n);
}

/* ---- phrases of words side by side */

/* Where the phrase could end in each article: x->ends, from..from + n - 1. */
struct ends {
	uint32_t from[BL_BLOCK], n[BL_BLOCK];
};

/* How far behind a word the phrase ends. */
static uint32_t behind(const struct bl_plan *p, const struct bl_plan *word)
{
	return (uint32_t)p->n - 1 - word->place;
}

/* Where a word lets it end. */
static bool find_ends(struct bl_exec *x, struct bl_plan *p,
		      struct bl_plan *word, const struct bl_rows *r,
		      struct ends *e)
{
	const struct bl_kernels *k = x->r->k;
	const uint32_t base = behind(p, word);
	struct numbers at;
	uint32_t used = 0, i;

	if (!find_numbers(x, word, r->row, r->n, &at))
		return false;
	for (i = 0; i < r->n; i++) {
		const uint32_t n = at.n[i];
		const uint32_t *step =
			see_steps(x, word->positions, at.first[i], n);

		if (!step || !make_room(x, &x->ends, used, (size_t)used + n))
			return false;
		k->add_up(x->ends.at + used, step, n, base);
		e->from[i] = used;
		e->n[i] = n;
		used += n;
	}
	return true;
}

/* A phrase does not run from the title into the body. */
static inline bool runs_over(uint32_t end, uint32_t title, size_t words)
{
	return end - title < words - 1;
}

/* Leave the articles that have a word, which was not looked for yet. */
static void leave_with(struct bl_plan *word, struct bl_rows *r, struct ends *e)
{
	uint32_t kept = 0, i;

	bl_rows_find(r, word, &word->block);
	for (i = 0; i < r->n; i++) {
		e->from[kept] = e->from[i];
		e->n[kept] = e->n[i];
		bl_rows_keep(r, &kept, i,
			     word->posting[r->row[i]] != BL_NO_POSTING);
	}
	r->n = kept;
}

/* Leave the ends that a further word agrees with. */
static bool leave_ends(struct bl_exec *x, struct bl_plan *p,
		       struct bl_plan *word, struct bl_rows *r, struct ends *e,
		       size_t most)
{
	const struct bl_kernels *k = x->r->k;
	const uint16_t *title = x->segment->column.title;
	const uint32_t base = behind(p, word);
	uint32_t *const all = x->ends.at;
	uint32_t kept = 0, i;
	struct numbers at;

	if (word->late)
		leave_with(word, r, e);
	if (!find_numbers(x, word, r->row, r->n, &at))
		return false;
	for (i = 0; i < r->n; i++) {
		const uint32_t *step =
			see_steps(x, word->positions, at.first[i], at.n[i]);
		uint32_t *end = all + e->from[i];
		size_t n;

		if (!step)
			return false;
		n = k->meet(end, e->n[i], step, at.n[i], base, most);
		/* where the first is wrong another may be right */
		if (n && runs_over(*end, title[r->doc[i]], p->n))
			n = k->meet(end, e->n[i], step, at.n[i], base,
				    SIZE_MAX);
		e->from[kept] = e->from[i];
		e->n[kept] = (uint32_t)n;
		bl_rows_keep(r, &kept, i, n);
	}
	r->n = kept;
	return true;
}

/* Leave the articles with an end of a phrase that stands in the title or in the
 * body alone. */
static void leave_whole(struct bl_exec *x, struct bl_plan *p, struct bl_rows *r,
			const struct ends *e)
{
	const uint16_t *title = x->segment->column.title;
	uint32_t kept = 0, i, j;

	for (i = 0; i < r->n; i++) {
		const uint32_t *end = x->ends.at + e->from[i];

		for (j = 0; j < e->n[i]; j++)
			if (!runs_over(end[j], title[r->doc[i]], p->n))
				break;
		bl_rows_keep(r, &kept, i, j < e->n[i]);
	}
	r->n = kept;
}

static void leave_phrases(struct bl_exec *x, struct bl_plan *p,
			  struct bl_rows *r)
{
	struct ends ends;
	bool read = find_ends(x, p, p->by_cost[0], r, &ends);
	size_t i;

	for (i = 1; read && i < p->n; i++)
		read = leave_ends(x, p, p->by_cost[i], r, &ends,
				  i + 1 == p->n ? 1 : SIZE_MAX);
	if (!read)
		r->n = 0;
	leave_whole(x, p, r, &ends);
}

/* ---- everything else */

struct looking {
	struct bl_exec *x;
	struct bl_plan **word; /* the next that will be asked for */
	uint32_t doc, row;
};

/* Where the next word stands, as spans.h wants it. */
static bl_status find_places(void *ctx, struct bl_places *out,
			     const struct bl_node *term, struct bl_error *err)
{
	struct looking *l = ctx;
	const uint32_t title = l->x->segment->column.title[l->doc], *steps;
	struct bl_plan *word = *l->word++;
	uint32_t position = 0, n = 0, i, *at;
	struct numbers numbers;
	size_t kept = 0;

	(void)term;
	if (word->posting[l->row] != BL_NO_POSTING &&
	    find_numbers(l->x, word, &l->row, 1, &numbers)) {
		steps = see_steps(l->x, word->positions, numbers.first[0],
				  numbers.n[0]);
		n = steps ? numbers.n[0] : 0;
	}
	at = bl_arena_alloc(&l->x->article, n * sizeof(*at));
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

static bool spans_stand(struct bl_exec *x, struct bl_plan *p,
			const struct bl_rows *r, uint32_t i)
{
	struct looking l = { x, p->word, r->doc[i], r->row[i] };
	struct bl_error err = BL_ERROR_INIT;
	bool stands = false;

	bl_arena_clear(&x->article);
	if (bl_spans_match(&stands, p->node, find_places, &l, &x->article,
			   &err) < 0)
		x->no_memory = true;
	return stands;
}

static void leave_spans(struct bl_exec *x, struct bl_plan *p, struct bl_rows *r)
{
	uint32_t kept = 0, i;

	for (i = 0; i < r->n; i++)
		bl_rows_keep(r, &kept, i, spans_stand(x, p, r, i));
	r->n = kept;
}

void bl_leave_places(struct bl_exec *x, struct bl_plan *p, struct bl_rows *r)
{
	if (p->node->kind == BL_NODE_PHRASE && !p->node->slop)
		leave_phrases(x, p, r);
	else
		leave_spans(x, p, r);
}
