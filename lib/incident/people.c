/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Groups of people: a number or an article, words that describe, and a noun
 * for people ("at least two Iraqi police officers", "a 17-year-old boy"); and
 * names of persons.
 */
#include "incident_private.h"

#define MODIFIERS_MAX 6
#define NAME_MAX_WORDS 6

/* What may not stand between a number and its noun. */
#define NO_MODIFIER                                                          \
	(W(BE) | W(HAVE) | W(NEGATION) | W(AND) | W(OR) | W(OF) | W(BY) |    \
	 W(TO) | W(IN) | W(ON) | W(AGAINST) | W(WITH) | W(AFTER) | W(WHEN) | \
	 W(WHO) | W(INCLUDING) | W(SAY) | W(MODAL) | W(DET) | W(THE) |       \
	 W(POSSESSIVE) | W(CLAIM) | W(BLAME))

static bool is_modifier(const struct text *t, const struct unit *u)
{
	if (bl_unit_gap(t, u) & GAP_BREAKS)
		return false;
	if (u->kind == UNIT_AGE || u->kind == UNIT_PLACE)
		return true;
	if (u->kind != UNIT_WORD || u->e->use == USE_ACT)
		return false;
	if (u->e->effect && u->e->frame != FRAME_PAST)
		return false;
	if (bl_unit_is(u, W(BLAME)))
		return u->e->effect == EFFECT_NONE && u->first == u->last;
	return !bl_unit_is(u, NO_MODIFIER);
}

static bool is_noun(const struct text *t, const struct unit *u)
{
	return u->kind == UNIT_WORD && u->e->role &&
	       !(bl_unit_gap(t, u) & GAP_BREAKS);
}

/* "an American", "three Ghanaians": people, by their country alone. */
static bool is_native(const struct text *t, uint32_t i, uint32_t j)
{
	return j > i && t->unit[j].kind == UNIT_PLACE &&
	       t->place[t->unit[j].index].adjective &&
	       !bl_unit_is(&t->unit[i], W(THE) | W(POSSESSIVE));
}

/* The noun of the group that unit i begins, or 0. */
static uint32_t find_noun(const struct text *t, uint32_t i)
{
	uint32_t j, end = i + 1 + MODIFIERS_MAX;

	for (j = i + 1; j < t->n_units && j < end; j++) {
		if (is_noun(t, &t->unit[j]))
			break;
		if (!is_modifier(t, &t->unit[j]) ||
		    t->unit[j].e->effect == EFFECT_KILL ||
		    (t->unit[j].e->effect && t->unit[i].kind == UNIT_NUMBER))
			return is_native(t, i, j - 1) ? j - 1 : 0;
	}
	if (j >= t->n_units || j == end)
		return j >= t->n_units && is_native(t, i, j - 1) ? j - 1 : 0;
	/* "police officers", "bus driver Juan": the last of several nouns */
	while (j + 1 < t->n_units && is_noun(t, &t->unit[j + 1]) &&
	       (!t->unit[j].e->many || t->unit[j + 1].e->many ||
		(bl_unit_is(&t->unit[i], W(DET)) &&
		 bl_word_is(t, t->unit[j].last, "police"))))
		j++;
	return j;
}

static bool is_unknown(const struct text *t, const struct unit *u)
{
	const struct word *w = &t->word[u->first];

	return u->kind == UNIT_WORD && u->e == &bl_lexicon_nothing &&
	       (w->shape == SHAPE_CAPITAL || w->shape == SHAPE_UPPER);
}

/* How many units from i on are of a person's name. */
static uint32_t name_length(const struct text *t, uint32_t i)
{
	uint32_t n = 0;

	while (i + n < t->n_units && n < NAME_MAX_WORDS &&
	       is_unknown(t, &t->unit[i + n]) &&
	       !(n && (bl_unit_gap(t, &t->unit[i + n]) & GAP_BREAKS)))
		n++;
	return n;
}

static bool has_word(const struct text *t, uint32_t i, uint32_t end,
		     uint64_t words)
{
	for (; i < end; i++) {
		if (bl_unit_is(&t->unit[i], words))
			return true;
	}
	return false;
}

/* The form of a word is without it. */
bool bl_unit_is_possessor(const struct text *t, const struct unit *u)
{
	struct bl_str s = bl_text_words(t, u->last, u->last);

	return s.len > 2 &&
	       (s.data[s.len - 1] == 's' || s.data[s.len - 1] == 'S') &&
	       (s.data[s.len - 2] == '\'' ||
		(unsigned char)s.data[s.len - 2] == 0x99);
}

static const struct entry native = { .role = ROLE_PERSON };
static const struct entry natives = { .role = ROLE_PERSON, .many = true };

