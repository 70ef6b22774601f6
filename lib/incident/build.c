/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * An incident, of the reports that were found to speak of it.
 */
#include "merge_private.h"

#include <string.h>

/* What the first report of an incident says weighs more than later ones. */
#define FIRST_WEIGHT 3
#define LEAD_REPORTS 3

void bl_add_evidence(struct bl_incident *i, const struct text *t,
		     enum bl_incident_value value, unsigned index,
		     struct span words)
{
	struct bl_evidence *e;

	if (i->n_evidence == BL_INCIDENT_EVIDENCE_MAX)
		return;
	e = &i->evidence[i->n_evidence++];
	e->value = (uint8_t)value;
	e->index = (uint8_t)index;
	e->in_title = words.first < t->n_title;
	e->start = t->word[words.first].start;
	e->end = t->word[words.last].end;
}

const struct report *bl_draft_report(const struct text *t,
				     const struct draft *d, size_t i)
{
	return &t->report[d->report[i]];
}

/* ---- type ---- */

static bool is_told(const struct text *t, const struct draft *d)
{
	size_t i;

	for (i = 0; i < d->n_reports; i++) {
		if (bl_draft_report(t, d, i)->use > USE_HINT)
			return true;
	}
	return false;
}

static void weigh_types(unsigned weight[BL_TYPE_END], const struct text *t,
			const struct draft *d)
{
	size_t i;

	memset(weight, 0, BL_TYPE_END * sizeof(*weight));
	for (i = 0; i < d->n_reports; i++) {
		const struct report *r = bl_draft_report(t, d, i);
		unsigned w = i == 0 ? FIRST_WEIGHT : i < LEAD_REPORTS ? 2 : 1;

		weight[r->type] += r->use * w;
		weight[r->hint] += w;
	}
	weight[BL_TYPE_NONE] = 0;
}

/* What a type and the groups above it weigh together. */
static unsigned weight_of(const unsigned weight[BL_TYPE_END],
			  bl_incident_type type)
{
	bl_incident_type chain[BL_INCIDENT_TYPES_MAX];
	size_t n = bl_incident_type_chain(chain, BL_INCIDENT_TYPES_MAX, type);
	unsigned sum = 0;

	while (n--)
		sum += weight[chain[n]];
	return sum;
}

/* Is the type told of so little that the one above it says more?  Groups at
 * the top ("attack") go with every one below them. */
static bool is_mere_detail(const unsigned weight[BL_TYPE_END],
			   bl_incident_type type)
{
	bl_incident_type chain[3];

	return !weight[type] || (bl_incident_type_chain(chain, 3, type) == 3 &&
				 weight[type] * 5 < weight[chain[1]]);
}

static bl_incident_type choose_type(const struct text *t, const struct draft *d)
{
	unsigned weight[BL_TYPE_END], best = 0, w;
	bl_incident_type type = BL_TYPE_NONE, i;

	weigh_types(weight, t, d);
	/* an explosion is a bombing where somebody did it */
	if (weight[BL_TYPE_EXPLOSION] &&
	    (weight_of(weight, BL_TYPE_BOMBING) ||
	     weight[BL_TYPE_SUICIDE_BOMBING] || weight[BL_TYPE_CAR_BOMBING])) {
		weight[BL_TYPE_BOMBING] += weight[BL_TYPE_EXPLOSION];
		weight[BL_TYPE_EXPLOSION] = 0;
	}
	if (weight[BL_TYPE_AIRSTRIKE]) {
		weight[BL_TYPE_AIRSTRIKE] += weight[BL_TYPE_BOMBING];
		weight[BL_TYPE_BOMBING] = 0;
	}
	for (i = 1; i < BL_TYPE_END; i++) {
		w = is_mere_detail(weight, i) ? 0 : weight_of(weight, i);
		if (w > best ||
		    (w == best && w && bl_incident_type_is(i, type))) {
			best = w;
			type = i;
		}
	}
	return type;
}

