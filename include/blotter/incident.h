/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Incidents: what happened, where, when, to whom, by whom and how many.
 *
 * An article yields zero or more incidents, the main one first.  No value is
 * guessed: what the text does not support stays unset.  Each value keeps its
 * evidence, the bytes of the article that say so.
 *
 * Extraction is a cascade of finite-state stages
 *(lib/incident/incident_private.h says which file is which) over the tokens
 *that indexing made.  It keeps what its lexicon knows of a word by the word's
 *form id, so one extractor belongs to one vocabulary, and must forget when that
 *is cleared.
 *
 *	bl_extractor_new(&x, err);
 *	bl_tokenize(vocab, title..., &title, err);
 *	bl_tokenize(vocab, text..., &body, err);
 *	bl_extract(&list, x, &article, vocab, &title, &body, &arena, err);
 *	for (i = 0; i < list.n; i++)
 *		use(&list.item[i]);
 */
#ifndef BLOTTER_INCIDENT_H
#define BLOTTER_INCIDENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "blotter/arena.h"
#include "blotter/article.h"
#include "blotter/date.h"
#include "blotter/schema.h"
#include "blotter/text.h"

#define BL_INCIDENTS_MAX 32 /* of one article */
#define BL_INCIDENT_PLACES_MAX 6
#define BL_INCIDENT_ACTORS_MAX 6
#define BL_INCIDENT_TYPES_MAX 6
#define BL_INCIDENT_PARTS_MAX 8 /* of a toll's breakdown */
#define BL_INCIDENT_EVIDENCE_MAX 32

/* ---- types ---- */

/* A type or a group of types ("attack"); 0 is none.  The codes are those of
 * lib/incident/types.inc and mean the same in every version: new ones are
 * added at its end. */
typedef uint8_t bl_incident_type;
#define BL_INCIDENT_TYPE_NONE 0

/* The type of this name, or BL_INCIDENT_TYPE_NONE. */
bl_incident_type bl_incident_type_find(struct bl_str name);
/* Its name, "suicide-bombing"; NULL when there is no such code. */
const char *bl_incident_type_name(bl_incident_type type);
/* Types and groups are the codes from 1 to this. */
unsigned bl_incident_type_count(void);
/* Is type the group, or anywhere below it? */
bool bl_incident_type_is(bl_incident_type type, bl_incident_type group);
/* Write type and then the groups above it, nearest first, at most max; returns
 * how many. */
size_t bl_incident_type_chain(bl_incident_type *out, size_t max,
			      bl_incident_type type);

/* ---- targets and weapons: sets of categories ---- */

typedef uint32_t bl_category_set; /* bit i: category i of its table */

/* The category's bit, or 0 when there is none of this name. */
bl_category_set bl_incident_target_find(struct bl_str name);
bl_category_set bl_incident_weapon_find(struct bl_str name);
/* The name of category i, from 0; NULL after the last. */
const char *bl_incident_target_name(unsigned i);
const char *bl_incident_weapon_name(unsigned i);

/* ---- actors ---- */

/* An armed group that the lexicon knows, by any of its names (case, accents
 * and hyphens do not matter); 0 is none.  Codes mean something only inside
 * one run: what is stored is the canonical name. */
typedef uint16_t bl_actor_id;
#define BL_ACTOR_NONE 0

bl_actor_id bl_actor_find(struct bl_str name);
/* The group of this canonical name. */
bl_actor_id bl_actor_canonical(struct bl_str name);
/* The i-th name, the canonical one first; empty after the last. */
struct bl_str bl_actor_name(bl_actor_id actor, size_t i);

enum bl_actor_role {
	BL_ACTOR_PERPETRATOR,
	BL_ACTOR_OTHER_SIDE, /* of a clash */
	BL_ACTOR_ROLES
};

