/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "test_reader.h"

#include <stdio.h>

#define LINE 7

static void read_line(struct test_reading *r, const char *json)
{
	test_read(r, &bl_format_jsonl, bl_str_from(json), LINE);
}

static void test_reader_jsonl__reads_all_fields(void **state)
{
	struct test_reading r;

	(void)state;
	read_line(&r, "{\"id\":\"a-1\",\"title\":\" Two\\n words \","
		      "\"text\":\"One.\\n\\nTwo.\",\"date\":\"2023-02-17\","
		      "\"source\":\"Wire\",\"url\":\"http://x.example/1\","
		      "\"lang\":\"en_GB\"}");
	assert_field(&r, id, "a-1");
	assert_field(&r, title, "Two words");
	assert_field(&r, text, "One.\n\nTwo.");
	assert_field(&r, source, "Wire");
	assert_field(&r, url, "http://x.example/1");
	assert_field(&r, lang, "en");
	test_date_is(&r, "2023-02-17");
	test_reading_end(&r);
}

/* What scrapers and newspapers' interfaces write, cut down to its names. */
static const struct {
	const char *json, *id, *title, *text, *source, *date;
} SCRAPERS[] = {
	{ /* news-please */
	  "{\"maintext\":\"Text.\",\"title\":\"T\",\"url\":\"http://e/1\","
	  "\"source_domain\":\"e.example\",\"language\":\"en\","
	  "\"date_publish\":\"2022-11-22 12:45:00\"}",
	  "http://e/1", "T", "Text.", "e.example", "2022-11-22T12:45:00Z" },
	{ /* trafilatura: "source" is the address, "id" null */
	  "{\"title\":\"T\",\"hostname\":\"e.example\",\"id\":null,"
	  "\"date\":\"2022-11-22\",\"raw_text\":\"r\",\"text\":\"Text.\","
	  "\"source\":\"http://e/1\",\"source-hostname\":\"E News\"}",
	  "dir/file#7", "T", "Text.", "E News", "2022-11-22" },
	{ /* NewsAPI */
	  "{\"source\":{\"id\":\"e\",\"name\":\"E News\"},\"title\":\"T\","
	  "\"description\":\"short\",\"url\":\"http://e/1\","
	  "\"publishedAt\":\"2022-11-22T12:45:00Z\",\"content\":\"Text.\"}",
	  "http://e/1", "T", "Text.", "E News", "2022-11-22T12:45:00Z" },
	{ /* Guardian */
	  "{\"id\":\"world/1\",\"webTitle\":\"T\",\"webUrl\":\"http://e/1\","
	  "\"webPublicationDate\":\"2022-11-22T12:45:00Z\","
	  "\"fields\":{\"bodyText\":\"Text.\"}}",
	  "world/1", "T", "Text.", "", "2022-11-22T12:45:00Z" },
	{ /* New York Times */
	  "{\"web_url\":\"http://e/1\",\"headline\":{\"main\":\"T\","
	  "\"kicker\":\"k\"},\"lead_paragraph\":\"Text.\","
	  "\"pub_date\":\"2022-11-22T12:45:00+0000\","
	  "\"source\":\"The Paper\",\"_id\":\"nyt://1\"}",
	  "nyt://1", "T", "Text.", "The Paper", "2022-11-22T12:45:00Z" },
	{ /* WordPress */
	  "{\"id\":17,\"date_gmt\":\"2022-11-22T12:45:00\","
	  "\"link\":\"http://e/1\",\"title\":{\"rendered\":\"A &amp; B\"},"
	  "\"content\":{\"rendered\":\"<p>One.</p>\\n<p>Two.</p>\"}}",
	  "17", "A & B", "One.\n\nTwo.", "", "2022-11-22T12:45:00Z" },
	{ /* mongoexport, with the time in milliseconds */
	  "{\"_id\":{\"$oid\":\"5f1\"},\"headline\":\"T\","
	  "\"body\":[\"One.\",\"Two.\"],\"timestamp\":1669121100000}",
	  "5f1", "T", "One.\nTwo.", "", "2022-11-22T12:45:00Z" },
};

static void test_reader_jsonl__knows_the_names_of_scrapers(void **state)
{
	struct test_reading r;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(SCRAPERS) / sizeof(SCRAPERS[0]); i++) {
		read_line(&r, SCRAPERS[i].json);
		assert_field(&r, id, SCRAPERS[i].id);
		assert_field(&r, title, SCRAPERS[i].title);
		assert_field(&r, text, SCRAPERS[i].text);
		assert_field(&r, source, SCRAPERS[i].source);
		test_date_is(&r, SCRAPERS[i].date);
		test_reading_end(&r);
	}
}

