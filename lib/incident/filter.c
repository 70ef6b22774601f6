/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which incidents pass a filter, and a condition of filters. */
#include "filter_private.h"

#include <math.h>
#include <string.h>

#include "blotter/gazetteer.h"

/* ---- names ---- */

/* Most names differ from others in their first letter: no need to look for
 * their words. */
static bool begins_otherwise(struct bl_str name, struct bl_str words)
{
	char first = name.len ? name.data[0] : '\0';

	if (first >= 'A' && first <= 'Z')
		first = (char)(first - 'A' + 'a');
	return first >= 'a' && first <= 'z' && words.len &&
	       words.data[0] != first;
}

static bool is_same_name(struct bl_str name, struct bl_str words)
{
	char own[BL_NAME_MAX_BYTES];
	size_t n;

	if (begins_otherwise(name, words))
		return false;
	n = bl_words(own, sizeof(own), name);
	return bl_str_eq((struct bl_str){ own, n }, words);
}

/* Do these words stand, side by side, among those of the name? */
static bool has_words(struct bl_str name, struct bl_str words)
{
	char own[BL_NAME_MAX_BYTES + 2];
	char run[BL_NAME_MAX_BYTES + 2];
	size_t n = bl_words(own + 1, BL_NAME_MAX_BYTES, name);

	/* a space at both ends, so that words are found whole */
	own[0] = own[n + 1] = ' ';
	run[0] = run[words.len + 1] = ' ';
	memcpy(run + 1, words.data, words.len);
	return memmem(own, n + 2, run, words.len + 2) != NULL;
}

bool bl_filter_actor(const struct bl_filter *f, struct bl_str name)
{
	if (f->actor != BL_ACTOR_NONE)
		return bl_str_eq(name, bl_actor_name(f->actor, 0));
	return has_words(name, f->text);
}

/* ---- places ---- */

static bool is_in_place(const struct bl_filter *f,
			const struct bl_incident_place *place)
{
	if (place->id == BL_PLACE_NONE)
		return is_same_name(place->name, f->text);
	return bl_place_is_in(place->id, f->place, f->n_places);
}

/* A country or a province is no point: its middle says little. */
static bool is_around(const struct bl_filter *f,
		      const struct bl_incident_place *place)
{
	return (place->precision == BL_PRECISION_POINT ||
		place->precision == BL_PRECISION_CITY) &&
	       !isnan(place->lat) && !isnan(place->lon) &&
	       bl_distance_km(f->lat, f->lon, place->lat, place->lon) <= f->km;
}

bool bl_filter_place(const struct bl_filter *f,
		     const struct bl_incident_place *place)
{
	switch (f->field) {
	case BL_FIELD_ID_PLACE:
		return is_in_place(f, place);
	case BL_FIELD_ID_COUNTRY:
		return bl_str_eq(place->country, f->country);
	case BL_FIELD_ID_AROUND:
		return is_around(f, place);
	default:
		return false;
	}
}

/* ---- incidents ---- */

static bool has_type(const struct bl_filter *f, const struct bl_incident *in)
{
	size_t i;

	for (i = 0; i < in->n_types; i++) {
		if (bl_incident_type_is(in->types[i], f->type))
			return true;
	}
	return false;
}

static bool has_place(const struct bl_filter *f, const struct bl_incident *in)
{
	size_t i;

	for (i = 0; i < in->n_places; i++) {
		if (bl_filter_place(f, &in->place[i]))
			return true;
	}
	return false;
}

static bool has_actor(const struct bl_filter *f, const struct bl_incident *in)
{
	size_t i;

	for (i = 0; i < in->n_actors; i++) {
		if (bl_filter_actor(f, in->actor[i].name))
			return true;
	}
	return false;
}

/* At least so many, read as so many, when the text has no more to say. */
static bool has_count(const struct bl_filter *f, const struct bl_toll *toll)
{
	int32_t max = toll->max == BL_COUNT_UNSET ? toll->min : toll->max;

	if (toll->min == BL_COUNT_UNSET)
		return false;
	if (f->single)
		return toll->min <= f->low && f->low <= max;
	return toll->min >= f->low && max <= f->high;
}

bool bl_filter_passes(const struct bl_filter *f, const struct bl_incident *in)
{
	switch (f->field) {
	case BL_FIELD_ID_TYPE:
		return has_type(f, in);
	case BL_FIELD_ID_PLACE:
	case BL_FIELD_ID_COUNTRY:
	case BL_FIELD_ID_AROUND:
		return has_place(f, in);
	case BL_FIELD_ID_DATE:
		return in->dated && in->from >= f->low && in->to <= f->high;
	case BL_FIELD_ID_ACTOR:
		return has_actor(f, in);
	case BL_FIELD_ID_TARGET:
		return in->targets & f->categories;
	case BL_FIELD_ID_WEAPON:
		return in->weapons & f->categories;
	case BL_FIELD_ID_STAGE:
		return in->stage == f->stage;
	case BL_FIELD_ID_KILLED:
		return has_count(f, &in->killed);
	case BL_FIELD_ID_INJURED:
		return has_count(f, &in->injured);
	case BL_FIELD_ID_KIDNAPPED:
		return has_count(f, &in->kidnapped);
	case BL_FIELD_ID_CLAIMED:
		return in->claimed == f->claimed;
	default:
		return false;
	}
}

/* ---- conditions ---- */

/* Recursion: a condition is as deep as its query nests, which is bounded. */
bool bl_condition_passes(const struct bl_node *condition,
			 const struct bl_incident *in)
{
	bool all = condition->kind == BL_NODE_AND;
	size_t i;

	if (condition->kind == BL_NODE_FILTER)
		return bl_filter_passes(condition->filter, in);
	if (condition->kind == BL_NODE_NOT)
		return !bl_condition_passes(condition->child[0], in);
	for (i = 0; i < condition->n; i++) {
		if (bl_condition_passes(condition->child[i], in) != all)
			return !all;
	}
	return all;
}

/* Does the incident pass a condition of the query that is not below a NOT? */
static bool answers(const struct bl_node *query, const struct bl_incident *in)
{
	size_t i;

	if (query->kind == BL_NODE_INCIDENT)
		return bl_condition_passes(query->child[0], in);
	if (query->kind == BL_NODE_NOT)
		return false;
	for (i = 0; i < query->n; i++) {
		if (answers(query->child[i], in))
			return true;
	}
	return false;
}

const struct bl_incident *bl_incident_of(const struct bl_node *query,
					 const struct bl_incidents *incidents)
{
	size_t i;

	for (i = 0; i < incidents->n; i++) {
		if (answers(query, &incidents->item[i]))
			return &incidents->item[i];
	}
	return incidents->n > 0 ? &incidents->item[0] : NULL;
}
