/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * xapian-c: what Xapian's own language bindings test to see that they work
 * (xapian-bindings/python3/smoketest.py), item by item, in its order. Left out
 * are only the items about Python itself.
 */
#include "test_xapian_c.h"

static xap_query *term(const char *s)
{
	xap_query *query = NULL;

	OK(xap_query_term(&query, s, strlen(s), 1, 0, err));
	return query;
}

/* Joins n terms or queries; frees the queries. */
static xap_query *join(enum xap_op op, xap_query *a, xap_query *b, xap_query *c)
{
	const xap_query *all[] = { a, b, c };
	xap_query *query = NULL;

	OK(xap_query_combine(&query, op, all, c ? 3 : 2, 0, err));
	xap_query_free(a);
	xap_query_free(b);
	xap_query_free(c);
	return query;
}

/* Compares the description, "Query(...)", and frees the query. */
static void expect_query(xap_query *query, const char *expected)
{
	struct xap_buf text = XAP_BUF_INIT;
	char wanted[256];

	snprintf(wanted, sizeof(wanted), "Query(%s)", expected);
	OK(xap_query_describe(&text, query, err));
	assert_string_equal(text.data, wanted);
	xap_buf_release(&text);
	xap_query_free(query);
}

static void expect_parse(xap_parser *parser, const char *text, unsigned flags,
			 const char *expected)
{
	xap_query *query = NULL;

	OK(xap_parser_parse(&query, parser, text, strlen(text), flags, err));
	expect_query(query, expected);
}

static void add_stemmed(xap_doc *doc, const xap_stem *stem, const char *word,
			uint32_t position)
{
	struct xap_buf buf = XAP_BUF_INIT;

	OK(xap_stem_word(&buf, stem, word, strlen(word), err));
	OK(xap_doc_add_posting(doc, buf.data, buf.len, position, 1, err));
	xap_buf_release(&buf);
}

static xap_stem *english(void)
{
	xap_stem *stem = NULL;

	OK(xap_stem_new(&stem, "english", err));
	return stem;
}

/* The database that the items below share. */
static xap_wdb *make_database(void)
{
	static const char *const words[] = { "is", "there", "anybody", "out",
					     "there" };
	struct xap_wdb_options options = XAP_WDB_OPTIONS_INIT;
	xap_stem *stem = english();
	xap_wdb *wdb = NULL;
	xap_doc *doc = NULL;

	options.flags = XAP_DB_INMEMORY;
	OK(xap_wdb_open(&wdb, "", &options, err));
	OK(xap_doc_new(&doc, err));
	OK(xap_doc_set_data(doc, S("is there anybody out there?"), err));
	OK(xap_doc_add_term(doc, S("XYzzy"), 1, err));
	for (uint32_t i = 0; i < 5; i++)
		add_stemmed(doc, stem, words[i], i + 1);
	OK(xap_wdb_add(wdb, NULL, doc, err));
	xap_doc_free(doc);
	xap_stem_free(stem);
	return wdb;
}

static void test_smoke__version_stemmer_and_data(void **state)
{
	struct xap_buf buf = XAP_BUF_INIT;
	int major = 0, minor = 0, revision = 0;
	xap_stem *stem = english();
	xap_doc *doc = NULL;

	(void)state;
	assert_int_equal(sscanf(xap_xapian_version(), "%d.%d.%d", &major,
				&minor, &revision),
			 3);
	assert_true(major >= 1);
	OK(xap_stem_describe(&buf, stem, err));
	assert_buf(buf, "Xapian::Stem(english)");
	xap_stem_free(stem);
	OK(xap_doc_new(&doc, err));
	OK(xap_doc_set_data(doc, S("a\0b"), err));
	OK(xap_doc_data(&buf, doc, err));
	assert_buf(buf, "a\0b");
	xap_doc_free(doc);
	xap_buf_release(&buf);
}

