/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Random batches of additions, updates and deletions, by the programs, against
 * a model.  MODEL_STEPS says how many runs, MODEL_SEED which.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "blotter/buf.h"
#include "blotter/file.h"
#include "engines.h"
#include "steps.h"

#define STEPS 15
#define SHOWN 2 /* articles asked for by --show, after each run */
#define OUTPUT_MAX_BYTES ((size_t)4 << 20)

/* What a program prints; its exit status must be one of two. */
static void ask(struct steps *s, struct bl_buf *out, const char *const argv[],
		int status, int or_status)
{
	char path[128];
	struct bl_error err;
	int got;

	snprintf(path, sizeof(path), "%s/answer", s->folder);
	got = steps_run(s, argv, path);
	if (got != status && got != or_status)
		steps_fail(s, argv[0]);
	bl_buf_clear(out);
	if (bl_file_read(out, path, OUTPUT_MAX_BYTES / 2, &err) < 0)
		fail_msg("%s", err.text);
}

static void check_ids(struct steps *s, struct bl_buf *out)
{
	const char *const argv[] = {
		"blotter-search", "-d",  s->index, "-n",         "100000",
		"--format",       "ids", "--",     "-xylophone", NULL
	};
	const char *line;
	size_t number, n = 0;

	ask(s, out, argv, 0, 1);
	for (line = out->data; line && *line; line = strchr(line, '\n') + 1) {
		assert_int_equal(sscanf(line, "gen-%zu\n", &number), 1);
		assert_in_range(number, 0, MODEL_IDS - 1);
		assert_int_not_equal(s->now.content[number], 0);
		n++;
	}
	assert_int_equal(n, model_count(&s->now));
}

/* Articles that have the i-th bit. */
static size_t count_bit(const uint8_t bits[MODEL_IDS], size_t i)
{
	size_t n = 0, k;

	for (k = 0; k < MODEL_IDS; k++)
		n += bits[k] >> i & 1;
	return n;
}

static void check_counts(struct steps *s, struct bl_buf *out)
{
	struct bl_buf query, want;
	char path[128];
	const char *const argv[] = {
		"blotter-search", "-d", s->index, "--count",
		"--batch",        path, NULL
	};
	struct bl_error err;
	size_t i;

	bl_buf_init(&query, OUTPUT_MAX_BYTES);
	bl_buf_init(&want, OUTPUT_MAX_BYTES);
	for (i = 0; i < MODEL_WORDS; i++) {
		bl_buf_addf(&query, "%zu\t=%s\n", i, model_words[i]);
		bl_buf_addf(&want, "%zu\t%zu\n", i, count_bit(s->now.words, i));
	}
	for (i = 0; i < MODEL_FILTERS; i++) {
		bl_buf_addf(&query, "f%zu\t%s\n", i, model_filters[i].query);
		bl_buf_addf(&want, "f%zu\t%zu\n", i,
			    count_bit(s->now.filters, i));
	}
	snprintf(path, sizeof(path), "%s/queries", s->folder);
	if (bl_file_write(path, bl_buf_str(&query), &err) < 0)
		fail_msg("%s", err.text);
	ask(s, out, argv, 0, 1);
	assert_string_equal(out->data ? out->data : "", want.data);
	bl_buf_release(&want);
	bl_buf_release(&query);
}

static void check_shown(struct steps *s, struct bl_buf *out)
{
	size_t number = steps_below(s, MODEL_IDS), shown;
	char id[32];
	const char *const argv[] = { "blotter-search", "-d", s->index,
				     "--show",         id,   "--format",
				     "json",           NULL };
	uint64_t content = s->now.content[number];
	uint8_t words;

	snprintf(id, sizeof(id), "gen-%zu", number);
	ask(s, out, argv, content ? 0 : 1, -1);
	if (!content)
		return;
	assert_true(model_content(out->data, &shown, &words) == content);
	assert_int_equal(shown, number);
	assert_int_equal(words, s->now.words[number]);
}

static void check_all(struct steps *s, struct bl_buf *out)
{
	struct model held;
	int i;

	assert_true(model_read_index(&held, s->index));
	if (!model_equal(&held, &s->now))
		steps_fail(s, "the index holds other articles");
	check_ids(s, out);
	check_counts(s, out);
	for (i = 0; i < SHOWN; i++)
		check_shown(s, out);
}

static void play(const char *engine)
{
	unsigned left = steps_setting("MODEL_STEPS", STEPS);
	struct steps *s = malloc(sizeof(*s));
	struct bl_buf out;
	int status;

	assert_non_null(s);
	steps_init(s, engine, steps_setting("MODEL_SEED", 1));
	bl_buf_init(&out, OUTPUT_MAX_BYTES);
	for (; left; left--) {
		const char *const check[] = { "blotter-index", "-d", s->index,
					      "--check", NULL };

		steps_draw(s);
		status = steps_run(s, s->next.argv, NULL);
		/* some of the ids to be deleted are not there */
		if (status && !(status == 1 && s->next.kind == STEP_DELETE))
			steps_fail(s, "a run failed");
		steps_take(s);
		check_all(s, &out);
		if (left % 4 == 1 && steps_run(s, check, NULL))
			steps_fail(s, "--check failed");
	}
	bl_buf_release(&out);
	steps_release(s);
	free(s);
}

static void test_model__holds_what_was_added_updated_and_deleted(void **state)
{
	const struct bl_engine *const *e;

	(void)state;
	for (e = test_engines(); *e; e++)
		play((*e)->name);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_model__holds_what_was_added_updated_and_deleted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
