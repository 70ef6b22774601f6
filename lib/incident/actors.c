/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who did it, and who says so: groups of the lexicon where they stand as the
 * doers of what the sentence tells, and names in no list where somebody
 * "claimed responsibility".
 */
#include "incident_private.h"

#include <string.h>

#define CLAIMANT_UNITS 10
#define BLAME_UNITS 8
#define BY_UNITS 6
#define VERB_UNITS 8
#define EVENT_UNITS 6
#define DONE_UNITS 6

static struct found_actor *add_actor(struct report *r, uint32_t first,
				     uint32_t last, bl_actor_id group,
				     uint8_t status)
{
	struct found_actor *a;
	size_t i;

	for (i = 0; i < r->n_actors; i++) {
		a = &r->actor[i];
		if ((group && a->group == group) || a->first == first) {
			if (status != BL_ACTOR_REPORTED)
				a->status = status;
			return a;
		}
	}
	if (r->n_actors == REPORT_ACTORS_MAX)
		return NULL;
	a = &r->actor[r->n_actors++];
	*a = (struct found_actor){
		.group = group, .status = status, .first = first, .last = last
	};
	return a;
}

/* Is the group at i one that something is done to: "against the FMLN"? */
static bool is_undergone(const struct text *t, uint32_t i)
{
	uint32_t j = i, k;

	for (k = 0; k < 2 && j > 0; k++, j--) {
		const struct unit *u = &t->unit[j - 1];

		if (bl_unit_is(u, W(AGAINST)))
			return true;
		if (u->e->effect && u->e->frame != FRAME_PAST)
			return true;
		if (!bl_unit_is(u, W(THE)) && u->kind != UNIT_PLACE)
			break;
	}
	/* "an FMLN commander was killed" */
	return i + 2 < t->n_units && t->unit[i + 1].kind == UNIT_PEOPLE &&
	       bl_unit_is(&t->unit[i + 2], W(BE));
}

/* "carried out the attack": does an event follow the verb at i? */
static bool commits(const struct text *t, uint32_t i)
{
	uint32_t j;

	for (j = i + 1; j < t->n_units && j <= i + EVENT_UNITS; j++) {
		if (bl_unit_gap(t, &t->unit[j]) & GAP_BREAKS)
			return false;
		if (t->unit[j].e->use >= USE_ACT)
			return true;
	}
	return false;
}

/* "killed by", "the attack carried out by" */
static bool is_done(const struct text *t, uint32_t i)
{
	uint32_t j;

	for (j = i; j > 0 && i - j < DONE_UNITS; j--) {
		const struct unit *u = &t->unit[j - 1];

		if (u->e->use >= USE_ACT || u->e->effect ||
		    bl_unit_is(u, W(COMMIT)))
			return true;
		if (bl_unit_is(u, W(SAY)) || (bl_unit_gap(t, u) & GAP_BREAKS))
			return false;
	}
	return false;
}

/* "are attacking", "has been bombing", but not "were killed" */
static bool is_progressive(const struct text *t, uint32_t i)
{
	struct bl_str s;

	if (i + 1 >= t->n_units)
		return false;
	s = bl_vocab_form(t->vocab, t->word[t->unit[i + 1].first].form);
	return s.len > 4 && memcmp(s.data + s.len - 3, "ing", 3) == 0;
}

/* "members of the Taliban occupied": whatever they did, but not what was done
 * to them. */
static bool is_by_members(const struct text *t, uint32_t i)
{
	uint32_t j = i;

	if (i + 1 < t->n_units && bl_unit_is(&t->unit[i + 1], W(BE)))
		return false;
	if (j > 0 && bl_unit_is(&t->unit[j - 1], W(THE)))
		j--;
	return j > 1 && bl_unit_is(&t->unit[j - 1], W(OF)) &&
	       bl_word_is(t, t->unit[j - 2].last, "members");
}

/* Does the sentence make the group at i the doer: "by the ELN", "ELN members
 * bombed", "an FMLN attack"? */
