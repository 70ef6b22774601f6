/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "blotter/gazetteer.h"
#include "blotter/text.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define MAX_TOKENS 32

/* The forms of a text's tokens; they belong to the vocabulary. */
static size_t forms_of(struct bl_str *forms, struct bl_vocab *v,
		       struct bl_str text)
{
	struct bl_tokens tokens = BL_TOKENS_INIT;
	size_t i, n;

	assert_int_equal(bl_tokenize(v, text.data, text.len, &tokens, NULL),
			 BL_OK);
	assert_true(tokens.n <= MAX_TOKENS);
	for (i = 0; i < tokens.n; i++)
		forms[i] = bl_vocab_form(v, tokens.item[i].form);
	n = tokens.n;
	bl_tokens_release(&tokens);
	return n;
}

static int setup_vocab(void **state)
{
	struct bl_analysis analysis;
	struct bl_vocab *v = NULL;

	assert_int_equal(bl_analysis_set(&analysis, BL_LANGUAGE_NONE, NULL),
			 BL_OK);
	assert_int_equal(bl_vocab_new(&v, &analysis, NULL), BL_OK);
	*state = v;
	return 0;
}

static int release_vocab(void **state)
{
	bl_vocab_free(*state);
	return 0;
}

static bool match(struct bl_place_name *out, struct bl_vocab *v,
		  const char *text)
{
	struct bl_str forms[MAX_TOKENS];
	size_t n = forms_of(forms, v, bl_str_from(text));

	return bl_gazetteer_match(out, forms, n);
}

/* The likeliest place that a person's text means. */
static struct bl_place place_of(const char *text)
{
	struct bl_error err = BL_ERROR_INIT;
	struct bl_place place;
	uint32_t *ids;
	size_t n;

	if (bl_gazetteer_query(&ids, &n, bl_str_from(text), &err) < 0)
		fail_msg("%s: %s", text, err.text);
	assert_true(n > 0);
	assert_true(bl_place_get(&place, ids[0]));
	free(ids);
	return place;
}

static uint32_t id_of(const char *text)
{
	return place_of(text).id;
}

static void assert_str(const char *of, struct bl_str got, const char *wanted)
{
	if (!bl_str_eq(got, bl_str_from(wanted)))
		fail_msg("%s: '%.*s' instead of '%s'", of, (int)got.len,
			 got.data, wanted);
}

/* ---- the table ---------------------------------------------------------- */

static void assert_sound(const struct bl_place *p)
{
	uint32_t parent = bl_place_parent(p->id);

	assert_int_equal(p->country_code.len, 2);
	assert_true(p->name.len > 0 && p->ascii.len > 0 && p->country.len > 0);
	assert_true(p->lat >= -90 && p->lat <= 90);
	assert_true(p->lon >= -180 && p->lon <= 180);
	assert_true(bl_place_contains(bl_place_country(p->id), p->id));
	if (p->kind == BL_PLACE_COUNTRY)
		assert_int_equal(parent, BL_PLACE_NONE);
	else
		assert_true(bl_place_contains(parent, p->id));
}

static bool is_a_sense(const struct bl_place_name *name, uint32_t id)
{
	uint32_t i;

	for (i = 0; i < name->count; i++) {
		if (bl_gazetteer_sense(name, i).id == id)
			return true;
	}
	return false;
}

static void test_table__has_every_place_under_its_own_name(void **state)
{
	struct bl_str forms[MAX_TOKENS];
	size_t by_kind[BL_PLACE_CITY + 1] = { 0 };
	struct bl_place_name name;
	struct bl_place place;
	uint32_t i, last = 0;

	for (i = 0; i < bl_place_count(); i++) {
		uint32_t id = bl_place_at(i);
		size_t n;

		assert_true(id > last);
		last = id;
		assert_true(bl_place_get(&place, id));
		assert_int_equal(bl_place_kind(id), place.kind);
		assert_int_equal(place.id, id);
		assert_sound(&place);
		by_kind[place.kind]++;
		n = forms_of(forms, *state, place.ascii);
		if (!bl_gazetteer_find(&name, forms, n) ||
		    !is_a_sense(&name, id))
			fail_msg("%.*s (%.*s) is not found by its name",
				 (int)place.ascii.len, place.ascii.data,
				 (int)place.country.len, place.country.data);
	}
	assert_in_range(by_kind[BL_PLACE_COUNTRY], 240, 260);
	assert_in_range(by_kind[BL_PLACE_ADMIN], 3500, 5000);
	assert_true(by_kind[BL_PLACE_CITY] >= 25000);
}

