/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "blotter/json.h"

static void assert_string(struct bl_str s, const char *expected)
{
	struct bl_buf b;

	bl_buf_init(&b, 1024);
	bl_json_string(&b, s);
	assert_int_equal(bl_buf_status(&b, NULL), BL_OK);
	assert_string_equal(b.data, expected);
	bl_buf_release(&b);
}

static void test_json_string__keeps_plain_text(void **state)
{
	(void)state;
	assert_string(BL_STR("caf\xc3\xa9 \xe4\xb8\xad /"),
		      "\"caf\xc3\xa9 \xe4\xb8\xad /\"");
	assert_string(BL_STR_NULL, "\"\"");
}

static void test_json_string__escapes_what_json_forbids(void **state)
{
	(void)state;
	assert_string(BL_STR("a\"b\\c"), "\"a\\\"b\\\\c\"");
	assert_string(BL_STR("\b\f\n\r\t"), "\"\\b\\f\\n\\r\\t\"");
	assert_string(BL_STR("\0x\x1f"), "\"\\u0000x\\u001f\"");
}

static void test_json_string__escapes_what_a_terminal_obeys(void **state)
{
	(void)state;
	assert_string(BL_STR("\033[31m\x7f\xc2\x9b"),
		      "\"\\u001b[31m\\u007f\\u009b\"");
}

static void test_json_string__escapes_line_separators(void **state)
{
	(void)state;
	assert_string(BL_STR("a\xe2\x80\xa8z\xe2\x80\xa9"),
		      "\"a\\u2028z\\u2029\"");
}

static void test_json_string__replaces_malformed_bytes(void **state)
{
	(void)state;
	assert_string(BL_STR("a\xff z\xe2\x80"), "\"a\\ufffd z\\ufffd\"");
}

static void test_json_member__puts_commas_and_nulls(void **state)
{
	struct bl_buf b;

	(void)state;
	bl_buf_init(&b, 1024);
	bl_buf_addc(&b, '{');
	bl_json_member(&b, "id", BL_STR("{"));
	bl_json_member(&b, "url", BL_STR_NULL);
	bl_json_key(&b, "n");
	bl_buf_adds(&b, "1}");
	assert_string_equal(b.data, "{\"id\":\"{\",\"url\":null,\"n\":1}");
	bl_buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_json_string__keeps_plain_text),
		cmocka_unit_test(test_json_string__escapes_what_json_forbids),
		cmocka_unit_test(
			test_json_string__escapes_what_a_terminal_obeys),
		cmocka_unit_test(test_json_string__escapes_line_separators),
		cmocka_unit_test(test_json_string__replaces_malformed_bytes),
		cmocka_unit_test(test_json_member__puts_commas_and_nulls),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
