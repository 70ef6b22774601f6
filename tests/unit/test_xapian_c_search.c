/* SPDX-License-Identifier: GPL-2.0-or-later */
/* xapian-c: queries, searching, results. */
#include "test_xapian_c.h"

/* The documents that match, in their order, as "1 3 ". Frees the query. */
static void search(struct text *out, const xap_db *db, xap_query *query)
{
	struct xap_match match = XAP_MATCH_INIT;
	struct xap_hit hit;
	xap_enquire *enquire = NULL;
	xap_mset *mset = NULL;

	memset(out, 0, sizeof(*out));
	match.check_at_least = 1000;
	OK(xap_enquire_new(&enquire, db, err));
	OK(xap_enquire_set_query(enquire, query, 0, err));
	OK(xap_enquire_mset(&mset, enquire, &match, err));
	for (uint32_t i = 0; i < xap_mset_size(mset); i++) {
		OK(xap_mset_hit(&hit, mset, i, err));
		text_add(out, "%u ", (unsigned)hit.docid);
	}
	xap_mset_free(mset);
	xap_enquire_free(enquire);
	xap_query_free(query);
}

#define assert_finds(db, query, expected)                  \
	do {                                               \
		struct text found_;                        \
		search(&found_, (db), (query));            \
		assert_string_equal(found_.s, (expected)); \
	} while (0)

static xap_query *term(const char *s)
{
	xap_query *query = NULL;

	OK(xap_query_term(&query, s, strlen(s), 1, 0, err));
	return query;
}

/* Joins up to three queries and frees them. */
static xap_query *join(enum xap_op op, uint32_t param, xap_query *a,
		       xap_query *b, xap_query *c)
{
	const xap_query *all[3] = { a, b, c };
	xap_query *query = NULL;

	OK(xap_query_combine(&query, op, all,
			     (size_t)(!!a) + (size_t)(!!b) + (size_t)(!!c),
			     param, err));
	xap_query_free(a);
	xap_query_free(b);
	xap_query_free(c);
	return query;
}

static xap_db *open_news(void **state)
{
	const char *path = in_folder(state, "news");
	xap_db *db = NULL;

	make_news(path);
	OK(xap_db_open(&db, path, 0, err));
	return db;
}

static void test_query__matches_by_each_operator(void **state)
{
	xap_db *db = open_news(state);
	xap_query *q = NULL;

	assert_finds(db, term("kabul"), "2 3 ");
	OK(xap_query_all(&q, err));
	assert_finds(db, q, "1 2 3 4 5 ");
	OK(xap_query_nothing(&q, err));
	assert_true(xap_query_empty(q));
	assert_finds(db, q, "");
	assert_finds(db,
		     join(XAP_OP_AND, 0, term("police"), term("station"), NULL),
		     "1 5 ");
	assert_finds(db, join(XAP_OP_OR, 0, term("flood"), term("bomb"), NULL),
		     "2 4 ");
	assert_finds(db,
		     join(XAP_OP_AND_NOT, 0, term("police"), term("station"),
			  NULL),
		     "3 ");
	assert_finds(db,
		     join(XAP_OP_AND_NOT, 0, term("police"), term("parade"),
			  term("arrest")),
		     "1 ");
	assert_finds(db,
		     join(XAP_OP_XOR, 0, term("attack"), term("kabul"), NULL),
		     "3 1 ");
	assert_finds(db,
		     join(XAP_OP_AND_MAYBE, 0, term("kabul"), term("arrest"),
			  NULL),
		     "3 2 ");
	assert_finds(db,
		     join(XAP_OP_FILTER, 0, term("attack"), term("Q2"), NULL),
		     "2 ");
	assert_finds(
		db, join(XAP_OP_NEAR, 2, term("police"), term("station"), NULL),
		"1 5 ");
	assert_finds(db,
		     join(XAP_OP_PHRASE, 0, term("police"), term("station"),
			  NULL),
		     "1 ");
	assert_finds(db,
		     join(XAP_OP_PHRASE, 3, term("police"), term("attack"),
			  NULL),
		     "1 ");
	assert_finds(db,
		     join(XAP_OP_SYNONYM, 0, term("flood"), term("bomb"), NULL),
		     "2 4 ");
	assert_finds(db, join(XAP_OP_MAX, 0, term("flood"), term("bomb"), NULL),
		     "2 4 ");
	assert_finds(db,
		     join(XAP_OP_ELITE_SET, 1, term("police"), term("flood"),
			  NULL),
		     "4 ");
	assert_finds(db, join(XAP_OP_OR, 0, NULL, NULL, NULL), "");
	assert_finds(db, join(XAP_OP_OR, 0, term("bomb"), NULL, NULL), "2 ");
	xap_db_free(db);
}

