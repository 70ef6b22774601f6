/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blotter/range.h"

#define NUMBER_MAX_DIGITS 12
#define DECIMAL_MAX_DIGITS 15 /* more do not fit a double exactly */

struct reading;

/* Reads one value as the first and last point it covers. */
typedef bl_status span_fn(int64_t *first, int64_t *last,
			  const struct reading *r, struct bl_str s);

struct reading {
	struct bl_str text;
	span_fn *span;
	bl_time now;
	size_t *at;
	struct bl_error *err;
};

static bl_status date_span(int64_t *first, int64_t *last,
			   const struct reading *r, struct bl_str s)
{
	return bl_date_span(first, last, s, r->now, r->err);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bl_status number_span(int64_t *first, int64_t *last,
			     const struct reading *r, struct bl_str s)
{
	size_t i;

	*first = 0;
	for (i = 0; i < s.len && i < NUMBER_MAX_DIGITS && is_digit(s.data[i]);
	     i++)
		*first = *first * 10 + (s.data[i] - '0');
	*last = *first;
	if (s.len > 0 && i == s.len)
		return BL_OK;
	return bl_fail(r->err, BL_ERR_USAGE,
		       "'%.*s' is no number: expected 10, >=10 or 5..20",
		       bl_str_shown(s), s.data);
}

/* One value, which begins at this byte of the text. */
static bl_status read_value(int64_t *first, int64_t *last,
			    const struct reading *r, size_t start, size_t end)
{
	struct bl_str s = { r->text.data + start, end - start };
	bl_status st = r->span(first, last, r, s);

	if (st < 0)
		*r->at = start;
	return st;
}

/* Bytes before the `..` of s, or its length when it has none. */
static size_t find_dots(struct bl_str s)
{
	size_t i;

	for (i = 0; i + 1 < s.len; i++) {
		if (s.data[i] == '.' && s.data[i + 1] == '.')
			return i;
	}
	return s.len;
}

static bl_status check_order(const struct bl_range *range,
			     const struct reading *r, size_t dots)
{
	struct bl_str left = { r->text.data, dots };
	struct bl_str right = { r->text.data + dots + 2,
				r->text.len - dots - 2 };

	if (range->low <= range->high)
		return BL_OK;
	*r->at = 0;
	return bl_fail(r->err, BL_ERR_USAGE,
		       "the range ends before it begins: expected '%.*s..%.*s'",
		       bl_str_shown(right), right.data, bl_str_shown(left),
		       left.data);
}

/* a..b, a.. or ..b */
static bl_status read_between(struct bl_range *out, const struct reading *r,
			      size_t dots)
{
	size_t right = dots + 2;
	int64_t ignored;
	bl_status st = BL_OK;

	if (dots == 0 && right == r->text.len) {
		*r->at = 0;
		return bl_fail(r->err, BL_ERR_USAGE,
			       "expected an end of the range: a.., ..b or "
			       "a..b");
	}
	if (dots > 0)
		st = read_value(&out->low, &ignored, r, 0, dots);
	if (st == BL_OK && right < r->text.len)
		st = read_value(&ignored, &out->high, r, right, r->text.len);
	return st < 0 ? st : check_order(out, r, dots);
}

/* >=a, >a, <=a, <a or a */
static bl_status read_compared(struct bl_range *out, const struct reading *r)
{
	char sign = r->text.len > 0 ? r->text.data[0] : '\0';
	bool compared = sign == '<' || sign == '>';
	bool equal = compared && r->text.len > 1 && r->text.data[1] == '=';
	size_t start = (size_t)compared + (size_t)equal;
	int64_t first, last;
	bl_status st = read_value(&first, &last, r, start, r->text.len);

	if (st < 0)
		return st;
	out->single = !compared;
	if (sign != '<')
		out->low = sign == '>' && !equal ? last + 1 : first;
	if (sign != '>')
		out->high = sign == '<' && !equal ? first - 1 : last;
	return BL_OK;
}

static bl_status read_range(struct bl_range *out, const struct reading *r)
{
	size_t dots = find_dots(r->text);

	*out = (struct bl_range){ INT64_MIN, INT64_MAX, false };
	if (dots < r->text.len)
		return read_between(out, r, dots);
	return read_compared(out, r);
}

bl_status bl_range_of_numbers(struct bl_range *out, struct bl_str text,
			      size_t *at, struct bl_error *err)
{
	struct reading r = { text, number_span, 0, at, err };

	return read_range(out, &r);
}

bl_status bl_range_of_dates(struct bl_range *out, struct bl_str text,
			    bl_time now, size_t *at, struct bl_error *err)
{
	struct reading r = { text, date_span, now, at, err };

	return read_range(out, &r);
}

bool bl_decimal(double *out, struct bl_str text)
{
	double digits = 0, scale = 1;
	size_t i, n = 0;
	bool point = false;

	for (i = 0; i < text.len; i++) {
		if (text.data[i] == '.' && !point) {
			point = true;
			continue;
		}
		if (!is_digit(text.data[i]) || ++n > DECIMAL_MAX_DIGITS)
			return false;
		digits = digits * 10 + (text.data[i] - '0');
		if (point)
			scale *= 10;
	}
	*out = digits / scale;
	return n > 0;
}
