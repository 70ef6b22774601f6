/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reading JSON, by json-c, as scrapers write it.
 */
#ifndef BLOTTER_JSON_PRIVATE_H
#define BLOTTER_JSON_PRIVATE_H

#include <json-c/json.h>

#include "blotter/buf.h"

/*
 * Parse a value.  What RFC 8259 forbids and scrapers write nevertheless is
 * mended: malformed UTF-8 and bare controls in strings, halves of surrogate
 * pairs (U+FFFD), NaN and Infinity (null).  BL_ERR_FORMAT, with the column,
 * when it is no JSON even so.  *out, NULL for null, is yours: json_object_put.
 */
bl_status bl_json_parse(struct json_object **out, struct bl_str bytes,
			struct bl_error *err);

/*
 * Append the text of a value: a string, a number, the texts of an array's
 * items on a line each, or that of the member of an object which usually has
 * it ("name", "main", "value", ...).  Others have none, and neither has a
 * number too large to be known to the last digit.
 */
void bl_json_text(struct bl_buf *out, struct json_object *value);

/* Member "a.b.c" of nested objects; a key that has dots itself comes first.
 * NULL: there is none.  Borrowed. */
struct json_object *bl_json_member_at(struct json_object *object,
				      const char *dotted_key);

#endif
