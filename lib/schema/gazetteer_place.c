/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Places: what is known of each, and how they lie to one another. */
#include "gazetteer_private.h"

#include <math.h>

#define NO_ROW UINT32_MAX
#define KIND_SHIFT 30 /* the kind is in an id's highest bits */
#define EARTH_RADIUS_KM 6371.0088
#define RADIANS (3.14159265358979323846 / 180)    /* in a degree */
#define KM_PER_DEGREE (EARTH_RADIUS_KM * RADIANS) /* of latitude */

static uint32_t id_of(uint32_t row)
{
	return gazetteer_u32(gazetteer_at(GAZETTEER_WORD_ID, 4 * row));
}

static uint32_t row_of(uint32_t id)
{
	uint32_t row = 0, n = gazetteer_word(GAZETTEER_WORD_PLACES), half;

	/* among n rows from `row` on; without a branch, which would be guessed
	 * wrong every other time */
	for (; n > 1; n -= half) {
		half = n / 2;
		row += half * (id_of(row + half) <= id);
	}
	return id_of(row) == id ? row : NO_ROW;
}

enum bl_place_kind bl_place_kind(uint32_t id)
{
	return (enum bl_place_kind)(id >> KIND_SHIFT);
}

static enum bl_place_kind kind_of(uint32_t row)
{
	return bl_place_kind(id_of(row));
}

static uint32_t parent_of(uint32_t row)
{
	const unsigned char *p = gazetteer_at(GAZETTEER_WORD_PARENT, 2 * row);
	uint32_t parent = p[0] | (uint32_t)p[1] << 8;

	return parent == GAZETTEER_NO_PARENT ? NO_ROW : parent;
}

static uint32_t population_of(uint32_t row)
{
	return gazetteer_u32(gazetteer_at(GAZETTEER_WORD_POPULATION, 4 * row));
}

static double coordinate(const unsigned char *p)
{
	int32_t steps = (int32_t)gazetteer_u24(p);

	if (steps >= 1 << 23)
		steps -= 1 << 24;
	return (double)steps / GAZETTEER_DEGREE;
}

static double latitude_of(uint32_t row)
{
	return coordinate(gazetteer_at(GAZETTEER_WORD_POINT, 6 * row));
}

static double longitude_of(uint32_t row)
{
	return coordinate(gazetteer_at(GAZETTEER_WORD_POINT, 6 * row + 3));
}

/* The first of this kind among a place and what it lies in. */
static uint32_t outer_of(uint32_t row, enum bl_place_kind kind)
{
	while (row != NO_ROW && kind_of(row) != kind)
		row = parent_of(row);
	return row;
}

static bool lies_in(uint32_t row, uint32_t outer)
{
	while (row != NO_ROW && row != outer)
		row = parent_of(row);
	return row != NO_ROW;
}

enum text { TEXT_NAME, TEXT_ASCII, TEXT_CODE, TEXTS };

static struct bl_str text_of(uint32_t row, enum text which)
{
	uint32_t block = row / GAZETTEER_BLOCK_TEXTS;
	uint32_t before = row % GAZETTEER_BLOCK_TEXTS * TEXTS + which;
	uint32_t at =
		gazetteer_u32(gazetteer_at(GAZETTEER_WORD_TEXT_AT, 4 * block));
	const unsigned char *p = gazetteer_at(GAZETTEER_WORD_TEXT, at);

	while (before-- > 0)
		p += 1 + p[0];
	return (struct bl_str){ (const char *)p + 1, p[0] };
}

uint32_t bl_place_count(void)
{
	return gazetteer_word(GAZETTEER_WORD_PLACES);
}

uint32_t bl_place_at(uint32_t i)
{
	return id_of(i);
}

bool bl_place_get(struct bl_place *out, uint32_t id)
{
	uint32_t row = row_of(id), country, admin;

	if (row == NO_ROW)
		return false;
	country = outer_of(row, BL_PLACE_COUNTRY);
	admin = outer_of(row, BL_PLACE_ADMIN);
	*out = (struct bl_place){
		.id = id,
		.kind = kind_of(row),
		.name = text_of(row, TEXT_NAME),
		.ascii = text_of(row, TEXT_ASCII),
		.country_code = text_of(country, TEXT_CODE),
		.country = text_of(country, TEXT_NAME),
		.lat = latitude_of(row),
		.lon = longitude_of(row),
		.population = population_of(row),
	};
	if (out->ascii.len == 0)
		out->ascii = out->name;
	if (admin != NO_ROW) {
		out->admin_code = text_of(admin, TEXT_CODE);
		out->admin = text_of(admin, TEXT_NAME);
	}
	return true;
}

