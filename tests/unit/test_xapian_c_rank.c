/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * xapian-c: what makes a ranking: posting sources, weights, keys, distances,
 * expansion.
 */
#include "test_xapian_c.h"

static xap_query *term(const char *s)
{
	xap_query *query = NULL;

	OK(xap_query_term(&query, s, strlen(s), 1, 0, err));
	return query;
}

static xap_query *everything(void)
{
	xap_query *query = NULL;

	OK(xap_query_all(&query, err));
	return query;
}

static xap_enquire *enquire_for(const xap_db *db, xap_query *query)
{
	xap_enquire *enquire = NULL;

	OK(xap_enquire_new(&enquire, db, err));
	OK(xap_enquire_set_query(enquire, query, 0, err));
	xap_query_free(query);
	return enquire;
}

/* The hits with their weights, as "3:1.50 1:0.25 ". */
static const char *weighed(xap_enquire *enquire)
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
		text_add(&out, "%u:%.2f ", (unsigned)hit.docid, hit.weight);
	}
	xap_mset_free(mset);
	return out.s;
}

static const char *search(const xap_db *db, xap_query *query)
{
	xap_enquire *enquire = enquire_for(db, query);
	const char *found = weighed(enquire);

	xap_enquire_free(enquire);
	return found;
}

static xap_db *open_news(void **state)
{
	const char *path = in_folder(state, "news");
	xap_db *db = NULL;

	make_news(path);
	OK(xap_db_open(&db, path, 0, err));
	return db;
}

/* Six documents with the numbers 6 to 1 in slot 0 and places in slot 1. */
static void make_numbers(const char *path)
{
	static const struct xap_coord places[] = {
		{ 24.86, 67.01 },  /* Karachi */
		{ 34.53, 69.17 },  /* Kabul */
		{ 34.01, 71.58 },  /* Peshawar */
		{ 6.93, 79.85 },   /* Colombo */
		{ -36.85, 174.76 } /* Auckland; the sixth has none */
	};
	struct xap_buf packed = XAP_BUF_INIT;
	char number[XAP_SORTABLE_BYTES_MAX];
	xap_wdb *wdb = NULL;
	xap_doc *doc = NULL;

	OK(xap_wdb_open(&wdb, path, NULL, err));
	OK(xap_doc_new(&doc, err));
	for (int i = 0; i < 6; i++) {
		OK(xap_doc_clear(doc, err));
		OK(xap_doc_set_value(doc, 0, number,
				     xap_sortable(number, 6 - i), err));
		if (i < 5) {
			OK(xap_coords_pack(&packed, &places[i], 1, err));
			OK(xap_doc_set_value(doc, 1, packed.data, packed.len,
					     err));
		}
		OK(xap_wdb_add(wdb, NULL, doc, err));
	}
	xap_doc_free(doc);
	OK(xap_wdb_close(wdb, err));
	xap_wdb_free(wdb);
	xap_buf_release(&packed);
}

static xap_db *open_numbers(void **state)
{
	const char *path = in_folder(state, "numbers");
	xap_db *db = NULL;

	make_numbers(path);
	OK(xap_db_open(&db, path, 0, err));
	return db;
}

static void test_query__weighs_by_values(void **state)
{
	char six[XAP_SORTABLE_BYTES_MAX], one[XAP_SORTABLE_BYTES_MAX];
	struct xap_value_weight map[2] = { { { six, 0 }, 0.5 },
					   { { one, 0 }, 8 } };
	xap_db *db = open_numbers(state);
	xap_query *q = NULL;

	map[0].value.len = xap_sortable(six, 6);
	map[1].value.len = xap_sortable(one, 1);
	OK(xap_query_value_weight(&q, 0, err));
	assert_string_equal(search(db, q),
			    "1:6.00 2:5.00 3:4.00 4:3.00 5:2.00 6:1.00 ");
	OK(xap_query_value_weight_falling(&q, 0, 0, 0, err));
	assert_string_equal(search(db, q),
			    "1:6.00 2:5.00 3:4.00 4:3.00 5:2.00 6:1.00 ");
	OK(xap_query_value_map(&q, 0, map, 2, 1.25, err));
	assert_string_equal(search(db, q),
			    "6:8.00 2:1.25 3:1.25 4:1.25 5:1.25 1:0.50 ");
	OK(xap_query_fixed_weight(&q, 2.5, err));
	assert_string_equal(search(db, q),
			    "1:2.50 2:2.50 3:2.50 4:2.50 5:2.50 6:2.50 ");
	OK(xap_query_value_weight(&q, 99, err));
	assert_string_equal(search(db, q), "");
	xap_db_free(db);
}

