/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "test_reader.h"

/* name: of the format, or why there is none. */
static void assert_detected(struct bl_str head, const char *name)
{
	const struct bl_format *format;
	const char *why = NULL;

	format = bl_format_detect(head.data, head.len, &why);
	if (strcmp(format ? format->name : why, name) != 0)
		fail_msg("'%.*s' is taken as %s, not as %s", (int)head.len,
			 head.data, format ? format->name : why, name);
}

static void test_format_detect__knows_html(void **state)
{
	(void)state;
	assert_detected(BL_STR(" \n<!DOCTYPE html><p>"), "html");
	assert_detected(BL_STR("<HTML lang=en>"), "html");
	assert_detected(BL_STR("\xef\xbb\xbf<head>"), "html");
	assert_detected(BL_STR("<?xml version='1.0'?>\n<!DOCTYPE html>"),
			"html");
	assert_detected(BL_STR("<!-- made by hand -->\n<html>"), "html");
	assert_detected(BL_STR("<p>Only a paragraph"), "html");
	assert_detected(BL_STR("\xff\xfe<\0h\0t\0m\0l\0>\0"), "html");
}

static void test_format_detect__knows_jsonl(void **state)
{
	static char line[BL_HEAD_BYTES];

	(void)state;
	assert_detected(BL_STR("{\"id\": 1}\n{\"id\": 2}\n"), "jsonl");
	assert_detected(BL_STR("\xef\xbb\xbf\n { \"id\": 1}"), "jsonl");
	assert_detected(BL_STR("{\"broken\n{\"id\": 2}\n"), "jsonl");
	memset(line, ',', sizeof(line));
	memcpy(line, "{\"", 2);
	assert_detected((struct bl_str){ line, sizeof(line) }, "jsonl");
	/* the head may end anywhere in the first record */
	assert_detected(BL_STR("{\"text\":\"In Paris, "), "jsonl");
	assert_detected(BL_STR("{\"text\": "), "jsonl");
}

static void test_format_detect__knows_text(void **state)
{
	(void)state;
	assert_detected(BL_STR("Plain words\nand more"), "text");
	assert_detected(BL_STR("Caf\xe9\n"), "text");
	assert_detected(BL_STR("\xff\xfex\0"), "text");
	assert_detected(BL_STR("{Kabul} - Three"), "text");
	assert_detected(BL_STR("[COMMUNIQUE] Three"), "text");
	assert_detected(BL_STR("< 3 and > 2"), "text");
}

static void test_format_detect__says_what_it_does_not_read(void **state)
{
	(void)state;
	assert_detected(BL_STR("%PDF-1.4"), "a PDF file");
	assert_detected(BL_STR("PK\x03\x04rest"), "a ZIP archive");
	assert_detected(BL_STR("\x89PNG\r\n"), "a PNG image");
	assert_detected(BL_STR("abc\0def"), "binary data");
	assert_detected(BL_STR("\x01\x02\x03\x04words"), "binary data");
	assert_detected(BL_STR("[\n {\"id\": 1},"),
			"a JSON array: one object a line is expected");
	assert_detected(BL_STR("{\n \"id\": 1\n}"),
			"a JSON object over several lines: one object a line "
			"is expected");
	assert_detected(BL_STR("{\"id\": 1,\n \"title\": 2\n}"),
			"a JSON object over several lines: one object a line "
			"is expected");
	assert_detected(BL_STR("<?xml version='1.0'?><rss>"),
			"an XML document that is not XHTML");
	assert_detected(BL_STR("\x1f\x8b\x08"), "gzip data inside gzip data");
}

static void test_format_detect__looks_no_further_than_the_head(void **state)
{
	static const char text[] = "%PDF-1.4 ustar WEBP ftyp";
	const char *why;
	size_t len;

	(void)state;
	/* a copy of the exact size, so that ASan sees every overrun */
	for (len = 0; len < sizeof(text); len++) {
		char *head = test_malloc(len + 1);

		memcpy(head + 1, text, len);
		bl_format_detect(head + 1, len, &why);
		test_free(head);
	}
	assert_null(bl_format_detect(text, 5, &why));
}

static void test_format_find__knows_each_by_name(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; bl_formats[i]; i++)
		assert_ptr_equal(bl_format_find(bl_formats[i]->name),
				 bl_formats[i]);
	assert_int_equal(i, 4);
	assert_null(bl_format_find("docx"));
}

static void test_article_text__cuts_between_characters(void **state)
{
	struct bl_arena arena = BL_ARENA_INIT;
	struct bl_str out;

	(void)state;
	assert_int_equal(bl_article_text(&out, &arena, BL_STR("ab\xe2\x82\xac"),
					 4, NULL),
			 BL_OK);
	test_str_is(out, "ab", "cut in a character");
	assert_int_equal(bl_article_text(&out, &arena,
					 BL_STR("ab\xe2\x82\xac!"), 5, NULL),
			 BL_OK);
	test_str_is(out, "ab\xe2\x82\xac", "cut behind a character");
	bl_arena_release(&arena);
}

static void test_article_set_id__refuses_too_long_a_path(void **state)
{
	static char path[BL_ARTICLE_ID_MAX_BYTES + 2];
	struct bl_record rec = { .format = &bl_format_text, .path = path };
	struct bl_article article = BL_ARTICLE_INIT;
	struct bl_arena arena = BL_ARENA_INIT;
	struct bl_error err = BL_ERROR_INIT;

	(void)state;
	memset(path, 'p', sizeof(path) - 1);
	assert_int_equal(bl_article_set_id(&article, &rec, &arena, &err),
			 BL_SKIP);
	path[100] = '\0';
	assert_int_equal(bl_article_set_id(&article, &rec, &arena, &err),
			 BL_OK);
	test_str_is(article.id, path, "id");
	bl_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_format_detect__knows_html),
		cmocka_unit_test(test_format_detect__knows_jsonl),
		cmocka_unit_test(test_format_detect__knows_text),
		cmocka_unit_test(
			test_format_detect__says_what_it_does_not_read),
		cmocka_unit_test(
			test_format_detect__looks_no_further_than_the_head),
		cmocka_unit_test(test_format_find__knows_each_by_name),
		cmocka_unit_test(test_article_text__cuts_between_characters),
		cmocka_unit_test(test_article_set_id__refuses_too_long_a_path),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
