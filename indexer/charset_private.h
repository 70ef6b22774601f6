/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Text in the character sets that pages and files come in, made UTF-8.
 */
#ifndef BLOTTER_CHARSET_PRIVATE_H
#define BLOTTER_CHARSET_PRIVATE_H

#include "blotter/buf.h"

/* The names that iconv knows them by. */
#define BL_UTF8 "UTF-8"
#define BL_WINDOWS_1252 "WINDOWS-1252"

/*
 * What a page means by a charset label, as the WHATWG Encoding Standard has
 * it ("latin1" is windows-1252), in any case; NULL when we do not know it.
 */
const char *bl_charset_of_label(struct bl_str label);

/* By a byte order mark of *mark_bytes bytes; NULL: there is none. */
const char *bl_charset_of_mark(struct bl_str bytes, size_t *mark_bytes);

/* UTF-8, also when some of it is broken, else windows-1252. */
const char *bl_charset_guess(struct bl_str bytes);

/*
 * Append bytes in a charset that a function above has named, as UTF-8;
 * U+FFFD stands where they mean nothing.  Ask the buffer for its status.
 */
bl_status bl_charset_decode(struct bl_buf *out, const char *charset,
			    struct bl_str bytes, struct bl_error *err);

#endif
