/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "parse_private.h"

#include <inttypes.h>

#include "blotter/date.h"
#include "blotter/filter.h"

/* The word after the parenthesis, by kind; NULL: printed without them. */
static const char *const heads[] = {
	[BL_NODE_ALL] = "all",           [BL_NODE_NONE] = "none",
	[BL_NODE_TERM] = NULL,           [BL_NODE_PHRASE] = "phrase",
	[BL_NODE_NEAR] = "near",         [BL_NODE_FORM] = "form",
	[BL_NODE_PATTERN] = "pattern",   [BL_NODE_FUZZY] = "fuzzy",
	[BL_NODE_KEYWORD] = "keyword",   [BL_NODE_RANGE] = "range",
	[BL_NODE_INCIDENT] = "incident", [BL_NODE_FILTER] = NULL,
	[BL_NODE_AND] = "and",           [BL_NODE_OR] = "or",
	[BL_NODE_NOT] = "not",           [BL_NODE_MAYBE] = "maybe",
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

static void write_time(struct bl_buf *out, int64_t seconds)
{
	char text[BL_TIME_TEXT_BYTES];

	bl_buf_adds(out, bl_time_text(text, seconds));
}

/* Days come from dates, give or take one, and so bl_day has them all. */
static void write_day(struct bl_buf *out, int64_t day)
{
	char text[BL_TIME_TEXT_BYTES];

	bl_buf_adds(out, bl_day_text(text, (bl_day)day));
}

static void write_number(struct bl_buf *out, int64_t n)
{
	bl_buf_addf(out, "%" PRId64, n);
}

/* low..high, an open end left out. */
static void print_range(struct bl_buf *out, int64_t low, int64_t high,
			void write(struct bl_buf *out, int64_t value))
{
	if (low != INT64_MIN)
		write(out, low);
	bl_buf_adds(out, "..");
	if (high != INT64_MAX)
		write(out, high);
}

/* The value as it was understood. */
static void print_filter(struct bl_buf *out, const struct bl_node *node)
{
	const struct bl_filter *f = node->filter;

	bl_buf_addf(out, "(%s ", node->field->name);
	switch (f->field) {
	case BL_FIELD_ID_COUNTRY:
		bl_buf_addstr(out, f->country);
		break;
	case BL_FIELD_ID_AROUND:
		bl_buf_addf(out, "%.8g,%.8g %.8gkm", f->lat, f->lon, f->km);
		break;
	case BL_FIELD_ID_DATE:
		print_range(out, f->low, f->high, write_day);
		break;
	case BL_FIELD_ID_KILLED:
	case BL_FIELD_ID_INJURED:
	case BL_FIELD_ID_KIDNAPPED:
		if (f->single)
			write_number(out, f->low);
		else
			print_range(out, f->low, f->high, write_number);
		break;
	default:
		bl_buf_addstr(out, f->text);
		break;
	}
	bl_buf_addc(out, ')');
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
	if (node->kind == BL_NODE_RANGE) {
		bl_buf_addc(out, ' ');
		print_range(out, node->low, node->high, write_time);
	}
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
	} else if (node->kind == BL_NODE_FILTER) {
		print_filter(out, node);
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
