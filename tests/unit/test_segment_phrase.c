/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Phrases where the segment engine has to take another way: in an article as
 * long as a book, and of more words than it counts for each place.  The words
 * are numbers in order, so that it is plain which of them are side by side.
 */
#include "../engine/fixture.h"

#define BOOK_WORDS 20000
#define TITLE_WORDS 3
#define PHRASE_MAX 300
#define WORD_BYTES 16
/* What is a multiple of this away must not be taken for what is near. */
#define POWERS_OF_TWO 15

static struct {
	struct folder folder;
	struct bl_reader *reader;
} shared;

/* Words from..to - 1, without those that `leave` divides. */
static struct bl_str text_of(struct bl_arena *arena, unsigned from, unsigned to,
			     unsigned leave)
{
	struct bl_buf text;
	struct bl_str s;

	bl_buf_init(&text, 1 << 20);
	for (; from < to; from++)
		if (!leave || from % leave)
			bl_buf_addf(&text, "%u ", from);
	s = bl_arena_str(arena, bl_buf_str(&text));
	bl_buf_release(&text);
	return s;
}

/* Two words in turn, more often than 16 bits tell apart, and what ends it. */
#define SONG_A 900001
#define SONG_B 900002
#define SONG_END 900003
#define SONG_LAST 900004
#define SONG_TURNS 35000

static struct bl_str song(struct bl_arena *arena)
{
	struct bl_buf text;
	struct bl_str s;
	unsigned i;

	bl_buf_init(&text, 1 << 20);
	for (i = 0; i < SONG_TURNS; i++)
		bl_buf_addf(&text, "%u %u ", SONG_A, SONG_B);
	bl_buf_addf(&text, "%u %u %u", SONG_END, SONG_A, SONG_LAST);
	s = bl_arena_str(arena, bl_buf_str(&text));
	bl_buf_release(&text);
	return s;
}

static void add_songs(struct archive *a)
{
	struct bl_article x = BL_ARTICLE_INIT;

	x.id = BL_STR("song");
	x.title = BL_STR("800001 800002");
	x.text = song(&a->arena);
	archive_add(a, &x);
	x.id = BL_STR("refrain");
	x.text = BL_STR("800003 800004 800002 800003");
	archive_add(a, &x);
}

/* A book, its first words as its title; and an article of half of each; and
 * songs. */
static int set_up(void **state)
{
	struct bl_writer *w;
	struct archive a;
	size_t i;

	(void)state;
	memset(&a, 0, sizeof(a));
	for (i = 0; i < 2; i++) {
		unsigned leave = i ? 2 : 0, words = i ? 1000 : BOOK_WORDS;
		struct bl_article x = BL_ARTICLE_INIT;

		x.id = i ? BL_STR("article") : BL_STR("book");
		x.title = text_of(&a.arena, 0, TITLE_WORDS, leave);
		x.text = text_of(&a.arena, TITLE_WORDS, words, leave);
		archive_add(&a, &x);
	}
	add_songs(&a);
	shared.folder = folder_new();
	w = writer_new(&shared.folder, "segment", 0);
	index_some(w, &a, 0, 1);
	commit_and_close(w);
	shared.reader = reader_new(&shared.folder);
	archive_release(&a);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	bl_reader_close(shared.reader);
	folder_remove(&shared.folder);
	return 0;
}

/* How many articles have these numbers side by side. */
static unsigned long long find(const unsigned *number, size_t n)
{
	struct bl_node word[PHRASE_MAX], *child[PHRASE_MAX];
	char text[PHRASE_MAX][WORD_BYTES];
	struct bl_node phrase = { .kind = BL_NODE_PHRASE, .weight = 1 };
	struct bl_search s = { &phrase,           0,          10,
			       BL_SORT_RELEVANCE, BL_BM25_K1, BL_BM25_B };
	struct bl_arena arena = BL_ARENA_INIT;
	struct bl_hits hits;
	size_t i;

	for (i = 0; i < n; i++) {
		snprintf(text[i], WORD_BYTES, "%u", number[i]);
		word[i] = (struct bl_node){ .kind = BL_NODE_TERM,
					    .text = bl_str_from(text[i]),
					    .weight = 1 };
		child[i] = &word[i];
	}
	phrase.child = child;
	phrase.n = n;
	must(bl_reader_search(shared.reader, &s, &arena, &hits, &failure));
	bl_arena_release(&arena);
	return hits.matched;
}

static unsigned long long find_pair(unsigned a, unsigned b)
{
	unsigned pair[] = { a, b };

	return find(pair, 2);
}

