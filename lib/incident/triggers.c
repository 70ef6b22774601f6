/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What kind of event a sentence tells, by its triggers (triggers.inc), by what
 * is done with a weapon, and by what became of people.
 */
#include "incident_private.h"

static bool has_before(const struct text *t, uint32_t i, uint32_t units,
		       uint64_t words)
{
	uint32_t j = i;

	while (j > 0 && i - j < units) {
		if (bl_unit_gap(t, &t->unit[j]) & GAP_BREAKS)
			return false;
		j--;
		if (bl_unit_is(&t->unit[j], words))
			return true;
	}
	return false;
}

/* Is the trigger at i only thought of: "could attack", "no attack"? */
static bool is_unreal(const struct text *t, uint32_t i)
{
	const struct unit *u = &t->unit[i];

	if (bl_unit_is(u, W(IDIOM)))
		return true;
	/* "the killing", not "killing two" */
	if (u->e->type == BL_TYPE_MURDER && u->e->frame == FRAME_ING &&
	    u->e->effect)
		return i == 0 ||
		       !bl_unit_is(u - 1, W(THE) | W(DET) | W(POSSESSIVE));
	if (u->e->use == USE_ACT || u->e->use == USE_MISHAP)
		return has_before(t, i, 4, W(MODAL) | W(NEGATION)) ||
		       (has_before(t, i, 1, W(TO)) &&
			!has_before(t, i, 3, W(FOIL) | W(THREATEN) | W(CLAIM)));
	return has_before(t, i, 1, W(NEGATION) | W(TO)) ||
	       has_before(t, i, 4, W(MODAL));
}

/* "clash" and "strike" tell less than "bombed"; a type says more than a group
 * above it. */
static bool tells_more(bl_incident_type a, unsigned use_a, bl_incident_type b,
		       unsigned use_b)
{
	if (bl_incident_type_is(a, b))
		return a != b;
	/* "protested the murder of", "killed in a riot" */
	if (bl_incident_type_is(b, BL_TYPE_UNREST) && b != BL_TYPE_RIOT)
		return bl_incident_type_is(a, BL_TYPE_ATTACK) &&
		       a != BL_TYPE_ATTACK && a != BL_TYPE_CLASH;
	if (b == BL_TYPE_ATTACK)
		return bl_incident_type_is(a, BL_TYPE_ATTACK);
	if (b == BL_TYPE_MURDER || b == BL_TYPE_ARMED_ATTACK ||
	    b == BL_TYPE_EXPLOSION)
		return bl_incident_type_is(a, BL_TYPE_ATTACK) &&
		       a != BL_TYPE_ATTACK && a != BL_TYPE_MURDER &&
		       a != BL_TYPE_ARMED_ATTACK;
	/* "the second crash of the year: two trains collided" */
	if (b == BL_TYPE_ROAD_CRASH)
		return a == BL_TYPE_RAIL_CRASH || a == BL_TYPE_AIR_CRASH ||
		       a == BL_TYPE_SHIPWRECK;
	return use_a > use_b + 1;
}

/* What came to grief, named before the unit at i, as the type of that: a
 * building collapses, all others are vehicles. */
static bl_incident_type victim_before(const struct text *t, uint32_t i,
				      bool building)
{
	uint32_t j;

	for (j = i; j > 0; j--) {
		const struct entry *e = t->unit[j - 1].e;

		if (e->type && e->use == USE_NONE &&
		    (e->type == BL_TYPE_BUILDING_COLLAPSE) == building)
			return e->type == BL_TYPE_AIRSTRIKE ? BL_TYPE_AIR_CRASH
							    : e->type;
	}
	return BL_TYPE_NONE;
}

/* A crash is one of what crashed; without a vehicle, one on the road. */
static bl_incident_type type_at(const struct text *t, uint32_t i)
{
	const struct entry *e = t->unit[i].e;
	bool building = e->type == BL_TYPE_BUILDING_COLLAPSE;
	bl_incident_type victim;

	if (e->type != BL_TYPE_ROAD_CRASH &&
	    !(building && e->use == USE_MISHAP))
		return e->type;
	victim = victim_before(t, i, building);
	return victim || e->use == USE_MISHAP ? victim : e->type;
}

/* "Planes bombed the town": bombs from the air are no bombs that were laid. */
static void type_by_aircraft(const struct text *t, struct report *r)
{
	static const char *const verbs[] = { "bombed", "bombing", "bombings",
					     "bomb", "bombs" };
	enum { N_VERBS = sizeof(verbs) / sizeof(verbs[0]) };
	size_t k;
	uint32_t i;

	if (r->type != BL_TYPE_BOMBING)
		return;
	for (k = 0; k < N_VERBS; k++) {
		if (bl_word_is(t, r->type_words.first, verbs[k]))
			break;
	}
	if (k == N_VERBS)
		return;
	for (i = 0; i < t->n_units; i++) {
		const struct entry *e = t->unit[i].e;

		if (e->use == USE_NONE && e->type == BL_TYPE_AIRSTRIKE)
			r->type = BL_TYPE_AIRSTRIKE;
	}
}

