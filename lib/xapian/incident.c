/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Incidents as terms, which xapian_private.h lists: those that an article gets
 * for its incidents, and those that a condition asks for.  An article's terms
 * say what its incidents have between them, not which of them has what.
 */
#include <stdio.h>
#include <string.h>

#include "blotter/filter.h"
#include "blotter/gazetteer.h"
#include "xapian_private.h"

/* A number, or '#' and an id. */
#define NUMBER_BYTES 16
/* Of a name: what is longer is compared up to here. */
#define NAME_MAX_BYTES 512
/* More places than these are not asked for one by one. */
#define AROUND_MAX 256
/* Incidents keep their coordinates to a metre. */
#define AROUND_MARGIN_KM 0.01

/* Of the terms that count incidents. */
static const struct bl_field incident_field = { .prefix = "XINCIDENT:" };

static struct bl_str print_count(char out[NUMBER_BYTES], size_t n)
{
	snprintf(out, NUMBER_BYTES, "%u", (unsigned)n);
	return bl_str_from(out);
}

static struct bl_str print_place(char out[NUMBER_BYTES], uint32_t id)
{
	snprintf(out, NUMBER_BYTES, "#%u", id);
	return bl_str_from(out);
}

/* A group that the lexicon knows, which is one word of an actor's. */
static struct bl_str print_group(char out[NAME_MAX_BYTES], bl_actor_id group)
{
	struct bl_str name = bl_actor_name(group, 0);

	snprintf(out, NAME_MAX_BYTES, "=%.*s", (int)name.len, name.data);
	return bl_str_from(out);
}

/* Take the first word off words that have a space between. */
static bool next_word(struct bl_str *word, struct bl_str *words)
{
	const char *end = words->data + words->len, *space;

	if (!words->len)
		return false;
	space = memchr(words->data, ' ', words->len);
	word->data = words->data;
	word->len = (size_t)((space ? space : end) - word->data);
	words->data = space ? space + 1 : end;
	words->len = (size_t)(end - words->data);
	return true;
}

static const char *claimed_name(enum bl_claimed claimed)
{
	return claimed == BL_CLAIMED_YES ? "yes" : "no";
}

/* ---- the terms of an article */

struct giver {
	struct bl_buf term;
	bl_xterm_fn *fn;
	void *ctx;
};

static bl_status give(struct giver *g, const struct bl_field *field,
		      struct bl_str text, struct bl_error *err)
{
	bl_status st;

	bl_buf_clear(&g->term);
	bl_term(&g->term, field->prefix, text);
	st = bl_buf_status(&g->term, err);
	return st < 0 ? st : g->fn(g->ctx, bl_buf_str(&g->term), err);
}

static bl_status give_value(struct giver *g, enum bl_field_id id,
			    const char *value, struct bl_error *err)
{
	return give(g, &bl_fields[id], bl_str_from(value), err);
}

static bl_status give_types(struct giver *g, const struct bl_incident *in,
			    struct bl_error *err)
{
	bl_incident_type chain[BL_INCIDENT_TYPES_MAX];
	bl_status st = BL_OK;
	size_t i, k, n;

	for (i = 0; i < in->n_types; i++) {
		n = bl_incident_type_chain(chain, BL_INCIDENT_TYPES_MAX,
					   in->types[i]);
		for (k = 0; st == BL_OK && k < n; k++)
			st = give_value(g, BL_FIELD_ID_TYPE,
					bl_incident_type_name(chain[k]), err);
	}
	return st;
}

/* A place that the gazetteer does not know goes by its words. */
static bl_status give_place_name(struct giver *g, struct bl_str name,
				 struct bl_error *err)
{
	char words[NAME_MAX_BYTES];
	size_t n = bl_words(words, sizeof(words), name);

	return give(g, &bl_fields[BL_FIELD_ID_PLACE],
		    (struct bl_str){ words, n }, err);
}

