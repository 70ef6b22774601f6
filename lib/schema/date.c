/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blotter/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define MONTHS_A_YEAR 12
#define YEAR_MIN 1
#define YEAR_MAX 9999

static int is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_days(int year, int month)
{
	static const char days[] = { 31, 28, 31, 30, 31, 30,
				     31, 31, 30, 31, 30, 31 };

	return days[month - 1] + (month == 2 && is_leap(year));
}

/* Days by eras of 400 years that begin on 1 March (H. Hinnant,
 * "chrono-Compatible Low-Level Date Algorithms"). */
int bl_day_from_civil(bl_day *out, int year, int month, int day)
{
	int y, era, of_era, of_year;

	if (year < YEAR_MIN || year > YEAR_MAX || month < 1 ||
	    month > MONTHS_A_YEAR || day < 1 || day > month_days(year, month))
		return 0;
	y = year - (month <= 2);
	era = y / 400;
	of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	y -= era * 400;
	of_era = y * 365 + y / 4 - y / 100 + of_year;
	*out = era * 146097 + of_era - 719468;
	return 1;
}

void bl_day_to_civil(bl_day day, int *year, int *month, int *mday)
{
	int z = day + 719468, era = (z >= 0 ? z : z - 146096) / 146097;
	int of_era = z - era * 146097;
	int y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) /
		365;
	int of_year = of_era - (365 * y + y / 4 - y / 100);
	int m = (5 * of_year + 2) / 153;

	*mday = of_year - (153 * m + 2) / 5 + 1;
	*month = m + (m < 10 ? 3 : -9);
	*year = y + era * 400 + (*month <= 2);
}

bl_day bl_day_of_time(bl_time t)
{
	bl_time day = t / BL_DAY_SECONDS;

	return (bl_day)(day - (t % BL_DAY_SECONDS < 0));
}

const char *bl_day_text(char out[BL_TIME_TEXT_BYTES], bl_day d)
{
	int year, month, mday;

	bl_day_to_civil(d, &year, &month, &mday);
	snprintf(out, BL_TIME_TEXT_BYTES, "%04d-%02d-%02d", year, month, mday);
	return out;
}

const char *bl_time_text(char out[BL_TIME_TEXT_BYTES], bl_time t)
{
	bl_day day = bl_day_of_time(t);
	int second = (int)(t - (bl_time)day * BL_DAY_SECONDS);
	int year, month, mday;

	if (!second)
		return bl_day_text(out, day);
	bl_day_to_civil(day, &year, &month, &mday);
	snprintf(out, BL_TIME_TEXT_BYTES, "%04d-%02d-%02dT%02d:%02d:%02dZ",
		 year, month, mday, second / 3600, second / 60 % 60,
		 second % 60);
	return out;
}

/* The smallest time in a month `back` months before the month of t, and so
 * on the same day of the month, or its last. */
static bl_time months_back(bl_time t, int back)
{
	bl_day day = bl_day_of_time(t), first;
	int year, month, mday, months;

	bl_day_to_civil(day, &year, &month, &mday);
	months = year * MONTHS_A_YEAR + month - 1 - back;
	if (months < YEAR_MIN * MONTHS_A_YEAR)
		return BL_TIME_MIN;
	year = months / MONTHS_A_YEAR;
	month = months % MONTHS_A_YEAR + 1;
	if (mday > month_days(year, month))
		mday = month_days(year, month);
	bl_day_from_civil(&first, year, month, mday);
	return (bl_time)first * BL_DAY_SECONDS;
}

/* "30d": the day that lies so far back. */
static int relative_day(bl_time *first, int count, char unit, bl_time now)
{
	bl_time today = (bl_time)bl_day_of_time(now) * BL_DAY_SECONDS;

	switch (unit) {
	case 'd':
		*first = today - (bl_time)count * BL_DAY_SECONDS;
		break;
	case 'w':
		*first = today - (bl_time)count * 7 * BL_DAY_SECONDS;
		break;
	case 'm':
		*first = months_back(today, count);
		break;
	case 'y':
		*first = months_back(today, count * MONTHS_A_YEAR);
		break;
	default:
		return 0;
	}
	if (*first < BL_TIME_MIN)
		*first = BL_TIME_MIN;
	return 1;
}

/* Up to max_digits digits off the front of s; returns how many. */
static size_t take_number(struct bl_str *s, size_t max_digits, int *out)
{
	size_t n = 0;

	*out = 0;
	while (n < s->len && n < max_digits && s->data[n] >= '0' &&
	       s->data[n] <= '9')
		*out = *out * 10 + (s->data[n++] - '0');
	s->data += n;
	s->len -= n;
	return n;
}

static int take_dash(struct bl_str *s)
{
	if (!s->len || *s->data != '-')
		return 0;
	s->data++;
	s->len--;
	return 1;
}

/* 2023, 2023-02 or 2023-02-17; what is missing stays 0. */
static int read_civil(struct bl_str s, int *year, int *month, int *day)
{
	*month = *day = 0;
	if (take_number(&s, 4, year) != 4 || *year < YEAR_MIN)
		return 0;
	if (take_dash(&s) && (take_number(&s, 2, month) != 2 || !*month))
		return 0;
	if (*month && take_dash(&s) && (take_number(&s, 2, day) != 2 || !*day))
		return 0;
	return !s.len;
}

bl_status bl_date_span(bl_time *first, bl_time *last, struct bl_str s,
		       bl_time now, struct bl_error *err)
{
	struct bl_str rest = s;
	int year, month, day, count;
	bl_day from, to;

	if (take_number(&rest, 5, &count) && rest.len == 1 &&
	    relative_day(first, count, *rest.data, now)) {
		*last = *first + BL_DAY_SECONDS - 1;
		return BL_OK;
	}
	if (!read_civil(s, &year, &month, &day) ||
	    !bl_day_from_civil(&from, year, month ? month : 1, day ? day : 1))
		return bl_fail(err, BL_ERR_USAGE,
			       "'%.*s' is no date: expected 2023, 2023-02, "
			       "2023-02-17 or 30d (w, m, y)",
			       (int)s.len, s.data);
	if (!month)
		month = MONTHS_A_YEAR;
	if (!day)
		day = month_days(year, month);
	bl_day_from_civil(&to, year, month, day);
	*first = (bl_time)from * BL_DAY_SECONDS;
	*last = (bl_time)to * BL_DAY_SECONDS + BL_DAY_SECONDS - 1;
	return BL_OK;
}

bl_status bl_now(bl_time *out, struct bl_error *err)
{
	const char *env = getenv("BLOTTER_NOW");

	if (!env || !*env) {
		*out = (bl_time)time(NULL);
		return BL_OK;
	}
	if (bl_time_parse(out, bl_str_from(env), NULL) == BL_OK)
		return BL_OK;
	return bl_fail(err, BL_ERR_USAGE, "$BLOTTER_NOW: '%s' is no date", env);
}