static void test_query__scales_and_ranges(void **state)
{
	const struct xap_str low = { "b", 1 }, high = { "lz", 2 };
	xap_db *db = open_news(state);
	xap_query *q = NULL, *scaled = NULL;

	q = term("arrest");
	OK(xap_query_scale(&scaled, q, 100, err));
	xap_query_free(q);
	FAILS(XAP_BAD_ARGUMENT, xap_query_scale(&q, scaled, -1, err));
	assert_null(q);
	assert_finds(db, join(XAP_OP_OR, 0, scaled, term("bomb"), NULL),
		     "3 2 ");
	OK(xap_query_value_range(&q, 0, &low, &high, err));
	assert_finds(db, q, "4 ");
	OK(xap_query_value_range(&q, 0, &high, &low, err));
	assert_finds(db, q, "");
	OK(xap_query_value_ge(&q, 0, S("lk"), err));
	assert_finds(db, q, "1 4 ");
	OK(xap_query_value_le(&q, 0, S("lk"), err));
	assert_finds(db, q, "2 3 4 ");
	OK(xap_query_value_ge(&q, 0, NULL, 0, err));
	assert_finds(db, q, "1 2 3 4 5 ");
	xap_db_free(db);
}

static void test_query__expands_wildcards_within_limits(void **state)
{
	struct xap_wildcard options = XAP_WILDCARD_INIT;
	struct xap_match match = XAP_MATCH_INIT;
	xap_db *db = open_news(state);
	xap_query *q = NULL;
	xap_enquire *enquire = NULL;
	xap_mset *mset = NULL;

	OK(xap_query_wildcard(&q, S("b"), NULL, err));
	assert_finds(db, q, "2 4 ");
	options.max_terms = 1;
	options.limit = XAP_WILDCARD_MOST_FREQUENT;
	options.combiner = XAP_OP_OR;
	OK(xap_query_wildcard(&q, S("a"), &options, err));
	assert_finds(db, q, "2 1 "); /* attack, not arrest */
	options.limit = XAP_WILDCARD_FIRST;
	OK(xap_query_wildcard(&q, S("a"), &options, err));
	assert_finds(db, q, "3 ");
	options.limit = XAP_WILDCARD_FAIL;
	OK(xap_query_wildcard(&q, S("a"), &options, err));
	OK(xap_enquire_new(&enquire, db, err));
	OK(xap_enquire_set_query(enquire, q, 0, err));
	FAILS(XAP_WILDCARD, xap_enquire_mset(&mset, enquire, &match, err));
	assert_null(mset);
	xap_enquire_free(enquire);
	xap_query_free(q);
	options.combiner = XAP_OP_AND;
	FAILS(XAP_BAD_ARGUMENT, xap_query_wildcard(&q, S("a"), &options, err));
	xap_db_free(db);
}

static void test_query__matches_documents_by_id(void **state)
{
	static const xap_docid ids[] = { 1, 3, 4, 9 }, falling[] = { 3, 3 };
	static const xap_docid zero[] = { 0 };
	const char *paths[2] = { in_folder(state, "a"), in_folder(state, "b") };
	xap_db *db = open_news(state), *both = NULL;
	xap_query *q = NULL;

	OK(xap_query_docids(&q, NULL, ids, 4, 0, err));
	assert_finds(db, join(XAP_OP_FILTER, 0, term("station"), q, NULL),
		     "4 1 ");
	OK(xap_query_docids(&q, db, ids, 4, 2.5, err));
	assert_finds(db, join(XAP_OP_OR, 0, term("parade"), q, NULL),
		     "1 3 4 9 5 ");
	OK(xap_query_docids(&q, db, NULL, 0, 1, err));
	assert_finds(db, q, "");
	FAILS(XAP_BAD_ARGUMENT, xap_query_docids(&q, db, falling, 2, 0, err));
	FAILS(XAP_BAD_ARGUMENT, xap_query_docids(&q, db, zero, 1, 0, err));
	assert_null(q);
	xap_db_free(db);

	make_news(paths[0]);
	make_news(paths[1]);
	OK(xap_db_open_list(&both, paths, 2, 0, err));
	OK(xap_query_docids(&q, both, ids, 4, 0, err));
	assert_finds(both, join(XAP_OP_AND, 0, term("police"), q, NULL),
		     "1 9 ");
	OK(xap_query_docids(&q, both, ids, 4, 0, err));
	xap_db_free(both);
	OK(xap_db_open_list(&db, paths, 2, 0, err));
	{
		struct xap_match match = XAP_MATCH_INIT;
		xap_enquire *enquire = NULL;
		xap_mset *mset = NULL;

		OK(xap_enquire_new(&enquire, db, err));
		OK(xap_enquire_set_query(enquire, q, 0, err));
		FAILS(XAP_BAD_OPERATION,
		      xap_enquire_mset(&mset, enquire, &match, err));
		xap_enquire_free(enquire);
	}
	xap_query_free(q);
	xap_db_free(db);
}

