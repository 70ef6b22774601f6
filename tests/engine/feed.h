/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writing articles into an index, with several threads as the program does.
 * What fails ends the test. */
#ifndef FEED_H
#define FEED_H

#include "blotter/engine.h"

#define FEED_THREADS_MAX 4

/* An article on its way into an index. */
struct feed_item {
	const struct bl_article *article;
	uint64_t sequence;
};

/* One run: the items are dealt out to the threads, in their order, and
 * committed. */
void feed_index(const struct bl_engine *engine, const char *dir,
		const struct bl_analysis *analysis,
		const struct feed_item *item, size_t n, unsigned threads);

#endif
