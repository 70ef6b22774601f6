/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Random queries, as text, with every operator of the language, over words of
 * the articles: frequent words come up often, and the words of one group stand
 * in one article, so that most queries find something.  Equal seeds give equal
 * queries.
 */
#ifndef QUERY_GEN_H
#define QUERY_GEN_H

#include "oracle.h"

struct query_gen {
	const struct oracle *o; /* whose articles the words are of */
	uint64_t seed;
	struct bl_buf *out;           /* the query being written */
	const struct oracle_doc *doc; /* that its words are taken from */
};

void query_gen_init(struct query_gen *g, const struct oracle *o, uint64_t seed);
/* A whole number from 0 to n - 1. */
size_t query_gen_below(struct query_gen *g, size_t n);
/* Write the next query to out, and how it is to be read. */
void query_gen_next(struct query_gen *g, struct bl_buf *out, bool *any,
		    bool *plain);

#endif
