/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the stages of extraction share.
 *
 *	text.c		words and sentences, from tokens and the bytes between
 *	units.c		words -> units: the longest phrases of the lexicon
 *	dates.c		units -> dates
 *	numbers.c	units -> numbers, ages
 *	places.c	units -> places
 *	senses.c	which place each name means, by all of them
 *	people.c	units -> groups of people, names of persons
 *	chains.c	groups side by side, added up
 *	tolls.c		effects and groups -> how many were killed, ...
 *	actors.c	who did it, and who says so
 *	things.c	weapons and targets
 *	triggers.c	the words that tell of events -> what kind it is
 *	events.c	a sentence's units -> a report of what happened
 *	merge.c		reports -> incidents
 *	totals.c	the dead and hurt of several reports -> one toll
 *	doers.c		who made an incident, by its reports
 *	build.c		an incident's reports -> its fields
 *	particular.c	is it one event?
 *
 * Their tables are the *.inc files; lexicon.c makes one lexicon of them.
 *
 * A sentence is an array of units, side by side and in order.  Each stage
 * replaces runs of units by one unit of a higher kind; no stage looks back at
 * words that an earlier one has understood.
 */
#ifndef BLOTTER_INCIDENT_PRIVATE_H
#define BLOTTER_INCIDENT_PRIVATE_H

#include "blotter/gazetteer.h"
#include "blotter/incident.h"
#include "lexicon_private.h"

/* A longer sentence is cut; news has few beyond 80. */
#define SENTENCE_MAX_WORDS 160
#define REPORT_PLACES_MAX 8
#define REPORT_ACTORS_MAX 6
#define REPORT_TOLLS_MAX 12
#define SURNAMES_MAX 32
#define DAY_UNSET INT32_MIN
/* A date that costs less stands beside what happened. */
#define NEAR_DATE_COST 20
/* Inhabitants of a town that is known far and wide. */
#define GREAT_POPULATION 200000

/* ---- words ---- */

/* What stands between a word and the one before it. */
enum gap {
	GAP_COMMA = 1,
	GAP_OPEN = 2,    /* ( or [ */
	GAP_CLOSE = 4,   /* ) or ] */
	GAP_QUOTE = 8,   /* " and its kin */
	GAP_DASH = 16,   /* a dash with space around it, or two */
	GAP_HYPHEN = 32, /* one hyphen and nothing else */
	GAP_DOT = 64,    /* a dot that ends no sentence */
	GAP_MONEY = 128,
	GAP_COLON = 256,
	GAP_SLASH = 512,
	GAP_PERCENT = 1024,
	GAP_POSSESSIVE = 2048,
	GAP_SENTENCE = 4096,
	GAP_PARAGRAPH = 8192,
	GAP_SEMICOLON = 16384,
	GAP_QUESTION = 32768,
};

/* Where a group of words ends. */
#define GAP_BREAKS                                                 \
	(GAP_COMMA | GAP_OPEN | GAP_CLOSE | GAP_DASH | GAP_COLON | \
	 GAP_SENTENCE | GAP_PARAGRAPH | GAP_SEMICOLON)

enum shape {
	SHAPE_UNKNOWN, /* nobody has looked: bl_text_shape() does */
	SHAPE_LOWER,
	SHAPE_CAPITAL, /* "Karachi" */
	SHAPE_UPPER,   /* "KARACHI", "TTP" */
	SHAPE_DIGITS,  /* "1,200" */
	SHAPE_MIXED,   /* has a digit, and others */
};

/* What is known of a form once for all its occurrences. */
enum form_fact {
	FORM_BEGINS_PLACE = 1, /* some name in the gazetteer begins with it */
	FORM_HINTS = 2,        /* of a phrase that tells of incidents */
	FORM_TELLS = 4,        /* begins such a phrase */
	FORM_LETTERS = 8,      /* has nothing but ASCII letters */
	FORM_IS_KNOWN = 16,    /* all this was looked up */
};

