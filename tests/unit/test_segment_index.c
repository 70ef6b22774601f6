/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The segment engine as a whole, through engine.h. */
#include "../engine/fixture.h"

#include "blotter/filter.h"

#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/wait.h>

#define ARTICLES 400
#define WORDS 60

/* ---- articles made up of few words, so that lists get long */

static void make_archive(struct archive *a, size_t n, uint64_t seed)
{
	struct chance c = { seed };
	size_t i, j;

	memset(a, 0, sizeof(*a));
	for (i = 0; i < n; i++) {
		struct bl_article x = BL_ARTICLE_INIT;
		struct bl_buf text;

		bl_buf_init(&text, 1 << 20);
		for (j = 10 + pick(&c, 40); j--;)
			bl_buf_addf(&text, "w%zu ",
				    pick(&c, 1 + pick(&c, WORDS)));
		x.text = bl_arena_str(&a->arena, bl_buf_str(&text));
		bl_buf_clear(&text);
		bl_buf_addf(&text, "w%zu about w%zu", pick(&c, WORDS),
			    pick(&c, WORDS));
		x.title = bl_arena_str(&a->arena, bl_buf_str(&text));
		bl_buf_clear(&text);
		bl_buf_addf(&text, "id-%zu", i);
		x.id = bl_arena_str(&a->arena, bl_buf_str(&text));
		x.source = BL_STR("test");
		x.lang = i % 3 ? BL_STR("en") : BL_STR("fr");
		x.published = i % 5 ? (bl_time)(i * 86400) : BL_TIME_UNSET;
		archive_add(a, &x);
		bl_buf_release(&text);
	}
}

/* ---- asking */

static struct bl_node term(const char *text)
{
	return (struct bl_node){ .kind = BL_NODE_TERM,
				 .text = bl_str_from(text),
				 .weight = 1 };
}

/* Hits of `query`, as lines of id and score. */
static void ask(struct bl_buf *out, struct bl_reader *r,
		const struct bl_node *query, enum bl_sort sort, size_t limit)
{
	struct bl_search s = { query, 0, limit, sort, BL_BM25_K1, BL_BM25_B };
	struct bl_arena arena = BL_ARENA_INIT;
	struct bl_hits hits;
	size_t i;

	must(bl_reader_search(r, &s, &arena, &hits, &failure));
	bl_buf_addf(out, "%llu\n", (unsigned long long)hits.matched);
	for (i = 0; i < hits.n; i++)
		bl_buf_addf(out, "%.*s %.17g\n", (int)hits.hit[i].id.len,
			    hits.hit[i].id.data, hits.hit[i].score);
	bl_arena_release(&arena);
}

/* Answers to a few queries of each kind. */
static void ask_all(struct bl_buf *out, struct bl_reader *r)
{
	struct bl_node a = term("w1"), b = term("w2"), c = term("w37");
	struct bl_node *ab[] = { &a, &b }, *abc[] = { &a, &b, &c };
	static const enum bl_node_kind kinds[] = { BL_NODE_AND, BL_NODE_OR,
						   BL_NODE_MAYBE,
						   BL_NODE_PHRASE };
	size_t i;

	ask(out, r, &a, BL_SORT_RELEVANCE, 10);
	ask(out, r, &c, BL_SORT_NEWEST, SIZE_MAX);
	ask(out, r, &c, BL_SORT_OLDEST, 7);
	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		struct bl_node q = { .kind = kinds[i],
				     .weight = 1,
				     .child = abc,
				     .n = 3,
				     .slop = 9 };
		struct bl_node near = { .kind = BL_NODE_NEAR,
					.weight = 1,
					.child = ab,
					.n = 2,
					.distance = 1 + (unsigned)i };

		ask(out, r, &q, BL_SORT_RELEVANCE, 20);
		ask(out, r, &near, BL_SORT_RELEVANCE, 20);
	}
}

static uint64_t count_all(const struct folder *f)
{
	struct bl_reader *r = reader_new(f);
	struct bl_stats stats;

	must(bl_reader_stats(r, &stats, BL_STATS_ALL, &failure));
	bl_reader_close(r);
	return stats.articles;
}

