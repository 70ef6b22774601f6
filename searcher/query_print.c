/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "parse_private.h"

#include "blotter/date.h"

/* The word after the parenthesis, by kind; NULL: printed without them. */
static const char *const heads[] = {
	[BL_NODE_ALL] = "all",         [BL_NODE_NONE] = "none",
	[BL_NODE_TERM] = NULL,         [BL_NODE_PHRASE] = "phrase",
	[BL_NODE_NEAR] = "near",       [BL_NODE_FORM] = "form",
	[BL_NODE_PATTERN] = "pattern", [BL_NODE_FUZZY] = "fuzzy",
	[BL_NODE_KEYWORD] = "keyword", [BL_NODE_RANGE] = "range",
	[BL_NODE_AND] = "and",         [BL_NODE_OR] = "or",
	[BL_NODE_NOT] = "not",         [BL_NODE_MAYBE] = "maybe",
};

/* In quotes, with what would end them or disturb the line escaped. */
static void print_quoted(struct bl_buf *out, struct bl_str s)
{
	size_t i;

	bl_buf_adds(out, " \"");
	for (i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.data[i];

		if (c < 0x20 || c == 0x7F)
			bl_buf_addf(out, "\\x%02x", c);
		else if (c == '"' || c == '\\')
			bl_buf_addf(out, "\\%c", c);
		else
			bl_buf_addc(out, (char)c);
	}
	bl_buf_addc(out, '"');
}

/* low..high, an open end left out. */
static void print_range(struct bl_buf *out, const struct bl_node *node)
{
	char time[BL_TIME_TEXT_BYTES];

	bl_buf_addc(out, ' ');
	if (node->low != INT64_MIN)
		bl_buf_adds(out, bl_time_text(time, node->low));
	bl_buf_adds(out, "..");
	if (node->high != INT64_MAX)
		bl_buf_adds(out, bl_time_text(time, node->high));
}

static void print_head(struct bl_buf *out, const struct bl_node *node)
{
	bool near = node->kind == BL_NODE_NEAR;

	bl_buf_addc(out, '(');
	bl_buf_adds(out, near && node->ordered ? "adj" : heads[node->kind]);
	if (near)
		bl_buf_addf(out, " %u", node->distance);
	if (node->field)
		bl_buf_addf(out, " %s", node->field->name);
	if (node->text.data)
		print_quoted(out, node->text);
	if (node->kind == BL_NODE_FUZZY)
		bl_buf_addf(out, " %u", node->distance);
	if (node->kind == BL_NODE_RANGE)
		print_range(out, node);
	if (node->slop)
		bl_buf_addf(out, " ~%u", node->slop);
}

static void print_term(struct bl_buf *out, const struct bl_node *node)
{
	if (node->field)
		bl_buf_addf(out, "%s:", node->field->name);
	bl_buf_addstr(out, node->text);
}

/* Recursion: a tree is as deep as its query nests, which is bounded. */
void bl_query_print(struct bl_buf *out, const struct bl_node *node)
{
	size_t i;

	if (node->kind == BL_NODE_TERM) {
		print_term(out, node);
	} else {
		print_head(out, node);
		for (i = 0; i < node->n; i++) {
			if (node->kind == BL_NODE_PHRASE) {
				print_quoted(out, node->child[i]->text);
				continue;
			}
			bl_buf_addc(out, ' ');
			bl_query_print(out, node->child[i]);
		}
		bl_buf_addc(out, ')');
	}
	if (node->weight != 1)
		bl_buf_addf(out, "^%.15g", node->weight);
}
