/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blotter/schema.h"

#include <stdio.h>

#include "blotter/hash.h"
#include "blotter/utf8.h"

#define HASH_TEXT_BYTES 33 /* 32 hexadecimal digits */

/* The prefixes of blotter's own fields begin with X, those omega knows are
 * omega's: Q unique id, S title, L language. */
/* A field a row. */
/* clang-format off */
const struct bl_field bl_fields[BL_FIELD_COUNT] = {
	{ BL_FIELD_ID_TITLE, "title", BL_FIELD_TEXT, true, "ZS",
	  "words of the title" },
	{ BL_FIELD_ID_ID, "id", BL_FIELD_KEYWORD, false, "Q",
	  "the article's id" },
	{ BL_FIELD_ID_SOURCE, "source", BL_FIELD_KEYWORD, true, "XSOURCE:",
	  "the outlet that published it" },
	{ BL_FIELD_ID_LANG, "lang", BL_FIELD_KEYWORD, true, "L",
	  "the language it declares" },
	{ BL_FIELD_ID_PUBLISHED, "published", BL_FIELD_DATE, false, "",
	  "when it was published" },
	{ BL_FIELD_ID_TYPE, "type", BL_FIELD_INCIDENT, true, "XTYPE:",
	  "what happened: a type or a group of types" },
	{ BL_FIELD_ID_PLACE, "place", BL_FIELD_INCIDENT, true, "XPLACE:",
	  "where: a place, or one that it lies in" },
	{ BL_FIELD_ID_COUNTRY, "country", BL_FIELD_INCIDENT, true, "XCOUNTRY:",
	  "where: a country, by name or code" },
	{ BL_FIELD_ID_AROUND, "around", BL_FIELD_INCIDENT, true, "",
	  "where: within so many km of a place" },
	{ BL_FIELD_ID_DATE, "date", BL_FIELD_INCIDENT, false, "",
	  "when it happened" },
	{ BL_FIELD_ID_ACTOR, "actor", BL_FIELD_INCIDENT, true, "XACTOR:",
	  "who did it, by any of its names" },
	{ BL_FIELD_ID_TARGET, "target", BL_FIELD_INCIDENT, true, "XTARGET:",
	  "what kind of people or things it was aimed at" },
	{ BL_FIELD_ID_WEAPON, "weapon", BL_FIELD_INCIDENT, true, "XWEAPON:",
	  "with what" },
	{ BL_FIELD_ID_STAGE, "stage", BL_FIELD_INCIDENT, true, "XSTAGE:",
	  "accomplished, attempted, threatened or alleged" },
	{ BL_FIELD_ID_KILLED, "killed", BL_FIELD_INCIDENT, false, "",
	  "how many died" },
	{ BL_FIELD_ID_INJURED, "injured", BL_FIELD_INCIDENT, false, "",
	  "how many were hurt" },
	{ BL_FIELD_ID_KIDNAPPED, "kidnapped", BL_FIELD_INCIDENT, false, "",
	  "how many were taken" },
	{ BL_FIELD_ID_CLAIMED, "claimed", BL_FIELD_INCIDENT, true, "XCLAIMED:",
	  "whether somebody said it was theirs" },
};
/* clang-format on */

const struct bl_field *bl_field_find(struct bl_str name)
{
	size_t i;

	for (i = 0; i < BL_FIELD_COUNT; i++)
		if (bl_str_eq(bl_str_from(bl_fields[i].name), name))
			return &bl_fields[i];
	return NULL;
}

const struct bl_field *bl_field_nearest(struct bl_str name)
{
	struct bl_nearest nearest = { .wanted = name };
	size_t i;

	for (i = 0; i < BL_FIELD_COUNT; i++)
		bl_nearest_offer(&nearest, bl_str_from(bl_fields[i].name));
	return nearest.name.len ? bl_field_find(nearest.name) : NULL;
}

void bl_term(struct bl_buf *out, const char *prefix, struct bl_str text)
{
	size_t prefix_len = bl_str_from(prefix).len;
	char hash[HASH_TEXT_BYTES];
	struct bl_hash128 h;
	size_t keep;

	bl_buf_adds(out, prefix);
	if (prefix_len + text.len <= BL_TERM_MAX_BYTES) {
		bl_buf_addstr(out, text);
		return;
	}
	h = bl_hash128(text.data, text.len);
	snprintf(hash, sizeof(hash), "%016llx%016llx",
		 (unsigned long long)h.high, (unsigned long long)h.low);
	keep = BL_TERM_MAX_BYTES - prefix_len - (HASH_TEXT_BYTES - 1);
	bl_buf_add(out, text.data, keep);
	bl_buf_adds(out, hash);
}

struct bl_str bl_lang_of_tag(struct bl_str tag)
{
	size_t i;

	for (i = 0; i < tag.len; i++)
		if (tag.data[i] == '-' || tag.data[i] == '_')
			break;
	return (struct bl_str){ tag.data, i };
}
