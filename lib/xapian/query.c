/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From the tree to a Xapian query.
 *
 * The matcher of Xapian 1.4 has faults with nested queries, described with
 * xap_query_combine() in xapian-c.h.  Three rules keep clear of them: every
 * search checks at least all documents (search.c); a child of OR and on the
 * right of AND_MAYBE that is no single term is wrapped so that its weight is
 * asked for only where it matches; and below a NOT nothing is weighed.
 */
#include <stdlib.h>
#include <string.h>

#include "xapian_private.h"

/* How the children of a node are to be built. */
enum use {
	FOR_SCORE,
	FOR_MATCH, /* only which documents: below a NOT, and of what has no
		      score */
};

/* What the building of one query shares. */
struct builder {
	const struct bl_xreader *r; /* that it is for */
	struct xap_error *xerr;
};

static xap_status build(xap_query **out, const struct bl_node *node,
			enum use use, const struct builder *b);

static xap_status no_memory(struct xap_error *xerr)
{
	bl_xap_misuse(xerr, "out of memory");
	return XAP_NOMEM;
}

/* Put `made` in the place of *q. */
static xap_status replace(xap_query **q, xap_query *made, xap_status xs)
{
	xap_query_free(*q);
	*q = xs ? NULL : made;
	return xs;
}

static xap_status combine2(xap_query **q, enum xap_op op, xap_query *right,
			   struct xap_error *xerr)
{
	const xap_query *both[] = { *q, right };
	xap_query *made = NULL;
	xap_status xs = xap_query_combine(&made, op, both, 2, 0, xerr);

	return replace(q, made, xs);
}

static xap_status scale(xap_query **q, double factor, struct xap_error *xerr)
{
	xap_query *made = NULL;
	xap_status xs = xap_query_scale(&made, *q, factor, xerr);

	return replace(q, made, xs);
}

void bl_xquery_term(struct bl_buf *out, const struct bl_node *node)
{
	const char *prefix = BL_PREFIX_STEM;

	if (node->field)
		prefix = node->field->prefix;
	else if (node->kind == BL_NODE_FORM)
		prefix = BL_PREFIX_FORM;
	bl_term(out, prefix, node->text);
}

/* ---- terms that are not weighed

   Xapian 1.4 reads a term of all documents as the list of these, which it then
   takes for damaged where that was merged from parts and ids have gaps.  It
   does so in each database of several by itself: there the documents are
   listed where the term is in all of one of them. */

struct docids {
	xap_docid *id;
	size_t n, cap;
};

static int add_docid(void *ctx, xap_docid docid, uint32_t wdf)
{
	struct docids *list = ctx;

	(void)wdf;
	if (list->n == list->cap)
		return XAP_INTERNAL; /* more than its termfreq */
	list->id[list->n++] = docid;
	return XAP_OK;
}

/* The documents that have the term, as a list of our own. */
static xap_status build_listed(xap_query **out, struct bl_str term,
			       uint32_t termfreq, const struct builder *b)
{
	struct docids list = { NULL, 0, termfreq };
	xap_status xs;

	list.id = calloc((size_t)termfreq + 1, sizeof(*list.id));
	if (!list.id)
		return no_memory(b->xerr);
	xs = xap_db_postings(b->r->db, term.data, term.len, 0, add_docid, &list,
			     b->xerr);
	if (!xs)
		xs = xap_query_docids(out, b->r->db, list.id, list.n, 0,
				      b->xerr);
	free(list.id);
	return xs;
}

/* In how many documents of all is the term, and is it in all of a part? */
static xap_status count_term(uint32_t *termfreq, bool *fills_part,
			     struct bl_str term, const struct builder *b)
{
	uint32_t freq = 0, docs = 0;
	xap_status xs = XAP_OK;
	size_t i;

	*termfreq = 0;
	*fills_part = false;
	for (i = 0; !xs && i < b->r->n_dirs; i++) {
		const xap_db *part = b->r->part[i];

		xs = xap_db_termfreq(&freq, part, term.data, term.len, b->xerr);
		if (!xs)
			xs = xap_db_doccount(&docs, part, b->xerr);
		*termfreq += freq;
		/* a part of several databases does not tell of each */
		*fills_part |= freq &&
			       (freq == docs || xap_db_shards(part) > 1);
	}
	return xs;
}

