/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <math.h>

#include "blotter/filter.h"
#include "incidents_exec_private.h"

struct bl_found {
	struct bl_incident_reader reader;
	bl_part_set parts; /* of incidents that are read; others are unset */
	struct bl_incident item[BL_INCIDENTS_MAX];
};

static const struct bl_incident nothing = {
	.killed = { .min = BL_COUNT_UNSET, .max = BL_COUNT_UNSET },
	.injured = { .min = BL_COUNT_UNSET, .max = BL_COUNT_UNSET },
	.kidnapped = { .min = BL_COUNT_UNSET, .max = BL_COUNT_UNSET },
};

static const enum bl_field_id sorted_by[] = {
	[BL_SORT_DATE] = BL_FIELD_ID_DATE,
	[BL_SORT_KILLED] = BL_FIELD_ID_KILLED,
	[BL_SORT_INJURED] = BL_FIELD_ID_INJURED,
};

/* What decides which of its incidents stands for an article.  Recursion: a
 * tree is as deep as its query nests, which is bounded. */
static bl_field_set fields_of(const struct bl_node *query)
{
	bl_field_set all = 0;
	size_t i;

	if (query->kind == BL_NODE_FILTER)
		return (bl_field_set)1 << query->filter->field;
	for (i = 0; i < query->n; i++)
		all |= fields_of(query->child[i]);
	return all;
}

bl_status bl_found_init(struct bl_exec *x, struct bl_error *err)
{
	struct bl_found *f = bl_arena_calloc(x->arena, 1, sizeof(*f));
	size_t i;

	if (!f)
		return bl_fail_nomem(err);
	f->parts = bl_incident_parts_of(
		x->visitor ? x->visitor->fields
			   : (bl_field_set)1 << sorted_by[x->s->sort]);
	f->parts |= bl_incident_parts_of(fields_of(x->s->query));
	for (i = 0; i < BL_INCIDENTS_MAX; i++)
		f->item[i] = nothing;
	x->found = f;
	return BL_OK;
}

void bl_found_bind(struct bl_exec *x)
{
	bl_incident_reader_start(&x->found->reader, &x->segment->incidents);
}

static struct bl_incidents incidents_of(struct bl_exec *x, uint32_t doc)
{
	struct bl_found *f = x->found;
	struct bl_incidents found = {
		f->item,
		bl_incident_reader_doc(f->item, &f->reader, doc, f->parts)
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
