/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Plain text: the first line that is not empty is the title, the rest the
 * text.  UTF-8, UTF-16 with a byte order mark, or windows-1252.
 */
#include <string.h>

#include "charset_private.h"
#include "reader_private.h"

/* A longer first line is a paragraph, and the text has no title. */
#define TITLE_MAX_BYTES ((size_t)512)

/* Text has hardly any control characters but white space; of 32 random bytes
 * three or four are some. */
#define TEXT_BYTES_PER_CONTROL 32

#define BID_TEXT 10

static bool is_control(char c)
{
	return (unsigned char)c < 0x20 && !(c >= '\t' && c <= '\r') &&
	       c != 0x1b;
}

static int text_bid(const char *head, size_t len)
{
	size_t controls = 0, i, mark;
	const char *charset;

	charset = bl_charset_of_mark((struct bl_str){ head, len }, &mark);
	if (charset && strcmp(charset, BL_UTF8) != 0)
		return BID_TEXT; /* UTF-16 has NULs */
	if (len > 0 && memchr(head, '\0', len))
		return 0;
	for (i = 0; i < len; i++)
		controls += is_control(head[i]);
	return controls * TEXT_BYTES_PER_CONTROL > len ? 0 : BID_TEXT;
}

/* Cut the title, and the newline behind it, off the front of text. */
static struct bl_str take_title(struct bl_str *text)
{
	struct bl_str title = bl_str_trim(*text), rest = title;
	const char *newline = NULL;

	if (title.len)
		newline = memchr(title.data, '\n', title.len);
	if (newline)
		title.len = (size_t)(newline - title.data);
	if (title.len > TITLE_MAX_BYTES)
		return BL_STR_NULL;
	text->data = rest.data + title.len;
	text->len = rest.len - title.len;
	return title;
}

static bl_status text_parse(const struct bl_record *rec,
			    const struct bl_parse_options *options,
			    struct bl_arena *arena, struct bl_article *out,
			    struct bl_error *err)
{
	struct bl_str bytes = rec->bytes, text, title;
	struct bl_buf utf8;
	const char *charset;
	size_t mark;
	bl_status st;

	(void)options; /* keys have no place in plain text */
	*out = (struct bl_article)BL_ARTICLE_INIT;
	bl_buf_init(&utf8, BL_ARTICLE_TEXT_MAX_BYTES);
	charset = bl_charset_of_mark(bytes, &mark);
	bytes.data += mark;
	bytes.len -= mark;
	if (!charset) {
		charset = rec->charset;
		/* what is sent as UTF-8 is often something else */
		if (!charset || strcmp(charset, BL_UTF8) == 0)
			charset = bl_charset_guess(bytes);
	}
	st = bl_charset_decode(&utf8, charset, bytes, err);
	if (st == BL_ERR_LIMIT)
		st = bl_record_skip(rec, err, "more than %zu bytes of text",
				    BL_ARTICLE_TEXT_MAX_BYTES);
	if (st != BL_OK)
		goto out;
	st = bl_article_text(&text, arena, bl_buf_str(&utf8),
			     BL_ARTICLE_TEXT_MAX_BYTES, err);
	if (st < 0)
		goto out;
	if (text.len == 0) {
		st = bl_record_skip(rec, err, "no text: only white space");
		goto out;
	}
	title = take_title(&text);
	out->text = bl_str_trim(text);
	st = bl_article_line(&out->title, arena, title, err);
	if (st == BL_OK)
		st = bl_article_set_id(out, rec, arena, err);
out:
	bl_buf_release(&utf8);
	return st;
}

const struct bl_format bl_format_text = {
	.name = "text",
	.about = "plain text, the first line is the title",
	.unit = BL_UNIT_FILE,
	.bid = text_bid,
	.parse = text_parse,
};
