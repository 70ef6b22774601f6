/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "exec_private.h"

bool bl_set_any(const struct bl_set *s)
{
	uint64_t all = 0;
	size_t i;

	for (i = 0; i < BL_SET_WORDS; i++)
		all |= s->word[i];
	return all != 0;
}

uint32_t bl_set_few(uint32_t out[BL_SET_FEW + 1], const struct bl_set *s,
		    uint32_t low, uint32_t high)
{
	uint64_t word = s->word[low / 64] >> low % 64 << low % 64;
	uint32_t n = 0, i = low / 64;

	for (;;) {
		if (i == high / 64)
			word &= UINT64_MAX >> (63 - high % 64);
		for (; word && n <= BL_SET_FEW; word &= word - 1)
			out[n++] = i * 64 + (uint32_t)__builtin_ctzll(word);
		if (i == high / 64 || n > BL_SET_FEW)
			return n;
		word = s->word[++i];
	}
}

void bl_set_intersect(struct bl_set *s, const struct bl_set *with)
{
	size_t i;

	for (i = 0; i < BL_SET_WORDS; i++)
		s->word[i] &= with->word[i];
}
