/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A sentence that tells of an incident becomes a report: its type, stage,
 * date, places, actors, targets, weapons and tolls, as far as it says them.
 */
#include "incident_private.h"

#include <stdlib.h>
#include <string.h>

#define LEAD_SENTENCES 4 /* read for date and place, trigger or not */
#define REPORTS_GROW 16
#define DATELINE_WORDS 12
#define PERIOD_DAYS 30
#define FRESH_UNITS 3
#define REPORTING_UNITS 5
/* More dead than one attack leaves. */
#define WAR_TOLL 1000

static bool sentence_has(const struct text *t, uint64_t words)
{
	uint32_t i;

	for (i = 0; i < t->n_units; i++) {
		if (bl_unit_is(&t->unit[i], words))
			return true;
	}
	return false;
}

static unsigned sentence_count(const struct text *t, uint64_t words)
{
	unsigned n = 0;
	uint32_t i;

	for (i = 0; i < t->n_units; i++)
		n += bl_unit_is(&t->unit[i], words);
	return n;
}

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

/* ---- type ---- */

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
	if (u->e->use == USE_ACT)
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
	return use_a > use_b + 1;
}

/* A crash is one of what crashed: the vehicle named before it. */
static bl_incident_type crash_of(const struct text *t, uint32_t i)
{
	uint32_t j;

	for (j = i; j > 0; j--) {
		const struct entry *e = t->unit[j - 1].e;

		if (e->type && e->use == USE_NONE)
			return e->type;
	}
	return BL_TYPE_ROAD_CRASH;
}

/* "Planes bombed the town": bombs from the air are no bombs that were laid. */
static void type_by_aircraft(const struct text *t, struct report *r)
{
	static const char *const verbs[] = { "bombed", "bombing", "bombings",
					     "bomb", "bombs" };
	size_t k;
	uint32_t i;

	for (k = 0; k < sizeof(verbs) / sizeof(verbs[0]); k++) {
		if (bl_word_is(t, r->type_words.first, verbs[k]))
			break;
	}
	if (r->type != BL_TYPE_BOMBING || k == sizeof(verbs) / sizeof(verbs[0]))
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

	if (!e->use || u->kind != UNIT_WORD) {
		if (!(u->kind == UNIT_PEOPLE && e->use == USE_HINT))
			return;
	}
	if (e->use == USE_THREAT && sentence_has(t, W(SEIZE)))
		return; /* an arms cache is no bomb that was found */
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
	type = e->type == BL_TYPE_ROAD_CRASH ? crash_of(t, i) : e->type;
	if (r->type && r->use > USE_THREAT &&
	    !tells_more(type, e->use, r->type, r->use))
		return;
	r->definite = i > 0 && bl_unit_is(u - 1, W(THE));
	r->plural = (e->plural && !(i > 0 && u[-1].kind == UNIT_NUMBER)) ||
		    is_bare_noun(t, i);
	r->type = type;
	r->use = e->use;
	r->type_words = bl_unit_span(u);
}

static bool has_victims(const struct report *r)
{
	size_t i;

	for (i = 0; i < r->n_tolls; i++) {
		if (r->toll[i].min > 0)
			return true;
	}
	return false;
}

/* "a bomb was thrown", "took them hostage": a word that narrows the type, and
 * what is done with it. */