/* A source of the odd documents, each weighing its id. */
struct odd {
	int opened, closed, destroyed;
	int open_with, seek_with;
	bool backwards;
};

static int odd_open(void *ctx, void **cursor, struct xap_source_bounds *bounds,
		    const xap_db *db)
{
	struct odd *odd = ctx;
	struct xap_db_stats stats;
	xap_status st = xap_db_get_stats(&stats, db, NULL);

	if (st < 0 || odd->open_with)
		return st < 0 ? st : odd->open_with;
	odd->opened++;
	*cursor = malloc(sizeof(xap_docid));
	*(xap_docid *)*cursor = stats.last_docid;
	bounds->max = stats.doccount;
	bounds->estimate = stats.doccount / 2;
	bounds->max_weight = stats.last_docid;
	return 0;
}

static int odd_seek(void *ctx, void *cursor, xap_docid *docid, double *weight,
		    xap_docid from, double min_weight)
{
	struct odd *odd = ctx;

	(void)min_weight;
	assert_true(*weight == 0);
	from |= 1;
	if (odd->backwards)
		from = 1;
	*docid = from <= *(xap_docid *)cursor ? from : 0;
	*weight = from;
	return odd->seek_with;
}

static void odd_close(void *ctx, void *cursor)
{
	((struct odd *)ctx)->closed++;
	free(cursor);
}

static void odd_destroy(void *ctx)
{
	((struct odd *)ctx)->destroyed++;
}

static const struct xap_source_fns odd_fns = { odd_open, odd_seek, odd_close,
					       odd_destroy };

static void test_source__is_written_in_c(void **state)
{
	struct odd odd = { 0 };
	xap_db *db = open_news(state);
	xap_query *q = NULL, *both = NULL, *kabul = term("kabul");
	const xap_query *all[2];

	OK(xap_query_source(&q, &odd_fns, &odd, err));
	assert_int_equal(xap_query_type(q), XAP_QUERY_SOURCE);
	all[0] = kabul;
	all[1] = q;
	OK(xap_query_combine(&both, XAP_OP_AND, all, 2, 0, err));
	xap_query_free(kabul);
	assert_string_equal(search(db, q), "5:5.00 3:3.00 1:1.00 ");
	assert_int_equal(odd.opened, 1);
	assert_int_equal(odd.closed, 1);
	assert_int_equal(odd.destroyed, 0);
	assert_int_equal(search(db, both)[0], '3');
	assert_int_equal(odd.opened, odd.closed);
	assert_int_equal(odd.destroyed, 1);
	xap_db_free(db);
}

static void test_source__runs_once_for_each_database(void **state)
{
	const char *paths[2] = { in_folder(state, "a"), in_folder(state, "b") };
	struct odd odd = { 0 };
	xap_db *db = NULL;
	xap_query *q = NULL;

	make_news(paths[0]);
	make_news(paths[1]);
	OK(xap_db_open_list(&db, paths, 2, 0, err));
	OK(xap_query_source(&q, &odd_fns, &odd, err));
	assert_string_equal(search(db, q), "9:5.00 10:5.00 5:3.00 6:3.00 "
					   "1:1.00 2:1.00 ");
	assert_int_equal(odd.opened, 2);
	assert_int_equal(odd.closed, 2);
	assert_int_equal(odd.destroyed, 1);
	xap_db_free(db);
}