static const struct {
	const char *text, *name, *admin_code, *country_code;
	enum bl_place_kind kind;
} likeliest[] = {
	{ "Karachi", "Karachi", "PK-SD", "PK", BL_PLACE_CITY },
	{ "pakistan", "Pakistan", "", "PK", BL_PLACE_COUNTRY },
	{ "PK", "Pakistan", "", "PK", BL_PLACE_COUNTRY },
	{ "PAK", "Pakistan", "", "PK", BL_PLACE_COUNTRY },
	{ "pk-sd", "Sindh", "PK-SD", "PK", BL_PLACE_ADMIN },
	{ "Sind", "Sindh", "PK-SD", "PK", BL_PLACE_ADMIN },
	{ "U.S.", "United States", "", "US", BL_PLACE_COUNTRY },
	{ "USA", "United States", "", "US", BL_PLACE_COUNTRY },
	{ "America", "United States", "", "US", BL_PLACE_COUNTRY },
	{ "U.K.", "United Kingdom", "", "GB", BL_PLACE_COUNTRY },
	{ "UAE", "United Arab Emirates", "", "AE", BL_PLACE_COUNTRY },
	{ "DRC", "Democratic Republic of the Congo", "", "CD",
	  BL_PLACE_COUNTRY },
	{ "Zaire", "Democratic Republic of the Congo", "", "CD",
	  BL_PLACE_COUNTRY },
	{ "Burma", "Myanmar", "", "MM", BL_PLACE_COUNTRY },
	{ "Soviet Union", "Russia", "", "RU", BL_PLACE_COUNTRY },
	{ "West Germany", "Germany", "", "DE", BL_PLACE_COUNTRY },
	{ "Ivory Coast", "Ivory Coast", "", "CI", BL_PLACE_COUNTRY },
	{ "Côte d’Ivoire", "Ivory Coast", "", "CI", BL_PLACE_COUNTRY },
	{ "SOUTH KOREA", "South Korea", "", "KR", BL_PLACE_COUNTRY },
	{ "Islamic Republic of Iran", "Iran", "", "IR", BL_PLACE_COUNTRY },
	{ "Calif.", "California", "US-CA", "US", BL_PLACE_ADMIN },
	{ "Tenn.", "Tennessee", "US-TN", "US", BL_PLACE_ADMIN },
	{ "Helmand province", "Helmand", "AF-HEL", "AF", BL_PLACE_ADMIN },
	{ "Baluchistan", "Balochistan", "PK-BA", "PK", BL_PLACE_ADMIN },
	{ "ANTIOQUIA", "Antioquia", "CO-ANT", "CO", BL_PLACE_ADMIN },
	{ "San Salvador department", "San Salvador", "SV-SS", "SV",
	  BL_PLACE_ADMIN },
	{ "Chechnya", "Chechnya", "RU-CE", "RU", BL_PLACE_ADMIN },
	{ "Northern Ireland", "Northern Ireland", "GB-NIR", "GB",
	  BL_PLACE_ADMIN },
	{ "Gaza Strip", "Gaza Strip", "", "PS", BL_PLACE_ADMIN },
	{ "Mindanao", "Mindanao", "", "PH", BL_PLACE_REGION },
	{ "Cook County", "Cook County", "US-IL", "US", BL_PLACE_REGION },
	{ "Bombay", "Mumbai", "IN-MH", "IN", BL_PLACE_CITY },
	{ "Kiev", "Kyiv", "UA-30", "UA", BL_PLACE_CITY },
	{ "Saigon", "Ho Chi Minh City", "VN-SG", "VN", BL_PLACE_CITY },
	{ "Medellin", "Medellín", "CO-ANT", "CO", BL_PLACE_CITY },
	{ "San Miguel de Tucumán", "San Miguel de Tucumán", "AR-T", "AR",
	  BL_PLACE_CITY },
	{ "SAN MIGUEL DE TUCUMAN", "San Miguel de Tucumán", "AR-T", "AR",
	  BL_PLACE_CITY },
	{ "New York City", "New York City", "US-NY", "US", BL_PLACE_CITY },
	{ "NYC", "New York City", "US-NY", "US", BL_PLACE_CITY },
	{ "St. Louis", "St. Louis", "US-MO", "US", BL_PLACE_CITY },
	{ "Saint Louis", "St. Louis", "US-MO", "US", BL_PLACE_CITY },
	{ "Coeur d'Alene", "Coeur d'Alene", "US-ID", "US", BL_PLACE_CITY },
	{ "Fallujah", "Al Fallūjah", "IQ-AN", "IQ", BL_PLACE_CITY },
	/* ambiguous: what comes first without more */
	{ "Georgia", "Georgia", "", "GE", BL_PLACE_COUNTRY },
	{ "Mexico", "Mexico", "", "MX", BL_PLACE_COUNTRY },
	{ "Guatemala", "Guatemala", "", "GT", BL_PLACE_COUNTRY },
	{ "New York", "New York City", "US-NY", "US", BL_PLACE_CITY },
	{ "Washington", "Washington", "US-DC", "US", BL_PLACE_CITY },
	{ "Paris", "Paris", "FR-IDF", "FR", BL_PLACE_CITY },
	{ "Birmingham", "Birmingham", "GB-ENG", "GB", BL_PLACE_CITY },
	{ "Hyderabad", "Hyderābād", "IN-TG", "IN", BL_PLACE_CITY },
	{ "San Salvador", "San Salvador", "SV-SS", "SV", BL_PLACE_CITY },
	/* told by what it lies in */
	{ "Paris, Texas", "Paris", "US-TX", "US", BL_PLACE_CITY },
	{ "Springfield, IL", "Springfield", "US-IL", "US", BL_PLACE_CITY },
	{ "Springfield, Mass.", "Springfield", "US-MA", "US", BL_PLACE_CITY },
	{ "Birmingham, Alabama, USA", "Birmingham", "US-AL", "US",
	  BL_PLACE_CITY },
	{ "Hyderabad, Pakistan", "Hyderabad", "PK-SD", "PK", BL_PLACE_CITY },
	{ "Punjab, India", "Punjab", "IN-PB", "IN", BL_PLACE_ADMIN },
};

