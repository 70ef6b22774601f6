/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lex_private.h"

#include <stdint.h>
#include <string.h>

#include "blotter/query.h"
#include "blotter/utf8.h"

struct lexer {
	struct bl_str text;
	size_t pos; /* bytes read */
	struct bl_lexeme *out;
	size_t n;
	size_t *column;
	struct bl_error *err;
};

static const struct {
	const char *name;
	enum bl_lexeme_kind kind;
} operators[] = {
	{ "AND", BL_LEX_AND },
	{ "OR", BL_LEX_OR },
	{ "NOT", BL_LEX_NOT },
};

static const struct {
	const char *name;
	bool ordered;
} proximities[] = {
	{ "NEAR", false },
	{ "ADJ", true },
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Wrong at this byte: the message is the caller's next line. */
static struct bl_error *at(struct lexer *lx, size_t column)
{
	*lx->column = column;
	return lx->err;
}

static struct bl_str span(const struct lexer *lx, size_t from, size_t to)
{
	return (struct bl_str){ lx->text.data + from, to - from };
}

/* The code point at pos, 0 at the end of the text. */
static uint32_t code_point(const struct lexer *lx, size_t pos, size_t *used)
{
	*used = 0;
	if (pos >= lx->text.len)
		return 0;
	return bl_utf8_decode(lx->text.data + pos, lx->text.len - pos, used);
}

static bool is_space(uint32_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xA0 ||
	       c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
	       c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

static bool is_curly_quote(uint32_t c)
{
	return c == 0x201C || c == 0x201D;
}

static bool is_quote(uint32_t c)
{
	return c == '"' || is_curly_quote(c);
}

static bool is_modifier(uint32_t c)
{
	return c == '^' || c == '~';
}

static bool ends_word(uint32_t c)
{
	return is_space(c) || is_quote(c) || is_modifier(c) || c == '(' ||
	       c == ')';
}

static bool ends_value(uint32_t c)
{
	return is_space(c) || c == ')';
}

static bool ends_filter(uint32_t c)
{
	return ends_value(c) || is_modifier(c);
}

/* What ends the value of a field that is not in quotes. */
static bool (*const value_ends[])(uint32_t c) = {
	[BL_FIELD_TEXT] = ends_word,
	[BL_FIELD_KEYWORD] = ends_value,
	[BL_FIELD_DATE] = ends_value,
	[BL_FIELD_INCIDENT] = ends_filter,
};

/* The first byte from pos on whose code point `ends` accepts, or the end. */
static size_t find_end(const struct lexer *lx, size_t pos, bool ends(uint32_t))
{
	size_t used;

	for (; pos < lx->text.len; pos += used) {
		if (ends(code_point(lx, pos, &used)))
			break;
	}
	return pos;
}

static struct bl_lexeme *add(struct lexer *lx, enum bl_lexeme_kind kind)
{
	struct bl_lexeme *x = &lx->out[lx->n++];

	x->kind = kind;
	x->column = lx->pos;
	x->weight = 1;
	return x;
}

/* The ^ and ~ that touch the end of x. */
static bl_status lex_modifiers(struct lexer *lx, struct bl_lexeme *x)
{
	bl_status st = BL_OK;

	while (st == BL_OK && lx->pos < lx->text.len &&
	       is_modifier((unsigned char)lx->text.data[lx->pos])) {
		size_t end = find_end(lx, lx->pos + 1, ends_word);

		st = bl_lex_modifier(x, span(lx, lx->pos, end), lx->pos,
				     at(lx, lx->pos));
		lx->pos = end;
	}
	return st;
}

/* What stands between the quotes at pos. */
static bl_status lex_quoted(struct lexer *lx, struct bl_lexeme *x)
{
	size_t open = lx->pos, end, used;
	uint32_t quote = code_point(lx, open, &used);
	bool curly = is_curly_quote(quote);

	for (end = open + used; end < lx->text.len; end += used) {
		uint32_t c = code_point(lx, end, &used);

		if (curly ? is_curly_quote(c) : c == '"')
			break;
	}
	if (end >= lx->text.len)
		return bl_fail(at(lx, open), BL_ERR_USAGE,
			       "expected a closing %s for the one here",
			       curly ? "”" : "\"");
	x->quoted = true;
	x->text_column = open + (curly ? strlen("“") : 1);
	x->text = span(lx, x->text_column, end);
	lx->pos = end + used;
	return BL_OK;
}

static bl_status unknown_field(struct lexer *lx, struct bl_str name)
{
	const struct bl_field *near = bl_field_nearest(name);

	at(lx, lx->pos);
	if (near)
		return bl_fail(lx->err, BL_ERR_USAGE,
			       "unknown field '%.*s': did you mean '%s'?",
			       bl_str_shown(name), name.data, near->name);
	return bl_fail(lx->err, BL_ERR_USAGE,
		       "unknown field '%.*s': put quotes around words that "
		       "hold a colon",
		       bl_str_shown(name), name.data);
}

static bl_status lex_field(struct lexer *lx, struct bl_str name)
{
	const struct bl_field *field = bl_field_find(name);
	struct bl_lexeme *x;
	size_t used, start = lx->pos + name.len + 1;
	bl_status st = BL_OK;

	if (!field)
		return unknown_field(lx, name);
	x = add(lx, BL_LEX_OPERAND);
	x->field = field;
	lx->pos = start;
	if (is_quote(code_point(lx, start, &used))) {
		st = lex_quoted(lx, x);
	} else {
		lx->pos = find_end(lx, start, value_ends[field->kind]);
		x->text_column = start;
		x->text = span(lx, start, lx->pos);
		if (x->text.len && x->text.data[0] == '(')
			x->text.len = 0; /* a group is no value */
	}
	if (st < 0)
		return st;
	if (x->text.len == 0)
		return bl_fail(at(lx, start), BL_ERR_USAGE,
			       "expected a value after '%s:', one word or "
			       "\"words in quotes\"",
			       field->name);
	return lex_modifiers(lx, x);
}

/*
 * The name of a field that the word starts with: letters and a colon, but not
 * http://; a time (10:40) has none.  Its length is 0 when there is none.
 */
static struct bl_str field_name(struct bl_str word)
{
	const char *colon = memchr(word.data, ':', word.len);
	size_t i, len = colon ? (size_t)(colon - word.data) : 0;

	for (i = 0; i < len; i++) {
		unsigned char c = (unsigned char)word.data[i];

		if (!((c | 0x20) >= 'a' && (c | 0x20) <= 'z') && c < 0x80)
			return BL_STR_NULL;
	}
	if (word.len - len >= 3 && memcmp(word.data + len, "://", 3) == 0)
		return BL_STR_NULL;
	return (struct bl_str){ word.data, len };
}

/* NEAR/5 and ADJ/5, and what looks like them; *taken tells. */
static bl_status lex_proximity(bool *taken, struct lexer *lx,
			       struct bl_str word)
{
	size_t i;

	*taken = false;
	for (i = 0; i < COUNT(proximities); i++) {
		struct bl_str name = bl_str_from(proximities[i].name);
		size_t slash = name.len < word.len ? name.len : word.len;
		struct bl_str number = { word.data + slash, word.len - slash };
		struct bl_lexeme *x;
		int distance;

		if (word.len < name.len ||
		    memcmp(word.data, name.data, name.len) != 0 ||
		    (number.len > 0 && number.data[0] != '/'))
			continue;
		*taken = true;
		if (number.len > 0) {
			number.data++;
			number.len--;
		}
		if (!bl_lex_count(&distance, number) || distance < 1 ||
		    distance > BL_QUERY_MAX_DISTANCE)
			return bl_fail(at(lx, lx->pos), BL_ERR_USAGE,
				       "expected %s/5 or another number from "
				       "1 to %d",
				       name.data, BL_QUERY_MAX_DISTANCE);
		x = add(lx, BL_LEX_NEAR);
		x->name = word;
		x->distance = (unsigned)distance;
		x->ordered = proximities[i].ordered;
		lx->pos += word.len;
	}
	return BL_OK;
}

/* AND, OR and NOT. */
static bool lex_operator(struct lexer *lx, struct bl_str word)
{
	size_t i;

	for (i = 0; i < COUNT(operators); i++) {
		struct bl_lexeme *x;

		if (!bl_str_eq(word, bl_str_from(operators[i].name)))
			continue;
		x = add(lx, operators[i].kind);
		x->name = word;
		lx->pos += word.len;
		return true;
	}
	return false;
}

/* A word, with or without =, at pos. */
static bl_status lex_operand(struct lexer *lx, bool exact)
{
	struct bl_lexeme *x = add(lx, BL_LEX_OPERAND);
	size_t end;

	x->exact = exact;
	lx->pos += exact;
	end = find_end(lx, lx->pos, ends_word);
	x->text_column = lx->pos;
	x->text = span(lx, lx->pos, end);
	lx->pos = end;
	return lex_modifiers(lx, x);
}

static bl_status lex_exact(struct lexer *lx)
{
	size_t start = lx->pos + 1, used;
	size_t end = find_end(lx, start, ends_word);
	uint32_t next = code_point(lx, start, &used);

	if (is_quote(next) || is_modifier(next) || next == '(')
		return bl_fail(at(lx, lx->pos), BL_ERR_USAGE,
			       "expected a word after '=', as in =bombed");
	if (field_name(span(lx, start, end)).len)
		return bl_fail(at(lx, start), BL_ERR_USAGE,
			       "'=' takes a word without a field");
	return lex_operand(lx, true);
}

static bl_status lex_word(struct lexer *lx)
{
	struct bl_str word =
		span(lx, lx->pos, find_end(lx, lx->pos, ends_word));
	struct bl_str name;
	bool taken;
	bl_status st;

	if (word.len == 0)
		return bl_fail(at(lx, lx->pos), BL_ERR_USAGE,
			       "nothing to the left of '%c'",
			       lx->text.data[lx->pos]);
	st = lex_proximity(&taken, lx, word);
	if (st < 0 || taken || lex_operator(lx, word))
		return st;
	name = field_name(word);
	if (name.len)
		return lex_field(lx, name);
	return lex_operand(lx, false);
}

/*
 * Signs are operators where they touch what comes after them; a dash on its
 * own is a word without a token, and skipped as such.
 */
static void lex_signs(struct lexer *lx)
{
	size_t end = lx->pos, used;
	uint32_t next;

	while (end < lx->text.len &&
	       (lx->text.data[end] == '-' || lx->text.data[end] == '+'))
		end++;
	next = code_point(lx, end, &used);
	if (used == 0 || ends_value(next)) {
		lx->pos = end;
		return;
	}
	for (; lx->pos < end; lx->pos++) {
		bool minus = lx->text.data[lx->pos] == '-';
		struct bl_lexeme *x =
			add(lx, minus ? BL_LEX_MINUS : BL_LEX_PLUS);

		x->name = span(lx, lx->pos, lx->pos + 1);
	}
}

static bl_status lex_one(struct lexer *lx)
{
	size_t used;
	uint32_t c = code_point(lx, lx->pos, &used);
	struct bl_lexeme *x;
	bl_status st;

	if (is_quote(c)) {
		x = add(lx, BL_LEX_OPERAND);
		st = lex_quoted(lx, x);
		return st < 0 ? st : lex_modifiers(lx, x);
	}
	switch (c) {
	case '(':
		add(lx, BL_LEX_OPEN);
		lx->pos++;
		return BL_OK;
	case ')':
		x = add(lx, BL_LEX_CLOSE);
		lx->pos++;
		return lex_modifiers(lx, x);
	case '+':
	case '-':
		lex_signs(lx);
		return BL_OK;
	case '=':
		return lex_exact(lx);
	default:
		return lex_word(lx);
	}
}

/* In plain text a word is quoted by its white space. */
static void lex_plain(struct lexer *lx)
{
	struct bl_lexeme *x = add(lx, BL_LEX_OPERAND);

	lx->pos = find_end(lx, lx->pos, is_space);
	x->text = span(lx, x->column, lx->pos);
	x->text_column = x->column;
	x->quoted = true;
}

bl_status bl_lex(struct bl_lexeme **out, size_t *n, struct bl_arena *arena,
		 struct bl_str text, bool plain, size_t *column,
		 struct bl_error *err)
{
	struct lexer lx = { .text = text, .column = column, .err = err };
	bl_status st = BL_OK;
	size_t used;

	/* A lexeme takes a byte at least, the one that ends them none. */
	lx.out = bl_arena_calloc(arena, text.len + 1, sizeof(*lx.out));
	if (!lx.out)
		return bl_fail_nomem(err);
	while (st == BL_OK && lx.pos < text.len) {
		if (is_space(code_point(&lx, lx.pos, &used)))
			lx.pos += used;
		else if (plain)
			lex_plain(&lx);
		else
			st = lex_one(&lx);
	}
	add(&lx, BL_LEX_END);
	*out = lx.out;
	*n = lx.n;
	return st;
}
