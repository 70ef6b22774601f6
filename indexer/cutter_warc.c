/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A WARC file, cut into its records.
 *
 * Where a record is damaged it is told and passed over, and the next one is
 * looked for: a line that begins as records do, or, in damaged gzip data,
 * another member.
 */
#include <string.h>

#include "cutter_private.h"
#include "warc_private.h"

/* What is looked at behind a record to see that it ends there. */
#define BORDER_BYTES ((size_t)16)

static bool is_newline(char c)
{
	return c == '\r' || c == '\n';
}

/* Read until there are so many bytes; BL_END: there are fewer. */
static bl_status need(struct bl_cutter *c, size_t n, struct bl_error *err)
{
	bl_status st;

	while (bl_cutter_bytes(c).len < n) {
		if (c->at_end)
			return BL_END;
		st = bl_cutter_read(c, err);
		if (st < 0)
			return st;
	}
	return BL_OK;
}

/* Take n bytes, or as many as there are: BL_END. */
static bl_status pass_over(struct bl_cutter *c, uint64_t n,
			   struct bl_error *err)
{
	bl_status st = BL_OK;
	size_t len;

	while (n > 0 && st == BL_OK) {
		st = need(c, 1, err);
		len = bl_cutter_bytes(c).len;
		if (len > n)
			len = (size_t)n;
		bl_cutter_take(c, len);
		n -= len;
	}
	return st;
}

/* Take the rest of the line; BL_END: that was the last. */
static bl_status pass_line(struct bl_cutter *c, struct bl_error *err)
{
	struct bl_str bytes;
	const char *newline = NULL;
	bl_status st;

	while (!newline) {
		st = need(c, 1, err);
		if (st != BL_OK)
			return st;
		bytes = bl_cutter_bytes(c);
		newline = memchr(bytes.data, '\n', bytes.len);
		bl_cutter_take(c, newline ? (size_t)(newline + 1 - bytes.data)
					  : bytes.len);
	}
	return BL_OK;
}

/* At the end of what could be read: BL_END, or the damage behind which the next
 * call goes on. */
static bl_status end_or_damage(struct bl_cutter *c, struct bl_error *err)
{
	struct bl_error why = BL_ERROR_INIT;
	bl_status st = bl_cutter_tell_damage(c, err);

	if (st != BL_SKIP)
		return st;
	c->lost = true;
	st = bl_stream_resume(c->stream, &why);
	if (st < 0)
		return bl_fail(err, st, "%s", why.text);
	c->at_end = st != BL_OK;
	return BL_SKIP;
}

static bl_status tell_garbage(const struct bl_record *rec, uint64_t bytes,
			      struct bl_error *err)
{
	return bl_record_skip(rec, err,
			      "%llu bytes are no WARC record: 'WARC/1.0', or "
			      "another of version 0 or 1, is expected",
			      (unsigned long long)bytes);
}

/* Go to where a record begins.  BL_SKIP: what lay before it is no record. */
static bl_status find_record(struct bl_cutter *c, struct bl_record *rec,
			     struct bl_error *err)
{
	bl_status st;

	while ((st = need(c, 1, err)) == BL_OK &&
	       is_newline(bl_cutter_bytes(c).data[0]))
		bl_cutter_take(c, 1);
	rec->offset = c->offset;
	while (st == BL_OK) {
		st = need(c, BORDER_BYTES, err);
		if (st < 0 || bl_warc_begins(bl_cutter_bytes(c)))
			break;
		st = pass_line(c, err);
	}
	if (st < 0)
		return st;
	if (c->offset > rec->offset && !c->lost) {
		c->lost = true;
		return tell_garbage(rec, c->offset - rec->offset, err);
	}
	if (bl_cutter_bytes(c).len == 0)
		return end_or_damage(c, err);
	c->lost = false;
	rec->offset = c->offset;
	return BL_OK;
}

/* The record at hand is of no use: its first `n` bytes are, at least. */
static bl_status lose_record(struct bl_cutter *c, size_t n)
{
	bl_cutter_take(c, n);
	c->lost = true;
	return BL_SKIP;
}

static bl_status read_head(struct bl_cutter *c, struct bl_warc_head *head,
			   struct bl_record *rec, struct bl_error *err)
{
	struct bl_error fault = BL_ERROR_INIT;
	size_t wanted = BORDER_BYTES;
	bl_status st = BL_OK;

