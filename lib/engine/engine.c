/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which engines there are, which of them made an index, and the calls of
 * engine.h, which lead to its table.
 */
#include "blotter/engine.h"

#include <stdio.h>
#include <string.h>

#include "blotter/file.h"
#include "module_private.h"

extern const struct bl_engine bl_engine_segment;

#define DEFAULT_MEMORY_BYTES ((uint64_t)512 << 20)

/*
 * The engines there are, the default first.  Which of them a folder belongs to
 * is told by a file in it, so that none has to be loaded to find out.
 */
static const struct known {
	const char *name;
	const struct bl_engine *engine; /* NULL: a module has it */
	const char *index;              /* there from the first commit on */
	const char *lock;               /* there since the first run began */
} known[] = {
	{ "segment", &bl_engine_segment, BL_SEGMENT_MANIFEST_NAME,
	  BL_SEGMENT_LOCK_NAME },
	{ "xapian", NULL, BL_XAPIAN_STUB_NAME, BL_XAPIAN_LOCK_NAME },
};

#define KNOWN (sizeof(known) / sizeof(known[0]))

const char *bl_engine_name(size_t i)
{
	return i < KNOWN ? known[i].name : NULL;
}

static bl_status take(const struct bl_engine **out, const struct known *k,
		      struct bl_error *err)
{
	*out = k->engine;
	return k->engine ? BL_OK : bl_module_load(out, k->name, err);
}

bl_status bl_engine_find(const struct bl_engine **out, const char *name,
			 struct bl_error *err)
{
	char names[128] = "";
	size_t i;

	for (i = 0; i < KNOWN; i++) {
		size_t len = strlen(names);

		if (!strcmp(known[i].name, name))
			return take(out, &known[i], err);
		snprintf(names + len, sizeof(names) - len, "%s%s",
			 i ? ", " : "", known[i].name);
	}
	return bl_fail(err, BL_ERR_USAGE,
		       "unknown engine '%s': expected one of %s", name, names);
}

static bool has_file(const char *dir, const char *name)
{
	char path[BL_PATH_MAX_BYTES];

	return bl_path_join(path, sizeof(path), dir, name, NULL) == BL_OK &&
	       bl_is_file(path);
}

/* The engine that has this folder; NULL: none. */
static const struct known *known_of(const char *dir)
{
	size_t i;

	for (i = 0; i < KNOWN; i++)
		if (has_file(dir, known[i].index) ||
		    has_file(dir, known[i].lock))
			return &known[i];
	return NULL;
}

bool bl_is_index(const char *dir)
{
	return known_of(dir) != NULL;
}

bl_status bl_engine_of(const struct bl_engine **out, const char *dir,
		       struct bl_error *err)
{
	const struct known *k = known_of(dir);

	if (k)
		return take(out, k, err);
	return bl_fail(err, BL_ERR_NOT_FOUND,
		       bl_is_dir(dir) ? "there is no index in '%s'"
				      : "there is no folder '%s'",
		       dir);
}

/* Is there anything in dir that a new index would have to share it with? */
static bool is_fresh(const char *dir)
{
	return !bl_is_dir(dir) || bl_tree_bytes(dir) == 0;
}

/* What another engine has begun is not gone on with, nor covered by what is
 * made: its run may still be at work. */
static bl_status fail_engine(const struct known *k, const char *name,
			     const char *dir, struct bl_error *err)
{
	return bl_fail(err, BL_ERR_USAGE,
		       has_file(dir, k->index)
			       ? "the index in '%s' is of engine %s, not %s"
			       : "the index begun in '%s' is of engine %s, "
				 "not %s: remove it first",
		       dir, k->name, name);
}

/* The engine to write dir with: the one that made it, or that was asked for. */
static bl_status engine_for_writing(const struct bl_engine **out,
				    const char *name, const char *dir,
				    bool create, struct bl_error *err)
{
	const struct known *k = known_of(dir);

	if (k && name && strcmp(k->name, name) != 0)
		return fail_engine(k, name, dir, err);
	if (k || !create)
		return bl_engine_of(out, dir, err);
	if (is_fresh(dir))
		return bl_engine_find(out, name ? name : known[0].name, err);
	return bl_fail(err, BL_ERR_USAGE,
		       "'%s' holds files that are no index: "
		       "expected an empty or a new folder",
		       dir);
}

static bl_status check_analysis(struct bl_writer *w, const char *dir,
				const struct bl_analysis *asked,
				struct bl_error *err)
{
	const struct bl_analysis *have = bl_writer_analysis(w);

	if (!asked || !strcmp(asked->language, have->language))
		return BL_OK;
	return bl_fail(err, BL_ERR_USAGE,
		       "the index in '%s' is of language %s, not %s", dir,
		       have->language, asked->language);
}

