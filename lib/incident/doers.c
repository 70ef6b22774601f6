/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who made an incident: the doers that its reports name; where they name none,
 * a group that the text speaks of in a way that leaves no other.
 */
#include "merge_private.h"

/* Initials so short may be those of two groups. */
#define INITIALS_BYTES 3
/* A group is spoken of beside an incident so many sentences away. */
#define BESIDE_SENTENCES 1

/* Do the article's places lie in other countries than this one? */
static bool is_elsewhere(const struct text *t, const char *country)
{
	bool elsewhere = false;
	struct bl_place place;
	uint16_t i;

	for (i = 0; i < t->n_places; i++) {
		if (!bl_place_get(&place, t->place[i].id))
			continue;
		if (bl_str_eq(place.country_code, bl_str_from(country)))
			return false;
		elsewhere = true;
	}
	return elsewhere;
}

/* A few letters, as two groups of two countries may bear them: "the MNR". */
static bool is_namesake(const struct text *t, const struct found_actor *a)
{
	const char *country = a->group ? bl_groups[a->group - 1].country : "";
	const struct word *name = &t->word[a->last];

	return country[0] && country[0] != '-' && a->first == a->last &&
	       name->end - name->start <= INITIALS_BYTES &&
	       is_elsewhere(t, country);
}

static void add_actor(struct bl_incident *out, const struct text *t,
		      const struct found_actor *a)
{
	struct bl_incident_actor *to;
	size_t j;

	if (is_namesake(t, a))
		return;
	for (j = 0; j < out->n_actors; j++) {
		if (a->group && out->actor[j].known == a->group)
			break;
	}
	if (j == BL_INCIDENT_ACTORS_MAX)
		return;
	to = &out->actor[j];
	if (j < out->n_actors) {
		if (to->status == BL_ACTOR_REPORTED)
			to->status = (enum bl_actor_status)a->status;
		return;
	}
	out->n_actors++;
	to->known = a->group;
	to->name = a->group ? bl_actor_name(a->group, 0)
			    : bl_text_words(t, a->first, a->last);
	to->role = (enum bl_actor_role)a->role;
	to->status = (enum bl_actor_status)a->status;
	bl_add_evidence(out, t, BL_VALUE_ACTOR, (unsigned)j,
			(struct span){ a->first, a->last });
}

/* The one armed group that the article speaks of; NULL: none or several. */
static const struct found_actor *only_group(const struct text *t)
{
	const struct found_actor *only = NULL;
	uint16_t i;
	size_t k;

	for (i = 0; i < t->n_reports; i++) {
		const struct report *r = &t->report[i];

		for (k = 0; k < r->n_actors; k++) {
			const struct found_actor *a = &r->actor[k];

			if (!a->group || bl_actor_is_any_force(a->group))
				continue;
			if (only && only->group != a->group)
				return NULL;
			only = only ? only : a;
		}
	}
	return only;
}

/* Does the report stand beside those of the incident, and speak of no other
 * time? */
static bool is_beside(const struct text *t, const struct draft *d,
		      const struct report *r)
{
	size_t i;

	if (bl_is_long_ago(t, r->date))
		return false;
	for (i = 0; i < d->n_reports; i++) {
		const struct report *own = bl_draft_report(t, d, i);
		uint32_t at = own->sentence;

		if ((own->type || own->n_tolls) &&
		    at <= r->sentence + BESIDE_SENTENCES &&
		    r->sentence <= at + BESIDE_SENTENCES)
			return true;
	}
	return false;
}

/* Is the group spoken of beside the attack, and nowhere said not to have done
 * it? */
static bool is_suspect(const struct text *t, const struct draft *d,
		       bl_actor_id group)
{
	bool beside = false;
	uint16_t i;
	size_t k;

	for (i = 0; i < t->n_reports; i++) {
		const struct report *r = &t->report[i];

		for (k = 0; k < r->n_actors; k++) {
			if (r->actor[k].group != group)
				continue;
			if (r->actor[k].status == BL_ACTOR_DENIED)
				return false;
			beside |= is_beside(t, d, r);
		}
	}
	return beside;
}

static bool is_by_rebels(const struct text *t, const struct draft *d)
{
	size_t i;

	for (i = 0; i < d->n_reports; i++) {
		if (bl_draft_report(t, d, i)->rebels)
			return true;
	}
	return false;
}

/* "The guerrillas" are those that the article speaks of; so, perhaps, are they
 * who made an attack that it names beside them. */
static void add_only_group(struct bl_incident *out, const struct text *t,
			   const struct draft *d)
{
	const struct found_actor *only = only_group(t);
	struct found_actor a;

	if (!only)
		return;
	a = *only;
	if (!is_by_rebels(t, d)) {
		if (!bl_incident_type_is(out->types[0], BL_TYPE_ATTACK) ||
		    !is_suspect(t, d, a.group))
			return;
		if (a.status == BL_ACTOR_REPORTED)
			a.status = BL_ACTOR_SUSPECTED;
	}
	add_actor(out, t, &a);
}

/* Those who did it; where the text names no doer, the first group that a
 * report of it speaks of, or the only one of the article. */
void bl_draft_actors(struct bl_incident *out, const struct text *t,
		     const struct draft *d)
{
	size_t i, k;

	for (i = 0; i < d->n_reports; i++) {
		const struct report *r = bl_draft_report(t, d, i);

		for (k = 0; k < r->n_actors; k++) {
			if (r->actor[k].doer)
				add_actor(out, t, &r->actor[k]);
		}
	}
	for (i = 0; i < d->n_reports; i++) {
		const struct report *r = bl_draft_report(t, d, i);

		if (!out->n_actors && r->n_actors && r->use > USE_HINT)
			add_actor(out, t, &r->actor[0]);
	}
	if (!out->n_actors)
		add_only_group(out, t, d);
}
