/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From what sentences say of the dead and hurt to one figure each: a total in
 * the lead holds, later parts of it add nothing, "three others" add to it, and
 * single persons count where no total is told.
 */
#include "merge_private.h"

struct sum {
	struct bl_toll toll;
	bool total; /* from a figure for several people */
	bool other; /* "another man": not the one told of before */
	uint32_t first, last;
	uint32_t sentence;
	bool suicide; /* an attacker died by his own hand */
};

static void sum_take(struct sum *s, const struct found_toll *f,
		     uint32_t sentence)
{
	uint32_t i;

	s->toll.min = f->min;
	s->toll.max = f->max;
	s->toll.attackers = f->attackers ? f->attackers : BL_COUNT_UNSET;
	s->toll.n_parts = f->n_parts;
	for (i = 0; i < f->n_parts; i++)
		s->toll.part[i] = f->part[i];
	s->first = f->first;
	s->last = f->last;
	s->sentence = sentence;
	s->total = !f->single;
	s->other = f->other || f->also;
}

static void sum_add(struct sum *s, const struct found_toll *f)
{
	uint32_t i;

	s->toll.min += f->min;
	if (s->toll.max != BL_COUNT_UNSET)
		s->toll.max = f->max == BL_COUNT_UNSET ? BL_COUNT_UNSET
						       : s->toll.max + f->max;
	if (f->attackers)
		s->toll.attackers = (s->toll.attackers == BL_COUNT_UNSET
					     ? 0
					     : s->toll.attackers) +
				    f->attackers;
	for (i = 0; i < f->n_parts && s->toll.n_parts < BL_INCIDENT_PARTS_MAX;
	     i++)
		s->toll.part[s->toll.n_parts++] = f->part[i];
	s->last = f->last > s->last ? f->last : s->last;
}

/* The same figure again, perhaps with what it is made of. */
static void sum_detail(struct sum *s, const struct found_toll *f)
{
	uint32_t i;

	if (f->attackers && s->toll.attackers == BL_COUNT_UNSET)
		s->toll.attackers = f->attackers;
	if (f->n_parts <= s->toll.n_parts)
		return;
	s->toll.n_parts = f->n_parts;
	for (i = 0; i < f->n_parts; i++)
		s->toll.part[i] = f->part[i];
}

static int32_t upper_of(const struct found_toll *f)
{
	return f->max > f->min ? f->max : f->min;
}

static void sum_next(struct sum *s, const struct found_toll *f,
		     uint32_t sentence, bool lead)
{
	bool empty = s->toll.min == BL_COUNT_UNSET;

	if (empty || (s->toll.min == 0 && f->min > 0)) {
		sum_take(s, f, sentence);
		return;
	}
	if (f->min == 0)
		return;
	if (f->min == s->toll.min && s->total && !f->single) {
		sum_detail(s, f);
		return;
	}
	if (sentence == s->sentence && f->first > s->last && !f->definite) {
		sum_add(s, f);
		return;
	}
	if (f->also) {
		sum_add(s, f);
		return;
	}
	if (!s->total && !f->single && upper_of(f) > s->toll.min) {
		sum_take(s, f, sentence); /* a total replaces its parts */
		return;
	}
	if (lead && s->total && !f->single && f->min > s->toll.min)
		sum_take(s, f, sentence);
}

static void read_effect(struct sum *s, const struct text *t,
			const struct draft *d, unsigned effect)
{
	size_t i, k;

	*s = (struct sum){ .toll = { .min = BL_COUNT_UNSET,
				     .max = BL_COUNT_UNSET,
				     .attackers = BL_COUNT_UNSET } };
	for (i = 0; i < d->n_reports; i++) {
		const struct report *r = &t->report[d->report[i]];

		for (k = 0; k < r->n_tolls; k++) {
			if (r->toll[k].effect != effect)
				continue;
			s->suicide |= r->toll[k].suicide;
			if (!r->toll[k].suicide || !r->toll[k].single)
				sum_next(s, &r->toll[k], r->sentence, i < 3);
		}
	}
}

static void set_toll(struct bl_incident *out, struct bl_toll *toll,
		     const struct text *t, const struct sum *s,
		     enum bl_incident_value value)
{
	*toll = s->toll;
	if (s->toll.min != BL_COUNT_UNSET)
		bl_add_evidence(out, t, value, 0,
				(struct span){ s->first, s->last });
}

/* Those who were shot and are not dead were hurt. */
static void add_shot(struct sum *harm, const struct sum *kill,
		     const struct sum *shot)
{
	int32_t dead = kill->toll.min > 0 ? kill->toll.min : 0;

	/* one who was taken to hospital, and died there */
	if (dead == 1 && harm->toll.min == 1 && !harm->total && !harm->other &&
	    harm->sentence != kill->sentence)
		harm->toll.min = harm->toll.max = BL_COUNT_UNSET;
	if (shot->toll.min == BL_COUNT_UNSET || shot->toll.min <= dead)
		return;
	/* a figure for the hurt holds, but not that for one of them */
	if (harm->toll.min > 0 && (harm->total || !shot->total ||
				   shot->toll.min - dead <= harm->toll.min))
		return;
	*harm = *shot;
	harm->toll.min -= dead;
	if (harm->toll.max != BL_COUNT_UNSET)
		harm->toll.max -= dead;
	harm->toll.n_parts = 0;
}

/* A bomber who died with his victims: the text leaves open whether its figure
 * has him in it, unless it says so. */
static void add_bomber(struct sum *kill, const struct bl_incident *out)
{
	bool bombing =
		bl_incident_type_is(out->types[0], BL_TYPE_SUICIDE_BOMBING);

	if (!bombing && !kill->suicide)
		return;
	if (kill->toll.min <= 0) {
		if (kill->suicide || out->stage <= BL_STAGE_ATTEMPTED)
			kill->toll.min = kill->toll.max = kill->toll.attackers =
				1;
	} else if (kill->toll.max != BL_COUNT_UNSET &&
		   kill->toll.attackers == BL_COUNT_UNSET) {
		kill->toll.max++;
	}
	if (kill->suicide && kill->toll.attackers == BL_COUNT_UNSET)
		kill->toll.attackers = 1;
}

void bl_draft_totals(struct bl_incident *out, const struct text *t,
		     const struct draft *d)
{
	struct sum kill, harm, shot, taken;

	read_effect(&kill, t, d, EFFECT_KILL);
	read_effect(&harm, t, d, EFFECT_HARM);
	read_effect(&shot, t, d, EFFECT_SHOOT);
	read_effect(&taken, t, d, EFFECT_TAKE);
	add_bomber(&kill, out);
	add_shot(&harm, &kill, &shot);
	set_toll(out, &out->killed, t, &kill, BL_VALUE_KILLED);
	set_toll(out, &out->injured, t, &harm, BL_VALUE_INJURED);
	set_toll(out, &out->kidnapped, t, &taken, BL_VALUE_KIDNAPPED);
}
