/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facet_private.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "blotter/filter.h"
#include "blotter/gazetteer.h"
#include "blotter/hash.h"
#include "blotter/text.h"

#define FIRST_VALUES 64
#define NAME_MAX_BYTES ((size_t)64 << 10)
#define MONTH_BYTES 7 /* of "2023-02-17" */
#define YEAR_BYTES 4

struct counted {
	struct bl_facet_value value;
	uint64_t last; /* article that was counted */
};

/* One field while articles are visited. */
struct counter {
	const struct bl_facet_field *field;
	struct bl_arena *arena;
	struct counted *item;
	size_t n, cap;
	struct bl_idmap known;   /* key of a value: its index in item */
	struct bl_buf key, name; /* of the value being counted */
	struct bl_figures none;
	/* the article being counted */
	const struct bl_visit *visit;
	const struct bl_incident *incident; /* `nothing` when it has none */
	struct bl_figures figures;
	uint64_t article; /* its number, from 1 */
	bool found;       /* it has a value */
	struct bl_error *err;
};

static const struct bl_incident nothing;

struct bl_facet_field {
	const char *name;
	enum bl_field_id counted;
	bool chronological;
	/* count() each value of the article */
	bl_status (*values)(struct counter *c);
};

static bl_status grow(struct counter *c)
{
	size_t cap = c->cap ? c->cap * 2 : FIRST_VALUES;
	struct counted *item = bl_arena_calloc(c->arena, cap, sizeof(*c->item));

	if (!item)
		return bl_fail_nomem(c->err);
	if (c->n)
		memcpy(item, c->item, c->n * sizeof(*item));
	c->item = item;
	c->cap = cap;
	return BL_OK;
}

/* Keep a name of a value.  Of those with one key the last by bytes is shown,
 * which is not in capitals, whichever came first. */
static bl_status name_value(struct counter *c, struct bl_str *kept,
			    struct bl_str name)
{
	if (bl_str_cmp(name, *kept) <= 0)
		return BL_OK;
	*kept = bl_arena_str(c->arena, name);
	return kept->data ? BL_OK : bl_fail_nomem(c->err);
}

/* The article has the value of this key, so called; once an article. */
static bl_status count(struct counter *c, struct bl_str key, struct bl_str name)
{
	struct counted *item;
	uint64_t *index;
	bool is_new;
	bl_status st = bl_idmap_enter(&c->known, key.data, key.len, c->n,
				      &index, &is_new, c->err);

	if (st >= 0 && is_new && c->n == c->cap)
		st = grow(c);
	if (st < 0)
		return st;
	c->n += is_new;
	item = &c->item[*index];
	c->found = true;
	if (item->last != c->article)
		bl_figures_add(&item->value.figures, &c->figures);
	item->last = c->article;
	return name_value(c, &item->value.value, name);
}

/* A name whose case and accents do not matter. */
static bl_status count_folded(struct counter *c, struct bl_str name)
{
	bl_status st;

	if (!name.len)
		return BL_OK;
	bl_buf_clear(&c->key);
	st = bl_fold(&c->key, name.data, name.len, c->err);
	return st < 0 ? st : count(c, bl_buf_str(&c->key), name);
}

/* ---- fields ---- */

static bl_status count_types(struct counter *c)
{
	bl_status st = BL_OK;
	size_t i;

	for (i = 0; i < c->incident->n_types && st >= 0; i++) {
		struct bl_str name = bl_str_from(
			bl_incident_type_name(c->incident->types[i]));

		st = count(c, name, name);
	}
	return st;
}

static bl_status count_countries(struct counter *c)
{
	bl_status st = BL_OK;
	size_t i;

	for (i = 0; i < c->incident->n_places && st >= 0; i++) {
		const struct bl_incident_place *p = &c->incident->place[i];

		if (p->country.len)
			st = count(c, p->country,
				   p->country_name.len ? p->country_name
						       : p->country);
	}
	return st;
}

