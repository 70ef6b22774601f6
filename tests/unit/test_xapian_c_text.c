/* SPDX-License-Identifier: GPL-2.0-or-later */
/* xapian-c: words and text: dictionaries, indexing, parsing, snippets. */
#include "test_xapian_c.h"

static xap_wdb *open_new(void **state)
{
	xap_wdb *wdb = NULL;

	OK(xap_wdb_open(&wdb, in_folder(state, "db"), NULL, err));
	return wdb;
}

static void test_spelling__suggests_a_word_of_the_dictionary(void **state)
{
	struct xap_buf buf = XAP_BUF_INIT;
	struct text t = { 0 };
	xap_wdb *wdb = open_new(state);
	xap_db *db = xap_wdb_reader(wdb);

	OK(xap_wdb_add_spelling(wdb, S("karachi"), 3, err));
	OK(xap_wdb_add_spelling(wdb, S("kabul"), 1, err));
	OK(xap_wdb_commit(wdb, err));
	OK(xap_db_spelling(&buf, db, S("karchi"), 2, err));
	assert_buf(buf, "karachi");
	OK(xap_db_spelling(&buf, db, S("zzzzzz"), 2, err));
	assert_buf(buf, "");
	OK(xap_db_spellings(db, take_freq, &t, err));
	assert_string_equal(t.s, "kabul:1 karachi:3 ");
	OK(xap_wdb_remove_spelling(wdb, S("kabul"), 5, err));
	OK(xap_wdb_remove_spelling(wdb, S("nosuch"), 1, err));
	OK(xap_wdb_commit(wdb, err));
	memset(&t, 0, sizeof(t));
	OK(xap_db_spellings(db, take_freq, &t, err));
	assert_string_equal(t.s, "karachi:3 ");
	xap_buf_release(&buf);
	xap_wdb_free(wdb);
}

static void test_synonyms__are_added_listed_and_removed(void **state)
{
	struct text t = { 0 };
	xap_wdb *wdb = open_new(state);
	xap_db *db = xap_wdb_reader(wdb);

	OK(xap_wdb_add_synonym(wdb, S("bomb"), S("explosive"), err));
	OK(xap_wdb_add_synonym(wdb, S("bomb"), S("device"), err));
	OK(xap_wdb_add_synonym(wdb, S("blast"), S("explosion"), err));
	OK(xap_wdb_commit(wdb, err));
	OK(xap_db_synonyms(db, S("bomb"), take_string, &t, err));
	OK(xap_db_synonym_keys(db, S("b"), take_string, &t, err));
	assert_string_equal(t.s, "device explosive blast bomb ");
	OK(xap_wdb_remove_synonym(wdb, S("bomb"), S("device"), err));
	OK(xap_wdb_clear_synonyms(wdb, S("blast"), err));
	OK(xap_wdb_commit(wdb, err));
	memset(&t, 0, sizeof(t));
	OK(xap_db_synonym_keys(db, NULL, 0, take_string, &t, err));
	OK(xap_db_synonyms(db, S("bomb"), take_string, &t, err));
	assert_string_equal(t.s, "bomb explosive ");
	xap_wdb_free(wdb);
}

static void test_stem__knows_its_languages(void **state)
{
	struct xap_buf buf = XAP_BUF_INIT;
	struct text t = { 0 };
	xap_stem *stem = NULL;

	(void)state;
	OK(xap_stem_languages(take_string, &t, err));
	assert_non_null(strstr(t.s, "english "));
	assert_true(t.calls > 10);
	OK(xap_stem_new(&stem, "none", err));
	OK(xap_stem_word(&buf, stem, S("bombings"), err));
	assert_buf(buf, "bombings");
	xap_stem_free(stem);
	OK(xap_stem_new(&stem, "en", err));
	OK(xap_stem_word(&buf, stem, S("bombings"), err));
	assert_buf(buf, "bomb");
	OK(xap_stem_word(&buf, stem, NULL, 0, err));
	assert_buf(buf, "");
	xap_stem_free(stem);
	FAILS(XAP_BAD_ARGUMENT, xap_stem_new(&stem, "klingon", err));
	assert_null(stem);
	FAILS(XAP_BAD_ARGUMENT, xap_stem_new(&stem, NULL, err));
	xap_stem_free(NULL);
	xap_buf_release(&buf);
}

