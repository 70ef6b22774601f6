/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Filters on incidents: `type:bombing`, `place:karachi`, `killed:>=4`.
 *
 * A filter is the value of one field, resolved once: names of types, places
 * and groups have become codes.  What a filter means when an incident's value
 * is a range or unset: query-language, "Incidents".  A condition is a tree of
 * filters that one incident has to pass as a whole (query.h).
 *
 *	bl_filter_read(&f, field, text, now, arena, &at, err);
 *	bl_filter_passes(&f, &incident);
 *
 * An engine that keeps distinct places and actors apart from incidents asks
 * once for each of them: bl_filter_place, bl_filter_actor.
 */
#ifndef BLOTTER_FILTER_H
#define BLOTTER_FILTER_H

#include "blotter/arena.h"
#include "blotter/incident.h"
#include "blotter/query.h"

/* What is used depends on the field. */
struct bl_filter {
	enum bl_field_id field;
	struct bl_str text; /* the value, folded: its tokens' exact forms with
			       a space between */
	bl_incident_type type;
	uint32_t *place;       /* PLACE: what has this name, ascending by id;
				* AROUND: the one in the middle, if named */
	size_t n_places;       /* 0: the gazetteer does not know it */
	struct bl_str country; /* ISO 3166-1 alpha-2 */
	double lat, lon, km;
	bl_actor_id actor;          /* BL_ACTOR_NONE: compared by `text` */
	bl_category_set categories; /* of TARGET or WEAPON: one */
	enum bl_incident_stage stage;
	enum bl_claimed claimed;
	/* DATE: days, both included; counts: both included */
	int64_t low, high;
	bool single; /* a count written as one number: min <= n <= max */
};

/*
 * Resolve a value as written.  BL_ERR_USAGE says what was expected, with the
 * nearest known name where there is one, and *at is the byte of text that is
 * wrong.  now: for dates counted back.  What the filter holds is in the arena.
 */
bl_status bl_filter_read(struct bl_filter *out, const struct bl_field *field,
			 struct bl_str text, bl_time now,
			 struct bl_arena *arena, size_t *at,
			 struct bl_error *err);

bool bl_filter_passes(const struct bl_filter *f, const struct bl_incident *i);
/* Of PLACE, COUNTRY and AROUND: would an incident at this place alone pass? */
bool bl_filter_place(const struct bl_filter *f,
		     const struct bl_incident_place *place);
/* Of ACTOR: the same for an actor of this name. */
bool bl_filter_actor(const struct bl_filter *f, struct bl_str name);

/* Does the incident pass the whole condition? */
bool bl_condition_passes(const struct bl_node *condition,
			 const struct bl_incident *i);

/*
 * The incident that stands for an article among the hits of a query: the first
 * that passes the condition of any INCIDENT of the query that is not below a
 * NOT; else the main one; NULL when the article has none.
 */
const struct bl_incident *bl_incident_of(const struct bl_node *query,
					 const struct bl_incidents *incidents);

#endif