static void test_smoke__descriptions_of_queries(void **state)
{
	const struct xap_str one = { "1", 1 }, four = { "4", 1 };
	struct text t = { 0 };
	xap_query *q = NULL, *scaled = NULL;

	(void)state;
	expect_query(join(XAP_OP_OR, term("smoke"), term("test"),
			  term("terms")),
		     "(smoke OR test OR terms)");
	expect_query(join(XAP_OP_PHRASE, term("smoke"), term("test"),
			  term("tuple")),
		     "(smoke PHRASE 3 test PHRASE 3 tuple)");
	q = join(XAP_OP_XOR, term("smoke"),
		 join(XAP_OP_PHRASE, term("smoke"), term("test"),
		      term("tuple")),
		 term("string"));
	OK(xap_query_terms(q, take_string, &t, err));
	assert_int_equal(t.calls, 4);
	expect_query(q, "(smoke XOR (smoke PHRASE 3 test PHRASE 3 tuple) "
			"XOR string)");
	expect_query(join(XAP_OP_OR, term("a"), term("b"), NULL), "(a OR b)");
	OK(xap_query_value_range(&q, 0, &one, &four, err));
	expect_query(q, "VALUE_RANGE 0 1 4");
	OK(xap_query_all(&q, err));
	expect_query(q, "<alldocuments>");
	OK(xap_query_nothing(&q, err));
	expect_query(q, "");
	expect_query(join(XAP_OP_OR, term("foo"), term("bar\xa3"), NULL),
		     "(foo OR bar\\xa3)");
	expect_query(join(XAP_OP_OR, term("foo"), term("bar\xc2\xa3"), NULL),
		     "(foo OR bar\xc2\xa3)");
	assert_int_equal(XAP_OP_ELITE_SET, 10);
	q = term("foo");
	OK(xap_query_scale(&scaled, q, 5, err));
	xap_query_free(q);
	expect_query(scaled, "5 * foo");
}

static void test_smoke__failures_to_open(void **state)
{
	struct xap_wdb_options options = XAP_WDB_OPTIONS_INIT;
	struct xap_remote remote = XAP_REMOTE_INIT;
	xap_wdb *wdb = NULL;
	xap_db *db = NULL;

	(void)state;
	FAILS(XAP_NOT_FOUND,
	      xap_db_open(&db, "nosuchdir/nosuchdb", XAP_DB_STUB, err));
	options.flags = XAP_DB_OPEN | XAP_DB_STUB;
	FAILS(XAP_NOT_FOUND,
	      xap_wdb_open(&wdb, "nosuchdir/nosuchdb", &options, err));
	FAILS(XAP_NOT_FOUND,
	      xap_db_open(&db, "nosuchdir/nosuchdb", XAP_DB_GLASS, err));
	options.flags = XAP_DB_CREATE | XAP_DB_GLASS;
	FAILS(XAP_CREATING,
	      xap_wdb_open(&wdb, "nosuchdir/nosuchdb", &options, err));
	remote.program = "/bin/false";
	FAILS(XAP_NETWORK, xap_db_open_remote(&db, &remote, err));
	FAILS(XAP_NETWORK, xap_wdb_open_remote(&wdb, &remote, err));
	remote.program = NULL;
	remote.host = "127.0.0.1";
	remote.port = 1;
	remote.timeout_ms = 1;
	FAILS(XAP_NETWORK, xap_db_open_remote(&db, &remote, err));
	FAILS(XAP_NETWORK, xap_wdb_open_remote(&wdb, &remote, err));
}

