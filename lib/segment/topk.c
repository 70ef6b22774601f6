/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "incidents_exec_private.h"

/* The order of ids by bytes: in one segment that of their numbers. */
static int compare_ids(struct bl_top *t, const struct bl_ranked *a,
		       const struct bl_ranked *b)
{
	struct bl_segment_reader *r = t->x->r;
	const struct bl_segment *sa = &r->segment[a->segment];
	const struct bl_segment *sb = &r->segment[b->segment];
	struct bl_str ia, ib;

	if (a->segment == b->segment) {
		uint32_t na = sa->column.id[a->doc], nb = sa->column.id[b->doc];

		return (na > nb) - (na < nb);
	}
	if (bl_segment_id(&ia, sa, &r->ids[a->segment], a->doc, NULL) < 0 ||
	    bl_segment_id(&ib, sb, &r->ids[b->segment], b->doc, NULL) < 0) {
		t->failed = true;
		return 0;
	}
	return bl_str_cmp(ia, ib);
}

static int compare_times(const struct bl_ranked *a, const struct bl_ranked *b,
			 bool oldest)
{
	if (a->published == b->published)
		return 0;
	/* undated ones come last in either order */
	if (a->published == BL_TIME_UNSET || b->published == BL_TIME_UNSET)
		return a->published == BL_TIME_UNSET ? 1 : -1;
	return (a->published < b->published) == oldest ? -1 : 1;
}

/* Below 0 when a comes before b. */
static int compare(struct bl_top *t, const struct bl_ranked *a,
		   const struct bl_ranked *b)
{
	int order;

	if (t->by_score && a->score != b->score)
		return a->score > b->score ? -1 : 1;
	if (t->x->found && a->value != b->value)
		return a->value > b->value ? -1 : 1;
	order = compare_times(a, b, t->x->s->sort == BL_SORT_OLDEST);
	return order ? order : compare_ids(t, a, b);
}

bl_status bl_top_init(struct bl_top *t, struct bl_exec *x, size_t max,
		      struct bl_error *err)
{
	memset(t, 0, sizeof(*t));
	t->x = x;
	t->max = max;
	t->by_score = x->s->sort == BL_SORT_RELEVANCE;
	t->item = calloc(max + 1, sizeof(*t->item));
	return t->item ? BL_OK : bl_fail_nomem(err);
}

void bl_top_release(struct bl_top *t)
{
	free(t->item);
}

static void swap(struct bl_ranked *a, struct bl_ranked *b)
{
	struct bl_ranked c = *a;

	*a = *b;
	*b = c;
}

/* Let the item in front of a heap of n sink to its place. */
static void sink(struct bl_top *t, size_t n)
{
	size_t at = 0, child;

	while ((child = 2 * at + 1) < n) {
		if (child + 1 < n &&
		    compare(t, &t->item[child], &t->item[child + 1]) < 0)
			child++;
		if (compare(t, &t->item[at], &t->item[child]) >= 0)
			return;
		swap(&t->item[at], &t->item[child]);
		at = child;
	}
}

void bl_top_add(struct bl_top *t, uint32_t doc, double score)
{
	const struct bl_exec *x = t->x;
	struct bl_ranked made = { score, 0, x->segment->column.published[doc],
				  (uint32_t)x->segment_number, doc };
	size_t at;

	if (x->found)
		made.value = bl_found_rank(t->x, doc);

	if (t->n == t->max) {
		if (!t->max || compare(t, &made, &t->item[0]) >= 0)
			return;
		t->item[0] = made;
		sink(t, t->n);
		return;
	}
	at = t->n++;
	t->item[at] = made;
	for (; at; at = (at - 1) / 2) {
		if (compare(t, &t->item[at], &t->item[(at - 1) / 2]) <= 0)
			return;
		swap(&t->item[at], &t->item[(at - 1) / 2]);
	}
}

void bl_top_sort(struct bl_top *t)
{
	size_t n;

	for (n = t->n; n > 1; n--) {
		swap(&t->item[0], &t->item[n - 1]);
		sink(t, n - 1);
	}
}