static void test_query__finds_the_likeliest_place(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(likeliest); i++) {
		const char *text = likeliest[i].text;
		struct bl_place place = place_of(text);

		assert_str(text, place.name, likeliest[i].name);
		assert_str(text, place.admin_code, likeliest[i].admin_code);
		assert_str(text, place.country_code, likeliest[i].country_code);
		if (place.kind != likeliest[i].kind)
			fail_msg("%s: kind %d instead of %d", text, place.kind,
				 likeliest[i].kind);
	}
}

static void test_query__says_what_is_no_place(void **state)
{
	static const char *const texts[] = { "Nowhereville", "", ",",
					     "Karachi, India",
					     "a b c d e f g h i j" };
	struct bl_error err = BL_ERROR_INIT;
	uint32_t *ids;
	size_t i, n;

	(void)state;
	for (i = 0; i < COUNT(texts); i++) {
		if (bl_gazetteer_query(&ids, &n, bl_str_from(texts[i]), &err) !=
		    BL_ERR_NOT_FOUND)
			fail_msg("'%s' is found", texts[i]);
		assert_null(ids);
		assert_int_equal(n, 0);
	}
	bl_gazetteer_query(&ids, &n, bl_str_from("Karachi, India"), &err);
	assert_string_equal(err.text, "no place is called 'Karachi, India'");
}

static void test_get__tells_names_codes_and_where(void **state)
{
	struct bl_place p = place_of("Medellín");

	(void)state;
	assert_str("Medellín", p.ascii, "Medellin");
	assert_str("Medellín", p.admin, "Antioquia");
	assert_str("Medellín", p.country, "Colombia");
	assert_true(p.lat > 6.2 && p.lat < 6.3);
	assert_true(p.lon > -75.6 && p.lon < -75.5);
	assert_true(p.population > 1000000);
	assert_str("Pakistan", place_of("Pakistan").admin, "");
}

