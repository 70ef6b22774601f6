/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The query as a tree (AST): what the parser makes, the searcher expands, and
 * an engine runs.  Words in it are analysed already: terms, not text.
 *
 * Meaning is fixed here, and no engine may differ from it.  Each node selects
 * a set of articles and gives each of them a score:
 *
 *	ALL, NONE	every article, score 0; no article
 *	TERM		articles with the stem `text` (in `field`, or anywhere
 *			when that is NULL); its BM25
 *	PHRASE		its children, TERMs of one field, at positions such that
 *			they stand in order and last - first <= n - 1 + slop;
 *			the sum of the children's scores
 *	NEAR		its children (TERM, PHRASE, OR of these) at distinct
 *			positions at most `distance` apart; in order when
 *			`ordered`; the sum of the children's scores
 *	FORM		articles with the exact form `text`; 0
 *	PATTERN		with a form that the wildcard pattern `text` matches; 0
 *	FUZZY		with a form within `distance` of `text`; 0
 *	KEYWORD		whose `field` is `text`; 0
 *	RANGE		whose `field` lies in low..high, both included; 0
 *	INCIDENT	with an incident that passes its one child; 0
 *	AND		in all children, NOT children in none of theirs; the
 *			sum.  At least one child is no NOT.
 *	OR		in any child; the sum over the children it is in
 *	NOT		every article that its one child does not select; 0
 *	MAYBE		in child 0; its score plus that of the others it is in
 *
 * The child of an INCIDENT is a condition on one incident: a tree of AND, OR,
 * NOT and FILTER, which is found nowhere else (filter.h).  There AND and OR
 * mean what they say, with any children.
 *
 * `weight` multiplies the score of a node and everything below it.  Nodes live
 * in the arena they were made in.  PATTERN and FUZZY are turned into an OR of
 * FORMs by the searcher before an engine sees the tree.
 */
#ifndef BLOTTER_QUERY_H
#define BLOTTER_QUERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "blotter/buf.h"
#include "blotter/schema.h"

#define BL_QUERY_MAX_BYTES ((size_t)64 << 10)
#define BL_QUERY_MAX_DEPTH 256
#define BL_QUERY_MAX_FORMS                                                    \
	1000                     /* that a pattern or a fuzzy word stands for \
				  */
#define BL_QUERY_MAX_TERMS 10000 /* nodes that name a word */
#define BL_QUERY_MAX_SLOP 100
#define BL_QUERY_MAX_DISTANCE 100

enum bl_node_kind {
	BL_NODE_ALL,
	BL_NODE_NONE,
	BL_NODE_TERM,
	BL_NODE_PHRASE,
	BL_NODE_NEAR,
	BL_NODE_FORM,
	BL_NODE_PATTERN,
	BL_NODE_FUZZY,
	BL_NODE_KEYWORD,
	BL_NODE_RANGE,
	BL_NODE_INCIDENT,
	BL_NODE_FILTER,
	BL_NODE_AND,
	BL_NODE_OR,
	BL_NODE_NOT,
	BL_NODE_MAYBE,
};

struct bl_filter; /* filter.h */

struct bl_node {
	enum bl_node_kind kind;
	const struct bl_field *field; /* NULL: anywhere */
	struct bl_str text;
	double weight;     /* 1 unless written with ^ */
	unsigned slop;     /* PHRASE: other words in between, in all */
	unsigned distance; /* NEAR: positions; FUZZY: edits */
	bool ordered;      /* NEAR */
	int64_t low, high; /* RANGE: seconds for dates */
	const struct bl_filter *filter; /* FILTER */
	size_t column;                  /* bytes before it in the query text */
	struct bl_node **child;
	size_t n; /* children */
};

#endif
