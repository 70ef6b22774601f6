/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Every engine against the oracle: generated queries over real articles, the
 * same sets, counts, scores and order.  Runs in the root of the source tree.
 * ORACLE_SEED says which queries.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "blotter/file.h"
#include "corpus.h"
#include "feed.h"
#include "../sanitized.h"
#include "engines.h"
#include "oracle.h"
#include "oracle_incident.h"
#include "parse_private.h"
#include "query_gen.h"
#include "steps.h"
#include "visits.h"

#ifdef SANITIZED
#define QUERIES 100
#else
#define QUERIES 1000
#endif

/* After updates the oracle has to think again, and engines answer twice. */
#define UPDATED_QUERIES (QUERIES / 2)

#define NOW 1677672000 /* 2023-03-01T12:00:00Z */
#define SCORE_EPSILON 1e-5
#define SHOWN_FAILURES 5
#define TEXT_MAX_BYTES ((size_t)1 << 20)

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct found {
	const struct bl_article *article;
	const struct bl_incidents *incidents;
	const struct bl_incident *incident; /* of the hit, or NULL */
	double score;
	double key; /* what it is sorted by, greatest first, before its date */
};

/* A query and what the oracle says to it, best first. */
struct question {
	struct bl_str text;
	bool any, plain;
	bool capped;
	struct found *found;
	size_t n;
};

/* What all tests share. */
struct suite {
	uint64_t seed;
	char scratch[64];
	struct corpus corpus;
	struct bl_analysis analysis;
	struct oracle oracle;
	struct bl_arena arena;
	struct question *question;
	unsigned kinds[BL_NODE_MAYBE + 1]; /* nodes of all queries */
	unsigned paths;                    /* made in scratch so far */
};

static struct suite suite;

/* ---- asking the oracle */

static bl_status parse(struct bl_node **out, const struct question *q,
		       struct bl_vocab *vocab, struct bl_arena *arena,
		       struct bl_error *err)
{
	const struct bl_parse_context c = { .arena = arena,
					    .vocab = vocab,
					    .now = NOW,
					    .any = q->any,
					    .plain = q->plain };
	size_t column;

	return bl_query_parse(out, &c, q->text, &column, err);
}

static int by_score(const void *left, const void *right)
{
	const struct found *a = left, *b = right;

	if (a->score != b->score)
		return a->score > b->score ? -1 : 1;
	return oracle_compare(a->article, b->article, BL_SORT_RELEVANCE);
}

static int by_key(const void *left, const void *right)
{
	const struct found *a = left, *b = right;

	if (a->key != b->key)
		return a->key > b->key ? -1 : 1;
	return oracle_compare(a->article, b->article, BL_SORT_NEWEST);
}

static int by_oldest(const void *left, const void *right)
{
	const struct found *a = left, *b = right;

	return oracle_compare(a->article, b->article, BL_SORT_OLDEST);
}

static int by_id(const void *left, const void *right)
{
	const struct found *a = left, *b = right;

	return bl_str_cmp(a->article->id, b->article->id);
}

/* Have q answered; the answer lives in keep. */
static void ask(struct question *q, const struct oracle *o,
		struct bl_arena *keep)
{
	struct bl_arena arena = BL_ARENA_INIT;
	struct bl_error err = BL_ERROR_INIT;
	struct oracle_answer answer;
	struct bl_node *query;
	size_t i;

	if (parse(&query, q, o->vocab, &arena, &err) != BL_OK)
		fail_msg("%s: %s", q->text.data, err.text);
	oracle_ask(&answer, o, query, &arena);
	q->capped = answer.capped;
	q->found = bl_arena_calloc(keep, answer.matched, sizeof(*q->found));
	assert_non_null(q->found);
	q->n = 0;
	for (i = 0; i < o->n; i++) {
		if (answer.in[i])
			q->found[q->n++] = (struct found){
				.article = o->doc[i].article,
				.incidents = &o->doc[i].incidents,
				.incident = answer.incident[i],
				.score = answer.score[i],
			};
	}
	qsort(q->found, q->n, sizeof(*q->found), by_score);
	bl_arena_release(&arena);
}

/* ---- comparing an engine's answer */

struct engine_asked {
	struct bl_reader *reader;
	struct bl_vocab *vocab;
	bool scores;     /* compare them? */
	bool may_expand; /* as the oracle does, when there are too many forms */
	struct bl_arena arena;
	struct bl_buf notice;
	char why[512]; /* the answers differ */
	unsigned failed;
	unsigned compared;
};