static xap_status build_unweighed(xap_query **out, struct bl_str term,
				  const struct builder *b)
{
	uint32_t termfreq = 0, docs = 0;
	bool fills_part;
	xap_status xs = count_term(&termfreq, &fills_part, term, b);

	if (!xs)
		xs = xap_db_doccount(&docs, b->r->db, b->xerr);
	if (xs)
		return xs;
	if (termfreq && termfreq == docs)
		return xap_query_all(out, b->xerr);
	if (fills_part && !b->r->foreign)
		return build_listed(out, term, termfreq, b);
	return xap_query_term(out, term.data, term.len, 1, 0, b->xerr);
}

static xap_status build_term(xap_query **out, const struct bl_node *node,
			     enum use use, const struct builder *b)
{
	struct bl_buf term;
	xap_status xs;

	bl_buf_init(&term, BL_XTERM_MAX_BYTES);
	bl_xquery_term(&term, node);
	if (bl_buf_status(&term, NULL) < 0)
		xs = no_memory(b->xerr);
	else if (use == FOR_MATCH)
		xs = build_unweighed(out, bl_buf_str(&term), b);
	else
		xs = xap_query_term(out, term.data, term.len, 1, 0, b->xerr);
	bl_buf_release(&term);
	return xs;
}

/* Dates only: the values of the slot begin with the time, so everything up to
 * `high` sorts before the bare bytes of the second after it. */
static xap_status build_range(xap_query **out, const struct bl_node *node,
			      struct xap_error *xerr)
{
	bl_time from = node->low > BL_TIME_MIN ? node->low : BL_TIME_MIN;
	bl_time to = node->high < BL_TIME_MAX ? node->high : BL_TIME_MAX;
	char low[KEY_TIME_BYTES], high[KEY_TIME_BYTES];
	struct xap_str low_str = { low, sizeof(low) };
	struct xap_str high_str = { high, sizeof(high) };

	bl_key_time(low, from);
	bl_key_time(high, to + 1);
	return xap_query_value_range(out, SLOT_OLDEST_FIRST, &low_str,
				     &high_str, xerr);
}

/* ---- groups: their children are built into a list */

struct list {
	xap_query **q;
	size_t n;
};

static void list_release(struct list *l)
{
	while (l->n)
		xap_query_free(l->q[--l->n]);
	free(l->q);
}

static xap_status list_init(struct list *l, size_t cap, struct xap_error *xerr)
{
	l->n = 0;
	l->q = calloc(cap ? cap : 1, sizeof(*l->q));
	return l->q ? XAP_OK : no_memory(xerr);
}

/* Is a weight of this node asked for rightly, wherever it stands? */
static bool is_plain_term(const struct bl_node *node)
{
	return node->kind == BL_NODE_TERM && node->weight == 1;
}

/* The second of the three rules. */
static xap_status wrap(xap_query **q, struct xap_error *xerr)
{
	xap_query *all = NULL;
	xap_status xs = xap_query_all(&all, xerr);

	if (!xs)
		xs = combine2(q, XAP_OP_AND_MAYBE, all, xerr);
	xap_query_free(all);
	return xs;
}

static xap_status add_child(struct list *l, const struct bl_node *child,
			    enum use use, bool optional,
			    const struct builder *b)
{
	xap_query *q = NULL;
	xap_status xs = build(&q, child, use, b);

	if (!xs && optional && use == FOR_SCORE && !is_plain_term(child))
		xs = wrap(&q, b->xerr);
	if (xs) {
		xap_query_free(q);
		return xs;
	}
	l->q[l->n++] = q;
	return XAP_OK;
}

static xap_status combine(xap_query **out, enum xap_op op, const struct list *l,
			  uint32_t param, struct xap_error *xerr)
{
	return xap_query_combine(out, op, (const xap_query *const *)l->q, l->n,
				 param, xerr);
}

