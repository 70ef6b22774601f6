/* SPDX-License-Identifier: GPL-2.0-or-later */
/* xapian-c: databases, documents, compacting, checking. */
#include "test_xapian_c.h"

static void test_error__names_every_status(void **state)
{
	(void)state;
	for (int st = 0; st >= XAP_OTHER; st--)
		assert_non_null(xap_status_name(st));
	assert_null(xap_status_name(1));
	assert_null(xap_status_name(XAP_OTHER - 1));
	assert_string_equal(xap_status_name(XAP_LOCKED), "XAP_LOCKED");
	assert_string_equal(xap_status_name(XAP_INTERNAL), "XAP_INTERNAL");
	assert_int_equal(xap_xapian_version()[1], '.');
}

static void test_buf__keeps_nul_bytes_and_its_memory(void **state)
{
	struct xap_buf buf = XAP_BUF_INIT;
	char *before;

	(void)state;
	OK(xap_buf_set(&buf, S("a\0b"), err));
	assert_buf(buf, "a\0b");
	before = buf.data;
	OK(xap_buf_set(&buf, NULL, 0, err));
	assert_buf(buf, "");
	assert_ptr_equal(buf.data, before);
	xap_buf_release(&buf);
	assert_null(buf.data);
	xap_buf_release(&buf);
}

static void test_open__says_why_it_failed(void **state)
{
	struct xap_error error;
	const char *path = in_folder(state, "none");
	xap_db *db = (xap_db *)1;

	assert_int_equal(xap_db_open(&db, path, 0, &error), XAP_NOT_FOUND);
	assert_null(db);
	assert_int_equal(error.status, XAP_NOT_FOUND);
	assert_string_equal(error.type, "DatabaseNotFoundError");
	assert_non_null(strstr(error.message, path));
	assert_int_equal(xap_db_open(&db, path, 0, NULL), XAP_NOT_FOUND);
	FAILS(XAP_BAD_ARGUMENT, xap_db_open(&db, NULL, 0, err));
}

static void test_db__answers_statistics(void **state)
{
	const char *path = in_folder(state, "news");
	struct xap_db_stats stats;
	struct xap_buf uuid = XAP_BUF_INIT;
	uint64_t revision = 0;
	uint32_t n = 0;
	bool yes = false;
	xap_db *db = NULL;

	make_news(path);
	OK(xap_db_open(&db, path, 0, err));
	OK(xap_db_get_stats(&stats, db, err));
	assert_int_equal(stats.doccount, 5);
	assert_int_equal(stats.last_docid, 5);
	assert_int_equal(stats.total_length, 17);
	assert_true(stats.average_length == 17 / 5.0);
	assert_true(stats.has_positions);
	assert_in_range(stats.length_min, 0, 3);
	assert_in_range(stats.length_max, 5, 17);
	OK(xap_db_doccount(&n, db, err));
	assert_int_equal(n, 5);
	OK(xap_db_revision(&revision, db, err));
	assert_int_equal(revision, 1);
	OK(xap_db_uuid(&uuid, db, err));
	assert_int_equal(uuid.len, 36);
	xap_buf_release(&uuid);

	OK(xap_db_termfreq(&n, db, S("police"), err));
	assert_int_equal(n, 3);
	OK(xap_db_termfreq(&n, db, S("nosuch"), err));
	assert_int_equal(n, 0);
	OK(xap_db_collection_freq(&n, db, S("police"), err));
	assert_int_equal(n, 4);
	OK(xap_db_wdf_max(&n, db, S("police"), err));
	assert_in_range(n, 2, 4);
	OK(xap_db_term_exists(&yes, db, S("flood"), err));
	assert_true(yes);
	OK(xap_db_term_exists(&yes, db, S("nosuch"), err));
	assert_false(yes);
	OK(xap_db_doc_length(&n, db, 1, err));
	assert_int_equal(n, 5);
	OK(xap_db_unique_terms(&n, db, 1, err));
	assert_in_range(n, 4, 5); /* 1.4 does not count those of wdf 0 */
	FAILS(XAP_NO_DOCUMENT, xap_db_doc_length(&n, db, 9, err));
	FAILS(XAP_NO_DOCUMENT, xap_db_unique_terms(&n, db, 9, err));
	OK(xap_db_find(&n, db, S("Q4"), err));
	assert_int_equal(n, 4);
	OK(xap_db_find(&n, db, S("Q9"), err));
	assert_int_equal(n, 0);
	OK(xap_db_value_freq(&n, db, 0, err));
	assert_int_equal(n, 4);
	assert_int_equal(xap_db_shards(db), 1);
	xap_db_free(db);
}

