/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "output_private.h"
#include "snippet_private.h"

#define FEB_17 1676624400 /* 2023-02-17T09:00:00Z */

struct fixture {
	struct bl_vocab *vocab;
	struct bl_highlight *highlight;
	struct bl_article article;
	const struct bl_incident *incident;
	struct bl_answer answer;
	struct bl_hits hits;
	struct bl_buf out;
};

/* One hit, for the query "bomb", on a page of 40 columns without color. */
static int set_up(void **state)
{
	static const struct bl_node bomb = { .kind = BL_NODE_TERM,
					     .text = { "bomb", 4 } };
	static const struct fixture empty;
	static struct fixture f;
	struct bl_analysis analysis;

	f = empty;
	assert_int_equal(bl_analysis_set(&analysis, "english", NULL), BL_OK);
	assert_int_equal(bl_vocab_new(&f.vocab, &analysis, NULL), BL_OK);
	assert_int_equal(bl_highlight_new(&f.highlight, f.vocab, NULL), BL_OK);
	assert_int_equal(bl_highlight_set(f.highlight, &bomb, NULL), BL_OK);
	f.article.id = BL_STR("karachi.txt");
	f.article.title = BL_STR("A bomb in Karachi");
	f.article.text = BL_STR("On Friday a bomb fell.");
	f.article.published = FEB_17;
	f.answer.hits = &f.hits;
	f.answer.highlight = f.highlight;
	f.answer.width = 40;
	bl_buf_init(&f.out, 1 << 20);
	*state = &f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	bl_highlight_free(f->highlight);
	bl_vocab_free(f->vocab);
	bl_buf_release(&f->out);
	return 0;
}

static void assert_printed(struct fixture *f, size_t rank, const char *expected)
{
	const struct bl_hit hit = { 7, 1.5, f->article.id,
				    f->article.published };
	const struct bl_row row = { .rank = rank,
				    .hit = &hit,
				    .article = &f->article,
				    .incident = f->incident };

	bl_output_text.row(&f->out, &f->answer, &row);
	assert_string_equal(f->out.data, expected);
}

static void test_output_text__prints_title_facts_and_snippet(void **state)
{
	struct fixture *f = *state;

	f->article.source = BL_STR("dawn.com");
	f->article.url = BL_STR("http://dawn.com/1");
	assert_printed(f, 1,
		       "1. A bomb in Karachi\n"
		       "   2023-02-17 \xc2\xb7 dawn.com \xc2\xb7 karachi.txt "
		       "\xc2\xb7 http://dawn.com/1\n"
		       "   On Friday a bomb fell.\n");
}

static void test_output_text__parts_hits_by_an_empty_line(void **state)
{
	assert_printed(*state, 10,
		       "\n10. A bomb in Karachi\n"
		       "    2023-02-17 \xc2\xb7 karachi.txt\n"
		       "    On Friday a bomb fell.\n");
}

static void test_output_text__prints_an_address_that_is_the_id_once(
	void **state)
{
	struct fixture *f = *state;

	f->article.id = f->article.url = BL_STR("http://dawn.com/1");
	f->article.published = BL_TIME_UNSET;
	assert_printed(f, 1,
		       "1. A bomb in Karachi\n"
		       "   http://dawn.com/1\n"
		       "   On Friday a bomb fell.\n");
}

/* a mark that turns the direction stands between words of two scripts */
static void test_output_text__keeps_the_space_beside_what_it_drops(void **state)
{
	struct fixture *f = *state;

	f->article.text = BL_STR("One \xe2\x80\x8f"
				 "bomb\xe2\x80\x8f fell, "
				 "two\xe2\x80\xa8"
				 "bombs did.");
	assert_printed(f, 1,
		       "1. A bomb in Karachi\n"
		       "   2023-02-17 \xc2\xb7 karachi.txt\n"
		       "   One bomb fell, two bombs did.\n");
}

static void test_output_text__highlights_on_a_terminal(void **state)
{
	struct fixture *f = *state;

	f->answer.color = true;
	f->article.text = BL_STR("Two \tbombs, one bomb-shell");
	assert_printed(f, 1,
		       "1. \033[1mA bomb in Karachi\033[0m\n"
		       "   \033[2m2023-02-17 \xc2\xb7 karachi.txt\033[0m\n"
		       "   Two \033[1mbombs\033[0m, one "
		       "\033[1mbomb\033[0m-shell\n");
}

/* Four killed, nine injured, at "Karachi", Pakistan. */
static void set_incident(struct fixture *f, struct bl_incident *in)
{
	*in = (struct bl_incident){
		.killed = { .min = 4, .max = 4 },
		.injured = { .min = 9, .max = 9 },
		.kidnapped = { .min = BL_COUNT_UNSET },
		.n_places = 1,
		.n_evidence = 2,
		.evidence = { { .value = BL_VALUE_KILLED,
				.start = 10,
				.end = 16 },
			      { .value = BL_VALUE_PLACE,
				.in_title = 1,
				.start = 10,
				.end = 17 } },
	};
	in->types[in->n_types++] = bl_incident_type_find(BL_STR("bombing"));
	in->place[0].name = BL_STR("Karachi");
	in->place[0].country_name = BL_STR("Pakistan");
	f->incident = in;
}

static void test_output_text__says_what_happened(void **state)
{
	struct fixture *f = *state;
	struct bl_incident in;

	set_incident(f, &in);
	/* a fact that does not fit begins a line */
	assert_printed(f, 1,
		       "1. A bomb in Karachi\n"
		       "   2023-02-17 \xc2\xb7 karachi.txt\n"
		       "   bombing \xc2\xb7 Karachi, Pakistan\n"
		       "   4 killed \xc2\xb7 9 injured\n"
		       "   On Friday a bomb fell.\n");
}

