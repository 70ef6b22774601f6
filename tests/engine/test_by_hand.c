/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Six small articles, and queries whose answers were worked out by hand: what
 * the oracle and every engine must find.
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
#include "feed.h"
#include "engines.h"
#include "oracle.h"
#include "parse_private.h"

#define NOW 1677672000 /* 2023-03-01T12:00:00Z */
#define NOTICE_MAX_BYTES 4096
#define IDS_BYTES 32

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct {
	const char *id, *title, *text, *source, *lang, *published;
} articles[] = {
	{ "a", "Bomb in Karachi",
	  "A bomb went off near the police station. Two bombs followed.",
	  "dawn.com", "en", "2023-02-17" },
	{ "b", "Police chief resigns",
	  "The station of the police chief was closed.", "Dawn.com", "en",
	  "2023-02-18" },
	{ "c", "Ceasefire holds",
	  "Police said the police station in Karachi was bombed before the "
	  "ceasefire.",
	  "bbc.co.uk", "en", "2023-01-05" },
	{ "d", "Élections", "Élection à Karachi: aucune explosion.", "", "fr",
	  NULL },
	{ "e", "", "bomb x bomb blast", "", "", "2022-12-31T23:59:59Z" },
	{ "f", "Market blast",
	  "The blast, a car bomb, hit al-Qaeda men; 9/11 was recalled. "
	  "Karachis' police.",
	  "wire", "en", "2023-03-01" },
};

/* What each finds, the newest first, undated last. */
static const struct {
	const char *flags, *query, *ids;
} by_hand[] = {
	{ "", "bomb", "face" },
	{ "", "police station", "bac" },
	{ "", "\"police station\"", "ac" },
	{ "", "\"police station\" -ceasefire", "a" },
	{ "", "\"station police\"~2", "b" },
	{ "", "\"station police\"~1", "" },
	{ "", "\"police police\"~2", "c" },
	{ "", "\"police police\"~1", "" },
	{ "", "bomb NEAR/2 bomb", "e" },
	{ "", "bomb NEAR/1 bomb", "" },
	{ "", "bomb ADJ/2 bomb", "e" },
	{ "", "(bomb OR blast) NEAR/1 bomb", "e" },
	{ "", "blast NEAR/3 bomb", "fe" },
	{ "", "blast ADJ/3 bomb", "f" },
	{ "", "\"police station\" NEAR/2 karachi", "c" },
	{ "", "\"police station\" NEAR/1 karachi", "" },
	{ "", "\"bomb bomb\"~1 NEAR/1 (x OR blast)", "e" },
	{ "", "\"bomb bomb\"~1 NEAR/5 x", "" },
	{ "", "karachi NEAR/100 station", "c" },
	{ "", "title:police", "b" },
	{ "", "title:\"police chief\"", "b" },
	{ "", "title:\"chief police\"", "" },
	{ "", "al-Qaeda", "f" },
	{ "", "9/11", "f" },
	{ "", "KARACHI election", "d" },
	{ "", "=bombs", "a" },
	{ "", "=Bombed", "c" },
	{ "", "bomb*", "face" },
	{ "", "bomb?*", "ac" },
	{ "", "karach?", "acd" },
	{ "", "karachs~", "facd" },
	{ "", "kerachs~", "" },
	{ "", "kerachs~2", "facd" },
	{ "", "source:DAWN.com", "ba" },
	{ "", "lang:fr", "d" },
	{ "", "id:e", "e" },
	{ "", "published:2023-02", "ba" },
	{ "", "published:<2023", "e" },
	{ "", "published:..2022", "e" },
	{ "", "published:2022-12-31..2023-01-05", "ce" },
	{ "", "published:>2023-02-17", "fb" },
	{ "", "published:30d..", "fba" },
	{ "", "-karachi", "be" },
	{ "", "--karachi", "facd" },
	{ "", "NOT (bomb OR police)", "d" },
	{ "", "(bomb police) OR election", "facd" },
	{ "", "bomb -(karachi -police)", "face" },
	{ "any", "bomb ceasefire", "face" },
	{ "any", "+ceasefire bomb", "c" },
	{ "any", "police bomb -karachi", "be" },
	{ "any", "blast lang:en", "fbac" },
	{ "any,plain", "What -blast (Karachi)?", "faced" },
	{ "plain", "& -", "" },
};

/* Of "ceasefire", by pencil: N 6, n 1, wdf 3, length 18, mean 88 / 6. */
#define CEASEFIRE_SCORE 1.9469132

static struct {
	char dir[64];
	struct bl_analysis analysis;
	struct bl_article article[COUNT(articles)];
	struct oracle oracle;
} shared;

static int set_up(void **state)
{
	size_t i;

	(void)state;
	snprintf(shared.dir, sizeof(shared.dir), "/tmp/test_by_hand.XXXXXX");
	assert_non_null(mkdtemp(shared.dir));
	assert_int_equal(bl_analysis_set(&shared.analysis, "english", NULL),
			 BL_OK);
	oracle_init(&shared.oracle, &shared.analysis);
	for (i = 0; i < COUNT(articles); i++) {
		struct bl_article *a = &shared.article[i];

		*a = (struct bl_article)BL_ARTICLE_INIT;
		a->id = bl_str_from(articles[i].id);
		a->title = bl_str_from(articles[i].title);
		a->text = bl_str_from(articles[i].text);
		a->source = bl_str_from(articles[i].source);
		a->lang = bl_str_from(articles[i].lang);
		if (articles[i].published)
			assert_int_equal(
				bl_time_parse(
					&a->published,
					bl_str_from(articles[i].published),
					NULL),
				BL_OK);
		oracle_put(&shared.oracle, a);
	}
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	oracle_release(&shared.oracle);
	return bl_remove_tree(shared.dir, NULL) == BL_OK ? 0 : -1;
}