/* "in protest", "charges of murder": a noun of no event in particular. */
static bool is_bare_noun(const struct text *t, uint32_t i)
{
	const struct unit *u = &t->unit[i];

	return u->e->use == USE_EVENT && !u->e->effect && i > 0 &&
	       !t->sentence[t->at].in_title &&
	       bl_unit_is(u - 1, W(OF) | W(IN) | W(BY) | W(TO) | W(FROM) |
					 W(AGAINST) | W(WITH) | W(AND) | W(OR) |
					 W(ON));
}

static void read_type(const struct text *t, uint32_t i, struct report *r)
{
	const struct unit *u = &t->unit[i];
	const struct entry *e = u->e;
	bl_incident_type type;
	uint8_t use;

	if (!e->use || u->kind != UNIT_WORD) {
		if (!(u->kind == UNIT_PEOPLE && e->use == USE_HINT))
			return;
	}
	if (e->use == USE_THREAT && bl_sentence_has(t, W(SEIZE)))
		return; /* an arms cache is no bomb that was found */
	if (e->use == USE_HINT && has_before(t, i, 1, W(NEGATION)))
		return; /* "no bomb exploded" */
	if (e->use == USE_HINT || e->use == USE_THREAT) {
		if (!r->hint || tells_more(e->type, 0, r->hint, 0)) {
			r->hint = e->type;
			r->hint_words = bl_unit_span(u);
			r->armed = e->weapon != 0;
		}
		if (e->use == USE_THREAT && !r->type) {
			r->type = e->type;
			r->use = e->use;
			r->type_words = bl_unit_span(u);
			r->stage = BL_STAGE_ATTEMPTED;
			r->stage_words = bl_unit_span(u);
		}
		return;
	}
	if (is_unreal(t, i))
		return;
	type = type_at(t, i);
	use = e->use == USE_MISHAP ? USE_ACT : e->use;
	if (!type || (r->type && r->use > USE_THREAT &&
		      !tells_more(type, use, r->type, r->use)))
		return;
	r->definite = i > 0 && bl_unit_is(u - 1, W(THE));
	r->plural = (e->plural && !(i > 0 && u[-1].kind == UNIT_NUMBER)) ||
		    is_bare_noun(t, i);
	r->type = type;
	r->use = use;
	r->type_words = bl_unit_span(u);
}

/* "a bomb was thrown", "took them hostage": a word that narrows the type, and
 * what is done with it. */
static void type_by_hint(const struct text *t, struct report *r)
{
	if (r->type || !r->hint || bl_sentence_has(t, W(MODAL) | W(SEIZE)))
		return;
	if (r->hint == BL_TYPE_HOSTAGE_TAKING && bl_sentence_has(t, W(TAKE)))
		r->use = USE_ACT;
	else if (bl_incident_type_is(r->hint, BL_TYPE_BOMBING) &&
		 bl_sentence_has(t, W(FOIL)))
		r->use = USE_THREAT;
	else if (r->armed &&
		 (bl_sentence_has(t, W(HURL)) || bl_report_has_victims(r)))
		r->use = USE_ACT;
	else if ((bl_incident_type_is(r->hint, BL_TYPE_DISASTER) ||
		  bl_incident_type_is(r->hint, BL_TYPE_ACCIDENT)) &&
		 bl_report_has_victims(r))
		r->use = USE_ACT; /* "died of cholera" */
	else
		return;
	r->type = r->hint;
	r->type_words = r->hint_words;
}

/* An effect tells of an incident, too. */
static void type_by_tolls(struct report *r)
{
	static const bl_incident_type types[EFFECTS] = {
		[EFFECT_SHOOT] = BL_TYPE_SHOOTING,
		[EFFECT_TAKE] = BL_TYPE_KIDNAPPING,
	};
	size_t i;

	for (i = 0; i < r->n_tolls && !r->type; i++) {
		if (r->toll[i].min > 0 && types[r->toll[i].effect]) {
			r->type = types[r->toll[i].effect];
			r->use = USE_ACT;
			r->type_words = (struct span){ r->toll[i].first,
						       r->toll[i].last };
		}
	}
}

void bl_triggers_read(const struct text *t, struct report *r)
{
	uint32_t i;

	for (i = 0; i < t->n_units; i++)
		read_type(t, i, r);
}

void bl_triggers_settle(const struct text *t, struct report *r)
{
	type_by_hint(t, r);
	type_by_tolls(r);
	type_by_aircraft(t, r);
}

bool bl_triggers_other(struct report *other, const struct text *t,
		       const struct report *r, bl_incident_type kind)
{
	uint32_t i;

	if (r->use < USE_ACT || bl_incident_type_is(r->type, kind))
		return false;
	for (i = 0; i < t->n_units; i++) {
		const struct unit *u = &t->unit[i];

		if (u->e->use != USE_ACT || u->kind != UNIT_WORD ||
		    !bl_incident_type_is(u->e->type, kind) || is_unreal(t, i))
			continue;
		*other = *r;
		other->type = u->e->type;
		other->type_words = bl_unit_span(u);
		other->use = USE_ACT;
		other->hint = BL_TYPE_NONE;
		other->n_tolls = 0;
		other->definite = other->plural = false;
		other->minor = true;
		return true;
	}
	return false;
}