static void test_smoke__a_search_and_every_list(void **state)
{
	struct xap_match match = XAP_MATCH_INIT;
	struct text t = { 0 };
	xap_wdb *wdb = make_database();
	xap_db *db = xap_wdb_reader(wdb);
	xap_query *q = join(XAP_OP_OR, term("there"), term("is"), NULL);
	xap_enquire *enquire = NULL;
	xap_mset *mset = NULL;
	xap_rset *rset = NULL;
	xap_eset *eset = NULL;
	xap_doc *doc = NULL;
	struct xap_error error;

	(void)state;
	OK(xap_enquire_new(&enquire, db, err));
	OK(xap_enquire_set_query(enquire, q, 0, err));
	OK(xap_enquire_mset(&mset, enquire, &match, err));
	assert_int_equal(xap_mset_size(mset), 1);
	OK(xap_enquire_matching_terms(enquire, 1, take_string, &t, err));
	assert_string_equal(t.s, "is there ");
	OK(xap_rset_new(&rset, err));
	OK(xap_rset_add(rset, 1, err));
	OK(xap_enquire_expand(&eset, enquire, rset, NULL, err));
	assert_int_equal(xap_eset_size(eset), 3);
	memset(&t, 0, sizeof(t));
	OK(xap_db_terms(db, NULL, 0, take_freq, &t, err));
	assert_int_equal(t.calls, 5);
	memset(&t, 0, sizeof(t));
	OK(xap_db_postings(db, S("there"), 0, take_posting, &t, err));
	assert_int_equal(t.calls, 1);
	OK(xap_db_postings(db, NULL, 0, 0, take_posting, &t, err));
	assert_int_equal(t.calls, 2);
	memset(&t, 0, sizeof(t));
	OK(xap_db_doc_terms(db, 1, take_wdf, &t, err));
	assert_int_equal(t.calls, 5);
	memset(&t, 0, sizeof(t));
	OK(xap_db_positions(db, 1, S("there"), take_position, &t, err));
	assert_int_equal(t.calls, 2);
	OK(xap_db_doc(&doc, db, 1, err));
	memset(&t, 0, sizeof(t));
	OK(xap_doc_terms(doc, take_wdf, &t, err));
	assert_int_equal(t.calls, 5);
	memset(&t, 0, sizeof(t));
	OK(xap_doc_values(doc, take_value, &t, err));
	assert_int_equal(t.calls, 0);
	xap_doc_free(doc);
	assert_int_equal(xap_db_doc(&doc, db, 3, &error), XAP_NO_DOCUMENT);
	assert_non_null(strstr(error.message, "3 not found"));
	OK(xap_enquire_set_sort(enquire, XAP_SORT_VALUE, 1, true, err));
	OK(xap_enquire_set_cutoff(enquire, 100, 0, err));
	xap_eset_free(eset);
	xap_rset_free(rset);
	xap_mset_free(mset);
	xap_enquire_free(enquire);
	xap_query_free(q);
	xap_wdb_free(wdb);
}

static int says_yes(void *ctx, const xap_doc *doc)
{
	struct xap_buf buf = XAP_BUF_INIT;
	xap_status st = xap_doc_value(&buf, doc, 0, NULL);
	int yes = st == 0 && buf.len == 3 && memcmp(buf.data, "yes", 3) == 0;

	(void)ctx;
	xap_buf_release(&buf);
	return st < 0 ? st : yes;
}

static int not_with_a(void *ctx, const char *word, size_t len)
{
	(void)ctx;
	return len == 0 || word[0] != 'a';
}

static void add_second(xap_wdb *wdb)
{
	xap_stem *stem = english();
	xap_doc *doc = NULL;

	OK(xap_doc_new(&doc, err));
	OK(xap_doc_set_data(doc, S("Two"), err));
	add_stemmed(doc, stem, "out", 1);
	add_stemmed(doc, stem, "outside", 1);
	add_stemmed(doc, stem, "source", 2);
	OK(xap_doc_set_value(doc, 0, S("yes"), err));
	OK(xap_wdb_add(wdb, NULL, doc, err));
	xap_doc_free(doc);
	xap_stem_free(stem);
}