static bl_status give_place(struct giver *g, const struct bl_incident_place *p,
			    struct bl_error *err)
{
	char number[NUMBER_BYTES];
	bl_status st = BL_OK;
	uint32_t id;

	if (p->id == BL_PLACE_NONE)
		st = give_place_name(g, p->name, err);
	for (id = p->id; st == BL_OK && id != BL_PLACE_NONE;
	     id = bl_place_parent(id))
		st = give(g, &bl_fields[BL_FIELD_ID_PLACE],
			  print_place(number, id), err);
	if (st == BL_OK && p->country.len)
		st = give(g, &bl_fields[BL_FIELD_ID_COUNTRY], p->country, err);
	return st;
}

static bl_status give_places(struct giver *g, const struct bl_incident *in,
			     struct bl_error *err)
{
	bl_status st = BL_OK;
	size_t i;

	for (i = 0; st == BL_OK && i < in->n_places; i++)
		st = give_place(g, &in->place[i], err);
	return st;
}

static bl_status give_group(struct giver *g, bl_actor_id group,
			    struct bl_error *err)
{
	char name[NAME_MAX_BYTES];

	return give(g, &bl_fields[BL_FIELD_ID_ACTOR], print_group(name, group),
		    err);
}

/* Each of the words, which have a space between. */
static bl_status give_words(struct giver *g, const struct bl_field *field,
			    struct bl_str words, struct bl_error *err)
{
	struct bl_str word;
	bl_status st = BL_OK;

	while (st == BL_OK && next_word(&word, &words))
		st = give(g, field, word, err);
	return st;
}

static bl_status give_actor(struct giver *g, const struct bl_incident_actor *a,
			    struct bl_error *err)
{
	char words[NAME_MAX_BYTES];
	size_t n = bl_words(words, sizeof(words), a->name);
	bl_status st = give_words(g, &bl_fields[BL_FIELD_ID_ACTOR],
				  (struct bl_str){ words, n }, err);

	return st < 0 || a->known == BL_ACTOR_NONE
		       ? st
		       : give_group(g, a->known, err);
}

static bl_status give_actors(struct giver *g, const struct bl_incident *in,
			     struct bl_error *err)
{
	bl_status st = BL_OK;
	size_t i;

	for (i = 0; st == BL_OK && i < in->n_actors; i++)
		st = give_actor(g, &in->actor[i], err);
	return st;
}

static bl_status give_categories(struct giver *g, enum bl_field_id id,
				 bl_category_set set,
				 const char *(*name_of)(unsigned i),
				 struct bl_error *err)
{
	bl_status st = BL_OK;
	const char *name;
	unsigned i;

	for (i = 0; st == BL_OK && (name = name_of(i)); i++) {
		if (set >> i & 1)
			st = give_value(g, id, name, err);
	}
	return st;
}

static bl_status give_things(struct giver *g, const struct bl_incident *in,
			     struct bl_error *err)
{
	bl_status st = give_categories(g, BL_FIELD_ID_TARGET, in->targets,
				       bl_incident_target_name, err);

	if (st == BL_OK)
		st = give_categories(g, BL_FIELD_ID_WEAPON, in->weapons,
				     bl_incident_weapon_name, err);
	return st;
}

static bl_status give_circumstances(struct giver *g,
				    const struct bl_incident *in,
				    struct bl_error *err)
{
	bl_status st = give_value(g, BL_FIELD_ID_STAGE,
				  bl_incident_stage_name(in->stage), err);

	if (st == BL_OK && in->claimed != BL_CLAIMED_UNSET)
		st = give_value(g, BL_FIELD_ID_CLAIMED,
				claimed_name(in->claimed), err);
	return st;
}

static bl_status give_incident(struct giver *g, const struct bl_incident *in,
			       struct bl_error *err)
{
	typedef bl_status give_fn(struct giver * g,
				  const struct bl_incident *in,
				  struct bl_error *err);
	static give_fn *const all[] = { give_types, give_places, give_actors,
					give_things, give_circumstances };
	bl_status st = BL_OK;
	size_t i;

