/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One description of the columns serves both ways: each code_*() writes what
 * an incident has, or reads it back, checked.
 */
#include "incidents_private.h"

/* Days that a stored incident may have (lib/incident/encode.c). */
#define DAY_MAX (INT32_MAX / 2)

_Static_assert(BL_INCIDENT_VALUES_MAX == BL_INCIDENT_PLACES_MAX &&
		       BL_INCIDENT_VALUES_MAX == BL_INCIDENT_ACTORS_MAX,
	       "an incident has as many actors as places");

struct row {
	uint32_t (*column)[BL_BLOCK];
	uint32_t at;
	struct bl_incident_numbers *numbers;
	bool reading, damaged;
};

const struct bl_incident_part_columns bl_incident_parts[BL_PARTS] = {
	[BL_PART_TYPES] = { BL_COLUMN_TYPE, BL_INCIDENT_TYPES_MAX },
	[BL_PART_PLACES] = { BL_COLUMN_PLACE, BL_INCIDENT_PLACES_MAX },
	[BL_PART_ACTORS] = { BL_COLUMN_ACTOR, 2 * BL_INCIDENT_ACTORS_MAX },
	[BL_PART_STAGE] = { BL_COLUMN_STAGE, 1 },
	[BL_PART_DATE] = { BL_COLUMN_FROM, 2 },
	[BL_PART_TARGETS] = { BL_COLUMN_TARGETS, 1 },
	[BL_PART_WEAPONS] = { BL_COLUMN_WEAPONS, 1 },
	[BL_PART_KILLED] = { BL_COLUMN_KILLED, 3 },
	[BL_PART_INJURED] = { BL_COLUMN_INJURED, 3 },
	[BL_PART_KIDNAPPED] = { BL_COLUMN_KIDNAPPED, 3 },
	[BL_PART_CLAIMED] = { BL_COLUMN_CLAIMED, 1 },
	[BL_PART_CONFIDENCE] = { BL_COLUMN_CONFIDENCE, 1 },
};

/* A number from 0 to `most`; what is above it reads as 0. */
static uint32_t code(struct row *r, unsigned column, uint32_t value,
		     uint32_t most)
{
	if (!r->reading) {
		r->column[column][r->at] = value;
		return value;
	}
	value = r->column[column][r->at];
	if (value <= most)
		return value;
	r->damaged = true;
	return 0;
}

static void code_types(struct row *r, struct bl_incident *i)
{
	const uint32_t most = bl_incident_type_count();
	size_t n;

	for (n = 0; n < BL_INCIDENT_TYPES_MAX; n++) {
		uint32_t type = n < i->n_types ? i->types[n] : 0;

		type = code(r, BL_COLUMN_TYPE + (unsigned)n, type, most);
		if (!r->reading)
			continue;
		i->types[n] = (bl_incident_type)type;
		if (!type)
			break;
	}
	if (r->reading)
		i->n_types = n;
}

/* Up to six numbers of values; returns how many. */
static size_t code_numbers(struct row *r, unsigned column, uint32_t *number,
			   size_t n)
{
	size_t i;

	for (i = 0; i < BL_INCIDENT_VALUES_MAX; i++) {
		uint32_t value = i < n ? number[i] + 1 : 0;

		value = code(r, column + (unsigned)i, value, UINT32_MAX);
		if (r->reading && !value)
			return i;
		if (r->reading)
			number[i] = value - 1;
	}
	return r->reading ? i : n;
}

static void code_places(struct row *r, struct bl_incident *i)
{
	i->n_places = code_numbers(r, BL_COLUMN_PLACE, r->numbers->place,
				   i->n_places);
}

static void code_actors(struct row *r, struct bl_incident *i)
{
	size_t n;

	i->n_actors = code_numbers(r, BL_COLUMN_ACTOR, r->numbers->actor,
				   i->n_actors);
	for (n = 0; n < BL_INCIDENT_ACTORS_MAX; n++) {
		struct bl_incident_actor *a = &i->actor[n];
		uint32_t part = 0;

		if (n < i->n_actors)
			part = (uint32_t)a->role * BL_ACTOR_STATUSES +
			       (uint32_t)a->status;
		part = code(r, BL_COLUMN_PART + (unsigned)n, part,
			    BL_ACTOR_ROLES * BL_ACTOR_STATUSES - 1);
		if (!r->reading)
			continue;
		a->role = (enum bl_actor_role)(part / BL_ACTOR_STATUSES);
		a->status = (enum bl_actor_status)(part % BL_ACTOR_STATUSES);
	}
}

static void code_stage(struct row *r, struct bl_incident *i)
{
	i->stage = (enum bl_incident_stage)code(
		r, BL_COLUMN_STAGE, (uint32_t)i->stage, BL_STAGES - 1);
}

