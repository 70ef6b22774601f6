/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Writing JSON (RFC 8259), one object a line, straight into a buffer.
 *
 *	bl_buf_addc(&b, '{');
 *	bl_json_member(&b, "title", article.title);
 *	bl_json_member(&b, "url", article.url);
 *	bl_buf_adds(&b, "}\n");
 */
#ifndef BLOTTER_JSON_H
#define BLOTTER_JSON_H

#include "blotter/buf.h"

/*
 * Append s as a JSON string, quotes included.  Whatever s holds, the result is
 * valid and stays on one line: controls (C0, DEL, C1), U+2028 and U+2029 are
 * escaped, malformed UTF-8 becomes U+FFFD.
 */
void bl_json_string(struct bl_buf *b, struct bl_str s);

/* Append "key": with a comma before it unless it is the first in its object.
 * The key is written as it stands. */
void bl_json_key(struct bl_buf *b, const char *key);

/* A key with the string s, or with null when s is empty. */
void bl_json_member(struct bl_buf *b, const char *key, struct bl_str s);

#endif
