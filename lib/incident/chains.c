/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Chains: people side by side, before a verb or behind it, added up: "two
 * soldiers and two militants", "the mayor of Cali and his driver".
 */
#include "tolls_private.h"

#include <string.h>

#define LOOK_LEFT_UNITS 14
#define APPOSITION_UNITS 8
#define CLAUSE_UNITS 20
/* What may stand before a name inside a phrase: "the courier service DHL". */
#define NAME_WORDS \
	(W(THE) | W(ABOUT) | W(ORGANIZATION) | W(PLACENOUN) | W(SIDE))

bool bl_is_element(const struct unit *u)
{
	return u->kind == UNIT_PEOPLE || u->kind == UNIT_NUMBER ||
	       u->kind == UNIT_NAME;
}

bool bl_is_effect(const struct unit *u)
{
	return u->kind == UNIT_WORD && u->e->effect;
}

bool bl_is_adverb(const struct text *t, const struct unit *u)
{
	struct bl_str s;

	if (u->kind != UNIT_WORD || u->first != u->last)
		return false;
	s = bl_vocab_form(t->vocab, t->word[u->first].form);
	if (s.len > 4 && memcmp(s.data + s.len - 2, "ly", 2) == 0)
		return true;
	return bl_word_is(t, u->first, "also") ||
	       bl_word_is(t, u->first, "later") ||
	       bl_word_is(t, u->first, "all") ||
	       bl_word_is(t, u->first, "both") ||
	       bl_word_is(t, u->first, "apparently");
}

void bl_chain_add(const struct text *t, struct chain *c, const struct unit *u)
{
	struct found_toll *f = &c->toll;
	struct bl_toll_part *part;

	if (!c->n || u->first < f->first)
		f->first = u->first;
	if (!c->n || u->last > f->last)
		f->last = u->last;
	c->n++;
	f->other |= u->other || bl_is_possessive(t, u->first) ||
		    (bl_unit_gap(t, u) & GAP_POSSESSIVE);
	f->definite |= u->definite;
	if (u->min == BL_COUNT_UNSET) {
		c->unknown = true;
		return;
	}
	f->min = (f->min == BL_COUNT_UNSET ? 0 : f->min) + u->min;
	if (u->max == BL_COUNT_UNSET)
		c->unknown = true;
	else
		f->max = (f->max == BL_COUNT_UNSET ? 0 : f->max) + u->max;
	if (u->kind == UNIT_PEOPLE && u->e->role == ROLE_ATTACKER)
		f->attackers += u->min;
	if (bl_word_is(t, u->last, "himself") ||
	    bl_word_is(t, u->last, "herself")) {
		f->attackers += u->min;
		f->suicide = true;
	}
	if (f->n_parts < BL_INCIDENT_PARTS_MAX && u->kind == UNIT_PEOPLE) {
		part = &f->part[f->n_parts++];
		part->people = bl_text_words(t, u->first, u->last);
		part->count = u->min;
	}
}

/* "a representative in Baghdad and imam of the mosque": one man still. */
static bool is_second_office(const struct text *t, uint32_t i)
{
	const struct unit *u = &t->unit[i];

	return i > 1 && u->kind == UNIT_PEOPLE && !u->e->many && !u->counted &&
	       !u->definite && !u->named && u->first == u->last &&
	       bl_unit_is(u - 1, W(AND)) && !bl_is_element(u - 2) &&
	       (u->e->role == ROLE_GOVERNMENT || u->e->role == ROLE_RELIGIOUS ||
		bl_word_is(t, u->last, "leader"));
}

void bl_chain_begin(struct chain *c)
{
	*c = (struct chain){ .toll = { .min = BL_COUNT_UNSET,
				       .max = BL_COUNT_UNSET } };
}

/* "six people, four soldiers and two guards": all, and then all of them. */
static bool is_whole(const struct text *t, const struct chain *c,
		     const struct unit *u)
{
	int32_t rest = c->toll.min - u->min;

	return c->n > 1 && u->kind == UNIT_PEOPLE && u->min > 1 &&
	       u->e->role == ROLE_PERSON && u->e->many && rest == u->min &&
	       c->toll.n_parts > 1 &&
	       (bl_unit_gap(t, u + 1) & (GAP_COMMA | GAP_DASH | GAP_COLON));
}

