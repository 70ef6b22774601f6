/* SPDX-License-Identifier: GPL-2.0-or-later */
/* xapian-c: processes and threads at the same time. */
#include "test_xapian_c.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/wait.h>

#define BATCH_DOCS 20
#define BATCHES 15

static xap_status add_batch(xap_wdb *wdb, int batch, struct xap_error *err)
{
	xap_status st = XAP_OK;
	xap_doc *doc = NULL;
	char data[32];

	for (int i = 0; i < BATCH_DOCS && st == XAP_OK; i++) {
		st = xap_doc_new(&doc, err);
		if (st == XAP_OK)
			st = xap_doc_add_posting(doc, S("word"), 1, 1, err);
		snprintf(data, sizeof(data), "batch %d", batch);
		if (st == XAP_OK)
			st = xap_doc_set_data(doc, data, strlen(data), err);
		if (st == XAP_OK)
			st = xap_wdb_add(wdb, NULL, doc, err);
		xap_doc_free(doc);
	}
	return st;
}

/* A process that writes batches, a commit each; its exit status tells. */
static pid_t start_writer(const char *path, int batches)
{
	struct xap_error err;
	xap_status st;
	xap_wdb *wdb = NULL;
	pid_t pid;

	fflush(NULL);
	pid = fork();
	assert_true(pid >= 0);
	if (pid > 0)
		return pid;
	st = xap_wdb_open(&wdb, path, NULL, &err);
	for (int i = 0; i < batches && st == XAP_OK; i++) {
		st = add_batch(wdb, i, &err);
		if (st == XAP_OK)
			st = xap_wdb_commit(wdb, &err);
	}
	xap_wdb_free(wdb);
	_exit(st == XAP_OK ? 0 : st == XAP_LOCKED ? 75 : 1);
}

static void count_posting_data(const xap_db *db, xap_status *st, uint32_t *docs)
{
	struct text t = { 0 };
	struct xap_buf data = XAP_BUF_INIT;
	xap_doc *doc = NULL;
	uint32_t n = 0;

	*st = xap_db_postings(db, S("word"), 0, take_posting, &t, NULL);
	*docs = (uint32_t)t.calls;
	if (*st == XAP_OK)
		*st = xap_db_doccount(&n, db, NULL);
	if (*st == XAP_OK && n > 0)
		*st = xap_db_doc(&doc, db, n, NULL);
	if (*st == XAP_OK && n > 0)
		*st = xap_doc_data(&data, doc, NULL);
	if (*st == XAP_OK) {
		assert_int_equal(n, *docs);
		assert_int_equal(n % BATCH_DOCS, 0); /* whole commits only */
	}
	xap_doc_free(doc);
	xap_buf_release(&data);
}

static void test_processes__read_while_another_writes(void **state)
{
	const char *path = in_folder(state, "db");
	uint32_t docs = 0;
	int status = 0, done = 0;
	xap_wdb *wdb = NULL;
	xap_db *db = NULL;
	xap_status st;
	pid_t pid;

	OK(xap_wdb_open(&wdb, path, NULL, err));
	xap_wdb_free(wdb);
	OK(xap_db_open(&db, path, 0, err));
	pid = start_writer(path, BATCHES);
	while (!done) {
		done = waitpid(pid, &status, WNOHANG) == pid;
		st = xap_db_reopen(db, NULL, NULL);
		if (st == XAP_OK)
			count_posting_data(db, &st, &docs);
		if (st != XAP_OK)
			assert_int_equal(st, XAP_MODIFIED);
	}
	assert_int_equal(status, 0);
	assert_int_equal(st, XAP_OK);
	assert_int_equal(docs, BATCHES * BATCH_DOCS);
	xap_db_free(db);
}

static void test_processes__lock_each_other_out(void **state)
{
	const char *path = in_folder(state, "db");
	bool locked = false;
	int status = 0;
	xap_wdb *wdb = NULL;

	OK(xap_wdb_open(&wdb, path, NULL, err));
	assert_int_equal(waitpid(start_writer(path, 1), &status, 0) > 0, 1);
	assert_int_equal(WEXITSTATUS(status), 75);
	xap_wdb_free(wdb);
	assert_int_equal(waitpid(start_writer(path, 1), &status, 0) > 0, 1);
	assert_int_equal(status, 0);
	OK(xap_path_locked(&locked, path, err));
	assert_false(locked);
}

static void test_processes__leave_the_last_commit_when_killed(void **state)
{
	const char *path = in_folder(state, "db");
	uint32_t docs = 0;
	size_t errors = 0;
	xap_status st = XAP_OK;
	xap_wdb *wdb = NULL;
	xap_db *db = NULL;
	pid_t pid;

	OK(xap_wdb_open(&wdb, path, NULL, err));
	xap_wdb_free(wdb);
	pid = start_writer(path, 100000);
	OK(xap_db_open(&db, path, 0, err));
	while (docs < 3 * BATCH_DOCS) {
		st = xap_db_reopen(db, NULL, NULL);
		if (st == XAP_OK)
			count_posting_data(db, &st, &docs);
		else
			assert_int_equal(st, XAP_MODIFIED);
	}
	kill(pid, SIGKILL);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	OK(xap_db_reopen(db, NULL, err));
	count_posting_data(db, &st, &docs);
	assert_int_equal(st, XAP_OK);
	OK(xap_check(&errors, NULL, path, 0, err));
	assert_int_equal(errors, 0);
	OK(xap_wdb_open(&wdb, path, NULL, err)); /* no lock is left */
	xap_wdb_free(wdb);
	xap_db_free(db);
}

