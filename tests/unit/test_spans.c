/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Phrases and nearness, against every choice of positions tried out, in many
 * small texts over an alphabet of a few words.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "blotter/spans.h"

#define TEXT_WORDS 12
#define WORDS 3 /* a, b, c */
#define PHRASE_MAX 4
#define SPANS_MAX 4096
#define ROUNDS 20000

/* xorshift: the same texts on every run */
static uint32_t random_below(uint32_t *seed, uint32_t n)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed % n;
}

struct text {
	char word[TEXT_WORDS + 1];     /* 'a'..., or '.' for another one */
	uint32_t position[TEXT_WORDS]; /* of each, with gaps */
};

static void make_text(struct text *t, uint32_t *seed)
{
	uint32_t position = 1 + random_below(seed, 3);
	size_t i;

	for (i = 0; i < TEXT_WORDS; i++) {
		uint32_t w = random_below(seed, WORDS + 1);

		t->word[i] = w < WORDS ? (char)('a' + (int)w) : '.';
		t->position[i] = position;
		position += random_below(seed, 8) ? 1 : 20;
	}
	t->word[TEXT_WORDS] = '\0';
}

static struct bl_places positions_of(const struct text *t, char word,
				     uint32_t at[TEXT_WORDS])
{
	struct bl_places p = { at, 0 };
	size_t i;

	for (i = 0; i < TEXT_WORDS; i++) {
		if (t->word[i] == word)
			at[p.n++] = t->position[i];
	}
	return p;
}

/* ---- by trying everything */

struct span {
	uint32_t first, last;
};

struct all_spans {
	struct span item[SPANS_MAX];
	size_t n;
};

/* Every way to put the words from k on behind position index i. */
static void try_phrase(struct all_spans *out, const struct text *t,
		       const char *words, unsigned slop, size_t first, size_t i,
		       size_t k)
{
	size_t n = strlen(words), j;

	if (k == n) {
		uint32_t length = t->position[i] - t->position[first];

		if (length <= n - 1 + slop) {
			assert_in_range(out->n, 0, SPANS_MAX - 1);
			out->item[out->n++] = (struct span){ t->position[first],
							     t->position[i] };
		}
		return;
	}
	for (j = k ? i + 1 : 0; j < TEXT_WORDS; j++) {
		if (t->word[j] == words[k])
			try_phrase(out, t, words, slop, k ? first : j, j,
				   k + 1);
	}
}

static bool try_near(const struct all_spans *a, const struct all_spans *b,
		     unsigned distance, bool ordered)
{
	size_t i, j;

	for (i = 0; i < a->n; i++) {
		for (j = 0; j < b->n; j++) {
			struct span x = a->item[i], y = b->item[j];

			if (x.last < y.first && y.first - x.last <= distance)
				return true;
			if (!ordered && y.last < x.first &&
			    x.first - y.last <= distance)
				return true;
		}
	}
	return false;
}

static bool has_span(const struct all_spans *all, uint32_t first, uint32_t last)
{
	size_t i;

	for (i = 0; i < all->n; i++) {
		if ((!first || all->item[i].first == first) &&
		    (!last || all->item[i].last == last))
			return true;
	}
	return false;
}

/* The lists hold what the spans begin and end with, rising, and no more. */
static void assert_same(const struct bl_spans *got, const struct all_spans *all)
{
	size_t i, firsts = 0, lasts = 0;
	uint32_t at;

	for (at = 1; at < 400; at++) {
		firsts += has_span(all, at, 0);
		lasts += has_span(all, 0, at);
	}
	assert_int_equal(got->first.n, firsts);
	assert_int_equal(got->last.n, lasts);
	for (i = 0; i < got->first.n; i++) {
		assert_true(has_span(all, got->first.at[i], 0));
		assert_true(i == 0 || got->first.at[i - 1] < got->first.at[i]);
	}
	for (i = 0; i < got->last.n; i++) {
		assert_true(has_span(all, 0, got->last.at[i]));
		assert_true(i == 0 || got->last.at[i - 1] < got->last.at[i]);
	}
}

/* ---- the tests */

struct phrase {
	char words[PHRASE_MAX + 1];
	unsigned slop;
};

static void make_phrase(struct phrase *p, uint32_t *seed)
{
	size_t n = 1 + random_below(seed, PHRASE_MAX), i;

	for (i = 0; i < n; i++)
		p->words[i] = (char)('a' + (int)random_below(seed, WORDS));
	p->words[n] = '\0';
	p->slop = random_below(seed, 2) ? random_below(seed, 6) : 0;
}

static void spans_of(struct bl_spans *out, const struct text *t,
		     const struct phrase *p, struct bl_arena *arena)
{
	struct bl_places word[PHRASE_MAX];
	size_t n = strlen(p->words), i;

	for (i = 0; i < n; i++)
		word[i] = positions_of(t, p->words[i],
				       bl_arena_calloc(arena, TEXT_WORDS,
						       sizeof(uint32_t)));
	assert_int_equal(bl_spans_phrase(out, word, n, p->slop, arena, NULL),
			 BL_OK);
}

static void test_spans_phrase__is_every_choice_of_positions(void **state)
{
	static struct all_spans all;
	struct bl_arena arena = BL_ARENA_INIT;
	uint32_t seed = 2463534242U;
	unsigned round, found = 0;

	(void)state;
	for (round = 0; round < ROUNDS; round++) {
		struct bl_spans got;
		struct phrase p;
		struct text t;

		bl_arena_clear(&arena);
		make_text(&t, &seed);
		make_phrase(&p, &seed);
		spans_of(&got, &t, &p, &arena);
		all.n = 0;
		try_phrase(&all, &t, p.words, p.slop, 0, 0, 0);
		assert_same(&got, &all);
		found += all.n > 0;
	}
	assert_in_range(found, ROUNDS / 10, ROUNDS - ROUNDS / 10);
	bl_arena_release(&arena);
}

