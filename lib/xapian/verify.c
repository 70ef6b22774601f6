/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Asking a superset and reading the positions: for what Xapian's NEAR gets
 * wrong or refuses.
 */
#include <stdlib.h>
#include <string.h>

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
	xap_docid *found;
	size_t n_found;
	struct xap_error *xerr;
	xap_status xs; /* of what Xapian failed in, inside bl_spans_match */
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

static bl_status read_positions(void *ctx, struct bl_positions *out,
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
	*out = (struct bl_positions){ copy, v->n };
	return BL_OK;
}

static xap_status verify_doc(struct verify *v, xap_docid docid)
{
	struct bl_error err = BL_ERROR_INIT;
	bl_status st;
	bool stands;

	v->docid = docid;
	bl_arena_clear(&v->arena);
	st = bl_spans_match(&stands, v->node, read_positions, v, &v->arena,
			    &err);
	if (st == BL_OK && stands)
		v->found[v->n_found++] = docid;
	if (st == BL_OK || v->xs)
		return v->xs;
	return st == BL_ERR_NOMEM ? XAP_NOMEM
				  : bl_xap_misuse(v->xerr, err.text);
}

/* All documents that `may` selects, by docid. */
static xap_status find_candidates(xap_mset **out, const struct verify *v,
				  const xap_query *may)
{
	const struct xap_weight none = { .scheme = XAP_WEIGHT_BOOL };
	struct xap_match match = XAP_MATCH_INIT;
	xap_enquire *enquire = NULL;
	xap_status xs = xap_enquire_new(&enquire, v->db, v->xerr);

	if (!xs)
		xs = xap_enquire_set_query(enquire, may, 0, v->xerr);
	if (!xs)
		xs = xap_enquire_set_weight(enquire, &none, v->xerr);
	if (!xs)
		xs = xap_enquire_set_docid_order(enquire, XAP_DOCID_ASCENDING,
						 v->xerr);
	if (!xs)
		xs = xap_db_doccount(&match.max, v->db, v->xerr);
	match.check_at_least = match.max;
	if (!xs)
		xs = xap_enquire_mset(out, enquire, &match, v->xerr);
	xap_enquire_free(enquire);
	return xs;
}

static xap_status verify_all(struct verify *v, const xap_mset *candidates)
{
	uint32_t n = xap_mset_size(candidates), i;
	xap_status xs = XAP_OK;
	struct xap_hit hit;

	v->found = calloc((size_t)n + 1, sizeof(*v->found));
	if (!v->found)
		return XAP_NOMEM;
	for (i = 0; !xs && i < n; i++) {
		xs = xap_mset_hit(&hit, candidates, i, v->xerr);
		if (!xs)
			xs = verify_doc(v, hit.docid);
	}
	return xs;
}

xap_status bl_xverify(xap_query **out, const xap_query *may,
		      const struct bl_node *node, const xap_db *db,
		      struct xap_error *xerr)
{
	struct verify v = { .node = node, .db = db, .xerr = xerr };
	xap_mset *candidates = NULL;
	xap_status xs;

	bl_arena_init(&v.arena);
	bl_buf_init(&v.term, BL_XTERM_MAX_BYTES);
	xs = find_candidates(&candidates, &v, may);
	if (!xs)
		xs = verify_all(&v, candidates);
	if (!xs)
		xs = xap_query_docids(out, db, v.found, v.n_found, 0, xerr);
	xap_mset_free(candidates);
	free(v.found);
	free(v.position);
	bl_buf_release(&v.term);
	bl_arena_release(&v.arena);
	return xs;
}