/* Fold units i..noun, and the name behind a singular, into a group. */
static void fold_group(struct text *t, uint32_t i, uint32_t noun)
{
	const struct unit *head = &t->unit[i];
	struct unit by = { .kind = UNIT_PEOPLE,
			   .e = t->unit[noun].e,
			   .min = BL_COUNT_UNSET,
			   .max = BL_COUNT_UNSET };
	uint32_t n = noun - i + 1, j;

	if (t->unit[noun].kind == UNIT_PLACE)
		by.e = head->kind == UNIT_NUMBER && head->max != 1 ? &natives
								   : &native;
	by.other = has_word(t, i, noun + 1, W(OTHER)) ||
		   (bl_unit_is(head, W(DET)) &&
		    bl_word_is(t, head->first, "another"));
	/* "the judge's bodyguard" is another than the judge */
	for (j = i; j < noun; j++)
		by.other |= bl_unit_is_possessor(t, &t->unit[j]);
	by.definite = bl_unit_is(head, W(THE)) || by.e->role == ROLE_PRONOUN;
	if (head->kind == UNIT_NUMBER) {
		by.min = head->min;
		by.max = head->max;
		by.counted = true;
	} else if (bl_word_is(t, t->unit[noun].last, "couple")) {
		by.min = by.max = 2;
	} else if (!by.e->many) {
		by.min = by.max = 1;
		by.counted = bl_unit_is(head, W(DET)) || head->kind == UNIT_AGE;
	}
	/* "police Lt. Col. Ali Sameen" */
	while (by.e->many && i == noun && i + n < t->n_units &&
	       bl_unit_is(&t->unit[i + n], W(PERSONTITLE)) &&
	       !(bl_unit_gap(t, &t->unit[i + n]) & GAP_BREAKS)) {
		by.min = by.max = 1;
		by.named = true;
		n++;
	}
	if (by.named)
		n += name_length(t, i + n);
	if (!by.e->many && noun + 1 < t->n_units &&
	    !(bl_unit_gap(t, &t->unit[noun + 1]) & GAP_BREAKS)) {
		n += name_length(t, noun + 1);
		by.named = n > noun - i + 1;
	}
	bl_units_fold(t, i, n, by);
}

/* "one of his guards", "ten of the hostages": the group that ends at i, which
 * is the one of the number before it. */
static uint32_t fold_share(struct text *t, uint32_t i)
{
	struct unit by = t->unit[i];
	const struct unit *number;

	if (i < 2 || by.kind != UNIT_PEOPLE || by.min != BL_COUNT_UNSET ||
	    !bl_unit_is(&t->unit[i - 1], W(OF)) ||
	    (bl_unit_gap(t, &t->unit[i]) & GAP_BREAKS))
		return i;
	number = &t->unit[i - 2];
	if (number->kind != UNIT_NUMBER)
		return i;
	by.min = number->min;
	by.max = number->max;
	by.counted = true;
	bl_units_fold(t, i - 2, 3, by);
	return i - 2;
}

/* "their two employees", "the six priests": the group of a number at i with
 * the word before it. */
static uint32_t fold_owner(struct text *t, uint32_t i)
{
	struct unit by = t->unit[i];

	if (i == 0 || by.kind != UNIT_PEOPLE ||
	    t->unit[i - 1].kind != UNIT_WORD ||
	    !bl_unit_is(&t->unit[i - 1], W(POSSESSIVE) | W(THE)) ||
	    bl_unit_is(&t->unit[i - 1], W(INCLUDING)) ||
	    (bl_unit_gap(t, &t->unit[i]) & GAP_BREAKS))
		return i;
	by.definite = true;
	by.other |= bl_unit_is(&t->unit[i - 1], W(POSSESSIVE));
	bl_units_fold(t, i - 1, 2, by);
	return i - 1;
}

static bool begins_group(const struct text *t, uint32_t i)
{
	const struct unit *u = &t->unit[i];

	/* "and Guatemalan lawyer Hilda" */
	if (u->kind == UNIT_PLACE)
		return t->place[u->index].adjective && i + 1 < t->n_units &&
		       is_noun(t, u + 1);
	return u->kind == UNIT_NUMBER || u->kind == UNIT_AGE ||
	       (u->kind == UNIT_WORD &&
		bl_unit_is(u, W(DET) | W(THE) | W(POSSESSIVE)) && !u->e->use &&
		!bl_unit_is(u, W(INCLUDING)));
}

/* Is the name in a telegram behind a word of what was done to somebody:
 * "the murder of Carlos Pizarro"? */
