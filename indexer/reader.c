/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reader_private.h"

#include <string.h>
#include <strings.h>

#include "blotter/schema.h"
#include "blotter/utf8.h"

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Bytes of the longest start of s that is at most max bytes long and does not
 * cut a character of valid UTF-8 in two. */
static size_t cut_length(struct bl_str s, size_t max)
{
	if (s.len <= max)
		return s.len;
	while (max > 0 && ((unsigned char)s.data[max] & 0xc0) == 0x80)
		max--;
	return max;
}

#define EACH_BYTE(byte) (UINT64_C(0x0101010101010101) * (byte))

/* Eight bytes of printable ASCII: almost all of almost all texts. */
static bool is_printable(const char *s)
{
	uint64_t word, low, del;

	memcpy(&word, s, sizeof(word));
	/* a byte from which too much is taken borrows, which sets its top bit
	 */
	low = word - EACH_BYTE(0x20);
	del = (word ^ EACH_BYTE(0x7f)) - EACH_BYTE(1);
	return !((word | low | del) & EACH_BYTE(0x80));
}

/* In place: what is shorter than it was moves to the front.  Valid UTF-8 in,
 * valid UTF-8 out: C1 controls, too, become a space of one byte. */
static size_t clean_controls(char *s, size_t n)
{
	size_t from, to = 0;

	for (from = 0; from < n; from++) {
		unsigned char c;

		while (n - from > sizeof(uint64_t) && is_printable(s + from)) {
			memmove(s + to, s + from, sizeof(uint64_t));
			from += sizeof(uint64_t);
			to += sizeof(uint64_t);
		}
		c = (unsigned char)s[from];
		if (c == '\r') {
			if (from + 1 == n || s[from + 1] != '\n')
				s[to++] = '\n';
		} else if (c == 0xc2 && (unsigned char)s[from + 1] < 0xa0) {
			s[to++] = ' ';
			from++;
		} else if ((c < 0x20 && c != '\t' && c != '\n') || c == 0x7f) {
			s[to++] = ' ';
		} else {
			s[to++] = s[from];
		}
	}
	return to;
}

/* A copy of raw in the arena that may be changed, as valid UTF-8. */
static bl_status copy_valid(char **out, size_t *len, struct bl_arena *arena,
			    struct bl_str raw, struct bl_error *err)
{
	struct bl_str copy = raw;
	struct bl_buf repaired;
	bl_status st = BL_OK;

	bl_buf_init(&repaired, SIZE_MAX / 2);
	if (bl_utf8_valid(raw.data, raw.len) != raw.len) {
		bl_utf8_repair(&repaired, raw.data, raw.len);
		st = bl_buf_status(&repaired, err);
		copy = bl_buf_str(&repaired);
	}
	if (st == BL_OK) {
		*len = copy.len;
		*out = bl_arena_alloc(arena, copy.len + 1);
		if (!*out)
			st = bl_fail_nomem(err);
		else if (copy.len)
			memcpy(*out, copy.data, copy.len);
	}
	bl_buf_release(&repaired);
	return st;
}

static size_t collapse_spaces(char *s, size_t n)
{
	size_t from, to = 0;

	for (from = 0; from < n; from++) {
		if (!is_space(s[from]))
			s[to++] = s[from];
		else if (to > 0 && s[to - 1] != ' ')
			s[to++] = ' ';
	}
	return to;
}

/* A field of an article: raw made fit to be one, cut at max bytes. */
static bl_status make_field(struct bl_str *out, struct bl_arena *arena,
			    struct bl_str raw, size_t max, bool one_line,
			    struct bl_error *err)
{
	bl_status st;
	size_t len = 0;
	char *copy;

	*out = BL_STR_NULL;
	if (raw.len == 0)
		return BL_OK;
	st = copy_valid(&copy, &len, arena, raw, err);
	if (st < 0)
		return st;
	len = clean_controls(copy, len);
	if (one_line)
		len = collapse_spaces(copy, len);
	*out = bl_str_trim((struct bl_str){ copy, len });
	out->len = cut_length(*out, max);
	*out = bl_str_trim(*out);
	copy[(size_t)(out->data - copy) + out->len] = '\0';
	return BL_OK;
}