static void test_reader_jsonl__takes_mapped_keys_first(void **state)
{
	const struct bl_key_map map[] = {
		{ "text", "nothing.there" },
		{ "text", "a.b" },
		{ "title", "x.y" },
	};
	struct test_reading r;

	(void)state;
	test_read_mapped(&r, &bl_format_jsonl,
			 BL_STR("{\"text\":\"no\",\"a\":{\"b\":\"yes\"},"
				"\"x.y\":\"dotted\",\"title\":\"no\"}"),
			 LINE, map, sizeof(map) / sizeof(map[0]));
	assert_field(&r, text, "yes");
	assert_field(&r, title, "dotted");
	test_reading_end(&r);
}

static void test_reader_jsonl__passes_over_empty_values(void **state)
{
	struct test_reading r;

	(void)state;
	read_line(&r, "{\"id\":\"\",\"_id\":null,\"uid\":[],\"guid\":true,"
		      "\"uuid\":5,\"text\":\"<p></p>\",\"body\":\"b\","
		      "\"date\":\"soon\",\"published_at\":\"2020-01-02\"}");
	assert_field(&r, id, "5");
	assert_field(&r, text, "b");
	test_date_is(&r, "2020-01-02");
	test_reading_end(&r);
}

static void test_reader_jsonl__leaves_a_strange_date_out(void **state)
{
	struct test_reading r;

	(void)state;
	read_line(&r, "{\"id\":1,\"title\":\"t\",\"date\":\"the other day\"}");
	assert_field(&r, title, "t");
	assert_true(r.article.published == BL_TIME_UNSET);
	test_reading_end(&r);
}

static void test_reader_jsonl__mends_what_scrapers_break(void **state)
{
	struct test_reading r;

	(void)state;
	read_line(&r, "{\"id\":\"1\",\"title\":\"a\xff"
		      "b\tc \\\"NaN\","
		      "\"score\":NaN,\"low\":-Infinity,"
		      "\"hash\":12345678901234567890}");
	assert_field(&r, title,
		     "a\xef\xbf\xbd"
		     "b c \"NaN");
	test_reading_end(&r);
	/* what is mended anyway, and what has to be */
	read_line(&r, "{\"text\":\"a\tb\\u0000c\\ud83d\"}");
	assert_field(&r, text, "a\tb c\xef\xbf\xbd");
	test_reading_end(&r);
	read_line(&r, "{\"text\":\"a\tb\\u0000c\\ud83d\",\"score\":NaN,"
		      "\"bad\":\"\xff\"}");
	assert_field(&r, text, "a\tb c\xef\xbf\xbd");
	test_reading_end(&r);
}

static void test_reader_jsonl__takes_no_id_that_lost_digits(void **state)
{
	struct test_reading r;

	(void)state;
	read_line(&r, "{\"id\":12345678901234567890,\"title\":\"t\"}");
	assert_field(&r, id, "dir/file#7");
	test_reading_end(&r);
	read_line(&r, "{\"id\":9007199254740993,\"title\":\"t\"}");
	assert_field(&r, id, "9007199254740993");
	test_reading_end(&r);
	/* in a record that is mended, too */
	read_line(&r, "{\"id\":123456789012345678901,\"title\":\"t\"}");
	assert_field(&r, id, "dir/file#7");
	test_reading_end(&r);
	read_line(&r, "{\"id\":-123456789012345678901,\"title\":\"t\"}");
	assert_field(&r, id, "dir/file#7");
	test_reading_end(&r);
	read_line(&r, "{\"id\":1234567890123456789,\"title\":\"\xff\"}");
	assert_field(&r, id, "1234567890123456789");
	test_reading_end(&r);
}

static void test_reader_jsonl__never_cuts_an_id(void **state)
{
	char json[BL_ARTICLE_ID_MAX_BYTES + 100];
	struct test_reading r;
	int n;

	(void)state;
	n = snprintf(json, sizeof(json), "{\"title\":\"t\",\"id\":\"");
	memset(json + n, 'i', BL_ARTICLE_ID_MAX_BYTES + 1);
	memcpy(json + n + BL_ARTICLE_ID_MAX_BYTES + 1, "\"}", 3);
	read_line(&r, json);
	assert_field(&r, id, "dir/file#7");
	test_reading_end(&r);
}

static void test_reader_jsonl__takes_html_for_text(void **state)
{
	struct test_reading r;

	(void)state;
	read_line(&r, "{\"title\":\"Q&#038;A\",\"content\":\"<div>One "
		      "<b>bold</b><br><br>Two<script>x()</script></div>\"}");
	assert_field(&r, title, "Q&A");
	assert_field(&r, text, "One bold\n\nTwo");
	test_reading_end(&r);
	read_line(&r, "{\"title\":\"a < b & c > d\",\"text\":\"1 < 2\"}");
	assert_field(&r, title, "a < b & c > d");
	assert_field(&r, text, "1 < 2");
	test_reading_end(&r);
}