bool bl_chain_end(struct chain *c)
{
	if (c->unknown)
		c->toll.max = BL_COUNT_UNSET;
	c->toll.single = c->toll.min == 1 && c->toll.max == 1 && c->n == 1;
	return c->none || (c->n && c->toll.min != BL_COUNT_UNSET);
}

/* What joins two people, and whether a third is in their list. */
enum link { LINK_COMMA, LINK_LIST, LINK_AND };

/* Do the two speak of the same person: "Said Adizov, leader of", "two men, John
 * and Jack Smith", "a civilian, a street vendor"? */
static bool is_apposition(const struct text *t, const struct unit *a,
			  const struct unit *b, enum link link)
{
	if (link == LINK_AND || a->e->role == ROLE_PRONOUN)
		return false;
	/* "Gacha, his son, and 15 others" */
	if (link == LINK_LIST && bl_is_possessive(t, b->first))
		return false;
	if (link == LINK_COMMA && a->max == 1 && b->max == 1)
		return true;
	if (a->kind == UNIT_NAME || a->named)
		return b->kind == UNIT_PEOPLE && b->min <= 1 && !b->named;
	return b->kind == UNIT_NAME ||
	       (a->min <= 1 && b->min <= 1 && !(a->counted && b->counted));
}

/* Does the element at i begin a clause of its own: "and three were hurt"? */
bool bl_begins_clause(const struct text *t, uint32_t i)
{
	uint32_t j = i + 1;

	if (j < t->n_units && bl_is_adverb(t, &t->unit[j]))
		j++;
	if (j >= t->n_units)
		return false;
	return bl_unit_is(&t->unit[j], W(BE) | W(HAVE)) ||
	       (bl_is_effect(&t->unit[j]) &&
		t->unit[j].e->frame != FRAME_LOSS &&
		t->unit[j].e->frame != FRAME_ING);
}

bool bl_is_possessive(const struct text *t, uint32_t word)
{
	return bl_lexicon_single(t->x->lexicon, t->word[word].lex)->words &
	       W(POSSESSIVE);
}

/* "the mayor of Cali, and his driver": who goes with the one described at i;
 * 0: nobody. */
static uint32_t next_kin(const struct text *t, uint32_t i)
{
	uint32_t end = i + APPOSITION_UNITS;

	for (i++; i + 1 < t->n_units && i < end; i++) {
		const struct unit *kin = &t->unit[i + 1];

		if (bl_is_effect(&t->unit[i]) ||
		    bl_unit_is(&t->unit[i], W(WHEN)))
			return 0;
		if (bl_unit_is(&t->unit[i], W(AND)) &&
		    kin->kind == UNIT_PEOPLE &&
		    (bl_is_possessive(t, kin->first) ||
		     (kin->counted && !bl_begins_clause(t, i + 1))))
			return i + 1;
	}
	return 0;
}

/* "five of them": some of those that were counted already. */
static bool is_share(const struct text *t, uint32_t i)
{
	return t->unit[i].kind == UNIT_NUMBER && i + 1 < t->n_units &&
	       bl_unit_is(&t->unit[i + 1], W(INCLUDING)) &&
	       !(bl_unit_gap(t, &t->unit[i + 1]) & GAP_BREAKS);
}

/* Does a list go on behind the element at i: "a guard, a cook and a maid"? */
static bool is_listed(const struct text *t, uint32_t i)
{
	i++;
	if (i < t->n_units && bl_unit_is(&t->unit[i], W(AND)))
		i++;
	return i < t->n_units && bl_is_element(&t->unit[i]);
}

