/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A condition on incidents is evaluated for a block of them at a time: each
 * filter looks at the columns of its field alone, and at the incidents alone
 * that are still in question.  Places and actors are asked about once for each
 * that the segment has.
 */
#include <string.h>

#include "blotter/filter.h"
#include "incidents_exec_private.h"

_Static_assert(BL_INCIDENT_VALUES_MAX == BL_INCIDENT_TYPES_MAX,
	       "an incident has as many types as places");

/* Rows of a block: bit i stands for row i. */
struct rows {
	uint64_t word[BL_BLOCK / 64];
};

enum verdict { NOT_ASKED, FAILS, PASSES };

struct condition {
	const struct bl_node *node;
	struct condition *child;
	size_t n;
	enum bl_incident_part part; /* of a filter */
	uint8_t *verdict; /* of a filter on what is listed: by its number */
};

/* What the INCIDENT nodes of a search share. */
struct bl_incident_scan {
	struct bl_incident_reader reader;
	struct bl_incident incident; /* the part of one that a filter sees */
};

struct bl_incident_plan {
	struct bl_exec *x;
	struct condition root;
};

/* ---- making it */

static const enum bl_incident_part parts[BL_FIELD_COUNT] = {
	[BL_FIELD_ID_TYPE] = BL_PART_TYPES,
	[BL_FIELD_ID_PLACE] = BL_PART_PLACES,
	[BL_FIELD_ID_COUNTRY] = BL_PART_PLACES,
	[BL_FIELD_ID_AROUND] = BL_PART_PLACES,
	[BL_FIELD_ID_DATE] = BL_PART_DATE,
	[BL_FIELD_ID_ACTOR] = BL_PART_ACTORS,
	[BL_FIELD_ID_TARGET] = BL_PART_TARGETS,
	[BL_FIELD_ID_WEAPON] = BL_PART_WEAPONS,
	[BL_FIELD_ID_STAGE] = BL_PART_STAGE,
	[BL_FIELD_ID_KILLED] = BL_PART_KILLED,
	[BL_FIELD_ID_INJURED] = BL_PART_INJURED,
	[BL_FIELD_ID_KIDNAPPED] = BL_PART_KIDNAPPED,
	[BL_FIELD_ID_CLAIMED] = BL_PART_CLAIMED,
};

bl_part_set bl_incident_parts_of(bl_field_set fields)
{
	bl_part_set all = 0;
	int id;

	if (fields == BL_FIELDS_ALL)
		return BL_PARTS_ALL;
	for (id = 0; id < BL_FIELD_COUNT; id++)
		if (fields >> id & 1 && bl_fields[id].kind == BL_FIELD_INCIDENT)
			all |= (bl_part_set)1 << parts[id];
	return all;
}

static bool is_list(enum bl_incident_part part)
{
	return part == BL_PART_TYPES || part == BL_PART_PLACES ||
	       part == BL_PART_ACTORS;
}

/* How many there are of what a part lists: types, or a segment's places or
 * actors. */
static uint32_t count_listed(enum bl_incident_part part,
			     const struct bl_incident_columns *c)
{
	switch (part) {
	case BL_PART_TYPES:
		return bl_incident_type_count();
	case BL_PART_PLACES:
		return c->values[BL_VALUES_PLACES].n;
	default:
		return c->values[BL_VALUES_ACTORS].n;
	}
}

static bl_status make_filter(struct bl_exec *x, struct condition *c,
			     struct bl_error *err)
{
	const enum bl_field_id field = c->node->filter->field;
	uint32_t most = 0;
	size_t i;

	if (field >= BL_FIELD_COUNT ||
	    bl_fields[field].kind != BL_FIELD_INCIDENT)
		return bl_fail(err, BL_ERR_INTERNAL,
			       "a filter on no field of incidents");
	c->part = parts[field];
	if (!is_list(c->part))
		return BL_OK;
	for (i = 0; i < x->r->n; i++) {
		uint32_t n = count_listed(c->part, &x->r->segment[i].incidents);

		most = n > most ? n : most;
	}
	c->verdict = bl_arena_alloc(x->arena, (size_t)most + 1);
	return c->verdict ? BL_OK : bl_fail_nomem(err);
}

