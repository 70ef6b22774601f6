/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How many were killed, injured, shot, kidnapped: effects (frames.inc) and the
 * people around them.
 *
 *	passive		six people were killed; two killed in attack
 *	active		killed six people; killing two and wounding a guard
 *	own		a boy died; two guards suffered wounds
 *	state		four dead; was found dead
 *	nominal		the death of two men; four deaths; a death toll of 12
 */
#include "tolls_private.h"

#include <string.h>

#define TOLL_NUMBER_UNITS 9
#define ADVERBS_MAX 3
#define DEADLY_UNITS 8
#define SHARED_UNITS 7
#define UNREAL_UNITS 3

/* ---- verbs ---- */

enum voice { VOICE_NONE, VOICE_ACTIVE, VOICE_PASSIVE };

struct verb {
	enum voice voice;
	bool singular;        /* "was" */
	bool doubted;         /* "might be", "was not" */
	bool also;            /* "was also" */
	uint32_t subject_end; /* the unit the subject stands left of */
};

/* What may stand before a verb of something that did not happen. */
#define UNREAL (W(NEGATION) | W(MODAL) | W(TO) | W(PLAN))

/* What ends the words that may stand before an object's noun. */
#define NO_OBJECT                                                           \
	(W(BE) | W(HAVE) | W(AND) | W(OR) | W(BY) | W(IN) | W(ON) | W(TO) | \
	 W(FROM) | W(WITH) | W(AFTER) | W(WHEN) | W(WHO) | W(INCLUDING) |   \
	 W(SAY) | W(UNIT) | W(OF) | W(AGAINST) | W(NEGATION) | W(SUMMARY))

/* Does the unit behind i begin an object? */
static bool has_object(const struct text *t, uint32_t i)
{
	uint32_t end = i + 1 + LOOK_RIGHT_UNITS;

	for (i++; i < t->n_units && bl_is_adverb(t, &t->unit[i]); i++)
		;
	for (; i < t->n_units && i < end; i++) {
		const struct unit *u = &t->unit[i];

		if ((bl_unit_gap(t, u) & GAP_BREAKS) || bl_is_effect(u) ||
		    u->kind == UNIT_DATE || u->kind == UNIT_AGE)
			return u->kind == UNIT_AGE;
		if (bl_is_element(u))
			return !bl_begins_clause(t, i) || u->kind == UNIT_NAME;
		if (bl_unit_is(u, W(AT_LEAST) | W(MORE_THAN) | W(POSSESSIVE) |
					  W(DET)))
			return true;
		if (bl_unit_is(u, NO_OBJECT))
			return false;
		/* "killed the secretary of" */
		if (bl_unit_is(u, W(THE)) && i + 1 < t->n_units &&
		    t->unit[i + 1].kind == UNIT_WORD &&
		    t->unit[i + 1].e == &bl_lexicon_nothing)
			return true;
	}
	return false;
}

/* A word in -ed that we do not know. */
static bool is_participle(const struct text *t, const struct unit *u)
{
	struct bl_str s = bl_vocab_form(t->vocab, t->word[u->first].form);

	return u->kind == UNIT_WORD && u->first == u->last && !u->e->effect &&
	       s.len > 4 && memcmp(s.data + s.len - 2, "ed", 2) == 0;
}

static void read_verb(const struct text *t, uint32_t i, struct verb *v)
{
	uint32_t j = i, n;

	*v = (struct verb){ .subject_end = i };
	for (n = 0; j > 0 && n < ADVERBS_MAX; n++) {
		const struct unit *u = &t->unit[j - 1];

		if (bl_unit_gap(t, u + 1) & GAP_BREAKS)
			break;
		if (bl_unit_is(u, W(NEGATION)) && v->voice &&
		    (j < 2 || !bl_unit_is(u - 1, W(HAVE) | W(MODAL))))
			break; /* "nobody was", not "has not been" */
		if (bl_unit_is(u, UNREAL))
			v->doubted = true;
		if (bl_unit_is(u, W(BE))) {
			v->voice = VOICE_PASSIVE;
			v->singular = !bl_word_is(t, u->last, "were") &&
				      !bl_word_is(t, u->last, "are");
		} else if (bl_unit_is(u, W(HAVE))) {
			if (!v->voice)
				v->voice = VOICE_ACTIVE;
		} else if (bl_unit_is(u, W(AND)) && j > 1 &&
			   is_participle(t, u - 1)) {
			j--; /* "were engaged and" */
		} else if (bl_is_adverb(t, u)) {
			v->also |= bl_word_is(t, u->first, "also");
		} else if (!bl_unit_is(u, UNREAL)) {
			break;
		}
		j--;
	}
	v->subject_end = j;
	if (v->voice)
		return;
	if (has_object(t, i))
		v->voice = VOICE_ACTIVE;
	else if (j > 0 &&
		 (bl_is_element(&t->unit[j - 1]) ||
		  t->unit[j - 1].kind == UNIT_AGE) &&
		 !(bl_unit_gap(t, &t->unit[j]) & (GAP_BREAKS & ~GAP_COMMA)))
		v->voice = VOICE_PASSIVE;
}