/* The people from unit i on. */
bool bl_chain_right(struct text *t, struct chain *c, uint32_t i)
{
	uint32_t end = i + LOOK_RIGHT_UNITS;
	const struct unit *last = NULL, *whole = NULL;
	enum link link = LINK_AND;

	bl_chain_begin(c);
	while (i < t->n_units && i < end && !bl_is_element(&t->unit[i])) {
		const struct unit *u = &t->unit[i];

		if ((bl_unit_gap(t, u) & GAP_BREAKS) || bl_is_effect(u) ||
		    (u->e->words &
		     ~(W(ABOUT) | W(THE) | W(AT_LEAST) | W(MORE_THAN) |
		       W(UP_TO) | W(OTHER) | W(POSSESSIVE) | W(OF) |
		       W(PERSONTITLE) | W(BLAME) | W(ORGANIZATION) |
		       W(PLACENOUN))) ||
		    u->kind == UNIT_DATE)
			break;
		i++;
	}
	for (; i < t->n_units && bl_is_element(&t->unit[i]); i++) {
		const struct unit *u = &t->unit[i];
		uint32_t next = i + 1;

		if (c->n && (bl_begins_clause(t, i) || is_share(t, i) ||
			     is_second_office(t, i)))
			break;
		if (link == LINK_COMMA && (c->n > 1 || is_listed(t, i)))
			link = LINK_LIST;
		if (c->n && is_apposition(t, last, u, link)) {
			i = next_kin(t, i);
			if (!i)
				break;
			u = &t->unit[i];
			next = i + 1;
		}
		bl_chain_add(t, c, u);
		whole = whole ? whole : u;
		last = u;
		/* on to the next one, over "and", a comma, an age */
		while (next < t->n_units && t->unit[next].kind == UNIT_AGE)
			next++;
		if (next >= t->n_units)
			break;
		link = bl_unit_is(&t->unit[next], W(AND)) ? LINK_AND
							  : LINK_COMMA;
		if (bl_unit_is(&t->unit[next], W(OF) | W(IN))) {
			/* "the mayor of Cali and his driver" */
			next = next_kin(t, next - 1);
			if (!next)
				break;
			link = LINK_AND;
		} else if (link == LINK_AND) {
			next++;
		} else if (!(bl_unit_gap(t, &t->unit[next]) & GAP_COMMA)) {
			break;
		}
		i = next - 1;
	}
	if (whole && is_whole(t, c, whole)) {
		c->toll.min = whole->min;
		c->toll.max = whole->max;
	}
	return bl_chain_end(c);
}

static bool is_boundary(const struct text *t, const struct unit *u)
{
	return bl_is_effect(u) || u->e->use == USE_ACT ||
	       bl_unit_is(u, W(WHEN) | W(SAY) | W(CLAIM)) ||
	       (bl_unit_gap(t, u + 1) & (GAP_SEMICOLON | GAP_PARAGRAPH));
}

/* "two men, who own a factory, were": who the clause behind "who" is about,
 * when it ends before unit i; t->n_units: there is none. */
static uint32_t find_antecedent(const struct text *t, uint32_t i)
{
	uint32_t j;

	if (i >= t->n_units || !(bl_unit_gap(t, &t->unit[i]) & GAP_COMMA))
		return t->n_units;
	for (j = i; j > 1 && i - j < CLAUSE_UNITS; j--) {
		if (bl_unit_is(&t->unit[j - 1], W(WHO)))
			return bl_is_element(&t->unit[j - 2]) ? j - 2
							      : t->n_units;
	}
	return t->n_units;
}

/* "all six were killed", but not "six people, all of them soldiers" */
static bool is_all(const struct text *t, uint32_t i)
{
	return i > 0 && bl_word_is(t, t->unit[i - 1].first, "all") &&
	       t->unit[i - 1].first == t->unit[i - 1].last &&
	       t->unit[i].min != BL_COUNT_UNSET &&
	       !(bl_unit_gap(t, &t->unit[i - 1]) & GAP_COMMA);
}

/* Does the element at i stand inside a phrase that describes another: "two
 * employees of the courier service DHL"? */
