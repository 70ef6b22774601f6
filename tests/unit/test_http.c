/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "test_reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

#include "http_private.h"

#define BODY_MAX_BYTES ((size_t)256 << 10)
#define GZIP_WINDOW_BITS (15 + 16)

static void test_head_length__ends_at_the_empty_line(void **state)
{
	(void)state;
	assert_int_equal(bl_head_length(BL_STR("A: 1\r\n\r\nbody\r\n\r\n")), 8);
	assert_int_equal(bl_head_length(BL_STR("A: 1\n\nbody")), 6);
	assert_int_equal(bl_head_length(BL_STR("A: 1\r\n\nbody")), 7);
	assert_int_equal(bl_head_length(BL_STR("A: 1\r\nB: 2\r\n")), 0);
	assert_int_equal(bl_head_length(BL_STR("A: 1\r\n\r")), 0);
	assert_int_equal(bl_head_length(BL_STR("")), 0);
}

static void assert_field_is(const char *head, const char *name,
			    const char *expected)
{
	struct bl_str value;
	bool there = bl_head_field(bl_str_from(head), name, &value);

	assert_int_equal(there, expected != NULL);
	test_str_is(value, expected ? expected : "", name);
}

static void test_head_field__finds_the_first_of_a_name(void **state)
{
	static const char head[] = "HTTP/1.1 200 OK\r\n"
				   "content-TYPE:text/html  \r\n"
				   "Empty:\r\n"
				   "no field at all\r\n"
				   "Long: one\r\n two\r\n\tthree\r\n"
				   "Content-Type: text/plain\r\n"
				   "\r\n";

	(void)state;
	assert_field_is(head, "Content-Type", "text/html");
	assert_field_is(head, "Empty", "");
	assert_field_is(head, "Long", "one\r\n two\r\n\tthree");
	assert_field_is(head, "Content", NULL);
	assert_field_is(head, "two", NULL);
	assert_field_is("", "A", NULL);
	assert_field_is("A: 1", "A", "1");
	assert_field_is("A:", "A", "");
	assert_field_is("A", "A", NULL);
}

static void test_head_number__is_digits_alone(void **state)
{
	uint64_t n;

	(void)state;
	assert_true(bl_head_number(BL_STR("0"), &n) && n == 0);
	assert_true(bl_head_number(BL_STR("18446744073709551615"), &n));
	assert_true(n == UINT64_MAX);
	assert_false(bl_head_number(BL_STR("18446744073709551616"), &n));
	assert_false(bl_head_number(BL_STR("99999999999999999999"), &n));
	assert_false(bl_head_number(BL_STR(""), &n));
	assert_false(bl_head_number(BL_STR("-1"), &n));
	assert_false(bl_head_number(BL_STR("1 2"), &n));
}

static void test_head_parameter__reads_charsets(void **state)
{
	(void)state;
	test_str_is(bl_head_parameter(BL_STR("text/html; charset=x"),
				      "charset"),
		    "x", "charset");
	test_str_is(
		bl_head_parameter(BL_STR("text/html;a=b ;Charset = \"x y\""),
				  "charset"),
		"x y", "charset");
	test_str_is(bl_head_parameter(BL_STR("charset=x"), "charset"), "",
		    "charset");
	test_str_is(bl_head_parameter(BL_STR("text/html;charset"), "charset"),
		    "", "charset");
	test_str_is(bl_head_parameter(BL_STR("text/html;charset=\""),
				      "charset"),
		    "\"", "charset");
	assert_true(bl_head_token_is(BL_STR("Text/HTML ; q"), "text/html"));
	assert_false(bl_head_token_is(BL_STR("text/html2"), "text/html"));
	assert_false(bl_head_token_is(BL_STR(""), "text/html"));
}

static void assert_status_is(const char *message, unsigned status)
{
	struct bl_http_response response;

	bl_http_response_read(&response, bl_str_from(message));
	assert_int_equal(response.status, status);
}