static int count_line(void *ctx, struct bl_str line)
{
	(void)line;
	++*(unsigned *)ctx;
	return 0;
}

static void check_is_clean(const struct folder *f)
{
	unsigned faults = 0;

	must(bl_index_check(f->path, count_line, &faults, &failure));
	assert_int_equal(faults, 0);
}

static void same_answers(const struct folder *a, const struct folder *b)
{
	struct bl_reader *ra = reader_new(a), *rb = reader_new(b);
	struct bl_buf ta, tb;

	bl_buf_init(&ta, 1 << 24);
	bl_buf_init(&tb, 1 << 24);
	ask_all(&ta, ra);
	ask_all(&tb, rb);
	assert_string_equal(ta.data, tb.data);
	bl_buf_release(&ta);
	bl_buf_release(&tb);
	bl_reader_close(ra);
	bl_reader_close(rb);
}

/* ---- threads and runs */

struct job {
	struct bl_writer *w;
	const struct archive *a;
	size_t first, step;
};

static void *index_main(void *ctx)
{
	struct job *j = ctx;

	index_some(j->w, j->a, j->first, j->step);
	return NULL;
}

static void index_with_threads(const struct folder *f, const struct archive *a,
			       size_t threads)
{
	struct bl_writer *w = writer_new(f, "segment", 0);
	pthread_t thread[8];
	struct job job[8];
	size_t i;

	for (i = 0; i < threads; i++) {
		job[i] = (struct job){ w, a, i, threads };
		assert_int_equal(pthread_create(&thread[i], NULL, index_main,
						&job[i]),
				 0);
	}
	for (i = 0; i < threads; i++)
		pthread_join(thread[i], NULL);
	assert_int_equal(commit_and_close(w).added, a->n);
}

static void test_segment__answers_do_not_depend_on_threads(void **state)
{
	struct folder one = folder_new(), four = folder_new();
	struct archive a;

	(void)state;
	make_archive(&a, ARTICLES, 1);
	index_with_threads(&one, &a, 1);
	index_with_threads(&four, &a, 4);
	check_is_clean(&one);
	check_is_clean(&four);
	same_answers(&one, &four);
	archive_release(&a);
	folder_remove(&one);
	folder_remove(&four);
}

/* Twenty runs, with merges on the way, updates and deletions, equal one. */
static void test_segment__many_runs_equal_one(void **state)
{
	struct folder many = folder_new(), one = folder_new();
	struct archive old, new;
	struct bl_writer *w;
	struct bl_tally t;
	size_t i;

	(void)state;
	make_archive(&old, ARTICLES, 2);
	make_archive(&new, ARTICLES, 3);
	for (i = 0; i < 20; i++) {
		w = writer_new(&many, "segment", 0);
		index_some(w, &old, i, 20);
		assert_int_equal(commit_and_close(w).added, ARTICLES / 20);
		check_is_clean(&many);
	}
	w = writer_new(&many, "segment", 0);
	index_some(w, &new, 0, 1);
	t = commit_and_close(w);
	assert_int_equal(t.replaced, ARTICLES);
	assert_int_equal(t.added, 0);
	w = writer_new(&many, "segment", 0);
	for (i = 0; i < ARTICLES; i += 50)
		must(bl_writer_delete(w, new.article[i].id, &failure));
	assert_int_equal(bl_writer_delete(w, BL_STR("nobody"), &failure),
			 BL_ERR_NOT_FOUND);
	must(bl_writer_delete(w, new.article[0].id, &failure));
	assert_int_equal(commit_and_close(w).deleted, ARTICLES / 50);
	check_is_clean(&many);
	/* the same articles in another order, by one run */
	for (i = ARTICLES - 50 + 1; i-- > 0;)
		if (i % 50 == 0)
			memmove(&new.article[i], &new.article[i + 1],
				(--new.n - i) * sizeof(*new.article));
	index_with_threads(&one, &new, 1);
	same_answers(&many, &one);
	must(bl_index_compact(many.path, false, &failure));
	check_is_clean(&many);
	same_answers(&many, &one);
	assert_int_equal(count_all(&many), ARTICLES - ARTICLES / 50);
	archive_release(&old);
	archive_release(&new);
	folder_remove(&many);
	folder_remove(&one);
}

