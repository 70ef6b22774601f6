/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../../lib/segment/codec_private.h"
#include "../../lib/segment/postings_private.h"

#define ROUNDS 200

static uint32_t next_random(uint64_t *state)
{
	*state = *state * UINT64_C(6364136223846793005) + 1442695040888963407;
	return (uint32_t)(*state >> 32);
}

/* Numbers of so many bits; one in 16 may be of any size, when mixed. */
static void fill(uint32_t *v, size_t n, unsigned bits, int mixed,
		 uint64_t *state)
{
	size_t i;

	for (i = 0; i < n; i++) {
		uint32_t r = next_random(state);

		v[i] = bits ? r >> (32 - bits) : 0;
		if (mixed && next_random(state) % 16 == 0)
			v[i] = r >> next_random(state) % 32;
	}
}

static void check_round_trip(const uint32_t *v, size_t n)
{
	const struct bl_kernels *k[] = { &bl_kernels_portable, bl_kernels() };
	uint8_t packed[2][BL_PACK_MAX_BYTES];
	uint32_t back[BL_BLOCK];
	size_t len[2], i, j;

	for (i = 0; i < 2; i++) {
		len[i] = bl_pack(k[i], packed[i], v, n);
		assert_true(len[i] <= BL_PACK_MAX_BYTES);
	}
	assert_int_equal(len[0], len[1]);
	assert_memory_equal(packed[0], packed[1], len[0]);
	for (i = 0; i < 2; i++) {
		assert_int_equal(bl_unpack(k[i], back, n, packed[0], len[0]),
				 len[0]);
		assert_memory_equal(back, v, n * sizeof(*v));
		/* a byte short of it is damage, never a read beyond */
		for (j = 0; j < len[0]; j++)
			assert_int_equal(bl_unpack(k[i], back, n, packed[0], j),
					 0);
	}
}

static void test_codec__packs_numbers_of_any_width(void **state)
{
	uint64_t random = 1;
	uint32_t v[BL_BLOCK];
	unsigned bits;
	int mixed;

	(void)state;
	for (bits = 0; bits <= 32; bits++)
		for (mixed = 0; mixed < 2; mixed++) {
			fill(v, BL_BLOCK, bits, mixed, &random);
			check_round_trip(v, BL_BLOCK);
			fill(v, 1 + bits, bits, mixed, &random);
			check_round_trip(v, 1 + bits);
		}
}

static void test_codec__patches_what_is_large(void **state)
{
	uint8_t packed[BL_PACK_MAX_BYTES];
	uint32_t v[BL_BLOCK] = { 0 };

	(void)state;
	v[77] = UINT32_MAX;
	assert_true(bl_pack(bl_kernels(), packed, v, BL_BLOCK) < 10);
	check_round_trip(v, BL_BLOCK);
}

static void test_codec__kernels_agree_to_the_bit(void **state)
{
	const struct bl_kernels *fast = bl_kernels();
	const struct bl_bm25 f = { 0.3, 0.0017, 12.34567 };
	uint32_t a[BL_BLOCK], b[BL_BLOCK], length[4096];
	uint8_t pa[512], pb[512];
	double sa[BL_BLOCK], sb[BL_BLOCK];
	uint64_t random = 2;
	size_t round, i, n;

	(void)state;
	fill(length, 4096, 20, 0, &random);
	for (round = 0; round < ROUNDS; round++) {
		unsigned bits = (unsigned)(round % 33);

		n = 1 + round % BL_BLOCK;
		fill(a, BL_BLOCK, bits, 0, &random);
		bl_kernels_portable.pack(pa, a, bits);
		fast->pack(pb, a, bits);
		assert_memory_equal(pa, pb, (size_t)16 * bits);
		bl_kernels_portable.unpack(b, pa, bits);
		assert_memory_equal(a, b, sizeof(a));
		fast->unpack(b, pa, bits);
		assert_memory_equal(a, b, sizeof(a));
		bl_kernels_portable.sum(a, n, 7);
		fast->sum(b, n, 7);
		assert_memory_equal(a, b, n * sizeof(*a));
		fill(a, BL_BLOCK, 12, 0, &random);
		fill(b, BL_BLOCK, 8, 0, &random);
		bl_kernels_portable.score(sa, &f, a, b, n, length);
		fast->score(sb, &f, a, b, n, length);
		for (i = 0; i < n; i++)
			assert_true(sa[i] == sb[i] && sa[i] > 0);
	}
}