static int stem_fails(void *ctx, struct xap_buf *out, const char *word,
		      size_t len)
{
	(void)ctx;
	(void)out;
	(void)word;
	(void)len;
	return XAP_RANGE;
}

static int stops_fails(void *ctx, const char *word, size_t len)
{
	(void)ctx;
	(void)word;
	(void)len;
	return XAP_CLOSED;
}

static void test_stem__passes_on_a_failure_of_the_callback(void **state)
{
	struct xap_buf buf = XAP_BUF_INIT;
	bool stops;
	xap_stem *stem = NULL;
	xap_stopper *stopper = NULL;

	(void)state;
	OK(xap_stem_new_fn(&stem, stem_fails, NULL, NULL, err));
	FAILS(XAP_RANGE, xap_stem_word(&buf, stem, S("x"), err));
	xap_stem_free(stem);
	OK(xap_stopper_new_fn(&stopper, stops_fails, NULL, NULL, err));
	FAILS(XAP_CLOSED, xap_stopper_stops(&stops, stopper, S("x"), err));
	FAILS(XAP_BAD_OPERATION, xap_stopper_add(stopper, S("x"), err));
	xap_stopper_free(stopper);
	xap_stopper_free(NULL);
	xap_buf_release(&buf);
}

/* What a generator makes of "The bombs of Kabul", from a position on. */
static void index_bombs(struct text *out, xap_termgen *termgen,
			const char *prefix, uint32_t position)
{
	struct xap_text text = XAP_TEXT_INIT;
	xap_doc *doc = NULL;

	memset(out, 0, sizeof(*out));
	text.text = "The bombs of Kabul";
	text.len = strlen(text.text);
	text.wdf = 2;
	text.prefix.data = prefix;
	text.prefix.len = strlen(prefix);
	text.no_positions = position == UINT32_MAX;
	OK(xap_doc_new(&doc, err));
	OK(xap_termgen_set_doc(termgen, doc, err));
	assert_int_equal(xap_termgen_position(termgen), 0);
	if (!text.no_positions)
		xap_termgen_set_position(termgen, position);
	OK(xap_termgen_index(termgen, &text, err));
	OK(xap_doc_terms(doc, take_wdf, out, err));
	OK(xap_doc_positions(doc, S("Sbombs"), take_position, out, err));
	xap_doc_free(doc);
}

static void test_termgen__follows_its_settings(void **state)
{
	struct text t = { 0 };
	xap_wdb *wdb = open_new(state);
	xap_termgen *gen = NULL;
	xap_stem *stem = NULL;
	xap_stopper *stopper = NULL;

	OK(xap_termgen_new(&gen, err));
	index_bombs(&t, gen, "S", 0);
	assert_string_equal(t.s, "Sbombs:2 Skabul:2 Sof:2 Sthe:2 2 ");
	assert_int_equal(xap_termgen_position(gen), 4);
	index_bombs(&t, gen, "S", UINT32_MAX);
	assert_string_equal(t.s, "Sbombs:2 Skabul:2 Sof:2 Sthe:2 ");
	index_bombs(&t, gen, "S", 100);
	assert_string_equal(t.s, "Sbombs:2 Skabul:2 Sof:2 Sthe:2 102 ");

	OK(xap_stopper_new(&stopper, err));
	OK(xap_stopper_add(stopper, S("the"), err));
	OK(xap_stopper_add(stopper, S("of"), err));
	OK(xap_termgen_set_stopper(gen, stopper, XAP_STOP_ALL, err));
	xap_stopper_free(stopper); /* the generator keeps it */
	OK(xap_stem_new(&stem, "en", err));
	OK(xap_termgen_set_stem(gen, stem, XAP_STEM_ALL, err));
	xap_stem_free(stem);
	OK(xap_termgen_set_spelling(gen, wdb, err));
	index_bombs(&t, gen, "", UINT32_MAX);
	assert_string_equal(t.s, "bomb:2 kabul:2 ");
	OK(xap_termgen_set_stopper(gen, NULL, XAP_STOP_NONE, err));
	OK(xap_termgen_set_max_word(gen, 4, err));
	OK(xap_termgen_set_spelling(gen, NULL, err));
	index_bombs(&t, gen, "", UINT32_MAX);
	assert_string_equal(t.s, "of:2 the:2 ");
	xap_termgen_free(gen);
	xap_termgen_free(NULL);
	memset(&t, 0, sizeof(t));
	OK(xap_wdb_commit(wdb, err));
	OK(xap_db_spellings(xap_wdb_reader(wdb), take_freq, &t, err));
	assert_string_equal(t.s, "bombs:1 kabul:1 ");
	xap_wdb_free(wdb);
}

