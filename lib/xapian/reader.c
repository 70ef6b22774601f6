/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "xapian_private.h"

/* A search that two commits overtake is run again, on the last of them.  So
 * often in a row happens only when something else is wrong. */
#define OVERTAKEN_MAX 20
/* A merge may remove a database while it is being opened. */
#define OPEN_TRIES 100

/* Which db.N the stub names; 0 when none of ours, which nobody removes. */
static unsigned long current_of(const char *dir)
{
	struct bl_xfolder f;

	return bl_xfolder_read(&f, dir, NULL) == BL_OK ? f.current : 0;
}

/*
 * Xapian opens what is left of a database that is being removed as if it had
 * no positions, or no articles.  It is removed after the stub was switched: so
 * it was whole if the stub still names it once it is open.
 */
static bl_status open_one(xap_db **out, const char *dir, struct bl_error *err)
{
	xap_status xs = XAP_OK;
	struct xap_error xerr;
	unsigned long before;
	int i;

	*out = NULL;
	if (!bl_xfolder_has_index(dir))
		return bl_fail(err, BL_ERR_NOT_FOUND,
			       "there is no index in '%s'", dir);
	for (i = 0; i < OPEN_TRIES; i++) {
		before = current_of(dir);
		xs = xap_db_open(out, dir, 0, &xerr);
		if (current_of(dir) == before)
			break;
		xap_db_free(*out);
		*out = NULL;
	}
	if (xs)
		return bl_xap_fail(err, xs, &xerr, "cannot open the index");
	if (!*out)
		return bl_fail(err, BL_ERR_IO,
			       "the index in '%s' is rewritten too often to be "
			       "opened",
			       dir);
	return BL_OK;
}

/* Of dirs[i], which is open: the others must be of its language. */
static bl_status take_settings(struct bl_xreader *r, size_t i, const xap_db *db,
			       struct bl_error *err)
{
	struct bl_analysis a;
	bl_status st = bl_settings_read(&a, db, r->dirs[i], err);

	if (st < 0)
		return st;
	if (!i)
		r->analysis = a;
	if (strcmp(a.language, r->analysis.language) != 0)
		return bl_fail(err, BL_ERR_USAGE,
			       "'%s' is of language %s, '%s' of %s: they "
			       "cannot be searched as one",
			       r->dirs[0], r->analysis.language, r->dirs[i],
			       a.language);
	return BL_OK;
}

/* Open dirs[i] as *part, and add it to those before it in all. */
static bl_status add_dir(xap_db *all, xap_db **part, struct bl_xreader *r,
			 size_t i, struct bl_error *err)
{
	struct xap_error xerr;
	bl_status st = open_one(part, r->dirs[i], err);

	if (st == BL_OK)
		st = take_settings(r, i, *part, err);
	if (st == BL_OK && xap_db_add(all, *part, &xerr))
		st = bl_xap_fail(err, xerr.status, &xerr,
				 "cannot open the index");
	return st;
}

static void close_all(xap_db *all, xap_db **part, size_t n)
{
	size_t i;

	for (i = 0; part && i < n; i++)
		xap_db_free(part[i]);
	free(part);
	xap_db_free(all);
}

/* Open the last commit of every folder, in place of what was open.  Xapian's
 * own way to the last commit ends where a merge has removed its database. */
static bl_status open_all(struct bl_xreader *r, struct bl_error *err)
{
	xap_db **part = calloc(r->n_dirs, sizeof(xap_db *));
	struct xap_error xerr;
	xap_db *all = NULL;
	bl_status st = part ? BL_OK : bl_fail_nomem(err);
	size_t i;

	if (st == BL_OK && xap_db_open_list(&all, NULL, 0, 0, &xerr))
		st = bl_xap_fail(err, xerr.status, &xerr,
				 "cannot open the index");
	for (i = 0; st == BL_OK && i < r->n_dirs; i++) {
		st = add_dir(all, &part[i], r, i, err);
		r->foreign |= !current_of(r->dirs[i]);
	}
	if (st < 0) {
		close_all(all, part, r->n_dirs);
		return st;
	}
	close_all(r->db, r->part, r->n_dirs);
	r->db = all;
	r->part = part;
	return BL_OK;
}

static bl_status copy_dirs(struct bl_xreader *r, const char *const *dirs,
			   size_t n, struct bl_error *err)
{
	r->dirs = calloc(n, sizeof(*r->dirs));
	if (!r->dirs)
		return bl_fail_nomem(err);
	for (; r->n_dirs < n; r->n_dirs++) {
		r->dirs[r->n_dirs] = strdup(dirs[r->n_dirs]);
		if (!r->dirs[r->n_dirs])
			return bl_fail_nomem(err);
	}
	return BL_OK;
}

