/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "parse_private.h"

#include "blotter/filter.h"
#include "blotter/gazetteer.h"

#define EXPLAINED_PLACES 5

static void name_place(struct bl_buf *out, const struct bl_place *place)
{
	bl_buf_addstr(out, place->name);
	if (place->kind == BL_PLACE_COUNTRY)
		return;
	bl_buf_adds(out, " (");
	if (place->kind != BL_PLACE_ADMIN && place->admin.len) {
		bl_buf_addstr(out, place->admin);
		bl_buf_adds(out, ", ");
	}
	bl_buf_addstr(out, place->country);
	bl_buf_addc(out, ')');
}

/* Is a named before b: the larger one, of equals that with the lower id? */
static bool comes_first(const struct bl_place *a, const struct bl_place *b)
{
	if (a->population != b->population)
		return a->population > b->population;
	return a->id < b->id;
}

/* The first of the filter's places that comes after the last one. */
static bool next_place(struct bl_place *next, const struct bl_filter *f,
		       const struct bl_place *last)
{
	struct bl_place place;
	bool found = false;
	size_t i;

	for (i = 0; i < f->n_places; i++) {
		if (!bl_place_get(&place, f->place[i]) ||
		    (last && !comes_first(last, &place)) ||
		    (found && !comes_first(&place, next)))
			continue;
		*next = place;
		found = true;
	}
	return found;
}

static void explain_places(struct bl_buf *out, const struct bl_filter *f)
{
	struct bl_place place, last;
	size_t n = 0;

	while (n < EXPLAINED_PLACES &&
	       next_place(&place, f, n ? &last : NULL)) {
		bl_buf_adds(out, n++ ? ", " : " ");
		name_place(out, &place);
		last = place;
	}
	if (f->n_places > n)
		bl_buf_addf(out, " and %zu more", f->n_places - n);
	if (f->n_places == 0)
		bl_buf_adds(out, " no place of the gazetteer, but its name");
}

static void explain_actor(struct bl_buf *out, const struct bl_filter *f)
{
	if (f->actor == BL_ACTOR_NONE) {
		bl_buf_adds(out, " no group of the lexicon, but these words");
		return;
	}
	bl_buf_addc(out, ' ');
	bl_buf_addstr(out, bl_actor_name(f->actor, 0));
}

static void explain_filter(struct bl_buf *out, const struct bl_filter *f)
{
	bool actor = f->field == BL_FIELD_ID_ACTOR;

	if (!actor && f->field != BL_FIELD_ID_PLACE && f->n_places == 0)
		return;
	bl_buf_addf(out, "%s:'", bl_fields[f->field].name);
	bl_buf_addstr(out, f->text);
	bl_buf_adds(out, "' stands for");
	if (actor)
		explain_actor(out, f);
	else
		explain_places(out, f);
	bl_buf_addc(out, '\n');
}

/* Recursion: a tree is as deep as its query nests, which is bounded. */
void bl_query_explain(struct bl_buf *out, const struct bl_node *node)
{
	size_t i;

	if (node->kind == BL_NODE_FILTER)
		explain_filter(out, node->filter);
	for (i = 0; i < node->n; i++)
		bl_query_explain(out, node->child[i]);
}