static void test_segment__the_last_of_one_id_counts(void **state)
{
	struct folder f = folder_new();
	struct bl_node before = term("w1"), after = term("later");
	struct archive a;
	struct bl_writer *w;
	struct bl_tally t;
	struct bl_reader *r;
	struct bl_buf out;

	(void)state;
	make_archive(&a, 6, 4);
	/* sequence 4 is later than 1, whatever inverter has it */
	a.article[1].id = a.article[4].id;
	a.article[4].text = BL_STR("later");
	a.article[4].title = BL_STR_NULL;
	a.article[1].text = a.article[1].title = BL_STR("w1");
	w = writer_new(&f, "segment", 0);
	index_some(w, &a, 4, 6);
	index_some(w, &a, 1, 6);
	index_some(w, &a, 0, 4);
	t = commit_and_close(w);
	/* 4, 1, 0 and 4 once more */
	assert_int_equal(t.added, 2);
	assert_int_equal(t.superseded, 2);
	check_is_clean(&f);
	assert_int_equal(count_all(&f), 2);
	r = reader_new(&f);
	bl_buf_init(&out, 1 << 20);
	ask(&out, r, &after, BL_SORT_NEWEST, 10);
	assert_int_equal(atol(out.data), 1);
	assert_non_null(strstr(out.data, "id-4"));
	bl_buf_clear(&out);
	ask(&out, r, &before, BL_SORT_NEWEST, 10);
	assert_null(strstr(out.data, "id-4"));
	bl_buf_release(&out);
	bl_reader_close(r);
	archive_release(&a);
	folder_remove(&f);
}

static void test_segment__small_memory_flushes_and_merges(void **state)
{
	struct folder little = folder_new(), much = folder_new();
	struct archive a;
	struct bl_writer *w;

	(void)state;
	make_archive(&a, 30 * ARTICLES, 5);
	index_with_threads(&much, &a, 1);
	/* so little that it is flushed, and merged, many times on the way */
	w = writer_new(&little, "segment", 1);
	index_some(w, &a, 0, 1);
	assert_int_equal(commit_and_close(w).added, a.n);
	check_is_clean(&little);
	same_answers(&little, &much);
	archive_release(&a);
	folder_remove(&little);
	folder_remove(&much);
}

/* ---- readers and writers */

static void test_segment__readers_keep_what_they_opened(void **state)
{
	struct folder f = folder_new();
	struct bl_buf before, after;
	struct archive a;
	struct bl_writer *w;
	struct bl_reader *r;

	(void)state;
	make_archive(&a, ARTICLES, 6);
	bl_buf_init(&before, 1 << 24);
	bl_buf_init(&after, 1 << 24);
	index_with_threads(&f, &a, 2);
	r = reader_new(&f);
	ask_all(&before, r);
	w = writer_new(&f, "segment", 0);
	index_some(w, &a, 0, 2);
	commit_and_close(w);
	must(bl_index_compact(f.path, false, &failure));
	ask_all(&after, r);
	assert_string_equal(before.data, after.data);
	bl_reader_close(r);
	bl_buf_release(&before);
	bl_buf_release(&after);
	archive_release(&a);
	folder_remove(&f);
}

static size_t count_files(const struct folder *f)
{
	DIR *d = opendir(f->path);
	size_t n = 0;

	assert_non_null(d);
	while (readdir(d))
		n++;
	closedir(d);
	return n;
}

static void test_segment__what_is_not_committed_is_gone(void **state)
{
	struct folder f = folder_new();
	struct archive a;
	struct bl_writer *w;
	size_t files;

	(void)state;
	make_archive(&a, ARTICLES, 7);
	w = writer_new(&f, "segment", 0);
	index_some(w, &a, 0, 2);
	commit_and_close(w);
	files = count_files(&f);
	w = writer_new(&f, "segment", 0);
	index_some(w, &a, 1, 2);
	bl_writer_close(w);
	assert_int_equal(count_files(&f), files);
	assert_int_equal(count_all(&f), ARTICLES / 2);
	archive_release(&a);
	folder_remove(&f);
}