static bool set_types(struct bl_incident *out, const struct text *t,
		      const struct draft *d)
{
	bl_incident_type type = is_told(t, d) ? choose_type(t, d)
					      : BL_TYPE_NONE;
	size_t i;

	out->n_types =
		bl_incident_type_chain(out->types, BL_INCIDENT_TYPES_MAX, type);
	for (i = 0; type && i < d->n_reports; i++) {
		const struct report *r = bl_draft_report(t, d, i);
		struct span words = bl_incident_type_is(type, r->type)
					    ? r->type_words
					    : r->hint_words;

		if (!bl_incident_type_is(type, r->type) && r->hint != type)
			continue;
		bl_add_evidence(out, t, BL_VALUE_TYPE, 0, words);
		break;
	}
	return out->n_types > 0;
}

/* ---- date, places ---- */

static void set_date(struct bl_incident *out, const struct text *t,
		     const struct draft *d)
{
	const struct found_date *date;

	if (!d->date)
		return;
	date = &t->date[d->date - 1];
	out->dated = true;
	out->from = date->from;
	out->to = date->to;
	out->date_text = bl_text_words(t, date->first, date->last);
	bl_add_evidence(out, t, BL_VALUE_DATE, 0,
			(struct span){ date->first, date->last });
}

static bool has_place(const struct bl_incident *out, uint32_t id)
{
	size_t i;

	for (i = 0; i < out->n_places; i++) {
		if (id && out->place[i].id == id)
			return true;
	}
	return false;
}

static void add_place(struct bl_incident *out, const struct text *t,
		      const struct found_place *p)
{
	if (out->n_places == BL_INCIDENT_PLACES_MAX || has_place(out, p->id))
		return;
	bl_add_evidence(out, t, BL_VALUE_PLACE, (unsigned)out->n_places,
			(struct span){ p->first, p->last });
	bl_incident_place_set(&out->place[out->n_places++], t, p);
}

/* The sorts of places, those that say most first. */
enum place_sort { SORT_TOWN, SORT_BARE, SORT_ADMIN, SORT_COUNTRY, PLACE_SORTS };

static enum place_sort sort_of(const struct found_place *p)
{
	if (p->bare)
		return SORT_BARE;
	switch (bl_found_place_precision(p)) {
	case BL_PRECISION_ADMIN:
		return SORT_ADMIN;
	case BL_PRECISION_COUNTRY:
		return SORT_COUNTRY;
	default:
		return SORT_TOWN;
	}
}

/* Places of one sort, those of the first reports first. */
static void add_places(struct bl_incident *out, const struct text *t,
		       const struct draft *d, enum place_sort sort,
		       size_t reports)
{
	size_t i, k;

	for (i = 0; i < d->n_reports && i < reports; i++) {
		const struct report *r = bl_draft_report(t, d, i);

		for (k = 0; k < r->n_places; k++) {
			const struct found_place *p = &t->place[r->place[k]];

			if (!p->dateline && !p->adjective && sort_of(p) == sort)
				add_place(out, t, p);
		}
	}
}

/* The place whose country the article names most often; NULL: none. */
static const struct found_place *main_country(const struct text *t)
{
	const struct found_place *best = NULL;
	unsigned most = 0, n;
	uint16_t i, j;

	/* no country is named more often by its places from the second on, nor
	 * by fewer places than that */
	for (i = 0; i + most < t->n_places; i++) {
		uint32_t country = bl_place_country(t->place[i].id);

		for (n = 0, j = i; country && j < t->n_places; j++)
			n += bl_place_country(t->place[j].id) == country;
		if (n > most) {
			most = n;
			best = &t->place[i];
		}
	}
	return best;
}

/* Where nothing says where: in the country that it all is about. */
static void add_main_country(struct bl_incident *out, const struct text *t)
{
	const struct found_place *p = main_country(t);
	struct found_place country;

	if (!p)
		return;
	country = *p;
	country.id = bl_place_country(p->id);
	add_place(out, t, &country);
}