static void test_http_response__has_a_status(void **state)
{
	(void)state;
	assert_status_is("HTTP/1.1 200 OK\r\n\r\n", 200);
	assert_status_is("HTTP/1.0 404\r\n\r\n", 404);
	assert_status_is("HTTP/2  301 Moved\n\n", 301);
	assert_status_is("HTTP/1.1 200 OK", 200);
	assert_status_is("HTTP/1.1 OK\r\n\r\n", 0);
	assert_status_is("HTTP/1.1 99999 OK\r\n\r\n", 0);
	assert_status_is("<html>\r\n\r\n", 0);
	assert_status_is("", 0);
}

/* Undo the encodings of a response; buf holds what came of it. */
static struct bl_buf unpacked;

static bl_status unpack(struct bl_str message, bool is_cut,
			struct bl_error *err)
{
	struct bl_http_response response;
	struct bl_arena arena = BL_ARENA_INIT;
	struct bl_str body;
	struct bl_buf buf;
	bl_status st;

	bl_buf_init(&buf, BODY_MAX_BYTES);
	bl_http_response_read(&response, message);
	response.is_cut = is_cut;
	st = bl_http_body(&body, &buf, &arena, &response, err);
	bl_buf_release(&unpacked);
	bl_buf_init(&unpacked, BODY_MAX_BYTES);
	if (st == BL_OK)
		bl_buf_addstr(&unpacked, body);
	bl_buf_release(&buf);
	bl_arena_release(&arena);
	return st;
}

static void assert_unpacks(struct bl_str message, const char *expected)
{
	struct bl_error err = BL_ERROR_INIT;

	if (unpack(message, false, &err) != BL_OK)
		fail_msg("status %d: %s", (int)err.code, err.text);
	test_str_is(bl_buf_str(&unpacked), expected, "body");
}

/* expected: when it is known to be cut; NULL: that does not help. */
static void assert_fails(struct bl_str message, const char *why,
			 const char *expected)
{
	struct bl_error err = BL_ERROR_INIT;

	assert_int_equal(unpack(message, false, &err), BL_ERR_FORMAT);
	assert_string_equal(err.text, why);
	if (!expected) {
		assert_int_equal(unpack(message, true, &err), BL_ERR_FORMAT);
		return;
	}
	assert_int_equal(unpack(message, true, &err), BL_OK);
	test_str_is(bl_buf_str(&unpacked), expected, "cut body");
}

#define CHUNKED "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

static void test_http_body__joins_chunks(void **state)
{
	(void)state;
	assert_unpacks(BL_STR(CHUNKED "5\r\nhello\r\nA;x=y\r\n, world...\r\n"
				      "0\r\nTrailer: 1\r\n\r\n"),
		       "hello, world...");
	assert_unpacks(BL_STR(CHUNKED "0003\nabc\n0\n\n"), "abc");
	assert_unpacks(BL_STR(CHUNKED "0\r\n\r\n"), "");
	/* joined before they were kept */
	assert_unpacks(BL_STR(CHUNKED "<html>"), "<html>");
	assert_unpacks(BL_STR(CHUNKED "face <b>\n"), "face <b>\n");
	assert_unpacks(BL_STR(CHUNKED "12x\n"), "12x\n");
	assert_unpacks(BL_STR(CHUNKED), "");
}

static void test_http_body__tells_damaged_chunks(void **state)
{
	static const char why[] =
		"its body is cut short, or its chunks are damaged, %d bytes "
		"before its end";
	char text[sizeof(why)];

	(void)state;
	snprintf(text, sizeof(text), why, 0);
	assert_fails(BL_STR(CHUNKED "3\r\nabc\r\n9\r\ncut."), text, "abccut.");
	assert_fails(BL_STR(CHUNKED "3\r\nabc\r\n"), text, "abc");
	assert_fails(BL_STR(CHUNKED "3\r\nabc"), text, "abc");
	snprintf(text, sizeof(text), why, 7);
	assert_fails(BL_STR(CHUNKED "3\r\nabc\r\nwhat?\r\n"), text, "abc");
	snprintf(text, sizeof(text), why, 0);
	assert_fails(BL_STR(CHUNKED "fffffffffffffff\r\nabc"), text, "abc");
}

