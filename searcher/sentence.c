/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sentence_private.h"

#include <string.h>

/* A word before a full stop that is shorter may be an abbreviation. */
#define SENTENCE_WORD_MIN_BYTES 4

/* Does the word that ends before this byte, with a full stop behind it, end a
 * sentence?  Short ones may be abbreviations. */
static bool is_long_word(struct bl_str text, size_t end, size_t floor)
{
	size_t n = 0;

	while (end > floor && !bl_is_space(text.data[end - 1]) &&
	       text.data[end - 1] != '.') {
		end--;
		n++;
	}
	return n >= SENTENCE_WORD_MIN_BYTES;
}

bool bl_starts_sentence(struct bl_str text, size_t at, size_t floor)
{
	while (at > floor && bl_is_space(text.data[at - 1]))
		if (text.data[--at] == '\n')
			return true;
	while (at > floor && strchr("\"')]", text.data[at - 1]))
		at--;
	if (at == floor)
		return true;
	at--;
	return text.data[at] == '!' || text.data[at] == '?' ||
	       (text.data[at] == '.' && is_long_word(text, at, floor));
}
