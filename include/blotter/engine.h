/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * An engine keeps an index and answers queries on it: the only way from the
 * programs to what is on disk.  Both engines (architecture: segment, xapian)
 * are reached through the functions below, which find the engine of an index
 * and call its table, struct bl_engine.
 *
 * Writing.  One writer a folder, held by a lock that the kernel releases.  A
 * writer hands out one bl_inverter a thread; each takes analysed articles and
 * inverts them in its own memory.  Nothing is seen by readers before
 * bl_writer_commit, and a crash at any moment leaves the last commit.
 *
 * Reading.  A reader sees the commit it opened, whatever writers do since; it
 * is used by one thread at a time.
 */
#ifndef BLOTTER_ENGINE_H
#define BLOTTER_ENGINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "blotter/arena.h"
#include "blotter/article.h"
#include "blotter/incident.h"
#include "blotter/query.h"
#include "blotter/text.h"

/* An article with its tokens: what an inverter takes. */
struct bl_document {
	const struct bl_article *article;
	const struct bl_vocab *vocab; /* of the tokens' forms; the thread's */
	const struct bl_tokens *title, *body;
	const struct bl_incidents *incidents; /* NULL: none */
	uint64_t sequence; /* its place in command-line order, from 0: of two
			      with one id, the higher stays */
};

struct bl_writer_options {
	const struct bl_analysis *analysis; /* of an index to be created; NULL:
					       take what is there */
	unsigned workers;      /* inverters that will be asked for; 0: 1 */
	uint64_t memory_bytes; /* for all of them together; 0: 512 MiB */
	bool wait_for_lock;    /* else BL_ERR_LOCKED at once */
};

/* What became of the articles of a run. */
struct bl_tally {
	uint64_t added;
	uint64_t replaced;   /* the index had one with this id before the run */
	uint64_t superseded; /* dropped for a later one with its id in this run
			      */
	uint64_t deleted;
};

/* How much of the statistics is asked for. */
enum bl_stats_extent {
	BL_STATS_BUT_TERMS, /* which are 0: to count them takes all of the
			       dictionaries, tens of milliseconds */
	BL_STATS_ALL,
};

struct bl_stats {
	uint64_t articles;
	uint64_t incidents;
	uint64_t terms;         /* distinct */
	uint64_t bytes;         /* on disk */
	double mean_length;     /* of articles, in wdf */
	bl_time oldest, newest; /* publication; BL_TIME_UNSET: none dated */
	struct bl_analysis analysis;
	const char *engine;
};

enum bl_sort {
	BL_SORT_RELEVANCE, /* best first; ties newest first */
	BL_SORT_NEWEST,
	BL_SORT_OLDEST,
	/* By the incident that bl_incident_of (filter.h) gives for the query;
	 * articles where the value is unset come last. */
	BL_SORT_DATE,   /* when it happened, the latest first */
	BL_SORT_KILLED, /* most first, by the least that there were */
	BL_SORT_INJURED,
};

#define BL_BM25_K1 1.2
#define BL_BM25_B 0.75

struct bl_search {
	const struct bl_node *query;
	size_t offset, limit; /* hits */
	enum bl_sort sort;    /* equals: newest first, undated last, then id by
				 bytes */
	double k1, b;         /* of BM25 */
};

struct bl_hit {
	uint64_t doc; /* the engine's number for it, in this reader */
	double score;
	struct bl_str id;
	bl_time published;
};

struct bl_hits {
	struct bl_hit *hit; /* in the arena of the search */
	size_t n;
	uint64_t matched; /* articles the query selects, exactly */
};

/* An article that a query selects, with what is counted over all of them. */
struct bl_visit {
	struct bl_hit hit; /* its id is empty, its score 0 */
	struct bl_str source;
	/* with the values that were asked for, and those that the query asks
	 * about; without the evidence, the words of a date, the parts of tolls
	 */
	struct bl_incidents incidents;
};

/* Called with each; what it points to lasts until the call returns.  A value
 * other than BL_OK stops the visit, which then returns it. */
