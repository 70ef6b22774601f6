/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The Xapian engine, over xapian-c.
 *
 * An index folder holds:
 *	XAPIANDB	a Xapian stub that names the database in use, so that
 *			Xapian's own tools open the folder as it stands
 *	db.N/		that database; N counts up with each rewrite
 *	new.K/		shards of a run that is not committed; leftovers are
 *			removed by the next writer
 *	blotter.lock	locked (fcntl) by the one writer
 *
 * A run writes one shard an inverter.  A commit either merges the shards and
 * the database into a new one and switches the stub by a rename, or, when they
 * are few beside what is there, copies their documents into the database in
 * one Xapian transaction.  Both are atomic.
 *
 * A document has the terms of schema.h: stems (Z...) with positions; without
 * positions and with wdf 0 its exact forms, its id (Q...) and keywords; and, as
 * these, the terms of its incidents, of all of them together:
 *	XINCIDENT:1	to XINCIDENT:n, when there are n
 *	XTYPE:bombing	each type, and the groups above it
 *	XPLACE:#1174872	each place by its id in the gazetteer, and those that it
 *			lies in; XPLACE:kot lakhpat, the tokens of its name,
 *			where the gazetteer does not know it
 *	XCOUNTRY:PK	ISO 3166-1
 *	XACTOR:taliban	each token of an actor's name; XACTOR:=Taliban, the
 *first name of a group that the lexicon knows XTARGET:police, XWEAPON:firearms,
 *XSTAGE:attempted, XCLAIMED:yes Its value slots are those below, its data the
 *stored article.
 */
#ifndef BLOTTER_XAPIAN_PRIVATE_H
#define BLOTTER_XAPIAN_PRIVATE_H

#include "blotter/engine.h"
#include "blotter/file.h"
#include "xapian-c.h"

/* Value slots. */
enum slot {
	SLOT_NEWEST_FIRST = 0, /* its place in either order: key.c */
	SLOT_OLDEST_FIRST = 1,
	SLOT_INCIDENTS = 2, /* bl_incidents_encode(); none: no incident */
	SLOT_SOURCE = 3,
};

extern const struct bl_engine bl_engine_xapian;

/* ---- status.c */

/* What a failed xap_ call came to, with `what` in front of its message. */
bl_status bl_xap_fail(struct bl_error *err, xap_status st,
		      const struct xap_error *xerr, const char *what);

/* A fault of ours, put so that bl_xap_fail makes BL_ERR_INTERNAL of it. */
xap_status bl_xap_misuse(struct xap_error *xerr, const char *message);

/* A failure of ours on its way through Xapian, of which bl_xap_fail makes the
 * same again. */
xap_status bl_xap_put(struct xap_error *xerr, const struct bl_error *err);

static inline struct bl_str bl_xap_str(const struct xap_buf *buf)
{
	return (struct bl_str){ buf->data, buf->len };
}

/* ---- key.c: sort keys */

#define KEY_TIME_BYTES 8
/* A time as bytes that compare as times do; unset after all others. */
void bl_key_time(char out[KEY_TIME_BYTES], bl_time t);
/* Append the value of a slot: the time, turned around for NEWEST_FIRST, and
 * the id. */
void bl_key_append(struct bl_buf *out, enum slot slot, bl_time t,
		   struct bl_str id);
/* Take the value of a slot apart; 0, and nothing set, when it is none. */
int bl_key_read(struct bl_str key, enum slot slot, bl_time *t,
		struct bl_str *id);

/* ---- settings.c: the metadata of a database */

bl_status bl_settings_write(xap_wdb *wdb, const struct bl_analysis *a,
			    struct bl_error *err);
/* BL_ERR_VERSION when this program does not know them. */
bl_status bl_settings_read(struct bl_analysis *a, const xap_db *db,
			   const char *dir, struct bl_error *err);

/* ---- folder.c: what is in an index folder */

struct bl_xfolder {
	char dir[BL_PATH_MAX_BYTES];
	unsigned long current; /* N of the db.N in use; 0: none yet */
	int lock_fd;           /* -1: not locked */
};

/* Has anything been committed there?  The lock alone is left by a first run
 * that was killed. */
bool bl_xfolder_has_index(const char *dir);
/* Lock the folder, making it when it is not there, clear away leftovers, and
 * read which database is in use. */
bl_status bl_xfolder_lock(struct bl_xfolder *f, const char *dir, bool wait,
			  struct bl_error *err);
