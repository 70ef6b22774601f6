/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A run of indexing.  Inverters share nothing but the list of the segments they
 * have written out.  Which of several articles with one id counts, and what
 * the index had before, is settled in the commit, by going through the
 * dictionaries of ids side by side: nothing is kept for it in memory.
 */
#ifndef BLOTTER_WRITER_PRIVATE_H
#define BLOTTER_WRITER_PRIVATE_H

#include <pthread.h>

#include "segment_private.h"

/* A segment of the last commit, and what the run deletes of it. */
struct bl_old_segment {
	struct bl_segment segment;
	uint8_t *dead; /* bitmap; NULL: as it was */
	uint32_t n_dead;
	uint64_t dead_length;
};

/* A segment the run has written. */
struct bl_new_segment {
	struct bl_run_segment run;
	bool busy; /* being merged */
};

struct bl_segment_index {
	struct bl_writer base;
	char dir[BL_PATH_MAX_BYTES];
	int lock_fd;
	uint64_t share_bytes;        /* of memory, for one inverter */
	struct bl_manifest manifest; /* the last commit; no segments: or none */
	bool exists;                 /* there is a commit */
	struct bl_old_segment *old;  /* as in the manifest */
	size_t n_old;
	struct bl_tally tally;

	pthread_mutex_t lock; /* of all below, while there are inverters */
	uint64_t next;        /* number of a segment */
	struct bl_new_segment *fresh;
	size_t n_fresh, fresh_cap;
	struct bl_invert **pending; /* of inverters that were closed */
	size_t n_pending, pending_cap;
	uint64_t articles; /* taken */
};

/* ---- writer.c */

bl_status bl_index_lock(struct bl_segment_index **out, const char *dir,
			bool wait, struct bl_error *err);
void bl_index_unlock(struct bl_segment_index *w);
/* After a commit: forget the run, and open what was committed. */
bl_status bl_index_renew(struct bl_segment_index *w, struct bl_error *err);
uint64_t bl_index_number(struct bl_segment_index *w);
/* Enter a segment that was written; takes it over. */
bl_status bl_index_add_segment(struct bl_segment_index *w,
			       struct bl_run_segment *run,
			       struct bl_error *err);
/* Mark an article of the last commit deleted; *was_alive tells whether it was
 * not already. */
bl_status bl_old_segment_delete(struct bl_old_segment *s, uint32_t doc,
				bool *was_alive, struct bl_error *err);

/* ---- tiers.c: which segments to merge */

/* Of the n segments, those not `busy` (may be NULL): fill in chosen, of room
 * for n, and return how many; 0: it is not worth while. */
size_t bl_choose_merge(size_t *chosen, const struct bl_segment_info *s,
		       const bool *busy, size_t n);
/* Merge segments of the run that are worth it. */
bl_status bl_index_merge_fresh(struct bl_segment_index *w,
			       struct bl_error *err);

/* ---- resolve.c */

/* Settle which articles count. */
bl_status bl_index_resolve(struct bl_segment_index *w, struct bl_error *err);

/* ---- the table's functions */

bl_status bl_segment_writer_start(struct bl_writer **out, const char *dir,
				  const struct bl_writer_options *options,
				  struct bl_error *err);
void bl_segment_writer_close(struct bl_writer *w);
const struct bl_analysis *bl_segment_writer_analysis(const struct bl_writer *w);
bl_status bl_segment_inverter_open(struct bl_inverter **out,
				   struct bl_writer *w, struct bl_error *err);
bl_status bl_segment_inverter_add(struct bl_inverter *v,
				  const struct bl_document *d,
				  struct bl_error *err);
bl_status bl_segment_inverter_close(struct bl_inverter *v,
				    struct bl_error *err);
bl_status bl_segment_delete(struct bl_writer *w, struct bl_str id,
			    struct bl_error *err);
bl_status bl_segment_commit(struct bl_writer *w, struct bl_tally *tally,
			    struct bl_error *err);
bl_status bl_segment_compact(const char *dir, bool wait_for_lock,
			     struct bl_error *err);

#endif
