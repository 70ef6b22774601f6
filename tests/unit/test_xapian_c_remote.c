/* SPDX-License-Identifier: GPL-2.0-or-later */
/* xapian-c: databases that are not simply a folder: remote, stub, file. */
#include "test_xapian_c.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>

#define PROGSRV "/usr/bin/xapian-progsrv"
#define TCPSRV "/usr/bin/xapian-tcpsrv"

/* Words of a search as remote databases must find them, "1 3 5 ". */
static void expect_found(const xap_db *db, const char *word,
			 const char *expected)
{
	struct xap_match match = XAP_MATCH_INIT;
	struct xap_hit hit;
	struct text found = { 0 };
	xap_query *query = NULL;
	xap_enquire *enquire = NULL;
	xap_mset *mset = NULL;

	OK(xap_query_term(&query, word, strlen(word), 1, 0, err));
	OK(xap_enquire_new(&enquire, db, err));
	OK(xap_enquire_set_query(enquire, query, 0, err));
	OK(xap_enquire_mset(&mset, enquire, &match, err));
	OK(xap_mset_fetch(mset, err));
	for (uint32_t i = 0; i < xap_mset_size(mset); i++) {
		OK(xap_mset_hit(&hit, mset, i, err));
		text_add(&found, "%u ", (unsigned)hit.docid);
	}
	assert_string_equal(found.s, expected);
	xap_mset_free(mset);
	xap_enquire_free(enquire);
	xap_query_free(query);
}

static void read_all(xap_db *db)
{
	struct xap_buf buf = XAP_BUF_INIT;
	struct text t = { 0 };
	uint32_t n = 0;
	xap_doc *doc = NULL;

	OK(xap_db_doccount(&n, db, err));
	assert_int_equal(n, 5);
	expect_found(db, "police", "1 3 5 ");
	OK(xap_db_doc(&doc, db, 2, err));
	OK(xap_doc_data(&buf, doc, err));
	assert_buf(buf, "bomb attack kabul");
	xap_doc_free(doc);
	OK(xap_db_terms(db, S("a"), take_freq, &t, err));
	OK(xap_db_positions(db, 1, S("police"), take_position, &t, err));
	assert_string_equal(t.s, "arrest:1 attack:2 1 5 ");
	FAILS(XAP_NO_DOCUMENT, xap_db_doc(&doc, db, 77, err));
	OK(xap_db_keep_alive(db, err));
	OK(xap_db_reopen(db, NULL, err));
	xap_buf_release(&buf);
}

static void refuses_callbacks(const xap_db *db)
{
	static const xap_docid id = 1;
	struct xap_match match = XAP_MATCH_INIT;
	xap_query *query = NULL;
	xap_enquire *enquire = NULL;
	xap_mset *mset = NULL;

	OK(xap_query_docids(&query, NULL, &id, 1, 0, err));
	OK(xap_enquire_new(&enquire, db, err));
	OK(xap_enquire_set_query(enquire, query, 0, err));
	FAILS(XAP_UNIMPLEMENTED, xap_enquire_mset(&mset, enquire, &match, err));
	xap_enquire_free(enquire);
	xap_query_free(query);
}

static void test_remote__reads_and_writes_over_a_program(void **state)
{
	const char *path = in_folder(state, "news");
	struct xap_remote remote = XAP_REMOTE_INIT;
	char args[300];
	uint32_t n = 0;
	xap_db *db = NULL;
	xap_wdb *wdb = NULL;

	if (access(PROGSRV, X_OK) != 0)
		skip();
	make_news(path);
	remote.program = PROGSRV;
	remote.args = path;
	OK(xap_db_open_remote(&db, &remote, err));
	read_all(db);
	refuses_callbacks(db);
	xap_db_free(db);

	snprintf(args, sizeof(args), "--writable %s", path);
	remote.args = args;
	remote.timeout_ms = 0;
	OK(xap_wdb_open_remote(&wdb, &remote, err));
	add_words(wdb, "6", "police again", "x");
	OK(xap_wdb_set_metadata(wdb, S("k"), S("v"), err));
	OK(xap_wdb_commit(wdb, err));
	OK(xap_db_doccount(&n, xap_wdb_reader(wdb), err));
	assert_int_equal(n, 6);
	OK(xap_wdb_close(wdb, err));
	xap_wdb_free(wdb);
	OK(xap_db_open(&db, path, 0, err));
	OK(xap_db_doccount(&n, db, err));
	assert_int_equal(n, 6);
	xap_db_free(db);
}

