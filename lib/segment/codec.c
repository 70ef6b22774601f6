/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "codec_private.h"

#include <stdbool.h>
#include <string.h>
#ifdef __x86_64__
#include <sys/platform/x86.h>
#endif

#include "bytes_private.h"

#define HAS_PATCHES 64
#define MAX_BITS 32
#define LANES 4
/* Distances of no more bits cannot sum up to 2^32 in one block. */
#define SAFE_BITS 24

static unsigned bits_of(uint32_t n)
{
	/* that of 0 is 0, without a branch */
	return 63 - (unsigned)__builtin_clzll((uint64_t)n << 1 | 1);
}

static uint32_t low_bits(unsigned bits)
{
	return bits == MAX_BITS ? UINT32_MAX : ((uint32_t)1 << bits) - 1;
}

/* ---- a full block, in lanes */

static void pack_lanes(uint8_t *out, const uint32_t *v, unsigned bits)
{
	size_t lane, row;

	memset(out, 0, (size_t)16 * bits);
	for (row = 0; row < BL_BLOCK / LANES && bits; row++) {
		size_t word = row * bits / 32, shift = row * bits % 32;

		for (lane = 0; lane < LANES; lane++) {
			uint64_t n = v[row * LANES + lane] & low_bits(bits);
			uint8_t *at = out + 4 * (word * LANES + lane);

			n <<= shift;
			bl_put_u32(at, bl_get_u32(at) | (uint32_t)n);
			if (shift + bits > 32)
				bl_put_u32(at + 4 * LANES, (uint32_t)(n >> 32));
		}
	}
}

static void unpack_lanes(uint32_t *v, const uint8_t *in, unsigned bits)
{
	size_t lane, row;

	for (row = 0; row < BL_BLOCK / LANES; row++) {
		size_t word = row * bits / 32, shift = row * bits % 32;

		for (lane = 0; lane < LANES; lane++) {
			const uint8_t *at = in + 4 * (word * LANES + lane);
			uint64_t n = bits ? bl_get_u32(at) : 0;

			if (shift + bits > 32)
				n |= (uint64_t)bl_get_u32(at + 4 * LANES) << 32;
			v[row * LANES + lane] = (uint32_t)(n >> shift) &
						low_bits(bits);
		}
	}
}

static void sum_rising(uint32_t *v, size_t n, uint32_t base)
{
	size_t i;

	for (i = 0; i < n; i++)
		v[i] = base += v[i] + 1;
}

static void score(double *out, const struct bl_bm25 *f, const uint32_t *doc,
		  const uint32_t *wdf, size_t n, const uint32_t *length)
{
	size_t i;

	for (i = 0; i < n; i++) {
		double w = (double)wdf[i] + 1;

		out[i] = f->weight * w /
			 (w +
			  (f->base + f->per_length * (double)length[doc[i]]));
	}
}

uint32_t bl_find(const uint32_t *v, uint32_t n, uint32_t want)
{
	const uint32_t *at = v;

	while (n > 1) {
		uint32_t half = n / 2;

		/* no decision that could be guessed wrong */
		at += half * (at[half - 1] < want);
		n -= half;
	}
	return (uint32_t)(at - v) + (n && *at < want);
}

static void find(uint32_t *at, const uint32_t *v, uint32_t n,
		 const uint32_t *want, size_t m)
{
	size_t i;

	for (i = 0; i < m; i++)
		at[i] = bl_find(v, n, want[i]);
}

static uint64_t reach(const double *score, double least)
{
	uint64_t bits = 0;
	unsigned i;

	for (i = 0; i < 64; i++)
		bits |= (uint64_t)(score[i] >= least) << i;
	return bits;
}

static void add_up(uint32_t *out, const uint32_t *step, size_t n, uint32_t base)
{
	size_t i;

	for (i = 0; i < n; i++)
		out[i] = base += step[i];
}

static size_t meet(uint32_t *v, size_t n, const uint32_t *step, size_t m,
		   uint32_t base, size_t most)
{
	size_t kept = 0, i = 0, j;

	for (j = 0; j < m && i < n && kept < most; j++) {
		base += step[j];
		while (i < n && v[i] < base)
			i++;
		for (; i < n && v[i] == base && kept < most; i++)
			v[kept++] = v[i];
	}
	return kept;
}

const struct bl_kernels bl_kernels_portable = {
	"portable", pack_lanes, unpack_lanes, sum_rising, score,
	find,       reach,      add_up,       meet,
};

const struct bl_kernels *bl_kernels(void)
{
#ifdef __x86_64__
	/* what the loader knows: to ask the processor itself, as
	 * __builtin_cpu_supports() does, takes 0.1 ms where it is virtual */
	if (CPU_FEATURE_ACTIVE(AVX2))
		return &bl_kernels_avx2;
#endif
	return &bl_kernels_portable;
}

/* ---- a shorter block, a string of bits */

static size_t string_bytes(size_t n, unsigned bits)
{
	return (n * bits + 7) / 8;
}

static void pack_string(uint8_t *out, const uint32_t *v, size_t n,
			unsigned bits)
{
	uint64_t have = 0;
	unsigned used = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		have |= (uint64_t)(v[i] & low_bits(bits)) << used;
		for (used += bits; used >= 8; used -= 8) {
			*out++ = (uint8_t)have;
			have >>= 8;
		}
	}
	if (used)
		*out = (uint8_t)have;
}

