/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The files of a segment, each by itself. */
#include "../engine/fixture.h"

#include <inttypes.h>

#include "blotter/hash.h"

#include "../../lib/segment/dictionary_private.h"
#include "../../lib/segment/manifest_private.h"
#include "../../lib/segment/store_private.h"

#define TERMS 1000
#define ARTICLES 300

static void path_in(char out[BL_PATH_MAX_BYTES], const struct folder *f)
{
	must(bl_path_join(out, BL_PATH_MAX_BYTES, f->path, "file", &failure));
}

static struct bl_str number_term(char out[16], unsigned n)
{
	/* long runs of shared bytes, and none */
	snprintf(out, 16, "%c%06u", 'a' + n / 100, n);
	return bl_str_from(out);
}

static void write_dictionary(const char *path)
{
	struct bl_dict_writer w;
	struct bl_output o;
	char text[16];
	unsigned i;

	must(bl_output_open(&o, path, BL_SECTION_STEMS, &failure));
	bl_dict_writer_init(&w, &o, BL_DICT_STEMS);
	for (i = 0; i < TERMS; i++) {
		struct bl_entry e = { .docs = 1 + i % 3,
				      .wdf = 1 + i % 3 + i % 2,
				      .postings = 10 * i,
				      .positions = 20 * i };

		e.doc = e.docs == 1 ? i : 0;
		e.position = e.wdf == 1 ? i : 0;
		e.postings_bytes = 10;
		e.positions_bytes = 20;
		must(bl_dict_add(&w, number_term(text, 2 * i), &e, &failure));
	}
	must(bl_dict_finish(&w, &failure));
	must(bl_output_close(&o, NULL, &failure));
	bl_dict_writer_release(&w);
	bl_output_release(&o);
}

static void test_dictionary__finds_every_term_and_no_other(void **state)
{
	struct folder f = folder_new();
	char path[BL_PATH_MAX_BYTES], text[16];
	bool damaged = false;
	struct bl_entry e;
	struct bl_input in;
	struct bl_dict d;
	unsigned i;

	(void)state;
	path_in(path, &f);
	write_dictionary(path);
	must(bl_input_open(&in, path, BL_SECTION_STEMS, &failure));
	assert_true(bl_input_is_whole(&in));
	must(bl_dict_open(&d, &in, BL_DICT_STEMS, "stems", &failure));
	assert_int_equal(d.terms, TERMS);
	for (i = 0; i < 2 * TERMS; i++) {
		bool found =
			bl_dict_find(&e, &d, number_term(text, i), &damaged);

		assert_int_equal(found, i % 2 == 0);
		if (!found)
			continue;
		assert_int_equal(e.docs, 1 + i / 2 % 3);
		if (e.docs == 1)
			assert_int_equal(e.doc, i / 2);
	}
	assert_false(bl_dict_find(&e, &d, BL_STR(""), &damaged));
	assert_false(bl_dict_find(&e, &d, BL_STR("zzz"), &damaged));
	assert_false(damaged);
	assert_int_equal(bl_dict_open(&d, &in, BL_DICT_FORMS, "stems", NULL),
			 BL_ERR_CORRUPT);
	bl_input_release(&in);
	folder_remove(&f);
}

static void test_dictionary__seeks_forward_and_goes_by_number(void **state)
{
	struct folder f = folder_new();
	char path[BL_PATH_MAX_BYTES], text[16];
	struct bl_dict_cursor c;
	struct bl_input in;
	struct bl_dict d;
	unsigned i;

	(void)state;
	path_in(path, &f);
	write_dictionary(path);
	must(bl_input_open(&in, path, BL_SECTION_STEMS, &failure));
	must(bl_dict_open(&d, &in, BL_DICT_STEMS, "stems", &failure));
	bl_dict_start(&c, &d);
	for (i = 1; i < 2 * TERMS - 2; i += 61) {
		assert_true(bl_dict_seek(&c, number_term(text, i)));
		number_term(text, i + i % 2);
		assert_true(bl_str_eq(bl_dict_term(&c), bl_str_from(text)));
		/* again, from where it stands */
		assert_true(bl_dict_seek(&c, BL_STR("a")));
		assert_true(bl_str_eq(bl_dict_term(&c), bl_str_from(text)));
	}
	for (i = 0; i < TERMS; i++) {
		unsigned n = i * 389 % TERMS;

		assert_true(bl_dict_go(&c, n));
		assert_true(
			bl_str_eq(bl_dict_term(&c), number_term(text, 2 * n)));
	}
	assert_false(bl_dict_go(&c, TERMS));
	bl_dict_start(&c, &d);
	for (i = 0; bl_dict_next(&c); i++)
		assert_true(
			bl_str_eq(bl_dict_term(&c), number_term(text, 2 * i)));
	assert_int_equal(i, TERMS);
	assert_false(c.damaged);
	bl_input_release(&in);
	folder_remove(&f);
}

static void test_section__tells_what_is_wrong_with_a_file(void **state)
{
	struct folder f = folder_new();
	char path[BL_PATH_MAX_BYTES];
	struct bl_input in;

	(void)state;
	path_in(path, &f);
	assert_int_equal(bl_input_open(&in, path, BL_SECTION_IDS, &failure),
			 BL_ERR_NOT_FOUND);
	write_dictionary(path);
	assert_int_equal(bl_input_open(&in, path, BL_SECTION_IDS, &failure),
			 BL_ERR_CORRUPT);
	assert_int_equal(truncate(path, 31), 0);
	assert_int_equal(bl_input_open(&in, path, BL_SECTION_STEMS, &failure),
			 BL_ERR_CORRUPT);
	assert_non_null(strstr(failure.text, "cut short"));
	folder_remove(&f);
}

