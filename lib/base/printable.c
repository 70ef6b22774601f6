/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Text from outside, made fit for a terminal: without control characters, and
 * without what control sequences (ECMA-48) leave when only their first
 * character is taken away.
 */
#include <stdbool.h>
#include <string.h>

#include "blotter/utf8.h"

#define ESC '\033'
#define BEL '\007'

/* Characters that steer a terminal or reorder what is shown. */
static bool is_control(uint32_t cp)
{
	return cp == BL_UTF8_BAD || cp < 0x20 || (cp >= 0x7f && cp < 0xa0) ||
	       cp == 0x200e || cp == 0x200f || cp == 0x061c ||
	       (cp >= 0x2028 && cp <= 0x202e) ||
	       (cp >= 0x2066 && cp <= 0x2069) || cp == 0xfeff ||
	       (cp >= 0xfff9 && cp <= 0xfffb) || (cp >> 16) == 0xe;
}

/* White space, other ends of lines among it: NEL and the separators. */
static bool is_space(uint32_t cp)
{
	return cp == ' ' || (cp >= '\t' && cp <= '\r') || cp == 0x85 ||
	       cp == 0x2028 || cp == 0x2029;
}

/* The length of CSI's parameters and final byte; 0 when there is no end. */
static size_t csi_length(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && s[i] >= 0x20 && s[i] < 0x40)
		i++;
	return i < n && s[i] >= 0x40 && s[i] < 0x7f ? i + 1 : 0;
}

/* The length of a command string up to its terminator (ESC \\ or BEL); 0 when
 * it has none, so that an unclosed one swallows nothing. */
static size_t string_length(const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (s[i] == BEL)
			return i + 1;
		if (s[i] == ESC && i + 1 < n && s[i + 1] == '\\')
			return i + 2;
	}
	return 0;
}

/* What follows an ESC and belongs to it, in bytes. */
static size_t sequence_length(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && s[i] >= 0x20 && s[i] < 0x30)
		i++; /* intermediate bytes */
	if (i == n || s[i] < 0x30 || s[i] == 0x7f)
		return 0;
	if (s[i] == '[')
		return i + 1 + csi_length(s + i + 1, n - i - 1);
	if (strchr("]PX^_", s[i]))
		return i + 1 + string_length(s + i + 1, n - i - 1);
	return i + 1;
}

/* How many bytes are ASCII that is shown as it is, most of most texts. */
static size_t plain_length(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && s[i] > ' ' && s[i] < 0x7f)
		i++;
	return i;
}

bool bl_utf8_printable(struct bl_buf *b, struct bl_str s, int keep_lines)
{
	size_t i = 0, used;
	bool space = false;

	while (i < s.len) {
		uint32_t cp;

		used = plain_length(s.data + i, s.len - i);
		cp = used ? (unsigned char)s.data[i]
			  : bl_utf8_decode(s.data + i, s.len - i, &used);
		if (cp == '\n' && keep_lines) {
			bl_buf_addc(b, '\n');
			space = false;
		} else if (is_space(cp)) {
			space = true;
		} else if (!is_control(cp)) {
			if (space)
				bl_buf_addc(b, ' ');
			space = false;
			bl_buf_add(b, s.data + i, used);
		}
		i += used;
		if (cp == ESC)
			i += sequence_length(s.data + i, s.len - i);
	}
	return space;
}
