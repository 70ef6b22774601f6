/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "writer_private.h"

/* Of an inverter's share of the memory, postings take this part; the rest is
 * for sorting them, and for the vocabulary that its thread has beside it. */
#define POSTINGS_PART 5 / 8
#define LEAST_SHARE_BYTES ((uint64_t)256 << 10)

struct inverter {
	struct bl_inverter base;
	struct bl_segment_index *w;
	struct bl_invert *invert; /* NULL: nothing yet */
};

/* ---- the index */

static void release_old(struct bl_segment_index *w)
{
	while (w->n_old) {
		struct bl_old_segment *s = &w->old[--w->n_old];

		bl_segment_release(&s->segment);
		free(s->dead);
	}
	free(w->old);
	w->old = NULL;
}

static bl_status open_old(struct bl_segment_index *w, struct bl_error *err)
{
	const struct bl_manifest *m = &w->manifest;
	bl_status st = BL_OK;

	w->old = calloc(m->n + 1, sizeof(*w->old));
	if (!w->old)
		return bl_fail_nomem(err);
	while (w->n_old < m->n) {
		struct bl_old_segment *s = &w->old[w->n_old];

		st = bl_segment_open(&s->segment, w->dir, &m->segment[w->n_old],
				     err);
		if (st < 0)
			return st;
		s->n_dead = s->segment.info.dead;
		s->dead_length = s->segment.info.dead_length;
		w->n_old++;
	}
	return BL_OK;
}

/* Read the last commit, if there is one, and clear leftovers away. */
static bl_status read_commit(struct bl_segment_index *w, struct bl_error *err)
{
	bl_status st = BL_OK;

	w->exists = bl_folder_has_index(w->dir);
	if (w->exists)
		st = bl_manifest_read(&w->manifest, w->dir, err);
	if (st == BL_OK)
		st = bl_folder_clean(w->dir, &w->manifest, err);
	if (st == BL_OK)
		st = open_old(w, err);
	w->next = w->manifest.next ? w->manifest.next : 1;
	return st;
}

bl_status bl_index_lock(struct bl_segment_index **out, const char *dir,
			bool wait, struct bl_error *err)
{
	struct bl_segment_index *w = calloc(1, sizeof(*w));
	bl_status st;

	*out = NULL;
	if (!w)
		return bl_fail_nomem(err);
	w->base.engine = &bl_engine_segment;
	w->lock_fd = -1;
	pthread_mutex_init(&w->lock, NULL);
	st = bl_path_join(w->dir, sizeof(w->dir), dir, "", err);
	if (st == BL_OK)
		st = bl_folder_lock(&w->lock_fd, dir, wait, err);
	if (st == BL_OK)
		st = read_commit(w, err);
	if (st < 0) {
		bl_index_unlock(w);
		return st;
	}
	*out = w;
	return BL_OK;
}

void bl_index_unlock(struct bl_segment_index *w)
{
	bool leftovers = w->n_pending || w->n_fresh;

	while (w->n_pending)
		bl_invert_free(w->pending[--w->n_pending]);
	free(w->pending);
	while (w->n_fresh)
		bl_run_segment_release(&w->fresh[--w->n_fresh].run);
	free(w->fresh);
	release_old(w);
	if (leftovers && w->lock_fd >= 0)
		bl_folder_clean(w->dir, &w->manifest, NULL);
	bl_manifest_release(&w->manifest);
	pthread_mutex_destroy(&w->lock);
	if (w->lock_fd >= 0)
		close(w->lock_fd);
	free(w);
}

bl_status bl_index_renew(struct bl_segment_index *w, struct bl_error *err)
{
	while (w->n_fresh)
		bl_run_segment_release(&w->fresh[--w->n_fresh].run);
	release_old(w);
	return open_old(w, err);
}

uint64_t bl_index_number(struct bl_segment_index *w)
{
	uint64_t number;

	pthread_mutex_lock(&w->lock);
	number = w->next++;
	pthread_mutex_unlock(&w->lock);
	return number;
}

/* Make room for one more item of size bytes; the lock is held. */
static bl_status one_more(void **items, size_t n, size_t *cap, size_t size,
			  struct bl_error *err)
{
	size_t more = *cap ? *cap * 2 : 16;
	void *p;

	if (n < *cap)
		return BL_OK;
	p = reallocarray(*items, more, size);
	if (!p)
		return bl_fail_nomem(err);
	*items = p;
	*cap = more;
	return BL_OK;
}

bl_status bl_index_add_segment(struct bl_segment_index *w,
			       struct bl_run_segment *run, struct bl_error *err)
{
	void *fresh;
	bl_status st;

	pthread_mutex_lock(&w->lock);
	fresh = w->fresh;
	st = one_more(&fresh, w->n_fresh, &w->fresh_cap, sizeof(*w->fresh),
		      err);
	w->fresh = fresh;
	if (st == BL_OK)
		w->fresh[w->n_fresh++] = (struct bl_new_segment){ *run, false };
	else
		bl_run_segment_release(run);
	pthread_mutex_unlock(&w->lock);
	return st;
}

/* ---- opening and closing */

bl_status bl_segment_writer_start(struct bl_writer **out, const char *dir,
				  const struct bl_writer_options *options,
				  struct bl_error *err)
{
	struct bl_segment_index *w;
	bl_status st = bl_index_lock(&w, dir, options->wait_for_lock, err);

