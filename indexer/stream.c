/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stream_private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#define RAW_BYTES ((size_t)64 << 10)

/* inflateInit2: the largest window, in a gzip wrapper only. */
#define GZIP_WINDOW_BITS (15 + 16)

#define MEMBER_HEAD_BYTES 10 /* of a gzip member, without its names */

enum coding { CODING_PLAIN, CODING_GZIP };

struct bl_stream {
	const char *path;
	int fd;
	enum coding coding;
	bool between_members; /* of a gzip file: at the end of one */
	bool at_eof;          /* read() has returned 0 */
	bool failed;          /* told once; nothing more comes, ... */
	bool is_damaged;      /* ... unless another member is looked for */
	uint64_t raw_bytes;
	uint64_t member_at; /* raw offset of the gzip member */
	uint64_t inflated_bytes;
	z_stream z; /* next_in and avail_in: what raw still holds */
	unsigned char raw[RAW_BYTES];
};

bl_status bl_skip_errno(struct bl_error *err, int errnum, const char *verb,
			const char *path)
{
	bl_fail_errno(err, errnum, "cannot %s '%s'", verb, path);
	if (err)
		err->code = BL_SKIP;
	return BL_SKIP;
}

static const char *special_file_kind(mode_t mode)
{
	if (S_ISDIR(mode))
		return "a folder";
	if (S_ISSOCK(mode))
		return "a socket";
	return "a device";
}

/* Looked at before it is opened: opening a device can have effects. */
static bl_status open_file(int *fd, const char *path, struct bl_error *err)
{
	struct stat sb;

	if (stat(path, &sb) < 0)
		return bl_skip_errno(err, errno, "open", path);
	if (!S_ISREG(sb.st_mode) && !S_ISFIFO(sb.st_mode))
		return bl_fail(err, BL_SKIP,
			       "cannot read '%s': it is %s, not a file", path,
			       special_file_kind(sb.st_mode));
	*fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (*fd < 0)
		return bl_skip_errno(err, errno, "open", path);
	return BL_OK;
}

/* Read more into raw, behind what it still holds. */
static bl_status refill(struct bl_stream *s, struct bl_error *err)
{
	ssize_t n;

	if (s->at_eof)
		return BL_END;
	if (s->z.avail_in > 0) {
		memmove(s->raw, s->z.next_in, s->z.avail_in);
		s->z.next_in = s->raw;
	}
	n = read(s->fd, s->raw + s->z.avail_in, RAW_BYTES - s->z.avail_in);
	if (n < 0 && errno == EINTR)
		return bl_fail(err, BL_ERR_INTERRUPTED,
			       "interrupted while reading '%s'", s->path);
	if (n < 0)
		return bl_skip_errno(err, errno, "read", s->path);
	if (n > 0) /* else bl_stream_resume() may want to go back */
		s->z.next_in = s->raw;
	s->at_eof = n == 0;
	s->z.avail_in += (unsigned)n; /* at most RAW_BYTES */
	s->raw_bytes += (uint64_t)n;
	return s->at_eof ? BL_END : BL_OK;
}

static bool starts_as_gzip(const struct bl_stream *s)
{
	return s->z.avail_in >= 2 && s->z.next_in[0] == 0x1f &&
	       s->z.next_in[1] == 0x8b;
}

/* Find out the coding by the first bytes; a pipe may give them one by one. */
static bl_status sniff(struct bl_stream *s, struct bl_error *err)
{
	bl_status st = BL_OK;

	while (st == BL_OK && s->z.avail_in < 2)
		st = refill(s, err);
	if (st != BL_OK && st != BL_END)
		return st;
	if (!starts_as_gzip(s))
		return BL_OK;
	if (inflateInit2(&s->z, GZIP_WINDOW_BITS) != Z_OK)
		return bl_fail_nomem(err);
	s->coding = CODING_GZIP;
	return BL_OK;
}

bl_status bl_stream_open(struct bl_stream **out, const char *path,
			 struct bl_error *err)
{
	struct bl_stream *s;
	bl_status st = BL_OK;

	*out = NULL;
	s = calloc(1, sizeof(*s));
	if (!s)
		return bl_fail_nomem(err);
	s->path = path;
	s->fd = STDIN_FILENO;
	s->z.next_in = s->raw;
	if (strcmp(path, BL_STDIN_PATH) != 0) {
		s->fd = -1;
		st = open_file(&s->fd, path, err);
	}
	if (st == BL_OK)
		st = sniff(s, err);
	if (st != BL_OK) {
		bl_stream_close(s);
		return st;
	}
	*out = s;
	return BL_OK;
}

void bl_stream_close(struct bl_stream *s)
{
	if (!s)
		return;
	if (s->coding == CODING_GZIP)
		inflateEnd(&s->z);
	if (s->fd > STDIN_FILENO)
		close(s->fd);
	free(s);
}

uint64_t bl_stream_raw_bytes(const struct bl_stream *s)
{
	return s->raw_bytes;
}

static bl_status read_plain(struct bl_stream *s, char *out, size_t cap,
			    size_t *n, struct bl_error *err)
{
	bl_status st;

	if (s->z.avail_in == 0) {
		st = refill(s, err);
		if (st != BL_OK)
			return st;
	}
	*n = s->z.avail_in < cap ? s->z.avail_in : cap;
	memcpy(out, s->z.next_in, *n);
	s->z.next_in += *n;
	s->z.avail_in -= (unsigned)*n;
	return BL_OK;
}

static unsigned long long raw_offset(const struct bl_stream *s)
{
	return s->raw_bytes - s->z.avail_in;
}