/* All children under one operator. */
static xap_status build_group(xap_query **out, const struct bl_node *node,
			      enum xap_op op, size_t param, enum use use,
			      const struct builder *b)
{
	struct list l;
	xap_status xs = list_init(&l, node->n, b->xerr);
	size_t i;

	for (i = 0; !xs && i < node->n; i++)
		xs = add_child(&l, node->child[i], use, op == XAP_OP_OR, b);
	if (!xs)
		xs = combine(out, op, &l, (uint32_t)param, b->xerr);
	list_release(&l);
	return xs;
}

/* Children that are NOTs are subtracted from the AND of the others. */
static xap_status build_and(xap_query **out, const struct bl_node *node,
			    enum use use, const struct builder *b)
{
	struct list with, without;
	xap_status xs = list_init(&with, node->n, b->xerr);
	size_t i;

	xs = list_init(&without, node->n + 1, b->xerr) ? XAP_NOMEM : xs;
	for (i = 0; !xs && i < node->n; i++) {
		const struct bl_node *c = node->child[i];

		if (c->kind == BL_NODE_NOT)
			xs = add_child(&without, c->child[0], FOR_MATCH, false,
				       b);
		else
			xs = add_child(&with, c, use, false, b);
	}
	if (!xs)
		xs = combine(out, XAP_OP_AND, &with, 0, b->xerr);
	if (!xs && without.n) {
		xap_query *any = NULL;

		xs = combine(&any, XAP_OP_OR, &without, 0, b->xerr);
		if (!xs)
			xs = combine2(out, XAP_OP_AND_NOT, any, b->xerr);
		xap_query_free(any);
	}
	list_release(&without);
	list_release(&with);
	return xs;
}

static xap_status build_not(xap_query **out, const struct bl_node *node,
			    const struct builder *b)
{
	xap_query *without = NULL;
	xap_status xs = build(&without, node->child[0], FOR_MATCH, b);

	if (!xs)
		xs = xap_query_all(out, b->xerr);
	if (!xs)
		xs = combine2(out, XAP_OP_AND_NOT, without, b->xerr);
	xap_query_free(without);
	return xs;
}

static xap_status build_maybe(xap_query **out, const struct bl_node *node,
			      enum use use, const struct builder *b)
{
	xap_status xs = build(out, node->child[0], use, b);
	struct list l;
	size_t i;

	/* the third rule */
	if (xs || use == FOR_MATCH)
		return xs;
	xs = list_init(&l, node->n, b->xerr);
	for (i = 1; !xs && i < node->n; i++)
		xs = add_child(&l, node->child[i], use, true, b);
	for (i = 0; !xs && i < l.n; i++)
		xs = combine2(out, XAP_OP_AND_MAYBE, l.q[i], b->xerr);
	list_release(&l);
	return xs;
}

/*
 * What Xapian cannot tell is read from the positions of the documents that may
 * match: those that do are then named one by one, beside the sides, which give
 * the score.
 */
static xap_status build_verified(xap_query **out, const struct bl_node *node,
				 enum use use, const struct builder *b)
{
	xap_query *may = NULL, *verified = NULL;
	xap_status xs = build_group(&may, node, XAP_OP_AND, 0, FOR_MATCH, b);

	if (!xs)
		xs = bl_xverify(&verified, may, node, b->r, b->xerr);
	if (!xs && use == FOR_SCORE)
		xs = build_group(out, node, XAP_OP_AND, 0, use, b);
	if (!xs && use == FOR_SCORE) {
		xs = combine2(out, XAP_OP_FILTER, verified, b->xerr);
	} else if (!xs) {
		*out = verified;
		verified = NULL;
	}
	xap_query_free(verified);
	xap_query_free(may);
	return xs;
}

/* Of the articles that the terms tell, those whose incidents pass. */
static xap_status build_incident(xap_query **out, const struct bl_node *node,
				 const struct builder *b)
{
	struct bl_arena arena = BL_ARENA_INIT;
	xap_query *may = NULL;
	bool exact;
	const struct bl_node *ask =
		bl_xterms_ask(&exact, node->child[0], &arena);
	xap_status xs = ask ? build(&may, ask, FOR_MATCH, b)
			    : no_memory(b->xerr);

	if (!xs && !exact) {
		xs = bl_xverify(out, may, node, b->r, b->xerr);
	} else if (!xs) {
		*out = may;
		may = NULL;
	}
	xap_query_free(may);
	bl_arena_release(&arena);
	return xs;
}

