/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blotter/buf.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_CAP_BYTES 64
#define SHOWN_MAX_BYTES 60

struct bl_str bl_str_from(const char *s)
{
	return (struct bl_str){ s, s ? strlen(s) : 0 };
}

int bl_str_cmp(struct bl_str a, struct bl_str b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int order = n ? memcmp(a.data, b.data, n) : 0;

	return order ? order : (a.len > b.len) - (a.len < b.len);
}

int bl_str_eq(struct bl_str a, struct bl_str b)
{
	return a.len == b.len && bl_str_cmp(a, b) == 0;
}

static int is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct bl_str bl_str_trim(struct bl_str s)
{
	while (s.len && is_space(s.data[0])) {
		s.data++;
		s.len--;
	}
	while (s.len && is_space(s.data[s.len - 1]))
		s.len--;
	return s;
}

int bl_str_shown(struct bl_str s)
{
	return (int)(s.len < SHOWN_MAX_BYTES ? s.len : SHOWN_MAX_BYTES);
}

void bl_buf_init(struct bl_buf *b, size_t max_bytes)
{
	memset(b, 0, sizeof(*b));
	b->max = max_bytes;
}

void bl_buf_release(struct bl_buf *b)
{
	free(b->data);
	bl_buf_init(b, b->max);
}

void bl_buf_clear(struct bl_buf *b)
{
	b->len = 0;
	b->status = BL_OK;
	if (b->data)
		b->data[0] = '\0';
}

char *bl_buf_reserve(struct bl_buf *b, size_t n)
{
	size_t need, cap;
	char *data;

	if (b->status < 0)
		return NULL;
	if (n > b->max - b->len || n >= SIZE_MAX - b->len) {
		b->status = BL_ERR_LIMIT;
		return NULL;
	}
	need = b->len + n + 1;
	if (need <= b->cap)
		return b->data + b->len;
	cap = b->cap ? b->cap : FIRST_CAP_BYTES;
	while (cap < need)
		cap = cap > SIZE_MAX / 2 ? need : cap * 2;
	data = realloc(b->data, cap);
	if (!data) {
		b->status = BL_ERR_NOMEM;
		return NULL;
	}
	b->data = data;
	b->cap = cap;
	b->data[b->len] = '\0';
	return b->data + b->len;
}

void bl_buf_add(struct bl_buf *b, const void *data, size_t len)
{
	char *to = bl_buf_reserve(b, len);

	if (!to)
		return;
	if (len)
		memcpy(to, data, len);
	b->len += len;
	b->data[b->len] = '\0';
}

void bl_buf_adds(struct bl_buf *b, const char *s)
{
	bl_buf_add(b, s, strlen(s));
}

void bl_buf_addstr(struct bl_buf *b, struct bl_str s)
{
	bl_buf_add(b, s.data, s.len);
}

void bl_buf_addc(struct bl_buf *b, char c)
{
	bl_buf_add(b, &c, 1);
}

void bl_buf_addf(struct bl_buf *b, const char *fmt, ...)
{
	va_list args, again;
	char *to;
	int n;

	va_start(args, fmt);
	va_copy(again, args);
	n = vsnprintf(NULL, 0, fmt, args);
	to = n < 0 ? NULL : bl_buf_reserve(b, (size_t)n);
	if (to) {
		vsnprintf(to, (size_t)n + 1, fmt, again);
		b->len += (size_t)n;
	}
	va_end(again);
	va_end(args);
}

struct bl_str bl_buf_str(const struct bl_buf *b)
{
	return (struct bl_str){ b->data, b->len };
}

bl_status bl_buf_status(const struct bl_buf *b, struct bl_error *err)
{
	if (b->status == BL_ERR_NOMEM)
		return bl_fail_nomem(err);
	if (b->status == BL_ERR_LIMIT)
		return bl_fail(err, BL_ERR_LIMIT,
			       "larger than the limit of %zu bytes", b->max);
	return BL_OK;
}
