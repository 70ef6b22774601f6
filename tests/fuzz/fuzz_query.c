/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The query parser on any bytes.  The first byte of the input holds the flags,
 * the rest is the query.  What it accepts must print, and
 * be a tree as query.h describes it.
 */
#include <stdlib.h>

#include "blotter/filter.h"
#include "parse_private.h"

#define FLAG_ANY 1
#define FLAG_PLAIN 2
#define WEIGHT_MAX 1e6
#define PRINT_MAX_BYTES ((size_t)8 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_that(bool holds)
{
	if (!holds)
		abort();
}

/* What stands below an INCIDENT. */
static void check_condition(const struct bl_node *node)
{
	size_t i;

	check_that(node->weight == 1);
	for (i = 0; i < node->n; i++)
		check_condition(node->child[i]);
	switch (node->kind) {
	case BL_NODE_AND:
	case BL_NODE_OR:
		check_that(node->n >= 2);
		break;
	case BL_NODE_NOT:
		check_that(node->n == 1 && node->child[0]->kind != BL_NODE_NOT);
		break;
	default:
		check_that(node->kind == BL_NODE_FILTER && node->filter &&
			   node->n == 0);
	}
}

/* What query.h promises of a tree, and engines rely on. */
static void check_node(const struct bl_node *node)
{
	bool positive = false;
	size_t i;

	check_that(node->weight > 0 && node->weight <= WEIGHT_MAX);
	if (node->kind == BL_NODE_INCIDENT) {
		check_that(node->n == 1 && node->child[0]->kind != BL_NODE_NOT);
		check_condition(node->child[0]);
		return;
	}
	for (i = 0; i < node->n; i++) {
		positive |= node->child[i]->kind != BL_NODE_NOT;
		check_that(node->kind != BL_NODE_PHRASE ||
			   node->child[i]->kind == BL_NODE_TERM);
		check_node(node->child[i]);
	}
	switch (node->kind) {
	case BL_NODE_AND:
		check_that(positive && node->n >= 2);
		break;
	case BL_NODE_OR:
	case BL_NODE_MAYBE:
	case BL_NODE_PHRASE:
		check_that(node->n >= 2);
		break;
	case BL_NODE_NEAR:
		check_that(node->n == 2 && node->distance > 0);
		break;
	case BL_NODE_NOT:
		check_that(node->n == 1);
		break;
	default:
		check_that(node->n == 0 && node->kind != BL_NODE_FILTER);
	}
}

static void check(bl_status st, struct bl_node *node, size_t column,
		  struct bl_str text, const struct bl_error *err)
{
	struct bl_incident nothing = { .n_types = 0 };
	struct bl_incidents list = { &nothing, 1 };
	struct bl_buf print;

	if (st < 0) {
		check_that(st == BL_ERR_USAGE && err->text[0] &&
			   column <= text.len);
		return;
	}
	check_that(node->kind != BL_NODE_NOT);
	check_node(node);
	bl_buf_init(&print, PRINT_MAX_BYTES);
	bl_query_print(&print, node);
	bl_query_explain(&print, node);
	check_that(bl_buf_status(&print, NULL) == BL_OK && print.len > 0);
	bl_buf_release(&print);
	check_that(bl_incident_of(node, &list) == &nothing);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bl_arena arena = BL_ARENA_INIT;
	struct bl_error err = BL_ERROR_INIT;
	struct bl_analysis english;
	struct bl_parse_context c = { .arena = &arena };
	struct bl_node *node = NULL;
	struct bl_str text;
	size_t column = 0;
	bl_status st;

	if (size == 0)
		return 0;
	c.any = data[0] & FLAG_ANY;
	c.plain = data[0] & FLAG_PLAIN;
	text = (struct bl_str){ (const char *)data + 1, size - 1 };
	if (bl_analysis_set(&english, "english", NULL) < 0 ||
	    bl_vocab_new(&c.vocab, &english, NULL) < 0)
		abort();
	st = bl_query_parse(&node, &c, text, &column, &err);
	check(st, node, column, text, &err);
	bl_vocab_free(c.vocab);
	bl_arena_release(&arena);
	return 0;
}