static bool is_sound(const struct bl_node *n)
{
	switch (n->kind) {
	case BL_NODE_FILTER:
		return !n->n && n->filter;
	case BL_NODE_NOT:
		return n->n == 1;
	case BL_NODE_AND:
	case BL_NODE_OR:
		return n->n > 0;
	default:
		return false;
	}
}

static bl_status make(struct bl_exec *x, struct condition *c,
		      const struct bl_node *n, unsigned depth,
		      struct bl_error *err)
{
	bl_status st = BL_OK;

	if (!is_sound(n) || depth > BL_QUERY_MAX_DEPTH)
		return bl_fail(err, BL_ERR_INTERNAL,
			       "a condition on incidents that is none");
	c->node = n;
	if (n->kind == BL_NODE_FILTER)
		return make_filter(x, c, err);
	c->child = bl_arena_calloc(x->arena, n->n, sizeof(*c->child));
	if (!c->child)
		return bl_fail_nomem(err);
	for (; st == BL_OK && c->n < n->n; c->n++)
		st = make(x, &c->child[c->n], n->child[c->n], depth + 1, err);
	return st;
}

bl_status bl_incident_plan(struct bl_exec *x, struct bl_plan *p,
			   struct bl_error *err)
{
	size_t i;

	for (i = 0; i < x->r->n; i++)
		p->docs += x->r->segment[i].incidents.incidents;
	if (!x->scan)
		x->scan = bl_arena_calloc(x->arena, 1, sizeof(*x->scan));
	p->incident = bl_arena_calloc(x->arena, 1, sizeof(*p->incident));
	if (!x->scan || !p->incident)
		return bl_fail_nomem(err);
	p->incident->x = x;
	return make(x, &p->incident->root, p->node->child[0], 0, err);
}

/* ---- for a segment */

static void forget(struct condition *c, const struct bl_incident_columns *of)
{
	size_t i;

	for (i = 0; i < c->n; i++)
		forget(&c->child[i], of);
	if (c->verdict)
		memset(c->verdict, NOT_ASKED,
		       (size_t)count_listed(c->part, of) + 1);
}

void bl_incident_bind(struct bl_exec *x, struct bl_plan *p)
{
	const struct bl_incident_columns *columns = &x->segment->incidents;
	const uint32_t docs = x->segment->info.docs;

	forget(&p->incident->root, columns);
	bl_incident_reader_start(&x->scan->reader, columns);
	p->cost = columns->incidents < docs ? columns->incidents : docs;
}

uint32_t bl_incident_next(struct bl_plan *p, uint32_t from)
{
	struct bl_exec *x = p->incident->x;
	struct bl_incident_reader *r = &x->scan->reader;
	uint32_t block = bl_incident_block_seek(r->columns, from), row;

	for (; block < r->columns->blocks; block++) {
		bl_incident_reader_load(r, block);
		row = bl_incident_reader_seek(r, from);
		if (row < r->n)
			return bl_incident_doc(r, row);
	}
	x->damaged |= r->damaged;
	return BL_NO_DOC;
}

/* ---- rows */

static bool any(const struct rows *s)
{
	return (s->word[0] | s->word[1]) != 0;
}

static void take_out(struct rows *s, const struct rows *those)
{
	s->word[0] &= ~those->word[0];
	s->word[1] &= ~those->word[1];
}

static void add(struct rows *s, uint32_t row)
{
	s->word[row / 64] |= (uint64_t)1 << row % 64;
}

/* Take the first one out, of which there is one. */
static uint32_t take_first(struct rows *s)
{
	const uint32_t i = s->word[0] ? 0 : 1;
	const uint32_t row = i * 64 + (uint32_t)__builtin_ctzll(s->word[i]);

	s->word[i] &= s->word[i] - 1;
	return row;
}

/* ---- filters: the rows of `among` that pass */

/* Does a type, place or actor pass, by its number in columns? */
static bool ask(struct bl_incident_scan *scan, const struct condition *c,
		uint32_t number)
{
	const struct bl_filter *f = c->node->filter;
	struct bl_incident_place place;

	switch (c->part) {
	case BL_PART_TYPES:
		scan->incident.types[0] = (bl_incident_type)number;
		scan->incident.n_types = 1;
		return bl_filter_passes(f, &scan->incident);
	case BL_PART_PLACES:
		return bl_incident_reader_skim(&place, &scan->reader,
					       number - 1, f->field) &&
		       bl_filter_place(f, &place);
	default:
		return bl_filter_actor(
			f, bl_incident_reader_actor(&scan->reader, number - 1));
	}
}

