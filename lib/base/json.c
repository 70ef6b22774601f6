/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blotter/json.h"

#include <stdbool.h>
#include <string.h>

#include "blotter/utf8.h"

#define REPLACEMENT 0xfffd

static bool must_escape(uint32_t cp)
{
	return cp < 0x20 || cp == '"' || cp == '\\' ||
	       (cp >= 0x7f && cp < 0xa0) || cp == 0x2028 || cp == 0x2029 ||
	       cp == BL_UTF8_BAD;
}

static void add_escaped(struct bl_buf *b, uint32_t cp)
{
	static const char from[] = "\"\\\b\f\n\r\t", to[] = "\"\\bfnrt";
	const char *short_form = cp && cp < 0x80 ? strchr(from, (int)cp) : NULL;

	if (short_form)
		bl_buf_addf(b, "\\%c", to[short_form - from]);
	else
		bl_buf_addf(b, "\\u%04x", cp == BL_UTF8_BAD ? REPLACEMENT : cp);
}

void bl_json_string(struct bl_buf *b, struct bl_str s)
{
	size_t i, used, plain = 0; /* first byte that is not appended yet */

	bl_buf_addc(b, '"');
	for (i = 0; i < s.len; i += used) {
		uint32_t cp = bl_utf8_decode(s.data + i, s.len - i, &used);

		if (!must_escape(cp))
			continue;
		bl_buf_add(b, s.data + plain, i - plain);
		add_escaped(b, cp);
		plain = i + used;
	}
	if (plain < s.len)
		bl_buf_add(b, s.data + plain, s.len - plain);
	bl_buf_addc(b, '"');
}

void bl_json_key(struct bl_buf *b, const char *key)
{
	if (b->len && b->data[b->len - 1] != '{')
		bl_buf_addc(b, ',');
	bl_buf_addf(b, "\"%s\":", key);
}

void bl_json_member(struct bl_buf *b, const char *key, struct bl_str s)
{
	bl_json_key(b, key);
	if (s.len)
		bl_json_string(b, s);
	else
		bl_buf_adds(b, "null");
}