uint32_t bl_place_parent(uint32_t id)
{
	uint32_t row = row_of(id), parent;

	parent = row == NO_ROW ? NO_ROW : parent_of(row);
	return parent == NO_ROW ? BL_PLACE_NONE : id_of(parent);
}

uint32_t bl_place_country(uint32_t id)
{
	uint32_t country = outer_of(row_of(id), BL_PLACE_COUNTRY);

	return country == NO_ROW ? BL_PLACE_NONE : id_of(country);
}

bool bl_place_contains(uint32_t outer, uint32_t inner)
{
	uint32_t row = row_of(outer);

	return row != NO_ROW && lies_in(row_of(inner), row);
}

bool bl_place_is_in(uint32_t id, const uint32_t *outer, size_t n)
{
	uint32_t row;
	size_t i;

	for (row = row_of(id); row != NO_ROW; row = parent_of(row))
		for (i = 0; i < n; i++)
			if (outer[i] == id_of(row))
				return true;
	return false;
}

double bl_distance_km(double lat_a, double lon_a, double lat_b, double lon_b)
{
	double a = sin((lat_b - lat_a) * RADIANS / 2);
	double b = sin((lon_b - lon_a) * RADIANS / 2);
	double h = a * a + cos(lat_a * RADIANS) * cos(lat_b * RADIANS) * b * b;

	/* rounding may leave h a little above 1 */
	return 2 * EARTH_RADIUS_KM * asin(sqrt(fmin(h, 1)));
}

static double distance_km(uint32_t a, uint32_t b)
{
	return bl_distance_km(latitude_of(a), longitude_of(a), latitude_of(b),
			      longitude_of(b));
}

size_t bl_place_around(uint32_t *ids, size_t max, double lat, double lon,
		       double km)
{
	uint32_t row, places = gazetteer_word(GAZETTEER_WORD_PLACES);
	size_t n = 0;

	for (row = 0; row < places; row++) {
		double row_lat = latitude_of(row);

		if (fabs(row_lat - lat) * KM_PER_DEGREE > km ||
		    kind_of(row) < BL_PLACE_REGION ||
		    bl_distance_km(lat, lon, row_lat, longitude_of(row)) > km)
			continue;
		if (n < max)
			ids[n] = id_of(row);
		n++;
	}
	return n;
}

/* ---- choosing among senses --------------------------------------------- */

#define NEAR_KM 300

static double prior(uint32_t row)
{
	static const double by_kind[] = {
		[BL_PLACE_COUNTRY] = 1,
		[BL_PLACE_ADMIN] = -1,
		[BL_PLACE_REGION] = -1,
		[BL_PLACE_CITY] = 0,
	};

	return log10(fmax(population_of(row), 1)) + by_kind[kind_of(row)];
}

/* How much a place speaks for a sense. */
static double support(uint32_t sense, uint32_t place)
{
	uint32_t admin = outer_of(sense, BL_PLACE_ADMIN);

	if (lies_in(place, sense))
		return 3;
	if (lies_in(sense, place))
		return kind_of(place) == BL_PLACE_COUNTRY ? 2 : 3;
	if (admin != NO_ROW && admin == outer_of(place, BL_PLACE_ADMIN))
		return 2;
	return outer_of(sense, BL_PLACE_COUNTRY) ==
	       outer_of(place, BL_PLACE_COUNTRY);
}

static double score_sense(uint32_t sense,
			  const struct bl_place_context *context, size_t n)
{
	double score = prior(sense), nearness = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		uint32_t place = row_of(context[i].id);

		if (place == NO_ROW)
			continue;
		score += context[i].weight * support(sense, place);
		if (kind_of(place) == BL_PLACE_CITY)
			nearness =
				fmax(nearness,
				     1 - distance_km(sense, place) / NEAR_KM);
	}
	return score + nearness;
}

uint32_t bl_place_choose(const struct bl_place_name *name,
			 const struct bl_place_context *context, size_t n,
			 double *score)
{
	double best = -INFINITY;
	uint32_t chosen = BL_PLACE_NONE, i;

	for (i = 0; i < name->count; i++) {
		uint32_t id = bl_gazetteer_sense(name, i).id;
		double s = score_sense(row_of(id), context, n);

		if (s > best) {
			best = s;
			chosen = id;
		}
	}
	if (score)
		*score = best;
	return chosen;
}
