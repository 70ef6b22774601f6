/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Answers to queries by brute force: every article is looked at, token by
 * token, as query.h and the query language define the nodes, and nothing is
 * kept from one query to the next.  What an engine answers is compared to it.
 *
 * Failures of memory end the test: there is nothing to compare without it.
 */
#ifndef ORACLE_H
#define ORACLE_H

#include "blotter/engine.h"

/* A text as the words in it. */
struct oracle_text {
	struct bl_tokens tokens;
	uint32_t *stem; /* of each token */
};

struct oracle_doc {
	const struct bl_article *article; /* the caller's */
	struct oracle_text title, body;
	struct bl_incidents incidents;
};

struct oracle {
	struct bl_vocab *vocab;
	struct bl_vocab *names; /* of forms of names */
	struct bl_extractor *extractor;
	struct bl_arena incidents; /* of all articles there ever were */
	struct oracle_doc *doc;
	size_t n, cap;
	double k1, b;
};

/* What a query selects: doc[i] is in it when in[i], with this score. */
struct oracle_answer {
	bool *in;
	double *score;
	const struct bl_incident **incident; /* of the hit; NULL: it has none */
	size_t matched;
	bool capped; /* a pattern stood for more forms than are searched */
};

void oracle_init(struct oracle *o, const struct bl_analysis *analysis);
void oracle_release(struct oracle *o);
/* Add an article, in the place of the one with its id if there is one. */
void oracle_put(struct oracle *o, const struct bl_article *article);
/* The article with this id is deleted; it must be there. */
void oracle_delete(struct oracle *o, struct bl_str id);

/* In the arena. */
void oracle_ask(struct oracle_answer *out, const struct oracle *o,
		const struct bl_node *query, struct bl_arena *arena);

/* Below 0: a stands before b where scores do not part them. */
int oracle_compare(const struct bl_article *a, const struct bl_article *b,
		   enum bl_sort sort);

#endif
