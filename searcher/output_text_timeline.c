/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "table_private.h"
#include "output_text_private.h"
#include "timeline_private.h"

/* More than so many rows without an article become one. */
#define EMPTY_ROWS_MAX 10
#define UNDATED BL_STR("undated")

/* How many periods from the i-th on have no article. */
static size_t empty_run(const struct bl_timeline *t, size_t i)
{
	size_t n = 0;

	while (i + n < t->n && !t->sum[i + n].articles)
		n++;
	return n;
}

static void put_periods(struct bl_table *table, const struct bl_timeline *t)
{
	char label[BL_TIME_TEXT_BYTES];
	size_t i, empty;

	for (i = 0; i < t->n; i++) {
		empty = empty_run(t, i);
		if (empty > EMPTY_ROWS_MAX) {
			bl_buf_addf(table->pen.out, "(%zu %ss without any)\n",
				    empty, bl_period_names[t->period]);
			i += empty;
		}
		bl_table_row(table, bl_str_from(bl_timeline_label(label, t, i)),
			     &t->sum[i]);
	}
}

void bl_text_timeline(struct bl_buf *out, const struct bl_answer *a,
		      const struct bl_timeline *t)
{
	const char *heading = t->period == BL_PERIOD_WEEK
				      ? "week of"
				      : bl_period_names[t->period];
	char label[BL_TIME_TEXT_BYTES];
	struct bl_table table;
	size_t i;

	if (!a->matched)
		return;
	bl_table_init(&table, out, a, heading);
	for (i = 0; i < t->n; i++)
		bl_table_fit(&table,
			     bl_str_from(bl_timeline_label(label, t, i)),
			     &t->sum[i]);
	if (t->undated.articles)
		bl_table_fit(&table, UNDATED, &t->undated);
	bl_table_bars(&table, a);
	bl_table_head(&table);
	put_periods(&table, t);
	if (t->undated.articles)
		bl_table_row(&table, UNDATED, &t->undated);
	bl_table_release(&table);
}
