/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the tables of tests/query/ cannot show: limits, columns of nodes, and
 * whose memory a tree is in.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "parse_private.h"

#define BUF_MAX_BYTES ((size_t)1 << 20)

struct fixture {
	struct bl_arena arena;
	struct bl_vocab *vocab;
	struct bl_parse_context c;
	struct bl_buf text, print;
	struct bl_error err;
	size_t column;
};

static int set_up(void **state)
{
	static struct fixture f;
	struct bl_analysis english;

	f = (struct fixture){ .arena = BL_ARENA_INIT, .err = BL_ERROR_INIT };
	if (bl_analysis_set(&english, "english", NULL) < 0 ||
	    bl_vocab_new(&f.vocab, &english, NULL) < 0)
		return -1;
	f.c.arena = &f.arena;
	f.c.vocab = f.vocab;
	bl_buf_init(&f.text, BUF_MAX_BYTES);
	bl_buf_init(&f.print, BUF_MAX_BYTES);
	*state = &f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	bl_buf_release(&f->print);
	bl_buf_release(&f->text);
	bl_vocab_free(f->vocab);
	bl_arena_release(&f->arena);
	return 0;
}

static void repeat(struct bl_buf *out, const char *s, size_t times)
{
	while (times-- > 0)
		bl_buf_adds(out, s);
}

static bl_status parse(struct fixture *f, struct bl_node **out)
{
	return bl_query_parse(out, &f->c, bl_buf_str(&f->text), &f->column,
			      &f->err);
}

static void assert_refused(struct fixture *f, size_t column,
			   const char *message)
{
	struct bl_node *node;

	assert_int_equal(parse(f, &node), BL_ERR_USAGE);
	assert_string_equal(f->err.text, message);
	assert_int_equal(f->column, column);
}

static void assert_prints(struct fixture *f, const char *expected)
{
	struct bl_node *node;

	assert_int_equal(parse(f, &node), BL_OK);
	bl_query_print(&f->print, node);
	assert_string_equal(f->print.data, expected);
}

static void test_query_parse__takes_parentheses_to_the_limit(void **state)
{
	struct fixture *f = *state;

	repeat(&f->text, "(", BL_QUERY_MAX_DEPTH);
	repeat(&f->text, "a", 1);
	repeat(&f->text, ")", BL_QUERY_MAX_DEPTH);
	assert_prints(f, "a");
}

static void test_query_parse__refuses_10000_parentheses(void **state)
{
	struct fixture *f = *state;

	repeat(&f->text, "(", 10000);
	repeat(&f->text, "a", 1);
	repeat(&f->text, ")", 10000);
	assert_refused(f, BL_QUERY_MAX_DEPTH, "nested more than 256 deep");
}

static void test_query_parse__refuses_10000_signs(void **state)
{
	struct fixture *f = *state;

	repeat(&f->text, "-", 10000);
	repeat(&f->text, "a", 1);
	assert_refused(f, BL_QUERY_MAX_DEPTH, "nested more than 256 deep");
}

static void test_query_parse__depth_is_of_nesting_not_of_groups(void **state)
{
	struct fixture *f = *state;
	struct bl_node *node;

	repeat(&f->text, "(a b)^2 -c ", 1000);
	assert_int_equal(parse(f, &node), BL_OK);
	assert_int_equal(node->kind, BL_NODE_AND);
	assert_int_equal(node->n, 2000);
}

static void test_query_parse__refuses_what_is_too_long(void **state)
{
	struct fixture *f = *state;

	repeat(&f->text, " ", BL_QUERY_MAX_BYTES - 1);
	repeat(&f->text, "a", 1);
	assert_prints(f, "a");
	repeat(&f->text, " ", 1);
	assert_refused(f, BL_QUERY_MAX_BYTES,
		       "expected the end: a query has 65536 bytes at most");
}

