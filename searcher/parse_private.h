/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From query text to a tree that can be printed: lexer, parser, expansion.
 */
#ifndef BLOTTER_PARSE_PRIVATE_H
#define BLOTTER_PARSE_PRIVATE_H

#include "blotter/arena.h"
#include "blotter/date.h"
#include "blotter/engine.h"
#include "blotter/query.h"
#include "blotter/text.h"

struct bl_parse_context {
	struct bl_arena *arena; /* the tree and its strings go there */
	struct bl_vocab *vocab; /* of the index's analysis */
	bl_time now;            /* for 30d.. */
	bool any;               /* --any: words side by side are OR */
	bool plain;             /* --plain: nothing is an operator */
	/* NULL, or where bl_query_expand tells what each word stands for. */
	struct bl_buf *explain;
};

/*
 * Parse a query.  BL_ERR_USAGE when it cannot be understood: err says what was
 * expected, and *column is the byte (from 0) where.  With plain, a text
 * without a token is BL_NODE_NONE.
 */
bl_status bl_query_parse(struct bl_node **out, const struct bl_parse_context *c,
			 struct bl_str text, size_t *column,
			 struct bl_error *err);

/*
 * Append the tree as one line of s-expressions, words as their stems:
 *	(and police (phrase "karachi" "station") (not ceasefir))
 * Equal trees print equally; tests compare this.
 */
void bl_query_print(struct bl_buf *out, const struct bl_node *node);

/*
 * Append a line for each filter below the node that was looked up: which places
 * of the gazetteer, which group of the lexicon it stands for.
 */
void bl_query_explain(struct bl_buf *out, const struct bl_node *node);

/*
 * Replace every PATTERN and FUZZY below *node by an OR of the FORMs it stands
 * for in this index, at most BL_QUERY_MAX_FORMS, those in most articles first
 * (ties by bytes).  A line for each that had to be cut, or that stands for
 * nothing, goes to notice (a text of lines).  BL_ERR_USAGE when all of them
 * together stand for more than BL_QUERY_MAX_TERMS: *column is then the byte of
 * the query where the one stands with which they do.
 */
bl_status bl_query_expand(struct bl_node **node,
			  const struct bl_parse_context *c,
			  struct bl_reader *reader, struct bl_buf *notice,
			  size_t *column, struct bl_error *err);

#endif
