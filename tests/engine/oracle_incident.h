/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Conditions on incidents, by brute force: written from what query-language
 * and incidents say of each filter, and with nothing of what engines use for
 * it.  What fails ends the test.
 */
#ifndef ORACLE_INCIDENT_H
#define ORACLE_INCIDENT_H

#include "blotter/engine.h"
#include "blotter/filter.h"

/* vocab: of forms alone, to take names apart with. */
bool oracle_passes(const struct bl_node *condition,
		   const struct bl_incident *incident, struct bl_vocab *vocab);

/* The incident of a hit, NULL when the article has none. */
const struct bl_incident *oracle_incident_of(
	const struct bl_node *query, const struct bl_incidents *incidents,
	struct bl_vocab *vocab);

/* What a sort by DATE, KILLED or INJURED goes by, the greatest first; -INFINITY
 * when it is unset. */
double oracle_sort_key(const struct bl_incident *incident, enum bl_sort sort);

#endif