static void test_codec__kernels_find_the_same(void **state)
{
	const struct bl_kernels *fast = bl_kernels();
	uint32_t v[BL_BLOCK], want[BL_BLOCK], a[BL_BLOCK], b[BL_BLOCK];
	uint64_t random = 6;
	size_t round, i;

	(void)state;
	for (round = 0; round < ROUNDS; round++) {
		uint32_t n = round % 3 ? BL_BLOCK : (uint32_t)round % BL_BLOCK;

		fill(v, n, (unsigned)(round % 25), 0, &random);
		bl_kernels_portable.sum(v, n, UINT32_MAX);
		fill(want, BL_BLOCK, 31, 1, &random);
		for (i = 0; n && i < BL_BLOCK; i += 2)
			want[i] = v[want[i] % n] + (uint32_t)(i % 3) - 1;
		bl_kernels_portable.find(a, v, n, want, BL_BLOCK);
		fast->find(b, v, n, want, BL_BLOCK);
		assert_memory_equal(a, b, sizeof(a));
		for (i = 0; i < BL_BLOCK; i++) {
			assert_true(a[i] <= n);
			assert_true(a[i] == n || v[a[i]] >= want[i]);
			assert_true(a[i] == 0 || v[a[i] - 1] < want[i]);
		}
	}
}

static void test_codec__kernels_agree_on_what_reaches_a_score(void **state)
{
	double score[64];
	uint64_t random = 7, bits;
	size_t round, i;

	(void)state;
	for (round = 0; round < ROUNDS; round++) {
		for (i = 0; i < 64; i++)
			score[i] = next_random(&random) % 16;
		bits = bl_kernels_portable.reach(score, (double)(round % 17));
		assert_true(bl_kernels()->reach(score, (double)(round % 17)) ==
			    bits);
		for (i = 0; i < 64; i++)
			assert_int_equal(bits >> i & 1,
					 score[i] >= (double)(round % 17));
	}
}

#define STEPS_MAX 700

/* Steps whose sums are as far as `bits` let them be, some of them none. */
static size_t fill_steps(uint32_t *step, size_t round, uint64_t *random)
{
	size_t n = 1 + next_random(random) % (round % 4 ? 80 : STEPS_MAX), i;

	memset(step, 0xff, (STEPS_MAX + BL_SLACK) * sizeof(*step));
	fill(step, n, 1 + (unsigned)(round % 12), 0, random);
	for (i = 0; i < n; i += 1 + next_random(random) % 5)
		step[i] = 0;
	return n;
}

static void test_codec__kernels_add_up_the_same(void **state)
{
	uint32_t step[STEPS_MAX + BL_SLACK], a[STEPS_MAX + BL_SLACK];
	uint32_t b[STEPS_MAX + BL_SLACK], sum;
	uint64_t random = 8;
	size_t round, n, i;

	(void)state;
	for (round = 0; round < ROUNDS; round++) {
		n = fill_steps(step, round, &random);
		bl_kernels_portable.add_up(a, step, n, (uint32_t)round);
		bl_kernels()->add_up(b, step, n, (uint32_t)round);
		assert_memory_equal(a, b, n * sizeof(*a));
		for (sum = (uint32_t)round, i = 0; i < n; i++)
			assert_int_equal(a[i], sum += step[i]);
	}
}

/* Numbers that do not fall, many of them among the sums. */
static size_t fill_ends(uint32_t *v, const uint32_t *sum, size_t n,
			uint64_t *random)
{
	size_t kept = 0, i;

	for (i = 0; i < 2 * n; i++) {
		uint32_t r = next_random(random) % 4, end = sum[i / 2];

		end += r == 1;
		if (r < 3 && (!kept || v[kept - 1] <= end))
			v[kept++] = end;
	}
	return kept;
}

static void test_codec__kernels_leave_the_numbers_that_meet(void **state)
{
	uint32_t step[STEPS_MAX + BL_SLACK], sum[STEPS_MAX + BL_SLACK];
	uint32_t v[3][2 * STEPS_MAX], base, fitting = 0, others = 0;
	uint64_t random = 9;
	size_t round, m, n, i, j, most, kept;

	(void)state;
	for (round = 0; round < 50 * ROUNDS; round++) {
		m = fill_steps(step, round, &random);
		base = round % 9 ? (uint32_t)(round % 5) : 65530;
		most = round % 3 ? SIZE_MAX : 1 + round % 4;
		bl_kernels_portable.add_up(sum, step, m, base);
		n = fill_ends(v[0], sum, m, &random);
		*(sum[m - 1] > UINT16_MAX ? &others : &fitting) += 1;
		memcpy(v[1], v[0], sizeof(v[0]));
		memcpy(v[2], v[0], sizeof(v[0]));
		for (kept = 0, i = 0; i < n && kept < most; i++) {
			for (j = 0; j < m && sum[j] != v[0][i]; j++)
				;
			if (j < m)
				v[0][kept++] = v[0][i];
		}
		assert_int_equal(kept, bl_kernels_portable.meet(v[1], n, step,
								m, base, most));
		assert_int_equal(kept, bl_kernels()->meet(v[2], n, step, m,
							  base, most));
		assert_memory_equal(v[0], v[1], kept * sizeof(**v));
		assert_memory_equal(v[0], v[2], kept * sizeof(**v));
	}
	assert_true(fitting > ROUNDS && others > ROUNDS);
}

