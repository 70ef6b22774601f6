/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Checking an index: Xapian's own check of its tables, then every document.
 */
#include <stdio.h>

#include "xapian_private.h"

/* What is stored of a document. */
struct stored {
	struct xap_buf record, key, source, incidents;
};

struct check {
	struct bl_xreader *r;
	struct bl_arena arena;
	struct stored stored; /* of the document at hand */
	xap_docid docid;
	xap_status xs; /* of what Xapian failed in, below a listing of terms */
	bl_line_fn *report;
	void *ctx;
	uint64_t faults;
};

static void stored_release(struct stored *s)
{
	xap_buf_release(&s->incidents);
	xap_buf_release(&s->source);
	xap_buf_release(&s->key);
	xap_buf_release(&s->record);
}

static void fault(struct check *c, const char *what)
{
	char line[BL_ERROR_TEXT_BYTES + 64];

	c->faults++;
	snprintf(line, sizeof(line), "document %u: %s", c->docid, what);
	c->report(c->ctx, bl_str_from(line));
}

static xap_status read_stored(struct check *c, struct xap_error *xerr)
{
	const struct {
		struct xap_buf *to;
		enum slot slot;
	} values[] = { { &c->stored.key, SLOT_NEWEST_FIRST },
		       { &c->stored.source, SLOT_SOURCE },
		       { &c->stored.incidents, SLOT_INCIDENTS } };
	xap_doc *doc = NULL;
	xap_status xs = xap_db_doc(&doc, c->r->db, c->docid, xerr);
	size_t i;

	if (!xs)
		xs = xap_doc_data(&c->stored.record, doc, xerr);
	for (i = 0; !xs && i < sizeof(values) / sizeof(values[0]); i++)
		xs = xap_doc_value(values[i].to, doc, values[i].slot, xerr);
	xap_doc_free(doc);
	return xs;
}

/* The article must be whole, and its values be those of it. */
static void check_article(struct check *c)
{
	struct bl_article a = BL_ARTICLE_INIT;
	struct bl_error err;
	struct bl_str id;
	bl_time t;

	if (bl_article_decode(&a, &c->arena, bl_xap_str(&c->stored.record),
			      &err) < 0)
		fault(c, err.text);
	else if (!bl_key_read(bl_xap_str(&c->stored.key), SLOT_NEWEST_FIRST, &t,
			      &id) ||
		 t != a.published || !bl_str_eq(id, a.id))
		fault(c, "its sort key is not that of its article");
	else if (!bl_str_eq(bl_xap_str(&c->stored.source), a.source))
		fault(c, "its source is not that of its article");
}

static int take_docid(void *ctx, xap_docid docid, uint32_t wdf)
{
	(void)wdf;
	*(xap_docid *)ctx = docid;
	return 1;
}

/* Look for a term of the incidents among the postings: Xapian may crash on the
 * list of a document's terms, if that is damaged. */
static bl_status find_term(void *ctx, struct bl_str term, struct bl_error *err)
{
	struct check *c = ctx;
	struct xap_error xerr;
	xap_docid found = 0;

	c->xs = xap_db_postings(c->r->db, term.data, term.len, c->docid,
				take_docid, &found, &xerr);
	if (c->xs < 0)
		return bl_xap_fail(err, c->xs, &xerr, "cannot read a term");
	c->xs = XAP_OK;
	if (found == c->docid)
		return BL_OK;
	return bl_fail(err, BL_ERR_CORRUPT,
		       "it lacks the term '%.*s' of its incidents",
		       (int)term.len, term.data);
}

static void check_incidents(struct check *c)
{
	struct bl_incidents incidents;
	struct bl_error err;
	bl_status st;

	st = bl_xincidents_read(&incidents, &c->arena,
				bl_xap_str(&c->stored.incidents), &err);
	if (st == BL_OK)
		st = bl_xterms_list(&incidents, find_term, c, &err);
	if (st < 0 && c->xs != XAP_MODIFIED)
		fault(c, err.text);
}

/* Everything stored must be whole, and be where its keys and terms say. */
static int check_document(void *ctx, xap_docid docid, uint32_t wdf)
{
	struct check *c = ctx;
	struct xap_error xerr;
	xap_status xs;

	(void)wdf;
	c->docid = docid;
	bl_arena_clear(&c->arena);
	c->xs = XAP_OK;
	xs = read_stored(c, &xerr);
	if (!xs) {
		check_article(c);
		check_incidents(c);
		xs = c->xs;
	} else if (xs != XAP_MODIFIED) {
		fault(c, xerr.message);
	}
	/* overtaken by a writer: all begins anew */
	return xs == XAP_MODIFIED ? xs : 0;
}

static xap_status check_documents(struct bl_xreader *r, void *ctx,
				  struct xap_error *xerr)
{
	struct check *c = ctx;

	c->faults = 0;
	return xap_db_postings(r->db, "", 0, 0, check_document, c, xerr);
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
		st = bl_xreader_run(c.r, check_documents, &c, err);
	stored_release(&c.stored);
	bl_arena_release(&c.arena);
	bl_xreader_close(reader);
	faults += c.faults;
	if (st == BL_OK && faults)
		st = bl_fail(err, BL_ERR_CORRUPT, "%llu fault%s in '%s'",
			     (unsigned long long)faults, faults == 1 ? "" : "s",
			     dir);
	return st;
}
