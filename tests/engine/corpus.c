/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "corpus.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "blotter/file.h"
#include "source_private.h"

#define ARTICLES_MAX 5000
#define TITLE_BYTES 50
#define MUC "gold_muc.jsonl.xz"
#define SAMPLE "corpus/sample"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Unpack MUC's articles to path; false when they are not here. */
static bool unpack_muc(const char *path)
{
	const char *const folders[] = { getenv("BLOTTER_CORPORA"),
					"../shared/corpora",
					"../../shared/corpora" };
	char packed[BL_PATH_MAX_BYTES], command[3 * BL_PATH_MAX_BYTES];
	size_t i;

	for (i = 0; i < COUNT(folders); i++) {
		if (!folders[i])
			continue;
		assert_int_equal(bl_path_join(packed, sizeof(packed),
					      folders[i], MUC, NULL),
				 BL_OK);
		if (!bl_is_file(packed))
			continue;
		snprintf(command, sizeof(command), "xz -dc '%s' >'%s'", packed,
			 path);
		return system(command) == 0;
	}
	return false;
}

static void add_article(struct corpus *c, const struct bl_record *record)
{
	const struct bl_parse_options options = { NULL, 0 };
	struct bl_article *a = &c->article[c->n];
	struct bl_error err = BL_ERROR_INIT;

	assert_in_range(c->n, 0, ARTICLES_MAX - 1);
	*a = (struct bl_article)BL_ARTICLE_INIT;
	assert_int_equal(record->format->parse(record, &options, &c->arena, a,
					       &err),
			 BL_OK);
	c->n++;
}

static void read_articles(struct corpus *c, const char *path)
{
	const struct bl_source_options options = { NULL, false };
	struct bl_source *source;
	struct bl_record record;
	struct bl_error err;
	bl_status st;

	assert_int_equal(bl_source_new(&source, &path, 1, &options, &err),
			 BL_OK);
	while ((st = bl_source_next(source, &record, &err)) == BL_OK)
		add_article(c, &record);
	assert_int_equal(st, BL_END);
	bl_source_free(source);
}

/* The first words of the text. */
static struct bl_str make_title(struct bl_str text)
{
	struct bl_str title = bl_str_trim(text);

	if (title.len > TITLE_BYTES)
		title.len = TITLE_BYTES;
	while (title.len && title.data[title.len - 1] != ' ')
		title.len--;
	return title;
}

static struct bl_str with_made_up_words(struct bl_arena *arena,
					struct bl_str text, size_t i)
{
	struct bl_buf b;
	struct bl_str s;

	bl_buf_init(&b, BL_ARTICLE_TEXT_MAX_BYTES);
	bl_buf_addstr(&b, text);
	bl_buf_addf(&b, "\nzq%zu zq%zu zq%zu", i, i / 2, i / 3);
	s = bl_arena_str(arena, bl_buf_str(&b));
	assert_non_null(s.data);
	bl_buf_release(&b);
	return s;
}

static void adorn(struct corpus *c)
{
	static const char *const sources[] = { "Radio Cuscatlan", "ACAN", "",
					       "Élite", "Inter Press" };
	static const char *const langs[] = { "es", "en", "" };
	size_t i;

	for (i = 0; i < c->n; i++) {
		struct bl_article *a = &c->article[i];

		if (c->is_muc) {
			a->title = i % 4 ? make_title(a->text) : BL_STR_NULL;
			a->source = bl_str_from(sources[i % COUNT(sources)]);
			a->lang = bl_str_from(langs[i % COUNT(langs)]);
		}
		if (i % 7 == 0)
			a->published = BL_TIME_UNSET;
		a->text = with_made_up_words(&c->arena, a->text, i);
	}
}

void corpus_load(struct corpus *c, const char *scratch)
{
	char unpacked[BL_PATH_MAX_BYTES];

	memset(c, 0, sizeof(*c));
	bl_arena_init(&c->arena);
	c->article = calloc(ARTICLES_MAX, sizeof(*c->article));
	assert_non_null(c->article);
	assert_int_equal(bl_path_join(unpacked, sizeof(unpacked), scratch,
				      "muc.jsonl", NULL),
			 BL_OK);
	c->is_muc = unpack_muc(unpacked);
	read_articles(c, c->is_muc ? unpacked : SAMPLE);
	adorn(c);
}

void corpus_release(struct corpus *c)
{
	free(c->article);
	bl_arena_release(&c->arena);
}