static struct bl_node *parse(const char *flags, const char *query,
			     struct bl_vocab *vocab, struct bl_arena *arena)
{
	const struct bl_parse_context c = {
		.arena = arena,
		.vocab = vocab,
		.now = NOW,
		.any = strstr(flags, "any") != NULL,
		.plain = strstr(flags, "plain") != NULL,
	};
	struct bl_error err = BL_ERROR_INIT;
	struct bl_node *node;
	size_t column;

	if (bl_query_parse(&node, &c, bl_str_from(query), &column, &err) !=
	    BL_OK)
		fail_msg("%s: %s", query, err.text);
	return node;
}

static int newest_first(const void *left, const void *right)
{
	const struct oracle_doc *const *a = left, *const *b = right;

	return oracle_compare((*a)->article, (*b)->article, BL_SORT_NEWEST);
}

static void ask_oracle(char ids[IDS_BYTES], const char *flags,
		       const char *query)
{
	const struct oracle_doc *found[COUNT(articles)];
	struct bl_arena arena = BL_ARENA_INIT;
	struct oracle_answer answer;
	size_t i, n = 0;

	oracle_ask(&answer, &shared.oracle,
		   parse(flags, query, shared.oracle.vocab, &arena), &arena);
	for (i = 0; i < shared.oracle.n; i++) {
		if (answer.in[i])
			found[n++] = &shared.oracle.doc[i];
	}
	assert_int_equal(n, answer.matched);
	qsort(found, n, sizeof(found[0]), newest_first);
	for (i = 0; i < n; i++)
		ids[i] = found[i]->article->id.data[0];
	ids[n] = '\0';
	bl_arena_release(&arena);
}

static void ask_engine(char ids[IDS_BYTES], struct bl_reader *reader,
		       struct bl_vocab *vocab, const char *flags,
		       const char *query)
{
	struct bl_arena arena = BL_ARENA_INIT;
	const struct bl_parse_context c = { .arena = &arena };
	struct bl_node *node = parse(flags, query, vocab, &arena);
	struct bl_search s = { .limit = IDS_BYTES - 1,
			       .sort = BL_SORT_NEWEST,
			       .k1 = BL_BM25_K1,
			       .b = BL_BM25_B };
	struct bl_buf notice;
	struct bl_hits hits;
	size_t column, i;

	bl_buf_init(&notice, NOTICE_MAX_BYTES);
	assert_int_equal(bl_query_expand(&node, &c, reader, &notice, &column,
					 NULL),
			 BL_OK);
	s.query = node;
	assert_int_equal(bl_reader_search(reader, &s, &arena, &hits, NULL),
			 BL_OK);
	assert_int_equal(hits.n, hits.matched);
	for (i = 0; i < hits.n; i++)
		ids[i] = hits.hit[i].id.data[0];
	ids[hits.n] = '\0';
	bl_buf_release(&notice);
	bl_arena_release(&arena);
}

static unsigned check(const char *who, size_t i, const char *ids)
{
	if (!strcmp(ids, by_hand[i].ids))
		return 0;
	print_error("%s: %s %s: '%s', expected '%s'\n", who, by_hand[i].flags,
		    by_hand[i].query, ids, by_hand[i].ids);
	return 1;
}

static void test_by_hand__the_oracle_finds_what_it_should(void **state)
{
	unsigned failed = 0;
	char ids[IDS_BYTES];
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(by_hand); i++) {
		ask_oracle(ids, by_hand[i].flags, by_hand[i].query);
		failed += check("oracle", i, ids);
	}
	assert_int_equal(failed, 0);
}

static void test_by_hand__the_oracle_scores_as_a_pencil_does(void **state)
{
	struct bl_arena arena = BL_ARENA_INIT;
	struct oracle_answer answer;

	(void)state;
	oracle_ask(&answer, &shared.oracle,
		   parse("", "ceasefire", shared.oracle.vocab, &arena), &arena);
	assert_int_equal(answer.matched, 1);
	assert_true(fabs(answer.score[2] - CEASEFIRE_SCORE) < 1e-6);
	bl_arena_release(&arena);
}

static unsigned check_engine(const struct bl_engine *engine)
{
	struct feed_item item[COUNT(articles)];
	struct bl_reader *reader;
	struct bl_vocab *vocab;
	char dir[128], ids[IDS_BYTES];
	const char *dirs[] = { dir };
	unsigned failed = 0;
	size_t i;

	for (i = 0; i < COUNT(articles); i++)
		item[i] = (struct feed_item){ &shared.article[i], i };
	snprintf(dir, sizeof(dir), "%s/%s", shared.dir, engine->name);
	feed_index(engine, dir, &shared.analysis, item, COUNT(articles), 1);
	assert_int_equal(bl_reader_open(&reader, dirs, 1, NULL), BL_OK);
	assert_int_equal(bl_vocab_new(&vocab, &shared.analysis, NULL), BL_OK);
	for (i = 0; i < COUNT(by_hand); i++) {
		ask_engine(ids, reader, vocab, by_hand[i].flags,
			   by_hand[i].query);
		failed += check(engine->name, i, ids);
	}
	bl_vocab_free(vocab);
	bl_reader_close(reader);
	return failed;
}

static void test_by_hand__every_engine_finds_what_it_should(void **state)
{
	const struct bl_engine *const *e;
	unsigned failed = 0;

	(void)state;
	for (e = test_engines(); *e; e++)
		failed += check_engine(*e);
	assert_int_equal(failed, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_by_hand__the_oracle_finds_what_it_should),
		cmocka_unit_test(
			test_by_hand__the_oracle_scores_as_a_pencil_does),
		cmocka_unit_test(
			test_by_hand__every_engine_finds_what_it_should),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