/* Only read which database is in use: f is not locked. */
bl_status bl_xfolder_read(struct bl_xfolder *f, const char *dir,
			  struct bl_error *err);
void bl_xfolder_unlock(struct bl_xfolder *f);
/* The path of db.N or new.N. */
bl_status bl_xfolder_path(char out[BL_PATH_MAX_BYTES],
			  const struct bl_xfolder *f, const char *stem,
			  unsigned long n, struct bl_error *err);
/* BL_ERR_IO when what is there now is not the folder that was locked. */
bl_status bl_xfolder_still_ours(const struct bl_xfolder *f,
				struct bl_error *err);
/* Put the names of db.N's files on disk: Xapian does so for their contents
 * only. */
bl_status bl_xfolder_sync(const struct bl_xfolder *f, unsigned long n,
			  struct bl_error *err);
/* Make db.N the one in use, for good, and remove the one before. */
bl_status bl_xfolder_switch(struct bl_xfolder *f, unsigned long n,
			    struct bl_error *err);

/* ---- incident.c: incidents as terms */

#define BL_XTERM_MAX_BYTES ((size_t)8 << 10)

typedef bl_status bl_xterm_fn(void *ctx, struct bl_str term,
			      struct bl_error *err);
/* Call fn with each term that an article gets for its incidents, with some
 * more than once. */
bl_status bl_xterms_list(const struct bl_incidents *in, bl_xterm_fn *fn,
			 void *ctx, struct bl_error *err);

/*
 * What to ask of terms for the condition of an INCIDENT: a tree of AND, OR and
 * KEYWORD in the arena, which selects all articles with an incident that
 * passes; *exact: and no others.  NULL when there is no memory.
 */
struct bl_node *bl_xterms_ask(bool *exact, const struct bl_node *condition,
			      struct bl_arena *arena);

/* How many incidents the articles have. */
xap_status bl_xterms_count(uint64_t *out, const xap_db *db,
			   struct xap_error *xerr);

/* Decode what is in SLOT_INCIDENTS, maybe nothing. */
bl_status bl_xincidents_read(struct bl_incidents *out, struct bl_arena *arena,
			     struct bl_str value, struct bl_error *err);

/* ---- invert.c: from tokens to a Xapian document */

struct bl_xinvert;

bl_status bl_xinvert_new(struct bl_xinvert **out, struct bl_error *err);
void bl_xinvert_free(struct bl_xinvert *v);
/* Fill the document, which must be empty. */
bl_status bl_xinvert_fill(struct bl_xinvert *v, xap_doc *doc,
			  const struct bl_document *d, struct bl_error *err);

/* ---- writer.c, publish.c */

/* An article of this run: which one counts of those with its id. */
struct entry {
	uint64_t sequence;
	uint32_t shard; /* of its document, and the id there */
	xap_docid docid;
	xap_docid replaces; /* in the database before the run; 0: nothing */
};

struct drop {
	uint32_t shard;
	xap_docid docid;
};

bl_status bl_xwriter_open(struct bl_writer **out, const char *dir,
			  const struct bl_writer_options *options,
			  struct bl_error *err);
void bl_xwriter_close(struct bl_writer *w);
const struct bl_analysis *bl_xwriter_analysis(const struct bl_writer *w);
bl_status bl_xinverter_open(struct bl_inverter **out, struct bl_writer *w,
			    struct bl_error *err);
bl_status bl_xinverter_add(struct bl_inverter *v, const struct bl_document *d,
			   struct bl_error *err);
bl_status bl_xinverter_close(struct bl_inverter *v, struct bl_error *err);
bl_status bl_xwriter_delete(struct bl_writer *w, struct bl_str id,
			    struct bl_error *err);
bl_status bl_xwriter_commit(struct bl_writer *w, struct bl_tally *tally,
			    struct bl_error *err);

/* What a run leaves to be published. */
struct bl_xrun {
	const struct bl_analysis *analysis;
	uint32_t shards;       /* new.0 ... */
	const xap_docid *gone; /* of the database in use: to delete */
	size_t n_gone;
};

/* Make a run part of the index: all of it, or none. */
bl_status bl_xpublish(struct bl_xfolder *f, const struct bl_xrun *run,
		      struct bl_error *err);
bl_status bl_xcompact(const char *dir, bool wait_for_lock,
		      struct bl_error *err);

/* ---- reader.c, search.c, visit.c, query.c */

