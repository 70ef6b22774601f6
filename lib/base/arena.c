/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blotter/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_BYTES ((size_t)32 << 10)
#define ALIGN_BYTES _Alignof(max_align_t)
/* A block that grew beyond this is not kept for the next article. */
#define KEEP_MAX_BYTES ((size_t)1 << 20)

struct bl_arena_block {
	struct bl_arena_block *next;
	size_t cap;
	_Alignas(max_align_t) char bytes[];
};

void bl_arena_init(struct bl_arena *a)
{
	memset(a, 0, sizeof(*a));
}

static void free_blocks(struct bl_arena_block *b)
{
	while (b) {
		struct bl_arena_block *next = b->next;

		free(b);
		b = next;
	}
}

void bl_arena_release(struct bl_arena *a)
{
	free_blocks(a->block);
	bl_arena_init(a);
}

void bl_arena_clear(struct bl_arena *a)
{
	if (!a->block)
		return;
	free_blocks(a->block->next);
	a->block->next = NULL;
	a->used = 0;
	a->total_bytes = a->block->cap;
	if (a->block->cap > KEEP_MAX_BYTES)
		bl_arena_release(a);
}

static int add_block(struct bl_arena *a, size_t n)
{
	size_t cap = BLOCK_BYTES;
	struct bl_arena_block *b;

	/* double with the arena, so that many small requests take few blocks */
	if (a->total_bytes > cap && a->total_bytes <= KEEP_MAX_BYTES)
		cap = a->total_bytes;
	if (cap < n)
		cap = n;
	if (cap > SIZE_MAX - sizeof(*b))
		return -1;
	b = malloc(sizeof(*b) + cap);
	if (!b)
		return -1;
	b->next = a->block;
	b->cap = cap;
	a->block = b;
	a->used = 0;
	a->total_bytes += cap;
	return 0;
}

void *bl_arena_alloc(struct bl_arena *a, size_t n)
{
	void *p;

	if (n > SIZE_MAX - ALIGN_BYTES)
		return NULL;
	n = (n + ALIGN_BYTES - 1) / ALIGN_BYTES * ALIGN_BYTES;
	if (!a->block || n > a->block->cap - a->used) {
		if (add_block(a, n) < 0)
			return NULL;
	}
	p = a->block->bytes + a->used;
	a->used += n;
	return p;
}

void *bl_arena_calloc(struct bl_arena *a, size_t count, size_t size)
{
	void *p;

	if (size && count > SIZE_MAX / size)
		return NULL;
	p = bl_arena_alloc(a, count * size);
	if (p)
		memset(p, 0, count * size);
	return p;
}

struct bl_str bl_arena_str(struct bl_arena *a, struct bl_str s)
{
	char *p = s.len < SIZE_MAX ? bl_arena_alloc(a, s.len + 1) : NULL;

	if (!p)
		return BL_STR_NULL;
	if (s.len)
		memcpy(p, s.data, s.len);
	p[s.len] = '\0';
	return (struct bl_str){ p, s.len };
}
