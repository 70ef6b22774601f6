/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The vector forms, for x86-64 with AVX2.  The functions for each number of
 * bits are one function, in which the number is a constant.
 */
#include "codec_private.h"

#ifdef __x86_64__
#include <immintrin.h>
#include <stdbool.h>
#include <string.h>

#define AVX2 __attribute__((target("avx2")))
#define INLINE AVX2 __attribute__((always_inline)) static inline

#define ROWS 32
/* clang-format off */
#define EACH_ROW(DO) \
	DO(0) DO(1) DO(2) DO(3) DO(4) DO(5) DO(6) DO(7) \
	DO(8) DO(9) DO(10) DO(11) DO(12) DO(13) DO(14) DO(15) \
	DO(16) DO(17) DO(18) DO(19) DO(20) DO(21) DO(22) DO(23) \
	DO(24) DO(25) DO(26) DO(27) DO(28) DO(29) DO(30) DO(31)
/* clang-format on */
#define EACH_WIDTH(DO) EACH_ROW(DO) DO(32)

INLINE __m128i load(const uint8_t *in, size_t word)
{
	return _mm_loadu_si128((const __m128i *)(const void *)(in + 16 * word));
}

INLINE __m128i low_bits(unsigned bits)
{
	return _mm_set1_epi32(bits == 32 ? -1 : (int)((1u << bits) - 1));
}

INLINE void unpack_row(uint32_t *v, const uint8_t *in, unsigned bits,
		       unsigned row)
{
	unsigned word = row * bits / 32, shift = row * bits % 32;
	__m128i n = _mm_srli_epi32(load(in, word), (int)shift);

	if (shift + bits > 32)
		n = _mm_or_si128(n, _mm_slli_epi32(load(in, word + 1),
						   (int)(32 - shift)));
	n = _mm_and_si128(n, low_bits(bits));
	_mm_storeu_si128((__m128i *)(void *)(v + 4 * (size_t)row), n);
}

INLINE void pack_row(uint8_t *out, const uint32_t *v, unsigned bits,
		     unsigned row, __m128i *have)
{
	unsigned word = row * bits / 32, shift = row * bits % 32;
	__m128i n = _mm_loadu_si128(
		(const __m128i *)(const void *)(v + 4 * (size_t)row));

	n = _mm_and_si128(n, low_bits(bits));
	*have = _mm_or_si128(*have, _mm_slli_epi32(n, (int)shift));
	if (shift + bits < 32)
		return;
	_mm_storeu_si128((__m128i *)(void *)(out + 16 * (size_t)word), *have);
	*have = shift + bits == 32 ? _mm_setzero_si128()
				   : _mm_srli_epi32(n, (int)(32 - shift));
}

typedef void unpack_fn(uint32_t *v, const uint8_t *in);
typedef void pack_fn(uint8_t *out, const uint32_t *v);

AVX2 static void unpack_0(uint32_t *v, const uint8_t *in)
{
	(void)in;
	memset(v, 0, BL_BLOCK * sizeof(*v));
}

AVX2 static void pack_0(uint8_t *out, const uint32_t *v)
{
	(void)out;
	(void)v;
}

#define UNPACK_ROW(row) unpack_row(v, in, bits, row);
#define PACK_ROW(row) pack_row(out, v, bits, row, &have);
#define WIDTH(width)                                                    \
	AVX2 static void unpack_##width(uint32_t *v, const uint8_t *in) \
	{                                                               \
		enum { bits = width };                                  \
		EACH_ROW(UNPACK_ROW)                                    \
	}                                                               \
	AVX2 static void pack_##width(uint8_t *out, const uint32_t *v)  \
	{                                                               \
		enum { bits = width };                                  \
		__m128i have = _mm_setzero_si128();                     \
		EACH_ROW(PACK_ROW)                                      \
	}
WIDTH(1)
WIDTH(2)
WIDTH(3)
WIDTH(4)
WIDTH(5)
WIDTH(6)
WIDTH(7)
WIDTH(8)
WIDTH(9)
WIDTH(10)
WIDTH(11)
WIDTH(12)
WIDTH(13)
WIDTH(14)
WIDTH(15)
WIDTH(16)
WIDTH(17)
WIDTH(18)
WIDTH(19)
WIDTH(20)
WIDTH(21)
WIDTH(22)
WIDTH(23)
WIDTH(24)
WIDTH(25)
WIDTH(26)
WIDTH(27)
WIDTH(28)
WIDTH(29)
WIDTH(30)
WIDTH(31)
WIDTH(32)

