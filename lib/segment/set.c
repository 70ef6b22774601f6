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

bool bl_set_any_of(const struct bl_set *s, uint32_t low, uint32_t high)
{
	uint64_t word = s->word[low / 64] >> low % 64 << low % 64;
	uint32_t i;

	for (i = low / 64; i < high / 64; i++) {
		if (word)
			return true;
		word = s->word[i + 1];
	}
	return word << (63 - high % 64) != 0;
}

void bl_set_intersect(struct bl_set *s, const struct bl_set *with)
{
	size_t i;

	for (i = 0; i < BL_SET_WORDS; i++)
		s->word[i] &= with->word[i];
}