static void test_query__describes_and_serialises(void **state)
{
	struct xap_buf bytes = XAP_BUF_INIT, text = XAP_BUF_INIT;
	struct text t = { 0 };
	static const xap_docid id = 1;
	xap_query *q = join(XAP_OP_PHRASE, 4, term("b"), term("a"), term("b"));
	xap_query *r = NULL;

	(void)state;
	assert_int_equal(xap_query_length(q), 3);
	OK(xap_query_describe(&text, q, err));
	assert_buf(text, "Query((b PHRASE 4 a PHRASE 4 b))");
	OK(xap_query_serialise(&bytes, q, err));
	OK(xap_query_unserialise(&r, bytes.data, bytes.len, err));
	OK(xap_query_describe(&text, r, err));
	assert_buf(text, "Query((b PHRASE 4 a PHRASE 4 b))");
	OK(xap_query_terms(r, take_string, &t, err));
	OK(xap_query_unique_terms(r, take_string, &t, err));
	assert_string_equal(t.s, "a b a b ");
	xap_query_free(q);
	xap_query_free(r);
	FAILS(XAP_SERIALISATION, xap_query_unserialise(&r, S("\x2f\xff"), err));
	assert_null(r);
	OK(xap_query_docids(&q, NULL, &id, 1, 0, err));
	FAILS(XAP_UNIMPLEMENTED, xap_query_serialise(&bytes, q, err));
	xap_query_free(q);
	xap_query_free(NULL);
	xap_buf_release(&bytes);
	xap_buf_release(&text);
}

static void test_query__refuses_nonsense(void **state)
{
	xap_query *a = term("a"), *b = NULL;
	const xap_query *list[2] = { a, a };

	(void)state;
	FAILS(XAP_BAD_ARGUMENT,
	      xap_query_combine(&b, (enum xap_op)77, list, 2, 0, err));
	FAILS(XAP_BAD_ARGUMENT,
	      xap_query_combine(&b, (enum xap_op)9, list, 2, 0, err));
	assert_null(b);
	xap_query_free(a);
}

static void test_query__has_a_greatest_depth(void **state)
{
	xap_query *q = term("a");
	int levels = 1;
	xap_status st;

	(void)state;
	for (;;) {
		xap_query *leaf = term("b"), *deeper = NULL;
		const xap_query *list[2] = { q, leaf };

		st = xap_query_combine(&deeper,
				       levels % 2 ? XAP_OP_OR : XAP_OP_AND,
				       list, 2, 0, NULL);
		xap_query_free(leaf);
		if (st < 0)
			break;
		xap_query_free(q);
		q = deeper;
		levels++;
	}
	assert_int_equal(st, XAP_BAD_ARGUMENT);
	assert_int_equal(levels, XAP_QUERY_DEPTH_MAX);
	xap_query_free(q);
}

static xap_enquire *enquire_for(const xap_db *db, xap_query *query)
{
	xap_enquire *enquire = NULL;

	OK(xap_enquire_new(&enquire, db, err));
	OK(xap_enquire_set_query(enquire, query, 0, err));
	xap_query_free(query);
	return enquire;
}

/* The hits of an enquiry as it is set up, as "1 3 ". */
static const char *hits(xap_enquire *enquire)
{
	static struct text out;
	struct xap_match match = XAP_MATCH_INIT;
	struct xap_hit hit;
	xap_mset *mset = NULL;

	memset(&out, 0, sizeof(out));
	match.check_at_least = 1000;
	OK(xap_enquire_mset(&mset, enquire, &match, err));
	for (uint32_t i = 0; i < xap_mset_size(mset); i++) {
		OK(xap_mset_hit(&hit, mset, i, err));
		text_add(&out, "%u ", (unsigned)hit.docid);
	}
	xap_mset_free(mset);
	return out.s;
}

