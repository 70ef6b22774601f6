/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Expansion of wildcards and fuzzy words, over an engine that is nothing but
 * a list of forms.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "parse_private.h"

#define BUF_MAX_BYTES ((size_t)1 << 20)
#define MANY_FORMS 5000
#define FORM_BYTES 32

struct entry {
	const char *form;
	uint64_t articles;
};

static const struct entry few[] = {
	{ "b", 9 },       { "bmb", 1 },    { "bomb", 50 },   { "bomba", 50 },
	{ "bombard", 3 }, { "bombe", 7 },  { "bomber", 20 }, { "bombs", 50 },
	{ "bomd", 4 },    { "bôme", 2 },   { "comb", 90 },   { "karachi", 70 },
	{ "karakhi", 2 }, { "karchi", 5 }, { "karci", 1 },   { "kbrachi", 6 },
	{ "été", 8 },
};

struct list_reader {
	struct bl_reader base;
	const struct entry *entry; /* NULL: MANY_FORMS made up */
	size_t n;
};

/* wo0000 .. wo4999, each in as many articles as its number says, by tens. */
static struct entry made_up(char text[FORM_BYTES], size_t i)
{
	snprintf(text, FORM_BYTES, "wo%04zu", i);
	return (struct entry){ text, i / 10 };
}

static bl_status list_forms(struct bl_reader *r, struct bl_str prefix,
			    bl_form_fn *fn, void *ctx, struct bl_error *err)
{
	const struct list_reader *list = (struct list_reader *)r;
	size_t i;

	(void)err;
	for (i = 0; i < list->n; i++) {
		char text[FORM_BYTES];
		struct entry e = list->entry ? list->entry[i]
					     : made_up(text, i);
		struct bl_str form = bl_str_from(e.form);

		if (form.len < prefix.len ||
		    memcmp(form.data, prefix.data, prefix.len) != 0)
			continue;
		if (fn(ctx, form, e.articles))
			break;
	}
	return BL_OK;
}

static const struct bl_engine list_engine = { .name = "list",
					      .forms = list_forms };

struct fixture {
	struct bl_arena arena;
	struct bl_vocab *vocab;
	struct bl_parse_context c;
	struct list_reader reader;
	struct bl_buf print, notice;
	struct bl_error err;
	size_t column;
	struct bl_node *node;
};

static int set_up(void **state)
{
	static struct fixture f;
	struct bl_analysis english;

	f = (struct fixture){
		.arena = BL_ARENA_INIT,
		.reader = { { &list_engine }, few, sizeof(few) / sizeof(*few) },
		.err = BL_ERROR_INIT,
	};
	if (bl_analysis_set(&english, "english", NULL) < 0 ||
	    bl_vocab_new(&f.vocab, &english, NULL) < 0)
		return -1;
	f.c.arena = &f.arena;
	f.c.vocab = f.vocab;
	bl_buf_init(&f.print, BUF_MAX_BYTES);
	bl_buf_init(&f.notice, BUF_MAX_BYTES);
	*state = &f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	bl_buf_release(&f->notice);
	bl_buf_release(&f->print);
	bl_vocab_free(f->vocab);
	bl_arena_release(&f->arena);
	return 0;
}

static bl_status expand(struct fixture *f, const char *query)
{
	assert_int_equal(bl_query_parse(&f->node, &f->c, bl_str_from(query),
					&f->column, &f->err),
			 BL_OK);
	bl_buf_clear(&f->notice);
	return bl_query_expand(&f->node, &f->c, &f->reader.base, &f->notice,
			       &f->column, &f->err);
}

static void assert_expands(struct fixture *f, const char *query,
			   const char *expected)
{
	assert_int_equal(expand(f, query), BL_OK);
	bl_buf_clear(&f->print);
	bl_query_print(&f->print, f->node);
	assert_string_equal(f->print.data, expected);
}

static void test_query_expand__a_star_is_none_or_more(void **state)
{
	assert_expands(*state, "bomb*",
		       "(or (form \"bomb\") (form \"bomba\") (form \"bombs\") "
		       "(form \"bomber\") (form \"bombe\") "
		       "(form \"bombard\"))");
	assert_expands(*state, "b*mb", "(or (form \"bomb\") (form \"bmb\"))");
	assert_expands(*state, "b*m*r*",
		       "(or (form \"bomber\") (form \"bombard\"))");
	assert_expands(*state, "bo*mb*e**r", "(form \"bomber\")");
}

static void test_query_expand__a_question_mark_is_one_code_point(void **state)
{
	assert_expands(*state, "b?mb", "(form \"bomb\")");
	assert_expands(*state, "b?me", "(form \"bôme\")");
	assert_expands(*state, "bomb??", "(form \"bomber\")");
	assert_expands(*state, "bom?*?d", "(form \"bombard\")");
}

static void test_query_expand__what_is_fixed_may_be_more_than_ascii(
	void **state)
{
	struct fixture *f = *state;
	struct bl_node fuzzy = { .kind = BL_NODE_FUZZY,
				 .text = BL_STR("éta"),
				 .weight = 1,
				 .distance = 1 };

	f->node = &fuzzy;
	assert_int_equal(bl_query_expand(&f->node, &f->c, &f->reader.base,
					 &f->notice, &f->column, &f->err),
			 BL_OK);
	bl_query_print(&f->print, f->node);
	assert_string_equal(f->print.data, "(form \"été\")");
}

