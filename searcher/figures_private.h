/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is counted over all articles that match, and how they are dated: by the
 * incident that stands for the article (bl_incident_of).
 */
#ifndef BLOTTER_FIGURES_PRIVATE_H
#define BLOTTER_FIGURES_PRIVATE_H

#include "blotter/engine.h"

struct bl_figures {
	uint64_t articles;
	uint64_t killed, injured; /* the least that the articles say */
};

/* What bl_figures_of looks at, of incidents. */
#define BL_FIGURES_FIELDS                        \
	((bl_field_set)1 << BL_FIELD_ID_KILLED | \
	 (bl_field_set)1 << BL_FIELD_ID_INJURED)

/* The figures of one article, whose incident this is, or NULL. */
struct bl_figures bl_figures_of(const struct bl_incident *in);
void bl_figures_add(struct bl_figures *to, const struct bl_figures *f);

/* The first day on which it happened, else that of publication; false when
 * neither is known. */
bool bl_visit_day(bl_day *out, const struct bl_visit *v,
		  const struct bl_incident *in);

#endif
