/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "pipeline_private.h"

#define QUEUE_BATCHES_A_WORKER 2
#define WORKERS_MAX 256
/* Share of the memory that the workers' vocabularies may take. */
#define VOCAB_SHARE 4
#define TALK_MAX_BYTES ((size_t)16 << 20)
#define OUT_MAX_BYTES ((size_t)1 << 30)

/* The exception to "no global state": what a signal handler may write. */
static volatile sig_atomic_t interrupted;

static void on_signal(int number)
{
	(void)number;
	interrupted = 1;
}

static void catch_signals(void)
{
	/* the second one kills: no SA_RESTART, and only once */
	struct sigaction sa = { .sa_handler = on_signal,
				.sa_flags = (int)SA_RESETHAND };

	sigaction(SIGINT, &sa, NULL);
	sigaction(SIGTERM, &sa, NULL);
}

/* The main thread's side of a run. */
struct feeder {
	struct bl_run run;
	struct bl_source *source;
	struct bl_progress progress;
	struct bl_batch *batch; /* being filled; NULL: none yet */
	uint64_t next_ticket, next_sequence;
	pthread_t thread[WORKERS_MAX];
	unsigned workers, started;
};

static struct bl_batch *new_batch(void)
{
	struct bl_batch *b = calloc(1, sizeof(*b));

	if (!b)
		return NULL;
	bl_buf_init(&b->bytes, BATCH_BYTES + BL_LINE_MAX_BYTES);
	bl_buf_init(&b->talk, TALK_MAX_BYTES);
	bl_buf_init(&b->out, OUT_MAX_BYTES);
	return b;
}

static bl_status need_batch(struct feeder *f, struct bl_error *err)
{
	if (f->batch)
		return BL_OK;
	f->batch = new_batch();
	if (!f->batch)
		return bl_fail_nomem(err);
	f->batch->ticket = f->next_ticket++;
	return BL_OK;
}

static void send_batch(struct feeder *f)
{
	if (!f->batch)
		return;
	/* closed by a failure: the run says which */
	if (!bl_queue_push(&f->run.queue, f->batch))
		bl_batch_free(f->batch);
	f->batch = NULL;
	bl_progress_update(&f->progress, f->source, &f->run);
}

static bl_status feed_record(struct feeder *f, const struct bl_record *record,
			     struct bl_error *err)
{
	struct bl_batch_item *item;
	bl_status st = need_batch(f, err);

	if (st < 0)
		return st;
	item = &f->batch->item[f->batch->n++];
	item->record = *record;
	item->offset = f->batch->bytes.len;
	item->sequence = f->next_sequence++;
	bl_buf_addstr(&f->batch->bytes, record->bytes);
	st = bl_buf_status(&f->batch->bytes, err);
	if (st == BL_OK && (f->batch->n == BATCH_RECORDS ||
			    f->batch->bytes.len >= BATCH_BYTES))
		send_batch(f);
	return st;
}

/* What cannot be read is said in its place among the other batches' words. */
static bl_status feed_skip(struct feeder *f, const struct bl_error *said,
			   struct bl_error *err)
{
	bl_status st;

	pthread_mutex_lock(&f->run.lock);
	f->run.skipped++;
	pthread_mutex_unlock(&f->run.lock);
	if (!f->started) {
		fprintf(stderr, PROGRAM ": %s\n", said->text);
		return BL_OK;
	}
	st = need_batch(f, err);
	if (st < 0)
		return st;
	bl_buf_addf(&f->batch->talk, PROGRAM ": %s\n", said->text);
	if (f->batch->talk.len > TALK_MAX_BYTES / 2)
		send_batch(f);
	return BL_OK;
}

/* The workers block every signal: one that interrupts must reach the main
 * thread, which may be waiting for input. */
static bl_status start_workers(struct feeder *f, struct bl_error *err)
{
	sigset_t all, before;
	int rc = 0;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	while (!rc && f->started < f->workers) {
		rc = pthread_create(&f->thread[f->started], NULL,
				    bl_worker_main, &f->run);
		f->started += !rc;
	}
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return rc ? bl_fail_errno(err, rc, "cannot start a thread") : BL_OK;
}

static void join_workers(struct feeder *f)
{
	bl_queue_close(&f->run.queue);
	while (f->started)
		pthread_join(f->thread[--f->started], NULL);
}

static bl_status open_index(struct feeder *f, struct bl_analysis *analysis,
			    struct bl_error *err)
{
	const struct bl_index_args *a = f->run.args;
	struct bl_writer_options o = {
		.analysis = a->language ? analysis : NULL,
		.workers = f->workers,
		.memory_bytes = a->memory_bytes,
		.wait_for_lock = a->wait,
	};
	bl_status st;

	if (a->command == BL_INDEX_EXTRACT) {
		f->run.analysis = *analysis;
		return BL_OK;
	}
	st = bl_writer_open(&f->run.writer, a->engine, a->index_dir, &o, err);
	if (st == BL_ERR_NOT_FOUND && !o.analysis) {
		/* a new index needs a language, an old one has its own */
		o.analysis = analysis;
		st = bl_writer_open(&f->run.writer, a->engine, a->index_dir, &o,
				    err);
	}
	if (st == BL_OK)
		f->run.analysis = *bl_writer_analysis(f->run.writer);
	return st;
}