static void test_segment_phrase__books_have_phrases(void **state)
{
	unsigned at, power;

	(void)state;
	for (at = TITLE_WORDS; at + 1 < BOOK_WORDS; at += 997) {
		assert_int_equal(find_pair(at, at + 1), 1);
		assert_int_equal(find_pair(at + 1, at), 0);
		assert_int_equal(find_pair(at, at), 0);
	}
	for (power = 1; power < POWERS_OF_TWO && at > 1u << power; power++) {
		assert_int_equal(find_pair(5, 6 + (1u << power)), 0);
		assert_int_equal(find_pair(6 + (1u << power), 5), 0);
	}
}

static void test_segment_phrase__articles_have_phrases(void **state)
{
	unsigned at;

	(void)state;
	for (at = 5; at < 397; at += 2) {
		assert_int_equal(find_pair(at, at + 2), 1);
		assert_int_equal(find_pair(at + 2, at), 0);
	}
}

static void test_segment_phrase__none_runs_from_title_to_body(void **state)
{
	(void)state;
	assert_int_equal(find_pair(0, 1), 1);
	assert_int_equal(find_pair(1, 2), 1);
	assert_int_equal(find_pair(2, 3), 0); /* of the book */
	assert_int_equal(find_pair(1, 3), 0); /* of the article */
	assert_int_equal(find((unsigned[]){ 1, 2, 3 }, 3), 0);
	assert_int_equal(find((unsigned[]){ 2, 3, 4 }, 3), 0);
	assert_int_equal(find((unsigned[]){ 1, 3, 5, 7 }, 4), 0);
}

static void test_segment_phrase__any_number_of_words(void **state)
{
	unsigned book[PHRASE_MAX], article[PHRASE_MAX];
	size_t n, i;

	(void)state;
	for (i = 0; i < PHRASE_MAX; i++) {
		book[i] = 5 + (unsigned)i;
		article[i] = 3 + 2 * (unsigned)i;
	}
	for (n = 1; n < PHRASE_MAX - 1; n++) {
		unsigned right = article[n - 1];

		assert_int_equal(find(book, n), n == 1 ? 2 : 1);
		assert_int_equal(find(article, n), n == 1 ? 2 : 1);
		article[n - 1] += 2;
		assert_int_equal(find(article, n), n == 1 ? 2 : 0);
		article[n - 1] = right;
	}
}

static void test_segment_phrase__words_may_be_frequent(void **state)
{
	(void)state;
	assert_int_equal(find_pair(SONG_A, SONG_B), 1);
	assert_int_equal(find_pair(SONG_B, SONG_A), 1);
	assert_int_equal(find_pair(SONG_A, SONG_A), 0);
	assert_int_equal(find_pair(SONG_B, SONG_END), 1);
	assert_int_equal(find_pair(SONG_END, SONG_B), 0);
	assert_int_equal(find_pair(SONG_A, SONG_END), 0);
	assert_int_equal(find_pair(SONG_A, SONG_LAST), 1);
	assert_int_equal(find_pair(SONG_LAST, SONG_A), 0);
	assert_int_equal(
		find((unsigned[]){ SONG_A, SONG_B, SONG_A, SONG_B }, 4), 1);
	assert_int_equal(find((unsigned[]){ SONG_A, SONG_B, SONG_END }, 3), 1);
	assert_int_equal(find((unsigned[]){ SONG_B, SONG_A, SONG_END }, 3), 0);
	assert_int_equal(find((unsigned[]){ SONG_B, SONG_A, SONG_LAST }, 3), 0);
}

/* It is there between title and body, where it does not count, before it is in
 * the body. */
static void test_segment_phrase__the_first_place_may_be_wrong(void **state)
{
	(void)state;
	assert_int_equal(find_pair(800001, 800002), 2);
	assert_int_equal(find_pair(800002, 800003), 1);
	assert_int_equal(find((unsigned[]){ 800002, 800003, 800004 }, 3), 0);
	assert_int_equal(find((unsigned[]){ 800004, 800002, 800003 }, 3), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_segment_phrase__books_have_phrases),
		cmocka_unit_test(test_segment_phrase__articles_have_phrases),
		cmocka_unit_test(
			test_segment_phrase__none_runs_from_title_to_body),
		cmocka_unit_test(test_segment_phrase__any_number_of_words),
		cmocka_unit_test(test_segment_phrase__words_may_be_frequent),
		cmocka_unit_test(
			test_segment_phrase__the_first_place_may_be_wrong),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