static pid_t serve(const char *path, unsigned port)
{
	char number[16];
	pid_t pid;

	snprintf(number, sizeof(number), "%u", port);
	pid = fork();
	if (pid == 0) {
		setpgid(0, 0); /* at SIGTERM it ends its whole group */
		execl(TCPSRV, TCPSRV, "--quiet", "--interface", "127.0.0.1",
		      "--port", number, path, (char *)NULL);
		_exit(127);
	}
	assert_true(pid > 0);
	return pid;
}

/* Waits for the server at most five seconds. */
static xap_status connect_to(xap_db **db, const struct xap_remote *remote)
{
	const struct timespec wait = { 0, 50 * 1000 * 1000 };
	xap_status st = XAP_NETWORK;

	for (int i = 0; i < 100 && st == XAP_NETWORK; i++) {
		st = xap_db_open_remote(db, remote, NULL);
		if (st == XAP_NETWORK)
			nanosleep(&wait, NULL);
	}
	return st;
}

static void test_remote__reads_over_tcp_and_outlives_the_server(void **state)
{
	const char *path = in_folder(state, "news");
	struct xap_remote remote = XAP_REMOTE_INIT;
	char line[300];
	const char *stub = in_folder(state, "stub");
	xap_db *db = NULL;
	xap_status st;
	pid_t pid;
	FILE *f;

	if (access(TCPSRV, X_OK) != 0)
		skip();
	make_news(path);
	remote.host = "127.0.0.1";
	remote.port = 20000 + (unsigned)getpid() % 20000;
	pid = serve(path, remote.port);
	OK(connect_to(&db, &remote));
	read_all(db);
	xap_db_free(db);

	/* A stub that joins it and the same database, local. */
	snprintf(line, sizeof(line), "remote 127.0.0.1:%u\nauto %s\n",
		 remote.port, path);
	f = fopen(stub, "w");
	assert_non_null(f);
	fputs(line, f);
	assert_int_equal(fclose(f), 0);
	OK(xap_db_open(&db, stub, 0, err));
	assert_int_equal(xap_db_shards(db), 2);
	expect_found(db, "kabul", "3 4 5 6 ");

	kill(pid, SIGTERM);
	waitpid(pid, NULL, 0);
	xap_db_free(db); /* which ends the server's child, too */
	st = xap_db_open_remote(&db, &remote, NULL);
	assert_int_equal(st, XAP_NETWORK);
	assert_null(db);
}

static void test_remote__refuses_neither_and_both(void **state)
{
	struct xap_remote remote = XAP_REMOTE_INIT;
	xap_db *db = NULL;
	xap_wdb *wdb = NULL;

	(void)state;
	FAILS(XAP_BAD_ARGUMENT, xap_db_open_remote(&db, &remote, err));
	remote.host = "localhost";
	remote.program = "/bin/true";
	FAILS(XAP_BAD_ARGUMENT, xap_wdb_open_remote(&wdb, &remote, err));
	assert_null(db);
	assert_null(wdb);
}

static void test_remote__times_out(void **state)
{
	struct xap_remote remote = XAP_REMOTE_INIT;
	xap_db *db = NULL;

	(void)state;
	remote.program = "sleep";
	remote.args = "2";
	remote.timeout_ms = 50;
	FAILS(XAP_TIMEOUT, xap_db_open_remote(&db, &remote, err));
}

