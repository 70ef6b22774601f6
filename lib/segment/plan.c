/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <limits.h>
#include <math.h>
#include <string.h>

#include "incidents_exec_private.h"

#define TERM_BUF_BYTES ((size_t)8 << 10)

static bool is_leaf(const struct bl_node *n)
{
	return n->kind == BL_NODE_TERM || n->kind == BL_NODE_FORM ||
	       n->kind == BL_NODE_KEYWORD;
}

/* The parts of the formula of query-language, "Ranking". */
static void weigh(const struct bl_exec *x, struct bl_plan *p)
{
	const struct bl_segment_reader *r = x->r;
	double all = (double)r->docs, n = (double)p->docs;
	double mean = r->docs ? (double)r->length / all : 0;
	double t = (all - n + 0.5) / (n + 0.5);
	double idf = log(t < 2 ? t / 2 + 1 : t);

	p->bm25.weight = p->weight * idf * (x->s->k1 + 1);
	p->bm25.base = x->s->k1 * (1 - x->s->b);
	p->bm25.per_length = mean > 0 ? x->s->k1 * x->s->b / mean : 0;
}

static bl_status name_term(struct bl_exec *x, struct bl_plan *p,
			   struct bl_error *err)
{
	const struct bl_node *n = p->node;
	const char *prefix = BL_PREFIX_STEM;
	struct bl_buf term;
	bl_status st;

	p->positional = n->kind == BL_NODE_TERM;
	p->by_id = n->kind == BL_NODE_KEYWORD && n->field &&
		   n->field->id == BL_FIELD_ID_ID;
	p->term = n->text;
	if (p->by_id)
		return BL_OK;
	if (n->field)
		prefix = n->field->prefix;
	else if (n->kind == BL_NODE_FORM)
		prefix = BL_PREFIX_FORM;
	bl_buf_init(&term, TERM_BUF_BYTES);
	bl_term(&term, prefix, n->text);
	st = bl_buf_status(&term, err);
	p->term = bl_arena_str(x->arena, bl_buf_str(&term));
	bl_buf_release(&term);
	if (st == BL_OK && !p->term.data)
		st = bl_fail_nomem(err);
	return st;
}

static const struct bl_dict *dict_of(const struct bl_plan *p,
				     const struct bl_segment *s)
{
	if (p->by_id)
		return &s->ids;
	return p->positional ? &s->stems : &s->forms;
}

/* Look the term up in all segments. */
static bl_status find_term(struct bl_exec *x, struct bl_plan *p,
			   struct bl_error *err)
{
	struct bl_segment_reader *r = x->r;
	bool damaged = false;
	size_t i;

	p->entry = bl_arena_calloc(x->arena, r->n + 1, sizeof(*p->entry));
	p->postings = bl_arena_alloc(x->arena, sizeof(*p->postings));
	if (!p->entry || !p->postings)
		return bl_fail_nomem(err);
	p->postings->loads = 0;
	for (i = 0; i < r->n; i++) {
		const struct bl_segment *s = &r->segment[i];

		if (!bl_dict_find(&p->entry[i], dict_of(p, s), p->term,
				  &damaged))
			continue;
		p->docs += p->entry[i].docs;
		p->blocks += (p->entry[i].docs - 1) / BL_BLOCK + 1;
		if (!s->dead)
			continue;
		bl_segment_postings(p->postings, r->k, s, p->term, &p->entry[i],
				    p->positional);
		p->docs -= bl_count_dead(p->postings, s);
		damaged |= p->postings->damaged;
	}
	return damaged ? bl_fail(err, BL_ERR_CORRUPT,
				 "the dictionary of the index is damaged")
		       : BL_OK;
}

static bl_status make_leaf(struct bl_exec *x, struct bl_plan *p,
			   struct bl_error *err)
{
	bl_status st = name_term(x, p, err);

	if (st == BL_OK)
		st = find_term(x, p, err);
	if (st < 0 || !p->positional)
		return st;
	p->positions = bl_arena_alloc(x->arena, sizeof(*p->positions));
	if (!p->positions)
		return bl_fail_nomem(err);
	weigh(x, p);
	x->scores = true;
	return BL_OK;
}

