/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Hashing (XXH3, by the xxHash library) and a map from ids to numbers that
 * keeps the hashes alone: 128 bits, so that two ids never meet in practice.
 */
#ifndef BLOTTER_HASH_H
#define BLOTTER_HASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "blotter/status.h"

struct bl_hash128 {
	uint64_t low, high;
};

uint64_t bl_hash64(const void *data, size_t len);
uint32_t bl_hash32(const void *data, size_t len);
struct bl_hash128 bl_hash128(const void *data, size_t len);

struct bl_idmap_slot;

struct bl_idmap {
	struct bl_idmap_slot *slots;
	size_t cap; /* a power of two, or 0 */
	size_t used;
};

#define BL_IDMAP_INIT      \
	{                  \
		NULL, 0, 0 \
	}

void bl_idmap_release(struct bl_idmap *m);

/*
 * Find the number kept for an id, entering `value` where there is none.
 * *out points into the map and is valid until the next call; *is_new tells
 * whether it was entered now.
 */
bl_status bl_idmap_enter(struct bl_idmap *m, const void *id, size_t len,
			 uint64_t value, uint64_t **out, bool *is_new,
			 struct bl_error *err);
/* The number kept for an id, or NULL. */
uint64_t *bl_idmap_find(const struct bl_idmap *m, const void *id, size_t len);

#endif