static void test_stub__names_databases_relative_to_itself(void **state)
{
	const char *stub = in_folder(state, "stub");
	xap_db *db = NULL;
	uint32_t n = 0;
	FILE *f;

	make_news(in_folder(state, "a"));
	make_news(in_folder(state, "b"));
	f = fopen(stub, "w");
	assert_non_null(f);
	fputs("auto a\nglass b\n", f);
	assert_int_equal(fclose(f), 0);
	OK(xap_db_open(&db, stub, XAP_DB_STUB, err));
	assert_int_equal(xap_db_shards(db), 2);
	OK(xap_db_doccount(&n, db, err));
	assert_int_equal(n, 10);
	xap_db_free(db);
	f = fopen(stub, "w");
	assert_non_null(f);
	fputs("nonsense\n", f);
	assert_int_equal(fclose(f), 0);
	assert_true(xap_db_open(&db, stub, XAP_DB_STUB, NULL) < 0);
	assert_null(db);
}

static void test_file__is_read_and_written_by_descriptor(void **state)
{
	const char *path = in_folder(state, "news");
	const char *file = in_folder(state, "file");
	struct xap_compact_options options = XAP_COMPACT_OPTIONS_INIT;
	uint32_t n = 0;
	xap_db *db = NULL;
	int fd;

	make_news(path);
	OK(xap_db_open(&db, path, 0, err));
	fd = open(file, O_RDWR | O_CREAT, 0600);
	assert_true(fd >= 0);
	OK(xap_db_compact_fd(db, fd, &options, err));
	xap_db_free(db);
	fd = open(file, O_RDONLY);
	assert_true(fd >= 0);
	OK(xap_db_open_fd(&db, fd, 0, err));
	OK(xap_db_doccount(&n, db, err));
	assert_int_equal(n, 5);
	expect_found(db, "kabul", "2 3 ");
	xap_db_free(db);
	fd = open("/dev/null", O_RDONLY);
	assert_true(fd >= 0);
	assert_true(xap_db_open_fd(&db, fd, 0, NULL) < 0);
	assert_null(db);
}

static void test_wdb__writes_to_several_in_turn(void **state)
{
	xap_wdb *wdb = NULL, *other = NULL;
	xap_db *db = NULL;
	uint32_t n = 0;
	char id[2] = "a";

	OK(xap_wdb_open(&wdb, in_folder(state, "a"), NULL, err));
	OK(xap_wdb_open(&other, in_folder(state, "b"), NULL, err));
	OK(xap_wdb_add_shards(wdb, other, err));
	assert_int_equal(xap_db_shards(xap_wdb_reader(wdb)), 2);
	for (; id[0] < 'e'; id[0]++)
		add_words(wdb, id, "some words", "");
	OK(xap_db_doccount(&n, xap_wdb_reader(wdb), err));
	assert_int_equal(n, 4);
	OK(xap_db_doccount(&n, xap_wdb_reader(other), err));
	assert_int_equal(n, 2);
	OK(xap_wdb_commit(wdb, err));
	OK(xap_db_open(&db, in_folder(state, "b"), 0, err));
	OK(xap_db_doccount(&n, db, err));
	assert_int_equal(n, 2);
	xap_db_free(db);
	xap_wdb_free(wdb);
	xap_wdb_free(other);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, make_folder, remove_folder)
	const struct CMUnitTest tests[] = {
		T(test_remote__reads_and_writes_over_a_program),
		T(test_remote__reads_over_tcp_and_outlives_the_server),
		T(test_remote__refuses_neither_and_both),
		T(test_remote__times_out),
		T(test_stub__names_databases_relative_to_itself),
		T(test_file__is_read_and_written_by_descriptor),
		T(test_wdb__writes_to_several_in_turn),
	};

	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