/* ---- what each shape of effect counts ---- */

static void keep(struct report *r, const struct chain *c, uint8_t effect)
{
	struct found_toll *f;

	if (r->n_tolls == REPORT_TOLLS_MAX)
		return;
	f = &r->toll[r->n_tolls++];
	*f = c->toll;
	f->effect = effect;
	if (c->none)
		f->min = f->max = 0;
}

/* One person whom the text does not describe here: "he", a name. */
static void keep_one(struct report *r, const struct unit *u, uint8_t effect)
{
	struct chain c;

	bl_chain_begin(&c);
	c.toll.min = c.toll.max = 1;
	c.toll.single = c.toll.definite = true;
	c.toll.first = u->first;
	c.toll.last = u->last;
	keep(r, &c, effect);
}

/* Two effects on the same people: "was kidnapped and murdered". */
static bool shares_people(const struct text *t, uint32_t i, struct report *r)
{
	uint32_t j = i;

	if (!r->n_tolls || i < 1)
		return false;
	if (bl_unit_is(&t->unit[j - 1], W(AND) | W(OR)))
		j--;
	else if (!(bl_unit_gap(t, &t->unit[j]) & GAP_COMMA))
		return false;
	/* "was shot eleven times by a guard and killed" */
	while (j > 1 && i - j < SHARED_UNITS &&
	       !bl_is_effect(&t->unit[j - 1]) &&
	       (!bl_is_element(&t->unit[j - 1]) ||
		bl_unit_is(&t->unit[j - 2], W(BY))) &&
	       !(bl_unit_gap(t, &t->unit[j - 1]) & GAP_BREAKS))
		j--;
	return j > 0 && bl_is_effect(&t->unit[j - 1]) &&
	       t->unit[j - 1].e->frame == FRAME_PAST &&
	       r->toll[r->n_tolls - 1].last < t->unit[j - 1].first;
}

/* "stabbed a guard to death" kills. */
static uint8_t effect_at(const struct text *t, uint32_t i)
{
	uint32_t j;

	if (t->unit[i].e->effect != EFFECT_HARM &&
	    t->unit[i].e->effect != EFFECT_SHOOT)
		return t->unit[i].e->effect;
	for (j = i + 1; j < t->n_units && j < i + DEADLY_UNITS; j++) {
		if (bl_is_effect(&t->unit[j]) ||
		    (bl_unit_gap(t, &t->unit[j]) & GAP_BREAKS))
			break;
		if (bl_unit_is(&t->unit[j], W(DEADLY)))
			return EFFECT_KILL;
	}
	return t->unit[i].e->effect;
}

/* "was killed along with his driver" */
static void count_company(struct text *t, uint32_t i, struct report *r,
			  uint8_t effect)
{
	struct chain c;

	if (i + 2 < t->n_units && bl_unit_is(&t->unit[i + 1], W(AND)) &&
	    t->unit[i + 1].first < t->unit[i + 1].last &&
	    bl_is_element(&t->unit[i + 2]) && !bl_begins_clause(t, i + 2) &&
	    bl_chain_right(t, &c, i + 2))
		keep(r, &c, effect);
}

static void count_past(struct text *t, uint32_t i, struct report *r)
{
	const struct unit *u = &t->unit[i];
	uint8_t effect = effect_at(t, i);
	struct chain c;
	struct verb v;

	/* "took in the wounded, six rangers and three policemen" */
	if (i > 0 && bl_unit_is(u - 1, W(THE)) && i + 1 < t->n_units &&
	    (bl_unit_gap(t, u + 1) & (GAP_COMMA | GAP_COLON)) &&
	    u[1].kind == UNIT_PEOPLE && !bl_begins_clause(t, i + 1)) {
		if (bl_chain_right(t, &c, i + 1))
			keep(r, &c, effect);
		return;
	}
	if (shares_people(t, i, r) && !has_object(t, i)) {
		if (r->n_tolls < REPORT_TOLLS_MAX) {
			r->toll[r->n_tolls] = r->toll[r->n_tolls - 1];
			r->toll[r->n_tolls++].effect = effect;
		}
		return;
	}
	read_verb(t, i, &v);
	if (v.voice == VOICE_ACTIVE) {
		if (v.doubted)
			return;
		if (bl_chain_right(t, &c, i + 1))
			keep(r, &c, effect);
		else if (!c.n && i + 1 < t->n_units && effect == EFFECT_KILL &&
			 bl_unit_is(&t->unit[i + 1], W(DET) | W(THE)))
			keep_one(r, &t->unit[i + 1], effect);
		return;
	}
	if (v.voice != VOICE_PASSIVE)
		return;
	if (bl_chain_left(t, &c, v.subject_end, u->e->frame)) {
		c.toll.also = v.also;
		if (!v.doubted || c.none)
			keep(r, &c, effect);
		if (!v.doubted && !c.none)
			count_company(t, i, r, effect);
	} else if (v.singular && !v.doubted && v.subject_end > 0 && !c.n &&
		   !bl_unit_is(&t->unit[v.subject_end - 1], W(NEGATION))) {
		keep_one(r, &t->unit[v.subject_end - 1], effect);
	}
}

