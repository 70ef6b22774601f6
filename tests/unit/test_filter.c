/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Filters on incidents: how values are read, and what passes. */
#include <math.h>

#include "blotter/filter.h"
#include "blotter/gazetteer.h"
#include "test_incident.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define NOW 1677672000 /* 2023-03-01T12:00:00Z */

static bl_status read_filter(struct bl_filter *out, const char *written,
			     struct bl_arena *arena, size_t *at,
			     struct bl_error *err)
{
	const char *colon = strchr(written, ':');
	struct bl_str name = { written, (size_t)(colon - written) };

	*at = 0;
	return bl_filter_read(out, bl_field_find(name), bl_str_from(colon + 1),
			      NOW, arena, at, err);
}

static struct bl_filter filter(struct bl_arena *arena, const char *written)
{
	struct bl_error err = BL_ERROR_INIT;
	struct bl_filter f;
	size_t at;

	if (read_filter(&f, written, arena, &at, &err) != BL_OK)
		fail_msg("%s: %s", written, err.text);
	return f;
}

static uint32_t place_id(const char *name)
{
	uint32_t *ids, id;
	size_t n;

	assert_int_equal(bl_gazetteer_query(&ids, &n, bl_str_from(name), NULL),
			 BL_OK);
	id = ids[0];
	free(ids);
	return id;
}

/* Somewhere the gazetteer knows. */
static struct bl_incident_place known_place(const char *name)
{
	struct bl_incident_place p = { .precision = BL_PRECISION_CITY };
	struct bl_place place;

	assert_true(bl_place_get(&place, place_id(name)));
	p.id = place.id;
	p.name = place.name;
	p.admin = place.admin;
	p.country = place.country_code;
	p.country_name = place.country;
	p.lat = place.lat;
	p.lon = place.lon;
	if (place.kind == BL_PLACE_COUNTRY)
		p.precision = BL_PRECISION_COUNTRY;
	else if (place.kind != BL_PLACE_CITY)
		p.precision = BL_PRECISION_ADMIN;
	return p;
}

static bl_day day(int year, int month, int mday)
{
	bl_day d;

	assert_true(bl_day_from_civil(&d, year, month, mday));
	return d;
}

/* A suicide bombing on 17 or 18 February 2023 in Karachi and in the village of
 * Kot Sultan, which the gazetteer does not know; 4 or more killed, 9 to 12
 * injured, none kidnapped. */
static struct bl_incident an_incident(void)
{
	const struct bl_toll unset = { BL_COUNT_UNSET,
				       BL_COUNT_UNSET,
				       BL_COUNT_UNSET,
				       0,
				       { { { 0 }, 0 } } };
	struct bl_incident in = { .stage = BL_STAGE_ATTEMPTED,
				  .dated = true,
				  .claimed = BL_CLAIMED_YES };

	in.n_types = bl_incident_type_chain(
		in.types, BL_INCIDENT_TYPES_MAX,
		bl_incident_type_find(BL_STR("suicide-bombing")));
	in.from = day(2023, 2, 17);
	in.to = day(2023, 2, 18);
	in.place[0] = known_place("Karachi");
	in.place[1] =
		(struct bl_incident_place){ .name = BL_STR("Kót Sultan"),
					    .lat = NAN,
					    .lon = NAN,
					    .precision = BL_PRECISION_CITY };
	in.n_places = 2;
	in.actor[0].name = BL_STR("Tehrik-e Taliban Pakistan");
	in.actor[1].name = BL_STR("unidentified gunmen");
	in.n_actors = 2;
	in.targets = bl_incident_target_find(BL_STR("police"));
	in.weapons = bl_incident_weapon_find(BL_STR("suicide-vest"));
	in.killed = in.injured = in.kidnapped = unset;
	in.killed.min = 4;
	in.injured.min = 9;
	in.injured.max = 12;
	return in;
}

