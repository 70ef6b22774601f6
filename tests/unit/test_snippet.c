/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "parse_private.h"
#include "snippet_private.h"

/* About 100 bytes that hold no word of any query here. */
#define FILLER                                                             \
	"Officials met again in the capital to discuss grain prices with " \
	"their neighbours and with traders. "
#define FILLER_300 FILLER FILLER FILLER

struct fixture {
	struct bl_vocab *vocab;
	struct bl_highlight *highlight;
	struct bl_arena arena;
	struct bl_buf shown;
};

static int set_up(void **state)
{
	static struct fixture f;
	struct bl_analysis analysis;

	assert_int_equal(bl_analysis_set(&analysis, "english", NULL), BL_OK);
	assert_int_equal(bl_vocab_new(&f.vocab, &analysis, NULL), BL_OK);
	assert_int_equal(bl_highlight_new(&f.highlight, f.vocab, NULL), BL_OK);
	bl_arena_init(&f.arena);
	bl_buf_init(&f.shown, 4096);
	*state = &f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	bl_highlight_free(f->highlight);
	bl_vocab_free(f->vocab);
	bl_arena_release(&f->arena);
	bl_buf_release(&f->shown);
	return 0;
}

static const struct bl_node *parse(struct fixture *f, const char *query)
{
	const struct bl_parse_context context = { .arena = &f->arena,
						  .vocab = f->vocab };
	struct bl_node *node = NULL;
	size_t column;

	assert_int_equal(bl_query_parse(&node, &context, bl_str_from(query),
					&column, NULL),
			 BL_OK);
	return node;
}

/* The snippet with its marks in brackets, and "..." where it is cut. */
static const char *show(struct fixture *f, const struct bl_node *query,
			struct bl_str title, struct bl_str text)
{
	struct bl_article article = BL_ARTICLE_INIT;
	struct bl_snippet s;
	size_t i, at = 0;

	article.title = title;
	article.text = text;
	assert_int_equal(bl_highlight_set(f->highlight, query, NULL), BL_OK);
	assert_int_equal(bl_snippet_cut(&s, f->highlight, &article, NULL),
			 BL_OK);
	bl_buf_clear(&f->shown);
	bl_buf_adds(&f->shown, s.cut_before ? "..." : "");
	for (i = 0; i < s.n_marks; i++) {
		assert_true(s.mark[i].start >= at);
		assert_true(s.mark[i].end <= s.text.len);
		bl_buf_add(&f->shown, s.text.data + at, s.mark[i].start - at);
		at = s.mark[i].end;
		bl_buf_addc(&f->shown, '[');
		bl_buf_add(&f->shown, s.text.data + s.mark[i].start,
			   at - s.mark[i].start);
		bl_buf_addc(&f->shown, ']');
	}
	bl_buf_add(&f->shown, s.text.data + at, s.text.len - at);
	bl_buf_adds(&f->shown, s.cut_after ? "..." : "");
	return f->shown.data;
}

static const char *snippet(void **state, const char *query, const char *text)
{
	return show(*state, parse(*state, query), BL_STR("Grain talks"),
		    bl_str_from(text));
}

static void assert_contains(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("no \"%s\" in \"%s\"", part, text);
}

static void assert_lacks(const char *text, const char *part)
{
	if (strstr(text, part))
		fail_msg("\"%s\" in \"%s\"", part, text);
}

static void test_snippet__is_all_of_a_short_text(void **state)
{
	assert_string_equal(snippet(state, "bomb", "A bomb fell.\n"),
			    "A [bomb] fell.");
}

static void test_snippet__marks_words_of_the_same_stem(void **state)
{
	assert_string_equal(snippet(state, "bombing station",
				    "They bombed stations, and Bombs fell."),
			    "They [bombed] [stations], and [Bombs] fell.");
}

static void test_snippet__marks_exact_forms_alone(void **state)
{
	assert_string_equal(snippet(state, "=bombed", "Bombed by bombs."),
			    "[Bombed] by bombs.");
}

static void test_snippet__marks_no_negated_word(void **state)
{
	assert_string_equal(snippet(state, "bomb -fell NOT hospital",
				    "A bomb fell on a hospital."),
			    "A [bomb] fell on a hospital.");
}

static void test_snippet__marks_no_word_wanted_in_the_title(void **state)
{
	assert_string_equal(snippet(state, "title:bomb fell", "A bomb fell."),
			    "A bomb [fell].");
}

