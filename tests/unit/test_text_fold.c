/* SPDX-License-Identifier: GPL-2.0-or-later */
/* bl_fold, and through it the folding of all forms. */
#include "test_text.h"

#include <stdlib.h>

static void check_fold(const char *from, size_t len, const char *to)
{
	struct bl_buf got;

	bl_buf_init(&got, 1 << 20);
	assert_int_equal(bl_fold(&got, from, len, NULL), BL_OK);
	bl_buf_adds(&got, "");
	assert_string_equal(got.data, to);
	/* what is folded is not changed by folding it again */
	len = got.len;
	assert_int_equal(bl_fold(&got, to, strlen(to), NULL), BL_OK);
	assert_string_equal(got.data + len, to);
	bl_buf_release(&got);
}

static void folds(const char *from, const char *to)
{
	check_fold(from, strlen(from), to);
}

static void test_fold__folds_case(void **state)
{
	(void)state;
	folds("", "");
	folds("Karachi POLICE", "karachi police");
	folds("STRASSE stra\u00dfe", "strasse strasse");
	folds("\u0391\u03a3 \u03c3\u03c2", "\u03b1\u03c3 \u03c3\u03c3");
	folds("\u041c\u041e\u0421\u041a\u0412\u0410",
	      "\u043c\u043e\u0441\u043a\u0432\u0430");
	folds("\u0130\u0131I", "i\u0131i");
}

static void test_fold__strips_accents_of_three_scripts(void **state)
{
	(void)state;
	folds("\u00e9\u00c9\u00f1\u00fc\u00e7\u0159", "eenucr");
	folds("e\u0301 e\u0301\u0323x", "e ex");
	folds("\u1ea5", "a");
	folds("\u03ac\u03b0", "\u03b1\u03c5");
	folds("\u0451\u045d", "\u0435\u0438");
}

static void test_fold__keeps_short_i_a_letter_of_its_own(void **state)
{
	(void)state;
	folds("\u0439", "\u0439");
	folds("\u0419\u0438\u0306 \u0418\u0306", "\u0439\u0439 \u0439");
	folds("\u0439\u0301 \u0438\u0323\u0306", "\u0439 \u0439");
	folds("\u045e \u0438\u0306\u0306", "\u0443 \u0439");
}

static void test_fold__keeps_marks_of_other_scripts(void **state)
{
	(void)state;
	folds("\u0e17\u0e35\u0e48", "\u0e17\u0e35\u0e48"); /* Thai */
	folds("\u0939\u093f\u0928\u094d\u0926\u0940",
	      "\u0939\u093f\u0928\u094d\u0926\u0940"); /* Devanagari */
	folds("\u05e9\u05b8", "\u05e9\u05b8");         /* Hebrew */
	folds("\u0634\u064f", "\u0634\u064f");         /* Arabic */
	folds("\u304c \u304b\u3099", "\u304c \u304c"); /* kana */
	folds("\ud55c", "\ud55c");                     /* hangul */
}

static void test_fold__puts_marks_into_one_order(void **state)
{
	(void)state;
	/* shadda and fatha, qamats and dagesh: either way round */
	folds("\u0634\u0651\u064e", "\u0634\u064e\u0651");
	folds("\u0634\u064e\u0651", "\u0634\u064e\u0651");
	folds("\u05e9\u05bc\u05b8", "\u05e9\u05b8\u05bc");
}

static void test_fold__folds_width(void **state)
{
	(void)state;
	folds("\uff30\uff2f\uff2c\uff29\uff23\uff25 \uff11\uff12", "police 12");
	folds("\uff76\uff9e", "\u30ac");
	folds("\ufb01\u2460\u2122", "fi1tm");
	folds("a\u00a0b", "a b");
	folds("\ufdfa", "\u0635\u0644\u0649\u0627\u0644\u0644\u0647\u0639\u0644"
			"\u064a\u0647\u0648\u0633\u0644\u0645");
}

static void test_fold__drops_apostrophes_and_format_characters(void **state)
{
	(void)state;
	folds("O'Br* O\u2019Br*", "obr* obr*");
	folds("\u0149", "n"); /* n with an apostrophe before it */
	folds("ka\u00adra\u200dchi\u200e\ufeff", "karachi");
}

static void test_fold__keeps_other_punctuation(void **state)
{
	(void)state;
	folds("B?mb* Dawn.com a_b 1,200 al-Q", "b?mb* dawn.com a_b 1,200 al-q");
}

static void test_fold__replaces_malformed_bytes(void **state)
{
	(void)state;
	folds("a\xff"
	      "B\xc3",
	      "a\ufffdb\ufffd");
	check_fold("A\0B", 3, "a");
}

static void test_fold__takes_strings_of_any_length(void **state)
{
	enum { N = 10000 };
	char *from = malloc(3 * N), *to = malloc(3 * N + 1);
	size_t i;

	(void)state;
	assert_non_null(from);
	assert_non_null(to);
	for (i = 0; i < N; i++) {
		memcpy(from + 2 * i, "\u0416", 2);
		memcpy(to + 2 * i, "\u0436", 2);
	}
	to[2 * N] = '\0';
	check_fold(from, 2 * N, to);
	/* a letter with more accents than can be kept in order */
	from[0] = 'E';
	for (i = 0; i < N; i++)
		memcpy(from + 1 + 2 * i, i % 2 ? "\u0301" : "\u0323", 2);
	check_fold(from, 1 + 2 * N, "e");
	free(from);
	free(to);
}

static void test_fold__tells_when_the_buffer_is_full(void **state)
{
	struct bl_buf b;

	(void)state;
	bl_buf_init(&b, 4);
	assert_int_equal(bl_fold(&b, "Karachi", 7, NULL), BL_ERR_LIMIT);
	bl_buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fold__folds_case),
		cmocka_unit_test(test_fold__strips_accents_of_three_scripts),
		cmocka_unit_test(test_fold__keeps_short_i_a_letter_of_its_own),
		cmocka_unit_test(test_fold__keeps_marks_of_other_scripts),
		cmocka_unit_test(test_fold__puts_marks_into_one_order),
		cmocka_unit_test(test_fold__folds_width),
		cmocka_unit_test(
			test_fold__drops_apostrophes_and_format_characters),
		cmocka_unit_test(test_fold__keeps_other_punctuation),
		cmocka_unit_test(test_fold__replaces_malformed_bytes),
		cmocka_unit_test(test_fold__takes_strings_of_any_length),
		cmocka_unit_test(test_fold__tells_when_the_buffer_is_full),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
