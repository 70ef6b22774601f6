/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The way of articles through the threads of blotter-index.
 *
 * The main thread reads records and packs them into batches; workers take
 * batches from a bounded queue, parse, analyse and invert their articles; what
 * a batch has to say (errors, --extract's lines) is printed in the order of
 * the batches, whichever worker finishes first.
 */
#ifndef BLOTTER_PIPELINE_PRIVATE_H
#define BLOTTER_PIPELINE_PRIVATE_H

#include <pthread.h>
#include <signal.h>

#include "blotter/engine.h"
#include "blotter/incident.h"
#include "blotter/thread.h"
#include "cli_private.h"
#include "source_private.h"

/* Large enough that the queue costs nothing, small enough that every worker
 * gets some of a small archive. */
#define BATCH_BYTES ((size_t)256 << 10)
#define BATCH_RECORDS 256

/* A record, or what the source said instead of one. */
struct bl_batch_item {
	struct bl_record record; /* bytes.data NULL: `offset` counts */
	size_t offset;           /* of its bytes in the batch's */
	uint64_t sequence;
};

struct bl_batch {
	uint64_t ticket;
	struct bl_buf bytes;
	struct bl_buf talk; /* for stderr: lines */
	struct bl_buf out;  /* for stdout */
	size_t n;
	struct bl_batch_item item[BATCH_RECORDS];
};

void bl_batch_free(struct bl_batch *b); /* worker.c */

struct bl_run {
	const struct bl_index_args *args;
	struct bl_parse_options parse;
	struct bl_writer *writer; /* NULL: --extract */
	struct bl_analysis analysis;
	struct bl_queue queue;
	struct bl_turns turns;
	uint64_t vocab_max_bytes;

	pthread_mutex_t lock;    /* of all below */
	struct bl_error failure; /* the first fatal one */
	uint64_t articles, skipped;
	uint64_t empty; /* of the articles, lines that gave no text */
};

/* worker.c: a thread's main; ctx is the run.  Returns NULL. */
void *bl_worker_main(void *ctx);
bool bl_run_failed(struct bl_run *run);

/* extract.c: append an article as --extract prints it. */
void bl_extract_article(struct bl_buf *out, const struct bl_article *a,
			const struct bl_incidents *incidents);

/* progress.c: a line on a terminal, now and then. */
struct bl_progress {
	bool shown; /* stderr is a terminal, and -q was not given */
	bool drawn; /* a line stands there */
	double started, drawn_at; /* seconds */
};

void bl_progress_start(struct bl_progress *p, bool quiet);
void bl_progress_update(struct bl_progress *p, const struct bl_source *source,
			struct bl_run *run);
/* Take the line away. */
void bl_progress_clear(struct bl_progress *p);
double bl_seconds(void);

#endif
