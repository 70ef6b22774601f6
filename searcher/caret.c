/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "caret_private.h"

#include <utf8proc.h>

#include "blotter/query.h"
#include "blotter/utf8.h"

#define INDENT "  "
#define ELLIPSIS "\xe2\x80\xa6"
/* Shown on either side of the caret: with the rest, less than 80 columns. */
#define SIDE_COLUMNS 36

size_t bl_caret_column(struct bl_str text, size_t byte)
{
	size_t i, used, column = 1;

	for (i = 0; i < text.len && i < byte; i += used) {
		bl_utf8_decode(text.data + i, text.len - i, &used);
		column += i + used <= byte;
	}
	return column;
}

/* Append text with one character for each of its own, so that columns stay;
 * returns where in `out` the one at `byte` is. */
static size_t add_shown(struct bl_buf *out, struct bl_str text, size_t byte)
{
	size_t i, used, before, at = out->len;

	for (i = 0; i < text.len; i += used) {
		uint32_t cp =
			bl_utf8_decode(text.data + i, text.len - i, &used);

		before = out->len;
		if (cp == ' ' || cp == '\t' || cp == '\n')
			bl_buf_addc(out, ' ');
		else
			bl_utf8_printable(
				out, (struct bl_str){ text.data + i, used }, 0);
		if (out->len == before)
			bl_buf_addc(out, '?');
		if (i + used <= byte)
			at = out->len;
	}
	return at;
}

static unsigned width_at(struct bl_str text, size_t at, size_t *used)
{
	uint32_t cp = bl_utf8_decode(text.data + at, text.len - at, used);

	return (unsigned)utf8proc_charwidth((utf8proc_int32_t)cp);
}

void bl_caret_point(struct bl_buf *out, struct bl_str text, size_t byte)
{
	struct bl_buf shown;
	struct bl_str s;
	size_t at, from, to, used;
	unsigned before = 0, behind = 0;

	bl_buf_init(&shown, 2 * BL_QUERY_MAX_BYTES);
	at = add_shown(&shown, text, byte);
	s = bl_buf_str(&shown);
	for (from = at; from > 0 && before < SIDE_COLUMNS;) {
		do
			from--;
		while (from > 0 &&
		       ((unsigned char)s.data[from] & 0xc0) == 0x80);
		before += width_at(s, from, &used);
	}
	for (to = at; to < s.len && behind < SIDE_COLUMNS; to += used)
		behind += width_at(s, to, &used);
	bl_buf_adds(out, from > 0 ? INDENT ELLIPSIS : INDENT);
	bl_buf_add(out, s.data + from, to - from);
	bl_buf_adds(out, to < s.len ? ELLIPSIS "\n" : "\n");
	bl_buf_addf(out, INDENT "%*s^\n", (int)(before + (from > 0)), "");
	bl_buf_release(&shown);
}
