/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Groups: from members that are required, optional or excluded to AND, OR,
 * MAYBE and NOT, in the least nodes that score the same.  A group of one is
 * its member, and a group in a group of its kind is dissolved unless it has a
 * weight of its own.
 */
#include "parser_private.h"

void bl_parse_push(struct bl_parser *p, struct bl_node *node, enum bl_role role)
{
	p->member[p->members++] = (struct bl_member){ node, role };
}

bool bl_parse_is_filter(const struct bl_node *node)
{
	size_t i;

	switch (node->kind) {
	case BL_NODE_KEYWORD:
	case BL_NODE_RANGE:
	case BL_NODE_ALL:
	case BL_NODE_FILTER:
	case BL_NODE_INCIDENT:
		return true;
	case BL_NODE_AND:
	case BL_NODE_OR:
	case BL_NODE_NOT:
	case BL_NODE_MAYBE:
		for (i = 0; i < node->n; i++) {
			if (!bl_parse_is_filter(node->child[i]))
				return false;
		}
		return true;
	default:
		return false;
	}
}

static bool dissolves(const struct bl_node *node, enum bl_node_kind kind)
{
	return node->kind == kind && node->weight == 1;
}

/* Nodes on their way to become children of one. */
struct list {
	struct bl_node **item;
	size_t n;
};

static void append(struct list *list, struct bl_node *node,
		   enum bl_node_kind kind)
{
	size_t i;

	if (!dissolves(node, kind)) {
		list->item[list->n++] = node;
		return;
	}
	for (i = 0; i < node->n; i++)
		list->item[list->n++] = node->child[i];
}

/* A list with room for all members from first on, dissolved, and two more. */
static bl_status new_list(struct list *list, struct bl_parser *p, size_t first)
{
	size_t i, room = 2;

	for (i = first; i < p->members; i++)
		room += p->member[i].node->n + 1;
	list->n = 0;
	list->item = bl_arena_calloc(p->c->arena, room, sizeof(*list->item));
	return list->item ? BL_OK : bl_fail_nomem(p->err);
}

static void gather(struct list *list, const struct bl_parser *p, size_t first,
		   enum bl_role role, enum bl_node_kind kind)
{
	size_t i;

	for (i = first; i < p->members; i++) {
		if (p->member[i].role == role)
			append(list, p->member[i].node, kind);
	}
}

static bl_status join(struct bl_node **out, struct bl_parser *p,
		      enum bl_node_kind kind, struct list list, size_t column)
{
	bl_status st;

	if (list.n == 1) {
		*out = list.item[0];
		return BL_OK;
	}
	st = bl_parse_node(out, p, kind, column);
	if (st < 0)
		return st;
	(*out)->child = list.item;
	(*out)->n = list.n;
	return BL_OK;
}

static bl_status add_new(struct list *list, struct bl_parser *p,
			 enum bl_node_kind kind, size_t column)
{
	return bl_parse_node(&list->item[list->n++], p, kind, column);
}

static bl_status add_not(struct list *list, struct bl_parser *p,
			 struct bl_node *excluded)
{
	struct bl_node *node;
	bl_status st = bl_parse_not(&node, p, excluded);

	if (st == BL_OK)
		append(list, node, BL_NODE_AND);
	return st;
}

/* What the NOTs take away from stands before them: ALL, if nothing else, but
 * an incident may be nothing but what it is not. */
static bl_status join_and(struct bl_node **out, struct bl_parser *p,
			  struct list list, size_t column)
{
	struct list sorted = { NULL, 0 };
	bl_status st = BL_OK;
	size_t i;

	if (list.n == 1)
		return join(out, p, BL_NODE_AND, list, column);
	sorted.item =
		bl_arena_calloc(p->c->arena, list.n + 1, sizeof(*sorted.item));
	if (!sorted.item)
		return bl_fail_nomem(p->err);
	for (i = 0; i < list.n; i++) {
		if (list.item[i]->kind != BL_NODE_NOT &&
		    list.item[i]->kind != BL_NODE_ALL)
			sorted.item[sorted.n++] = list.item[i];
	}
	if (sorted.n == 0 && !bl_parse_is_condition(list.item[0]))
		st = add_new(&sorted, p, BL_NODE_ALL, column);
	if (st < 0)
		return st;
	for (i = 0; i < list.n; i++) {
		if (list.item[i]->kind == BL_NODE_NOT)
			sorted.item[sorted.n++] = list.item[i];
	}
	return join(out, p, BL_NODE_AND, sorted, column);
}

