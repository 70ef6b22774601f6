/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The lexicon: what is known of words and phrases, gathered from the tables
 * (*.inc).  One phrase may be in several tables; its entry says all of it.
 */
#ifndef BLOTTER_LEXICON_PRIVATE_H
#define BLOTTER_LEXICON_PRIVATE_H

#include <stdbool.h>
#include <stdint.h>

#include "blotter/incident.h"

/* ---- what the tables speak of ---- */

enum {
	BL_TYPE_NONE,
#define TYPE(code, name, parent, parent2) BL_TYPE_##code,
#include "types.inc"
#undef TYPE
	BL_TYPE_END
};

enum bl_use {
	USE_NONE,
	USE_HINT,
	USE_THREAT,
	USE_ACT,
	USE_EVENT,
	USE_MISHAP,
};

enum bl_effect {
	EFFECT_NONE,
	EFFECT_KILL,
	EFFECT_HARM,
	EFFECT_SHOOT,
	EFFECT_TAKE,
	EFFECTS
};

enum bl_shape {
	FRAME_PAST,
	FRAME_ING,
	FRAME_BASE,
	FRAME_OWN,
	FRAME_STATE,
	FRAME_LOSS,
	FRAME_COUNT,
	FRAME_TOLL,
};

enum bl_role {
	ROLE_NONE,
	ROLE_PERSON,
	ROLE_PRONOUN,
	ROLE_ATTACKER,
	ROLE_CHILD,
	ROLE_CIVILIAN,
	/* those that are targets, too: things.c maps them */
	ROLE_POLICE,
	ROLE_MILITARY,
	ROLE_GOVERNMENT,
	ROLE_RELIGIOUS,
	ROLE_SCHOOL,
	ROLE_MEDICAL,
	ROLE_MEDIA,
	ROLE_AID,
	ROLES
};

enum {
#define WEAPON(code, name, phrases) WEAPON_##code,
#include "things.inc"
#undef WEAPON
	WEAPONS
};

enum {
#define TARGET(code, name, phrases) TARGET_##code,
#include "things.inc"
#undef TARGET
	TARGETS
};

/* Classes of words.inc, as bits. */
/* clang-format off */
#define WORD_CLASSES(X) \
	X(BE) X(HAVE) X(NEGATION) X(AND) X(OR) X(DET) X(THE) \
	X(POSSESSIVE) X(OTHER) X(OF) X(BY) X(TO) X(IN) X(ON) X(FROM) \
	X(AGAINST) X(WITH) X(AFTER) X(WHEN) X(WHO) X(INCLUDING) \
	X(AT_LEAST) X(MORE_THAN) X(UP_TO) X(ABOUT) X(BETWEEN) X(SAY) \
	X(MODAL) X(PLAN) X(FOIL) X(THREATEN) X(DRILL) X(ALLEGE) \
	X(SUMMARY) X(MEMORIAL) X(FILM) X(SPORT) X(MARKET) X(IDIOM) \
	X(PERSONTITLE) X(CLAIM) X(CLAIMED_BY) X(BLAME) X(DENY) \
	X(YEAR_OLD) X(STREET) X(UNIT) X(ORGANIZATION) X(PLACENOUN) \
	X(SMALLPLACE) X(SIDE) X(DEADLY) X(HURL) X(TAKE) X(FRESH) X(REVENGE) X(COMMIT) X(SEIZE) \
	X(DEATH)
/* clang-format on */

enum {
#define X(name) WORD_NUMBER_##name,
	WORD_CLASSES(X)
#undef X
};

#define W(name) ((uint64_t)1 << WORD_NUMBER_##name)

enum bl_number_kind {
	NUMBER_NONE,
	NUMBER_EXACT,
	NUMBER_TENS,
	NUMBER_SCALE,
	NUMBER_LEAST,
	NUMBER_VAGUE,
};

enum bl_days {
	DAYS_NONE,
	DAYS_BACK,
	DAYS_SPAN,
	DAYS_WEEKEND,
	DAYS_PART,
	DAYS_AGO,
	DAYS_LAST,
	DAYS_EARLIER,
	DAYS_HOLIDAY,
};

struct entry {
	uint64_t words; /* bits W(...) */
	uint8_t type, use;
	bool plural; /* of a trigger: "attacks" */
	uint8_t effect, frame;
	uint8_t role;
	bool many;              /* role: a plural */
	uint8_t weapon, target; /* category + 1; 0: none */
	uint8_t number_kind;
	uint8_t month;   /* 1..12; 0: none */
	uint8_t weekday; /* 1 Sunday .. 7; 0: none */
	uint8_t days;
	int32_t number, days_value;
	bl_actor_id group;
};

/* What a single word promises, so that most sentences are passed over. */
enum bl_lex_hint {
	HINT_EVENT = 1, /* of a trigger, an effect or a claim */
};

struct lexicon;

bl_status bl_lexicon_new(struct lexicon **out, struct bl_error *err);
void bl_lexicon_free(struct lexicon *l);

/* The number of a form among the lexicon's words, 0: none of them. */
uint16_t bl_lexicon_word(const struct lexicon *l, struct bl_str form);
uint8_t bl_lexicon_hints(const struct lexicon *l, uint16_t word);

/* Walk: from node (0: the root) by a word; 0 when nothing goes on there. */
uint32_t bl_lexicon_step(const struct lexicon *l, uint32_t node, uint16_t word);
/* The entry of the phrase that ends at a node, or NULL. */
const struct entry *bl_lexicon_entry(const struct lexicon *l, uint32_t node);
/* Does a phrase that tells begin with the words up to this node? */
bool bl_lexicon_leads_on(const struct lexicon *l, uint32_t node);
/* Can a report be made of the entry? */
bool bl_entry_tells(const struct entry *e);
/* The entry of a single word, never NULL. */
const struct entry *bl_lexicon_single(const struct lexicon *l, uint16_t word);

/* The entry of what is not in the lexicon. */
extern const struct entry bl_lexicon_nothing;

/* groups.c */
struct group {
	const char *names; /* "canonical|other|..." */
	const char *country;
};
extern const struct group bl_groups[];
extern const unsigned bl_group_count;

/* Bring s into the form that tables are matched in: folded words, single
 * spaces between.  Returns bytes; cut to fit. */
size_t bl_lexicon_normal(char *out, size_t out_bytes, struct bl_str s);

#endif
