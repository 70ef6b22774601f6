/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The vocabulary: one hash table of strings (open addressing, linear
 * probing), each in any of three roles.  A string gets its role last, when
 * all that belongs to it is there, so running out of memory leaves at worst
 * a string without one.
 */
#include "text_private.h"

#include <libstemmer.h>
#include <stdlib.h>

#include "blotter/pages.h"

/* Few, and twice as many whenever they run out: a search may be of two words,
 * and memory that is touched takes time. */
#define FIRST_SLOTS 256
#define FIRST_IDS 64

static struct bl_vocab_slot *new_slots(size_t count)
{
	size_t bytes = count * sizeof(struct bl_vocab_slot);
	void *slots;

	if (bytes < BL_HUGE_PAGE_BYTES)
		return calloc(1, bytes);
	slots = aligned_alloc(BL_HUGE_PAGE_BYTES, bytes);
	if (!slots)
		return NULL;
	bl_want_huge_pages(slots, bytes);
	return memset(slots, 0, bytes);
}

bl_status bl_vocab_new(struct bl_vocab **out, const struct bl_analysis *a,
		       struct bl_error *err)
{
	struct bl_vocab *v = NULL;
	bl_status st = bl_analysis_check(a, err);

	*out = NULL;
	if (st < 0)
		return st;
	v = calloc(1, sizeof(*v));
	if (!v)
		goto nomem;
	bl_arena_init(&v->strings);
	v->slot_count = FIRST_SLOTS;
	v->slots = new_slots(v->slot_count);
	if (!v->slots)
		goto nomem;
	if (strcmp(a->language, BL_LANGUAGE_NONE) != 0) {
		v->stemmer = sb_stemmer_new(a->language, "UTF_8");
		if (!v->stemmer)
			goto nomem;
	}
	*out = v;
	return BL_OK;
nomem:
	bl_vocab_free(v);
	return bl_fail_nomem(err);
}

void bl_vocab_free(struct bl_vocab *v)
{
	if (!v)
		return;
	sb_stemmer_delete(v->stemmer);
	bl_arena_release(&v->strings);
	free(v->slots);
	free(v->forms);
	free(v->stems);
	free(v);
}

void bl_vocab_clear(struct bl_vocab *v)
{
	memset(v->slots, 0, v->slot_count * sizeof(*v->slots));
	v->string_count = 0;
	v->form_count = 0;
	v->stem_count = 0;
	bl_arena_clear(&v->strings);
}

size_t bl_vocab_bytes(const struct bl_vocab *v)
{
	return sizeof(*v) + v->slot_count * sizeof(*v->slots) +
	       v->form_cap * sizeof(*v->forms) +
	       v->stem_cap * sizeof(*v->stems) + v->strings.total_bytes;
}

uint32_t bl_vocab_form_count(const struct bl_vocab *v)
{
	return v->form_count;
}

uint32_t bl_vocab_stem_count(const struct bl_vocab *v)
{
	return v->stem_count;
}

static struct bl_str bytes_of(const struct bl_vocab_string *s)
{
	return (struct bl_str){ s->bytes, s->len };
}

struct bl_str bl_vocab_form(const struct bl_vocab *v, uint32_t form)
{
	return bytes_of(v->forms[form].string);
}

struct bl_str bl_vocab_stem(const struct bl_vocab *v, uint32_t stem)
{
	return bytes_of(v->stems[stem]);
}

uint32_t bl_vocab_stem_of(const struct bl_vocab *v, uint32_t form)
{
	return v->forms[form].stem;
}

static bl_status grow_slots(struct bl_vocab *v, struct bl_error *err)
{
	size_t count = v->slot_count * 2, i, j;
	struct bl_vocab_slot *slots = new_slots(count);

	if (!slots)
		return bl_fail_nomem(err);
	for (i = 0; i < v->slot_count; i++) {
		if (!v->slots[i].string)
			continue;
		j = v->slots[i].hash & (count - 1);
		while (slots[j].string)
			j = (j + 1) & (count - 1);
		slots[j] = v->slots[i];
	}
	free(v->slots);
	v->slots = slots;
	v->slot_count = count;
	return BL_OK;
}

/* Find a string or enter it, without a role. */
static bl_status intern(struct bl_vocab_string **out, struct bl_vocab *v,
			const char *bytes, size_t len, uint64_t hash,
			struct bl_error *err)
{
	struct bl_vocab_slot *slot = bl_vocab_probe(v, bytes, len, hash);
	struct bl_vocab_string *s = slot->string;
	bl_status st;

