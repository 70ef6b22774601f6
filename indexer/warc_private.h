/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * WARC records (ISO 28500, versions 0 and 1): a head, and a block of as many
 * bytes as it says.
 *
 * A record that may be an article is a page: an HTTP response with status 200,
 * a resource or a conversion (the text of a page), as HTML, XHTML or plain
 * text, from an address of the web.
 */
#ifndef BLOTTER_WARC_PRIVATE_H
#define BLOTTER_WARC_PRIVATE_H

#include "format_private.h"
#include "http_private.h"

#define BL_WARC_HEAD_MAX_BYTES ((size_t)64 << 10)

struct bl_warc_head {
	struct bl_str text; /* all of it, with the empty line at its end */
	uint64_t block_bytes;
};

/* Whether bytes begin as a record of a version that we know does. */
bool bl_warc_begins(struct bl_str bytes);

/* The head that bytes begin with, which is theirs.  BL_ERR_FORMAT: there is
 * none, or not the length of its block; err says so, and not where. */
bl_status bl_warc_head_read(struct bl_warc_head *out, struct bl_str bytes,
			    struct bl_error *err);

struct bl_warc_page {
	struct bl_str url;
	const struct bl_format *format; /* as declared; NULL: not declared */
	const char *charset;            /* as declared; NULL: not known */
	const char *fault; /* why it cannot be read; NULL: it may be */
	/* With a body alone when there is no response; is_cut by the crawler,
	 * which says so. */
	struct bl_http_response response;
};

/* The page that a block holds, or its first bytes; false: none. */
bool bl_warc_page_read(struct bl_warc_page *out,
		       const struct bl_warc_head *head, struct bl_str block);

#endif
