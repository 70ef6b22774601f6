/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Conditions on one incident.  A filter, and a group of nothing but filters, is
 * a condition: parse_group.c joins those that stand side by side to one, and
 * leaves it open, because the group around it may be part of it, too.  Where
 * words come in, or the query ends, it is closed: then it selects articles.
 *
 * Is a condition made of NOTs alone?  Then it says what no incident may be:
 * NOT (a OR b) for NOT a AND NOT b.
 */
#include "parser_private.h"

bool bl_parse_is_condition(const struct bl_node *node)
{
	/* no group has both open conditions and others */
	while (node->kind == BL_NODE_AND || node->kind == BL_NODE_OR ||
	       node->kind == BL_NODE_NOT)
		node = node->child[0];
	return node->kind == BL_NODE_FILTER;
}

/* A NOT, or a group of NOTs alone; what is negated never is. */
static bool is_negative(const struct bl_node *node)
{
	size_t i;

	if (node->kind == BL_NODE_NOT || node->kind == BL_NODE_FILTER)
		return node->kind == BL_NODE_NOT;
	for (i = 0; i < node->n; i++) {
		if (!is_negative(node->child[i]))
			return false;
	}
	return true;
}

/* NOT a AND NOT b becomes a OR b, and the other way round. */
static struct bl_node *negate(struct bl_node *node)
{
	size_t i;

	if (node->kind == BL_NODE_NOT)
		return node->child[0];
	node->kind = node->kind == BL_NODE_AND ? BL_NODE_OR : BL_NODE_AND;
	for (i = 0; i < node->n; i++)
		node->child[i] = negate(node->child[i]);
	return node;
}

/* A node of this kind over the child. */
static bl_status wrap(struct bl_node **out, struct bl_parser *p,
		      enum bl_node_kind kind, struct bl_node *child)
{
	bl_status st = bl_parse_node(out, p, kind, child->column);

	if (st < 0)
		return st;
	(*out)->child = bl_arena_calloc(p->c->arena, 1, sizeof(*(*out)->child));
	if (!(*out)->child)
		return bl_fail_nomem(p->err);
	(*out)->child[0] = child;
	(*out)->n = 1;
	return BL_OK;
}

bl_status bl_parse_not(struct bl_node **out, struct bl_parser *p,
		       struct bl_node *node)
{
	if (!bl_parse_is_condition(node) || !is_negative(node))
		return wrap(out, p, BL_NODE_NOT, node);
	*out = negate(node);
	return BL_OK;
}

bl_status bl_parse_close(struct bl_node **out, struct bl_parser *p,
			 struct bl_node *node)
{
	bool negative;
	bl_status st;

	*out = node;
	if (!bl_parse_is_condition(node))
		return BL_OK;
	negative = is_negative(node);
	st = wrap(out, p, BL_NODE_INCIDENT, negative ? negate(node) : node);
	if (st < 0 || !negative)
		return st;
	return wrap(out, p, BL_NODE_NOT, *out);
}