static void test_get__refuses_what_is_no_place(void **state)
{
	struct bl_place p = { .id = 7 };

	(void)state;
	assert_false(bl_place_get(&p, BL_PLACE_NONE));
	assert_false(bl_place_get(&p, UINT32_MAX));
	assert_int_equal(p.id, 7);
	assert_int_equal(bl_place_parent(UINT32_MAX), BL_PLACE_NONE);
	assert_int_equal(bl_place_country(UINT32_MAX), BL_PLACE_NONE);
	assert_false(bl_place_contains(BL_PLACE_NONE, BL_PLACE_NONE));
}

/* ---- names in text ------------------------------------------------------ */

static const struct {
	const char *text;
	size_t tokens;     /* 0: no name begins it */
	const char *first; /* the country code of its first sense */
	enum bl_name_kind kind;
} matches[] = {
	{ "Karachi police station", 1, "PK", BL_NAME_PROPER },
	{ "New York City police", 3, "US", BL_NAME_PROPER },
	{ "New York Times", 2, "US", BL_NAME_PROPER },
	{ "San Miguel de Tucumán, Argentina", 4, "AR", BL_NAME_PROPER },
	{ "San Miguel de la nada", 2, "SV", BL_NAME_PROPER },
	{ "Pakistani Taliban", 1, "PK", BL_NAME_ADJECTIVE },
	{ "Salvadorans fled", 1, "SV", BL_NAME_ADJECTIVE },
	{ "THE SALVADORAN", 0, NULL, BL_NAME_PROPER },
	{ "South Korean troops", 2, "KR", BL_NAME_ADJECTIVE },
	{ "U.S. troops", 1, "US", BL_NAME_ABBREVIATION },
	{ "Calif. police", 1, "US", BL_NAME_ABBREVIATION },
	{ "Iraq's army", 1, "IQ", BL_NAME_PROPER },
	{ "West Bank town", 2, "PS", BL_NAME_PROPER },
	{ "al-Hillah market", 2, "IQ", BL_NAME_PROPER },
	{ "bombed a market", 0, NULL, BL_NAME_PROPER },
	{ "in Karachi", 0, NULL, BL_NAME_PROPER },
	{ "exploded", 0, NULL, BL_NAME_PROPER },
	{ "northern", 0, NULL, BL_NAME_PROPER },
	{ "", 0, NULL, BL_NAME_PROPER },
};

static void test_match__takes_the_longest_name(void **state)
{
	size_t i;

	for (i = 0; i < COUNT(matches); i++) {
		const char *text = matches[i].text;
		struct bl_place_name name = { .tokens = 0 };
		struct bl_place_sense sense;
		struct bl_place place;

		assert_int_equal(match(&name, *state, text),
				 matches[i].tokens > 0);
		if (name.tokens != matches[i].tokens)
			fail_msg("%s: %zu tokens instead of %zu", text,
				 name.tokens, matches[i].tokens);
		if (!name.tokens)
			continue;
		sense = bl_gazetteer_sense(&name, 0);
		assert_int_equal(sense.kind, matches[i].kind);
		assert_true(bl_place_get(&place, sense.id));
		assert_str(text, place.country_code, matches[i].first);
	}
}

static void test_match__looks_no_further_than_the_tokens(void **state)
{
	struct bl_str forms[] = { BL_STR("new"), BL_STR("york"),
				  BL_STR("city") };
	struct bl_place_name name;

	(void)state;
	assert_false(bl_gazetteer_match(&name, forms, 0));
	assert_false(bl_gazetteer_match(&name, forms, 1));
	assert_true(bl_gazetteer_match(&name, forms, 2));
	assert_int_equal(name.tokens, 2);
	assert_true(bl_gazetteer_match(&name, forms, 3));
	assert_int_equal(name.tokens, 3);
	assert_false(bl_gazetteer_find(&name, forms, 1));
	assert_true(bl_gazetteer_find(&name, forms, 3));
}

