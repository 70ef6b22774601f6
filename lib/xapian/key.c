/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The value of a slot is a time and an id, made so that plain byte order of
 * the values is the order of the hits: exact ties need one slot and no second
 * look at the articles.  SLOT_OLDEST_FIRST serves ranges of time as well: its
 * values begin with the time.
 */
#include <string.h>

#include "xapian_private.h"

#define BIAS (UINT64_C(1) << 63)

/* Big-endian, with the sign turned, compares as the number does. */
static void put_time(char *out, uint64_t biased)
{
	int i;

	for (i = 0; i < KEY_TIME_BYTES; i++)
		out[i] = (char)(biased >> (8 * (KEY_TIME_BYTES - 1 - i)));
}

void bl_key_time(char out[KEY_TIME_BYTES], bl_time t)
{
	put_time(out, t == BL_TIME_UNSET ? UINT64_MAX : (uint64_t)t ^ BIAS);
}

void bl_key_append(struct bl_buf *out, enum slot slot, bl_time t,
		   struct bl_str id)
{
	char time[KEY_TIME_BYTES];

	bl_key_time(time, t);
	if (slot == SLOT_NEWEST_FIRST && t != BL_TIME_UNSET)
		put_time(time, ~((uint64_t)t ^ BIAS));
	bl_buf_add(out, time, sizeof(time));
	bl_buf_addstr(out, id);
}

int bl_key_read(struct bl_str key, enum slot slot, bl_time *t,
		struct bl_str *id)
{
	uint64_t biased = 0;
	size_t i;

	if (key.len < KEY_TIME_BYTES)
		return 0;
	for (i = 0; i < KEY_TIME_BYTES; i++)
		biased = biased << 8 | (unsigned char)key.data[i];
	if (biased == UINT64_MAX)
		*t = BL_TIME_UNSET;
	else if (slot == SLOT_NEWEST_FIRST)
		*t = (bl_time)(~biased ^ BIAS);
	else
		*t = (bl_time)(biased ^ BIAS);
	*id = (struct bl_str){ key.data + KEY_TIME_BYTES,
			       key.len - KEY_TIME_BYTES };
	return 1;
}