static void test_source__ends_a_search(void **state)
{
	struct xap_match match = XAP_MATCH_INIT;
	struct odd odd = { 0 };
	xap_db *db = open_news(state);
	xap_query *q = NULL;
	xap_enquire *e;
	xap_mset *mset = NULL;

	OK(xap_query_source(&q, &odd_fns, &odd, err));
	e = enquire_for(db, q);
	odd.open_with = 5;
	assert_int_equal(xap_enquire_mset(&mset, e, &match, NULL), 5);
	odd.open_with = 0;
	odd.seek_with = XAP_RANGE;
	FAILS(XAP_RANGE, xap_enquire_mset(&mset, e, &match, err));
	odd.seek_with = 0;
	odd.backwards = true;
	FAILS(XAP_BAD_ARGUMENT, xap_enquire_mset(&mset, e, &match, err));
	assert_null(mset);
	assert_int_equal(odd.opened, odd.closed);
	xap_enquire_free(e);
	assert_int_equal(odd.destroyed, 1);
	xap_db_free(db);
}

/* Weighs by wdf / length, plus the number of different terms. */
static void ratio_init(void *ctx, struct xap_weight_stats *stats)
{
	*(struct xap_weight_stats *)ctx = *stats;
	stats->own[0] = stats->factor;
}

static double ratio_weight(void *ctx, const struct xap_weight_stats *stats,
			   uint32_t wdf, uint32_t length, uint32_t unique_terms)
{
	(void)ctx;
	(void)unique_terms;
	return stats->own[0] * wdf / length;
}

static double ratio_max(void *ctx, const struct xap_weight_stats *stats)
{
	(void)ctx;
	return stats->own[0];
}

static double ratio_extra(void *ctx, const struct xap_weight_stats *stats,
			  uint32_t length, uint32_t unique_terms)
{
	(void)ctx;
	(void)stats;
	(void)length;
	return unique_terms;
}

static double ratio_max_extra(void *ctx, const struct xap_weight_stats *stats)
{
	(void)ctx;
	(void)stats;
	return 100;
}

static void test_weight__is_written_in_c(void **state)
{
	struct xap_weight_fns fns = {
		XAP_NEEDS_WDF | XAP_NEEDS_LENGTH,
		ratio_init,
		ratio_weight,
		ratio_max,
		NULL,
		NULL,
	};
	struct xap_weight_stats stats = { 0 };
	xap_db *db = open_news(state);
	xap_query *q = term("police"), *scaled = NULL;
	xap_enquire *e;

	OK(xap_query_scale(&scaled, q, 3, err));
	xap_query_free(q);
	e = enquire_for(db, scaled);
	OK(xap_enquire_set_weight_fns(e, &fns, &stats, err));
	assert_string_equal(weighed(e), "1:1.20 3:1.00 5:1.00 ");
	fns.extra = ratio_extra;
	FAILS(XAP_BAD_ARGUMENT,
	      xap_enquire_set_weight_fns(e, &fns, &stats, err));
	fns.max_extra = ratio_max_extra;
	fns.needs |= XAP_NEEDS_UNIQUE_TERMS;
	OK(xap_enquire_set_weight_fns(e, &fns, &stats, err));
	assert_int_equal(weighed(e)[0], '1'); /* it has the most terms */
	fns.weight = NULL;
	FAILS(XAP_BAD_ARGUMENT,
	      xap_enquire_set_weight_fns(e, &fns, &stats, err));
	xap_enquire_free(e);

	fns.weight = ratio_weight;
	fns.extra = NULL;
	fns.max_extra = NULL;
	e = enquire_for(db, term("police"));
	OK(xap_enquire_set_weight_fns(e, &fns, &stats, err));
	assert_string_equal(weighed(e), "1:0.40 3:0.33 5:0.33 ");
	assert_int_equal(stats.collection_size, 5);
	assert_true(stats.average_length == 17 / 5.0);
	assert_int_equal(stats.total_length, 17);
	xap_enquire_free(e);
	xap_db_free(db);
}

