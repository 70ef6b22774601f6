/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Checking an index: Xapian's own check of its tables, then every article.
 */
#include <stdio.h>

#include "xapian_private.h"

struct check {
	struct bl_xreader *r;
	struct bl_arena arena;
	bl_line_fn *report;
	void *ctx;
	uint64_t faults;
};

static void fault(struct check *c, xap_docid docid, const char *what)
{
	char line[BL_ERROR_TEXT_BYTES + 64];

	c->faults++;
	snprintf(line, sizeof(line), "document %u: %s", docid, what);
	c->report(c->ctx, bl_str_from(line));
}

/* What is stored for a document: its article, and the key it sorts by. */
static xap_status read_document(struct xap_buf *record, struct xap_buf *key,
				const xap_db *db, xap_docid docid,
				struct xap_error *xerr)
{
	xap_doc *doc = NULL;
	xap_status xs = xap_db_doc(&doc, db, docid, xerr);

	if (!xs)
		xs = xap_doc_data(record, doc, xerr);
	if (!xs)
		xs = xap_db_value(key, db, docid, SLOT_NEWEST_FIRST, xerr);
	xap_doc_free(doc);
	return xs;
}

static void check_stored(struct check *c, xap_docid docid, struct bl_str record,
			 struct bl_str key)
{
	struct bl_article a = BL_ARTICLE_INIT;
	struct bl_error err;
	struct bl_str id;
	bl_time t;

	bl_arena_clear(&c->arena);
	if (bl_article_decode(&a, &c->arena, record, &err) < 0)
		fault(c, docid, err.text);
	else if (!bl_key_read(key, &t, &id) || t != a.published ||
		 !bl_str_eq(id, a.id))
		fault(c, docid, "its sort key is not that of its article");
}

/* Every stored article must be whole, and be where its keys say. */
static int check_article(void *ctx, xap_docid docid, uint32_t wdf)
{
	struct xap_buf record = XAP_BUF_INIT, key = XAP_BUF_INIT;
	struct check *c = ctx;
	struct xap_error xerr;
	xap_status xs;

	(void)wdf;
	xs = read_document(&record, &key, c->r->db, docid, &xerr);
	if (!xs)
		check_stored(c, docid,
			     (struct bl_str){ record.data, record.len },
			     (struct bl_str){ key.data, key.len });
	else if (xs != XAP_MODIFIED)
		fault(c, docid, xerr.message);
	xap_buf_release(&key);
	xap_buf_release(&record);
	/* overtaken by a writer: all begins anew */
	return xs == XAP_MODIFIED ? xs : 0;
}

static xap_status check_articles(struct bl_xreader *r, void *ctx,
				 struct xap_error *xerr)
{
	struct check *c = ctx;

	c->faults = 0;
	return xap_db_postings(r->db, "", 0, 0, check_article, c, xerr);
}

bl_status bl_xcheck(const char *dir, bl_line_fn *report, void *ctx,
		    struct bl_error *err)
{
	struct check c = { .report = report, .ctx = ctx };
	struct bl_reader *reader = NULL;
	size_t faults = 0;
	bl_status st;

	st = bl_xreader_open(&reader, &dir, 1, err);
	if (st < 0)
		return st;
	bl_arena_init(&c.arena);
	c.r = (struct bl_xreader *)reader;
	st = bl_xcheck_tables(&faults, dir, report, ctx, err);
	if (st == BL_OK)
		st = bl_xreader_run(c.r, check_articles, &c, err);
	bl_arena_release(&c.arena);
	bl_xreader_close(reader);
	if (st == BL_OK && faults + c.faults)
		st = bl_fail(err, BL_ERR_CORRUPT, "%llu faults in '%s'",
			     (unsigned long long)(faults + c.faults), dir);
	return st;
}
