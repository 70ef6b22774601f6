/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reports of one incident, gathered: merge.c decides which belong together,
 * totals.c what its tolls are, doers.c who did it, build.c makes the incident
 * of them, and particular.c tells whether it is one.
 */
#ifndef BLOTTER_MERGE_PRIVATE_H
#define BLOTTER_MERGE_PRIVATE_H

#include "incident_private.h"

#define DRAFT_REPORTS_MAX 48
/* A date that costs more is one of a statement, or of a long time. */
#define WEAK_DATE_COST 60

struct draft {
	uint16_t report[DRAFT_REPORTS_MAX]; /* in the order of the text */
	size_t n_reports;
	uint16_t date; /* index + 1 of the one decided on, 0: none */
	uint32_t date_cost;
	uint16_t place;        /* index + 1 of the first town, 0: none */
	bl_incident_type type; /* of its best report so far */
	uint32_t last;         /* sentence */
};

/* Killed, injured and kidnapped, by all reports of the draft. */
void bl_draft_totals(struct bl_incident *out, const struct text *t,
		     const struct draft *d);

/* Did it happen so long before the article that it is no news?  Of a date of
 * the text, numbered from 1; 0: none. */
bool bl_is_long_ago(const struct text *t, uint32_t date);

/* Who did it, as far as the text tells. */
void bl_draft_actors(struct bl_incident *out, const struct text *t,
		     const struct draft *d);

/* Fill in the incident; false when it is none after all. */
bool bl_draft_build(struct bl_incident *out, const struct text *t,
		    const struct draft *d);

/* Its i-th report. */
const struct report *bl_draft_report(const struct text *t,
				     const struct draft *d, size_t i);

/* Is the incident that was built of the draft one event? */
bool bl_draft_is_particular(const struct bl_incident *out, const struct text *t,
			    const struct draft *d);

void bl_add_evidence(struct bl_incident *i, const struct text *t,
		     enum bl_incident_value value, unsigned index,
		     struct span words);

#endif
