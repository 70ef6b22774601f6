/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A byte string that grows, with a limit and a memory of its first failure.
 *
 * Appending never needs a check: after the first failure (no memory, or over
 * the limit) later appends do nothing, and bl_buf_status() tells once at the
 * end.  data is NUL-terminated whenever it is not NULL.
 *
 *	struct bl_buf b;
 *	bl_buf_init(&b, 1 << 20);
 *	bl_buf_addf(&b, "%zu articles", n);
 *	st = bl_buf_status(&b, err);
 *	bl_buf_release(&b);
 */
#ifndef BLOTTER_BUF_H
#define BLOTTER_BUF_H

#include <stddef.h>

#include "blotter/status.h"

/* A borrowed byte string: not NUL-terminated, may hold NUL, data may be NULL
 * when len is 0.  The comment where it is declared says whose bytes it is. */
struct bl_str {
	const char *data;
	size_t len;
};

#define BL_STR(literal) ((struct bl_str){ literal, sizeof(literal) - 1 })
#define BL_STR_NULL ((struct bl_str){ NULL, 0 })

struct bl_str bl_str_from(const char *s);
int bl_str_eq(struct bl_str a, struct bl_str b);
/* Compare to a C string, bytes as unsigned; as memcmp with the shorter first.
 */
int bl_str_cmp(struct bl_str a, struct bl_str b);
/* s without ASCII white space at both ends. */
struct bl_str bl_str_trim(struct bl_str s);

/* Bytes of somebody's words that a message shows, for its %.*s. */
int bl_str_shown(struct bl_str s);

struct bl_buf {
	char *data;
	size_t len; /* bytes in use, without the closing NUL */
	size_t cap;
	size_t max; /* bytes it may hold at the most */
	bl_status status;
};

void bl_buf_init(struct bl_buf *b, size_t max_bytes);
void bl_buf_release(struct bl_buf *b);
/* Empty it and forget a failure; keeps its memory. */
void bl_buf_clear(struct bl_buf *b);

/* Room for n more bytes at data + len, or NULL; len is the caller's to move. */
char *bl_buf_reserve(struct bl_buf *b, size_t n);
void bl_buf_add(struct bl_buf *b, const void *data, size_t len);
void bl_buf_adds(struct bl_buf *b, const char *s);
void bl_buf_addstr(struct bl_buf *b, struct bl_str s);
void bl_buf_addc(struct bl_buf *b, char c);
void bl_buf_addf(struct bl_buf *b, const char *fmt, ...) BL_PRINTF(2, 3);

struct bl_str bl_buf_str(const struct bl_buf *b);
bl_status bl_buf_status(const struct bl_buf *b, struct bl_error *err);

#endif