static void check_passes(const struct bl_incident *in, const char *written,
			 bool expected)
{
	struct bl_arena arena = BL_ARENA_INIT;
	struct bl_filter f = filter(&arena, written);

	if (bl_filter_passes(&f, in) != expected)
		fail_msg("%s %s", written,
			 expected ? "does not pass" : "passes");
	bl_arena_release(&arena);
}

static const char *const passing[] = {
	"type:suicide-bombing",
	"type:Bombing",
	"type:attack",
	"type:suicide bombing",
	"place:karachi",
	"place:KARACHI",
	"place:Karachi, Pakistan",
	"place:sindh",
	"place:pakistan",
	"place:PK",
	"place:kot sultan",
	"country:PK",
	"country:pk",
	"country:Pakistan",
	"country:pakistani",
	"around:karachi/1km",
	"around:24.86,67.01/50km",
	"around: 24.86 , 67.01 / 50 KM",
	"around:hyderabad, sindh/150.5km",
	"date:2023",
	"date:2023-02",
	"date:2023-02-17..2023-02-18",
	"date:>=2023-02-17",
	"date:<=2023-02-18",
	"date:>2023-02-16",
	"date:<2023-02-19",
	"date:..2023",
	"date:30d..",
	"date:2w..1w",
	"actor:ttp",
	"actor:Tehreek-e-Taliban Pakistan",
	"actor:tehrik-e taliban",
	"actor:Gunmen",
	"actor:unidentified",
	"actor:unidentified gunmen",
	"target:police",
	"weapon:suicide-vest",
	"weapon:suicide vest",
	"stage:attempted",
	"killed:4",
	"killed:>=4",
	"killed:>3",
	"killed:<=4",
	"killed:<5",
	"killed:4..",
	"killed:..4",
	"killed:0..4",
	"injured:9",
	"injured:10",
	"injured:12",
	"injured:9..12",
	"injured:>=9",
	"injured:<=12",
	"claimed:yes",
	"claimed:YES",
};

static const char *const failing[] = {
	"type:car-bombing",
	"type:disaster",
	"place:lahore",
	"place:punjab",
	"place:karachi, india",
	"place:kot",
	"place:sultan kot",
	"place:nowhere at all",
	"country:IN",
	"around:lahore/500km",
	"around:-24.86,67.01/50km",
	"date:2022",
	"date:2023-02-17",
	"date:2023-02-18",
	"date:>2023-02-17",
	"date:>=2023-02-18",
	"date:<2023-02-18",
	"date:<=2023-02-17",
	"date:7d..",
	"actor:taliban",
	"actor:men",
	"actor:gunmen unidentified",
	"target:military",
	"weapon:explosives",
	"stage:accomplished",
	"killed:3",
	"killed:5",
	"killed:>=5",
	"killed:>4",
	"killed:<4",
	"killed:5..",
	"killed:0",
	"injured:8",
	"injured:13",
	"injured:9..11",
	"injured:10..12",
	"injured:>=10",
	"injured:<=11",
	"kidnapped:0",
	"kidnapped:>=0",
	"kidnapped:..9",
	"claimed:no",
};

static void test_filter__passes_as_the_language_says(void **state)
{
	struct bl_incident in = an_incident();
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(passing); i++)
		check_passes(&in, passing[i], true);
	for (i = 0; i < COUNT(failing); i++)
		check_passes(&in, failing[i], false);
}

static void test_filter__unset_values_pass_nothing(void **state)
{
	static const char *const filters[] = {
		"type:attack",  "place:karachi",      "place:kot",
		"country:PK",   "around:0,0/20000km", "date:..9999",
		"actor:gunmen", "target:police",      "weapon:explosives",
		"killed:>=0",   "injured:..9",        "kidnapped:0",
		"claimed:no",   "claimed:yes",
	};
	const struct bl_toll unset = { BL_COUNT_UNSET,
				       BL_COUNT_UNSET,
				       BL_COUNT_UNSET,
				       0,
				       { { { 0 }, 0 } } };
	struct bl_incident in = { .killed = unset,
				  .injured = unset,
				  .kidnapped = unset };
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(filters); i++)
		check_passes(&in, filters[i], false);
}

