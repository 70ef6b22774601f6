/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "blotter/article.h"
#include "blotter/date.h"
#include "blotter/schema.h"

/* ---- dates */

static void test_day__round_trips_through_all_years(void **state)
{
	int year, month, mday, y, m, d;
	bl_day day, last = 0;

	(void)state;
	assert_true(bl_day_from_civil(&day, 1970, 1, 1));
	assert_int_equal(day, 0);
	for (year = 1; year <= 9999; year++) {
		for (month = 1; month <= 12; month++) {
			for (mday = 28; mday <= 31; mday++) {
				if (!bl_day_from_civil(&day, year, month, mday))
					continue;
				assert_true(day > last || year < 1971);
				last = day;
				bl_day_to_civil(day, &y, &m, &d);
				assert_int_equal(y, year);
				assert_int_equal(m, month);
				assert_int_equal(d, mday);
			}
		}
	}
	assert_false(bl_day_from_civil(&day, 2023, 2, 29));
	assert_true(bl_day_from_civil(&day, 2024, 2, 29));
	assert_false(bl_day_from_civil(&day, 1900, 2, 29));
}

static void test_time_parse__reads_what_articles_carry(void **state)
{
	static const char *const cases[][2] = {
		{ "2023-02-17", "2023-02-17" },
		{ "2023-02-17T09:30:00Z", "2023-02-17T09:30:00Z" },
		{ "2023-02-17T09:30:00+05:00", "2023-02-17T04:30:00Z" },
		{ "2023-02-17T23:30:00-0500", "2023-02-18T04:30:00Z" },
		{ "2023-02-17T09:30:00.123456Z", "2023-02-17T09:30:00Z" },
		{ "2023-02-17 09:30", "2023-02-17T09:30:00Z" },
		{ "2021-10-17 11:20:00", "2021-10-17T11:20:00Z" },
		{ "2023-02", "2023-02-01" },
		{ "2023/02/17", "2023-02-17" },
		{ "20230217", "2023-02-17" },
		{ "Fri, 17 Feb 2023 09:30:00 +0500", "2023-02-17T04:30:00Z" },
		{ "Fri, 17 Feb 2023 09:30:00 GMT", "2023-02-17T09:30:00Z" },
		{ "17 February 2023", "2023-02-17" },
		{ "Friday, February 17, 2023", "2023-02-17" },
		{ "Feb. 17, 2023 9:30 pm", "2023-02-17T21:30:00Z" },
		{ "February 17th, 2023 at 12:05 a.m.", "2023-02-17T00:05:00Z" },
		{ "14 NOV 89", "1989-11-14" },
		{ "May 2021", "2021-05-01" },
		{ "1676626200", "2023-02-17T09:30:00Z" },
		{ "1676626200000", "2023-02-17T09:30:00Z" },
		{ "1676626200.5", "2023-02-17T09:30:00Z" },
		{ "-62135596800", "0001-01-01" },
	};
	char text[BL_TIME_TEXT_BYTES];
	struct bl_error err;
	bl_time t;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		if (bl_time_parse(&t, bl_str_from(cases[i][0]), &err) < 0)
			fail_msg("%s", err.text);
		assert_string_equal(bl_time_text(text, t), cases[i][1]);
	}
}

static void test_time_parse__guesses_nothing(void **state)
{
	static const char *const cases[] = {
		"",
		"02/03/2023",
		"yesterday",
		"2023-13-01",
		"2023-02-30",
		"17 2023",
		"25:61",
		"2023-02-17T25:00:00Z",
		"12345",
		"17 Feb 2023 13:00 pm",
		"\x01",
		"0000-01-01",
		"2023-2",
		"-62135596801",
		"0001-01-01T00:00:00+05:00",
		"9999-12-31T23:59:59-01:00",
		"-99999999999",
		"99999999999999999999",
	};
	struct bl_error err;
	bl_time t;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		t = BL_TIME_UNSET;
		if (bl_time_parse(&t, bl_str_from(cases[i]), &err) !=
			    BL_ERR_FORMAT ||
		    t != BL_TIME_UNSET)
			fail_msg("read '%s' as a date", cases[i]);
	}
}

static void test_date_span__covers_whole_days(void **state)
{
	static const char *const cases[][3] = {
		{ "2023", "2023-01-01", "2023-12-31T23:59:59Z" },
		{ "2024-02", "2024-02-01", "2024-02-29T23:59:59Z" },
		{ "2023-02-17", "2023-02-17", "2023-02-17T23:59:59Z" },
		{ "30d", "2023-01-18", "2023-01-18T23:59:59Z" },
		{ "2w", "2023-02-03", "2023-02-03T23:59:59Z" },
		{ "1m", "2023-01-17", "2023-01-17T23:59:59Z" },
		{ "2y", "2021-02-17", "2021-02-17T23:59:59Z" },
	};
	static const char *const bad[] = {
		"",           "x", "2023-", "2023-2", "2023-13",
		"2023-02-30", "d", "5q",    "02023",  "2023-02-17x"
	};
	char text[BL_TIME_TEXT_BYTES];
	bl_time first, last, now;
	struct bl_error err;
	size_t i;

	(void)state;
	bl_time_parse(&now, BL_STR("2023-02-17T12:00:00Z"), &err);
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_int_equal(bl_date_span(&first, &last,
					      bl_str_from(cases[i][0]), now,
					      &err),
				 BL_OK);
		assert_string_equal(bl_time_text(text, first), cases[i][1]);
		assert_string_equal(bl_time_text(text, last), cases[i][2]);
	}
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(bl_date_span(&first, &last,
					      bl_str_from(bad[i]), now, &err),
				 BL_ERR_USAGE);
}

