/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A yardstick: the "query" is a number of bytes, and the answer a copy of as
 * many.  No engine that decodes all postings of a query is faster.
 */
#include <stdlib.h>
#include <string.h>

#include "driver.h"

#define MOST_BYTES ((size_t)1 << 30)

struct buffers {
	char *from, *to;
};

static void *open_buffers(const char *dir)
{
	struct buffers *b = malloc(sizeof(*b));

	(void)dir;
	if (!b || !(b->from = malloc(MOST_BYTES)) ||
	    !(b->to = malloc(MOST_BYTES)))
		die("no memory");
	return b;
}

static long answer(void *ctx, const char *query, unsigned limit, bool count)
{
	const struct buffers *b = ctx;
	size_t bytes = strtoul(query, NULL, 10);

	(void)limit;
	(void)count;
	if (bytes > MOST_BYTES)
		die("more than a copy can hold: %s", query);
	memcpy(b->to, b->from, bytes);
	/* the copy is wanted: what follows might read it */
	__asm__ volatile("" : : "r"(b->to) : "memory");
	return (long)bytes;
}

static void close_buffers(void *ctx)
{
	struct buffers *b = ctx;

	free(b->from);
	free(b->to);
	free(b);
}

const struct peer peer = { NULL, open_buffers, answer, close_buffers };