static void test_filter__around_takes_points_only(void **state)
{
	struct bl_arena arena = BL_ARENA_INIT;
	struct bl_filter f = filter(&arena, "around:karachi/2000km");
	struct bl_incident_place p = known_place("Karachi");

	(void)state;
	assert_true(bl_filter_place(&f, &p));
	p.precision = BL_PRECISION_POINT;
	assert_true(bl_filter_place(&f, &p));
	p = known_place("Pakistan");
	assert_false(bl_filter_place(&f, &p));
	p = known_place("Sindh");
	assert_false(bl_filter_place(&f, &p));
	p = known_place("Karachi");
	p.lat = NAN;
	assert_false(bl_filter_place(&f, &p));
	bl_arena_release(&arena);
}

static void test_filter__a_known_place_is_not_found_by_its_name(void **state)
{
	struct bl_arena arena = BL_ARENA_INIT;
	struct bl_filter f = filter(&arena, "place:karachi");
	struct bl_incident_place p = known_place("Lahore");

	(void)state;
	p.name = BL_STR("Karachi");
	assert_false(bl_filter_place(&f, &p));
	p.id = BL_PLACE_NONE;
	assert_true(bl_filter_place(&f, &p));
	bl_arena_release(&arena);
}

static void test_filter__holds_every_sense_of_a_place_in_order(void **state)
{
	struct bl_arena arena = BL_ARENA_INIT;
	struct bl_filter f = filter(&arena, "place:Georgia");
	struct bl_incident_place state_of = known_place("Atlanta");
	struct bl_incident_place country = known_place("Tbilisi");
	size_t i;

	(void)state;
	assert_true(f.n_places >= 2);
	for (i = 1; i < f.n_places; i++)
		assert_true(f.place[i - 1] < f.place[i]);
	assert_true(bl_filter_place(&f, &state_of));
	assert_true(bl_filter_place(&f, &country));
	f = filter(&arena, "country:Georgia");
	assert_false(bl_filter_place(&f, &state_of));
	assert_true(bl_filter_place(&f, &country));
	bl_arena_release(&arena);
}

static void test_filter__gives_engines_what_they_look_up(void **state)
{
	struct bl_arena arena = BL_ARENA_INIT;
	struct bl_filter f = filter(&arena, "actor:T.T.P.");

	(void)state;
	assert_true(bl_str_eq(f.text, BL_STR("ttp")));
	assert_true(f.actor == bl_actor_find(BL_STR("Pakistani Taliban")));
	f = filter(&arena, "actor:Masked Men");
	assert_true(f.actor == BL_ACTOR_NONE);
	assert_true(bl_str_eq(f.text, BL_STR("masked men")));
	f = filter(&arena, "country:Pakistani");
	assert_true(bl_str_eq(f.country, BL_STR("PK")));
	f = filter(&arena, "place:Nowhere, at all");
	assert_true(bl_str_eq(f.text, BL_STR("nowhere at all")));
	assert_int_equal(f.n_places, 0);
	f = filter(&arena, "killed:10");
	assert_true(f.single && f.low == 10 && f.high == 10);
	f = filter(&arena, "killed:10..10");
	assert_true(!f.single && f.low == 10 && f.high == 10);
	f = filter(&arena, "killed:>=10");
	assert_true(f.low == 10 && f.high == INT64_MAX);
	f = filter(&arena, "date:<1970-01-02");
	assert_true(f.low == INT64_MIN && f.high == 0);
	bl_arena_release(&arena);
}

