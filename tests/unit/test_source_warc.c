/* SPDX-License-Identifier: GPL-2.0-or-later */
/* WARC files, whole and damaged, cut into records. */
#include "test_source.h"

#include <sys/stat.h>

#include "stream_private.h"

/* A record with so many bytes said to be in its block; it has 10. */
#define SAID(n, type, page)                                             \
	"WARC/1.0\r\nWARC-Type: " type "\r\nContent-Type: text/plain"   \
	"\r\nWARC-Target-URI: http://a.org/" page "\r\nContent-Length:" \
	" " n "\r\n\r\n" page "23456789\n\r\n\r\n"
#define RECORD(page) SAID("10", "resource", page)
#define NOTE SAID("10", "metadata", "x")
#define BYTES (sizeof(NOTE) - 1) /* 126, of each of them */

/* Cut path: "offset=the block's first two bytes" for each record. */
static struct bl_buf cut;

static void tell_block(struct bl_buf *out, const struct bl_record *rec)
{
	assert_ptr_equal(rec->format, &bl_format_warc);
	assert_int_equal(rec->line, 0);
	assert_true(rec->url.len == 0);
	bl_buf_addf(out, "%d=%.2s\n", (int)rec->offset,
		    rec->bytes.data + rec->bytes.len - 10);
}

static void cut_file(const char *path)
{
	const struct bl_source_options options = { NULL, false };
	uint64_t passed_over =
		tell_records(&cut, &path, 1, &options, tell_block);

	bl_buf_addf(&cut, "%d passed over\n", (int)passed_over);
}

static void assert_cut(const char *path, const char *expected)
{
	cut_file(path);
	assert_string_equal(cut.data, expected);
}

static void assert_cut_part(const char *part)
{
	if (!strstr(cut.data, part))
		fail_msg("no '%s' in '%s'", part, cut.data);
}

static void test_warc__is_cut_into_records(void **state)
{
	(void)state;
	write_text("plain", NOTE RECORD("a") NOTE RECORD("b") NOTE);
	assert_cut("plain", "126=a2\n378=b2\n3 passed over\n");
	write_gzip("whole", NOTE RECORD("a") RECORD("b"), 3 * BYTES, 0);
	assert_cut("whole", "126=a2\n252=b2\n1 passed over\n");
	write_gzip("members", NOTE, BYTES, 0);
	write_gzip("members", RECORD("a"), BYTES, 0);
	write_gzip("members", RECORD("b"), BYTES, 0);
	assert_cut("members", "126=a2\n252=b2\n1 passed over\n");
}

static void test_warc__may_lack_empty_lines(void **state)
{
	(void)state;
	write_bytes("end", RECORD("a"), BYTES - 4);
	assert_cut("end", "0=a2\n0 passed over\n");
	write_bytes("between", RECORD("a"), BYTES - 4);
	write_text("between", RECORD("b"));
	assert_cut("between", "0=a2\n122=b2\n0 passed over\n");
	write_text("more", RECORD("a") "\r\n\n\n\r\n\r\n" RECORD("b"));
	assert_cut("more", "0=a2\n134=b2\n0 passed over\n");
}

static void test_warc__goes_on_behind_garbage(void **state)
{
	(void)state;
	write_text(
		"between",
		RECORD("a") "junk\nof WARC/1.0 two lines\n" RECORD("b") "more");
	assert_cut("between",
		   "0=a2\n"
		   "skip: between: offset 126: 27 bytes are no WARC record: "
		   "'WARC/1.0', or another of version 0 or 1, is "
		   "expected\n"
		   "153=b2\n"
		   "skip: between: offset 279: 4 bytes are no WARC record: "
		   "'WARC/1.0', or another of version 0 or 1, is "
		   "expected\n"
		   "0 passed over\n");
	write_text("version", "WARC/2.0\r\n\r\n");
	assert_cut("version",
		   "skip: version: offset 0: 12 bytes are no WARC record: "
		   "'WARC/1.0', or another of version 0 or 1, is "
		   "expected\n"
		   "0 passed over\n");
}

