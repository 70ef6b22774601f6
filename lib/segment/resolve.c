/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which articles count: of several of a run with one id the last that was
 * read, in place of the one the index had.
 */
#include <stdlib.h>
#include <string.h>

#include "writer_private.h"

struct resolve {
	struct bl_segment_index *w;
	struct bl_segment *open;    /* one for each of w->fresh */
	struct bl_dict_join join;   /* of their ids */
	struct bl_dict_cursor *old; /* one for each of w->old */
	uint64_t ids;               /* distinct ones of the run */
};

static void mark_dead(struct resolve *r, size_t i)
{
	struct bl_run_segment *run = &r->w->fresh[i].run;
	uint32_t doc = r->join.side[i].cursor.entry.doc;

	run->dead[doc / 8] |= (uint8_t)(1 << doc % 8);
	run->info.dead++;
	run->info.dead_length += r->open[i].column.length[doc];
}

/* Does every id at hand lead to an article? */
static bool is_sound(const struct resolve *r)
{
	size_t i;

	for (i = 0; i < r->join.n; i++)
		if (r->join.side[i].here &&
		    r->join.side[i].cursor.entry.doc >= r->open[i].info.docs)
			return false;
	return true;
}

/* Among the run's articles with the id at hand only the last read stays. */
static void settle_fresh(struct resolve *r)
{
	size_t best = r->join.n, i;

	for (i = 0; i < r->join.n; i++) {
		uint32_t doc = r->join.side[i].cursor.entry.doc, best_doc;

		if (!r->join.side[i].here)
			continue;
		if (best == r->join.n) {
			best = i;
			continue;
		}
		best_doc = r->join.side[best].cursor.entry.doc;
		if (r->w->fresh[i].run.sequence[doc] >
		    r->w->fresh[best].run.sequence[best_doc]) {
			mark_dead(r, best);
			best = i;
		} else {
			mark_dead(r, i);
		}
	}
}

static bl_status settle_old(struct resolve *r, struct bl_error *err)
{
	bl_status st = BL_OK;
	size_t i;

	for (i = 0; st == BL_OK && i < r->w->n_old; i++) {
		struct bl_old_segment *s = &r->w->old[i];
		struct bl_dict_cursor *c = &r->old[i];
		bool was_alive;

		if (!bl_dict_seek(c, r->join.term) ||
		    !bl_str_eq(bl_dict_term(c), r->join.term) ||
		    c->entry.doc >= s->segment.info.docs ||
		    bl_bitmap_has(s->segment.dead, c->entry.doc))
			continue;
		r->w->tally.replaced++;
		st = bl_old_segment_delete(s, c->entry.doc, &was_alive, err);
	}
	return st;
}

static bl_status open_all(struct resolve *r, struct bl_error *err)
{
	struct bl_segment_index *w = r->w;
	bl_status st = bl_dict_join_init(&r->join, w->n_fresh, err);
	size_t i;

	r->open = calloc(w->n_fresh + 1, sizeof(*r->open));
	r->old = calloc(w->n_old + 1, sizeof(*r->old));
	if (!r->open || !r->old)
		st = bl_fail_nomem(err);
	for (i = 0; st == BL_OK && i < w->n_fresh; i++) {
		st = bl_segment_open(&r->open[i], w->dir, &w->fresh[i].run.info,
				     err);
		if (st == BL_OK)
			bl_dict_join_start(&r->join, i, &r->open[i].ids,
					   BL_STR_NULL);
	}
	for (i = 0; st == BL_OK && i < w->n_old; i++)
		bl_dict_start(&r->old[i], &w->old[i].segment.ids);
	return st;
}

static bl_status settle(struct resolve *r, struct bl_error *err)
{
	bool damaged = false;
	bl_status st = BL_OK;
	size_t i;

	while (st == BL_OK && bl_dict_join_next(&r->join)) {
		damaged = !is_sound(r);
		if (damaged)
			break;
		settle_fresh(r);
		st = settle_old(r, err);
		r->ids++;
	}
	if (st < 0)
		return st;
	damaged |= bl_dict_join_damaged(&r->join);
	for (i = 0; i < r->w->n_old; i++)
		damaged |= r->old[i].damaged;
	return damaged ? bl_fail(err, BL_ERR_CORRUPT,
				 "the dictionary of ids is damaged")
		       : BL_OK;
}

bl_status bl_index_resolve(struct bl_segment_index *w, struct bl_error *err)
{
	struct resolve r = { .w = w };
	uint64_t replaced_before = w->tally.replaced;
	bl_status st = open_all(&r, err);
	size_t i;

	if (st == BL_OK)
		st = settle(&r, err);
	if (st == BL_OK) {
		w->tally.added += r.ids - (w->tally.replaced - replaced_before);
		w->tally.superseded += w->articles - r.ids;
		w->articles = 0;
	}
	for (i = 0; r.open && i < w->n_fresh; i++)
		bl_segment_release(&r.open[i]);
	bl_dict_join_release(&r.join);
	free(r.open);
	free(r.old);
	return st;
}
