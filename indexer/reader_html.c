/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * HTML and XHTML pages, of an article each.
 */
#include <stdlib.h>
#include <string.h>

#include "charset_private.h"
#include "html_private.h"
#include "reader_private.h"

enum {
	BID_CERTAIN = 100, /* it says so itself */
	BID_TAGS = 60,     /* a fragment, by its tags */
};

/* A shorter text than this is passed over for the body in a page's JSON-LD,
 * if that is longer: pages that a script fills in have but a word or two. */
#define TEXT_MIN_BYTES ((size_t)250)

/* Tags that begin pages and fragments, and hardly anything else. */
static const char *const FIRST_TAGS[] = {
	"<!doctype html", "<html", "<head", "<body", "<title", "<meta",
};
static const char *const FRAGMENT_TAGS[] = {
	"<p>",   "<p ",      "<br>",     "<br/>",       "<br />",
	"<div>", "<div ",    "<span>",   "<h1",         "<h2",
	"<h3",   "<ul>",     "<ol>",     "<table",      "<a href",
	"<!--",  "<section", "<article", "<strong>",    "<em>",
	"<b>",   "<figure",  "<img ",    "<blockquote", "</p>",
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static bool has_prefix(struct bl_str s, const char *const *list, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (bl_has_prefix_nocase(s, list[i]))
			return true;
	}
	return false;
}

/* Whether one of these tags stands anywhere in s. */
static bool has_tag(struct bl_str s, const char *const *list, size_t n)
{
	const char *p = s.data, *end = p + s.len;

	while (p < end && (p = memchr(p, '<', (size_t)(end - p)))) {
		if (has_prefix((struct bl_str){ p, (size_t)(end - p) }, list,
			       n))
			return true;
		p++;
	}
	return false;
}

bool bl_html_is_fragment(struct bl_str s)
{
	return s.len > 0 && has_tag(s, FRAGMENT_TAGS, COUNT(FRAGMENT_TAGS));
}

static int bid_on_utf8(struct bl_str s)
{
	s = bl_str_trim(s);
	if (s.len < 2 || s.data[0] != '<' || memchr(s.data, '\0', s.len))
		return 0;
	if (has_prefix(s, FIRST_TAGS, COUNT(FIRST_TAGS)))
		return BID_CERTAIN;
	/* behind an XML declaration, or a comment */
	if (s.data[1] == '?' || s.data[1] == '!')
		return has_tag(s, FIRST_TAGS, 2) ? BID_CERTAIN : 0;
	return has_prefix(s, FRAGMENT_TAGS, COUNT(FRAGMENT_TAGS)) ? BID_TAGS
								  : 0;
}

static int html_bid(const char *head, size_t len)
{
	struct bl_str bytes = { head, len };
	const char *charset;
	struct bl_buf utf8;
	size_t mark;
	int bid = 0;

	charset = bl_charset_of_mark(bytes, &mark);
	bytes.data += mark;
	bytes.len -= mark;
	if (!charset || strcmp(charset, BL_UTF8) == 0)
		return bid_on_utf8(bytes);
	bl_buf_init(&utf8, BL_HEAD_BYTES * 4);
	if (bl_charset_decode(&utf8, charset, bytes, NULL) == BL_OK)
		bid = bid_on_utf8(bl_buf_str(&utf8));
	bl_buf_release(&utf8);
	return bid;
}

static bl_status on_fragment_token(void *context,
				   const struct bl_html_token *tok,
				   struct bl_error *err)
{
	return bl_html_text_token(context, tok, err);
}

bl_status bl_html_fragment_text(struct bl_buf *out, struct bl_str fragment,
				struct bl_error *err)
{
	struct bl_html_text *text = malloc(sizeof(*text));
	bl_status st;

