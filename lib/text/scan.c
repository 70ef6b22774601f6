/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where tokens begin and end.
 *
 * One set of rules, about ASCII bytes, written once: bl_scan_word().  It runs
 * over the text itself, where dashes, quotation marks and the like beyond
 * ASCII are known by their bytes; a word with any other such character goes
 * by its shape (shape.c), over which the same rules run, unless the
 * vocabulary knows it already.
 *
 * Of characters that join a word,
 *
 *	'	joins letters and digits: O'Brien, 5'10
 *	.	joins single letters and two numbers: U.S, 3.5
 *	,	joins digits grouped as in 1,200 or 12,34,567
 *
 * and none of them joins a letter to a digit.
 */
#include "text_private.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum byte_kind {
	SEPARATOR = 0,
	LETTER = 1,
	DIGIT = 2,
	WORD = LETTER | DIGIT,
	APOSTROPHE = 4,
	DOT = 8,
	COMMA = 16,
	HIGH = 32, /* part of a character beyond ASCII */
};

#define PAIRS_MAX 5 /* groups of two digits in a number */

/* clang-format off */
#define S4 0, 0, 0, 0
#define S16 S4, S4, S4, S4
#define L5 LETTER, LETTER, LETTER, LETTER, LETTER
#define L26 LETTER, L5, L5, L5, L5, L5
#define D5 DIGIT, DIGIT, DIGIT, DIGIT, DIGIT
#define H8 HIGH, HIGH, HIGH, HIGH, HIGH, HIGH, HIGH, HIGH
#define H32 H8, H8, H8, H8
static const unsigned char byte_kind[256] = {
	S16, S16,
	S4, 0, 0, 0, APOSTROPHE,
	S4, COMMA, 0, DOT, 0,
	D5, D5, 0, 0, 0, 0, 0, 0,
	0, L26, 0, 0, 0, 0, 0,
	0, L26, 0, 0, 0, 0, 0,
	H32, H32, H32, H32,
};
/* clang-format on */

#ifdef __SSE2__
#define BYTES_AT_ONCE 16

/* Which of the bytes are in [first, first + n), 0xff for yes. */
static inline __m128i in_range(__m128i bytes, char first, char n)
{
	/* signed comparison: what is in the range comes to lie lowest */
	__m128i at = _mm_sub_epi8(bytes, _mm_set1_epi8((char)(first + 128)));

	return _mm_cmplt_epi8(at, _mm_set1_epi8((char)(n - 128)));
}

/* How many of so many bytes at p are letters and digits, up to the first that
 * is not. */
static inline unsigned word_bytes(const unsigned char *p)
{
	__m128i bytes = _mm_loadu_si128((const __m128i *)p);
	__m128i lower = _mm_or_si128(bytes, _mm_set1_epi8('a' - 'A'));
	__m128i word = _mm_or_si128(in_range(lower, 'a', 26),
				    in_range(bytes, '0', 10));

	/* the bits behind them are clear */
	return (unsigned)__builtin_ctz(~(unsigned)_mm_movemask_epi8(word));
}
#endif

/* The end of the letters and digits at p. */
static inline const unsigned char *word_end(const unsigned char *p,
					    const unsigned char *end)
{
#ifdef __SSE2__
	unsigned n;

	for (; end - p >= BYTES_AT_ONCE; p += n) {
		n = word_bytes(p);
		if (n < BYTES_AT_ONCE)
			return p + n;
	}
#endif
	while (p < end && byte_kind[*p] & WORD)
		p++;
	return p;
}

static bool is_curly_apostrophe(const unsigned char *p,
				const unsigned char *end)
{
	/* U+2018, U+2019 */
	return end - p >= 3 && p[0] == 0xe2 && p[1] == 0x80 &&
	       (p[2] & 0xfe) == 0x98;
}

/*
 * Bytes of a character at p that is surely a separator, or 0: those of
 * U+0080..00BF and U+2000..203F that are no letter, apostrophe, dot, middle
 * dot or format character.
 */
static size_t separator_bytes(const unsigned char *p, const unsigned char *end)
{
	const uint64_t one = 1;
	const uint64_t joins_u0080 = one << 0x2a | one << 0x2d | one << 0x35 |
				     one << 0x37 | one << 0x3a;
	const uint64_t joins_u2000 = one << 0x0c | one << 0x0d | one << 0x0e |
				     one << 0x0f | one << 0x18 | one << 0x19 |
				     one << 0x24 | one << 0x27 | one << 0x2a |
				     one << 0x2b | one << 0x2c | one << 0x2d |
				     one << 0x2e;

	if (end - p >= 2 && p[0] == 0xc2 && (p[1] & 0xc0) == 0x80)
		return joins_u0080 >> (p[1] & 0x3f) & 1 ? 0 : 2;
	if (end - p >= 3 && p[0] == 0xe2 && p[1] == 0x80 &&
	    (p[2] & 0xc0) == 0x80)
		return joins_u2000 >> (p[2] & 0x3f) & 1 ? 0 : 3;
	return 0;
}