static void test_termgen__splits_scripts_without_spaces(void **state)
{
	struct xap_text text = XAP_TEXT_INIT;
	struct text t = { 0 };
	xap_termgen *gen = NULL;
	xap_doc *doc = NULL;

	(void)state;
	text.text = "\xe4\xb8\xad\xe6\x96\x87"; /* two characters */
	text.len = strlen(text.text);
	OK(xap_termgen_new(&gen, err));
	OK(xap_termgen_set_ngrams(gen, true, err));
	OK(xap_doc_new(&doc, err));
	OK(xap_termgen_set_doc(gen, doc, err));
	OK(xap_termgen_index(gen, &text, err));
	OK(xap_doc_terms(doc, take_wdf, &t, err));
	assert_int_equal(t.calls, 3); /* both, and the pair */
	OK(xap_termgen_set_ngrams(gen, false, err));
	OK(xap_doc_clear_terms(doc, err));
	OK(xap_termgen_index(gen, &text, err));
	memset(&t, 0, sizeof(t));
	OK(xap_doc_terms(doc, take_wdf, &t, err));
	assert_int_equal(t.calls, 1);
	text.text = NULL;
	FAILS(XAP_BAD_ARGUMENT, xap_termgen_index(gen, &text, err));
	xap_doc_free(doc);
	xap_termgen_free(gen);
}

static void expect_parse(xap_parser *parser, const char *text, unsigned flags,
			 const char *expected)
{
	struct xap_buf described = XAP_BUF_INIT;
	xap_query *query = NULL;

	OK(xap_parser_parse(&query, parser, text, strlen(text), flags, err));
	OK(xap_query_describe(&described, query, err));
	assert_string_equal(described.data, expected);
	xap_buf_release(&described);
	xap_query_free(query);
}

static int own_range(void *ctx, xap_query **out, const struct xap_str *begin,
		     const struct xap_str *end)
{
	(void)ctx;
	if (begin->len != 1 || begin->data[0] != 'x')
		return 0;
	return end->len == 1 ? xap_query_term(out, end->data, 1, 1, 0, NULL)
			     : XAP_RANGE;
}

static void test_parser__knows_fields_filters_and_ranges(void **state)
{
	struct xap_range range = XAP_RANGE_INIT;
	xap_parser *qp = NULL;
	xap_query *q = NULL;

	(void)state;
	OK(xap_parser_new(&qp, err));
	OK(xap_parser_add_prefix(qp, "title", "S", err));
	OK(xap_parser_add_filter(qp, "source", "H", NULL, err));
	OK(xap_parser_add_filter(qp, "tag", "K", "", err));
	expect_parse(qp, "title:bomb", 7, "Query(Sbomb@1)");
	expect_parse(qp, "x source:a source:b", 7,
		     "Query((x@1 FILTER (Ha OR Hb)))");
	expect_parse(qp, "x tag:a tag:b", 7, "Query((x@1 FILTER (Ka AND Kb)))");
	range.slot = 3;
	range.marker = "kg";
	range.flags = XAP_RANGE_SUFFIX;
	range.kind = XAP_RANGE_STRING;
	OK(xap_parser_add_range(qp, &range, err));
	expect_parse(qp, "a..bkg", 7, "Query(VALUE_RANGE 3 a b)");
	range.kind = XAP_RANGE_FN;
	FAILS(XAP_BAD_ARGUMENT, xap_parser_add_range(qp, &range, err));
	range.fn = own_range;
	range.marker = "";
	range.flags = 0;
	OK(xap_parser_add_range(qp, &range, err));
	expect_parse(qp, "x..y", 7, "Query(0 * y)");
	FAILS(XAP_RANGE, xap_parser_parse(&q, qp, S("x..yy"), 7, err));
	FAILS(XAP_SYNTAX, xap_parser_parse(&q, qp, S("q..r"), 7, err));
	range.kind = (enum xap_range_kind)77;
	FAILS(XAP_BAD_ARGUMENT, xap_parser_add_range(qp, &range, err));
	range.marker = NULL;
	FAILS(XAP_BAD_ARGUMENT, xap_parser_add_range(qp, &range, err));
	xap_parser_free(qp);
	xap_parser_free(NULL);
}

