/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "evidence_private.h"

/* What is cut around `words` in the text, with ... where the sentence goes on,
 * and the words in brackets. */
static const char *cut(const char *text, const char *words, size_t bytes)
{
	static char out[1024];
	struct bl_article article = BL_ARTICLE_INIT;
	struct bl_evidence e = { .value = BL_VALUE_KILLED };
	struct bl_snippet s;

	assert_non_null(strstr(text, words));
	article.text = bl_str_from(text);
	e.start = (uint32_t)(strstr(text, words) - text);
	e.end = e.start + (uint32_t)strlen(words);
	assert_true(bl_evidence_cut(&s, &article, &e, bytes));
	assert_int_equal(s.n_marks, 1);
	snprintf(out, sizeof(out), "%s%.*s[%.*s]%.*s%s",
		 s.cut_before ? "..." : "", (int)s.mark[0].start, s.text.data,
		 (int)(s.mark[0].end - s.mark[0].start),
		 s.text.data + s.mark[0].start,
		 (int)(s.text.len - s.mark[0].end), s.text.data + s.mark[0].end,
		 s.cut_after ? "..." : "");
	return out;
}

#define REPORT                                                               \
	"It rained. Police said that four people were killed by the gunmen " \
	"on Friday. Shops closed."

static void test_evidence__stands_in_its_sentence(void **state)
{
	(void)state;
	assert_string_equal(cut(REPORT, "four people", 200),
			    "Police said that [four people] were killed by "
			    "the gunmen on Friday.");
	assert_string_equal(cut(REPORT, "It", 200), "[It] rained.");
	assert_string_equal(cut(REPORT, "closed", 200), "Shops [closed].");
	assert_string_equal(cut("A headline\nFour died", "Four", 200),
			    "[Four] died");
}

static void test_evidence__of_a_long_sentence_is_cut_at_words(void **state)
{
	(void)state;
	assert_string_equal(cut(REPORT, "four people", 40),
			    "...said that [four people] were killed by...");
	assert_string_equal(cut(REPORT, "Police", 30),
			    "[Police] said that four people...");
	assert_string_equal(cut(REPORT, "Friday", 30),
			    "...by the gunmen on [Friday].");
	assert_string_equal(cut(REPORT, "four people", 0),
			    "...[four people]...");
}

static void test_evidence__cuts_no_character(void **state)
{
	/* eight characters of three bytes each */
	const char *text = "\xe8\xad\xa6\xe5\xaf\x9f\xe8\xad\xa6\xe5\xaf\x9f"
			   "one\xe8\xad\xa6\xe5\xaf\x9f\xe8\xad\xa6\xe5\xaf"
			   "\x9f";

	(void)state;
	assert_string_equal(cut(text, "one", 11),
			    "...\xe5\xaf\x9f[one]\xe8\xad\xa6...");
}

static void test_evidence__outside_the_article_is_none(void **state)
{
	struct bl_article article = BL_ARTICLE_INIT;
	struct bl_evidence e = { .start = 2, .end = 6 };
	struct bl_snippet s;

	(void)state;
	article.title = BL_STR("A title");
	article.text = BL_STR("Text.");
	assert_false(bl_evidence_cut(&s, &article, &e, 80));
	e.in_title = 1;
	assert_true(bl_evidence_cut(&s, &article, &e, 80));
	assert_string_equal(s.text.data, "A title");
	e.start = e.end;
	assert_false(bl_evidence_cut(&s, &article, &e, 80));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_evidence__stands_in_its_sentence),
		cmocka_unit_test(
			test_evidence__of_a_long_sentence_is_cut_at_words),
		cmocka_unit_test(test_evidence__cuts_no_character),
		cmocka_unit_test(test_evidence__outside_the_article_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
