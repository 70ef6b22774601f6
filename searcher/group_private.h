/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The articles that match, grouped by the incident they report.
 */
#ifndef BLOTTER_GROUP_PRIVATE_H
#define BLOTTER_GROUP_PRIVATE_H

#include "blotter/engine.h"

/* An article of a group. */
struct bl_member {
	struct bl_hit hit;
	struct bl_str title;
	struct bl_incident *incident; /* NULL: it has none */
};

/* What the reports of a group say of a toll, by its least number. */
struct bl_course {
	bool known;          /* some report says it */
	int32_t low, high;   /* of all reports */
	bool dated;          /* a dated report says it */
	int32_t first, last; /* of the dated reports, in their order */
	bl_time from, to;    /* when these two were published */
};

struct bl_group {
	const struct bl_member **member; /* the best hit first */
	size_t n;
	const struct bl_member *first, *last; /* by publication, undated ones
						 left out; NULL: all are */
	struct bl_course killed, injured;
};

struct bl_groups {
	struct bl_group *item; /* in the order of their best hits */
	size_t n;
	size_t compared;  /* articles in them, the best */
	uint64_t matched; /* articles that match */
};

/*
 * Group the best BL_LINK_MAX_REPORTS of the articles that the search selects,
 * in its order; its limit and offset are not looked at.  What *out holds is in
 * the arena; scratch is used for one article after the other.
 */
bl_status bl_groups_find(struct bl_groups *out, struct bl_reader *reader,
			 const struct bl_search *search, struct bl_vocab *vocab,
			 struct bl_arena *arena, struct bl_arena *scratch,
			 struct bl_error *err);

#endif
