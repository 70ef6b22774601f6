/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The stored record of an article.
 *
 *	byte 0		version, RECORD_VERSION
 *	bytes 1..4	XXH3 (low 32 bits) of everything after them, LE
 *	varint		bytes of the payload before compression
 *	rest		the payload, raw deflate
 *
 * The payload is the publication time as a zigzag varint (0 when unset, else
 * one is added to the zigzag), then each string of the article in the order of
 * its struct, as a varint length and its bytes.
 */
#define ZLIB_CONST
#include "blotter/article.h"

#include <string.h>
#include <zlib.h>

#include "blotter/hash.h"
#include "blotter/utf8.h"

#define RECORD_VERSION 1
#define HEADER_BYTES 5
#define VARINT_MAX_BYTES 10
#define DEFLATE_LEVEL 6 /* 0.37 of news, 29 MB/s; level 1: 0.43, 118 MB/s */
#define RAW_DEFLATE (-MAX_WBITS)
#define PAYLOAD_MAX_BYTES                                      \
	(BL_ARTICLE_TEXT_MAX_BYTES + BL_ARTICLE_ID_MAX_BYTES + \
	 5 * BL_ARTICLE_FIELD_MAX_BYTES)

enum { STRINGS = 6 };

struct string_field {
	size_t offset;
	size_t max_bytes;
};

static const struct string_field strings[STRINGS] = {
	{ offsetof(struct bl_article, id), BL_ARTICLE_ID_MAX_BYTES },
	{ offsetof(struct bl_article, title), BL_ARTICLE_FIELD_MAX_BYTES },
	{ offsetof(struct bl_article, source), BL_ARTICLE_FIELD_MAX_BYTES },
	{ offsetof(struct bl_article, url), BL_ARTICLE_FIELD_MAX_BYTES },
	{ offsetof(struct bl_article, lang), BL_ARTICLE_FIELD_MAX_BYTES },
	{ offsetof(struct bl_article, text), BL_ARTICLE_TEXT_MAX_BYTES },
};

static void put_varint(struct bl_buf *b, uint64_t n)
{
	for (; n >= 0x80; n >>= 7)
		bl_buf_addc(b, (char)(n | 0x80));
	bl_buf_addc(b, (char)n);
}

/* Take a varint off the front of s; false when it is cut short or too long. */
static int take_varint(struct bl_str *s, uint64_t *n)
{
	unsigned shift;

	*n = 0;
	for (shift = 0; s->len && shift < 7 * VARINT_MAX_BYTES; shift += 7) {
		unsigned char c = (unsigned char)*s->data;

		s->data++;
		s->len--;
		if (shift == 63 && c > 1)
			return 0;
		*n |= (uint64_t)(c & 0x7f) << shift;
		if (c < 0x80)
			return 1;
	}
	return 0;
}

static uint64_t zigzag(int64_t t)
{
	return ((uint64_t)t << 1) ^ (t < 0 ? UINT64_MAX : 0);
}

static int64_t unzigzag(uint64_t z)
{
	return (int64_t)(z >> 1) ^ -(int64_t)(z & 1);
}

static bl_status build_payload(struct bl_buf *b, const struct bl_article *a,
			       struct bl_error *err)
{
	size_t i;

	put_varint(b, a->published == BL_TIME_UNSET ? 0
						    : zigzag(a->published) + 1);
	for (i = 0; i < STRINGS; i++) {
		const struct bl_str *s =
			(const void *)((const char *)a + strings[i].offset);

		if (s->len > strings[i].max_bytes)
			return bl_fail(err, BL_ERR_LIMIT,
				       "a field of an article has %zu bytes, "
				       "the limit is %zu",
				       s->len, strings[i].max_bytes);
		put_varint(b, s->len);
		bl_buf_addstr(b, *s);
	}
	return bl_buf_status(b, err);
}

static bl_status deflate_into(struct bl_buf *out, const struct bl_buf *payload,
			      struct bl_error *err)
{
	z_stream z;
	uLong bound;
	char *to;
	int rc;

	memset(&z, 0, sizeof(z));
	if (deflateInit2(&z, DEFLATE_LEVEL, Z_DEFLATED, RAW_DEFLATE, 8,
			 Z_DEFAULT_STRATEGY) != Z_OK)
		return bl_fail_nomem(err);
	bound = deflateBound(&z, (uLong)payload->len);
	to = bl_buf_reserve(out, bound);
	if (!to) {
		deflateEnd(&z);
		return bl_buf_status(out, err);
	}
	z.next_in = (const Bytef *)payload->data;
	z.avail_in = (uInt)payload->len;
	z.next_out = (Bytef *)to;
	z.avail_out = (uInt)bound;
	rc = deflate(&z, Z_FINISH);
	out->len += z.total_out;
	deflateEnd(&z);
	if (rc != Z_STREAM_END)
		return bl_fail(err, BL_ERR_INTERNAL, "deflate: error %d", rc);
	return BL_OK;
}