static void test_query_parse__counts_words(void **state)
{
	struct fixture *f = *state;
	struct bl_node *node;

	repeat(&f->text, "a ", BL_QUERY_MAX_TERMS);
	assert_int_equal(parse(f, &node), BL_OK);
	assert_int_equal(node->n, BL_QUERY_MAX_TERMS);
	repeat(&f->text, "b", 1);
	assert_refused(f, (size_t)BL_QUERY_MAX_TERMS * 2,
		       "expected the end: a query has 10000 words at most");
}

static void test_query_parse__refuses_what_is_no_utf8(void **state)
{
	struct fixture *f = *state;

	bl_buf_adds(&f->text, "caf\xe9 bomb");
	assert_refused(f, 3, "expected UTF-8, and this byte is none");
	f->c.plain = true;
	assert_prints(f, "(and caf bomb)");
}

static void test_query_parse__a_nul_byte_separates_tokens(void **state)
{
	struct fixture *f = *state;

	bl_buf_add(&f->text, "a\0b", 3);
	assert_prints(f, "(phrase \"a\" \"b\")");
}

static void test_query_parse__nodes_know_their_columns(void **state)
{
	struct fixture *f = *state;
	struct bl_node *node;

	bl_buf_adds(&f->text, "é (b OR \"c d\") -title:e");
	assert_int_equal(parse(f, &node), BL_OK);
	assert_int_equal(node->n, 3);
	assert_int_equal(node->child[0]->column, 0);
	assert_int_equal(node->child[1]->column, 4);
	assert_int_equal(node->child[1]->child[1]->column, 9);
	assert_int_equal(node->child[2]->child[0]->column, 17);
}

static void test_query_parse__the_tree_needs_neither_text_nor_vocab(
	void **state)
{
	struct fixture *f = *state;
	struct bl_node *node;

	bl_buf_adds(&f->text, "bombed =bombed bomb* bomd~ id:X");
	assert_int_equal(parse(f, &node), BL_OK);
	memset(f->text.data, '!', f->text.len);
	bl_vocab_clear(f->vocab);
	bl_query_print(&f->print, node);
	assert_string_equal(f->print.data,
			    "(and bomb (form \"bombed\") (pattern \"bomb*\") "
			    "(fuzzy \"bomd\" 1) (keyword id \"X\"))");
}

static void test_query_parse__weights_scale_their_group_alone(void **state)
{
	struct fixture *f = *state;
	struct bl_node *node;

	bl_buf_adds(&f->text, "(a b^2)^0.5 OR c");
	assert_int_equal(parse(f, &node), BL_OK);
	assert_true(node->weight == 1);
	assert_true(node->child[0]->weight == 0.5);
	assert_true(node->child[0]->child[1]->weight == 2);
	assert_true(node->child[1]->weight == 1);
}

static void test_query_parse__open_ranges_reach_the_ends(void **state)
{
	struct fixture *f = *state;
	struct bl_node *node;

	bl_buf_adds(&f->text, "published:>=1970 published:<1970-01-02");
	assert_int_equal(parse(f, &node), BL_OK);
	assert_true(node->child[0]->low == 0);
	assert_true(node->child[0]->high == INT64_MAX);
	assert_true(node->child[1]->low == INT64_MIN);
	assert_true(node->child[1]->high == BL_DAY_SECONDS - 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_query_parse__takes_parentheses_to_the_limit),
		TEST(test_query_parse__refuses_10000_parentheses),
		TEST(test_query_parse__refuses_10000_signs),
		TEST(test_query_parse__depth_is_of_nesting_not_of_groups),
		TEST(test_query_parse__refuses_what_is_too_long),
		TEST(test_query_parse__counts_words),
		TEST(test_query_parse__refuses_what_is_no_utf8),
		TEST(test_query_parse__a_nul_byte_separates_tokens),
		TEST(test_query_parse__nodes_know_their_columns),
		TEST(test_query_parse__the_tree_needs_neither_text_nor_vocab),
		TEST(test_query_parse__weights_scale_their_group_alone),
		TEST(test_query_parse__open_ranges_reach_the_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
