/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Making a run part of the index, in one of two ways, both atomic: by merging
 * into a new database that the stub is switched to, or by one transaction on
 * the database in use.
 */
#include <string.h>
#include <stdlib.h>

#include "xapian_private.h"

/* A transaction costs more a document than a merge, but a merge rewrites all
 * that is there: it is worth its while once there are this many times more. */
#define TRANSACTION_SHARE 8
/* Xapian holds the changes of this many documents in memory. */
#define TRANSACTION_MAX_DOCS 5000

/* The databases of a merge: the one in use, if it has articles, and the shards
 * that have any. */
struct sources {
	char **path;
	size_t n;
	uint32_t docs_before; /* in the database in use */
	uint32_t docs_new;    /* in the shards */
	xap_docid first;      /* the lowest docid of the database in use */
};

static void sources_release(struct sources *s)
{
	while (s->n)
		free(s->path[--s->n]);
	free(s->path);
}

/* The first posting of the term that all documents have. */
static int stop_at_first(void *ctx, xap_docid docid, uint32_t wdf)
{
	(void)wdf;
	*(xap_docid *)ctx = docid;
	return 1;
}

static bl_status count_docs(uint32_t *docs, xap_docid *first, const char *path,
			    struct bl_error *err)
{
	struct xap_error xerr;
	xap_db *db = NULL;
	xap_status xs = xap_db_open(&db, path, 0, &xerr);

	if (!xs)
		xs = xap_db_doccount(docs, db, &xerr);
	if (!xs && first)
		xs = xap_db_postings(db, "", 0, 0, stop_at_first, first, &xerr);
	xap_db_free(db);
	return xs < 0 ? bl_xap_fail(err, xs, &xerr, "cannot open a shard")
		      : BL_OK;
}

/* Add path to the sources when it has articles. */
static bl_status add_source(struct sources *s, const char *path, bool shard,
			    struct bl_error *err)
{
	uint32_t docs;
	bl_status st = count_docs(&docs, shard ? NULL : &s->first, path, err);

	if (st < 0 || !docs)
		return st;
	*(shard ? &s->docs_new : &s->docs_before) += docs;
	s->path[s->n] = strdup(path);
	if (!s->path[s->n])
		return bl_fail_nomem(err);
	s->n++;
	return BL_OK;
}

static bl_status collect_sources(struct sources *s, const struct bl_xfolder *f,
				 const struct bl_xrun *run,
				 struct bl_error *err)
{
	char path[BL_PATH_MAX_BYTES];
	bl_status st = BL_OK;
	uint32_t i;

	memset(s, 0, sizeof(*s));
	s->path = calloc((size_t)run->shards + 1, sizeof(*s->path));
	if (!s->path)
		return bl_fail_nomem(err);
	if (f->current) {
		st = bl_xfolder_path(path, f, "db", f->current, err);
		if (st == BL_OK)
			st = add_source(s, path, false, err);
	}
	for (i = 0; st == BL_OK && i < run->shards; i++) {
		st = bl_xfolder_path(path, f, "new", i, err);
		if (st == BL_OK)
			st = add_source(s, path, true, err);
	}
	return st;
}

/* ---- by transaction */

/* Copies the documents of a shard. */
struct copy {
	xap_wdb *to;
	const xap_db *from;
	struct xap_error *xerr;
};

static int copy_doc(void *ctx, xap_docid docid, uint32_t wdf)
{
	struct copy *c = ctx;
	xap_doc *doc = NULL;
	xap_status xs = xap_db_doc(&doc, c->from, docid, c->xerr);

	(void)wdf;
	if (!xs)
		xs = xap_wdb_add(c->to, NULL, doc, c->xerr);
	xap_doc_free(doc);
	return xs;
}

static xap_status copy_shard(xap_wdb *to, const char *path,
			     struct xap_error *xerr)
{
	struct copy c = { to, NULL, xerr };
	xap_db *from = NULL;
	xap_status xs = xap_db_open(&from, path, 0, xerr);

	c.from = from;
	if (!xs)
		xs = xap_db_postings(from, "", 0, 0, copy_doc, &c, xerr);
	xap_db_free(from);
	return xs;
}

static xap_status delete_docs(xap_wdb *wdb, const xap_docid *docids, size_t n,
			      xap_docid shift, struct xap_error *xerr)
{
	xap_status xs = XAP_OK;
	size_t i;

	for (i = 0; !xs && i < n; i++)
		xs = xap_wdb_delete(wdb, docids[i] - shift, xerr);
	return xs;
}

static bl_status publish_by_transaction(struct bl_xfolder *f,
					const struct bl_xrun *run,
					const struct sources *s,
					struct bl_error *err)
{
	struct xap_wdb_options o = XAP_WDB_OPTIONS_INIT;
	char path[BL_PATH_MAX_BYTES];
	struct xap_error xerr;
	xap_wdb *wdb = NULL;
	xap_status xs;
	bl_status st;
	size_t i;