static void test_warc__tells_a_wrong_length(void **state)
{
	(void)state;
	write_text("f",
		   SAID("7", "resource", "a") RECORD("b")
			   SAID("130", "resource", "c") RECORD("d")
				   SAID("9999", "metadata", "e") RECORD("f"));
	assert_cut("f",
		   "skip: f: offset 0, http://a.org/a: a wrong length: behind "
		   "the 7 bytes that Content-Length says another record is "
		   "expected, or the end\n"
		   "125=b2\n"
		   "skip: f: offset 251, http://a.org/c: a wrong length: "
		   "behind the 130 bytes that Content-Length says another "
		   "record is expected, or the end\n"
		   "378=d2\n"
		   "skip: f: offset 504: cut short: Content-Length is 9999, "
		   "and the data end before\n"
		   "632=f2\n"
		   "0 passed over\n");
}

static void test_warc__tells_a_head_that_is_none(void **state)
{
	(void)state;
	write_text("f",
		   SAID("many", "resource", "a") RECORD("b")
			   SAID("18446744073709551616", "resource", "c") RECORD(
				   "d") "WARC/1.0\r\nWARC-Type: resource\r\n");
	assert_cut("f",
		   "skip: f: offset 0: a WARC record has 'Content-Length: "
		   "many': a number is expected\n"
		   "128=b2\n"
		   "skip: f: offset 254: a WARC record has 'Content-Length: "
		   "18446744073709551616': a number is expected\n"
		   "398=d2\n"
		   "skip: f: offset 524: cut short within its head\n"
		   "0 passed over\n");
}

static void test_warc__tells_a_head_without_end(void **state)
{
	char *line = malloc(100000);

	(void)state;
	assert_non_null(line);
	memset(line, 'x', 100000);
	write_text("f", "WARC/1.0\r\n");
	write_bytes("f", line, 100000);
	write_text("f", "\r\n\r\n" RECORD("b"));
	free(line);
	assert_cut("f",
		   "skip: f: offset 0: the head of a WARC record has no end: "
		   "an empty line is expected within 65536 bytes\n"
		   "100014=b2\n"
		   "0 passed over\n");
}

static void test_warc__tells_a_file_cut_short(void **state)
{
	(void)state;
	write_text("f", RECORD("a"));
	write_bytes("f", RECORD("b"), BYTES - 12);
	assert_cut("f", "0=a2\n"
			"skip: f: offset 126, http://a.org/b: cut short: "
			"Content-Length is 10, and the data end before\n"
			"0 passed over\n");
}

static void test_warc__passes_over_what_is_too_large(void **state)
{
	static const char text[] =
		"WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: %s\r\n"
		"WARC-Target-URI: http://a.org/large\r\n"
		"Content-Length: %zu\r\n\r\n";
	size_t len = BL_PAGE_MAX_BYTES + 1;
	char *block = calloc(1, len), head[300];
	int i;

	(void)state;
	assert_non_null(block);
	for (i = 0; i < 3; i++) {
		snprintf(head, sizeof(head), text,
			 i == 0 ? "text/plain" : "video/mp4", len);
		write_text("f", head);
		write_bytes("f", block, i == 2 ? 99 : len);
		write_text("f", "\r\n\r\n" RECORD("b"));
	}
	free(block);
	assert_cut("f",
		   "skip: f: offset 0, http://a.org/large: a block of 33554433 "
		   "bytes, at most 33554432 are read\n"
		   "33554559=b2\n"
		   "67109243=b2\n"
		   "skip: f: offset 67109369: cut short: Content-Length is "
		   "33554433, and the data end before\n"
		   "1 passed over\n");
}

static void test_warc__goes_on_behind_damaged_gzip_data(void **state)
{
	struct bl_buf bytes;
	struct stat sb;
	size_t second;

	(void)state;
	write_gzip("f", RECORD("a"), BYTES, 0);
	assert_int_equal(stat("f", &sb), 0);
	second = (size_t)sb.st_size;
	write_gzip("f", RECORD("b"), BYTES, 0);
	write_gzip("f", RECORD("c"), BYTES, 0);
	bl_buf_init(&bytes, 1 << 20);
	assert_int_equal(bl_file_read(&bytes, "f", 1 << 20, NULL), BL_OK);
	bytes.data[second + 11] ^= 0x7f;
	write_bytes("bits", bytes.data, bytes.len);
	/* a hole in the second member, up to some bytes into the third */
	write_bytes("hole", bytes.data, second + 5);
	write_bytes("hole", bytes.data + second * 2 + 20, second - 20);
	write_bytes("hole", bytes.data, bytes.len);
	bl_buf_release(&bytes);
	cut_file("bits");
	assert_cut_part("0=a2\nskip: bits: ");
	assert_cut_part("\nskip: bits: damaged gzip data at offset ");
	assert_cut_part("\n252=c2\n0 passed over\n");
	cut_file("hole");
	assert_cut_part("0=a2\nskip: hole: ");
	assert_cut_part("\nskip: hole: damaged gzip data at offset ");
	assert_cut_part("=a2\nskip: hole: ");
	assert_cut_part("=c2\n0 passed over\n");
}

