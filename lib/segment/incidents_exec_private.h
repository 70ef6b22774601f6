/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Incidents in a search: conditions evaluated over columns, and the incidents
 * of the articles that were found.
 */
#ifndef BLOTTER_INCIDENTS_EXEC_PRIVATE_H
#define BLOTTER_INCIDENTS_EXEC_PRIVATE_H

#include "exec_private.h"

/* ---- incidents_match.c: an INCIDENT node */

bl_status bl_incident_plan(struct bl_exec *x, struct bl_plan *p,
			   struct bl_error *err);
/* Get ready for a segment; sets p->cost. */
void bl_incident_bind(struct bl_exec *x, struct bl_plan *p);
/* As bl_match_next() and bl_match() are. */
uint32_t bl_incident_next(struct bl_plan *p, uint32_t from);
bool bl_incident_match(struct bl_exec *x, struct bl_plan *p,
		       const struct bl_set *among);

/* The parts that have the values of these fields. */
bl_part_set bl_incident_parts_of(bl_field_set fields);

/* ---- incidents_found.c: of articles of the segment at hand */

/* Keep them at hand: before segments are bound. */
bl_status bl_found_init(struct bl_exec *x, struct bl_error *err);
void bl_found_bind(struct bl_exec *x);
/* What a search by SORT_DATE, KILLED or INJURED ranks an article by, the
 * highest first. */
double bl_found_rank(struct bl_exec *x, uint32_t doc);

/* Call x->visitor with the articles that the root found in the window. */
struct bl_visitor {
	bl_field_set fields; /* of incidents, that it asks for */
	bl_visit_fn *fn;
	void *ctx;
};
bl_status bl_visit_window(struct bl_exec *x, struct bl_error *err);

#endif