static void test_snippet__begins_with_the_sentence(void **state)
{
	assert_string_equal(
		snippet(state, "bomb",
			FILLER_300 "Near Jan. 5 a U.S. bomb fell." FILLER_300),
		"...Near Jan. 5 a U.S. [bomb] fell.Officials met again in "
		"the capital to discuss grain prices with their neighbours "
		"and with traders. Officials met again in the capital to "
		"discuss grain prices with their neighbours and with "
		"traders....");
}

static void test_snippet__drops_a_sentence_that_only_began(void **state)
{
	const char *s =
		snippet(state, "absent", "It was a long day. " FILLER_300);

	assert_string_equal(s + strlen(s) - 11, "traders....");
}

static void test_snippet__begins_with_a_word_in_a_long_sentence(void **state)
{
	const char *s = snippet(
		state, "bomb",
		"Officials met again in the capital to discuss grain prices "
		"with their neighbours and with traders who had come by bus "
		"and by train from all over the wide and windy country and "
		"stayed for weeks in small hotels, when a bomb fell");

	assert_memory_equal(s, "...", 3);
	assert_contains(s, " small hotels, when a [bomb] fell");
	assert_lacks(s, "Officials");
}

static void test_snippet__begins_where_the_text_does(void **state)
{
	assert_memory_equal(snippet(state, "bomb",
				    "It is said a bomb fell. " FILLER_300),
			    "It is said a [bomb] fell. ", 25);
}

static void test_snippet__prefers_more_different_words(void **state)
{
	const char *s = snippet(state, "bomb OR station OR karachi",
				"A bomb, a bomb, a bomb. " FILLER_300
				"In Karachi the station was closed. " FILLER_300
				"In Karachi a bomb fell on the station.");

	assert_contains(s, "In [Karachi] a [bomb] fell on the [station].");
}

static void test_snippet__prefers_a_phrase_side_by_side(void **state)
{
	const char *s = snippet(state, "\"police station\"",
				"The station was left by police. " FILLER_300
				"The police station was hit. " FILLER_300);

	assert_contains(s, "The [police] [station] was hit.");
	assert_lacks(s, "left by");
}

static void test_snippet__prefers_the_earlier_of_equals(void **state)
{
	const char *s = snippet(state, "bomb",
				FILLER_300 "The first bomb. " FILLER_300
					   "The second bomb.");

	assert_contains(s, "The first [bomb].");
	assert_lacks(s, "second");
}

static void test_snippet__takes_the_forms_of_a_pattern_as_one(void **state)
{
	struct bl_node bombed = { .kind = BL_NODE_FORM,
				  .text = BL_STR("bombed"),
				  .column = 4 };
	struct bl_node bombs = { .kind = BL_NODE_FORM,
				 .text = BL_STR("bombs"),
				 .column = 4 };
	struct bl_node school = { .kind = BL_NODE_FORM,
				  .text = BL_STR("school"),
				  .column = 12 };
	struct bl_node *children[] = { &bombed, &bombs, &school };
	const struct bl_node any = { .kind = BL_NODE_OR,
				     .child = children,
				     .n = 3 };
	const char *s = show(*state, &any, BL_STR_NULL,
			     BL_STR("Bombs bombed. " FILLER_300
				    "A bombed school. " FILLER_300));

	assert_contains(s, "A [bombed] [school].");
}

static void test_snippet__is_the_beginning_without_a_match(void **state)
{
	const char *s = snippet(state, "absent", FILLER_300);

	assert_memory_equal(s, "Officials met", 13);
	assert_string_equal(s + strlen(s) - 3, "...");
	assert_true(strlen(s) <= BL_SNIPPET_MAX_BYTES + 3);
}

static void test_snippet__is_the_beginning_without_a_word_to_find(void **state)
{
	const char *s = snippet(state, "source:dawn.com",
				FILLER_300 FILLER_300 FILLER_300 FILLER_300);

	assert_memory_equal(s, "Officials met", 13);
	assert_in_range(strlen(s), 200, BL_SNIPPET_MAX_BYTES + 3);
}

static void test_snippet__looks_far_into_a_text(void **state)
{
	const char *s =
		snippet(state, "bomb station",
			"A bomb. " FILLER_300 FILLER_300 FILLER_300 FILLER_300
				FILLER_300 FILLER_300 FILLER_300 FILLER_300
			"A bomb at the station. " FILLER_300 FILLER_300);

	assert_contains(s, "A [bomb] at the [station].");
}