#define UNPACK_ENTRY(width) unpack_##width,
#define PACK_ENTRY(width) pack_##width,
static unpack_fn *const unpackers[] = { EACH_WIDTH(UNPACK_ENTRY) };
static pack_fn *const packers[] = { EACH_WIDTH(PACK_ENTRY) };

static void pack(uint8_t *out, const uint32_t *v, unsigned bits)
{
	packers[bits](out, v);
}

static void unpack(uint32_t *v, const uint8_t *in, unsigned bits)
{
	unpackers[bits](v, in);
}

INLINE __m256i load_8(const uint32_t *v)
{
	return _mm256_loadu_si256((const __m256i *)(const void *)v);
}

INLINE void store_8(uint32_t *v, __m256i x)
{
	_mm256_storeu_si256((__m256i *)(void *)v, x);
}

/* The sums of eight numbers; *before is what comes before them, in all lanes,
 * and becomes what comes before the next.  That takes one addition, so that the
 * next need not wait for the others. */
INLINE __m256i sums_of_8(__m256i x, __m256i *before)
{
	__m256i low, all;

	x = _mm256_add_epi32(x, _mm256_slli_si256(x, 4));
	x = _mm256_add_epi32(x, _mm256_slli_si256(x, 8));
	/* the sum of the lower half, in all of the upper one */
	low = _mm256_shuffle_epi32(x, 0xff);
	low = _mm256_permute2x128_si256(low, low, 0x08);
	x = _mm256_add_epi32(x, low);
	all = _mm256_permutevar8x32_epi32(x, _mm256_set1_epi32(7));
	x = _mm256_add_epi32(x, *before);
	*before = _mm256_add_epi32(*before, all);
	return x;
}

AVX2 static void sum_rising(uint32_t *v, size_t n, uint32_t base)
{
	const __m256i one = _mm256_set1_epi32(1);
	__m256i before = _mm256_set1_epi32((int)base);
	size_t i;

	for (i = 0; i + 8 <= n; i += 8) {
		__m256i x = _mm256_add_epi32(load_8(v + i), one);

		store_8(v + i, sums_of_8(x, &before));
	}
	base = (uint32_t)_mm256_cvtsi256_si32(before);
	for (; i < n; i++)
		v[i] = base += v[i] + 1;
}

/* Four at once, with the operations of the portable form in their order. */
AVX2 static void score(double *out, const struct bl_bm25 *f,
		       const uint32_t *doc, const uint32_t *wdf, size_t n,
		       const uint32_t *length)
{
	const __m256d base = _mm256_set1_pd(f->base);
	const __m256d per_length = _mm256_set1_pd(f->per_length);
	const __m256d weight = _mm256_set1_pd(f->weight);
	const __m256d one = _mm256_set1_pd(1);
	size_t i;

	for (i = 0; i + 4 <= n; i += 4) {
		/* below 2^31, as all lengths and wdf are: a sign is no danger
		 */
		__m128i l = _mm_set_epi32((int)length[doc[i + 3]],
					  (int)length[doc[i + 2]],
					  (int)length[doc[i + 1]],
					  (int)length[doc[i]]);
		__m128i x = _mm_loadu_si128(
			(const __m128i *)(const void *)(wdf + i));
		__m256d w = _mm256_add_pd(_mm256_cvtepi32_pd(x), one);
		__m256d d = _mm256_mul_pd(per_length, _mm256_cvtepi32_pd(l));

		d = _mm256_add_pd(w, _mm256_add_pd(base, d));
		_mm256_storeu_pd(out + i,
				 _mm256_div_pd(_mm256_mul_pd(weight, w), d));
	}
	if (i < n)
		bl_kernels_portable.score(out + i, f, doc + i, wdf + i, n - i,
					  length);
}

/* Which of eight numbers are not below `want`: a bit each. */
INLINE unsigned not_below(__m256i v, __m256i want)
{
	__m256i is = _mm256_cmpeq_epi32(_mm256_max_epu32(v, want), v);

	return (unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(is));
}