static void test_db__lists_terms_postings_positions_values(void **state)
{
	static const xap_docid some[] = { 1, 4, 77 };
	const char *path = in_folder(state, "news");
	struct xap_buf low = XAP_BUF_INIT, high = XAP_BUF_INIT;
	xap_db *db = NULL;
	struct text t;

	make_news(path);
	OK(xap_db_open(&db, path, 0, err));
	memset(&t, 0, sizeof(t));
	OK(xap_db_terms(db, S("a"), take_freq, &t, err));
	assert_string_equal(t.s, "arrest:1 attack:2 ");
	memset(&t, 0, sizeof(t));
	OK(xap_db_terms(db, S("zzz"), take_freq, &t, err));
	assert_string_equal(t.s, "");
	memset(&t, 0, sizeof(t));
	OK(xap_db_postings(db, S("police"), 0, take_posting, &t, err));
	assert_string_equal(t.s, "1:2 3:1 5:1 ");
	memset(&t, 0, sizeof(t));
	OK(xap_db_postings(db, S("police"), 2, take_posting, &t, err));
	assert_string_equal(t.s, "3:1 5:1 ");
	memset(&t, 0, sizeof(t));
	OK(xap_db_postings(db, NULL, 0, 4, take_posting, &t, err));
	assert_string_equal(t.s, "4:1 5:1 ");
	memset(&t, 0, sizeof(t));
	OK(xap_db_positions(db, 1, S("police"), take_position, &t, err));
	assert_string_equal(t.s, "1 5 ");
	OK(xap_db_positions(db, 1, S("flood"), take_position, &t, err));
	OK(xap_db_positions(db, 99, S("flood"), take_position, &t, err));
	assert_string_equal(t.s, "1 5 ");
	memset(&t, 0, sizeof(t));
	OK(xap_db_doc_terms(db, 2, take_wdf, &t, err));
	assert_string_equal(t.s, "Q2:0 attack:1 bomb:1 kabul:1 ");
	FAILS(XAP_NO_DOCUMENT, xap_db_doc_terms(db, 9, take_wdf, &t, err));
	memset(&t, 0, sizeof(t));
	OK(xap_db_values(db, 0, 2, take_value, &t, err));
	assert_string_equal(t.s, "2=af 3=af 4=lk ");
	memset(&t, 0, sizeof(t));
	OK(xap_db_values_of(db, 0, some, 3, take_value, &t, err));
	assert_string_equal(t.s, "1=pk 4=lk ");
	OK(xap_db_values_of(db, 0, some, 0, take_value, &t, err));
	OK(xap_db_values_of(db, 7, some, 3, take_value, &t, err));
	assert_string_equal(t.s, "1=pk 4=lk ");
	OK(xap_db_value_bounds(&low, &high, db, 0, err));
	assert_buf(low, "af");
	assert_buf(high, "pk");
	OK(xap_db_value(&low, db, 4, 0, err));
	assert_buf(low, "lk");
	OK(xap_db_value(&low, db, 5, 0, err));
	assert_buf(low, "");
	OK(xap_db_value(&low, db, 77, 0, err));
	assert_buf(low, "");
	xap_buf_release(&low);
	xap_buf_release(&high);
	xap_db_free(db);
}

static void test_callback__stops_a_list_with_its_value(void **state)
{
	const char *path = in_folder(state, "news");
	struct text t = { .stop_after = 2, .stop_with = 42 };
	struct text u = { .stop_after = 1, .stop_with = XAP_RANGE };
	xap_db *db = NULL;

	make_news(path);
	OK(xap_db_open(&db, path, 0, err));
	assert_int_equal(xap_db_terms(db, NULL, 0, take_freq, &t, NULL), 42);
	assert_string_equal(t.s, "Q1:1 Q2:1 ");
	FAILS(XAP_RANGE,
	      xap_db_postings(db, S("police"), 0, take_posting, &u, err));
	assert_string_equal(u.s, "1:2 ");
	xap_db_free(db);
}

