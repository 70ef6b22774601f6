/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The part of an article that shows why it was found: a few lines around the
 * best cluster of the words that the query asked for.
 *
 *	bl_highlight_new(&h, vocab, err);
 *	bl_highlight_set(h, query, err);	// once a query
 *	bl_snippet_cut(&snippet, h, &article, err);	// once a hit
 */
#ifndef BLOTTER_SNIPPET_PRIVATE_H
#define BLOTTER_SNIPPET_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>

#include "blotter/article.h"
#include "blotter/query.h"
#include "blotter/text.h"

#define BL_SNIPPET_MAX_BYTES 240 /* three lines of 80 columns */

/* A word to highlight: bytes [start, end) of the snippet's text. */
struct bl_mark {
	size_t start, end;
};

struct bl_snippet {
	struct bl_str text;         /* of the article's, with its line breaks */
	bool cut_before, cut_after; /* the article has more there */
	struct bl_mark mark[BL_SNIPPET_MAX_BYTES]; /* in order, apart */
	size_t n_marks;
};

struct bl_highlight;

/* vocab must outlive it; the vocabulary may be cleared at any time. */
bl_status bl_highlight_new(struct bl_highlight **out, struct bl_vocab *vocab,
			   struct bl_error *err);
void bl_highlight_free(struct bl_highlight *h);

/*
 * Look for the words of this query from now on: those it wants (nothing below
 * a NOT) anywhere in an article (no field), by stem or by exact form as it
 * does.  The tree must stay until the next call.
 */
bl_status bl_highlight_set(struct bl_highlight *h, const struct bl_node *query,
			   struct bl_error *err);

/*
 * Cut the snippet out of an article's text, whose bytes it borrows.  The part
 * with the most different words wins, then that with most of a phrase's words
 * side by side, then the first.  A text that begins by repeating its title is
 * looked at behind that.  Without a word to show it is the beginning.
 */
bl_status bl_snippet_cut(struct bl_snippet *out, const struct bl_highlight *h,
			 const struct bl_article *article,
			 struct bl_error *err);

#endif
