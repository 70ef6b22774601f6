/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Asking a superset and reading what is stored: positions for what Xapian's
 * NEAR gets wrong or refuses, incidents for what terms cannot tell.
 */
#include <stdlib.h>
#include <string.h>

#include "blotter/filter.h"
#include "blotter/spans.h"
#include "xapian_private.h"

struct verify {
	const struct bl_node *node;
	const xap_db *db;
	xap_docid docid; /* of the document at hand */
	struct bl_arena arena;
	struct bl_buf term;
	uint32_t *position; /* being read, and room for so many */
	size_t n, cap;
	struct xap_buf value;
	struct xap_error *xerr;
	xap_status xs; /* of what Xapian failed in, below a test */
};

/* Is the document at hand one of those that the node asks for? */
typedef bl_status test_fn(bool *out, struct verify *v, struct bl_error *err);

static int take_position(void *ctx, uint32_t position)
{
	struct verify *v = ctx;

	if (v->n == v->cap) {
		size_t larger = v->cap ? v->cap * 2 : 256;
		uint32_t *p = realloc(v->position, larger * sizeof(*p));

		if (!p)
			return XAP_NOMEM;
		v->position = p;
		v->cap = larger;
	}
	v->position[v->n++] = position;
	return XAP_OK;
}

static bl_status read_positions(void *ctx, struct bl_places *out,
				const struct bl_node *term,
				struct bl_error *err)
{
	struct verify *v = ctx;
	uint32_t *copy;

	v->n = 0;
	bl_buf_clear(&v->term);
	bl_xquery_term(&v->term, term);
	v->xs = xap_db_positions(v->db, v->docid, v->term.data, v->term.len,
				 take_position, v, v->xerr);
	if (v->xs)
		return bl_xap_fail(err, v->xs, v->xerr,
				   "cannot read the index");
	copy = bl_arena_calloc(&v->arena, v->n, sizeof(*copy));
	if (!copy)
		return bl_fail_nomem(err);
	if (v->n)
		memcpy(copy, v->position, v->n * sizeof(*copy));
	*out = (struct bl_places){ copy, v->n };
	return BL_OK;
}

static bl_status test_positions(bool *out, struct verify *v,
				struct bl_error *err)
{
	return bl_spans_match(out, v->node, read_positions, v, &v->arena, err);
}

static bl_status test_incidents(bool *out, struct verify *v,
				struct bl_error *err)
{
	struct bl_incidents incidents;
	bl_status st;
	size_t i;

	*out = false;
	v->xs = xap_db_value(&v->value, v->db, v->docid, SLOT_INCIDENTS,
			     v->xerr);
	if (v->xs)
		return bl_xap_fail(err, v->xs, v->xerr,
				   "cannot read the index");
	st = bl_xincidents_read(&incidents, &v->arena, bl_xap_str(&v->value),
				err);
	for (i = 0; st == BL_OK && !*out && i < incidents.n; i++)
		*out = bl_condition_passes(v->node->child[0],
					   &incidents.item[i]);
	return st;
}

/* Keep of docs those that pass. */
static xap_status verify_all(struct verify *v, struct bl_xdocs *docs)
{
	test_fn *test = v->node->kind == BL_NODE_INCIDENT ? test_incidents
							  : test_positions;
	struct bl_error err = BL_ERROR_INIT;
	size_t n = docs->n, i;
	bool passes;
	bl_status st;

	docs->n = 0;
	for (i = 0; i < n; i++) {
		v->docid = docs->id[i];
		bl_arena_clear(&v->arena);
		st = test(&passes, v, &err);
		if (v->xs)
			return v->xs;
		if (st < 0)
			return bl_xap_put(v->xerr, &err);
		if (passes)
			docs->id[docs->n++] = v->docid;
	}
	return XAP_OK;
}

xap_status bl_xverify(xap_query **out, const xap_query *may,
		      const struct bl_node *node, const xap_db *db,
		      struct xap_error *xerr)
{
	struct verify v = { .node = node, .db = db, .xerr = xerr };
	struct bl_xdocs docs;
	xap_status xs;

	bl_arena_init(&v.arena);
	bl_buf_init(&v.term, BL_XTERM_MAX_BYTES);
	xs = bl_xselect(&docs, may, db, xerr);
	if (!xs)
		xs = verify_all(&v, &docs);
	if (!xs)
		xs = xap_query_docids(out, db, docs.id, docs.n, 0, xerr);
	bl_xdocs_release(&docs);
	xap_buf_release(&v.value);
	free(v.position);
	bl_buf_release(&v.term);
	bl_arena_release(&v.arena);
	return xs;
}
