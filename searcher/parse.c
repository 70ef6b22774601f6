/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The operators.  One function a line of the table of bindings, the loosest
 * last; each leaves its node in *out.
 */
#include "parser_private.h"

#include "blotter/utf8.h"

/* Weights of groups in groups multiply: to this at the most. */
#define WEIGHT_PRODUCT_MAX 1e6

static bl_status parse_or(struct bl_node **out, struct bl_parser *p);

struct bl_error *bl_parse_at(struct bl_parser *p, size_t column)
{
	*p->column = column;
	return p->err;
}

bl_status bl_parse_node(struct bl_node **out, struct bl_parser *p,
			enum bl_node_kind kind, size_t column)
{
	struct bl_node *node = bl_arena_calloc(p->c->arena, 1, sizeof(*node));

	*out = node;
	if (!node)
		return bl_fail_nomem(p->err);
	node->kind = kind;
	node->column = column;
	node->weight = 1;
	return BL_OK;
}

static void step(struct bl_parser *p)
{
	p->last = p->next++;
}

static bool is_sign(const struct bl_lexeme *x)
{
	return x->kind == BL_LEX_PLUS || x->kind == BL_LEX_MINUS ||
	       x->kind == BL_LEX_NOT;
}

static bool is_operator(const struct bl_lexeme *x)
{
	return is_sign(x) || x->kind == BL_LEX_AND || x->kind == BL_LEX_OR ||
	       x->kind == BL_LEX_NEAR;
}

static bl_status enter(struct bl_parser *p)
{
	if (++p->depth <= BL_QUERY_MAX_DEPTH)
		return BL_OK;
	return bl_fail(bl_parse_at(p, p->next->column), BL_ERR_USAGE,
		       "nested more than %d deep", BL_QUERY_MAX_DEPTH);
}

static bl_status no_opening(struct bl_parser *p)
{
	return bl_fail(bl_parse_at(p, p->next->column), BL_ERR_USAGE,
		       "expected a '(' before this ')'");
}

/* Where an operand should stand there is none: say what that leaves idle. */
static bl_status no_operand(struct bl_parser *p)
{
	const struct bl_lexeme *last = p->last, *next = p->next;

	if (last && is_operator(last))
		return bl_fail(bl_parse_at(p, last->column), BL_ERR_USAGE,
			       "nothing to the right of %.*s",
			       (int)last->name.len, last->name.data);
	if (is_operator(next))
		return bl_fail(bl_parse_at(p, next->column), BL_ERR_USAGE,
			       "nothing to the left of %.*s",
			       (int)next->name.len, next->name.data);
	if (last && next->kind == BL_LEX_CLOSE)
		return bl_fail(bl_parse_at(p, last->column), BL_ERR_USAGE,
			       "expected a word between the parentheses");
	if (last)
		return bl_fail(bl_parse_at(p, last->column), BL_ERR_USAGE,
			       "expected a word and a ')' after this '('");
	return no_opening(p);
}

static bl_status parse_parentheses(struct bl_node **out, struct bl_parser *p)
{
	size_t open = p->next->column;
	bl_status st = enter(p);

	if (st < 0)
		return st;
	step(p);
	st = parse_or(out, p);
	if (st < 0)
		return st;
	if (p->next->kind != BL_LEX_CLOSE)
		return bl_fail(bl_parse_at(p, open), BL_ERR_USAGE,
			       "expected a ')' for this '('");
	if (!bl_parse_is_condition(*out)) /* which scores nothing anyway */
		(*out)->weight *= p->next->weight;
	step(p);
	p->depth--;
	return BL_OK;
}

static bl_status parse_operand(struct bl_node **out, struct bl_parser *p)
{
	switch (p->next->kind) {
	case BL_LEX_OPERAND:
		*out = p->next->node;
		step(p);
		return BL_OK;
	case BL_LEX_OPEN:
		return parse_parentheses(out, p);
	default:
		return no_operand(p);
	}
}

static bool is_words(const struct bl_node *node)
{
	return (node->kind == BL_NODE_TERM || node->kind == BL_NODE_PHRASE) &&
	       !node->field && node->weight == 1;
}

static bl_status check_near_operand(struct bl_parser *p,
				    const struct bl_lexeme *near,
				    const struct bl_node *node)
{
	bool group = node->kind == BL_NODE_OR && node->weight == 1;
	const struct bl_node *wrong = group || is_words(node) ? NULL : node;
	size_t i;

	for (i = 0; group && i < node->n && !wrong; i++) {
		if (!is_words(node->child[i]))
			wrong = node->child[i];
	}
	if (!wrong)
		return BL_OK;
	return bl_fail(bl_parse_at(p, wrong->column), BL_ERR_USAGE,
		       "%.*s takes words, phrases and OR groups of these",
		       (int)near->name.len, near->name.data);
}

