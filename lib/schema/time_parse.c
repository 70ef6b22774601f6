/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Dates as articles write them.  The text is cut into numbers, words and
 * punctuation; words are months, weekdays, zones and am or pm, and numbers are
 * told apart by their digits, their place and what stands around them.
 */
#include <stdbool.h>
#include <string.h>

#include "blotter/date.h"

#define TEXT_MAX_BYTES 128
#define EPOCH_MAX_SECONDS INT64_C(100000000000)

struct moment {
	int year, month, day; /* 0: not seen */
	int hour, minute, second;
	int afternoon;    /* 0: not said, 1: am, 2: pm */
	int zone_minutes; /* east of UTC */
	bool has_time;
};

struct scan {
	const char *at, *end;
};

struct word_value {
	const char *word;
	int value;
};

/* Three letters tell months apart; longer words only have to begin so. */
static const struct word_value months[] = {
	{ "jan", 1 },  { "feb", 2 },  { "mar", 3 }, { "apr", 4 }, { "may", 5 },
	{ "jun", 6 },  { "jul", 7 },  { "aug", 8 }, { "sep", 9 }, { "oct", 10 },
	{ "nov", 11 }, { "dec", 12 }, { NULL, 0 }
};

/* Minutes east of UTC of the zones that RFC 2822 names, and a few more that
 * news uses and that mean one thing only. */
static const struct word_value zones[] = {
	{ "z", 0 },      { "ut", 0 },     { "utc", 0 },    { "gmt", 0 },
	{ "est", -300 }, { "edt", -240 }, { "cst", -360 }, { "cdt", -300 },
	{ "mst", -420 }, { "mdt", -360 }, { "pst", -480 }, { "pdt", -420 },
	{ "cet", 60 },   { "cest", 120 }, { "eet", 120 },  { "eest", 180 },
	{ "bst", 60 },   { "pkt", 300 },  { "jst", 540 },  { NULL, 0 }
};

/* Words that carry nothing: weekdays, and what stands around dates. */
static const char *const noise[] = { "mon", "tue", "wed", "thu", "fri",
				     "sat", "sun", "at",  "on",  "of",
				     "the", "t",   NULL };

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Digits from s.at on: their count, their value (only sane below 19). */
static size_t take_digits(struct scan *s, int64_t *value)
{
	size_t n = 0;

	*value = 0;
	while (s->at < s->end && is_digit(*s->at)) {
		if (n++ < 18)
			*value = *value * 10 + (*s->at - '0');
		s->at++;
	}
	return n;
}

static size_t take_word(struct scan *s, char out[16])
{
	size_t n = 0;

	while (s->at < s->end && is_letter(*s->at)) {
		if (n < 15)
			out[n++] = (char)(*s->at | 0x20);
		s->at++;
	}
	out[n] = '\0';
	return n;
}

static bool take_char(struct scan *s, char c)
{
	if (s->at == s->end || *s->at != c)
		return false;
	s->at++;
	return true;
}

/* +05:30, -0500, +09 */
static bool take_offset(struct scan *s, struct moment *m)
{
	int sign = *s->at == '-' ? -1 : 1;
	int64_t hours, minutes = 0;
	size_t n;

	s->at++;
	n = take_digits(s, &hours);
	if (n == 4) {
		minutes = hours % 100;
		hours /= 100;
	} else if (n == 2 && take_char(s, ':')) {
		if (take_digits(s, &minutes) != 2)
			return false;
	} else if (n != 2) {
		return false;
	}
	m->zone_minutes = sign * (int)(hours * 60 + minutes);
	return hours <= 14 && minutes < 60;
}