typedef bl_status bl_visit_fn(void *ctx, const struct bl_visit *v,
			      struct bl_error *err);

/* Called with each line of what a check found or a listing has; a value other
 * than 0 stops it. */
typedef int bl_line_fn(void *ctx, struct bl_str line);
typedef int bl_form_fn(void *ctx, struct bl_str form, uint64_t articles);

struct bl_writer;
struct bl_inverter;
struct bl_reader;

/* Of the table below and all that its calls pass; a module has its own. */
#define BL_ENGINE_VERSION 3

/* Files that tell the engine of a folder. */
#define BL_SEGMENT_MANIFEST_NAME "segment.manifest"
#define BL_SEGMENT_LOCK_NAME "segment.lock"
#define BL_XAPIAN_STUB_NAME "XAPIANDB"
#define BL_XAPIAN_LOCK_NAME "blotter.lock"

#define BL_EXPORT __attribute__((visibility("default")))

/* The table an engine fills in.  Members are called through the functions
 * below, whose comments are their contract. */
struct bl_engine {
	unsigned version; /* BL_ENGINE_VERSION */
	const char *name;

	bl_status (*writer_open)(struct bl_writer **out, const char *dir,
				 const struct bl_writer_options *options,
				 struct bl_error *err);
	void (*writer_close)(struct bl_writer *w);
	const struct bl_analysis *(*writer_analysis)(const struct bl_writer *w);
	bl_status (*inverter_open)(struct bl_inverter **out,
				   struct bl_writer *w, struct bl_error *err);
	bl_status (*inverter_add)(struct bl_inverter *v,
				  const struct bl_document *doc,
				  struct bl_error *err);
	bl_status (*inverter_close)(struct bl_inverter *v,
				    struct bl_error *err);
	bl_status (*writer_delete)(struct bl_writer *w, struct bl_str id,
				   struct bl_error *err);
	bl_status (*writer_commit)(struct bl_writer *w, struct bl_tally *tally,
				   struct bl_error *err);

	bl_status (*compact)(const char *dir, bool wait_for_lock,
			     struct bl_error *err);
	bl_status (*check)(const char *dir, bl_line_fn *report, void *ctx,
			   struct bl_error *err);

	bl_status (*reader_open)(struct bl_reader **out,
				 const char *const *dirs, size_t n,
				 struct bl_error *err);
	void (*reader_close)(struct bl_reader *r);
	const struct bl_analysis *(*reader_analysis)(const struct bl_reader *r);
	bl_status (*stats)(struct bl_reader *r, struct bl_stats *out,
			   enum bl_stats_extent extent, struct bl_error *err);
	bl_status (*search)(struct bl_reader *r, const struct bl_search *s,
			    struct bl_arena *arena, struct bl_hits *out,
			    struct bl_error *err);
	bl_status (*visit)(struct bl_reader *r, const struct bl_node *query,
			   bl_field_set fields, bl_visit_fn *fn, void *ctx,
			   struct bl_error *err);
	bl_status (*fetch)(struct bl_reader *r, const struct bl_hit *hit,
			   struct bl_arena *arena, struct bl_article *out,
			   struct bl_incidents *incidents,
			   struct bl_error *err);
	bl_status (*forms)(struct bl_reader *r, struct bl_str prefix,
			   bl_form_fn *fn, void *ctx, struct bl_error *err);
	bl_status (*explain)(struct bl_reader *r, const struct bl_search *s,
			     struct bl_buf *out, struct bl_error *err);
};

/* Each engine's structs begin with these, so that calls find their table. */
struct bl_writer {
	const struct bl_engine *engine;
};
struct bl_inverter {
	const struct bl_engine *engine;
};
struct bl_reader {
	const struct bl_engine *engine;
};

/* The names of the engines, the default first; NULL behind the last. */
const char *bl_engine_name(size_t i);
/* By name; BL_ERR_USAGE, with the known names, when there is none;
 * BL_ERR_UNSUPPORTED when it is a module that is not installed. */
bl_status bl_engine_find(const struct bl_engine **out, const char *name,
			 struct bl_error *err);