	*out = s;
	if (s)
		return BL_OK;
	if (v->string_count >= v->slot_count / 2) {
		st = grow_slots(v, err);
		if (st < 0)
			return st;
		slot = bl_vocab_probe(v, bytes, len, hash);
	}
	s = bl_arena_alloc(&v->strings, sizeof(*s) + len);
	if (!s)
		return bl_fail_nomem(err);
	s->surface_form = s->form = s->stem = BL_FORM_UNKNOWN;
	s->len = (uint32_t)len; /* of a token: BL_FORM_MAX_BYTES at most */
	memcpy(s->bytes, bytes, len);
	slot->hash = hash;
	slot->string = s;
	v->string_count++;
	*out = s;
	return BL_OK;
}

/* A larger array for ids, or NULL, with the old one and *cap as they were. */
static void *grow_ids(void *items, uint32_t *cap, size_t item_bytes)
{
	uint32_t larger = *cap ? *cap * 2 : FIRST_IDS;

	if (larger < *cap || larger >= BL_FORM_NOTHING)
		return NULL;
	items = reallocarray(items, larger, item_bytes);
	if (items)
		*cap = larger;
	return items;
}

static bl_status enter_stem(struct bl_vocab *v, struct bl_vocab_string *s,
			    struct bl_error *err)
{
	if (s->stem != BL_FORM_UNKNOWN)
		return BL_OK;
	if (v->stem_count == v->stem_cap) {
		void *stems =
			grow_ids(v->stems, &v->stem_cap, sizeof(*v->stems));

		if (!stems)
			return bl_fail_nomem(err);
		v->stems = stems;
	}
	s->stem = v->stem_count;
	v->stems[v->stem_count++] = s;
	return BL_OK;
}

/* The string of a form's stem.  What begins with a digit has no endings. */
static bl_status stem_of(struct bl_vocab_string **out, struct bl_vocab *v,
			 struct bl_vocab_string *form, struct bl_error *err)
{
	const sb_symbol *stem;
	size_t len;

	*out = form;
	if (!v->stemmer || (form->bytes[0] >= '0' && form->bytes[0] <= '9'))
		return BL_OK;
	stem = sb_stemmer_stem(v->stemmer, (const sb_symbol *)form->bytes,
			       (int)form->len);
	if (!stem)
		return bl_fail_nomem(err);
	if (!sb_stemmer_length(v->stemmer)) /* all ending: keep it whole */
		return BL_OK;
	len = (size_t)sb_stemmer_length(v->stemmer);
	return intern(out, v, (const char *)stem, len,
		      bl_vocab_hash((const char *)stem, len), err);
}

static bl_status enter_form(struct bl_vocab *v, struct bl_vocab_string *s,
			    struct bl_error *err)
{
	struct bl_vocab_string *stem;
	bl_status st;

	if (s->form != BL_FORM_UNKNOWN)
		return BL_OK;
	st = stem_of(&stem, v, s, err);
	if (st >= 0)
		st = enter_stem(v, stem, err);
	if (st < 0)
		return st;
	if (v->form_count == v->form_cap) {
		void *forms =
			grow_ids(v->forms, &v->form_cap, sizeof(*v->forms));

		if (!forms)
			return bl_fail_nomem(err);
		v->forms = forms;
	}
	s->form = v->form_count;
	v->forms[v->form_count++] = (struct bl_vocab_form){ s, stem->stem };
	return BL_OK;
}

bl_status bl_vocab_learn(uint32_t *form, struct bl_vocab *v,
			 const char *surface, size_t len, uint64_t hash,
			 struct bl_error *err)
{
	char folded[BL_FORM_MAX_BYTES];
	size_t n = bl_fold_surface(folded, surface, len);
	struct bl_vocab_string *from, *to;
	bl_status st = intern(&from, v, surface, len, hash, err);

	if (st < 0)
		return st;
	if (n == 0) {
		*form = from->surface_form = BL_FORM_NOTHING;
		return BL_OK;
	}
	st = intern(&to, v, folded, n, bl_vocab_hash(folded, n), err);
	if (st >= 0)
		st = enter_form(v, to, err);
	if (st < 0)
		return st;
	*form = from->surface_form = to->form;
	return BL_OK;
}