static void test_output_text__shows_the_evidence(void **state)
{
	struct fixture *f = *state;
	struct bl_incident in;

	set_incident(f, &in);
	f->answer.evidence = true;
	f->answer.color = true;
	assert_printed(f, 1,
		       "1. \033[1mA bomb in Karachi\033[0m\n"
		       "   \033[2m2023-02-17 \xc2\xb7 karachi.txt\033[0m\n"
		       "   \033[36mbombing \xc2\xb7 Karachi, Pakistan\n"
		       "   4 killed \xc2\xb7 9 injured\033[0m\n"
		       "   On Friday a \033[1mbomb\033[0m fell.\n"
		       "   killed: \xe2\x80\x9cOn Friday \033[1ma bomb\033[0m "
		       "fell.\xe2\x80\x9d\n"
		       "   place: \xe2\x80\x9c"
		       "A bomb in "
		       "\033[1mKarachi\033[0m\xe2\x80\x9d\n");
}

static void test_output_text__wraps_at_words(void **state)
{
	struct fixture *f = *state;

	f->article.title = BL_STR("A title of so many words that it is "
				  "longer than a line");
	f->article.text = BL_STR("123456789 123456789 123456789 1234567 "
				 "123456789 123456789");
	assert_printed(f, 1,
		       "1. A title of so many words that it is\n"
		       "   longer than a line\n"
		       "   2023-02-17 \xc2\xb7 karachi.txt\n"
		       "   123456789 123456789 123456789 1234567\n"
		       "   123456789 123456789\n");
}

static void test_output_text__breaks_a_word_wider_than_a_line(void **state)
{
	struct fixture *f = *state;

	f->answer.width = 23;
	f->article.text = BL_STR("1234567890123456789012345 "
				 "\xe8\xad\xa6\xe5\xaf\x9f\xe8\xad\xa6\xe5\xaf"
				 "\x9f\xe8\xad\xa6\xe5\xaf\x9f\xe8\xad\xa6\xe5"
				 "\xaf\x9f\xe8\xad\xa6\xe5\xaf\x9f\xe8");
	assert_printed(f, 1,
		       "1. A bomb in Karachi\n"
		       "   2023-02-17 \xc2\xb7 karachi.txt\n"
		       "   12345678901234567890\n"
		       "   12345\n"
		       "   \xe8\xad\xa6\xe5\xaf\x9f\xe8\xad\xa6\xe5\xaf"
		       "\x9f\xe8\xad\xa6\xe5\xaf\x9f\xe8\xad\xa6\xe5"
		       "\xaf\x9f\xe8\xad\xa6\xe5\xaf\x9f\n");
}

static void test_output_text__prints_nothing_a_terminal_obeys(void **state)
{
	struct fixture *f = *state;

	f->answer.color = true;
	f->article.id = BL_STR("i\033[0md");
	f->article.title = BL_STR("t\n\033]0;x\007t");
	f->article.source = BL_STR("s\xc2\x9bs");
	f->article.text = BL_STR("a \033[7m bomb\033[0m\r\b\xe2\x80\xae.");
	assert_printed(f, 1,
		       "1. \033[1mt t\033[0m\n"
		       "   \033[2m2023-02-17 \xc2\xb7 ss \xc2\xb7 id\033[0m\n"
		       "   a \033[1mbomb\033[0m .\n");
}

static void test_output_text__shows_where_the_snippet_is_cut(void **state)
{
	struct fixture *f = *state;
	struct bl_buf text;
	int i;

	bl_buf_init(&text, 1 << 16);
	for (i = 0; i < 100; i++)
		bl_buf_adds(&text, "word ");
	bl_buf_adds(&text, "bomb");
	for (i = 0; i < 100; i++)
		bl_buf_adds(&text, " word");
	f->article.text = bl_buf_str(&text);
	f->answer.width = 1000;
	bl_output_text.row(
		&f->out, &f->answer,
		&(struct bl_row){
			.rank = 1,
			.hit = &(struct bl_hit){ .id = f->article.id },
			.article = &f->article });
	assert_non_null(strstr(f->out.data, "\n   \xe2\x80\xa6word word "));
	assert_non_null(strstr(f->out.data, " word \xe2\x80\xa6\n"));
	bl_buf_release(&text);
}

static void test_output_text__names_an_article_without_a_title(void **state)
{
	struct fixture *f = *state;

	f->article.title = f->article.text = BL_STR_NULL;
	assert_printed(f, 1,
		       "1. (no title)\n   2023-02-17 \xc2\xb7 karachi.txt\n");
}

static void test_output_text__heads_the_answers_of_a_batch(void **state)
{
	struct fixture *f = *state;

	f->answer.matched = 12;
	f->answer.query_id = "q1";
	bl_output_text.begin(&f->out, &f->answer);
	assert_string_equal(f->out.data, "== q1: 12 articles\n\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_output_text__prints_title_facts_and_snippet),
		TEST(test_output_text__parts_hits_by_an_empty_line),
		TEST(test_output_text__prints_an_address_that_is_the_id_once),
		TEST(test_output_text__keeps_the_space_beside_what_it_drops),
		TEST(test_output_text__highlights_on_a_terminal),
		TEST(test_output_text__says_what_happened),
		TEST(test_output_text__shows_the_evidence),
		TEST(test_output_text__wraps_at_words),
		TEST(test_output_text__breaks_a_word_wider_than_a_line),
		TEST(test_output_text__prints_nothing_a_terminal_obeys),
		TEST(test_output_text__shows_where_the_snippet_is_cut),
		TEST(test_output_text__names_an_article_without_a_title),
		TEST(test_output_text__heads_the_answers_of_a_batch),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
