/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * xapian-c: no memory, at every allocation. Each case below is run again and
 * again, its first, second, third ... allocation failing, until it needs no
 * more. Each time it must end with XAP_NOMEM, or manage without.
 *
 * Xapian itself loses memory then (its leaks are not ours to mend), and may
 * abort in a commit or crash in its query parser. So these are held: where an
 * allocation of ours fails, nothing is lost and nothing crashes; and a process
 * that dies in a commit leaves a database that is whole.
 */
#include "../sanitized.h"
#include "test_xapian_c.h"

#include <dlfcn.h>
#include <execinfo.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>

static atomic_long fail_at; /* allocations until the one that fails; 0: off */
static atomic_long live;    /* blocks not yet freed */
/* Of the allocation that failed; shared with child processes. */
static bool *failed_in_xapian;

#ifndef SANITIZED
/* These stand before the C library's, for libxapian and libstdc++, too: those
 * must be able to see them. */
#define SEEN_BY_ALL __attribute__((visibility("default")))
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *p, size_t size);
void __libc_free(void *p);

/*
 * Whether Xapian asked for the memory: of the callers of malloc(), the first
 * that is not of the C or C++ library decides.
 */
static bool xapian_asks(const void *caller)
{
	void *frames[16];
	int n = backtrace(frames, 16);
	int i = 0;
	Dl_info info;

	while (i < n && frames[i] != caller)
		i++;
	for (; i < n && dladdr(frames[i], &info) && info.dli_fname; i++) {
		if (strstr(info.dli_fname, "libxapian"))
			return true;
		if (!strstr(info.dli_fname, "/libstdc++") &&
		    !strstr(info.dli_fname, "/libz.so") &&
		    !strstr(info.dli_fname, "/libc.so"))
			return false;
	}
	return false;
}

/* Where a debugger may stop at the allocation that fails. */
static bool fail_here(const void *caller)
{
	fail_at = -1; /* what follows must not count */
	*failed_in_xapian = xapian_asks(caller);
	fail_at = 0;
	return true;
}

#define FAILS_NOW                         \
	(fail_at > 0 && --fail_at == 0 && \
	 fail_here(__builtin_return_address(0)))

SEEN_BY_ALL void *malloc(size_t size)
{
	void *p = FAILS_NOW ? NULL : __libc_malloc(size);

	live += p != NULL;
	return p;
}

SEEN_BY_ALL void *calloc(size_t n, size_t size)
{
	void *p = FAILS_NOW ? NULL : __libc_calloc(n, size);

	live += p != NULL;
	return p;
}

SEEN_BY_ALL void *realloc(void *p, size_t size)
{
	void *q = FAILS_NOW ? NULL : __libc_realloc(p, size);

	live += !p && q;
	return q;
}

SEEN_BY_ALL void free(void *p)
{
	live -= p != NULL;
	__libc_free(p);
}
#endif

static const char *folder; /* of the test that runs */

/* Runs st = call unless something failed before. */
#define TRY(call)                    \
	do {                         \
		if (st == XAP_OK)    \
			st = (call); \
	} while (0)

typedef xap_status scenario(struct xap_error *err);

/* No case needs so many; a bound on what a fault could cost. */
#define ALLOCATIONS_MAX 20000

enum outcome { PASSED, WRONG, NOT_REACHED };

/* Plays a case with its nth allocation failing. Says on stderr what is wrong.
 */
static enum outcome play_failing(scenario *play, long n)
{
	struct xap_error err;
	long before = live;
	xap_status st;

	memset(&err, 0, sizeof(err));
	fail_at = n;
	st = play(&err);
	if (fail_at > 0 && st == XAP_OK) {
		fail_at = 0;
		return NOT_REACHED;
	}
	fail_at = 0;
	if ((st == XAP_OK || (st == XAP_NOMEM && err.status == st)) &&
	    (live <= before || *failed_in_xapian))
		return PASSED;
	fprintf(stderr, "allocation %ld: %d %s, %ld blocks lost\n", n, st,
		err.message, live - before);
	return WRONG;
}