static void test_smoke__deciders(void **state)
{
	struct xap_match match = XAP_MATCH_INIT;
	struct xap_expand expand = XAP_EXPAND_INIT;
	struct xap_buf buf = XAP_BUF_INIT;
	struct xap_hit hit;
	double weight = 0;
	xap_wdb *wdb = make_database();
	xap_query *q = term("out");
	xap_enquire *enquire = NULL;
	xap_mset *mset = NULL;
	xap_rset *rset = NULL;
	xap_eset *eset = NULL;

	(void)state;
	add_second(wdb);
	OK(xap_enquire_new(&enquire, xap_wdb_reader(wdb), err));
	OK(xap_enquire_set_query(enquire, q, 0, err));
	xap_query_free(q);
	match.decide = says_yes;
	OK(xap_enquire_mset(&mset, enquire, &match, err));
	assert_int_equal(xap_mset_size(mset), 1);
	OK(xap_mset_hit(&hit, mset, 0, err));
	assert_int_equal(hit.docid, 2);
	xap_mset_free(mset);

	OK(xap_rset_new(&rset, err));
	OK(xap_rset_add(rset, 1, err));
	expand.flags = XAP_EXPAND_EXACT_TERMFREQ;
	expand.decide = not_with_a;
	OK(xap_enquire_expand(&eset, enquire, rset, &expand, err));
	assert_true(xap_eset_size(eset) > 0);
	for (uint32_t i = 0; i < xap_eset_size(eset); i++) {
		OK(xap_eset_term(&buf, NULL, eset, i, err));
		assert_true(buf.data[0] != 'a');
	}
	xap_eset_free(eset);
	expand.decide = NULL;
	expand.max = 100;
	OK(xap_enquire_expand(&eset, enquire, rset, &expand, err));
	OK(xap_eset_term(&buf, &weight, eset, xap_eset_size(eset) - 1, err));
	assert_true(weight < 1.9);
	xap_eset_free(eset);
	expand.min_weight = 1.9;
	OK(xap_enquire_expand(&eset, enquire, rset, &expand, err));
	for (uint32_t i = 0; i < xap_eset_size(eset); i++) {
		OK(xap_eset_term(&buf, &weight, eset, i, err));
		assert_true(weight >= 1.9);
	}
	xap_eset_free(eset);
	xap_rset_free(rset);
	xap_enquire_free(enquire);
	xap_buf_release(&buf);
	xap_wdb_free(wdb);
}

static void test_smoke__query_parser(void **state)
{
	xap_wdb *wdb = make_database();
	xap_parser *qp = NULL;
	xap_stem *stem = NULL;
	xap_query *q = NULL;
	struct xap_error error;

	(void)state;
	add_second(wdb);
	OK(xap_parser_new(&qp, err));
	assert_int_equal(xap_parser_parse(&q, qp, S("test AND"),
					  XAP_PARSE_DEFAULT, &error),
			 XAP_SYNTAX);
	assert_non_null(
		strstr(error.message, "Syntax: <expression> AND <expression>"));
	expect_parse(qp, "NOT test", XAP_PARSE_BOOLEAN | XAP_PARSE_PURE_NOT,
		     "(<alldocuments> AND_NOT test@1)");
	expect_parse(qp, "I like tea", XAP_PARSE_DEFAULT,
		     "(i@1 OR like@2 OR tea@3)");
	OK(xap_parser_set_db(qp, xap_wdb_reader(wdb), err));
	OK(xap_parser_set_default_op(qp, XAP_OP_AND, err));
	OK(xap_stem_new(&stem, "en", err));
	OK(xap_parser_set_stem(qp, stem, XAP_STEM_SOME, err));
	xap_stem_free(stem);
	/* 1.5 says WILDCARD where 1.4 says nothing; both find the same. */
	OK(xap_parser_parse(&q, qp, S("foo o"), XAP_PARSE_PARTIAL, err));
	xap_query_free(q);
	OK(xap_parser_parse(&q, qp, S("foo outside"), XAP_PARSE_PARTIAL, err));
	xap_query_free(q);
	expect_parse(qp, "NOT t\xe9st", XAP_PARSE_BOOLEAN | XAP_PARSE_PURE_NOT,
		     "(<alldocuments> AND_NOT Zt\xc3\xa9st@1)");
	xap_parser_free(qp);
	xap_wdb_free(wdb);
}

static int is_b(void *ctx, const char *word, size_t len)
{
	(void)ctx;
	return len == 1 && word[0] == 'b';
}