static void count_object(struct text *t, uint32_t i, struct report *r)
{
	const struct unit *u = &t->unit[i];
	struct chain c;

	if (i > 0 && u->e->frame == FRAME_BASE &&
	    bl_unit_is(u - 1, W(TO) | W(MODAL) | W(NEGATION) | W(FOIL) |
				      W(PLAN) | W(THREATEN)))
		return;
	if (u->e->effect == EFFECT_SHOOT && !has_object(t, i))
		return;
	if (bl_chain_right(t, &c, i + 1))
		keep(r, &c, u->e->effect);
}

/* "blew himself up" */
static bool is_suicide(const struct unit *u)
{
	return u->e->type == BL_TYPE_SUICIDE_BOMBING && u->e->use == USE_ACT;
}

/* The unit behind the colon that ends this clause, or t->n_units. */
static uint32_t find_colon(const struct text *t, uint32_t i)
{
	for (; i < t->n_units; i++) {
		unsigned gap = bl_unit_gap(t, &t->unit[i]);

		if (gap & GAP_COLON)
			return i;
		if (gap & GAP_BREAKS)
			break;
	}
	return t->n_units;
}

static void count_own(struct text *t, uint32_t i, struct report *r)
{
	const struct unit *u = &t->unit[i];
	struct chain c;
	struct verb v;
	bool found;

	/* "a dead drug baron" */
	if (u->e->frame == FRAME_STATE && i > 0 &&
	    bl_unit_is(u - 1, W(DET) | W(POSSESSIVE)))
		return;
	if (is_suicide(u)) {
		keep_one(r, u, u->e->effect);
		if (r->n_tolls)
			r->toll[r->n_tolls - 1].suicide = true;
		return;
	}
	read_verb(t, i, &v);
	/* "his body was found" */
	if (u->first < u->last && bl_is_possessive(t, u->first)) {
		keep_one(r, u, u->e->effect);
		return;
	}
	found = bl_chain_left(t, &c, v.subject_end, u->e->frame);
	if (!found || (v.doubted && !c.none))
		return;
	keep(r, &c, u->e->effect);
	/* "four people died: two soldiers and two of the assailants" */
	i = find_colon(t, i + 1);
	if (i < t->n_units && bl_is_element(&t->unit[i]) &&
	    bl_chain_right(t, &c, i))
		keep(r, &c, u->e->effect);
}

static bool has_before(const struct text *t, uint32_t i, uint64_t words)
{
	uint32_t j;

	for (j = i; j > 0 && i - j < UNREAL_UNITS; j--) {
		if (bl_unit_is(&t->unit[j - 1], words))
			return true;
	}
	return false;
}

/* "planning the murder of", "the possible death of", "rumours of the" */
static bool is_unreal_noun(const struct text *t, uint32_t i)
{
	return has_before(t, i, (UNREAL & ~W(TO)) | W(ALLEGE));
}

static void count_loss(struct text *t, uint32_t i, struct report *r)
{
	const struct unit *u = &t->unit[i];
	struct chain c;

	if (is_unreal_noun(t, i))
		return;
	if (bl_chain_right(t, &c, i + 1))
		keep(r, &c, u->e->effect);
	else if (!c.n && i + 1 < t->n_units && u->e->effect != EFFECT_HARM &&
		 !(bl_unit_gap(t, u + 1) & GAP_BREAKS) &&
		 t->unit[i + 1].kind == UNIT_WORD &&
		 t->word[u[1].first].shape != SHAPE_LOWER &&
		 (u[1].e == &bl_lexicon_nothing ||
		  bl_unit_is(u + 1, W(PERSONTITLE))))
		keep_one(r, u + 1, u->e->effect);
}

/* Is it somebody's, as far as can be seen: in a telegram, any word may be a
 * name? */