/* Go over to the next member; zeros may pad the end, as tapes have them. */
static bl_status next_member(struct bl_stream *s, struct bl_error *err)
{
	bl_status st;

	for (;;) {
		if (s->z.avail_in == 0 || (s->z.avail_in == 1 && !s->at_eof)) {
			st = refill(s, err);
			if (st != BL_OK && st != BL_END)
				return st;
		}
		if (s->z.avail_in == 0)
			return BL_END;
		if (*s->z.next_in != 0)
			break;
		s->z.next_in++;
		s->z.avail_in--;
	}
	s->member_at = raw_offset(s);
	s->is_damaged = !starts_as_gzip(s);
	if (s->is_damaged)
		return bl_fail(
			err, BL_SKIP,
			"%s: bytes from offset %llu on are not gzip data, "
			"another gzip member or the end is expected",
			s->path, raw_offset(s));
	if (inflateReset(&s->z) != Z_OK)
		return bl_fail(err, BL_ERR_INTERNAL, "cannot reset zlib");
	s->between_members = false;
	return BL_OK;
}

static bl_status check_bomb(const struct bl_stream *s, struct bl_error *err)
{
	if (s->inflated_bytes <= BL_BOMB_BYTES ||
	    s->inflated_bytes / BL_BOMB_RATIO <= raw_offset(s))
		return BL_OK;
	return bl_fail(err, BL_SKIP,
		       "%s: stopped at offset %llu: it inflated to %llu bytes, "
		       "more than %d for one, as gzip bombs do",
		       s->path, raw_offset(s),
		       (unsigned long long)s->inflated_bytes, BL_BOMB_RATIO);
}

/* One call of inflate, with input; *n may come out as 0. */
static bl_status inflate_some(struct bl_stream *s, char *out, size_t cap,
			      size_t *n, struct bl_error *err)
{
	unsigned room = cap < RAW_BYTES * 16 ? (unsigned)cap : RAW_BYTES * 16;
	int rc;

	s->z.next_out = (unsigned char *)out;
	s->z.avail_out = room;
	rc = inflate(&s->z, Z_NO_FLUSH);
	*n = room - s->z.avail_out;
	s->inflated_bytes += *n;
	switch (rc) {
	case Z_STREAM_END:
		s->between_members = true;
		return check_bomb(s, err);
	case Z_OK:
	case Z_BUF_ERROR: /* needs more input: no failure */
		return check_bomb(s, err);
	case Z_MEM_ERROR:
		return bl_fail_nomem(err);
	}
	if (*n > 0) /* the next call meets the damage again */
		return BL_OK;
	s->is_damaged = true;
	return bl_fail(err, BL_SKIP, "%s: damaged gzip data at offset %llu: %s",
		       s->path, raw_offset(s),
		       s->z.msg ? s->z.msg : "not as deflate writes it");
}

static bl_status read_gzip(struct bl_stream *s, char *out, size_t cap,
			   size_t *n, struct bl_error *err)
{
	bl_status st;

	for (;;) {
		if (s->between_members) {
			st = next_member(s, err);
			if (st != BL_OK)
				return st;
		}
		st = inflate_some(s, out, cap, n, err);
		if (st != BL_OK || *n > 0)
			return st;
		if (s->between_members || s->z.avail_in > 0)
			continue;
		st = refill(s, err);
		s->is_damaged = st == BL_END;
		if (s->is_damaged)
			return bl_fail(
				err, BL_SKIP,
				"%s: gzip data cut short at offset %llu, "
				"before its end",
				s->path, raw_offset(s));
		if (st != BL_OK)
			return st;
	}
}

bl_status bl_stream_read(struct bl_stream *s, char *out, size_t cap, size_t *n,
			 struct bl_error *err)
{
	bl_status st;

	*n = 0;
	if (s->failed)
		return BL_END;
	if (s->coding == CODING_GZIP)
		st = read_gzip(s, out, cap, n, err);
	else
		st = read_plain(s, out, cap, n, err);
	s->failed = st != BL_OK && st != BL_END;
	return st;
}

/* A deflate member, flags and system as RFC 1952 knows them; once in 2^40
 * bytes that are no head it says so. */
static bool is_member_head(const unsigned char *p)
{
	return p[0] == 0x1f && p[1] == 0x8b && p[2] == Z_DEFLATED &&
	       p[3] < 0x20 && (p[8] == 0 || p[8] == 2 || p[8] == 4) &&
	       (p[9] < 14 || p[9] == 255);
}

/* To behind the start of the member, as far as raw still holds it: where it was
 * cut short, the one behind was taken for its data. */
static void go_back(struct bl_stream *s)
{
	uint64_t n = raw_offset(s) - s->member_at;
	size_t held = (size_t)(s->z.next_in - s->raw);

	n = n > 0 ? n - 1 : 0;
	if (n > held)
		n = held;
	s->z.next_in -= n;
	s->z.avail_in += (unsigned)n; /* at most RAW_BYTES */
}

bl_status bl_stream_resume(struct bl_stream *s, struct bl_error *err)
{
	bl_status st = BL_OK;

	if (!s->is_damaged)
		return BL_END;
	go_back(s);
	while (st == BL_OK) {
		while (s->z.avail_in >= MEMBER_HEAD_BYTES &&
		       !is_member_head(s->z.next_in)) {
			s->z.next_in++;
			s->z.avail_in--;
		}
		if (s->z.avail_in >= MEMBER_HEAD_BYTES)
			break;
		st = refill(s, err);
	}
	if (st != BL_OK)
		return st;
	if (inflateReset(&s->z) != Z_OK)
		return bl_fail(err, BL_ERR_INTERNAL, "cannot reset zlib");
	s->member_at = raw_offset(s);
	s->between_members = s->failed = s->is_damaged = false;
	return BL_OK;
}