static void prepare(void **state)
{
	void *frame;

#ifdef SANITIZED
	skip();
#endif
	folder = *state;
	backtrace(&frame, 1); /* loads a library at its first call */
}

static void run(void **state, scenario *play)
{
	struct xap_error err;
	enum outcome outcome;
	long n = 1;

	prepare(state);
	play(&err); /* what is allocated once and kept */
	while (n < ALLOCATIONS_MAX &&
	       (outcome = play_failing(play, n)) != NOT_REACHED) {
		assert_int_equal(outcome, PASSED);
		n++;
	}
	assert_in_range(n, 2, ALLOCATIONS_MAX - 1);
}

/* The same in a process of its own, which Xapian may crash. */
static enum outcome play_in_child(scenario *play, long n, int *crashes)
{
	int status = 0;
	pid_t pid;

	*failed_in_xapian = false;
	fflush(NULL);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		/* cmocka catches these to go on; here they must end it. */
		signal(SIGSEGV, SIG_DFL);
		signal(SIGABRT, SIG_DFL);
		signal(SIGBUS, SIG_DFL);
		_exit(play_failing(play, n));
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	if (WIFEXITED(status))
		return (enum outcome)WEXITSTATUS(status);
	++*crashes;
	return *failed_in_xapian ? PASSED : WRONG;
}

static const char *path_of(const char *name)
{
	static char paths[4][256];
	static int next;
	char *path = paths[next++ % 4];

	snprintf(path, sizeof(paths[0]), "%s/%s", folder, name);
	return path;
}

static int take_any_term(void *ctx, const struct xap_term *term)
{
	(void)ctx;
	(void)term;
	return 0;
}

static int take_any_string(void *ctx, const char *data, size_t len)
{
	(void)ctx;
	(void)data;
	(void)len;
	return 0;
}

static int take_any_value(void *ctx, uint32_t key, const char *value,
			  size_t len)
{
	(void)ctx;
	(void)key;
	(void)value;
	(void)len;
	return 0;
}

static int take_any_posting(void *ctx, xap_docid docid, uint32_t wdf)
{
	(void)ctx;
	(void)docid;
	(void)wdf;
	return 0;
}

static int take_any_position(void *ctx, uint32_t position)
{
	(void)ctx;
	(void)position;
	return 0;
}

static xap_status read_database(struct xap_error *err)
{
	const xap_docid three = 3;
	const char *paths[2] = { path_of("news"), path_of("news") };
	struct xap_buf buf = XAP_BUF_INIT;
	struct xap_db_stats stats;
	xap_status st = XAP_OK;
	uint32_t n;
	xap_db *db = NULL;
	xap_doc *doc = NULL;

	TRY(xap_db_open_list(&db, paths, 2, 0, err));
	TRY(xap_db_get_stats(&stats, db, err));
	TRY(xap_db_termfreq(&n, db, S("a term of some length"), err));
	TRY(xap_db_find(&n, db, S("Q3"), err));
	TRY(xap_db_terms(db, NULL, 0, take_any_term, NULL, err));
	TRY(xap_db_postings(db, S("police"), 2, take_any_posting, NULL, err));
	TRY(xap_db_positions(db, 1, S("police"), take_any_position, NULL, err));
	TRY(xap_db_doc_terms(db, 1, take_any_term, NULL, err));
	TRY(xap_db_values(db, 0, 2, take_any_value, NULL, err));
	TRY(xap_db_values_of(db, 0, &three, 1, take_any_value, NULL, err));
	TRY(xap_db_value(&buf, db, 1, 0, err));
	TRY(xap_db_metadata(&buf, db, S("key"), err));
	TRY(xap_db_metadata_keys(db, NULL, 0, take_any_string, NULL, err));
	TRY(xap_db_spelling(&buf, db, S("polise"), 2, err));
	TRY(xap_db_synonyms(db, S("bomb"), take_any_string, NULL, err));
	TRY(xap_db_uuid(&buf, db, err));
	TRY(xap_db_describe(&buf, db, err));
	TRY(xap_db_doc(&doc, db, 1, err));
	TRY(xap_doc_data(&buf, doc, err));
	TRY(xap_doc_values(doc, take_any_value, NULL, err));
	TRY(xap_doc_terms(doc, take_any_term, NULL, err));
	TRY(xap_db_reopen(db, NULL, err));
	xap_doc_free(doc);
	xap_db_free(db);
	xap_buf_release(&buf);
	return st;
}