static bool differ(struct engine_asked *e, const char *fmt, ...)
	BL_PRINTF(2, 3);

static bool differ(struct engine_asked *e, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vsnprintf(e->why, sizeof(e->why), fmt, args);
	va_end(args);
	return false;
}

static bool search(struct engine_asked *e, struct bl_hits *out,
		   const struct bl_node *query, enum bl_sort sort,
		   size_t offset, size_t limit)
{
	struct bl_error err = BL_ERROR_INIT;
	const struct bl_search s = { .query = query,
				     .offset = offset,
				     .limit = limit,
				     .sort = sort,
				     .k1 = BL_BM25_K1,
				     .b = BL_BM25_B };

	if (bl_reader_search(e->reader, &s, &e->arena, out, &err) == BL_OK)
		return true;
	return differ(e, "the search failed: %s", err.text);
}

static int hit_by_id(const void *left, const void *right)
{
	const struct bl_hit *const *a = left, *const *b = right;

	return bl_str_cmp((*a)->id, (*b)->id);
}

/* Are these the articles and scores? of[] gets what each hit is. */
static bool same_set(struct engine_asked *e, const struct question *q,
		     const struct bl_hits *hits, const struct found **of)
{
	const struct bl_hit **hit =
		bl_arena_calloc(&e->arena, hits->n, sizeof(*hit));
	struct found *found = bl_arena_calloc(&e->arena, q->n, sizeof(*found));
	size_t i;

	assert_true(hit && found);
	for (i = 0; i < hits->n; i++)
		hit[i] = &hits->hit[i];
	qsort(hit, hits->n, sizeof(*hit), hit_by_id);
	memcpy(found, q->found, q->n * sizeof(*found));
	qsort(found, q->n, sizeof(*found), by_id);
	for (i = 0; i < hits->n && i < q->n; i++) {
		double allowed = SCORE_EPSILON * fmax(1, found[i].score);

		if (!bl_str_eq(hit[i]->id, found[i].article->id))
			return differ(e,
				      "the first that differs is '%s', "
				      "expected '%s'",
				      hit[i]->id.data,
				      found[i].article->id.data);
		if (e->scores &&
		    !(fabs(hit[i]->score - found[i].score) <= allowed))
			return differ(e, "'%s' scores %.9f, expected %.9f",
				      hit[i]->id.data, hit[i]->score,
				      found[i].score);
		if (hit[i]->published != found[i].article->published)
			return differ(e, "'%s' has another date",
				      hit[i]->id.data);
		of[hit[i] - hits->hit] = &found[i];
	}
	if (hits->n != q->n || hits->matched != q->n)
		return differ(e, "%zu hits and %llu counted, expected %zu",
			      hits->n, (unsigned long long)hits->matched, q->n);
	return true;
}

/* The best first, and what scores exactly the same by date and id. */
static bool in_order(struct engine_asked *e, const struct bl_hits *hits,
		     const struct found *const *of)
{
	size_t i;

	for (i = 1; i < hits->n; i++) {
		const struct bl_hit *a = &hits->hit[i - 1], *b = a + 1;

		if (a->score < b->score)
			return differ(e, "'%s' stands before '%s'", a->id.data,
				      b->id.data);
		if (a->score == b->score &&
		    oracle_compare(of[i - 1]->article, of[i]->article,
				   BL_SORT_RELEVANCE) > 0)
			return differ(e,
				      "of equal scores, '%s' stands before "
				      "'%s'",
				      a->id.data, b->id.data);
	}
	return true;
}

/* Are `part` the hits of `all` from offset on? */
static bool is_page(struct engine_asked *e, const struct bl_hits *all,
		    const struct bl_hits *part, size_t offset, size_t limit)
{
	size_t left = offset < all->n ? all->n - offset : 0, i;

	if (part->n != (left < limit ? left : limit) ||
	    part->matched != all->matched)
		return differ(e, "%zu hits from %zu on, and %llu counted",
			      part->n, offset,
			      (unsigned long long)part->matched);
	for (i = 0; i < part->n; i++) {
		const struct bl_hit *a = &part->hit[i];
		const struct bl_hit *b = &all->hit[offset + i];

		if (!bl_str_eq(a->id, b->id) || a->score != b->score)
			return differ(e,
				      "'%s' of %.9f is hit %zu of a page from "
				      "%zu on, expected '%s' of %.9f",
				      a->id.data, a->score, i, offset,
				      b->id.data, b->score);
	}
	return true;
}