/* The rest of a time of which the hour and its colon were read. */
static bool take_time(struct scan *s, struct moment *m, int64_t hour)
{
	int64_t minute, second = 0, fraction;

	if (m->has_time || take_digits(s, &minute) != 2)
		return false;
	if (take_char(s, ':') && take_digits(s, &second) != 2)
		return false;
	if (s->at < s->end && (*s->at == '.' || *s->at == ',') &&
	    s->at + 1 < s->end && is_digit(s->at[1])) {
		s->at++;
		take_digits(s, &fraction);
	}
	m->has_time = true;
	m->hour = (int)hour;
	m->minute = (int)minute;
	m->second = second == 60 ? 59 : (int)second; /* a leap second */
	return hour <= 24 && minute < 60 && second <= 60;
}

/* -02-17, /02/17, .02.17 or -02 after a year. */
static bool take_iso_rest(struct scan *s, struct moment *m, char separator)
{
	int64_t n;

	if (take_digits(s, &n) != 2)
		return false;
	m->month = (int)n;
	m->day = 1;
	if (take_char(s, separator)) {
		size_t digits = take_digits(s, &n);

		if (digits < 1 || digits > 2)
			return false;
		m->day = (int)n;
	}
	return true;
}

static bool year_seen(struct scan *s, struct moment *m, int64_t value)
{
	char next = s->at < s->end ? *s->at : '\0';

	if (m->year)
		return false;
	m->year = (int)value;
	if (!m->month && (next == '-' || next == '/' || next == '.') &&
	    s->at + 1 < s->end && is_digit(s->at[1])) {
		s->at++;
		return take_iso_rest(s, m, next);
	}
	return true;
}

static bool compact_seen(struct moment *m, int64_t value)
{
	if (m->year || m->day)
		return false;
	m->year = (int)(value / 10000);
	m->month = (int)(value / 100 % 100);
	m->day = (int)(value % 100);
	return true;
}

/* Skip the letters of 1st, 2nd, 3rd, 17th. */
static void skip_ordinal(struct scan *s)
{
	static const char *const endings[] = { "st", "nd", "rd", "th", NULL };
	int i;

	for (i = 0; endings[i] && s->end - s->at >= 2; i++) {
		if ((s->at[0] | 0x20) == endings[i][0] &&
		    (s->at[1] | 0x20) == endings[i][1] &&
		    (s->end - s->at == 2 || !is_letter(s->at[2]))) {
			s->at += 2;
			return;
		}
	}
}

static bool am_or_pm_follows(const struct scan *s)
{
	const char *p = s->at;

	while (p < s->end && *p == ' ')
		p++;
	return s->end - p >= 2 && ((*p | 0x20) == 'a' || (*p | 0x20) == 'p') &&
	       ((p[1] | 0x20) == 'm' ||
		(p[1] == '.' && s->end - p >= 3 && (p[2] | 0x20) == 'm'));
}

/* 14 NOV 89: two digits after a day and a month are a year of the century
 * that telegrams were sent in. */
static bool short_number(struct scan *s, struct moment *m, int64_t value)
{
	if (take_char(s, ':'))
		return take_time(s, m, value);
	if (am_or_pm_follows(s) && !m->has_time) {
		m->has_time = true;
		m->hour = (int)value;
		return value >= 1 && value <= 12;
	}
	if (!m->day) {
		m->day = (int)value;
		skip_ordinal(s);
		/* 02/03/2023 is two dates, and no guess of ours */
		return s->at == s->end || (*s->at != '/' && *s->at != '.') ||
		       m->month;
	}
	if (m->month && !m->year) {
		m->year = (int)value + (value < 70 ? 2000 : 1900);
		return true;
	}
	return false;
}

static bool number_seen(struct scan *s, struct moment *m)
{
	int64_t value;
	size_t digits = take_digits(s, &value);

	if (digits == 8)
		return compact_seen(m, value);
	if (digits == 4)
		return year_seen(s, m, value);
	if (digits <= 2)
		return short_number(s, m, value);
	return false;
}

static const struct word_value *find_word(const struct word_value *table,
					  const char *word, bool by_start)
{
	for (; table->word; table++)
		if (by_start ? !strncmp(word, table->word, 3)
			     : !strcmp(word, table->word))
			return table;
	return NULL;
}