static void test_doc__is_read_back_whole(void **state)
{
	const char *path = in_folder(state, "news");
	struct xap_buf buf = XAP_BUF_INIT;
	struct text t = { 0 };
	uint32_t n = 0;
	xap_db *db = NULL;
	xap_doc *doc = NULL;

	make_news(path);
	OK(xap_db_open(&db, path, 0, err));
	OK(xap_db_doc(&doc, db, 2, err));
	xap_db_free(db); /* the document keeps what it needs */
	assert_int_equal(xap_doc_id(doc), 2);
	OK(xap_doc_data(&buf, doc, err));
	assert_buf(buf, "bomb attack kabul");
	OK(xap_doc_value(&buf, doc, 0, err));
	assert_buf(buf, "af");
	OK(xap_doc_value(&buf, doc, 1, err));
	assert_buf(buf, "");
	OK(xap_doc_values(doc, take_value, &t, err));
	OK(xap_doc_terms(doc, take_wdf, &t, err));
	assert_string_equal(t.s, "0=af Q2:0 attack:1 bomb:1 kabul:1 ");
	OK(xap_doc_unique_terms(&n, doc, err));
	assert_int_equal(n, 4);
	xap_doc_free(doc);
	xap_buf_release(&buf);
}

static void test_doc__removes_what_it_added(void **state)
{
	struct text t = { 0 };
	xap_doc *doc = NULL;

	(void)state;
	OK(xap_doc_new(&doc, err));
	assert_int_equal(xap_doc_id(doc), 0);
	OK(xap_doc_add_term(doc, S("a"), 3, err));
	OK(xap_doc_add_posting(doc, S("b"), 7, 2, err));
	OK(xap_doc_add_posting(doc, S("b"), 8, 2, err));
	OK(xap_doc_remove_posting(doc, S("b"), 7, 1, err));
	OK(xap_doc_remove_term(doc, S("a"), err));
	OK(xap_doc_terms(doc, take_wdf, &t, err));
	assert_string_equal(t.s, "b:3 ");
	FAILS(XAP_BAD_ARGUMENT, xap_doc_remove_term(doc, S("a"), err));
	FAILS(XAP_BAD_ARGUMENT, xap_doc_remove_posting(doc, S("b"), 7, 1, err));
	FAILS(XAP_BAD_ARGUMENT, xap_doc_add_term(doc, NULL, 0, 1, err));
	FAILS(XAP_BAD_ARGUMENT, xap_doc_add_term(doc, NULL, 3, 1, err));
	FAILS(XAP_BAD_ARGUMENT,
	      xap_doc_set_value(doc, XAP_NO_SLOT, S("x"), err));
	OK(xap_doc_set_value(doc, 5, S("x"), err));
	OK(xap_doc_set_value(doc, 5, NULL, 0, err));
	OK(xap_doc_values(doc, take_value, &t, err));
	assert_string_equal(t.s, "b:3 ");
	OK(xap_doc_clear(doc, err));
	OK(xap_doc_terms(doc, take_wdf, &t, err));
	assert_string_equal(t.s, "b:3 ");
	xap_doc_free(doc);
	xap_doc_free(NULL);
}

static void test_doc__takes_many_postings_at_once(void **state)
{
	static const uint32_t positions[] = { 3, 1, 7 };
	static const struct xap_posting_list lists[] = {
		{ "alpha", 5, 3, positions, 3 },
		{ "n\0l", 3, 1, positions, 1 },
		{ "XFILTER", 7, 0, NULL, 0 },
	};
	const char *path = in_folder(state, "db");
	struct text t = { 0 };
	xap_wdb *wdb = NULL;
	xap_doc *doc = NULL;
	uint32_t n = 0;

	OK(xap_doc_new(&doc, err));
	OK(xap_doc_add_postings(doc, lists, 3, err));
	OK(xap_doc_add_postings(doc, lists, 0, err));
	OK(xap_wdb_open(&wdb, path, NULL, err));
	OK(xap_wdb_add(wdb, NULL, doc, err));
	xap_doc_free(doc);
	OK(xap_db_positions(xap_wdb_reader(wdb), 1, S("alpha"), take_position,
			    &t, err));
	OK(xap_db_positions(xap_wdb_reader(wdb), 1, S("n\0l"), take_position,
			    &t, err));
	assert_string_equal(t.s, "1 3 7 3 ");
	OK(xap_db_doc_length(&n, xap_wdb_reader(wdb), 1, err));
	assert_int_equal(n, 4);
	OK(xap_db_termfreq(&n, xap_wdb_reader(wdb), S("n"), err));
	assert_int_equal(n, 0);
	OK(xap_db_termfreq(&n, xap_wdb_reader(wdb), S("XFILTER"), err));
	assert_int_equal(n, 1);
	xap_wdb_free(wdb);
}

