/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "line_private.h"
#include "output_private.h"

static void print_row(struct bl_buf *out, const struct bl_answer *a,
		      const struct bl_row *row)
{
	char time[BL_TIME_TEXT_BYTES];

	bl_line_query(out, a->query_id);
	bl_buf_addf(out, "%zu\t%.6f\t", row->rank, row->hit->score);
	bl_line_cell(out, row->hit->id);
	bl_buf_addc(out, '\t');
	if (row->hit->published != BL_TIME_UNSET)
		bl_buf_adds(out, bl_time_text(time, row->hit->published));
	bl_buf_addc(out, '\t');
	bl_line_cell(out, row->article->title);
	bl_buf_addc(out, '\n');
}

const struct bl_output bl_output_tsv = {
	.name = "tsv",
	.about = "rank, score, id, published, title between tabs",
	.needs_article = true,
	.row = print_row,
};