/* "Springfield, Illinois, United States" */
static void name_place(struct bl_buf *out, const struct bl_incident_place *p)
{
	struct bl_str name = p->name, admin = p->admin;
	struct bl_place known;

	if (bl_place_get(&known, p->id)) {
		name = known.name;
		admin = known.kind == BL_PLACE_ADMIN ? BL_STR_NULL
						     : known.admin;
	}
	bl_buf_addstr(out, name);
	if (admin.len) {
		bl_buf_adds(out, ", ");
		bl_buf_addstr(out, admin);
	}
	if (p->country_name.len && !bl_str_eq(p->country_name, name)) {
		bl_buf_adds(out, ", ");
		bl_buf_addstr(out, p->country_name);
	}
}

static bl_status count_place(struct counter *c, uint32_t id, struct bl_str name)
{
	if (!id)
		return count_folded(c, name);
	bl_buf_clear(&c->key);
	bl_buf_addf(&c->key, "#%" PRIu32, id);
	return count(c, bl_buf_str(&c->key), name);
}

static bl_status count_places(struct counter *c)
{
	bl_status st = BL_OK;
	size_t i;

	for (i = 0; i < c->incident->n_places && st >= 0; i++) {
		const struct bl_incident_place *p = &c->incident->place[i];

		bl_buf_clear(&c->name);
		name_place(&c->name, p);
		st = bl_buf_status(&c->name, c->err);
		if (st >= 0)
			st = count_place(c, p->id, bl_buf_str(&c->name));
	}
	return st;
}

static bl_status count_actors(struct counter *c)
{
	bl_status st = BL_OK;
	size_t i;

	for (i = 0; i < c->incident->n_actors && st >= 0; i++)
		st = count_folded(c, c->incident->actor[i].name);
	return st;
}

static bl_status count_categories(struct counter *c, bl_category_set set,
				  const char *(*name)(unsigned))
{
	bl_status st = BL_OK;
	unsigned i;

	for (i = 0; set >> i && st >= 0; i++) {
		if (set >> i & 1)
			st = count(c, bl_str_from(name(i)),
				   bl_str_from(name(i)));
	}
	return st;
}

static bl_status count_targets(struct counter *c)
{
	return count_categories(c, c->incident->targets,
				bl_incident_target_name);
}

static bl_status count_weapons(struct counter *c)
{
	return count_categories(c, c->incident->weapons,
				bl_incident_weapon_name);
}

static bl_status count_source(struct counter *c)
{
	return count_folded(c, c->visit->source);
}

/* The first bytes of its date. */
static bl_status count_date(struct counter *c, size_t bytes)
{
	char text[BL_TIME_TEXT_BYTES];
	struct bl_str period;
	bl_day day;

	if (!bl_visit_day(&day, c->visit, c->incident))
		return BL_OK;
	period = (struct bl_str){ bl_day_text(text, day), bytes };
	return count(c, period, period);
}

static bl_status count_month(struct counter *c)
{
	return count_date(c, MONTH_BYTES);
}

static bl_status count_year(struct counter *c)
{
	return count_date(c, YEAR_BYTES);
}

static const struct bl_facet_field known_fields[BL_FACETS_MAX] = {
	{ "type", BL_FIELD_ID_TYPE, false, count_types },
	{ "country", BL_FIELD_ID_COUNTRY, false, count_countries },
	{ "place", BL_FIELD_ID_PLACE, false, count_places },
	{ "actor", BL_FIELD_ID_ACTOR, false, count_actors },
	{ "target", BL_FIELD_ID_TARGET, false, count_targets },
	{ "weapon", BL_FIELD_ID_WEAPON, false, count_weapons },
	{ "source", BL_FIELD_ID_SOURCE, false, count_source },
	{ "month", BL_FIELD_ID_DATE, true, count_month },
	{ "year", BL_FIELD_ID_DATE, true, count_year },
};

/* ---- which were asked for ---- */

static bl_status unknown_field(struct bl_str name, struct bl_error *err)
{
	char known[128] = "";
	size_t len, i;

	for (i = 0; i < BL_FACETS_MAX; i++) {
		len = strlen(known);
		snprintf(known + len, sizeof(known) - len, "%s%s",
			 len ? ", " : "", known_fields[i].name);
	}
	return bl_fail(err, BL_ERR_USAGE,
		       "--facet: expected some of %s, not '%.*s'", known,
		       (int)name.len, name.data);
}

static bl_status add_field(struct bl_facet_fields *out, struct bl_str name,
			   struct bl_error *err)
{
	const struct bl_facet_field *field = known_fields;
	size_t i;

