/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "test_incident.h"

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
		reports[i].published = BL_TIME_UNSET;
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

/* Reports that share all their words. */
static void test_link__parts_what_was_at_another_time(void **state)
{
	enum { TIMES = 6 };
	static const struct {
		bl_day happened, published; /* 0: not known */
		bool together;
	} cases[TIMES] = {
		{ 10, 0, true }, { 23, 0, true },  { 24, 0, false },
		{ 0, 23, true }, { 0, 24, false }, { 10, 24, true },
	};
	static const uint32_t same[] = { 1, 2, 3 }, other[] = { 4, 5, 6 };
	struct bl_incident first = { .dated = true, .from = 9, .to = 9 }, in;
	struct bl_report reports[] = {
		{ &first, same, 3, BL_TIME_UNSET },
		{ &in, same, 3, BL_TIME_UNSET },
		{ NULL, other, 3, BL_TIME_UNSET },
		{ NULL, other, 3, BL_TIME_UNSET },
	};
	uint32_t cluster[4];
	size_t i;

	(void)state;
	for (i = 0; i < TIMES; i++) {
		in = first;
		in.dated = cases[i].happened != 0;
		in.from = in.to = cases[i].happened;
		reports[1].published =
			cases[i].published
				? (bl_time)cases[i].published * BL_DAY_SECONDS
				: BL_TIME_UNSET;
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
		cmocka_unit_test(test_link__parts_what_was_at_another_time),
		cmocka_unit_test(test_link__takes_none_and_refuses_too_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
