/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The vocabulary and its stems; the analysis of an index. */
#include "test_text.h"

#include <stdio.h>

/* The stem of a text's only token. */
static struct bl_str stem(struct bl_vocab *v, const char *text)
{
	struct bl_tokens t = BL_TOKENS_INIT;
	struct bl_str s;

	assert_int_equal(bl_tokenize(v, text, strlen(text), &t, NULL), BL_OK);
	assert_int_equal(t.n, 1);
	s = bl_vocab_stem(v, bl_vocab_stem_of(v, t.item[0].form));
	bl_tokens_release(&t);
	return s;
}

static void has_stem(const char *language, const char *text, const char *wanted)
{
	struct bl_vocab *v = test_vocab(language);
	struct bl_str got = stem(v, text);

	if (!bl_str_eq(got, bl_str_from(wanted)))
		fail_msg("\"%s\" in %s: stem \"%.*s\", not \"%s\"", text,
			 language, (int)got.len, got.data, wanted);
	bl_vocab_free(v);
}

static void test_vocab__stems_in_the_language_of_the_index(void **state)
{
	(void)state;
	has_stem("english", "Bombings", "bomb");
	has_stem("english", "bombed", "bomb");
	has_stem("english", "police\u2019s", "polic");
	has_stem("french", "bombardements", "bombard");
	has_stem("russian", "\u0432\u0437\u0440\u044b\u0432\u044b",
		 "\u0432\u0437\u0440\u044b\u0432");
	/* an ending with a short i, and with an io, is one of the others */
	has_stem("russian", "\u0432\u043e\u0435\u043d\u043d\u044b\u0439",
		 "\u0432\u043e\u0435\u043d");
	has_stem("russian", "\u0432\u043e\u0435\u043d\u043d\u0430\u044f",
		 "\u0432\u043e\u0435\u043d");
	has_stem("russian", "\u0432\u043e\u0435\u043d\u043d\u043e\u0439",
		 "\u0432\u043e\u0435\u043d");
	has_stem("russian", "\u043e\u0433\u043d\u0451\u043c",
		 "\u043e\u0433\u043d");
	has_stem("spanish", "\u00e1rboles", "arbol");
	has_stem("none", "bombings", "bombings");
}

static void test_vocab__does_not_stem_what_begins_with_a_digit(void **state)
{
	(void)state;
	has_stem("english", "3bombings", "3bombings");
	has_stem("english", "1990s", "1990s");
	has_stem("english", "b2bombings", "b2bomb");
}

static void test_vocab__numbers_forms_and_stems_from_0(void **state)
{
	static const char text[] = "bombed bombs Bombed dead bombed";
	static const uint32_t forms[] = { 0, 1, 0, 2, 0 };
	static const uint32_t stems[] = { 0, 0, 0, 1, 0 };
	struct bl_vocab *v = test_vocab("english");
	struct bl_tokens t = BL_TOKENS_INIT;
	size_t i;

	(void)state;
	assert_int_equal(bl_vocab_form_count(v), 0);
	assert_int_equal(bl_tokenize(v, text, strlen(text), &t, NULL), BL_OK);
	assert_int_equal(t.n, 5);
	for (i = 0; i < t.n; i++) {
		assert_int_equal(t.item[i].form, forms[i]);
		assert_int_equal(bl_vocab_stem_of(v, forms[i]), stems[i]);
	}
	assert_int_equal(bl_vocab_form_count(v), 3);
	assert_int_equal(bl_vocab_stem_count(v), 2);
	bl_tokens_release(&t);
	bl_vocab_free(v);
}

static void test_vocab__keeps_ids_and_bytes_as_it_grows(void **state)
{
	enum { N = 50000 };
	struct bl_vocab *v = test_vocab("english");
	struct bl_tokens t = BL_TOKENS_INIT;
	char word[16];
	struct bl_str first = BL_STR_NULL, s;
	uint32_t i;
	int len;

	(void)state;
	for (i = 0; i < N; i++) {
		len = snprintf(word, sizeof(word), "W%u", i);
		assert_int_equal(bl_tokenize(v, word, (size_t)len, &t, NULL),
				 BL_OK);
		if (i == 0)
			first = bl_vocab_form(v, 0);
	}
	assert_int_equal(t.n, N);
	assert_int_equal(bl_vocab_form_count(v), N);
	for (i = 0; i < N; i++) {
		assert_int_equal(t.item[i].form, i);
		snprintf(word, sizeof(word), "w%u", i);
		s = bl_vocab_form(v, i);
		assert_true(bl_str_eq(s, bl_str_from(word)));
	}
	assert_ptr_equal(bl_vocab_form(v, 0).data, first.data);
	assert_true(bl_vocab_bytes(v) > N * 16);
	bl_tokens_release(&t);
	bl_vocab_free(v);
}

