/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "steps.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "blotter/buf.h"
#include "blotter/file.h"

#define PATH_BYTES 512
#define BATCH_MAX 250

const char *const step_names[STEP_KINDS] = { "index", "delete", "compact" };

unsigned steps_setting(const char *name, unsigned otherwise)
{
	const char *value = getenv(name);

	return value ? (unsigned)strtoul(value, NULL, 10) : otherwise;
}

/* SplitMix64. */
static uint64_t draw(struct steps *s)
{
	uint64_t z = s->random += 0x9e3779b97f4a7c15;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
	return z ^ (z >> 31);
}

uint32_t steps_below(struct steps *s, uint32_t n)
{
	return (uint32_t)((draw(s) >> 32) * n >> 32);
}

void steps_init(struct steps *s, const char *engine, uint64_t seed)
{
	memset(s, 0, sizeof(*s));
	s->engine = engine;
	bl_arena_init(&s->next.arguments);
	s->random = seed;
	snprintf(s->folder, sizeof(s->folder), "/tmp/blotter-steps-XXXXXX");
	assert_non_null(mkdtemp(s->folder));
	snprintf(s->index, sizeof(s->index), "%s/index", s->folder);
}

void steps_release(struct steps *s)
{
	struct bl_error err;

	bl_arena_release(&s->next.arguments);
	if (bl_remove_tree(s->folder, &err) < 0)
		fail_msg("%s", err.text);
}

/* ---- running programs */

static void run_child(const struct steps *s, const char *const argv[],
		      const char *out)
{
	const char *build = getenv("BLOTTER_BUILD");
	char program[PATH_BYTES], errors[PATH_BYTES];

	snprintf(errors, sizeof(errors), "%s/errors", s->folder);
	snprintf(program, sizeof(program), "%s/%s",
		 build ? build : "build/release", argv[0]);
	if (!freopen(out ? out : "/dev/null", "w", stdout) ||
	    !freopen(errors, "w", stderr))
		_exit(127);
	/* its type is as old as C without const */
	execv(program, (char *const *)(uintptr_t)argv);
	fprintf(stderr, "cannot run '%s'\n", program);
	_exit(127);
}

pid_t steps_start(const struct steps *s, const char *const argv[],
		  const char *out)
{
	pid_t pid;

	fflush(NULL);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0)
		run_child(s, argv, out);
	return pid;
}

int steps_wait(pid_t pid)
{
	int status = 0;

	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

int steps_run(const struct steps *s, const char *const argv[], const char *out)
{
	return steps_wait(steps_start(s, argv, out));
}

void steps_fail(const struct steps *s, const char *what)
{
	char path[PATH_BYTES];
	struct bl_buf said;
	size_t i;

	snprintf(path, sizeof(path), "%s/errors", s->folder);
	bl_buf_init(&said, 1 << 20);
	bl_file_read(&said, path, 1 << 16, NULL);
	for (i = 0; s->next.argv[i]; i++)
		print_error("%s ", s->next.argv[i]);
	fail_msg("%s; the last program said: %s", what,
		 said.data ? said.data : "nothing");
}

/* ---- preparing runs */

static void argument(struct step *step, const char *fmt, ...)
{
	char text[PATH_BYTES];
	va_list args;
	size_t n = 0;

	while (step->argv[n])
		n++;
	assert_true(n + 1 < sizeof(step->argv) / sizeof(step->argv[0]));
	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	step->argv[n] = bl_arena_str(&step->arguments, bl_str_from(text)).data;
	assert_non_null(step->argv[n]);
}

/* A file of articles: some new, some there, some twice. */
static void draw_batch(struct steps *s, const char *path)
{
	/* most batches are small, so that they go in by transaction */
	uint32_t max = steps_below(s, 3) ? 30 : BATCH_MAX;
	uint32_t n = 1 + steps_below(s, max);
	char seed[32], first[32], count[32];
	const char *const argv[] = { "corpus/generate",
				     "--seed",
				     seed,
				     "--first",
				     first,
				     "--articles",
				     count,
				     "--updates",
				     "10",
				     "--duplicates",
				     "5",
				     NULL };

	snprintf(seed, sizeof(seed), "%u", steps_below(s, 1000000));
	snprintf(first, sizeof(first), "%u", steps_below(s, MODEL_IDS - n));
	snprintf(count, sizeof(count), "%u", n);
	if (steps_run(s, argv, path))
		steps_fail(s, "no articles");
}

/* What the program finds in a batch, before it indexes it. */
static void take_batch(struct steps *s, struct step *step, const char *path)
{
	const char *const argv[] = { "blotter-index", "-q", "--extract", path,
				     NULL };
	char extracted[PATH_BYTES];

	snprintf(extracted, sizeof(extracted), "%s/extracted", s->folder);
	if (steps_run(s, argv, extracted))
		steps_fail(s, "no incidents");
	model_add_file(&step->after, path);
	model_add_incidents(&step->after, extracted);
}

static void draw_index(struct steps *s, struct step *step)
{
	uint32_t files = 1 + !steps_below(s, 4), i;
	char path[PATH_BYTES];

	argument(step, "-e");
	argument(step, "%s", s->engine);
	argument(step, "-j");
	argument(step, "%u", 1 + steps_below(s, 3));
	for (i = 0; i < files; i++) {
		snprintf(path, sizeof(path), "%s/batch-%u", s->folder, i);
		draw_batch(s, path);
		take_batch(s, step, path);
		argument(step, "%s", path);
	}
}

/* Of ids that are there and of some that are not. */
static void draw_delete(struct steps *s, struct step *step)
{
	uint32_t n = 1 + steps_below(s, STEP_DELETES_MAX), number;

	argument(step, "--delete");
	while (n--) {
		number = steps_below(s, MODEL_IDS);
		model_delete(&step->after, number);
		argument(step, "gen-%u", number);
	}
}

void steps_draw(struct steps *s)
{
	struct step *step = &s->next;
	uint32_t what = steps_below(s, 10);

	memset(step->argv, 0, sizeof(step->argv));
	bl_arena_clear(&step->arguments);
	step->after = s->now;
	step->kind = !s->exists || what < 6 ? STEP_INDEX
		     : what < 8             ? STEP_DELETE
					    : STEP_COMPACT;
	argument(step, "blotter-index");
	argument(step, "-d");
	argument(step, "%s", s->index);
	if (step->kind == STEP_INDEX)
		draw_index(s, step);
	else if (step->kind == STEP_DELETE)
		draw_delete(s, step);
	else
		argument(step, "--compact");
}

void steps_take(struct steps *s)
{
	s->now = s->next.after;
	s->exists = true;
}