static void test_enquire__sorts(void **state)
{
	static const struct xap_sort_slot slots[] = {
		{ 0, true, { "zz", 2 } },
		{ 1, false, { NULL, 0 } },
	};
	xap_db *db = open_news(state);
	xap_query *q = NULL;
	xap_enquire *e;

	OK(xap_query_all(&q, err));
	e = enquire_for(db, q);
	assert_string_equal(hits(e), "1 2 3 4 5 ");
	OK(xap_enquire_set_docid_order(e, XAP_DOCID_DESCENDING, err));
	assert_string_equal(hits(e), "5 4 3 2 1 ");
	OK(xap_enquire_set_docid_order(e, XAP_DOCID_ASCENDING, err));
	OK(xap_enquire_set_sort(e, XAP_SORT_VALUE, 0, false, err));
	assert_string_equal(hits(e), "5 2 3 4 1 ");
	OK(xap_enquire_set_sort(e, XAP_SORT_VALUE, 0, true, err));
	assert_string_equal(hits(e), "1 4 2 3 5 ");
	OK(xap_enquire_set_sort(e, XAP_SORT_VALUE_RELEVANCE, 0, true, err));
	assert_string_equal(hits(e), "1 4 2 3 5 ");
	OK(xap_enquire_set_sort(e, XAP_SORT_RELEVANCE_VALUE, 0, true, err));
	assert_string_equal(hits(e), "1 4 2 3 5 ");
	OK(xap_enquire_set_sort(e, XAP_SORT_RELEVANCE, 0, false, err));
	assert_string_equal(hits(e), "1 2 3 4 5 ");
	OK(xap_enquire_set_sort_slots(e, XAP_SORT_VALUE, slots, 2, false, err));
	assert_string_equal(hits(e), "5 1 4 2 3 ");
	OK(xap_enquire_set_sort_slots(e, XAP_SORT_VALUE_RELEVANCE, slots, 2,
				      true, err));
	assert_string_equal(hits(e), "2 3 4 1 5 ");
	OK(xap_enquire_set_sort_slots(e, XAP_SORT_RELEVANCE_VALUE, slots, 2,
				      false, err));
	assert_string_equal(hits(e), "5 1 4 2 3 ");
	FAILS(XAP_BAD_ARGUMENT,
	      xap_enquire_set_sort(e, (enum xap_sort)9, 0, true, err));
	FAILS(XAP_BAD_ARGUMENT,
	      xap_enquire_set_sort_slots(e, XAP_SORT_RELEVANCE, slots, 2, true,
					 err));
	xap_enquire_free(e);
	xap_enquire_free(NULL);
	xap_db_free(db);
}

static void test_enquire__weighs_by_bm25(void **state)
{
	struct xap_weight weight = {
		XAP_WEIGHT_BM25, 5, { 1.2, 0, 0, 0.75, 0 }, NULL
	};
	struct xap_match match = XAP_MATCH_INIT;
	xap_db *db = open_news(state);
	xap_enquire *e = enquire_for(db, term("flood"));
	xap_mset *mset = NULL;
	struct xap_hit hit;
	/* idf = ln((5 - 1 + .5) / (1 + .5)), L = 3, avgL = 17/5, wdf = 1 */
	const double idf = 1.0986122886681098;
	const double norm = 1.2 * (0.25 + 0.75 * 3 / 3.4);
	double expected = idf * 2.2 / (1 + norm);

	OK(xap_enquire_set_weight(e, &weight, err));
	OK(xap_enquire_mset(&mset, e, &match, err));
	OK(xap_mset_hit(&hit, mset, 0, err));
	assert_true(hit.weight > expected - 1e-9 &&
		    hit.weight < expected + 1e-9);
	assert_int_equal(hit.percent, 100);
	xap_mset_free(mset);
	xap_enquire_free(e);
	xap_db_free(db);
}

