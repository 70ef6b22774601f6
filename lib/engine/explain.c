/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blotter/explain.h"

#include <inttypes.h>
#include <math.h>

#include "blotter/utf8.h"

/* Indexes that are searched as one: each may have an article of an id. */
#define SAME_ID_MAX 64

struct explaining {
	struct bl_buf *out;
	struct bl_reader *reader;
	const struct bl_search *search;
	const struct bl_explain *index;
	const struct bl_hit *hit; /* NULL: the words are being listed */
	double length;            /* of the hit's article, in wdf */
	struct bl_arena arena;
	struct bl_error *err;
};

static void add_word(struct bl_buf *out, const struct bl_node *term)
{
	if (term->field)
		bl_buf_addf(out, "%s:", term->field->name);
	bl_utf8_printable(out, term->text, 0);
}

/* As query-language, "Ranking", says. */
static double idf(const struct bl_explain *index, uint64_t frequency)
{
	double n = (double)frequency;
	double t = ((double)index->articles - n + 0.5) / (n + 0.5);

	return t < 2 ? log(t / 2 + 1) : log(t);
}

static bl_status list_word(struct explaining *x, const struct bl_node *term,
			   uint64_t frequency, double weight)
{
	bl_buf_adds(x->out, "  ");
	add_word(x->out, term);
	bl_buf_addf(x->out,
		    ": in %" PRIu64 " article%s, idf %.6f, weight %.6f\n",
		    frequency, frequency == 1 ? "" : "s",
		    idf(x->index, frequency), weight);
	return BL_OK;
}

static bl_status list_share(struct explaining *x, const struct bl_node *term,
			    double weight)
{
	const struct bl_search *s = x->search;
	double norm = 1 - s->b + s->b * x->length / x->index->mean_length;
	uint64_t wdf;
	bl_status st =
		x->index->wdf(x->index->ctx, &wdf, term, x->hit->doc, x->err);

	if (st < 0)
		return st;
	bl_buf_addf(x->out, "  %.6f  ",
		    weight * (double)wdf / ((double)wdf + s->k1 * norm));
	add_word(x->out, term);
	bl_buf_addf(x->out, ", wdf %" PRIu64 "\n", wdf);
	return BL_OK;
}

static bl_status explain_term(struct explaining *x, const struct bl_node *term,
			      double factor)
{
	uint64_t frequency;
	double weight;
	bl_status st =
		x->index->frequency(x->index->ctx, &frequency, term, x->err);

	if (st < 0)
		return st;
	weight = factor * (x->search->k1 + 1) * idf(x->index, frequency);
	return x->hit ? list_share(x, term, weight)
		      : list_word(x, term, frequency, weight);
}

static bool scores(const struct bl_node *node)
{
	switch (node->kind) {
	case BL_NODE_TERM:
	case BL_NODE_PHRASE:
	case BL_NODE_NEAR:
	case BL_NODE_AND:
	case BL_NODE_OR:
	case BL_NODE_MAYBE:
		return true;
	default:
		return false;
	}
}

/* Does the node, by itself, select the hit's article? */
static bl_status selects(bool *out, struct explaining *x, struct bl_node *node)
{
	struct bl_node id = { .kind = BL_NODE_KEYWORD,
			      .field = &bl_fields[BL_FIELD_ID_ID],
			      .text = x->hit->id,
			      .weight = 1 };
	struct bl_node *both[] = { &id, node };
	const struct bl_node and = {
		.kind = BL_NODE_AND, .weight = 1, .child = both, .n = 2
	};
	struct bl_search s = *x->search;
	struct bl_hits hits;
	bl_status st;
	size_t i;

	s.query = &and;
	s.offset = 0;
	s.limit = SAME_ID_MAX;
	bl_arena_clear(&x->arena);
	st = bl_reader_search(x->reader, &s, &x->arena, &hits, x->err);
	*out = false;
	for (i = 0; st == BL_OK && i < hits.n; i++)
		*out |= hits.hit[i].doc == x->hit->doc;
	return st;
}

/* Recursion: a tree is as deep as its query nests, which is bounded. */
static bl_status explain(struct explaining *x, const struct bl_node *node,
			 double factor)
{
	bool either = node->kind == BL_NODE_OR;
	bl_status st = BL_OK;
	size_t i;

	factor *= node->weight;
	if (node->kind == BL_NODE_TERM)
		return explain_term(x, node, factor);
	for (i = 0; i < node->n && st == BL_OK; i++) {
		struct bl_node *child = node->child[i];
		bool counts = scores(child);

		/* a word scores where the group it stands in matches */
		if (counts && x->hit && (either || node->kind == BL_NODE_MAYBE))
			st = selects(&counts, x, child);
		if (counts && st == BL_OK)
			st = explain(x, child, factor);
	}
	return st;
}

static bl_status explain_hit(struct explaining *x, const struct bl_hit *hit,
			     size_t rank)
{
	uint64_t length;
	bl_status st =
		x->index->length(x->index->ctx, &length, hit->doc, x->err);

	if (st < 0)
		return st;
	x->hit = hit;
	x->length = (double)length;
	bl_buf_addf(x->out, "%zu. ", rank);
	bl_utf8_printable(x->out, hit->id, 0);
	bl_buf_addf(x->out, ": score %.6f, length %" PRIu64 "\n", hit->score,
		    length);
	return scores(x->search->query) ? explain(x, x->search->query, 1)
					: BL_OK;
}

static bl_status explain_all(struct explaining *x, const struct bl_hits *hits)
{
	bl_status st = BL_OK;
	size_t i;

	bl_buf_addf(x->out,
		    "words, of %" PRIu64 " articles of mean length %.2f, k1 "
		    "%g, b %g:\n",
		    x->index->articles, x->index->mean_length, x->search->k1,
		    x->search->b);
	if (scores(x->search->query))
		st = explain(x, x->search->query, 1);
	for (i = 0; i < hits->n && st == BL_OK; i++)
		st = explain_hit(x, &hits->hit[i], x->search->offset + i + 1);
	return st;
}

bl_status bl_explain(struct bl_buf *out, struct bl_reader *r,
		     const struct bl_search *s, const struct bl_explain *index,
		     struct bl_error *err)
{
	struct explaining x = {
		.out = out, .reader = r, .search = s, .index = index, .err = err
	};
	struct bl_arena arena = BL_ARENA_INIT;
	struct bl_hits hits;
	bl_status st;

	bl_arena_init(&x.arena);
	st = bl_reader_search(r, s, &arena, &hits, err);
	if (st == BL_OK)
		st = explain_all(&x, &hits);
	bl_arena_release(&x.arena);
	bl_arena_release(&arena);
	return st < 0 ? st : bl_buf_status(out, err);
}