static bool same_order(struct engine_asked *e, const struct question *q,
		       const struct bl_node *query, enum bl_sort sort)
{
	struct found *found = bl_arena_calloc(&e->arena, q->n, sizeof(*found));
	struct bl_hits hits;
	size_t i;

	assert_non_null(found);
	memcpy(found, q->found, q->n * sizeof(*found));
	for (i = 0; i < q->n && sort >= BL_SORT_DATE; i++)
		found[i].key = oracle_sort_key(found[i].incident, sort);
	qsort(found, q->n, sizeof(*found),
	      sort == BL_SORT_OLDEST ? by_oldest : by_key);
	if (!search(e, &hits, query, sort, 0, q->n + 1))
		return false;
	if (hits.n != q->n)
		return differ(e, "%zu hits of sort %d, expected %zu", hits.n,
			      (int)sort, q->n);
	for (i = 0; i < q->n; i++) {
		if (!bl_str_eq(hits.hit[i].id, found[i].article->id))
			return differ(e,
				      "by sort %d '%s' is hit %zu, expected "
				      "'%s'",
				      (int)sort, hits.hit[i].id.data, i,
				      found[i].article->id.data);
	}
	return true;
}

/* Are the hits of a page those of the whole answer? */
static bool same_page(struct engine_asked *e, const struct bl_hits *all,
		      const struct bl_node *query, size_t number)
{
	size_t offset = number % 20, limit = number % 11;
	struct bl_hits page;

	return search(e, &page, query, BL_SORT_RELEVANCE, offset, limit) &&
	       is_page(e, all, &page, offset, limit);
}

static bool same_bytes(struct engine_asked *e, const char *what,
		       const struct bl_hit *hit, struct bl_str got,
		       struct bl_str expected)
{
	return bl_str_eq(got, expected) ||
	       differ(e, "'%s' has another %s", hit->id.data, what);
}

/* Does the visit find these hits, with what belongs to them? */
static bool same_visit(struct engine_asked *e, const struct bl_hits *all,
		       const struct bl_node *query,
		       const struct found *const *found)
{
	struct bl_error err = BL_ERROR_INIT;
	struct visits visits;
	size_t i;

	if (visits_take(&visits, e->reader, query, &e->arena, &err) != BL_OK)
		return differ(e, "the visit failed: %s", err.text);
	if (visits.n != all->n)
		return differ(e, "%zu visited, expected %zu", visits.n, all->n);
	for (i = 0; i < all->n; i++) {
		const struct bl_hit *hit = &all->hit[i];
		const struct visit *v = visits_find(&visits, hit->doc);

		if (!v || v->published != hit->published)
			return differ(e, "'%s' is not visited", hit->id.data);
		if (!same_bytes(e, "source", hit, v->source,
				found[i]->article->source) ||
		    !same_bytes(e, "incidents", hit, v->incidents,
				visits_record(found[i]->incidents, true,
					      &e->arena)))
			return false;
	}
	return true;
}

/* Are the stored incidents all that were found? */
static bool same_stored(struct engine_asked *e, const struct bl_hit *hit,
			const struct found *found)
{
	struct bl_error err = BL_ERROR_INIT;
	struct bl_incidents stored;
	struct bl_article article;

	if (bl_reader_fetch(e->reader, hit, &e->arena, &article, &stored,
			    &err) != BL_OK)
		return differ(e, "cannot fetch: %s", err.text);
	return same_bytes(e, "stored incidents", hit,
			  visits_record(&stored, false, &e->arena),
			  visits_record(found->incidents, false, &e->arena));
}

static bool same_answer(struct engine_asked *e, const struct question *q,
			const struct bl_node *query, size_t number)
{
	static const enum bl_sort sorts[] = { BL_SORT_NEWEST, BL_SORT_OLDEST,
					      BL_SORT_DATE, BL_SORT_KILLED,
					      BL_SORT_INJURED };
	const struct found **of =
		bl_arena_calloc(&e->arena, suite.corpus.n, sizeof(*of));
	struct bl_hits all;

	assert_non_null(of);
	if (!search(e, &all, query, BL_SORT_RELEVANCE, 0, suite.corpus.n) ||
	    !same_set(e, q, &all, of) || !in_order(e, &all, of))
		return false;
	/* in turns: all of them of all queries would take too long */
	if (number % 3 == 0)
		return same_page(e, &all, query, number);
	if (number % 3 == 1)
		return same_order(e, q, query,
				  sorts[number / 3 % COUNT(sorts)]);
	return same_visit(e, &all, query, of) &&
	       (!all.n || same_stored(e, &all.hit[0], of[0]));
}

