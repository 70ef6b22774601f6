/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the fuzz targets of the readers share: what an article must be. */
#ifndef FUZZ_READER_H
#define FUZZ_READER_H

#include <stdlib.h>
#include <string.h>

#include "blotter/utf8.h"
#include "format_private.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void fuzz_check_that(int holds)
{
	if (!holds)
		abort();
}

static inline void fuzz_check_field(struct bl_str s, size_t max)
{
	fuzz_check_that(s.len <= max);
	if (s.len == 0)
		return;
	fuzz_check_that(bl_utf8_valid(s.data, s.len) == s.len &&
			!memchr(s.data, '\0', s.len));
}

/* Read the input as the bytes of a record of the format. */
static inline int fuzz_read(const struct bl_format *format, uint64_t line,
			    const uint8_t *data, size_t size)
{
	struct bl_record rec = { .format = format,
				 .path = "fuzz",
				 .line = line,
				 .bytes = { (const char *)data, size } };
	const struct bl_key_map map = { "text", "a.b" };
	struct bl_parse_options options = { &map, 1 };
	struct bl_arena arena = BL_ARENA_INIT;
	struct bl_article article;
	struct bl_error err = BL_ERROR_INIT;
	bl_status st;

	format->bid(rec.bytes.data,
		    size < BL_HEAD_BYTES ? size : BL_HEAD_BYTES);
	st = format->parse(&rec, &options, &arena, &article, &err);
	fuzz_check_that(st == BL_OK || (st == BL_SKIP && err.text[0]));
	if (st == BL_OK) {
		fuzz_check_that(article.id.len > 0);
		fuzz_check_field(article.id, BL_ARTICLE_ID_MAX_BYTES);
		fuzz_check_field(article.title, BL_ARTICLE_FIELD_MAX_BYTES);
		fuzz_check_field(article.text, BL_ARTICLE_TEXT_MAX_BYTES);
		fuzz_check_field(article.source, BL_ARTICLE_FIELD_MAX_BYTES);
		fuzz_check_field(article.url, BL_ARTICLE_FIELD_MAX_BYTES);
		fuzz_check_field(article.lang, BL_ARTICLE_FIELD_MAX_BYTES);
		fuzz_check_that(article.published == BL_TIME_UNSET ||
				(article.published >= BL_TIME_MIN &&
				 article.published <= BL_TIME_MAX));
	}
	bl_arena_release(&arena);
	return 0;
}

#endif