static void unpack_string(uint32_t *v, size_t n, const uint8_t *in,
			  unsigned bits)
{
	uint64_t have = 0;
	unsigned used = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		for (; used < bits; used += 8)
			have |= (uint64_t)*in++ << used;
		v[i] = (uint32_t)have & low_bits(bits);
		have >>= bits;
		used -= bits;
	}
}

/* ---- blocks of either kind */

static size_t packed_bytes(size_t n, unsigned bits)
{
	return n == BL_BLOCK ? (size_t)16 * bits : string_bytes(n, bits);
}

/* How many bits to pack of each number so that all of it is shortest. */
static unsigned choose_bits(size_t *patches, const uint32_t *v, size_t n)
{
	uint8_t count[MAX_BITS + 1] = { 0 };
	size_t best_bytes = SIZE_MAX, above = 0, above_bytes = 0, i;
	unsigned bits, best = 0, most;
	uint32_t all = 0;

	for (i = 0; i < n; i++) {
		count[bits_of(v[i])]++;
		all |= v[i];
	}
	most = bits_of(all);
	for (bits = most;; bits--) {
		/* a patch: which, and a varint of a byte or a little more */
		size_t bytes =
			packed_bytes(n, bits) + above_bytes + (above ? 1 : 0);

		if (bytes < best_bytes) {
			best_bytes = bytes;
			best = bits;
			*patches = above;
		}
		if (!bits)
			return best;
		above += count[bits];
		above_bytes = above * (1 + (most - bits + 1 + 6) / 7);
	}
}

static size_t put_patches(uint8_t *out, const uint32_t *v, size_t n,
			  unsigned bits)
{
	const uint32_t fits = low_bits(bits);
	size_t patches = 0, i;
	uint8_t *p;

	for (i = 0; i < n; i++)
		if (v[i] > fits)
			out[patches++] = (uint8_t)i;
	p = out + patches;
	for (i = 0; i < patches; i++)
		p += bl_put_varint(p, v[out[i]] >> bits);
	return (size_t)(p - out);
}

size_t bl_pack(const struct bl_kernels *k, uint8_t *out, const uint32_t *v,
	       size_t n)
{
	size_t patches = 0;
	unsigned bits = choose_bits(&patches, v, n);
	uint8_t *p = out;

	*p++ = (uint8_t)(bits | (patches ? HAS_PATCHES : 0));
	if (patches)
		*p++ = (uint8_t)patches;
	if (n == BL_BLOCK)
		k->pack(p, v, bits);
	else
		pack_string(p, v, n, bits);
	p += packed_bytes(n, bits);
	if (patches)
		p += put_patches(p, v, n, bits);
	return (size_t)(p - out);
}

/* *most becomes the bits of the largest there can be. */
static bool patch(uint32_t *v, size_t n, struct bl_take *t, size_t patches,
		  unsigned bits, unsigned *most)
{
	const uint8_t *which = bl_take_bytes(t, patches);
	uint64_t all = 0;
	size_t i;

	for (i = 0; which && i < patches; i++) {
		/* most are of one byte */
		uint64_t high = t->at < t->end && *t->at < 0x80
					? *t->at++
					: bl_take_u32(t);

		if (which[i] >= n)
			return false;
		all |= high << bits;
		v[which[i]] |= (uint32_t)(high << bits);
	}
	if (all > UINT32_MAX)
		return false;
	if (bits_of((uint32_t)all) > *most)
		*most = bits_of((uint32_t)all);
	return !t->bad;
}

static size_t unpack(const struct bl_kernels *k, uint32_t *v, size_t n,
		     const uint8_t *in, size_t len, unsigned *most)
{
	struct bl_take t = { in, in + len, false };
	const uint8_t *head = bl_take_bytes(&t, 1), *packed;
	unsigned bits = head ? *head & ~HAS_PATCHES : MAX_BITS + 1;
	size_t patches = 0;

	if (bits > MAX_BITS)
		return 0;
	if (*head & HAS_PATCHES) {
		const uint8_t *count = bl_take_bytes(&t, 1);

		patches = count ? *count : 0;
	}
	packed = bl_take_bytes(&t, packed_bytes(n, bits));
	if (t.bad)
		return 0;
	if (n == BL_BLOCK)
		k->unpack(v, packed, bits);
	else
		unpack_string(v, n, packed, bits);
	*most = bits;
	if (patches && !patch(v, n, &t, patches, bits, most))
		return 0;
	return (size_t)(t.at - in);
}

size_t bl_unpack(const struct bl_kernels *k, uint32_t *v, size_t n,
		 const uint8_t *in, size_t len)
{
	unsigned most;

	return unpack(k, v, n, in, len, &most);
}

/* Would the sums run over 32 bits?  Only then they might come out low. */
static bool sums_overflow(const uint32_t *v, size_t n, uint32_t base)
{
	uint64_t sum = base == UINT32_MAX ? 0 : (uint64_t)base + 1;
	size_t i;

	for (i = 0; i < n; i++)
		sum += (uint64_t)v[i] + 1;
	return sum > UINT32_MAX;
}

size_t bl_unpack_rising(const struct bl_kernels *k, uint32_t *v, size_t n,
			uint32_t base, uint32_t limit, const uint8_t *in,
			size_t len)
{
	unsigned most;
	size_t took = unpack(k, v, n, in, len, &most);

	if (!took || !n)
		return 0;
	/* base is below limit, and the sums of a block that is not as wide as
	 * this below 2^31 */
	if ((most > SAFE_BITS || limit > UINT32_MAX / 2) &&
	    sums_overflow(v, n, base))
		return 0;
	k->sum(v, n, base);
	return v[n - 1] < limit ? took : 0;
}