	while (field < known_fields + BL_FACETS_MAX &&
	       !bl_str_eq(bl_str_from(field->name), name))
		field++;
	if (field == known_fields + BL_FACETS_MAX)
		return unknown_field(name, err);
	for (i = 0; i < out->n; i++) {
		if (out->item[i] == field)
			return bl_fail(err, BL_ERR_USAGE,
				       "--facet: '%s' is given twice",
				       field->name);
	}
	out->item[out->n++] = field;
	return BL_OK;
}

bl_status bl_facets_read(struct bl_facet_fields *out, const char *text,
			 struct bl_error *err)
{
	bl_status st = BL_OK;
	size_t len;

	out->n = 0;
	for (; st >= 0; text += len + 1) {
		len = strcspn(text, ",");
		st = add_field(out, (struct bl_str){ text, len }, err);
		if (!text[len])
			break;
	}
	return st;
}

/* ---- counting ---- */

struct visitor {
	const struct bl_node *query;
	struct counter counter[BL_FACETS_MAX];
	size_t n;
	uint64_t articles;
};

static bl_status visit(void *ctx, const struct bl_visit *v,
		       struct bl_error *err)
{
	struct visitor *all = ctx;
	const struct bl_incident *in =
		bl_incident_of(all->query, &v->incidents);
	bl_status st = BL_OK;
	size_t i;

	all->articles++;
	for (i = 0; i < all->n && st >= 0; i++) {
		struct counter *c = &all->counter[i];

		c->visit = v;
		c->incident = in ? in : &nothing;
		c->figures = bl_figures_of(in);
		c->article = all->articles;
		c->found = false;
		c->err = err;
		st = c->field->values(c);
		if (!c->found)
			bl_figures_add(&c->none, &c->figures);
	}
	return st;
}

static int by_value(const void *left, const void *right)
{
	const struct bl_facet_value *a = left, *b = right;

	return bl_str_cmp(a->value, b->value);
}

static int by_articles(const void *left, const void *right)
{
	const struct bl_facet_value *a = left, *b = right;

	if (a->figures.articles != b->figures.articles)
		return a->figures.articles > b->figures.articles ? -1 : 1;
	return by_value(a, b);
}

static bl_status finish(struct bl_facet *out, const struct counter *c,
			size_t limit, struct bl_error *err)
{
	size_t i;

	*out = (struct bl_facet){ .field = c->field->name,
				  .distinct = c->n,
				  .none = c->none };
	out->value = bl_arena_calloc(c->arena, c->n, sizeof(*out->value));
	if (!out->value)
		return bl_fail_nomem(err);
	for (i = 0; i < c->n; i++)
		out->value[i] = c->item[i].value;
	qsort(out->value, c->n, sizeof(*out->value), by_articles);
	out->n = c->n < limit ? c->n : limit;
	if (c->field->chronological)
		qsort(out->value, out->n, sizeof(*out->value), by_value);
	return BL_OK;
}

bl_status bl_facets_count(struct bl_facet *out,
			  const struct bl_facet_fields *fields,
			  struct bl_reader *reader, const struct bl_node *query,
			  size_t limit, struct bl_arena *arena,
			  uint64_t *matched, struct bl_error *err)
{
	struct visitor all = { .query = query, .n = fields->n };
	bl_field_set asked = BL_FIGURES_FIELDS;
	bl_status st;
	size_t i;

	for (i = 0; i < all.n; i++) {
		struct counter *c = &all.counter[i];

		c->field = fields->item[i];
		c->arena = arena;
		asked |= (bl_field_set)1 << c->field->counted;
		bl_buf_init(&c->key, NAME_MAX_BYTES);
		bl_buf_init(&c->name, NAME_MAX_BYTES);
	}
	st = bl_reader_visit(reader, query, asked, visit, &all, err);
	for (i = 0; i < all.n && st >= 0; i++)
		st = finish(&out[i], &all.counter[i], limit, err);
	*matched = all.articles;
	for (i = 0; i < all.n; i++) {
		bl_idmap_release(&all.counter[i].known);
		bl_buf_release(&all.counter[i].key);
		bl_buf_release(&all.counter[i].name);
	}
	return st;
}