static xap_status write_documents(struct xap_error *err)
{
	static const uint32_t positions[] = { 1, 5, 9 };
	static const struct xap_posting_list lists[] = {
		{ "a term that is no short string", 30, 3, positions, 3 },
		{ "other", 5, 1, positions, 1 },
	};
	struct xap_wdb_options options = XAP_WDB_OPTIONS_INIT;
	struct xap_buf bytes = XAP_BUF_INIT;
	xap_status st = XAP_OK;
	xap_docid docid = 0;
	xap_wdb *wdb = NULL;
	xap_doc *doc = NULL, *copy = NULL;

	options.flags = XAP_DB_INMEMORY;
	TRY(xap_wdb_open(&wdb, "", &options, err));
	TRY(xap_doc_new(&doc, err));
	TRY(xap_doc_set_data(doc, S("data that is no short string"), err));
	TRY(xap_doc_set_value(doc, 3, S("value that is no short one"), err));
	TRY(xap_doc_add_term(doc, S("Qa boolean term of a length"), 0, err));
	TRY(xap_doc_add_postings(doc, lists, 2, err));
	TRY(xap_doc_serialise(&bytes, doc, err));
	TRY(xap_doc_unserialise(&copy, bytes.data, bytes.len, err));
	TRY(xap_wdb_add(wdb, &docid, doc, err));
	TRY(xap_wdb_add(wdb, NULL, copy, err));
	TRY(xap_wdb_replace(wdb, docid, copy, err));
	TRY(xap_wdb_delete(wdb, docid, err));
	TRY(xap_wdb_set_metadata(wdb, S("key"), S("value"), err));
	TRY(xap_doc_clear(doc, err));
	xap_doc_free(doc);
	xap_doc_free(copy);
	xap_wdb_free(wdb);
	xap_buf_release(&bytes);
	return st;
}

static xap_status write_to_disk(struct xap_error *err)
{
	struct xap_wdb_options options = XAP_WDB_OPTIONS_INIT;
	xap_status st = XAP_OK;
	xap_wdb *wdb = NULL;
	xap_doc *doc = NULL;

	options.flags = XAP_DB_CREATE_OR_OPEN | XAP_DB_NO_SYNC;
	TRY(xap_wdb_open(&wdb, path_of("written"), &options, err));
	TRY(xap_doc_new(&doc, err));
	TRY(xap_doc_set_data(doc, S("data that is no short string"), err));
	TRY(xap_doc_set_value(doc, 3, S("value that is no short one"), err));
	TRY(xap_doc_add_posting(doc, S("some"), 7, 1, err));
	TRY(xap_doc_add_boolean_term(doc, S("Qid"), err));
	TRY(xap_wdb_begin(wdb, true, err));
	TRY(xap_wdb_replace_term(wdb, NULL, S("Qid"), doc, err));
	TRY(xap_wdb_commit_transaction(wdb, err));
	TRY(xap_wdb_add_spelling(wdb, S("word"), 1, err));
	TRY(xap_wdb_add_synonym(wdb, S("word"), S("other"), err));
	TRY(xap_wdb_commit(wdb, err));
	TRY(xap_wdb_close(wdb, err));
	xap_doc_free(doc);
	xap_wdb_free(wdb);
	return st;
}

