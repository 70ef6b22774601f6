/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "test_visit.h"

#include <stdio.h>

#include "timeline_private.h"

static char said[4096];

static void say(const char *label, const struct bl_figures *f)
{
	size_t len = strlen(said);

	snprintf(said + len, sizeof(said) - len, "%s %d %d\n", label,
		 (int)f->articles, (int)f->killed);
}

/* The timeline as lines: label, articles, killed. */
static const char *timeline(struct visits *v, enum bl_period period,
			    size_t rows)
{
	struct bl_arena arena = BL_ARENA_INIT;
	char label[BL_TIME_TEXT_BYTES];
	struct bl_timeline t;
	struct bl_error err = BL_ERROR_INIT;
	uint64_t matched;
	size_t i;

	said[0] = '\0';
	if (bl_timeline_count(&t, period, rows, &v->base, &all_node, &arena,
			      &matched, &err) < 0) {
		snprintf(said, sizeof(said), "%s", err.text);
		goto out;
	}
	assert_int_equal(matched, v->n);
	for (i = 0; i < t.n; i++)
		say(bl_timeline_label(label, &t, i), &t.sum[i]);
	if (t.undated.articles)
		say("undated", &t.undated);
out:
	bl_arena_release(&arena);
	return said;
}

static void add_day(struct visits *v, int year, int month, int mday,
		    int32_t killed)
{
	struct bl_incident *in = add_visit(v, BL_TIME_UNSET, killed);

	in->dated = true;
	in->from = in->to = day_of(year, month, mday);
}

static void test_timeline__shows_empty_periods(void **state)
{
	struct visits v = { .n = 0 };

	(void)state;
	add_day(&v, 2024, 3, 1, 2);
	add_day(&v, 2023, 12, 31, 1);
	add_day(&v, 2024, 3, 31, BL_COUNT_UNSET);
	assert_string_equal(timeline(&v, BL_PERIOD_MONTH, 50),
			    "2023-12 1 1\n2024-01 0 0\n2024-02 0 0\n"
			    "2024-03 2 2\n");
	assert_string_equal(timeline(&v, BL_PERIOD_YEAR, 50),
			    "2023 1 1\n2024 2 2\n");
	v.backwards = true;
	assert_string_equal(timeline(&v, BL_PERIOD_YEAR, 50),
			    "2023 1 1\n2024 2 2\n");
}

static void test_timeline__begins_weeks_on_monday(void **state)
{
	struct visits v = { .n = 0 };

	(void)state;
	add_day(&v, 1969, 12, 28, 0); /* a Sunday */
	add_day(&v, 1969, 12, 29, 0);
	add_day(&v, 1970, 1, 4, 0);
	add_day(&v, 1970, 1, 5, 0);
	assert_string_equal(timeline(&v, BL_PERIOD_WEEK, 50),
			    "1969-12-22 1 0\n1969-12-29 2 0\n1970-01-05 1 0\n");
}

static void test_timeline__takes_the_day_of_publication_for_unset_ones(
	void **state)
{
	struct visits v = { .n = 0 };

	(void)state;
	add_visit(&v, (bl_time)day_of(2024, 2, 29) * BL_DAY_SECONDS + 86399, 1);
	add_visit(&v, BL_TIME_UNSET, 5);
	/* one without any incident */
	add_visit(&v, (bl_time)day_of(2024, 3, 1) * BL_DAY_SECONDS, 9);
	v.item[2].incidents.n = 0;
	assert_string_equal(timeline(&v, BL_PERIOD_DAY, 50),
			    "2024-02-29 1 1\n2024-03-01 1 0\nundated 1 5\n");
}

static void test_timeline__chooses_the_finest_that_fits(void **state)
{
	struct visits v = { .n = 0 };

	(void)state;
	add_day(&v, 2023, 1, 2, 0);
	add_day(&v, 2023, 2, 1, 0);
	assert_int_equal(strlen(timeline(&v, BL_PERIOD_AUTO, 31)),
			 31 * strlen("2023-01-02 0 0\n"));
	assert_string_equal(timeline(&v, BL_PERIOD_AUTO, 30),
			    "2023-01-02 1 0\n2023-01-09 0 0\n2023-01-16 0 0\n"
			    "2023-01-23 0 0\n2023-01-30 1 0\n");
	assert_string_equal(timeline(&v, BL_PERIOD_AUTO, 4),
			    "2023-01 1 0\n2023-02 1 0\n");
	assert_string_equal(timeline(&v, BL_PERIOD_AUTO, 1), "2023 2 0\n");
	add_day(&v, 2025, 1, 1, 0);
	assert_string_equal(timeline(&v, BL_PERIOD_AUTO, 1),
			    "2023 2 0\n2024 0 0\n2025 1 0\n");
}

static void test_timeline__reaches_over_all_years(void **state)
{
	struct visits v = { .n = 0 };
	const char *lines;

	(void)state;
	add_day(&v, 1, 1, 1, 0);
	add_day(&v, 9999, 12, 31, 0);
	assert_string_equal(timeline(&v, BL_PERIOD_DAY, 50),
			    "--timeline: from the first match to the last it "
			    "is 3652059 days, more than 10000");
	lines = timeline(&v, BL_PERIOD_YEAR, 50);
	assert_memory_equal(lines, "0001 1 0\n0002 0 0\n", 18);
}

static void test_timeline__of_nothing_is_empty(void **state)
{
	struct visits v = { .n = 0 };

	(void)state;
	v.base.engine = &visiting;
	assert_string_equal(timeline(&v, BL_PERIOD_AUTO, 50), "");
	assert_string_equal(timeline(&v, BL_PERIOD_DAY, 50), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_timeline__shows_empty_periods),
		cmocka_unit_test(test_timeline__begins_weeks_on_monday),
		cmocka_unit_test(
			test_timeline__takes_the_day_of_publication_for_unset_ones),
		cmocka_unit_test(test_timeline__chooses_the_finest_that_fits),
		cmocka_unit_test(test_timeline__reaches_over_all_years),
		cmocka_unit_test(test_timeline__of_nothing_is_empty),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
