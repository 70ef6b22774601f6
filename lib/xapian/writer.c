/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A run of indexing.  Each inverter writes a shard of its own, as fast as one
 * can that nobody reads and that may be lost; what they share, under a lock,
 * is the list of this run's ids, which decides which article of an id counts.
 */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "blotter/hash.h"
#include "xapian_private.h"

/* Xapian gets slower with the postings it holds in memory, as its maps outgrow
 * the caches.  On 29 MB of news, one thread, seconds of processor time for a
 * commit of the shard every 256 KiB of text and doubling from there: 13.3,
 * 12.6, 12.2, 16.4, 16.2; every 16 MiB: 21.6. */
#define FLUSH_TEXT_BYTES ((uint64_t)512 << 10)
/* What a byte of text takes in Xapian's maps until it is written. */
#define MEMORY_PER_TEXT_BYTE 12

struct writer {
	struct bl_writer base;
	struct bl_xfolder folder;
	struct bl_analysis analysis;
	uint64_t flush_text_bytes;

	pthread_mutex_t lock; /* of all below */
	struct bl_idmap ids;  /* id -> index in entries */
	struct entry *entries;
	size_t n_entries, entries_cap;
	struct drop *drops;
	size_t n_drops, drops_cap;
	xap_docid *gone;
	size_t n_gone, gone_cap;
	uint32_t shards;
	struct bl_tally tally;
	xap_db *current; /* of the writer's own look-ups */
};

struct inverter {
	struct bl_inverter base;
	struct writer *w;
	struct bl_xinvert *invert;
	xap_wdb *wdb;
	xap_db *current; /* the index before this run; NULL when empty */
	xap_doc *doc;
	uint32_t shard;
	xap_docid last_docid;
	uint64_t text_bytes; /* since the last commit of the shard */
	struct bl_buf term;
};

/* Grow a list of the writer by one; the lock is held. */
static bl_status one_more(void **items, size_t n, size_t *cap, size_t size,
			  struct bl_error *err)
{
	size_t larger = *cap ? *cap * 2 : 256;
	void *p;

	if (n < *cap)
		return BL_OK;
	p = realloc(*items, larger * size);
	if (!p)
		return bl_fail_nomem(err);
	*items = p;
	*cap = larger;
	return BL_OK;
}

/* Open the index as it is before the run; *out is NULL when it is empty. */
static bl_status open_current(xap_db **out, const struct bl_xfolder *f,
			      struct bl_error *err)
{
	char path[BL_PATH_MAX_BYTES];
	struct xap_error xerr;
	xap_status xs;
	bl_status st;

	*out = NULL;
	if (!f->current)
		return BL_OK;
	st = bl_xfolder_path(path, f, "db", f->current, err);
	if (st < 0)
		return st;
	xs = xap_db_open(out, path, 0, &xerr);
	return xs ? bl_xap_fail(err, xs, &xerr, "cannot open the index")
		  : BL_OK;
}

/* The article with this id before the run; 0: none. */
static bl_status find_current(xap_docid *out, xap_db *current,
			      struct bl_buf *term, struct bl_str id,
			      struct bl_error *err)
{
	struct xap_error xerr;
	xap_status xs;

	*out = 0;
	if (!current)
		return BL_OK;
	bl_buf_clear(term);
	bl_term(term, bl_fields[BL_FIELD_ID_ID].prefix, id);
	xs = xap_db_find(out, current, term->data, term->len, &xerr);
	return xs ? bl_xap_fail(err, xs, &xerr, "cannot look up an article")
		  : BL_OK;
}

bl_status bl_xwriter_open(struct bl_writer **out, const char *dir,
			  const struct bl_writer_options *options,
			  struct bl_error *err)
{
	struct writer *w = calloc(1, sizeof(*w));
	uint64_t share = options->memory_bytes / options->workers;
	bl_status st;

