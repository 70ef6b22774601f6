/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Dates, resolved against the day of the article: "on February 17", "30 DEC
 * 89", "Friday night", "yesterday", "last month", "two days ago", "in 1990".
 * A weekday in news is the nearest one that is not after publication.
 */
#include "incident_private.h"

#include <string.h>

#define DAYS_OF_WEEK 7
/* A date without a year that lies further ahead is last year's. */
#define AHEAD_MAX_DAYS 10
#define YEAR_FIRST 1900
#define YEAR_LAST 2099
/* Two-digit years from here on are of the last century. */
#define CENTURY_TURN 30
#define TODAY_WORDS                                              \
	80 /* that an article without a date is searched for one \
	    */
#define DATES_GROW 16

/* A date being read: from unit i on, n units so far. */
struct reading {
	const struct text *t;
	uint32_t i, n;
	bl_day from, to;
	bool weak;
};

static const struct unit *unit_at(const struct reading *r, uint32_t k)
{
	return r->i + k < r->t->n_units ? &r->t->unit[r->i + k] : NULL;
}

/* The unit k behind the first, when nothing but a comma separates it. */
static const struct unit *joined(const struct reading *r, uint32_t k)
{
	const struct unit *u = unit_at(r, k);

	if (!u || (bl_unit_gap(r->t, u) & GAP_BREAKS & ~(unsigned)GAP_COMMA))
		return NULL;
	return u;
}

/* The number of a unit of digits, "17th" included; -1: it is none. */
static int small_number(const struct text *t, const struct unit *u)
{
	struct bl_str s;
	int n = 0;
	size_t i;

	if (!u || u->first != u->last || t->word[u->first].shape < SHAPE_DIGITS)
		return -1;
	s = bl_vocab_form(t->vocab, t->word[u->first].form);
	for (i = 0; i < s.len && i < 4 && s.data[i] >= '0' && s.data[i] <= '9';
	     i++)
		n = n * 10 + (s.data[i] - '0');
	if (i == 0 || (i < s.len && (s.len - i != 2 || i > 2)))
		return -1;
	if (i < s.len && memcmp(s.data + i, "th", 2) &&
	    memcmp(s.data + i, "st", 2) && memcmp(s.data + i, "nd", 2) &&
	    memcmp(s.data + i, "rd", 2))
		return -1;
	return n;
}

static int year_of(const struct text *t, const struct unit *u)
{
	int n = small_number(t, u);
	uint32_t len = u ? t->word[u->first].end - t->word[u->first].start : 0;

	if (len == 4 && n >= YEAR_FIRST && n <= YEAR_LAST)
		return n;
	if (len == 2 && n >= 0 && t->upper)
		return n + (n < CENTURY_TURN ? 2000 : 1900);
	return -1;
}

static int day_of(const struct text *t, const struct unit *u)
{
	int n = small_number(t, u);

	return n >= 1 && n <= 31 ? n : -1;
}

/* The number of days that a word or a number of one says: "two", "a". */
static int count_of(const struct text *t, const struct unit *u)
{
	if (u->e->number_kind == NUMBER_EXACT)
		return u->e->number;
	if (bl_unit_is(u, W(DET)))
		return 1;
	return small_number(t, u);
}

static void set_month(struct reading *r, int year, int month)
{
	bl_day_from_civil(&r->from, year, month, 1);
	bl_day_from_civil(&r->to, month == 12 ? year + 1 : year,
			  month == 12 ? 1 : month + 1, 1);
	r->to--;
}

static void set_year(struct reading *r, int year)
{
	bl_day_from_civil(&r->from, year, 1, 1);
	bl_day_from_civil(&r->to, year, 12, 31);
	r->weak = true;
}

/* Which year a day and month without one are of. */
static bool set_recent(struct reading *r, int month, int day)
{
	int year, m, d;

	if (r->t->today == DAY_UNSET)
		return false;
	bl_day_to_civil(r->t->today, &year, &m, &d);
	if (!bl_day_from_civil(&r->from, year, month, day))
		return false;
	if (r->from > r->t->today + AHEAD_MAX_DAYS &&
	    !bl_day_from_civil(&r->from, year - 1, month, day))
		return false;
	r->to = r->from;
	return true;
}