static struct bl_article article(char text[64], unsigned i)
{
	struct bl_article a = BL_ARTICLE_INIT;

	snprintf(text, 64, "the text of article %u, mostly the same", i);
	a.title = BL_STR("a title");
	a.text = bl_str_from(text);
	a.lang = BL_STR("en");
	return a;
}

static void test_store__gives_back_what_it_was_given(void **state)
{
	struct folder f = folder_new();
	char path[BL_PATH_MAX_BYTES], text[64], term[16];
	struct bl_store_writer w;
	struct bl_store_block block;
	struct bl_store store;
	struct bl_output o;
	struct bl_input in;
	unsigned i;

	(void)state;
	path_in(path, &f);
	must(bl_output_open(&o, path, BL_SECTION_ARTICLES, &failure));
	must(bl_store_writer_init(&w, &o, &failure));
	for (i = 0; i < ARTICLES; i++) {
		struct bl_article a = article(text, i);

		must(bl_store_add(&w, &a, number_term(term, i), &failure));
	}
	must(bl_store_finish(&w, &failure));
	must(bl_output_close(&o, NULL, &failure));
	bl_store_writer_release(&w);
	bl_output_release(&o);
	must(bl_input_open(&in, path, BL_SECTION_ARTICLES, &failure));
	assert_int_equal(bl_store_open(&store, &in, ARTICLES + 1, NULL),
			 BL_ERR_CORRUPT);
	must(bl_store_open(&store, &in, ARTICLES, &failure));
	bl_store_block_init(&block);
	for (i = 0; i < ARTICLES; i++) {
		unsigned n = i * 7 % ARTICLES;
		struct bl_article want = article(text, n), got;
		struct bl_str record, rest;

		must(bl_store_record(&record, &block, &store, n, &failure));
		must(bl_store_parse(&got, &rest, record, &failure));
		assert_true(bl_str_eq(got.text, want.text));
		assert_true(bl_str_eq(got.title, want.title));
		assert_int_equal(got.source.len, 0);
		assert_true(bl_str_eq(rest, number_term(term, n)));
	}
	bl_store_block_release(&block);
	bl_input_release(&in);
	folder_remove(&f);
}

static void test_manifest__prints_and_parses(void **state)
{
	struct bl_segment_info info = { .number = 3,
					.docs = 10,
					.length = 99,
					.dead = 2,
					.dead_length = 9,
					.dead_file = 4 };
	struct bl_manifest m = { .next = 7 }, back;
	struct bl_buf text;
	size_t i;

	(void)state;
	must(bl_analysis_set(&m.analysis, "german", &failure));
	must(bl_manifest_add(&m, &info, &failure));
	bl_buf_init(&text, 1 << 20);
	must(bl_manifest_print(&text, &m, &failure));
	must(bl_manifest_parse(&back, bl_buf_str(&text), "m", &failure));
	assert_int_equal(back.next, 7);
	assert_string_equal(back.analysis.language, "german");
	assert_int_equal(back.n, 1);
	assert_int_equal(back.segment[0].number, info.number);
	assert_int_equal(back.segment[0].docs, info.docs);
	assert_int_equal(back.segment[0].length, info.length);
	assert_int_equal(back.segment[0].dead, info.dead);
	assert_int_equal(back.segment[0].dead_length, info.dead_length);
	assert_int_equal(back.segment[0].dead_file, info.dead_file);
	bl_manifest_release(&back);
	/* every bit counts */
	for (i = 0; i < text.len * 8; i++) {
		text.data[i / 8] ^= (char)(1 << i % 8);
		assert_true(bl_manifest_parse(&back, bl_buf_str(&text), "m",
					      NULL) < 0);
		text.data[i / 8] ^= (char)(1 << i % 8);
	}
	for (i = 0; i < text.len; i++)
		assert_true(bl_manifest_parse(&back,
					      (struct bl_str){ text.data, i },
					      "m", NULL) < 0);
	bl_buf_release(&text);
	bl_manifest_release(&m);
}

/* As version 1 printed an index without segments. */
static void test_manifest__tells_that_an_index_is_of_version_1(void **state)
{
	static const char body[] = "blotter segments 1\n"
				   "analysis 1 english\n"
				   "next 1\n";
	struct bl_manifest m;
	struct bl_buf text;

	(void)state;
	bl_buf_init(&text, 1 << 20);
	bl_buf_addf(&text, "%send %016" PRIx64 "\n", body,
		    bl_hash64(body, sizeof(body) - 1));
	assert_int_equal(bl_manifest_parse(&m, bl_buf_str(&text), "m",
					   &failure),
			 BL_ERR_VERSION);
	assert_string_equal(failure.text, "'m' has version 1, known is 2: "
					  "index the articles again");
	bl_buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_dictionary__finds_every_term_and_no_other),
		cmocka_unit_test(
			test_dictionary__seeks_forward_and_goes_by_number),
		cmocka_unit_test(test_section__tells_what_is_wrong_with_a_file),
		cmocka_unit_test(test_store__gives_back_what_it_was_given),
		cmocka_unit_test(test_manifest__prints_and_parses),
		cmocka_unit_test(
			test_manifest__tells_that_an_index_is_of_version_1),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
