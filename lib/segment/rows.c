/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "exec_private.h"

bl_status bl_rows_plan(struct bl_exec *x, struct bl_plan *word,
		       struct bl_error *err)
{
	const size_t bytes = BL_BLOCK * sizeof(*word->posting);

	if (!word->posting)
		word->posting = bl_arena_alloc(x->arena, bytes);
	return word->posting ? BL_OK : bl_fail_nomem(err);
}

/* Load the block of a word that has an article, if any has it. */
static bool load_block_of(struct bl_plan *word, uint32_t *block, uint32_t doc)
{
	struct bl_postings *l = word->postings;

	if (!word->cost)
		return false;
	*block = bl_postings_seek(l, *block, doc);
	return bl_postings_load(l, *block) && l->doc[l->n - 1] >= doc;
}

void bl_rows_find(const struct bl_rows *r, struct bl_plan *word,
		  uint32_t *block)
{
	const struct bl_postings *l = word->postings;
	uint32_t at[BL_BLOCK], i = 0, from, to;

	while (i < r->n && load_block_of(word, block, r->doc[i])) {
		from = i;
		to = from +
		     bl_find(r->doc + from, r->n - from, l->doc[l->n - 1] + 1);
		l->k->find(at, l->doc, l->n, r->doc + from, to - from);
		for (; i < to; i++) {
			uint32_t found = at[i - from];

			word->posting[r->row[i]] =
				l->doc[found] == r->doc[i]
					? l->block * BL_BLOCK + found
					: BL_NO_POSTING;
		}
	}
	for (; i < r->n; i++)
		word->posting[r->row[i]] = BL_NO_POSTING;
}
