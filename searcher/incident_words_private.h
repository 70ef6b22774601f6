/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * An incident in words.  What is appended is printable (bl_utf8_printable) and
 * is nothing where the value is unset.
 */
#ifndef BLOTTER_INCIDENT_WORDS_PRIVATE_H
#define BLOTTER_INCIDENT_WORDS_PRIVATE_H

#include "blotter/incident.h"

/* "2023-02-17", "2023-02" for a whole month, "2023-02-17 to 2023-02-19" */
void bl_words_date(struct bl_buf *out, const struct bl_incident *in);
/* "at least 4 killed (2 attackers)"; what: "killed" */
void bl_words_toll(struct bl_buf *out, const struct bl_toll *toll,
		   const char *what);

/* All that a reader wants to know first, a line each: type and stage, place,
 * date, tolls, actors and their status. */
void bl_words_incident(struct bl_buf *out, const struct bl_incident *in);

#endif
