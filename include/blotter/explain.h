/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Explaining scores: what each word of a query is worth in an index, and what
 * it adds to the score of each hit.  It is the same for all engines, which say
 * only what they know of a word and of an article.
 */
#ifndef BLOTTER_EXPLAIN_H
#define BLOTTER_EXPLAIN_H

#include "blotter/engine.h"

/* An index as its scores see it.  term is a TERM of the query, doc that of a
 * hit. */
struct bl_explain {
	void *ctx;
	uint64_t articles;  /* N */
	double mean_length; /* in wdf */
	/* Articles with the term. */
	bl_status (*frequency)(void *ctx, uint64_t *out,
			       const struct bl_node *term,
			       struct bl_error *err);
	/* How often the article has it, 0 for never. */
	bl_status (*wdf)(void *ctx, uint64_t *out, const struct bl_node *term,
			 uint64_t doc, struct bl_error *err);
	/* The article's length, in wdf. */
	bl_status (*length)(void *ctx, uint64_t *out, uint64_t doc,
			    struct bl_error *err);
};

/* Search, and append what the words weigh and how the hits' scores come about,
 * in lines for people. */
bl_status bl_explain(struct bl_buf *out, struct bl_reader *r,
		     const struct bl_search *s, const struct bl_explain *index,
		     struct bl_error *err);

#endif
