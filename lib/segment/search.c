/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "incidents_exec_private.h"

/* The articles of the window at hand that are alive. */
static void take_alive(const struct bl_exec *x, struct bl_set *s)
{
	const struct bl_segment *segment = x->segment;
	uint32_t left = segment->info.docs - x->base, i;

	for (i = 0; i < BL_SET_WORDS; i++) {
		uint32_t from = i * 64;

		s->word[i] = from >= left ? 0
			     : left - from < 64
				     ? ((uint64_t)1 << (left - from)) - 1
				     : UINT64_MAX;
		if (segment->dead && from < left) {
			uint64_t dead;

			memcpy(&dead, segment->dead + (x->base + from) / 8,
			       sizeof(dead));
			s->word[i] &= ~dead;
		}
	}
}

static uint64_t count(const struct bl_set *s)
{
	uint64_t n = 0;
	size_t i;

	for (i = 0; i < BL_SET_WORDS; i++)
		n += (uint64_t)__builtin_popcountll(s->word[i]);
	return n;
}

/* A word needs no look at what it does not rank. */
static bool is_known(const struct bl_exec *x)
{
	return x->root->node->kind == BL_NODE_TERM && !x->segment->dead &&
	       x->s->sort == BL_SORT_RELEVANCE;
}

static bl_status search_segment(struct bl_exec *x, size_t number,
				struct bl_top *top, uint64_t *matched,
				struct bl_error *err)
{
	bl_status st = bl_plan_bind(x, number, err);
	const uint32_t docs = x->segment->info.docs;
	struct bl_set alive;
	uint32_t doc = 0;

	if (st == BL_OK && is_known(x)) {
		*matched += x->root->cost;
		if (top->max)
			bl_rank_word(x, top);
		doc = docs;
	} else if (st == BL_OK && x->joint) {
		*matched += bl_joint_find(x, top);
		doc = docs;
	}
	for (; st == BL_OK && !x->no_memory && doc < docs;
	     doc = x->base + BL_WINDOW) {
		doc = bl_match_next(x->root, doc);
		if (doc == BL_NO_DOC || doc >= docs)
			break;
		x->base = doc / BL_WINDOW * BL_WINDOW;
		take_alive(x, &alive);
		if (!bl_match(x, x->root, &alive))
			continue;
		*matched += count(&x->root->match);
		if (x->visitor)
			st = bl_visit_window(x, err);
		else if (top->max)
			bl_rank(x, top);
	}
	if (st == BL_OK && x->no_memory)
		st = bl_fail_nomem(err);
	if (st == BL_OK && x->damaged)
		st = bl_fail(err, BL_ERR_CORRUPT,
			     "postings of the index are damaged");
	return st;
}

static bl_status make_hits(struct bl_exec *x, const struct bl_top *top,
			   struct bl_hits *out, struct bl_error *err)
{
	size_t first = x->s->offset < top->n ? x->s->offset : top->n, i;

	out->hit = bl_arena_calloc(x->arena, top->n - first + 1,
				   sizeof(*out->hit));
	if (!out->hit)
		return bl_fail_nomem(err);
	for (i = first; i < top->n; i++) {
		const struct bl_ranked *r = &top->item[i];
		struct bl_hit *hit = &out->hit[out->n];
		bl_status st;

		hit->doc = (uint64_t)r->segment << 32 | r->doc;
		hit->score = r->score;
		hit->published = r->published;
		st = bl_segment_id(&hit->id, &x->r->segment[r->segment],
				   &x->r->ids[r->segment], r->doc, err);
		if (st < 0)
			return st;
		hit->id = bl_arena_str(x->arena, hit->id);
		if (!hit->id.data)
			return bl_fail_nomem(err);
		out->n++;
	}
	return BL_OK;
}

/* Hits to keep: no more than there are articles. */
static size_t most_hits(const struct bl_exec *x)
{
	const struct bl_search *s = x->s;
	uint64_t docs = x->r->docs;

	if (s->offset >= docs)
		return 0;
	return s->limit < docs - s->offset ? s->offset + s->limit
					   : (size_t)docs;
}

bl_status bl_segment_run(struct bl_exec *x, struct bl_hits *out,
			 struct bl_error *err)
{
	struct bl_top top = { .item = NULL };
	bl_status st = bl_plan_make(x, err);
	size_t i;

	if (st == BL_OK && (x->visitor || x->s->sort >= BL_SORT_DATE))
		st = bl_found_init(x, err);
	if (st == BL_OK)
		st = bl_top_init(&top, x, most_hits(x), err);
	for (i = 0; st == BL_OK && i < x->r->n; i++)
		st = search_segment(x, i, &top, &out->matched, err);
	if (st == BL_OK)
		bl_top_sort(&top);
	if (st == BL_OK && top.failed)
		st = bl_fail(err, BL_ERR_CORRUPT,
			     "the dictionary of ids is damaged");
	if (st == BL_OK)
		st = make_hits(x, &top, out, err);
	bl_top_release(&top);
	return st;
}

void bl_exec_init(struct bl_exec *x, struct bl_segment_reader *r,
		  const struct bl_search *s, struct bl_arena *arena)
{
	memset(x, 0, offsetof(struct bl_exec, score));
	x->r = r;
	x->s = s;
	x->arena = arena;
	bl_arena_init(&x->article);
}

void bl_exec_release(struct bl_exec *x)
{
	bl_arena_release(&x->article);
}

/* visitor: NULL when it is for hits. */
static bl_status start(struct bl_reader *base, const struct bl_search *s,
		       const struct bl_visitor *visitor, struct bl_arena *arena,
		       struct bl_hits *out, struct bl_error *err)
{
	struct bl_exec *x = malloc(sizeof(*x));
	bl_status st;

	memset(out, 0, sizeof(*out));
	if (!x)
		return bl_fail_nomem(err);
	bl_exec_init(x, (struct bl_segment_reader *)base, s, arena);
	x->visitor = visitor;
	st = bl_segment_run(x, out, err);
	bl_exec_release(x);
	free(x);
	return st;
}

bl_status bl_segment_search(struct bl_reader *base, const struct bl_search *s,
			    struct bl_arena *arena, struct bl_hits *out,
			    struct bl_error *err)
{
	return start(base, s, NULL, arena, out, err);
}

bl_status bl_segment_visit(struct bl_reader *base, const struct bl_node *query,
			   bl_field_set fields, bl_visit_fn *fn, void *ctx,
			   struct bl_error *err)
{
	/* no hits, by a sort that needs no scores */
	const struct bl_search s = { query, 0, 0, BL_SORT_NEWEST, 0, 0 };
	const struct bl_visitor visitor = { fields, fn, ctx };
	struct bl_arena arena = BL_ARENA_INIT;
	struct bl_hits none;
	bl_status st = start(base, &s, &visitor, &arena, &none, err);

	bl_arena_release(&arena);
	return st;
}