static void test_wdb__adds_replaces_and_deletes(void **state)
{
	const char *path = in_folder(state, "db");
	xap_wdb *wdb = NULL;
	xap_doc *doc = NULL;
	xap_docid docid = 0;
	uint32_t n = 0;

	OK(xap_wdb_open(&wdb, path, NULL, err));
	OK(xap_doc_new(&doc, err));
	OK(xap_doc_add_term(doc, S("Qa"), 0, err));
	OK(xap_wdb_add(wdb, &docid, doc, err));
	assert_int_equal(docid, 1);
	OK(xap_wdb_add(wdb, &docid, doc, err));
	assert_int_equal(docid, 2);
	OK(xap_wdb_replace(wdb, 7, doc, err));
	OK(xap_wdb_replace_term(wdb, &docid, S("Qa"), doc, err));
	assert_int_equal(docid, 1);
	OK(xap_db_doccount(&n, xap_wdb_reader(wdb), err));
	assert_int_equal(n, 1);
	OK(xap_wdb_delete(wdb, 1, err));
	FAILS(XAP_NO_DOCUMENT, xap_wdb_delete(wdb, 1, err));
	OK(xap_wdb_add(wdb, &docid, doc, err));
	assert_int_equal(docid, 8);
	OK(xap_wdb_delete_term(wdb, S("Qa"), err));
	OK(xap_wdb_delete_term(wdb, S("Qa"), err));
	OK(xap_db_doccount(&n, xap_wdb_reader(wdb), err));
	assert_int_equal(n, 0);
	FAILS(XAP_BAD_ARGUMENT, xap_wdb_replace(wdb, 0, doc, err));
	xap_doc_free(doc);
	xap_wdb_free(wdb);
	xap_wdb_free(NULL);
}

static void test_wdb__refuses_a_term_that_is_too_long(void **state)
{
	char term[246];
	xap_wdb *wdb = NULL;
	xap_doc *doc = NULL;

	memset(term, 'x', sizeof(term));
	OK(xap_wdb_open(&wdb, in_folder(state, "db"), NULL, err));
	OK(xap_doc_new(&doc, err));
	OK(xap_doc_add_term(doc, term, 245, 1, err));
	OK(xap_wdb_add(wdb, NULL, doc, err));
	OK(xap_doc_add_term(doc, term, 246, 1, err));
	FAILS(XAP_BAD_ARGUMENT, xap_wdb_add(wdb, NULL, doc, err));
	xap_doc_free(doc);
	xap_wdb_free(wdb);
}

static void test_wdb__obeys_the_open_flags(void **state)
{
	const char *path = in_folder(state, "db");
	struct xap_wdb_options options = XAP_WDB_OPTIONS_INIT;
	uint32_t n = 0;
	xap_wdb *wdb = NULL;

	options.flags = XAP_DB_OPEN;
	FAILS(XAP_NOT_FOUND, xap_wdb_open(&wdb, path, &options, err));
	assert_null(wdb);
	make_news(path);
	options.flags = XAP_DB_CREATE;
	FAILS(XAP_CREATING, xap_wdb_open(&wdb, path, &options, err));
	options.flags = XAP_DB_OPEN | XAP_DB_NO_SYNC;
	OK(xap_wdb_open(&wdb, path, &options, err));
	OK(xap_db_doccount(&n, xap_wdb_reader(wdb), err));
	assert_int_equal(n, 5);
	xap_wdb_free(wdb);
	options.flags = XAP_DB_CREATE_OR_OVERWRITE | XAP_DB_GLASS |
			XAP_DB_DANGEROUS | XAP_DB_NO_TERMLIST;
	options.block_bytes = 4096;
	OK(xap_wdb_open(&wdb, path, &options, err));
	OK(xap_db_doccount(&n, xap_wdb_reader(wdb), err));
	assert_int_equal(n, 0);
	xap_wdb_free(wdb);
	options.flags = XAP_DB_INMEMORY;
	OK(xap_wdb_open(&wdb, "", &options, err));
	add_words(wdb, "1", "a b c", "");
	OK(xap_db_doccount(&n, xap_wdb_reader(wdb), err));
	assert_int_equal(n, 1);
	xap_wdb_free(wdb);
}

