/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which segments are merged: lib/segment/tiers.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../../lib/segment/writer_private.h"

enum { MANY = 64 };

/* How many of n segments of so many articles are merged. */
static size_t chosen_of(size_t n, uint32_t docs)
{
	struct bl_segment_info s[MANY] = { { 0 } };
	size_t chosen[MANY], i;

	assert_true(n <= MANY);
	for (i = 0; i < n; i++)
		s[i].docs = docs;
	return bl_choose_merge(chosen, s, NULL, n);
}

static void test_tiers__merges_eight_of_a_size(void **state)
{
	(void)state;
	assert_int_equal(chosen_of(7, 10), 0);
	assert_int_equal(chosen_of(8, 10), 8);
	assert_int_equal(chosen_of(7, 100000), 0);
	assert_int_equal(chosen_of(9, 100000), 9);
}

static void test_tiers__leaves_those_of_other_sizes(void **state)
{
	struct bl_segment_info s[9] = { { 0 } };
	size_t chosen[9], i;

	(void)state;
	s[0].docs = 200000;
	for (i = 1; i < 9; i++)
		s[i].docs = 3000;
	assert_int_equal(bl_choose_merge(chosen, s, NULL, 9), 8);
	for (i = 0; i < 8; i++)
		assert_int_equal(chosen[i], i + 1);
}

static void test_tiers__makes_none_too_large(void **state)
{
	(void)state;
	assert_int_equal(chosen_of(40, 100000), 20); /* of two million */
	assert_int_equal(chosen_of(8, 600000), 0);
	assert_int_equal(chosen_of(30, 600000), 0);
}

static void test_tiers__leaves_busy_ones(void **state)
{
	struct bl_segment_info s[8] = { { 0 } };
	bool busy[8] = { false };
	size_t chosen[8], i;

	(void)state;
	for (i = 0; i < 8; i++)
		s[i].docs = 10;
	busy[5] = true;
	assert_int_equal(bl_choose_merge(chosen, s, busy, 8), 0);
}

static void test_tiers__rewrites_what_is_dead_for_a_good_part(void **state)
{
	struct bl_segment_info s[2] = { { 0 } };
	size_t chosen[2];

	(void)state;
	s[0].docs = s[1].docs = 3000000;
	s[1].dead = 600000;
	assert_int_equal(bl_choose_merge(chosen, s, NULL, 2), 0);
	s[1].dead = 600001;
	assert_int_equal(bl_choose_merge(chosen, s, NULL, 2), 1);
	assert_int_equal(chosen[0], 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tiers__merges_eight_of_a_size),
		cmocka_unit_test(test_tiers__leaves_those_of_other_sizes),
		cmocka_unit_test(test_tiers__makes_none_too_large),
		cmocka_unit_test(test_tiers__leaves_busy_ones),
		cmocka_unit_test(
			test_tiers__rewrites_what_is_dead_for_a_good_part),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
