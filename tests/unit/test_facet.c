/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "test_visit.h"

#include <stdio.h>
#include <stdlib.h>

#include "blotter/gazetteer.h"
#include "facet_private.h"

static char said[4096];

static void say(const char *label, size_t len, const struct bl_figures *f)
{
	size_t n = strlen(said);

	snprintf(said + n, sizeof(said) - n, "%.*s %d %d\n", (int)len, label,
		 (int)f->articles, (int)f->killed);
}

/* One facet as lines: value, articles, killed. */
static const char *facet(struct visits *v, const char *field, size_t limit)
{
	struct bl_arena arena = BL_ARENA_INIT;
	struct bl_facet_fields fields;
	struct bl_facet f;
	uint64_t matched;
	size_t i, len;

	said[0] = '\0';
	assert_int_equal(bl_facets_read(&fields, field, NULL), BL_OK);
	assert_int_equal(fields.n, 1);
	assert_int_equal(bl_facets_count(&f, &fields, &v->base, &all_node,
					 limit, &arena, &matched, NULL),
			 BL_OK);
	assert_int_equal(matched, v->n);
	assert_string_equal(f.field, field);
	for (i = 0; i < f.n; i++)
		say(f.value[i].value.data, f.value[i].value.len,
		    &f.value[i].figures);
	if (f.distinct > f.n) {
		len = strlen(said);
		snprintf(said + len, sizeof(said) - len, "of %d\n",
			 (int)f.distinct);
	}
	if (f.none.articles)
		say("-", 1, &f.none);
	bl_arena_release(&arena);
	return said;
}

static void add_type(struct bl_incident *in, const char *name)
{
	in->n_types = bl_incident_type_chain(
		in->types, BL_INCIDENT_TYPES_MAX,
		bl_incident_type_find(bl_str_from(name)));
	assert_true(in->n_types > 0);
}

static void add_actor(struct bl_incident *in, const char *name)
{
	in->actor[in->n_actors++].name = bl_str_from(name);
}

static void add_place(struct bl_incident *in, uint32_t id, const char *name)
{
	struct bl_incident_place *p = &in->place[in->n_places++];

	p->id = id;
	p->name = bl_str_from(name);
	p->country = BL_STR("PK");
	p->country_name = BL_STR("Pakistan");
}

static void test_facet__counts_an_article_for_each_group_of_its_type(
	void **state)
{
	struct visits v = { .n = 0 };

	(void)state;
	add_type(add_visit(&v, BL_TIME_UNSET, 4), "suicide-bombing");
	add_type(add_visit(&v, BL_TIME_UNSET, BL_COUNT_UNSET), "bombing");
	add_visit(&v, BL_TIME_UNSET, 7);
	assert_string_equal(facet(&v, "type", 10),
			    "attack 2 4\nbombing 2 4\nsuicide-bombing 1 4\n"
			    "- 1 7\n");
	assert_string_equal(facet(&v, "type", 1), "attack 2 4\nof 3\n- 1 7\n");
	assert_string_equal(facet(&v, "type", 0), "of 3\n- 1 7\n");
}

static void test_facet__counts_an_article_once_a_value(void **state)
{
	struct visits v = { .n = 0 };
	struct bl_incident *in = add_visit(&v, BL_TIME_UNSET, 4);

	(void)state;
	add_place(in, 0, "Somewhere");
	add_place(in, 0, "Elsewhere");
	assert_string_equal(facet(&v, "country", 10), "Pakistan 1 4\n");
	assert_string_equal(facet(&v, "place", 10),
			    "Elsewhere, Pakistan 1 4\n"
			    "Somewhere, Pakistan 1 4\n");
}

static void test_facet__takes_case_and_accents_for_one_value(void **state)
{
	struct visits v = { .n = 0 };
	struct bl_incident *in;

	(void)state;
	in = add_visit(&v, BL_TIME_UNSET, 1);
	add_actor(in, "THE BAND");
	add_actor(in, "The Band");
	v.item[0].source = BL_STR("DAWN.com");
	add_actor(add_visit(&v, BL_TIME_UNSET, 1), "The B\xc3\xa1nd");
	v.item[1].source = BL_STR("dawn.com");
	add_actor(add_visit(&v, BL_TIME_UNSET, 1), "The Banned");
	assert_string_equal(facet(&v, "actor", 10),
			    "The B\xc3\xa1nd 2 2\nThe Banned 1 1\n");
	assert_string_equal(facet(&v, "source", 10), "dawn.com 2 2\n- 1 1\n");
	v.backwards = true;
	assert_string_equal(facet(&v, "actor", 10),
			    "The B\xc3\xa1nd 2 2\nThe Banned 1 1\n");
}

