/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Articles are first summed by day, because the period may depend on how far
 * apart the first and the last are.
 */
#include "timeline_private.h"

#include <stdlib.h>
#include <string.h>

#include "blotter/filter.h"
#include "blotter/hash.h"

#define FIRST_DAYS 64
#define DAYS_A_WEEK 7
#define MONDAY 3 /* days from a Monday to 1970-01-01 */
#define MONTHS_A_YEAR 12
#define MONTH_BYTES 7 /* of "2023-02-17" */
#define YEAR_BYTES 4

const char *const bl_period_names[] = { "auto",  "day",  "week",
					"month", "year", NULL };

struct day {
	bl_day day;
	struct bl_figures sum;
};

struct visitor {
	const struct bl_node *query;
	struct bl_arena *arena;
	struct day *item;
	size_t n, cap;
	struct bl_idmap known; /* day: its index in item */
	struct bl_figures undated;
	bl_day first, last; /* when n > 0 */
	uint64_t articles;
};

/* The number of the period that a day is in: periods count on without gaps. */
static int64_t number_of(enum bl_period period, bl_day day)
{
	int64_t monday = (int64_t)day + MONDAY;
	int year, month, mday;

	bl_day_to_civil(day, &year, &month, &mday);
	switch (period) {
	case BL_PERIOD_WEEK:
		return (monday - (monday < 0) * (DAYS_A_WEEK - 1)) /
		       DAYS_A_WEEK;
	case BL_PERIOD_MONTH:
		return (int64_t)year * MONTHS_A_YEAR + month - 1;
	case BL_PERIOD_YEAR:
		return year;
	default:
		return day;
	}
}

const char *bl_timeline_label(char out[BL_TIME_TEXT_BYTES],
			      const struct bl_timeline *t, size_t i)
{
	int64_t number = t->first + (int64_t)i;
	bl_day day = 0;

	switch (t->period) {
	case BL_PERIOD_WEEK:
		bl_day_text(out, (bl_day)(number * DAYS_A_WEEK - MONDAY));
		break;
	case BL_PERIOD_MONTH:
		bl_day_from_civil(&day, (int)(number / MONTHS_A_YEAR),
				  (int)(number % MONTHS_A_YEAR) + 1, 1);
		bl_day_text(out, day);
		out[MONTH_BYTES] = '\0';
		break;
	case BL_PERIOD_YEAR:
		bl_day_from_civil(&day, (int)number, 1, 1);
		bl_day_text(out, day);
		out[YEAR_BYTES] = '\0';
		break;
	default:
		bl_day_text(out, (bl_day)number);
		break;
	}
	return out;
}

static bl_status grow(struct visitor *all, struct bl_error *err)
{
	size_t cap = all->cap ? all->cap * 2 : FIRST_DAYS;
	struct day *item = bl_arena_alloc(all->arena, cap * sizeof(*item));

	if (!item)
		return bl_fail_nomem(err);
	if (all->n)
		memcpy(item, all->item, all->n * sizeof(*item));
	all->item = item;
	all->cap = cap;
	return BL_OK;
}

static bl_status add_day(struct visitor *all, bl_day day,
			 const struct bl_figures *f, struct bl_error *err)
{
	uint64_t *index;
	bool is_new;
	bl_status st = bl_idmap_enter(&all->known, &day, sizeof(day), all->n,
				      &index, &is_new, err);

	if (st >= 0 && all->n == all->cap)
		st = grow(all, err);
	if (st < 0)
		return st;
	if (is_new) {
		if (!all->n || day < all->first)
			all->first = day;
		if (!all->n || day > all->last)
			all->last = day;
		all->item[all->n++] = (struct day){ .day = day };
	}
	bl_figures_add(&all->item[*index].sum, f);
	return BL_OK;
}

static bl_status visit(void *ctx, const struct bl_visit *v,
		       struct bl_error *err)
{
	struct visitor *all = ctx;
	const struct bl_incident *in =
		bl_incident_of(all->query, &v->incidents);
	struct bl_figures f = bl_figures_of(in);
	bl_day day;

	all->articles++;
	if (bl_visit_day(&day, v, in))
		return add_day(all, day, &f, err);
	bl_figures_add(&all->undated, &f);
	return BL_OK;
}

static uint64_t periods_of(const struct visitor *all, enum bl_period period)
{
	return (uint64_t)(number_of(period, all->last) -
			  number_of(period, all->first)) +
	       1;
}

static enum bl_period choose(const struct visitor *all, size_t rows)
{
	int period = BL_PERIOD_DAY;

	while (period < BL_PERIOD_YEAR &&
	       periods_of(all, (enum bl_period)period) > rows)
		period++;
	return (enum bl_period)period;
}

static bl_status finish(struct bl_timeline *out, const struct visitor *all,
			size_t rows, struct bl_error *err)
{
	uint64_t n;
	size_t i;

	if (out->period == BL_PERIOD_AUTO)
		out->period = choose(all, rows);
	if (!all->n)
		return BL_OK;
	n = periods_of(all, out->period);
	if (n > BL_TIMELINE_MAX_PERIODS)
		return bl_fail(err, BL_ERR_USAGE,
			       "--timeline: from the first match to the last "
			       "it is %llu %ss, more than %d",
			       (unsigned long long)n,
			       bl_period_names[out->period],
			       BL_TIMELINE_MAX_PERIODS);
	out->first = number_of(out->period, all->first);
	out->sum = bl_arena_calloc(all->arena, n, sizeof(*out->sum));
	if (!out->sum)
		return bl_fail_nomem(err);
	out->n = n;
	for (i = 0; i < all->n; i++)
		bl_figures_add(
			&out->sum[number_of(out->period, all->item[i].day) -
				  out->first],
			&all->item[i].sum);
	return BL_OK;
}

bl_status bl_timeline_count(struct bl_timeline *out, enum bl_period period,
			    size_t rows, struct bl_reader *reader,
			    const struct bl_node *query, struct bl_arena *arena,
			    uint64_t *matched, struct bl_error *err)
{
	const bl_field_set asked = BL_FIGURES_FIELDS |
				   (bl_field_set)1 << BL_FIELD_ID_DATE;
	struct visitor all = { .query = query, .arena = arena };
	bl_status st = bl_reader_visit(reader, query, asked, visit, &all, err);

	*out = (struct bl_timeline){ .period = period, .undated = all.undated };
	*matched = all.articles;
	if (st >= 0)
		st = finish(out, &all, rows, err);
	bl_idmap_release(&all.known);
	return st;
}