static void test_vocab__starts_again_when_cleared(void **state)
{
	struct bl_vocab *v = test_vocab("english");
	int round;

	(void)state;
	for (round = 0; round < 3; round++) {
		test_has_forms(v, "Bombs caf\u00e9 bombed",
			       "bombs cafe bombed");
		assert_int_equal(bl_vocab_form_count(v), 3);
		assert_int_equal(bl_vocab_stem_count(v), 2);
		bl_vocab_clear(v);
		assert_int_equal(bl_vocab_form_count(v), 0);
		assert_int_equal(bl_vocab_stem_count(v), 0);
	}
	bl_vocab_free(v);
	bl_vocab_free(NULL);
}

/* ---- analysis ---- */

static void test_analysis__takes_names_and_codes(void **state)
{
	static const struct {
		const char *given, *language;
	} cases[] = {
		{ "english", "english" }, { "en", "english" },
		{ "eng", "english" },     { "de", "german" },
		{ "deu", "german" },      { "porter", "porter" },
		{ "ur", NULL },           { "none", "none" },
		{ "English", NULL },      { "", NULL },
	};
	struct bl_analysis a;
	struct bl_error err;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		bl_status st = bl_analysis_set(&a, cases[i].given, &err);

		if (!cases[i].language) {
			assert_int_equal(st, BL_ERR_USAGE);
			continue;
		}
		assert_int_equal(st, BL_OK);
		assert_string_equal(a.language, cases[i].language);
		assert_int_equal(a.version, BL_ANALYSIS_VERSION);
		assert_int_equal(bl_analysis_check(&a, &err), BL_OK);
	}
}

static void test_analysis__names_the_languages_it_knows(void **state)
{
	struct bl_analysis a;
	struct bl_error err = BL_ERROR_INIT;
	const char *message = err.text;

	(void)state;
	assert_int_equal(bl_analysis_set(&a, "klingon", &err), BL_ERR_USAGE);
	assert_int_equal(err.code, BL_ERR_USAGE);
	assert_ptr_equal(strstr(message, "unknown language 'klingon': "
					 "known are arabic, "),
			 message);
	assert_non_null(strstr(message, ", english, "));
	assert_string_equal(message + strlen(message) - 6, ", none");
}

static void test_analysis__refuses_rules_it_does_not_have(void **state)
{
	struct bl_analysis a = { .version = 0 };
	struct bl_error err = BL_ERROR_INIT;
	struct bl_vocab *v = NULL;

	(void)state;
	assert_int_equal(bl_analysis_set(&a, "english", &err), BL_OK);
	a.version = BL_ANALYSIS_VERSION + 1;
	assert_int_equal(bl_analysis_check(&a, &err), BL_ERR_VERSION);
	assert_string_equal(err.text, "tokens were made by version 3 of the "
				      "rules, this program has version 2: "
				      "index the articles again");
	assert_int_equal(bl_vocab_new(&v, &a, &err), BL_ERR_VERSION);
	assert_null(v);
	a.version = BL_ANALYSIS_VERSION;
	strncpy(a.language, "klingon", sizeof(a.language));
	assert_int_equal(bl_analysis_check(&a, &err), BL_ERR_VERSION);
	assert_string_equal(err.text, "no stemmer for language 'klingon'");
	memset(a.language, 'x', sizeof(a.language));
	assert_int_equal(bl_analysis_check(&a, &err), BL_ERR_VERSION);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_vocab__stems_in_the_language_of_the_index),
		cmocka_unit_test(
			test_vocab__does_not_stem_what_begins_with_a_digit),
		cmocka_unit_test(test_vocab__numbers_forms_and_stems_from_0),
		cmocka_unit_test(test_vocab__keeps_ids_and_bytes_as_it_grows),
		cmocka_unit_test(test_vocab__starts_again_when_cleared),
		cmocka_unit_test(test_analysis__takes_names_and_codes),
		cmocka_unit_test(test_analysis__names_the_languages_it_knows),
		cmocka_unit_test(test_analysis__refuses_rules_it_does_not_have),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