	st = bl_xfolder_path(path, f, "db", f->current, err);
	if (st < 0)
		return st;
	o.flags = XAP_DB_OPEN | XAP_DB_RETRY_LOCK;
	xs = xap_wdb_open(&wdb, path, &o, &xerr);
	if (!xs)
		xs = xap_wdb_begin(wdb, true, &xerr);
	if (!xs)
		xs = delete_docs(wdb, run->gone, run->n_gone, 0, &xerr);
	for (i = 1; !xs && i < s->n; i++)
		xs = copy_shard(wdb, s->path[i], &xerr);
	if (!xs)
		xs = xap_wdb_commit_transaction(wdb, &xerr);
	/* what was not committed is given up when it is freed */
	xap_wdb_free(wdb);
	return xs ? bl_xap_fail(err, xs, &xerr, "cannot update the index")
		  : bl_xfolder_sync(f, f->current, err);
}

/* Few enough changes that a transaction is the better way? */
static bool suits_transaction(const struct bl_xrun *run,
			      const struct sources *s)
{
	size_t changes = s->docs_new + run->n_gone;

	return s->docs_new <= s->docs_before / TRANSACTION_SHARE &&
	       changes <= TRANSACTION_MAX_DOCS && s->docs_before;
}

/* ---- by merging */

/* An index of no article: a merge of nothing would have no settings. */
static bl_status create_empty(const char *dst, const struct bl_analysis *a,
			      struct bl_error *err)
{
	struct xap_error xerr;
	xap_wdb *wdb = NULL;
	xap_status xs = xap_wdb_open(&wdb, dst, NULL, &xerr);
	bl_status st = BL_OK;

	if (!xs)
		st = bl_settings_write(wdb, a, err);
	if (!xs && st == BL_OK)
		xs = xap_wdb_close(wdb, &xerr);
	xap_wdb_free(wdb);
	return xs ? bl_xap_fail(err, xs, &xerr, "cannot create the index") : st;
}

/* Merging keeps the order of documents but drops unused ids in front. */
static bl_status delete_merged(const char *dst, const struct bl_xrun *run,
			       xap_docid first, struct bl_error *err)
{
	struct xap_wdb_options o = XAP_WDB_OPTIONS_INIT;
	struct xap_error xerr;
	xap_wdb *wdb = NULL;
	xap_status xs;

	o.flags = XAP_DB_OPEN;
	xs = xap_wdb_open(&wdb, dst, &o, &xerr);
	if (!xs)
		xs = delete_docs(wdb, run->gone, run->n_gone, first - 1, &xerr);
	if (!xs)
		xs = xap_wdb_close(wdb, &xerr);
	xap_wdb_free(wdb);
	return xs ? bl_xap_fail(err, xs, &xerr, "cannot update the index")
		  : BL_OK;
}

static bl_status merge(const char *dst, const struct sources *s,
		       struct bl_error *err)
{
	struct xap_compact_options o = XAP_COMPACT_OPTIONS_INIT;
	struct xap_error xerr;
	xap_status xs;

	if (s->n > 3)
		o.flags |= XAP_COMPACT_MULTIPASS;
	xs = xap_compact(dst, (const char *const *)s->path, s->n, &o, &xerr);
	return xs ? bl_xap_fail(err, xs, &xerr, "cannot merge the index")
		  : BL_OK;
}

static bl_status publish_by_merge(struct bl_xfolder *f,
				  const struct bl_xrun *run,
				  const struct sources *s, struct bl_error *err)
{
	unsigned long next = f->current + 1;
	char dst[BL_PATH_MAX_BYTES];
	bl_status st = bl_xfolder_path(dst, f, "db", next, err);

	if (st < 0)
		return st;
	st = s->n ? merge(dst, s, err) : create_empty(dst, run->analysis, err);
	if (st == BL_OK && run->n_gone)
		st = delete_merged(dst, run, s->first, err);
	if (st < 0) {
		/* a full disk gets its space back at once */
		bl_remove_tree(dst, NULL);
		return st;
	}
	return bl_xfolder_switch(f, next, err);
}

bl_status bl_xpublish(struct bl_xfolder *f, const struct bl_xrun *run,
		      struct bl_error *err)
{
	bl_status st = bl_xfolder_still_ours(f, err);
	struct sources s;

	if (st < 0)
		return st;
	st = collect_sources(&s, f, run, err);
	if (st < 0)
		goto out;
	if (f->current && !s.docs_new && !run->n_gone)
		goto out;
	if (suits_transaction(run, &s))
		st = publish_by_transaction(f, run, &s, err);
	else
		st = publish_by_merge(f, run, &s, err);
out:
	sources_release(&s);
	return st;
}

bl_status bl_xcompact(const char *dir, bool wait_for_lock, struct bl_error *err)
{
	struct bl_xrun nothing = { NULL, 0, NULL, 0 };
	struct bl_xfolder f;
	struct sources s;
	bl_status st = bl_xfolder_lock(&f, dir, wait_for_lock, err);

	if (st < 0)
		return st;
	st = collect_sources(&s, &f, &nothing, err);
	if (st == BL_OK && !f.current)
		st = bl_fail(err, BL_ERR_NOT_FOUND, "there is no index in '%s'",
			     dir);
	/* an index of no article is as small as it gets */
	if (st == BL_OK && s.n)
		st = publish_by_merge(&f, &nothing, &s, err);
	sources_release(&s);
	bl_xfolder_unlock(&f);
	return st;
}
