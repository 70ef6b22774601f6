/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What was found for a question, whichever thing was asked, and its printing.
 */
#ifndef BLOTTER_FOUND_PRIVATE_H
#define BLOTTER_FOUND_PRIVATE_H

#include "answer_private.h"
#include "facet_private.h"
#include "group_private.h"
#include "timeline_private.h"

/* All of it in the arena of the query; used is what args->asked names. */
struct bl_found {
	uint64_t matched; /* articles */
	struct bl_hits hits;
	struct bl_facet facet[BL_FACETS_MAX];
	struct bl_timeline timeline;
	struct bl_groups groups;
};

/* Print it in the format of args->output, and flush. */
bl_status bl_print_found(struct bl_session *s, const struct bl_question *q,
			 const struct bl_search *search,
			 const struct bl_found *found, struct bl_error *err);

#endif