static void test_wdb__locks_out_a_second_writer(void **state)
{
	const char *path = in_folder(state, "db");
	struct xap_error error;
	bool locked = false;
	xap_wdb *first = NULL, *second = NULL;
	xap_doc *doc = NULL;
	xap_db *db = NULL;

	OK(xap_wdb_open(&first, path, NULL, err));
	add_words(first, "1", "a b c", "");
	OK(xap_wdb_commit(first, err));
	assert_int_equal(xap_wdb_open(&second, path, NULL, &error), XAP_LOCKED);
	assert_null(second);
	assert_string_equal(error.type, "DatabaseLockError");
	OK(xap_path_locked(&locked, path, err));
	assert_true(locked);
	OK(xap_db_open(&db, path, 0, err));
	locked = false;
	OK(xap_db_locked(&locked, db, err));
	assert_true(locked);
	OK(xap_db_doc(&doc, xap_wdb_reader(first), 1, err));
	xap_wdb_free(first); /* lets go although the document lives on */
	OK(xap_db_locked(&locked, db, err));
	assert_false(locked);
	OK(xap_wdb_open(&second, path, NULL, err));
	xap_wdb_free(second);
	xap_doc_free(doc);
	xap_db_free(db);
	FAILS(XAP_NOT_FOUND,
	      xap_path_locked(&locked, in_folder(state, "none"), err));
}

static void test_wdb__keeps_transactions_whole(void **state)
{
	const char *path = in_folder(state, "db");
	struct xap_wdb_options options = XAP_WDB_OPTIONS_INIT;
	bool changed = false;
	uint32_t n = 0;
	xap_wdb *wdb = NULL;
	xap_db *db = NULL;

	options.flush_docs = 1; /* must not commit inside */
	OK(xap_wdb_open(&wdb, path, &options, err));
	add_words(wdb, "0", "z", ""); /* revision 0 always looks changed */
	OK(xap_db_open(&db, path, 0, err));
	OK(xap_wdb_begin(wdb, true, err));
	FAILS(XAP_BAD_OPERATION, xap_wdb_begin(wdb, true, err));
	FAILS(XAP_BAD_OPERATION, xap_wdb_commit(wdb, err));
	OK(xap_db_reopen(db, &changed, err));
	add_words(wdb, "1", "a", "");
	add_words(wdb, "2", "b", "");
	OK(xap_db_reopen(db, &changed, err));
	assert_false(changed);
	OK(xap_wdb_cancel_transaction(wdb, err));
	OK(xap_db_doccount(&n, xap_wdb_reader(wdb), err));
	assert_int_equal(n, 1);
	OK(xap_wdb_begin(wdb, false, err));
	add_words(wdb, "3", "c", "");
	OK(xap_wdb_commit_transaction(wdb, err));
	FAILS(XAP_BAD_OPERATION, xap_wdb_commit_transaction(wdb, err));
	FAILS(XAP_BAD_OPERATION, xap_wdb_cancel_transaction(wdb, err));
	add_words(wdb, "4", "d", ""); /* commits the other one, too */
	OK(xap_db_reopen(db, &changed, err));
	assert_true(changed);
	OK(xap_db_doccount(&n, db, err));
	assert_int_equal(n, 3);
	OK(xap_db_reopen(db, NULL, err));
	xap_db_free(db);
	xap_wdb_free(wdb);
}

