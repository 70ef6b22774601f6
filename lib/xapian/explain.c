/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blotter/explain.h"
#include "blotter/utf8.h"
#include "xapian_private.h"

/* Of the query as Xapian writes it: a thousand forms are of no use to read. */
#define SHOWN_QUERY_BYTES 1000

/* A question about a term, an article, or both. */
struct ask {
	struct bl_buf term;
	xap_docid docid;
	uint32_t answer;
};

static xap_status ask_frequency(struct bl_xreader *r, void *ctx,
				struct xap_error *xerr)
{
	struct ask *a = ctx;

	return xap_db_termfreq(&a->answer, r->db, a->term.data, a->term.len,
			       xerr);
}

static int take_wdf(void *ctx, xap_docid docid, uint32_t wdf)
{
	struct ask *a = ctx;

	a->answer = docid == a->docid ? wdf : 0;
	return 1;
}

static xap_status ask_wdf(struct bl_xreader *r, void *ctx,
			  struct xap_error *xerr)
{
	struct ask *a = ctx;
	xap_status xs;

	a->answer = 0;
	xs = xap_db_postings(r->db, a->term.data, a->term.len, a->docid,
			     take_wdf, a, xerr);
	return xs > 0 ? XAP_OK : xs;
}

static xap_status ask_length(struct bl_xreader *r, void *ctx,
			     struct xap_error *xerr)
{
	struct ask *a = ctx;

	return xap_db_doc_length(&a->answer, r->db, a->docid, xerr);
}

/* term may be NULL. */
static bl_status ask(uint64_t *out, struct bl_xreader *r, bl_xread_fn *fn,
		     const struct bl_node *term, uint64_t doc,
		     struct bl_error *err)
{
	struct ask a = { .docid = (xap_docid)doc };
	bl_status st = BL_OK;

	bl_buf_init(&a.term, BL_XTERM_MAX_BYTES);
	if (term)
		bl_xquery_term(&a.term, term);
	st = bl_buf_status(&a.term, err);
	if (st == BL_OK)
		st = bl_xreader_run(r, fn, &a, err);
	bl_buf_release(&a.term);
	*out = a.answer;
	return st;
}

static bl_status frequency(void *ctx, uint64_t *out, const struct bl_node *term,
			   struct bl_error *err)
{
	return ask(out, ctx, ask_frequency, term, 0, err);
}

static bl_status wdf(void *ctx, uint64_t *out, const struct bl_node *term,
		     uint64_t doc, struct bl_error *err)
{
	return ask(out, ctx, ask_wdf, term, doc, err);
}

static bl_status length(void *ctx, uint64_t *out, uint64_t doc,
			struct bl_error *err)
{
	return ask(out, ctx, ask_length, NULL, doc, err);
}

/* The query as Xapian has it, and the figures that its scores depend on. */
struct run {
	const struct bl_node *query;
	struct xap_buf text;
	struct xap_db_stats stats;
};

static xap_status describe(struct bl_xreader *r, void *ctx,
			   struct xap_error *xerr)
{
	struct run *run = ctx;
	xap_query *query = NULL;
	xap_status xs = bl_xquery_build(&query, run->query, r, xerr);

	if (!xs)
		xs = xap_query_describe(&run->text, query, xerr);
	if (!xs)
		xs = xap_db_get_stats(&run->stats, r->db, xerr);
	xap_query_free(query);
	return xs;
}

static void add_query(struct bl_buf *out, struct bl_str text)
{
	size_t shown = text.len < SHOWN_QUERY_BYTES ? text.len
						    : SHOWN_QUERY_BYTES;

	shown = bl_utf8_valid(text.data, shown);
	bl_buf_addf(out, "xapian %s runs: ", xap_xapian_version());
	bl_buf_add(out, text.data, shown);
	if (shown < text.len)
		bl_buf_addf(out, " ... and %zu bytes more", text.len - shown);
	bl_buf_addc(out, '\n');
}

bl_status bl_xreader_explain(struct bl_reader *base, const struct bl_search *s,
			     struct bl_buf *out, struct bl_error *err)
{
	struct bl_xreader *r = (struct bl_xreader *)base;
	struct run run = { .query = s->query, .text = XAP_BUF_INIT };
	struct bl_explain index = {
		.ctx = r, .frequency = frequency, .wdf = wdf, .length = length
	};
	bl_status st = bl_xreader_run(r, describe, &run, err);

	if (st == BL_OK) {
		add_query(out, bl_xap_str(&run.text));
		index.articles = run.stats.doccount;
		index.mean_length = run.stats.average_length;
		st = bl_explain(out, base, s, &index, err);
	}
	xap_buf_release(&run.text);
	return st;
}
