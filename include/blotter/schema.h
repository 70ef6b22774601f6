/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The one table of fields: what a query may name, how its values are written,
 * and where each engine keeps them.  The parser, the engines, the man page
 * check and the tests all read it; there is no second list.
 */
#ifndef BLOTTER_SCHEMA_H
#define BLOTTER_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "blotter/buf.h"

#define BL_SCHEMA_VERSION 2

/* Positions (query-language "Tokens"): a title's first token stands at 1, the
 * body's first this far after the title's last (0 when it has no token). */
#define BL_TITLE_FIRST_POSITION 1
#define BL_BODY_GAP_POSITIONS 1000
/* What an occurrence adds to the wdf of its stem. */
#define BL_TITLE_WDF 2
#define BL_BODY_WDF 1

/* Longer terms are posted as their first bytes and a hash of all of them. */
#define BL_TERM_MAX_BYTES 200

enum bl_field_kind {
	BL_FIELD_TEXT,     /* stemmed words with positions: title */
	BL_FIELD_KEYWORD,  /* one value, matched whole */
	BL_FIELD_DATE,     /* a range of dates */
	BL_FIELD_INCIDENT, /* a filter on an incident */
};

enum bl_field_id {
	BL_FIELD_ID_TITLE,
	BL_FIELD_ID_ID,
	BL_FIELD_ID_SOURCE,
	BL_FIELD_ID_LANG,
	BL_FIELD_ID_PUBLISHED,
	BL_FIELD_ID_TYPE,
	BL_FIELD_ID_PLACE,
	BL_FIELD_ID_COUNTRY,
	BL_FIELD_ID_AROUND,
	BL_FIELD_ID_DATE,
	BL_FIELD_ID_ACTOR,
	BL_FIELD_ID_TARGET,
	BL_FIELD_ID_WEAPON,
	BL_FIELD_ID_STAGE,
	BL_FIELD_ID_KILLED,
	BL_FIELD_ID_INJURED,
	BL_FIELD_ID_KIDNAPPED,
	BL_FIELD_ID_CLAIMED,
	BL_FIELD_COUNT
};

/* Bit 1 << enum bl_field_id: which are meant. */
typedef uint32_t bl_field_set;
#define BL_FIELDS_ALL UINT32_MAX

struct bl_field {
	enum bl_field_id id;
	const char *name; /* as a query writes it, before the colon */
	enum bl_field_kind kind;
	bool fold;          /* keyword: case and accents do not matter */
	const char *prefix; /* of its terms, by omega's conventions */
	const char *help;   /* what it holds, for people */
};

/* Of the terms that belong to no field (omega's conventions again: Z for
 * stems, none for words as they stand). */
#define BL_PREFIX_STEM "Z"
#define BL_PREFIX_FORM ""

extern const struct bl_field bl_fields[BL_FIELD_COUNT];

/* The field of this name, or NULL. */
const struct bl_field *bl_field_find(struct bl_str name);
/* The known name nearest to a mistyped one, or NULL when none is near. */
const struct bl_field *bl_field_nearest(struct bl_str name);

/* The language of a tag, without its region, as a part of the tag: "en" of
 * "en-GB" and of "en_GB".  Articles and queries go through it, so they agree.
 */
struct bl_str bl_lang_of_tag(struct bl_str tag);

/*
 * Append the term that prefix and text make, cut and hashed when it is longer
 * than BL_TERM_MAX_BYTES (so that equal texts, and in practice only those,
 * give equal terms).
 */
void bl_term(struct bl_buf *out, const char *prefix, struct bl_str text);

#endif
