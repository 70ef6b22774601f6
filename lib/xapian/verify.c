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
	struct bl_xdocs docs; /* the candidates; those that passed come first */
	size_t passed;
	struct xap_error *xerr;
	xap_status xs; /* of what Xapian failed in, below bl_spans_match */
	struct xap_error failure; /* of ours, below xap_db_values_of */
};

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

/* Keep the documents in which the words stand as they should. */
static xap_status verify_positions(struct verify *v)
{
	struct bl_error err = BL_ERROR_INIT;
	bool stands;
	bl_status st;
	size_t i;

	for (i = 0; i < v->docs.n; i++) {
		v->docid = v->docs.id[i];
		bl_arena_clear(&v->arena);
		st = bl_spans_match(&stands, v->node, read_positions, v,
				    &v->arena, &err);
		if (v->xs)
			return v->xs;
		if (st < 0)
			return bl_xap_put(v->xerr, &err);
		if (stands)
			v->docs.id[v->passed++] = v->docid;
	}
	return XAP_OK;
}

/* Keep the document if one of its incidents passes. */
static int take_incidents(void *ctx, xap_docid docid, const char *value,
			  size_t len)
{
	struct verify *v = ctx;
	struct bl_incidents incidents;
	struct bl_error err = BL_ERROR_INIT;
	bl_status st;
	size_t i;

	bl_arena_clear(&v->arena);
	st = bl_xincidents_read(&incidents, &v->arena,
				(struct bl_str){ value, len }, &err);
	if (st < 0)
		return bl_xap_put(&v->failure, &err);
	for (i = 0; i < incidents.n; i++) {
		if (bl_condition_passes(v->node->child[0],
					&incidents.item[i])) {
			v->docs.id[v->passed++] = docid;
			break;
		}
	}
	return XAP_OK;
}

/* Keep the documents that have such an incident. */
static xap_status verify_incidents(struct verify *v)
{
	xap_status xs = xap_db_values_of(v->db, SLOT_INCIDENTS, v->docs.id,
					 v->docs.n, take_incidents, v, v->xerr);

	if (xs && xs == v->failure.status)
		*v->xerr = v->failure;
	return xs;
}

xap_status bl_xverify(xap_query **out, const xap_query *may,
		      const struct bl_node *node, const struct bl_xreader *r,
		      struct xap_error *xerr)
{
	struct verify v = { .node = node, .db = r->db, .xerr = xerr };
	xap_status xs;

	bl_arena_init(&v.arena);
	bl_buf_init(&v.term, BL_XTERM_MAX_BYTES);
	xs = bl_xselect(&v.docs, may, r->db, xerr);
	if (!xs)
		xs = node->kind == BL_NODE_INCIDENT ? verify_incidents(&v)
						    : verify_positions(&v);
	if (!xs)
		xs = bl_xdocs_query(out, &v.docs, v.passed, r, xerr);
	bl_xdocs_release(&v.docs);
	free(v.position);
	bl_buf_release(&v.term);
	bl_arena_release(&v.arena);
	return xs;
}
