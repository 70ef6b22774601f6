/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "feed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <pthread.h>

#define MEMORY_BYTES ((uint64_t)64 << 20)

struct feeder {
	struct bl_writer *writer;
	const struct bl_analysis *analysis;
	const struct feed_item *item;
	size_t n;
	size_t first, step; /* of this thread's items */
	bl_status st;
	struct bl_error err;
};

/* What a thread takes articles apart with. */
struct tools {
	struct bl_vocab *vocab;
	struct bl_extractor *extractor;
	struct bl_arena arena;
};

static bl_status feed_one(struct bl_inverter *v, struct tools *tools,
			  const struct feed_item *item, struct bl_error *err)
{
	struct bl_vocab *vocab = tools->vocab;
	struct bl_incidents incidents = BL_INCIDENTS_INIT;
	struct bl_tokens title = BL_TOKENS_INIT, body = BL_TOKENS_INIT;
	const struct bl_article *a = item->article;
	const struct bl_document d = {
		.article = a,
		.vocab = vocab,
		.title = &title,
		.body = &body,
		.incidents = &incidents,
		.sequence = item->sequence,
	};
	bl_status st;

	bl_arena_clear(&tools->arena);
	st = bl_tokenize(vocab, a->title.data, a->title.len, &title, err);
	if (st == BL_OK)
		st = bl_tokenize(vocab, a->text.data, a->text.len, &body, err);
	if (st == BL_OK)
		st = bl_extract(&incidents, tools->extractor, a, vocab, &title,
				&body, &tools->arena, err);
	if (st == BL_OK)
		st = bl_inverter_add(v, &d, err);
	bl_tokens_release(&body);
	bl_tokens_release(&title);
	return st;
}

static void *feeder_main(void *ctx)
{
	struct feeder *f = ctx;
	struct bl_inverter *v = NULL;
	struct tools tools = { .arena = BL_ARENA_INIT };
	bl_status closed;
	size_t i;

	f->st = bl_inverter_open(&v, f->writer, &f->err);
	if (f->st == BL_OK)
		f->st = bl_vocab_new(&tools.vocab, f->analysis, &f->err);
	if (f->st == BL_OK)
		f->st = bl_extractor_new(&tools.extractor, &f->err);
	for (i = f->first; i < f->n && f->st == BL_OK; i += f->step)
		f->st = feed_one(v, &tools, &f->item[i], &f->err);
	closed = bl_inverter_close(v, f->st < 0 ? NULL : &f->err);
	if (f->st == BL_OK)
		f->st = closed;
	bl_arena_release(&tools.arena);
	bl_extractor_free(tools.extractor);
	bl_vocab_free(tools.vocab);
	return NULL;
}

static void feed_all(struct bl_writer *writer,
		     const struct bl_analysis *analysis,
		     const struct feed_item *item, size_t n, unsigned threads)
{
	pthread_t thread[FEED_THREADS_MAX];
	struct feeder f[FEED_THREADS_MAX];
	unsigned i;

	assert_in_range(threads, 1, FEED_THREADS_MAX);
	for (i = 0; i < threads; i++) {
		f[i] = (struct feeder){ .writer = writer,
					.analysis = analysis,
					.item = item,
					.n = n,
					.first = i,
					.step = threads };
		assert_int_equal(pthread_create(&thread[i], NULL, feeder_main,
						&f[i]),
				 0);
	}
	for (i = 0; i < threads; i++)
		assert_int_equal(pthread_join(thread[i], NULL), 0);
	for (i = 0; i < threads; i++) {
		if (f[i].st != BL_OK)
			fail_msg("%s", f[i].err.text);
	}
}

void feed_index(const struct bl_engine *engine, const char *dir,
		const struct bl_analysis *analysis,
		const struct feed_item *item, size_t n, unsigned threads)
{
	const struct bl_writer_options o = { .analysis = analysis,
					     .workers = threads,
					     .memory_bytes = MEMORY_BYTES };
	struct bl_error err = BL_ERROR_INIT;
	struct bl_writer *writer;

	if (bl_writer_open(&writer, engine->name, dir, &o, &err) != BL_OK)
		fail_msg("%s", err.text);
	feed_all(writer, analysis, item, n, threads);
	if (bl_writer_commit(writer, NULL, &err) != BL_OK)
		fail_msg("%s", err.text);
	bl_writer_close(writer);
}
