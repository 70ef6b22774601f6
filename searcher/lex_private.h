/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Cutting query text into lexemes: operators, parentheses, and the operands
 * between them with the modifiers that touch them.
 *
 * A word ends at white space, a parenthesis, a quote, `^` or `~`; the value of
 * a field that is no text at white space or `)` alone, so that ids and names
 * of sources may hold anything else, and that of an incident at `^` or `~`,
 * too.  “ and ” are quotes of their own, and a
 * quote is closed by its own sort.
 */
#ifndef BLOTTER_LEX_PRIVATE_H
#define BLOTTER_LEX_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>

#include "blotter/arena.h"
#include "blotter/schema.h"

struct bl_node;

enum bl_lexeme_kind {
	BL_LEX_OPERAND, /* a word, a phrase, or a field with its value */
	BL_LEX_OPEN,
	BL_LEX_CLOSE,
	BL_LEX_PLUS, /* touches what it acts on, as minus does */
	BL_LEX_MINUS,
	BL_LEX_NOT,
	BL_LEX_AND,
	BL_LEX_OR,
	BL_LEX_NEAR,
	BL_LEX_END,
};

/* Of `~` without a number. */
#define BL_TILDE_BARE (-1)

struct bl_lexeme {
	enum bl_lexeme_kind kind;
	size_t column;      /* byte of the query where it starts */
	struct bl_str name; /* an operator as written: NEAR/5 */

	/* Of an operand. */
	const struct bl_field *field; /* NULL: none was written */
	struct bl_str text;           /* without field, quotes, modifiers */
	size_t text_column;
	bool quoted;
	bool exact; /* written with = */
	bool tilde;
	size_t tilde_column;
	int tilde_number;     /* or BL_TILDE_BARE */
	struct bl_node *node; /* what the parser makes of it */

	/* Of an operand or a closing parenthesis. */
	bool weighted;
	size_t weight_column;
	double weight; /* 1 when not weighted */

	/* Of NEAR and ADJ. */
	unsigned distance;
	bool ordered;
};

/*
 * Cut text into *n lexemes, the last of them BL_LEX_END, in the arena; their
 * strings point into text.  plain: words between white space, and no operators.
 * BL_ERR_USAGE as bl_query_parse has it.
 */
bl_status bl_lex(struct bl_lexeme **out, size_t *n, struct bl_arena *arena,
		 struct bl_str text, bool plain, size_t *column,
		 struct bl_error *err);

/* Take the ^3 or ~2 that is written at this column into x. */
bl_status bl_lex_modifier(struct bl_lexeme *x, struct bl_str written,
			  size_t column, struct bl_error *err);
/* All of s as a number of a few digits; false when it is none. */
bool bl_lex_count(int *out, struct bl_str s);

#endif