static void complain(struct engine_asked *e, const struct question *q,
		     const struct bl_node *query)
{
	struct bl_buf tree;

	if (e->failed++ >= SHOWN_FAILURES)
		return;
	bl_buf_init(&tree, TEXT_MAX_BYTES);
	bl_query_print(&tree, query);
	print_error("%s%s%s\n  %.2000s\n  %s\n", q->any ? "--any " : "",
		    q->plain ? "--plain " : "", q->text.data,
		    tree.data ? tree.data : "", e->why);
	bl_buf_release(&tree);
}

static void compare_question(struct engine_asked *e, const struct question *q,
			     size_t number)
{
	const struct bl_parse_context c = { .arena = &e->arena };
	struct bl_error err = BL_ERROR_INIT;
	struct bl_node *query;
	size_t column;

	if (q->capped && !e->may_expand)
		return;
	bl_arena_clear(&e->arena);
	bl_buf_clear(&e->notice);
	assert_int_equal(parse(&query, q, e->vocab, &e->arena, &err), BL_OK);
	assert_int_equal(bl_query_expand(&query, &c, e->reader, &e->notice,
					 &column, &err),
			 BL_OK);
	e->compared++;
	if (!same_answer(e, q, query, number))
		complain(e, q, query);
}

enum state_of_index {
	EXACT,   /* its statistics are those of its articles */
	UPDATED, /* they may count articles that are gone */
};

/* Compare all answers of the indexes, searched as one. */
static void compare_all(const struct question *question, size_t n,
			const char *const *dirs, size_t n_dirs,
			enum state_of_index state)
{
	struct engine_asked e = { .scores = state == EXACT,
				  .may_expand = state == EXACT };
	struct bl_error err = BL_ERROR_INIT;
	size_t i;

	if (bl_reader_open(&e.reader, dirs, n_dirs, &err) != BL_OK)
		fail_msg("%s", err.text);
	assert_int_equal(bl_vocab_new(&e.vocab, bl_reader_analysis(e.reader),
				      &err),
			 BL_OK);
	bl_arena_init(&e.arena);
	bl_buf_init(&e.notice, TEXT_MAX_BYTES);
	for (i = 0; i < n; i++)
		compare_question(&e, &question[i], i);
	bl_buf_release(&e.notice);
	bl_arena_release(&e.arena);
	bl_vocab_free(e.vocab);
	if (e.failed)
		fail_msg("%u of %u queries answered wrongly by %s", e.failed,
			 e.compared, e.reader->engine->name);
	bl_reader_close(e.reader);
	assert_in_range(e.compared, n / 2, n);
}

/* ---- the articles */

/* A new folder's path, in the suite's arena. */
static const char *new_dir(void)
{
	char path[128];

	snprintf(path, sizeof(path), "%s/%u", suite.scratch, suite.paths++);
	return bl_arena_str(&suite.arena, bl_str_from(path)).data;
}

static const char *build(const struct bl_engine *engine,
			 const struct feed_item *item, size_t n,
			 unsigned threads)
{
	const char *dir = new_dir();

	feed_index(engine, dir, &suite.analysis, item, n, threads);
	return dir;
}

/* The articles as they come. */
static struct feed_item *all_items(void)
{
	struct feed_item *item =
		bl_arena_calloc(&suite.arena, suite.corpus.n, sizeof(*item));
	size_t i;

	assert_non_null(item);
	for (i = 0; i < suite.corpus.n; i++)
		item[i] = (struct feed_item){ &suite.corpus.article[i], i };
	return item;
}

static void shuffle(struct feed_item *item, size_t n)
{
	struct query_gen g;
	size_t i;

	query_gen_init(&g, &suite.oracle, suite.seed + 1);
	for (i = n; i > 1; i--) {
		size_t k = query_gen_below(&g, i);
		struct feed_item kept = item[k];

		item[k] = item[i - 1];
		item[i - 1] = kept;
	}
}

/* ---- set-up */

static void count_kinds(const struct bl_node *node)
{
	size_t i;

	suite.kinds[node->kind]++;
	for (i = 0; i < node->n; i++)
		count_kinds(node->child[i]);
}

static void make_question(struct question *q, struct query_gen *g,
			  struct bl_buf *text)
{
	struct bl_arena arena = BL_ARENA_INIT;
	struct bl_error err = BL_ERROR_INIT;
	struct bl_node *query;