static const struct {
	const char *written;
	size_t at;
	const char *message;
} refused[] = {
	{ "type:bombng", 0,
	  "'type:' has no value 'bombng': did you mean 'bombing'?" },
	{ "type:x y", 0,
	  "'type:' has no value 'x y': expected one of attack, "
	  "unrest, crime, disaster, accident, bombing, " },
	{ "type:&", 0, "expected words after 'type:'" },
	{ "stage:attemptd", 0,
	  "'stage:' has no value 'attemptd': did you mean 'attempted'?" },
	{ "stage:planned", 0,
	  "'stage:' has no value 'planned': expected one of accomplished, "
	  "attempted, threatened, alleged" },
	{ "target:polcie", 0,
	  "'target:' has no value 'polcie': did you mean 'police'?" },
	{ "weapon:gunn", 0,
	  "'weapon:' has no value 'gunn': expected one of "
	  "explosives, suicide-vest, " },
	{ "claimed:maybe", 0,
	  "'claimed:' has no value 'maybe': expected one of yes, no" },
	{ "country:pakitsan", 0,
	  "'country:' has no value 'pakitsan': did you mean 'pakistan'?" },
	{ "country:gaza", 0,
	  "'gaza' is no country: expected one, or 'place:' for other places" },
	{ "country:xyzzy", 0,
	  "'country:' has no value 'xyzzy': expected the name of a country or "
	  "its ISO 3166 code, as in country:PK" },
	{ "place:--", 0, "expected words after 'place:'" },
	{ "actor:\"", 0, "expected words after 'actor:'" },
	{ "around:karachi", 0,
	  "expected a place and a distance, as in around:karachi/50km or "
	  "around:24.86,67.01/50km" },
	{ "around:karachi/50", 8,
	  "expected a distance in km, as in around:karachi/50km" },
	{ "around:karachi/50mi", 8,
	  "expected a distance in km, as in around:karachi/50km" },
	{ "around:karachi/km", 8,
	  "expected a distance in km, as in around:karachi/50km" },
	{ "around:karachi/-5km", 8,
	  "expected a distance in km, as in around:karachi/50km" },
	{ "around:/50km", 0, "expected words after 'around:'" },
	{ "around:nowhere at all/50km", 0,
	  "no place is called 'nowhere at all': expected one, or its "
	  "coordinates, as in around:24.86,67.01/50km" },
	{ "around:91,0/50km", 0,
	  "expected a latitude from -90 to 90 and a longitude from -180 to "
	  "180, as in around:24.86,67.01/50km" },
	{ "around:0,-180.5/50km", 0,
	  "expected a latitude from -90 to 90 and a longitude from -180 to "
	  "180, as in around:24.86,67.01/50km" },
	{ "killed:x", 0, "'x' is no number: expected 10, >=10 or 5..20" },
	{ "killed:5..x", 3, "'x' is no number: expected 10, >=10 or 5..20" },
	{ "injured:", 0, "'' is no number: expected 10, >=10 or 5..20" },
	{ "kidnapped:20..5", 0,
	  "the range ends before it begins: expected '5..20'" },
	{ "date:..", 0, "expected an end of the range: a.., ..b or a..b" },
	{ "date:>=friday", 2,
	  "'friday' is no date: expected 2023, 2023-02, 2023-02-17 or 30d "
	  "(w, m, y)" },
};

static void test_filter__says_what_was_expected_and_where(void **state)
{
	struct bl_arena arena = BL_ARENA_INIT;
	size_t i, at;

	(void)state;
	for (i = 0; i < COUNT(refused); i++) {
		struct bl_error err = BL_ERROR_INIT;
		const char *message = refused[i].message;
		struct bl_filter f;

		assert_int_equal(read_filter(&f, refused[i].written, &arena,
					     &at, &err),
				 BL_ERR_USAGE);
		if (at != refused[i].at ||
		    strncmp(err.text, message, strlen(message)) != 0)
			fail_msg("%s: at %zu, %s", refused[i].written, at,
				 err.text);
	}
	bl_arena_release(&arena);
}

