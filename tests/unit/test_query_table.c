/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Parses the queries of tests/query/ (all .tsv files there) and compares the
 * printed trees and errors.  Runs in the root of the source tree.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parse_private.h"

#define TABLES "tests/query/*.tsv"
#define NOW 1677672000 /* 2023-03-01T12:00:00Z */
#define PRINT_MAX_BYTES 4096

static struct bl_str next_field(struct bl_str *line)
{
	const char *tab = memchr(line->data, '\t', line->len);
	size_t len = tab ? (size_t)(tab - line->data) : line->len;
	size_t skip = tab ? len + 1 : len;
	struct bl_str field = { line->data, len };

	line->data += skip;
	line->len -= skip;
	return field;
}

static void parse(struct bl_buf *out, struct bl_vocab *vocab,
		  struct bl_str flags, struct bl_str query)
{
	struct bl_arena arena = BL_ARENA_INIT;
	struct bl_error err = BL_ERROR_INIT;
	struct bl_parse_context c = {
		.arena = &arena,
		.vocab = vocab,
		.now = NOW,
		.any = memmem(flags.data, flags.len, "any", 3) != NULL,
		.plain = memmem(flags.data, flags.len, "plain", 5) != NULL,
	};
	struct bl_node *node;
	size_t column;
	bl_status st = bl_query_parse(&node, &c, query, &column, &err);

	bl_buf_clear(out);
	if (st == BL_OK)
		bl_query_print(out, node);
	else if (st == BL_ERR_USAGE)
		bl_buf_addf(out, "error %zu %s", column, err.text);
	else
		bl_buf_addf(out, "status %d %s", (int)st, err.text);
	bl_arena_release(&arena);
}

/* Returns the lines that came out otherwise. */
static unsigned check_line(struct bl_vocab *vocab, const char *path,
			   unsigned number, struct bl_str line)
{
	struct bl_str flags = next_field(&line);
	struct bl_str query = next_field(&line);
	struct bl_buf got;
	unsigned failed;

	bl_buf_init(&got, PRINT_MAX_BYTES);
	parse(&got, vocab, flags, query);
	assert_int_equal(bl_buf_status(&got, NULL), BL_OK);
	failed = !bl_str_eq(bl_buf_str(&got), line);
	if (failed)
		print_error("%s:%u: %.*s\n  expected %.*s\n  got      %s\n",
			    path, number, (int)query.len, query.data,
			    (int)line.len, line.data, got.data);
	bl_buf_release(&got);
	return failed;
}

static unsigned check_file(struct bl_vocab *vocab, const char *path,
			   unsigned *lines)
{
	FILE *f = fopen(path, "r");
	unsigned number = 0, failed = 0;
	char *line = NULL;
	size_t cap = 0;
	ssize_t len;

	assert_non_null(f);
	while ((len = getline(&line, &cap, f)) > 0) {
		number++;
		if (line[0] == '#' || line[0] == '\n')
			continue;
		assert_int_equal(line[len - 1], '\n');
		failed += check_line(vocab, path, number,
				     (struct bl_str){ line, (size_t)len - 1 });
		++*lines;
	}
	free(line);
	fclose(f);
	return failed;
}

static void test_query_table__every_query_is_read_as_written(void **state)
{
	struct bl_analysis english;
	struct bl_vocab *vocab;
	glob_t tables;
	unsigned failed = 0, lines = 0;
	size_t i;

	(void)state;
	assert_int_equal(bl_analysis_set(&english, "english", NULL), BL_OK);
	assert_int_equal(bl_vocab_new(&vocab, &english, NULL), BL_OK);
	assert_int_equal(glob(TABLES, 0, NULL, &tables), 0);
	for (i = 0; i < tables.gl_pathc; i++)
		failed += check_file(vocab, tables.gl_pathv[i], &lines);
	globfree(&tables);
	bl_vocab_free(vocab);
	assert_int_equal(failed, 0);
	assert_in_range(lines, 250, 100000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_query_table__every_query_is_read_as_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
