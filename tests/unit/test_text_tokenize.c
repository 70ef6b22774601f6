/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where tokens begin and end: "Tokens" of blotter-query(7). */
#include "test_text.h"

#include <stdlib.h>

static void test_tokenize__splits_at_spaces_and_punctuation(void **state)
{
	(void)state;
	TEST_CASES({ "", "" }, { " ", "" }, { "a", "a" },
		   { "Police station attacked.", "police station attacked" },
		   { "(dead) [or] {alive}; yes/no", "dead or alive yes no" },
		   { "one,two;three:four!five?six",
		     "one two three four five six" },
		   { "AT&T, C++, 50%, $3.5bn", "at t c 50 3.5bn" },
		   { "http://www.dawn.com/news", "http www dawn com news" },
		   { "&", "" }, { "...", "" }, { "- ' , .", "" });
}

static void test_tokenize__splits_compounds(void **state)
{
	(void)state;
	TEST_CASES({ "9/11", "9 11" }, { "AK-47", "ak 47" },
		   { "al-Qaeda", "al qaeda" }, { "2023-02-17", "2023 02 17" },
		   { "10:40pm", "10 40pm" },
		   { "Tehrik-e-Taliban", "tehrik e taliban" },
		   { "COVID-19", "covid 19" });
}

/* UAX #29 joins a_b; names of files and accounts are found by their parts. */
static void test_tokenize__splits_at_underscores(void **state)
{
	(void)state;
	TEST_CASES({ "a_b", "a b" }, { "_really_", "really" },
		   { "1_000", "1 000" }, { "____", "" });
}

static void test_tokenize__splits_at_dots_and_colons(void **state)
{
	(void)state;
	TEST_CASES({ "killed.The", "killed the" },
		   { "example.com", "example com" }, { "No.5", "no 5" },
		   { "St.John", "st john" }, { "said:five", "said five" },
		   { "a:b", "a b" }, { "J. Smith", "j smith" },
		   { "George W.Bush", "george w bush" });
}

static void test_tokenize__joins_acronyms(void **state)
{
	(void)state;
	TEST_CASES({ "U.S.", "us" }, { "U.S", "us" }, { "T.T.P.", "ttp" },
		   { "in the U.S. The", "in the us the" },
		   { "e.g., this", "eg this" },
		   { "at 10 a.m. sharp", "at 10 am sharp" },
		   { "p.m.The", "pm the" }, { "U.S.-led", "us led" },
		   { "U.S.The", "us the" }, { "(U.N.)", "un" },
		   { "\"U.S.\"", "us" }, { "J.R.R. Tolkien", "jrr tolkien" },
		   { "J.K.Rowling", "jk rowling" }, { "ended.U.S", "ended us" },
		   { "U..S", "u s" }, { "U. S.", "u s" }, { "a.b2", "a b2" },
		   { "A.O'Brien", "a obrien" });
}

static void test_tokenize__joins_grouped_digits(void **state)
{
	(void)state;
	TEST_CASES({ "1,200", "1200" }, { "1,200,000", "1200000" },
		   { "1,200.50", "1200.50" }, { "12,34,567", "1234567" },
		   { "1,50,000", "150000" }, { "Rs1,200", "rs1200" });
}

/* A list, or a date whose space is missing, is no grouped number. */
static void test_tokenize__splits_digits_that_are_no_groups(void **state)
{
	(void)state;
	TEST_CASES({ "1,2,3", "1 2 3" }, { "17,2023", "17 2023" },
		   { "12,34,56", "12 34 56" }, { "9,10 and 11", "9 10 and 11" },
		   { "1,200,", "1200" }, { "1,", "1" }, { ",5", "5" },
		   { "1, 200", "1 200" }, { "3.5,200", "3.5 200" },
		   { "1;200", "1 200" });
}

/* One dot is a decimal point; more make a date, an address, a version. */
static void test_tokenize__keeps_a_decimal_point(void **state)
{
	(void)state;
	TEST_CASES({ "3.5", "3.5" }, { "3.5m", "3.5m" }, { "3.5.", "3.5" },
		   { "3.5.The", "3.5 the" }, { ".5", "5" }, { "v3.5", "v3.5" },
		   { "17.02.2023", "17 02 2023" }, { "10.0.0.1", "10 0 0 1" },
		   { "17.02.2023, 3.5", "17 02 2023 3.5" },
		   { "5.Rs3.5", "5 rs3.5" });
}

