/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "figures_private.h"

static uint64_t least_of(const struct bl_toll *toll)
{
	return toll->min > 0 ? (uint64_t)toll->min : 0;
}

struct bl_figures bl_figures_of(const struct bl_incident *in)
{
	struct bl_figures f = { .articles = 1 };

	if (in) {
		f.killed = least_of(&in->killed);
		f.injured = least_of(&in->injured);
	}
	return f;
}

void bl_figures_add(struct bl_figures *to, const struct bl_figures *f)
{
	to->articles += f->articles;
	to->killed += f->killed;
	to->injured += f->injured;
}

bool bl_visit_day(bl_day *out, const struct bl_visit *v,
		  const struct bl_incident *in)
{
	if (in && in->dated)
		*out = in->from;
	else if (v->hit.published != BL_TIME_UNSET)
		*out = bl_day_of_time(v->hit.published);
	else
		return false;
	return true;
}
