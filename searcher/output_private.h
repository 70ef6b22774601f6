/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How hits are printed.  A format is one file, output_<format>.c, and one line
 * in the table in output.c; --format, --help and the man page check read it.
 */
#ifndef BLOTTER_OUTPUT_PRIVATE_H
#define BLOTTER_OUTPUT_PRIVATE_H

#include <stdio.h>

#include "blotter/article.h"
#include "blotter/engine.h"

struct bl_facet;     /* facet.c */
struct bl_timeline;  /* timeline.c */
struct bl_group;     /* group.c */
struct bl_highlight; /* which words of a text the query asked for; snippet.c */

/* What is known of the answer while it is printed. */
struct bl_answer {
	const char *query_id; /* of a batch; NULL outside one */
	uint64_t matched;     /* articles */
	const struct bl_hits *hits;
	size_t offset;   /* rank of the first hit or group, from 0 */
	size_t n_groups; /* in all */
	const struct bl_highlight *highlight;
	bool empty;     /* nothing is printed between begin and end */
	bool evidence;  /* show the words that say each value */
	bool color;     /* stdout is a terminal */
	bool unicode;   /* what reads stdout shows more than ASCII */
	unsigned width; /* columns of it */
};

/* One printed hit.  article is NULL for formats that need none. */
struct bl_row {
	size_t rank; /* from 1 */
	const struct bl_hit *hit;
	const struct bl_article *article;
	const struct bl_incidents *incidents; /* NULL as the article is */
	const struct bl_incident *incident;   /* that of the hit, or NULL */
};

struct bl_output {
	const char *name; /* as --format takes it */
	bool needs_article;
	bool every_group; /* unless the user says how many */
	/* They append to out; the caller writes it.  begin and end may be
	 * NULL.  One of the others is called for each thing that is answered;
	 * NULL: the format does not have it. */
	void (*begin)(struct bl_buf *out, const struct bl_answer *a);
	void (*end)(struct bl_buf *out, const struct bl_answer *a);
	void (*row)(struct bl_buf *out, const struct bl_answer *a,
		    const struct bl_row *row);
	void (*facets)(struct bl_buf *out, const struct bl_answer *a,
		       const struct bl_facet *facet, size_t n);
	void (*timeline)(struct bl_buf *out, const struct bl_answer *a,
			 const struct bl_timeline *t);
	void (*group)(struct bl_buf *out, const struct bl_answer *a,
		      size_t rank, const struct bl_group *g);
};

extern const struct bl_output bl_output_text, bl_output_json, bl_output_tsv,
	bl_output_trec, bl_output_ids;

/* All outputs, the default first, then NULL. */
extern const struct bl_output *const bl_outputs[];

#endif
