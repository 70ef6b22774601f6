/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "line_private.h"

#include <stdbool.h>

#include "blotter/utf8.h"

static bool is_control(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || cp == 0x2028 ||
	       cp == 0x2029 || cp == BL_UTF8_BAD;
}

static void add_percent(struct bl_buf *out, const char *bytes, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		bl_buf_addf(out, "%%%02X", (unsigned char)bytes[i]);
}

void bl_line_cell(struct bl_buf *out, struct bl_str s)
{
	size_t i, used;

	for (i = 0; i < s.len; i += used) {
		uint32_t cp = bl_utf8_decode(s.data + i, s.len - i, &used);

		if (is_control(cp))
			bl_buf_addc(out, ' ');
		else
			bl_buf_add(out, s.data + i, used);
	}
}

void bl_line_query(struct bl_buf *out, const char *query_id)
{
	if (!query_id)
		return;
	bl_line_cell(out, bl_str_from(query_id));
	bl_buf_addc(out, '\t');
}

void bl_line_word(struct bl_buf *out, struct bl_str s)
{
	size_t i, used;

	for (i = 0; i < s.len; i += used) {
		uint32_t cp = bl_utf8_decode(s.data + i, s.len - i, &used);

		if (cp == ' ' || cp == 0xa0 || is_control(cp))
			add_percent(out, s.data + i, used);
		else
			bl_buf_add(out, s.data + i, used);
	}
}