static void test_parser__corrects_expands_and_remembers(void **state)
{
	const char *path = in_folder(state, "news");
	struct xap_buf buf = XAP_BUF_INIT;
	struct text t = { 0 };
	xap_wdb *wdb = NULL;
	xap_parser *qp = NULL;
	xap_stem *stem = NULL;
	xap_stopper *stopper = NULL;
	xap_query *q = NULL;

	make_news(path);
	OK(xap_wdb_open(&wdb, path, NULL, err));
	OK(xap_wdb_add_spelling(wdb, S("police"), 9, err));
	OK(xap_wdb_add_synonym(wdb, S("bomb"), S("blast"), err));
	OK(xap_wdb_commit(wdb, err));
	OK(xap_parser_new(&qp, err));
	OK(xap_parser_set_db(qp, xap_wdb_reader(wdb), err));
	OK(xap_stem_new(&stem, "en", err));
	OK(xap_parser_set_stem(qp, stem, XAP_STEM_SOME, err));
	OK(xap_stopper_new(&stopper, err));
	OK(xap_stopper_add(stopper, S("the"), err));
	OK(xap_parser_set_stopper(qp, stopper, err));
	OK(xap_parser_parse(&q, qp, S("the polise arrested"),
			    XAP_PARSE_DEFAULT | XAP_PARSE_SPELLING, err));
	xap_query_free(q);
	OK(xap_parser_corrected(&buf, qp, err));
	assert_buf(buf, "the police arrested");
	OK(xap_parser_stop_words(qp, take_string, &t, err));
	assert_string_equal(t.s, "the ");
	memset(&t, 0, sizeof(t));
	OK(xap_parser_unstem(qp, S("Zarrest"), take_string, &t, err));
	assert_string_equal(t.s, "arrested ");
	expect_parse(qp, "~bomb", XAP_PARSE_SYNONYM,
		     "Query((Zbomb@1 SYNONYM blast@1))");
	OK(xap_parser_set_stopper(qp, NULL, err));
	OK(xap_parser_set_default_op(qp, XAP_OP_AND, err));
	expect_parse(qp, "the bomb", 7, "Query((Zthe@1 AND Zbomb@2))");
	OK(xap_parser_set_max_expansion(qp, 1, XAP_WILDCARD_FAIL, err));
	expect_parse(qp, "bo*", XAP_PARSE_WILDCARD,
		     "Query(WILDCARD SYNONYM bo)");
	FAILS(XAP_BAD_ARGUMENT,
	      xap_parser_set_default_op(qp, XAP_OP_AND_NOT, err));
	xap_stopper_free(stopper);
	xap_stem_free(stem);
	xap_parser_free(qp);
	xap_wdb_free(wdb);
	xap_buf_release(&buf);
}

