/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Pages in WARC files, as crawlers write them: of each record that holds one,
 * the page is unpacked and read as its type says.
 */
#include <string.h>

#include "warc_private.h"

#define BID_CERTAIN 100

static int warc_bid(const char *head, size_t len)
{
	/* of a version that we do not know, too: the input says so then */
	return len > 5 && memcmp(head, "WARC/", 5) == 0 && head[5] >= '0' &&
			       head[5] <= '9'
		       ? BID_CERTAIN
		       : 0;
}

/* As declared, unless the bytes are of another kind altogether. */
static const struct bl_format *choose_format(const struct bl_warc_page *page,
					     struct bl_str body,
					     const char **why)
{
	const struct bl_format *found;

	found = bl_format_detect(
		body.data, body.len < BL_HEAD_BYTES ? body.len : BL_HEAD_BYTES,
		why);
	if (!found)
		return NULL;
	if (found != &bl_format_html && found != &bl_format_text) {
		*why = found->about;
		return NULL;
	}
	return page->format ? page->format : found;
}

/* Make the page's body, unpacked, the bytes of the record, or say why not. */
static bl_status unpack(struct bl_record *rec, const struct bl_warc_page *page,
			struct bl_buf *buf, struct bl_arena *arena,
			struct bl_error *err)
{
	struct bl_error why = BL_ERROR_INIT;
	bl_status st;

	if (page->fault)
		return bl_record_skip(rec, err, "%s", page->fault);
	st = bl_http_body(&rec->bytes, buf, arena, &page->response, &why);
	if (st == BL_ERR_FORMAT)
		return bl_record_skip(rec, err, "%s", why.text);
	if (st == BL_ERR_LIMIT)
		return bl_record_skip(rec, err,
				      "its body unpacks to more than %zu bytes",
				      BL_PAGE_MAX_BYTES);
	return st < 0 ? bl_fail(err, st, "%s", why.text) : BL_OK;
}

/* Find the page, and give the record its address and charset. */
static bl_status read_head(struct bl_record *rec, struct bl_warc_page *page,
			   struct bl_error *err)
{
	struct bl_error why = BL_ERROR_INIT;
	struct bl_warc_head head;
	struct bl_str block;

	if (bl_warc_head_read(&head, rec->bytes, &why) < 0)
		return bl_record_skip(rec, err, "%s", why.text);
	block = (struct bl_str){ rec->bytes.data + head.text.len,
				 rec->bytes.len - head.text.len };
	if (!bl_warc_page_read(page, &head, block))
		return bl_record_skip(rec, err, "a WARC record without a page");
	rec->url = page->url;
	rec->charset = page->charset;
	return BL_OK;
}

static bl_status warc_parse(const struct bl_record *rec,
			    const struct bl_parse_options *options,
			    struct bl_arena *arena, struct bl_article *out,
			    struct bl_error *err)
{
	struct bl_record inner = *rec; /* becomes that of the page */
	const struct bl_format *format;
	struct bl_warc_page page;
	struct bl_buf buf;
	const char *why;
	bl_status st;

	*out = (struct bl_article)BL_ARTICLE_INIT;
	bl_buf_init(&buf, BL_PAGE_MAX_BYTES);
	st = read_head(&inner, &page, err);
	if (st == BL_OK)
		st = unpack(&inner, &page, &buf, arena, err);
	if (st != BL_OK)
		goto out;
	format = choose_format(&page, inner.bytes, &why);
	if (format)
		st = format->parse(&inner, options, arena, out, err);
	else
		st = bl_record_skip(&inner, err, "no page but %s", why);
out:
	bl_buf_release(&buf);
	return st;
}

const struct bl_format bl_format_warc = {
	.name = "warc",
	.about = "WARC archives of pages",
	.unit = BL_UNIT_WARC,
	.bid = warc_bid,
	.parse = warc_parse,
};