	query_gen_next(g, text, &q->any, &q->plain);
	q->text = bl_arena_str(&suite.arena, bl_buf_str(text));
	if (parse(&query, q, suite.oracle.vocab, &arena, &err) != BL_OK)
		fail_msg("%s: %s", q->text.data, err.text);
	count_kinds(query);
	bl_arena_release(&arena);
	ask(q, &suite.oracle, &suite.arena);
}

static int set_up(void **state)
{
	struct query_gen g;
	struct bl_buf text;
	size_t i;

	(void)state;
	suite.seed = steps_setting("ORACLE_SEED", 20230217);
	snprintf(suite.scratch, sizeof(suite.scratch),
		 "/tmp/test_oracle.XXXXXX");
	assert_non_null(mkdtemp(suite.scratch));
	assert_int_equal(bl_analysis_set(&suite.analysis, "english", NULL),
			 BL_OK);
	bl_arena_init(&suite.arena);
	corpus_load(&suite.corpus, suite.scratch);
	oracle_init(&suite.oracle, &suite.analysis);
	for (i = 0; i < suite.corpus.n; i++)
		oracle_put(&suite.oracle, &suite.corpus.article[i]);
	suite.question = calloc(QUERIES, sizeof(*suite.question));
	assert_non_null(suite.question);
	query_gen_init(&g, &suite.oracle, suite.seed);
	bl_buf_init(&text, TEXT_MAX_BYTES);
	for (i = 0; i < QUERIES; i++)
		make_question(&suite.question[i], &g, &text);
	bl_buf_release(&text);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	free(suite.question);
	oracle_release(&suite.oracle);
	corpus_release(&suite.corpus);
	bl_arena_release(&suite.arena);
	return bl_remove_tree(suite.scratch, NULL) == BL_OK ? 0 : -1;
}

/* ---- the tests */

static void test_oracle__runs_over_the_muc_articles(void **state)
{
	(void)state;
	if (!suite.corpus.is_muc) {
		print_message("the MUC articles are not here: comparing on "
			      "corpus/sample\n");
		skip();
	}
	assert_int_equal(suite.corpus.n, 1500);
}

static void test_oracle__most_queries_find_something(void **state)
{
	size_t found = 0, i;

	(void)state;
	for (i = 0; i < QUERIES; i++)
		found += suite.question[i].n > 0;
	assert_in_range(found, QUERIES * 6 / 10, QUERIES);
}

/* NONE is made by --plain without a token alone. */
static void test_oracle__queries_use_every_kind_of_node(void **state)
{
	enum bl_node_kind kind;

	(void)state;
	if (QUERIES < 1000) {
		print_message("too few queries for that: skipped\n");
		skip();
	}
	for (kind = BL_NODE_ALL; kind <= BL_NODE_MAYBE; kind++) {
		if (kind != BL_NODE_NONE && !suite.kinds[kind])
			fail_msg("no query has a node of kind %d", (int)kind);
	}
}

static void test_oracle__every_engine_agrees(void **state)
{
	const struct bl_engine *const *e;

	(void)state;
	for (e = test_engines(); *e; e++) {
		const char *dir = build(*e, all_items(), suite.corpus.n, 1);

		compare_all(suite.question, QUERIES, &dir, 1, EXACT);
	}
}

static void test_oracle__threads_and_input_order_change_nothing(void **state)
{
	const struct bl_engine *const *e;

	(void)state;
	for (e = test_engines(); *e; e++) {
		struct feed_item *item = all_items();
		const char *dir;

		shuffle(item, suite.corpus.n);
		dir = build(*e, item, suite.corpus.n, FEED_THREADS_MAX);
		compare_all(suite.question, QUERIES, &dir, 1, EXACT);
	}
}

static void test_oracle__two_indexes_are_searched_as_one(void **state)
{
	const struct bl_engine *const *e;

	(void)state;
	for (e = test_engines(); *e; e++) {
		size_t third = suite.corpus.n / 3;
		struct feed_item *item = all_items();
		const char *dirs[2];

		shuffle(item, suite.corpus.n);
		dirs[0] = build(*e, item, third, 1);
		dirs[1] = build(*e, item + third, suite.corpus.n - third, 1);
		compare_all(suite.question, QUERIES, dirs, 2, EXACT);
	}
}

/* What one run after another did to an index, and to the oracle. */
struct history {
	struct feed_item *first;  /* of the first run */
	struct feed_item *second; /* of the second, after the deletions */
	struct bl_str *gone;
	size_t n_first, n_second, n_gone;
};

