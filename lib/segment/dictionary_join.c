/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "dictionary_private.h"

bl_status bl_dict_join_init(struct bl_dict_join *j, size_t n,
			    struct bl_error *err)
{
	memset(j, 0, sizeof(*j));
	j->n = n;
	j->side = calloc(n + 1, sizeof(*j->side));
	return j->side ? BL_OK : bl_fail_nomem(err);
}

void bl_dict_join_release(struct bl_dict_join *j)
{
	free(j->side);
	memset(j, 0, sizeof(*j));
}

void bl_dict_join_start(struct bl_dict_join *j, size_t i,
			const struct bl_dict *d, struct bl_str from)
{
	struct bl_dict_side *s = &j->side[i];

	bl_dict_start(&s->cursor, d);
	s->more = bl_dict_seek(&s->cursor, from);
	s->here = false;
}

bool bl_dict_join_next(struct bl_dict_join *j)
{
	struct bl_dict_side *low = NULL, *s;

	for (s = j->side; s < j->side + j->n; s++) {
		if (s->here)
			s->more = bl_dict_next(&s->cursor);
		if (s->more &&
		    (!low || bl_str_cmp(bl_dict_term(&s->cursor),
					bl_dict_term(&low->cursor)) < 0))
			low = s;
	}
	if (!low)
		return false;
	j->term = bl_dict_term(&low->cursor);
	for (s = j->side; s < j->side + j->n; s++)
		s->here = s->more &&
			  bl_str_eq(bl_dict_term(&s->cursor), j->term);
	return true;
}

bool bl_dict_join_damaged(const struct bl_dict_join *j)
{
	size_t i;

	for (i = 0; i < j->n; i++)
		if (j->side[i].cursor.damaged)
			return true;
	return false;
}
