/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Visiting all that a query selects.  A writer that overtakes the reader makes
 * it begin anew, so what the visits need is read before the first of them.
 */
#include <string.h>

#include "xapian_private.h"

/* Of what is read, in memory; more is refused. */
#define READ_MAX_BYTES ((size_t)1 << 31)

/* What of each document is read, one after the other: the values of these
 * slots, with the length of each in front. */
static const enum slot slots[] = { SLOT_NEWEST_FIRST, SLOT_SOURCE,
				   SLOT_INCIDENTS };
enum { SLOTS = sizeof(slots) / sizeof(slots[0]) };

struct visit {
	const struct bl_node *query;
	struct bl_xdocs docs;
	struct bl_buf read;
};

static xap_status read_values(struct visit *v, const xap_db *db,
			      xap_docid docid, struct xap_buf *value,
			      struct xap_error *xerr)
{
	xap_status xs = XAP_OK;
	size_t i;

	for (i = 0; !xs && i < SLOTS; i++) {
		xs = xap_db_value(value, db, docid, slots[i], xerr);
		if (xs)
			break;
		bl_buf_add(&v->read, &value->len, sizeof(value->len));
		bl_buf_add(&v->read, value->data, value->len);
	}
	return xs;
}

static xap_status read_selected(struct visit *v, const xap_query *query,
				const xap_db *db, struct xap_error *xerr)
{
	struct xap_buf value = XAP_BUF_INIT;
	xap_status xs;
	size_t i;

	bl_buf_clear(&v->read);
	bl_xdocs_release(&v->docs);
	xs = bl_xselect(&v->docs, query, db, xerr);
	for (i = 0; !xs && i < v->docs.n; i++)
		xs = read_values(v, db, v->docs.id[i], &value, xerr);
	xap_buf_release(&value);
	return xs;
}

static xap_status run_visit(struct bl_xreader *r, void *ctx,
			    struct xap_error *xerr)
{
	struct visit *v = ctx;
	xap_query *query = NULL;
	xap_status xs = bl_xquery_build(&query, v->query, r, xerr);

	if (!xs)
		xs = read_selected(v, query, r->db, xerr);
	xap_query_free(query);
	return xs;
}

/* Take the next value off what was read. */
static struct bl_str next_value(const char **at)
{
	struct bl_str value;

	memcpy(&value.len, *at, sizeof(value.len));
	value.data = *at + sizeof(value.len);
	*at = value.data + value.len;
	return value;
}

/* Visit one article, whose values are at *at. */
static bl_status visit_one(const char **at, xap_docid docid,
			   struct bl_arena *arena, bl_visit_fn *fn, void *ctx,
			   struct bl_error *err)
{
	struct bl_visit visit = { .hit = { .doc = docid,
					   .published = BL_TIME_UNSET } };
	struct bl_str key = next_value(at), incidents, id;
	bl_status st;

	bl_key_read(key, &visit.hit.published, &id);
	visit.source = next_value(at);
	incidents = next_value(at);
	st = bl_xincidents_read(&visit.incidents, arena, incidents, err);
	return st < 0 ? st : fn(ctx, &visit, err);
}

static bl_status visit_all(const struct visit *v, bl_visit_fn *fn, void *ctx,
			   struct bl_error *err)
{
	struct bl_arena arena = BL_ARENA_INIT;
	const char *at = v->read.data;
	bl_status st = BL_OK;
	size_t i;

	for (i = 0; st == BL_OK && i < v->docs.n; i++) {
		bl_arena_clear(&arena);
		st = visit_one(&at, v->docs.id[i], &arena, fn, ctx, err);
	}
	bl_arena_release(&arena);
	return st;
}

bl_status bl_xreader_visit(struct bl_reader *base, const struct bl_node *query,
			   bl_visit_fn *fn, void *ctx, struct bl_error *err)
{
	struct visit v = { .query = query };
	bl_status st;

	bl_buf_init(&v.read, READ_MAX_BYTES);
	st = bl_xreader_run((struct bl_xreader *)base, run_visit, &v, err);
	if (st == BL_OK)
		st = bl_buf_status(&v.read, err);
	if (st == BL_OK)
		st = visit_all(&v, fn, ctx, err);
	bl_xdocs_release(&v.docs);
	bl_buf_release(&v.read);
	return st;
}
