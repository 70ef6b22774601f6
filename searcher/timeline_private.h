/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A timeline: the articles that match, and the tolls of their incidents, by
 * the day, week, month or year that bl_visit_day gives.
 */
#ifndef BLOTTER_TIMELINE_PRIVATE_H
#define BLOTTER_TIMELINE_PRIVATE_H

#include "figures_private.h"

/* With finer periods than years, there are at most so many. */
#define BL_TIMELINE_MAX_PERIODS 10000

enum bl_period {
	BL_PERIOD_NONE = -1,
	BL_PERIOD_AUTO, /* to be chosen */
	BL_PERIOD_DAY,
	BL_PERIOD_WEEK, /* from Monday */
	BL_PERIOD_MONTH,
	BL_PERIOD_YEAR,
	BL_PERIODS
};

/* In the order of enum bl_period, "auto" the first; NULL behind the last. */
extern const char *const bl_period_names[];

struct bl_timeline {
	enum bl_period period;  /* never AUTO */
	int64_t first;          /* number of the first period */
	struct bl_figures *sum; /* of each period from there on */
	size_t n;               /* up to the last with an article; 0: none */
	struct bl_figures undated;
};

/*
 * Count over all articles that the query selects, *matched of them.  For AUTO
 * it is the finest period of which there are at most `rows`, else the year.
 * BL_ERR_USAGE when there are too many periods.
 */
bl_status bl_timeline_count(struct bl_timeline *out, enum bl_period period,
			    size_t rows, struct bl_reader *reader,
			    const struct bl_node *query, struct bl_arena *arena,
			    uint64_t *matched, struct bl_error *err);

/* The i-th period of t as ISO writes it: "2023-02-17" for a day, and for the
 * week that begins there, "2023-02", "2023". */
const char *bl_timeline_label(char out[BL_TIME_TEXT_BYTES],
			      const struct bl_timeline *t, size_t i);

#endif