static bool set_day(struct reading *r, int year, int month, int day)
{
	if (year < 0)
		return set_recent(r, month, day);
	if (!bl_day_from_civil(&r->from, year, month, day))
		return false;
	r->to = r->from;
	return true;
}

/* "17 February 2023", "18 and 19 JUNE 89", "18-19 June" */
static bool read_day_month(struct reading *r)
{
	const struct text *t = r->t;
	int first = day_of(t, unit_at(r, 0)), last, year;
	const struct unit *u = joined(r, 1);
	uint32_t k = 1;
	bl_day from;

	if (first < 0 || !u)
		return false;
	last = first;
	if (bl_unit_is(u, W(AND) | W(TO) | W(OR)) && joined(r, 2)) {
		last = day_of(t, joined(r, 2));
		k = 3;
	} else if (bl_unit_gap(t, u) & GAP_HYPHEN) {
		last = day_of(t, u);
		k = 2;
	}
	u = joined(r, k);
	if (u && bl_unit_is(u, W(OF)))
		u = joined(r, ++k);
	if (last < first || !u || !u->e->month ||
	    (bl_unit_gap(t, u) & GAP_COMMA))
		return false;
	r->n = k + 1;
	year = year_of(t, joined(r, k + 1));
	if (year >= 0)
		r->n++;
	if (!set_day(r, year, u->e->month, first))
		return false;
	from = r->from;
	if (last > first && !set_day(r, year, u->e->month, last))
		return false;
	r->from = from;
	return true;
}

/* "February 17, 2023", "Feb. 17", "February 2023", "in February" */
static bool read_month(struct reading *r)
{
	const struct text *t = r->t;
	const struct unit *u = unit_at(r, 0);
	int month = u->e->month, day, year, m, d;

	if (!month || (t->word[u->first].shape == SHAPE_LOWER))
		return false;
	year = year_of(t, joined(r, 1));
	day = day_of(t, joined(r, 1));
	if (day > 0 && !(bl_unit_gap(t, joined(r, 1)) & GAP_COMMA)) {
		r->n = 2;
		year = year_of(t, joined(r, 2));
		if (year >= 0)
			r->n = 3;
		return set_day(r, year, month, day);
	}
	if (year >= 0 && !(t->upper && year < 0)) {
		r->n = 2;
		set_month(r, year, month);
		return true;
	}
	if (t->today == DAY_UNSET || r->i == 0 ||
	    !(bl_unit_is(u - 1, W(IN)) || u[-1].e->days == DAYS_LAST))
		return false;
	bl_day_to_civil(t->today, &year, &m, &d);
	set_month(r, month > m ? year - 1 : year, month);
	r->n = 1;
	return true;
}

/* 2016-06-08, 6/23/2016 and 23/6/2016, but not 6/8/2016. */
static bool read_figures(struct reading *r)
{
	const struct text *t = r->t;
	const struct unit *b = unit_at(r, 1), *c = unit_at(r, 2);
	int n0, n1, n2;

	if (!b || !c ||
	    (bl_unit_gap(t, b) != GAP_HYPHEN &&
	     bl_unit_gap(t, b) != GAP_SLASH) ||
	    bl_unit_gap(t, c) != bl_unit_gap(t, b))
		return false;
	n0 = small_number(t, unit_at(r, 0));
	n1 = small_number(t, b);
	n2 = small_number(t, c);
	r->n = 3;
	if (n0 >= YEAR_FIRST && n1 > 0 && n2 > 0)
		return set_day(r, n0, n1, n2);
	if (n2 < YEAR_FIRST || n0 < 1 || n1 < 1)
		return false;
	if (n0 > 12)
		return set_day(r, n2, n1, n0);
	return (n1 > 12 || n0 == n1) && set_day(r, n2, n0, n1);
}

static int weekday_of(bl_day day)
{
	int w = (int)((day + 4) % DAYS_OF_WEEK); /* 1970-01-01: a Thursday */

	return w < 0 ? w + DAYS_OF_WEEK : w;
}