/* ---- conditions ---- */

static struct bl_node leaf(const struct bl_filter *f)
{
	return (struct bl_node){ .kind = BL_NODE_FILTER, .filter = f };
}

static void test_condition__is_passed_as_a_whole(void **state)
{
	struct bl_arena arena = BL_ARENA_INIT;
	struct bl_filter karachi = filter(&arena, "place:karachi");
	struct bl_filter many = filter(&arena, "killed:>=100");
	struct bl_node a = leaf(&karachi), b = leaf(&many);
	struct bl_node *both[] = { &a, &b };
	struct bl_node conjunction = { .kind = BL_NODE_AND,
				       .child = both,
				       .n = 2 };
	struct bl_node either = { .kind = BL_NODE_OR, .child = both, .n = 2 };
	struct bl_node *only_b[] = { &b }, *only_or[] = { &either };
	struct bl_node not_b = { .kind = BL_NODE_NOT, .child = only_b, .n = 1 };
	struct bl_node not_or = { .kind = BL_NODE_NOT,
				  .child = only_or,
				  .n = 1 };
	struct bl_incident in = an_incident();

	(void)state;
	assert_true(bl_condition_passes(&a, &in));
	assert_false(bl_condition_passes(&b, &in));
	assert_false(bl_condition_passes(&conjunction, &in));
	assert_true(bl_condition_passes(&either, &in));
	assert_true(bl_condition_passes(&not_b, &in));
	assert_false(bl_condition_passes(&not_or, &in));
	in.killed.min = 100;
	assert_true(bl_condition_passes(&conjunction, &in));
	assert_false(bl_condition_passes(&not_b, &in));
	bl_arena_release(&arena);
}

static void test_incident_of__is_the_first_that_answers(void **state)
{
	struct bl_arena arena = BL_ARENA_INIT;
	struct bl_filter many = filter(&arena, "killed:>=100");
	struct bl_node b = leaf(&many), word = { .kind = BL_NODE_TERM };
	struct bl_node *only_b[] = { &b };
	struct bl_node incident = { .kind = BL_NODE_INCIDENT,
				    .child = only_b,
				    .n = 1 };
	struct bl_node *all[] = { &word, &incident }, *only[] = { &incident };
	struct bl_node conjunction = { .kind = BL_NODE_AND,
				       .child = all,
				       .n = 2 };
	struct bl_node negation = { .kind = BL_NODE_NOT,
				    .child = only,
				    .n = 1 };
	struct bl_incident items[] = { an_incident(), an_incident(),
				       an_incident() };
	struct bl_incidents list = { items, 3 }, none = BL_INCIDENTS_INIT;

	(void)state;
	assert_null(bl_incident_of(&conjunction, &none));
	assert_ptr_equal(bl_incident_of(&conjunction, &list), &items[0]);
	items[1].killed.min = items[2].killed.min = 100;
	assert_ptr_equal(bl_incident_of(&conjunction, &list), &items[1]);
	assert_ptr_equal(bl_incident_of(&word, &list), &items[0]);
	assert_ptr_equal(bl_incident_of(&negation, &list), &items[0]);
	bl_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_filter__passes_as_the_language_says),
		cmocka_unit_test(test_filter__unset_values_pass_nothing),
		cmocka_unit_test(test_filter__around_takes_points_only),
		cmocka_unit_test(
			test_filter__a_known_place_is_not_found_by_its_name),
		cmocka_unit_test(
			test_filter__holds_every_sense_of_a_place_in_order),
		cmocka_unit_test(test_filter__gives_engines_what_they_look_up),
		cmocka_unit_test(test_filter__says_what_was_expected_and_where),
		cmocka_unit_test(test_condition__is_passed_as_a_whole),
		cmocka_unit_test(test_incident_of__is_the_first_that_answers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