static bl_status near_node(struct bl_node **out, struct bl_parser *p,
			   const struct bl_lexeme *near, struct bl_node *left,
			   struct bl_node *right)
{
	bl_status st = bl_parse_node(out, p, BL_NODE_NEAR, left->column);

	if (st == BL_OK)
		st = check_near_operand(p, near, left);
	if (st == BL_OK)
		st = check_near_operand(p, near, right);
	if (st < 0)
		return st;
	(*out)->child = bl_arena_calloc(p->c->arena, 2, sizeof(*(*out)->child));
	if (!(*out)->child)
		return bl_fail_nomem(p->err);
	(*out)->child[(*out)->n++] = left;
	(*out)->child[(*out)->n++] = right;
	(*out)->distance = near->distance;
	(*out)->ordered = near->ordered;
	return BL_OK;
}

static bl_status parse_near(struct bl_node **out, struct bl_parser *p)
{
	const struct bl_lexeme *near;
	struct bl_node *left, *right;
	bl_status st = parse_operand(&left, p);

	if (st < 0)
		return st;
	near = p->next;
	if (near->kind != BL_LEX_NEAR) {
		*out = left;
		return BL_OK;
	}
	step(p);
	if (is_sign(p->next))
		return bl_fail(bl_parse_at(p, p->next->column), BL_ERR_USAGE,
			       "%.*s takes no %.*s", (int)near->name.len,
			       near->name.data, (int)p->next->name.len,
			       p->next->name.data);
	st = parse_operand(&right, p);
	if (st == BL_OK)
		st = near_node(out, p, near, left, right);
	if (st == BL_OK && p->next->kind == BL_LEX_NEAR)
		return bl_fail(bl_parse_at(p, p->next->column), BL_ERR_USAGE,
			       "NEAR and ADJ take two sides: a third cannot "
			       "follow");
	return st;
}

/* NOT, - and +; the last sign to act, the leftmost, gives the role. */
static bl_status parse_signed(struct bl_node **out, enum bl_role *role,
			      struct bl_parser *p)
{
	bool plus = p->next->kind == BL_LEX_PLUS;
	bl_status st;

	*role = BL_ROLE_PLAIN;
	if (!is_sign(p->next))
		return parse_near(out, p);
	st = enter(p);
	if (st < 0)
		return st;
	step(p);
	st = parse_signed(out, role, p);
	if (st < 0)
		return st;
	p->depth--;
	if (*role == BL_ROLE_EXCLUDED && !plus) {
		bl_parse_push(p, *out, *role);
		st = bl_parse_group(out, p, p->members - 1);
	}
	if (*role != BL_ROLE_EXCLUDED)
		*role = plus ? BL_ROLE_REQUIRED : BL_ROLE_EXCLUDED;
	return st;
}

/* One member of a row of words: itself, with its role, or an AND of several. */
static bl_status parse_and(struct bl_parser *p)
{
	size_t first = p->members;
	enum bl_role role;
	struct bl_node *node;
	bl_status st = parse_signed(&node, &role, p);

	if (st < 0)
		return st;
	if (p->next->kind != BL_LEX_AND) {
		bl_parse_push(p, node, role);
		return BL_OK;
	}
	for (;;) {
		if (role == BL_ROLE_PLAIN)
			role = BL_ROLE_REQUIRED;
		bl_parse_push(p, node, role);
		if (p->next->kind != BL_LEX_AND)
			break;
		step(p);
		st = parse_signed(&node, &role, p);
		if (st < 0)
			return st;
	}
	st = bl_parse_group(&node, p, first);
	if (st == BL_OK)
		bl_parse_push(p, node, BL_ROLE_PLAIN);
	return st;
}

/* Words side by side: all of them, or with --any some of them. */
static bl_status end_row(struct bl_node **out, struct bl_parser *p,
			 size_t first)
{
	size_t i;

	for (i = first; i < p->members; i++) {
		struct bl_member *m = &p->member[i];

		if (m->role != BL_ROLE_PLAIN)
			continue;
		if (p->c->any && !bl_parse_is_filter(m->node))
			m->role = BL_ROLE_OPTIONAL;
		else
			m->role = BL_ROLE_REQUIRED;
	}
	return bl_parse_group(out, p, first);
}