static void test_reader_jsonl__takes_an_empty_article(void **state)
{
	struct test_reading r;

	(void)state;
	read_line(&r, "{\"id\":\"471\",\"title\":\"\",\"text\":\"\"}");
	assert_field(&r, id, "471");
	assert_field(&r, text, "");
	test_reading_end(&r);
}

static void test_reader_jsonl__says_what_is_wrong_and_where(void **state)
{
	static const char *const cases[][2] = {
		{ "{\"id\":\"2\", broken",
		  "dir/file:7: not JSON at column 12: "
		  "quoted object property name expected" },
		{ "{\"id\":\"2\"",
		  "dir/file:7: not JSON at column 10: unexpected end of data" },
		{ "{\"id\":\"\xc3\xa9\"} {\"id\":\"2\"}",
		  "dir/file:7: not JSON at column 12: unexpected character" },
		{ "[1]", "dir/file:7: not a JSON object: {\"title\": ..., "
			 "\"text\": ...} is expected" },
		{ "{\"other\":1}",
		  "dir/file:7: no article: none of id, url, title, text, "
		  "body, content and other usual names is there" },
	};
	struct test_reading r;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		read_line(&r, cases[i][0]);
		test_is_skipped(&r, cases[i][1]);
		test_reading_end(&r);
	}
}

static void test_reader_jsonl__refuses_deep_nesting(void **state)
{
	static char json[100000];
	struct test_reading r;

	(void)state;
	memset(json, '[', sizeof(json));
	memcpy(json, "{\"a\":", 5);
	test_read(&r, &bl_format_jsonl, (struct bl_str){ json, sizeof(json) },
		  LINE);
	assert_int_equal(r.status, BL_SKIP);
	assert_non_null(strstr(r.err.text, "dir/file:7: not JSON at column "));
	assert_non_null(strstr(r.err.text, "nesting too deep"));
	test_reading_end(&r);
}

static void test_reader_jsonl__looks_for_text_in_bounded_depth(void **state)
{
	struct test_reading r;
	struct bl_buf json;
	int i;

	(void)state;
	bl_buf_init(&json, 1 << 20);
	bl_buf_adds(&json, "{\"text\":\"t\",\"title\":");
	for (i = 0; i < 1000; i++)
		bl_buf_adds(&json, "{\"name\":");
	bl_buf_adds(&json, "\"deep\"");
	for (i = 0; i < 1000; i++)
		bl_buf_addc(&json, '}');
	bl_buf_addc(&json, '}');
	read_line(&r, json.data);
	assert_field(&r, title, "");
	assert_field(&r, text, "t");
	test_reading_end(&r);
	bl_buf_release(&json);
}

static void test_reader_jsonl__skips_markup_that_is_too_deep(void **state)
{
	struct test_reading r;
	struct bl_buf json;
	int i;

	(void)state;
	bl_buf_init(&json, 1 << 20);
	bl_buf_adds(&json, "{\"text\":\"<p>");
	for (i = 0; i < 2000; i++)
		bl_buf_adds(&json, "<i>");
	bl_buf_adds(&json, "deep\"}");
	read_line(&r, json.data);
	test_is_skipped(&r, "dir/file:7: more than 1024 elements inside of one "
			    "another");
	test_reading_end(&r);
	bl_buf_release(&json);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reader_jsonl__reads_all_fields),
		cmocka_unit_test(
			test_reader_jsonl__knows_the_names_of_scrapers),
		cmocka_unit_test(test_reader_jsonl__takes_mapped_keys_first),
		cmocka_unit_test(test_reader_jsonl__passes_over_empty_values),
		cmocka_unit_test(test_reader_jsonl__leaves_a_strange_date_out),
		cmocka_unit_test(test_reader_jsonl__mends_what_scrapers_break),
		cmocka_unit_test(
			test_reader_jsonl__takes_no_id_that_lost_digits),
		cmocka_unit_test(test_reader_jsonl__never_cuts_an_id),
		cmocka_unit_test(test_reader_jsonl__takes_html_for_text),
		cmocka_unit_test(test_reader_jsonl__takes_an_empty_article),
		cmocka_unit_test(
			test_reader_jsonl__says_what_is_wrong_and_where),
		cmocka_unit_test(test_reader_jsonl__refuses_deep_nesting),
		cmocka_unit_test(
			test_reader_jsonl__looks_for_text_in_bounded_depth),
		cmocka_unit_test(
			test_reader_jsonl__skips_markup_that_is_too_deep),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
