/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <libxml/HTMLparser.h>
#include <string.h>

#include "blotter/utf8.h"
#include "html_private.h"

#define NAME_MAX_BYTES 8 /* of HTML 4: "thetasym" */

/* What 0x80 to 0x9f mean in "&#146;": windows-1252, as browsers read it. */
static const uint16_t WINDOWS_1252_HIGH[32] = {
	0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
	0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0xfffd, 0x017d, 0xfffd,
	0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
	0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0xfffd, 0x017e, 0x0178,
};

/* HTML 5 has "&AMP;", "&COPY", ...; 0: there is no such name. */
static uint32_t find_named(const char *name, size_t len)
{
	char copy[NAME_MAX_BYTES + 1] = "";
	const htmlEntityDesc *found;
	size_t i;

	if (len == 0 || len > NAME_MAX_BYTES)
		return 0;
	memcpy(copy, name, len);
	found = htmlEntityLookup((const xmlChar *)copy);
	if (!found) {
		for (i = 0; i < len && copy[i] >= 'A' && copy[i] <= 'Z'; i++)
			copy[i] |= 0x20;
		if (i == len)
			found = htmlEntityLookup((const xmlChar *)copy);
	}
	return found ? found->value : 0;
}

static int digit_value(char c, unsigned base)
{
	int v = -1;

	if (c >= '0' && c <= '9')
		v = c - '0';
	else if (c >= 'a' && c <= 'f')
		v = c - 'a' + 10;
	else if (c >= 'A' && c <= 'F')
		v = c - 'A' + 10;
	return v < (int)base ? v : -1;
}

/* s begins with "&#".  Returns the bytes it takes, 0 when it is none. */
static size_t read_numeric(struct bl_str s, uint32_t *cp)
{
	unsigned base = s.len > 2 && (s.data[2] | 0x20) == 'x' ? 16 : 10;
	size_t start = base == 16 ? 3 : 2, i = start;

	*cp = 0;
	for (; i < s.len && digit_value(s.data[i], base) >= 0; i++) {
		if (*cp <= 0x10ffff)
			*cp = *cp * base +
			      (uint32_t)digit_value(s.data[i], base);
	}
	if (i == start)
		return 0;
	if (*cp >= 0x80 && *cp < 0xa0)
		*cp = WINDOWS_1252_HIGH[*cp - 0x80];
	if (*cp == 0 || *cp > 0x10ffff || (*cp >= 0xd800 && *cp < 0xe000))
		*cp = 0xfffd;
	return i + (i < s.len && s.data[i] == ';');
}

/* s begins with '&'.  The names of Latin-1 are known without their ';', too,
 * but not in front of a letter or '=', which a link's "&copy=1" has. */
static size_t read_named(struct bl_str s, uint32_t *cp)
{
	size_t i = 1;

	while (i < s.len && i <= NAME_MAX_BYTES &&
	       ((s.data[i] | 0x20) >= 'a'
			? (s.data[i] | 0x20) <= 'z'
			: s.data[i] >= '0' && s.data[i] <= '9'))
		i++;
	*cp = find_named(s.data + 1, i - 1);
	if (*cp == 0)
		return 0;
	if (i < s.len && s.data[i] == ';')
		return i + 1;
	return *cp < 0x100 && (i == s.len || s.data[i] != '=') ? i : 0;
}

size_t bl_html_reference(struct bl_str s, uint32_t *code_point)
{
	return s.len > 1 && s.data[1] == '#' ? read_numeric(s, code_point)
					     : read_named(s, code_point);
}

void bl_html_decode(struct bl_buf *out, struct bl_str s)
{
	char utf8[4];
	uint32_t cp;

	while (s.len > 0) {
		const char *amp = memchr(s.data, '&', s.len);
		size_t plain = amp ? (size_t)(amp - s.data) : s.len, used;

		bl_buf_add(out, s.data, plain);
		s.data += plain;
		s.len -= plain;
		if (s.len == 0)
			break;
		used = bl_html_reference(s, &cp);
		if (used > 0) {
			bl_buf_add(out, utf8, bl_utf8_encode(utf8, cp));
		} else {
			bl_buf_addc(out, '&');
			used = 1;
		}
		s.data += used;
		s.len -= used;
	}
}
