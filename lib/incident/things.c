/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What it was done with and to: categories of weapons and targets, of things
 * (things.inc) and of people by their role.
 */
#include "incident_private.h"

/* Which category of target a group of people is; -1: none. */
static int target_of_role(unsigned role)
{
	static const signed char targets[ROLES] = {
		[ROLE_NONE] = -1,
		[ROLE_PERSON] = TARGET_CIVILIANS,
		[ROLE_ATTACKER] = -1,
		[ROLE_PRONOUN] = -1,
		[ROLE_CHILD] = TARGET_CIVILIANS,
		[ROLE_CIVILIAN] = TARGET_CIVILIANS,
		[ROLE_POLICE] = TARGET_POLICE,
		[ROLE_MILITARY] = TARGET_MILITARY,
		[ROLE_GOVERNMENT] = TARGET_GOVERNMENT,
		[ROLE_RELIGIOUS] = TARGET_RELIGIOUS,
		[ROLE_SCHOOL] = TARGET_SCHOOL,
		[ROLE_MEDICAL] = TARGET_MEDICAL,
		[ROLE_MEDIA] = TARGET_MEDIA,
		[ROLE_AID] = TARGET_AID,
	};

	return targets[role];
}

void bl_things_find(const struct text *t, struct report *r)
{
	uint32_t i, k;

	for (i = 0; i < t->n_units; i++) {
		const struct unit *u = &t->unit[i];
		int role = u->kind == UNIT_PEOPLE ? target_of_role(u->e->role)
						  : -1;

		if (role >= 0) {
			r->targets |= (bl_category_set)1 << role;
			r->target_words = bl_unit_span(u);
		}
		for (k = u->first; k <= u->last; k++) {
			const struct entry *e = bl_lexicon_single(
				t->x->lexicon, t->word[k].lex);
			struct span words = { k, k };

			if (k == u->first && u->kind == UNIT_WORD &&
			    (u->e->weapon || u->e->target)) {
				e = u->e;
				words = bl_unit_span(u);
			}
			if (e->weapon) {
				r->weapons |= (bl_category_set)1
					      << (e->weapon - 1);
				r->weapon_words = words;
			}
			if (e->target && u->kind == UNIT_WORD) {
				r->targets |= (bl_category_set)1
					      << (e->target - 1);
				r->target_words = words;
			}
			if (e == u->e)
				break;
		}
	}
}