static bool is_doer(const struct text *t, uint32_t i)
{
	bool force = t->unit[i].e->group &&
		     bl_actor_is_any_force(t->unit[i].e->group);
	uint32_t j;

	if (!force && is_by_members(t, i))
		return true;
	for (j = i; j > 0 && i - j < BY_UNITS; j--) {
		if (bl_unit_gap(t, &t->unit[j]) & GAP_BREAKS)
			break;
		if (bl_unit_is(&t->unit[j - 1], W(BY)))
			return !force || is_done(t, j - 1);
	}
	/* "according to the army, rebels attacked" */
	if (i > 0 && bl_unit_is(&t->unit[i - 1], W(SAY)) &&
	    bl_word_is(t, t->unit[i - 1].last, "to"))
		return false;
	for (j = i + 1; j < t->n_units && j <= i + VERB_UNITS; j++) {
		const struct unit *u = &t->unit[j];

		if (bl_unit_is(u, W(COMMIT)) && commits(t, j))
			return true;
		if (bl_unit_is(u, W(SAY)) || bl_word_is(t, u->first, "that") ||
		    (bl_unit_is(u, W(BE)) && !is_progressive(t, j)))
			return false;
		if (u->e->use == USE_ACT ||
		    (u->e->effect && u->e->frame <= FRAME_BASE))
			return true;
		if (u->e->use == USE_EVENT && j <= i + 2)
			return true;
	}
	return false;
}

static bool has_near(const struct text *t, uint32_t i, uint64_t words,
		     uint32_t units)
{
	uint32_t from = i > units ? i - units : 0, j;

	for (j = from; j < i + units && j < t->n_units; j++) {
		if (bl_unit_is(&t->unit[j], words))
			return true;
	}
	return false;
}

static bool is_named(const struct text *t, uint32_t word)
{
	return t->word[word].shape == SHAPE_CAPITAL ||
	       t->word[word].shape == SHAPE_UPPER;
}

/* "Army": a name that many bear. */
bool bl_actor_is_any_force(bl_actor_id group)
{
	return bl_groups[group - 1].country[0] == '-';
}

/* "Lord's Resistance Army": a force's word that ends another name. */
static bool is_in_name(const struct text *t, uint32_t i)
{
	const struct unit *u = &t->unit[i];

	/* "Zarate Willka Armed Forces": a part of that group's */
	if (i > 0 && u[-1].e->group && !bl_actor_is_any_force(u[-1].e->group) &&
	    !(bl_unit_gap(t, u) & GAP_BREAKS))
		return true;
	return i > 0 && !t->upper && u[-1].e == &bl_lexicon_nothing &&
	       u[-1].kind != UNIT_PLACE && is_named(t, u[-1].last) &&
	       !(bl_unit_gap(t, u) & GAP_BREAKS);
}

static uint8_t status_of(const struct text *t, uint32_t i)
{
	if (has_near(t, i, W(CLAIM) | W(CLAIMED_BY), CLAIMANT_UNITS))
		return BL_ACTOR_CLAIMED;
	if (has_near(t, i, W(DENY), BLAME_UNITS))
		return BL_ACTOR_DENIED;
	if (has_near(t, i, W(BLAME), BLAME_UNITS))
		return BL_ACTOR_SUSPECTED;
	return BL_ACTOR_REPORTED;
}

/* Small words inside a name: "Army of the Poor", "Jaish ul Islam". */
static bool joins_name(const struct text *t, uint32_t word)
{
	static const char *const joints[] = { "of", "the", "for", "al",
					      "de", "e",   "i",   "ul",
					      "in", "fi",  "and", "la" };
	size_t i;

	for (i = 0; i < sizeof(joints) / sizeof(joints[0]); i++) {
		if (bl_word_is(t, word, joints[i]))
			return true;
	}
	return false;
}

/* The capitalised name that ends at or before word `end`, not before `low`;
 * false when there is none of two words. */