static void test_wdb__gives_up_an_open_transaction_when_closed(void **state)
{
	const char *path = in_folder(state, "db");
	uint32_t n = 9;
	xap_wdb *wdb = NULL;
	xap_db *db = NULL;

	OK(xap_wdb_open(&wdb, path, NULL, err));
	add_words(wdb, "1", "a", "");
	OK(xap_wdb_begin(wdb, true, err));
	add_words(wdb, "2", "b", "");
	OK(xap_wdb_close(wdb, err));
	xap_wdb_free(wdb);
	OK(xap_db_open(&db, path, 0, err));
	OK(xap_db_doccount(&n, db, err));
	assert_int_equal(n, 1);
	xap_db_free(db);
}

static void test_wdb__commits_by_itself_after_flush_docs(void **state)
{
	const char *path = in_folder(state, "db");
	struct xap_wdb_options options = XAP_WDB_OPTIONS_INIT;
	uint64_t revision = 0;
	xap_wdb *wdb = NULL;

	options.flush_docs = 2;
	OK(xap_wdb_open(&wdb, path, &options, err));
	for (char id[2] = "a"; id[0] < 'f'; id[0]++)
		add_words(wdb, id, id, "");
	OK(xap_db_revision(&revision, xap_wdb_reader(wdb), err));
	assert_int_equal(revision, 2);
	OK(xap_wdb_commit(wdb, err));
	OK(xap_db_revision(&revision, xap_wdb_reader(wdb), err));
	assert_int_equal(revision, 3);
	xap_wdb_free(wdb);
}

static void test_wdb__reports_an_overtaken_reader(void **state)
{
	const char *path = in_folder(state, "db");
	struct text t = { 0 };
	bool changed = false;
	char id[8];
	xap_wdb *wdb = NULL;
	xap_db *db = NULL;

	/* Enough for more blocks than a reader has at hand. */
	OK(xap_wdb_open(&wdb, path, NULL, err));
	for (int round = 0; round < 3; round++) {
		for (int i = 1; i <= 400; i++) {
			snprintf(id, sizeof(id), "%d", i);
			add_words(wdb, id, "police again", id);
		}
		OK(xap_wdb_commit(wdb, err));
		if (round == 0)
			OK(xap_db_open(&db, path, 0, err));
	}
	FAILS(XAP_MODIFIED, xap_db_doc_terms(db, 1, take_wdf, &t, err));
	OK(xap_db_reopen(db, &changed, err));
	assert_true(changed);
	memset(&t, 0, sizeof(t));
	OK(xap_db_doc_terms(db, 1, take_wdf, &t, err));
	assert_string_equal(t.s, "Q1:0 again:1 police:1 ");
	xap_db_free(db);
	xap_wdb_free(wdb);
}

static void test_db__says_when_it_is_closed(void **state)
{
	const char *path = in_folder(state, "news");
	struct text t = { 0 };
	xap_wdb *wdb = NULL;
	xap_db *db = NULL;

	make_news(path);
	OK(xap_db_open(&db, path, 0, err));
	OK(xap_db_close(db, err));
	FAILS(XAP_CLOSED, xap_db_doc_terms(db, 1, take_wdf, &t, err));
	xap_db_free(db);
	OK(xap_wdb_open(&wdb, path, NULL, err));
	OK(xap_wdb_close(wdb, err));
	FAILS(XAP_CLOSED, xap_wdb_delete(wdb, 1, err));
	xap_wdb_free(wdb);
	xap_db_free(NULL);
}

static void test_metadata__is_set_read_and_listed(void **state)
{
	const char *path = in_folder(state, "db");
	struct xap_buf buf = XAP_BUF_INIT;
	struct text t = { 0 };
	xap_wdb *wdb = NULL;
	xap_db *db;

	OK(xap_wdb_open(&wdb, path, NULL, err));
	db = xap_wdb_reader(wdb);
	OK(xap_wdb_set_metadata(wdb, S("a.1"), S("x\0y"), err));
	OK(xap_wdb_set_metadata(wdb, S("a.2"), S("z"), err));
	OK(xap_wdb_set_metadata(wdb, S("b"), S("z"), err));
	OK(xap_wdb_commit(wdb, err)); /* keys are listed when committed */
	OK(xap_db_metadata(&buf, db, S("a.1"), err));
	assert_buf(buf, "x\0y");
	OK(xap_db_metadata(&buf, db, S("none"), err));
	assert_buf(buf, "");
	OK(xap_db_metadata_keys(db, S("a."), take_string, &t, err));
	assert_string_equal(t.s, "a.1 a.2 ");
	OK(xap_wdb_set_metadata(wdb, S("a.1"), NULL, 0, err));
	OK(xap_wdb_commit(wdb, err));
	OK(xap_db_metadata_keys(db, NULL, 0, take_string, &t, err));
	assert_string_equal(t.s, "a.1 a.2 a.2 b ");
	FAILS(XAP_BAD_ARGUMENT,
	      xap_wdb_set_metadata(wdb, NULL, 0, S("x"), err));
	xap_buf_release(&buf);
	xap_wdb_free(wdb);
}

