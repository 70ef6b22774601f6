/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the tests of the readers share: one record in, one article out. */
#ifndef TEST_READER_H
#define TEST_READER_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "format_private.h"

struct test_reading {
	struct bl_arena arena;
	struct bl_article article;
	struct bl_error err;
	bl_status status;
};

/* Read bytes as "dir/file" (line 0) or one of its lines. */
static inline void test_read_mapped(struct test_reading *r,
				    const struct bl_format *format,
				    struct bl_str bytes, uint64_t line,
				    const struct bl_key_map *map, size_t n_map)
{
	struct bl_record rec = { .format = format,
				 .path = "dir/file",
				 .line = line,
				 .bytes = bytes };
	struct bl_parse_options options = { map, n_map };

	memset(r, 0, sizeof(*r));
	bl_arena_init(&r->arena);
	r->status =
		format->parse(&rec, &options, &r->arena, &r->article, &r->err);
}

static inline void test_read(struct test_reading *r,
			     const struct bl_format *format,
			     struct bl_str bytes, uint64_t line)
{
	test_read_mapped(r, format, bytes, line, NULL, 0);
}

static inline void test_reading_end(struct test_reading *r)
{
	bl_arena_release(&r->arena);
}

static inline void test_str_is(struct bl_str got, const char *expected,
			       const char *what)
{
	if (!bl_str_eq(got, bl_str_from(expected)))
		fail_msg("%s is '%.*s', not '%s'", what, (int)got.len,
			 got.data ? got.data : "", expected);
}

#define assert_field(reading, field, expected)                            \
	do {                                                              \
		if ((reading)->status != BL_OK)                           \
			fail_msg("status %d: %s", (int)(reading)->status, \
				 (reading)->err.text);                    \
		test_str_is((reading)->article.field, expected, #field);  \
	} while (0)

static inline void test_date_is(const struct test_reading *r,
				const char *expected)
{
	char text[BL_TIME_TEXT_BYTES];

	assert_int_equal(r->status, BL_OK);
	if (r->article.published == BL_TIME_UNSET)
		fail_msg("undated, not %s", expected);
	assert_string_equal(bl_time_text(text, r->article.published), expected);
}

static inline void test_is_skipped(const struct test_reading *r,
				   const char *message)
{
	assert_int_equal(r->status, BL_SKIP);
	assert_string_equal(r->err.text, message);
}

#endif
