/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "oracle_incident.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>

#include "blotter/gazetteer.h"

#define EARTH_RADIUS_KM 6371.0088
#define TYPES_MAX 16

/* ---- names */

static struct bl_tokens take(struct bl_vocab *vocab, struct bl_str text)
{
	struct bl_tokens t = BL_TOKENS_INIT;

	assert_int_equal(bl_tokenize(vocab, text.data, text.len, &t, NULL),
			 BL_OK);
	return t;
}

/* Do the words stand side by side in the name; and, if whole, alone? */
static bool name_has(struct bl_str name, struct bl_str words, bool whole,
		     struct bl_vocab *vocab)
{
	struct bl_tokens n = take(vocab, name), w = take(vocab, words);
	size_t at, i;
	bool found = false;

	for (at = 0; !found && at + w.n <= n.n; at++) {
		for (i = 0; i < w.n; i++) {
			if (n.item[at + i].form != w.item[i].form)
				break;
		}
		found = i == w.n;
	}
	found = found && (!whole || w.n == n.n);
	bl_tokens_release(&n);
	bl_tokens_release(&w);
	return found;
}

/* ---- single filters */

static bool passes_type(const struct bl_filter *f, const struct bl_incident *in)
{
	bl_incident_type above[TYPES_MAX];
	size_t i, k, n;

	for (i = 0; i < in->n_types; i++) {
		n = bl_incident_type_chain(above, TYPES_MAX, in->types[i]);
		for (k = 0; k < n; k++) {
			if (above[k] == f->type)
				return true;
		}
	}
	return false;
}

/* Climb from the place to what it lies in. */
static bool lies_in(uint32_t id, uint32_t outer)
{
	for (; id != BL_PLACE_NONE; id = bl_place_parent(id)) {
		if (id == outer)
			return true;
	}
	return false;
}

static bool is_place(const struct bl_filter *f,
		     const struct bl_incident_place *p, struct bl_vocab *vocab)
{
	size_t i;

	if (!p->id)
		return name_has(p->name, f->text, true, vocab);
	for (i = 0; i < f->n_places; i++) {
		if (lies_in(p->id, f->place[i]))
			return true;
	}
	return false;
}

struct vector {
	double x, y, z;
};

static struct vector on_earth(double lat, double lon)
{
	double a = lat * acos(-1) / 180, b = lon * acos(-1) / 180;

	return (struct vector){ cos(a) * cos(b), cos(a) * sin(b), sin(a) };
}

/* By the straight line between the two, through the earth. */
static double km_between(double lat_a, double lon_a, double lat_b, double lon_b)
{
	struct vector a = on_earth(lat_a, lon_a), b = on_earth(lat_b, lon_b);
	double dx = a.x - b.x, dy = a.y - b.y, dz = a.z - b.z;
	double half = sqrt(dx * dx + dy * dy + dz * dz) / 2;

	return 2 * EARTH_RADIUS_KM * asin(half < 1 ? half : 1);
}

static bool is_around(const struct bl_filter *f,
		      const struct bl_incident_place *p)
{
	if (p->precision == BL_PRECISION_ADMIN ||
	    p->precision == BL_PRECISION_COUNTRY || isnan(p->lat))
		return false;
	return km_between(p->lat, p->lon, f->lat, f->lon) <= f->km;
}

static bool passes_place(const struct bl_filter *f,
			 const struct bl_incident *in, struct bl_vocab *vocab)
{
	size_t i;

	for (i = 0; i < in->n_places; i++) {
		const struct bl_incident_place *p = &in->place[i];

		if (f->field == BL_FIELD_ID_PLACE && is_place(f, p, vocab))
			return true;
		if (f->field == BL_FIELD_ID_COUNTRY && p->country.len == 2 &&
		    p->country.data[0] == f->country.data[0] &&
		    p->country.data[1] == f->country.data[1])
			return true;
		if (f->field == BL_FIELD_ID_AROUND && is_around(f, p))
			return true;
	}
	return false;
}

static bool passes_actor(const struct bl_filter *f,
			 const struct bl_incident *in, struct bl_vocab *vocab)
{
	size_t i;

	for (i = 0; i < in->n_actors; i++) {
		struct bl_str name = in->actor[i].name;

		if (f->actor ? bl_actor_find(name) == f->actor
			     : name_has(name, f->text, false, vocab))
			return true;
	}
	return false;
}