static void test_snippet__shows_the_words_found(void **state)
{
	static const char text[] =
		"Long words before. Then a bomb went off in <Kabul> today.";
	const char *path = in_folder(state, "news");
	struct xap_snippet options = XAP_SNIPPET_INIT;
	struct xap_match match = XAP_MATCH_INIT;
	struct xap_buf buf = XAP_BUF_INIT;
	xap_db *db = NULL;
	xap_query *q = NULL;
	xap_enquire *enquire = NULL;
	xap_mset *mset = NULL;
	int percent = 0;

	make_news(path);
	OK(xap_db_open(&db, path, 0, err));
	OK(xap_query_term(&q, S("kabul"), 1, 0, err));
	OK(xap_enquire_new(&enquire, db, err));
	OK(xap_enquire_set_query(enquire, q, 0, err));
	OK(xap_enquire_mset(&mset, enquire, &match, err));
	options.length_bytes = 25;
	options.hi_start = "[";
	options.hi_end = "]";
	OK(xap_mset_snippet(&buf, mset, text, strlen(text), &options, err));
	assert_non_null(strstr(buf.data, "&lt;[Kabul]&gt;"));
	assert_true(buf.len < 50);
	OK(xap_mset_snippet(&buf, mset, text, strlen(text), NULL, err));
	assert_non_null(strstr(buf.data, "<b>Kabul</b>"));
	options.hi_start = NULL;
	FAILS(XAP_BAD_ARGUMENT,
	      xap_mset_snippet(&buf, mset, text, strlen(text), &options, err));
	OK(xap_mset_describe(&buf, mset, err));
	assert_non_null(strstr(buf.data, "MSet"));
	OK(xap_enquire_describe(&buf, enquire, err));
	assert_non_null(strstr(buf.data, "kabul"));
	OK(xap_db_describe(&buf, db, err));
	assert_non_null(strstr(buf.data, "Database"));
	OK(xap_mset_percent(&percent, mset, 1000, err));
	assert_int_equal(percent, 100);
	xap_mset_free(mset);
	xap_enquire_free(enquire);
	xap_query_free(q);
	xap_db_free(db);
	xap_buf_release(&buf);
}

static void test_doc__survives_serialising(void **state)
{
	const struct xap_str p = { "p", 1 };
	struct xap_buf bytes = XAP_BUF_INIT;
	struct text t = { 0 };
	uint32_t removed = 0;
	xap_doc *doc = NULL, *copy = NULL;

	(void)state;
	OK(xap_doc_new(&doc, err));
	OK(xap_doc_set_data(doc, S("d\0d"), err));
	OK(xap_doc_set_value(doc, 7, S("v"), err));
	for (uint32_t pos = 1; pos <= 5; pos++)
		OK(xap_doc_add_posting(doc, S("p"), pos, 2, err));
	OK(xap_doc_remove_postings(doc, &p, 2, 3, 2, &removed, err));
	assert_int_equal(removed, 2);
	OK(xap_doc_remove_postings(doc, &p, 2, 3, 2, NULL, err));
	OK(xap_doc_serialise(&bytes, doc, err));
	OK(xap_doc_unserialise(&copy, bytes.data, bytes.len, err));
	OK(xap_doc_terms(copy, take_wdf, &t, err));
	OK(xap_doc_positions(copy, S("p"), take_position, &t, err));
	OK(xap_doc_values(copy, take_value, &t, err));
	assert_string_equal(t.s, "p:6 1 4 5 7=v ");
	OK(xap_doc_data(&bytes, copy, err));
	assert_buf(bytes, "d\0d");
	OK(xap_doc_clear_values(copy, err));
	OK(xap_doc_clear_terms(copy, err));
	memset(&t, 0, sizeof(t));
	OK(xap_doc_terms(copy, take_wdf, &t, err));
	OK(xap_doc_values(copy, take_value, &t, err));
	OK(xap_doc_positions(copy, S("p"), take_position, &t, err));
	assert_string_equal(t.s, "");
	xap_doc_free(copy);
	FAILS(XAP_SERIALISATION,
	      xap_doc_unserialise(&copy, S("\xff\xff\xff"), err));
	assert_null(copy);
	OK(xap_doc_describe(&bytes, doc, err));
	assert_non_null(strstr(bytes.data, "Document"));
	xap_doc_free(doc);
	xap_buf_release(&bytes);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, make_folder, remove_folder)
	const struct CMUnitTest tests[] = {
		T(test_spelling__suggests_a_word_of_the_dictionary),
		T(test_synonyms__are_added_listed_and_removed),
		T(test_stem__knows_its_languages),
		T(test_stem__passes_on_a_failure_of_the_callback),
		T(test_termgen__follows_its_settings),
		T(test_termgen__splits_scripts_without_spaces),
		T(test_parser__knows_fields_filters_and_ranges),
		T(test_parser__corrects_expands_and_remembers),
		T(test_snippet__shows_the_words_found),
		T(test_doc__survives_serialising),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
