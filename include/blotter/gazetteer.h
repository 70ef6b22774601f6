/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The gazetteer: countries, their first-level divisions, regions that news
 * speaks of, and towns, with names, codes, coordinates and populations.
 *
 * The data are one read-only table inside the program, made by
 * lib/schema/gazetteer.py (sources and licences: NOTICE).  Nothing is loaded
 * or parsed at start, nothing is allocated, and everything here may be called
 * from any thread.  Strings that are returned last as long as the program.
 *
 * A place has an id that stays the same from one version of the data to the
 * next (its GeoNames number, or made from its code), so that it can be kept
 * in an index.  A name is a sequence of tokens' exact forms (text.h); one name
 * may mean several places, its senses, and one place has several names.
 *
 *	struct bl_place_name name;
 *	struct bl_place place;
 *
 *	if (bl_gazetteer_begins(form[0]) &&
 *	    bl_gazetteer_match(&name, form, n)) {
 *		id = bl_place_choose(&name, context, context_n, NULL);
 *		bl_place_get(&place, id);
 *		form += name.tokens;
 *	}
 */
#ifndef BLOTTER_GAZETTEER_H
#define BLOTTER_GAZETTEER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "blotter/buf.h"

#define BL_PLACE_NONE 0 /* no place has this id */
#define BL_PLACE_NAME_MAX_TOKENS 8

enum bl_place_kind {
	BL_PLACE_COUNTRY, /* or territory: what has an ISO 3166-1 code */
	BL_PLACE_ADMIN,  /* first-level division: state, province, department */
	BL_PLACE_REGION, /* district, US county, disputed or historic region;
			  * Kashmir is two, one in each country */
	BL_PLACE_CITY,   /* populated place of any size */
};

struct bl_place {
	uint32_t id;
	enum bl_place_kind kind;
	struct bl_str name;  /* as it is written in English: "Medellín" */
	struct bl_str ascii; /* the same in ASCII: "Medellin" */
	struct bl_str country_code; /* ISO 3166-1 alpha-2 */
	struct bl_str country;      /* its usual short name in English */
	struct bl_str admin_code;   /* ISO 3166-2, "PK-SD"; empty if unknown */
	struct bl_str admin; /* name of the division it is or lies in, or "" */
	double lat, lon;     /* degrees; of a country, division or district, the
			      * middle of where its people live */
	uint32_t population; /* of these, that of the towns in it that GeoNames
			      * has; 0 unknown */
};

/* What sort of name this is of a place. */
enum bl_name_kind {
	BL_NAME_PROPER,       /* "Pakistan", "Burma", "Bombay" */
	BL_NAME_ADJECTIVE,    /* "Pakistani", "Salvadorans" */
	BL_NAME_ABBREVIATION, /* "us", "uae", "calif", "tenn", "miss" */
	BL_NAME_CODE,         /* "pk", "pk sd": what only a query says;
			       * bl_gazetteer_match does not find it */
};

/* Why a name in a text may well be no place. */
enum bl_name_flag {
	BL_NAME_IS_WORD = 1,   /* also English words: "nice", "white house" */
	BL_NAME_IS_PERSON = 2, /* also a first or last name: "jackson" */
};

/* A name that was found; a value, good for ever. */
struct bl_place_name {
	size_t tokens;  /* how many it has */
	unsigned flags; /* of enum bl_name_flag */
	uint32_t first; /* where its senses are, for bl_gazetteer_sense */
	uint32_t count; /* how many senses it has, > 0 */
};

struct bl_place_sense {
	uint32_t id; /* of the place */
	enum bl_name_kind kind;
};

/* Whether any name begins with this token: the quick test, on average some
 * 50 ns for one that begins none.  The answer depends on the form alone: cache
 * it; and in text that has case, ask only for words with a capital. */
bool bl_gazetteer_begins(struct bl_str form);

/* The longest name that the first of these n tokens begin with; false, and
 * *out untouched, when there is none.  Codes are not looked at. */
bool bl_gazetteer_match(struct bl_place_name *out, const struct bl_str *forms,
			size_t n);

/* The name that is exactly these n tokens, codes included. */
bool bl_gazetteer_find(struct bl_place_name *out, const struct bl_str *forms,
		       size_t n);

/*
 * The same for a name as a person wrote it: "Karachi", "PK", "San Miguel de
 * Tucumán", "Karachi, Pakistan" (then only the senses in the place after the
 * comma are kept).  BL_ERR_NOT_FOUND, with a message, when it is no place's.
 * *ids, to be freed by the caller, are the *n places, the likeliest first.
 */
bl_status bl_gazetteer_query(uint32_t **ids, size_t *n, struct bl_str text,
			     struct bl_error *err);

/* The i-th sense of a name, i < count: the likeliest first, by population,
 * where a country counts ten times and a division or region a tenth. */
struct bl_place_sense bl_gazetteer_sense(const struct bl_place_name *name,
					 uint32_t i);

/* How many places there are, and the id of the i-th of them, in ascending
 * order of ids. */
uint32_t bl_place_count(void);
uint32_t bl_place_at(uint32_t i);

/* The kind of a place, which is all that its id itself tells. */
enum bl_place_kind bl_place_kind(uint32_t id);

/* False, and *out untouched, when there is no such place. */
bool bl_place_get(struct bl_place *out, uint32_t id);

/* The place it lies in: of a city its district, division or country; of a
 * division a region (Mindanao, Darfur) or its country; BL_PLACE_NONE of a
 * country. */
uint32_t bl_place_parent(uint32_t id);
/* The country it lies in (itself, of a country), or BL_PLACE_NONE. */
uint32_t bl_place_country(uint32_t id);
/* Whether inner lies in outer, or is it. */
bool bl_place_contains(uint32_t outer, uint32_t inner);
/* Whether a place lies in one of n others, or is one of them. */
bool bl_place_is_in(uint32_t id, const uint32_t *outer, size_t n);

/* Great-circle distance in kilometres between two points in degrees. */
double bl_distance_km(double lat_a, double lon_a, double lat_b, double lon_b);

/*
 * The places (no countries or divisions: those are not points) within km of a
 * point: writes the ids of the first max to ids, in ascending order, and
 * returns how many there are in all.  Looks at every place: some 300 us.
 */
size_t bl_place_around(uint32_t *ids, size_t max, double lat, double lon,
		       double km);

/* A place that the text is known to be about, and how sure that is: 1 for a
 * mention, more for one close by ("Paris, Texas"), less for a dateline. */
struct bl_place_context {
	uint32_t id;
	double weight;
};

/*
 * Which place a name most likely means beside these others: the sense with
 * the highest
 *
 *	log10(population), + 1 for a country, - 1 for a division or region
 *	+ sum over the context of weight *
 *		(3	if the sense lies in that division, region or city
 *		 3	if it contains it, or is it
 *		 2	if both lie in the same division
 *		 2	if it lies in that country
 *		 1	if both lie in the same country
 *		 0	else)
 *	+ 1 - distance / 300 km to the nearest place of the context that is a
 *	  city, if that is above 0
 *
 * Equals go to the earlier sense.  *score, unless it is NULL, gets that sum.
 */
uint32_t bl_place_choose(const struct bl_place_name *name,
			 const struct bl_place_context *context, size_t n,
			 double *score);

#endif