/* A killed writer leaves the last commit, and files that the next removes. */
static void test_segment__a_killed_writer_does_no_harm(void **state)
{
	struct folder f = folder_new();
	struct archive a;
	struct bl_writer *w;
	size_t files, i;

	(void)state;
	make_archive(&a, ARTICLES, 8);
	w = writer_new(&f, "segment", 0);
	index_some(w, &a, 0, 2);
	commit_and_close(w);
	files = count_files(&f);
	for (i = 0; i < 20; i++) {
		pid_t child = fork();
		int status;

		assert_true(child >= 0);
		if (!child) {
			w = writer_new(&f, "segment", 0);
			index_some(w, &a, 1, 4);
			bl_writer_commit(w, NULL, NULL);
			_exit(0);
		}
		usleep((useconds_t)(i * 500));
		kill(child, SIGKILL);
		waitpid(child, &status, 0);
		check_is_clean(&f);
		assert_true(count_all(&f) == ARTICLES / 2 ||
			    count_all(&f) == ARTICLES * 3 / 4);
	}
	w = writer_new(&f, "segment", 0);
	index_some(w, &a, 0, 1);
	commit_and_close(w);
	must(bl_index_compact(f.path, false, &failure));
	assert_int_equal(count_files(&f), files);
	assert_int_equal(count_all(&f), ARTICLES);
	check_is_clean(&f);
	archive_release(&a);
	folder_remove(&f);
}

static void test_segment__two_writers_exclude_each_other(void **state)
{
	struct folder f = folder_new();
	struct bl_writer *w = writer_new(&f, "segment", 0), *second;
	struct bl_writer_options o = { .workers = 1 };
	struct bl_analysis english;

	(void)state;
	must(bl_analysis_set(&english, "english", &failure));
	o.analysis = &english;
	assert_int_equal(bl_writer_open(&second, NULL, f.path, &o, &failure),
			 BL_ERR_LOCKED);
	commit_and_close(w);
	must(bl_writer_open(&second, NULL, f.path, &o, &failure));
	bl_writer_close(second);
	assert_int_equal(count_all(&f), 0);
	folder_remove(&f);
}

/* ---- damage */

static void flip(const char *path, off_t at, unsigned bit)
{
	int fd = open(path, O_RDWR);
	char c;

	assert_true(fd >= 0);
	assert_int_equal(pread(fd, &c, 1, at), 1);
	c ^= (char)(1 << bit);
	assert_int_equal(pwrite(fd, &c, 1, at), 1);
	close(fd);
}

/* One in two articles has an incident. */
static void add_incidents(struct archive *a)
{
	struct bl_incidents *list =
		bl_arena_calloc(&a->arena, a->n, sizeof(*list));
	size_t i;

	assert_non_null(list);
	a->incidents = list;
	for (i = 0; i < a->n; i += 2) {
		struct bl_incident *x =
			bl_arena_calloc(&a->arena, 1, sizeof(*x));

		assert_non_null(x);
		list[i] = (struct bl_incidents){ x, 1 };
		x->types[x->n_types++] = 1;
		x->place[x->n_places++].name = i % 4 ? BL_STR("upper nowhere")
						     : BL_STR("xyz");
		x->actor[x->n_actors++].name = BL_STR("gunmen");
		x->killed.min = (int32_t)i;
	}
}

static bl_status ignore_article(void *ctx, const struct bl_visit *v,
				struct bl_error *err)
{
	(void)ctx;
	(void)v;
	(void)err;
	return BL_OK;
}

