/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "warc_private.h"

#include <string.h>

#include "charset_private.h"
#include "reader_private.h"

/* What pages are sent as. */
static const struct {
	const char *media_type;
	const struct bl_format *format;
} PAGE_TYPES[] = {
	{ "text/html", &bl_format_html },
	{ "application/xhtml+xml", &bl_format_html },
	{ "text/plain", &bl_format_text },
};

/* Crawlers keep notes of their own, "metadata:", "dns:", "urn:". */
static const char *const WEB_SCHEMES[] = {
	"http://", "https://", "ftp://", "ftps://", "file:",
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

bool bl_warc_begins(struct bl_str bytes)
{
	return bytes.len >= 7 && (memcmp(bytes.data, "WARC/1.", 7) == 0 ||
				  memcmp(bytes.data, "WARC/0.", 7) == 0);
}

bl_status bl_warc_head_read(struct bl_warc_head *out, struct bl_str bytes,
			    struct bl_error *err)
{
	struct bl_str value;

	out->text = (struct bl_str){ bytes.data, bl_head_length(bytes) };
	if (out->text.len == 0 || out->text.len > BL_WARC_HEAD_MAX_BYTES)
		return bl_fail(err, BL_ERR_FORMAT,
			       "the head of a WARC record has no end: an empty "
			       "line is expected within %zu bytes",
			       BL_WARC_HEAD_MAX_BYTES);
	if (!bl_head_field(out->text, "Content-Length", &value) ||
	    !bl_head_number(value, &out->block_bytes))
		return bl_fail(err, BL_ERR_FORMAT,
			       "a WARC record has 'Content-Length: %.*s': a "
			       "number is expected",
			       bl_str_shown(value), value.data);
	return BL_OK;
}

/* Some write the address between < and >, as the standard once had it. */
static struct bl_str target_of(struct bl_str head)
{
	struct bl_str uri;

	bl_head_field(head, "WARC-Target-URI", &uri);
	if (uri.len > 1 && uri.data[0] == '<' && uri.data[uri.len - 1] == '>')
		uri = (struct bl_str){ uri.data + 1, uri.len - 2 };
	return uri;
}

/* Every crawler fetches this from every site, for itself. */
static bool is_robots_txt(struct bl_str url)
{
	const char *host = memmem(url.data, url.len, "://", 3), *path;
	size_t left;

	if (!host)
		return false;
	host += 3;
	left = url.len - (size_t)(host - url.data);
	path = memchr(host, '/', left);
	return path &&
	       bl_str_eq((struct bl_str){ path,
					  url.len - (size_t)(path - url.data) },
			 BL_STR("/robots.txt"));
}

static bool is_of_the_web(struct bl_str url)
{
	size_t i;

	for (i = 0; i < COUNT(WEB_SCHEMES); i++) {
		if (bl_has_prefix_nocase(url, WEB_SCHEMES[i]))
			return !is_robots_txt(url);
	}
	return false;
}

static bool read_type(struct bl_warc_page *page, struct bl_str type)
{
	size_t i;

	page->charset = bl_charset_of_label(bl_head_parameter(type, "charset"));
	for (i = 0; i < COUNT(PAGE_TYPES); i++) {
		if (bl_head_token_is(type, PAGE_TYPES[i].media_type)) {
			page->format = PAGE_TYPES[i].format;
			return true;
		}
	}
	return type.len == 0; /* its bytes will tell */
}

static bool read_response(struct bl_warc_page *page, struct bl_str block)
{
	bl_http_response_read(&page->response, block);
	if (page->response.status == 0)
		page->fault = "no HTTP response: a line as 'HTTP/1.1 200 OK' "
			      "is expected first";
	return page->response.status == 0 ||
	       (page->response.status == 200 &&
		read_type(page, page->response.content_type));
}

/* By the types of a record and its block; false: there is no page in it. */
static bool read_block(struct bl_warc_page *page, struct bl_str type,
		       struct bl_str content_type, struct bl_str block)
{
	bool is_response = bl_head_token_is(type, "response");

	if (is_response && (content_type.len == 0 ||
			    bl_head_token_is(content_type, "application/http")))
		return read_response(page, block);
	/* of a response, too, some keep the body alone */
	page->response.body = block;
	return (is_response || bl_head_token_is(type, "resource") ||
		bl_head_token_is(type, "conversion")) &&
	       read_type(page, content_type);
}

bool bl_warc_page_read(struct bl_warc_page *out,
		       const struct bl_warc_head *head, struct bl_str block)
{
	struct bl_str type, content_type, value;

	memset(out, 0, sizeof(*out));
	out->url = target_of(head->text);
	bl_head_field(head->text, "WARC-Type", &type);
	bl_head_field(head->text, "Content-Type", &content_type);
	if (!is_of_the_web(out->url) ||
	    !read_block(out, type, content_type, block))
		return false;
	out->response.is_cut =
		bl_head_field(head->text, "WARC-Truncated", &value);
	if (bl_head_field(head->text, "WARC-Segment-Number", &value))
		out->fault = "a part of a segmented record: only whole "
			     "records are read";
	return true;
}
