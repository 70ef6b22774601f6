/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Blocks of up to 128 numbers in as few bits as most of them need, with the
 * larger ones patched in ("PFOR").
 *
 *	byte		bits of a number, 0..32; + 64 when there are patches
 *	[byte]		patches
 *	packed bits	the low bits of each number
 *	[bytes]		for each patch, which number
 *	[varints]	for each patch, its bits above the packed ones
 *
 * A full block lies in four lanes of 32-bit little-endian words, number i in
 * lane i % 4, so that vector instructions unpack four at once; a shorter one
 * is a plain string of bits, the lowest first.
 *
 * What has a vector form is reached through a table of functions, chosen by
 * what the processor has; both tables give the same results, to the bit.
 */
#ifndef BLOTTER_CODEC_PRIVATE_H
#define BLOTTER_CODEC_PRIVATE_H

#include <stddef.h>
#include <stdint.h>

#define BL_BLOCK 128 /* numbers */
/* Beyond the end of what is added up, and of what that is written to, so many
 * numbers may be touched. */
#define BL_SLACK 64
/* No packed block takes more, whatever is in it. */
#define BL_PACK_MAX_BYTES (2 + 4 * BL_BLOCK + BL_BLOCK * 6)

/* What the score of a word in an article is made of: with the factor k * (1
 * - b), the factor k * b / mean length, and the weight times (k + 1). */
struct bl_bm25 {
	double base, per_length, weight;
};

struct bl_kernels {
	const char *name;
	/* 128 numbers, of bits each, to or from 16 * bits bytes */
	void (*pack)(uint8_t *out, const uint32_t *v, unsigned bits);
	void (*unpack)(uint32_t *v, const uint8_t *in, unsigned bits);
	/* v[i] = base + the sum over j <= i of (v[j] + 1), modulo 2^32 */
	void (*sum)(uint32_t *v, size_t n, uint32_t base);
	/* out[i] = weight * wdf / (wdf + base + per_length * length), for
	 * article doc[i], wdf[i] + 1 of it, of length[doc[i]] */
	void (*score)(double *out, const struct bl_bm25 *f, const uint32_t *doc,
		      const uint32_t *wdf, size_t n, const uint32_t *length);
	/* at[i] = bl_find(v, n, want[i]), for m of them */
	void (*find)(uint32_t *at, const uint32_t *v, uint32_t n,
		     const uint32_t *want, size_t m);
	/* Of 64 scores, those that reach `least`: a bit each. */
	uint64_t (*reach)(const double *score, double least);
	/* out[i] = base + the sum over j <= i of step[j]; both with slack */
	void (*add_up)(uint32_t *out, const uint32_t *step, size_t n,
		       uint32_t base);
	/* Of n numbers that do not fall, leave those that add_up() would give
	 * for m steps, but no more than the first `most`; returns how many.
	 * None is UINT32_MAX. */
	size_t (*meet)(uint32_t *v, size_t n, const uint32_t *step, size_t m,
		       uint32_t base, size_t most);
};

extern const struct bl_kernels bl_kernels_portable;
/* Present on x86-64 only, and to be called only where it has AVX2. */
extern const struct bl_kernels bl_kernels_avx2;

/* The best for this processor. */
const struct bl_kernels *bl_kernels(void);

/* Which of n rising numbers is the first that is not below `want`; n when all
 * are. */
uint32_t bl_find(const uint32_t *v, uint32_t n, uint32_t want);

/* Pack n <= 128 numbers; returns the bytes, at most BL_PACK_MAX_BYTES. */
size_t bl_pack(const struct bl_kernels *k, uint8_t *out, const uint32_t *v,
	       size_t n);

/* Unpack n numbers from the len bytes there are; returns how many it took, 0
 * when they are damaged.  v has room for 128. */
size_t bl_unpack(const struct bl_kernels *k, uint32_t *v, size_t n,
		 const uint8_t *in, size_t len);

/*
 * The same for rising numbers, packed as their distances less one, the first
 * from `base` (UINT32_MAX: from before 0).  They come out above base, rising,
 * and below limit, or it is damage.
 */
size_t bl_unpack_rising(const struct bl_kernels *k, uint32_t *v, size_t n,
			uint32_t base, uint32_t limit, const uint8_t *in,
			size_t len);

#endif
