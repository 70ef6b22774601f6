/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "xapian_private.h"

/* As good as 0 in the formula of BM25. */
#define TINY 1e-9

/* Limits are 32-bit in Xapian, as document ids are. */
static uint32_t clamp(size_t n, uint32_t max)
{
	return n < max ? (uint32_t)n : max;
}

static xap_status set_weight(xap_enquire *enquire, const struct bl_search *s,
			     struct xap_error *xerr)
{
	/* k1, k2, k3, b, min_normlen: the formula of query-language, but that
	 * nothing is divided by 0 where a term's wdf is */
	struct xap_weight bm25 = { XAP_WEIGHT_BM25,
				   5,
				   { s->k1 > TINY ? s->k1 : TINY, 0, 0, s->b,
				     TINY },
				   NULL };

	return xap_enquire_set_weight(enquire, &bm25, xerr);
}

struct search {
	const struct bl_search *s;
	struct bl_arena *arena;
	struct bl_hits *out;
	struct xap_buf key;
	struct bl_xorder order;
};

static xap_status read_hit(struct search *x, struct bl_hit *hit,
			   const struct bl_xreader *r, const xap_mset *mset,
			   uint32_t i, struct xap_error *xerr)
{
	struct xap_hit found;
	xap_status xs = xap_mset_hit(&found, mset, i, xerr);

	if (!xs)
		xs = xap_db_value(&x->key, r->db, found.docid,
				  SLOT_NEWEST_FIRST, xerr);
	if (xs)
		return xs;
	hit->doc = found.docid;
	hit->score = found.weight;
	hit->published = BL_TIME_UNSET;
	bl_key_read(bl_xap_str(&x->key), SLOT_NEWEST_FIRST, &hit->published,
		    &hit->id);
	hit->id = bl_arena_str(x->arena, hit->id);
	return hit->id.data ? XAP_OK : XAP_NOMEM;
}

static xap_status read_hits(struct search *x, const struct bl_xreader *r,
			    const xap_mset *mset, struct xap_error *xerr)
{
	uint32_t n = xap_mset_size(mset), i;
	struct xap_mset_stats stats;
	xap_status xs = xap_mset_get_stats(&stats, mset, xerr);

	if (xs)
		return xs;
	x->out->matched = stats.matches_estimated;
	x->out->n = 0;
	x->out->hit = bl_arena_calloc(x->arena, n + 1, sizeof(*x->out->hit));
	if (!x->out->hit)
		return XAP_NOMEM;
	for (i = 0; !xs && i < n; i++) {
		xs = read_hit(x, &x->out->hit[i], r, mset, i, xerr);
		if (!xs)
			x->out->n++;
	}
	return xs;
}

/* Everything is looked at, always: counts are exact, and weights right. */
static xap_status run_enquire(struct search *x, const struct bl_xreader *r,
			      xap_enquire *enquire, struct xap_error *xerr)
{
	struct xap_match match = XAP_MATCH_INIT;
	xap_mset *mset = NULL;
	uint32_t docs;
	xap_status xs = xap_db_doccount(&docs, r->db, xerr);

	if (xs)
		return xs;
	match.first = clamp(x->s->offset, docs);
	match.max = clamp(x->s->limit, docs);
	match.check_at_least = docs;
	xs = xap_enquire_mset(&mset, enquire, &match, xerr);
	if (!xs)
		xs = read_hits(x, r, mset, xerr);
	xap_mset_free(mset);
	return xs;
}

/* A key that we make is what a remote database has no way to call for. */
static xap_status fail_order(struct xap_error *xerr)
{
	struct bl_error err;

	bl_fail(&err, BL_ERR_UNSUPPORTED,
		"a remote database does not sort by what articles report: "
		"happened, killed or injured");
	return bl_xap_put(xerr, &err);
}

static xap_status run_search(struct bl_xreader *r, void *ctx,
			     struct xap_error *xerr)
{
	struct search *x = ctx;
	xap_enquire *enquire = NULL;
	xap_query *query = NULL;
	xap_status xs;

	xs = bl_xquery_build(&query, x->s->query, r, xerr);
	if (!xs)
		xs = xap_enquire_new(&enquire, r->db, xerr);
	if (!xs)
		xs = xap_enquire_set_query(enquire, query, 0, xerr);
	if (!xs)
		xs = set_weight(enquire, x->s, xerr);
	if (!xs)
		xs = bl_xorder_set(enquire, &x->order, xerr);
	if (!xs)
		xs = run_enquire(x, r, enquire, xerr);
	if (xs && x->order.failure.status == xs)
		*xerr = x->order.failure;
	else if (xs == XAP_UNIMPLEMENTED && x->s->sort >= BL_SORT_DATE)
		xs = fail_order(xerr);
	xap_enquire_free(enquire);
	xap_query_free(query);
	return xs;
}

bl_status bl_xreader_search(struct bl_reader *base, const struct bl_search *s,
			    struct bl_arena *arena, struct bl_hits *out,
			    struct bl_error *err)
{
	struct search x = { .s = s, .arena = arena, .out = out };
	bl_status st;

	memset(out, 0, sizeof(*out));
	bl_xorder_init(&x.order, s);
	st = bl_xreader_run((struct bl_xreader *)base, run_search, &x, err);
	bl_xorder_release(&x.order);
	xap_buf_release(&x.key);
	return st;
}
