/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The modifiers that follow an operand or a group: ^weight and ~number.
 */
#include "lex_private.h"

#include "blotter/range.h"

#define WEIGHT_MAX 1e6
#define COUNT_MAX_DIGITS 4

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool bl_lex_count(int *out, struct bl_str s)
{
	size_t i;

	*out = 0;
	for (i = 0; i < s.len && i < COUNT_MAX_DIGITS && is_digit(s.data[i]);
	     i++)
		*out = *out * 10 + (s.data[i] - '0');
	return s.len > 0 && i == s.len;
}

static bl_status set_weight(struct bl_lexeme *x, struct bl_str number,
			    struct bl_error *err)
{
	if (x->weighted)
		return bl_fail(err, BL_ERR_USAGE,
			       "a second '^': one weight is enough");
	x->weighted = true;
	if (!bl_decimal(&x->weight, number) || x->weight <= 0 ||
	    x->weight > WEIGHT_MAX)
		return bl_fail(err, BL_ERR_USAGE,
			       "expected a weight after '^': a number above 0, "
			       "%.0f at most, as in word^3",
			       WEIGHT_MAX);
	return BL_OK;
}

static bl_status set_tilde(struct bl_lexeme *x, struct bl_str number,
			   struct bl_error *err)
{
	if (x->kind == BL_LEX_CLOSE)
		return bl_fail(err, BL_ERR_USAGE,
			       "'~' follows a word or a phrase, not a group");
	if (x->tilde)
		return bl_fail(err, BL_ERR_USAGE,
			       "a second '~': one is enough");
	x->tilde = true;
	x->tilde_number = BL_TILDE_BARE;
	if (number.len > 0 && !bl_lex_count(&x->tilde_number, number))
		return bl_fail(err, BL_ERR_USAGE,
			       "expected a number after '~', as in word~2 or "
			       "\"two words\"~3");
	return BL_OK;
}

bl_status bl_lex_modifier(struct bl_lexeme *x, struct bl_str written,
			  size_t column, struct bl_error *err)
{
	struct bl_str number = { written.data + 1, written.len - 1 };

	if (written.data[0] == '^') {
		x->weight_column = column;
		return set_weight(x, number, err);
	}
	x->tilde_column = column;
	return set_tilde(x, number, err);
}
