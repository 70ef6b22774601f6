/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Word characters and breaks of UAX #29, for all text that is not ASCII.
 *
 * Its rules about letters, numbers and what joins them become the rules of
 * the tokenizer, once each character is reduced to the part it plays; what
 * is left of UAX #29 is that a mark extends the character before it, and
 * that words of some scripts are not told apart (ideographs, kana, Thai).
 */
#include "text_private.h"

#include <unictype.h>
#include <uniwbrk.h>

#include "blotter/utf8.h"

/* Characters that play a part of their own, by code point. */
static const struct special {
	uint32_t cp;
	enum bl_shape_byte shape;
} specials[] = {
	{ '"', BL_SHAPE_MIDDLE }, /* between Hebrew letters, as gershayim */
	{ '\'', BL_SHAPE_APOSTROPHE },
	{ ',', BL_SHAPE_COMMA },
	{ '.', BL_SHAPE_DOT },
	{ 'S', BL_SHAPE_S },
	{ 's', BL_SHAPE_S },
	{ 0x00b7, BL_SHAPE_MIDDLE },     /* middle dot, as in Catalan */
	{ 0x02bc, BL_SHAPE_APOSTROPHE }, /* modifier letter apostrophe */
	{ 0x0387, BL_SHAPE_MIDDLE },     /* Greek ano teleia */
	{ 0x055f, BL_SHAPE_MIDDLE },     /* Armenian abbreviation mark */
	{ 0x05f4, BL_SHAPE_MIDDLE },     /* Hebrew gershayim */
	{ 0x066c, BL_SHAPE_COMMA },      /* Arabic thousands separator */
	{ 0x2018, BL_SHAPE_APOSTROPHE },
	{ 0x2019, BL_SHAPE_APOSTROPHE },
	{ 0x2024, BL_SHAPE_DOT },    /* one dot leader */
	{ 0x2027, BL_SHAPE_MIDDLE }, /* hyphenation point */
	{ 0xfe50, BL_SHAPE_COMMA },  /* small comma */
	{ 0xfe52, BL_SHAPE_DOT },    /* small full stop */
	{ 0xff07, BL_SHAPE_APOSTROPHE },
	{ 0xff0c, BL_SHAPE_COMMA },
	{ 0xff0e, BL_SHAPE_DOT },
	{ 0xff33, BL_SHAPE_S },
	{ 0xff53, BL_SHAPE_S },
};

static const struct special *find_special(uint32_t cp)
{
	size_t low = 0, high = sizeof(specials) / sizeof(specials[0]);

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (specials[middle].cp == cp)
			return &specials[middle];
		if (specials[middle].cp < cp)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* Marks of the scripts whose words are not told apart stand alone, too. */
static bool is_spaceless_mark(uint32_t cp)
{
	static const char *const names[] = { "Thai", "Lao", "Khmer",
					     "Myanmar" };
	const uc_script_t *script = uc_script(cp);
	size_t i;

	for (i = 0; script && i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcmp(script->name, names[i]) == 0)
			return true;
	}
	return false;
}

enum bl_shape_byte bl_shape_of(uint32_t cp)
{
	const struct special *special = find_special(cp);

	if (special)
		return special->shape;
	if (cp == BL_UTF8_BAD)
		return BL_SHAPE_SEPARATOR;
	switch (uc_wordbreak_property(cp)) {
	case WBP_ALETTER:
	case WBP_HL:
		return BL_SHAPE_LETTER;
	case WBP_NUMERIC:
		return BL_SHAPE_DIGIT;
	case WBP_KATAKANA:
		return BL_SHAPE_ALONE;
	case WBP_EXTEND:
	case WBP_FORMAT:
	case WBP_ZWJ:
		return is_spaceless_mark(cp) ? BL_SHAPE_ALONE : BL_SHAPE_EXTEND;
	case WBP_OTHER:
		/* letters that UAX #29 never joins: Han, hiragana, Thai */
		if (uc_is_general_category_withtable(
			    cp, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_Nl))
			return BL_SHAPE_ALONE;
		return BL_SHAPE_SEPARATOR;
	default:
		return BL_SHAPE_SEPARATOR;
	}
}

static bool is_letter(uint32_t cp)
{
	enum bl_shape_byte shape = bl_shape_of(cp);

	return shape == BL_SHAPE_LETTER || shape == BL_SHAPE_S;
}

static bool is_hebrew(uint32_t cp)
{
	return uc_wordbreak_property(cp) == WBP_HL;
}

/* The part that a middle character plays, by the letters around it: it joins
 * any two, but a quotation mark only Hebrew ones. */
static enum bl_shape_byte shape_of_middle(uint32_t cp, uint32_t before,
					  const char *after, size_t len)
{
	uint32_t next = BL_UTF8_BAD;
	size_t i, used;

	for (i = 0; i < len; i += used) {
		next = bl_utf8_decode(after + i, len - i, &used);
		if (bl_shape_of(next) != BL_SHAPE_EXTEND)
			break;
	}
	if (!is_letter(before) || !is_letter(next) ||
	    (cp == '"' && !(is_hebrew(before) && is_hebrew(next))))
		return BL_SHAPE_SEPARATOR;
	return BL_SHAPE_EXTEND;
}

static void push(struct bl_shape *shape, enum bl_shape_byte byte, size_t at)
{
	shape->byte[shape->n] = (unsigned char)byte;
	shape->offset[shape->n] = (uint32_t)at;
	shape->n++;
}

void bl_shape_make(struct bl_shape *shape, const char *text, size_t len)
{
	enum bl_shape_byte this, last = BL_SHAPE_SEPARATOR;
	uint32_t last_cp = BL_UTF8_BAD;
	size_t i, used;

	shape->n = 0;
	/* a step adds up to two bytes */
	for (i = 0; i < len && shape->n < BL_SHAPE_MAX_BYTES; i += used) {
		uint32_t cp = bl_utf8_decode(text + i, len - i, &used);

		this = bl_shape_of(cp);
		if (this == BL_SHAPE_MIDDLE)
			this = shape_of_middle(cp, last_cp, text + i + used,
					       len - i - used);
		if (this == BL_SHAPE_EXTEND && i > 0)
			continue;
		if (this == BL_SHAPE_EXTEND || this == BL_SHAPE_SEPARATOR) {
			push(shape, BL_SHAPE_SEPARATOR, i);
			i += used;
			break;
		}
		if (this == BL_SHAPE_ALONE || last == BL_SHAPE_ALONE)
			push(shape, BL_SHAPE_SEPARATOR, i);
		push(shape, this == BL_SHAPE_ALONE ? BL_SHAPE_LETTER : this, i);
		last = this;
		last_cp = cp;
	}
	shape->offset[shape->n] = (uint32_t)i;
}