	if (!text)
		return bl_fail_nomem(err);
	st = bl_html_text_init(text, err);
	if (st == BL_OK)
		st = bl_html_parse(fragment, on_fragment_token, text, err);
	if (st == BL_OK)
		st = bl_html_text_main(text, out, BL_STR_NULL, true, err);
	bl_html_text_release(text);
	free(text);
	return st;
}

/* What is on the way from a page to an article. */
struct page {
	struct bl_buf utf8, body;
	struct bl_html_meta meta;
	struct bl_html_text text;
};

static bl_status on_page_token(void *context, const struct bl_html_token *tok,
			       struct bl_error *err)
{
	struct page *p = context;
	bl_status st = bl_html_text_token(&p->text, tok, err);

	if (st < 0)
		return st;
	return bl_html_meta_token(&p->meta, tok,
				  bl_html_text_in_article(&p->text), err);
}

static bl_status read_page(struct page *p, const struct bl_record *rec,
			   struct bl_arena *arena, struct bl_article *out,
			   struct bl_error *err)
{
	struct bl_str *declared = &p->meta.value[BL_HTML_BODY], body;
	struct bl_str bytes = rec->bytes;
	const char *charset;
	size_t mark;
	bl_status st;

	st = bl_html_charset(&charset, &mark, bytes, rec->charset, err);
	if (st < 0)
		return st;
	bytes.data += mark;
	bytes.len -= mark;
	st = bl_charset_decode(&p->utf8, charset, bytes, err);
	if (st == BL_OK)
		st = bl_html_parse(bl_buf_str(&p->utf8), on_page_token, p, err);
	if (st == BL_OK)
		st = bl_html_meta_finish(&p->meta, out, err);
	if (st == BL_OK)
		st = bl_html_text_main(&p->text, &p->body, out->title, false,
				       err);
	if (st < 0)
		return st;
	body = bl_buf_str(&p->body);
	if (body.len < TEXT_MIN_BYTES && declared->len > body.len)
		body = *declared;
	return bl_article_text(&out->text, arena, body,
			       BL_ARTICLE_TEXT_MAX_BYTES, err);
}

static bl_status html_parse(const struct bl_record *rec,
			    const struct bl_parse_options *options,
			    struct bl_arena *arena, struct bl_article *out,
			    struct bl_error *err)
{
	struct page *p = malloc(sizeof(*p));
	bl_status st;

	(void)options; /* keys have no place in a page */
	*out = (struct bl_article)BL_ARTICLE_INIT;
	if (!p)
		return bl_fail_nomem(err);
	bl_buf_init(&p->utf8, BL_ARTICLE_TEXT_MAX_BYTES);
	bl_buf_init(&p->body, BL_ARTICLE_TEXT_MAX_BYTES);
	bl_html_meta_init(&p->meta, arena);
	st = bl_html_text_init(&p->text, err);
	if (st == BL_OK)
		st = read_page(p, rec, arena, out, err);
	if (st == BL_ERR_LIMIT)
		st = bl_record_skip(rec, err, "more than %zu bytes of text",
				    BL_ARTICLE_TEXT_MAX_BYTES);
	else if (st == BL_ERR_FORMAT)
		st = bl_record_skip(rec, err, "%s", err->text);
	else if (st == BL_ERR_UNSUPPORTED)
		st = bl_record_skip(rec, err,
				    "in a charset that this system's "
				    "iconv cannot read");
	else if (st == BL_OK && out->text.len == 0 && out->title.len == 0)
		st = bl_record_skip(rec, err, "no text: a page without any");
	if (st == BL_OK)
		st = bl_article_set_id(out, rec, arena, err);
	bl_html_text_release(&p->text);
	bl_html_meta_release(&p->meta);
	bl_buf_release(&p->body);
	bl_buf_release(&p->utf8);
	free(p);
	return st;
}

const struct bl_format bl_format_html = {
	.name = "html",
	.about = "HTML and XHTML pages",
	.unit = BL_UNIT_FILE,
	.bid = html_bid,
	.parse = html_parse,
};