/* "Friday", "Friday night", "last Friday", "Friday, June 8, 2016" */
static bool read_weekday(struct reading *r)
{
	const struct text *t = r->t;
	const struct unit *u = unit_at(r, 0);
	struct reading rest = *r;
	int back;

	if (!u->e->weekday || t->word[u->first].shape == SHAPE_LOWER)
		return false;
	rest.i = r->i + 1;
	if (joined(r, 1) &&
	    (read_month(&rest) || read_day_month(&rest) ||
	     read_figures(&rest)) &&
	    rest.from == rest.to) {
		*r = rest;
		r->i--;
		r->n++;
		return true;
	}
	if (t->today == DAY_UNSET)
		return false;
	if (r->i > 0 && u[-1].e->days == DAYS_LAST && u[-1].e->days_value < 0)
		return false; /* next Friday */
	back = (weekday_of(t->today) - (u->e->weekday - 1) + DAYS_OF_WEEK) %
	       DAYS_OF_WEEK;
	r->n = 1;
	if (joined(r, 1) && joined(r, 1)->e->days == DAYS_PART)
		r->n = 2;
	r->from = r->to = t->today - back;
	return true;
}

/* "last week", "this month", "last night", "last year", "the month before" */
static bool read_last(struct reading *r)
{
	const struct text *t = r->t;
	const struct unit *u = unit_at(r, 0), *v = joined(r, 1);
	int back = u->e->days_value, year, month, day;
	bool before = bl_unit_is(u, W(THE)) && joined(r, 2) &&
		      joined(r, 2)->e->days == DAYS_EARLIER;

	if ((u->e->days != DAYS_LAST && !before) || !v ||
	    t->today == DAY_UNSET || back < 0)
		return false;
	if (before)
		back = 1;
	bl_day_to_civil(t->today, &year, &month, &day);
	r->n = before ? 3 : 2;
	if (v->e->days == DAYS_PART) {
		r->from = r->to = t->today - back;
		return true;
	}
	if (v->e->days == DAYS_WEEKEND) {
		r->from = t->today - (weekday_of(t->today) + 1) % DAYS_OF_WEEK;
		r->to = r->from + 1;
		return true;
	}
	if (v->e->days != DAYS_SPAN || v->e->many)
		return false;
	r->weak = back == 0;
	switch (v->e->days_value) {
	case 7:
		r->from = t->today - (weekday_of(t->today) + 6) % DAYS_OF_WEEK -
			  back * DAYS_OF_WEEK;
		r->to = back ? r->from + 6 : t->today;
		return true;
	case 30:
		if (back)
			set_month(r, month == 1 ? year - 1 : year,
				  month == 1 ? 12 : month - 1);
		else
			set_month(r, year, month);
		return true;
	case 365:
		set_year(r, year - back);
		return true;
	}
	return false;
}

/* "two days ago", "a month ago", "three years earlier" */
static bool read_ago(struct reading *r)
{
	const struct text *t = r->t;
	const struct unit *span = joined(r, 1), *ago = joined(r, 2);
	int count, year, month, day;

	if (!span || !ago || span->e->days != DAYS_SPAN ||
	    ago->e->days != DAYS_AGO || t->today == DAY_UNSET)
		return false;
	count = count_of(t, unit_at(r, 0));
	if (count < 1 || count > 100)
		return false;
	r->n = 3;
	bl_day_to_civil(t->today, &year, &month, &day);
	switch (span->e->days_value) {
	case 1:
		r->from = r->to = t->today - count;
		return true;
	case 7:
		r->from = t->today - count * DAYS_OF_WEEK - 3;
		r->to = r->from + 6;
		return true;
	case 30:
		month -= count % 12;
		year -= count / 12 + (month < 1);
		set_month(r, year, month < 1 ? month + 12 : month);
		return true;
	default:
		set_year(r, year - count);
		return true;
	}
}