/* The kind of the character at p, and its bytes. */
static inline unsigned kind_at(struct bl_scanner *s, const unsigned char *p,
			       size_t *used)
{
	*used = 1;
	if (p >= s->end)
		return SEPARATOR;
	if (byte_kind[*p] != HIGH)
		return byte_kind[*p];
	*used = 3;
	if (is_curly_apostrophe(p, s->end))
		return APOSTROPHE;
	if (!separator_bytes(p, s->end))
		s->needs_shape = true;
	return SEPARATOR;
}

static inline bool is_kind(struct bl_scanner *s, const unsigned char *p,
			   unsigned kinds)
{
	size_t used;

	return (kind_at(s, p, &used) & kinds) != 0;
}

/* The end of a possessive that begins at p, or NULL. */
static const unsigned char *possessive_end(struct bl_scanner *s,
					   const unsigned char *p)
{
	size_t used;

	if (kind_at(s, p, &used) != APOSTROPHE)
		return NULL;
	p += used;
	if (p >= s->end || (*p != 's' && *p != 'S'))
		return NULL;
	return is_kind(s, p + 1, WORD) ? NULL : p + 1;
}

/* Is the letter at p all of a word, but for a possessive? */
static bool stands_alone(struct bl_scanner *s, const unsigned char *p)
{
	size_t used;
	unsigned kind = kind_at(s, p + 1, &used);

	if (kind == APOSTROPHE && !possessive_end(s, p + 1))
		return !is_kind(s, p + 1 + used, LETTER);
	return !(kind & WORD);
}

static const unsigned char *digits_end(struct bl_scanner *s,
				       const unsigned char *p)
{
	while (is_kind(s, p, DIGIT))
		p++;
	return p;
}

/* Does a decimal point stand before the digits at p?  Not where more dots
 * follow: 17.02.2023 is a date. */
static bool is_fraction(struct bl_scanner *s, const unsigned char *p)
{
	p = digits_end(s, p);
	return !is_kind(s, p, DOT) || !is_kind(s, p + 1, DIGIT);
}

bool bl_scan_follows_point(const unsigned char *text, const unsigned char *p)
{
	return p - text >= 2 && p[-1] == '.' && byte_kind[p[-2]] == DIGIT;
}

/*
 * Do the digits at p, behind a comma, group a number?  They are three, or two
 * if more groups follow and the last has three: 12,34,567 counts lakhs.
 */
static bool is_group(struct bl_scanner *s, const unsigned char *p)
{
	int pairs;

	for (pairs = 0; pairs <= PAIRS_MAX; pairs++) {
		const unsigned char *end = digits_end(s, p);

		if (end - p == 3)
			return true;
		if (end - p != 2 || !is_kind(s, end, COMMA))
			return false;
		p = end + 1;
	}
	return false;
}

struct bl_word bl_scan_word(struct bl_scanner *s, const unsigned char *start)
{
	const unsigned char *p = start, *initial = start, *end = NULL;
	bool has_point = byte_kind[*start] == DIGIT &&
			 bl_scan_follows_point(s->text, start);

	s->needs_shape = byte_kind[*start] == HIGH;
	while (!s->needs_shape) {
		const unsigned char *next;
		unsigned joint, last;
		size_t used;

		p = word_end(p, s->end);
		joint = kind_at(s, p, &used);
		if (joint == SEPARATOR)
			break;
		end = possessive_end(s, p);
		last = byte_kind[p[-1]];
		next = p + used;
		if (end || !is_kind(s, next, last))
			break;
		if (joint == DOT && last == LETTER) {
			/* an acronym, as long as its letters stand alone */
			if (p - initial != 1 || !stands_alone(s, next))
				break;
			initial = next;
		} else if (joint == DOT) {
			if (has_point || !is_fraction(s, next))
				break;
			has_point = true;
		} else if (joint == COMMA) {
			if (last != DIGIT || has_point || !is_group(s, next))
				break;
		}
		p = next;
	}
	if (initial != start && is_kind(s, p, DOT)) /* U.S.'s */
		end = possessive_end(s, p + 1);
	return (struct bl_word){ p, end ? end : p };
}

const unsigned char *bl_scan_run(const unsigned char *start,
				 const unsigned char *end, size_t max)
{
	const unsigned char *p = start, *last = start;

	while (p < end) {
		unsigned kind = byte_kind[*p];

		/* a quotation mark may join Hebrew letters */
		if ((kind == SEPARATOR && *p != '"') ||
		    (kind == HIGH && separator_bytes(p, end)))
			break;
		if ((size_t)(p - start) >= max)
			return NULL;
		if (is_curly_apostrophe(p, end)) {
			p += 3;
			continue;
		}
		p++;
		if (kind & (WORD | HIGH))
			last = p;
	}
	return last;
}

const unsigned char *bl_scan_gap(const unsigned char *p,
				 const unsigned char *end)
{
	while (p < end && !(byte_kind[*p] & WORD)) {
		size_t used = 1;

		if (byte_kind[*p] == HIGH)
			used = is_curly_apostrophe(p, end)
				       ? 3
				       : separator_bytes(p, end);
		if (!used)
			break;
		p += used;
	}
	return p;
}
