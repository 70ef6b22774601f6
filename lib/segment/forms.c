/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "exec_private.h"

/* The living articles of an entry of a segment's forms. */
static uint64_t count_alive(struct bl_postings *p,
			    const struct bl_segment_reader *r, size_t segment,
			    struct bl_str form, const struct bl_entry *e,
			    bool *damaged)
{
	const struct bl_segment *s = &r->segment[segment];
	uint32_t dead;

	if (!s->dead)
		return e->docs;
	bl_segment_postings(p, r->k, s, form, e, false);
	dead = bl_count_dead(p, s);
	*damaged |= p->damaged;
	return e->docs - dead;
}

static bool has_prefix(struct bl_str s, struct bl_str prefix)
{
	return s.len >= prefix.len &&
	       (!prefix.len || !memcmp(s.data, prefix.data, prefix.len));
}

/* Forms are folded: what begins with a capital is a keyword. */
static bool is_form(struct bl_str term)
{
	return term.len && (term.data[0] < 'A' || term.data[0] > 'Z');
}

static bl_status list(struct bl_dict_join *j, struct bl_postings *p,
		      const struct bl_segment_reader *r, struct bl_str prefix,
		      bl_form_fn *fn, void *ctx, struct bl_error *err)
{
	bool damaged = false;
	size_t i;

	while (bl_dict_join_next(j) && has_prefix(j->term, prefix)) {
		uint64_t articles = 0;

		if (!is_form(j->term))
			continue;
		for (i = 0; i < j->n; i++)
			if (j->side[i].here)
				articles += count_alive(
					p, r, i, j->term,
					&j->side[i].cursor.entry, &damaged);
		if (articles && fn(ctx, j->term, articles))
			return BL_ERR_INTERRUPTED;
	}
	if (damaged || bl_dict_join_damaged(j))
		return bl_fail(err, BL_ERR_CORRUPT,
			       "the dictionary of forms is damaged");
	return BL_OK;
}

bl_status bl_segment_forms(struct bl_reader *base, struct bl_str prefix,
			   bl_form_fn *fn, void *ctx, struct bl_error *err)
{
	struct bl_segment_reader *r = (struct bl_segment_reader *)base;
	struct bl_postings *p = calloc(1, sizeof(*p));
	struct bl_dict_join j;
	bl_status st = bl_dict_join_init(&j, r->n, err);
	size_t i;

	if (!p)
		st = bl_fail_nomem(err);
	for (i = 0; st == BL_OK && i < r->n; i++)
		bl_dict_join_start(&j, i, &r->segment[i].forms, prefix);
	if (st == BL_OK)
		st = list(&j, p, r, prefix, fn, ctx, err);
	bl_dict_join_release(&j);
	free(p);
	return st;
}