static void test_enquire__knows_every_weighting_scheme(void **state)
{
	static const size_t n_params[] = { 5, 6, 0, 0, 1, 0, 1, 1,
					   1, 1, 0, 1, 2, 0, 4 };
	xap_db *db = open_news(state);
	xap_enquire *e = enquire_for(db, term("police"));

	for (int i = XAP_WEIGHT_BM25; i <= XAP_WEIGHT_LM; i++) {
		struct xap_weight weight = {
			(enum xap_scheme)i, 0, { 1, 1, 1, 1, 1, 1 }, NULL
		};

		OK(xap_enquire_set_weight(e, &weight, err));
		assert_int_equal(strlen(hits(e)), 6);
		weight.n_params = n_params[i];
		OK(xap_enquire_set_weight(e, &weight, err));
		weight.n_params++;
		if (i != XAP_WEIGHT_TFIDF)
			FAILS(XAP_BAD_ARGUMENT,
			      xap_enquire_set_weight(e, &weight, err));
	}
	{
		struct xap_weight tfidf = { XAP_WEIGHT_TFIDF, 0, { 0 }, "bnn" };
		struct xap_weight none = {
			(enum xap_scheme)99, 0, { 0 }, NULL
		};

		OK(xap_enquire_set_weight(e, &tfidf, err));
		tfidf.text = "?";
		FAILS(XAP_BAD_ARGUMENT, xap_enquire_set_weight(e, &tfidf, err));
		FAILS(XAP_BAD_ARGUMENT, xap_enquire_set_weight(e, &none, err));
	}
	OK(xap_enquire_set_weight(e, NULL, err));
	xap_enquire_free(e);
	xap_db_free(db);
}

static int only_even(void *ctx, const xap_doc *doc)
{
	(void)ctx;
	return xap_doc_id(doc) % 2 == 0;
}

static int reject_data(void *ctx, const xap_doc *doc)
{
	struct xap_buf *buf = ctx;
	xap_status st = xap_doc_data(buf, doc, NULL);

	return st < 0 ? st : strcmp(buf->data, "bomb attack kabul") != 0;
}

static int decide_badly(void *ctx, const xap_doc *doc)
{
	(void)ctx;
	(void)doc;
	return XAP_MODIFIED;
}

/* Xapian throws in here; its failure must come out as it is. */
static int read_missing(void *ctx, const xap_doc *doc)
{
	xap_doc *missing = NULL;

	(void)doc;
	return xap_db_doc(&missing, ctx, 77, NULL);
}

static int note_doc(void *ctx, const xap_doc *doc, double weight)
{
	return text_add(ctx, "%u%s ", (unsigned)xap_doc_id(doc),
			weight > 0 ? "+" : "");
}

static void test_enquire__asks_a_decider(void **state)
{
	struct xap_match match = XAP_MATCH_INIT;
	struct xap_buf buf = XAP_BUF_INIT;
	struct xap_hit hit;
	xap_db *db = open_news(state);
	xap_query *q = NULL;
	xap_enquire *e;
	xap_mset *mset = NULL;

	OK(xap_query_all(&q, err));
	e = enquire_for(db, q);
	match.decide = only_even;
	OK(xap_enquire_mset(&mset, e, &match, err));
	assert_int_equal(xap_mset_size(mset), 2);
	OK(xap_mset_hit(&hit, mset, 1, err));
	assert_int_equal(hit.docid, 4);
	xap_mset_free(mset);
	match.decide = reject_data;
	match.decide_ctx = &buf;
	OK(xap_enquire_mset(&mset, e, &match, err));
	assert_int_equal(xap_mset_size(mset), 4);
	xap_mset_free(mset);
	xap_buf_release(&buf);
	match.decide = decide_badly;
	FAILS(XAP_MODIFIED, xap_enquire_mset(&mset, e, &match, err));
	assert_null(mset);
	match.decide = read_missing;
	match.decide_ctx = db;
	FAILS(XAP_NO_DOCUMENT, xap_enquire_mset(&mset, e, &match, err));
	xap_enquire_free(e);
	xap_db_free(db);
}

