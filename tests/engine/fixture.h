/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What tests of engines share: articles to index, and indexes of them in
 * folders below /tmp.  A failure of a call is a failed test.
 */
#ifndef BLOTTER_TEST_FIXTURE_H
#define BLOTTER_TEST_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "blotter/engine.h"
#include "blotter/file.h"
#include "source_private.h"

#define must(call) must_(call, #call, __FILE__, __LINE__)

static struct bl_error failure;

static inline void must_(bl_status st, const char *call, const char *file,
			 int line)
{
	if (st >= 0)
		return;
	print_error("%s: %s\n", call, failure.text);
	_fail(file, line);
}

/* ---- chance: the same on every run (xorshift64*) */

struct chance {
	uint64_t state;
};

static inline uint64_t draw(struct chance *c)
{
	c->state ^= c->state >> 12;
	c->state ^= c->state << 25;
	c->state ^= c->state >> 27;
	return c->state * UINT64_C(2685821657736338717);
}

/* 0 .. n - 1 */
static inline size_t pick(struct chance *c, size_t n)
{
	return (size_t)(draw(c) >> 32) % n;
}

/* ---- articles */

struct archive {
	struct bl_arena arena;
	struct bl_article *article;
	const struct bl_incidents *incidents; /* of each; NULL: none */
	size_t n, cap;
};

static inline void archive_add(struct archive *a, const struct bl_article *one)
{
	if (a->n == a->cap) {
		a->cap = a->cap ? a->cap * 2 : 256;
		a->article = realloc(a->article, a->cap * sizeof(*a->article));
		assert_non_null(a->article);
	}
	a->article[a->n++] = *one;
}

/* Everything that can be read below a path. */
static inline void archive_read(struct archive *a, const char *path)
{
	struct bl_source_options o = { NULL, false };
	struct bl_parse_options p = { NULL, 0 };
	struct bl_source *source;
	struct bl_record record;
	bl_status st;

	must(bl_source_new(&source, &path, 1, &o, &failure));
	while ((st = bl_source_next(source, &record, &failure)) != BL_END) {
		struct bl_article one = BL_ARTICLE_INIT;

		must(st);
		if (st == BL_OK)
			st = record.format->parse(&record, &p, &a->arena, &one,
						  &failure);
		must(st);
		if (st == BL_OK)
			archive_add(a, &one);
	}
	bl_source_free(source);
}

static inline void archive_release(struct archive *a)
{
	free(a->article);
	bl_arena_release(&a->arena);
	memset(a, 0, sizeof(*a));
}

/* ---- indexes */

struct folder {
	char path[64];
};

static inline struct folder folder_new(void)
{
	struct folder f = { "/tmp/blotter-test-XXXXXX" };

	assert_non_null(mkdtemp(f.path));
	return f;
}

static inline void folder_remove(struct folder *f)
{
	must(bl_remove_tree(f->path, &failure));
}

static inline struct bl_writer *writer_new(const struct folder *f,
					   const char *engine,
					   uint64_t memory_bytes)
{
	struct bl_writer_options o = { .workers = 1,
				       .memory_bytes = memory_bytes };
	struct bl_analysis analysis;
	struct bl_writer *w;

	must(bl_analysis_set(&analysis, "english", &failure));
	o.analysis = &analysis;
	must(bl_writer_open(&w, engine, f->path, &o, &failure));
	return w;
}

/* Index every step-th article from `first` on, in the order of the archive. */
static inline void index_some(struct bl_writer *w, const struct archive *a,
			      size_t first, size_t step)
{
	struct bl_tokens title = BL_TOKENS_INIT, body = BL_TOKENS_INIT;
	struct bl_inverter *inverter;
	struct bl_vocab *vocab;
	size_t i;

	must(bl_vocab_new(&vocab, bl_writer_analysis(w), &failure));
	must(bl_inverter_open(&inverter, w, &failure));
	for (i = first; i < a->n; i += step) {
		const struct bl_article *x = &a->article[i];
		const struct bl_document d = {
			.article = x,
			.vocab = vocab,
			.title = &title,
			.body = &body,
			.incidents = a->incidents ? &a->incidents[i] : NULL,
			.sequence = i,
		};

		title.n = body.n = 0;
		must(bl_tokenize(vocab, x->title.data, x->title.len, &title,
				 &failure));
		must(bl_tokenize(vocab, x->text.data, x->text.len, &body,
				 &failure));
		must(bl_inverter_add(inverter, &d, &failure));
	}
	must(bl_inverter_close(inverter, &failure));
	bl_vocab_free(vocab);
	bl_tokens_release(&title);
	bl_tokens_release(&body);
}

static inline struct bl_tally commit_and_close(struct bl_writer *w)
{
	struct bl_tally tally;

	must(bl_writer_commit(w, &tally, &failure));
	bl_writer_close(w);
	return tally;
}

static inline struct bl_reader *reader_new(const struct folder *f)
{
	const char *dir = f->path;
	struct bl_reader *r;

	must(bl_reader_open(&r, &dir, 1, &failure));
	return r;
}

#endif
