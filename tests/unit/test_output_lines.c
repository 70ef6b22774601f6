/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The formats of lines: tsv, trec, ids. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "output_private.h"

#define N_HITS 4
#define FEB_17 1676624400 /* 2023-02-17T09:00:00Z */

static struct bl_hit hit[N_HITS] = {
	{ 1, 2.5, { "a", 1 }, FEB_17 },
	{ 2,
	  1.25,
	  { "b c\t\xc2\xa0"
	    "d",
	    7 },
	  BL_TIME_UNSET },
	{ 3, 1.25, { "e\n\033", 3 }, BL_TIME_UNSET },
	{ 4, 1.2499999, { "f", 1 }, 0 },
};
static const struct bl_hits hits = { hit, N_HITS, 40 };

/* Its cells are there, and empty. */
#define NO_INCIDENT "\t\t\t\t\t\t\t\t"

/* What a format prints for these hits, each titled "one<TAB>two". */
static void assert_printed(const struct bl_output *output, const char *query_id,
			   size_t offset, const char *expected)
{
	struct bl_article article = BL_ARTICLE_INIT;
	struct bl_answer answer = { 0 };
	struct bl_buf out;
	size_t i;

	article.title = BL_STR("one\ttwo");
	answer.query_id = query_id;
	answer.hits = &hits;
	answer.offset = offset;
	bl_buf_init(&out, 1 << 20);
	if (output->begin)
		output->begin(&out, &answer);
	for (i = 0; output->row && i < N_HITS; i++) {
		struct bl_row row = { .rank = offset + i + 1,
				      .hit = &hit[i],
				      .article = &article };

		output->row(&out, &answer, &row);
	}
	if (output->end)
		output->end(&out, &answer);
	assert_string_equal(out.data, expected);
	bl_buf_release(&out);
}

static void test_output_ids__prints_one_a_line(void **state)
{
	(void)state;
	assert_printed(&bl_output_ids, NULL, 0,
		       "a\nb c \xc2\xa0"
		       "d\ne  \nf\n");
}

static void test_output_ids__begins_with_the_query_in_a_batch(void **state)
{
	(void)state;
	assert_printed(&bl_output_ids, "q1", 0,
		       "q1\ta\nq1\tb c \xc2\xa0"
		       "d\nq1\te  \nq1\tf\n");
}

static void test_output_tsv__has_no_tab_but_its_own(void **state)
{
	(void)state;
	assert_printed(
		&bl_output_tsv, NULL, 10,
		"11\t2.500000\ta\t2023-02-17T09:00:00Z\tone two" NO_INCIDENT
		"\n"
		"12\t1.250000\tb c \xc2\xa0"
		"d\t\tone two" NO_INCIDENT "\n"
		"13\t1.250000\te  \t\tone two" NO_INCIDENT "\n"
		"14\t1.250000\tf\t1970-01-01\tone two" NO_INCIDENT "\n");
}

static void test_output_trec__prints_each_score_below_the_last(void **state)
{
	(void)state;
	assert_printed(&bl_output_trec, "q 1", 0,
		       "q%201 Q0 a 1 2.500000 blotter\n"
		       "q%201 Q0 b%20c%09%C2%A0d 2 1.250000 blotter\n"
		       "q%201 Q0 e%0A%1B 3 1.249999 blotter\n"
		       "q%201 Q0 f 4 1.249998 blotter\n");
}

static void test_output_trec__calls_a_lone_query_0(void **state)
{
	(void)state;
	assert_printed(&bl_output_trec, NULL, 100,
		       "0 Q0 a 101 2.500000 blotter\n"
		       "0 Q0 b%20c%09%C2%A0d 102 1.250000 blotter\n"
		       "0 Q0 e%0A%1B 103 1.249999 blotter\n"
		       "0 Q0 f 104 1.249998 blotter\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_output_ids__prints_one_a_line),
		cmocka_unit_test(
			test_output_ids__begins_with_the_query_in_a_batch),
		cmocka_unit_test(test_output_tsv__has_no_tab_but_its_own),
		cmocka_unit_test(
			test_output_trec__prints_each_score_below_the_last),
		cmocka_unit_test(test_output_trec__calls_a_lone_query_0),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