/* With a word, or an incident killing two at xyz. */
static void search_damaged(struct bl_reader *r)
{
	const struct bl_filter at = { .field = BL_FIELD_ID_PLACE,
				      .text = BL_STR("xyz") };
	const struct bl_filter killed = { .field = BL_FIELD_ID_KILLED,
					  .low = 2,
					  .high = BL_COUNT_MAX };
	struct bl_node place = { .kind = BL_NODE_FILTER, .filter = &at };
	struct bl_node toll = { .kind = BL_NODE_FILTER, .filter = &killed };
	struct bl_node *both[] = { &place, &toll };
	struct bl_node condition = { .kind = BL_NODE_AND,
				     .child = both,
				     .n = 2 };
	struct bl_node *one[] = { &condition }, w1 = term("w1");
	struct bl_node incident = {
		.kind = BL_NODE_INCIDENT, .weight = 1, .child = one, .n = 1
	};
	struct bl_node *any[] = { &w1, &incident };
	struct bl_node q = {
		.kind = BL_NODE_OR, .weight = 1, .child = any, .n = 2
	};
	struct bl_search s = { &q, 0, 10, BL_SORT_RELEVANCE, 1.2, 0.75 };
	struct bl_arena arena = BL_ARENA_INIT;
	struct bl_hits hits;

	bl_reader_search(r, &s, &arena, &hits, NULL);
	s.sort = BL_SORT_KILLED;
	bl_reader_search(r, &s, &arena, &hits, NULL);
	bl_reader_visit(r, &q, BL_FIELDS_ALL, ignore_article, NULL, NULL);
	bl_arena_release(&arena);
}

/* The index must not be good, and no query may crash. */
static void is_found_damaged(const struct folder *f, const char *name, off_t at)
{
	const char *dir = f->path;
	struct bl_reader *r;
	unsigned faults = 0;

	if (bl_index_check(f->path, count_line, &faults, NULL) >= 0)
		fail_msg("a flipped bit of byte %lld of %s is not found",
			 (long long)at, name);
	if (bl_reader_open(&r, &dir, 1, NULL) < 0)
		return;
	search_damaged(r);
	bl_reader_close(r);
}

static void flip_all(const struct folder *f, const char *name)
{
	char path[BL_PATH_MAX_BYTES];
	off_t size, at;
	int fd;

	must(bl_path_join(path, sizeof(path), f->path, name, &failure));
	fd = open(path, O_RDONLY);
	assert_true(fd >= 0);
	size = lseek(fd, 0, SEEK_END);
	close(fd);
	for (at = 0; at < size; at++) {
		flip(path, at, (unsigned)(at % 8));
		is_found_damaged(f, name, at);
		flip(path, at, (unsigned)(at % 8));
	}
}

static void test_segment__every_flipped_bit_is_found(void **state)
{
	struct folder f = folder_new();
	struct archive a;
	struct bl_writer *w;
	struct dirent *e;
	size_t files = 0;
	DIR *d;

	(void)state;
	make_archive(&a, 12, 9);
	add_incidents(&a);
	w = writer_new(&f, "segment", 0);
	index_some(w, &a, 0, 1);
	commit_and_close(w);
	w = writer_new(&f, "segment", 0);
	must(bl_writer_delete(w, a.article[3].id, &failure));
	commit_and_close(w);
	check_is_clean(&f);
	d = opendir(f.path);
	assert_non_null(d);
	while ((e = readdir(d)))
		if (e->d_name[0] != '.' &&
		    strcmp(e->d_name, BL_SEGMENT_LOCK_NAME) != 0) {
			flip_all(&f, e->d_name);
			files++;
		}
	closedir(d);
	assert_int_equal(files, 10);
	check_is_clean(&f);
	archive_release(&a);
	folder_remove(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_segment__answers_do_not_depend_on_threads),
		cmocka_unit_test(test_segment__many_runs_equal_one),
		cmocka_unit_test(test_segment__the_last_of_one_id_counts),
		cmocka_unit_test(test_segment__small_memory_flushes_and_merges),
		cmocka_unit_test(test_segment__readers_keep_what_they_opened),
		cmocka_unit_test(test_segment__what_is_not_committed_is_gone),
		cmocka_unit_test(test_segment__a_killed_writer_does_no_harm),
		cmocka_unit_test(test_segment__two_writers_exclude_each_other),
		cmocka_unit_test(test_segment__every_flipped_bit_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