/* Is there an index in dir, or the beginning of one? */
bool bl_is_index(const char *dir);
/* The engine that made the index in dir; BL_ERR_NOT_FOUND when none did. */
bl_status bl_engine_of(const struct bl_engine **out, const char *dir,
		       struct bl_error *err);

/*
 * Open dir for writing, creating the index (and the folder, not its parents)
 * when there is none and options->analysis is set.  engine names the engine of
 * a new index (NULL: the default); an index of another engine or analysis is
 * BL_ERR_USAGE.
 */
bl_status bl_writer_open(struct bl_writer **out, const char *engine,
			 const char *dir,
			 const struct bl_writer_options *options,
			 struct bl_error *err);
/* Drops what was not committed.  NULL is fine. */
void bl_writer_close(struct bl_writer *w);
/* Owned by the writer. */
const struct bl_analysis *bl_writer_analysis(const struct bl_writer *w);
/* An inverter belongs to one thread; close each before the commit. */
bl_status bl_inverter_open(struct bl_inverter **out, struct bl_writer *w,
			   struct bl_error *err);
/* Takes nothing of doc over: it may be reused when the call returns. */
bl_status bl_inverter_add(struct bl_inverter *v, const struct bl_document *doc,
			  struct bl_error *err);
/* Frees it, also when what it still had could not be handed on. */
bl_status bl_inverter_close(struct bl_inverter *v, struct bl_error *err);
/* BL_ERR_NOT_FOUND when there is no such article. */
bl_status bl_writer_delete(struct bl_writer *w, struct bl_str id,
			   struct bl_error *err);
/* Publish; *tally (may be NULL) counts since the writer was opened. */
bl_status bl_writer_commit(struct bl_writer *w, struct bl_tally *tally,
			   struct bl_error *err);

/* Rewrite the index in its smallest form; BL_ERR_LOCKED unless it is to wait
 * for another writer. */
bl_status bl_index_compact(const char *dir, bool wait_for_lock,
			   struct bl_error *err);
/* Read all of it; BL_ERR_CORRUPT when something is wrong, told by report. */
bl_status bl_index_check(const char *dir, bl_line_fn *report, void *ctx,
			 struct bl_error *err);

/* Open indexes of one engine and one analysis to be searched as one. */
bl_status bl_reader_open(struct bl_reader **out, const char *const *dirs,
			 size_t n, struct bl_error *err);
void bl_reader_close(struct bl_reader *r);
/* Owned by the reader. */
const struct bl_analysis *bl_reader_analysis(const struct bl_reader *r);
bl_status bl_reader_stats(struct bl_reader *r, struct bl_stats *out,
			  enum bl_stats_extent extent, struct bl_error *err);
bl_status bl_reader_search(struct bl_reader *r, const struct bl_search *s,
			   struct bl_arena *arena, struct bl_hits *out,
			   struct bl_error *err);
/* Call fn with every article that the query selects, in no certain order.
 * fields: which values of incidents are asked for; others may be unset. */
bl_status bl_reader_visit(struct bl_reader *r, const struct bl_node *query,
			  bl_field_set fields, bl_visit_fn *fn, void *ctx,
			  struct bl_error *err);
/* The stored article of a hit and, unless NULL, its incidents, with all they
 * have, in the arena.  BL_ERR_NOT_FOUND: deleted since, in an engine whose
 * readers can be overtaken by a writer. */
bl_status bl_reader_fetch(struct bl_reader *r, const struct bl_hit *hit,
			  struct bl_arena *arena, struct bl_article *out,
			  struct bl_incidents *incidents, struct bl_error *err);
/* Every exact form with this prefix, in byte order, with the articles it is
 * in, summed over all indexes of the reader. */
bl_status bl_reader_forms(struct bl_reader *r, struct bl_str prefix,
			  bl_form_fn *fn, void *ctx, struct bl_error *err);
/* How the engine runs a search, in lines for people. */
bl_status bl_reader_explain(struct bl_reader *r, const struct bl_search *s,
			    struct bl_buf *out, struct bl_error *err);

#endif
