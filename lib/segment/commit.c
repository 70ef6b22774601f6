/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "writer_private.h"

/* ---- writing out what the inverters left, all at once */

struct flush_job {
	struct bl_segment_index *w;
	struct bl_invert *invert;
	pthread_t thread;
	bool started;
	bl_status status;
	struct bl_error err;
};

static void *flush_main(void *ctx)
{
	struct flush_job *job = ctx;
	struct bl_run_segment run;

	job->status = bl_invert_flush(&run, job->invert, &job->err);
	if (job->status == BL_OK)
		job->status = bl_index_add_segment(job->w, &run, &job->err);
	return NULL;
}

static bl_status flush_pending(struct bl_segment_index *w, struct bl_error *err)
{
	struct flush_job *job = calloc(w->n_pending + 1, sizeof(*job));
	bl_status st = BL_OK;
	size_t i;

	if (!job)
		return bl_fail_nomem(err);
	for (i = 0; i < w->n_pending; i++) {
		job[i].w = w;
		job[i].invert = w->pending[i];
		job[i].started = i + 1 < w->n_pending &&
				 pthread_create(&job[i].thread, NULL,
						flush_main, &job[i]) == 0;
	}
	/* the last here, and any that no thread could be had for */
	for (i = 0; i < w->n_pending; i++)
		if (!job[i].started)
			flush_main(&job[i]);
	for (i = 0; i < w->n_pending; i++) {
		if (job[i].started)
			pthread_join(job[i].thread, NULL);
		if (job[i].status < 0 && st == BL_OK) {
			st = job[i].status;
			if (err)
				*err = job[i].err;
		}
		bl_invert_free(w->pending[i]);
	}
	w->n_pending = 0;
	free(job);
	return st;
}

/* ---- what the next manifest is */

/* A segment it may have: as it is to be, and where it comes from. */
struct candidate {
	struct bl_segment_info info;
	const struct bl_segment *segment; /* of the last commit; or */
	struct bl_segment opened;         /* of this run */
	uint8_t *dead;                    /* bitmap to be written; NULL: none */
	struct bl_run_segment run;        /* that was made by merging */
	bool is_new;                      /* files to be synced */
};

struct commit {
	struct bl_segment_index *w;
	struct candidate *item;
	size_t n;
};

static void candidate_release(struct candidate *c)
{
	bl_segment_release(&c->opened);
	bl_run_segment_release(&c->run);
}

static void drop(struct commit *c, size_t i)
{
	candidate_release(&c->item[i]);
	c->n--;
	memmove(&c->item[i], &c->item[i + 1], (c->n - i) * sizeof(*c->item));
}

static bl_status collect(struct commit *c, struct bl_error *err)
{
	struct bl_segment_index *w = c->w;
	bl_status st = BL_OK;
	size_t i;

	/* merging adds at most one, in place of those it drops */
	c->item = calloc(w->n_old + w->n_fresh + 1, sizeof(*c->item));
	if (!c->item)
		return bl_fail_nomem(err);
	for (i = 0; i < w->n_old; i++) {
		struct candidate *x = &c->item[c->n++];

		x->segment = &w->old[i].segment;
		x->info = x->segment->info;
		x->info.dead = w->old[i].n_dead;
		x->info.dead_length = w->old[i].dead_length;
		x->dead = w->old[i].dead;
	}
	for (i = 0; st == BL_OK && i < w->n_fresh; i++) {
		struct candidate *x = &c->item[c->n++];
		struct bl_run_segment *run = &w->fresh[i].run;

		st = bl_segment_open(&x->opened, w->dir, &run->info, err);
		x->segment = &x->opened;
		x->info = run->info;
		x->dead = run->info.dead ? run->dead : NULL;
		x->is_new = true;
	}
	return st;
}

/* Segments of which nothing is left. */
static void drop_empty(struct commit *c)
{
	size_t i;

	for (i = c->n; i--;)
		if (c->item[i].info.dead == c->item[i].info.docs)
			drop(c, i);
}

/* Merge the n chosen ones, given in their order, into one at the end. */
static bl_status merge(struct commit *c, const size_t *chosen, size_t n,
		       struct bl_error *err)
{
	struct bl_merge_source *from = calloc(n, sizeof(*from));
	struct candidate made = { .is_new = true };
	bl_status st;
	size_t i;

	if (!from)
		return bl_fail_nomem(err);
	for (i = 0; i < n; i++) {
		const struct candidate *x = &c->item[chosen[i]];

		from[i].segment = x->segment;
		from[i].dead = x->dead ? x->dead : x->segment->dead;
	}
	st = bl_merge(&made.run, c->w->dir, bl_index_number(c->w), from, n,
		      err);
	free(from);
	if (st < 0)
		return st;
	made.info = made.run.info;
	/* merged again, it must be open: the address in the array is its own */
	for (i = n; i--;)
		drop(c, chosen[i]);
	c->item[c->n] = made;
	st = bl_segment_open(&c->item[c->n].opened, c->w->dir, &made.info, err);
	c->n++;
	return st;
}

