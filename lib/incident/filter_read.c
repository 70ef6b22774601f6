/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a value as a person wrote it to what a filter compares with. */
#include "filter_private.h"

#include <stdlib.h>
#include <string.h>

#include "blotter/gazetteer.h"
#include "blotter/range.h"
#include "blotter/utf8.h"

#define LATITUDE_MAX 90
#define LONGITUDE_MAX 180

struct reader {
	struct bl_filter *f;
	const struct bl_field *field;
	struct bl_str text; /* as written */
	bl_time now;
	struct bl_arena *arena;
	size_t *at;
	struct bl_error *err;
};

/* Wrong at this byte: the reader's error, for the message. */
static struct bl_error *wrong_at(const struct reader *r, size_t at)
{
	*r->at = at;
	return r->err;
}

static struct bl_str part(struct bl_str s, size_t start, size_t end)
{
	return (struct bl_str){ s.data + start, end - start };
}

static bl_status set_text(struct reader *r, struct bl_str value)
{
	char words[BL_NAME_MAX_BYTES];
	size_t n = bl_words(words, sizeof(words), value);

	if (n == 0)
		return bl_fail(wrong_at(r, 0), BL_ERR_USAGE,
			       "expected words after '%s:'", r->field->name);
	r->f->text = bl_arena_str(r->arena, (struct bl_str){ words, n });
	return r->f->text.data ? BL_OK : bl_fail_nomem(r->err);
}

/* ---- values out of a list ---- */

static const char *type_name(unsigned i)
{
	return bl_incident_type_name((bl_incident_type)(i + 1));
}

static const char *claimed_name(unsigned i)
{
	static const char *const names[] = { "yes", "no", NULL };

	return names[i];
}

static void set_type(struct bl_filter *f, unsigned i)
{
	f->type = (bl_incident_type)(i + 1);
}

static void set_category(struct bl_filter *f, unsigned i)
{
	f->categories = (bl_category_set)1 << i;
}

static void set_stage(struct bl_filter *f, unsigned i)
{
	f->stage = (enum bl_incident_stage)i;
}

static void set_claimed(struct bl_filter *f, unsigned i)
{
	f->claimed = i == 0 ? BL_CLAIMED_YES : BL_CLAIMED_NO;
}

struct list {
	enum bl_field_id field;
	const char *(*name)(unsigned i); /* NULL after the last */
	void (*set)(struct bl_filter *f, unsigned i);
};

static const struct list lists[] = {
	{ BL_FIELD_ID_TYPE, type_name, set_type },
	{ BL_FIELD_ID_TARGET, bl_incident_target_name, set_category },
	{ BL_FIELD_ID_WEAPON, bl_incident_weapon_name, set_category },
	{ BL_FIELD_ID_STAGE, bl_incident_stage_name, set_stage },
	{ BL_FIELD_ID_CLAIMED, claimed_name, set_claimed },
};

/* Are these the words of the name, "car bombing" those of "car-bombing"? */
static bool is_name(struct bl_str words, const char *name)
{
	size_t i;

	for (i = 0; i < words.len && name[i]; i++) {
		if (words.data[i] != (name[i] == '-' ? ' ' : name[i]))
			return false;
	}
	return i == words.len && !name[i];
}

static bl_status unknown_value(const struct reader *r, const struct list *list)
{
	struct bl_nearest nearest = { .wanted = r->f->text };
	struct bl_buf all;
	const char *name;
	bl_status st;
	unsigned i;

	bl_buf_init(&all, BL_ERROR_TEXT_BYTES);
	for (i = 0; (name = list->name(i)); i++) {
		bl_nearest_offer(&nearest, bl_str_from(name));
		bl_buf_addf(&all, i == 0 ? "%s" : ", %s", name);
	}
	st = bl_buf_status(&all, r->err);
	if (nearest.name.len)
		st = bl_fail(wrong_at(r, 0), BL_ERR_USAGE,
			     "'%s:' has no value '%.*s': did you mean '%s'?",
			     r->field->name, bl_str_shown(r->text),
			     r->text.data, nearest.name.data);
	else if (st == BL_OK)
		st = bl_fail(wrong_at(r, 0), BL_ERR_USAGE,
			     "'%s:' has no value '%.*s': expected one of %s",
			     r->field->name, bl_str_shown(r->text),
			     r->text.data, all.data);
	bl_buf_release(&all);
	return st;
}

static bl_status read_listed(struct reader *r)
{
	const struct list *list = lists;
	const char *name;
	bl_status st = set_text(r, r->text);
	unsigned i;

	if (st < 0)
		return st;
	while (list->field != r->field->id)
		list++;
	for (i = 0; (name = list->name(i)); i++) {
		if (is_name(r->f->text, name)) {
			list->set(r->f, i);
			return BL_OK;
		}
	}
	return unknown_value(r, list);
}

