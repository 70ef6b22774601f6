/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "blotter/arena.h"
#include "blotter/file.h"
#include "blotter/hash.h"
#include "blotter/thread.h"
#include "blotter/utf8.h"

/* ---- status */

static void test_fail__makes_messages_printable(void **state)
{
	struct bl_error err;

	(void)state;
	assert_int_equal(bl_fail(&err, BL_ERR_IO, "a\033[2Jb\xffé\n"),
			 BL_ERR_IO);
	assert_string_equal(err.text, "a?[2Jb?é?");
	assert_int_equal(err.code, BL_ERR_IO);
}

static void test_fail_errno__says_why(void **state)
{
	struct bl_error err;

	(void)state;
	bl_fail_errno(&err, 2, "cannot open '%s'", "x");
	assert_string_equal(err.text,
			    "cannot open 'x': no such file or directory");
}

/* ---- buf */

static void test_buf__stops_at_its_limit_and_remembers(void **state)
{
	struct bl_error err;
	struct bl_buf b;

	(void)state;
	bl_buf_init(&b, 4);
	bl_buf_adds(&b, "abc");
	bl_buf_adds(&b, "de");
	bl_buf_addc(&b, 'f');
	assert_string_equal(b.data, "abc");
	assert_int_equal(bl_buf_status(&b, &err), BL_ERR_LIMIT);
	bl_buf_clear(&b);
	bl_buf_addf(&b, "%d%s", 12, "xy");
	assert_int_equal(bl_buf_status(&b, &err), BL_OK);
	assert_string_equal(b.data, "12xy");
	bl_buf_release(&b);
}

static void test_buf__is_terminated_once_there_is_room(void **state)
{
	struct bl_buf b;

	(void)state;
	bl_buf_init(&b, 100);
	assert_non_null(bl_buf_reserve(&b, 10));
	assert_string_equal(b.data, "");
	bl_buf_release(&b);
}

static void test_str_cmp__orders_bytes_unsigned(void **state)
{
	(void)state;
	assert_true(bl_str_cmp(BL_STR("a"), BL_STR("ab")) < 0);
	assert_true(bl_str_cmp(BL_STR("\xc3"), BL_STR("z")) > 0);
	assert_true(bl_str_cmp(BL_STR_NULL, BL_STR("a")) < 0);
	assert_int_equal(bl_str_cmp(BL_STR("é"), BL_STR("é")), 0);
}

/* ---- arena */

static void test_arena__aligns_and_keeps_what_it_gave(void **state)
{
	struct bl_arena a = BL_ARENA_INIT;
	char *first[100];
	int i;

	(void)state;
	for (i = 0; i < 100; i++) {
		first[i] = bl_arena_alloc(&a, (size_t)i * 997 + 1);
		assert_non_null(first[i]);
		assert_int_equal((uintptr_t)first[i] % _Alignof(max_align_t),
				 0);
		memset(first[i], i, (size_t)i * 997 + 1);
	}
	for (i = 0; i < 100; i++)
		assert_int_equal(first[i][i * 997], i);
	assert_null(bl_arena_alloc(&a, SIZE_MAX));
	assert_null(bl_arena_calloc(&a, SIZE_MAX / 2, 3));
	bl_arena_clear(&a);
	assert_string_equal(bl_arena_str(&a, BL_STR("abc")).data, "abc");
	bl_arena_release(&a);
}

/* ---- utf8 */

static void test_utf8_decode__refuses_what_unicode_refuses(void **state)
{
	static const struct {
		const char *bytes;
		uint32_t cp;
		size_t used;
	} cases[] = {
		{ "a", 'a', 1 },
		{ "\xc3\xa9", 0xe9, 2 },
		{ "\xe2\x82\xac", 0x20ac, 3 },
		{ "\xf0\x9f\x98\x80", 0x1f600, 4 },
		{ "\xf4\x8f\xbf\xbf", 0x10ffff, 4 },
		{ "\xc0\xaf", BL_UTF8_BAD, 1 },     /* overlong */
		{ "\xe0\x80\xaf", BL_UTF8_BAD, 1 }, /* overlong */
		{ "\xed\xa0\x80", BL_UTF8_BAD, 1 }, /* a surrogate */
		{ "\xf4\x90\x80\x80", BL_UTF8_BAD, 1 },
		{ "\xe2\x82", BL_UTF8_BAD, 2 }, /* cut short */
		{ "\xf0\x9f\x98 ", BL_UTF8_BAD, 3 },
		{ "\x80", BL_UTF8_BAD, 1 },
	};
	size_t i, used;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_int_equal(bl_utf8_decode(cases[i].bytes,
						strlen(cases[i].bytes), &used),
				 cases[i].cp);
		assert_int_equal(used, cases[i].used);
	}
}

