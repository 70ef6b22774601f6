/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Numbers: digits and words for them, with what qualifies them ("at least",
 * "up to", "between 3 and 5").  Ages, times, sums of money, house numbers and
 * numbers of things that are no people do not count.
 */
#include "incident_private.h"

#include <string.h>

/* A number of people has no more digits than this. */
#define DIGITS_MAX 8
#define STREET_UNITS 4

/* The value of a word of digits; BL_COUNT_UNSET when it is no count. */
static int32_t digits_value(const struct text *t, uint32_t word)
{
	struct bl_str s;
	int32_t n = 0;
	size_t i;

	if (t->word[word].shape != SHAPE_DIGITS)
		return BL_COUNT_UNSET;
	s = bl_vocab_form(t->vocab, t->word[word].form);
	if (s.len > DIGITS_MAX)
		return BL_COUNT_UNSET;
	for (i = 0; i < s.len; i++) {
		if (s.data[i] < '0' || s.data[i] > '9')
			return BL_COUNT_UNSET; /* 3.5 */
		n = n * 10 + (s.data[i] - '0');
	}
	return n;
}

static bool is_digits(const struct text *t, const struct unit *u)
{
	return u->first == u->last && t->word[u->first].shape == SHAPE_DIGITS;
}

/* Is the number at i one of a time, a sum, a fraction, a score ... ? */
static bool is_no_count(const struct text *t, uint32_t i)
{
	const struct unit *u = &t->unit[i];
	unsigned before = bl_unit_gap(t, u);
	unsigned after = i + 1 < t->n_units ? bl_unit_gap(t, u + 1) : 0;

	if (before & GAP_MONEY || after & GAP_PERCENT)
		return true;
	if ((after & (GAP_COLON | GAP_SLASH)) && is_digits(t, u) &&
	    is_digits(t, u + 1))
		return true;
	return i > 0 && (before & (GAP_COLON | GAP_SLASH)) &&
	       is_digits(t, u - 1) && is_digits(t, u);
}

/* Read the number that begins at unit i: how many units it takes, or 0. */
static uint32_t read_number(const struct text *t, uint32_t i, int32_t *min,
			    int32_t *max)
{
	const struct unit *u = &t->unit[i];
	const struct entry *e = u->e;
	int32_t value = digits_value(t, u->first);
	uint32_t n = 1;

	if (u->kind != UNIT_WORD)
		return 0;
	if (e->number_kind == NUMBER_LEAST || e->number_kind == NUMBER_VAGUE) {
		*min = e->number_kind == NUMBER_LEAST ? e->number
						      : BL_COUNT_UNSET;
		*max = BL_COUNT_UNSET;
		return 1;
	}
	if (value == BL_COUNT_UNSET || u->first != u->last) {
		if (!e->number_kind || e->number_kind == NUMBER_SCALE)
			return 0;
		value = e->number;
	}
	if (e->number_kind == NUMBER_TENS && i + 1 < t->n_units &&
	    u[1].e->number_kind == NUMBER_EXACT && u[1].e->number < 10 &&
	    u[1].e->number > 0 && !(bl_unit_gap(t, &u[1]) & GAP_BREAKS)) {
		value += u[1].e->number;
		n = 2;
	}
	while (i + n < t->n_units &&
	       t->unit[i + n].e->number_kind == NUMBER_SCALE &&
	       !(bl_unit_gap(t, &t->unit[i + n]) & GAP_BREAKS)) {
		if (value > BL_COUNT_MAX / t->unit[i + n].e->number)
			return 0;
		value *= t->unit[i + n].e->number;
		n++;
	}
	*min = *max = value;
	return n;
}

/* "12 or 13", "3 to 5", "3-5": the second number, behind the n units. */
static uint32_t read_range(const struct text *t, uint32_t i, uint32_t n,
			   int32_t *max)
{
	const struct unit *u;
	int32_t low, high;
	uint32_t more;

	if (i + n >= t->n_units)
		return 0;
	u = &t->unit[i + n];
	if ((bl_unit_gap(t, u) & (GAP_HYPHEN | GAP_DASH)) && is_digits(t, u)) {
		more = read_number(t, i + n, &low, &high);
		if (more && low > *max && low < *max * 10) {
			*max = high;
			return more;
		}
		return 0;
	}
	if (i + n + 1 >= t->n_units ||
	    !(bl_unit_is(u, W(OR) | W(TO)) ||
	      (bl_unit_is(u, W(AND)) && i > 0 &&
	       bl_unit_is(&t->unit[i - 1], W(BETWEEN)))))
		return 0;
	more = read_number(t, i + n + 1, &low, &high);
	if (!more || low <= *max)
		return 0;
	*max = high;
	return more + 1;
}

