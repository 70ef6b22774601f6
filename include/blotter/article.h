/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * An article as read: what flows from a reader to the index, is stored there,
 * and comes back out of it.  All strings are valid UTF-8 without NUL, owned by
 * the arena that the article was read into.
 */
#ifndef BLOTTER_ARTICLE_H
#define BLOTTER_ARTICLE_H

#include "blotter/arena.h"
#include "blotter/date.h"

/* Larger fields than these are cut (text: the record is refused). */
#define BL_ARTICLE_TEXT_MAX_BYTES ((size_t)64 << 20)
#define BL_ARTICLE_FIELD_MAX_BYTES ((size_t)4096)
#define BL_ARTICLE_ID_MAX_BYTES ((size_t)2048)

struct bl_article {
	struct bl_str id; /* never empty in an index */
	struct bl_str title;
	struct bl_str text;
	struct bl_str source; /* the outlet, as declared */
	struct bl_str url;
	struct bl_str lang; /* of bl_lang_of_tag(), lower case: "en" */
	bl_time published;  /* BL_TIME_UNSET when not known */
};

#define BL_ARTICLE_INIT                                             \
	{                                                           \
		{ NULL, 0 }, { NULL, 0 }, { NULL, 0 }, { NULL, 0 }, \
			{ NULL, 0 }, { NULL, 0 }, BL_TIME_UNSET     \
	}

/*
 * The stored form of an article: a version, a checksum, and the fields
 * compressed (raw deflate, RFC 1951).  Decoding takes bytes from anywhere:
 * damage is BL_ERR_CORRUPT, and no more than the limits above is allocated.
 */
bl_status bl_article_encode(const struct bl_article *a, struct bl_buf *out,
			    struct bl_error *err);
bl_status bl_article_decode(struct bl_article *a, struct bl_arena *arena,
			    struct bl_str bytes, struct bl_error *err);

#endif