static void test_utf8_encode__is_the_inverse_of_decode(void **state)
{
	char out[4];
	uint32_t cp;
	size_t used;

	(void)state;
	for (cp = 0; cp <= 0x10ffff; cp += 7) {
		size_t n = bl_utf8_encode(out, cp);

		if (cp >= 0xd800 && cp < 0xe000)
			continue;
		assert_int_equal(bl_utf8_decode(out, n, &used), cp);
		assert_int_equal(used, n);
		assert_int_equal(bl_utf8_valid(out, n), n);
	}
}

static void test_utf8_repair__replaces_each_bad_part_once(void **state)
{
	const struct bl_str bad =
		BL_STR("long enough, then \xe2\x82 and \xff\xfe.");
	struct bl_buf b;

	(void)state;
	bl_buf_init(&b, 100);
	bl_utf8_repair(&b, bad.data, bad.len);
	assert_string_equal(b.data, "long enough, then \xef\xbf\xbd and "
				    "\xef\xbf\xbd\xef\xbf\xbd.");
	bl_buf_release(&b);
}

static void test_utf8_distance__counts_code_points(void **state)
{
	(void)state;
	assert_int_equal(
		bl_utf8_distance(BL_STR("karchi"), BL_STR("karachi"), 2), 1);
	assert_int_equal(
		bl_utf8_distance(BL_STR("zürich"), BL_STR("zurich"), 2), 1);
	assert_int_equal(
		bl_utf8_distance(BL_STR("kitten"), BL_STR("sitting"), 3), 3);
	assert_int_equal(
		bl_utf8_distance(BL_STR("kitten"), BL_STR("sitting"), 2), 3);
	assert_int_equal(bl_utf8_distance(BL_STR(""), BL_STR("abc"), 5), 3);
}

static void test_utf8_printable__lets_no_control_through(void **state)
{
	struct bl_buf b;

	(void)state;
	bl_buf_init(&b, 200);
	bl_utf8_printable(&b,
			  BL_STR("a\033]0;x\007b \t\r\n c\xc2\x9b"
				 "d\xe2\x80\xae"
				 "e\x7f\xff"),
			  0);
	assert_string_equal(b.data, "ab cde");
	bl_buf_clear(&b);
	bl_utf8_printable(&b,
			  BL_STR("\033[1;31mred\033[0m \033Pq\033\\six "
				 "\033]8;;open \033(Bend\033"),
			  0);
	assert_string_equal(b.data, "red six 8;;open end");
	bl_buf_clear(&b);
	bl_utf8_printable(&b, BL_STR("one  two\nthree"), 1);
	assert_string_equal(b.data, "one two\nthree");
	bl_buf_release(&b);
}

/* ---- hash */

static void test_idmap__finds_what_was_entered(void **state)
{
	struct bl_idmap m = BL_IDMAP_INIT;
	struct bl_error err;
	uint64_t *value, i;
	bool is_new;

	(void)state;
	assert_null(bl_idmap_find(&m, "x", 1));
	for (i = 0; i < 5000; i++) {
		assert_int_equal(bl_idmap_enter(&m, &i, sizeof(i), i * 3,
						&value, &is_new, &err),
				 BL_OK);
		assert_true(is_new);
	}
	for (i = 0; i < 5000; i++) {
		bl_idmap_enter(&m, &i, sizeof(i), 0, &value, &is_new, &err);
		assert_false(is_new);
		assert_int_equal(*value, i * 3);
	}
	assert_null(bl_idmap_find(&m, &i, sizeof(i)));
	bl_idmap_release(&m);
}

/* ---- file */