	*out = NULL;
	if (!w)
		return bl_fail_nomem(err);
	w->base.engine = &bl_engine_xapian;
	w->folder.lock_fd = -1;
	pthread_mutex_init(&w->lock, NULL);
	w->flush_text_bytes = share / MEMORY_PER_TEXT_BYTE;
	if (w->flush_text_bytes > FLUSH_TEXT_BYTES)
		w->flush_text_bytes = FLUSH_TEXT_BYTES;
	st = bl_xfolder_lock(&w->folder, dir, options->wait_for_lock, err);
	if (st == BL_OK)
		st = open_current(&w->current, &w->folder, err);
	if (st == BL_OK && w->current)
		st = bl_settings_read(&w->analysis, w->current, dir, err);
	else if (st == BL_OK && options->analysis)
		w->analysis = *options->analysis;
	else if (st == BL_OK)
		st = bl_fail(err, BL_ERR_NOT_FOUND, "there is no index in '%s'",
			     dir);
	if (st < 0) {
		bl_xwriter_close(&w->base);
		return st;
	}
	*out = &w->base;
	return BL_OK;
}

void bl_xwriter_close(struct bl_writer *base)
{
	struct writer *w = (struct writer *)base;
	char path[BL_PATH_MAX_BYTES];
	uint32_t i;

	for (i = 0; i < w->shards; i++)
		if (bl_xfolder_path(path, &w->folder, "new", i, NULL) == BL_OK)
			bl_remove_tree(path, NULL);
	xap_db_free(w->current);
	free(w->gone);
	free(w->drops);
	free(w->entries);
	bl_idmap_release(&w->ids);
	pthread_mutex_destroy(&w->lock);
	bl_xfolder_unlock(&w->folder);
	free(w);
}

const struct bl_analysis *bl_xwriter_analysis(const struct bl_writer *base)
{
	return &((const struct writer *)base)->analysis;
}

/* ---- inverters */

static void inverter_free(struct inverter *v)
{
	xap_doc_free(v->doc);
	xap_wdb_free(v->wdb);
	xap_db_free(v->current);
	bl_xinvert_free(v->invert);
	bl_buf_release(&v->term);
	free(v);
}

static bl_status open_shard(struct inverter *v, struct bl_error *err)
{
	struct xap_wdb_options o = XAP_WDB_OPTIONS_INIT;
	char path[BL_PATH_MAX_BYTES];
	struct xap_error xerr;
	xap_status xs;
	bl_status st;

	st = bl_xfolder_path(path, &v->w->folder, "new", v->shard, err);
	if (st < 0)
		return st;
	o.flags = XAP_DB_CREATE_OR_OVERWRITE | XAP_DB_NO_SYNC |
		  XAP_DB_DANGEROUS | XAP_DB_GLASS;
	xs = xap_wdb_open(&v->wdb, path, &o, &xerr);
	if (!xs)
		xs = xap_doc_new(&v->doc, &xerr);
	if (xs)
		return bl_xap_fail(err, xs, &xerr, "cannot create a shard");
	return bl_settings_write(v->wdb, &v->w->analysis, err);
}

bl_status bl_xinverter_open(struct bl_inverter **out, struct bl_writer *base,
			    struct bl_error *err)
{
	struct writer *w = (struct writer *)base;
	struct inverter *v = calloc(1, sizeof(*v));
	bl_status st;

	*out = NULL;
	if (!v)
		return bl_fail_nomem(err);
	v->base.engine = &bl_engine_xapian;
	v->w = w;
	bl_buf_init(&v->term, BL_PATH_MAX_BYTES);
	pthread_mutex_lock(&w->lock);
	v->shard = w->shards++;
	pthread_mutex_unlock(&w->lock);
	st = bl_xinvert_new(&v->invert, err);
	if (st == BL_OK)
		st = open_current(&v->current, &w->folder, err);
	if (st == BL_OK)
		st = open_shard(v, err);
	if (st < 0) {
		inverter_free(v);
		return st;
	}
	*out = &v->base;
	return BL_OK;
}