	for (i = 0; st == BL_OK && i < sizeof(all) / sizeof(all[0]); i++)
		st = all[i](g, in, err);
	return st;
}

bl_status bl_xterms_list(const struct bl_incidents *in, bl_xterm_fn *fn,
			 void *ctx, struct bl_error *err)
{
	struct giver g = { .fn = fn, .ctx = ctx };
	char number[NUMBER_BYTES];
	bl_status st = BL_OK;
	size_t i;

	bl_buf_init(&g.term, BL_XTERM_MAX_BYTES);
	for (i = 0; st == BL_OK && i < in->n; i++) {
		st = give(&g, &incident_field, print_count(number, i + 1), err);
		if (st == BL_OK)
			st = give_incident(&g, &in->item[i], err);
	}
	bl_buf_release(&g.term);
	return st;
}

/* ---- what a condition asks for: ALL where it asks for nothing */

struct ask {
	struct bl_arena *arena;
	bool exact; /* up to now the terms say all that the filters do */
};

static struct bl_node *new_node(struct ask *a, enum bl_node_kind kind, size_t n)
{
	struct bl_node *node = bl_arena_calloc(a->arena, 1, sizeof(*node));

	if (!node)
		return NULL;
	node->kind = kind;
	node->weight = 1;
	node->child = bl_arena_calloc(a->arena, n + 1, sizeof(node->child[0]));
	return node->child ? node : NULL;
}

static struct bl_node *ask_value(struct ask *a, const struct bl_field *field,
				 struct bl_str value)
{
	struct bl_node *node = new_node(a, BL_NODE_KEYWORD, 0);

	if (!node)
		return NULL;
	node->field = field;
	node->text = bl_arena_str(a->arena, value);
	return node->text.data ? node : NULL;
}

/* Add a child that may be NULL for want of memory, and so the parent too. */
static struct bl_node *with_child(struct bl_node *parent, struct bl_node *child)
{
	if (!parent || !child)
		return NULL;
	parent->child[parent->n++] = child;
	return parent;
}

static struct bl_node *ask_nothing(struct ask *a)
{
	a->exact = false;
	return new_node(a, BL_NODE_ALL, 0);
}

/* Any of the places with these ids, or, where there is a name, of that. */
static struct bl_node *ask_places(struct ask *a, const uint32_t *id, size_t n,
				  struct bl_str name)
{
	const struct bl_field *field = &bl_fields[BL_FIELD_ID_PLACE];
	struct bl_node *any = new_node(a, BL_NODE_OR, n + 1);
	char number[NUMBER_BYTES];
	size_t i;

	for (i = 0; any && i < n; i++)
		any = with_child(any, ask_value(a, field,
						print_place(number, id[i])));
	if (any && name.len)
		any = with_child(any, ask_value(a, field, name));
	return any;
}

static struct bl_node *ask_around(struct ask *a, const struct bl_filter *f)
{
	uint32_t id[AROUND_MAX];
	size_t n = bl_place_around(id, AROUND_MAX, f->lat, f->lon,
				   f->km + AROUND_MARGIN_KM);

	if (n > AROUND_MAX)
		return ask_nothing(a);
	a->exact = false;
	return ask_places(a, id, n, BL_STR_NULL);
}

static struct bl_node *ask_group(struct ask *a, bl_actor_id group)
{
	char name[NAME_MAX_BYTES];

	return ask_value(a, &bl_fields[BL_FIELD_ID_ACTOR],
			 print_group(name, group));
}

/* All the words of a name that is no group's. */
static struct bl_node *ask_words(struct ask *a, const struct bl_field *field,
				 struct bl_str words)
{
	struct bl_node *all = new_node(a, BL_NODE_AND, words.len);
	struct bl_str word;

	a->exact = false;
	while (all && next_word(&word, &words))
		all = with_child(all, ask_value(a, field, word));
	return all;
}