static struct rows filter_lists(struct bl_incident_scan *scan,
				const struct condition *c, struct rows among)
{
	const uint32_t most = count_listed(c->part, scan->reader.columns);
	unsigned column = bl_incident_parts[c->part].first;
	const unsigned end = column + BL_INCIDENT_VALUES_MAX;
	struct rows found = { { 0 } };

	/* the rows whose lists go on, and nothing passed */
	for (; column < end && any(&among); column++) {
		const uint32_t *number = scan->reader.rows.column[column];
		struct rows more = { { 0 } };

		while (any(&among)) {
			const uint32_t row = take_first(&among);
			uint8_t *verdict;

			if (!number[row])
				continue;
			if (number[row] > most) {
				scan->reader.damaged = true;
				continue;
			}
			verdict = &c->verdict[number[row]];
			if (*verdict == NOT_ASKED)
				*verdict = ask(scan, c, number[row]) ? PASSES
								     : FAILS;
			add(*verdict == PASSES ? &found : &more, row);
		}
		among = more;
	}
	return found;
}

static struct rows filter(struct bl_incident_scan *scan,
			  const struct condition *c, struct rows among)
{
	struct bl_incident_numbers none = { { 0 }, { 0 } };
	struct rows found = { { 0 } };

	bl_incident_reader_unpack(&scan->reader, c->part);
	if (c->verdict)
		return filter_lists(scan, c, among);
	while (any(&among)) {
		const uint32_t row = take_first(&among);

		if (!bl_row_get(&scan->incident, &none, c->part,
				&scan->reader.rows, row))
			scan->reader.damaged = true;
		if (bl_filter_passes(c->node->filter, &scan->incident))
			add(&found, row);
	}
	return found;
}

/* ---- conditions */

static struct rows evaluate(struct bl_incident_scan *scan,
			    const struct condition *c, struct rows among)
{
	struct rows rest = among, found;
	size_t i;

	switch (c->node->kind) {
	case BL_NODE_AND:
		for (i = 0; i < c->n && any(&among); i++)
			among = evaluate(scan, &c->child[i], among);
		return among;
	case BL_NODE_OR:
		/* the rest are those that pass none */
		for (i = 0; i < c->n && any(&rest); i++) {
			found = evaluate(scan, &c->child[i], rest);
			take_out(&rest, &found);
		}
		take_out(&among, &rest);
		return among;
	case BL_NODE_NOT:
		found = evaluate(scan, &c->child[0], among);
		take_out(&among, &found);
		return among;
	default:
		return filter(scan, c, among);
	}
}

/* ---- the window */

/* The rows of the block that was loaded whose articles are in question. */
static struct rows rows_of(const struct bl_incident_reader *r,
			   const struct bl_set *among, uint32_t base)
{
	struct rows s = { { 0 } };
	uint32_t row;

	for (row = 0; row < r->n; row++) {
		uint32_t at = bl_incident_doc(r, row) - base;

		if (at < BL_WINDOW && bl_set_has(among, at))
			add(&s, row);
	}
	return s;
}

bool bl_incident_match(struct bl_exec *x, struct bl_plan *p,
		       const struct bl_set *among)
{
	struct bl_incident_scan *scan = x->scan;
	struct bl_incident_reader *r = &scan->reader;
	uint32_t block = bl_incident_block_seek(r->columns, x->base);

	memset(&p->match, 0, sizeof(p->match));
	for (; bl_incident_block_first(r->columns, block) < x->base + BL_WINDOW;
	     block++) {
		struct rows s;

		bl_incident_reader_load(r, block);
		s = rows_of(r, among, x->base);
		if (any(&s))
			s = evaluate(scan, &p->incident->root, s);
		while (any(&s))
			bl_set_add(&p->match,
				   bl_incident_doc(r, take_first(&s)) -
					   x->base);
	}
	x->damaged |= r->damaged;
	return bl_set_any(&p->match);
}