static void qualify(struct unit *by, const struct unit *before)
{
	if (bl_unit_is(before, W(AT_LEAST) | W(MORE_THAN)))
		by->max = BL_COUNT_UNSET;
	else if (bl_unit_is(before, W(UP_TO)))
		by->min = 1;
}

/* "Street", or "N. Myrtle Avenue": what a house is numbered in. */
static bool begins_street(const struct text *t, uint32_t i)
{
	uint32_t end = i + STREET_UNITS;

	for (; i < t->n_units && i < end; i++) {
		const struct unit *u = &t->unit[i];

		if (bl_unit_gap(t, u) & GAP_BREAKS)
			return false;
		if (bl_unit_is(u, W(STREET)))
			return true;
		if (t->upper || t->word[u->first].shape == SHAPE_LOWER)
			return false;
	}
	return false;
}

/* Is what follows the number's n units a thing that is no people? */
static bool counts_things(const struct text *t, uint32_t i, uint32_t n)
{
	const struct unit *u = &t->unit[i + n];

	if (i + n >= t->n_units || (bl_unit_gap(t, u) & GAP_BREAKS))
		return false;
	if (bl_unit_is(u, W(UNIT)) && !u->e->role && !u->e->effect &&
	    !bl_unit_is(u, W(YEAR_OLD)))
		return true;
	return is_digits(t, &t->unit[i]) && begins_street(t, i + n);
}

/* "in 2016 City Homicides": a year, unless people follow. */
static bool is_year(const struct text *t, uint32_t i, uint32_t n, int32_t value)
{
	const struct word *w = &t->word[t->unit[i].first];

	return value >= 1900 && value < 2100 && w->shape == SHAPE_DIGITS &&
	       w->end - w->start == 4 &&
	       !(i + n < t->n_units && t->unit[i + n].e->role);
}

static bool is_age(const struct text *t, uint32_t i, uint32_t n)
{
	const struct unit *u = &t->unit[i];
	const struct unit *next = u + n;
	unsigned after = GAP_SENTENCE;

	if (i + n < t->n_units) {
		after = bl_unit_gap(t, next);
		if (bl_unit_is(next, W(YEAR_OLD)) && !(after & GAP_BREAKS))
			return true;
		if (bl_word_is(t, next->first, "year") && next->e->role)
			return true; /* "17 year old boy", whose noun it is */
	}
	/* "aged 19 and 21", "age 27" */
	if (i > 0 && (bl_word_is(t, u[-1].last, "aged") ||
		      bl_word_is(t, u[-1].last, "age")))
		return true;
	if (i > 2 && bl_unit_is(u - 1, W(AND)) && u[-2].kind == UNIT_AGE &&
	    bl_word_is(t, u[-3].last, "aged"))
		return true;
	/* "Jamie Clayton, 22, was", "a boy, 17, was" */
	return is_digits(t, u) && (bl_unit_gap(t, u) & GAP_COMMA) &&
	       (after &
		(GAP_COMMA | GAP_SENTENCE | GAP_CLOSE | GAP_SEMICOLON)) &&
	       i > 0 &&
	       (t->word[u[-1].last].shape != SHAPE_LOWER || u[-1].e->role);
}

void bl_numbers_find(struct text *t)
{
	uint32_t i, n;

	for (i = 0; i < t->n_units; i++) {
		struct unit by = { .kind = UNIT_NUMBER,
				   .e = &bl_lexicon_nothing };

		n = read_number(t, i, &by.min, &by.max);
		if (!n || is_no_count(t, i) || is_year(t, i, n, by.min))
			continue;
		if (is_age(t, i, n)) {
			by.kind = UNIT_AGE;
			if (i + n < t->n_units &&
			    bl_unit_is(&t->unit[i + n], W(YEAR_OLD)) &&
			    !t->unit[i + n].e->role)
				n++;
		} else if (counts_things(t, i, n)) {
			continue;
		} else {
			n += read_range(t, i, n, &by.max);
			if (i > 0)
				qualify(&by, &t->unit[i - 1]);
		}
		bl_units_fold(t, i, n, by);
		/* "at least" goes with its number */
		if (i > 0 && by.kind == UNIT_NUMBER &&
		    t->unit[i - 1].kind == UNIT_WORD &&
		    bl_unit_is(&t->unit[i - 1], W(AT_LEAST) | W(MORE_THAN) |
							W(UP_TO) | W(ABOUT)) &&
		    !bl_unit_is(&t->unit[i - 1], W(THE) | W(INCLUDING)) &&
		    !(bl_unit_gap(t, &t->unit[i]) & GAP_BREAKS)) {
			by = t->unit[i];
			bl_units_fold(t, --i, 2, by);
		}
	}
}