/* How many operands a node may have, and of which kinds (1 << kind). */
static const struct {
	size_t least, most;
	unsigned kinds;
} shapes[] = {
#define ANY_KIND UINT_MAX
#define WORDS (1u << BL_NODE_TERM)
	[BL_NODE_PHRASE] = { 1, SIZE_MAX, WORDS },
	[BL_NODE_NEAR] = { 2, 2,
			   WORDS | 1u << BL_NODE_PHRASE | 1u << BL_NODE_OR },
	[BL_NODE_INCIDENT] = { 1, 1, ANY_KIND },
	[BL_NODE_AND] = { 1, SIZE_MAX, ANY_KIND },
	[BL_NODE_OR] = { 1, SIZE_MAX, ANY_KIND },
	[BL_NODE_NOT] = { 1, 1, ANY_KIND },
	[BL_NODE_MAYBE] = { 1, SIZE_MAX, ANY_KIND },
};

static bl_status check_shape(const struct bl_node *n, bool near,
			     struct bl_error *err)
{
	size_t least = 0, most = 0, i;
	unsigned kinds = 0;

	if (n->kind == BL_NODE_PATTERN || n->kind == BL_NODE_FUZZY)
		return bl_fail(err, BL_ERR_INTERNAL,
			       "a pattern was not expanded before the search");
	if (n->kind == BL_NODE_FILTER)
		return bl_fail(err, BL_ERR_INTERNAL,
			       "a filter on incidents without an incident");
	if ((size_t)n->kind < sizeof(shapes) / sizeof(shapes[0])) {
		least = shapes[n->kind].least;
		most = shapes[n->kind].most;
		kinds = near && n->kind == BL_NODE_OR
				? shapes[BL_NODE_NEAR].kinds
				: shapes[n->kind].kinds;
	}
	if (n->n < least || n->n > most)
		return bl_fail(err, BL_ERR_INTERNAL,
			       "a node of the query has %zu operands", n->n);
	for (i = 0; i < n->n; i++)
		if (!(kinds >> n->child[i]->kind & 1))
			return bl_fail(err, BL_ERR_INTERNAL,
				       "a node of the query has an operand "
				       "that it cannot have");
	return BL_OK;
}

/* All words below a node, in order; returns how many. */
static size_t collect_words(struct bl_plan **out, struct bl_plan *p)
{
	size_t n = 0, i;

	if (is_leaf(p->node)) {
		if (out)
			*out = p;
		return 1;
	}
	for (i = 0; i < p->n; i++)
		n += collect_words(out ? out + n : NULL, p->child[i]);
	return n;
}

static bl_status list_words(struct bl_exec *x, struct bl_plan *p,
			    struct bl_error *err)
{
	size_t n = collect_words(NULL, p), i;
	bl_status st = BL_OK;

	p->word = bl_arena_calloc(x->arena, n + 1, sizeof(*p->word));
	if (!p->word)
		return bl_fail_nomem(err);
	collect_words(p->word, p);
	for (i = 0; st == BL_OK && i < n; i++)
		st = bl_rows_plan(x, p->word[i], err);
	return st;
}

static bl_status make(struct bl_plan **out, struct bl_exec *x,
		      const struct bl_node *n, const struct bl_plan *parent,
		      unsigned depth, struct bl_error *err)
{
	struct bl_plan *p = bl_arena_calloc(x->arena, 1, sizeof(*p));
	bl_status st;
	size_t i;

	*out = p;
	/* the parser's limit, and the levels that it may add itself */
	if (depth > 4 * BL_QUERY_MAX_DEPTH)
		return bl_fail(err, BL_ERR_LIMIT, "a query too deep");
	if (!p)
		return bl_fail_nomem(err);
	p->node = n;
	p->weight = n->weight * (parent ? parent->weight : 1);
	p->in_near = n->kind == BL_NODE_NEAR || (parent && parent->in_near);
	st = check_shape(n, p->in_near, err);
	if (st < 0)
		return st;
	if (is_leaf(n))
		return make_leaf(x, p, err);
	if (n->kind == BL_NODE_INCIDENT)
		return bl_incident_plan(x, p, err);
	p->child = bl_arena_calloc(x->arena, n->n + 1, sizeof(*p->child));
	p->by_cost = bl_arena_calloc(x->arena, n->n + 1, sizeof(*p->by_cost));
	p->by_bound = bl_arena_calloc(x->arena, n->n + 1, sizeof(*p->by_bound));
	if (!p->child || !p->by_cost || !p->by_bound)
		return bl_fail_nomem(err);
	for (i = 0; st == BL_OK && i < n->n; i++, p->n++) {
		st = make(&p->child[i], x, n->child[i], p, depth + 1, err);
		p->by_cost[i] = p->child[i];
		p->child[i]->place = (uint32_t)i;
	}
	if (st == BL_OK &&
	    (n->kind == BL_NODE_PHRASE || n->kind == BL_NODE_NEAR))
		st = list_words(x, p, err);
	return st;
}