static bool is_of_one(const struct text *t, const struct unit *owner)
{
	return bl_unit_is_possessor(t, owner) &&
	       (owner->kind == UNIT_NAME ||
		(owner->kind == UNIT_PEOPLE && owner->max == 1) ||
		(t->upper && owner->e == &bl_lexicon_nothing));
}

/* "the mayor's murder", "the assassination in Cali of the mayor" */
static bool count_killing(struct text *t, uint32_t i, struct report *r)
{
	const struct unit *u = &t->unit[i];
	uint32_t j = i + 1;
	struct chain c;

	/* "a riot over a boy's death": it came before */
	if (i == 0 || !bl_unit_is(u, W(DEATH)) || is_unreal_noun(t, i) ||
	    bl_incident_type_is(r->type, BL_TYPE_UNREST))
		return false;
	if (is_of_one(t, u - 1)) {
		keep_one(r, u - 1, EFFECT_KILL);
		return true;
	}
	while (j + 2 < t->n_units && bl_unit_is(&t->unit[j], W(IN) | W(ON)) &&
	       (t->unit[j + 1].kind == UNIT_PLACE ||
		t->unit[j + 1].kind == UNIT_DATE))
		j += 2;
	if (j == i + 1 || !bl_unit_is(&t->unit[j], W(OF)) ||
	    !bl_chain_right(t, &c, j + 1))
		return false;
	keep(r, &c, EFFECT_KILL);
	return true;
}

/* "four fatalities", "no injuries" */
static void count_noun(struct text *t, uint32_t i, struct report *r)
{
	const struct unit *u = &t->unit[i];
	struct chain c;
	uint32_t j;

	bl_chain_begin(&c);
	for (j = i; j > 0 && j + 3 > i; j--) {
		const struct unit *before = &t->unit[j - 1];

		if (bl_unit_gap(t, before + 1) & GAP_BREAKS)
			return;
		if (before->kind == UNIT_NUMBER) {
			bl_chain_add(t, &c, before);
			break;
		}
		if (bl_unit_is(before, W(NEGATION))) {
			c.none = true;
			c.toll.first = c.toll.last = u->first;
			break;
		}
		if (before->kind != UNIT_WORD || bl_is_effect(before) ||
		    bl_unit_is(before, W(AND) | W(OR)))
			return;
	}
	/* "a rumour of two deaths" */
	if (!has_before(t, j, W(ALLEGE)) && bl_chain_end(&c))
		keep(r, &c, u->e->effect);
}

/* "the death toll rose from 10 to 12" */
static void count_toll(struct text *t, uint32_t i, struct report *r)
{
	struct chain c;
	uint32_t j;

	for (j = i + 1; j < t->n_units && j < i + TOLL_NUMBER_UNITS; j++) {
		const struct unit *u = &t->unit[j];

		if (bl_is_effect(u) || bl_unit_is(u, W(AND)))
			return;
		if (u->kind != UNIT_NUMBER && u->kind != UNIT_PEOPLE)
			continue;
		/* "a toll of one person wounded" */
		if (j + 1 < t->n_units && bl_is_effect(u + 1))
			return;
		bl_chain_begin(&c);
		bl_chain_add(t, &c, u);
		/* "rose from 10 to 12" */
		if (bl_unit_is(u - 1, W(FROM)) && u->max != BL_COUNT_UNSET)
			c.toll.min = u->max;
		if (bl_chain_end(&c))
			keep(r, &c, t->unit[i].e->effect);
		return;
	}
}

static void (*const counters[])(struct text *, uint32_t, struct report *) = {
	[FRAME_PAST] = count_past,   [FRAME_ING] = count_object,
	[FRAME_BASE] = count_object, [FRAME_OWN] = count_own,
	[FRAME_STATE] = count_own,   [FRAME_LOSS] = count_loss,
	[FRAME_COUNT] = count_noun,  [FRAME_TOLL] = count_toll,
};

void bl_tolls_find(struct text *t, struct report *r)
{
	uint32_t i;

	for (i = 0; i < t->n_units; i++) {
		const struct unit *u = &t->unit[i];

		/* what was avenged, or threatened, is another event */
		if (bl_unit_is(u, W(REVENGE)))
			break;
		if (!count_killing(t, i, r) && bl_is_effect(u))
			counters[u->e->frame](t, i, r);
		/* "there were no casualties" */
		if (u->kind == UNIT_PEOPLE && i > 0 &&
		    bl_unit_is(u - 1, W(NEGATION)) &&
		    bl_word_is(t, u->last, "casualties")) {
			struct chain c;

			bl_chain_begin(&c);
			c.none = true;
			c.toll.first = c.toll.last = u->last;
			keep(r, &c, EFFECT_KILL);
			keep(r, &c, EFFECT_HARM);
		}
	}
}