/* The text of one article under the id of another. */
static const struct bl_article *change(const struct bl_article *a,
				       const struct bl_article *text)
{
	struct bl_article *changed =
		bl_arena_alloc(&suite.arena, sizeof(*changed));

	assert_non_null(changed);
	*changed = *text;
	changed->id = a->id;
	return changed;
}

/*
 * In the first run every fifth article comes twice, the wrong one with the
 * lower sequence; between the runs every eighth goes; in the second every
 * seventh changes, and of those that went every other comes back.
 */
static void make_history(struct history *h, struct oracle *o)
{
	const struct bl_article *a = suite.corpus.article;
	size_t n = suite.corpus.n, i;

	h->first = bl_arena_calloc(&suite.arena, 2 * n, sizeof(*h->first));
	h->second = bl_arena_calloc(&suite.arena, 2 * n, sizeof(*h->second));
	h->gone = bl_arena_calloc(&suite.arena, n, sizeof(*h->gone));
	assert_true(h->first && h->second && h->gone);
	for (i = 0; i < n; i++) {
		if (i % 5 == 0)
			h->first[h->n_first++] = (struct feed_item){
				change(&a[i], &a[(i + 3) % n]), i
			};
		h->first[h->n_first++] = (struct feed_item){ &a[i], n + i };
		oracle_put(o, &a[i]);
	}
	for (i = 0; i < n; i++) {
		if (i % 8 == 0) {
			h->gone[h->n_gone++] = a[i].id;
			oracle_delete(o, a[i].id);
		}
		if (i % 7 == 0 && i % 16 != 0) {
			const struct bl_article *changed =
				change(&a[i], &a[(i + 11) % n]);

			h->second[h->n_second++] =
				(struct feed_item){ changed, i };
			oracle_put(o, changed);
		}
	}
	shuffle(h->first, h->n_first);
	shuffle(h->second, h->n_second);
}

static void delete_all(const struct bl_engine *engine, const char *dir,
		       const struct history *h)
{
	const struct bl_writer_options o = { .workers = 1 };
	struct bl_writer *writer;
	size_t i;

	assert_int_equal(bl_writer_open(&writer, engine->name, dir, &o, NULL),
			 BL_OK);
	for (i = 0; i < h->n_gone; i++)
		assert_int_equal(bl_writer_delete(writer, h->gone[i], NULL),
				 BL_OK);
	assert_int_equal(bl_writer_commit(writer, NULL, NULL), BL_OK);
	bl_writer_close(writer);
}

static void compare_history(const struct bl_engine *engine,
			    const struct history *h,
			    const struct question *question)
{
	const char *dir = build(engine, h->first, h->n_first, FEED_THREADS_MAX);
	struct bl_error err = BL_ERROR_INIT;

	delete_all(engine, dir, h);
	feed_index(engine, dir, &suite.analysis, h->second, h->n_second,
		   FEED_THREADS_MAX);
	compare_all(question, UPDATED_QUERIES, &dir, 1, UPDATED);
	if (bl_index_compact(dir, false, &err) != BL_OK)
		fail_msg("%s", err.text);
	compare_all(question, UPDATED_QUERIES, &dir, 1, EXACT);
}

static void test_oracle__updates_keep_the_sets_and_compacting_the_scores(
	void **state)
{
	struct question *question = calloc(UPDATED_QUERIES, sizeof(*question));
	struct history h = { 0 };
	const struct bl_engine *const *e;
	struct oracle o;
	size_t i;

	(void)state;
	assert_non_null(question);
	oracle_init(&o, &suite.analysis);
	make_history(&h, &o);
	for (i = 0; i < UPDATED_QUERIES; i++) {
		question[i] = suite.question[i];
		ask(&question[i], &o, &suite.arena);
	}
	for (e = test_engines(); *e; e++)
		compare_history(*e, &h, question);
	oracle_release(&o);
	free(question);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_oracle__runs_over_the_muc_articles),
		cmocka_unit_test(test_oracle__most_queries_find_something),
		cmocka_unit_test(test_oracle__queries_use_every_kind_of_node),
		cmocka_unit_test(test_oracle__every_engine_agrees),
		cmocka_unit_test(
			test_oracle__threads_and_input_order_change_nothing),
		cmocka_unit_test(test_oracle__two_indexes_are_searched_as_one),
		cmocka_unit_test(
			test_oracle__updates_keep_the_sets_and_compacting_the_scores),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
