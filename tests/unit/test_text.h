/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the tests of lib/text share: a vocabulary, and tokens as text. */
#ifndef TEST_TEXT_H
#define TEST_TEXT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "blotter/text.h"

static inline struct bl_vocab *test_vocab(const char *language)
{
	struct bl_error err = BL_ERROR_INIT;
	struct bl_analysis a;
	struct bl_vocab *v = NULL;

	assert_int_equal(bl_analysis_set(&a, language, &err), BL_OK);
	assert_int_equal(bl_vocab_new(&v, &a, &err), BL_OK);
	return v;
}

/* The forms of a text's tokens, separated by spaces, appended to out. */
static inline void test_forms(struct bl_buf *out, struct bl_vocab *v,
			      const char *text, size_t len)
{
	struct bl_tokens tokens = BL_TOKENS_INIT;
	struct bl_error err = BL_ERROR_INIT;
	size_t i;

	assert_int_equal(bl_tokenize(v, text, len, &tokens, &err), BL_OK);
	for (i = 0; i < tokens.n; i++) {
		if (i)
			bl_buf_addc(out, ' ');
		bl_buf_addstr(out, bl_vocab_form(v, tokens.item[i].form));
	}
	bl_tokens_release(&tokens);
	bl_buf_adds(out, ""); /* a string even when there is no token */
}

static inline void test_has_forms(struct bl_vocab *v, const char *text,
				  const char *forms)
{
	char words[1 << 12];
	struct bl_buf got;
	size_t n;

	bl_buf_init(&got, 1 << 20);
	test_forms(&got, v, text, strlen(text));
	assert_int_equal(bl_buf_status(&got, NULL), BL_OK);
	if (strcmp(got.data, forms) != 0)
		fail_msg("\"%s\" gives \"%s\", not \"%s\"", text, got.data,
			 forms);
	n = bl_words(words, sizeof(words), bl_str_from(text));
	if (n != got.len || memcmp(words, forms, n) != 0)
		fail_msg("the words of \"%s\" are \"%.*s\", not \"%s\"", text,
			 (int)n, words, forms);
	bl_buf_release(&got);
}

struct test_case {
	const char *text, *forms;
};

/* Each text twice in one vocabulary: as it learns it, and as it knows it. */
static inline void test_cases(const struct test_case *cases, size_t n)
{
	struct bl_vocab *v = test_vocab(BL_LANGUAGE_NONE);
	size_t i;

	for (i = 0; i < 2 * n; i++)
		test_has_forms(v, cases[i % n].text, cases[i % n].forms);
	bl_vocab_free(v);
}

#define TEST_CASES(...)                                                  \
	do {                                                             \
		static const struct test_case cases[] = { __VA_ARGS__ }; \
                                                                         \
		test_cases(cases, sizeof(cases) / sizeof(cases[0]));     \
	} while (0)

#endif