/* Small for small numbers of either sign. */
static uint32_t fold_sign(int32_t n)
{
	return (uint32_t)n << 1 ^ (n < 0 ? UINT32_MAX : 0);
}

static int32_t unfold_sign(uint32_t n)
{
	return (int32_t)(n >> 1) ^ -(int32_t)(n & 1);
}

static void code_date(struct row *r, struct bl_incident *i)
{
	const uint32_t most = fold_sign(DAY_MAX);
	uint32_t from = 0, days = 0;

	if (!r->reading && i->dated) {
		from = fold_sign(i->from) + 1;
		days = (uint32_t)i->to - (uint32_t)i->from;
	}
	from = code(r, BL_COLUMN_FROM, from, most + 1);
	days = code(r, BL_COLUMN_DAYS, days, UINT32_MAX);
	if (!r->reading)
		return;
	i->dated = from != 0;
	i->from = i->to = 0;
	if (!i->dated)
		return;
	i->from = unfold_sign(from - 1);
	i->to = (int32_t)((uint32_t)i->from + days);
	if (fold_sign(i->to) > most) {
		r->damaged = true;
		i->to = i->from;
	}
}

static void code_targets(struct row *r, struct bl_incident *i)
{
	i->targets = code(r, BL_COLUMN_TARGETS, i->targets, UINT32_MAX);
}

static void code_weapons(struct row *r, struct bl_incident *i)
{
	i->weapons = code(r, BL_COLUMN_WEAPONS, i->weapons, UINT32_MAX);
}

/* Unset, which is below all, becomes 0. */
static void code_count(struct row *r, unsigned column, int32_t *count)
{
	uint32_t value = (uint32_t)(*count - BL_COUNT_UNSET);

	value = code(r, column, value, BL_COUNT_MAX - BL_COUNT_UNSET);
	*count = (int32_t)value + BL_COUNT_UNSET;
}

static void code_toll(struct row *r, unsigned column, struct bl_toll *t)
{
	code_count(r, column, &t->min);
	code_count(r, column + 1, &t->max);
	code_count(r, column + 2, &t->attackers);
}

static void code_killed(struct row *r, struct bl_incident *i)
{
	code_toll(r, BL_COLUMN_KILLED, &i->killed);
}

static void code_injured(struct row *r, struct bl_incident *i)
{
	code_toll(r, BL_COLUMN_INJURED, &i->injured);
}

static void code_kidnapped(struct row *r, struct bl_incident *i)
{
	code_toll(r, BL_COLUMN_KIDNAPPED, &i->kidnapped);
}

static void code_claimed(struct row *r, struct bl_incident *i)
{
	i->claimed = (enum bl_claimed)code(r, BL_COLUMN_CLAIMED,
					   (uint32_t)i->claimed,
					   BL_CLAIMED_VALUES - 1);
}

static void code_confidence(struct row *r, struct bl_incident *i)
{
	const double steps = 1000; /* as they are stored */
	uint32_t value = (uint32_t)(i->confidence * steps + 0.5);

	value = code(r, BL_COLUMN_CONFIDENCE, value, (uint32_t)steps);
	if (r->reading)
		i->confidence = value / steps;
}

static void (*const coders[BL_PARTS])(struct row *r, struct bl_incident *i) = {
	[BL_PART_TYPES] = code_types,
	[BL_PART_PLACES] = code_places,
	[BL_PART_ACTORS] = code_actors,
	[BL_PART_STAGE] = code_stage,
	[BL_PART_DATE] = code_date,
	[BL_PART_TARGETS] = code_targets,
	[BL_PART_WEAPONS] = code_weapons,
	[BL_PART_KILLED] = code_killed,
	[BL_PART_INJURED] = code_injured,
	[BL_PART_KIDNAPPED] = code_kidnapped,
	[BL_PART_CLAIMED] = code_claimed,
	[BL_PART_CONFIDENCE] = code_confidence,
};

void bl_row_put(struct bl_incident_rows *rows, uint32_t at,
		const struct bl_incident *i,
		const struct bl_incident_numbers *numbers)
{
	struct bl_incident_numbers of_copy = *numbers;
	struct bl_incident copy = *i;
	struct row r = { rows->column, at, &of_copy, false, false };
	int part;

	for (part = 0; part < BL_PARTS; part++)
		coders[part](&r, &copy);
}

bool bl_row_get(struct bl_incident *out, struct bl_incident_numbers *numbers,
		enum bl_incident_part part, struct bl_incident_rows *rows,
		uint32_t at)
{
	struct row r = { rows->column, at, numbers, true, false };

	coders[part](&r, out);
	return !r.damaged;
}
