/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Words: what a word, a phrase, an exact form, a wildcard and a fuzzy word
 * are, once they are split and folded as the articles were.
 */
#include "parser_private.h"

#include <string.h>

#include "blotter/utf8.h"

/*
 * While a pattern is tokenized, letters stand for its wildcards: of Ogham,
 * which has neither case nor accents, so that they come out as they went in.
 */
#define OGHAM_MANY "\u1681" /* * */
#define OGHAM_ONE "\u1682"  /* ? */
#define OGHAM_BYTES (sizeof(OGHAM_MANY) - 1)

#define PATTERN_MIN_LETTERS 2
#define FUZZY_MAX_DISTANCE 2

static bool is_wildcard(char c)
{
	return c == '*' || c == '?';
}

static size_t count_wildcards(struct bl_str s)
{
	size_t i, n = 0;

	for (i = 0; i < s.len; i++)
		n += is_wildcard(s.data[i]);
	return n;
}

static bl_status tokenize(struct bl_parser *p, struct bl_str text)
{
	p->tokens.n = 0;
	return bl_tokenize(p->c->vocab, text.data, text.len, &p->tokens,
			   p->err);
}

/* A node that names a word, its text copied. */
static bl_status word_node(struct bl_node **out, struct bl_parser *p,
			   enum bl_node_kind kind, struct bl_str text,
			   size_t column)
{
	bl_status st = bl_parse_node(out, p, kind, column);

	if (st < 0)
		return st;
	if (++p->words > BL_QUERY_MAX_TERMS)
		return bl_fail(bl_parse_at(p, column), BL_ERR_USAGE,
			       "expected the end: a query has %d words at most",
			       BL_QUERY_MAX_TERMS);
	(*out)->text = bl_arena_str(p->c->arena, text);
	return (*out)->text.data ? BL_OK : bl_fail_nomem(p->err);
}

static bl_status term(struct bl_node **out, struct bl_parser *p,
		      const struct bl_lexeme *x, const struct bl_token *token)
{
	uint32_t stem = bl_vocab_stem_of(p->c->vocab, token->form);
	bl_status st = word_node(out, p, BL_NODE_TERM,
				 bl_vocab_stem(p->c->vocab, stem), x->column);

	if (st == BL_OK)
		(*out)->field = x->field;
	return st;
}

/* Its tokens in order, adjacent but for the slop. */
static bl_status phrase(struct bl_node **out, struct bl_parser *p,
			const struct bl_lexeme *x)
{
	size_t n = p->tokens.n;
	struct bl_node *node;
	bl_status st = bl_parse_node(&node, p, BL_NODE_PHRASE, x->column);

	if (st < 0)
		return st;
	node->child = bl_arena_calloc(p->c->arena, n, sizeof(*node->child));
	if (!node->child)
		return bl_fail_nomem(p->err);
	for (; node->n < n; node->n++) {
		st = term(&node->child[node->n], p, x,
			  &p->tokens.item[node->n]);
		if (st < 0)
			return st;
	}
	node->field = x->field;
	node->slop = x->tilde ? (unsigned)x->tilde_number : 0;
	*out = node;
	return BL_OK;
}

static bl_status check_slop(struct bl_parser *p, const struct bl_lexeme *x)
{
	if (!x->tilde ||
	    (x->tilde_number >= 0 && x->tilde_number <= BL_QUERY_MAX_SLOP))
		return BL_OK;
	return bl_fail(bl_parse_at(p, x->tilde_column), BL_ERR_USAGE,
		       "expected how many other words, %d at most, after the "
		       "'~' of a phrase",
		       BL_QUERY_MAX_SLOP);
}

/* What only one token can be, and only anywhere: `what` names it. */
static bl_status check_single(struct bl_parser *p, const struct bl_lexeme *x,
			      const char *what)
{
	if (x->field)
		return bl_fail(bl_parse_at(p, x->text_column), BL_ERR_USAGE,
			       "%s takes no field", what);
	if (p->tokens.n != 1)
		return bl_fail(bl_parse_at(p, x->text_column), BL_ERR_USAGE,
			       "%s takes one word, and this is %zu", what,
			       p->tokens.n);
	return BL_OK;
}

static bl_status exact(struct bl_node **out, struct bl_parser *p,
		       const struct bl_lexeme *x)
{
	bl_status st = check_single(p, x, "'='");

	if (st < 0)
		return st;
	if (x->tilde)
		return bl_fail(bl_parse_at(p, x->tilde_column), BL_ERR_USAGE,
			       "a word is exact (=) or fuzzy (~), not both");
	return word_node(out, p, BL_NODE_FORM,
			 bl_vocab_form(p->c->vocab, p->tokens.item->form),
			 x->column);
}