static void test_snippet__passes_over_a_repeated_title(void **state)
{
	const struct bl_node *query = parse(*state, "bomb");

	assert_string_equal(show(*state, query, BL_STR("A Bomb Fell"),
				 BL_STR("A bomb fell!\n\nThe bomb was old.")),
			    "The [bomb] was old.");
	assert_string_equal(show(*state, query, BL_STR("A Bomb Fell"),
				 BL_STR("A bomb fell!\n\nNo one was hurt.")),
			    "No one was hurt.");
}

static void test_snippet__is_a_repeated_title_alone(void **state)
{
	assert_string_equal(show(*state, parse(*state, "bomb"),
				 BL_STR("A bomb fell"), BL_STR("A bomb fell.")),
			    "A [bomb] fell.");
}

static void test_snippet__cuts_scripts_without_spaces(void **state)
{
	static const char police[] = "\xe8\xad\xa6\xe5\xaf\x9f";
	static const char filler[] = "\xe5\x9c\xb0\xe6\x96\xb9";
	char text[400 * 6 + 1], *p = text;
	struct bl_snippet s;
	struct bl_article article = BL_ARTICLE_INIT;
	struct fixture *f = *state;
	int i;

	for (i = 0; i < 400; i++, p += 6)
		memcpy(p, i == 200 ? police : filler, 6);
	article.text = (struct bl_str){ text, 400 * 6 };
	assert_int_equal(bl_highlight_set(f->highlight, parse(f, police), NULL),
			 BL_OK);
	assert_int_equal(bl_snippet_cut(&s, f->highlight, &article, NULL),
			 BL_OK);
	assert_true(s.cut_before && s.cut_after);
	assert_int_equal(s.n_marks, 2);
	assert_memory_equal(s.text.data + s.mark[0].start, police, 6);
	assert_in_range(s.text.len, 200, BL_SNIPPET_MAX_BYTES);
	assert_int_equal(s.text.len % 3, 0);
}

static void test_snippet__of_no_text_is_empty(void **state)
{
	assert_string_equal(snippet(state, "bomb", ""), "");
	assert_string_equal(snippet(state, "bomb", " \n\t"), "");
}

static void test_snippet__survives_text_without_words(void **state)
{
	char text[1000];

	memset(text, '-', sizeof(text));
	assert_string_equal(show(*state, parse(*state, "bomb"), BL_STR_NULL,
				 (struct bl_str){ text, sizeof(text) }),
			    "...");
}

static void test_snippet__survives_more_words_than_it_tells_apart(void **state)
{
	struct bl_buf query;
	int i;

	bl_buf_init(&query, 1 << 16);
	for (i = 0; i < 200; i++)
		bl_buf_addf(&query, "x%d ", i);
	assert_contains(snippet(state, query.data,
				FILLER_300 "Here x199 meets x3. " FILLER_300),
			"Here [x199] meets [x3].");
	bl_buf_release(&query);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_snippet__is_all_of_a_short_text),
		TEST(test_snippet__marks_words_of_the_same_stem),
		TEST(test_snippet__marks_exact_forms_alone),
		TEST(test_snippet__marks_no_negated_word),
		TEST(test_snippet__marks_no_word_wanted_in_the_title),
		TEST(test_snippet__begins_with_the_sentence),
		TEST(test_snippet__drops_a_sentence_that_only_began),
		TEST(test_snippet__begins_with_a_word_in_a_long_sentence),
		TEST(test_snippet__begins_where_the_text_does),
		TEST(test_snippet__prefers_more_different_words),
		TEST(test_snippet__prefers_a_phrase_side_by_side),
		TEST(test_snippet__prefers_the_earlier_of_equals),
		TEST(test_snippet__takes_the_forms_of_a_pattern_as_one),
		TEST(test_snippet__is_the_beginning_without_a_match),
		TEST(test_snippet__is_the_beginning_without_a_word_to_find),
		TEST(test_snippet__looks_far_into_a_text),
		TEST(test_snippet__passes_over_a_repeated_title),
		TEST(test_snippet__is_a_repeated_title_alone),
		TEST(test_snippet__cuts_scripts_without_spaces),
		TEST(test_snippet__of_no_text_is_empty),
		TEST(test_snippet__survives_text_without_words),
		TEST(test_snippet__survives_more_words_than_it_tells_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