	*out = NULL;
	if (st < 0)
		return st;
	if (!w->exists && !options->analysis) {
		bl_index_unlock(w);
		return bl_fail(err, BL_ERR_NOT_FOUND,
			       "there is no index in '%s'", dir);
	}
	if (!w->exists)
		w->manifest.analysis = *options->analysis;
	w->share_bytes =
		options->memory_bytes / options->workers * POSTINGS_PART;
	if (w->share_bytes < LEAST_SHARE_BYTES)
		w->share_bytes = LEAST_SHARE_BYTES;
	*out = &w->base;
	return BL_OK;
}

void bl_segment_writer_close(struct bl_writer *base)
{
	bl_index_unlock((struct bl_segment_index *)base);
}

const struct bl_analysis *bl_segment_writer_analysis(
	const struct bl_writer *base)
{
	return &((const struct bl_segment_index *)base)->manifest.analysis;
}

/* ---- inverters */

bl_status bl_segment_inverter_open(struct bl_inverter **out,
				   struct bl_writer *base, struct bl_error *err)
{
	struct inverter *v = calloc(1, sizeof(*v));

	*out = NULL;
	if (!v)
		return bl_fail_nomem(err);
	v->base.engine = &bl_engine_segment;
	v->w = (struct bl_segment_index *)base;
	*out = &v->base;
	return BL_OK;
}

static bl_status flush(struct inverter *v, struct bl_error *err)
{
	struct bl_run_segment run;
	bl_status st = bl_invert_flush(&run, v->invert, err);

	bl_invert_free(v->invert);
	v->invert = NULL;
	if (st == BL_OK)
		st = bl_index_add_segment(v->w, &run, err);
	if (st == BL_OK)
		st = bl_index_merge_fresh(v->w, err);
	return st;
}

bl_status bl_segment_inverter_add(struct bl_inverter *base,
				  const struct bl_document *d,
				  struct bl_error *err)
{
	struct inverter *v = (struct inverter *)base;
	struct bl_segment_index *w = v->w;
	bl_status st = BL_OK;

	if (v->invert && (bl_invert_bytes(v->invert) >= w->share_bytes ||
			  !bl_invert_fits(v->invert, d->vocab)))
		st = flush(v, err);
	if (st == BL_OK && !v->invert)
		st = bl_invert_new(&v->invert, w->dir, bl_index_number(w), err);
	if (st == BL_OK)
		st = bl_invert_add(v->invert, d, err);
	if (st < 0)
		return st;
	pthread_mutex_lock(&w->lock);
	w->articles++;
	pthread_mutex_unlock(&w->lock);
	return BL_OK;
}

/* What it still has is written out by the commit, all inverters' at once. */
bl_status bl_segment_inverter_close(struct bl_inverter *base,
				    struct bl_error *err)
{
	struct inverter *v = (struct inverter *)base;
	struct bl_segment_index *w = v->w;
	bl_status st = BL_OK;
	void *pending;

	if (v->invert) {
		pthread_mutex_lock(&w->lock);
		pending = w->pending;
		st = one_more(&pending, w->n_pending, &w->pending_cap,
			      sizeof(struct bl_invert *), err);
		w->pending = pending;
		if (st == BL_OK)
			w->pending[w->n_pending++] = v->invert;
		else
			bl_invert_free(v->invert);
		pthread_mutex_unlock(&w->lock);
	}
	free(v);
	return st;
}

/* ---- deleting */

bl_status bl_old_segment_delete(struct bl_old_segment *s, uint32_t doc,
				bool *was_alive, struct bl_error *err)
{
	size_t bytes = bl_bitmap_bytes(s->segment.info.docs);

	*was_alive = !bl_bitmap_has(s->dead ? s->dead : s->segment.dead, doc);
	if (!*was_alive)
		return BL_OK;
	if (!s->dead) {
		s->dead = calloc(1, bytes);
		if (!s->dead)
			return bl_fail_nomem(err);
		if (s->segment.dead)
			memcpy(s->dead, s->segment.dead, bytes);
	}
	s->dead[doc / 8] |= (uint8_t)(1 << doc % 8);
	s->n_dead++;
	s->dead_length += s->segment.column.length[doc];
	return BL_OK;
}

bl_status bl_segment_delete(struct bl_writer *base, struct bl_str id,
			    struct bl_error *err)
{
	struct bl_segment_index *w = (struct bl_segment_index *)base;
	bool damaged = false, found = false, was_alive;
	struct bl_entry e;
	size_t i;

	for (i = 0; i < w->n_old; i++) {
		struct bl_old_segment *s = &w->old[i];
		bl_status st;

		if (!bl_dict_find(&e, &s->segment.ids, id, &damaged) ||
		    e.doc >= s->segment.info.docs ||
		    bl_bitmap_has(s->segment.dead, e.doc))
			continue;
		found = true;
		st = bl_old_segment_delete(s, e.doc, &was_alive, err);
		if (st < 0)
			return st;
		w->tally.deleted += was_alive;
	}
	if (damaged)
		return bl_fail(err, BL_ERR_CORRUPT,
			       "the dictionary of ids is damaged");
	if (!found)
		return bl_fail(err, BL_ERR_NOT_FOUND,
			       "there is no article with id '%.*s'",
			       (int)id.len, id.data);
	return BL_OK;
}