static void test_match__survives_tokens_of_any_length(void **state)
{
	static char bytes[4096];
	struct bl_str forms[] = { BL_STR("san"),
				  { bytes, sizeof(bytes) },
				  { NULL, 0 } };
	struct bl_place_name name;

	(void)state;
	memset(bytes, 'z', sizeof(bytes));
	assert_false(bl_gazetteer_begins(forms[1]));
	assert_false(bl_gazetteer_begins((struct bl_str){ bytes, 255 }));
	assert_true(bl_gazetteer_match(&name, forms, 2));
	assert_int_equal(name.tokens, 1);
	assert_false(bl_gazetteer_find(&name, forms, 2));
	memset(bytes, 0xff, sizeof(bytes));
	assert_false(bl_gazetteer_find(&name, forms, 2));
	assert_false(
		bl_gazetteer_find(&name, &(struct bl_str){ bytes, 200 }, 1));
	assert_false(bl_gazetteer_find(&name, &(struct bl_str){ "\0", 1 }, 1));
}

static void test_begins__agrees_with_match(void **state)
{
	static const struct {
		const char *form;
		bool begins;
	} cases[] = {
		{ "karachi", true },   { "san", true },
		{ "new", true },       { "salvadoran", true },
		{ "us", true },        { "bombed", false },
		{ "the", true }, /* The Hague */
		{ "karach", false },   { "killed", false },
		{ "exploded", false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		if (bl_gazetteer_begins(bl_str_from(cases[i].form)) !=
		    cases[i].begins)
			fail_msg("%s begins %s name", cases[i].form,
				 cases[i].begins ? "no" : "a");
	}
}

static void test_match__flags_words_and_persons(void **state)
{
	static const struct {
		const char *text;
		unsigned flags;
	} cases[] = {
		{ "nice", BL_NAME_IS_WORD },
		{ "reading", BL_NAME_IS_WORD },
		{ "us", BL_NAME_IS_WORD },
		{ "white house", BL_NAME_IS_WORD },
		{ "jackson", BL_NAME_IS_PERSON },
		{ "lincoln", BL_NAME_IS_PERSON },
		{ "karachi", 0 },
		{ "new york", 0 },
		{ "jordan", 0 }, /* a country */
	};
	struct bl_place_name name;
	size_t i;

	for (i = 0; i < COUNT(cases); i++) {
		assert_true(match(&name, *state, cases[i].text));
		if (name.flags != cases[i].flags)
			fail_msg("%s: flags %u instead of %u", cases[i].text,
				 name.flags, cases[i].flags);
	}
}

static void test_find__knows_codes_that_match_does_not(void **state)
{
	struct bl_str in = BL_STR("in");
	struct bl_place_name name;
	struct bl_place place;

	(void)state;
	assert_false(bl_gazetteer_match(&name, &in, 1));
	assert_true(bl_gazetteer_find(&name, &in, 1));
	assert_int_equal(name.count, 2); /* India and Indiana */
	assert_int_equal(bl_gazetteer_sense(&name, 0).kind, BL_NAME_CODE);
	assert_true(bl_place_get(&place, bl_gazetteer_sense(&name, 0).id));
	assert_str("in", place.name, "India");
}

/* Inhabitants, as the order of senses counts them. */
static double weight_of(uint32_t id)
{
	static const double factor[] = { 10, .1, .1, 1 };
	struct bl_place place;

	assert_true(bl_place_get(&place, id));
	return place.population * factor[place.kind];
}

static void test_senses__come_with_the_likeliest_first(void **state)
{
	static const char *const texts[] = { "springfield", "san jose",
					     "georgia",     "washington",
					     "santa cruz",  "victoria" };
	struct bl_place_name name;
	size_t t;

	for (t = 0; t < COUNT(texts); t++) {
		uint32_t i;

		assert_true(match(&name, *state, texts[t]));
		assert_true(name.count > 1);
		for (i = 1; i < name.count; i++) {
			uint32_t before = bl_gazetteer_sense(&name, i - 1).id;
			uint32_t id = bl_gazetteer_sense(&name, i).id;

			assert_true(weight_of(before) >= weight_of(id));
		}
	}
}

/* ---- how places lie ----------------------------------------------------- */

static void test_contains__follows_the_map(void **state)
{
	static const struct {
		const char *outer, *inner;
		bool contains;
	} cases[] = {
		{ "Sindh", "Karachi", true },
		{ "Pakistan", "Karachi", true },
		{ "Pakistan", "Sindh", true },
		{ "Karachi", "Karachi", true },
		{ "Karachi", "Pakistan", false },
		{ "Balochistan", "Karachi", false },
		{ "India", "Karachi", false },
		{ "Mindanao", "Davao", true },
		{ "Mindanao", "Manila", false },
		{ "Philippines", "Davao", true },
		{ "Darfur", "Nyala", true },
		{ "Donbas", "Mariupol", true },
		{ "Texas", "Houston", true },
		{ "Harris County", "Houston", true },
		{ "Northern Ireland", "Belfast", true },
		{ "Gaza Strip", "Khan Younis", true },
		{ "Palestine", "Hebron", true },
		{ "Galle District", "Galle", true },
		{ "Basque Country", "Bilbao", true },
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		if (bl_place_contains(id_of(cases[i].outer),
				      id_of(cases[i].inner)) !=
		    cases[i].contains)
			fail_msg("%s %s %s", cases[i].outer,
				 cases[i].contains ? "does not contain"
						   : "contains",
				 cases[i].inner);
	}
}

static void test_distance__is_along_great_circles(void **state)
{
	static const struct {
		const char *a, *b;
		double km, within;
	} cases[] = {
		{ "Karachi", "Karachi", 0, 0 },
		{ "Karachi", "Hyderabad, Pakistan", 148, 8 },
		{ "London", "Paris", 344, 4 },
		{ "New York City", "Los Angeles", 3940, 20 },
		{ "Auckland", "Madrid", 19590, 60 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct bl_place a = place_of(cases[i].a);
		struct bl_place b = place_of(cases[i].b);
		double km = bl_distance_km(a.lat, a.lon, b.lat, b.lon);

		if (km < cases[i].km - cases[i].within ||
		    km > cases[i].km + cases[i].within)
			fail_msg("from %s to %s: %.1f km", cases[i].a,
				 cases[i].b, km);
	}
	/* antipodes, and across the date line */
	assert_in_range(bl_distance_km(90, 0, -90, 0) * 10, 200140, 200160);
	assert_in_range(bl_distance_km(0, 179.5, 0, -179.5) * 10, 1111, 1113);
}

static void test_around__lists_towns_in_the_circle(void **state)
{
	struct bl_place karachi = place_of("Karachi"), p;
	uint32_t ids[1000], first[2];
	size_t i, n;
	bool itself = false;

	(void)state;
	n = bl_place_around(ids, COUNT(ids), karachi.lat, karachi.lon, 50);
	assert_in_range(n, 2, COUNT(ids));
	for (i = 0; i < n; i++) {
		assert_true(bl_place_get(&p, ids[i]));
		assert_true(bl_distance_km(karachi.lat, karachi.lon, p.lat,
					   p.lon) <= 50);
		assert_true(p.kind >= BL_PLACE_REGION);
		assert_true(i == 0 || ids[i] > ids[i - 1]);
		itself = itself || ids[i] == karachi.id;
	}
	assert_true(itself);
	assert_int_equal(
		bl_place_around(first, 2, karachi.lat, karachi.lon, 50), n);
	assert_int_equal(first[1], ids[1]);
	assert_int_equal(bl_place_around(NULL, 0, -60, -140, 50), 0);
}

/* ---- choosing ----------------------------------------------------------- */

static void test_choose__goes_by_the_places_around(void **state)
{
	static const struct {
		const char *name, *beside;
		double weight;
		const char *admin_code, *country_code;
	} cases[] = {
		{ "georgia", NULL, 0, "", "GE" },
		{ "georgia", "Atlanta", 1, "US-GA", "US" },
		{ "georgia", "Tbilisi", 1, "", "GE" },
		{ "georgia", "United States", 1, "US-GA", "US" },
		{ "paris", NULL, 0, "FR-IDF", "FR" },
		{ "paris", "Texas", 1, "US-TX", "US" },
		{ "birmingham", "Alabama", 1, "US-AL", "US" },
		{ "birmingham", "London", 1, "GB-ENG", "GB" },
		{ "hyderabad", "Karachi", 1, "PK-SD", "PK" },
		{ "hyderabad", "Pakistan", 1, "PK-SD", "PK" },
		{ "hyderabad", "Mumbai", 1, "IN-TG", "IN" },
		{ "springfield", "Illinois", 1, "US-IL", "US" },
		{ "springfield", "Massachusetts", 1, "US-MA", "US" },
		{ "springfield", "Oregon", 1, "US-OR", "US" },
		{ "san salvador", NULL, 0, "SV-SS", "SV" },
		{ "punjab", "India", 1, "IN-PB", "IN" },
		{ "punjab", "Lahore", 1, "PK-PB", "PK" },
		{ "la libertad", "Trujillo, Peru", 1, "PE-LAL", "PE" },
		{ "la libertad", "El Salvador", 1, "SV-LI", "SV" },
		{ "san miguel", "Usulutan", 1, "SV-SM", "SV" },
		{ "washington", "Seattle", 1, "US-WA", "US" },
		{ "cordoba", "Medellin", 1, "CO-COR", "CO" },
		{ "cordoba", "Spain", 1, "ES-AN", "ES" },
	};
	struct bl_place_context context;
	struct bl_place_name name;
	struct bl_place place;
	size_t i;

	for (i = 0; i < COUNT(cases); i++) {
		bool alone = !cases[i].beside;

		assert_true(match(&name, *state, cases[i].name));
		context.id = alone ? BL_PLACE_NONE : id_of(cases[i].beside);
		context.weight = cases[i].weight;
		assert_true(
			bl_place_get(&place, bl_place_choose(&name, &context,
							     !alone, NULL)));
		assert_str(cases[i].name, place.country_code,
			   cases[i].country_code);
		assert_str(cases[i].name, place.admin_code,
			   cases[i].admin_code);
	}
}

static void test_choose__adds_up_what_the_header_says(void **state)
{
	struct bl_place_context context[2] = { { id_of("Sindh"), 2 },
					       { BL_PLACE_NONE, 100 } };
	struct bl_place_name name;
	double alone, beside;

	assert_true(match(&name, *state, "karachi"));
	bl_place_choose(&name, NULL, 0, &alone);
	bl_place_choose(&name, context, 2, &beside);
	assert_in_range((uintmax_t)((beside - alone) * 1000 + .5), 6000, 6000);
	context[0].id = id_of("Pakistan");
	bl_place_choose(&name, context, 1, &beside);
	assert_in_range((uintmax_t)((beside - alone) * 1000 + .5), 4000, 4000);
	context[0].id = id_of("Karachi");
	bl_place_choose(&name, context, 1, &beside);
	assert_in_range((uintmax_t)((beside - alone) * 1000 + .5), 7000, 7000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_table__has_every_place_under_its_own_name),
		cmocka_unit_test(test_query__finds_the_likeliest_place),
		cmocka_unit_test(test_query__says_what_is_no_place),
		cmocka_unit_test(test_get__tells_names_codes_and_where),
		cmocka_unit_test(test_get__refuses_what_is_no_place),
		cmocka_unit_test(test_match__takes_the_longest_name),
		cmocka_unit_test(test_match__looks_no_further_than_the_tokens),
		cmocka_unit_test(test_match__survives_tokens_of_any_length),
		cmocka_unit_test(test_begins__agrees_with_match),
		cmocka_unit_test(test_match__flags_words_and_persons),
		cmocka_unit_test(test_find__knows_codes_that_match_does_not),
		cmocka_unit_test(test_senses__come_with_the_likeliest_first),
		cmocka_unit_test(test_contains__follows_the_map),
		cmocka_unit_test(test_distance__is_along_great_circles),
		cmocka_unit_test(test_around__lists_towns_in_the_circle),
		cmocka_unit_test(test_choose__goes_by_the_places_around),
		cmocka_unit_test(test_choose__adds_up_what_the_header_says),
	};

	return cmocka_run_group_tests(tests, setup_vocab, release_vocab);
}