static bool is_inner(const struct text *t, uint32_t i)
{
	const struct unit *u = &t->unit[i];

	if (bl_unit_gap(t, u) & GAP_OPEN)
		return true;
	if (u->kind == UNIT_NAME) {
		while (i > 0 && !(bl_unit_gap(t, u) & GAP_BREAKS) &&
		       u[-1].kind == UNIT_WORD &&
		       !(u[-1].e->words & ~NAME_WORDS) && !u[-1].e->role &&
		       !u[-1].e->use) {
			u--;
			i--;
		}
	}
	return i > 0 && !(bl_unit_gap(t, u) & GAP_COMMA) &&
	       bl_unit_is(u - 1, W(OF) | W(IN) | W(FROM) | W(WITH) | W(ON) |
					 W(AGAINST) | W(INCLUDING)) &&
	       !bl_unit_is(u - 1, W(DET)) && !is_all(t, i);
}

/* The element that the verb at i has as its subject, or t->n_units. */
static uint32_t find_subject(const struct text *t, uint32_t i, uint8_t frame)
{
	uint32_t found = find_antecedent(t, i), k, j;

	if (found != t->n_units)
		return found;
	for (k = 0; k < LOOK_LEFT_UNITS && i > k; k++) {
		const struct unit *u;

		j = i - k - 1;
		u = &t->unit[j];
		/* "five of them Spaniards, were", but "five of them were" */
		if (is_share(t, j) && j + 2 < i)
			continue;
		if (bl_is_element(u)) {
			if (found == t->n_units)
				found = j;
			if (!is_inner(t, j) && !is_second_office(t, j))
				return j;
			if (j > 0 && bl_unit_is(u - 1, W(INCLUDING)))
				found = t->n_units; /* a part, told already */
			if (!(bl_unit_gap(t, u) & GAP_OPEN))
				k++; /* and over the preposition */
			continue;
		}
		if (bl_unit_is(u, W(NEGATION)) && found == t->n_units)
			return j;
		if (is_boundary(t, u) &&
		    !(frame == FRAME_OWN && bl_is_effect(u) &&
		      u->e->frame == FRAME_PAST))
			break;
		if (found != t->n_units && (bl_unit_gap(t, u) & GAP_COMMA))
			break;
	}
	return found;
}

/* The people that end with what stands to the left of the verb at i. */
bool bl_chain_left(struct text *t, struct chain *c, uint32_t i, uint8_t frame)
{
	uint32_t j = find_subject(t, i, frame);

	bl_chain_begin(c);
	if (j == t->n_units)
		return false;
	for (;;) {
		const struct unit *u = &t->unit[j];
		uint32_t before = j;
		enum link link = c->n ? LINK_LIST : LINK_COMMA;

		if (bl_unit_is(u, W(NEGATION)) ||
		    (j > 0 && bl_unit_is(u - 1, W(NEGATION)) &&
		     !(bl_unit_gap(t, u) & GAP_BREAKS))) {
			c->none = true;
			c->toll.first = c->toll.last = u->first;
			break;
		}
		bl_chain_add(t, c, u);
		while (before > 0 && t->unit[before - 1].kind == UNIT_AGE)
			before--;
		if (before == 0)
			break;
		if (bl_unit_is(&t->unit[before - 1], W(AND)))
			link = LINK_AND;
		if (link == LINK_AND)
			before--;
		else if (!(bl_unit_gap(t, &t->unit[before]) & GAP_COMMA))
			break;
		while (before > 0 && t->unit[before - 1].kind == UNIT_AGE)
			before--;
		/* "the mayor of Cali and his driver" */
		if (link == LINK_AND && before > 2 &&
		    t->unit[before - 1].kind == UNIT_PLACE &&
		    bl_unit_is(&t->unit[before - 2], W(OF) | W(IN)))
			before -= 2;
		if (before == 0 || !bl_is_element(&t->unit[before - 1]) ||
		    (bl_unit_gap(t, &t->unit[before - 1]) & GAP_OPEN) ||
		    is_apposition(t, &t->unit[before - 1], u, link))
			break;
		/* the object of a verb of its own */
		if (before > 1 && bl_is_effect(&t->unit[before - 2]) &&
		    !(bl_unit_gap(t, &t->unit[before - 1]) & GAP_BREAKS))
			break;
		j = before - 1;
	}
	return bl_chain_end(c);
}