static xap_status build_queries(struct xap_error *err)
{
	static const xap_docid ids[] = { 1, 2, 3 };
	static const struct xap_coord karachi = { 24.86, 67.01 };
	static const struct xap_str low = { "a", 1 }, high = { "z", 1 };
	const struct xap_value_weight map = { { "v", 1 }, 2 };
	struct xap_geo geo = XAP_GEO_INIT;
	struct xap_buf buf = XAP_BUF_INIT;
	xap_query *q[12] = { NULL };
	xap_status st = XAP_OK;

	geo.centres = &karachi;
	geo.n = 1;
	TRY(xap_query_term(&q[0], S("a term that is no short string"), 1, 2,
			   err));
	TRY(xap_query_all(&q[1], err));
	TRY(xap_query_value_range(&q[2], 0, &low, &high, err));
	TRY(xap_query_wildcard(&q[3], S("pre"), NULL, err));
	TRY(xap_query_value_weight(&q[5], 0, err));
	TRY(xap_query_value_map(&q[6], 0, &map, 1, 3, err));
	TRY(xap_query_fixed_weight(&q[7], 2, err));
	TRY(xap_query_geo(&q[8], &geo, err));
	TRY(xap_query_scale(&q[9], q[0], 2, err));
	TRY(xap_query_nothing(&q[4], err));
	TRY(xap_query_combine(&q[10], XAP_OP_OR, (const xap_query *const *)q, 9,
			      0, err));
	TRY(xap_query_describe(&buf, q[10], err));
	TRY(xap_query_serialise(&buf, q[10], err));
	TRY(xap_query_unserialise(&q[11], buf.data, buf.len, err));
	TRY(xap_query_terms(q[11], take_any_string, NULL, err));
	xap_query_free(q[4]);
	q[4] = NULL;
	TRY(xap_query_docids(&q[4], NULL, ids, 3, 1, err));
	for (size_t i = 0; i < 12; i++)
		xap_query_free(q[i]);
	xap_buf_release(&buf);
	return st;
}

static int accept(void *ctx, const xap_doc *doc)
{
	struct xap_buf buf = XAP_BUF_INIT;
	xap_status st = xap_doc_data(&buf, doc, NULL);

	(void)ctx;
	xap_buf_release(&buf);
	return st < 0 ? st : 1;
}

static int see(void *ctx, const xap_doc *doc, double weight)
{
	(void)ctx;
	(void)doc;
	(void)weight;
	return 0;
}

static int key_of(void *ctx, struct xap_buf *key, const xap_doc *doc)
{
	(void)ctx;
	return xap_doc_value(key, doc, 0, NULL);
}

