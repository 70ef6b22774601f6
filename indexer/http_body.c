/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>
#include <zlib.h>

#include "http_private.h"

/* inflateInit2: the largest window; 16 more: in a gzip wrapper, negative: in
 * none. */
#define WINDOW_BITS 15
#define GZIP_WINDOW_BITS (WINDOW_BITS + 16)

#define INFLATE_STEP_BYTES ((size_t)64 << 10)

/* Of a chunk's line: room for a size, and for extensions that nobody uses. */
#define CHUNK_LINE_MAX_BYTES ((size_t)4096)
#define CHUNK_DIGITS_MAX 15 /* of a size: 60 bits */

static bool add_hex_digit(size_t *size, char c)
{
	unsigned lower = (unsigned char)c | 0x20u;

	if (c >= '0' && c <= '9')
		*size = *size * 16 + (size_t)(c - '0');
	else if (lower >= 'a' && lower <= 'f')
		*size = *size * 16 + (lower - 'a' + 10);
	else
		return false;
	return true;
}

/* The line "1a3f" or "1a3f;extension" that s begins with, cut off it. */
static bool take_chunk_size(struct bl_str *s, size_t *size)
{
	size_t room = s->len < CHUNK_LINE_MAX_BYTES ? s->len
						    : CHUNK_LINE_MAX_BYTES;
	const char *newline = room ? memchr(s->data, '\n', room) : NULL;
	struct bl_str line;
	size_t digits = 0;

	if (!newline)
		return false;
	*size = 0;
	while (digits < CHUNK_DIGITS_MAX &&
	       add_hex_digit(size, s->data[digits]))
		digits++;
	line.data = s->data + digits;
	line.len = (size_t)(newline - line.data);
	line = bl_str_trim(line);
	if (!digits || (line.len > 0 && line.data[0] != ';'))
		return false;
	s->len -= (size_t)(newline + 1 - s->data);
	s->data = newline + 1;
	return true;
}

static void skip_line_end(struct bl_str *s)
{
	size_t n = s->len > 0 && s->data[0] == '\r';

	n += s->len > n && s->data[n] == '\n';
	s->data += n;
	s->len -= n;
}

static bl_status join_chunks(struct bl_str *body, struct bl_arena *arena,
			     bool may_be_cut, struct bl_error *err)
{
	struct bl_str left = *body;
	size_t size, n, len = 0;
	bool is_cut = false;
	char *joined;

	if (!take_chunk_size(&left, &size))
		return BL_OK; /* they were joined before they were kept */
	joined = bl_arena_alloc(arena, body->len);
	if (!joined)
		return bl_fail_nomem(err);
	while (size > 0 && !is_cut) {
		n = size < left.len ? size : left.len;
		memcpy(joined + len, left.data, n);
		len += n;
		left.data += n;
		left.len -= n;
		skip_line_end(&left);
		is_cut = n < size || !take_chunk_size(&left, &size);
	}
	if (is_cut && !may_be_cut)
		return bl_fail(err, BL_ERR_FORMAT,
			       "its body is cut short, or its chunks are "
			       "damaged, %zu bytes before its end",
			       left.len);
	*body = (struct bl_str){ joined, len };
	return BL_OK;
}

/* Inflate up to the end of the stream: rc is that of the last call. */
static bl_status inflate_all(int *rc, z_stream *z, struct bl_buf *buf,
			     struct bl_error *err)
{
	char *to;

	do {
		to = bl_buf_reserve(buf, INFLATE_STEP_BYTES);
		if (!to)
			return bl_buf_status(buf, err);
		z->next_out = (unsigned char *)to;
		z->avail_out = INFLATE_STEP_BYTES;
		*rc = inflate(z, Z_NO_FLUSH);
		buf->len += INFLATE_STEP_BYTES - z->avail_out;
	} while (*rc == Z_OK);
	return *rc == Z_MEM_ERROR ? bl_fail_nomem(err) : BL_OK;
}

static bl_status inflate_body(struct bl_str *body, struct bl_buf *buf,
			      int window_bits, bool may_be_cut,
			      struct bl_error *err)
{
	z_stream z = { 0 };
	bl_status st;
	int rc;

	if (inflateInit2(&z, window_bits) != Z_OK)
		return bl_fail_nomem(err);
	/* zlib's argument is not const, for reasons of history */
	memcpy(&z.next_in, &body->data, sizeof(z.next_in));
	z.avail_in = (unsigned)body->len; /* at most BL_PAGE_MAX_BYTES */
	st = inflate_all(&rc, &z, buf, err);
	if (st == BL_OK && rc == Z_BUF_ERROR && !may_be_cut)
		st = bl_fail(err, BL_ERR_FORMAT,
			     "its compressed body is cut short");
	else if (st == BL_OK && rc != Z_STREAM_END && rc != Z_BUF_ERROR)
		st = bl_fail(err, BL_ERR_FORMAT,
			     "its compressed body is damaged at byte %lu: %s",
			     z.total_in,
			     z.msg ? z.msg : "not as deflate writes it");
	inflateEnd(&z);
	*body = bl_buf_str(buf);
	return st;
}

/* By its first two bytes; 0: the body is not compressed. */
static int window_bits_of(struct bl_str body, bool is_deflate)
{
	unsigned first, second;

	if (body.len < 2)
		return 0;
	first = (unsigned char)body.data[0];
	second = (unsigned char)body.data[1];
	if (first == 0x1f && second == 0x8b)
		return GZIP_WINDOW_BITS;
	if (!is_deflate)
		return 0;
	/* "deflate" means in a zlib wrapper, and some servers forget it */
	if ((first & 0x0f) == Z_DEFLATED && (first * 256 + second) % 31 == 0)
		return WINDOW_BITS;
	return -WINDOW_BITS;
}

bl_status bl_http_body(struct bl_str *body, struct bl_buf *buf,
		       struct bl_arena *arena,
		       const struct bl_http_response *response,
		       struct bl_error *err)
{
	/* a browser ignores names it has never heard of, and so do we */
	static const char *const UNREAD[] = { "br", "zstd", "compress" };
	struct bl_str coding = response->content_encoding;
	bool is_deflate = bl_head_token_is(coding, "deflate");
	bl_status st = BL_OK;
	int window_bits = 0;
	size_t i;

	*body = response->body;
	if (bl_head_token_is(response->transfer_encoding, "chunked"))
		st = join_chunks(body, arena, response->is_cut, err);
	for (i = 0; st == BL_OK && i < sizeof(UNREAD) / sizeof(*UNREAD); i++) {
		if (bl_head_token_is(coding, UNREAD[i]))
			st = bl_fail(err, BL_ERR_FORMAT,
				     "its body is compressed as '%s': only "
				     "gzip and deflate are unpacked",
				     UNREAD[i]);
	}
	if (is_deflate || bl_head_token_is(coding, "gzip") ||
	    bl_head_token_is(coding, "x-gzip"))
		window_bits = window_bits_of(*body, is_deflate);
	if (st == BL_OK && window_bits)
		st = inflate_body(body, buf, window_bits, response->is_cut,
				  err);
	return st;
}
