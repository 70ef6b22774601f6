/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stddef.h>
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

/* The same for those with one score. */
static int compare_rest(struct bl_top *t, const struct bl_ranked *a,
			const struct bl_ranked *b)
{
	int order;

	if (t->x->found && a->value != b->value)
		return a->value > b->value ? -1 : 1;
	order = compare_times(a, b, t->x->s->sort == BL_SORT_OLDEST);
	return order ? order : compare_ids(t, a, b);
}

/* Below 0 when a comes before b. */
static inline int compare(struct bl_top *t, const struct bl_ranked *a,
			  const struct bl_ranked *b)
{
	if (t->by_score && a->score != b->score)
		return a->score > b->score ? -1 : 1;
	return compare_rest(t, a, b);
}

bl_status bl_top_init(struct bl_top *t, struct bl_exec *x, size_t max,
		      struct bl_error *err)
{
	const size_t docs = (size_t)x->r->docs;

	memset(t, 0, sizeof(*t));
	t->x = x;
	t->max = max;
	t->cap = max < docs / 2 ? max + (max + 1) / 2 : docs;
	t->by_score = x->s->sort == BL_SORT_RELEVANCE;
	t->item = calloc(t->cap + 1, sizeof(*t->item));
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

/* Put the best in front, the worst of them last, and leave out the others.
 * (Hoare's selection) */
static void select_best(struct bl_top *t)
{
	ptrdiff_t worst = (ptrdiff_t)t->max - 1;
	ptrdiff_t low = 0, high = (ptrdiff_t)t->n - 1;

	while (low < high) {
		struct bl_ranked pivot = t->item[low + (high - low) / 2];
		ptrdiff_t i = low, j = high;

		while (i <= j) {
			while (compare(t, &t->item[i], &pivot) < 0)
				i++;
			while (compare(t, &pivot, &t->item[j]) < 0)
				j--;
			if (i <= j)
				swap(&t->item[i++], &t->item[j--]);
		}
		if (worst <= j)
			high = j;
		else if (worst >= i)
			low = i;
		else
			break;
	}
	t->n = t->max;
}

void bl_top_add(struct bl_top *t, uint32_t doc, double score)
{
	const struct bl_exec *x = t->x;
	struct bl_ranked made = { score, 0, x->segment->column.published[doc],
				  (uint32_t)x->segment_number, doc };

	if (x->found)
		made.value = bl_found_rank(t->x, doc);
	if (!t->max || t->n == t->cap ||
	    (t->n >= t->max && compare(t, &made, &t->item[t->max - 1]) >= 0))
		return;
	t->item[t->n++] = made;
	if (t->n == t->max || t->n == t->cap)
		select_best(t);
}

static int compare_items(const void *a, const void *b, void *t)
{
	return compare(t, a, b);
}

void bl_top_sort(struct bl_top *t)
{
	if (t->n > t->max)
		select_best(t);
	qsort_r(t->item, t->n, sizeof(*t->item), compare_items, t);
}
