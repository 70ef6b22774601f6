/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Fields and their values: keywords, numbers, dates, and ranges of these.
 */
#include "parser_private.h"

#include <string.h>

#define NUMBER_MAX_DIGITS 12
#define FOLDED_MAX_GROWTH 16 /* bytes that one byte may fold to */

/* Reads one value as the first and last point it covers. */
typedef bl_status span_fn(int64_t *first, int64_t *last, struct bl_parser *p,
			  struct bl_str s);

struct range {
	int64_t low, high;
};

static bl_status date_span(int64_t *first, int64_t *last, struct bl_parser *p,
			   struct bl_str s)
{
	return bl_date_span(first, last, s, p->c->now, p->err);
}

static bl_status number_span(int64_t *first, int64_t *last, struct bl_parser *p,
			     struct bl_str s)
{
	size_t i;

	*first = 0;
	for (i = 0; i < s.len && s.data[i] >= '0' && s.data[i] <= '9'; i++) {
		if (i == NUMBER_MAX_DIGITS)
			break;
		*first = *first * 10 + (s.data[i] - '0');
	}
	*last = *first;
	if (s.len > 0 && i == s.len)
		return BL_OK;
	return bl_fail(p->err, BL_ERR_USAGE,
		       "'%.*s' is no number: expected 10, >=10 or 5..20",
		       bl_lex_shown(s), s.data);
}

static struct bl_str from(struct bl_str s, size_t start)
{
	return (struct bl_str){ s.data + start, s.len - start };
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

/* a..b, a.. or ..b */
static bl_status read_between(struct range *out, struct bl_parser *p,
			      const struct bl_lexeme *x, size_t dots,
			      span_fn *span)
{
	struct bl_str left = { x->text.data, dots };
	struct bl_str right = from(x->text, dots + 2);
	int64_t ignored;
	bl_status st = BL_OK;

	bl_parse_at(p, x->text_column);
	if (left.len == 0 && right.len == 0)
		return bl_fail(p->err, BL_ERR_USAGE,
			       "expected an end of the range: a.., ..b or "
			       "a..b");
	if (left.len)
		st = span(&out->low, &ignored, p, left);
	if (st == BL_OK && right.len) {
		bl_parse_at(p, x->text_column + dots + 2);
		st = span(&ignored, &out->high, p, right);
	}
	if (st < 0 || out->low <= out->high)
		return st;
	return bl_fail(bl_parse_at(p, x->text_column), BL_ERR_USAGE,
		       "the range ends before it begins: expected '%.*s..%.*s'",
		       bl_lex_shown(right), right.data, bl_lex_shown(left),
		       left.data);
}

/* >=a, >a, <=a, <a or a */
static bl_status read_compared(struct range *out, struct bl_parser *p,
			       const struct bl_lexeme *x, span_fn *span)
{
	char sign = x->text.data[0];
	bool compared = sign == '<' || sign == '>';
	bool equal = compared && x->text.len > 1 && x->text.data[1] == '=';
	size_t skip = (size_t)compared + (size_t)equal;
	int64_t first, last;
	bl_status st;

	bl_parse_at(p, x->text_column + skip);
	st = span(&first, &last, p, from(x->text, skip));
	if (st < 0)
		return st;
	if (sign == '>')
		out->low = equal ? first : last + 1;
	else if (sign == '<')
		out->high = equal ? last : first - 1;
	else
		*out = (struct range){ first, last };
	return BL_OK;
}

static bl_status read_range(struct range *out, struct bl_parser *p,
			    const struct bl_lexeme *x, span_fn *span)
{
	size_t dots = find_dots(x->text);

	*out = (struct range){ INT64_MIN, INT64_MAX };
	if (dots < x->text.len)
		return read_between(out, p, x, dots, span);
	return read_compared(out, p, x, span);
}

static bl_status date(struct bl_node **out, struct bl_parser *p,
		      const struct bl_lexeme *x)
{
	struct range range;
	bl_status st = read_range(&range, p, x, date_span);

	if (st == BL_OK)
		st = bl_parse_node(out, p, BL_NODE_RANGE, x->column);
	if (st < 0)
		return st;
	(*out)->field = x->field;
	(*out)->low = range.low;
	(*out)->high = range.high;
	return BL_OK;
}

static bl_status keyword(struct bl_node **out, struct bl_parser *p,
			 const struct bl_lexeme *x)
{
	struct bl_buf value;
	bl_status st = bl_parse_node(out, p, BL_NODE_KEYWORD, x->column);

	if (st < 0)
		return st;
	bl_buf_init(&value, BL_QUERY_MAX_BYTES * FOLDED_MAX_GROWTH);
	if (x->field->fold)
		st = bl_fold(&value, x->text.data, x->text.len, p->err);
	else
		bl_buf_addstr(&value, x->text);
	if (st == BL_OK)
		st = bl_buf_status(&value, p->err);
	if (st == BL_OK) {
		(*out)->field = x->field;
		(*out)->text = bl_arena_str(p->c->arena, bl_buf_str(&value));
		if (!(*out)->text.data)
			st = bl_fail_nomem(p->err);
	}
	bl_buf_release(&value);
	return st;
}

static bl_status check_incident_value(struct bl_parser *p,
				      const struct bl_lexeme *x)
{
	struct range range;

	switch (x->field->id) {
	case BL_FIELD_ID_DATE:
		return read_range(&range, p, x, date_span);
	case BL_FIELD_ID_KILLED:
	case BL_FIELD_ID_INJURED:
	case BL_FIELD_ID_KIDNAPPED:
		return read_range(&range, p, x, number_span);
	case BL_FIELD_ID_CLAIMED:
		if (bl_str_eq(x->text, BL_STR("yes")) ||
		    bl_str_eq(x->text, BL_STR("no")))
			return BL_OK;
		return bl_fail(bl_parse_at(p, x->text_column), BL_ERR_USAGE,
			       "expected claimed:yes or claimed:no");
	default:
		return BL_OK;
	}
}

/* Incidents are read, and then refused, here and nowhere else. */
static bl_status incident(struct bl_parser *p, const struct bl_lexeme *x)
{
	bl_status st = check_incident_value(p, x);

	if (st < 0)
		return st;
	return bl_fail(bl_parse_at(p, x->column), BL_ERR_USAGE,
		       "'%s:' is not there yet: incidents are not extracted by "
		       "this version",
		       x->field->name);
}

bl_status bl_parse_field(struct bl_node **out, struct bl_parser *p,
			 const struct bl_lexeme *x)
{
	if (x->field->kind == BL_FIELD_TEXT)
		return bl_parse_word(out, p, x);
	if (x->tilde || x->weighted)
		return bl_fail(bl_parse_at(p, x->tilde ? x->tilde_column
						       : x->weight_column),
			       BL_ERR_USAGE,
			       "'%s:' selects and scores nothing: expected "
			       "neither '~' nor '^' after it",
			       x->field->name);
	switch (x->field->kind) {
	case BL_FIELD_KEYWORD:
		return keyword(out, p, x);
	case BL_FIELD_DATE:
		return date(out, p, x);
	default:
		return incident(p, x);
	}
}
