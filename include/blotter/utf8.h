/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * UTF-8, as the Unicode Standard defines it (no surrogates, no overlong
 * forms, nothing above U+10FFFF).
 */
#ifndef BLOTTER_UTF8_H
#define BLOTTER_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "blotter/buf.h"

#define BL_UTF8_BAD 0xFFFFFFFFu

/*
 * Decode the code point at s, of n > 0 bytes left.  *used is the bytes it
 * took, at least 1.  A malformed sequence gives BL_UTF8_BAD, with *used
 * its maximal subpart (Unicode 3.9, "U+FFFD Substitution").
 */
uint32_t bl_utf8_decode(const char *s, size_t n, size_t *used);

/* Write a code point to out (4 bytes of room); returns its bytes. */
size_t bl_utf8_encode(char *out, uint32_t cp);

/* Bytes of the longest valid prefix of s: n when all of it is valid. */
size_t bl_utf8_valid(const char *s, size_t n);

/* Append s to b with each malformed part replaced by U+FFFD. */
void bl_utf8_repair(struct bl_buf *b, const char *s, size_t n);

/* Code points in valid UTF-8. */
size_t bl_utf8_length(const char *s, size_t n);

/* Levenshtein distance of two valid strings in code points, or max + 1 when
 * it is more than max.  Each string is looked at up to 256 code points. */
unsigned bl_utf8_distance(struct bl_str a, struct bl_str b, unsigned max);

/* Of the names that are offered, the one that a mistyped name may mean: the
 * first of those at the least distance.  It is empty when none is near. */
struct bl_nearest {
	struct bl_str wanted, name;
	unsigned distance; /* of name, when it is not empty */
};

void bl_nearest_offer(struct bl_nearest *n, struct bl_str name);

/*
 * Append s to b so that a terminal shows it and obeys nothing in it: control
 * sequences, C0, C1 and DEL, bidirectional overrides and malformed bytes are
 * dropped, and runs of white space become one space, none at the end
 * (keep_lines: newlines stay as they are).  Returns whether one was left out
 * at the end: what is appended behind it may want it.
 */
bool bl_utf8_printable(struct bl_buf *b, struct bl_str s, int keep_lines);

#endif