static bool is_noise(const char *word)
{
	int i;

	for (i = 0; noise[i]; i++)
		if (!strcmp(word, noise[i]) ||
		    (i < 7 && !strncmp(word, noise[i], 3)))
			return true;
	return false;
}

/* "a.m." arrives as the words a and m. */
static bool afternoon_seen(struct scan *s, struct moment *m, const char *word)
{
	bool dotted = !word[1] && take_char(s, '.');

	if (dotted && !(s->at < s->end && (*s->at | 0x20) == 'm'))
		return false;
	if (dotted) {
		s->at++;
		take_char(s, '.');
	} else if (strcmp(word + 1, "m") != 0) {
		return false;
	}
	m->afternoon = word[0] == 'p' ? 2 : 1;
	return m->has_time;
}

static bool word_seen(struct scan *s, struct moment *m)
{
	const struct word_value *found;
	char word[16];

	take_word(s, word);
	if (is_noise(word))
		return true;
	found = find_word(zones, word, false);
	if (found) {
		m->zone_minutes = found->value;
		return m->has_time || !strcmp(word, "z");
	}
	if ((word[0] == 'a' || word[0] == 'p') &&
	    (!word[1] || !strcmp(word + 1, "m")))
		return afternoon_seen(s, m, word);
	found = find_word(months, word, true);
	if (!found || m->month)
		return false;
	m->month = found->value;
	take_char(s, '.');
	return true;
}

static bool scan_text(struct scan *s, struct moment *m)
{
	while (s->at < s->end) {
		char c = *s->at;
		bool ok = true;

		if (is_digit(c))
			ok = number_seen(s, m);
		else if (is_letter(c))
			ok = word_seen(s, m);
		else if ((c == '+' || c == '-') && m->has_time &&
			 s->at + 1 < s->end && is_digit(s->at[1]))
			ok = take_offset(s, m);
		else if (strchr(" \t\n,.()-|", c) && c)
			s->at++;
		else
			return false;
		if (!ok)
			return false;
	}
	return m->year && m->month;
}

static bool take_in_range(bl_time *out, bl_time t)
{
	if (t < BL_TIME_MIN || t > BL_TIME_MAX)
		return false;
	*out = t;
	return true;
}

static bool to_time(bl_time *out, struct moment *m)
{
	bl_day day;

	if (m->afternoon && (m->hour < 1 || m->hour > 12))
		return false;
	if (m->afternoon)
		m->hour = m->hour % 12 + (m->afternoon == 2 ? 12 : 0);
	if (!bl_day_from_civil(&day, m->year, m->month, m->day ? m->day : 1))
		return false;
	return take_in_range(out, (bl_time)day * BL_DAY_SECONDS +
					  m->hour * 3600 + m->minute * 60 +
					  m->second - m->zone_minutes * 60);
}

/* Seconds or milliseconds since 1970, 9 digits or more, maybe a fraction. */
static bool read_epoch(bl_time *out, struct scan s)
{
	bool negative = take_char(&s, '-');
	int64_t value, fraction;
	size_t digits = take_digits(&s, &value);

	if (digits < 9 || digits > 14)
		return false;
	if (take_char(&s, '.'))
		take_digits(&s, &fraction);
	if (s.at != s.end)
		return false;
	if (value >= EPOCH_MAX_SECONDS)
		value /= 1000;
	return take_in_range(out, negative ? -value : value);
}

bl_status bl_time_parse(bl_time *out, struct bl_str text, struct bl_error *err)
{
	struct bl_str t = bl_str_trim(text);
	struct scan s = { t.data, t.data + t.len };
	struct moment m;

	memset(&m, 0, sizeof(m));
	if (t.len && t.len <= TEXT_MAX_BYTES &&
	    (read_epoch(out, s) || (scan_text(&s, &m) && to_time(out, &m))))
		return BL_OK;
	return bl_fail(err, BL_ERR_FORMAT,
		       "'%.*s' is no date that can be read for certain",
		       (int)(t.len < 40 ? t.len : 40), t.len ? t.data : "");
}