static void test_spans_near__is_every_pair_of_spans(void **state)
{
	static struct all_spans a, b;
	struct bl_arena arena = BL_ARENA_INIT;
	uint32_t seed = 88172645U;
	unsigned round, found = 0;

	(void)state;
	for (round = 0; round < ROUNDS; round++) {
		struct bl_spans left[2], or_group, right;
		struct phrase p[3];
		unsigned distance = 1 + random_below(&seed, 5);
		bool ordered = random_below(&seed, 2);
		struct text t;
		size_t i;

		bl_arena_clear(&arena);
		make_text(&t, &seed);
		for (i = 0; i < 3; i++)
			make_phrase(&p[i], &seed);
		spans_of(&left[0], &t, &p[0], &arena);
		spans_of(&left[1], &t, &p[1], &arena);
		spans_of(&right, &t, &p[2], &arena);
		assert_int_equal(bl_spans_any(&or_group, left, 2, &arena, NULL),
				 BL_OK);
		a.n = b.n = 0;
		try_phrase(&a, &t, p[0].words, p[0].slop, 0, 0, 0);
		try_phrase(&a, &t, p[1].words, p[1].slop, 0, 0, 0);
		try_phrase(&b, &t, p[2].words, p[2].slop, 0, 0, 0);
		assert_same(&or_group, &a);
		if (bl_spans_near(&or_group, &right, distance, ordered) !=
		    try_near(&a, &b, distance, ordered))
			fail_msg("(%s~%u or %s~%u) %s/%u %s~%u in %s",
				 p[0].words, p[0].slop, p[1].words, p[1].slop,
				 ordered ? "adj" : "near", distance, p[2].words,
				 p[2].slop, t.word);
		found += try_near(&a, &b, distance, ordered);
	}
	assert_in_range(found, ROUNDS / 10, ROUNDS - ROUNDS / 10);
	bl_arena_release(&arena);
}

/* ---- trees over one text */

static bl_status stand(void *ctx, struct bl_places *out,
		       const struct bl_node *term, struct bl_error *err)
{
	static uint32_t at[WORDS][TEXT_WORDS];
	char word = term->text.data[0];

	(void)err;
	*out = positions_of(ctx, word, at[word - 'a']);
	return BL_OK;
}

static struct bl_node term_node(const char *word)
{
	return (struct bl_node){ .kind = BL_NODE_TERM,
				 .text = bl_str_from(word),
				 .weight = 1 };
}

/* Does left NEAR/1 right hold in the text, left being (a OR "b c")? */
static bool match_group(const char *words, const char *right)
{
	struct bl_arena arena = BL_ARENA_INIT;
	struct bl_node a = term_node("a"), b = term_node("b");
	struct bl_node c = term_node("c"), other = term_node(right);
	struct bl_node *pair[] = { &b, &c };
	struct bl_node phrase = { .kind = BL_NODE_PHRASE,
				  .child = pair,
				  .n = 2 };
	struct bl_node *both[] = { &a, &phrase };
	struct bl_node group = { .kind = BL_NODE_OR, .child = both, .n = 2 };
	struct bl_node *sides[] = { &group, &other };
	struct bl_node near = {
		.kind = BL_NODE_NEAR, .distance = 1, .child = sides, .n = 2
	};
	struct text t;
	bool out;
	size_t i;

	memset(t.word, '.', sizeof(t.word));
	memcpy(t.word, words, strlen(words));
	for (i = 0; i < TEXT_WORDS; i++)
		t.position[i] = (uint32_t)i + 1;
	assert_int_equal(bl_spans_match(&out, &near, stand, &t, &arena, NULL),
			 BL_OK);
	bl_arena_release(&arena);
	return out;
}

static void test_spans_match__takes_groups_and_phrases(void **state)
{
	(void)state;
	assert_true(match_group("ab", "b"));
	assert_true(match_group("c.ba", "b"));
	assert_true(match_group("bcc", "c"));
	assert_true(match_group("bbc", "b"));
	assert_false(match_group("bc.b", "b"));
	/* a span does not stand near a word inside it */
	assert_false(match_group("bc", "c"));
	assert_false(match_group("bc", "b"));
	/* nor a word near itself */
	assert_false(match_group("a", "a"));
	assert_true(match_group("aa", "a"));
}

static void test_spans_match__refuses_what_has_no_place(void **state)
{
	struct bl_arena arena = BL_ARENA_INIT;
	struct bl_error err = BL_ERROR_INIT;
	struct bl_node all = { .kind = BL_NODE_ALL };
	struct bl_node *sides[] = { &all, &all, &all };
	struct bl_node near = { .kind = BL_NODE_NEAR, .child = sides, .n = 2 };
	bool out;

	(void)state;
	assert_int_equal(bl_spans_match(&out, &near, stand, NULL, &arena, &err),
			 BL_ERR_INTERNAL);
	assert_string_equal(err.text, "a node that has no place in an article");
	near.n = 3;
	assert_int_equal(bl_spans_match(&out, &near, stand, NULL, &arena, &err),
			 BL_ERR_INTERNAL);
	bl_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_spans_phrase__is_every_choice_of_positions),
		cmocka_unit_test(test_spans_near__is_every_pair_of_spans),
		cmocka_unit_test(test_spans_match__takes_groups_and_phrases),
		cmocka_unit_test(test_spans_match__refuses_what_has_no_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