static void type_by_hint(const struct text *t, struct report *r)
{
	if (r->type || !r->hint || sentence_has(t, W(MODAL) | W(SEIZE)))
		return;
	if (r->hint == BL_TYPE_HOSTAGE_TAKING && sentence_has(t, W(TAKE)))
		r->use = USE_ACT;
	else if (r->armed && sentence_has(t, W(FOIL)))
		r->use = USE_THREAT;
	else if (r->armed && (sentence_has(t, W(HURL)) || has_victims(r)))
		r->use = USE_ACT;
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

/* ---- stage ---- */

static void read_stage(const struct text *t, struct report *r)
{
	static const struct {
		uint64_t words;
		uint8_t stage;
	} stages[] = {
		{ W(FOIL) | W(PLAN), BL_STAGE_ATTEMPTED },
		{ W(THREATEN), BL_STAGE_THREATENED },
		{ W(ALLEGE), BL_STAGE_ALLEGED },
	};
	size_t k;
	uint32_t i;

	if (has_victims(r))
		return; /* who is dead was not attacked in vain */
	for (k = 0; k < sizeof(stages) / sizeof(stages[0]); k++) {
		for (i = 0; i < t->n_units; i++) {
			if (!bl_unit_is(&t->unit[i], stages[k].words))
				continue;
			r->stage = stages[k].stage;
			r->stage_words = bl_unit_span(&t->unit[i]);
			return;
		}
	}
}

/* ---- what is around ---- */

static uint32_t distance(uint32_t a, uint32_t b)
{
	return a > b ? a - b : b - a;
}

/* Is the date the day of a report, not of what it reports: "police said on
 * Sunday that", "it was reported in this capital today that"? */
static bool is_reporting(const struct text *t, uint32_t i)
{
	uint32_t j;

	if (i + 1 < t->n_units && bl_unit_is(&t->unit[i + 1], W(SAY)))
		return true;
	for (j = i; j > 0 && i - j < REPORTING_UNITS; j--) {
		const struct unit *u = &t->unit[j - 1];

		if (bl_unit_is(u, W(SAY)))
			return true;
		if (u->e->use >= USE_ACT || u->e->effect ||
		    (bl_unit_gap(t, u + 1) & GAP_BREAKS))
			return false;
	}
	return false;
}

/* "9 October Avenue", "the 19 April Movement"; "the upcoming 27 May elections"
 */
static bool is_no_day(const struct text *t, uint32_t i)
{
	const struct unit *u = &t->unit[i];
	const struct found_date *d = &t->date[u->index];

	if (i > 0 && u[-1].e->days == DAYS_LAST && u[-1].e->days_value < 0)
		return true;
	if (t->today != DAY_UNSET && d->from > t->today)
		return true;
	return i + 1 < t->n_units &&
	       bl_unit_is(u + 1, W(STREET) | W(ORGANIZATION)) &&
	       !(bl_unit_gap(t, u + 1) & GAP_BREAKS);
}

static void read_date(const struct text *t, struct report *r)
{
	uint32_t i, best = UINT32_MAX;

	for (i = 0; i < t->n_units; i++) {
		const struct unit *u = &t->unit[i];
		const struct found_date *d;
		uint32_t cost;

		if (u->kind != UNIT_DATE || is_no_day(t, i))
			continue;
		d = &t->date[u->index];
		cost = distance(u->first, r->type_words.first);
		if (d->weak)
			cost += 100;
		if (is_reporting(t, i))
			cost += 60;
		/* the dateline's own: "BOGOTA, 8 OCT 89 (AFP) --" */
		if (t->upper && u->first < t->n_title + DATELINE_WORDS &&
		    u->last + 1 < t->n_words &&
		    t->word[u->last + 1].gap & (GAP_OPEN | GAP_DASH))
			continue;
		if (cost < best) {
			r->date_cost = best = cost;
			r->date = (uint16_t)(u->index + 1);
		}
	}
}

/* "Luis Rossi, 35, from Italy" */
static bool is_origin(const struct text *t, uint32_t i)
{
	const struct unit *u = &t->unit[i];

	if (i > 1 && bl_unit_is(u - 1, W(IN)) &&
	    (bl_unit_is(u - 2, W(SAY)) ||
	     (u[-2].kind == UNIT_DATE && i > 2 && bl_unit_is(u - 3, W(SAY)))) &&
	    i + 1 < t->n_units &&
	    (bl_word_is(t, u[1].first, "that") ||
	     (u[1].kind == UNIT_DATE && i + 2 < t->n_units &&
	      bl_word_is(t, u[2].first, "that"))))
		return true;
	return i > 1 && bl_word_is(t, u[-1].last, "from") &&
	       (u[-2].kind == UNIT_AGE || u[-2].kind == UNIT_PEOPLE ||
		u[-2].kind == UNIT_NAME);
}

static void read_places(const struct text *t, struct report *r)
{
	uint32_t i;

	for (i = 0; i < t->n_units; i++) {
		const struct unit *u = &t->unit[i];

		if (u->kind == UNIT_PLACE && r->n_places < REPORT_PLACES_MAX &&
		    !is_origin(t, i))
			r->place[r->n_places++] = u->index;
	}
}

/* "in nine years", "for over two months": a time that no event takes. */
static bool has_period(const struct text *t)
{
	uint32_t i;

	for (i = 2; i < t->n_units; i++) {
		const struct unit *u = &t->unit[i];

		if (u->kind == UNIT_WORD && u->e->days == DAYS_SPAN &&
		    u->e->days_value >= PERIOD_DAYS &&
		    (u[-1].kind == UNIT_NUMBER || u[-1].kind == UNIT_AGE ||
		     t->word[u[-1].first].shape == SHAPE_DIGITS) &&
		    !(i + 1 < t->n_units && u[1].e->role))
			return true;
		if (u->kind == UNIT_AGE && bl_unit_is(u - 1, W(IN) | W(OF)))
			return true;
	}
	return false;
}

/* "Who killed the mayor?" asks, and tells nothing. */
static bool is_question(const struct text *t)
{
	uint32_t end = t->sentence[t->at].end;

	return end < t->n_words && (t->word[end].gap & GAP_QUESTION);
}

/* "70,000 dead": of a war, when nature did not do it on one day. */
static bool is_war_toll(const struct report *r)
{
	bl_incident_type type = r->type ? r->type : r->hint;
	size_t i;

	if (bl_incident_type_is(type, BL_TYPE_DISASTER) ||
	    bl_incident_type_is(type, BL_TYPE_ACCIDENT))
		return false;
	for (i = 0; i < r->n_tolls; i++) {
		if (r->toll[i].min >= WAR_TOLL)
			return true;
	}
	return false;
}

/* ---- reports ---- */

static bl_status keep_report(struct text *t, const struct report *r)
{
	if (t->n_reports == t->reports_cap) {
		uint16_t cap = (uint16_t)(t->reports_cap * 2 + REPORTS_GROW);
		struct report *all;

		if (cap < t->reports_cap)
			return BL_OK;
		all = bl_arena_alloc(t->arena, cap * sizeof(*all));
		if (!all)
			return bl_fail_nomem(t->err);
		if (t->n_reports)
			memcpy(all, t->report, t->n_reports * sizeof(*all));
		t->report = all;
		t->reports_cap = cap;
	}
	t->report[t->n_reports++] = *r;
	return BL_OK;
}

/* "in another attack", "Meanwhile, a bomb exploded" */
static bool is_fresh(const struct text *t, const struct report *r)
{
	uint32_t i;

	for (i = 0; i < t->n_units; i++) {
		const struct unit *u = &t->unit[i];

		if (bl_unit_is(u, W(FRESH)) &&
		    (i < FRESH_UNITS ||
		     (u->first < r->type_words.first &&
		      r->type_words.first - u->last <= FRESH_UNITS)))
			return true;
	}
	return false;
}

/* Is there anything that a report could be made of? */
static bool may_tell(const struct text *t)
{
	uint32_t i;

	for (i = 0; i < t->n_units; i++) {
		if (bl_entry_tells(t->unit[i].e))
			return true;
	}
	return false;
}

/* Metaphors of other news. */
static bool is_other_news(const struct text *t)
{
	return sentence_count(t, W(SPORT)) > 1 || sentence_has(t, W(FILM)) ||
	       sentence_count(t, W(MARKET)) > 1;
}

/* "killed two guards and set fire to a bus": what else the sentence tells. */
static bl_status keep_others(struct text *t, const struct report *r)
{
	static const bl_incident_type kinds[] = { BL_TYPE_BOMBING,
						  BL_TYPE_KIDNAPPING,
						  BL_TYPE_ARSON,
						  BL_TYPE_ROBBERY };
	bl_status st = BL_OK;
	uint32_t i;
	size_t k;

	if (r->use < USE_ACT || r->summary)
		return BL_OK;
	for (k = 0; st == BL_OK && k < sizeof(kinds) / sizeof(kinds[0]); k++) {
		for (i = 0; i < t->n_units; i++) {
			const struct entry *e = t->unit[i].e;
			struct report other = *r;

			if (e->use != USE_ACT || t->unit[i].kind != UNIT_WORD ||
			    !bl_incident_type_is(e->type, kinds[k]) ||
			    bl_incident_kind(e->type) ==
				    bl_incident_kind(r->type) ||
			    is_unreal(t, i))
				continue;
			other.type = e->type;
			other.type_words = bl_unit_span(&t->unit[i]);
			other.use = USE_ACT;
			other.n_tolls = 0;
			other.hint = 0;
			other.definite = other.plural = false;
			st = keep_report(t, &other);
			break;
		}
	}
	return st;
}

static bl_status read_sentence(struct text *t, bool lead)
{
	struct report r = { .sentence = t->at };
	uint32_t i;
	bl_status st;

	bl_units_make(t, &t->sentence[t->at]);
	if ((!lead && !may_tell(t)) || is_other_news(t))
		return BL_OK;
	st = bl_dates_find(t);
	if (st < 0)
		return st;
	bl_numbers_find(t);
	st = bl_places_find(t);
	if (st < 0)
		return st;
	bl_people_find(t);
	for (i = 0; i < t->n_units; i++)
		read_type(t, i, &r);
	bl_tolls_find(t, &r);
	type_by_hint(t, &r);
	bl_actors_find(t, &r);
	type_by_tolls(&r);
	type_by_aircraft(t, &r);
	r.summary = sentence_has(t, W(SUMMARY) | W(MEMORIAL) | W(DRILL)) ||
		    (r.n_tolls && has_period(t)) || is_question(t) ||
		    is_war_toll(&r);
	if (!r.type && !r.n_tolls && !r.n_actors && !r.claimed && !lead)
		return BL_OK;
	r.fresh = r.use > USE_THREAT && is_fresh(t, &r);
	read_stage(t, &r);
	read_date(t, &r);
	read_places(t, &r);
	bl_things_find(t, &r);
	st = keep_report(t, &r);
	return st == BL_OK ? keep_others(t, &r) : st;
}

/* Does the sentence open the article? */
static bool is_lead(const struct text *t, uint32_t i)
{
	uint32_t body = t->n_title ? 1 : 0;

	return t->sentence[i].in_title || i < LEAD_SENTENCES + body;
}

static int by_sentence(const void *a, const void *b)
{
	const struct report *x = a, *y = b;

	return (x->sentence > y->sentence) - (x->sentence < y->sentence);
}

static bool has_report(const struct text *t, uint32_t sentence)
{
	uint16_t i;

	for (i = 0; i < t->n_reports; i++) {
		if (t->report[i].sentence == sentence)
			return true;
	}
	return false;
}

static bool anything_told(const struct text *t)
{
	uint16_t i;

	for (i = 0; i < t->n_reports; i++) {
		if (t->report[i].use > USE_HINT || t->report[i].n_tolls)
			return true;
	}
	return false;
}

/* First the sentences with a word that tells of incidents; then, if they do,
 * what else the lead says of time and place. */
bl_status bl_events_find(struct text *t)
{
	bl_status st = BL_OK;

	for (t->at = 0; st == BL_OK && t->at < t->n_sentences; t->at++) {
		if (t->sentence[t->at].hints)
			st = read_sentence(t, false);
	}
	if (st < 0 || !anything_told(t))
		return st;
	for (t->at = 0; st == BL_OK && t->at < t->n_sentences; t->at++) {
		if (is_lead(t, t->at) && !has_report(t, t->at))
			st = read_sentence(t, true);
	}
	if (st == BL_OK)
		qsort(t->report, t->n_reports, sizeof(*t->report), by_sentence);
	return st;
}
