/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A segment: articles 0..docs-1, inverted; files that never change.
 *
 * Its dictionaries: `stems` has the terms with positions, those of a text
 * (BL_PREFIX_STEM) and of titles; `forms` exact forms and keywords; `ids` each
 * id once, with the article that counts of those that have it.
 */
#ifndef BLOTTER_SEGMENT_PRIVATE_H
#define BLOTTER_SEGMENT_PRIVATE_H

#include <pthread.h>

#include "blotter/engine.h"
#include "dictionary_private.h"
#include "documents_private.h"
#include "incidents_private.h"
#include "manifest_private.h"
#include "postings_private.h"
#include "store_private.h"

extern const struct bl_engine bl_engine_segment;

/* Bytes of a bitmap of n articles: whole 64-bit words. */
static inline size_t bl_bitmap_bytes(uint32_t n)
{
	return ((size_t)n + 63) / 64 * 8;
}

static inline bool bl_bitmap_has(const uint8_t *bitmap, uint32_t doc)
{
	return bitmap && (bitmap[doc / 8] >> (doc % 8) & 1);
}

/* ---- segment_read.c */

struct bl_segment {
	struct bl_segment_info info;
	struct bl_input in[BL_SECTION_COUNT];
	struct bl_input dead_in;
	const uint8_t *dead; /* bitmap of deleted articles; NULL: none */
	struct bl_dict stems, forms, ids;
	struct bl_columns column;
	struct bl_store store;
	struct bl_incident_columns incidents;
};

bl_status bl_segment_open(struct bl_segment *s, const char *dir,
			  const struct bl_segment_info *info,
			  struct bl_error *err);
/* Who reads a segment once lets its memory go when so much was copied of it:
 * all of an index may be larger than the machine's. */
#define BL_LET_GO_BYTES ((uint64_t)64 << 20)
/* The memory that was read of its files, but for the stored articles. */
void bl_segment_let_go(const struct bl_segment *s);
void bl_segment_release(struct bl_segment *s);
/* The id of an article, in the cursor until it moves. */
bl_status bl_segment_id(struct bl_str *out, const struct bl_segment *s,
			struct bl_dict_cursor *ids, uint32_t doc,
			struct bl_error *err);
/* The term of a form's stem, in buf; empty when it is too long for one. */
struct bl_str bl_segment_stem(char buf[BL_DICT_TERM_MAX_BYTES],
			      struct bl_str form, const struct bl_entry *e);
/* Open the postings of a term of s->stems (positional) or s->forms; damage
 * shows in p->damaged. */
void bl_segment_postings(struct bl_postings *p, const struct bl_kernels *k,
			 const struct bl_segment *s, struct bl_str term,
			 const struct bl_entry *e, bool positional);
/* The dictionary of this kind: STEMS, FORMS or IDS. */
const struct bl_dict *bl_segment_dict(const struct bl_segment *s,
				      enum bl_section_kind kind);

/* ---- segment_write.c */

/* Writes a segment: first articles and their incidents, then columns, ids and
 * terms. */
struct bl_segment_writer {
	char dir[BL_PATH_MAX_BYTES];
	uint64_t number;
	struct bl_output out[BL_SECTION_COUNT];
	struct bl_store_writer store;
	struct bl_incident_writer incidents;
	struct bl_dict_writer stems, forms, ids;
	struct bl_list_writer positional, plain;
	uint32_t docs;
};

bl_status bl_segment_writer_open(struct bl_segment_writer **out,
				 const char *dir, uint64_t number,
				 struct bl_error *err);
/* All articles are known, and their incidents added: on to the rest.  `length`
 * has that of each, and must stay until the segment is finished.  Up to then
 * w->store may go on, in another thread, too. */
bl_status bl_segment_writer_begin(struct bl_segment_writer *w, uint32_t docs,
				  const uint32_t *length, struct bl_error *err);
void bl_segment_writer_columns(struct bl_segment_writer *w,
			       const struct bl_columns *c);
/* End the list that was begun in w->positional or w->plain, and enter it. */
bl_status bl_segment_writer_term(struct bl_segment_writer *w,
				 struct bl_str term, bool positional,
				 struct bl_error *err);
/* The same for one in w->plain that has a stem, of which this is the term. */
bl_status bl_segment_writer_form(struct bl_segment_writer *w,
				 struct bl_str form, struct bl_str stem,
				 struct bl_error *err);
bl_status bl_segment_writer_id(struct bl_segment_writer *w, struct bl_str id,
			       uint32_t doc, struct bl_error *err);
bl_status bl_segment_writer_finish(struct bl_segment_writer *w,
				   struct bl_error *err);
/* Also removes the files, when it was not finished. */
void bl_segment_writer_free(struct bl_segment_writer *w);

/* ---- segments of a run, not committed yet */

struct bl_run_segment {
	struct bl_segment_info info;
	uint64_t *sequence; /* of each article */
	uint8_t *dead;      /* bitmap, always there */
};

void bl_run_segment_release(struct bl_run_segment *s);

/* ---- invert.c: articles inverted in memory; flush.c: written out */

struct bl_invert;

bl_status bl_invert_new(struct bl_invert **out, const char *dir,
			uint64_t number, struct bl_error *err);
void bl_invert_free(struct bl_invert *v);
/* Can it take the tokens of this vocabulary, or was that cleared since? */
bool bl_invert_fits(const struct bl_invert *v, const struct bl_vocab *vocab);
bl_status bl_invert_add(struct bl_invert *v, const struct bl_document *d,
			struct bl_error *err);
/* Bytes of memory in use. */
size_t bl_invert_bytes(const struct bl_invert *v);
/* Write it out as a segment. */
bl_status bl_invert_flush(struct bl_run_segment *out, struct bl_invert *v,
			  struct bl_error *err);

/* ---- merge.c */

struct bl_merge_source {
	const struct bl_segment *segment;
	const uint8_t *dead;      /* bitmap; NULL: all are alive */
	const uint64_t *sequence; /* NULL: not of this run */
};

/* Make one segment of what is left of several; where they stand in `from` is
 * the order of their articles.  Of articles with one id, the one of the highest
 * sequence counts; the others are marked dead in *to. */
bl_status bl_merge(struct bl_run_segment *to, const char *dir, uint64_t number,
		   const struct bl_merge_source *from, size_t n,
		   struct bl_error *err);

/* ---- store_copy.c: the articles of merged segments, by a thread of its own */

struct bl_store_copy {
	struct bl_store_writer *to;
	const struct bl_merge_source *from;
	size_t n;
	pthread_t thread;
	bool started;
	bl_status status;
	struct bl_error err;
};

/* All must stay as they are until it is finished, but for `to`. */
void bl_store_copy_start(struct bl_store_copy *c, struct bl_store_writer *to,
			 const struct bl_merge_source *from, size_t n);
/* Returns the failure of that, or else st, which is what was done meanwhile. */
bl_status bl_store_copy_finish(struct bl_store_copy *c, bl_status st,
			       struct bl_error *err);

#endif