#define PART (BL_BLOCK / 8)
#define WORTH_IT 4 /* so many make up for getting ready */

/* First in which eighth of a full block, by the last of each, then in which
 * place of it. */
AVX2 static void find(uint32_t *at, const uint32_t *v, uint32_t n,
		      const uint32_t *want, size_t m)
{
	__m256i last;
	size_t i;

	if (n < BL_BLOCK || m < WORTH_IT) {
		bl_kernels_portable.find(at, v, n, want, m);
		return;
	}
	last = _mm256_i32gather_epi32(
		(const int *)(const void *)(v + PART - 1),
		_mm256_setr_epi32(0, PART, 2 * PART, 3 * PART, 4 * PART,
				  5 * PART, 6 * PART, 7 * PART),
		4);
	for (i = 0; i < m; i++) {
		__m256i w = _mm256_set1_epi32((int)want[i]);
		unsigned parts = not_below(last, w) | 1 << 8, places;
		uint32_t part = PART * (uint32_t)__builtin_ctz(parts);

		if (part == BL_BLOCK) {
			at[i] = BL_BLOCK;
			continue;
		}
		places = not_below(load_8(v + part), w) |
			 not_below(load_8(v + part + 8), w) << 8;
		at[i] = part + (uint32_t)__builtin_ctz(places);
	}
}

AVX2 static uint64_t reach(const double *score, double least)
{
	const __m256d floor = _mm256_set1_pd(least);
	uint64_t bits = 0;
	unsigned i;

	for (i = 0; i < 64; i += 4) {
		__m256d is = _mm256_cmp_pd(_mm256_loadu_pd(score + i), floor,
					   _CMP_GE_OQ);

		bits |= (uint64_t)_mm256_movemask_pd(is) << i;
	}
	return bits;
}

AVX2 static void add_up(uint32_t *out, const uint32_t *step, size_t n,
			uint32_t base)
{
	__m256i before = _mm256_set1_epi32((int)base);
	size_t i;

	for (i = 0; i < n; i += 8)
		store_8(out + i, sums_of_8(load_8(step + i), &before));
}

/* Sums of 16 bits stay at that when they would be more. */
#define FULL UINT16_MAX

/* In each half, its last number in place of all. */
INLINE __m256i last_of_halves(__m256i x)
{
	return _mm256_shuffle_epi8(x, _mm256_set1_epi16(0x0f0e));
}

/* The sums of sixteen steps, of 16 bits; *before as in sums_of_8(). */
INLINE __m256i sums_of_16(const uint32_t *step, __m256i *before)
{
	__m256i x = _mm256_packus_epi32(load_8(step), load_8(step + 8));
	__m256i low, all;

	x = _mm256_permute4x64_epi64(x, 0xd8); /* halves were packed apart */
	x = _mm256_adds_epu16(x, _mm256_slli_si256(x, 2));
	x = _mm256_adds_epu16(x, _mm256_slli_si256(x, 4));
	x = _mm256_adds_epu16(x, _mm256_slli_si256(x, 8));
	low = last_of_halves(x);
	low = _mm256_permute2x128_si256(low, low, 0x08);
	x = _mm256_adds_epu16(x, low);
	all = _mm256_permute4x64_epi64(last_of_halves(x), 0xee);
	x = _mm256_adds_epu16(x, *before);
	*before = _mm256_adds_epu16(*before, all);
	return x;
}

/* Of sixteen numbers, the first n, if it is above 0; FULL in place of the
 * others. */
INLINE __m256i first_of_16(__m256i x, int n)
{
	const __m256i place = _mm256_setr_epi16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
						10, 11, 12, 13, 14, 15);

	return _mm256_or_si256(
		x,
		_mm256_cmpgt_epi16(place, _mm256_set1_epi16((short)(n - 1))));
}

#define FEW 32

/* For no more than FEW steps, or twice that when `twice`.  All sums are made
 * first, and each number is compared with all: how many steps an article has
 * can hardly be foretold, nor where they meet a number. */
