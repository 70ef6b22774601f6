/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "incident_words_private.h"

static bl_day day_of(int year, int month, int mday)
{
	bl_day day = 0;

	assert_true(bl_day_from_civil(&day, year, month, mday));
	return day;
}

static void test_words__of_tolls(void **state)
{
	static const struct {
		struct bl_toll toll;
		const char *expected;
	} cases[] = {
		{ { .min = BL_COUNT_UNSET, .max = BL_COUNT_UNSET }, "" },
		{ { .min = 9, .max = 9 }, "9 killed" },
		{ { .min = 0, .max = 0 }, "nobody killed" },
		{ { .min = 0, .max = 3 }, "up to 3 killed" },
		{ { .min = 4, .max = 6 }, "4 to 6 killed" },
		{ { .min = 4, .max = BL_COUNT_UNSET, .attackers = 2 },
		  "at least 4 killed (2 attackers)" },
		{ { .min = 1, .max = 1, .attackers = 1 },
		  "1 killed (1 attacker)" },
		{ { .min = 5, .max = 5, .attackers = BL_COUNT_UNSET },
		  "5 killed" },
	};
	struct bl_buf out;
	size_t i;

	(void)state;
	bl_buf_init(&out, 1 << 10);
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		bl_buf_clear(&out);
		bl_buf_addc(&out, '|');
		bl_words_toll(&out, &cases[i].toll, "killed");
		assert_string_equal(out.data + 1, cases[i].expected);
	}
	bl_buf_release(&out);
}

static void test_words__of_dates(void **state)
{
	const struct {
		bl_day from, to;
		const char *expected;
	} cases[] = {
		{ day_of(2023, 2, 17), day_of(2023, 2, 17), "2023-02-17" },
		{ day_of(2023, 2, 17), day_of(2023, 2, 19),
		  "2023-02-17 to 2023-02-19" },
		{ day_of(2024, 2, 1), day_of(2024, 2, 29), "2024-02" },
		{ day_of(2023, 12, 1), day_of(2023, 12, 31), "2023-12" },
		{ day_of(2023, 2, 1), day_of(2023, 2, 27),
		  "2023-02-01 to 2023-02-27" },
		{ day_of(2023, 2, 1), day_of(2023, 3, 31),
		  "2023-02-01 to 2023-03-31" },
		{ day_of(1990, 1, 1), day_of(1990, 12, 31), "1990" },
		{ day_of(1990, 1, 1), day_of(1991, 12, 31),
		  "1990-01-01 to 1991-12-31" },
	};
	struct bl_incident in = { .dated = true };
	struct bl_buf out;
	size_t i;

	(void)state;
	bl_buf_init(&out, 1 << 10);
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		in.from = cases[i].from;
		in.to = cases[i].to;
		bl_buf_clear(&out);
		bl_words_date(&out, &in);
		assert_string_equal(out.data, cases[i].expected);
	}
	bl_buf_release(&out);
}

static void test_words__of_an_incident_obey_no_control_sequence(void **state)
{
	struct bl_incident in = {
		.stage = BL_STAGE_ATTEMPTED,
		.n_places = 1,
		.n_actors = 2,
		.killed = { .min = BL_COUNT_UNSET },
		.injured = { .min = 9, .max = 9 },
		.kidnapped = { .min = BL_COUNT_UNSET },
	};
	struct bl_buf out;

	(void)state;
	in.types[in.n_types++] = bl_incident_type_find(BL_STR("bombing"));
	in.place[0].name = BL_STR("Kara\033[31mchi");
	in.place[0].country_name = BL_STR("Pakistan");
	in.actor[0].name = BL_STR("The\nBand");
	in.actor[0].status = BL_ACTOR_CLAIMED;
	in.actor[1].name = BL_STR("gunmen");
	bl_buf_init(&out, 1 << 10);
	bl_words_incident(&out, &in);
	assert_string_equal(out.data, "bombing (attempted)\n"
				      "Karachi, Pakistan\n"
				      "9 injured\n"
				      "The Band (claimed)\n"
				      "gunmen\n");
	bl_buf_clear(&out);
	in = (struct bl_incident){ .n_places = 1,
				   .killed = { .min = 3, .max = 3 },
				   .injured = { .min = BL_COUNT_UNSET },
				   .kidnapped = { .min = 2, .max = 2 } };
	in.place[0].name = in.place[0].country_name = BL_STR("Pakistan");
	bl_words_incident(&out, &in);
	assert_string_equal(out.data,
			    "incident\nPakistan\n3 killed\n2 kidnapped\n");
	bl_buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words__of_tolls),
		cmocka_unit_test(test_words__of_dates),
		cmocka_unit_test(
			test_words__of_an_incident_obey_no_control_sequence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
