/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tokens beyond ASCII, and that both ways through the tokenizer agree. */
#include "test_text.h"

#include <stdlib.h>
#include <uniwbrk.h>

#include "../../lib/text/text_private.h"
#include "blotter/utf8.h"

static void test_unicode__knows_punctuation_by_its_bytes(void **state)
{
	(void)state;
	TEST_CASES({ "\u201cpolice\u201d \u2018said\u2019", "police said" },
		   { "Friday\u2014the day", "friday the day" },
		   { "1999\u20132003", "1999 2003" },
		   { "five\u00a0dead", "five dead" },
		   { "wait\u2026what", "wait what" },
		   { "\u00abici\u00bb", "ici" }, { "50\u00b0C", "50 c" },
		   { "\u00a35m", "5m" });
}

/* scan.c tells them by a bit mask: it must say what their properties say. */
static void test_unicode__byte_masks_agree_with_properties(void **state)
{
	static const uint32_t first[] = { 0x80, 0x2000 };
	size_t i, len;
	uint32_t cp;

	(void)state;
	for (i = 0; i < 2; i++) {
		for (cp = first[i]; cp < first[i] + 64; cp++) {
			const enum bl_shape_byte shape = bl_shape_of(cp);
			unsigned char s[4];
			bool is_gap;

			len = bl_utf8_encode((char *)s, cp);
			is_gap = bl_scan_gap(s, s + len) == s + len;
			if (is_gap != (shape == BL_SHAPE_SEPARATOR ||
				       shape == BL_SHAPE_APOSTROPHE))
				fail_msg("U+%04X: gap %d, shape '%c'",
					 (unsigned)cp, is_gap, shape);
		}
	}
}

static void test_unicode__strips_accents_and_joins_as_in_ascii(void **state)
{
	(void)state;
	TEST_CASES({ "Caf\u00e9 S\u00e3o", "cafe sao" },
		   { "caf\u00e9\u2019s", "cafe" },
		   { "l\u2019\u00e9t\u00e9", "lete" }, { "\u00c9.U.", "eu" },
		   { "\u0421.\u0428.\u0410.", "\u0441\u0448\u0430" },
		   { "E\u0301.U.", "eu" }, { "fin.\u00c9t\u00e9", "fin ete" },
		   { "\u00c9t\u00e9.Fin", "ete fin" },
		   { "1,200\u00e9", "1200e" },
		   { "r\u00e9sum\u00e9s'", "resumes" },
		   { "\u00c9cole-\u00c9t\u00e9", "ecole ete" },
		   { "\u00e9_\u00e8", "e e" },
		   { "na\u00efve:caf\u00e9", "naive cafe" });
}

static void test_unicode__gives_a_token_a_code_point_without_spaces(
	void **state)
{
	(void)state;
	TEST_CASES(
		{ "\u4e2d\u6587", "\u4e2d \u6587" },              /* Han */
		{ "\u3072\u3089", "\u3072 \u3089" },              /* hiragana */
		{ "\u30ab\u30e9\u30fc", "\u30ab \u30e9 \u30fc" }, /* katakana */
		{ "\uff76\uff9e", "\u30ac" }, /* half width, voiced */
		{ "\u304b\u3099", "\u304c" }, /* the same, decomposed */
		{ "\u0e44\u0e17\u0e22", "\u0e44 \u0e17 \u0e22" }, /* Thai */
		{ "\u0e17\u0e35\u0e48",
		  "\u0e17 \u0e35 \u0e48" }, /* and its marks */
		{ "\u0ea5\u0eb2\u0ea7", "\u0ea5 \u0eb2 \u0ea7" }, /* Lao */
		{ "\u1781\u17d2\u1798", "\u1781 \u17d2 \u1798" }, /* Khmer */
		{ "\u1019\u103c\u1014", "\u1019 \u103c \u1014" }, /* Myanmar */
		{ "abc\u4e2d\u65873.5", "abc \u4e2d \u6587 3.5" },
		{ "a.\u4e2d.b", "a \u4e2d b" },
		{ "\u4e2d.\u6587", "\u4e2d \u6587" });
}