/* "today", "yesterday", "Christmas Eve", "the weekend", "in 1990" */
static bool read_word(struct reading *r)
{
	const struct text *t = r->t;
	const struct unit *u = unit_at(r, 0);
	int year;

	r->n = 1;
	if (t->today != DAY_UNSET && u->e->days == DAYS_BACK) {
		r->from = r->to = t->today - u->e->days_value;
		return true;
	}
	if (t->today != DAY_UNSET && u->e->days == DAYS_WEEKEND && r->i > 0 &&
	    bl_unit_is(u - 1, W(THE))) {
		r->from = t->today - (weekday_of(t->today) + 1) % DAYS_OF_WEEK;
		r->to = r->from + 1;
		return true;
	}
	if (u->e->days == DAYS_HOLIDAY)
		return set_recent(r, u->e->days_value / 100,
				  u->e->days_value % 100);
	year = year_of(t, u);
	if (year > 0 && t->word[u->first].end - t->word[u->first].start == 4 &&
	    r->i > 0 &&
	    (bl_word_is(t, u[-1].last, "in") ||
	     bl_word_is(t, u[-1].last, "since") ||
	     bl_word_is(t, u[-1].last, "during"))) {
		set_year(r, year);
		return true;
	}
	return false;
}

static bl_status keep_date(struct text *t, const struct reading *r,
			   uint16_t *index)
{
	struct found_date *d;

	if (t->n_dates == t->dates_cap) {
		uint16_t cap = (uint16_t)(t->dates_cap * 2 + DATES_GROW);

		if (cap < t->dates_cap)
			return BL_SKIP; /* 65,000 dates: that will do */
		d = bl_arena_alloc(t->arena, cap * sizeof(*d));
		if (!d)
			return bl_fail_nomem(t->err);
		if (t->n_dates)
			memcpy(d, t->date, t->n_dates * sizeof(*d));
		t->date = d;
		t->dates_cap = cap;
	}
	d = &t->date[t->n_dates];
	*index = t->n_dates++;
	d->from = r->from;
	d->to = r->to;
	d->weak = r->weak;
	d->first = t->unit[r->i].first;
	d->last = t->unit[r->i + r->n - 1].last;
	return BL_OK;
}

static bool (*const readers[])(struct reading *) = {
	read_figures, read_day_month, read_ago,  read_month,
	read_weekday, read_last,      read_word,
};

bl_status bl_dates_find(struct text *t)
{
	size_t k;
	uint32_t i;

	for (i = 0; i < t->n_units; i++) {
		const struct entry *e = t->unit[i].e;

		if (!e->month && !e->weekday && !e->days && !e->number_kind &&
		    !bl_unit_is(&t->unit[i], W(DET) | W(THE)) &&
		    t->word[t->unit[i].first].shape < SHAPE_DIGITS)
			continue;
		for (k = 0; k < sizeof(readers) / sizeof(readers[0]); k++) {
			struct reading r = { .t = t, .i = i };
			struct unit by = { .kind = UNIT_DATE,
					   .e = &bl_lexicon_nothing };
			bl_status st;

			if (!readers[k](&r))
				continue;
			st = keep_date(t, &r, &by.index);
			if (st < 0)
				return st;
			if (st == BL_OK)
				bl_units_fold(t, i, r.n, by);
			break;
		}
	}
	return BL_OK;
}

/* The first date with a year near the beginning is the day of an article
 * that came without one. */
void bl_dates_today(struct text *t)
{
	uint32_t s;

	t->today = DAY_UNSET;
	if (t->article->published != BL_TIME_UNSET) {
		t->today = bl_day_of_time(t->article->published);
		return;
	}
	for (s = 0; s < t->n_sentences && t->today == DAY_UNSET &&
		    t->sentence[s].first < t->n_title + TODAY_WORDS;
	     s++) {
		struct reading r = { .t = t };

		bl_units_make(t, &t->sentence[s]);
		for (; r.i < t->n_units && t->today == DAY_UNSET; r.i++) {
			if ((read_day_month(&r) || read_month(&r) ||
			     read_figures(&r)) &&
			    r.from == r.to)
				t->today = r.from;
		}
	}
}