static void test_codec__rising_numbers_stay_below_the_limit(void **state)
{
	const struct bl_kernels *k = bl_kernels();
	uint8_t packed[BL_PACK_MAX_BYTES];
	uint32_t step[BL_BLOCK] = { 0 }, v[BL_BLOCK];
	size_t len;

	(void)state;
	step[5] = 100;
	len = bl_pack(k, packed, step, BL_BLOCK);
	assert_int_equal(bl_unpack_rising(k, v, BL_BLOCK, UINT32_MAX, 228,
					  packed, len),
			 len);
	assert_int_equal(v[0], 0);
	assert_int_equal(v[4], 4);
	assert_int_equal(v[5], 105);
	assert_int_equal(v[127], 227);
	assert_int_equal(bl_unpack_rising(k, v, BL_BLOCK, UINT32_MAX, 227,
					  packed, len),
			 0);
	assert_int_equal(bl_unpack_rising(k, v, BL_BLOCK, 9, 238, packed, len),
			 len);
	assert_int_equal(v[0], 10);
	/* steps that sum up to more than 32 bits and come out low again */
	step[5] = UINT32_MAX - 50;
	step[6] = 40;
	len = bl_pack(k, packed, step, BL_BLOCK);
	assert_int_equal(bl_unpack_rising(k, v, BL_BLOCK, UINT32_MAX, 1000,
					  packed, len),
			 0);
}

static void test_codec__damage_is_never_read_beyond(void **state)
{
	uint8_t *bytes = test_malloc(64);
	uint32_t v[BL_BLOCK];
	uint64_t random = 3;
	size_t round, i;

	(void)state;
	for (round = 0; round < 20000; round++) {
		size_t n = 1 + next_random(&random) % BL_BLOCK;

		for (i = 0; i < 64; i++)
			bytes[i] = (uint8_t)next_random(&random);
		assert_true(bl_unpack(bl_kernels(), v, n, bytes, 64) <= 64);
		assert_true(bl_unpack_rising(bl_kernels(), v, n, 3, 1 << 20,
					     bytes, 64) <= 64);
	}
	test_free(bytes);
}

static void test_frontier__lengths_round_down(void **state)
{
	uint32_t length;

	(void)state;
	for (length = 0; length < 100000; length++) {
		uint32_t least = bl_length_floor(bl_length_code(length));

		assert_true(least <= length);
		assert_true(length - least <= length / 8);
		assert_true(bl_length_code(length) <=
			    bl_length_code(length + 1));
	}
	assert_true(bl_length_floor(bl_length_code(UINT32_MAX)) <= UINT32_MAX);
}

static void test_frontier__bounds_every_score(void **state)
{
	const struct bl_bm25 b = { 0.3, 0.0017, 5 };
	uint32_t doc[BL_BLOCK], wdf[BL_BLOCK], length[BL_BLOCK];
	double score[BL_BLOCK], bound, best;
	uint64_t random = 4;
	size_t round, i;

	(void)state;
	for (round = 0; round < ROUNDS; round++) {
		struct bl_frontier f;

		fill(wdf, BL_BLOCK, (unsigned)(round % 12), 0, &random);
		fill(length, BL_BLOCK, 14, 0, &random);
		for (i = 0; i < BL_BLOCK; i++)
			doc[i] = (uint32_t)i;
		bl_frontier_make(&f, doc, wdf, BL_BLOCK, length);
		bl_kernels_portable.score(score, &b, doc, wdf, BL_BLOCK,
					  length);
		bound = bl_frontier_bound(&f, &b);
		for (best = 0, i = 0; i < BL_BLOCK; i++)
			best = score[i] > best ? score[i] : best;
		assert_true(bound >= best);
		assert_true(bound <= best * 1.15);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_codec__packs_numbers_of_any_width),
		cmocka_unit_test(test_codec__patches_what_is_large),
		cmocka_unit_test(test_codec__kernels_agree_to_the_bit),
		cmocka_unit_test(test_codec__kernels_find_the_same),
		cmocka_unit_test(
			test_codec__kernels_agree_on_what_reaches_a_score),
		cmocka_unit_test(test_codec__kernels_add_up_the_same),
		cmocka_unit_test(
			test_codec__kernels_leave_the_numbers_that_meet),
		cmocka_unit_test(
			test_codec__rising_numbers_stay_below_the_limit),
		cmocka_unit_test(test_codec__damage_is_never_read_beyond),
		cmocka_unit_test(test_frontier__lengths_round_down),
		cmocka_unit_test(test_frontier__bounds_every_score),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
