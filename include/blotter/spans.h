/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where words stand in one article: phrases with slop, NEAR and ADJ, worked out
 * from the positions of their words.  For engines, of articles that hold the
 * words; knows nothing of how these are stored.
 *
 * A span is what a word or a phrase covers, from the position of its first word
 * to that of its last.  Whether two things stand near each other hangs on where
 * one ends and where the other begins, and on nothing in between; so all the
 * spans of a thing are kept as two lists, of their beginnings and of their
 * ends, and everything here is linear in the lengths of such lists.
 */
#ifndef BLOTTER_SPANS_H
#define BLOTTER_SPANS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "blotter/arena.h"
#include "blotter/query.h"

/* Where something stands: positions, rising, each once; whose they are is said
 * where they are made. */
struct bl_places {
	const uint32_t *at;
	size_t n;
};

struct bl_spans {
	struct bl_places first, last; /* both empty, or neither */
};

/*
 * The spans of a phrase: its n words at rising positions, with last - first
 * <= n - 1 + slop.  Lists are new, in the arena.
 */
bl_status bl_spans_phrase(struct bl_spans *out, const struct bl_places *word,
			  size_t n, unsigned slop, struct bl_arena *arena,
			  struct bl_error *err);

/* The spans of n things together.  Lists are new, in the arena. */
bl_status bl_spans_any(struct bl_spans *out, const struct bl_spans *of,
		       size_t n, struct bl_arena *arena, struct bl_error *err);

/* Is there a span of a and one of b that do not overlap and are at most
 * `distance` apart, between their nearest ends?  ordered: a before b. */
bool bl_spans_near(const struct bl_spans *a, const struct bl_spans *b,
		   unsigned distance, bool ordered);

/* Where a TERM stands in the article at hand; none is no failure.  The list
 * must last until bl_spans_match returns, which asks for each TERM once, in
 * the order of the tree. */
typedef bl_status bl_places_fn(void *ctx, struct bl_places *out,
			       const struct bl_node *term,
			       struct bl_error *err);

/*
 * Do the words of a PHRASE, or of a NEAR of TERMs, PHRASEs and ORs of these,
 * stand as the node asks?  Scratch goes to the arena: clear it between
 * articles.
 */
bl_status bl_spans_match(bool *out, const struct bl_node *node,
			 bl_places_fn *places, void *ctx,
			 struct bl_arena *arena, struct bl_error *err);

#endif
