/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Tables for people: a name, its figures, and perhaps a bar, a row.
 *
 *	bl_table_init(&t, out, answer, "country");
 *	for each row: bl_table_fit(&t, name, &figures);
 *	bl_table_head(&t);
 *	for each row: bl_table_row(&t, name, &figures);
 *	bl_table_release(&t);
 */
#ifndef BLOTTER_TABLE_PRIVATE_H
#define BLOTTER_TABLE_PRIVATE_H

#include "figures_private.h"
#include "pen_private.h"

#define BL_TABLE_NUMBERS 3

struct bl_table {
	struct bl_pen pen;
	const char *heading;
	struct bl_buf name; /* of the row, printable */
	unsigned name_columns;
	unsigned columns[BL_TABLE_NUMBERS]; /* that a number takes */
	unsigned bar_columns;               /* 0: no bars */
	bool blocks;                        /* bars are drawn, else # */
	uint64_t most;                      /* articles of a row */
};

/* As wide as answer->width. */
void bl_table_init(struct bl_table *t, struct bl_buf *out,
		   const struct bl_answer *a, const char *heading);
/* Make room for a row. */
void bl_table_fit(struct bl_table *t, struct bl_str name,
		  const struct bl_figures *f);
/* Give bars what room is left, once all rows fit. */
void bl_table_bars(struct bl_table *t, const struct bl_answer *a);
void bl_table_head(struct bl_table *t);
void bl_table_row(struct bl_table *t, struct bl_str name,
		  const struct bl_figures *f);
void bl_table_release(struct bl_table *t);

#endif
