/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cutter_private.h"

#include <string.h>

#define CHUNK_BYTES ((size_t)256 << 10) /* read at a time */

void bl_cutter_init(struct bl_cutter *c)
{
	memset(c, 0, sizeof(*c));
	bl_buf_init(&c->window, BL_LINE_MAX_BYTES + CHUNK_BYTES);
}

void bl_cutter_release(struct bl_cutter *c)
{
	bl_cutter_close(c);
	bl_buf_release(&c->window);
}

void bl_cutter_close(struct bl_cutter *c)
{
	bl_stream_close(c->stream);
	c->stream = NULL;
}

struct bl_str bl_cutter_bytes(const struct bl_cutter *c)
{
	return (struct bl_str){ c->window.data + c->pos,
				c->window.len - c->pos };
}

void bl_cutter_take(struct bl_cutter *c, size_t n)
{
	c->pos += n;
	c->offset += n;
}

bl_status bl_cutter_read(struct bl_cutter *c, struct bl_error *err)
{
	size_t left = c->window.len - c->pos, n;
	bl_status st;
	char *to;

	if (c->pos > 0) {
		memmove(c->window.data, c->window.data + c->pos, left);
		c->window.len = left;
		c->pos = 0;
	}
	to = bl_buf_reserve(&c->window, CHUNK_BYTES);
	if (!to)
		return bl_buf_status(&c->window, err);
	st = bl_stream_read(c->stream, to, CHUNK_BYTES, &n, err);
	if (st < 0)
		return st;
	if (st == BL_SKIP)
		c->damage = *err;
	c->window.len += n;
	c->at_end = st != BL_OK;
	return BL_OK;
}

bl_status bl_cutter_tell_damage(struct bl_cutter *c, struct bl_error *err)
{
	if (c->damage.code == BL_OK)
		return BL_END;
	*err = c->damage;
	c->damage.code = BL_OK;
	return BL_SKIP;
}

static bl_status skip_input(const struct bl_cutter *c, const char *why,
			    struct bl_error *err)
{
	const struct bl_record whole = { .path = c->path };

	return bl_record_skip(&whole, err, "%s", why);
}

static bl_status choose_format(struct bl_cutter *c, struct bl_error *err)
{
	struct bl_str bytes = bl_cutter_bytes(c);
	const char *why = NULL;

	if (!c->format)
		c->format = bl_format_detect(
			bytes.data,
			bytes.len < BL_HEAD_BYTES ? bytes.len : BL_HEAD_BYTES,
			&why);
	if (!c->format)
		return skip_input(c, why, err);
	if (c->format->unit == BL_UNIT_LINE && bytes.len >= 3 &&
	    memcmp(bytes.data, "\xef\xbb\xbf", 3) == 0)
		bl_cutter_take(c, 3); /* a byte order mark */
	return BL_OK;
}

bl_status bl_cutter_open(struct bl_cutter *c, const char *path,
			 const struct bl_format *format, struct bl_error *err)
{
	bl_status st;

	*c = (struct bl_cutter){ .path = path,
				 .format = format,
				 .window = c->window,
				 .passed_over = c->passed_over };
	bl_buf_clear(&c->window);
	st = bl_stream_open(&c->stream, path, err);
	while (st == BL_OK && !c->at_end && c->window.len < BL_HEAD_BYTES)
		st = bl_cutter_read(c, err);
	if (st == BL_OK && c->window.len == 0) {
		st = bl_cutter_tell_damage(c, err);
		if (st == BL_END)
			st = skip_input(c, "empty file", err);
	}
	return st == BL_OK ? choose_format(c, err) : st;
}

static bl_status next_whole(struct bl_cutter *c, struct bl_record *rec,
			    struct bl_error *err)
{
	bl_status st = BL_OK;

	if (c->record_done)
		return BL_END;
	c->record_done = true;
	while (!c->at_end && c->window.len <= BL_PAGE_MAX_BYTES) {
		st = bl_cutter_read(c, err);
		if (st < 0)
			return st;
	}
	st = bl_cutter_tell_damage(c, err);
	if (st == BL_SKIP)
		return st;
	if (c->window.len > BL_PAGE_MAX_BYTES)
		return bl_record_skip(rec, err,
				      "more than %zu bytes, the most that one "
				      "%s file may have",
				      BL_PAGE_MAX_BYTES, c->format->name);
	rec->bytes = bl_cutter_bytes(c);
	return BL_OK;
}

static bl_status skip_long_line(struct bl_record *rec, uint64_t bytes,
				struct bl_error *err)
{
	return bl_record_skip(rec, err,
			      "a line of %llu bytes, at most %zu are read",
			      (unsigned long long)bytes, BL_LINE_MAX_BYTES);
}

/*
 * The next line, without its newline, whatever is in it.  One over the limit
 * is read to its end, counted and dropped; what a damage cut off is dropped.
 */
static bl_status cut_line(struct bl_cutter *c, struct bl_record *rec,
			  struct bl_error *err)
{
	uint64_t dropped = 0;
	size_t scanned = 0;
	struct bl_str bytes;
	const char *newline;
	bl_status st;

	for (;;) {
		bytes = bl_cutter_bytes(c);
		newline =
			memchr(bytes.data + scanned, '\n', bytes.len - scanned);
		if (newline || c->at_end)
			break;
		scanned = bytes.len;
		if (bytes.len > BL_LINE_MAX_BYTES) {
			dropped += bytes.len;
			bl_cutter_take(c, bytes.len);
			scanned = 0;
		}
		st = bl_cutter_read(c, err);
		if (st < 0)
			return st;
	}
	if (!newline && (bytes.len + dropped == 0 || c->damage.code != BL_OK)) {
		bl_cutter_take(c, bytes.len);
		return bl_cutter_tell_damage(c, err);
	}
	if (newline)
		bytes.len = (size_t)(newline - bytes.data);
	bl_cutter_take(c, bytes.len + (newline != NULL));
	rec->line = ++c->line;
	rec->bytes = bytes;
	if (bytes.len + dropped > BL_LINE_MAX_BYTES)
		return skip_long_line(rec, bytes.len + dropped, err);
	return BL_OK;
}

static bl_status next_line(struct bl_cutter *c, struct bl_record *rec,
			   struct bl_error *err)
{
	bl_status st;

	do {
		st = cut_line(c, rec, err);
	} while (st == BL_OK && bl_str_trim(rec->bytes).len == 0);
	return st;
}

bl_status bl_cutter_next(struct bl_cutter *c, struct bl_record *rec,
			 struct bl_error *err)
{
	*rec = (struct bl_record){ .format = c->format, .path = c->path };
	switch (c->format->unit) {
	case BL_UNIT_FILE:
		return next_whole(c, rec, err);
	case BL_UNIT_LINE:
		return next_line(c, rec, err);
	case BL_UNIT_WARC:
		return bl_cutter_next_warc(c, rec, err);
	}
	return BL_END;
}
