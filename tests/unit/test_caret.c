/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "caret_private.h"

static void assert_pointed(struct bl_str text, size_t byte,
			   const char *expected)
{
	struct bl_buf b;

	bl_buf_init(&b, 4096);
	bl_caret_point(&b, text, byte);
	assert_int_equal(bl_buf_status(&b, NULL), BL_OK);
	assert_string_equal(b.data, expected);
	bl_buf_release(&b);
}

static void test_caret_column__counts_code_points_from_one(void **state)
{
	(void)state;
	assert_int_equal(bl_caret_column(BL_STR("abc"), 0), 1);
	assert_int_equal(bl_caret_column(BL_STR("abc"), 3), 4);
	assert_int_equal(bl_caret_column(BL_STR("\xc3\xa9t\xc3\xa9 x"), 6), 5);
	assert_int_equal(bl_caret_column(BL_STR_NULL, 0), 1);
}

static void test_caret_point__stands_below_the_character(void **state)
{
	(void)state;
	assert_pointed(BL_STR("a (b OR"), 2, "  a (b OR\n    ^\n");
	assert_pointed(BL_STR("\xc3\xa9t\xc3\xa9 ("), 6,
		       "  \xc3\xa9t\xc3\xa9 (\n      ^\n");
}

static void test_caret_point__stands_behind_the_end(void **state)
{
	(void)state;
	assert_pointed(BL_STR("a AND"), 5, "  a AND\n       ^\n");
	assert_pointed(BL_STR_NULL, 0, "  \n  ^\n");
}

static void test_caret_point__knows_wide_and_combining_characters(void **state)
{
	(void)state;
	assert_pointed(BL_STR("\xe8\xad\xa6\xe5\xaf\x9f ("), 7,
		       "  \xe8\xad\xa6\xe5\xaf\x9f (\n       ^\n");
	assert_pointed(BL_STR("e\xcc\x81("), 3, "  e\xcc\x81(\n   ^\n");
}

static void test_caret_point__shows_nothing_a_terminal_obeys(void **state)
{
	(void)state;
	assert_pointed(BL_STR("\033\tx\xff("), 4, "  ? x?(\n      ^\n");
}

static void test_caret_point__cuts_a_long_query(void **state)
{
	char text[1000], expected[400], *p = expected;

	(void)state;
	memset(text, 'x', sizeof(text));
	text[500] = '(';
	p += snprintf(p, 8, "  \xe2\x80\xa6");
	memset(p, 'x', 72);
	p[36] = '(';
	p += 72;
	snprintf(p, 100, "\xe2\x80\xa6\n%*s^\n", 2 + 1 + 36, "");
	assert_pointed((struct bl_str){ text, sizeof(text) }, 500, expected);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_caret_column__counts_code_points_from_one),
		cmocka_unit_test(test_caret_point__stands_below_the_character),
		cmocka_unit_test(test_caret_point__stands_behind_the_end),
		cmocka_unit_test(
			test_caret_point__knows_wide_and_combining_characters),
		cmocka_unit_test(
			test_caret_point__shows_nothing_a_terminal_obeys),
		cmocka_unit_test(test_caret_point__cuts_a_long_query),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
