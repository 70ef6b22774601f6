/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Memory that is handed out piece by piece and taken back all at once: one
 * arena for an article, one for a query.  Not for use by two threads at once.
 */
#ifndef BLOTTER_ARENA_H
#define BLOTTER_ARENA_H

#include <stddef.h>

#include "blotter/buf.h"

struct bl_arena_block;

struct bl_arena {
	struct bl_arena_block *block; /* the one being filled, newest first */
	size_t used;                  /* bytes handed out of that block */
	size_t total_bytes;           /* bytes held in all blocks */
};

#define BL_ARENA_INIT      \
	{                  \
		NULL, 0, 0 \
	}

void bl_arena_init(struct bl_arena *a);
void bl_arena_release(struct bl_arena *a);
/* Take everything back; keeps one block for the next use. */
void bl_arena_clear(struct bl_arena *a);

/* n bytes aligned for any type, uninitialised; NULL when there is no memory. */
void *bl_arena_alloc(struct bl_arena *a, size_t n);
/* The same for count items of size bytes, zeroed; checks the product. */
void *bl_arena_calloc(struct bl_arena *a, size_t count, size_t size);
/* A NUL-terminated copy of s; data is NULL when there is no memory. */
struct bl_str bl_arena_str(struct bl_arena *a, struct bl_str s);

#endif
