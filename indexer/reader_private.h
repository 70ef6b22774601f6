/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the readers share in making an article of what they found.
 */
#ifndef BLOTTER_READER_PRIVATE_H
#define BLOTTER_READER_PRIVATE_H

#include <stdbool.h>

#include "format_private.h"

/* As bl_article_text, for a field of one line: runs of white space become one
 * space, and at most BL_ARTICLE_FIELD_MAX_BYTES are kept. */
bl_status bl_article_line(struct bl_str *out, struct bl_arena *arena,
			  struct bl_str raw, struct bl_error *err);

/* bl_lang_of_tag() of a declared tag, lower case. */
bl_status bl_article_lang(struct bl_str *out, struct bl_arena *arena,
			  struct bl_str raw, struct bl_error *err);

/* Whether s begins with prefix; in any case of ASCII letters. */
bool bl_has_prefix_nocase(struct bl_str s, const char *prefix);

/* "http://..." or "https://...", and more than the front page of a site: what
 * tells one article from another. */
bool bl_is_article_url(struct bl_str url);

#endif