/* A response whose body is `text`, compressed, less its last `cut` bytes. */
static struct bl_str compressed(struct bl_buf *out, const char *coding,
				int window_bits, struct bl_str text, size_t cut)
{
	unsigned char packed[4096];
	z_stream z = { 0 };

	assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, window_bits, 8,
				      Z_DEFAULT_STRATEGY),
			 Z_OK);
	z.next_in = (unsigned char *)(uintptr_t)text.data;
	z.avail_in = (unsigned)text.len;
	z.next_out = packed;
	z.avail_out = sizeof(packed);
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	bl_buf_clear(out);
	bl_buf_addf(out, "HTTP/1.1 200 OK\r\nContent-Encoding: %s\r\n\r\n",
		    coding);
	bl_buf_add(out, packed, z.total_out - cut);
	deflateEnd(&z);
	return bl_buf_str(out);
}

static void test_http_body__inflates(void **state)
{
	const struct bl_str text = BL_STR("a zebra, a zebra, a zebra");
	struct bl_buf b;

	(void)state;
	bl_buf_init(&b, BODY_MAX_BYTES);
	assert_unpacks(compressed(&b, "gzip", GZIP_WINDOW_BITS, text, 0),
		       text.data);
	assert_unpacks(compressed(&b, "X-GZip", GZIP_WINDOW_BITS, text, 0),
		       text.data);
	assert_unpacks(compressed(&b, "deflate", 15, text, 0), text.data);
	assert_unpacks(compressed(&b, "deflate", -15, text, 0), text.data);
	/* of names that no browser knows either */
	assert_unpacks(BL_STR("HTTP/1.1 200 OK\r\nContent-Encoding: utf-8\r\n"
			      "\r\nplain"),
		       "plain");
	/* inflated before it was kept */
	assert_unpacks(BL_STR("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n"
			      "\r\nplain"),
		       "plain");
	bl_buf_release(&b);
}

static void test_http_body__tells_damaged_compression(void **state)
{
	const struct bl_str text = BL_STR("a zebra, a zebra, a zebra");
	struct bl_buf b;

	(void)state;
	bl_buf_init(&b, BODY_MAX_BYTES);
	assert_fails(compressed(&b, "gzip", GZIP_WINDOW_BITS, text, 8),
		     "its compressed body is cut short", text.data);
	compressed(&b, "gzip", GZIP_WINDOW_BITS, text, 0);
	b.data[b.len - 1] ^= 1;
	assert_fails(bl_buf_str(&b),
		     "its compressed body is damaged at byte 32: incorrect "
		     "length check",
		     NULL);
	assert_fails(BL_STR("HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\nx"),
		     "its body is compressed as 'br': only gzip and deflate "
		     "are unpacked",
		     NULL);
	bl_buf_release(&b);
}

static void test_http_body__is_bounded(void **state)
{
	const size_t len = BODY_MAX_BYTES + 1;
	char *zeros = calloc(1, len);
	struct bl_error err = BL_ERROR_INIT;
	struct bl_buf b;

	(void)state;
	assert_non_null(zeros);
	bl_buf_init(&b, BODY_MAX_BYTES);
	compressed(&b, "gzip", GZIP_WINDOW_BITS, (struct bl_str){ zeros, len },
		   0);
	assert_int_equal(unpack(bl_buf_str(&b), false, &err), BL_ERR_LIMIT);
	bl_buf_release(&b);
	free(zeros);
}

static int release_unpacked(void **state)
{
	(void)state;
	bl_buf_release(&unpacked);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_head_length__ends_at_the_empty_line),
		cmocka_unit_test(test_head_field__finds_the_first_of_a_name),
		cmocka_unit_test(test_head_number__is_digits_alone),
		cmocka_unit_test(test_head_parameter__reads_charsets),
		cmocka_unit_test(test_http_response__has_a_status),
		cmocka_unit_test(test_http_body__joins_chunks),
		cmocka_unit_test(test_http_body__tells_damaged_chunks),
		cmocka_unit_test(test_http_body__inflates),
		cmocka_unit_test(test_http_body__tells_damaged_compression),
		cmocka_unit_test(test_http_body__is_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, release_unpacked);
}