static void test_unicode__joins_words_of_other_scripts(void **state)
{
	(void)state;
	TEST_CASES(
		{ "\ud55c\uad6d\uc5b4 \ub9d0", "\ud55c\uad6d\uc5b4 \ub9d0" },
		{ "\u0939\u093f\u0928\u094d\u0926\u0940",
		  "\u0939\u093f\u0928\u094d\u0926\u0940" },
		{ "\u0634\u064f\u0631\u0637\u0629",
		  "\u0634\u064f\u0631\u0637\u0629" },
		{ "\u05e6\u05d4\"\u05dc", "\u05e6\u05d4\u05dc" },
		{ "\u05e6\u05d4\u05f4\u05dc", "\u05e6\u05d4\u05dc" },
		{ "\"\u05e6\u05d4\"", "\u05e6\u05d4" },
		{ "\u05e6\u05d4\"abc", "\u05e6\u05d4 abc" },
		{ "col\u00b7lecci\u00f3", "col\u00b7leccio" },
		{ "\u00b7 fin\u00b7", "fin" },
		{ "\u043f\u02bc\u044f\u0442\u044c \u043f\u2019\u044f\u0442\u044c",
		  "\u043f\u044f\u0442\u044c \u043f\u044f\u0442\u044c" },
		{ "\u0661\u066c\u0662\u0660\u0660",
		  "\u0661\u0662\u0660\u0660" });
}

static void test_unicode__folds_width_before_anything_else(void **state)
{
	(void)state;
	TEST_CASES({ "\uff30\uff2f\uff2c\uff29\uff23\uff25", "police" },
		   { "\uff11\uff0c\uff12\uff10\uff10", "1200" },
		   { "\uff13\uff0e\uff15", "3.5" },
		   { "\uff35\uff0e\uff33\uff0e", "us" },
		   { "police\uff07\uff53", "police" }, { "\ufb01re", "fire" });
}

static void test_unicode__gives_no_token_for_symbols(void **state)
{
	(void)state;
	TEST_CASES({ "\U0001f600", "" }, { "fire\U0001f525now", "fire now" },
		   { "\U0001f468\u200d\U0001f469\u200d\U0001f467", "" },
		   { "\U0001f1f5\U0001f1f0", "" }, { "a \u2192 b", "a b" },
		   { "km\u00b2", "km" }, { "Google\u2122", "google" },
		   { "\u0301", "" }, { "\u20ac5", "5" });
}

static void test_unicode__drops_format_characters_in_words(void **state)
{
	(void)state;
	TEST_CASES({ "ka\u00adra\u00adchi", "karachi" },
		   { "kara\u200dchi", "karachi" },
		   { "kara\u200cchi", "karachi" },
		   { "karachi\u200e", "karachi" },
		   { "\ufeffkarachi", "karachi" },
		   { "kara\u2060chi", "karachi" },
		   { "kara\u200bchi", "kara chi" }, { "\u00ad", "" });
}

static void test_unicode__takes_malformed_bytes_for_separators(void **state)
{
	(void)state;
	TEST_CASES({ "kara\xff"
		     "chi",
		     "kara chi" },
		   { "kara\xc3", "kara" },
		   { "\xc3(caf\u00e9\x80"
		     "bar",
		     "cafe bar" },
		   { "a\xe2\x80"
		     "b",
		     "a b" },
		   { "a\xed\xa0\x80"
		     "b",
		     "a b" },
		   { "a\xf4\x90\x80\x80"
		     "b",
		     "a b" },
		   { "\xc2", "" }, { "\xe2\x80", "" },
		   { "caf\u00e9\xf0\x9f", "cafe" });
}

static void test_unicode__takes_nul_for_a_separator(void **state)
{
	static const char text[] = "one\0two \0caf\u00e9\0";
	struct bl_vocab *v = test_vocab(BL_LANGUAGE_NONE);
	struct bl_buf got;

	(void)state;
	bl_buf_init(&got, 1000);
	test_forms(&got, v, text, sizeof(text) - 1);
	assert_string_equal(got.data, "one two cafe");
	bl_buf_release(&got);
	bl_vocab_free(v);
}

/* Sentences of many thousand characters come in several shapes. */
static void test_unicode__loses_nothing_in_long_runs(void **state)
{
	enum { N = 20000 };
	struct bl_vocab *v = test_vocab(BL_LANGUAGE_NONE);
	struct bl_tokens t = BL_TOKENS_INIT;
	char *text = malloc(3 * N);
	size_t i;

	(void)state;
	assert_non_null(text);
	for (i = 0; i < N; i++)
		assert_int_equal(bl_utf8_encode(text + 3 * i,
						0x4e00 + (uint32_t)(i % 5000)),
				 3);
	assert_int_equal(bl_tokenize(v, text, 3 * N, &t, NULL), BL_OK);
	assert_int_equal(t.n, N);
	for (i = 0; i < N; i++) {
		assert_int_equal(t.item[i].start, 3 * i);
		assert_int_equal(t.item[i].end, 3 * i + 3);
		assert_int_equal(t.item[i].form, i % 5000);
	}
	bl_tokens_release(&t);
	free(text);
	bl_vocab_free(v);
}

