/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which words of a text a query asked for (highlight.c), for snippet.c.
 */
#ifndef BLOTTER_HIGHLIGHT_PRIVATE_H
#define BLOTTER_HIGHLIGHT_PRIVATE_H

#include <stdint.h>

#include "snippet_private.h"

/* Words told apart; in a longer query the rest count as one. */
#define BL_HIGHLIGHT_MAX_WORDS 64
/* Neighbours in phrases that are counted. */
#define BL_HIGHLIGHT_MAX_RUNS 3

/* Where a text has a word of the query. */
struct bl_match {
	size_t start, end; /* bytes of the text */
	unsigned word;     /* below BL_HIGHLIGHT_MAX_WORDS */
	bool run;          /* it follows on the match before as in a phrase */
};

struct bl_matches {
	struct bl_match *item;
	size_t n, cap;
};

/* Room that every snippet uses anew. */
struct bl_scratch {
	struct bl_tokens title, body;
	struct bl_matches matches;
};

/* A stem or a form that is wanted; the text is the query tree's. */
struct bl_wanted {
	struct bl_str text;
	unsigned word;
};

/* Sorted by text, each once. */
struct bl_wanted_set {
	struct bl_wanted *item;
	size_t n, cap;
};

struct bl_highlight {
	struct bl_vocab *vocab;
	struct bl_wanted_set stems, forms;
	unsigned n_words; /* told apart */
	unsigned n_runs;  /* neighbours in its phrases, those counted */
	size_t column;    /* of the last form that was wanted */
	uint64_t follows[BL_HIGHLIGHT_MAX_WORDS]; /* bit b of [a]: a phrase
						     has b right after a */
	struct bl_scratch *scratch; /* apart: it changes while the rest does
				       not */
};

/* Fill scratch->matches from the body's tokens, from the n-th on. */
bl_status bl_highlight_match(const struct bl_highlight *h, size_t n,
			     struct bl_error *err);

#endif
