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

struct bl_highlight; /* which words of a text the query asked for; snippet.c */

/* What is known of the answer while hits are printed. */
struct bl_answer {
	const char *query_id; /* of a batch; NULL outside one */
	const struct bl_hits *hits;
	size_t offset; /* rank of the first hit, from 0 */
	const struct bl_highlight *highlight;
	bool color;     /* stdout is a terminal */
	unsigned width; /* columns of it */
};

/* One printed hit.  article is NULL for formats that need none. */
struct bl_row {
	size_t rank; /* from 1 */
	const struct bl_hit *hit;
	const struct bl_article *article;
};

struct bl_output {
	const char *name; /* as --format takes it */
	const char *about;
	bool needs_article;
	/* Each may be NULL.  They append to out; the caller writes it. */
	void (*begin)(struct bl_buf *out, const struct bl_answer *a);
	void (*row)(struct bl_buf *out, const struct bl_answer *a,
		    const struct bl_row *row);
	void (*end)(struct bl_buf *out, const struct bl_answer *a);
};

extern const struct bl_output bl_output_text, bl_output_json, bl_output_tsv,
	bl_output_trec, bl_output_ids;

/* All outputs, the default first, then NULL. */
extern const struct bl_output *const bl_outputs[];

#endif
