/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "pipeline_private.h"

/* What one thread works with, reused from article to article. */
struct worker {
	struct bl_run *run;
	struct bl_vocab *vocab;
	struct bl_inverter *inverter;   /* NULL: --extract */
	struct bl_extractor *extractor; /* NULL: --no-incidents */
	struct bl_arena arena;
	struct bl_tokens title, body;
	uint64_t articles, skipped, empty; /* of the batch at hand */
};

/* Note a fatal error, unless there is one already, and let the run end. */
static void fail_run(struct bl_run *run, const struct bl_error *err)
{
	pthread_mutex_lock(&run->lock);
	if (run->failure.code == BL_OK)
		run->failure = *err;
	pthread_mutex_unlock(&run->lock);
	bl_queue_close(&run->queue);
}

bool bl_run_failed(struct bl_run *run)
{
	bool failed;

	pthread_mutex_lock(&run->lock);
	failed = run->failure.code != BL_OK;
	pthread_mutex_unlock(&run->lock);
	return failed;
}

static bl_status tokenize(struct worker *w, const struct bl_article *a,
			  struct bl_error *err)
{
	bl_status st;

	w->title.n = w->body.n = 0;
	st = bl_tokenize(w->vocab, a->title.data, a->title.len, &w->title, err);
	if (st == BL_OK)
		st = bl_tokenize(w->vocab, a->text.data, a->text.len, &w->body,
				 err);
	return st;
}

/* Index an article, or append its line of --extract to out. */
static bl_status work_on_article(struct worker *w, struct bl_buf *out,
				 const struct bl_article *a, uint64_t sequence,
				 struct bl_error *err)
{
	struct bl_incidents incidents = BL_INCIDENTS_INIT;
	const struct bl_document doc = {
		.article = a,
		.vocab = w->vocab,
		.title = &w->title,
		.body = &w->body,
		.incidents = &incidents,
		.sequence = sequence,
	};
	bl_status st = tokenize(w, a, err);

	if (st == BL_OK && w->extractor)
		st = bl_extract(&incidents, w->extractor, a, w->vocab,
				&w->title, &w->body, &w->arena, err);
	if (st < 0)
		return st;
	if (w->inverter)
		return bl_inverter_add(w->inverter, &doc, err);
	bl_extract_article(out, a, &incidents);
	return bl_buf_status(out, err);
}

static bl_status work_on_record(struct worker *w, struct bl_batch *b,
				const struct bl_batch_item *item,
				struct bl_error *err)
{
	struct bl_article article = BL_ARTICLE_INIT;
	struct bl_record record = item->record;
	bl_status st;

	record.bytes.data = b->bytes.data + item->offset;
	bl_arena_clear(&w->arena);
	st = record.format->parse(&record, &w->run->parse, &w->arena, &article,
				  err);
	if (st == BL_SKIP) {
		w->skipped++;
		bl_buf_addf(&b->talk, PROGRAM ": %s\n", err->text);
		return BL_OK;
	}
	if (st < 0)
		return st;
	w->articles++;
	/* a file of one line is a title, and a page without text was skipped */
	w->empty += record.line && !article.text.len;
	return work_on_article(w, &b->out, &article, item->sequence, err);
}

/* Print what the batch has to say, when its turn comes, and count it. */
static bl_status finish_batch(struct worker *w, struct bl_batch *b,
			      struct bl_error *err)
{
	struct bl_run *run = w->run;
	bl_status st = BL_OK;

	bl_turns_wait(&run->turns, b->ticket);
	if (b->talk.len)
		fwrite(b->talk.data, 1, b->talk.len, stderr);
	if (b->out.len &&
	    fwrite(b->out.data, 1, b->out.len, stdout) != b->out.len)
		st = bl_fail(err, BL_ERR_IO, "cannot write to standard output");
	bl_turns_done(&run->turns, b->ticket);
	pthread_mutex_lock(&run->lock);
	run->articles += w->articles;
	run->skipped += w->skipped;
	run->empty += w->empty;
	pthread_mutex_unlock(&run->lock);
	w->articles = w->skipped = w->empty = 0;
	return st;
}

void bl_batch_free(struct bl_batch *b)
{
	if (!b)
		return;
	bl_buf_release(&b->bytes);
	bl_buf_release(&b->talk);
	bl_buf_release(&b->out);
	free(b);
}

static bl_status work_on_batch(struct worker *w, struct bl_batch *b,
			       struct bl_error *err)
{
	bl_status st = BL_OK, finished;
	size_t i;

	for (i = 0; st == BL_OK && i < b->n; i++)
		st = work_on_record(w, b, &b->item[i], err);
	/* also after a failure: others wait for this turn to pass */
	finished = finish_batch(w, b, st < 0 ? NULL : err);
	if (bl_vocab_bytes(w->vocab) > w->run->vocab_max_bytes) {
		bl_vocab_clear(w->vocab);
		if (w->extractor)
			bl_extractor_forget(w->extractor);
	}
	return st < 0 ? st : finished;
}

static bl_status open_worker(struct worker *w, struct bl_error *err)
{
	bl_status st = bl_vocab_new(&w->vocab, &w->run->analysis, err);

	if (st == BL_OK && w->run->writer)
		st = bl_inverter_open(&w->inverter, w->run->writer, err);
	if (st == BL_OK && !w->run->args->no_incidents)
		st = bl_extractor_new(&w->extractor, err);
	return st;
}

void *bl_worker_main(void *ctx)
{
	struct worker w = { .run = ctx };
	struct bl_error err = BL_ERROR_INIT;
	struct bl_batch *b;
	bl_status st, closed;

	bl_arena_init(&w.arena);
	st = open_worker(&w, &err);
	if (st < 0)
		fail_run(w.run, &err);
	/* a failed run still takes its batches off the queue, and drops them */
	while ((b = bl_queue_pop(&w.run->queue))) {
		if (st < 0 || bl_run_failed(w.run)) {
			bl_turns_done(&w.run->turns, b->ticket);
		} else {
			st = work_on_batch(&w, b, &err);
			if (st < 0)
				fail_run(w.run, &err);
		}
		bl_batch_free(b);
	}
	closed = bl_inverter_close(w.inverter, &err);
	if (closed < 0)
		fail_run(w.run, &err);
	bl_tokens_release(&w.body);
	bl_tokens_release(&w.title);
	bl_arena_release(&w.arena);
	bl_extractor_free(w.extractor);
	bl_vocab_free(w.vocab);
	return NULL;
}