static void test_smoke__stoppers(void **state)
{
	xap_parser *qp = NULL;
	xap_stem *stem = english();
	xap_stopper *stop = NULL;
	bool stops = true;

	(void)state;
	OK(xap_parser_new(&qp, err));
	OK(xap_parser_set_default_op(qp, XAP_OP_AND, err));
	OK(xap_parser_set_stem(qp, stem, XAP_STEM_SOME, err));
	OK(xap_stopper_new(&stop, err));
	OK(xap_parser_set_stopper(qp, stop, err));
	OK(xap_stopper_stops(&stops, stop, S("a"), err));
	assert_false(stops);
	expect_parse(qp, "foo bar a", XAP_PARSE_BOOLEAN,
		     "(Zfoo@1 AND Zbar@2 AND Za@3)");
	OK(xap_stopper_add(stop, S("a"), err));
	OK(xap_stopper_stops(&stops, stop, S("a"), err));
	assert_true(stops);
	expect_parse(qp, "foo bar a", XAP_PARSE_BOOLEAN, "(Zfoo@1 AND Zbar@2)");
	xap_stopper_free(stop);
	OK(xap_stopper_new_fn(&stop, is_b, NULL, NULL, err));
	OK(xap_parser_set_stopper(qp, stop, err));
	OK(xap_stopper_stops(&stops, stop, S("a"), err));
	assert_false(stops);
	expect_parse(qp, "foo bar a", XAP_PARSE_BOOLEAN,
		     "(Zfoo@1 AND Zbar@2 AND Za@3)");
	OK(xap_stopper_stops(&stops, stop, S("b"), err));
	assert_true(stops);
	xap_stopper_free(stop); /* the parser keeps it */
	expect_parse(qp, "foo bar b", XAP_PARSE_BOOLEAN, "(Zfoo@1 AND Zbar@2)");
	xap_stem_free(stem);
	xap_parser_free(qp);
}

static void test_smoke__term_generator(void **state)
{
	struct xap_text text = XAP_TEXT_INIT;
	struct text t = { 0 };
	xap_termgen *termgen = NULL;
	xap_doc *doc = NULL;

	(void)state;
	OK(xap_termgen_new(&termgen, err));
	OK(xap_doc_new(&doc, err));
	OK(xap_termgen_set_doc(termgen, doc, err));
	text.text = "foo bar baz foo";
	text.len = strlen(text.text);
	OK(xap_termgen_index(termgen, &text, err));
	xap_termgen_free(termgen);
	OK(xap_doc_terms(doc, take_wdf, &t, err));
	assert_string_equal(t.s, "bar:1 baz:1 foo:2 ");
	memset(&t, 0, sizeof(t));
	OK(xap_doc_positions(doc, S("bar"), take_position, &t, err));
	OK(xap_doc_positions(doc, S("baz"), take_position, &t, err));
	OK(xap_doc_positions(doc, S("foo"), take_position, &t, err));
	OK(xap_doc_positions(doc, S("fox"), take_position, &t, err));
	assert_string_equal(t.s, "2 3 1 4 ");
	xap_doc_free(doc);
}

static int spam(void *ctx, xap_query **out, const char *text, size_t len)
{
	(void)ctx;
	if (len == 4 && memcmp(text, "spam", 4) == 0)
		return XAP_OTHER; /* "already spam" */
	return xap_query_term(out, S("spam"), 1, 0, NULL);
}

static void test_smoke__ranges_and_fields(void **state)
{
	struct xap_range date = XAP_RANGE_INIT, number = XAP_RANGE_INIT;
	xap_parser *qp = NULL;
	xap_query *q = NULL;

	(void)state;
	OK(xap_parser_new(&qp, err));
	date.kind = XAP_RANGE_DATE;
	date.slot = 1;
	date.flags = XAP_RANGE_PREFER_MDY;
	date.epoch_year = 1960;
	OK(xap_parser_add_range(qp, &date, err));
	expect_parse(qp, "12/03/99..12/04/01", XAP_PARSE_DEFAULT,
		     "VALUE_RANGE 1 19991203 20011204");
	number.kind = XAP_RANGE_NUMBER;
	number.slot = 0;
	number.marker = "$";
	OK(xap_parser_add_range(qp, &number, err));
	OK(xap_parser_parse(&q, qp, S("$10..20"), XAP_PARSE_DEFAULT, err));
	assert_int_equal(xap_query_type(q), XAP_QUERY_VALUE_RANGE);
	xap_query_free(q);
	OK(xap_parser_add_field(qp, "spam", false, spam, NULL, err));
	OK(xap_parser_add_field(qp, "boolspam", true, spam, NULL, err));
	expect_parse(qp, "spam:ignored", XAP_PARSE_DEFAULT, "spam");
	FAILS(XAP_OTHER, xap_parser_parse(&q, qp, S("boolspam:spam"),
					  XAP_PARSE_DEFAULT, err));
	FAILS(XAP_OTHER,
	      xap_parser_parse(&q, qp, S("spam:spam"), XAP_PARSE_DEFAULT, err));
	xap_parser_free(qp);
}