bl_status bl_xreader_open(struct bl_reader **out, const char *const *dirs,
			  size_t n, struct bl_error *err)
{
	struct bl_xreader *r = calloc(1, sizeof(*r));
	bl_status st;

	*out = NULL;
	if (!r)
		return bl_fail_nomem(err);
	r->base.engine = &bl_engine_xapian;
	st = copy_dirs(r, dirs, n, err);
	if (st == BL_OK)
		st = open_all(r, err);
	if (st < 0) {
		bl_xreader_close(&r->base);
		return st;
	}
	*out = &r->base;
	return BL_OK;
}

void bl_xreader_close(struct bl_reader *base)
{
	struct bl_xreader *r = (struct bl_xreader *)base;

	close_all(r->db, r->part, r->n_dirs);
	while (r->n_dirs)
		free(r->dirs[--r->n_dirs]);
	free(r->dirs);
	free(r);
}

const struct bl_analysis *bl_xreader_analysis(const struct bl_reader *base)
{
	return &((const struct bl_xreader *)base)->analysis;
}

bl_status bl_xreader_run(struct bl_xreader *r, bl_xread_fn *fn, void *ctx,
			 struct bl_error *err)
{
	struct xap_error xerr;
	xap_status xs = fn(r, ctx, &xerr);
	bl_status st;
	int i;

	for (i = 0; xs == XAP_MODIFIED && i < OVERTAKEN_MAX; i++) {
		st = open_all(r, err);
		if (st < 0)
			return st;
		xs = fn(r, ctx, &xerr);
	}
	if (xs > 0)
		return BL_ERR_INTERRUPTED;
	return xs ? bl_xap_fail(err, xs, &xerr, "cannot read the index")
		  : BL_OK;
}

/* ---- statistics */

static int count_term(void *ctx, const struct xap_term *term)
{
	(void)term;
	++*(uint64_t *)ctx;
	return 0;
}

/* The time of the first value of a slot, which undated articles come after.
 * Its bound is exact in a database that was merged, and may be wide in others.
 */
static xap_status read_first(bl_time *out, const xap_db *db, enum slot slot,
			     struct xap_error *xerr)
{
	struct xap_buf lower = XAP_BUF_INIT, upper = XAP_BUF_INIT;
	struct bl_str id;
	xap_status xs = xap_db_value_bounds(&lower, &upper, db, slot, xerr);

	if (!xs)
		bl_key_read(bl_xap_str(&lower), slot, out, &id);
	xap_buf_release(&lower);
	xap_buf_release(&upper);
	return xs;
}

/* Statistics being read. */
struct stats {
	struct bl_stats *out;
	enum bl_stats_extent extent;
};

static xap_status read_stats(struct bl_xreader *r, void *ctx,
			     struct xap_error *xerr)
{
	const struct stats *stats = ctx;
	struct bl_stats *out = stats->out;
	struct xap_db_stats s;
	xap_status xs = xap_db_get_stats(&s, r->db, xerr);

	out->terms = 0;
	if (!xs && stats->extent == BL_STATS_ALL)
		xs = xap_db_terms(r->db, "", 0, count_term, &out->terms, xerr);
	if (xs)
		return xs;
	out->articles = s.doccount;
	out->mean_length = s.average_length;
	xs = bl_xterms_count(&out->incidents, r->db, xerr);
	if (!xs && out->articles)
		xs = read_first(&out->newest, r->db, SLOT_NEWEST_FIRST, xerr);
	if (!xs && out->articles)
		xs = read_first(&out->oldest, r->db, SLOT_OLDEST_FIRST, xerr);
	return xs;
}

bl_status bl_xreader_stats(struct bl_reader *base, struct bl_stats *out,
			   enum bl_stats_extent extent, struct bl_error *err)
{
	struct bl_xreader *r = (struct bl_xreader *)base;
	struct stats stats = { out, extent };
	size_t i;

	memset(out, 0, sizeof(*out));
	out->oldest = out->newest = BL_TIME_UNSET;
	out->analysis = r->analysis;
	out->engine = base->engine->name;
	for (i = 0; i < r->n_dirs; i++)
		out->bytes += bl_tree_bytes(r->dirs[i]);
	return bl_xreader_run(r, read_stats, &stats, err);
}

/* ---- articles */

struct fetch {
	const struct bl_hit *hit;
	bool by_id; /* its number may be that of another article by now */
	struct xap_buf record, incidents;
	bool found;
};