static void test_tokenize__drops_possessives(void **state)
{
	(void)state;
	TEST_CASES({ "police's", "police" }, { "police\u2019s", "police" },
		   { "POLICE'S", "police" },
		   { "soldiers' lives", "soldiers lives" },
		   { "soldiers\u2019 lives", "soldiers lives" },
		   { "U.S.'s", "us" }, { "U.S.\u2019s", "us" },
		   { "U.S's", "us" }, { "1990's", "1990" },
		   { "F-16's", "f 16" }, { "police's.The", "police the" },
		   { "Karachi's-based", "karachi based" }, { "'s", "s" },
		   { "it's", "it" });
}

static void test_tokenize__joins_at_other_apostrophes(void **state)
{
	(void)state;
	TEST_CASES({ "O'Brien", "obrien" }, { "O\u2019Brien", "obrien" },
		   { "O\u2018Brien", "obrien" }, { "don't", "dont" },
		   { "don\u2019t", "dont" }, { "rock'n'roll", "rocknroll" },
		   { "Qur'an", "quran" }, { "'quoted'", "quoted" },
		   { "\u2018quoted\u2019", "quoted" },
		   { "O'sullivan", "osullivan" }, { "class'90", "class 90" },
		   { "a''b", "a b" }, { "O'Brien's", "obrien" });
}

static void test_tokenize__folds_case_of_forms_only(void **state)
{
	struct bl_vocab *v = test_vocab("english");
	struct bl_tokens t = BL_TOKENS_INIT;

	(void)state;
	assert_int_equal(bl_tokenize(v, "Bombings BOMBED bombed", 22, &t, NULL),
			 BL_OK);
	assert_int_equal(t.n, 3);
	assert_int_equal(t.item[1].form, t.item[2].form);
	assert_int_not_equal(t.item[0].form, t.item[1].form);
	assert_int_equal(bl_vocab_stem_of(v, t.item[0].form),
			 bl_vocab_stem_of(v, t.item[1].form));
	bl_tokens_release(&t);
	bl_vocab_free(v);
}

static void test_tokenize__gives_the_bytes_each_token_covers(void **state)
{
	static const char text[] =
		"The U.S.'s 1,200 caf\u00e9s; \u201cO\u2019Brien\u2019s\u201d "
		"U.S. \u4e2d\u6587 soldiers' x";
	static const char *const surfaces[] = {
		"The", "U.S.'s", "1,200",  "caf\u00e9s", "O\u2019Brien\u2019s",
		"U.S", "\u4e2d", "\u6587", "soldiers",   "x",
	};
	struct bl_vocab *v = test_vocab(BL_LANGUAGE_NONE);
	struct bl_tokens t = BL_TOKENS_INIT;
	size_t i;

	(void)state;
	assert_int_equal(bl_tokenize(v, text, strlen(text), &t, NULL), BL_OK);
	assert_int_equal(t.n, sizeof(surfaces) / sizeof(surfaces[0]));
	for (i = 0; i < t.n; i++) {
		size_t len = t.item[i].end - t.item[i].start;

		assert_int_equal(len, strlen(surfaces[i]));
		assert_memory_equal(text + t.item[i].start, surfaces[i], len);
	}
	bl_tokens_release(&t);
	bl_vocab_free(v);
}

static void test_tokenize__appends_to_the_tokens_given(void **state)
{
	struct bl_vocab *v = test_vocab(BL_LANGUAGE_NONE);
	struct bl_tokens t = BL_TOKENS_INIT;

	(void)state;
	assert_int_equal(bl_tokenize(v, "one two", 7, &t, NULL), BL_OK);
	assert_int_equal(bl_tokenize(v, "two", 3, &t, NULL), BL_OK);
	assert_int_equal(bl_tokenize(v, NULL, 0, &t, NULL), BL_OK);
	assert_int_equal(t.n, 3);
	assert_int_equal(t.item[1].form, t.item[2].form);
	assert_int_equal(t.item[2].start, 0);
	assert_int_equal(t.item[2].end, 3);
	bl_tokens_release(&t);
	bl_vocab_free(v);
}

/* A word of n letters, all `letter`, and what follows it. */
static char *long_word(const char *letter, size_t n, const char *tail)
{
	size_t bytes = strlen(letter), i;
	char *s = malloc(n * bytes + strlen(tail) + 1);

	assert_non_null(s);
	for (i = 0; i < n; i++)
		memcpy(s + i * bytes, letter, bytes);
	memcpy(s + n * bytes, tail, strlen(tail) + 1);
	return s;
}

