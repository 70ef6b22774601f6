/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "table_private.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "blotter/utf8.h"

#define GAP_COLUMNS 2
#define NUMBER_BYTES 24
#define NAME_MIN_COLUMNS 10
#define BAR_MIN_COLUMNS 8
#define EIGHTHS 8 /* of a column that blocks tell apart */
#define FULL_BLOCK "\xe2\x96\x88"

static const char *const part_block[EIGHTHS] = {
	"",
	"\xe2\x96\x8f",
	"\xe2\x96\x8e",
	"\xe2\x96\x8d",
	"\xe2\x96\x8c",
	"\xe2\x96\x8b",
	"\xe2\x96\x8a",
	"\xe2\x96\x89",
};

static const char *const headings[BL_TABLE_NUMBERS] = { "articles", "killed",
							"injured" };

static void numbers_of(uint64_t out[BL_TABLE_NUMBERS],
		       const struct bl_figures *f)
{
	out[0] = f->articles;
	out[1] = f->killed;
	out[2] = f->injured;
}

static unsigned number_columns(const struct bl_table *t)
{
	unsigned columns = 0;
	size_t i;

	for (i = 0; i < BL_TABLE_NUMBERS; i++)
		columns += GAP_COLUMNS + t->columns[i];
	return columns;
}

static unsigned larger(unsigned a, unsigned b)
{
	return a > b ? a : b;
}

void bl_table_init(struct bl_table *t, struct bl_buf *out,
		   const struct bl_answer *a, const char *heading)
{
	size_t i;

	memset(t, 0, sizeof(*t));
	bl_pen_init(&t->pen, out, a);
	t->heading = heading;
	bl_buf_init(&t->name, BL_LINE_MAX_BYTES);
	t->name_columns = bl_text_columns(bl_str_from(heading));
	for (i = 0; i < BL_TABLE_NUMBERS; i++)
		t->columns[i] = (unsigned)strlen(headings[i]);
}

void bl_table_release(struct bl_table *t)
{
	bl_buf_release(&t->name);
}

static struct bl_str printable(struct bl_table *t, struct bl_str name)
{
	bl_buf_clear(&t->name);
	bl_utf8_printable(&t->name, name, 0);
	return bl_buf_str(&t->name);
}

void bl_table_fit(struct bl_table *t, struct bl_str name,
		  const struct bl_figures *f)
{
	unsigned columns = bl_text_columns(printable(t, name));
	uint64_t number[BL_TABLE_NUMBERS];
	size_t i;

	t->name_columns = larger(t->name_columns, columns);
	numbers_of(number, f);
	for (i = 0; i < BL_TABLE_NUMBERS; i++) {
		columns = (unsigned)snprintf(NULL, 0, "%" PRIu64, number[i]);
		t->columns[i] = larger(t->columns[i], columns);
	}
	if (f->articles > t->most)
		t->most = f->articles;
}

void bl_table_bars(struct bl_table *t, const struct bl_answer *a)
{
	unsigned rest = t->name_columns + number_columns(t) + GAP_COLUMNS;

	t->blocks = a->unicode;
	t->bar_columns = BAR_MIN_COLUMNS;
	if (a->width > rest + BAR_MIN_COLUMNS)
		t->bar_columns = a->width - rest;
}

/* Long names give way to the numbers. */
static void narrow_names(struct bl_table *t)
{
	unsigned rest = number_columns(t);

	if (t->name_columns + rest <= t->pen.width)
		return;
	t->name_columns = NAME_MIN_COLUMNS;
	if (t->pen.width > rest + NAME_MIN_COLUMNS)
		t->name_columns = t->pen.width - rest;
}

void bl_table_head(struct bl_table *t)
{
	size_t i;

	narrow_names(t);
	bl_pen_style(&t->pen, BL_DIM);
	bl_buf_addf(t->pen.out, "%-*s", (int)t->name_columns, t->heading);
	for (i = 0; i < BL_TABLE_NUMBERS; i++)
		bl_buf_addf(t->pen.out, "%*s",
			    (int)(GAP_COLUMNS + t->columns[i]), headings[i]);
	bl_pen_style(&t->pen, BL_NORMAL);
	bl_buf_addc(t->pen.out, '\n');
}

/* Write a name, cut if it must be, and fill its column. */
static void put_name(struct bl_table *t, struct bl_str name)
{
	unsigned columns = bl_text_columns(name);

	if (columns > t->name_columns) {
		name.len = bl_text_fitting(name, t->name_columns - 1);
		columns = bl_text_columns(name) + 1;
		bl_buf_addstr(t->pen.out, name);
		bl_buf_adds(t->pen.out, BL_ELLIPSIS);
	} else {
		bl_buf_addstr(t->pen.out, name);
	}
	bl_buf_addf(t->pen.out, "%*s", (int)(t->name_columns - columns), "");
}

/* At least the thinnest where there is an article. */
static void put_bar(struct bl_table *t, uint64_t articles)
{
	unsigned steps = t->blocks ? EIGHTHS : 1, i;
	double share = t->most ? (double)articles / (double)t->most : 0;
	unsigned filled = (unsigned)ceil(share * t->bar_columns * steps);

	if (!filled)
		return;
	bl_buf_addf(t->pen.out, "%*s", GAP_COLUMNS, "");
	bl_pen_style(&t->pen, BL_CYAN);
	for (i = 0; i < filled / steps; i++)
		bl_buf_adds(t->pen.out, t->blocks ? FULL_BLOCK : "#");
	if (filled % steps)
		bl_buf_adds(t->pen.out, part_block[filled % steps]);
	bl_pen_style(&t->pen, BL_NORMAL);
}

void bl_table_row(struct bl_table *t, struct bl_str name,
		  const struct bl_figures *f)
{
	uint64_t number[BL_TABLE_NUMBERS];
	size_t i;

	put_name(t, printable(t, name));
	numbers_of(number, f);
	for (i = 0; i < BL_TABLE_NUMBERS; i++)
		bl_buf_addf(t->pen.out, "%*" PRIu64,
			    (int)(GAP_COLUMNS + t->columns[i]), number[i]);
	if (t->bar_columns)
		put_bar(t, f->articles);
	bl_buf_addc(t->pen.out, '\n');
}