static void test_db__reads_several_as_one(void **state)
{
	const char *paths[2] = { in_folder(state, "a"), in_folder(state, "b") };
	struct text t = { 0 };
	uint32_t n = 0;
	xap_db *db = NULL, *other = NULL;

	make_news(paths[0]);
	make_news(paths[1]);
	OK(xap_db_open_list(&db, paths, 2, 0, err));
	assert_int_equal(xap_db_shards(db), 2);
	OK(xap_db_doccount(&n, db, err));
	assert_int_equal(n, 10);
	OK(xap_db_postings(db, S("kabul"), 0, take_posting, &t, err));
	assert_string_equal(t.s, "3:1 4:1 5:1 6:1 ");
	OK(xap_db_open(&other, paths[0], 0, err));
	OK(xap_db_add(db, other, err));
	xap_db_free(other);
	assert_int_equal(xap_db_shards(db), 3);
	xap_db_free(db);
	OK(xap_db_open_list(&db, NULL, 0, 0, err));
	OK(xap_db_doccount(&n, db, err));
	assert_int_equal(n, 0);
	xap_db_free(db);
}

static void make_keyed(const char *path, const char *value)
{
	xap_wdb *wdb = NULL;

	make_news(path);
	OK(xap_wdb_open(&wdb, path, NULL, err));
	OK(xap_wdb_set_metadata(wdb, S("k"), value, strlen(value), err));
	OK(xap_wdb_commit(wdb, err));
	xap_wdb_free(wdb);
}

static int count_progress(void *ctx, const char *table, size_t table_len,
			  const char *status, size_t status_len)
{
	(void)table;
	(void)status;
	(void)status_len;
	assert_true(table_len > 0);
	return text_add(ctx, "%s", "");
}

static int join_values(void *ctx, struct xap_buf *out, const char *key,
		       size_t key_len, const struct xap_str *values, size_t n)
{
	char joined[64];

	(void)ctx;
	assert_int_equal(n, 2);
	snprintf(joined, sizeof(joined), "%.*s:%s+%s", (int)key_len, key,
		 values[0].data, values[1].data);
	return xap_buf_set(out, joined, strlen(joined), NULL);
}

static void test_compact__merges_and_renumbers(void **state)
{
	const char *paths[2] = { in_folder(state, "a"), in_folder(state, "b") };
	const char *dst = in_folder(state, "dst");
	struct xap_compact_options options = XAP_COMPACT_OPTIONS_INIT;
	struct xap_buf buf = XAP_BUF_INIT;
	struct text t = { 0 };
	xap_db *db = NULL;

	make_keyed(paths[0], "one");
	make_keyed(paths[1], "two");
	options.ctx = &t;
	options.progress = count_progress;
	options.merge_metadata = join_values;
	OK(xap_compact(dst, paths, 2, &options, err));
	assert_true(t.calls > 3);
	OK(xap_db_open(&db, dst, 0, err));
	OK(xap_db_postings(db, S("kabul"), 0, take_posting, &t, err));
	assert_string_equal(t.s, "2:1 3:1 7:1 8:1 ");
	OK(xap_db_metadata(&buf, db, S("k"), err));
	assert_buf(buf, "k:one+two");
	xap_db_free(db);

	OK(xap_compact(dst, paths, 2, NULL, err));
	OK(xap_db_open(&db, dst, 0, err));
	OK(xap_db_metadata(&buf, db, S("k"), err));
	assert_buf(buf, "one");
	xap_db_free(db);
	xap_buf_release(&buf);
}