static xap_status find_by_id(xap_docid *docid, const struct bl_xreader *r,
			     struct bl_str id, struct xap_error *xerr)
{
	struct bl_buf term;
	xap_status xs;

	bl_buf_init(&term, BL_PATH_MAX_BYTES);
	bl_term(&term, bl_fields[BL_FIELD_ID_ID].prefix, id);
	xs = xap_db_find(docid, r->db, term.data, term.len, xerr);
	bl_buf_release(&term);
	return xs;
}

static xap_status fetch_record(struct bl_xreader *r, void *ctx,
			       struct xap_error *xerr)
{
	struct fetch *f = ctx;
	xap_docid docid = (xap_docid)f->hit->doc;
	xap_doc *doc = NULL;
	xap_status xs = XAP_OK;

	f->found = false;
	if (f->by_id)
		xs = find_by_id(&docid, r, f->hit->id, xerr);
	if (xs || !docid)
		return xs;
	xs = xap_db_doc(&doc, r->db, docid, xerr);
	if (xs == XAP_NO_DOCUMENT)
		return XAP_OK;
	if (!xs)
		xs = xap_doc_data(&f->record, doc, xerr);
	if (!xs)
		xs = xap_doc_value(&f->incidents, doc, SLOT_INCIDENTS, xerr);
	f->found = !xs;
	xap_doc_free(doc);
	return xs;
}

/* *out is left as it is when the article is not found. */
static bl_status fetch(struct fetch *f, struct bl_xreader *r,
		       struct bl_arena *arena, struct bl_article *out,
		       struct bl_error *err)
{
	bl_status st = bl_xreader_run(r, fetch_record, f, err);

	if (st < 0 || !f->found)
		return st;
	st = bl_article_decode(out, arena, bl_xap_str(&f->record), err);
	f->found = bl_str_eq(out->id, f->hit->id);
	return st;
}

/* A hit's document may have got another number since, or have been replaced:
 * then it goes by its id. */
bl_status bl_xreader_fetch(struct bl_reader *base, const struct bl_hit *hit,
			   struct bl_arena *arena, struct bl_article *out,
			   struct bl_incidents *incidents, struct bl_error *err)
{
	struct bl_xreader *r = (struct bl_xreader *)base;
	struct fetch f = { .hit = hit };
	bl_status st = fetch(&f, r, arena, out, err);

	if (st == BL_OK && !f.found) {
		f.by_id = true;
		st = fetch(&f, r, arena, out, err);
	}
	if (st == BL_OK && !f.found)
		st = bl_fail(err, BL_ERR_NOT_FOUND,
			     "the article '%.*s' is gone from the index",
			     (int)hit->id.len, hit->id.data);
	if (st == BL_OK && incidents)
		st = bl_xincidents_read(incidents, arena,
					bl_xap_str(&f.incidents), err);
	xap_buf_release(&f.incidents);
	xap_buf_release(&f.record);
	return st;
}

/* ---- forms */

struct forms {
	struct bl_str prefix;
	bl_form_fn *fn;
	void *ctx;
	struct bl_buf last; /* seen: a listing that begins anew skips to it */
};

static int pass_form(void *ctx, const struct xap_term *term)
{
	struct forms *f = ctx;
	struct bl_str form = { term->term, term->len };
	int stop;

	/* all other terms begin with a capital, and forms are folded */
	if (!form.len || (form.data[0] >= 'A' && form.data[0] <= 'Z') ||
	    (f->last.len && bl_str_cmp(form, bl_buf_str(&f->last)) <= 0))
		return 0;
	stop = f->fn(f->ctx, form, term->termfreq);
	bl_buf_clear(&f->last);
	bl_buf_addstr(&f->last, form);
	return stop ? 1 : 0;
}

static xap_status list_forms(struct bl_xreader *r, void *ctx,
			     struct xap_error *xerr)
{
	struct forms *f = ctx;

	return xap_db_terms(r->db, f->prefix.data, f->prefix.len, pass_form, f,
			    xerr);
}

bl_status bl_xreader_forms(struct bl_reader *base, struct bl_str prefix,
			   bl_form_fn *fn, void *ctx, struct bl_error *err)
{
	struct forms f = { prefix, fn, ctx, { 0 } };
	bl_status st;

	bl_buf_init(&f.last, BL_PATH_MAX_BYTES);
	st = bl_xreader_run((struct bl_xreader *)base, list_forms, &f, err);
	bl_buf_release(&f.last);
	return st;
}