/* ---- both ways ---- */

/* A reproducible sequence: a failure must be found again. */
static uint32_t next_random(uint64_t *seed)
{
	*seed = *seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
	return (uint32_t)(*seed >> 33);
}

/* Fail, showing the text, where two ways to its tokens differ. */
static void check_same(const struct bl_tokens *one, const struct bl_tokens *two,
		       const char *text, size_t len)
{
	size_t i;

	for (i = 0; i < one->n && i < two->n; i++) {
		const struct bl_token *a = &one->item[i], *b = &two->item[i];

		if (a->form != b->form || a->start != b->start ||
		    a->end != b->end)
			fail_msg("token %zu of \"%.*s\": [%u, %u) or [%u, %u)",
				 i, (int)len, text, a->start, a->end, b->start,
				 b->end);
	}
	if (one->n != two->n)
		fail_msg("%zu or %zu tokens in \"%.*s\"", one->n, two->n,
			 (int)len, text);
}

static void compare_ways(struct bl_vocab *v, const char *text, size_t len)
{
	struct bl_tokens fast = BL_TOKENS_INIT, other = BL_TOKENS_INIT;
	char padded[512];

	assert_int_equal(bl_tokenize(v, text, len, &fast, NULL), BL_OK);
	assert_int_equal(bl_tokenize_by_shape(v, text, len, &other, NULL),
			 BL_OK);
	check_same(&fast, &other, text, len);
	/* where a text ends, its bytes are taken one by one */
	assert_true(len + 16 <= sizeof(padded));
	memset(padded, ' ', sizeof(padded));
	memcpy(padded, text, len);
	other.n = 0;
	assert_int_equal(bl_tokenize(v, padded, sizeof(padded), &other, NULL),
			 BL_OK);
	check_same(&fast, &other, text, len);
	bl_tokens_release(&fast);
	bl_tokens_release(&other);
}

static void test_unicode__every_byte_ends_a_word_or_does_not(void **state)
{
	struct bl_vocab *v = test_vocab(BL_LANGUAGE_NONE);
	char text[40];
	unsigned byte;
	size_t at;

	(void)state;
	for (byte = 0; byte < 256; byte++) {
		for (at = 0; at < sizeof(text); at++) {
			memset(text, 'x', sizeof(text));
			text[at] = (char)byte;
			compare_ways(v, text, sizeof(text));
		}
	}
	bl_vocab_free(v);
}

/* Random texts of these pieces; joints are frequent, so that rules meet. */
static void compare_random_texts(const char *const *pieces, size_t n)
{
	struct bl_vocab *v = test_vocab(BL_LANGUAGE_NONE);
	uint64_t seed = 2;
	size_t round, i;
	char text[256];

	for (round = 0; round < 30000; round++) {
		size_t count = next_random(&seed) % 20, len = 0;

		for (i = 0; i < count; i++) {
			const char *piece = pieces[next_random(&seed) % n];

			memcpy(text + len, piece, strlen(piece));
			len += strlen(piece);
		}
		compare_ways(v, text, len);
	}
	bl_vocab_free(v);
}

static void test_unicode__both_ways_agree_on_ascii(void **state)
{
	static const char *const pieces[] = { "a", "B",  "s",   "S", "xyz",
					      "1", "20", "300", "'", "'",
					      ".", ".",  ",",   ",", " ",
					      "-", "_",  ":",   ";", "\"",
					      "(", "\n", "'s" };

	(void)state;
	compare_random_texts(pieces, sizeof(pieces) / sizeof(pieces[0]));
}

static void test_unicode__both_ways_agree_on_all_bytes_of_ascii(void **state)
{
	struct bl_vocab *v = test_vocab(BL_LANGUAGE_NONE);
	uint64_t seed = 3;
	char text[64];
	size_t round, i;

	(void)state;
	for (round = 0; round < 30000; round++) {
		for (i = 0; i < sizeof(text); i++)
			text[i] = (char)(next_random(&seed) % 128);
		compare_ways(v, text, sizeof(text));
	}
	bl_vocab_free(v);
}

