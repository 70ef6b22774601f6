/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "answer_private.h"

#include <inttypes.h>
#include <time.h>

#include "blotter/utf8.h"
#include "caret_private.h"
#include "parse_private.h"

#define VOCAB_MAX_BYTES ((size_t)64 << 20) /* over that it starts anew */
#define NOTICE_MAX_BYTES ((size_t)1 << 20)
/* More hits than an index can hold: document numbers have 32 bits. */
#define HITS_MAX UINT32_MAX

/* A failure that lies in the query: the next one may run. */
static bool is_of_query(bl_status st)
{
	return st == BL_ERR_USAGE || st == BL_ERR_LIMIT ||
	       st == BL_ERR_UNSUPPORTED;
}

static uint64_t now_usec(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_nsec / 1000;
}

static size_t clamp(unsigned long long hits)
{
	return hits < HITS_MAX ? (size_t)hits : HITS_MAX;
}

static void talk_lines(struct bl_session *s, const struct bl_question *q,
		       struct bl_str lines)
{
	size_t from = 0, to;

	for (; from < lines.len; from = to + 1) {
		for (to = from; to < lines.len && lines.data[to] != '\n'; to++)
			;
		bl_buf_addf(&s->talk, BL_PROGRAM ": %s", q->where);
		bl_utf8_printable(
			&s->talk,
			(struct bl_str){ lines.data + from, to - from }, 0);
		bl_buf_addc(&s->talk, '\n');
	}
}

/* The query as a tree whose patterns are expanded. */
static bl_status read_query(struct bl_node **out, struct bl_session *s,
			    const struct bl_question *q, struct bl_error *err)
{
	const struct bl_parse_context context = {
		.arena = &s->query_arena,
		.vocab = s->vocab,
		.now = s->now,
		.any = s->args->any,
		.plain = s->args->plain,
		.explain = s->args->explain ? &s->talk : NULL,
	};
	struct bl_buf notice;
	size_t column = 0;
	bl_status st;

	st = bl_query_parse(out, &context, q->text, &column, err);
	if (is_of_query(st)) {
		bl_buf_addf(&s->talk, BL_PROGRAM ": %squery, column %zu: %s\n",
			    q->where, bl_caret_column(q->text, column),
			    err->text);
		bl_caret_point(&s->talk, q->text, column);
		return BL_SKIP;
	}
	if (st < 0)
		return st;
	if (s->args->explain) {
		bl_buf_adds(&s->talk, "read as: ");
		bl_query_print(&s->talk, *out);
		bl_buf_addc(&s->talk, '\n');
		bl_query_explain(&s->talk, *out);
	}
	bl_buf_init(&notice, NOTICE_MAX_BYTES);
	st = bl_query_expand(out, &context, s->reader, &notice, err);
	talk_lines(s, q, bl_buf_str(&notice));
	bl_buf_release(&notice);
	return st;
}

static bl_status print_rows(struct bl_session *s, const struct bl_answer *a,
			    struct bl_error *err)
{
	const struct bl_output *output = s->args->output;
	struct bl_article article;
	bl_status st = BL_OK;
	size_t i;

	for (i = 0; i < a->hits->n && st >= 0; i++) {
		struct bl_row row = { a->offset + i + 1, &a->hits->hit[i],
				      NULL };

		if (output->needs_article) {
			bl_arena_clear(&s->article_arena);
			st = bl_reader_fetch(s->reader, row.hit,
					     &s->article_arena, &article, NULL, err);
			/* deleted since the search: its row is left out */
			if (st == BL_ERR_NOT_FOUND) {
				st = BL_OK;
				continue;
			}
			if (st < 0)
				break;
			row.article = &article;
		}
		output->row(&s->out, a, &row);
		st = bl_session_flush_some(s, err);
	}
	return st;
}

static bl_status print_hits(struct bl_session *s, const struct bl_question *q,
			    const struct bl_search *search,
			    const struct bl_hits *hits, struct bl_error *err)
{
	const struct bl_output *output = s->args->output;
	const struct bl_answer answer = {
		.query_id = q->id,
		.hits = hits,
		.offset = search->offset,
		.highlight = s->highlight,
		.color = s->color,
		.width = s->width,
	};
	bl_status st = BL_OK;

	if (output->needs_article)
		st = bl_highlight_set(s->highlight, search->query, err);
	if (st < 0)
		return st;
	if (output->begin)
		output->begin(&s->out, &answer);
	if (output->row)
		st = print_rows(s, &answer, err);
	if (st >= 0 && output->end)
		output->end(&s->out, &answer);
	return st;
}

/* What a person at a terminal wants to know beside the hits. */
static void talk_count(struct bl_session *s, const struct bl_search *search,
		       const struct bl_hits *hits)
{
	if (!s->terminal || s->args->output != &bl_output_text)
		return;
	if (!hits->matched)
		bl_buf_adds(&s->talk, "no article matches\n");
	else if (hits->n == hits->matched)
		bl_buf_addf(&s->talk, "\n%zu article%s\n", hits->n,
			    hits->n == 1 ? "" : "s");
	else if (hits->n)
		bl_buf_addf(&s->talk, "\n%zu to %zu of %" PRIu64 " articles\n",
			    search->offset + 1, search->offset + hits->n,
			    hits->matched);
}

static bl_status print_answer(struct bl_session *s, const struct bl_question *q,
			      const struct bl_search *search,
			      const struct bl_hits *hits, struct bl_error *err)
{
	bl_status st;

	if (s->args->count) {
		if (q->id)
			bl_buf_addf(&s->out, "%s\t", q->id);
		bl_buf_addf(&s->out, "%" PRIu64 "\n", hits->matched);
		return bl_session_flush(s, err);
	}
	st = print_hits(s, q, search, hits, err);
	if (st >= 0)
		st = bl_session_flush(s, err);
	if (st < 0)
		return st;
	talk_count(s, search, hits);
	return bl_session_flush(s, err);
}

static bl_status run(struct bl_session *s, const struct bl_question *q,
		     struct bl_error *err)
{
	const struct bl_search_args *args = s->args;
	struct bl_search search = {
		.offset = clamp(args->offset),
		.limit = args->count ? 0 : clamp(args->limit),
		.sort = (enum bl_sort)args->sort,
		.k1 = args->k1,
		.b = args->b,
	};
	struct bl_hits hits = { NULL, 0, 0 };
	uint64_t start = now_usec();
	struct bl_node *query;
	bl_status st;

	st = read_query(&query, s, q, err);
	if (st != BL_OK)
		return st;
	search.query = query;
	st = bl_reader_search(s->reader, &search, &s->query_arena, &hits, err);
	if (st < 0)
		return st;
	if (args->timing)
		bl_buf_addf(&s->talk, "%s\t%" PRIu64 "\t%" PRIu64 "\n",
			    q->id ? q->id : "0", now_usec() - start,
			    hits.matched);
	if (args->explain)
		st = bl_reader_explain(s->reader, &search, &s->talk, err);
	if (st >= 0)
		st = print_answer(s, q, &search, &hits, err);
	if (st < 0)
		return st;
	return hits.matched ? BL_OK : BL_END;
}

bl_status bl_answer_question(struct bl_session *s, const struct bl_question *q,
			     struct bl_error *err)
{
	bl_status st;

	bl_arena_clear(&s->query_arena);
	if (bl_vocab_bytes(s->vocab) > VOCAB_MAX_BYTES)
		bl_vocab_clear(s->vocab);
	st = run(s, q, err);
	if (is_of_query(st)) {
		talk_lines(s, q, bl_str_from(err->text));
		return BL_SKIP;
	}
	return st;
}
