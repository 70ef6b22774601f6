/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Several words at once, in lists of several blocks, and some articles gone.
 * Article i has, in order, a word unless 7 divides i, and those of some primes
 * that do divide i; so what is to be found is known by dividing.
 */
#include "../engine/fixture.h"

#define ARTICLES 6000
#define GONE 30 /* every so manieth is deleted */
#define WORDS_MAX 3
#define BEST 3 /* few, so that the others are left out early */

static const unsigned primes[] = { 1, 2, 3, 5, 7, 11, 13, 101, 997, 7001 };
#define PRIMES (sizeof(primes) / sizeof(*primes))
#define FREQUENT 0 /* which is the word of most articles */

static bool is_in(unsigned i, size_t word)
{
	return word == FREQUENT ? i % 7 : i % primes[word] == 0;
}

static struct {
	struct folder folder;
	struct bl_reader *reader;
} shared;

static void index_all(struct archive *a)
{
	struct bl_writer *w = writer_new(&shared.folder, "segment", 0);

	index_some(w, a, 0, 1);
	commit_and_close(w);
}

static void delete_some(const struct archive *a)
{
	struct bl_writer *w = writer_new(&shared.folder, "segment", 0);
	size_t i;

	for (i = GONE; i < a->n; i += GONE)
		must(bl_writer_delete(w, a->article[i].id, &failure));
	commit_and_close(w);
}

static struct bl_str print(struct bl_arena *arena, bool list, unsigned i)
{
	struct bl_buf text;
	struct bl_str s;
	size_t p;

	bl_buf_init(&text, 1 << 10);
	if (!list)
		bl_buf_addf(&text, "%u", i);
	for (p = 0; list && p < PRIMES; p++)
		if (is_in(i, p))
			bl_buf_addf(&text, "%u ", primes[p]);
	s = bl_arena_str(arena, bl_buf_str(&text));
	bl_buf_release(&text);
	return s;
}

static int set_up(void **state)
{
	struct archive a;
	unsigned i;

	(void)state;
	memset(&a, 0, sizeof(a));
	for (i = 0; i < ARTICLES; i++) {
		struct bl_article x = BL_ARTICLE_INIT;

		x.id = print(&a.arena, false, i);
		x.text = print(&a.arena, true, i);
		archive_add(&a, &x);
	}
	shared.folder = folder_new();
	index_all(&a);
	delete_some(&a);
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

struct query {
	enum bl_node_kind kind;
	size_t word[WORDS_MAX]; /* which of the primes */
	size_t n;
	bool without_last; /* the last must not be there */
};

static bool has(unsigned i, const struct query *q, size_t word)
{
	bool with = is_in(i, q->word[word]);

	return with != (q->without_last && word + 1 == q->n);
}

/* Does one word stand right behind the other? */
static bool is_next(unsigned i, size_t word, size_t next)
{
	while (++word < next)
		if (is_in(i, word))
			return false;
	return word == next;
}

static bool is_wanted(unsigned i, const struct query *q)
{
	size_t w;

	if (i && i % GONE == 0)
		return false;
	for (w = 0; w < q->n; w++) {
		if (!has(i, q, w))
			return false;
		if (q->kind == BL_NODE_PHRASE && w &&
		    !is_next(i, q->word[w - 1], q->word[w]))
			return false;
	}
	return true;
}

static void check(const struct query *q)
{
	struct bl_node word[WORDS_MAX], *child[WORDS_MAX], *last;
	struct bl_node not = { .kind = BL_NODE_NOT, .weight = 1 };
	struct bl_node root = { .kind = q->kind, .weight = 1 };
	struct bl_search s = { &root,      0,
			       ARTICLES,   BL_SORT_RELEVANCE,
			       BL_BM25_K1, BL_BM25_B };
	struct bl_arena arena = BL_ARENA_INIT;
	char text[WORDS_MAX][16];
	struct bl_hits hits, best;
	size_t wanted = 0, i;

	for (i = 0; i < q->n; i++) {
		snprintf(text[i], sizeof(text[i]), "%u", primes[q->word[i]]);
		word[i] = (struct bl_node){ .kind = BL_NODE_TERM,
					    .text = bl_str_from(text[i]),
					    .weight = 1 };
		child[i] = &word[i];
	}
	root.child = child;
	root.n = q->n;
	last = &word[q->n - 1];
	not .child = &last;
	not .n = 1;
	if (q->without_last)
		child[q->n - 1] = &not ;
	must(bl_reader_search(shared.reader, &s, &arena, &hits, &failure));
	for (i = 0; i < ARTICLES; i++)
		wanted += is_wanted((unsigned)i, q);
	assert_int_equal(hits.matched, wanted);
	assert_int_equal(hits.n, wanted);
	for (i = 0; i < hits.n; i++) {
		unsigned long id = strtoul(hits.hit[i].id.data, NULL, 10);

		assert_true(is_wanted((unsigned)id, q));
		assert_true(!i || hits.hit[i - 1].score >= hits.hit[i].score);
	}
	s.limit = BEST;
	must(bl_reader_search(shared.reader, &s, &arena, &best, &failure));
	assert_int_equal(best.matched, wanted);
	assert_int_equal(best.n, wanted < BEST ? wanted : BEST);
	for (i = 0; i < best.n; i++) {
		assert_int_equal(best.hit[i].doc, hits.hit[i].doc);
		assert_true(best.hit[i].score == hits.hit[i].score);
	}
	bl_arena_release(&arena);
}

static void check_each(enum bl_node_kind kind, bool without_last)
{
	struct query q = { .kind = kind, .without_last = without_last };
	size_t *w = q.word;

	for (w[0] = 0; w[0] < PRIMES; w[0]++)
		for (w[1] = 0; w[1] < PRIMES; w[1]++) {
			q.n = 2;
			check(&q);
			q.n = 3;
			for (w[2] = 0; w[2] < PRIMES; w[2]++)
				check(&q);
		}
}

static void test_segment_joint__all_of_several_words(void **state)
{
	(void)state;
	check_each(BL_NODE_AND, false);
}

static void test_segment_joint__words_without_another(void **state)
{
	(void)state;
	check_each(BL_NODE_AND, true);
}

static void test_segment_joint__words_side_by_side(void **state)
{
	(void)state;
	check_each(BL_NODE_PHRASE, false);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_segment_joint__all_of_several_words),
		cmocka_unit_test(test_segment_joint__words_without_another),
		cmocka_unit_test(test_segment_joint__words_side_by_side),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