static void check_pieces(const char *letter, size_t n, const char *tail,
			 size_t tail_bytes)
{
	char *text = long_word(letter, n, tail);
	struct bl_vocab *v = test_vocab(BL_LANGUAGE_NONE);
	struct bl_tokens t = BL_TOKENS_INIT;
	size_t bytes = strlen(letter), i, pieces = (n + 63) / 64;

	assert_int_equal(bl_tokenize(v, text, strlen(text), &t, NULL), BL_OK);
	assert_int_equal(t.n, pieces);
	for (i = 0; i < t.n; i++) {
		size_t last = i + 1 == t.n ? n - i * 64 : 64;

		assert_int_equal(t.item[i].start, i * 64 * bytes);
		assert_int_equal(t.item[i].end,
				 (i * 64 + last) * bytes +
					 (i + 1 == t.n ? tail_bytes : 0));
		assert_int_equal(bl_vocab_form(v, t.item[i].form).len,
				 last * bytes);
	}
	bl_tokens_release(&t);
	bl_vocab_free(v);
	free(text);
}

static void test_tokenize__cuts_tokens_of_more_than_64_code_points(void **state)
{
	static const size_t lengths[] = { 1,   63,  64,   65,   127,  128,
					  129, 200, 4095, 4096, 4097, 10000 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
		check_pieces("a", lengths[i], " ", 0);
		check_pieces("7", lengths[i], ".", 0);
		check_pieces("\u0434", lengths[i], "", 0);
	}
	check_pieces("a", 64, "'s", 2);
	check_pieces("a", 130, "\u2019s", 4);
}

static void test_tokenize__refuses_a_text_over_the_limit(void **state)
{
	struct bl_vocab *v = test_vocab(BL_LANGUAGE_NONE);
	struct bl_tokens t = BL_TOKENS_INIT;
	struct bl_error err = BL_ERROR_INIT;

	(void)state;
	/* it must look at the length before it looks at the text */
	assert_int_equal(bl_tokenize(v, "x", BL_TEXT_MAX_BYTES + 1, &t, &err),
			 BL_ERR_LIMIT);
	assert_string_equal(err.text, "a text of 1073741825 bytes is longer "
				      "than the limit of 1073741824");
	assert_int_equal(t.n, 0);
	bl_vocab_free(v);
}

static void test_words__ends_before_the_first_that_does_not_fit(void **state)
{
	static const struct {
		size_t room;
		const char *words;
	} cases[] = {
		{ 0, "" },
		{ 2, "" },
		{ 3, "san" },
		{ 9, "san" },
		{ 10, "san miguel" },
		{ 12, "san miguel a" },
		{ 14, "san miguel a b" },
	};
	struct bl_str text = BL_STR("San Miguel's a b");
	char out[32];
	size_t i, n;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		n = bl_words(out, cases[i].room, text);
		out[n] = '\0';
		assert_string_equal(out, cases[i].words);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_tokenize__splits_at_spaces_and_punctuation),
		cmocka_unit_test(test_tokenize__splits_compounds),
		cmocka_unit_test(test_tokenize__splits_at_underscores),
		cmocka_unit_test(test_tokenize__splits_at_dots_and_colons),
		cmocka_unit_test(test_tokenize__joins_acronyms),
		cmocka_unit_test(test_tokenize__joins_grouped_digits),
		cmocka_unit_test(
			test_tokenize__splits_digits_that_are_no_groups),
		cmocka_unit_test(test_tokenize__keeps_a_decimal_point),
		cmocka_unit_test(test_tokenize__drops_possessives),
		cmocka_unit_test(test_tokenize__joins_at_other_apostrophes),
		cmocka_unit_test(test_tokenize__folds_case_of_forms_only),
		cmocka_unit_test(
			test_tokenize__gives_the_bytes_each_token_covers),
		cmocka_unit_test(test_tokenize__appends_to_the_tokens_given),
		cmocka_unit_test(
			test_tokenize__cuts_tokens_of_more_than_64_code_points),
		cmocka_unit_test(test_tokenize__refuses_a_text_over_the_limit),
		cmocka_unit_test(
			test_words__ends_before_the_first_that_does_not_fit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
