/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The leaves of fields: keywords, dates, and filters on incidents.
 */
#include "parser_private.h"

#include "blotter/filter.h"
#include "blotter/range.h"

#define FOLDED_MAX_GROWTH 16 /* bytes that one byte may fold to */

static bl_status date(struct bl_node **out, struct bl_parser *p,
		      const struct bl_lexeme *x)
{
	struct bl_range range;
	size_t at = 0;
	bl_status st =
		bl_range_of_dates(&range, x->text, p->c->now, &at, p->err);

	if (st < 0) {
		bl_parse_at(p, x->text_column + at);
		return st;
	}
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
	struct bl_str text = x->field->id == BL_FIELD_ID_LANG
				     ? bl_lang_of_tag(x->text)
				     : x->text;
	struct bl_buf value;
	bl_status st = bl_parse_node(out, p, BL_NODE_KEYWORD, x->column);

	if (st < 0)
		return st;
	bl_buf_init(&value, BL_QUERY_MAX_BYTES * FOLDED_MAX_GROWTH);
	if (x->field->fold)
		st = bl_fold(&value, text.data, text.len, p->err);
	else
		bl_buf_addstr(&value, text);
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

/* A value of an incident. */
static bl_status filter(struct bl_node **out, struct bl_parser *p,
			const struct bl_lexeme *x)
{
	struct bl_filter *f = bl_arena_alloc(p->c->arena, sizeof(*f));
	size_t at = 0;
	bl_status st;

	if (!f)
		return bl_fail_nomem(p->err);
	st = bl_filter_read(f, x->field, x->text, p->c->now, p->c->arena, &at,
			    p->err);
	if (st < 0) {
		bl_parse_at(p, x->text_column + at);
		return st;
	}
	st = bl_parse_node(out, p, BL_NODE_FILTER, x->column);
	if (st < 0)
		return st;
	(*out)->field = x->field;
	(*out)->filter = f;
	return BL_OK;
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
		return filter(out, p, x);
	}
}
