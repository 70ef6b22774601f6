/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blotter/explain.h"

#include <inttypes.h>
#include <stdlib.h>

#include "blotter/utf8.h"
#include "exec_private.h"

/* Operands of a node: a thousand forms are of no use to read. */
#define SHOWN_CHILDREN 20

static const char *const names[] = {
	[BL_NODE_ALL] = "all articles",
	[BL_NODE_NONE] = "none",
	[BL_NODE_TERM] = "word",
	[BL_NODE_PHRASE] = "phrase",
	[BL_NODE_NEAR] = "near",
	[BL_NODE_FORM] = "form",
	[BL_NODE_PATTERN] = "pattern",
	[BL_NODE_FUZZY] = "fuzzy",
	[BL_NODE_KEYWORD] = "keyword",
	[BL_NODE_RANGE] = "scan of times",
	[BL_NODE_INCIDENT] = "scan of incidents",
	[BL_NODE_AND] = "all of",
	[BL_NODE_OR] = "any of",
	[BL_NODE_NOT] = "not",
	[BL_NODE_MAYBE] = "first, the others for the score",
};

/* ---- how a search was run */

static void explain_leaf(struct bl_buf *out, const struct bl_plan *p)
{
	bl_buf_addc(out, ' ');
	bl_utf8_printable(out, p->term, 0);
	bl_buf_addf(out, ": in %" PRIu64 " article%s", p->docs,
		    p->docs == 1 ? "" : "s");
	if (p->positional)
		bl_buf_addf(out, ", at most %.6f", p->bm25.weight);
	bl_buf_addf(out, ", %" PRIu64 " block%s, unpacked %" PRIu64, p->blocks,
		    p->blocks == 1 ? "" : "s", p->postings->loads);
}

/* Recursion: a tree is as deep as its query nests, which is bounded. */
static void explain_node(struct bl_buf *out, const struct bl_plan *p,
			 unsigned depth)
{
	const struct bl_node *n = p->node;
	size_t i;

	bl_buf_addf(out, "%*s%s", (int)(2 * depth), "", names[n->kind]);
	if (p->entry)
		explain_leaf(out, p);
	if (n->kind == BL_NODE_PHRASE && n->slop)
		bl_buf_addf(out, ", up to %u words between", n->slop);
	if (n->kind == BL_NODE_NEAR)
		bl_buf_addf(out, ", %u apart, %s", n->distance,
			    n->ordered ? "in order" : "in any order");
	if (n->kind == BL_NODE_INCIDENT)
		bl_buf_addf(out, ", of which there are %" PRIu64, p->docs);
	bl_buf_addc(out, '\n');
	for (i = 0; i < p->n && i < SHOWN_CHILDREN; i++)
		explain_node(out, p->child[i], depth + 1);
	if (i < p->n)
		bl_buf_addf(out, "%*sand %zu more\n", (int)(2 * depth + 2), "",
			    p->n - i);
}

static bl_status explain_run(struct bl_exec *x, struct bl_buf *out,
			     struct bl_error *err)
{
	const struct bl_segment_reader *r = x->r;
	struct bl_hits hits = { NULL, 0, 0 };
	bl_status st = bl_segment_run(x, &hits, err);

	if (st < 0)
		return st;
	bl_buf_addf(out, "segment runs, on %zu segment%s, with %s:\n", r->n,
		    r->n == 1 ? "" : "s", r->k->name);
	explain_node(out, x->root, 1);
	return bl_buf_status(out, err);
}

/* ---- what scores are made of */

/* Look a word up as a search for it alone does: x->root. */
static bl_status look_up(struct bl_exec *x, const struct bl_node *term,
			 struct bl_error *err)
{
	const struct bl_search *before = x->s;
	struct bl_search s = *before;
	bl_status st;

	bl_arena_clear(x->arena);
	s.query = term;
	x->s = &s;
	st = bl_plan_make(x, err);
	x->s = before;
	return st;
}

static bl_status frequency(void *ctx, uint64_t *out, const struct bl_node *term,
			   struct bl_error *err)
{
	struct bl_exec *x = ctx;
	bl_status st = look_up(x, term, err);

	*out = st == BL_OK ? x->root->docs : 0;
	return st;
}

static bl_status wdf(void *ctx, uint64_t *out, const struct bl_node *term,
		     uint64_t doc, struct bl_error *err)
{
	struct bl_exec *x = ctx;
	bl_status st = look_up(x, term, err);
	struct bl_postings *l;

	*out = 0;
	if (st == BL_OK)
		st = bl_plan_bind(x, (size_t)(doc >> 32), err);
	if (st < 0 || bl_match_next(x->root, (uint32_t)doc) != (uint32_t)doc)
		return st;
	l = x->root->postings;
	if (!bl_postings_load_wdf(l))
		return bl_fail(err, BL_ERR_CORRUPT,
			       "postings of the index are damaged");
	*out = (uint64_t)l->wdf[bl_postings_find(l, (uint32_t)doc)] + 1;
	return BL_OK;
}

static bl_status length(void *ctx, uint64_t *out, uint64_t doc,
			struct bl_error *err)
{
	const struct bl_exec *x = ctx;

	(void)err;
	*out = x->r->segment[doc >> 32].column.length[(uint32_t)doc];
	return BL_OK;
}

bl_status bl_segment_explain(struct bl_reader *base, const struct bl_search *s,
			     struct bl_buf *out, struct bl_error *err)
{
	struct bl_segment_reader *r = (struct bl_segment_reader *)base;
	struct bl_exec *x = malloc(sizeof(*x));
	struct bl_explain index = { .ctx = x,
				    .articles = r->docs,
				    .frequency = frequency,
				    .wdf = wdf,
				    .length = length };
	struct bl_arena arena = BL_ARENA_INIT;
	bl_status st;

	if (!x)
		return bl_fail_nomem(err);
	if (r->docs)
		index.mean_length = (double)r->length / (double)r->docs;
	bl_exec_init(x, r, s, &arena);
	st = explain_run(x, out, err);
	if (st == BL_OK)
		st = bl_explain(out, base, s, &index, err);
	bl_exec_release(x);
	bl_arena_release(&arena);
	free(x);
	return st;
}