bl_status bl_article_text(struct bl_str *out, struct bl_arena *arena,
			  struct bl_str raw, size_t max, struct bl_error *err)
{
	return make_field(out, arena, raw, max, false, err);
}

bl_status bl_article_line(struct bl_str *out, struct bl_arena *arena,
			  struct bl_str raw, struct bl_error *err)
{
	return make_field(out, arena, raw, BL_ARTICLE_FIELD_MAX_BYTES, true,
			  err);
}

bl_status bl_article_lang(struct bl_str *out, struct bl_arena *arena,
			  struct bl_str raw, struct bl_error *err)
{
	bl_status st = bl_article_line(out, arena, raw, err);
	char *copy;
	size_t i;

	if (st < 0)
		return st;
	*out = bl_lang_of_tag(*out);
	if (out->len == 0)
		return BL_OK;
	copy = bl_arena_alloc(arena, out->len);
	if (!copy)
		return bl_fail_nomem(err);
	for (i = 0; i < out->len; i++) {
		char c = out->data[i];

		copy[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
	}
	out->data = copy;
	return BL_OK;
}

bool bl_has_prefix_nocase(struct bl_str s, const char *prefix)
{
	size_t n = strlen(prefix);

	return s.len >= n && strncasecmp(s.data, prefix, n) == 0;
}

bool bl_is_article_url(struct bl_str url)
{
	const char *host, *slash;
	size_t left;

	if (!bl_has_prefix_nocase(url, "http://") &&
	    !bl_has_prefix_nocase(url, "https://"))
		return false;
	host = (const char *)memchr(url.data, ':', url.len) + 3;
	left = url.len - (size_t)(host - url.data);
	slash = memchr(host, '/', left);
	return slash && slash + 1 < url.data + url.len;
}

/* The path is kept as it is, but for what an id cannot hold: two files have
 * two ids. */
static bl_status id_of_place(struct bl_str *out, const struct bl_record *rec,
			     struct bl_arena *arena, struct bl_error *err)
{
	struct bl_buf id;
	bl_status st;
	size_t i;

	bl_buf_init(&id, BL_ARTICLE_ID_MAX_BYTES);
	bl_utf8_repair(&id, rec->path, strlen(rec->path));
	if (rec->line)
		bl_buf_addf(&id, "#%llu", (unsigned long long)rec->line);
	else if (rec->url.len)
		bl_buf_addf(&id, "#%llu", (unsigned long long)rec->offset);
	for (i = 0; i < id.len; i++) {
		if ((unsigned char)id.data[i] < 0x20 || id.data[i] == 0x7f)
			id.data[i] = ' ';
	}
	st = bl_buf_status(&id, NULL);
	if (st == BL_ERR_LIMIT) {
		st = bl_record_skip(rec, err,
				    "no id, and its path is too long for one: "
				    "more than %zu bytes",
				    BL_ARTICLE_ID_MAX_BYTES);
	} else if (st < 0) {
		st = bl_fail_nomem(err);
	} else {
		*out = bl_arena_str(arena, bl_buf_str(&id));
		if (!out->data)
			st = bl_fail_nomem(err);
	}
	bl_buf_release(&id);
	return st;
}

bl_status bl_article_set_id(struct bl_article *out, const struct bl_record *rec,
			    struct bl_arena *arena, struct bl_error *err)
{
	bl_status st;

	if (rec->url.len > 0) {
		/* an archive knows better than a page, which may name another
		 */
		out->id = BL_STR_NULL;
		st = bl_article_line(&out->url, arena, rec->url, err);
		if (st < 0)
			return st;
	}
	/* an id is never cut: two articles could become one */
	if (out->id.len > 0 && out->id.len <= BL_ARTICLE_ID_MAX_BYTES)
		return BL_OK;
	if (out->url.len > 0 && out->url.len <= BL_ARTICLE_ID_MAX_BYTES) {
		out->id = out->url;
		return BL_OK;
	}
	return id_of_place(&out->id, rec, arena, err);
}
