/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The explanation of scores, over an engine of one article that is told what to
 * find.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "blotter/explain.h"

#define OUT_MAX_BYTES 4096
#define DOC 7

/* Selects its article unless the query asks for the word "absent". */
static bool has_absent(const struct bl_node *node)
{
	size_t i;

	if (node->kind == BL_NODE_TERM)
		return bl_str_eq(node->text, BL_STR("absent"));
	for (i = 0; i < node->n; i++) {
		if (has_absent(node->child[i]))
			return true;
	}
	return false;
}

static bl_status one_search(struct bl_reader *r, const struct bl_search *s,
			    struct bl_arena *arena, struct bl_hits *out,
			    struct bl_error *err)
{
	(void)r;
	(void)err;
	*out = (struct bl_hits){ NULL, 0, 0 };
	out->hit = bl_arena_calloc(arena, 1, sizeof(*out->hit));
	/* a part of the query is asked about beside the article's id */
	if (s->query->kind == BL_NODE_AND && has_absent(s->query))
		return BL_OK;
	out->hit[0] = (struct bl_hit){ DOC, 2.5, BL_STR("x\033[0my"), 0 };
	out->n = out->matched = 1;
	return BL_OK;
}

static const struct bl_engine one_engine = { .name = "one",
					     .search = one_search };

static bl_status frequency(void *ctx, uint64_t *out, const struct bl_node *term,
			   struct bl_error *err)
{
	(void)ctx;
	(void)term;
	(void)err;
	*out = 1;
	return BL_OK;
}

static bl_status wdf(void *ctx, uint64_t *out, const struct bl_node *term,
		     uint64_t doc, struct bl_error *err)
{
	(void)ctx;
	(void)err;
	assert_int_equal(doc, DOC);
	*out = term->text.len;
	return BL_OK;
}

static bl_status length(void *ctx, uint64_t *out, uint64_t doc,
			struct bl_error *err)
{
	assert_int_equal(doc, DOC);
	if (ctx)
		return bl_fail(err, BL_ERR_CORRUPT, "no length");
	*out = 18;
	return BL_OK;
}

static struct bl_node term(const char *text, double weight)
{
	return (struct bl_node){ .kind = BL_NODE_TERM,
				 .text = bl_str_from(text),
				 .weight = weight };
}

static bl_status explain(struct bl_buf *out, const struct bl_node *query,
			 void *ctx, struct bl_error *err)
{
	struct bl_reader reader = { &one_engine };
	const struct bl_search s = {
		.query = query, .limit = 10, .k1 = BL_BM25_K1, .b = BL_BM25_B
	};
	const struct bl_explain index = { .ctx = ctx,
					  .articles = 6,
					  .mean_length = 88.0 / 6,
					  .frequency = frequency,
					  .wdf = wdf,
					  .length = length };

	bl_buf_init(out, OUT_MAX_BYTES);
	return bl_explain(out, &reader, &s, &index, err);
}

/* The word is that of test_by_hand.c, worked out there. */
static void test_explain__says_what_each_word_adds(void **state)
{
	struct bl_node a = term("abc", 1), b = term("b", 1);
	struct bl_node absent = term("absent", 1), no = term("no", 1);
	struct bl_node *excluded[] = { &no };
	struct bl_node not = {
		.kind = BL_NODE_NOT, .weight = 1, .child = excluded, .n = 1
	};
	struct bl_node *either[] = { &b, &absent };
	struct bl_node or
		= { .kind = BL_NODE_OR, .weight = 2, .child = either, .n = 2 };
	struct bl_node *both[] = { &a, & or, &not };
	const struct bl_node and = {
		.kind = BL_NODE_AND, .weight = 1, .child = both, .n = 3
	};
	struct bl_buf out;

	(void)state;
	assert_int_equal(explain(&out, &and, NULL, NULL), BL_OK);
	assert_string_equal(
		out.data,
		"words, of 6 articles of mean length 14.67, k1 1.2, b 0.75:\n"
		"  abc: in 1 article, idf 1.299283, weight 2.858423\n"
		"  b: in 1 article, idf 1.299283, weight 5.716845\n"
		"  absent: in 1 article, idf 1.299283, weight 5.716845\n");
	bl_buf_release(&out);
}

static void test_explain__sums_up_to_the_score_of_a_hit(void **state)
{
	struct bl_node a = term("abc", 1), absent = term("absent", 1);
	struct bl_node title = term("t", 1);
	struct bl_node *either[] = { &a, &absent, &title };
	const struct bl_node or
		= { .kind = BL_NODE_OR, .weight = 1, .child = either, .n = 3 };
	struct bl_buf out;

	(void)state;
	title.field = &bl_fields[BL_FIELD_ID_TITLE];
	assert_int_equal(explain(&out, & or, NULL, NULL), BL_OK);
	assert_non_null(strstr(out.data, "\n1. xy: score 2.500000, length 18\n"
					 "  1.946913  abc, wdf 3\n"
					 "  1.188758  title:t, wdf 1\n"));
	assert_null(strstr(out.data, "absent, wdf"));
	bl_buf_release(&out);
}

static void test_explain__a_failure_is_passed_on(void **state)
{
	const struct bl_node a = term("abc", 1);
	struct bl_error err = BL_ERROR_INIT;
	struct bl_buf out;

	(void)state;
	assert_int_equal(explain(&out, &a, &err, &err), BL_ERR_CORRUPT);
	assert_string_equal(err.text, "no length");
	bl_buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_explain__says_what_each_word_adds),
		cmocka_unit_test(test_explain__sums_up_to_the_score_of_a_hit),
		cmocka_unit_test(test_explain__a_failure_is_passed_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
