/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <math.h>

#include "blotter/filter.h"
#include "incidents_exec_private.h"

struct bl_found {
	struct bl_incident_reader reader;
	struct bl_incident item[BL_INCIDENTS_MAX];
};

bl_status bl_found_init(struct bl_exec *x, struct bl_error *err)
{
	x->found = bl_arena_calloc(x->arena, 1, sizeof(*x->found));
	return x->found ? BL_OK : bl_fail_nomem(err);
}

void bl_found_bind(struct bl_exec *x)
{
	bl_incident_reader_start(&x->found->reader, &x->segment->incidents);
}

static struct bl_incidents incidents_of(struct bl_exec *x, uint32_t doc)
{
	struct bl_found *f = x->found;
	struct bl_incidents found = {
		f->item, bl_incident_reader_doc(f->item, &f->reader, doc)
	};

	x->damaged |= f->reader.damaged;
	return found;
}

double bl_found_rank(struct bl_exec *x, uint32_t doc)
{
	const struct bl_incidents found = incidents_of(x, doc);
	const struct bl_incident *i = bl_incident_of(x->s->query, &found);
	const struct bl_toll *toll;

	if (!i)
		return -INFINITY;
	if (x->s->sort == BL_SORT_DATE)
		return i->dated ? i->from : -INFINITY;
	toll = x->s->sort == BL_SORT_KILLED ? &i->killed : &i->injured;
	return toll->min == BL_COUNT_UNSET ? -INFINITY : toll->min;
}

/* ---- visiting */

static bl_status visit_article(struct bl_exec *x, uint32_t doc,
			       struct bl_error *err)
{
	struct bl_visit visit = { .incidents = incidents_of(x, doc) };

	visit.hit.doc = (uint64_t)x->segment_number << 32 | doc;
	visit.hit.published = x->segment->column.published[doc];
	visit.source = bl_incident_reader_source(&x->found->reader, doc);
	x->damaged |= x->found->reader.damaged;
	return x->visitor->fn(x->visitor->ctx, &visit, err);
}

bl_status bl_visit_window(struct bl_exec *x, struct bl_error *err)
{
	const struct bl_set *found = &x->root->match;
	bl_status st = BL_OK;
	uint64_t left;
	uint32_t i;

	for (i = 0; i < BL_SET_WORDS; i++)
		for (left = found->word[i]; st == BL_OK && left;
		     left &= left - 1) {
			uint32_t bit = (uint32_t)__builtin_ctzll(left);

			st = visit_article(x, x->base + i * 64 + bit, err);
		}
	return st;
}
