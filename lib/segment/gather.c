/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "invert_private.h"

#define FIRST_CURSORS 16

bl_status bl_gather_init(struct bl_gather *g, const struct bl_invert *v,
			 struct bl_error *err)
{
	uint32_t form;

	g->n = 0;
	g->cap = FIRST_CURSORS;
	g->cursor = calloc(g->cap, sizeof(*g->cursor));
	g->first = calloc((size_t)v->stems.n + 1, sizeof(*g->first));
	g->next = calloc((size_t)v->forms.n + 1, sizeof(*g->next));
	if (!g->cursor || !g->first || !g->next)
		return bl_fail_nomem(err);
	for (form = 0; form < v->forms.n; form++) {
		uint32_t stem = v->stem_of[form];

		if (!v->forms.name[form].len)
			continue;
		g->next[form] = g->first[stem];
		g->first[stem] = form + 1;
	}
	return BL_OK;
}

void bl_gather_release(struct bl_gather *g)
{
	free(g->cursor);
	free(g->first);
	free(g->next);
}

/* ---- a heap of cursors: the one that comes first on top */

/* Go to the next occurrence. */
static inline void step(struct bl_cursor *c, struct bl_pool *pool)
{
	uint64_t n = bl_list_get(&c->at), doc;

	if (n & 1) {
		bl_list_set(&c->plain, pool, n >> 1);
		doc = (c->place >> 32) + (n >> 1);
		c->place = doc << 32 | bl_list_get(&c->at);
	} else {
		c->place += n >> 1;
	}
	c->left--;
}

/* Put a cursor in its place among those below it. */
static void sift_down(struct bl_gather *g, size_t i)
{
	struct bl_cursor *heap = g->cursor, moved;
	size_t child;

	for (; (child = 2 * i + 1) < g->n; i = child) {
		child += child + 1 < g->n &&
			 heap[child + 1].place < heap[child].place;
		if (heap[i].place < heap[child].place)
			break;
		moved = heap[i];
		heap[i] = heap[child];
		heap[child] = moved;
	}
}

static bl_status add_list(struct bl_gather *g, struct bl_pool *pool,
			  const struct bl_list *l, struct bl_error *err)
{
	struct bl_cursor *c = g->cursor;

	if (g->n == g->cap) {
		c = reallocarray(c, 2 * g->cap, sizeof(*c));
		if (!c)
			return bl_fail_nomem(err);
		g->cursor = c;
		g->cap *= 2;
	}
	c += g->n++;
	memset(c, 0, sizeof(*c));
	bl_list_reader_init(&c->at, pool, l);
	bl_list_reader_init(&c->plain, pool, l);
	c->left = l->entries;
	step(c, pool);
	return BL_OK;
}

/* ---- what they gather */

/* The article at hand, and what is known of it. */
struct gathered {
	struct bl_list_writer *to;
	struct bl_list *docs; /* its articles, too, unless NULL */
	struct bl_pool *pool;
	uint32_t doc; /* plus one; 0: none yet */
	uint32_t position, wdf;
};

static inline void put_place(struct gathered *x, uint64_t place)
{
	if (place >> 32 != x->doc) {
		if (x->wdf)
			bl_list_add(x->to, x->doc - 1, x->wdf);
		x->doc = (uint32_t)(place >> 32);
		x->position = x->wdf = 0;
		if (x->docs)
			bl_pool_put_doc(x->pool, x->docs, x->doc - 1);
	}
	bl_list_position(x->to, (uint32_t)place - x->position);
	x->position = (uint32_t)place;
	x->wdf++;
}

/* Give the occurrences of all cursors to the writer, and their articles to a
 * list, unless that is NULL. */
static void put_all(struct bl_list_writer *w, struct bl_gather *g,
		    struct bl_pool *pool, struct bl_list *docs)
{
	struct gathered x = { w, docs, pool, 0, 0, 0 };
	struct bl_cursor *top = g->cursor, only;
	size_t i;

	for (i = g->n / 2; i-- > 0;)
		sift_down(g, i);
	bl_list_begin(w);
	while (g->n > 1) {
		put_place(&x, top->place);
		if (top->left)
			step(top, pool);
		else
			*top = g->cursor[--g->n];
		sift_down(g, 0);
	}
	only = *top;
	put_place(&x, only.place);
	while (only.left) {
		step(&only, pool);
		put_place(&x, only.place);
	}
	g->n = 0;
	bl_list_add(w, x.doc - 1, x.wdf);
}

bl_status bl_gather_list(struct bl_list_writer *w, struct bl_gather *g,
			 struct bl_pool *pool, const struct bl_list *l,
			 struct bl_error *err)
{
	bl_status st = add_list(g, pool, l, err);

	if (st == BL_OK)
		put_all(w, g, pool, NULL);
	return st;
}

bl_status bl_gather_stem(struct bl_list_writer *w, struct bl_gather *g,
			 struct bl_invert *v, uint32_t stem,
			 struct bl_error *err)
{
	uint32_t form, at;
	bl_status st = BL_OK;

	for (at = g->first[stem]; st == BL_OK && at; at = g->next[form]) {
		form = at - 1;
		st = add_list(g, &v->pool, &v->forms.list[form], err);
	}
	if (st < 0)
		return st;
	/* of an only form the list is that of the stem, too */
	if (g->n == 1) {
		put_all(w, g, &v->pool, NULL);
		v->stems.list[stem] = v->forms.list[g->first[stem] - 1];
	} else {
		put_all(w, g, &v->pool, &v->stems.list[stem]);
	}
	return v->pool.failed ? bl_fail_nomem(err) : BL_OK;
}