static bool passes_count(const struct bl_filter *f, const struct bl_toll *t)
{
	int64_t min = t->min, max = t->max < 0 ? t->min : t->max;

	if (min < 0)
		return false;
	if (f->single)
		return min <= f->low && max >= f->low;
	return (f->low == INT64_MIN || min >= f->low) &&
	       (f->high == INT64_MAX || max <= f->high);
}

static bool passes_date(const struct bl_filter *f, const struct bl_incident *in)
{
	bl_day d;

	if (!in->dated)
		return false;
	for (d = in->from; d <= in->to; d++) {
		if (d < f->low || d > f->high)
			return false;
	}
	return true;
}

static bool passes_filter(const struct bl_filter *f,
			  const struct bl_incident *in, struct bl_vocab *vocab)
{
	switch (f->field) {
	case BL_FIELD_ID_TYPE:
		return passes_type(f, in);
	case BL_FIELD_ID_PLACE:
	case BL_FIELD_ID_COUNTRY:
	case BL_FIELD_ID_AROUND:
		return passes_place(f, in, vocab);
	case BL_FIELD_ID_DATE:
		return passes_date(f, in);
	case BL_FIELD_ID_ACTOR:
		return passes_actor(f, in, vocab);
	case BL_FIELD_ID_TARGET:
		return (in->targets & f->categories) != 0;
	case BL_FIELD_ID_WEAPON:
		return (in->weapons & f->categories) != 0;
	case BL_FIELD_ID_STAGE:
		return f->stage == in->stage;
	case BL_FIELD_ID_KILLED:
		return passes_count(f, &in->killed);
	case BL_FIELD_ID_INJURED:
		return passes_count(f, &in->injured);
	case BL_FIELD_ID_KIDNAPPED:
		return passes_count(f, &in->kidnapped);
	case BL_FIELD_ID_CLAIMED:
		return f->claimed == in->claimed;
	default:
		fail_msg("field %d is no filter", (int)f->field);
		return false;
	}
}

/* ---- conditions */

bool oracle_passes(const struct bl_node *condition,
		   const struct bl_incident *in, struct bl_vocab *vocab)
{
	size_t i, passed = 0;

	for (i = 0; i < condition->n; i++)
		passed += oracle_passes(condition->child[i], in, vocab);
	switch (condition->kind) {
	case BL_NODE_FILTER:
		return passes_filter(condition->filter, in, vocab);
	case BL_NODE_AND:
		return passed == condition->n;
	case BL_NODE_OR:
		return passed > 0;
	case BL_NODE_NOT:
		assert_int_equal(condition->n, 1);
		return passed == 0;
	default:
		fail_msg("a node of kind %d in a condition",
			 (int)condition->kind);
		return false;
	}
}

/* The first incident that passes a condition of the query; n: none does. */
static size_t first_of(const struct bl_node *query,
		       const struct bl_incidents *incidents,
		       struct bl_vocab *vocab)
{
	size_t first = incidents->n, i, k;

	if (query->kind == BL_NODE_NOT)
		return first;
	if (query->kind == BL_NODE_INCIDENT) {
		for (i = 0; i < first; i++) {
			if (oracle_passes(query->child[0], &incidents->item[i],
					  vocab))
				return i;
		}
		return first;
	}
	for (i = 0; i < query->n; i++) {
		k = first_of(query->child[i], incidents, vocab);
		if (k < first)
			first = k;
	}
	return first;
}

const struct bl_incident *oracle_incident_of(
	const struct bl_node *query, const struct bl_incidents *incidents,
	struct bl_vocab *vocab)
{
	size_t first = first_of(query, incidents, vocab);

	if (!incidents->n)
		return NULL;
	return &incidents->item[first < incidents->n ? first : 0];
}

double oracle_sort_key(const struct bl_incident *incident, enum bl_sort sort)
{
	int32_t count;

	if (!incident)
		return -INFINITY;
	if (sort == BL_SORT_DATE)
		return incident->dated ? incident->from : -INFINITY;
	count = sort == BL_SORT_KILLED ? incident->killed.min
				       : incident->injured.min;
	return count < 0 ? -INFINITY : count;
}