static void test_enquire__shows_spies_and_counts_facets(void **state)
{
	struct text t = { 0 }, stopping = { .stop_after = 2, .stop_with = 7 };
	struct xap_match match = XAP_MATCH_INIT;
	xap_db *db = open_news(state);
	xap_enquire *e = enquire_for(db, term("kabul"));
	xap_facets *facets = NULL;
	xap_query *q = NULL;
	xap_mset *mset = NULL;

	OK(xap_facets_new(&facets, 0, err));
	OK(xap_enquire_add_facets(e, facets, err));
	OK(xap_enquire_add_spy(e, note_doc, &t, err));
	hits(e);
	assert_string_equal(t.s, "2+ 3+ ");
	OK(xap_enquire_clear_spies(e, err));
	OK(xap_query_all(&q, err));
	OK(xap_enquire_set_query(e, q, 0, err));
	xap_query_free(q);
	OK(xap_enquire_add_facets(e, facets, err));
	hits(e);
	assert_string_equal(t.s, "2+ 3+ ");
	assert_int_equal(xap_facets_total(facets), 7);
	memset(&t, 0, sizeof(t));
	OK(xap_facets_values(facets, take_freq, &t, err));
	assert_string_equal(t.s, "af:4 lk:1 pk:1 ");
	memset(&t, 0, sizeof(t));
	OK(xap_facets_top(facets, 1, take_freq, &t, err));
	assert_string_equal(t.s, "af:4 ");
	xap_facets_free(facets); /* the enquiry still counts into it */
	hits(e);
	OK(xap_enquire_add_spy(e, note_doc, &stopping, err));
	assert_int_equal(xap_enquire_mset(&mset, e, &match, NULL), 7);
	xap_enquire_free(e);
	xap_facets_free(NULL);
	xap_db_free(db);
}

static void test_enquire__collapses_and_cuts_off(void **state)
{
	struct xap_match match = XAP_MATCH_INIT;
	struct xap_mset_stats stats;
	struct xap_buf key = XAP_BUF_INIT;
	struct xap_hit hit;
	xap_db *db = open_news(state);
	xap_query *q = NULL;
	xap_enquire *e;
	xap_mset *mset = NULL;

	OK(xap_query_all(&q, err));
	e = enquire_for(db, q);
	OK(xap_enquire_set_collapse(e, 0, 1, err));
	match.check_at_least = 5;
	OK(xap_enquire_mset(&mset, e, &match, err));
	assert_int_equal(xap_mset_size(mset), 4);
	OK(xap_mset_hit(&hit, mset, 1, err));
	assert_int_equal(hit.docid, 2);
	assert_int_equal(hit.collapse_count, 1);
	OK(xap_mset_collapse_key(&key, mset, 1, err));
	assert_buf(key, "af");
	OK(xap_mset_get_stats(&stats, mset, err));
	assert_int_equal(stats.matches_estimated, 4);
	assert_int_equal(stats.uncollapsed_estimated, 5);
	xap_mset_free(mset);
	OK(xap_enquire_set_collapse(e, XAP_NO_SLOT, 1, err));
	assert_string_equal(hits(e), "1 2 3 4 5 ");
	xap_enquire_free(e);
	xap_buf_release(&key);

	e = enquire_for(db,
			join(XAP_OP_OR, 0, term("bomb"), term("kabul"), NULL));
	assert_string_equal(hits(e), "2 3 ");
	OK(xap_enquire_set_cutoff(e, 90, 0, err));
	assert_string_equal(hits(e), "2 ");
	OK(xap_enquire_set_cutoff(e, 0, 1000, err));
	assert_string_equal(hits(e), "");
	OK(xap_enquire_set_cutoff(e, 0, 0, err));
	OK(xap_enquire_set_time_limit(e, 10, err));
	assert_string_equal(hits(e), "2 3 ");
	xap_enquire_free(e);
	xap_db_free(db);
}

