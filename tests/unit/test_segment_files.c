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

/* A store being written, and what is read of it. */
struct made {
	char path[BL_PATH_MAX_BYTES];
	struct bl_output o;
	struct bl_store_writer w;
	struct bl_input in;
	struct bl_store store;
};

static void store_begin(struct made *m, const struct folder *f,
			const char *name)
{
	must(bl_path_join(m->path, sizeof(m->path), f->path, name, &failure));
	must(bl_output_open(&m->o, m->path, BL_SECTION_ARTICLES, &failure));
	must(bl_store_writer_init(&m->w, &m->o, &failure));
}

static void store_end(struct made *m)
{
	const uint32_t docs = m->w.docs;

	must(bl_store_finish(&m->w, &failure));
	must(bl_output_close(&m->o, NULL, &failure));
	bl_store_writer_release(&m->w);
	bl_output_release(&m->o);
	must(bl_input_open(&m->in, m->path, BL_SECTION_ARTICLES, &failure));
	assert_int_equal(bl_store_open(&m->store, &m->in, docs + 1, NULL),
			 BL_ERR_CORRUPT);
	must(bl_store_open(&m->store, &m->in, docs, &failure));
}

/* The articles from..to, each with its number. */
static void store_add(struct made *m, unsigned from, unsigned to)
{
	char text[64], term[16];

	for (; from < to; from++) {
		struct bl_article a = article(text, from);

		must(bl_store_add(&m->w, &a, number_term(term, from),
				  &failure));
	}
}

/* It has n articles, numbered from `first` on. */
static void store_has(const struct made *m, unsigned first, unsigned n)
{
	struct bl_store_block block;
	char text[64], term[16];
	unsigned i;

	bl_store_block_init(&block);
	for (i = 0; i < n; i++) {
		unsigned doc = i * 7 % n;
		struct bl_article want = article(text, first + doc), got;
		struct bl_str record, rest;

		must(bl_store_record(&record, &block, &m->store, doc,
				     &failure));
		must(bl_store_parse(&got, &rest, record, &failure));
		assert_true(bl_str_eq(got.text, want.text));
		assert_true(bl_str_eq(got.title, want.title));
		assert_int_equal(got.source.len, 0);
		assert_true(bl_str_eq(rest, number_term(term, first + doc)));
	}
	bl_store_block_release(&block);
}

static void test_store__gives_back_what_it_was_given(void **state)
{
	struct folder f = folder_new();
	struct made m;

	(void)state;
	store_begin(&m, &f, "a");
	store_add(&m, 0, ARTICLES);
	store_end(&m);
	assert_int_equal(m.store.dictionaries, 0);
	store_has(&m, 0, ARTICLES);
	bl_input_release(&m.in);
	folder_remove(&f);
}

/* Whole blocks, and every so often a record by itself. */
static void store_copy(struct made *to, const struct made *from)
{
	struct bl_store_block block;
	uint32_t doc = 0, n;

	bl_store_block_init(&block);
	while (doc < from->store.docs) {
		struct bl_str record;

		n = doc / 1000 % 3 ? bl_store_whole(&from->store, doc) : 0;
		if (n) {
			must(bl_store_copy_block(&to->w, &from->store, doc,
						 &failure));
			doc += n;
			continue;
		}
		must(bl_store_record(&record, &block, &from->store, doc++,
				     &failure));
		must(bl_store_copy_record(&to->w, record, &failure));
	}
	bl_store_block_release(&block);
}

static void test_store__keeps_the_dictionaries_of_what_it_is_merged_from(
	void **state)
{
	const unsigned many = 40000; /* of some 70 bytes: over 2 MiB */
	struct folder f = folder_new();
	struct made a, b, few, all;

	(void)state;
	store_begin(&a, &f, "a");
	store_add(&a, 0, many);
	store_end(&a);
	assert_int_equal(a.store.dictionaries, 1);
	store_has(&a, 0, many);
	store_begin(&few, &f, "few");
	store_add(&few, many, many + 3000);
	store_end(&few);
	assert_int_equal(few.store.dictionaries, 0);
	store_begin(&b, &f, "b");
	store_add(&b, many + 3000, 2 * many);
	store_end(&b);
	store_begin(&all, &f, "all");
	store_copy(&all, &a);
	store_copy(&all, &few);
	store_copy(&all, &b);
	store_end(&all);
	assert_in_range(all.store.dictionaries, 2, 8);
	store_has(&all, 0, 2 * many);
	bl_input_release(&a.in);
	bl_input_release(&b.in);
	bl_input_release(&few.in);
	bl_input_release(&all.in);
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
		cmocka_unit_test(
			test_store__keeps_the_dictionaries_of_what_it_is_merged_from),
		cmocka_unit_test(test_manifest__prints_and_parses),
		cmocka_unit_test(
			test_manifest__tells_that_an_index_is_of_version_1),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
