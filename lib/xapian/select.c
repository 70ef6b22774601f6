/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdlib.h>

#include "xapian_private.h"

/* All that the query selects, by docid. */
static xap_status find_all(xap_mset **out, const xap_query *query,
			   const xap_db *db, struct xap_error *xerr)
{
	const struct xap_weight none = { .scheme = XAP_WEIGHT_BOOL };
	struct xap_match match = XAP_MATCH_INIT;
	xap_enquire *enquire = NULL;
	xap_status xs = xap_enquire_new(&enquire, db, xerr);

	if (!xs)
		xs = xap_enquire_set_query(enquire, query, 0, xerr);
	if (!xs)
		xs = xap_enquire_set_weight(enquire, &none, xerr);
	if (!xs)
		xs = xap_enquire_set_docid_order(enquire, XAP_DOCID_ASCENDING,
						 xerr);
	if (!xs)
		xs = xap_db_doccount(&match.max, db, xerr);
	match.check_at_least = match.max;
	if (!xs)
		xs = xap_enquire_mset(out, enquire, &match, xerr);
	xap_enquire_free(enquire);
	return xs;
}

xap_status bl_xselect(struct bl_xdocs *out, const xap_query *query,
		      const xap_db *db, struct xap_error *xerr)
{
	xap_mset *mset = NULL;
	struct xap_hit hit;
	xap_status xs = find_all(&mset, query, db, xerr);
	uint32_t n = xs ? 0 : xap_mset_size(mset);

	*out = (struct bl_xdocs){ NULL, 0 };
	if (!xs) {
		out->id = calloc((size_t)n + 1, sizeof(*out->id));
		xs = out->id ? XAP_OK : XAP_NOMEM;
	}
	while (!xs && out->n < n) {
		xs = xap_mset_hit(&hit, mset, (uint32_t)out->n, xerr);
		if (!xs)
			out->id[out->n++] = hit.docid;
	}
	xap_mset_free(mset);
	return xs;
}

void bl_xdocs_release(struct bl_xdocs *docs)
{
	free(docs->id);
	*docs = (struct bl_xdocs){ NULL, 0 };
}

/* ---- a query for documents that are known

   Xapian sends no list of documents to another machine: what may be there is
   named by its id, as a term; so if two of the databases have an article of
   this id, both are found. */

struct named {
	xap_query **q;
	size_t n;
	struct bl_buf term;
	struct xap_error failure;
};

static int name_document(void *ctx, xap_docid docid, const char *value,
			 size_t len)
{
	struct named *all = ctx;
	struct bl_str id;
	bl_time t;
	xap_status xs;

	(void)docid;
	if (!bl_key_read((struct bl_str){ value, len }, SLOT_NEWEST_FIRST, &t,
			 &id))
		return bl_xap_misuse(&all->failure, "a sort key is damaged");
	bl_buf_clear(&all->term);
	bl_term(&all->term, bl_fields[BL_FIELD_ID_ID].prefix, id);
	xs = xap_query_term(&all->q[all->n], all->term.data, all->term.len, 1,
			    0, &all->failure);
	all->n += !xs;
	return xs;
}

static xap_status query_by_names(xap_query **out, const struct bl_xdocs *docs,
				 size_t n, const xap_db *db,
				 struct xap_error *xerr)
{
	struct named all = { .q = calloc(n + 1, sizeof(*all.q)) };
	xap_status xs;

	if (!all.q)
		return XAP_NOMEM;
	bl_buf_init(&all.term, BL_XTERM_MAX_BYTES);
	xs = xap_db_values_of(db, SLOT_NEWEST_FIRST, docs->id, n, name_document,
			      &all, xerr);
	if (xs && xs == all.failure.status)
		*xerr = all.failure;
	if (!xs)
		xs = xap_query_combine(out, XAP_OP_OR,
				       (const xap_query *const *)all.q, all.n,
				       0, xerr);
	while (all.n)
		xap_query_free(all.q[--all.n]);
	free(all.q);
	bl_buf_release(&all.term);
	return xs;
}

xap_status bl_xdocs_query(xap_query **out, const struct bl_xdocs *docs,
			  size_t n, const struct bl_xreader *r,
			  struct xap_error *xerr)
{
	return r->foreign ? query_by_names(out, docs, n, r->db, xerr)
			  : xap_query_docids(out, r->db, docs->id, n, 0, xerr);
}
