/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Visiting all that a query selects.  A writer that overtakes the reader makes
 * it begin anew, so what the visits need is read before the first of them.
 */
#include <stdlib.h>

#include "xapian_private.h"

/* Of what is read, in memory: more is as good as no memory. */
#define READ_MAX_BYTES ((size_t)1 << 31)

/* What is read of each document. */
enum { KEY, SOURCE, INCIDENTS, VALUES };
static const enum slot slots[VALUES] = {
	[KEY] = SLOT_NEWEST_FIRST,
	[SOURCE] = SLOT_SOURCE,
	[INCIDENTS] = SLOT_INCIDENTS,
};

/* A value that was read: bytes of a buffer that may still move. */
struct value {
	size_t offset, len;
};

struct visit {
	const struct bl_node *query;
	struct bl_xdocs docs;
	struct value *value; /* VALUES for each document; none: empty */
	struct bl_buf read;
	/* being read: which value, and of which document next */
	size_t which, next;
};

static int take_value(void *ctx, xap_docid docid, const char *value, size_t len)
{
	struct visit *v = ctx;

	while (v->docs.id[v->next] != docid)
		v->next++;
	v->value[v->next * VALUES + v->which] =
		(struct value){ v->read.len, len };
	bl_buf_add(&v->read, value, len);
	return bl_buf_status(&v->read, NULL) < 0 ? XAP_NOMEM : XAP_OK;
}

static xap_status read_selected(struct visit *v, const xap_query *query,
				const xap_db *db, struct xap_error *xerr)
{
	xap_status xs;

	bl_buf_clear(&v->read);
	bl_xdocs_release(&v->docs);
	free(v->value);
	v->value = NULL;
	xs = bl_xselect(&v->docs, query, db, xerr);
	if (xs)
		return xs;
	v->value = calloc(v->docs.n + 1, VALUES * sizeof(*v->value));
	if (!v->value)
		return XAP_NOMEM;
	for (v->which = 0; !xs && v->which < VALUES; v->which++) {
		v->next = 0;
		xs = xap_db_values_of(db, slots[v->which], v->docs.id,
				      v->docs.n, take_value, v, xerr);
	}
	return xs;
}

static xap_status run_visit(struct bl_xreader *r, void *ctx,
			    struct xap_error *xerr)
{
	struct visit *v = ctx;
	xap_query *query = NULL;
	xap_status xs = bl_xquery_build_match(&query, v->query, r, xerr);

	if (!xs)
		xs = read_selected(v, query, r->db, xerr);
	xap_query_free(query);
	return xs;
}

static struct bl_str value_of(const struct visit *v, size_t i, size_t slot)
{
	const struct value *value = &v->value[i * VALUES + slot];

	return (struct bl_str){ v->read.data + value->offset, value->len };
}

static bl_status visit_one(const struct visit *v, size_t i,
			   struct bl_arena *arena, bl_visit_fn *fn, void *ctx,
			   struct bl_error *err)
{
	struct bl_visit visit = { .hit = { .doc = v->docs.id[i],
					   .published = BL_TIME_UNSET },
				  .source = value_of(v, i, SOURCE) };
	struct bl_str id;
	bl_status st;

	bl_key_read(value_of(v, i, KEY), SLOT_NEWEST_FIRST,
		    &visit.hit.published, &id);
	st = bl_xincidents_read(&visit.incidents, arena,
				value_of(v, i, INCIDENTS), err);
	return st < 0 ? st : fn(ctx, &visit, err);
}

bl_status bl_xreader_visit(struct bl_reader *base, const struct bl_node *query,
			   bl_field_set fields, bl_visit_fn *fn, void *ctx,
			   struct bl_error *err)
{
	struct bl_arena arena = BL_ARENA_INIT;
	struct visit v = { .query = query };
	bl_status st;
	size_t i;

	(void)fields; /* incidents are one value: all of them or none */
	bl_buf_init(&v.read, READ_MAX_BYTES);
	st = bl_xreader_run((struct bl_xreader *)base, run_visit, &v, err);
	for (i = 0; st == BL_OK && i < v.docs.n; i++) {
		bl_arena_clear(&arena);
		st = visit_one(&v, i, &arena, fn, ctx, err);
	}
	bl_arena_release(&arena);
	free(v.value);
	bl_xdocs_release(&v.docs);
	bl_buf_release(&v.read);
	return st;
}