static void test_file_write__replaces_and_reads_back(void **state)
{
	char dir[] = "/tmp/blotter-test-XXXXXX", path[64];
	struct bl_error err;
	struct bl_buf b;

	(void)state;
	assert_non_null(mkdtemp(dir));
	assert_int_equal(bl_path_join(path, sizeof(path), dir, "f", &err), 0);
	assert_int_equal(bl_file_write(path, BL_STR("one"), &err), BL_OK);
	assert_int_equal(bl_file_write(path, BL_STR("two!"), &err), BL_OK);
	bl_buf_init(&b, 1 << 20);
	assert_int_equal(bl_file_read(&b, path, 100, &err), BL_OK);
	assert_string_equal(b.data, "two!");
	assert_int_equal(bl_file_read(&b, path, 3, &err), BL_ERR_LIMIT);
	assert_int_equal(bl_tree_bytes(dir), 4);
	assert_int_equal(bl_remove_tree(dir, &err), BL_OK);
	assert_false(bl_is_dir(dir));
	assert_int_equal(bl_file_read(&b, path, 100, &err), BL_ERR_IO);
	assert_non_null(strstr(err.text, path));
	bl_buf_release(&b);
}

static void test_remove_tree__does_not_follow_links(void **state)
{
	char dir[] = "/tmp/blotter-test-XXXXXX", keep[64], sub[64], link[64];
	struct bl_error err;

	(void)state;
	assert_non_null(mkdtemp(dir));
	bl_path_join(keep, sizeof(keep), dir, "keep", &err);
	bl_path_join(sub, sizeof(sub), dir, "sub", &err);
	bl_path_join(link, sizeof(link), sub, "link", &err);
	assert_int_equal(bl_file_write(keep, BL_STR("x"), &err), BL_OK);
	assert_int_equal(bl_make_dir(sub, &err), BL_OK);
	assert_int_equal(symlink(dir, link), 0);
	assert_int_equal(bl_remove_tree(sub, &err), BL_OK);
	assert_true(bl_is_file(keep));
	assert_int_equal(bl_remove_tree(dir, &err), BL_OK);
}

/* ---- thread */

#define ITEMS 2000

static void *consume(void *ctx)
{
	struct bl_queue *q = ctx;
	uintptr_t sum = 0;
	void *item;

	while ((item = bl_queue_pop(q)))
		sum += (uintptr_t)item;
	return (void *)sum;
}

static void test_queue__hands_every_item_on_once(void **state)
{
	pthread_t thread[4];
	struct bl_error err;
	struct bl_queue q;
	uintptr_t i, total = 0;
	void *sum;

	(void)state;
	assert_int_equal(bl_queue_init(&q, 3, &err), BL_OK);
	for (i = 0; i < 4; i++)
		pthread_create(&thread[i], NULL, consume, &q);
	for (i = 1; i <= ITEMS; i++)
		assert_true(bl_queue_push(&q, (void *)i));
	bl_queue_close(&q);
	for (i = 0; i < 4; i++) {
		pthread_join(thread[i], &sum);
		total += (uintptr_t)sum;
	}
	assert_int_equal(total, ITEMS * (ITEMS + 1) / 2);
	assert_false(bl_queue_push(&q, &q));
	bl_queue_release(&q);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fail__makes_messages_printable),
		cmocka_unit_test(test_fail_errno__says_why),
		cmocka_unit_test(test_buf__stops_at_its_limit_and_remembers),
		cmocka_unit_test(test_buf__is_terminated_once_there_is_room),
		cmocka_unit_test(test_str_cmp__orders_bytes_unsigned),
		cmocka_unit_test(test_arena__aligns_and_keeps_what_it_gave),
		cmocka_unit_test(
			test_utf8_decode__refuses_what_unicode_refuses),
		cmocka_unit_test(test_utf8_encode__is_the_inverse_of_decode),
		cmocka_unit_test(test_utf8_repair__replaces_each_bad_part_once),
		cmocka_unit_test(test_utf8_distance__counts_code_points),
		cmocka_unit_test(test_utf8_printable__lets_no_control_through),
		cmocka_unit_test(test_idmap__finds_what_was_entered),
		cmocka_unit_test(test_file_write__replaces_and_reads_back),
		cmocka_unit_test(test_remove_tree__does_not_follow_links),
		cmocka_unit_test(test_queue__hands_every_item_on_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