static void test_mset__tells_about_hits(void **state)
{
	struct xap_match match = XAP_MATCH_INIT;
	struct xap_mset_stats stats;
	struct xap_buf buf = XAP_BUF_INIT;
	struct xap_hit hit;
	struct text t = { 0 };
	xap_db *db = open_news(state);
	xap_enquire *e = enquire_for(db, join(XAP_OP_OR, 0, term("police"),
					      term("station"), NULL));
	xap_mset *mset = NULL;
	xap_doc *doc = NULL;
	uint32_t n = 0;
	double w = 0;

	match.first = 1;
	match.max = 2;
	match.check_at_least = 5;
	OK(xap_enquire_set_sort(e, XAP_SORT_VALUE, 0, false, err));
	OK(xap_enquire_mset(&mset, e, &match, err));
	OK(xap_enquire_matching_terms(e, 1, take_string, &t, err));
	assert_string_equal(t.s, "police station ");
	xap_enquire_free(e); /* the results keep what they need */
	xap_db_free(db);
	assert_int_equal(xap_mset_size(mset), 2);
	OK(xap_mset_fetch(mset, err));
	OK(xap_mset_get_stats(&stats, mset, err));
	assert_int_equal(stats.matches_min, 4);
	assert_int_equal(stats.matches_estimated, 4);
	assert_int_equal(stats.matches_max, 4);
	assert_true(stats.max_attained <= stats.max_possible);
	OK(xap_mset_hit(&hit, mset, 0, err));
	assert_int_equal(hit.docid, 3);
	assert_int_equal(hit.rank, 1);
	OK(xap_mset_sort_key(&buf, mset, 0, err));
	assert_buf(buf, "af");
	OK(xap_mset_data(&buf, mset, 0, err));
	assert_buf(buf, "police arrest kabul");
	OK(xap_mset_doc(&doc, mset, 1, err));
	assert_int_equal(xap_doc_id(doc), 4);
	xap_doc_free(doc);
	OK(xap_mset_termfreq(&n, mset, S("police"), err));
	assert_int_equal(n, 3);
	OK(xap_mset_termweight(&w, mset, S("police"), err));
	assert_true(w > 0);
	FAILS(XAP_BAD_ARGUMENT, xap_mset_hit(&hit, mset, 2, err));
	FAILS(XAP_BAD_ARGUMENT, xap_mset_doc(&doc, mset, 2, err));
	FAILS(XAP_BAD_ARGUMENT, xap_mset_data(&buf, mset, 2, err));
	FAILS(XAP_BAD_ARGUMENT, xap_mset_sort_key(&buf, mset, 2, err));
	FAILS(XAP_BAD_ARGUMENT, xap_mset_collapse_key(&buf, mset, 2, err));
	xap_mset_free(mset);
	xap_mset_free(NULL);
	xap_buf_release(&buf);
}

static void test_rset__holds_documents(void **state)
{
	struct xap_match match = XAP_MATCH_INIT;
	xap_db *db = open_news(state);
	xap_enquire *e = enquire_for(db, join(XAP_OP_OR, 0, term("police"),
					      term("kabul"), NULL));
	xap_rset *rset = NULL;
	xap_mset *mset = NULL;

	OK(xap_rset_new(&rset, err));
	OK(xap_rset_add(rset, 2, err));
	OK(xap_rset_add(rset, 3, err));
	OK(xap_rset_remove(rset, 3, err));
	FAILS(XAP_BAD_ARGUMENT, xap_rset_add(rset, 0, err));
	assert_true(xap_rset_contains(rset, 2));
	assert_false(xap_rset_contains(rset, 3));
	assert_int_equal(xap_rset_size(rset), 1);
	match.rset = rset;
	OK(xap_enquire_mset(&mset, e, &match, err));
	assert_int_equal(xap_mset_size(mset), 4);
	xap_mset_free(mset);
	xap_rset_free(rset);
	xap_rset_free(NULL);
	xap_enquire_free(e);
	xap_db_free(db);
}

static void test_sortable__orders_numbers_as_bytes(void **state)
{
	static const double numbers[] = { -1e300, -2.5, 0, 0.5, 1, 1e9 };
	char last[XAP_SORTABLE_BYTES_MAX + 1] = "", key[sizeof(last)];

	(void)state;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		size_t len = xap_sortable(key, numbers[i]);

		assert_true(len <= XAP_SORTABLE_BYTES_MAX);
		assert_true(xap_sortable_read(key, len) == numbers[i]);
		memset(key + len, 0, sizeof(key) - len);
		assert_true(i == 0 || memcmp(last, key, sizeof(key)) < 0);
		memcpy(last, key, sizeof(key));
	}
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, make_folder, remove_folder)
	const struct CMUnitTest tests[] = {
		T(test_query__matches_by_each_operator),
		T(test_query__scales_and_ranges),
		T(test_query__expands_wildcards_within_limits),
		T(test_query__matches_documents_by_id),
		T(test_query__describes_and_serialises),
		T(test_query__refuses_nonsense),
		T(test_query__has_a_greatest_depth),
		T(test_enquire__sorts),
		T(test_enquire__weighs_by_bm25),
		T(test_enquire__knows_every_weighting_scheme),
		T(test_enquire__asks_a_decider),
		T(test_enquire__shows_spies_and_counts_facets),
		T(test_enquire__collapses_and_cuts_off),
		T(test_mset__tells_about_hits),
		T(test_rset__holds_documents),
		T(test_sortable__orders_numbers_as_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