enum bl_actor_status {
	BL_ACTOR_REPORTED,
	BL_ACTOR_CLAIMED,
	BL_ACTOR_SUSPECTED,
	BL_ACTOR_ACCUSED, /* by authorities */
	BL_ACTOR_DENIED,
	BL_ACTOR_STATUSES
};

/* NULL when there is no such value. */
const char *bl_actor_role_name(unsigned role);
const char *bl_actor_status_name(unsigned status);

/* ---- incidents ---- */

enum bl_incident_stage {
	BL_STAGE_ACCOMPLISHED,
	BL_STAGE_ATTEMPTED,
	BL_STAGE_THREATENED,
	BL_STAGE_ALLEGED,
	BL_STAGES
};

/* NULL when there is no such stage; BL_STAGES when there is no such name. */
const char *bl_incident_stage_name(unsigned stage);
enum bl_incident_stage bl_incident_stage_find(struct bl_str name);

enum bl_claimed {
	BL_CLAIMED_UNSET,
	BL_CLAIMED_YES,
	BL_CLAIMED_NO, /* "no group has claimed" */
	BL_CLAIMED_VALUES
};

#define BL_COUNT_UNSET (-1)
#define BL_COUNT_MAX 100000000

/* "six rangers": a part of a toll. */
struct bl_toll_part {
	struct bl_str people; /* the words for them */
	int32_t count;
};

/* How many people.  min unset: the text does not say, and all is unset;
 * max unset: "at least". */
struct bl_toll {
	int32_t min, max;
	int32_t attackers; /* of them; unset: the text does not say */
	uint32_t n_parts;
	struct bl_toll_part part[BL_INCIDENT_PARTS_MAX];
};

enum bl_place_precision {
	BL_PRECISION_POINT,
	BL_PRECISION_CITY,
	BL_PRECISION_ADMIN,
	BL_PRECISION_COUNTRY,
	BL_PRECISIONS
};

const char *bl_place_precision_name(unsigned precision);

struct bl_incident_place {
	uint32_t id;        /* of the gazetteer, or 0: only the name is known */
	struct bl_str name; /* as the gazetteer, else the text, has it */
	struct bl_str admin;        /* first-level division, or empty */
	struct bl_str country;      /* ISO 3166-1 alpha-2, or empty */
	struct bl_str country_name; /* or empty */
	double lat, lon;            /* degrees; NAN when not known */
	enum bl_place_precision precision;
};

struct bl_incident_actor {
	struct bl_str name; /* canonical where the lexicon knows it */
	bl_actor_id known;  /* its other names are bl_actor_name()'s */
	enum bl_actor_role role;
	enum bl_actor_status status;
};

/* What a piece of evidence supports. */
enum bl_incident_value {
	BL_VALUE_TYPE,
	BL_VALUE_STAGE,
	BL_VALUE_DATE,
	BL_VALUE_PLACE, /* index: which of them */
	BL_VALUE_ACTOR, /* index: which of them */
	BL_VALUE_TARGET,
	BL_VALUE_WEAPON,
	BL_VALUE_KILLED,
	BL_VALUE_INJURED,
	BL_VALUE_KIDNAPPED,
	BL_VALUE_CLAIMED,
	BL_VALUES
};

const char *bl_incident_value_name(unsigned value);

struct bl_evidence {
	uint8_t value; /* enum bl_incident_value */
	uint8_t index;
	uint8_t in_title;    /* else in the text */
	uint32_t start, end; /* bytes: [start, end) */
};

struct bl_incident {
	bl_incident_type types[BL_INCIDENT_TYPES_MAX]; /* most specific first,
					 then the groups above */
	size_t n_types;
	enum bl_incident_stage stage;
	bool dated;
	bl_day from, to; /* when dated, both included */
	struct bl_str date_text;
	struct bl_incident_place place[BL_INCIDENT_PLACES_MAX];
	size_t n_places;
	struct bl_incident_actor actor[BL_INCIDENT_ACTORS_MAX];
	size_t n_actors;
	bl_category_set targets, weapons;
	struct bl_toll killed, injured, kidnapped;
	enum bl_claimed claimed;
	double confidence; /* 0..1 */
	struct bl_evidence evidence[BL_INCIDENT_EVIDENCE_MAX];
	size_t n_evidence;
};