static void put_header(char *at, struct bl_str rest)
{
	uint32_t sum = bl_hash32(rest.data, rest.len);
	size_t i;

	at[0] = RECORD_VERSION;
	for (i = 0; i < 4; i++)
		at[1 + i] = (char)(sum >> (8 * i));
}

bl_status bl_article_encode(const struct bl_article *a, struct bl_buf *out,
			    struct bl_error *err)
{
	size_t start = out->len;
	struct bl_buf payload;
	bl_status st;

	bl_buf_init(&payload, PAYLOAD_MAX_BYTES + 7 * VARINT_MAX_BYTES);
	st = build_payload(&payload, a, err);
	if (st < 0)
		goto out;
	bl_buf_add(out, "\0\0\0\0", HEADER_BYTES);
	put_varint(out, payload.len);
	st = bl_buf_status(out, err);
	if (st == BL_OK)
		st = deflate_into(out, &payload, err);
	if (st == BL_OK)
		put_header(out->data + start,
			   (struct bl_str){ out->data + start + HEADER_BYTES,
					    out->len - start - HEADER_BYTES });
out:
	bl_buf_release(&payload);
	return st;
}

static bl_status damaged(struct bl_error *err, const char *what)
{
	return bl_fail(err, BL_ERR_CORRUPT, "a stored article is damaged: %s",
		       what);
}

/* Check the header and take it off. */
static bl_status open_record(struct bl_str *bytes, uint64_t *payload_bytes,
			     struct bl_error *err)
{
	char want[HEADER_BYTES];
	struct bl_str rest;

	if (bytes->len < HEADER_BYTES)
		return damaged(err, "it is cut short");
	if (bytes->data[0] != RECORD_VERSION)
		return bl_fail(err, BL_ERR_VERSION,
			       "a stored article has version %u, known is %u",
			       (unsigned char)bytes->data[0], RECORD_VERSION);
	rest.data = bytes->data + HEADER_BYTES;
	rest.len = bytes->len - HEADER_BYTES;
	put_header(want, rest);
	if (memcmp(want, bytes->data, HEADER_BYTES))
		return damaged(err, "its checksum is wrong");
	*bytes = rest;
	if (!take_varint(bytes, payload_bytes) ||
	    *payload_bytes > PAYLOAD_MAX_BYTES + 7 * VARINT_MAX_BYTES)
		return damaged(err, "its length is wrong");
	return BL_OK;
}

static bl_status inflate_exactly(char *out, size_t n, struct bl_str bytes,
				 struct bl_error *err)
{
	z_stream z;
	int rc;

	memset(&z, 0, sizeof(z));
	if (inflateInit2(&z, RAW_DEFLATE) != Z_OK)
		return bl_fail_nomem(err);
	z.next_in = (const Bytef *)bytes.data;
	z.avail_in = bytes.len > UINT32_MAX ? UINT32_MAX : (uInt)bytes.len;
	z.next_out = (Bytef *)out;
	z.avail_out = (uInt)n;
	rc = inflate(&z, Z_FINISH);
	inflateEnd(&z);
	if (rc != Z_STREAM_END || z.total_out != n)
		return damaged(err, "it does not inflate to its length");
	return BL_OK;
}

static bl_status read_payload(struct bl_article *a, struct bl_str payload,
			      struct bl_error *err)
{
	uint64_t n;
	size_t i;

	if (!take_varint(&payload, &n))
		return damaged(err, "it has no time");
	a->published = n ? unzigzag(n - 1) : BL_TIME_UNSET;
	if (n && (a->published < BL_TIME_MIN || a->published > BL_TIME_MAX))
		return damaged(err, "its time is out of range");
	for (i = 0; i < STRINGS; i++) {
		struct bl_str *s = (void *)((char *)a + strings[i].offset);

		if (!take_varint(&payload, &n) || n > payload.len ||
		    n > strings[i].max_bytes)
			return damaged(err, "a string is longer than it");
		s->data = payload.data;
		s->len = (size_t)n;
		if (bl_utf8_valid(s->data, s->len) != s->len)
			return damaged(err, "a string is not UTF-8");
		payload.data += n;
		payload.len -= (size_t)n;
	}
	if (payload.len)
		return damaged(err, "something follows its last string");
	return BL_OK;
}

bl_status bl_article_decode(struct bl_article *a, struct bl_arena *arena,
			    struct bl_str bytes, struct bl_error *err)
{
	uint64_t n;
	bl_status st = open_record(&bytes, &n, err);
	char *payload;

	if (st < 0)
		return st;
	payload = bl_arena_alloc(arena, (size_t)n + 1);
	if (!payload)
		return bl_fail_nomem(err);
	st = inflate_exactly(payload, (size_t)n, bytes, err);
	if (st < 0)
		return st;
	return read_payload(a, (struct bl_str){ payload, (size_t)n }, err);
}
