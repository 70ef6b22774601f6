/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Segments of about one size are merged when there are MERGE_SEGMENTS of them,
 * so that an index of n articles has some log n segments, and each article is
 * copied some log n times; up to a size from which on it costs more to copy
 * them than there is to be gained for a search.  Compaction knows no limit.
 */
#include <stdlib.h>
#include <string.h>

#include "writer_private.h"

#define MERGE_SEGMENTS 8
#define SMALL_DOCS 1024 /* one tier below that */
#define MERGED_MAX_DOCS ((uint64_t)1 << 21)
/* Rewritten alone when one in so many of its articles is dead. */
#define DEAD_PART 5

static unsigned tier_of(const struct bl_segment_info *s)
{
	uint32_t docs = (s->docs - s->dead) / SMALL_DOCS;
	unsigned tier = 0;

	for (; docs; docs /= MERGE_SEGMENTS)
		tier++;
	return tier;
}

/* Those of a tier, as many as may become one segment. */
static size_t choose_of_tier(size_t *chosen, unsigned tier,
			     const struct bl_segment_info *s, const bool *busy,
			     size_t n)
{
	uint64_t docs = 0;
	size_t i, found = 0;

	for (i = 0; i < n; i++) {
		uint32_t more = s[i].docs - s[i].dead;

		if (tier_of(&s[i]) != tier || (busy && busy[i]) ||
		    docs + more > MERGED_MAX_DOCS)
			continue;
		chosen[found++] = i;
		docs += more;
	}
	return found;
}

size_t bl_choose_merge(size_t *chosen, const struct bl_segment_info *s,
		       const bool *busy, size_t n)
{
	unsigned tier, tiers = 0;
	size_t i, found;

	for (i = 0; i < n; i++)
		if (tier_of(&s[i]) >= tiers)
			tiers = tier_of(&s[i]) + 1;
	for (tier = 0; tier < tiers; tier++) {
		found = choose_of_tier(chosen, tier, s, busy, n);
		if (found >= MERGE_SEGMENTS)
			return found;
	}
	for (i = 0; i < n; i++) {
		if ((busy && busy[i]) || s[i].dead <= s[i].docs / DEAD_PART)
			continue;
		chosen[0] = i;
		return 1;
	}
	return 0;
}

/* ---- during a run */

struct plan {
	size_t *chosen;
	size_t n;
	struct bl_segment *open;
	struct bl_merge_source *from;
	struct bl_run_segment *run; /* copies of those that were chosen */
};

/* Choose, and mark as busy; the lock is held. */
static bl_status choose(struct plan *p, struct bl_segment_index *w,
			struct bl_error *err)
{
	struct bl_segment_info *info = calloc(w->n_fresh + 1, sizeof(*info));
	bool *busy = calloc(w->n_fresh + 1, sizeof(*busy));
	bl_status st = BL_OK;
	size_t i;

	p->chosen = calloc(w->n_fresh + 1, sizeof(*p->chosen));
	p->run = calloc(w->n_fresh + 1, sizeof(*p->run));
	if (!info || !busy || !p->chosen || !p->run) {
		st = bl_fail_nomem(err);
		goto out;
	}
	for (i = 0; i < w->n_fresh; i++) {
		info[i] = w->fresh[i].run.info;
		busy[i] = w->fresh[i].busy;
	}
	p->n = bl_choose_merge(p->chosen, info, busy, w->n_fresh);
	for (i = 0; i < p->n; i++) {
		w->fresh[p->chosen[i]].busy = true;
		p->run[i] = w->fresh[p->chosen[i]].run;
	}
out:
	free(info);
	free(busy);
	return st;
}

/* Take out the segments that were merged; the lock is held. */
static void drop_merged(struct plan *p, struct bl_segment_index *w)
{
	size_t i, j, kept = 0;

	for (i = 0; i < w->n_fresh; i++) {
		for (j = 0; j < p->n; j++)
			if (w->fresh[i].run.info.number ==
			    p->run[j].info.number)
				break;
		if (j == p->n)
			w->fresh[kept++] = w->fresh[i];
		else
			bl_run_segment_release(&w->fresh[i].run);
	}
	w->n_fresh = kept;
}

static bl_status merge_chosen(struct bl_run_segment *to, struct plan *p,
			      struct bl_segment_index *w, struct bl_error *err)
{
	bl_status st = BL_OK;
	size_t i;

	p->open = calloc(p->n, sizeof(*p->open));
	p->from = calloc(p->n, sizeof(*p->from));
	if (!p->open || !p->from)
		return bl_fail_nomem(err);
	for (i = 0; st == BL_OK && i < p->n; i++) {
		st = bl_segment_open(&p->open[i], w->dir, &p->run[i].info, err);
		p->from[i].segment = &p->open[i];
		p->from[i].dead = p->run[i].info.dead ? p->run[i].dead : NULL;
		p->from[i].sequence = p->run[i].sequence;
	}
	if (st == BL_OK)
		st = bl_merge(to, w->dir, bl_index_number(w), p->from, p->n,
			      err);
	for (i = 0; i < p->n; i++)
		bl_segment_release(&p->open[i]);
	return st;
}

bl_status bl_index_merge_fresh(struct bl_segment_index *w, struct bl_error *err)
{
	struct plan p = { NULL, 0, NULL, NULL, NULL };
	struct bl_run_segment merged;
	bl_status st;
	size_t i;

	pthread_mutex_lock(&w->lock);
	st = choose(&p, w, err);
	pthread_mutex_unlock(&w->lock);
	if (st < 0 || !p.n)
		goto out;
	st = merge_chosen(&merged, &p, w, err);
	if (st < 0)
		goto out;
	pthread_mutex_lock(&w->lock);
	drop_merged(&p, w);
	pthread_mutex_unlock(&w->lock);
	for (i = 0; i < p.n; i++)
		bl_folder_remove_segment(w->dir, p.run[i].info.number);
	st = bl_index_add_segment(w, &merged, err);
out:
	free(p.chosen);
	free(p.run);
	free(p.open);
	free(p.from);
	return st;
}