	while (st == BL_OK && wanted <= BL_WARC_HEAD_MAX_BYTES &&
	       bl_head_length(bl_cutter_bytes(c)) == 0) {
		wanted = bl_cutter_bytes(c).len + 1;
		st = need(c, wanted, err);
	}
	if (st < 0)
		return st;
	if (bl_warc_head_read(head, bl_cutter_bytes(c), &fault) == BL_OK)
		return BL_OK;
	bl_record_skip(rec, err, "%s",
		       st == BL_END ? "cut short within its head" : fault.text);
	return lose_record(c, 1);
}

/* Whether a record may end before these bytes: at its two empty lines, or,
 * where they are not as they should be, at another record or the end. */
static bool is_border(struct bl_str s)
{
	static const char end[] = "\r\n\r\n", next[] = "WARC/";
	size_t n;

	if (s.len >= strlen(end) && memcmp(s.data, end, strlen(end)) == 0)
		return true;
	while (s.len > 0 && is_newline(s.data[0])) {
		s.data++;
		s.len--;
	}
	n = s.len < strlen(next) ? s.len : strlen(next);
	return memcmp(s.data, next, n) == 0;
}

static bl_status tell_cut(const struct bl_record *rec, uint64_t block_bytes,
			  struct bl_error *err)
{
	return bl_record_skip(rec, err,
			      "cut short: Content-Length is %llu, and the data "
			      "end before",
			      (unsigned long long)block_bytes);
}

/* A block that is larger than a page may be is not kept.  Its length is
 * trusted: there is no going back behind it. */
static bl_status pass_large(struct bl_cutter *c,
			    const struct bl_warc_head *head, bool is_page,
			    struct bl_record *rec, struct bl_error *err)
{
	uint64_t bytes = head->block_bytes;
	struct bl_error why = BL_ERROR_INIT;
	bl_status st;

	if (is_page)
		bl_record_skip(rec, err,
			       "a block of %llu bytes, at most %zu are read",
			       (unsigned long long)bytes, BL_PAGE_MAX_BYTES);
	rec->url = BL_STR_NULL; /* it goes with the bytes */
	bl_cutter_take(c, head->text.len);
	st = pass_over(c, bytes, &why);
	if (st < 0)
		return bl_fail(err, st, "%s", why.text);
	if (st == BL_END && !is_page)
		return tell_cut(rec, bytes, err);
	return is_page ? BL_SKIP : BL_OK;
}

/* rec->bytes become those of the record at hand; none: it holds no page. */
static bl_status take_record(struct bl_cutter *c, struct bl_warc_head *head,
			     struct bl_record *rec, struct bl_error *err)
{
	bool is_large = head->block_bytes > BL_PAGE_MAX_BYTES, is_page;
	size_t wanted = is_large ? BL_WARC_HEAD_MAX_BYTES
				 : (size_t)head->block_bytes;
	struct bl_str bytes, block;
	struct bl_warc_page page;
	bl_status st;

	st = need(c, head->text.len + wanted + BORDER_BYTES, err);
	if (st < 0)
		return st;
	bytes = bl_cutter_bytes(c);
	bl_warc_head_read(head, bytes, NULL); /* reading has moved it */
	block.data = bytes.data + head->text.len;
	block.len = bytes.len - head->text.len;
	if (block.len > wanted)
		block.len = wanted;
	is_page = bl_warc_page_read(&page, head, block);
	rec->url = is_page ? page.url : BL_STR_NULL;
	if (is_large)
		return pass_large(c, head, is_page, rec, err);
	if (block.len < wanted) {
		tell_cut(rec, head->block_bytes, err);
		return lose_record(c, head->text.len);
	}
	bytes.data += head->text.len + wanted;
	bytes.len -= head->text.len + wanted;
	if (!is_border(bytes)) {
		bl_record_skip(rec, err,
			       "a wrong length: behind the %zu bytes that "
			       "Content-Length says another record is "
			       "expected, or the end",
			       wanted);
		return lose_record(c, head->text.len);
	}
	if (is_page)
		rec->bytes = (struct bl_str){ head->text.data,
					      head->text.len + wanted };
	rec->url = BL_STR_NULL; /* the reader finds it again */
	bl_cutter_take(c, head->text.len + wanted);
	return BL_OK;
}

bl_status bl_cutter_next_warc(struct bl_cutter *c, struct bl_record *rec,
			      struct bl_error *err)
{
	struct bl_warc_head head;
	bl_status st;

	for (;;) {
		st = find_record(c, rec, err);
		if (st == BL_OK)
			st = read_head(c, &head, rec, err);
		if (st == BL_OK)
			st = take_record(c, &head, rec, err);
		if (st != BL_OK || rec->bytes.len > 0)
			return st;
		c->passed_over++;
	}
}
