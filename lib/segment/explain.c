/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <inttypes.h>
#include <stdlib.h>

#include "exec_private.h"

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

static void explain_leaf(struct bl_buf *out, const struct bl_plan *p)
{
	bl_buf_adds(out, " '");
	bl_buf_addstr(out, p->term);
	bl_buf_addf(out, "' in %" PRIu64 " articles", p->docs);
	if (p->positional)
		bl_buf_addf(out, ", at most %.4f", p->bm25.weight);
}

static void explain_node(struct bl_buf *out, const struct bl_plan *p,
			 unsigned depth)
{
	const struct bl_node *n = p->node;
	size_t i;

	bl_buf_addf(out, "%*s%s", (int)(2 * depth), "", names[n->kind]);
	if (p->entry)
		explain_leaf(out, p);
	if (n->kind == BL_NODE_PHRASE)
		bl_buf_addf(out, ", %u words between", n->slop);
	if (n->kind == BL_NODE_NEAR)
		bl_buf_addf(out, ", %u apart, %s", n->distance,
			    n->ordered ? "in order" : "in any order");
	if (n->kind == BL_NODE_INCIDENT)
		bl_buf_addf(out, ", of which there are %" PRIu64, p->docs);
	bl_buf_addc(out, '\n');
	for (i = 0; i < p->n; i++)
		explain_node(out, p->child[i], depth + 1);
}

bl_status bl_segment_explain(struct bl_reader *base, const struct bl_search *s,
			     struct bl_buf *out, struct bl_error *err)
{
	struct bl_segment_reader *r = (struct bl_segment_reader *)base;
	struct bl_exec *x = calloc(1, sizeof(*x));
	struct bl_arena arena;
	bl_status st;

	if (!x)
		return bl_fail_nomem(err);
	bl_arena_init(&arena);
	x->r = r;
	x->s = s;
	x->arena = &arena;
	st = bl_plan_make(x, err);
	if (st == BL_OK) {
		bl_buf_addf(out,
			    "engine: segment, %" PRIu64 " articles of mean "
			    "length %.2f in %zu segments, %s\n",
			    r->docs,
			    r->docs ? (double)r->length / (double)r->docs : 0,
			    r->n, r->k->name);
		explain_node(out, x->root, 1);
		st = bl_buf_status(out, err);
	}
	bl_arena_release(&arena);
	free(x);
	return st;
}
