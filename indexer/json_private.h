/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reading JSON, by jansson, as scrapers write it.
 */
#ifndef BLOTTER_JSON_PRIVATE_H
#define BLOTTER_JSON_PRIVATE_H

#include <jansson.h>

#include "blotter/buf.h"

/*
 * Parse a value.  What RFC 8259 forbids and scrapers write nevertheless is
 * mended: malformed UTF-8 and bare controls in strings, NaN and Infinity
 * (null). BL_ERR_FORMAT, with the column, when it is no JSON even so.  *out is
 * yours: json_decref.
 */
bl_status bl_json_parse(json_t **out, struct bl_str bytes,
			struct bl_error *err);

/*
 * Append the text of a value: a string, a number, the texts of an array's
 * items on a line each, or that of the member of an object which usually has
 * it ("name", "main", "value", ...).  Others have none, and neither has a
 * number too large to be known to the last digit.
 */
void bl_json_text(struct bl_buf *out, const json_t *value);

/* Member "a.b.c" of nested objects; a key that has dots itself comes first.
 * NULL: there is none.  Borrowed. */
const json_t *bl_json_member_at(const json_t *object, const char *dotted_key);

#endif