static void test_unicode__both_ways_agree_on_curly_quotes(void **state)
{
	static const char *const pieces[] = {
		"a",      "s",       "it",     "1", "200", "\u2019",
		"\u2018", "\u2019s", ".",      ",", " ",   "\u201c",
		"\u2014", "\u00a0",  "\u2026", "'"
	};

	(void)state;
	compare_random_texts(pieces, sizeof(pieces) / sizeof(pieces[0]));
}

static void test_unicode__both_ways_agree_on_mixed_scripts(void **state)
{
	static const char *const pieces[] = {
		"a",          "s",      "x",      "\u00e9", "\u0434",
		"\u4e2d",     "\u05d0", "\u0301", "\u0e35", "'",
		"\u2019",     "\"",     "\u00b7", " ",      "-",
		"\U0001f600", "\xff",   "\u200d", "\u30fc"
	};

	(void)state;
	compare_random_texts(pieces, sizeof(pieces) / sizeof(pieces[0]));
}

/* ---- UAX #29 ---- */

/* Fail unless a token ends at a break, and holds none. */
static void check_break(const struct bl_tokens *t, size_t at, bool is_break,
			const char *text)
{
	size_t i;

	for (i = 0; i < t->n; i++) {
		if (is_break && t->item[i].start < at && at < t->item[i].end)
			fail_msg("no break at %zu of \"%s\"", at, text);
		if (!is_break && t->item[i].end == at)
			fail_msg("a break at %zu of \"%s\"", at, text);
	}
}

/* Where no rule of ours joins or splits, words are libunistring's. */
static void test_unicode__words_end_where_uax29_breaks(void **state)
{
	static const char *const pieces[] = {
		"a",      "Z",      "7",      "\u00e9", "\u0434", "\u05d0",
		"\u0634", "\u0939", "\u093f", "\ud55c", "\u0301", "\u00ad",
		"\u200d", " ",      "-",      "!",      "\u4e2d", "\u3072",
		"\u00b7", "\u2014", "\u0661",
	};
	struct bl_vocab *v = test_vocab(BL_LANGUAGE_NONE);
	const size_t n = sizeof(pieces) / sizeof(pieces[0]);
	uint64_t seed = 4;
	size_t round, i;

	(void)state;
	for (round = 0; round < 20000; round++) {
		struct bl_tokens t = BL_TOKENS_INIT;
		char text[128] = "", breaks[128];
		size_t len = 0;

		for (i = 0; i < 16; i++) {
			const char *piece = pieces[next_random(&seed) % n];

			memcpy(text + len, piece, strlen(piece));
			len += strlen(piece);
		}
		assert_int_equal(bl_tokenize(v, text, len, &t, NULL), BL_OK);
		u8_wordbreaks((const uint8_t *)text, len, breaks);
		for (i = 1; i < len; i++) {
			if ((text[i] & 0xc0) != 0x80)
				check_break(&t, i, breaks[i], text);
		}
		bl_tokens_release(&t);
	}
	bl_vocab_free(v);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_unicode__knows_punctuation_by_its_bytes),
		cmocka_unit_test(
			test_unicode__byte_masks_agree_with_properties),
		cmocka_unit_test(
			test_unicode__strips_accents_and_joins_as_in_ascii),
		cmocka_unit_test(
			test_unicode__gives_a_token_a_code_point_without_spaces),
		cmocka_unit_test(test_unicode__joins_words_of_other_scripts),
		cmocka_unit_test(
			test_unicode__folds_width_before_anything_else),
		cmocka_unit_test(test_unicode__gives_no_token_for_symbols),
		cmocka_unit_test(
			test_unicode__drops_format_characters_in_words),
		cmocka_unit_test(
			test_unicode__takes_malformed_bytes_for_separators),
		cmocka_unit_test(test_unicode__takes_nul_for_a_separator),
		cmocka_unit_test(test_unicode__loses_nothing_in_long_runs),
		cmocka_unit_test(
			test_unicode__every_byte_ends_a_word_or_does_not),
		cmocka_unit_test(test_unicode__both_ways_agree_on_ascii),
		cmocka_unit_test(
			test_unicode__both_ways_agree_on_all_bytes_of_ascii),
		cmocka_unit_test(test_unicode__both_ways_agree_on_curly_quotes),
		cmocka_unit_test(
			test_unicode__both_ways_agree_on_mixed_scripts),
		cmocka_unit_test(test_unicode__words_end_where_uax29_breaks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
