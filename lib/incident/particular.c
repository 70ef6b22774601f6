/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Does a draft tell of one event, rather than of a kind of them?  "Murders
 * and kidnappings must end" names neither a day nor a place nor anybody.  A
 * short text has no other theme than its incident.
 */
#include "merge_private.h"

#define SHORT_SENTENCES 5
#define LEAD_SENTENCES 4
/* Points, by a logistic fit on half of gold_muc, rounded; the rest are 1. */
#define PARTICULAR_POINTS 6
#define KIND_POINTS 3 /* for "bombing", not for "attack" */
#define BRIEF_POINTS 3
#define HARM_POINTS 2
#define MENTION_POINTS 3
/* What happened longer ago, and has no more reports, is no news. */
#define HISTORY_DAYS 365
#define HISTORY_REPORTS 2
#define MONTH_DAYS 31
/* Targets that are things more often than people. */
#define TARGET_SET(name) ((bl_category_set)1 << TARGET_##name)
#define THING_TARGETS                                                     \
	(TARGET_SET(RELIGIOUS) | TARGET_SET(SCHOOL) | TARGET_SET(MEDIA) | \
	 TARGET_SET(BUSINESS) | TARGET_SET(UTILITY) |                     \
	 TARGET_SET(INFRASTRUCTURE) | TARGET_SET(DIPLOMAT))

/* Does it say that something happened?  A lead may only say when and where. */
static bool is_telling(const struct report *r)
{
	return r->use > USE_HINT || r->n_tolls;
}

/* Is a town named, or even by a report that tells what happened there? */
static bool is_placed(const struct text *t, const struct draft *d, bool told)
{
	size_t i, k;

	for (i = 0; i < d->n_reports; i++) {
		const struct report *r = bl_draft_report(t, d, i);

		if (told && !is_telling(r))
			continue;
		for (k = 0; k < r->n_places; k++) {
			const struct found_place *p = &t->place[r->place[k]];

			if (!p->dateline && !p->adjective &&
			    bl_found_place_precision(p) == BL_PRECISION_CITY)
				return true;
		}
	}
	return false;
}

/* "Attack", "clash": words that are also used of wars and of politics. */
static bool is_vague_type(bl_incident_type type)
{
	return type == BL_TYPE_NONE || type == BL_TYPE_ATTACK ||
	       type == BL_TYPE_ARMED_ATTACK || type == BL_TYPE_CLASH ||
	       type == BL_TYPE_COUP || type == BL_TYPE_TRAFFICKING ||
	       type == BL_TYPE_EXPLOSION || type == BL_TYPE_PROTEST;
}

/* All reports of it name kinds of events: "murders", "the attacks". */
static bool is_plural(const struct text *t, const struct draft *d)
{
	size_t i;

	for (i = 0; i < d->n_reports; i++) {
		const struct report *r = bl_draft_report(t, d, i);

		if (r->use > USE_HINT && !r->plural)
			return false;
	}
	return true;
}

static const struct report *first_telling(const struct text *t,
					  const struct draft *d)
{
	size_t i = 0;

	while (i + 1 < d->n_reports && !is_telling(bl_draft_report(t, d, i)))
		i++;
	return bl_draft_report(t, d, i);
}

/* Does it say when, to so many days, and not of when somebody spoke? */
static bool has_date(const struct bl_incident *out, const struct draft *d,
		     bl_day days)
{
	return out->dated && out->to - out->from < days &&
	       d->date_cost < WEAK_DATE_COST;
}

bool bl_is_long_ago(const struct text *t, uint32_t date)
{
	return date && t->today != DAY_UNSET &&
	       t->date[date - 1].to < t->today - HISTORY_DAYS;
}

/* "The 1980 assassination of": told in passing, long after. */
static bool is_history(const struct bl_incident *out, const struct text *t,
		       const struct draft *d)
{
	if (is_placed(t, d, true) && has_date(out, d, MONTH_DAYS))
		return false;
	return bl_is_long_ago(t, d->date) && d->n_reports <= HISTORY_REPORTS &&
	       first_telling(t, d)->sentence >= LEAD_SENTENCES;
}

/* "He was linked to the murder of a judge", far down: one that readers are
 * taken to know of. */
static bool is_mention(const struct text *t, const struct draft *d)
{
	size_t i, n = 0;

	for (i = 0; i < d->n_reports; i++) {
		const struct report *r = bl_draft_report(t, d, i);

		if (r->use == USE_ACT)
			return false;
		n += is_telling(r);
	}
	return n == 1 && first_telling(t, d)->sentence >= LEAD_SENTENCES;
}

/* The most of the killed, the injured and the kidnapped. */
static int32_t most_harmed(const struct bl_incident *out)
{
	int32_t most = out->killed.min;

	if (out->injured.min > most)
		most = out->injured.min;
	return out->kidnapped.min > most ? out->kidnapped.min : most;
}

/*
 * What needs no weighing: the title names it, and a town is named; or people
 * came to harm, and the article opens with it or says when and where, as news
 * does of what it is reminded of.  One who died of nothing that is told may
 * have died in bed.
 */
static bool is_concrete(const struct bl_incident *out, const struct text *t,
			const struct draft *d)
{
	const struct report *first = first_telling(t, d);
	bool lead = first->sentence < LEAD_SENTENCES;
	bool placed = is_placed(t, d, true);
	int32_t harmed = most_harmed(out);

	if (placed && t->sentence[first->sentence].in_title &&
	    first->use > USE_HINT && !first->plural)
		return true;
	if (harmed <= 0)
		return false;
	if (harmed == 1 && !out->n_types)
		return lead && placed && has_date(out, d, 1);
	if (lead)
		return true;
	if (harmed == 1)
		return placed && has_date(out, d, 1);
	return (placed || out->n_types) && has_date(out, d, MONTH_DAYS);
}

bool bl_draft_is_particular(const struct bl_incident *out, const struct text *t,
			    const struct draft *d)
{
	const struct report *first = first_telling(t, d);
	bool plural = is_plural(t, d);
	bool day = has_date(out, d, 1);
	bool harm = most_harmed(out) > 0;
	bool brief = t->n_sentences < SHORT_SENTENCES;
	int points = 0;

	if (is_concrete(out, t, d))
		return true;
	if (!harm && is_history(out, t, d))
		return false;
	points += harm ? HARM_POINTS : 0;
	points += day;
	points += day && d->date_cost < NEAR_DATE_COST;
	points += is_placed(t, d, false);
	points += !plural && is_placed(t, d, true);
	points += is_vague_type(out->types[0]) ? 0 : KIND_POINTS;
	points += !plural;
	points += first->sentence < LEAD_SENTENCES;
	points += first->definite;
	points += out->claimed == BL_CLAIMED_YES;
	points += (out->targets & THING_TARGETS) != 0;
	points += brief && (harm || !plural) ? BRIEF_POINTS : 0;
	points -= is_mention(t, d) ? MENTION_POINTS : 0;
	return points >= PARTICULAR_POINTS;
}