/* Is Xapian right about the two sides of a NEAR?  Of groups, phrases, and of
 * a word beside itself it is not. */
static bool is_simple_near(const struct bl_node *node)
{
	return node->n == 2 && is_plain_term(node->child[0]) &&
	       is_plain_term(node->child[1]) &&
	       !bl_str_eq(node->child[0]->text, node->child[1]->text);
}

/* Words at a distance, which have to be terms, weighed or not.  Xapian's window
 * counts both ends. */
static xap_status build_window(xap_query **out, const struct bl_node *node,
			       enum xap_op op, size_t window,
			       const struct builder *b)
{
	return build_group(out, node, op, window, FOR_SCORE, b);
}

static xap_status build_near(xap_query **out, const struct bl_node *node,
			     enum use use, const struct builder *b)
{
	if (!is_simple_near(node))
		return build_verified(out, node, use, b);
	return build_window(out, node,
			    node->ordered ? XAP_OP_PHRASE : XAP_OP_NEAR,
			    (size_t)node->distance + 1, b);
}

static xap_status build_kind(xap_query **out, const struct bl_node *node,
			     enum use use, const struct builder *b)
{
	switch (node->kind) {
	case BL_NODE_ALL:
		return xap_query_all(out, b->xerr);
	case BL_NODE_NONE:
		return xap_query_nothing(out, b->xerr);
	case BL_NODE_TERM:
	case BL_NODE_FORM:
	case BL_NODE_KEYWORD:
		return build_term(out, node, use, b);
	case BL_NODE_RANGE:
		return build_range(out, node, b->xerr);
	case BL_NODE_PHRASE:
		return build_window(out, node, XAP_OP_PHRASE,
				    node->n + node->slop, b);
	case BL_NODE_NEAR:
		return build_near(out, node, use, b);
	case BL_NODE_AND:
		return build_and(out, node, use, b);
	case BL_NODE_OR:
		return build_group(out, node, XAP_OP_OR, 0, use, b);
	case BL_NODE_NOT:
		return build_not(out, node, b);
	case BL_NODE_MAYBE:
		return build_maybe(out, node, use, b);
	case BL_NODE_INCIDENT:
		return build_incident(out, node, b);
	case BL_NODE_FILTER:
		return bl_xap_misuse(b->xerr, "a filter is in no condition");
	case BL_NODE_PATTERN:
	case BL_NODE_FUZZY:
		break;
	}
	return bl_xap_misuse(b->xerr,
			     "a pattern was not expanded before the search");
}

/* Does the node give any article a score?  Recursion: a tree is as deep as its
 * query nests, which is bounded. */
static bool is_scored(const struct bl_node *node)
{
	size_t i;

	if (node->kind == BL_NODE_TERM)
		return true;
	if (node->kind == BL_NODE_NOT)
		return false;
	for (i = 0; i < node->n; i++) {
		if (is_scored(node->child[i]))
			return true;
	}
	return false;
}

static xap_status build(xap_query **out, const struct bl_node *node,
			enum use use, const struct builder *b)
{
	double factor = 1;
	xap_status xs;

	*out = NULL;
	if (use == FOR_SCORE)
		factor = is_scored(node) ? node->weight : 0;
	xs = build_kind(out, node, factor == 0 ? FOR_MATCH : use, b);
	if (!xs && factor != 1)
		xs = scale(out, factor, b->xerr);
	if (xs) {
		xap_query_free(*out);
		*out = NULL;
	}
	return xs;
}

xap_status bl_xquery_build(xap_query **out, const struct bl_node *node,
			   const struct bl_xreader *r, struct xap_error *xerr)
{
	const struct builder b = { r, xerr };

	return build(out, node, FOR_SCORE, &b);
}

xap_status bl_xquery_build_match(xap_query **out, const struct bl_node *node,
				 const struct bl_xreader *r,
				 struct xap_error *xerr)
{
	const struct builder b = { r, xerr };

	return build(out, node, FOR_MATCH, &b);
}