struct word {
	uint32_t form;
	uint32_t start, end; /* bytes of its field */
	uint16_t lex;        /* of the lexicon, 0: not in it */
	uint16_t gap;        /* bits of enum gap: what stands before it */
	uint8_t shape;
	uint8_t facts; /* bits of enum form_fact */
};

struct sentence {
	uint32_t first, end; /* words: [first, end) */
	bool in_title;
	bool new_paragraph;
	bool hints; /* it has words that may tell of an incident */
};

/* ---- units ---- */

enum unit_kind {
	UNIT_WORD, /* or a phrase of the lexicon */
	UNIT_DATE,
	UNIT_NUMBER,
	UNIT_AGE,
	UNIT_PLACE,
	UNIT_PEOPLE, /* "at least two Iraqi soldiers" */
	UNIT_NAME,   /* of a person, or of we do not know what */
};

struct unit {
	uint32_t first, last;  /* words, both included */
	const struct entry *e; /* what the lexicon says; of PEOPLE, its noun */
	uint8_t kind;
	bool definite;    /* PEOPLE: "the two soldiers" */
	bool other;       /* PEOPLE: "three others", "another man" */
	bool counted;     /* PEOPLE: a number or an article says how many */
	bool named;       /* PEOPLE: a name follows the noun */
	int32_t min, max; /* NUMBER, PEOPLE: or BL_COUNT_UNSET */
	uint16_t index;   /* DATE, PLACE: of the text's array */
};

struct found_date {
	bl_day from, to;
	uint32_t first, last; /* words */
	bool weak;            /* of a vague expression: "this year" */
};

struct found_place {
	struct bl_place_name name;
	uint32_t first, last; /* words */
	uint32_t id;          /* chosen at the end, by all the others */
	bool adjective;       /* "Pakistani": names no scene */
	bool dateline;
	bool bare;   /* not in the gazetteer: "the village of X" */
	bool within; /* of the one before: "Karachi, Pakistan" */
};

struct span {
	uint32_t first, last; /* words, both included */
};

/* ---- reports: what a sentence says happened ---- */

struct found_toll {
	uint8_t effect; /* enum bl_effect */
	bool other;     /* "three others": adds to what was said before */
	bool definite;
	bool single;  /* one person, described or named */
	bool suicide; /* the attacker, by his own hand */
	bool also;    /* "was also wounded": adds to what was told */
	int32_t min, max;
	int32_t attackers;    /* of them */
	uint32_t first, last; /* words */
	uint32_t n_parts;
	struct bl_toll_part part[BL_INCIDENT_PARTS_MAX];
};

struct found_actor {
	bl_actor_id group; /* 0: the words are the name */
	uint8_t role, status;
	bool doer; /* the sentence says so, and does not merely name it */
	uint32_t first, last; /* words */
};

struct report {
	uint32_t sentence;
	bl_incident_type type; /* the one its best trigger tells */
	uint8_t use;           /* how sure that is: enum bl_use */
	struct span type_words;
	bl_incident_type hint; /* of words that only narrow it */
	struct span hint_words;
	bool armed; /* the hint is a weapon */
	uint8_t stage;
	struct span stage_words;
	uint16_t date;      /* index + 1, 0: none */
	uint32_t date_cost; /* how little it is tied to what happened */
	uint16_t place[REPORT_PLACES_MAX];
	size_t n_places;
	struct found_actor actor[REPORT_ACTORS_MAX];
	size_t n_actors;
	bool rebels; /* "the guerrillas" did it */
	bl_category_set targets, weapons;
	struct span target_words, weapon_words;
	struct found_toll toll[REPORT_TOLLS_MAX];
	size_t n_tolls;
	uint8_t claimed;
	struct span claimed_words;
	bool definite; /* "the attack": speaks of what was told before */
	bool fresh;    /* "another attack", "meanwhile": a new one */
	bool plural;   /* "attacks": of several, or of none in particular */
	bool minor;    /* not the main thing that its sentence tells */
	bool summary;  /* over many events, or long ago: none */
};

/* ---- the text being read ---- */

