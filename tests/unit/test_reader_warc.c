/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "test_reader.h"

#include "warc_private.h"

#define URL "http://example.org/2025/zebra"
#define HEAD(type) \
	"WARC/1.1\r\nWARC-Type: " type "\r\nWARC-Target-URI: " URL "\r\n"
#define NUMBERED "Content-Length: 1\r\n\r\n" /* it is not the reader's */
#define RESPONSE                                                        \
	HEAD("response")                                                \
	"Content-Type: application/http; msgtype=response\r\n" NUMBERED \
	"HTTP/1.1 200 OK\r\n"

static void read_record(struct test_reading *r, struct bl_str bytes)
{
	struct bl_record rec = { .format = &bl_format_warc,
				 .path = "dir/a.warc",
				 .offset = 77,
				 .bytes = bytes };
	struct bl_parse_options options = { NULL, 0 };

	memset(r, 0, sizeof(*r));
	bl_arena_init(&r->arena);
	r->status = bl_format_warc.parse(&rec, &options, &r->arena, &r->article,
					 &r->err);
}

static void assert_text_is(struct bl_str bytes, const char *text)
{
	struct test_reading r;

	read_record(&r, bytes);
	assert_field(&r, text, text);
	assert_field(&r, id, URL);
	assert_field(&r, url, URL);
	test_reading_end(&r);
}

static void assert_skipped(struct bl_str bytes, const char *message)
{
	struct test_reading r;

	read_record(&r, bytes);
	test_is_skipped(&r, message);
	test_reading_end(&r);
}

static void test_reader_warc__reads_a_page(void **state)
{
	struct test_reading r;

	(void)state;
	read_record(&r, BL_STR(RESPONSE "Content-Type: text/html\r\n\r\n"
					"<html lang=en><title>A zebra</title>"
					"<meta name=DC.identifier content=z-1>"
					"<meta name=DC.date content=2025-06-01>"
					"<link rel=canonical "
					"href=http://example.org/other>"
					"<p>It escaped."));
	assert_field(&r, title, "A zebra");
	assert_field(&r, text, "It escaped.");
	assert_field(&r, lang, "en");
	test_date_is(&r, "2025-06-01");
	/* an archive knows better than a page where it was */
	assert_field(&r, id, URL);
	assert_field(&r, url, URL);
	test_reading_end(&r);
}

static void test_reader_warc__does_not_date_a_page_by_its_capture(void **state)
{
	struct test_reading r;

	(void)state;
	read_record(&r, BL_STR(HEAD("resource") "WARC-Date: 2025-06-01T00:00:"
						"00Z\r\nContent-Type: "
						"text/plain\r\n" NUMBERED
						"Zebra\nIt escaped."));
	assert_field(&r, title, "Zebra");
	assert_true(r.article.published == BL_TIME_UNSET);
	test_reading_end(&r);
}

static void test_reader_warc__reads_what_is_no_response(void **state)
{
	(void)state;
	assert_text_is(
		BL_STR(HEAD("resource") "Content-Type: text/html\r\n" NUMBERED
					"<html><p>It escaped."),
		"It escaped.");
	assert_text_is(
		BL_STR(HEAD(
			"conversion") "Content-Type: text/plain\r\n" NUMBERED
				      "Zebra\nIt <p> escaped."),
		"It <p> escaped.");
	assert_text_is(
		BL_STR(HEAD("response") "Content-Type: text/html\r\n" NUMBERED
					"<html><p>It escaped."),
		"It escaped.");
	/* declared as nothing */
	assert_text_is(BL_STR(HEAD("resource") NUMBERED "<p>It escaped."),
		       "It escaped.");
	assert_text_is(BL_STR(RESPONSE "\r\nZebra\nIt escaped."),
		       "It escaped.");
}

static void test_reader_warc__believes_the_charset_of_the_head(void **state)
{
	(void)state;
	assert_text_is(BL_STR(RESPONSE
			      "Content-Type: text/html;charset=KOI8-R\r\n\r\n"
			      "<html><meta charset=iso-8859-1><p>\xda\xc5\xc2"),
		       "\xd0\xb7\xd0\xb5\xd0\xb1");
	assert_text_is(BL_STR(RESPONSE
			      "Content-Type: text/plain; charset=KOI8-R\r\n\r\n"
			      "\n\nZebra\n\xda\xc5\xc2"),
		       "\xd0\xb7\xd0\xb5\xd0\xb1");
	/* but not that it is UTF-8 */
	assert_text_is(BL_STR(RESPONSE
			      "Content-Type: text/html;charset=utf-8\r\n\r\n"
			      "<html><p>caf\xe9"),
		       "caf\xc3\xa9");
	assert_text_is(BL_STR(RESPONSE
			      "Content-Type: text/plain;charset=utf-8\r\n\r\n"
			      "Zebra\ncaf\xe9"),
		       "caf\xc3\xa9");
	/* nor a name that means nothing */
	assert_text_is(BL_STR(RESPONSE
			      "Content-Type: text/html;charset=none\r\n\r\n"
			      "<html><meta charset=koi8-r><p>\xda\xc5\xc2"),
		       "\xd0\xb7\xd0\xb5\xd0\xb1");
}

static void test_reader_warc__unpacks_bodies(void **state)
{
	(void)state;
	assert_text_is(BL_STR(RESPONSE "Content-Type: text/html\r\n"
				       "Transfer-Encoding: chunked\r\n\r\n"
				       "9\r\n<html><p>\r\nb\r\nIt escaped.\r\n"
				       "0\r\n\r\n"),
		       "It escaped.");
	/* cut by the crawler, which says so */
	assert_text_is(
		BL_STR(HEAD(
			"response") "WARC-Truncated: length\r\n" NUMBERED
				    "HTTP/1.1 200 OK\r\n"
				    "Content-Type: text/html\r\n"
				    "Transfer-Encoding: chunked\r\n\r\n"
				    "9\r\n<html><p>\r\nb\r\nIt escaped.\r\n1f\r\nA"),
		"It escaped.A");
}

