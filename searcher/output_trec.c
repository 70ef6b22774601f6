/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A run as trec_eval reads it.  It sorts by score alone and breaks ties its own
 * way, so each score is printed below the one before: our order is the run's.
 */
#include "line_private.h"
#include "output_private.h"

#include <math.h>

#define RUN_TAG "blotter"
#define LONE_QUERY_ID "0"
#define UNITS_PER_POINT 1e6 /* six decimals are printed */

static void print_hits(struct bl_buf *out, const struct bl_answer *a)
{
	const char *id = a->query_id ? a->query_id : LONE_QUERY_ID;
	double last = INFINITY; /* printed, in millionths */
	size_t i;

	for (i = 0; i < a->hits->n; i++) {
		const struct bl_hit *hit = &a->hits->hit[i];
		double units = round(hit->score * UNITS_PER_POINT);

		last = fmin(units, last - 1);
		bl_line_word(out, bl_str_from(id));
		bl_buf_adds(out, " Q0 ");
		bl_line_word(out, hit->id);
		bl_buf_addf(out, " %zu %.6f " RUN_TAG "\n", a->offset + i + 1,
			    last / UNITS_PER_POINT);
	}
}

const struct bl_output bl_output_trec = {
	.name = "trec",
	.begin = print_hits,
};