/* A place without an id lies where the others do. */
static void complete_bare(struct bl_incident *out, const struct text *t)
{
	const struct bl_incident_place *known = NULL;
	size_t i;

	for (i = 0; i < out->n_places && !known; i++) {
		if (out->place[i].id)
			known = &out->place[i];
	}
	if (!known && out->n_places) {
		i = out->n_places;
		add_main_country(out, t);
		known = out->n_places > i ? &out->place[i] : NULL;
	}
	for (i = 0; known && i < out->n_places; i++) {
		if (out->place[i].id)
			continue;
		out->place[i].country = known->country;
		out->place[i].country_name = known->country_name;
	}
}

/* A paper's own town: not where a telegram was sent from. */
static void add_dateline(struct bl_incident *out, const struct text *t)
{
	uint16_t i;

	for (i = 0; i < t->n_places; i++) {
		if (t->place[i].dateline)
			add_place(out, t, &t->place[i]);
	}
}

static void set_places(struct bl_incident *out, const struct text *t,
		       const struct draft *d)
{
	unsigned sort;

	add_places(out, t, d, SORT_TOWN, 1);
	if (!out->n_places && !t->upper)
		add_dateline(out, t);
	if (!out->n_places)
		add_places(out, t, d, SORT_BARE, 1);
	if (!out->n_places)
		add_places(out, t, d, SORT_TOWN, LEAD_REPORTS);
	if (!out->n_places)
		add_places(out, t, d, SORT_BARE, LEAD_REPORTS);
	if (!out->n_places)
		add_places(out, t, d, SORT_TOWN, d->n_reports);
	for (sort = SORT_ADMIN; sort < PLACE_SORTS; sort++)
		add_places(out, t, d, (enum place_sort)sort, LEAD_REPORTS);
	if (!out->n_places)
		add_main_country(out, t);
	complete_bare(out, t);
}

/* ---- the rest ---- */

static void set_things(struct bl_incident *out, const struct text *t,
		       const struct draft *d)
{
	size_t i;

	for (i = 0; i < d->n_reports; i++) {
		const struct report *r = bl_draft_report(t, d, i);

		if (r->weapons && !out->weapons)
			bl_add_evidence(out, t, BL_VALUE_WEAPON, 0,
					r->weapon_words);
		out->weapons |= r->weapons;
		if (i >= LEAD_REPORTS)
			continue;
		if (r->targets && !out->targets)
			bl_add_evidence(out, t, BL_VALUE_TARGET, 0,
					r->target_words);
		out->targets |= r->targets;
		if (i == 0 && r->stage) {
			out->stage = (enum bl_incident_stage)r->stage;
			bl_add_evidence(out, t, BL_VALUE_STAGE, 0,
					r->stage_words);
		}
	}
	for (i = 0; i < d->n_reports && !out->claimed; i++) {
		const struct report *r = bl_draft_report(t, d, i);

		if (!r->claimed)
			continue;
		out->claimed = (enum bl_claimed)r->claimed;
		bl_add_evidence(out, t, BL_VALUE_CLAIMED, 0, r->claimed_words);
	}
}

/* How much is known, and whether the lead says it. */
static double confidence(const struct bl_incident *out, const struct text *t,
			 const struct draft *d)
{
	double c = 0.2;

	c += out->dated ? 0.15 : 0;
	c += out->n_places ? 0.15 : 0;
	c += out->killed.min != BL_COUNT_UNSET ||
			     out->injured.min != BL_COUNT_UNSET ||
			     out->kidnapped.min != BL_COUNT_UNSET
		     ? 0.2
		     : 0;
	c += out->n_actors || out->targets ? 0.1 : 0;
	c += bl_draft_report(t, d, 0)->sentence < 3 ? 0.1 : 0;
	c += d->n_reports > 2 ? 0.1 : 0;
	return c;
}

bool bl_draft_build(struct bl_incident *out, const struct text *t,
		    const struct draft *d)
{
	bool typed = set_types(out, t, d);

	set_things(out, t, d);
	bl_draft_totals(out, t, d);
	if (!typed && out->killed.min <= 0 && out->injured.min <= 0)
		return false;
	set_date(out, t, d);
	set_places(out, t, d);
	bl_draft_actors(out, t, d);
	out->confidence = confidence(out, t, d);
	return bl_draft_is_particular(out, t, d);
}
