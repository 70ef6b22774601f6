/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kill -9 at random moments of adding, updating, deleting and compacting: each
 * time the index is whole, and holds the articles of one commit, the last but
 * one or the last.  KILLS says how many, KILL_SEED which.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "engines.h"
#include "steps.h"

#define KILLS 12
#define FIRST_GUESS_USEC 50000
#define NEVER UINT_MAX

/* What came of the runs of a kind. */
struct tally {
	unsigned killed, ended; /* by us; by themselves, before we came */
	unsigned committed; /* of the killed: what they were to do was done */
	unsigned typical_usec; /* how long they take when left alone */
};

struct game {
	struct steps steps;
	struct tally tally[STEP_KINDS];
	unsigned killed;
};

static unsigned now_usec(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (unsigned)(t.tv_sec * 1000000 + t.tv_nsec / 1000);
}

static void sleep_usec(unsigned usec)
{
	const struct timespec t = { usec / 1000000, usec % 1000000 * 1000 };

	nanosleep(&t, NULL);
}

/* When to strike: not at all in a quarter of the runs, which tell how long they
 * take; else anywhere, but half of the time near the end, where what was
 * written becomes the index. */
static unsigned draw_delay(struct game *g)
{
	unsigned typical = g->tally[g->steps.next.kind].typical_usec;

	if (!steps_below(&g->steps, 4))
		return NEVER;
	if (steps_below(&g->steps, 2))
		return steps_below(&g->steps, typical);
	return typical / 2 + steps_below(&g->steps, typical);
}

/* Run the next step and kill it, or leave it alone, as draw_delay() says; true
 * when it ended before. */
static bool run_and_kill(struct game *g)
{
	struct tally *t = &g->tally[g->steps.next.kind];
	unsigned start = now_usec();
	pid_t pid = steps_start(&g->steps, g->steps.next.argv, NULL);
	unsigned delay = draw_delay(g);
	int status = 0;

	if (delay != NEVER) {
		sleep_usec(delay);
		kill(pid, SIGKILL);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	if (WIFSIGNALED(status)) {
		assert_int_equal(WTERMSIG(status), SIGKILL);
		t->killed++;
		g->killed++;
		return false;
	}
	assert_true(WIFEXITED(status));
	if (WEXITSTATUS(status) > 1)
		steps_fail(&g->steps, "a run failed");
	t->ended++;
	t->typical_usec = (t->typical_usec + (now_usec() - start)) / 2;
	return true;
}

/* Is the index one of the two commits, whole?  Take over which. */
static void check_index(struct game *g, bool ended)
{
	struct steps *s = &g->steps;
	const char *const check[] = { "blotter-index", "-d", s->index,
				      "--check", NULL };
	struct model held;

	if (!model_read_index(&held, s->index)) {
		if (s->exists || ended)
			steps_fail(s, "the index is gone");
		return;
	}
	if (steps_run(s, check, NULL))
		steps_fail(s, "--check failed");
	if (model_equal(&held, &s->next.after)) {
		if (!ended && !model_equal(&s->now, &s->next.after))
			g->tally[s->next.kind].committed++;
		steps_take(s);
		return;
	}
	if (!s->exists || ended || !model_equal(&held, &s->now)) {
		print_error("%s: %zu articles, before %zu, after %zu\n",
			    ended ? "ended" : "killed", model_count(&held),
			    model_count(&s->now), model_count(&s->next.after));
		steps_fail(s, "the index holds what was never committed");
	}
}

static size_t count_entries(const char *dir)
{
	DIR *d = opendir(dir);
	size_t n = 0;

	assert_non_null(d);
	while (readdir(d))
		n++;
	closedir(d);
	return n;
}

static void must_run(struct steps *s, const char *const argv[], const char *out)
{
	if (steps_run(s, argv, out))
		steps_fail(s, argv[0]);
}

/* A run that is left to end clears away what the killed ones left: the folder
 * has as many entries as that of an index which never saw one. */
static void check_leftovers(struct steps *s)
{
	char fresh[128], batch[128];
	const char *const dirs[] = { s->index, fresh };
	const char *const generate[] = { "corpus/generate", "--articles", "1",
					 NULL };
	size_t i;

	snprintf(fresh, sizeof(fresh), "%s/fresh", s->folder);
	snprintf(batch, sizeof(batch), "%s/batch-0", s->folder);
	must_run(s, generate, batch);
	for (i = 0; i < 2; i++) {
		const char *const index[] = {
			"blotter-index", "-e",  s->engine, "-d",
			dirs[i],         batch, NULL
		};
		const char *const compact[] = { "blotter-index", "-d", dirs[i],
						"--compact", NULL };

		must_run(s, index, NULL);
		must_run(s, compact, NULL);
	}
	assert_int_equal(count_entries(s->index), count_entries(fresh));
}

static void play(const char *engine)
{
	unsigned kills = steps_setting("KILLS", KILLS), i;
	struct game *g = calloc(1, sizeof(*g));

	assert_non_null(g);
	steps_init(&g->steps, engine, steps_setting("KILL_SEED", 1));
	for (i = 0; i < STEP_KINDS; i++)
		g->tally[i].typical_usec = FIRST_GUESS_USEC;
	while (g->killed < kills) {
		steps_draw(&g->steps);
		check_index(g, run_and_kill(g));
	}
	check_leftovers(&g->steps);
	for (i = 0; i < STEP_KINDS; i++)
		print_message("%s: %s killed %u times (%u after the commit), "
			      "%u runs ended before\n",
			      engine, step_names[i], g->tally[i].killed,
			      g->tally[i].committed, g->tally[i].ended);
	steps_release(&g->steps);
	free(g);
}

static void test_kill__leaves_the_articles_of_one_commit(void **state)
{
	const struct bl_engine *const *e;

	(void)state;
	for (e = test_engines(); *e; e++)
		play((*e)->name);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kill__leaves_the_articles_of_one_commit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
