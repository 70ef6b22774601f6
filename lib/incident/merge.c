/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which reports speak of one incident.  News goes on with what it began:
 * a report belongs to the incident before it unless its date, its place or
 * its kind says otherwise.
 */
#include "merge_private.h"

#include <string.h>

/* A report without a type belongs to an incident told shortly before. */
#define NEAR_SENTENCES 6
/* What a lead says of time and place holds for what is told so soon. */
#define LEAD_NEAR_SENTENCES 2
/* What is said to have happened longer ago than that is another matter. */
#define STATEMENT_DAYS 365

/* Which of the kinds that are never one event, 0: none of them. */
static unsigned kind_of(bl_incident_type type)
{
	static const bl_incident_type kinds[] = {
		BL_TYPE_KIDNAPPING, BL_TYPE_ROBBERY, BL_TYPE_ARSON,
		BL_TYPE_HIJACKING,  BL_TYPE_UNREST,  BL_TYPE_DISASTER,
		BL_TYPE_ACCIDENT,   BL_TYPE_BOMBING, BL_TYPE_AIRSTRIKE,
		BL_TYPE_SHELLING,
	};
	unsigned i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (bl_incident_type_is(type, kinds[i]))
			return i + 1;
	}
	return 0;
}

/* Shots may come with a bomb. */
static bool is_armed(bl_incident_type type)
{
	return bl_incident_type_is(type, BL_TYPE_ARMED_ATTACK) ||
	       type == BL_TYPE_CLASH;
}

static bool types_fit(bl_incident_type a, bl_incident_type b)
{
	unsigned x = kind_of(a), y = kind_of(b);

	if (a == BL_TYPE_EXPLOSION || b == BL_TYPE_EXPLOSION ||
	    a == BL_TYPE_FIRE || b == BL_TYPE_FIRE)
		return true;
	if (x == y)
		return true;
	if (x && y)
		return false;
	if (!a || !b || a == BL_TYPE_ATTACK || b == BL_TYPE_ATTACK)
		return true;
	return (x == kind_of(BL_TYPE_BOMBING) ||
		y == kind_of(BL_TYPE_BOMBING)) &&
	       is_armed(x ? b : a);
}

static bool dates_fit(const struct text *t, const struct draft *d,
		      const struct report *r)
{
	const struct found_date *x, *y;
	bl_day apart = 1;

	if (!d->date || !r->date)
		return true;
	/* a statement is made soon after, or some time; the day told with
	 * "the attack" may be another's */
	if (r->definite && r->date_cost >= NEAR_DATE_COST)
		return true;
	if (r->definite || d->date_cost >= WEAK_DATE_COST ||
	    r->date_cost >= WEAK_DATE_COST)
		apart = STATEMENT_DAYS;
	/* both days are told beside what happened */
	if (!r->definite && d->date_cost < NEAR_DATE_COST &&
	    r->date_cost < NEAR_DATE_COST)
		apart = 0;
	x = &t->date[d->date - 1];
	y = &t->date[r->date - 1];
	return x->from <= y->to + apart && y->from <= x->to + apart;
}

/* The first place of a report that is a town: index + 1, or 0. */
static uint16_t town_of(const struct text *t, const struct report *r)
{
	size_t i;

	for (i = 0; i < r->n_places; i++) {
		const struct found_place *p = &t->place[r->place[i]];

		if (!p->adjective && !p->dateline &&
		    bl_found_place_precision(p) == BL_PRECISION_CITY)
			return (uint16_t)(r->place[i] + 1);
	}
	return 0;
}

static bool fits(const struct text *t, const struct draft *d,
		 const struct report *r)
{
	uint16_t town = town_of(t, r);

	if (!d->type)
		return r->sentence - d->last <= LEAD_NEAR_SENTENCES;
	if (!r->type)
		return r->sentence - d->last <= NEAR_SENTENCES;
	if (r->fresh || !types_fit(d->type, r->type))
		return false;
	/* a title and the lead speak of the same */
	if (d->n_reports == 1 && t->sentence[d->last].in_title)
		return true;
	if (!dates_fit(t, d, r))
		return false;
	if (r->definite)
		return true;
	return !town || !d->place ||
	       bl_places_fit(t, (uint16_t)(town - 1), (uint16_t)(d->place - 1));
}

/* Is the report's date better: that of the event and not of a statement, or
 * a day of the weekend that was told before? */
static bool betters(const struct text *t, const struct draft *d,
		    const struct report *r)
{
	const struct found_date *a = &t->date[d->date - 1];
	const struct found_date *b = &t->date[r->date - 1];

	if (r->date_cost >= WEAK_DATE_COST)
		return false;
	return d->date_cost >= WEAK_DATE_COST ||
	       (a->from <= b->from && b->to <= a->to &&
		b->to - b->from < a->to - a->from);
}

static void take(const struct text *t, struct draft *d, uint16_t i)
{
	const struct report *r = &t->report[i];

	if (d->n_reports == DRAFT_REPORTS_MAX)
		return;
	d->report[d->n_reports++] = i;
	d->last = r->sentence;
	if (r->date && (!d->date || betters(t, d, r))) {
		d->date = r->date;
		d->date_cost = r->date_cost;
	}
	if (!d->place)
		d->place = town_of(t, r);
	if (!d->type || (bl_incident_type_is(r->type, d->type)))
		d->type = r->type;
}

/* Does the report, by itself, tell that something happened? */
static bool tells(const struct report *r)
{
	return r->use > USE_HINT && !r->summary;
}

static bl_status gather(struct draft **drafts, size_t *n, struct text *t)
{
	struct draft *all =
		bl_arena_calloc(t->arena, BL_INCIDENTS_MAX, sizeof(*all));
	uint16_t i;
	size_t k;

	*n = 0;
	*drafts = all;
	if (!all)
		return bl_fail_nomem(t->err);
	for (i = 0; i < t->n_reports; i++) {
		const struct report *r = &t->report[i];

		if (r->summary)
			continue;
		/* the latest that fits; the first one is the main one */
		for (k = *n; k > 0; k--) {
			if (fits(t, &all[k - 1], r))
				break;
		}
		if (k > 0) {
			take(t, &all[k - 1], i);
		} else if (*n < BL_INCIDENTS_MAX && (tells(r) || *n == 0)) {
			take(t, &all[(*n)++], i);
		}
	}
	return BL_OK;
}

bl_status bl_merge_drafts(struct bl_incidents *out, struct text *t)
{
	struct draft *drafts;
	size_t n, i;
	bl_status st;

	bl_places_choose(t);
	st = gather(&drafts, &n, t);
	if (st < 0 || n == 0)
		return st;
	out->item = bl_arena_calloc(t->arena, n, sizeof(*out->item));
	if (!out->item)
		return bl_fail_nomem(t->err);
	for (i = 0; i < n; i++) {
		if (bl_draft_build(&out->item[out->n], t, &drafts[i]))
			out->n++;
		else
			memset(&out->item[out->n], 0, sizeof(*out->item));
	}
	return BL_OK;
}
