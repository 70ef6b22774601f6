/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Wildcards and fuzzy words become the forms they stand for.  The dictionary
 * is walked once for each, from the part that is fixed, and the best forms
 * are kept in a heap whose root is the worst of them.
 */
#include "parse_private.h"

#include <stdlib.h>

#include "blotter/utf8.h"

/* That --explain names of one word's. */
#define EXPLAINED_FORMS 10

struct form {
	struct bl_str text; /* in the arena */
	uint64_t articles;
};

/* The walk for one node. */
struct walk {
	const struct bl_node *node;
	struct bl_arena *arena;
	struct form *heap;
	size_t kept;      /* in the heap */
	uint64_t matched; /* forms in all */
	bl_status st;
	struct bl_error *err;
};

/* What one query's expansion shares. */
struct expansion {
	const struct bl_parse_context *c;
	struct bl_reader *reader;
	struct bl_buf *notice;
	struct form *heap; /* BL_QUERY_MAX_FORMS */
	size_t forms;      /* in the tree, so far */
	size_t *column;    /* of a failure */
	struct bl_error *err;
};

static size_t code_point_bytes(struct bl_str s, size_t at)
{
	size_t used;

	bl_utf8_decode(s.data + at, s.len - at, &used);
	return used;
}

/*
 * Does the pattern match all of s?  On a mismatch only the last * takes one
 * code point more: what earlier ones took need not change.
 */
static bool glob(struct bl_str pattern, struct bl_str s)
{
	size_t p = 0, i = 0, after_star = 0, star_at = 0;
	bool star = false;

	while (i < s.len) {
		if (p < pattern.len && pattern.data[p] == '*') {
			star = true;
			after_star = ++p;
			star_at = i;
		} else if (p < pattern.len && pattern.data[p] == '?') {
			p++;
			i += code_point_bytes(s, i);
		} else if (p < pattern.len && pattern.data[p] == s.data[i]) {
			p++;
			i++;
		} else if (star) {
			star_at += code_point_bytes(s, star_at);
			i = star_at;
			p = after_star;
		} else {
			return false;
		}
	}
	while (p < pattern.len && pattern.data[p] == '*')
		p++;
	return p == pattern.len;
}

static bool matches(const struct bl_node *node, struct bl_str form)
{
	if (node->kind == BL_NODE_PATTERN)
		return glob(node->text, form);
	return bl_utf8_distance(node->text, form, node->distance) <=
	       node->distance;
}

/* What every form that the node stands for begins with. */
static struct bl_str fixed_prefix(const struct bl_node *node)
{
	struct bl_str s = node->text;
	size_t i = 0;

	if (node->kind == BL_NODE_FUZZY) {
		s.len = s.len ? code_point_bytes(s, 0) : 0;
		return s;
	}
	while (i < s.len && s.data[i] != '*' && s.data[i] != '?')
		i++;
	s.len = i;
	return s;
}

/* Below 0: a is kept before b. */
static int compare(const void *left, const void *right)
{
	const struct form *a = left, *b = right;

	if (a->articles != b->articles)
		return a->articles > b->articles ? -1 : 1;
	return bl_str_cmp(a->text, b->text);
}

static void swap(struct form *a, struct form *b)
{
	struct form kept = *a;

	*a = *b;
	*b = kept;
}

static void sift_up(struct form *heap, size_t i)
{
	while (i > 0 && compare(&heap[i], &heap[(i - 1) / 2]) > 0) {
		swap(&heap[i], &heap[(i - 1) / 2]);
		i = (i - 1) / 2;
	}
}

static void sift_down(struct form *heap, size_t n)
{
	size_t i = 0, worst;

	while ((worst = 2 * i + 1) < n) {
		if (worst + 1 < n &&
		    compare(&heap[worst + 1], &heap[worst]) > 0)
			worst++;
		if (compare(&heap[worst], &heap[i]) <= 0)
			break;
		swap(&heap[worst], &heap[i]);
		i = worst;
	}
}

static int take_form(void *ctx, struct bl_str form, uint64_t articles)
{
	struct walk *w = ctx;
	struct form found = { form, articles };
	bool full = w->kept == BL_QUERY_MAX_FORMS;

	if (!matches(w->node, form))
		return 0;
	w->matched++;
	if (full && compare(&found, &w->heap[0]) > 0)
		return 0;
	found.text = bl_arena_str(w->arena, form);
	if (!found.text.data) {
		w->st = bl_fail_nomem(w->err);
		return 1;
	}
	if (full) {
		w->heap[0] = found;
		sift_down(w->heap, w->kept);
	} else {
		w->heap[w->kept] = found;
		sift_up(w->heap, w->kept++);
	}
	return 0;
}