/* Sorts by the last letter of the data. */
static int last_letter(void *ctx, struct xap_buf *key, const xap_doc *doc)
{
	struct xap_buf *data = ctx;
	xap_status st = xap_doc_data(data, doc, NULL);

	if (st < 0 || data->len == 0)
		return st;
	return xap_buf_set(key, data->data + data->len - 1, 1, NULL);
}

static int no_key(void *ctx, struct xap_buf *key, const xap_doc *doc)
{
	(void)ctx;
	(void)key;
	(void)doc;
	return XAP_CORRUPT;
}

static void test_sort__takes_keys_made_in_c(void **state)
{
	struct xap_match match = XAP_MATCH_INIT;
	struct xap_buf data = XAP_BUF_INIT;
	xap_db *db = open_news(state);
	xap_enquire *e = enquire_for(db, everything());
	xap_mset *mset = NULL;

	OK(xap_enquire_set_sort_key(e, XAP_SORT_VALUE, last_letter, &data,
				    false, err));
	assert_string_equal(weighed(e), "1:0.00 4:0.00 5:0.00 2:0.00 3:0.00 ");
	OK(xap_enquire_set_sort_key(e, XAP_SORT_VALUE_RELEVANCE, last_letter,
				    &data, true, err));
	assert_string_equal(weighed(e), "2:0.00 3:0.00 1:0.00 4:0.00 5:0.00 ");
	FAILS(XAP_BAD_ARGUMENT,
	      xap_enquire_set_sort_key(e, XAP_SORT_RELEVANCE, last_letter,
				       &data, true, err));
	OK(xap_enquire_set_sort_key(e, XAP_SORT_RELEVANCE_VALUE, no_key, NULL,
				    true, err));
	FAILS(XAP_CORRUPT, xap_enquire_mset(&mset, e, &match, err));
	xap_enquire_free(e);
	xap_buf_release(&data);
	xap_db_free(db);
}

static void test_geo__packs_measures_weighs_and_sorts(void **state)
{
	static const struct xap_coord islamabad = { 33.68, 73.05 };
	static const struct xap_coord two[] = { { 34.01, 71.58 }, { 0, 0 } };
	static const struct xap_coord wrong = { 91, 0 };
	struct xap_geo geo = XAP_GEO_INIT;
	struct xap_buf packed = XAP_BUF_INIT;
	struct xap_coord read[1];
	size_t n = 0;
	double metres = 0;
	xap_db *db = open_numbers(state);
	xap_query *q = NULL;
	xap_enquire *e;

	OK(xap_coords_pack(&packed, two, 2, err));
	OK(xap_coords_unpack(read, 1, &n, packed.data, packed.len, err));
	assert_int_equal(n, 2);
	assert_true(read[0].latitude > 34.0099 && read[0].latitude < 34.0101);
	FAILS(XAP_SERIALISATION,
	      xap_coords_unpack(read, 1, &n, S("\xff"), err));
	FAILS(XAP_SERIALISATION,
	      xap_coords_unpack(read, 1, &n, S("1234567"), err));
	FAILS(XAP_BAD_ARGUMENT, xap_coords_pack(&packed, &wrong, 1, err));
	FAILS(XAP_BAD_ARGUMENT, xap_query_geo(&q, &geo, err));
	geo.centres = &islamabad;
	geo.n = 1;
	geo.slot = 1;
	FAILS(XAP_BAD_ARGUMENT, xap_geo_distance(&metres, &geo, NULL, 0, err));
	OK(xap_geo_distance(&metres, &geo, two, 2, err));
	assert_in_range((int)metres, 135000, 145000);
	geo.radius_metres = 2 * 6372797.6;
	OK(xap_geo_distance(&metres, &geo, two, 2, err));
	assert_in_range((int)metres, 270000, 290000);
	geo.radius_metres = 0;
	geo.max_metres = 500000;
	OK(xap_query_geo(&q, &geo, err));
	assert_int_equal(search(db, q)[0], '3');
	OK(xap_query_geo(&q, &geo, err));
	assert_int_equal(strlen(search(db, q)), 2 * 7); /* and Kabul */

	e = enquire_for(db, everything());
	OK(xap_enquire_set_sort_geo(e, XAP_SORT_VALUE, &geo, false, err));
	assert_string_equal(weighed(e), "3:0.00 2:0.00 1:0.00 4:0.00 5:0.00 "
					"6:0.00 ");
	geo.missing_metres = 1000;
	OK(xap_enquire_set_sort_geo(e, XAP_SORT_VALUE, &geo, true, err));
	assert_string_equal(weighed(e), "5:0.00 4:0.00 1:0.00 2:0.00 3:0.00 "
					"6:0.00 ");
	xap_enquire_free(e);
	xap_buf_release(&packed);
	xap_db_free(db);
}

