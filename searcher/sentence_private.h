/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where sentences begin, for cutting pieces out of a text.
 */
#ifndef BLOTTER_SENTENCE_PRIVATE_H
#define BLOTTER_SENTENCE_PRIVATE_H

#include <stdbool.h>

#include "blotter/buf.h"

/* ASCII white space. */
static inline bool bl_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Does a sentence begin at this byte, the first of a word?  Nothing before
 * byte `floor` is looked at; one begins there. */
bool bl_starts_sentence(struct bl_str text, size_t at, size_t floor);

#endif
