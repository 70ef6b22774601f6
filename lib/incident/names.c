/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The tables as the rest of the program knows them: names of types, targets,
 * weapons, groups and of the values of enums, both ways.
 */
#include <string.h>

#include "lexicon_private.h"

static const struct type {
	const char *name;
	bl_incident_type parent[2];
} types[BL_TYPE_END] = {
#define TYPE(code, text, p1, p2) \
	[BL_TYPE_##code] = { text, { BL_TYPE_##p1, BL_TYPE_##p2 } },
#include "types.inc"
#undef TYPE
};

static const char *const weapon_names[WEAPONS] = {
#define WEAPON(code, name, phrases) name,
#include "things.inc"
#undef WEAPON
};

static const char *const target_names[TARGETS] = {
#define TARGET(code, name, phrases) name,
#include "things.inc"
#undef TARGET
};

const struct group bl_groups[] = {
#define GROUP(names, country) { names, country },
#include "groups.inc"
#undef GROUP
};

const unsigned bl_group_count = sizeof(bl_groups) / sizeof(bl_groups[0]);

static const char *const stage_names[BL_STAGES] = {
	[BL_STAGE_ACCOMPLISHED] = "accomplished",
	[BL_STAGE_ATTEMPTED] = "attempted",
	[BL_STAGE_THREATENED] = "threatened",
	[BL_STAGE_ALLEGED] = "alleged",
};

static const char *const role_names[BL_ACTOR_ROLES] = {
	[BL_ACTOR_PERPETRATOR] = "perpetrator",
	[BL_ACTOR_OTHER_SIDE] = "other-side",
};

static const char *const status_names[BL_ACTOR_STATUSES] = {
	[BL_ACTOR_REPORTED] = "reported",   [BL_ACTOR_CLAIMED] = "claimed",
	[BL_ACTOR_SUSPECTED] = "suspected", [BL_ACTOR_ACCUSED] = "accused",
	[BL_ACTOR_DENIED] = "denied",
};

static const char *const precision_names[BL_PRECISIONS] = {
	[BL_PRECISION_POINT] = "point",
	[BL_PRECISION_CITY] = "city",
	[BL_PRECISION_ADMIN] = "admin",
	[BL_PRECISION_COUNTRY] = "country",
};

static const char *const value_names[BL_VALUES] = {
	[BL_VALUE_TYPE] = "type",       [BL_VALUE_STAGE] = "stage",
	[BL_VALUE_DATE] = "date",       [BL_VALUE_PLACE] = "place",
	[BL_VALUE_ACTOR] = "actor",     [BL_VALUE_TARGET] = "target",
	[BL_VALUE_WEAPON] = "weapon",   [BL_VALUE_KILLED] = "killed",
	[BL_VALUE_INJURED] = "injured", [BL_VALUE_KIDNAPPED] = "kidnapped",
	[BL_VALUE_CLAIMED] = "claimed",
};

/* Where in a list of names s stands; n when it does not. */
static size_t find_name(const char *const *names, size_t n, struct bl_str s)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (bl_str_eq(bl_str_from(names[i]), s))
			return i;
	}
	return n;
}

bl_incident_type bl_incident_type_find(struct bl_str name)
{
	unsigned i;

	for (i = 1; i < BL_TYPE_END; i++) {
		if (bl_str_eq(bl_str_from(types[i].name), name))
			return (bl_incident_type)i;
	}
	return BL_INCIDENT_TYPE_NONE;
}

const char *bl_incident_type_name(bl_incident_type type)
{
	return type && type < BL_TYPE_END ? types[type].name : NULL;
}

unsigned bl_incident_type_count(void)
{
	return BL_TYPE_END - 1;
}

bool bl_incident_type_is(bl_incident_type type, bl_incident_type group)
{
	bl_incident_type chain[BL_INCIDENT_TYPES_MAX];
	size_t n;

	if (!type || !group || type >= BL_TYPE_END)
		return false;
	if (type == group)
		return true;
	n = bl_incident_type_chain(chain, BL_INCIDENT_TYPES_MAX, type);
	return memchr(chain, group, n) != NULL;
}

