/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A stored article of any bytes.  The first byte of the input says how much of
 * the record is made here, so that what a fuzzer changes gets past the
 * checksum, and past the compression.  What is decoded is within its limits,
 * and the same again when it is stored again.
 */
#define ZLIB_CONST
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "blotter/article.h"
#include "blotter/hash.h"
#include "blotter/utf8.h"

#define RECORD_MAX_BYTES ((size_t)16 << 20)
#define HEADER_BYTES 5
#define VERSION 1

enum given {
	GIVEN_RECORD,  /* all of it */
	GIVEN_BODY,    /* what stands behind the checksum */
	GIVEN_PAYLOAD, /* that before it is compressed */
	GIVEN_KINDS
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_that(bool holds)
{
	if (!holds)
		abort();
}

/* Append the bytes behind their version and checksum. */
static void put_body(struct bl_buf *out, struct bl_str body)
{
	uint32_t sum = bl_hash32(body.data, body.len);
	unsigned shift;

	bl_buf_addc(out, VERSION);
	for (shift = 0; shift < 32; shift += 8)
		bl_buf_addc(out, (char)(sum >> shift));
	bl_buf_addstr(out, body);
}

/* Append a length and the payload, deflated. */
static void put_payload(struct bl_buf *out, struct bl_str payload)
{
	size_t n = payload.len;
	z_stream z;
	char *to;

	for (; n >= 0x80; n >>= 7)
		bl_buf_addc(out, (char)(n | 0x80));
	bl_buf_addc(out, (char)n);
	memset(&z, 0, sizeof(z));
	check_that(deflateInit2(&z, 1, Z_DEFLATED, -MAX_WBITS, 8,
				Z_DEFAULT_STRATEGY) == Z_OK);
	z.avail_out = (uInt)deflateBound(&z, (uLong)payload.len);
	to = bl_buf_reserve(out, z.avail_out);
	check_that(to != NULL);
	z.next_in = (const Bytef *)payload.data;
	z.avail_in = (uInt)payload.len;
	z.next_out = (Bytef *)to;
	check_that(deflate(&z, Z_FINISH) == Z_STREAM_END);
	out->len += z.total_out;
	deflateEnd(&z);
}

static void make_record(struct bl_buf *record, enum given given,
			struct bl_str bytes)
{
	struct bl_buf body;

	bl_buf_init(&body, RECORD_MAX_BYTES);
	if (given == GIVEN_PAYLOAD)
		put_payload(&body, bytes);
	else
		bl_buf_addstr(&body, bytes);
	if (given == GIVEN_RECORD)
		bl_buf_addstr(record, bytes);
	else
		put_body(record, bl_buf_str(&body));
	bl_buf_release(&body);
}

static void check_string(struct bl_str s, size_t max_bytes)
{
	check_that(s.len <= max_bytes);
	check_that(bl_utf8_valid(s.data, s.len) == s.len);
}

static void check_article(const struct bl_article *a)
{
	check_string(a->id, BL_ARTICLE_ID_MAX_BYTES);
	check_string(a->title, BL_ARTICLE_FIELD_MAX_BYTES);
	check_string(a->source, BL_ARTICLE_FIELD_MAX_BYTES);
	check_string(a->url, BL_ARTICLE_FIELD_MAX_BYTES);
	check_string(a->lang, BL_ARTICLE_FIELD_MAX_BYTES);
	check_string(a->text, BL_ARTICLE_TEXT_MAX_BYTES);
	check_that(
		a->published == BL_TIME_UNSET ||
		(a->published >= BL_TIME_MIN && a->published <= BL_TIME_MAX));
}

static void check_again(const struct bl_article *a, struct bl_arena *arena)
{
	struct bl_article b = BL_ARTICLE_INIT;
	struct bl_error err;
	struct bl_buf record;

	bl_buf_init(&record, RECORD_MAX_BYTES);
	check_that(bl_article_encode(a, &record, &err) == BL_OK);
	check_that(bl_article_decode(&b, arena, bl_buf_str(&record), &err) ==
		   BL_OK);
	check_that(a->published == b.published);
	check_that(bl_str_eq(a->id, b.id) && bl_str_eq(a->title, b.title) &&
		   bl_str_eq(a->text, b.text) &&
		   bl_str_eq(a->source, b.source) && bl_str_eq(a->url, b.url) &&
		   bl_str_eq(a->lang, b.lang));
	bl_buf_release(&record);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bl_article a = BL_ARTICLE_INIT;
	struct bl_error err = BL_ERROR_INIT;
	struct bl_arena arena;
	struct bl_buf record;
	bl_status st;

	if (!size)
		return 0;
	bl_arena_init(&arena);
	bl_buf_init(&record, RECORD_MAX_BYTES);
	make_record(&record, (enum given)(data[0] % GIVEN_KINDS),
		    (struct bl_str){ (const char *)data + 1, size - 1 });
	st = bl_article_decode(&a, &arena, bl_buf_str(&record), &err);
	check_that(st == BL_OK || st == BL_ERR_CORRUPT || st == BL_ERR_VERSION);
	if (st == BL_OK) {
		check_article(&a);
		check_again(&a, &arena);
	} else {
		check_that(err.text[0] != '\0');
	}
	bl_buf_release(&record);
	bl_arena_release(&arena);
	return 0;
}
