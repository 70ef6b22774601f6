/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "answer_private.h"

#include <inttypes.h>
#include <time.h>

#include "blotter/utf8.h"
#include "caret_private.h"
#include "found_private.h"
#include "line_private.h"
#include "parse_private.h"

#define VOCAB_MAX_BYTES ((size_t)64 << 20) /* over that it starts anew */
#define NOTICE_MAX_BYTES ((size_t)1 << 20)
/* More than an index can hold: document numbers have 32 bits. */
#define HITS_MAX UINT32_MAX

/* Periods of a timeline, when no terminal says how many it shows; and what is
 * printed around them: a heading, the undated, how many match, the prompt. */
#define TIMELINE_ROWS 50
#define TIMELINE_FRAME_ROWS 5

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

/* Say what is wrong with a query, and point at it. */
static bl_status refuse(struct bl_session *s, const struct bl_question *q,
			size_t column, const struct bl_error *err)
{
	bl_buf_addf(&s->talk, BL_PROGRAM ": %squery, column %zu: %s\n",
		    q->where, bl_caret_column(q->text, column), err->text);
	bl_caret_point(&s->talk, q->text, column);
	return BL_SKIP;
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
	if (st < 0)
		return is_of_query(st) ? refuse(s, q, column, err) : st;
	if (s->args->explain) {
		bl_buf_adds(&s->talk, "read as: ");
		bl_query_print(&s->talk, *out);
		bl_buf_addc(&s->talk, '\n');
		bl_query_explain(&s->talk, *out);
	}
	bl_buf_init(&notice, NOTICE_MAX_BYTES);
	st = bl_query_expand(out, &context, s->reader, &notice, &column, err);
	talk_lines(s, q, bl_buf_str(&notice));
	bl_buf_release(&notice);
	return st == BL_ERR_USAGE ? refuse(s, q, column, err) : st;
}

/* Does the query ask for an incident?  Recursion: a tree is as deep as its
 * query nests, which is bounded. */
static bool asks_for_incident(const struct bl_node *node)
{
	size_t i;

	if (node->kind == BL_NODE_INCIDENT)
		return true;
	for (i = 0; i < node->n; i++) {
		if (asks_for_incident(node->child[i]))
			return true;
	}
	return false;
}

/* Say once why nothing that is asked of incidents can be found. */
static bl_status warn_of_index(struct bl_session *s,
			       const struct bl_node *query, uint64_t matched,
			       struct bl_error *err)
{
	struct bl_stats stats;
	bl_status st;

	if (s->warned || (s->args->sort < BL_SORT_DATE && !s->args->evidence &&
			  (matched || !asks_for_incident(query))))
		return BL_OK;
	s->warned = true;
	st = bl_reader_stats(s->reader, &stats, BL_STATS_BUT_TERMS, err);
	if (st >= 0 && stats.articles && !stats.incidents)
		bl_buf_adds(&s->talk,
			    BL_PROGRAM ": the index has no incidents: it was "
				       "made without them, or its articles "
				       "tell of none\n");
	return st;
}

/* How many periods there may be where the user does not name one. */
static size_t timeline_rows(const struct bl_session *s)
{
	if (!s->rows || s->args->output != &bl_output_text)
		return TIMELINE_ROWS;
	return s->rows > TIMELINE_FRAME_ROWS ? s->rows - TIMELINE_FRAME_ROWS
					     : 1;
}

static bl_status find(struct bl_found *out, struct bl_session *s,
		      const struct bl_search *search, struct bl_error *err)
{
	const struct bl_search_args *args = s->args;
	bl_status st;

	switch (args->asked) {
	case BL_ASKED_FACETS:
		return bl_facets_count(out->facet, &args->facets, s->reader,
				       search->query, search->limit,
				       &s->query_arena, &out->matched, err);
	case BL_ASKED_TIMELINE:
		return bl_timeline_count(&out->timeline,
					 (enum bl_period)args->timeline,
					 timeline_rows(s), s->reader,
					 search->query, &s->query_arena,
					 &out->matched, err);
	case BL_ASKED_GROUPS:
		st = bl_groups_find(&out->groups, s->reader, search, s->vocab,
				    &s->query_arena, &s->article_arena, err);
		out->matched = out->groups.matched;
		return st;
	default:
		st = bl_reader_search(s->reader, search, &s->query_arena,
				      &out->hits, err);
		out->matched = out->hits.matched;
		return st;
	}
}

/* How many hits, values or groups are wanted. */
static size_t limit_of(const struct bl_search_args *args)
{
	if (args->asked == BL_ASKED_COUNT)
		return 0;
	if (args->limit != BL_LIMIT_UNSET)
		return clamp(args->limit);
	return args->asked == BL_ASKED_GROUPS && args->output->every_group
		       ? HITS_MAX
		       : BL_DEFAULT_HITS;
}

static bl_status explain(struct bl_session *s, const struct bl_search *search,
			 struct bl_error *err)
{
	struct bl_search plan = *search;

	/* hits are explained that are printed */
	if (s->args->asked != BL_ASKED_HITS)
		plan.limit = 0;
	return bl_reader_explain(s->reader, &plan, &s->talk, err);
}

static void talk_timing(struct bl_session *s, const struct bl_question *q,
			uint64_t usec, uint64_t matched)
{
	bl_line_query(&s->talk, q->id ? q->id : "0");
	bl_buf_addf(&s->talk, "%" PRIu64 "\t%" PRIu64 "\n", usec, matched);
}

static bl_status run(struct bl_session *s, const struct bl_question *q,
		     struct bl_error *err)
{
	const struct bl_search_args *args = s->args;
	struct bl_search search = {
		.offset = clamp(args->offset),
		.limit = limit_of(args),
		.sort = (enum bl_sort)args->sort,
		.k1 = args->k1,
		.b = args->b,
	};
	struct bl_found found = { .matched = 0 };
	uint64_t start = now_usec();
	struct bl_node *query;
	bl_status st;

	st = read_query(&query, s, q, err);
	if (st != BL_OK)
		return st;
	search.query = query;
	st = find(&found, s, &search, err);
	if (st < 0)
		return st;
	if (args->timing)
		talk_timing(s, q, now_usec() - start, found.matched);
	st = warn_of_index(s, query, found.matched, err);
	if (st < 0)
		return st;
	if (args->explain)
		st = explain(s, &search, err);
	if (st >= 0)
		st = bl_print_found(s, q, &search, &found, err);
	if (st < 0)
		return st;
	return found.matched ? BL_OK : BL_END;
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