static void test_smoke__metadata(void **state)
{
	struct xap_buf buf = XAP_BUF_INIT;
	xap_wdb *wdb = make_database();

	(void)state;
	OK(xap_db_metadata(&buf, xap_wdb_reader(wdb), S("Foo"), err));
	assert_buf(buf, "");
	OK(xap_wdb_set_metadata(wdb, S("Foo"), S("Foo"), err));
	OK(xap_db_metadata(&buf, xap_wdb_reader(wdb), S("Foo"), err));
	assert_buf(buf, "Foo");
	FAILS(XAP_BAD_ARGUMENT,
	      xap_db_metadata(&buf, xap_wdb_reader(wdb), NULL, 0, err));
	FAILS(XAP_BAD_ARGUMENT,
	      xap_wdb_set_metadata(wdb, NULL, 0, S("Foo"), err));
	xap_buf_release(&buf);
	xap_wdb_free(wdb);
}

/* Drops English vowels. */
static int drop_vowels(void *ctx, struct xap_buf *out, const char *word,
		       size_t len)
{
	char kept[64];
	size_t n = 0;

	(void)ctx;
	for (size_t i = 0; i < len && n < sizeof(kept); i++)
		if (!strchr("aeiou", word[i]))
			kept[n++] = word[i];
	return xap_buf_set(out, kept, n, NULL);
}

static void count_destroyed(void *ctx)
{
	++*(int *)ctx;
}

static void test_smoke__stemmers_of_the_users(void **state)
{
	struct xap_text text = XAP_TEXT_INIT;
	struct xap_buf buf = XAP_BUF_INIT;
	struct text t = { 0 };
	xap_stem *stem = NULL;
	xap_termgen *termgen = NULL;
	xap_parser *parser = NULL;
	xap_doc *doc = NULL;
	int destroyed = 0;

	(void)state;
	OK(xap_stem_new_fn(&stem, drop_vowels, &destroyed, count_destroyed,
			   err));
	OK(xap_stem_word(&buf, stem, S("test"), err));
	assert_buf(buf, "tst");
	OK(xap_stem_word(&buf, stem, S("toastie"), err));
	assert_buf(buf, "tst");
	OK(xap_termgen_new(&termgen, err));
	OK(xap_termgen_set_stem(termgen, stem, XAP_STEM_SOME, err));
	OK(xap_doc_new(&doc, err));
	OK(xap_termgen_set_doc(termgen, doc, err));
	text.text = "hello world";
	text.len = strlen(text.text);
	OK(xap_termgen_index(termgen, &text, err));
	OK(xap_doc_terms(doc, take_wdf, &t, err));
	assert_string_equal(t.s, "Zhll:1 Zwrld:1 hello:1 world:1 ");
	OK(xap_parser_new(&parser, err));
	OK(xap_parser_set_stem(parser, stem, XAP_STEM_ALL, err));
	expect_parse(parser, "color television", XAP_PARSE_DEFAULT,
		     "(clr@1 OR tlvsn@2)");
	xap_stem_free(stem);
	xap_termgen_free(termgen);
	assert_int_equal(destroyed, 0);
	xap_parser_free(parser);
	assert_int_equal(destroyed, 1);
	xap_doc_free(doc);
	xap_buf_release(&buf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_smoke__version_stemmer_and_data),
		cmocka_unit_test(test_smoke__descriptions_of_queries),
		cmocka_unit_test(test_smoke__failures_to_open),
		cmocka_unit_test(test_smoke__a_search_and_every_list),
		cmocka_unit_test(test_smoke__deciders),
		cmocka_unit_test(test_smoke__query_parser),
		cmocka_unit_test(test_smoke__stoppers),
		cmocka_unit_test(test_smoke__term_generator),
		cmocka_unit_test(test_smoke__ranges_and_fields),
		cmocka_unit_test(test_smoke__metadata),
		cmocka_unit_test(test_smoke__stemmers_of_the_users),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
