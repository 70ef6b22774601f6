/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "line_private.h"
#include "output_private.h"

static void print_row(struct bl_buf *out, const struct bl_answer *a,
		      const struct bl_row *row)
{
	bl_line_query(out, a->query_id);
	bl_line_cell(out, row->hit->id);
	bl_buf_addc(out, '\n');
}

const struct bl_output bl_output_ids = {
	.name = "ids",
	.row = print_row,
};