/* Note that a document of a shard does not count; the lock is held. */
static bl_status add_drop(struct writer *w, const struct entry *e,
			  struct bl_error *err)
{
	void *drops = w->drops;
	bl_status st = one_more(&drops, w->n_drops, &w->drops_cap,
				sizeof(*w->drops), err);

	w->drops = drops;
	if (st == BL_OK)
		w->drops[w->n_drops++] = (struct drop){ e->shard, e->docid };
	return st;
}

/* An id that the run has not had yet; the lock is held. */
static bl_status enter_new(struct writer *w, const struct entry *e,
			   struct bl_error *err)
{
	void *entries = w->entries;
	bl_status st = one_more(&entries, w->n_entries, &w->entries_cap,
				sizeof(*w->entries), err);

	w->entries = entries;
	if (st < 0)
		return st;
	w->entries[w->n_entries++] = *e;
	if (e->replaces)
		w->tally.replaced++;
	else
		w->tally.added++;
	return BL_OK;
}

/*
 * Enter an article that is about to be added as e says.  *counts is false when
 * a later one with its id is there already.  The lock is held.
 */
static bl_status enter(struct writer *w, struct bl_str id,
		       const struct entry *e, bool *counts,
		       struct bl_error *err)
{
	struct entry *before;
	uint64_t *index;
	bool is_new;
	bl_status st;

	*counts = true;
	st = bl_idmap_enter(&w->ids, id.data, id.len, w->n_entries, &index,
			    &is_new, err);
	if (st < 0)
		return st;
	if (is_new)
		return enter_new(w, e, err);
	w->tally.superseded++;
	before = &w->entries[*index];
	*counts = e->sequence > before->sequence;
	if (!*counts)
		return BL_OK;
	st = add_drop(w, before, err);
	*before = *e;
	return st;
}

/* A write to a shard failed.  Where Xapian cannot undo it, it says that rather
 * than why; errnum is what the system said last. */
static bl_status shard_failed(struct bl_error *err, xap_status xs,
			      const struct xap_error *xerr, int errnum)
{
	if (errnum && (xs == XAP_DATABASE || xs == XAP_BAD_OPERATION))
		return bl_fail_errno(err, errnum, "cannot write a shard");
	return bl_xap_fail(err, xs, xerr, "cannot write a shard");
}

/* Add v->doc to the shard; its id there was foretold. */
static bl_status add_to_shard(struct inverter *v, const struct bl_document *d,
			      struct bl_error *err)
{
	struct xap_error xerr;
	xap_docid docid;
	xap_status xs;

	errno = 0;
	xs = xap_wdb_add(v->wdb, &docid, v->doc, &xerr);
	v->text_bytes += d->article->text.len + d->article->title.len;
	if (!xs && v->text_bytes > v->w->flush_text_bytes) {
		xs = xap_wdb_commit(v->wdb, &xerr);
		v->text_bytes = 0;
	}
	if (xs)
		return shard_failed(err, xs, &xerr, errno);
	if (docid != v->last_docid)
		return bl_fail(err, BL_ERR_INTERNAL,
			       "a shard numbers articles out of order");
	return BL_OK;
}

bl_status bl_xinverter_add(struct bl_inverter *base,
			   const struct bl_document *d, struct bl_error *err)
{
	struct inverter *v = (struct inverter *)base;
	struct entry e = { d->sequence, v->shard, v->last_docid + 1, 0 };
	struct bl_str id = d->article->id;
	struct xap_error xerr;
	xap_status xs;
	bool counts;
	bl_status st;

	st = find_current(&e.replaces, v->current, &v->term, id, err);
	if (st < 0)
		return st;
	xs = xap_doc_clear(v->doc, &xerr);
	if (xs)
		return bl_xap_fail(err, xs, &xerr, "cannot index an article");
	st = bl_xinvert_fill(v->invert, v->doc, d, err);
	if (st < 0)
		return st;
	pthread_mutex_lock(&v->w->lock);
	st = enter(v->w, id, &e, &counts, err);
	pthread_mutex_unlock(&v->w->lock);
	if (st < 0 || !counts)
		return st;
	v->last_docid = e.docid;
	return add_to_shard(v, d, err);
}