static void test_warc__uses_records_before_a_damage(void **state)
{
	(void)state;
	write_gzip("f", RECORD("a") RECORD("b"), 2 * BYTES, 8);
	write_text("f", "junk, as long as a head of gzip data");
	write_gzip("f", RECORD("c"), BYTES, 0);
	cut_file("f");
	assert_cut_part("0=a2\n126=b2\nskip: f: damaged gzip data at offset ");
	assert_cut_part(": incorrect data check\n252=c2\n");
	write_gzip("between", RECORD("a"), BYTES, 0);
	write_text("between", "junk");
	write_gzip("between", RECORD("b"), BYTES, 0);
	cut_file("between");
	assert_cut_part("0=a2\nskip: between: bytes from offset ");
	assert_cut_part(" are not gzip data, another gzip member or the end is "
			"expected\n126=b2\n");
	write_gzip("short", RECORD("a") RECORD("b"), 2 * BYTES - 9, 12);
	cut_file("short");
	assert_cut_part("0=a2\nskip: short: offset 126, http://a.org/b: cut "
			"short: Content-Length is 10, and the data end before\n"
			"skip: short: gzip data cut short at offset ");
}

/* What is behind a member that was cut short is first taken for its data. */
static void test_warc__goes_back_for_the_next_gzip_member(void **state)
{
	size_t missing;

	(void)state;
	for (missing = 9; missing < 60; missing += 5) {
		write_gzip("f", RECORD("a"), BYTES, 0);
		write_gzip("f", RECORD("b"), BYTES, missing);
		write_gzip("f", RECORD("c"), BYTES, 0);
		write_gzip("f", RECORD("d"), BYTES, missing);
		cut_file("f");
		assert_cut_part("0=a2\n");
		assert_cut_part("=c2\n");
		assert_cut_part("skip: f: gzip data cut short at offset ");
		assert_int_equal(unlink("f"), 0);
	}
}

/* Up to the end of the file, when its data are not compressed. */
static void test_warc__goes_back_from_the_end_of_gzip_data(void **state)
{
	char noise[5000];
	uint32_t x = 1;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(noise); i++) {
		x = x * 1664525 + 1013904223;
		noise[i] = (char)(x >> 24);
	}
	write_gzip("f", RECORD("a"), BYTES, 0);
	write_gzip("f", noise, sizeof(noise), 3000);
	write_gzip("f", RECORD("c"), BYTES, 0);
	cut_file("f");
	assert_cut_part("0=a2\nskip: f: offset 126: ");
	assert_cut_part("\nskip: f: gzip data cut short at offset ");
	assert_cut_part("=c2\n0 passed over\n");
}

static int release_cut(void **state)
{
	bl_buf_release(&cut);
	return release_seen(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
		TEST(test_warc__is_cut_into_records),
		TEST(test_warc__may_lack_empty_lines),
		TEST(test_warc__goes_on_behind_garbage),
		TEST(test_warc__tells_a_wrong_length),
		TEST(test_warc__tells_a_head_that_is_none),
		TEST(test_warc__tells_a_head_without_end),
		TEST(test_warc__tells_a_file_cut_short),
		TEST(test_warc__passes_over_what_is_too_large),
		TEST(test_warc__goes_on_behind_damaged_gzip_data),
		TEST(test_warc__uses_records_before_a_damage),
		TEST(test_warc__goes_back_for_the_next_gzip_member),
		TEST(test_warc__goes_back_from_the_end_of_gzip_data),
#undef TEST
	};

	return cmocka_run_group_tests(tests, NULL, release_cut);
}
