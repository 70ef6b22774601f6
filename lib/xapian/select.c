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