/* The word as the query wrote it, folded. */
static void name_word(struct bl_buf *out, const struct bl_node *node)
{
	bl_buf_addc(out, '\'');
	bl_buf_addstr(out, node->text);
	if (node->kind == BL_NODE_FUZZY)
		bl_buf_addf(out, "~%u", node->distance);
	bl_buf_addc(out, '\'');
}

static void add_notice(struct bl_buf *out, const struct walk *w)
{
	if (w->matched > 0 && w->matched <= BL_QUERY_MAX_FORMS)
		return;
	name_word(out, w->node);
	if (w->matched == 0)
		bl_buf_adds(out, " stands for no word of this index\n");
	else
		bl_buf_addf(out,
			    " stands for %llu words: searching the %d that are "
			    "in most articles\n",
			    (unsigned long long)w->matched, BL_QUERY_MAX_FORMS);
}

/* What the word stands for, best first: a line for --explain. */
static void explain(struct bl_buf *out, const struct walk *w)
{
	size_t shown = w->kept < EXPLAINED_FORMS ? w->kept : EXPLAINED_FORMS;
	size_t i;

	name_word(out, w->node);
	bl_buf_adds(out, " stands for");
	for (i = 0; i < shown; i++) {
		bl_buf_adds(out, i ? ", " : " ");
		bl_buf_addstr(out, w->heap[i].text);
		bl_buf_addf(out, " (in %llu)",
			    (unsigned long long)w->heap[i].articles);
	}
	if (w->kept > shown)
		bl_buf_addf(out, " and %zu more", w->kept - shown);
	bl_buf_adds(out, w->kept ? "\n" : " nothing\n");
}

static bl_status form_node(struct bl_node **out, const struct walk *w,
			   const struct form *form)
{
	struct bl_node *node = bl_arena_calloc(w->arena, 1, sizeof(*node));

	*out = node;
	if (!node)
		return bl_fail_nomem(w->err);
	node->kind = BL_NODE_FORM;
	node->text = form->text;
	node->weight = 1;
	node->column = w->node->column;
	return BL_OK;
}

/* The OR of the forms in the heap, best first. */
static bl_status build(struct bl_node **out, const struct walk *w)
{
	struct bl_node *node = bl_arena_calloc(w->arena, 1, sizeof(*node));
	bl_status st = BL_OK;

	*out = node;
	if (!node)
		return bl_fail_nomem(w->err);
	node->kind = w->kept ? BL_NODE_OR : BL_NODE_NONE;
	node->weight = w->node->weight;
	node->column = w->node->column;
	node->child = bl_arena_calloc(w->arena, w->kept, sizeof(*node->child));
	if (!node->child)
		return bl_fail_nomem(w->err);
	for (; node->n < w->kept && st == BL_OK; node->n++)
		st = form_node(&node->child[node->n], w, &w->heap[node->n]);
	if (node->n == 1)
		*out = node->child[0];
	return st;
}

static bl_status expand_word(struct bl_node **node, struct expansion *e)
{
	struct walk w = {
		.node = *node, .arena = e->c->arena, .st = BL_OK, .err = e->err
	};
	bl_status st;

	if (!e->heap)
		e->heap = bl_arena_calloc(w.arena, BL_QUERY_MAX_FORMS,
					  sizeof(*e->heap));
	if (!e->heap)
		return bl_fail_nomem(e->err);
	w.heap = e->heap;
	st = bl_reader_forms(e->reader, fixed_prefix(*node), take_form, &w,
			     e->err);
	if (w.st < 0)
		return w.st;
	if (st < 0)
		return st;
	e->forms += w.kept;
	if (e->forms > BL_QUERY_MAX_TERMS) {
		*e->column = (*node)->column;
		return bl_fail(e->err, BL_ERR_USAGE,
			       "wildcards and fuzzy words stand for more than "
			       "%d words with this one",
			       BL_QUERY_MAX_TERMS);
	}
	qsort(w.heap, w.kept, sizeof(*w.heap), compare);
	add_notice(e->notice, &w);
	if (e->c->explain)
		explain(e->c->explain, &w);
	return build(node, &w);
}

/* Recursion: a tree is as deep as its query nests, which is bounded. */
static bl_status expand(struct bl_node **node, struct expansion *e)
{
	bl_status st = BL_OK;
	size_t i;

	if ((*node)->kind == BL_NODE_PATTERN || (*node)->kind == BL_NODE_FUZZY)
		return expand_word(node, e);
	for (i = 0; i < (*node)->n && st == BL_OK; i++)
		st = expand(&(*node)->child[i], e);
	return st;
}

bl_status bl_query_expand(struct bl_node **node,
			  const struct bl_parse_context *c,
			  struct bl_reader *reader, struct bl_buf *notice,
			  size_t *column, struct bl_error *err)
{
	struct expansion e = { .c = c,
			       .reader = reader,
			       .notice = notice,
			       .column = column,
			       .err = err };

	return expand(node, &e);
}
