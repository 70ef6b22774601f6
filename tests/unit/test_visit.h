/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A reader that visits what a test gives it, in the given order and then, to
 * show that order does not matter, in the opposite one.
 */
#ifndef BLOTTER_TEST_VISIT_H
#define BLOTTER_TEST_VISIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "blotter/engine.h"

#define MAX_VISITS 16

struct visits {
	struct bl_reader base;
	struct bl_visit item[MAX_VISITS];
	struct bl_incident incident[MAX_VISITS];
	size_t n;
	bool backwards;
};

static bl_status visit_all(struct bl_reader *base, const struct bl_node *query,
			   bl_field_set fields, bl_visit_fn *fn, void *ctx,
			   struct bl_error *err)
{
	struct visits *v = (struct visits *)base;
	bl_status st = BL_OK;
	size_t i;

	(void)query;
	(void)fields;
	for (i = 0; i < v->n && st == BL_OK; i++)
		st = fn(ctx, &v->item[v->backwards ? v->n - 1 - i : i], err);
	return st;
}

static const struct bl_engine visiting = { .visit = visit_all };
static const struct bl_node all_node = { .kind = BL_NODE_ALL };

static bl_day day_of(int year, int month, int mday)
{
	bl_day day = 0;

	assert_true(bl_day_from_civil(&day, year, month, mday));
	return day;
}

/* One more article, published at this time or BL_TIME_UNSET, with an incident
 * in which so many were killed. */
static struct bl_incident *add_visit(struct visits *v, bl_time published,
				     int32_t killed)
{
	struct bl_incident *in = &v->incident[v->n];
	struct bl_visit *visit = &v->item[v->n++];

	assert_true(v->n <= MAX_VISITS);
	v->base.engine = &visiting;
	memset(in, 0, sizeof(*in));
	in->killed.min = killed;
	in->injured.min = in->kidnapped.min = BL_COUNT_UNSET;
	memset(visit, 0, sizeof(*visit));
	visit->hit.published = published;
	visit->incidents.item = in;
	visit->incidents.n = 1;
	return in;
}

#endif
