/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blotter/utf8.h"

#include <string.h>

#define DISTANCE_MAX_CODE_POINTS 256
#define NEAR_EDITS 2 /* that a mistyped name may be away */

/* Bytes of the sequence a lead byte starts, and the range of its second byte
 * (Unicode 15, table 3-7): the tightened ranges keep out overlong forms,
 * surrogates and what lies above U+10FFFF. */
static size_t lead(unsigned char c, unsigned char *low, unsigned char *high)
{
	*low = 0x80;
	*high = 0xbf;
	if (c < 0x80)
		return 1;
	if (c < 0xc2 || c > 0xf4)
		return 0;
	if (c < 0xe0)
		return 2;
	if (c == 0xe0)
		*low = 0xa0;
	if (c == 0xed)
		*high = 0x9f;
	if (c == 0xf0)
		*low = 0x90;
	if (c == 0xf4)
		*high = 0x8f;
	return c < 0xf0 ? 3 : 4;
}

uint32_t bl_utf8_decode(const char *s, size_t n, size_t *used)
{
	const unsigned char *u = (const unsigned char *)s;
	unsigned char low, high;
	size_t need = lead(u[0], &low, &high), i;
	uint32_t cp;

	*used = 1;
	if (need == 1)
		return u[0];
	if (need == 0)
		return BL_UTF8_BAD;
	cp = u[0] & (0x7fu >> need);
	for (i = 1; i < need; i++) {
		if (i == n || u[i] < low || u[i] > high)
			return BL_UTF8_BAD;
		cp = cp << 6 | (u[i] & 0x3fu);
		low = 0x80;
		high = 0xbf;
		*used = i + 1;
	}
	return cp;
}

size_t bl_utf8_encode(char *out, uint32_t cp)
{
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xc0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3f));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xe0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3f));
		out[2] = (char)(0x80 | (cp & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3f));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3f));
	out[3] = (char)(0x80 | (cp & 0x3f));
	return 4;
}

size_t bl_utf8_valid(const char *s, size_t n)
{
	const uint64_t high_bits = UINT64_C(0x8080808080808080);
	size_t i = 0, used;
	uint64_t word;

	while (i < n) {
		while (n - i >= sizeof(word)) {
			memcpy(&word, s + i, sizeof(word));
			if (word & high_bits)
				break;
			i += sizeof(word);
		}
		if (i < n && (unsigned char)s[i] < 0x80) {
			i++;
		} else if (i < n) {
			if (bl_utf8_decode(s + i, n - i, &used) == BL_UTF8_BAD)
				return i;
			i += used;
		}
	}
	return n;
}

void bl_utf8_repair(struct bl_buf *b, const char *s, size_t n)
{
	size_t good, used;

	while (n) {
		good = bl_utf8_valid(s, n);
		bl_buf_add(b, s, good);
		s += good;
		n -= good;
		if (n) {
			bl_utf8_decode(s, n, &used);
			bl_buf_adds(b, "\xef\xbf\xbd");
			s += used;
			n -= used;
		}
	}
}

size_t bl_utf8_length(const char *s, size_t n)
{
	size_t i, count = 0;

	for (i = 0; i < n; i++)
		count += ((unsigned char)s[i] & 0xc0) != 0x80;
	return count;
}

static size_t code_points(uint32_t *out, struct bl_str s)
{
	size_t i = 0, n = 0, used;

	while (i < s.len && n < DISTANCE_MAX_CODE_POINTS) {
		out[n++] = bl_utf8_decode(s.data + i, s.len - i, &used);
		i += used;
	}
	return n;
}

static unsigned least(unsigned a, unsigned b, unsigned c)
{
	unsigned m = a < b ? a : b;

	return m < c ? m : c;
}

unsigned bl_utf8_distance(struct bl_str a, struct bl_str b, unsigned max)
{
	uint32_t x[DISTANCE_MAX_CODE_POINTS], y[DISTANCE_MAX_CODE_POINTS];
	unsigned row[DISTANCE_MAX_CODE_POINTS + 1];
	size_t n = code_points(x, a), m = code_points(y, b), i, j;

	if ((n > m ? n - m : m - n) > max)
		return max + 1;
	for (j = 0; j <= m; j++)
		row[j] = (unsigned)j;
	for (i = 1; i <= n; i++) {
		unsigned corner = row[0], best = row[0] = (unsigned)i;

		for (j = 1; j <= m; j++) {
			unsigned above = row[j];

			row[j] = least(above + 1, row[j - 1] + 1,
				       corner + (x[i - 1] != y[j - 1]));
			corner = above;
			if (row[j] < best)
				best = row[j];
		}
		if (best > max)
			return max + 1;
	}
	return row[m] > max ? max + 1 : row[m];
}

void bl_nearest_offer(struct bl_nearest *n, struct bl_str name)
{
	unsigned d = bl_utf8_distance(name, n->wanted, NEAR_EDITS);

	/* as many edits as there are letters make anything of anything */
	if (d > NEAR_EDITS || d >= n->wanted.len ||
	    (n->name.len && d >= n->distance))
		return;
	n->name = name;
	n->distance = d;
}