static xap_status search_news(struct xap_error *err)
{
	static const xap_docid ids[] = { 1, 2, 3, 5 };
	struct xap_weight weight = { XAP_WEIGHT_BM25, 0, { 0 }, NULL };
	struct xap_match match = XAP_MATCH_INIT;
	struct xap_buf buf = XAP_BUF_INIT;
	struct xap_hit hit;
	xap_status st = XAP_OK;
	xap_db *db = NULL;
	xap_query *q[4] = { NULL };
	xap_enquire *enquire = NULL;
	xap_facets *facets = NULL;
	xap_rset *rset = NULL;
	xap_eset *eset = NULL;
	xap_mset *mset = NULL;
	xap_doc *doc = NULL;

	TRY(xap_db_open(&db, path_of("news"), 0, err));
	TRY(xap_query_term(&q[0], S("police"), 1, 0, err));
	TRY(xap_query_term(&q[1], S("station"), 1, 0, err));
	TRY(xap_query_docids(&q[2], db, ids, 4, 0.5, err));
	TRY(xap_query_combine(&q[3], XAP_OP_OR, (const xap_query *const *)q, 3,
			      0, err));
	TRY(xap_enquire_new(&enquire, db, err));
	TRY(xap_enquire_set_query(enquire, q[3], 0, err));
	TRY(xap_enquire_set_weight(enquire, &weight, err));
	TRY(xap_enquire_set_collapse(enquire, 0, 2, err));
	TRY(xap_enquire_set_sort_key(enquire, XAP_SORT_RELEVANCE_VALUE, key_of,
				     NULL, true, err));
	TRY(xap_facets_new(&facets, 0, err));
	TRY(xap_enquire_add_facets(enquire, facets, err));
	TRY(xap_enquire_add_spy(enquire, see, NULL, err));
	TRY(xap_rset_new(&rset, err));
	TRY(xap_rset_add(rset, 1, err));
	match.decide = accept;
	match.rset = rset;
	TRY(xap_enquire_mset(&mset, enquire, &match, err));
	TRY(xap_mset_hit(&hit, mset, 0, err));
	TRY(xap_mset_doc(&doc, mset, 0, err));
	TRY(xap_mset_data(&buf, mset, 1, err));
	TRY(xap_mset_sort_key(&buf, mset, 0, err));
	TRY(xap_mset_snippet(&buf, mset, S("the police station there"), NULL,
			     err));
	TRY(xap_facets_top(facets, 2, take_any_term, NULL, err));
	TRY(xap_facets_values(facets, take_any_term, NULL, err));
	TRY(xap_enquire_matching_terms(enquire, 1, take_any_string, NULL, err));
	TRY(xap_enquire_expand(&eset, enquire, rset, NULL, err));
	TRY(xap_eset_term(&buf, NULL, eset, 0, err));
	xap_doc_free(doc);
	xap_eset_free(eset);
	xap_rset_free(rset);
	xap_mset_free(mset);
	xap_facets_free(facets);
	xap_enquire_free(enquire);
	for (size_t i = 0; i < 4; i++)
		xap_query_free(q[i]);
	xap_db_free(db);
	xap_buf_release(&buf);
	return st;
}

static int own_field(void *ctx, xap_query **out, const char *text, size_t len)
{
	(void)ctx;
	return xap_query_term(out, text, len, 1, 0, NULL);
}

static xap_status handle_text(struct xap_error *err)
{
	struct xap_text text = XAP_TEXT_INIT;
	struct xap_buf buf = XAP_BUF_INIT;
	xap_status st = XAP_OK;
	xap_stem *stem = NULL;
	xap_stopper *stopper = NULL;
	xap_termgen *termgen = NULL;
	xap_doc *doc = NULL;

	TRY(xap_stem_new(&stem, "english", err));
	TRY(xap_stem_word(&buf, stem, S("incomprehensibilities"), err));
	TRY(xap_stem_languages(take_any_string, NULL, err));
	TRY(xap_stopper_new(&stopper, err));
	TRY(xap_stopper_add(stopper, S("a stop word of some length"), err));
	TRY(xap_termgen_new(&termgen, err));
	TRY(xap_doc_new(&doc, err));
	TRY(xap_termgen_set_doc(termgen, doc, err));
	TRY(xap_termgen_set_stem(termgen, stem, XAP_STEM_SOME, err));
	TRY(xap_termgen_set_stopper(termgen, stopper, XAP_STOP_ALL, err));
	text.text = "Bombs went off near incomprehensibilities";
	text.len = strlen(text.text);
	TRY(xap_termgen_index(termgen, &text, err));
	xap_termgen_free(termgen);
	xap_stopper_free(stopper);
	xap_stem_free(stem);
	xap_doc_free(doc);
	xap_buf_release(&buf);
	return st;
}

