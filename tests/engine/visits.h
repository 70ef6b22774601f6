/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What bl_reader_visit gives of all articles that a query selects, kept to be
 * compared.  What fails for want of memory ends the test. */
#ifndef VISITS_H
#define VISITS_H

#include "blotter/engine.h"

struct visit {
	uint64_t doc;
	bl_time published;
	struct bl_str source;
	struct bl_str incidents; /* visits_record() of them */
};

struct visits {
	struct bl_arena *arena;
	struct visit *item; /* by doc */
	size_t n, cap;
};

/* Everything is in the arena. */
bl_status visits_take(struct visits *out, struct bl_reader *r,
		      const struct bl_node *query, struct bl_arena *arena,
		      struct bl_error *err);
/* NULL when it was not visited. */
const struct visit *visits_find(const struct visits *v, uint64_t doc);

/* Incidents as bytes that are equal when they are; of a visit: without what it
 * leaves out. */
struct bl_str visits_record(const struct bl_incidents *in, bool of_visit,
			    struct bl_arena *arena);

#endif
