/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blotter/hash.h"

#include <stdlib.h>
#include <xxhash.h>

#define FIRST_SLOTS 1024

uint64_t bl_hash64(const void *data, size_t len)
{
	return XXH3_64bits(data, len);
}

uint32_t bl_hash32(const void *data, size_t len)
{
	return (uint32_t)XXH3_64bits(data, len);
}

struct bl_hash128 bl_hash128(const void *data, size_t len)
{
	XXH128_hash_t h = XXH3_128bits(data, len);

	return (struct bl_hash128){ h.low64, h.high64 };
}

struct bl_idmap_slot {
	struct bl_hash128 key; /* both zero: free */
	uint64_t value;
};

void bl_idmap_release(struct bl_idmap *m)
{
	free(m->slots);
	*m = (struct bl_idmap)BL_IDMAP_INIT;
}

static struct bl_hash128 key_of(const void *id, size_t len)
{
	struct bl_hash128 h = bl_hash128(id, len);

	if (!h.low && !h.high)
		h.low = 1;
	return h;
}

/* The slot that holds key, or the free one where it belongs. */
static struct bl_idmap_slot *probe(const struct bl_idmap *m,
				   struct bl_hash128 key)
{
	size_t i = key.low & (m->cap - 1);

	for (;; i = (i + 1) & (m->cap - 1)) {
		struct bl_idmap_slot *s = &m->slots[i];

		if ((s->key.low == key.low && s->key.high == key.high) ||
		    (!s->key.low && !s->key.high))
			return s;
	}
}

static bl_status grow(struct bl_idmap *m, struct bl_error *err)
{
	struct bl_idmap larger = { NULL, m->cap ? m->cap * 2 : FIRST_SLOTS,
				   m->used };
	size_t i;

	larger.slots = calloc(larger.cap, sizeof(*larger.slots));
	if (!larger.slots)
		return bl_fail_nomem(err);
	for (i = 0; i < m->cap; i++) {
		struct bl_hash128 key = m->slots[i].key;

		if (key.low || key.high)
			*probe(&larger, key) = m->slots[i];
	}
	free(m->slots);
	*m = larger;
	return BL_OK;
}

bl_status bl_idmap_enter(struct bl_idmap *m, const void *id, size_t len,
			 uint64_t value, uint64_t **out, bool *is_new,
			 struct bl_error *err)
{
	struct bl_hash128 key = key_of(id, len);
	struct bl_idmap_slot *s;
	bl_status st;

	if (m->used >= m->cap / 4 * 3) {
		st = grow(m, err);
		if (st < 0)
			return st;
	}
	s = probe(m, key);
	*is_new = !s->key.low && !s->key.high;
	if (*is_new) {
		s->key = key;
		s->value = value;
		m->used++;
	}
	*out = &s->value;
	return BL_OK;
}

uint64_t *bl_idmap_find(const struct bl_idmap *m, const void *id, size_t len)
{
	struct bl_idmap_slot *s;

	if (!m->cap)
		return NULL;
	s = probe(m, key_of(id, len));
	return s->key.low || s->key.high ? &s->value : NULL;
}