static bl_status parse_row(struct bl_node **out, struct bl_parser *p)
{
	size_t first = p->members;
	bl_status st;

	do {
		st = parse_and(p);
		if (st < 0)
			return st;
	} while (is_sign(p->next) || p->next->kind == BL_LEX_OPEN ||
		 p->next->kind == BL_LEX_OPERAND);
	return end_row(out, p, first);
}

static bl_status parse_or(struct bl_node **out, struct bl_parser *p)
{
	size_t first = p->members;
	struct bl_node *node;
	bl_status st;

	for (;;) {
		st = parse_row(&node, p);
		if (st < 0)
			return st;
		bl_parse_push(p, node, BL_ROLE_OPTIONAL);
		if (p->next->kind != BL_LEX_OR)
			break;
		step(p);
	}
	return bl_parse_group(out, p, first);
}

static bl_status make_leaf(struct bl_parser *p, struct bl_lexeme *x)
{
	if (x->field)
		return bl_parse_field(&x->node, p, x);
	return bl_parse_word(&x->node, p, x);
}

/*
 * Make the leaves, and drop the operands without a token together with the
 * signs that touch them: `-& a` must not exclude a.
 */
static bl_status make_leaves(struct bl_parser *p, struct bl_lexeme *x, size_t n)
{
	bl_status st = BL_OK;
	size_t i, kept = 0;

	for (i = 0; i < n && st == BL_OK; i++) {
		if (x[i].kind == BL_LEX_OPERAND)
			st = make_leaf(p, &x[i]);
		if (x[i].kind != BL_LEX_OPERAND || x[i].node) {
			x[kept++] = x[i];
			continue;
		}
		while (kept > 0 && (x[kept - 1].kind == BL_LEX_PLUS ||
				    x[kept - 1].kind == BL_LEX_MINUS))
			kept--;
	}
	return st;
}

/* The tree is as deep as parentheses and signs nest, which is bounded. */
static bl_status check_weights(struct bl_parser *p, const struct bl_node *node,
			       double product)
{
	bl_status st = BL_OK;
	size_t i;

	product *= node->weight;
	if (product > WEIGHT_PRODUCT_MAX)
		return bl_fail(bl_parse_at(p, node->column), BL_ERR_USAGE,
			       "weights multiply to more than %.0f here",
			       WEIGHT_PRODUCT_MAX);
	for (i = 0; i < node->n && st == BL_OK; i++)
		st = check_weights(p, node->child[i], product);
	return st;
}

static bl_status parse_lexemes(struct bl_node **out, struct bl_parser *p,
			       struct bl_lexeme *x, size_t n)
{
	bl_status st = make_leaves(p, x, n);

	if (st < 0)
		return st;
	if (x->kind == BL_LEX_END && p->c->plain)
		return bl_parse_node(out, p, BL_NODE_NONE, 0);
	if (x->kind == BL_LEX_END)
		return bl_fail(bl_parse_at(p, 0), BL_ERR_USAGE,
			       "expected a word to search for");
	p->next = x;
	st = parse_or(out, p);
	if (st < 0)
		return st;
	if (p->next->kind == BL_LEX_CLOSE)
		return no_opening(p);
	st = bl_parse_root(out, p);
	return st < 0 ? st : check_weights(p, *out, 1);
}

/* Too long, or in bytes that are no text. */
static bl_status check_text(struct bl_parser *p, struct bl_str text)
{
	size_t valid;

	if (text.len > BL_QUERY_MAX_BYTES)
		return bl_fail(bl_parse_at(p, BL_QUERY_MAX_BYTES), BL_ERR_USAGE,
			       "expected the end: a query has %zu bytes at "
			       "most",
			       BL_QUERY_MAX_BYTES);
	valid = bl_utf8_valid(text.data, text.len);
	if (valid < text.len && !p->c->plain)
		return bl_fail(bl_parse_at(p, valid), BL_ERR_USAGE,
			       "expected UTF-8, and this byte is none");
	return BL_OK;
}

bl_status bl_query_parse(struct bl_node **out, const struct bl_parse_context *c,
			 struct bl_str text, size_t *column,
			 struct bl_error *err)
{
	struct bl_parser p = {
		.c = c, .tokens = BL_TOKENS_INIT, .column = column, .err = err
	};
	struct bl_lexeme *x;
	size_t n;
	bl_status st;

	*column = 0;
	st = check_text(&p, text);
	if (st < 0)
		goto out;
	st = bl_lex(&x, &n, c->arena, text, c->plain, column, err);
	if (st < 0)
		goto out;
	p.member = bl_arena_calloc(c->arena, n, sizeof(*p.member));
	st = p.member ? parse_lexemes(out, &p, x, n) : bl_fail_nomem(err);
out:
	bl_tokens_release(&p.tokens);
	return st;
}
