/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which place a name means.  This is decided at the end, when all names of the
 * article are known, because they tell of each other.
 */
#include "incident_private.h"

#include <math.h>
#include <string.h>

#define CONTEXT_MAX 24
#define NAME_MAX_BYTES 256

static void add_context(struct bl_place_context *c, size_t *n, uint32_t id,
			double weight)
{
	size_t i;

	for (i = 0; i < *n; i++) {
		if (c[i].id == id)
			return;
	}
	if (id && *n < CONTEXT_MAX)
		c[(*n)++] = (struct bl_place_context){ id, weight };
}

/* What an earlier mention of the same name was found to mean, or 0. */
static uint32_t chosen_before(const struct text *t, uint16_t i)
{
	uint16_t j;

	for (j = 0; j < t->n_places; j++) {
		if (j != i && t->place[j].id && !t->place[j].bare &&
		    t->place[j].name.first == t->place[i].name.first)
			return t->place[j].id;
	}
	return 0;
}

/* "Paris, Texas": the second tells what the first is. */
static bool is_qualified(const struct text *t, uint16_t i)
{
	return i + 1 < t->n_places && t->place[i + 1].within &&
	       !t->place[i + 1].bare;
}

static void choose(struct text *t, uint16_t i, struct bl_place_context *c,
		   size_t *n)
{
	struct found_place *p = &t->place[i];
	struct bl_place_context near[CONTEXT_MAX + 1];
	size_t k = *n;

	memcpy(near, c, k * sizeof(*c));
	if (is_qualified(t, i)) {
		struct found_place *outer = &t->place[i + 1];

		if (!outer->id)
			outer->id = bl_place_choose(&outer->name, c, *n, NULL);
		near[k++] = (struct bl_place_context){ outer->id, 3 };
	}
	p->id = bl_place_choose(&p->name, near, k, NULL);
	add_context(c, n, p->id, p->dateline ? 0.7 : 0.5);
}

/* Does the place say by itself which country it is in? */
static bool names_country(const struct found_place *p)
{
	struct bl_place place;

	return p->id && bl_place_get(&place, p->id) &&
	       (p->adjective || p->dateline || place.kind != BL_PLACE_CITY ||
		place.population >= GREAT_POPULATION);
}

/* A small town in a country that nothing else in the article is in: another
 * of the same name is meant, which the gazetteer does not have. */
static bool is_namesake(const struct text *t, uint16_t i)
{
	const struct found_place *p = &t->place[i];
	bool known = false;
	uint16_t j;

	if (!p->id || names_country(p) || is_qualified(t, i))
		return false;
	for (j = 0; j < t->n_places; j++) {
		if (!names_country(&t->place[j]))
			continue;
		known = true;
		if (bl_place_country(t->place[j].id) == bl_place_country(p->id))
			return false;
	}
	return known;
}

/* What all names mean: first those with one meaning, which tell of the others;
 * then those that say where they lie; a name means the same all through. */
void bl_places_choose(struct text *t)
{
	struct bl_place_context c[CONTEXT_MAX];
	size_t n = 0;
	uint16_t i;

	for (i = 0; i < t->n_places; i++) {
		struct found_place *p = &t->place[i];

		if (!p->bare && (p->name.count == 1 || p->adjective)) {
			p->id = bl_gazetteer_sense(&p->name, 0).id;
			add_context(c, &n, p->id, p->dateline ? 0.7 : 1);
		}
	}
	for (i = 0; i < t->n_places; i++) {
		if (!t->place[i].id && !t->place[i].bare && is_qualified(t, i))
			choose(t, i, c, &n);
	}
	for (i = 0; i < t->n_places; i++) {
		if (t->place[i].id || t->place[i].bare)
			continue;
		t->place[i].id = chosen_before(t, i);
		if (!t->place[i].id)
			choose(t, i, c, &n);
	}
	for (i = 0; i < t->n_places; i++) {
		if (is_namesake(t, i)) {
			t->place[i].id = BL_PLACE_NONE;
			t->place[i].bare = true;
		}
	}
}

bool bl_places_fit(const struct text *t, uint16_t a, uint16_t b)
{
	uint32_t x = t->place[a].id, y = t->place[b].id;

	return !x || !y || bl_place_contains(x, y) || bl_place_contains(y, x);
}

enum bl_place_precision bl_found_place_precision(const struct found_place *p)
{
	if (!p->id)
		return BL_PRECISION_CITY;
	switch (bl_place_kind(p->id)) {
	case BL_PLACE_COUNTRY:
		return BL_PRECISION_COUNTRY;
	case BL_PLACE_ADMIN:
	case BL_PLACE_REGION:
		return BL_PRECISION_ADMIN;
	default:
		return BL_PRECISION_CITY;
	}
}

/* The words of the text, where they are another name than the gazetteer's and
 * not its adjective or abbreviation. */
static struct bl_str shown_name(const struct text *t,
				const struct found_place *p,
				const struct bl_place *place)
{
	char said[NAME_MAX_BYTES], known[NAME_MAX_BYTES];
	struct bl_str words = bl_text_words(t, p->first, p->last);
	uint32_t i;

	if (place->kind != BL_PLACE_CITY)
		return place->name;
	for (i = 0; i < p->name.count; i++) {
		struct bl_place_sense sense = bl_gazetteer_sense(&p->name, i);

		if (sense.id == p->id && sense.kind != BL_NAME_PROPER)
			return place->name;
	}
	bl_lexicon_normal(said, sizeof(said), words);
	bl_lexicon_normal(known, sizeof(known), place->ascii);
	return strcmp(said, known) == 0 ? place->name : words;
}

void bl_incident_place_set(struct bl_incident_place *out, const struct text *t,
			   const struct found_place *p)
{
	struct bl_place place;

	*out = (struct bl_incident_place){ .id = p->id,
					   .lat = NAN,
					   .lon = NAN };
	out->precision = bl_found_place_precision(p);
	if (!p->id || !bl_place_get(&place, p->id)) {
		out->name = bl_text_words(t, p->first, p->last);
		return;
	}
	out->name = shown_name(t, p, &place);
	out->admin = place.admin;
	out->country = place.country_code;
	out->country_name = place.country;
	out->lat = place.lat;
	out->lon = place.lon;
}