bl_status bl_plan_make(struct bl_exec *x, struct bl_error *err)
{
	bl_status st = make(&x->root, x, x->s->query, NULL, 0, err);

	return st == BL_OK ? bl_joint_plan(x, err) : st;
}

/* ---- for a segment */

/* Of a word's blocks, those that a window has. */
static uint32_t blocks_of_window(const struct bl_exec *x,
				 const struct bl_plan *p)
{
	uint64_t blocks = p->postings->blocks, docs = x->segment->info.docs;

	return (uint32_t)(blocks * BL_WINDOW / docs) + 2;
}

/* A window is gone through several times, to match, to place and to score, and
 * so is what joint.c takes in its place: let all of its blocks be kept, unless
 * that would be very many. */
static void keep_blocks(struct bl_exec *x, struct bl_plan *p)
{
	uint32_t want = x->joint ? bl_joint_blocks(x, p)
				 : blocks_of_window(x, p);

	if (want > p->postings->blocks)
		want = p->postings->blocks;
	if (want > p->n_kept && x->n_kept + want <= BL_KEPT_MAX) {
		p->kept = bl_arena_alloc(x->arena, want * sizeof(*p->kept));
		p->n_kept = p->kept ? want : 0;
		x->n_kept += want;
		x->no_memory |= !p->kept;
	}
	if (p->n_kept)
		bl_postings_keep(p->postings, p->kept, p->n_kept);
}

static void bind_leaf(struct bl_exec *x, struct bl_plan *p)
{
	const struct bl_segment *s = x->segment;
	const struct bl_entry *e = &p->entry[x->segment_number];

	p->block = p->scored = 0;
	p->cost = e->docs;
	if (!e->docs)
		return;
	bl_segment_postings(p->postings, x->r->k, s, p->term, e, p->positional);
	/* a word alone is gone through once */
	if (p->postings->blocks > 1 && p != x->root)
		keep_blocks(x, p);
	x->damaged |= p->postings->damaged;
	if (p->positional) {
		bl_positions_open(p->positions, x->r->k, e,
				  &s->in[BL_SECTION_POSITIONS]);
		x->damaged |= p->positions->damaged;
	}
}

/* What sorts behind all positive children. */
static uint64_t rank(const struct bl_plan *p)
{
	return p->node->kind == BL_NODE_NOT ? UINT64_MAX : p->cost;
}

/* Insertion sort: there are few, and they are mostly in order. */
static void sort_children(struct bl_plan *p)
{
	size_t i, j;

	for (i = 1; i < p->n; i++) {
		struct bl_plan *c = p->by_cost[i];

		for (j = i; j && rank(p->by_cost[j - 1]) > rank(c); j--)
			p->by_cost[j] = p->by_cost[j - 1];
		p->by_cost[j] = c;
	}
}

static void cost(struct bl_exec *x, struct bl_plan *p)
{
	uint64_t all = x->segment->info.docs, sum = 0, least = all;
	size_t i;

	for (i = 0; i < p->n; i++) {
		sum += p->child[i]->cost;
		if (rank(p->child[i]) < least)
			least = p->child[i]->cost;
	}
	switch (p->node->kind) {
	case BL_NODE_OR:
		p->cost = sum;
		break;
	case BL_NODE_AND:
	case BL_NODE_PHRASE:
	case BL_NODE_NEAR:
		p->cost = least;
		sort_children(p);
		break;
	case BL_NODE_MAYBE:
		p->cost = p->child[0]->cost;
		break;
	case BL_NODE_NONE:
		p->cost = 0;
		break;
	default:
		p->cost = all;
		break;
	}
}

static void bind(struct bl_exec *x, struct bl_plan *p)
{
	size_t i;

	if (is_leaf(p->node)) {
		bind_leaf(x, p);
		return;
	}
	if (p->incident) {
		bl_incident_bind(x, p);
		return;
	}
	for (i = 0; i < p->n; i++)
		bind(x, p->child[i]);
	cost(x, p);
}

bl_status bl_plan_bind(struct bl_exec *x, size_t segment, struct bl_error *err)
{
	x->segment_number = segment;
	x->segment = &x->r->segment[segment];
	bl_joint_bind(x);
	bind(x, x->root);
	if (x->found)
		bl_found_bind(x);
	if (x->no_memory)
		return bl_fail_nomem(err);
	return x->damaged ? bl_fail(err, BL_ERR_CORRUPT,
				    "postings of the index are damaged")
			  : BL_OK;
}