static bool undergoes(const struct text *t, uint32_t i)
{
	const struct unit *verb = &t->unit[i] - 1;

	return i > 0 && verb->kind == UNIT_WORD && verb->e->effect &&
	       (verb->e->frame == FRAME_LOSS || verb->e->frame <= FRAME_BASE) &&
	       !(bl_unit_gap(t, &t->unit[i]) & GAP_BREAKS);
}

static void fold_name(struct text *t, uint32_t i)
{
	struct unit by = {
		.kind = UNIT_NAME, .e = &bl_lexicon_nothing, .min = 1, .max = 1
	};
	bool titled = t->unit[i].kind == UNIT_WORD &&
		      bl_unit_is(&t->unit[i], W(PERSONTITLE));
	uint32_t n = name_length(t, i + titled);

	if (!n || (titled && (bl_unit_gap(t, &t->unit[i + 1]) & GAP_BREAKS)))
		return;
	if (t->upper && !titled && (n < 2 || !undergoes(t, i)))
		return;
	/* "Boston Medical Center" */
	if (i + titled + n < t->n_units &&
	    bl_unit_is(&t->unit[i + titled + n], W(ORGANIZATION) | W(STREET)) &&
	    t->word[t->unit[i + titled + n].first].shape != SHAPE_LOWER)
		return;
	bl_units_fold(t, i, n + titled, by);
}

/* "killing one and wounding another" */
static void fold_another(struct text *t, uint32_t i)
{
	struct unit by = { .kind = UNIT_PEOPLE,
			   .e = &native,
			   .min = 1,
			   .max = 1,
			   .other = true,
			   .counted = true };

	bl_units_fold(t, i, 1, by);
}

/* Does a clause of what became of people go on at unit i, or end? */
static bool is_fate(const struct text *t, uint32_t i)
{
	const struct unit *u = &t->unit[i];

	return i >= t->n_units || (bl_unit_gap(t, u) & GAP_BREAKS) ||
	       bl_unit_is(u,
			  W(BE) | W(IN) | W(ON) | W(BY) | W(AND) | W(WHEN)) ||
	       (u->kind == UNIT_WORD && u->e->effect);
}

/* "another", "one other", "a second": a person, where no noun follows; but
 * "another explosion". */
static bool is_another(const struct text *t, uint32_t i)
{
	const struct unit *u = &t->unit[i];

	if (u->kind != UNIT_WORD || !bl_unit_is(u, W(DET)))
		return false;
	return (u->first < u->last || bl_word_is(t, u->first, "another")) &&
	       is_fate(t, i + 1);
}

/* "two Chechnians": a people, by a name that is in no list. */
static bool is_folk(const struct text *t, uint32_t i)
{
	const struct unit *u = &t->unit[i + 1];
	struct bl_str s;

	if (t->upper || i + 1 >= t->n_units || !is_unknown(t, u) ||
	    t->word[u->first].shape != SHAPE_CAPITAL ||
	    name_length(t, i + 1) != 1 || (bl_unit_gap(t, u) & GAP_BREAKS))
		return false;
	s = bl_vocab_form(t->vocab, t->word[u->first].form);
	return s.len > 4 && s.data[s.len - 1] == 's' && is_fate(t, i + 2);
}

/* "three more were wounded" */
static bool is_more(const struct text *t, uint32_t i)
{
	return i + 1 < t->n_units &&
	       bl_word_is(t, t->unit[i + 1].first, "more") && is_fate(t, i + 2);
}

static void fold_more(struct text *t, uint32_t i)
{
	struct unit by = t->unit[i];

	by.kind = UNIT_PEOPLE;
	by.e = &natives;
	by.counted = true;
	by.other = bl_word_is(t, t->unit[i + 1].first, "more");
	bl_units_fold(t, i, 2, by);
}

void bl_people_find(struct text *t)
{
	uint32_t i, noun;

	for (i = 0; i < t->n_units; i++) {
		struct unit *u = &t->unit[i];

		if (begins_group(t, i)) {
			noun = find_noun(t, i);
			if (noun) {
				bool counted = u->kind == UNIT_NUMBER;

				fold_group(t, i, noun);
				if (counted)
					i = fold_owner(t, i);
				i = fold_share(t, i);
				continue;
			}
		}
		if (is_another(t, i)) {
			fold_another(t, i);
			continue;
		}
		if (u->kind == UNIT_NUMBER &&
		    (is_more(t, i) || is_folk(t, i))) {
			fold_more(t, i);
			continue;
		}
		if (u->kind == UNIT_WORD && u->e->role && !u->e->group) {
			noun = i;
			while (noun + 1 < t->n_units &&
			       is_noun(t, &t->unit[noun + 1]) &&
			       !t->unit[noun].e->many)
				noun++;
			fold_group(t, i, noun);
			i = fold_share(t, i);
			continue;
		}
		fold_name(t, i);
	}
}