/* Reads everything; the index is opened, and workers started, with the first
 * record, so that a mistyped path makes no index. */
static bl_status feed_all(struct feeder *f, struct bl_error *err)
{
	struct bl_analysis analysis;
	struct bl_record record;
	struct bl_error said;
	bl_status st, got;

	st = bl_analysis_set(&analysis,
			     f->run.args->language ? f->run.args->language
						   : BL_LANGUAGE_DEFAULT,
			     err);
	while (st == BL_OK && !interrupted && !bl_run_failed(&f->run)) {
		got = bl_source_next(f->source, &record, &said);
		/* an interrupted read fails; commit_run says why */
		if (got == BL_END || interrupted)
			break;
		if (got == BL_SKIP) {
			st = feed_skip(f, &said, err);
			continue;
		}
		if (got < 0) {
			*err = said;
			return got;
		}
		if (!f->started) {
			st = open_index(f, &analysis, err);
			if (st == BL_OK)
				st = start_workers(f, err);
		}
		if (st == BL_OK)
			st = feed_record(f, &record, err);
	}
	return st;
}

static bl_status open_run(struct feeder *f, const struct bl_index_args *a,
			  struct bl_error *err)
{
	struct bl_source_options o = { bl_index_args_format(a),
				       a->follow_links };
	bl_status st;

	f->run.args = a;
	f->run.parse = (struct bl_parse_options){ a->maps, a->map.n };
	f->workers = a->threads ? (unsigned)(a->threads < WORKERS_MAX
						     ? a->threads
						     : WORKERS_MAX)
				: bl_cpu_count();
	f->run.vocab_max_bytes = a->memory_bytes / VOCAB_SHARE / f->workers;
	pthread_mutex_init(&f->run.lock, NULL);
	bl_turns_init(&f->run.turns);
	bl_progress_start(&f->progress, a->quiet);
	st = bl_queue_init(&f->run.queue,
			   (size_t)f->workers * QUEUE_BATCHES_A_WORKER, err);
	if (st == BL_OK)
		st = bl_source_new(&f->source, (const char *const *)a->sources,
				   (size_t)a->n_sources, &o, err);
	return st;
}

static void close_run(struct feeder *f)
{
	bl_batch_free(f->batch);
	bl_writer_close(f->run.writer);
	bl_source_free(f->source);
	bl_queue_release(&f->run.queue);
	bl_turns_release(&f->run.turns);
	pthread_mutex_destroy(&f->run.lock);
}

static void warn_of(uint64_t articles, const char *what)
{
	if (articles)
		fprintf(stderr, PROGRAM ": warning: %llu article%s %s\n",
			(unsigned long long)articles, articles == 1 ? "" : "s",
			what);
}

static void print_summary(const struct feeder *f, const struct bl_tally *t)
{
	uint64_t passed_over = bl_source_passed_over(f->source);
	double spent = bl_seconds() - f->progress.started;

	if (f->run.args->quiet || f->run.args->command == BL_INDEX_EXTRACT)
		return;
	fprintf(stderr, "%llu added, %llu replaced, %llu skipped in %.1f s\n",
		(unsigned long long)t->added, (unsigned long long)t->replaced,
		(unsigned long long)f->run.skipped, spent);
	if (passed_over)
		fprintf(stderr, "%llu WARC record%s without a page\n",
			(unsigned long long)passed_over,
			passed_over == 1 ? "" : "s");
	warn_of(t->superseded,
		"dropped: a later one of this run has the same id");
	warn_of(f->run.empty, "without text (--map says where it is)");
}

/* The end of a run that read everything. */
static bl_status commit_run(struct feeder *f, struct bl_tally *tally,
			    struct bl_error *err)
{
	if (f->run.failure.code != BL_OK) {
		*err = f->run.failure;
		return err->code;
	}
	if (interrupted)
		return bl_fail(err, BL_ERR_INTERRUPTED,
			       "interrupted: nothing of this run is kept");
	return f->run.writer ? bl_writer_commit(f->run.writer, tally, err)
			     : BL_OK;
}

int bl_cmd_sources(const struct bl_index_args *a)
{
	struct feeder *f = calloc(1, sizeof(*f));
	struct bl_error err = BL_ERROR_INIT;
	struct bl_tally tally = { 0, 0, 0, 0 };
	int status = EXIT_DONE;
	bl_status st;

	if (!f) {
		bl_fail_nomem(&err);
		return bl_index_complain(&err);
	}
	catch_signals();
	st = open_run(f, a, &err);
	if (st == BL_OK)
		st = feed_all(f, &err);
	send_batch(f);
	join_workers(f);
	bl_progress_clear(&f->progress);
	if (st == BL_OK)
		st = commit_run(f, &tally, &err);
	if (st == BL_OK)
		print_summary(f, &tally);
	if (st < 0)
		status = bl_index_complain(&err);
	else if (f->run.skipped || !f->run.articles)
		status = EXIT_SKIPPED;
	close_run(f);
	free(f);
	return status;
}