static xap_status parse_text(struct xap_error *err)
{
	struct xap_range range = XAP_RANGE_INIT;
	xap_status st = XAP_OK;
	xap_stem *stem = NULL;
	xap_stopper *stopper = NULL;
	xap_parser *parser = NULL;
	xap_query *query = NULL;

	TRY(xap_stem_new(&stem, "english", err));
	TRY(xap_stopper_new(&stopper, err));
	TRY(xap_parser_new(&parser, err));
	TRY(xap_parser_set_stem(parser, stem, XAP_STEM_SOME, err));
	TRY(xap_parser_set_stopper(parser, stopper, err));
	TRY(xap_parser_add_prefix(parser, "title", "S", err));
	TRY(xap_parser_add_filter(parser, "tag", "K", "some grouping", err));
	TRY(xap_parser_add_field(parser, "own", false, own_field, NULL, err));
	TRY(xap_parser_add_range(parser, &range, err));
	TRY(xap_parser_parse(&query, parser, S("bombs own:x 1..2"),
			     XAP_PARSE_DEFAULT, err));
	xap_query_free(query);
	xap_parser_free(parser);
	xap_stopper_free(stopper);
	xap_stem_free(stem);
	return st;
}

static xap_status compact_and_check(struct xap_error *err)
{
	const char *source = path_of("news"), *dst = path_of("dst");
	struct xap_buf report = XAP_BUF_INIT;
	size_t errors = 0;
	xap_status st = XAP_OK;

	TRY(xap_compact(dst, &source, 1, NULL, err));
	TRY(xap_check(&errors, &report, source, 0, err));
	xap_buf_release(&report);
	return st;
}

static int make_folder_with_news(void **state)
{
	int rc = make_folder(state);

	if (rc == 0)
		make_news(in_folder(state, "news"));
	return rc;
}

static void test_oom__reading(void **state)
{
	run(state, read_database);
}

static void test_oom__writing_in_memory(void **state)
{
	run(state, write_documents);
}

static void test_oom__building_queries(void **state)
{
	run(state, build_queries);
}

static void test_oom__searching(void **state)
{
	run(state, search_news);
}

static void test_oom__text(void **state)
{
	run(state, handle_text);
}

static void test_oom__compacting_and_checking(void **state)
{
	run(state, compact_and_check);
}

static void test_oom__parsing(void **state)
{
	enum outcome outcome;
	int crashes = 0;
	long n;

	prepare(state);
	for (n = 1; n < ALLOCATIONS_MAX; n++) {
		outcome = play_in_child(parse_text, n, &crashes);
		if (outcome == NOT_REACHED)
			break;
		assert_int_equal(outcome, PASSED);
	}
	assert_in_range(n, 2, ALLOCATIONS_MAX - 1);
	print_message("Xapian crashed %d of %ld times\n", crashes, n);
}

static void test_oom__writing_leaves_a_whole_database(void **state)
{
	enum outcome outcome;
	xap_db *db = NULL;
	size_t errors = 0;
	int crashes = 0;
	long n;

	prepare(state);
	make_news(path_of("written"));
	for (n = 1; n < ALLOCATIONS_MAX; n++) {
		outcome = play_in_child(write_to_disk, n, &crashes);
		if (outcome == NOT_REACHED)
			break;
		assert_int_equal(outcome, PASSED);
		OK(xap_db_open(&db, path_of("written"), 0, err));
		xap_db_free(db);
		OK(xap_check(&errors, NULL, path_of("written"), 0, err));
		assert_int_equal(errors, 0);
	}
	assert_in_range(n, 2, ALLOCATIONS_MAX - 1);
	print_message("Xapian crashed %d of %ld times\n", crashes, n);
}

int main(void)
{
#define T(f) \
	cmocka_unit_test_setup_teardown(f, make_folder_with_news, remove_folder)
	const struct CMUnitTest tests[] = {
		T(test_oom__reading),
		T(test_oom__writing_in_memory),
		T(test_oom__building_queries),
		T(test_oom__searching),
		T(test_oom__text),
		T(test_oom__compacting_and_checking),
		T(test_oom__parsing),
		T(test_oom__writing_leaves_a_whole_database),
	};

	failed_in_xapian = mmap(NULL, sizeof(*failed_in_xapian),
				PROT_READ | PROT_WRITE,
				MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (failed_in_xapian == MAP_FAILED)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