static void test_query_expand__fuzzy_keeps_the_first_letter(void **state)
{
	assert_expands(*state, "bomb~",
		       "(or (form \"bomb\") (form \"bomba\") (form \"bombs\") "
		       "(form \"bombe\") (form \"bomd\") (form \"bmb\"))");
	assert_expands(*state, "karchi~",
		       "(or (form \"karachi\") (form \"karchi\") "
		       "(form \"karci\"))");
	assert_expands(*state, "karchi~2",
		       "(or (form \"karachi\") (form \"kbrachi\") "
		       "(form \"karchi\") (form \"karakhi\") "
		       "(form \"karci\"))");
}

static void test_query_expand__goes_into_every_group(void **state)
{
	struct fixture *f = *state;

	assert_expands(f, "comb -(a OR b?mb) (karac* OR c)^2",
		       "(and comb (or (form \"karachi\") c)^2 "
		       "(not (or a (form \"bomb\"))))");
	assert_int_equal(f->notice.len, 0);
	assert_expands(f, "comb", "comb");
}

static void test_query_expand__nothing_found_is_none_and_a_notice(void **state)
{
	struct fixture *f = *state;

	assert_expands(f, "zo* OR Zot~2 OR a", "(or (none) (none) a)");
	assert_string_equal(f->notice.data,
			    "'zo*' stands for no word of this index\n"
			    "'zot~2' stands for no word of this index\n");
}

static void test_query_expand__keeps_the_forms_in_most_articles(void **state)
{
	struct fixture *f = *state;
	const struct bl_node *forms;
	size_t i;

	f->reader.entry = NULL;
	f->reader.n = MANY_FORMS;
	assert_int_equal(expand(f, "wo*0 OR wo*"), BL_OK);
	forms = f->node->child[0];
	assert_int_equal(forms->n, MANY_FORMS / 10);
	forms = f->node->child[1];
	assert_int_equal(forms->n, BL_QUERY_MAX_FORMS);
	for (i = 0; i < forms->n; i++) {
		size_t number = MANY_FORMS - 10 - i / 10 * 10 + i % 10;
		char text[FORM_BYTES];

		assert_int_equal(forms->child[i]->kind, BL_NODE_FORM);
		assert_true(bl_str_eq(forms->child[i]->text,
				      bl_str_from(made_up(text, number).form)));
	}
	assert_string_equal(f->notice.data,
			    "'wo*' stands for 5000 words: searching the 1000 "
			    "that are in most articles\n");
}

static void test_query_expand__ties_at_the_cut_go_by_bytes(void **state)
{
	struct fixture *f = *state;
	struct bl_str last;

	f->reader.entry = NULL;
	f->reader.n = 1005;
	assert_int_equal(expand(f, "wo0*"), BL_OK);
	assert_int_equal(f->node->n, BL_QUERY_MAX_FORMS);
	assert_int_equal(f->notice.len, 0);
	f->reader.n = 1006;
	assert_int_equal(expand(f, "wo*"), BL_OK);
	assert_int_equal(f->node->n, BL_QUERY_MAX_FORMS);
	last = f->node->child[BL_QUERY_MAX_FORMS - 1]->text;
	assert_memory_equal(last.data, "wo0003", last.len);
}

static void test_query_expand__bounds_the_words_of_a_query(void **state)
{
	struct fixture *f = *state;
	struct bl_buf query;
	int i;

	f->reader.entry = NULL;
	f->reader.n = MANY_FORMS;
	bl_buf_init(&query, BUF_MAX_BYTES);
	for (i = 0; i < BL_QUERY_MAX_TERMS / BL_QUERY_MAX_FORMS; i++)
		bl_buf_adds(&query, "wo* ");
	assert_int_equal(expand(f, query.data), BL_OK);
	bl_buf_adds(&query, "wo*");
	assert_int_equal(expand(f, query.data), BL_ERR_USAGE);
	assert_string_equal(f->err.text,
			    "wildcards and fuzzy words stand for more than "
			    "10000 words with this one");
	assert_int_equal(f->column, query.len - strlen("wo*"));
	bl_buf_release(&query);
}

static void test_query_expand__many_stars_take_no_longer(void **state)
{
	static char form[60001], pattern[4001];
	const struct entry hostile[] = { { form, 1 } };
	struct fixture *f = *state;
	struct bl_node node = { .kind = BL_NODE_PATTERN, .weight = 1 };
	size_t i;

	memset(form, 'a', sizeof(form) - 1);
	for (i = 0; i < sizeof(pattern) - 1; i++)
		pattern[i] = i % 2 ? '*' : 'a';
	pattern[sizeof(pattern) - 2] = 'b';
	f->reader.entry = hostile;
	f->reader.n = 1;
	node.text = bl_str_from(pattern);
	f->node = &node;
	assert_int_equal(bl_query_expand(&f->node, &f->c, &f->reader.base,
					 &f->notice, &f->column, &f->err),
			 BL_OK);
	assert_int_equal(f->node->kind, BL_NODE_NONE);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_query_expand__a_star_is_none_or_more),
		TEST(test_query_expand__a_question_mark_is_one_code_point),
		TEST(test_query_expand__what_is_fixed_may_be_more_than_ascii),
		TEST(test_query_expand__fuzzy_keeps_the_first_letter),
		TEST(test_query_expand__goes_into_every_group),
		TEST(test_query_expand__nothing_found_is_none_and_a_notice),
		TEST(test_query_expand__keeps_the_forms_in_most_articles),
		TEST(test_query_expand__ties_at_the_cut_go_by_bytes),
		TEST(test_query_expand__bounds_the_words_of_a_query),
		TEST(test_query_expand__many_stars_take_no_longer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