#define THREADS 4

struct worker {
	pthread_t thread;
	const char *path;
	struct xap_error err;
	xap_status st;
	uint32_t hits;
};

/* Runs st = call unless something failed before. */
#define TRY(call)                       \
	do {                            \
		if (w->st == XAP_OK)    \
			w->st = (call); \
	} while (0)

static void search_once(struct worker *w, const xap_db *db)
{
	struct xap_match match = XAP_MATCH_INIT;
	const xap_query *both[2];
	xap_query *all = NULL, *word = NULL, *q = NULL;
	xap_enquire *enquire = NULL;
	xap_mset *mset = NULL;
	xap_stem *stem = NULL;
	struct xap_buf buf = XAP_BUF_INIT;

	TRY(xap_query_all(&all, &w->err));
	TRY(xap_stem_new(&stem, "en", &w->err));
	TRY(xap_stem_word(&buf, stem, S("stations"), &w->err));
	TRY(xap_query_term(&word, S("station"), 1, 0, &w->err));
	both[0] = all;
	both[1] = word;
	TRY(xap_query_combine(&q, XAP_OP_AND_MAYBE, both, 2, 0, &w->err));
	TRY(xap_enquire_new(&enquire, db, &w->err));
	TRY(xap_enquire_set_query(enquire, q, 0, &w->err));
	TRY(xap_enquire_mset(&mset, enquire, &match, &w->err));
	if (w->st == XAP_OK)
		w->hits += xap_mset_size(mset);
	TRY(xap_mset_data(&buf, mset, 0, &w->err));
	xap_mset_free(mset);
	xap_enquire_free(enquire);
	xap_query_free(all);
	xap_query_free(word);
	xap_query_free(q);
	xap_stem_free(stem);
	xap_buf_release(&buf);
}

static void *search_alone(void *arg)
{
	struct worker *w = arg;
	xap_db *db = NULL;

	TRY(xap_db_open(&db, w->path, 0, &w->err));
	for (int i = 0; i < 50; i++)
		search_once(w, db);
	xap_db_free(db);
	return NULL;
}

static void *write_alone(void *arg)
{
	struct worker *w = arg;
	xap_wdb *wdb = NULL;

	TRY(xap_wdb_open(&wdb, w->path, NULL, &w->err));
	for (int i = 0; i < 5; i++) {
		TRY(add_batch(wdb, i, &w->err));
		TRY(xap_wdb_commit(wdb, &w->err));
	}
	xap_wdb_free(wdb);
	return NULL;
}

static void test_threads__work_with_handles_of_their_own(void **state)
{
	static struct worker workers[THREADS];
	const char *written = in_folder(state, "written");
	const char *path = in_folder(state, "news");

	make_news(path);
	memset(workers, 0, sizeof(workers));
	for (int i = 0; i < THREADS; i++) {
		workers[i].path = i == 0 ? written : path;
		assert_int_equal(pthread_create(&workers[i].thread, NULL,
						i == 0 ? write_alone
						       : search_alone,
						&workers[i]),
				 0);
	}
	for (int i = 0; i < THREADS; i++) {
		pthread_join(workers[i].thread, NULL);
		if (workers[i].st != XAP_OK)
			fail_msg("%s", workers[i].err.message);
		if (i > 0)
			assert_int_equal(workers[i].hits, 250);
	}
}

static atomic_bool in_callback;

static int cancel_here(void *ctx, const struct xap_term *found)
{
	(void)ctx;
	(void)found;
	in_callback = true;
	for (;;)
		sleep(1); /* a point where a thread is cancelled */
	return 0;
}

static void *list_for_ever(void *arg)
{
	struct worker *w = arg;
	xap_db *db = NULL;

	TRY(xap_db_open(&db, w->path, 0, &w->err));
	pthread_cleanup_push((void (*)(void *))xap_db_free, db);
	TRY(xap_db_terms(db, NULL, 0, cancel_here, NULL, &w->err));
	pthread_cleanup_pop(1);
	return NULL;
}

static void test_threads__may_be_cancelled_in_a_callback(void **state)
{
	static struct worker w;
	void *result = NULL;

	memset(&w, 0, sizeof(w));
	w.path = in_folder(state, "news");
	make_news(w.path);
	assert_int_equal(pthread_create(&w.thread, NULL, list_for_ever, &w), 0);
	while (!in_callback)
		usleep(1000);
	pthread_cancel(w.thread);
	pthread_join(w.thread, &result);
	assert_ptr_equal(result, PTHREAD_CANCELED);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, make_folder, remove_folder)
	const struct CMUnitTest tests[] = {
		T(test_processes__read_while_another_writes),
		T(test_processes__lock_each_other_out),
		T(test_processes__leave_the_last_commit_when_killed),
		T(test_threads__work_with_handles_of_their_own),
		T(test_threads__may_be_cancelled_in_a_callback),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