struct form {
	uint16_t lex;  /* of the lexicon, 0: not in it */
	uint8_t facts; /* bits of enum form_fact; 0: not looked up yet */
};

struct bl_extractor {
	struct lexicon *lexicon;
	struct form *form; /* by the vocabulary's number */
	size_t known_forms, cap;
};

struct text {
	struct bl_extractor *x;
	const struct bl_article *article;
	const struct bl_vocab *vocab;
	const struct bl_tokens *title, *body;
	struct bl_arena *arena;
	struct bl_error *err;

	struct word *word;
	uint32_t n_words, n_title; /* the first n_title are the title's */
	struct sentence *sentence;
	uint32_t n_sentences;
	bool upper;   /* telegrams: case tells nothing */
	bl_day today; /* what "today" means here, or DAY_UNSET */

	struct found_date *date;
	uint16_t n_dates, dates_cap;
	struct found_place *place;
	uint16_t n_places, places_cap;
	struct report *report;
	uint16_t n_reports, reports_cap;

	/* Forms of surnames that are also names of places. */
	uint32_t surname[SURNAMES_MAX];
	uint32_t n_surnames;

	/* The sentence at hand. */
	struct unit unit[SENTENCE_MAX_WORDS];
	uint32_t n_units;
	uint32_t at; /* its number */
};

/* text.c */
bl_status bl_text_read(struct text *t);
/* The bytes of words first..last, which are of one field. */
struct bl_str bl_text_words(const struct text *t, uint32_t first,
			    uint32_t last);
/* Look at the case of a word whose shape may be needed. */
void bl_text_shape(struct text *t, uint32_t word);
/* Is the word this one, as folded? */
bool bl_word_is(const struct text *t, uint32_t word, const char *form);

/* units.c */
void bl_units_make(struct text *t, const struct sentence *s);
/* Replace n units from i on by one, which takes the words of all. */
void bl_units_fold(struct text *t, uint32_t i, uint32_t n, struct unit by);
/* The unit's class bits have one of these. */
bool bl_unit_is(const struct unit *u, uint64_t words);
struct span bl_unit_span(const struct unit *u);
/* Does it end in a possessive: "the judge's"? */
bool bl_unit_is_possessor(const struct text *t, const struct unit *u);
/* Has the sentence at hand a unit of these classes? */
bool bl_sentence_has(const struct text *t, uint64_t words);
/* What stands before the unit. */
unsigned bl_unit_gap(const struct text *t, const struct unit *u);

/* The stages, in this order, each over t->unit. */
bl_status bl_dates_find(struct text *t);
void bl_numbers_find(struct text *t);
bl_status bl_places_find(struct text *t);
void bl_people_find(struct text *t);
void bl_tolls_find(struct text *t, struct report *r);
void bl_actors_find(struct text *t, struct report *r);
bool bl_actor_is_any_force(bl_actor_id group);
void bl_things_find(const struct text *t, struct report *r);
bl_status bl_events_find(struct text *t);

/* triggers.c: what a sentence's triggers tell; and, when its tolls are known,
 * what they and a weapon do. */
void bl_triggers_read(const struct text *t, struct report *r);
void bl_triggers_settle(const struct text *t, struct report *r);
/* What the sentence tells of this kind besides the report; false: nothing. */
bool bl_triggers_other(struct report *other, const struct text *t,
		       const struct report *r, bl_incident_type kind);
bool bl_report_has_victims(const struct report *r);

/* dates.c: the day that "today" means, from a dateline or the record. */
void bl_dates_today(struct text *t);

/* senses.c: decide what each name means, when all are known. */
void bl_places_choose(struct text *t);
/* Does one of them hold, or is it, the other? */
bool bl_places_fit(const struct text *t, uint16_t a, uint16_t b);
enum bl_place_precision bl_found_place_precision(const struct found_place *p);
void bl_incident_place_set(struct bl_incident_place *out, const struct text *t,
			   const struct found_place *p);

/* merge.c */
bl_status bl_merge_drafts(struct bl_incidents *out, struct text *t);

#endif
