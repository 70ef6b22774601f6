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
/* More dead than one attack leaves, unless its day is told. */
#define WAR_TOLL 1000
#define DAY_TOLL 10000

static unsigned sentence_count(const struct text *t, uint64_t words)
{
	unsigned n = 0;
	uint32_t i;

	for (i = 0; i < t->n_units; i++)
		n += bl_unit_is(&t->unit[i], words);
	return n;
}

/* ---- stage ---- */

bool bl_report_has_victims(const struct report *r)
{
	size_t i;

	for (i = 0; i < r->n_tolls; i++) {
		if (r->toll[i].min > 0)
			return true;
	}
	return false;
}

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

	if (bl_report_has_victims(r))
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

/* "By Jane Doe | April 12, 2025": the day of the article, in a line that tells
 * of nothing. */
static bool is_byline(const struct text *t, uint32_t i, const struct report *r)
{
	const struct unit *u = &t->unit[i];
	const struct found_date *d = &t->date[u->index];

	return !r->type && !r->n_tolls && d->from == t->today &&
	       d->to == t->today && u->last - u->first >= 2;
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
		if (is_reporting(t, i) || is_byline(t, i, r))
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

	return i > 1 && bl_word_is(t, u[-1].last, "from") &&
	       (u[-2].kind == UNIT_AGE || u[-2].kind == UNIT_PEOPLE ||
		u[-2].kind == UNIT_NAME);
}

/* "it was reported today in La Paz that": where somebody speaks */
static bool is_speakers(const struct text *t, uint32_t i)
{
	uint32_t said = i, that = i + 1;

	if (said < 2 || !bl_unit_is(&t->unit[said - 1], W(IN)))
		return false;
	said -= 2;
	while (said > 0 && (t->unit[said].kind == UNIT_DATE ||
			    bl_unit_is(&t->unit[said], W(ON))))
		said--;
	if (that < t->n_units && t->unit[that].kind == UNIT_DATE)
		that++;
	return bl_unit_is(&t->unit[said], W(SAY)) && that < t->n_units &&
	       bl_word_is(t, t->unit[that].first, "that");
}

static void read_places(const struct text *t, struct report *r)
{
	uint32_t i;

	for (i = 0; i < t->n_units; i++) {
		const struct unit *u = &t->unit[i];

		if (u->kind == UNIT_PLACE && r->n_places < REPORT_PLACES_MAX &&
		    !is_origin(t, i) && !is_speakers(t, i))
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

/* Is it over many events, or of old or mock ones?  What nature does may last:
 * "have died of cholera since June". */
static bool is_summary(const struct text *t, const struct report *r)
{
	bool lasts = bl_incident_type_is(r->type, BL_TYPE_DISASTER) ||
		     bl_incident_type_is(r->type, BL_TYPE_ACCIDENT);
	uint32_t i;

	for (i = 0; i < t->n_units; i++) {
		if (bl_unit_is(&t->unit[i],
			       W(SUMMARY) | W(MEMORIAL) | W(DRILL)) &&
		    !(lasts && bl_word_is(t, t->unit[i].last, "since")))
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
static bool is_war_toll(const struct text *t, const struct report *r)
{
	bl_incident_type type = r->type ? r->type : r->hint;
	const struct found_date *d = r->date ? &t->date[r->date - 1] : NULL;
	bool day = d && d->from == d->to && r->date_cost < NEAR_DATE_COST;
	int32_t toll = day ? DAY_TOLL : WAR_TOLL;
	size_t i;

	if (bl_incident_type_is(type, BL_TYPE_DISASTER) ||
	    bl_incident_type_is(type, BL_TYPE_ACCIDENT))
		return false;
	for (i = 0; i < r->n_tolls; i++) {
		if (r->toll[i].min >= toll)
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

/* "The group also bombed": another one; but "the blast also hurt", "two were
 * also hurt" go on with the same. */
static bool is_added(const struct text *t, uint32_t i, const struct report *r)
{
	const struct unit *u = &t->unit[i];
	size_t k;

	if (!bl_word_is(t, u->first, "also") || r->definite ||
	    (i > 1 && u[-1].e->use && bl_unit_is(u - 2, W(THE))))
		return false;
	for (k = 0; k < r->n_tolls; k++) {
		if (r->toll[k].also)
			return false;
	}
	return true;
}

/* "in another attack", "Meanwhile, a bomb exploded" */
static bool is_fresh(const struct text *t, const struct report *r)
{
	uint32_t i;

	for (i = 0; i < t->n_units; i++) {
		const struct unit *u = &t->unit[i];

		if (i >= FRESH_UNITS &&
		    (u->first >= r->type_words.first ||
		     r->type_words.first - u->last > FRESH_UNITS))
			continue;
		if (bl_unit_is(u, W(FRESH)) || is_added(t, i, r))
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
	return sentence_count(t, W(SPORT)) > 1 || bl_sentence_has(t, W(FILM)) ||
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
	struct report other;
	size_t k;

	for (k = 0; st == BL_OK && k < sizeof(kinds) / sizeof(kinds[0]); k++) {
		if (!r->summary && bl_triggers_other(&other, t, r, kinds[k]))
			st = keep_report(t, &other);
	}
	return st;
}

static bl_status read_sentence(struct text *t, bool lead)
{
	struct report r = { .sentence = t->at };
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
	bl_triggers_read(t, &r);
	bl_tolls_find(t, &r);
	bl_triggers_settle(t, &r);
	bl_actors_find(t, &r);
	r.summary = is_summary(t, &r) || (r.n_tolls && has_period(t)) ||
		    is_question(t);
	if (!r.type && !r.n_tolls && !r.n_actors && !r.claimed && !lead)
		return BL_OK;
	r.fresh = r.use > USE_THREAT && is_fresh(t, &r);
	read_stage(t, &r);
	read_date(t, &r);
	r.summary |= is_war_toll(t, &r);
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

	if (x->sentence != y->sentence)
		return x->sentence > y->sentence ? 1 : -1;
	if (x->minor != y->minor)
		return x->minor ? 1 : -1;
	return (x->type > y->type) - (x->type < y->type);
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
