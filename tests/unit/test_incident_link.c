/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "test_incident.h"

#include <stdlib.h>

#include "blotter/gazetteer.h"

/* Reports of two incidents, two each, and one that stands alone. */
static const char *const texts[] = {
	"A bomb exploded at the Hotel Miramar in Lima on Friday, killing four "
	"waiters. Police blamed the Shining Path.",
	"An earthquake shook the valley of Bamyan on Sunday, burying forty "
	"farmhouses. Rescuers dug through rubble.",
	"Four waiters died when a bomb went off at the Hotel Miramar in Lima. "
	"The Shining Path is suspected, police said.",
	"Rescuers dug through farmhouses in Bamyan after the earthquake. The "
	"valley has no hospital.",
	"The parliament in Wellington debated a budget for fisheries.",
};

#define TEXTS (sizeof(texts) / sizeof(texts[0]))

static void test_link__groups_reports_of_one_incident(void **state)
{
	struct bl_error err = BL_ERROR_INIT;
	struct bl_report reports[TEXTS];
	struct bl_incident incidents[TEXTS];
	uint32_t cluster[TEXTS];
	struct bl_arena words;
	struct extraction e;
	size_t i;

	(void)state;
	extraction_open(&e);
	bl_arena_init(&words);
	for (i = 0; i < TEXTS; i++) {
		extract(&e, "", texts[i]);
		reports[i].incident = NULL;
		if (e.list.n) {
			incidents[i] = e.list.item[0];
			/* its strings go with the arena: none is compared */
			incidents[i].n_places = 0;
			reports[i].incident = &incidents[i];
		}
		assert_int_equal(bl_link_words(&reports[i], e.vocab, &e.title,
					       &e.body, &words, &err),
				 BL_OK);
	}
	assert_int_equal(bl_link_reports(cluster, reports, TEXTS, &err), BL_OK);
	assert_int_equal(cluster[0], 0);
	assert_int_equal(cluster[1], 1);
	assert_int_equal(cluster[2], 0);
	assert_int_equal(cluster[3], 1);
	assert_int_equal(cluster[4], 2);
	bl_arena_release(&words);
	extraction_close(&e);
}

/* An incident at a place that the gazetteer has, on this day. */
static struct bl_incident incident_at(const char *place, bl_day day)
{
	struct bl_incident in = { .dated = true, .from = day, .to = day };
	struct bl_incident_place *p = &in.place[in.n_places++];
	uint32_t *ids;
	size_t n;

	assert_int_equal(bl_gazetteer_query(&ids, &n, bl_str_from(place), NULL),
			 BL_OK);
	p->id = ids[0];
	p->name = bl_str_from(place);
	p->precision = strcmp(place, "Pakistan") ? BL_PRECISION_CITY
						 : BL_PRECISION_COUNTRY;
	free(ids);
	return in;
}

static void test_link__parts_what_was_at_another_time_elsewhere(void **state)
{
	static const struct {
		const char *place;
		bl_day day;
		bool together;
	} cases[] = {
		{ "Karachi", 10, true },   { "Karachi", 100, true },
		{ "Peshawar", 10, true },  { "Peshawar", 100, false },
		{ "Sindh", 100, true },    { "Lyon", 100, false },
		{ "Pakistan", 100, true },
	};
	static const uint32_t same[] = { 1, 2, 3 }, other[] = { 4, 5, 6 };
	struct bl_incident karachi = incident_at("Karachi", 9), in;
	struct bl_report reports[] = { { &karachi, same, 3 },
				       { &in, same, 3 },
				       { NULL, other, 3 },
				       { NULL, other, 3 } };
	uint32_t cluster[4];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		in = incident_at(cases[i].place, cases[i].day);
		assert_int_equal(bl_link_reports(cluster, reports, 4, NULL),
				 BL_OK);
		assert_int_equal(cluster[1] == cluster[0], cases[i].together);
	}
}

static void test_link__takes_none_and_refuses_too_many(void **state)
{
	static struct bl_report many[BL_LINK_MAX_REPORTS + 1];
	static uint32_t cluster[BL_LINK_MAX_REPORTS + 1];
	struct bl_error err = BL_ERROR_INIT;

	(void)state;
	assert_int_equal(bl_link_reports(cluster, many, 0, &err), BL_OK);
	assert_int_equal(bl_link_reports(cluster, many, 1, &err), BL_OK);
	assert_int_equal(cluster[0], 0);
	assert_int_equal(bl_link_reports(cluster, many, BL_LINK_MAX_REPORTS + 1,
					 &err),
			 BL_ERR_LIMIT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_link__groups_reports_of_one_incident),
		cmocka_unit_test(
			test_link__parts_what_was_at_another_time_elsewhere),
		cmocka_unit_test(test_link__takes_none_and_refuses_too_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
