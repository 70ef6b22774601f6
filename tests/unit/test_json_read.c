/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "../sanitized.h"
#include "json_private.h"

#define RECORD_BYTES ((size_t)1 << 20)
/* Blocks that are larger are not to be had. */
static size_t block_max_bytes = SIZE_MAX;

#ifndef SANITIZED
#define SEEN_BY_ALL __attribute__((visibility("default")))
void *__libc_malloc(size_t size);
void *__libc_realloc(void *p, size_t size);

SEEN_BY_ALL void *malloc(size_t size)
{
	return size > block_max_bytes ? NULL : __libc_malloc(size);
}

SEEN_BY_ALL void *realloc(void *p, size_t size)
{
	return size > block_max_bytes ? NULL : __libc_realloc(p, size);
}
#endif

static void test_json_read__loses_nothing_when_memory_ends(void **state)
{
	struct bl_error err = BL_ERROR_INIT;
	struct json_object *value;
	struct bl_buf b;
	bl_status st = BL_OK;
	size_t max;

	(void)state;
#ifdef SANITIZED
	skip();
#endif
	bl_buf_init(&b, 2 * RECORD_BYTES);
	bl_buf_addc(&b, '"');
	memset(bl_buf_reserve(&b, RECORD_BYTES), 'x', RECORD_BYTES);
	b.len += RECORD_BYTES;
	bl_buf_addc(&b, '"');
	for (max = RECORD_BYTES / 8; max <= 16 * RECORD_BYTES; max *= 2) {
		block_max_bytes = max;
		st = bl_json_parse(&value, bl_buf_str(&b), &err);
		block_max_bytes = SIZE_MAX;
		if (st == BL_OK)
			assert_int_equal(json_object_get_string_len(value),
					 RECORD_BYTES);
		else
			assert_int_equal(st, BL_ERR_NOMEM);
		json_object_put(value);
	}
	assert_int_equal(st, BL_OK);
	bl_buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_json_read__loses_nothing_when_memory_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