/* ---- places ---- */

static int by_id(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* Keep these places, in order, each once. */
static bl_status set_places(struct reader *r, uint32_t *ids, size_t n)
{
	struct bl_filter *f = r->f;
	size_t i;

	f->place = bl_arena_alloc(r->arena, n * sizeof(*ids));
	if (!f->place)
		return bl_fail_nomem(r->err);
	qsort(ids, n, sizeof(*ids), by_id);
	for (i = 0; i < n; i++) {
		if (i == 0 || ids[i] != ids[i - 1])
			f->place[f->n_places++] = ids[i];
	}
	return BL_OK;
}

static bl_status read_place(struct reader *r)
{
	uint32_t *ids;
	size_t n;
	bl_status st = set_text(r, r->text);

	if (st < 0)
		return st;
	st = bl_gazetteer_query(&ids, &n, r->text, r->err);
	if (st == BL_ERR_NOT_FOUND) /* articles may know it all the same */
		return BL_OK;
	if (st < 0)
		return st;
	st = set_places(r, ids, n);
	free(ids);
	return st;
}

static bl_status unknown_country(const struct reader *r)
{
	struct bl_nearest nearest = { .wanted = r->f->text };
	char words[BL_NAME_MAX_BYTES];
	struct bl_place place;
	uint32_t i;

	for (i = 0; i < bl_place_count(); i++) {
		struct bl_str name = { words, 0 };

		if (!bl_place_get(&place, bl_place_at(i)) ||
		    place.kind != BL_PLACE_COUNTRY)
			continue;
		name.len = bl_words(words, sizeof(words), place.name);
		bl_nearest_offer(&nearest, bl_arena_str(r->arena, name));
	}
	if (nearest.name.len)
		return bl_fail(wrong_at(r, 0), BL_ERR_USAGE,
			       "'country:' has no value '%.*s': did you mean "
			       "'%s'?",
			       bl_str_shown(r->text), r->text.data,
			       nearest.name.data);
	return bl_fail(wrong_at(r, 0), BL_ERR_USAGE,
		       "'country:' has no value '%.*s': expected the name of a "
		       "country or its ISO 3166 code, as in country:PK",
		       bl_str_shown(r->text), r->text.data);
}

/* The likeliest country of this name; towns and provinces have it, too. */
static bl_status read_country(struct reader *r)
{
	struct bl_place place;
	uint32_t *ids;
	size_t n, i;
	bl_status st = set_text(r, r->text);

	if (st < 0)
		return st;
	st = bl_gazetteer_query(&ids, &n, r->text, r->err);
	if (st < 0 && st != BL_ERR_NOT_FOUND)
		return st;
	for (i = 0; i < n && !r->f->country.len; i++) {
		if (bl_place_get(&place, ids[i]) &&
		    place.kind == BL_PLACE_COUNTRY)
			r->f->country = place.country_code;
	}
	free(ids);
	if (r->f->country.len)
		return BL_OK;
	if (n == 0)
		return unknown_country(r);
	return bl_fail(wrong_at(r, 0), BL_ERR_USAGE,
		       "'%.*s' is no country: expected one, or 'place:' for "
		       "other places",
		       bl_str_shown(r->text), r->text.data);
}

/* ---- around ---- */

/* 24.86 or -67.01 */
static bool read_degrees(double *out, struct bl_str s)
{
	bool south_or_west;

	s = bl_str_trim(s);
	south_or_west = s.len > 0 && s.data[0] == '-';
	if (!bl_decimal(out, part(s, south_or_west, s.len)))
		return false;
	if (south_or_west)
		*out = -*out;
	return true;
}

/* LATITUDE,LONGITUDE; BL_SKIP when it is none. */
static bl_status read_point(struct reader *r, struct bl_str s)
{
	const char *comma = memchr(s.data, ',', s.len);
	size_t middle = comma ? (size_t)(comma - s.data) : 0;
	struct bl_filter *f = r->f;

	if (!comma || !read_degrees(&f->lat, part(s, 0, middle)) ||
	    !read_degrees(&f->lon, part(s, middle + 1, s.len)))
		return BL_SKIP;
	if (f->lat >= -LATITUDE_MAX && f->lat <= LATITUDE_MAX &&
	    f->lon >= -LONGITUDE_MAX && f->lon <= LONGITUDE_MAX)
		return BL_OK;
	return bl_fail(wrong_at(r, 0), BL_ERR_USAGE,
		       "expected a latitude from -90 to 90 and a longitude "
		       "from -180 to 180, as in around:24.86,67.01/50km");
}

/* Where the likeliest place of this name is. */
static bl_status read_middle(struct reader *r, struct bl_str name)
{
	struct bl_place place;
	uint32_t *ids;
	size_t n;
	bl_status st = set_text(r, name);

	if (st < 0)
		return st;
	st = bl_gazetteer_query(&ids, &n, name, r->err);
	if (st == BL_ERR_NOT_FOUND ||
	    (st == BL_OK && !bl_place_get(&place, ids[0])))
		st = bl_fail(wrong_at(r, 0), BL_ERR_USAGE,
			     "no place is called '%.*s': expected one, or its "
			     "coordinates, as in around:24.86,67.01/50km",
			     bl_str_shown(name), name.data);
	if (st == BL_OK) {
		r->f->lat = place.lat;
		r->f->lon = place.lon;
		st = set_places(r, ids, 1);
	}
	free(ids);
	return st;
}

/* 50km */
static bool read_km(double *out, struct bl_str s)
{
	static const char unit[] = { 'k', 'm' };
	size_t n;

	s = bl_str_trim(s);
	n = s.len > sizeof(unit) ? s.len - sizeof(unit) : 0;
	return n > 0 && (s.data[n] | 0x20) == unit[0] &&
	       (s.data[n + 1] | 0x20) == unit[1] &&
	       bl_decimal(out, bl_str_trim(part(s, 0, n)));
}

static bl_status read_around(struct reader *r)
{
	const char *slash = memrchr(r->text.data, '/', r->text.len);
	size_t n = slash ? (size_t)(slash - r->text.data) : r->text.len;
	struct bl_str centre = bl_str_trim(part(r->text, 0, n));
	bl_status st;

	if (!slash)
		return bl_fail(wrong_at(r, 0), BL_ERR_USAGE,
			       "expected a place and a distance, as in "
			       "around:karachi/50km or "
			       "around:24.86,67.01/50km");
	if (!read_km(&r->f->km, part(r->text, n + 1, r->text.len)))
		return bl_fail(wrong_at(r, n + 1), BL_ERR_USAGE,
			       "expected a distance in km, as in "
			       "around:karachi/50km");
	st = read_point(r, centre);
	return st == BL_SKIP ? read_middle(r, centre) : st;
}

/* ---- the others ---- */

static bl_status read_actor(struct reader *r)
{
	r->f->actor = bl_actor_find(r->text);
	return set_text(r, r->text);
}

static int64_t day_of(int64_t seconds)
{
	if (seconds == INT64_MIN || seconds == INT64_MAX)
		return seconds; /* an open end */
	return bl_day_of_time(seconds);
}

static bl_status read_date(struct reader *r)
{
	struct bl_range range;
	bl_status st =
		bl_range_of_dates(&range, r->text, r->now, r->at, r->err);

	if (st < 0)
		return st;
	r->f->low = day_of(range.low);
	r->f->high = day_of(range.high);
	return BL_OK;
}

static bl_status read_count(struct reader *r)
{
	struct bl_range range;
	bl_status st = bl_range_of_numbers(&range, r->text, r->at, r->err);

	if (st < 0)
		return st;
	r->f->low = range.low;
	r->f->high = range.high;
	r->f->single = range.single;
	return BL_OK;
}

static bl_status (*const readers[BL_FIELD_COUNT])(struct reader *r) = {
	[BL_FIELD_ID_TYPE] = read_listed,
	[BL_FIELD_ID_PLACE] = read_place,
	[BL_FIELD_ID_COUNTRY] = read_country,
	[BL_FIELD_ID_AROUND] = read_around,
	[BL_FIELD_ID_DATE] = read_date,
	[BL_FIELD_ID_ACTOR] = read_actor,
	[BL_FIELD_ID_TARGET] = read_listed,
	[BL_FIELD_ID_WEAPON] = read_listed,
	[BL_FIELD_ID_STAGE] = read_listed,
	[BL_FIELD_ID_KILLED] = read_count,
	[BL_FIELD_ID_INJURED] = read_count,
	[BL_FIELD_ID_KIDNAPPED] = read_count,
	[BL_FIELD_ID_CLAIMED] = read_listed,
};

bl_status bl_filter_read(struct bl_filter *out, const struct bl_field *field,
			 struct bl_str text, bl_time now,
			 struct bl_arena *arena, size_t *at,
			 struct bl_error *err)
{
	struct reader r = { out, field, text, now, arena, at, err };

	*out = (struct bl_filter){ .field = field->id };
	if (!readers[field->id])
		return bl_fail(wrong_at(&r, 0), BL_ERR_INTERNAL,
			       "'%s:' is no filter on incidents", field->name);
	return readers[field->id](&r);
}