static void test_facet__names_places_as_the_gazetteer_does(void **state)
{
	struct visits v = { .n = 0 };
	uint32_t *ids;
	size_t n;

	(void)state;
	assert_int_equal(bl_gazetteer_query(&ids, &n, BL_STR("Karachi"), NULL),
			 BL_OK);
	add_place(add_visit(&v, BL_TIME_UNSET, 1), ids[0], "KARACHI");
	add_place(add_visit(&v, BL_TIME_UNSET, 1), ids[0], "Karatschi");
	free(ids);
	assert_string_equal(facet(&v, "place", 10),
			    "Karachi, Sindh, Pakistan 2 2\n");
}

static void test_facet__lists_months_in_the_order_of_time(void **state)
{
	struct visits v = { .n = 0 };
	struct bl_incident *in;

	(void)state;
	add_visit(&v, (bl_time)day_of(2024, 2, 29) * BL_DAY_SECONDS, 1);
	add_visit(&v, (bl_time)day_of(2024, 2, 1) * BL_DAY_SECONDS, 1);
	add_visit(&v, (bl_time)day_of(2023, 12, 31) * BL_DAY_SECONDS, 1);
	in = add_visit(&v, (bl_time)day_of(2024, 2, 1) * BL_DAY_SECONDS, 5);
	in->dated = true;
	in->from = day_of(2022, 1, 1);
	in->to = day_of(2023, 12, 31);
	add_visit(&v, BL_TIME_UNSET, 1);
	assert_string_equal(facet(&v, "month", 10),
			    "2022-01 1 5\n2023-12 1 1\n2024-02 2 2\n- 1 1\n");
	/* those with most articles are kept */
	assert_string_equal(facet(&v, "month", 2),
			    "2022-01 1 5\n2024-02 2 2\nof 3\n- 1 1\n");
	assert_string_equal(facet(&v, "year", 10),
			    "2022 1 5\n2023 1 1\n2024 2 2\n- 1 1\n");
}

static void test_facet__counts_categories(void **state)
{
	struct visits v = { .n = 0 };
	struct bl_incident *in = add_visit(&v, BL_TIME_UNSET, 1);

	(void)state;
	in->targets = bl_incident_target_find(BL_STR("police")) |
		      bl_incident_target_find(BL_STR("school"));
	in->weapons = bl_incident_weapon_find(BL_STR("grenade"));
	assert_string_equal(facet(&v, "target", 10),
			    "police 1 1\nschool 1 1\n");
	assert_string_equal(facet(&v, "weapon", 10), "grenade 1 1\n");
}

static void test_facet__reads_its_fields(void **state)
{
	static const char *const wrong[][2] = {
		{ "type,colour", "--facet: expected some of type, country, "
				 "place, actor, target, weapon, source, month, "
				 "year, not 'colour'" },
		{ "type,", "--facet: expected some of type, country, place, "
			   "actor, target, weapon, source, month, year, not "
			   "''" },
		{ "year,type,year", "--facet: 'year' is given twice" },
	};
	struct bl_error err = BL_ERROR_INIT;
	struct bl_facet_fields fields;
	size_t i;

	(void)state;
	assert_int_equal(bl_facets_read(&fields, "year,type", &err), BL_OK);
	assert_int_equal(fields.n, 2);
	for (i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		assert_int_equal(bl_facets_read(&fields, wrong[i][0], &err),
				 BL_ERR_USAGE);
		assert_string_equal(err.text, wrong[i][1]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_facet__counts_an_article_for_each_group_of_its_type),
		cmocka_unit_test(test_facet__counts_an_article_once_a_value),
		cmocka_unit_test(
			test_facet__takes_case_and_accents_for_one_value),
		cmocka_unit_test(
			test_facet__names_places_as_the_gazetteer_does),
		cmocka_unit_test(test_facet__lists_months_in_the_order_of_time),
		cmocka_unit_test(test_facet__counts_categories),
		cmocka_unit_test(test_facet__reads_its_fields),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