/* The incidents of an article, the main one first.  Items and their strings
 * belong to the arena they were made in, or to the article. */
struct bl_incidents {
	struct bl_incident *item;
	size_t n;
};

#define BL_INCIDENTS_INIT \
	{                 \
		NULL, 0   \
	}

/* ---- extraction ---- */

struct bl_extractor;

bl_status bl_extractor_new(struct bl_extractor **out, struct bl_error *err);
/* NULL is fine. */
void bl_extractor_free(struct bl_extractor *x);
/* To be called when the vocabulary was cleared. */
void bl_extractor_forget(struct bl_extractor *x);

/*
 * Find the incidents of an article whose title and text gave these tokens.
 * Always the same for the same article, whatever was read before it.  Fails
 * for want of memory only.
 */
bl_status bl_extract(struct bl_incidents *out, struct bl_extractor *x,
		     const struct bl_article *article,
		     const struct bl_vocab *vocab,
		     const struct bl_tokens *title,
		     const struct bl_tokens *body, struct bl_arena *arena,
		     struct bl_error *err);

/* ---- reports of one incident ---- */

/* What is compared of an article to tell whether it reports the incident that
 * another reports. */
struct bl_report {
	const struct bl_incident *incident; /* that it may share, or NULL */
	const uint32_t *words;              /* bl_link_words(); ascending */
	size_t n_words;
	bl_time published; /* BL_TIME_UNSET when not known */
};

#define BL_LINK_MAX_REPORTS 4000 /* compared pair by pair: 64 MB */

/* The distinct stems of an article's beginning, in ascending order, in the
 * arena.  All reports of one comparison need words of one vocabulary. */
bl_status bl_link_words(struct bl_report *out, const struct bl_vocab *vocab,
			const struct bl_tokens *title,
			const struct bl_tokens *body, struct bl_arena *arena,
			struct bl_error *err);

/*
 * Group reports by incident: cluster[i], for each of the n reports, is the
 * number of its group, from 0 in the order of their first reports.  Reports go
 * together for the rare words they share, as far as kinds, days and places
 * of their incidents do not speak against it.  BL_ERR_LIMIT for more than
 * BL_LINK_MAX_REPORTS.
 */
bl_status bl_link_reports(uint32_t *cluster, const struct bl_report *reports,
			  size_t n, struct bl_error *err);

/* ---- keeping and printing ---- */

/*
 * The stored form: a version, a checksum and the fields.  Decoding takes bytes
 * from anywhere: damage is BL_ERR_CORRUPT, another version BL_ERR_VERSION;
 * strings are copied to the arena.
 */
bl_status bl_incidents_encode(struct bl_buf *out, const struct bl_incidents *in,
			      struct bl_error *err);
bl_status bl_incidents_decode(struct bl_incidents *out, struct bl_arena *arena,
			      struct bl_str bytes, struct bl_error *err);

/* The same for a place, without version and checksum; the strings of one that
 * was decoded are those of bytes. */
void bl_incident_place_encode(struct bl_buf *out,
			      const struct bl_incident_place *place);
bl_status bl_incident_place_decode(struct bl_incident_place *out,
				   struct bl_str bytes, struct bl_error *err);
/* Decode what a filter on PLACE, COUNTRY or AROUND looks at, and no more: its
 * id, and its name if it has none; its country; where it is. */
bl_status bl_incident_place_skim(struct bl_incident_place *out,
				 struct bl_str bytes, enum bl_field_id field,
				 struct bl_error *err);

/* Append them as a JSON array, on one line: blotter-index(1), --extract. */
void bl_incidents_json(struct bl_buf *out, const struct bl_incidents *in);

#endif
