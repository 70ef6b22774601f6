/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Forms: the stem that each names, and postings that go through it. */
#include "../engine/fixture.h"

#include "../../lib/segment/segment_private.h"

#define ARTICLES 5000
#define STEM_DOCS 3000

/* Of a segment: forms, and the stem that a form's articles are among. */
struct lists {
	struct folder folder;
	struct bl_output postings, positions, out[2];
	struct bl_list_writer positional, plain;
	struct bl_dict_writer stems, forms;
	uint32_t length[ARTICLES], stem_doc[STEM_DOCS];
};

static const struct {
	const char *form, *stem;
	unsigned step; /* every so many of the stem's articles; 0: one */
} FORMS[] = {
	{ "attacks", "attack", 1 },    { "attacked", "attack", 3 },
	{ "attack", "attack", 100 },   { "attacking", "attack", 2999 },
	{ "strafed", "attack", 2000 }, { "attacker", "attack", 0 },
};
#define N_FORMS (sizeof(FORMS) / sizeof(FORMS[0]))

static struct bl_output *open_output(struct bl_output *o,
				     const struct folder *f, const char *name,
				     enum bl_section_kind kind)
{
	char path[BL_PATH_MAX_BYTES];

	must(bl_path_join(path, sizeof(path), f->path, name, &failure));
	must(bl_output_open(o, path, kind, &failure));
	return o;
}

static void close_output(struct bl_output *o)
{
	must(bl_output_close(o, NULL, &failure));
	bl_output_release(o);
}

static void open_input(struct bl_input *in, const struct folder *f,
		       const char *name, enum bl_section_kind kind)
{
	char path[BL_PATH_MAX_BYTES];

	must(bl_path_join(path, sizeof(path), f->path, name, &failure));
	must(bl_input_open(in, path, kind, &failure));
}

static struct lists *lists_new(void)
{
	struct lists *l = calloc(1, sizeof(*l));
	const struct folder *f = &l->folder;
	uint32_t i;

	l->folder = folder_new();
	open_output(&l->postings, f, "postings", BL_SECTION_POSTINGS);
	open_output(&l->positions, f, "positions", BL_SECTION_POSITIONS);
	open_output(&l->out[0], f, "stems", BL_SECTION_STEMS);
	open_output(&l->out[1], f, "forms", BL_SECTION_FORMS);
	bl_list_writer_init(&l->positional, &l->postings, &l->positions,
			    l->length);
	bl_list_writer_init(&l->plain, &l->postings, NULL, NULL);
	bl_dict_writer_init(&l->stems, &l->out[0], BL_DICT_STEMS);
	bl_dict_writer_init(&l->forms, &l->out[1], BL_DICT_FORMS);
	for (i = 0; i < STEM_DOCS; i++)
		l->stem_doc[i] = i + i / 7 * 3;
	return l;
}

static void lists_close(struct lists *l)
{
	bl_list_writer_release(&l->positional);
	bl_list_writer_release(&l->plain);
	must(bl_dict_finish(&l->stems, &failure));
	must(bl_dict_finish(&l->forms, &failure));
	bl_dict_writer_release(&l->stems);
	bl_dict_writer_release(&l->forms);
	close_output(&l->postings);
	close_output(&l->positions);
	close_output(&l->out[0]);
	close_output(&l->out[1]);
}

static void put_stem(struct lists *l)
{
	struct bl_entry e;
	uint32_t i;

	bl_list_begin(&l->positional);
	for (i = 0; i < STEM_DOCS; i++) {
		bl_list_add(&l->positional, l->stem_doc[i], 1);
		bl_list_position(&l->positional, i % 5);
	}
	must(bl_list_end(&l->positional, &e, &failure));
	must(bl_dict_add(&l->stems, BL_STR(BL_PREFIX_STEM "attack"), &e,
			 &failure));
}

/* The numbers, of the stem's articles, of those of a form. */
static uint32_t nth(size_t form, uint32_t i)
{
	return FORMS[form].step ? i * FORMS[form].step : 77;
}