static void test_compact__stops_and_refuses(void **state)
{
	const char *path = in_folder(state, "a");
	const char *dst = in_folder(state, "dst");
	const char *twice[2] = { path, path };
	struct text t = { .stop_after = 2, .stop_with = 9 };
	struct xap_compact_options options = XAP_COMPACT_OPTIONS_INIT;
	uint32_t n = 0;
	xap_db *db = NULL;

	make_news(path);
	options.ctx = &t;
	options.progress = count_progress;
	assert_int_equal(xap_compact(dst, twice, 1, &options, NULL), 9);
	options.flags = XAP_COMPACT_NO_RENUMBER;
	options.progress = NULL;
	FAILS(XAP_BAD_OPERATION, xap_compact(dst, twice, 2, &options, err));
	FAILS(XAP_BAD_ARGUMENT, xap_compact(path, twice, 1, NULL, err));
	options.flags = XAP_COMPACT_SINGLE_FILE | XAP_COMPACT_MULTIPASS;
	options.block_bytes = 2048;
	dst = in_folder(state, "file");
	OK(xap_db_open(&db, path, 0, err));
	OK(xap_db_compact(db, dst, &options, err));
	xap_db_free(db);
	OK(xap_db_open(&db, dst, 0, err));
	OK(xap_db_doccount(&n, db, err));
	assert_int_equal(n, 5);
	xap_db_free(db);
}

static void test_check__finds_damage(void **state)
{
	const char *path = in_folder(state, "news");
	struct xap_buf report = XAP_BUF_INIT;
	size_t errors = 99;
	char table[300];
	FILE *f;

	make_news(path);
	OK(xap_check(&errors, &report, path, XAP_CHECK_STATS, err));
	assert_int_equal(errors, 0);
	assert_non_null(strstr(report.data, "postlist"));
	OK(xap_check(&errors, NULL, path, 0, err));
	snprintf(table, sizeof(table), "%s/postlist.glass", path);
	f = fopen(table, "r+");
	assert_non_null(f);
	fseek(f, 12, SEEK_SET);
	for (int i = 0; i < 2000; i++)
		fputc(i * 7, f);
	fclose(f);
	errors = 0;
	if (xap_check(&errors, &report, path, 0, NULL) == XAP_OK)
		assert_true(errors > 0);
	xap_buf_release(&report);
	FAILS(XAP_OPENING,
	      xap_check(&errors, NULL, in_folder(state, "none"), 0, err));
}

static void test_open__reports_a_damaged_version_file(void **state)
{
	const char *path = in_folder(state, "news");
	char table[300];
	xap_db *db = NULL;
	xap_status st;
	FILE *f;

	make_news(path);
	snprintf(table, sizeof(table), "%s/iamglass", path);
	f = fopen(table, "r+");
	assert_non_null(f);
	fputs("garbage", f);
	fclose(f);
	st = xap_db_open(&db, path, 0, NULL);
	assert_true(st == XAP_VERSION || st == XAP_CORRUPT);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, make_folder, remove_folder)
	const struct CMUnitTest tests[] = {
		T(test_error__names_every_status),
		T(test_buf__keeps_nul_bytes_and_its_memory),
		T(test_open__says_why_it_failed),
		T(test_db__answers_statistics),
		T(test_db__lists_terms_postings_positions_values),
		T(test_callback__stops_a_list_with_its_value),
		T(test_doc__is_read_back_whole),
		T(test_doc__removes_what_it_added),
		T(test_doc__takes_many_postings_at_once),
		T(test_wdb__adds_replaces_and_deletes),
		T(test_wdb__refuses_a_term_that_is_too_long),
		T(test_wdb__obeys_the_open_flags),
		T(test_wdb__locks_out_a_second_writer),
		T(test_wdb__keeps_transactions_whole),
		T(test_wdb__gives_up_an_open_transaction_when_closed),
		T(test_wdb__commits_by_itself_after_flush_docs),
		T(test_wdb__reports_an_overtaken_reader),
		T(test_db__says_when_it_is_closed),
		T(test_metadata__is_set_read_and_listed),
		T(test_db__reads_several_as_one),
		T(test_compact__merges_and_renumbers),
		T(test_compact__stops_and_refuses),
		T(test_check__finds_damage),
		T(test_open__reports_a_damaged_version_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