bl_status bl_xinverter_close(struct bl_inverter *base, struct bl_error *err)
{
	struct inverter *v = (struct inverter *)base;
	struct xap_error xerr;
	xap_status xs;
	int errnum;

	errno = 0;
	xs = xap_wdb_close(v->wdb, &xerr);
	errnum = errno;
	inverter_free(v);
	return xs ? shard_failed(err, xs, &xerr, errnum) : BL_OK;
}

/* ---- deleting and committing */

static bl_status add_gone(struct writer *w, xap_docid docid,
			  struct bl_error *err)
{
	void *gone = w->gone;
	bl_status st =
		one_more(&gone, w->n_gone, &w->gone_cap, sizeof(*w->gone), err);

	w->gone = gone;
	if (st == BL_OK)
		w->gone[w->n_gone++] = docid;
	return st;
}

bl_status bl_xwriter_delete(struct bl_writer *base, struct bl_str id,
			    struct bl_error *err)
{
	struct writer *w = (struct writer *)base;
	struct bl_buf term;
	xap_docid docid;
	uint64_t *index;
	bool is_new;
	bl_status st;

	bl_buf_init(&term, BL_PATH_MAX_BYTES);
	st = find_current(&docid, w->current, &term, id, err);
	bl_buf_release(&term);
	if (st < 0)
		return st;
	if (!docid)
		return bl_fail(err, BL_ERR_NOT_FOUND,
			       "there is no article with id '%.*s'",
			       (int)id.len, id.data);
	/* an id given twice is deleted once */
	st = bl_idmap_enter(&w->ids, id.data, id.len, 0, &index, &is_new, err);
	if (st < 0 || !is_new)
		return st;
	w->tally.deleted++;
	return add_gone(w, docid, err);
}

/* Take the articles that later ones superseded out of their shards. */
static bl_status apply_drops(struct writer *w, uint32_t shard,
			     struct bl_error *err)
{
	struct xap_wdb_options o = XAP_WDB_OPTIONS_INIT;
	char path[BL_PATH_MAX_BYTES];
	struct xap_error xerr;
	xap_wdb *wdb = NULL;
	xap_status xs = XAP_OK;
	bl_status st;
	size_t i;

	st = bl_xfolder_path(path, &w->folder, "new", shard, err);
	if (st < 0)
		return st;
	o.flags = XAP_DB_OPEN | XAP_DB_NO_SYNC;
	for (i = 0; !xs && i < w->n_drops; i++) {
		if (w->drops[i].shard != shard)
			continue;
		if (!wdb)
			xs = xap_wdb_open(&wdb, path, &o, &xerr);
		if (!xs)
			xs = xap_wdb_delete(wdb, w->drops[i].docid, &xerr);
	}
	if (!xs && wdb)
		xs = xap_wdb_close(wdb, &xerr);
	xap_wdb_free(wdb);
	return xs ? bl_xap_fail(err, xs, &xerr, "cannot update a shard")
		  : BL_OK;
}

bl_status bl_xwriter_commit(struct bl_writer *base, struct bl_tally *tally,
			    struct bl_error *err)
{
	struct writer *w = (struct writer *)base;
	struct bl_xrun run = { &w->analysis, w->shards, NULL, 0 };
	bl_status st = BL_OK;
	uint32_t shard;
	size_t i;

	for (i = 0; st == BL_OK && i < w->n_entries; i++)
		if (w->entries[i].replaces)
			st = add_gone(w, w->entries[i].replaces, err);
	for (shard = 0; st == BL_OK && shard < w->shards; shard++)
		st = apply_drops(w, shard, err);
	if (st < 0)
		return st;
	run.gone = w->gone;
	run.n_gone = w->n_gone;
	st = bl_xpublish(&w->folder, &run, err);
	if (st == BL_OK && tally)
		*tally = w->tally;
	return st;
}