static bl_status fuzzy(struct bl_node **out, struct bl_parser *p,
		       const struct bl_lexeme *x)
{
	int distance = x->tilde_number == BL_TILDE_BARE ? 1 : x->tilde_number;
	bl_status st = check_single(p, x, "a fuzzy word (~)");

	if (st < 0)
		return st;
	if (distance < 1 || distance > FUZZY_MAX_DISTANCE)
		return bl_fail(bl_parse_at(p, x->tilde_column), BL_ERR_USAGE,
			       "expected 1 or %d edits after '~'",
			       FUZZY_MAX_DISTANCE);
	st = word_node(out, p, BL_NODE_FUZZY,
		       bl_vocab_form(p->c->vocab, p->tokens.item->form),
		       x->column);
	if (st == BL_OK)
		(*out)->distance = (unsigned)distance;
	return st;
}

/* The pattern with letters for its wildcards. */
static void write_ogham(struct bl_buf *out, struct bl_str pattern)
{
	size_t i;

	for (i = 0; i < pattern.len; i++) {
		char c = pattern.data[i];

		if (is_wildcard(c))
			bl_buf_adds(out, c == '*' ? OGHAM_MANY : OGHAM_ONE);
		else
			bl_buf_addc(out, c);
	}
}

/* The way back. */
static void read_ogham(struct bl_buf *out, struct bl_str form)
{
	size_t i = 0;

	while (i < form.len) {
		bool room = form.len - i >= OGHAM_BYTES;

		if (room && !memcmp(form.data + i, OGHAM_MANY, OGHAM_BYTES)) {
			bl_buf_addc(out, '*');
			i += OGHAM_BYTES;
		} else if (room &&
			   !memcmp(form.data + i, OGHAM_ONE, OGHAM_BYTES)) {
			bl_buf_addc(out, '?');
			i += OGHAM_BYTES;
		} else {
			bl_buf_addc(out, form.data[i++]);
		}
	}
}

/* x->text folded as its one token is, with the wildcards in their places. */
static bl_status fold_pattern(struct bl_buf *out, struct bl_parser *p,
			      const struct bl_lexeme *x)
{
	bl_status st;

	write_ogham(out, x->text);
	st = bl_buf_status(out, p->err);
	if (st == BL_OK)
		st = tokenize(p, bl_buf_str(out));
	if (st == BL_OK)
		st = check_single(p, x, "a wildcard");
	if (st < 0)
		return st;
	bl_buf_clear(out);
	read_ogham(out, bl_vocab_form(p->c->vocab, p->tokens.item->form));
	return bl_buf_status(out, p->err);
}

static bl_status check_pattern(struct bl_parser *p, const struct bl_lexeme *x,
			       struct bl_str folded)
{
	size_t wildcards = count_wildcards(folded);
	size_t letters = bl_utf8_length(folded.data, folded.len) - wildcards;

	if (wildcards != count_wildcards(x->text))
		return bl_fail(bl_parse_at(p, x->text_column), BL_ERR_USAGE,
			       "expected letters other than Ogham around the "
			       "wildcards");
	if (is_wildcard(folded.data[0]) || letters < PATTERN_MIN_LETTERS)
		return bl_fail(bl_parse_at(p, x->text_column), BL_ERR_USAGE,
			       "a wildcard word starts with a letter and has "
			       "%d at least, as in bo*",
			       PATTERN_MIN_LETTERS);
	return BL_OK;
}

static bl_status pattern(struct bl_node **out, struct bl_parser *p,
			 const struct bl_lexeme *x)
{
	struct bl_buf folded;
	bl_status st;

	if (x->exact || x->tilde)
		return bl_fail(bl_parse_at(p, x->text_column), BL_ERR_USAGE,
			       "a word with wildcards can be neither exact (=) "
			       "nor fuzzy (~)");
	bl_buf_init(&folded, BL_QUERY_MAX_BYTES * OGHAM_BYTES);
	st = fold_pattern(&folded, p, x);
	if (st == BL_OK)
		st = check_pattern(p, x, bl_buf_str(&folded));
	if (st == BL_OK)
		st = word_node(out, p, BL_NODE_PATTERN, bl_buf_str(&folded),
			       x->column);
	bl_buf_release(&folded);
	return st;
}

static bl_status literal(struct bl_node **out, struct bl_parser *p,
			 const struct bl_lexeme *x)
{
	bl_status st = tokenize(p, x->text);

	if (st < 0)
		return st;
	if (x->quoted)
		st = check_slop(p, x);
	*out = NULL;
	if (st < 0 || p->tokens.n == 0)
		return st;
	if (x->exact)
		return exact(out, p, x);
	if (x->tilde && !x->quoted)
		return fuzzy(out, p, x);
	if (p->tokens.n == 1)
		return term(out, p, x, p->tokens.item);
	return phrase(out, p, x);
}

bl_status bl_parse_word(struct bl_node **out, struct bl_parser *p,
			const struct bl_lexeme *x)
{
	bl_status st;

	if (!x->quoted && count_wildcards(x->text) > 0)
		st = pattern(out, p, x);
	else
		st = literal(out, p, x);
	if (st == BL_OK && *out)
		(*out)->weight = x->weight;
	return st;
}