static bool name_before(const struct text *t, uint32_t low, uint32_t end,
			uint32_t *first, uint32_t *last)
{
	uint32_t i = end, named = 0;

	while (i > low && !is_named(t, i - 1))
		i--;
	/* "the Front for Proletarian Action (FRAP)" */
	if (i > low + 1 && (t->word[i - 1].gap & GAP_OPEN))
		i--;
	if (i == low)
		return false;
	*last = i - 1;
	while (i > low && (is_named(t, i - 1) || joins_name(t, i - 1)) &&
	       (i - 1 == *last || !(t->word[i].gap & GAP_BREAKS))) {
		named += is_named(t, i - 1);
		i--;
	}
	while (i <= *last && (!is_named(t, i) || joins_name(t, i)))
		i++;
	*first = i;
	return i <= *last && named > 1;
}

/* The capitalised name that begins near word `from`. */
static bool name_after(const struct text *t, uint32_t from, uint32_t end,
		       uint32_t *first, uint32_t *last)
{
	uint32_t i = from, named = 0;

	while (i < end && i < from + 6 && (!is_named(t, i) || joins_name(t, i)))
		i++;
	if (i >= end || !is_named(t, i))
		return false;
	*first = *last = i;
	for (; i < end && (is_named(t, i) || joins_name(t, i)) &&
	       (i == *first || !(t->word[i].gap & GAP_BREAKS));
	     i++) {
		if (is_named(t, i)) {
			*last = i;
			named++;
		}
	}
	return named > 1;
}

static bool has_group(const struct text *t)
{
	uint32_t i;

	for (i = 0; i < t->n_units; i++) {
		if (t->unit[i].e->group &&
		    !(bl_actor_is_any_force(t->unit[i].e->group) &&
		      is_in_name(t, i)))
			return true;
	}
	return false;
}

static void add_name(struct report *r, uint32_t first, uint32_t last)
{
	struct found_actor *a =
		add_actor(r, first, last, BL_ACTOR_NONE, BL_ACTOR_CLAIMED);

	if (a)
		a->doer = true;
}

/* "X claimed responsibility", "no group has claimed", "claimed by X" */
static void read_claim(struct text *t, uint32_t i, struct report *r)
{
	const struct unit *u = &t->unit[i];
	uint32_t low = i > CLAIMANT_UNITS ? i - CLAIMANT_UNITS : 0, j;
	uint32_t first, last;

	for (j = low; j < i; j++) {
		if (bl_unit_is(&t->unit[j], W(NEGATION))) {
			r->claimed = BL_CLAIMED_NO;
			r->claimed_words = (struct span){ u->first, u->last };
			return;
		}
	}
	r->claimed = BL_CLAIMED_YES;
	r->claimed_words = (struct span){ u->first, u->last };
	if (has_group(t) || t->upper)
		return;
	if (bl_unit_is(u, W(CLAIMED_BY))
		    ? name_after(t, u->last + 1,
				 t->unit[t->n_units - 1].last + 1, &first,
				 &last)
		    : name_before(t, t->unit[low].first, u->first, &first,
				  &last))
		add_name(r, first, last);
}

void bl_actors_find(struct text *t, struct report *r)
{
	uint32_t i;

	for (i = 0; i < t->n_units; i++) {
		const struct unit *u = &t->unit[i];

		if (u->e->group && !is_undergone(t, i)) {
			uint8_t status = status_of(t, i);
			bool doer = is_doer(t, i) ||
				    status != BL_ACTOR_REPORTED;
			struct found_actor *a;

			if (bl_actor_is_any_force(u->e->group) &&
			    (!doer || is_in_name(t, i)))
				continue;
			a = add_actor(r, u->first, u->last, u->e->group,
				      status);
			if (a)
				a->doer |= doer;
		}
		if (u->kind == UNIT_PEOPLE && u->e->role == ROLE_ATTACKER &&
		    u->e->many && is_doer(t, i))
			r->rebels = true;
		if (bl_unit_is(u, W(CLAIM) | W(CLAIMED_BY)))
			read_claim(t, i, r);
	}
}