/* ---- schema */

static void test_fields__are_found_by_name(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < BL_FIELD_COUNT; i++) {
		assert_int_equal(bl_fields[i].id, i);
		assert_ptr_equal(bl_field_find(bl_str_from(bl_fields[i].name)),
				 &bl_fields[i]);
	}
	assert_null(bl_field_find(BL_STR("tilte")));
	assert_string_equal(bl_field_nearest(BL_STR("tilte"))->name, "title");
	assert_null(bl_field_nearest(BL_STR("http")));
}

static void test_term__keeps_long_texts_apart(void **state)
{
	char text[400];
	struct bl_buf a, b;

	(void)state;
	memset(text, 'x', sizeof(text));
	bl_buf_init(&a, 1000);
	bl_buf_init(&b, 1000);
	bl_term(&a, "Z", (struct bl_str){ text, 199 });
	assert_int_equal(a.len, 200);
	assert_int_equal(a.data[199], 'x');
	bl_buf_clear(&a);
	bl_term(&a, "Z", (struct bl_str){ text, 399 });
	bl_term(&b, "Z", (struct bl_str){ text, 400 });
	assert_int_equal(a.len, BL_TERM_MAX_BYTES);
	assert_int_equal(b.len, BL_TERM_MAX_BYTES);
	assert_false(bl_str_eq(bl_buf_str(&a), bl_buf_str(&b)));
	bl_buf_release(&a);
	bl_buf_release(&b);
}

/* ---- the stored record */

static const struct bl_article sample = {
	.id = { "id-1", 4 },
	.title = { "Two hurt in Kumasi", 18 },
	.text = { "Two people were hurt.\nPolice said so.", 37 },
	.source = { "A Paper", 7 },
	.url = { NULL, 0 },
	.lang = { "en", 2 },
	.published = -12345678,
};

static void test_article__round_trips(void **state)
{
	struct bl_arena arena = BL_ARENA_INIT;
	struct bl_article a, undated = sample;
	struct bl_error err;
	struct bl_buf b;

	(void)state;
	bl_buf_init(&b, 1 << 20);
	assert_int_equal(bl_article_encode(&sample, &b, &err), BL_OK);
	assert_int_equal(bl_article_decode(&a, &arena, bl_buf_str(&b), &err),
			 BL_OK);
	assert_true(bl_str_eq(a.id, sample.id));
	assert_true(bl_str_eq(a.title, sample.title));
	assert_true(bl_str_eq(a.text, sample.text));
	assert_true(bl_str_eq(a.source, sample.source));
	assert_true(bl_str_eq(a.url, sample.url));
	assert_true(bl_str_eq(a.lang, sample.lang));
	assert_int_equal(a.published, sample.published);
	undated.published = BL_TIME_UNSET;
	bl_buf_clear(&b);
	bl_article_encode(&undated, &b, &err);
	assert_int_equal(bl_article_decode(&a, &arena, bl_buf_str(&b), &err),
			 BL_OK);
	assert_true(a.published == BL_TIME_UNSET);
	bl_buf_release(&b);
	bl_arena_release(&arena);
}

static void test_article__every_damaged_bit_is_noticed(void **state)
{
	struct bl_arena arena = BL_ARENA_INIT;
	struct bl_article a;
	struct bl_error err;
	struct bl_buf b;
	size_t bit, n;

	(void)state;
	bl_buf_init(&b, 1 << 20);
	bl_article_encode(&sample, &b, &err);
	for (bit = 0; bit < b.len * 8; bit++) {
		b.data[bit / 8] ^= (char)(1 << bit % 8);
		assert_true(bl_article_decode(&a, &arena, bl_buf_str(&b),
					      &err) < 0);
		b.data[bit / 8] ^= (char)(1 << bit % 8);
		bl_arena_clear(&arena);
	}
	for (n = 0; n < b.len; n++)
		assert_true(bl_article_decode(&a, &arena,
					      (struct bl_str){ b.data, n },
					      &err) < 0);
	bl_buf_release(&b);
	bl_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_day__round_trips_through_all_years),
		cmocka_unit_test(test_time_parse__reads_what_articles_carry),
		cmocka_unit_test(test_time_parse__guesses_nothing),
		cmocka_unit_test(test_date_span__covers_whole_days),
		cmocka_unit_test(test_fields__are_found_by_name),
		cmocka_unit_test(test_term__keeps_long_texts_apart),
		cmocka_unit_test(test_article__round_trips),
		cmocka_unit_test(test_article__every_damaged_bit_is_noticed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