/* Fold the optional members into the list of what is required. */
static bl_status join_optional(struct list *required, struct bl_parser *p,
			       size_t first, size_t column)
{
	enum bl_node_kind kind = BL_NODE_OR;
	struct bl_node *node;
	struct list list;
	bl_status st = new_list(&list, p, first);

	if (st == BL_OK && required->n > 0) {
		kind = BL_NODE_MAYBE;
		st = join_and(&list.item[list.n++], p, *required, column);
	}
	if (st < 0)
		return st;
	gather(&list, p, first, BL_ROLE_OPTIONAL, BL_NODE_OR);
	st = join(&node, p, kind, list, column);
	if (st < 0)
		return st;
	required->n = 0;
	append(required, node, BL_NODE_AND);
	return BL_OK;
}

/* Close the one that all the members from first on are, and put it there. */
static bl_status close_condition(struct bl_parser *p, size_t first)
{
	struct bl_node *node;
	bl_status st = bl_parse_group(&node, p, first);

	if (st == BL_OK)
		st = bl_parse_close(&node, p, node);
	if (st < 0)
		return st;
	if (node->kind == BL_NODE_NOT)
		bl_parse_push(p, node->child[0], BL_ROLE_EXCLUDED);
	else
		bl_parse_push(p, node, BL_ROLE_REQUIRED);
	return BL_OK;
}

/* Close the conditions among members that are not all conditions: each of an OR
 * by itself, those of an AND as one that comes last. */
static bl_status close_conditions(struct bl_parser *p, size_t first)
{
	size_t i, kept = first, n = 0, most = p->members - first;
	struct bl_member *open =
		bl_arena_calloc(p->c->arena, most, sizeof(*open));
	bl_status st = open ? BL_OK : bl_fail_nomem(p->err);

	for (i = first; i < p->members && st == BL_OK; i++) {
		struct bl_member m = p->member[i];

		if (m.role == BL_ROLE_OPTIONAL)
			st = bl_parse_close(&m.node, p, m.node);
		if (bl_parse_is_condition(m.node))
			open[n++] = m;
		else
			p->member[kept++] = m;
	}
	if (st < 0)
		return st;
	p->members = kept;
	for (i = 0; i < n; i++)
		bl_parse_push(p, open[i].node, open[i].role);
	return n > 0 ? close_condition(p, kept) : BL_OK;
}

static bool all_conditions(const struct bl_parser *p, size_t first)
{
	size_t i;

	for (i = first; i < p->members; i++) {
		if (!bl_parse_is_condition(p->member[i].node))
			return false;
	}
	return true;
}

bl_status bl_parse_group(struct bl_node **out, struct bl_parser *p,
			 size_t first)
{
	size_t i, column = p->member[first].node->column;
	bool optional = false;
	struct list list;
	bl_status st = BL_OK;

	if (!all_conditions(p, first))
		st = close_conditions(p, first);
	if (st == BL_OK)
		st = new_list(&list, p, first);
	if (st < 0)
		return st;
	gather(&list, p, first, BL_ROLE_REQUIRED, BL_NODE_AND);
	for (i = first; i < p->members; i++)
		optional |= p->member[i].role == BL_ROLE_OPTIONAL;
	if (optional)
		st = join_optional(&list, p, first, column);
	for (i = first; i < p->members && st == BL_OK; i++) {
		if (p->member[i].role == BL_ROLE_EXCLUDED)
			st = add_not(&list, p, p->member[i].node);
	}
	if (st == BL_OK)
		st = join_and(out, p, list, column);
	p->members = first;
	return st;
}

bl_status bl_parse_root(struct bl_node **root, struct bl_parser *p)
{
	struct bl_node *node;
	struct list list;
	bl_status st = bl_parse_close(&node, p, *root);

	*root = node;
	if (st < 0 || node->kind != BL_NODE_NOT)
		return st;
	st = new_list(&list, p, p->members);
	if (st == BL_OK)
		st = add_new(&list, p, BL_NODE_ALL, node->column);
	if (st < 0)
		return st;
	list.item[list.n++] = node;
	return join(root, p, BL_NODE_AND, list, node->column);
}