static struct bl_node *ask_category(struct ask *a, const struct bl_filter *f,
				    const char *(*name_of)(unsigned i))
{
	unsigned i = 0;

	while (!(f->categories >> i & 1))
		i++;
	return ask_value(a, &bl_fields[f->field], bl_str_from(name_of(i)));
}

static struct bl_node *ask_filter(struct ask *a, const struct bl_filter *f)
{
	const struct bl_field *field = &bl_fields[f->field];

	switch (f->field) {
	case BL_FIELD_ID_TYPE:
		return ask_value(a, field,
				 bl_str_from(bl_incident_type_name(f->type)));
	case BL_FIELD_ID_PLACE:
		return ask_places(a, f->place, f->n_places, f->text);
	case BL_FIELD_ID_COUNTRY:
		return ask_value(a, field, f->country);
	case BL_FIELD_ID_AROUND:
		return ask_around(a, f);
	case BL_FIELD_ID_ACTOR:
		return f->actor ? ask_group(a, f->actor)
				: ask_words(a, field, f->text);
	case BL_FIELD_ID_TARGET:
		return ask_category(a, f, bl_incident_target_name);
	case BL_FIELD_ID_WEAPON:
		return ask_category(a, f, bl_incident_weapon_name);
	case BL_FIELD_ID_STAGE:
		return ask_value(a, field,
				 bl_str_from(bl_incident_stage_name(f->stage)));
	case BL_FIELD_ID_CLAIMED:
		return ask_value(a, field,
				 bl_str_from(claimed_name(f->claimed)));
	default: /* dates and counts */
		return ask_nothing(a);
	}
}

static struct bl_node *ask_condition(struct ask *a, const struct bl_node *c);

/* A group: a child that asks for nothing does so for all of an OR, and may be
 * left out of an AND. */
static struct bl_node *ask_children(struct ask *a, const struct bl_node *c)
{
	struct bl_node *group = new_node(a, c->kind, c->n), *child;
	size_t i;

	for (i = 0; group && i < c->n; i++) {
		child = ask_condition(a, c->child[i]);
		if (!child || child->kind != BL_NODE_ALL)
			group = with_child(group, child);
		else if (c->kind == BL_NODE_OR)
			return child;
	}
	return group && !group->n ? new_node(a, BL_NODE_ALL, 0) : group;
}

/* Recursion: a condition is as deep as its query nests, which is bounded. */
static struct bl_node *ask_condition(struct ask *a, const struct bl_node *c)
{
	switch (c->kind) {
	case BL_NODE_FILTER:
		return ask_filter(a, c->filter);
	case BL_NODE_AND:
		/* which may be those of several incidents */
		if (c->n > 1)
			a->exact = false;
		return ask_children(a, c);
	case BL_NODE_OR:
		return ask_children(a, c);
	default: /* NOT: of what some other incident has */
		return ask_nothing(a);
	}
}

struct bl_node *bl_xterms_ask(bool *exact, const struct bl_node *condition,
			      struct bl_arena *arena)
{
	struct ask a = { arena, true };
	struct bl_node *node = ask_condition(&a, condition);

	*exact = a.exact;
	if (node && node->kind == BL_NODE_ALL)
		return ask_value(&a, &incident_field, BL_STR("1"));
	return node;
}

/* An article with n incidents has n of the terms. */
static int add_articles(void *ctx, const struct xap_term *term)
{
	*(uint64_t *)ctx += term->termfreq;
	return 0;
}

xap_status bl_xterms_count(uint64_t *out, const xap_db *db,
			   struct xap_error *xerr)
{
	const char *prefix = incident_field.prefix;

	*out = 0;
	return xap_db_terms(db, prefix, strlen(prefix), add_articles, out,
			    xerr);
}

bl_status bl_xincidents_read(struct bl_incidents *out, struct bl_arena *arena,
			     struct bl_str value, struct bl_error *err)
{
	*out = (struct bl_incidents)BL_INCIDENTS_INIT;
	return value.len ? bl_incidents_decode(out, arena, value, err) : BL_OK;
}