/* Opened segments lie in the array, and move with it. */
static void point_at_opened(struct commit *c)
{
	size_t i;

	for (i = 0; i < c->n; i++)
		if (c->item[i].opened.info.number)
			c->item[i].segment = &c->item[i].opened;
}

static bl_status merge_tiers(struct commit *c, bool compact,
			     struct bl_error *err)
{
	size_t *chosen = calloc(c->n + 1, sizeof(*chosen)), n, i;
	struct bl_segment_info *info = calloc(c->n + 1, sizeof(*info));
	bl_status st = chosen && info ? BL_OK : bl_fail_nomem(err);

	while (st == BL_OK) {
		drop_empty(c);
		point_at_opened(c);
		for (i = 0; i < c->n; i++)
			info[i] = c->item[i].info;
		n = compact ? 0 : bl_choose_merge(chosen, info, NULL, c->n);
		if (compact && (c->n > 1 || (c->n && c->item[0].info.dead)))
			for (n = 0; n < c->n; n++)
				chosen[n] = n;
		if (!n)
			break;
		st = merge(c, chosen, n, err);
	}
	free(chosen);
	free(info);
	return st;
}

/* ---- publishing */

static bl_status write_dead(struct commit *c, struct candidate *x,
			    struct bl_error *err)
{
	char path[BL_PATH_MAX_BYTES];
	struct bl_output out = { .fd = -1 };
	bl_status st;

	if (!x->dead)
		return BL_OK;
	x->info.dead_file = bl_index_number(c->w);
	st = bl_folder_path(path, c->w->dir, x->info.number, BL_SECTION_DEAD,
			    x->info.dead_file, err);
	if (st == BL_OK)
		st = bl_output_open(&out, path, BL_SECTION_DEAD, err);
	if (st == BL_OK) {
		bl_output_add(&out, x->dead, bl_bitmap_bytes(x->info.docs));
		st = bl_output_close(&out, NULL, err);
		if (st < 0)
			unlink(path); /* a full disk gets its space back */
	}
	bl_output_release(&out);
	return st;
}

static bl_status publish(struct commit *c, struct bl_error *err)
{
	struct bl_segment_index *w = c->w;
	struct bl_manifest m = { .analysis = w->manifest.analysis };
	bl_status st = BL_OK;
	size_t i;

	for (i = 0; st == BL_OK && i < c->n; i++) {
		struct candidate *x = &c->item[i];

		st = write_dead(c, x, err);
		if (st == BL_OK && (x->is_new || x->dead))
			st = bl_folder_sync(w->dir, &x->info, err);
		if (st == BL_OK)
			st = bl_manifest_add(&m, &x->info, err);
	}
	m.next = w->next;
	if (st == BL_OK)
		st = bl_manifest_write(&m, w->dir, err);
	if (st < 0) {
		bl_manifest_release(&m);
		return st;
	}
	bl_manifest_release(&w->manifest);
	w->manifest = m;
	w->exists = true;
	/* Failing to remove what is old does not undo the commit: the next
	 * writer clears it away. */
	bl_folder_clean(w->dir, &w->manifest, NULL);
	return BL_OK;
}

/* Merge what is to be merged, and publish what there is then. */
static bl_status merge_and_publish(struct bl_segment_index *w, bool compact,
				   struct bl_error *err)
{
	struct commit c = { w, NULL, 0 };
	bl_status st = collect(&c, err);

	if (st == BL_OK)
		st = merge_tiers(&c, compact, err);
	if (st == BL_OK)
		st = publish(&c, err);
	while (c.n)
		candidate_release(&c.item[--c.n]);
	free(c.item);
	return st;
}

static bool has_changes(const struct bl_segment_index *w)
{
	size_t i;

	for (i = 0; i < w->n_old; i++)
		if (w->old[i].dead)
			return true;
	return w->n_fresh || !w->exists;
}

bl_status bl_segment_commit(struct bl_writer *base, struct bl_tally *tally,
			    struct bl_error *err)
{
	struct bl_segment_index *w = (struct bl_segment_index *)base;
	bl_status st = flush_pending(w, err);

	if (st == BL_OK)
		st = bl_index_resolve(w, err);
	if (st == BL_OK && has_changes(w))
		st = merge_and_publish(w, false, err);
	if (st == BL_OK)
		st = bl_index_renew(w, err);
	if (st == BL_OK && tally)
		*tally = w->tally;
	return st;
}

bl_status bl_segment_compact(const char *dir, bool wait_for_lock,
			     struct bl_error *err)
{
	struct bl_segment_index *w;
	bl_status st = bl_index_lock(&w, dir, wait_for_lock, err);

	if (st < 0)
		return st;
	if (!w->exists)
		st = bl_fail(err, BL_ERR_NOT_FOUND, "there is no index in '%s'",
			     dir);
	else
		st = merge_and_publish(w, true, err);
	bl_index_unlock(w);
	return st;
}
