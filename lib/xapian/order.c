/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The order of hits: by a slot that holds it, or by a value of the incident
 * that stands for an article, worked out for each that the query selects.
 */
#include "blotter/filter.h"
#include "xapian_private.h"

void bl_xorder_init(struct bl_xorder *o, const struct bl_search *s)
{
	*o = (struct bl_xorder){ .search = s };
	bl_arena_init(&o->arena);
	bl_buf_init(&o->key, 2 * KEY_TIME_BYTES + BL_ARTICLE_ID_MAX_BYTES);
}

void bl_xorder_release(struct bl_xorder *o)
{
	xap_buf_release(&o->value);
	bl_buf_release(&o->key);
	bl_arena_release(&o->arena);
}

static bl_time count_of(const struct bl_toll *toll)
{
	return toll->min == BL_COUNT_UNSET ? BL_TIME_UNSET : toll->min;
}

/* What to sort an article by, for which this incident stands. */
static bl_time value_of(const struct bl_incident *in, enum bl_sort sort)
{
	if (!in)
		return BL_TIME_UNSET;
	switch (sort) {
	case BL_SORT_DATE:
		return in->dated ? in->from : BL_TIME_UNSET;
	case BL_SORT_KILLED:
		return count_of(&in->killed);
	default:
		return count_of(&in->injured);
	}
}

/* Greatest first, as times are newest first; equals in that order. */
static bl_status make_key(struct bl_xorder *o, struct bl_str newest_first,
			  const struct bl_incidents *incidents,
			  struct bl_error *err)
{
	const struct bl_incident *in =
		bl_incident_of(o->search->query, incidents);

	bl_buf_clear(&o->key);
	bl_key_append(&o->key, SLOT_NEWEST_FIRST, value_of(in, o->search->sort),
		      newest_first);
	return bl_buf_status(&o->key, err);
}

/* The key of a document, into *out. */
static int write_key(void *ctx, struct xap_buf *out, const xap_doc *doc)
{
	struct bl_xorder *o = ctx;
	struct bl_error err = BL_ERROR_INIT;
	struct bl_incidents incidents;
	bl_status st;
	xap_status xs;

	bl_arena_clear(&o->arena);
	xs = xap_doc_value(&o->value, doc, SLOT_INCIDENTS, &o->failure);
	if (xs)
		return xs;
	st = bl_xincidents_read(&incidents, &o->arena, bl_xap_str(&o->value),
				&err);
	if (st == BL_OK)
		xs = xap_doc_value(&o->value, doc, SLOT_NEWEST_FIRST,
				   &o->failure);
	if (st == BL_OK && !xs)
		st = make_key(o, bl_xap_str(&o->value), &incidents, &err);
	if (st < 0)
		return bl_xap_put(&o->failure, &err);
	return xs ? xs : xap_buf_set(out, o->key.data, o->key.len, &o->failure);
}

xap_status bl_xorder_set(xap_enquire *enquire, struct bl_xorder *o,
			 struct xap_error *xerr)
{
	switch (o->search->sort) {
	case BL_SORT_RELEVANCE:
		return xap_enquire_set_sort(enquire, XAP_SORT_RELEVANCE_VALUE,
					    SLOT_NEWEST_FIRST, false, xerr);
	case BL_SORT_NEWEST:
		return xap_enquire_set_sort(enquire, XAP_SORT_VALUE,
					    SLOT_NEWEST_FIRST, false, xerr);
	case BL_SORT_OLDEST:
		return xap_enquire_set_sort(enquire, XAP_SORT_VALUE,
					    SLOT_OLDEST_FIRST, false, xerr);
	case BL_SORT_DATE:
	case BL_SORT_KILLED:
	case BL_SORT_INJURED:
		break;
	}
	return xap_enquire_set_sort_key(enquire, XAP_SORT_VALUE, write_key, o,
					false, xerr);
}
