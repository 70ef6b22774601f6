/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "output_private.h"
#include "snippet_private.h"

#define FEB_17 1676624400 /* 2023-02-17T09:00:00Z */

/* What is printed for the third of 40 hits, when the query was "bomb". */
static void assert_printed(const char *query_id,
			   const struct bl_article *article,
			   const char *expected)
{
	const struct bl_node bomb = { .kind = BL_NODE_TERM,
				      .text = BL_STR("bomb") };
	struct bl_hit hit = { 7, 1.5, article->id, article->published };
	const struct bl_hits hits = { &hit, 1, 40 };
	const struct bl_incidents none = BL_INCIDENTS_INIT;
	struct bl_answer answer = { .query_id = query_id,
				    .matched = 40,
				    .hits = &hits };
	const struct bl_row row = { 3, &hit, article, &none, NULL };
	struct bl_analysis analysis;
	struct bl_highlight *highlight;
	struct bl_vocab *vocab;
	struct bl_buf out;

	assert_int_equal(bl_analysis_set(&analysis, "english", NULL), BL_OK);
	assert_int_equal(bl_vocab_new(&vocab, &analysis, NULL), BL_OK);
	assert_int_equal(bl_highlight_new(&highlight, vocab, NULL), BL_OK);
	assert_int_equal(bl_highlight_set(highlight, &bomb, NULL), BL_OK);
	answer.highlight = highlight;
	bl_buf_init(&out, 1 << 20);
	bl_output_json.row(&out, &answer, &row);
	assert_string_equal(out.data, expected);
	bl_buf_release(&out);
	bl_highlight_free(highlight);
	bl_vocab_free(vocab);
}

static void test_output_json__has_every_member(void **state)
{
	struct bl_article a = BL_ARTICLE_INIT;

	(void)state;
	a.id = BL_STR("a b");
	a.title = BL_STR("The \"bomb\"");
	a.text = BL_STR("A bomb\nfell.\033");
	a.source = BL_STR("dawn.com");
	a.url = BL_STR("http://dawn.com/1");
	a.published = FEB_17;
	assert_printed("q1", &a,
		       "{\"v\":1,\"query\":\"q1\",\"rank\":3,\"matched\":40,"
		       "\"score\":1.500000,\"id\":\"a b\","
		       "\"title\":\"The \\\"bomb\\\"\","
		       "\"published\":\"2023-02-17T09:00:00Z\","
		       "\"source\":\"dawn.com\",\"url\":\"http://dawn.com/1\","
		       "\"snippet\":\"A bomb\\nfell.\\u001b\","
		       "\"incidents\":[],\"incident\":null}\n");
}

static void test_output_json__says_null_for_what_is_not_known(void **state)
{
	struct bl_article a = BL_ARTICLE_INIT;

	(void)state;
	a.id = BL_STR("a");
	assert_printed(NULL, &a,
		       "{\"v\":1,\"rank\":3,\"matched\":40,"
		       "\"score\":1.500000,\"id\":\"a\",\"title\":null,"
		       "\"published\":null,\"source\":null,\"url\":null,"
		       "\"snippet\":null,\"incidents\":[],"
		       "\"incident\":null}\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_output_json__has_every_member),
		cmocka_unit_test(
			test_output_json__says_null_for_what_is_not_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
