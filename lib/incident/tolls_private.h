/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Between chains.c, which adds up people that stand side by side, and tolls.c,
 * which knows what became of them.
 */
#ifndef BLOTTER_TOLLS_PRIVATE_H
#define BLOTTER_TOLLS_PRIVATE_H

#include "incident_private.h"

/* Units behind a verb, or "of", within which its people begin. */
#define LOOK_RIGHT_UNITS 4

struct chain {
	struct found_toll toll;
	uint32_t n;   /* elements in it */
	bool unknown; /* some of them are not counted */
	bool none;    /* "no one" */
};

/* Can the unit be a link: people, a number of them, a name? */
bool bl_is_element(const struct unit *u);
/* Is it a word of frames.inc? */
bool bl_is_effect(const struct unit *u);
bool bl_is_adverb(const struct text *t, const struct unit *u);
/* Does the element at unit i begin a clause of its own: "and three were
 * hurt"? */
bool bl_begins_clause(const struct text *t, uint32_t i);

/* Is the word "his", "their"? */
bool bl_is_possessive(const struct text *t, uint32_t word);

void bl_chain_begin(struct chain *c);
void bl_chain_add(const struct text *t, struct chain *c, const struct unit *u);
/* False when nobody was counted. */
bool bl_chain_end(struct chain *c);

/* The people from unit i on; those that end left of unit i, where a verb of
 * this frame stands.  False when there are none that are counted. */
bool bl_chain_right(struct text *t, struct chain *c, uint32_t i);
bool bl_chain_left(struct text *t, struct chain *c, uint32_t i, uint8_t frame);

#endif