INLINE size_t meet_few(uint32_t *v, size_t n, const uint32_t *step, int m,
		       uint32_t base, size_t most, bool twice)
{
	__m256i before = _mm256_set1_epi16((short)base);
	__m256i a = first_of_16(sums_of_16(step, &before), m);
	__m256i b = first_of_16(sums_of_16(step + 16, &before), m - 16);
	__m256i c = b, d = b;
	size_t kept = 0, i;

	if (twice) {
		c = first_of_16(sums_of_16(step + 32, &before), m - 32);
		d = first_of_16(sums_of_16(step + 48, &before), m - 48);
	}
	for (i = 0; i < n && kept < most; i++) {
		__m256i want = _mm256_set1_epi16((short)v[i]);
		__m256i is = _mm256_or_si256(_mm256_cmpeq_epi16(a, want),
					     _mm256_cmpeq_epi16(b, want));

		if (twice) {
			is = _mm256_or_si256(is, _mm256_cmpeq_epi16(c, want));
			is = _mm256_or_si256(is, _mm256_cmpeq_epi16(d, want));
		}
		v[kept] = v[i];
		kept += !_mm256_testz_si256(is, is);
	}
	return kept;
}

#define SUMS 256 /* at once; as many vectors as one has numbers */

/* The first sums of m steps, at most SUMS, and what may follow; in *last, which
 * is the last of each sixteen, and FULL from that of the last of them on. */
INLINE void add_up_some(__m256i sum[SUMS / 16], __m256i *last,
			const uint32_t *step, size_t m, __m256i *before)
{
	const __m256i one = _mm256_set1_epi16(1);
	__m256i place = _mm256_setr_epi16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
					  12, 13, 14, 15);
	const __m256i end = _mm256_set1_epi16((short)((m - 1) / 16));
	size_t i;

	*last = _mm256_or_si256(_mm256_cmpgt_epi16(place, end),
				_mm256_cmpeq_epi16(place, end));
	for (i = 0; i < (m + 15) / 16; i++) {
		__m256i here =
			_mm256_cmpeq_epi16(place, _mm256_setzero_si256());

		sum[i] = sums_of_16(step + 16 * i, before);
		*last = _mm256_or_si256(*last, _mm256_and_si256(here, *before));
		place = _mm256_sub_epi16(place, one);
	}
}

/* Many sums are made at once, and then for each number it is found out which
 * of them it could be among: when they meet can hardly be foretold, so nothing
 * is decided on the way. */
AVX2 static size_t meet_many(uint32_t *v, size_t n, const uint32_t *step,
			     size_t m, uint32_t base, size_t most)
{
	__m256i sum[SUMS / 16], last;
	__m256i before = _mm256_set1_epi16((short)base);
	size_t kept = 0, i = 0, some;
	uint16_t top;

	for (; m && i < n && kept < most; m -= some, step += some) {
		some = m < SUMS ? m : SUMS;
		add_up_some(sum, &last, step, some, &before);
		memcpy(&top, (const char *)sum + (some - 1) * sizeof(top),
		       sizeof(top));
		for (; i < n && v[i] <= top && kept < most; i++) {
			__m256i want = _mm256_set1_epi16((short)v[i]), is;
			unsigned from;

			is = _mm256_cmpeq_epi16(_mm256_max_epu16(last, want),
						last);
			from = (unsigned)_mm256_movemask_epi8(is);
			from = (unsigned)__builtin_ctz(from) / 2;
			is = _mm256_cmpeq_epi16(sum[from], want);
			v[kept] = v[i];
			kept += !_mm256_testz_si256(is, is);
		}
	}
	return kept;
}

/* Articles in which sums need more than 16 bits are rare. */
AVX2 static size_t meet(uint32_t *v, size_t n, const uint32_t *step, size_t m,
			uint32_t base, size_t most)
{
	if (!n || v[n - 1] >= FULL || base >= FULL)
		return bl_kernels_portable.meet(v, n, step, m, base, most);
	if (m <= FEW)
		return meet_few(v, n, step, (int)m, base, most, false);
	if (m <= 2 * FEW)
		return meet_few(v, n, step, (int)m, base, most, true);
	return meet_many(v, n, step, m, base, most);
}

const struct bl_kernels bl_kernels_avx2 = {
	"avx2", pack, unpack, sum_rising, score, find, reach, add_up, meet,
};
#else
typedef int codec_avx2_is_for_x86_64_only;
#endif