size_t bl_incident_type_chain(bl_incident_type *out, size_t max,
			      bl_incident_type type)
{
	size_t n = 0, i, p;

	if (!type || type >= BL_TYPE_END || !max)
		return 0;
	out[n++] = type;
	/* level by level: parents of what is there already */
	for (i = 0; i < n; i++) {
		for (p = 0; p < 2; p++) {
			bl_incident_type up = types[out[i]].parent[p];

			if (up && n < max && !memchr(out, up, n))
				out[n++] = up;
		}
	}
	return n;
}

bl_category_set bl_incident_target_find(struct bl_str name)
{
	size_t i = find_name(target_names, TARGETS, name);

	return i < TARGETS ? (bl_category_set)1 << i : 0;
}

bl_category_set bl_incident_weapon_find(struct bl_str name)
{
	size_t i = find_name(weapon_names, WEAPONS, name);

	return i < WEAPONS ? (bl_category_set)1 << i : 0;
}

const char *bl_incident_target_name(unsigned i)
{
	return i < TARGETS ? target_names[i] : NULL;
}

const char *bl_incident_weapon_name(unsigned i)
{
	return i < WEAPONS ? weapon_names[i] : NULL;
}

const char *bl_incident_stage_name(unsigned stage)
{
	return stage < BL_STAGES ? stage_names[stage] : NULL;
}

enum bl_incident_stage bl_incident_stage_find(struct bl_str name)
{
	return (enum bl_incident_stage)find_name(stage_names, BL_STAGES, name);
}

const char *bl_actor_role_name(unsigned role)
{
	return role < BL_ACTOR_ROLES ? role_names[role] : NULL;
}

const char *bl_actor_status_name(unsigned status)
{
	return status < BL_ACTOR_STATUSES ? status_names[status] : NULL;
}

const char *bl_place_precision_name(unsigned precision)
{
	return precision < BL_PRECISIONS ? precision_names[precision] : NULL;
}

const char *bl_incident_value_name(unsigned value)
{
	return value < BL_VALUES ? value_names[value] : NULL;
}

struct bl_str bl_actor_name(bl_actor_id actor, size_t i)
{
	const char *p, *end;

	if (!actor || actor > bl_group_count)
		return BL_STR_NULL;
	for (p = bl_groups[actor - 1].names; i > 0; i--) {
		p = strchr(p, '|');
		if (!p)
			return BL_STR_NULL;
		p++;
	}
	end = strchr(p, '|');
	return (struct bl_str){ p, end ? (size_t)(end - p) : strlen(p) };
}

bl_actor_id bl_actor_canonical(struct bl_str name)
{
	bl_actor_id a;

	for (a = 1; name.len && a <= bl_group_count; a++) {
		const char *first = bl_groups[a - 1].names;

		if (!strncmp(first, name.data, name.len) &&
		    (first[name.len] == '|' || !first[name.len]))
			return a;
	}
	return BL_ACTOR_NONE;
}

#define ACTOR_NAME_MAX_BYTES 256

bl_actor_id bl_actor_find(struct bl_str name)
{
	char wanted[ACTOR_NAME_MAX_BYTES], known[ACTOR_NAME_MAX_BYTES];
	size_t wanted_len = bl_lexicon_normal(wanted, sizeof(wanted), name);
	bl_actor_id a;

	for (a = 1; wanted_len && a <= bl_group_count; a++) {
		struct bl_str s;
		size_t i;

		for (i = 0; (s = bl_actor_name(a, i)).len; i++) {
			if (bl_lexicon_normal(known, sizeof(known), s) ==
				    wanted_len &&
			    memcmp(known, wanted, wanted_len) == 0)
				return a;
		}
	}
	return BL_ACTOR_NONE;
}