bl_status bl_writer_open(struct bl_writer **out, const char *engine,
			 const char *dir,
			 const struct bl_writer_options *options,
			 struct bl_error *err)
{
	struct bl_writer_options o = *options;
	const struct bl_engine *e;
	bl_status st;

	*out = NULL;
	if (!o.workers)
		o.workers = 1;
	if (!o.memory_bytes)
		o.memory_bytes = DEFAULT_MEMORY_BYTES;
	st = engine_for_writing(&e, engine, dir, o.analysis != NULL, err);
	if (st < 0)
		return st;
	st = e->writer_open(out, dir, &o, err);
	if (st < 0)
		return st;
	st = check_analysis(*out, dir, o.analysis, err);
	if (st < 0) {
		bl_writer_close(*out);
		*out = NULL;
	}
	return st;
}

void bl_writer_close(struct bl_writer *w)
{
	if (w)
		w->engine->writer_close(w);
}

const struct bl_analysis *bl_writer_analysis(const struct bl_writer *w)
{
	return w->engine->writer_analysis(w);
}

bl_status bl_inverter_open(struct bl_inverter **out, struct bl_writer *w,
			   struct bl_error *err)
{
	return w->engine->inverter_open(out, w, err);
}

bl_status bl_inverter_add(struct bl_inverter *v, const struct bl_document *doc,
			  struct bl_error *err)
{
	return v->engine->inverter_add(v, doc, err);
}

bl_status bl_inverter_close(struct bl_inverter *v, struct bl_error *err)
{
	return v ? v->engine->inverter_close(v, err) : BL_OK;
}

bl_status bl_writer_delete(struct bl_writer *w, struct bl_str id,
			   struct bl_error *err)
{
	return w->engine->writer_delete(w, id, err);
}

bl_status bl_writer_commit(struct bl_writer *w, struct bl_tally *tally,
			   struct bl_error *err)
{
	return w->engine->writer_commit(w, tally, err);
}

bl_status bl_index_compact(const char *dir, bool wait_for_lock,
			   struct bl_error *err)
{
	const struct bl_engine *e;
	bl_status st = bl_engine_of(&e, dir, err);

	return st < 0 ? st : e->compact(dir, wait_for_lock, err);
}

bl_status bl_index_check(const char *dir, bl_line_fn *report, void *ctx,
			 struct bl_error *err)
{
	const struct bl_engine *e;
	bl_status st = bl_engine_of(&e, dir, err);

	return st < 0 ? st : e->check(dir, report, ctx, err);
}

bl_status bl_reader_open(struct bl_reader **out, const char *const *dirs,
			 size_t n, struct bl_error *err)
{
	const struct bl_engine *first = NULL, *e;
	bl_status st;
	size_t i;

	*out = NULL;
	for (i = 0; i < n; i++) {
		st = bl_engine_of(&e, dirs[i], err);
		if (st < 0)
			return st;
		if (first && e != first)
			return bl_fail(err, BL_ERR_USAGE,
				       "'%s' is of engine %s, '%s' of %s: they "
				       "cannot be searched as one",
				       dirs[0], first->name, dirs[i], e->name);
		first = e;
	}
	if (!first)
		return bl_fail(err, BL_ERR_USAGE, "no index to search");
	return first->reader_open(out, dirs, n, err);
}

void bl_reader_close(struct bl_reader *r)
{
	if (r)
		r->engine->reader_close(r);
}

const struct bl_analysis *bl_reader_analysis(const struct bl_reader *r)
{
	return r->engine->reader_analysis(r);
}

bl_status bl_reader_stats(struct bl_reader *r, struct bl_stats *out,
			  enum bl_stats_extent extent, struct bl_error *err)
{
	return r->engine->stats(r, out, extent, err);
}

bl_status bl_reader_search(struct bl_reader *r, const struct bl_search *s,
			   struct bl_arena *arena, struct bl_hits *out,
			   struct bl_error *err)
{
	return r->engine->search(r, s, arena, out, err);
}

bl_status bl_reader_visit(struct bl_reader *r, const struct bl_node *query,
			  bl_field_set fields, bl_visit_fn *fn, void *ctx,
			  struct bl_error *err)
{
	return r->engine->visit(r, query, fields, fn, ctx, err);
}

bl_status bl_reader_fetch(struct bl_reader *r, const struct bl_hit *hit,
			  struct bl_arena *arena, struct bl_article *out,
			  struct bl_incidents *incidents, struct bl_error *err)
{
	return r->engine->fetch(r, hit, arena, out, incidents, err);
}

bl_status bl_reader_forms(struct bl_reader *r, struct bl_str prefix,
			  bl_form_fn *fn, void *ctx, struct bl_error *err)
{
	return r->engine->forms(r, prefix, fn, ctx, err);
}

bl_status bl_reader_explain(struct bl_reader *r, const struct bl_search *s,
			    struct bl_buf *out, struct bl_error *err)
{
	return r->engine->explain(r, s, out, err);
}