static void test_reader_warc__tells_where_and_why(void **state)
{
	(void)state;
	assert_skipped(BL_STR(RESPONSE "Content-Type: text/html\r\n"
				       "Content-Encoding: br\r\n\r\nx"),
		       "dir/a.warc: offset 77, " URL
		       ": its body is compressed as 'br': only gzip and "
		       "deflate are unpacked");
	assert_skipped(BL_STR(RESPONSE "Content-Type: text/html\r\n\r\n"
				       "%PDF-1.4"),
		       "dir/a.warc: offset 77, " URL
		       ": no page but a PDF file");
	assert_skipped(BL_STR(RESPONSE "Content-Type: text/html\r\n\r\n"
				       "{\"a\":1}"),
		       "dir/a.warc: offset 77, " URL
		       ": no page but JSON Lines, an article a line");
	assert_skipped(BL_STR(RESPONSE "Content-Type: text/html\r\n\r\n"
				       "<html></html>"),
		       "dir/a.warc: offset 77, " URL
		       ": no text: a page without any");
	assert_skipped(BL_STR(HEAD("response") NUMBERED "<html><p>It escaped."),
		       "dir/a.warc: offset 77, " URL
		       ": no HTTP response: a line as 'HTTP/1.1 200 OK' is "
		       "expected first");
	assert_skipped(BL_STR("WARC/1.0\r\nContent-Length: 5 bytes\r\n\r\n"),
		       "dir/a.warc: offset 77: a WARC record has "
		       "'Content-Length: 5 bytes': a number is expected");
}

static void test_reader_warc__gives_a_long_address_an_id(void **state)
{
	struct test_reading r;
	struct bl_buf b;
	int i;

	(void)state;
	bl_buf_init(&b, 1 << 16);
	bl_buf_adds(&b, "WARC/1.0\r\nWARC-Type: conversion\r\n"
			"WARC-Target-URI: http://example.org/");
	for (i = 0; i < 300; i++)
		bl_buf_adds(&b, "0123456789");
	bl_buf_adds(&b, "\r\n" NUMBERED "Zebra\nIt escaped.");
	read_record(&r, bl_buf_str(&b));
	assert_field(&r, id, "dir/a.warc#77");
	assert_int_equal(r.article.url.len, 3019);
	test_reading_end(&r);
	bl_buf_release(&b);
}

/* Whether a record holds a page. */
static void assert_page(const char *fields, const char *block, bool expected)
{
	struct bl_warc_head head = { .text = bl_str_from(fields) };
	struct bl_warc_page page;

	if (bl_warc_page_read(&page, &head, bl_str_from(block)) != expected)
		fail_msg("%s page in: %s%s", expected ? "no" : "a", fields,
			 block);
}

#define HTTP_HTML "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>a"
#define AT(type, uri) \
	"WARC/1.0\r\nWARC-Type: " type "\r\nWARC-Target-URI: " uri "\r\n\r\n"
#define PLAIN(uri)                                                    \
	"WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/plain" \
	"\r\nWARC-Target-URI: " uri "\r\n\r\n"

static void test_warc_page__is_html_or_text_from_the_web(void **state)
{
	(void)state;
	assert_page(AT("response", "http://a.org/"), HTTP_HTML, true);
	assert_page(AT("response", "<https://a.org/>"), HTTP_HTML, true);
	assert_page(AT("request", "http://a.org/"), HTTP_HTML, false);
	assert_page(AT("revisit", "http://a.org/"), HTTP_HTML, false);
	assert_page(AT("metadata", "http://a.org/"), "via: x\r\n", false);
	assert_page("WARC/1.0\r\nWARC-Type: warcinfo\r\n\r\n", "a: b", false);
	assert_page(AT("response", "dns:a.org"), "20250601 a.org", false);
	assert_page(AT("response", "http://a.org/"),
		    "HTTP/1.1 404 Gone\r\nContent-Type: text/html\r\n\r\n<p>a",
		    false);
	assert_page(AT("response", "http://a.org/"),
		    "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG",
		    false);
	assert_page(AT("response", "http://a.org/robots.txt"), HTTP_HTML,
		    false);
	assert_page(AT("response", "http://a.org/x/robots.txt"), HTTP_HTML,
		    true);
	assert_page(PLAIN("http://a.org/a"), "a", true);
	assert_page(PLAIN("file:///a"), "a", true);
	assert_page(PLAIN("ftp://a.org/a"), "a", true);
	assert_page(PLAIN("metadata://gnu.org/software/wget/warc/wget.log"),
		    "a", false);
	assert_page(PLAIN("urn:text:http://a.org/"), "a", false);
	assert_page(PLAIN(""), "a", false);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reader_warc__reads_a_page),
		cmocka_unit_test(
			test_reader_warc__does_not_date_a_page_by_its_capture),
		cmocka_unit_test(test_reader_warc__reads_what_is_no_response),
		cmocka_unit_test(
			test_reader_warc__believes_the_charset_of_the_head),
		cmocka_unit_test(test_reader_warc__unpacks_bodies),
		cmocka_unit_test(test_reader_warc__tells_where_and_why),
		cmocka_unit_test(test_reader_warc__gives_a_long_address_an_id),
		cmocka_unit_test(test_warc_page__is_html_or_text_from_the_web),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