struct bl_xreader {
	struct bl_reader base;
	struct bl_analysis analysis;
	size_t n_dirs;
	char **dirs;
	xap_db **part; /* what is in each of them */
	xap_db *db;    /* all parts as one */
	bool foreign; /* one at least is behind a stub that is not ours, and may
			 be remote */
};

bl_status bl_xreader_open(struct bl_reader **out, const char *const *dirs,
			  size_t n, struct bl_error *err);
void bl_xreader_close(struct bl_reader *r);
const struct bl_analysis *bl_xreader_analysis(const struct bl_reader *r);
bl_status bl_xreader_stats(struct bl_reader *r, struct bl_stats *out,
			   enum bl_stats_extent extent, struct bl_error *err);
bl_status bl_xreader_visit(struct bl_reader *r, const struct bl_node *query,
			   bl_field_set fields, bl_visit_fn *fn, void *ctx,
			   struct bl_error *err);
bl_status bl_xreader_fetch(struct bl_reader *r, const struct bl_hit *hit,
			   struct bl_arena *arena, struct bl_article *out,
			   struct bl_incidents *incidents,
			   struct bl_error *err);
bl_status bl_xreader_forms(struct bl_reader *r, struct bl_str prefix,
			   bl_form_fn *fn, void *ctx, struct bl_error *err);
/* What Xapian has to say of its tables; *faults counts. */
bl_status bl_xcheck_tables(size_t *faults, const char *dir, bl_line_fn *report,
			   void *ctx, struct bl_error *err);
bl_status bl_xcheck(const char *dir, bl_line_fn *report, void *ctx,
		    struct bl_error *err);

/* Calls fn again, on the last commit, when a writer overtook it. */
typedef xap_status bl_xread_fn(struct bl_xreader *r, void *ctx,
			       struct xap_error *xerr);
bl_status bl_xreader_run(struct bl_xreader *r, bl_xread_fn *fn, void *ctx,
			 struct bl_error *err);

bl_status bl_xreader_search(struct bl_reader *r, const struct bl_search *s,
			    struct bl_arena *arena, struct bl_hits *out,
			    struct bl_error *err);
bl_status bl_xreader_explain(struct bl_reader *r, const struct bl_search *s,
			     struct bl_buf *out, struct bl_error *err);

/* The Xapian query that selects and scores as the tree does, in the reader's
 * databases as they stand: it may have looked there. */
xap_status bl_xquery_build(xap_query **out, const struct bl_node *node,
			   const struct bl_xreader *r, struct xap_error *xerr);
/* The same for a search without weights, as bl_xselect makes it. */
xap_status bl_xquery_build_match(xap_query **out, const struct bl_node *node,
				 const struct bl_xreader *r,
				 struct xap_error *xerr);

/* Append the term of a TERM, FORM or KEYWORD. */
void bl_xquery_term(struct bl_buf *out, const struct bl_node *node);

/* ---- order.c */

struct bl_xorder {
	const struct bl_search *search;
	struct bl_arena arena;
	struct xap_buf value;
	struct bl_buf key;
	struct xap_error failure; /* of the making of a key: its status is 0
				     when there was none */
};

void bl_xorder_init(struct bl_xorder *o, const struct bl_search *s);
void bl_xorder_release(struct bl_xorder *o);
/* Sort as the search asks; o has to last as long as the enquiry. */
xap_status bl_xorder_set(xap_enquire *enquire, struct bl_xorder *o,
			 struct xap_error *xerr);

/* ---- select.c */

struct bl_xdocs {
	xap_docid *id; /* rising */
	size_t n;
};

/* All documents that the query selects; release them, also after a failure. */
xap_status bl_xselect(struct bl_xdocs *out, const xap_query *query,
		      const xap_db *db, struct xap_error *xerr);
void bl_xdocs_release(struct bl_xdocs *docs);
/* A query for the first n of them, of weight 0. */
xap_status bl_xdocs_query(xap_query **out, const struct bl_xdocs *docs,
			  size_t n, const struct bl_xreader *r,
			  struct xap_error *xerr);

/* ---- verify.c */

/* Of the documents that `may` selects, those in which the words stand as the
 * NEAR or PHRASE asks, or which have an incident that passes the condition of
 * the INCIDENT: a query for just these, of weight 0. */
xap_status bl_xverify(xap_query **out, const xap_query *may,
		      const struct bl_node *node, const struct bl_xreader *r,
		      struct xap_error *xerr);

#endif