static void test_expand__knows_its_schemes(void **state)
{
	struct xap_expand options = XAP_EXPAND_INIT;
	struct xap_buf best = XAP_BUF_INIT;
	double weight = 0;
	xap_db *db = open_news(state);
	xap_enquire *e = enquire_for(db, term("police"));
	xap_rset *rset = NULL;
	xap_eset *eset = NULL;

	OK(xap_rset_new(&rset, err));
	OK(xap_rset_add(rset, 4, err));
	OK(xap_enquire_set_expansion(e, "bo1", 1, err));
	OK(xap_enquire_expand(&eset, e, rset, NULL, err));
	OK(xap_eset_term(&best, &weight, eset, 0, err));
	assert_true(weight > 0);
	assert_true(best.len > 0);
	assert_true(xap_eset_bound(eset) >= xap_eset_size(eset));
	FAILS(XAP_BAD_ARGUMENT,
	      xap_eset_term(&best, NULL, eset, xap_eset_size(eset), err));
	xap_eset_free(eset);
	xap_eset_free(NULL);
	OK(xap_enquire_set_expansion(e, "trad", 2, err));
	options.max = 1;
	options.flags = XAP_EXPAND_QUERY_TERMS;
	OK(xap_enquire_expand(&eset, e, rset, &options, err));
	assert_int_equal(xap_eset_size(eset), 1);
	xap_eset_free(eset);
	FAILS(XAP_BAD_ARGUMENT, xap_enquire_set_expansion(e, "none", 2, err));
	assert_false(xap_rset_contains(rset, 0));
	xap_rset_free(rset);
	xap_enquire_free(e);
	xap_buf_release(&best);
	xap_db_free(db);
}

static void test_query__shows_its_parts(void **state)
{
	xap_query *a = term("a"), *b = everything(), *q = NULL, *part = NULL;
	const xap_query *all[2] = { a, b };

	(void)state;
	OK(xap_query_combine(&q, XAP_OP_AND_MAYBE, all, 2, 0, err));
	assert_int_equal(xap_query_type(q), XAP_OP_AND_MAYBE);
	assert_int_equal(xap_query_children(q), 2);
	OK(xap_query_child(&part, q, 0, err));
	assert_int_equal(xap_query_type(part), XAP_QUERY_TERM);
	assert_int_equal(xap_query_children(part), 0);
	xap_query_free(part);
	OK(xap_query_child(&part, q, 1, err));
	assert_int_equal(xap_query_type(part), XAP_QUERY_ALL);
	xap_query_free(part);
	FAILS(XAP_BAD_ARGUMENT, xap_query_child(&part, q, 2, err));
	assert_null(part);
	xap_query_free(q);
	OK(xap_query_nothing(&q, err));
	assert_int_equal(xap_query_type(q), XAP_QUERY_NOTHING);
	xap_query_free(q);
	xap_query_free(a);
	xap_query_free(b);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, make_folder, remove_folder)
	const struct CMUnitTest tests[] = {
		T(test_query__weighs_by_values),
		T(test_source__is_written_in_c),
		T(test_source__runs_once_for_each_database),
		T(test_source__ends_a_search),
		T(test_weight__is_written_in_c),
		T(test_sort__takes_keys_made_in_c),
		T(test_geo__packs_measures_weighs_and_sorts),
		T(test_expand__knows_its_schemes),
		T(test_query__shows_its_parts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
