/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Random conditions on incidents, as text: of values that incidents of the
 * generator's article have, mostly all of one incident, and of some that none
 * has.
 */
#ifndef CONDITION_GEN_H
#define CONDITION_GEN_H

#include "query_gen.h"

/* Write one filter of an incident of g->doc, or of any article when that has
 * none. */
void condition_gen_filter(struct query_gen *g);
/* Write several, in groups in groups, without parentheses around all. */
void condition_gen_group(struct query_gen *g);

#endif