static uint32_t count(size_t form)
{
	unsigned step = FORMS[form].step;

	return step ? (STEM_DOCS + step - 1) / step : 1;
}

static size_t shared(const char *a, const char *b)
{
	size_t n = 0;

	while (a[n] && a[n] == b[n])
		n++;
	return n;
}

static void put_form(struct lists *l, size_t form)
{
	const char *stem = FORMS[form].stem;
	struct bl_entry e;
	uint32_t i;

	bl_list_begin_through(&l->plain, l->stem_doc, STEM_DOCS);
	for (i = 0; i < count(form); i++)
		bl_list_add(&l->plain, l->stem_doc[nth(form, i)], 1);
	must(bl_list_end(&l->plain, &e, &failure));
	e.has_stem = true;
	e.stem_shared = shared(FORMS[form].form, stem);
	e.stem_end = bl_str_from(stem + e.stem_shared);
	must(bl_dict_add(&l->forms, bl_str_from(FORMS[form].form), &e,
			 &failure));
}

static void check_form(const struct bl_segment *s, const uint32_t *stem_doc,
		       size_t form)
{
	struct bl_str name = bl_str_from(FORMS[form].form);
	struct bl_postings *p = calloc(1, sizeof(*p));
	uint32_t n = count(form), i;
	bool damaged = false;
	struct bl_entry e;

	assert_true(bl_dict_find(&e, &s->forms, name, &damaged));
	assert_int_equal(e.docs, n);
	bl_segment_postings(p, bl_kernels(), s, name, &e, false);
	for (i = 0; i < n; i++) {
		uint32_t doc = stem_doc[nth(form, i)];

		assert_int_equal(bl_postings_seek(p, 0, doc), i / BL_BLOCK);
		assert_true(bl_postings_load(p, i / BL_BLOCK));
		assert_int_equal(p->doc[i % BL_BLOCK], doc);
	}
	assert_false(bl_postings_load(p, (n - 1) / BL_BLOCK + 1));
	assert_false(p->damaged);
	free(p);
}

static void test_forms__go_through_their_stem(void **state)
{
	static const size_t in_order[N_FORMS] = { 2, 1, 5, 3, 0, 4 };
	struct lists *l = lists_new();
	struct bl_segment s = { .info = { .docs = ARTICLES } };
	size_t i;

	(void)state;
	put_stem(l);
	for (i = 0; i < N_FORMS; i++)
		put_form(l, in_order[i]);
	lists_close(l);
	open_input(&s.in[BL_SECTION_POSTINGS], &l->folder, "postings",
		   BL_SECTION_POSTINGS);
	open_input(&s.in[BL_SECTION_STEMS], &l->folder, "stems",
		   BL_SECTION_STEMS);
	open_input(&s.in[BL_SECTION_FORMS], &l->folder, "forms",
		   BL_SECTION_FORMS);
	must(bl_dict_open(&s.stems, &s.in[BL_SECTION_STEMS], BL_DICT_STEMS, "s",
			  &failure));
	must(bl_dict_open(&s.forms, &s.in[BL_SECTION_FORMS], BL_DICT_FORMS, "f",
			  &failure));
	for (i = 0; i < N_FORMS; i++)
		check_form(&s, l->stem_doc, i);
	bl_segment_release(&s);
	folder_remove(&l->folder);
	free(l);
}

static void test_forms__refuse_an_article_that_the_stem_has_not(void **state)
{
	struct lists *l = lists_new();
	struct bl_entry e;

	(void)state;
	bl_list_begin_through(&l->plain, l->stem_doc, STEM_DOCS);
	bl_list_add(&l->plain, 6, 1);
	bl_list_add(&l->plain, 7, 1); /* 8 and 9 are not there, too */
	assert_int_equal(bl_list_end(&l->plain, &e, NULL), BL_ERR_CORRUPT);
	lists_close(l);
	folder_remove(&l->folder);
	free(l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_forms__go_through_their_stem),
		cmocka_unit_test(
			test_forms__refuse_an_article_that_the_stem_has_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
