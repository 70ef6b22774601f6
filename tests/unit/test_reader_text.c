/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "test_reader.h"

#include <stdio.h>

static void read_text(struct test_reading *r, struct bl_str bytes)
{
	test_read(r, &bl_format_text, bytes, 0);
}

static void test_reader_text__takes_the_first_line_as_title(void **state)
{
	struct test_reading r;

	(void)state;
	read_text(&r, BL_STR("\n \n  A title \r\n\r\nOne.\r\nTwo.\n\n"));
	assert_field(&r, title, "A title");
	assert_field(&r, text, "One.\nTwo.");
	assert_field(&r, id, "dir/file");
	assert_true(r.article.published == BL_TIME_UNSET);
	test_reading_end(&r);
}

static void test_reader_text__has_no_title_before_a_long_paragraph(void **state)
{
	struct test_reading r;
	char line[1000];

	(void)state;
	memset(line, 'x', sizeof(line));
	read_text(&r, (struct bl_str){ line, sizeof(line) });
	assert_field(&r, title, "");
	assert_int_equal(r.article.text.len, sizeof(line));
	test_reading_end(&r);
}

/* Wherever it stands: plain text is gone through by several bytes at once. */
static void test_reader_text__makes_spaces_of_controls(void **state)
{
	static const struct {
		const char *control, *becomes;
	} cases[] = {
		{ "\x01", " " },
		{ "\x1f", " " },
		{ "\x7f", " " },
		{ "\xc2\x80", " " },
		{ "\r", "\n" },
		{ "\r\n", "\n" },
		{ "\t", "\t" },
		{ "~", "~" },
		{ "\xc2\xa1", "\xc2\xa1" },
	};
	const char *const line = "0123456789abcdefghijklmno";
	char text[64], expected[64];
	struct test_reading r;
	size_t i, at;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		for (at = 1; at < strlen(line); at++) {
			snprintf(text, sizeof(text), "T\n\n%.*s%s%s", (int)at,
				 line, cases[i].control, line + at);
			snprintf(expected, sizeof(expected), "%.*s%s%s",
				 (int)at, line, cases[i].becomes, line + at);
			read_text(&r, bl_str_from(text));
			assert_field(&r, text, expected);
			test_reading_end(&r);
		}
	}
}

static void test_reader_text__reads_windows_1252(void **state)
{
	struct test_reading r;

	(void)state;
	read_text(&r, BL_STR("Caf\xe9\n\x93na\xefve\x94"));
	assert_field(&r, title, "Caf\xc3\xa9");
	assert_field(&r, text, "\xe2\x80\x9cna\xc3\xafve\xe2\x80\x9d");
	test_reading_end(&r);
}

static void test_reader_text__repairs_broken_utf8(void **state)
{
	struct test_reading r;

	(void)state;
	read_text(&r, BL_STR("Caf\xc3\xa9 \xff\nna\xc3\xafve"));
	assert_field(&r, title, "Caf\xc3\xa9 \xef\xbf\xbd");
	assert_field(&r, text, "na\xc3\xafve");
	test_reading_end(&r);
}

static void test_reader_text__reads_utf16_by_its_mark(void **state)
{
	struct test_reading r;

	(void)state;
	read_text(&r, BL_STR("\xff\xfeH\0\xe9\0\n\0x\0"));
	assert_field(&r, title, "H\xc3\xa9");
	assert_field(&r, text, "x");
	test_reading_end(&r);
	/* the last character is cut short */
	read_text(&r, BL_STR("\xfe\xff\0H\0\xe9\0\n\0x\0"));
	assert_field(&r, title, "H\xc3\xa9");
	assert_field(&r, text, "x\xef\xbf\xbd");
	test_reading_end(&r);
}

static void test_reader_text__drops_the_mark_of_utf8(void **state)
{
	struct test_reading r;

	(void)state;
	read_text(&r, BL_STR("\xef\xbb\xbfTitle\nText"));
	assert_field(&r, title, "Title");
	test_reading_end(&r);
}

static void test_reader_text__keeps_no_control_characters(void **state)
{
	struct test_reading r;

	(void)state;
	read_text(&r, BL_STR("a\x1b[31mb\nc\0d\x7f"
			     "e\xc2\x9b"
			     "f\tg"));
	assert_field(&r, title, "a [31mb");
	assert_field(&r, text, "c d e f\tg");
	test_reading_end(&r);
}

static void test_reader_text__skips_white_space(void **state)
{
	struct test_reading r;

	(void)state;
	read_text(&r, BL_STR(" \n\t\n"));
	test_is_skipped(&r, "dir/file: no text: only white space");
	test_reading_end(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_reader_text__takes_the_first_line_as_title),
		cmocka_unit_test(
			test_reader_text__has_no_title_before_a_long_paragraph),
		cmocka_unit_test(test_reader_text__makes_spaces_of_controls),
		cmocka_unit_test(test_reader_text__reads_windows_1252),
		cmocka_unit_test(test_reader_text__repairs_broken_utf8),
		cmocka_unit_test(test_reader_text__reads_utf16_by_its_mark),
		cmocka_unit_test(test_reader_text__drops_the_mark_of_utf8),
		cmocka_unit_test(test_reader_text__keeps_no_control_characters),
		cmocka_unit_test(test_reader_text__skips_white_space),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
