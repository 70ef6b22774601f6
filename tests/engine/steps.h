/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Random runs of blotter-index on one index: adding, updating, deleting,
 * compacting, by the real program.  A run is prepared with what the index must
 * hold after it; the test decides whether it is left to end.
 *
 * Programs are those of $BLOTTER_BUILD (build/release).  What fails ends the
 * test.
 */
#ifndef STEPS_H
#define STEPS_H

#include <sys/types.h>

#include "blotter/arena.h"
#include "model.h"

#define STEP_FILES 2
#define STEP_DELETES_MAX 40

enum step_kind { STEP_INDEX, STEP_DELETE, STEP_COMPACT, STEP_KINDS };
extern const char *const step_names[STEP_KINDS];

struct step {
	enum step_kind kind;
	const char *argv[16 + STEP_DELETES_MAX]; /* of blotter-index */
	struct bl_arena arguments;               /* that are in argv */
	struct model after;
};

struct steps {
	const char *engine;
	uint64_t random; /* the state of what is drawn */
	char folder[64]; /* everything is in there */
	char index[96];
	struct model now; /* what the index holds */
	bool exists;      /* has anything been committed? */
	struct step next;
};

/* A new folder; s is large. */
void steps_init(struct steps *s, const char *engine, uint64_t seed);
/* Removes the folder. */
void steps_release(struct steps *s);

/* Prepare s->next: what to run, and what the index holds after it. */
void steps_draw(struct steps *s);
/* The index holds s->next.after now. */
void steps_take(struct steps *s);

/* A number from the environment. */
unsigned steps_setting(const char *name, unsigned otherwise);

uint32_t steps_below(struct steps *s, uint32_t n);

/* Start a program of the build; out: its standard output (NULL: nowhere).
 * Its errors go to s->folder/errors. */
pid_t steps_start(const struct steps *s, const char *const argv[],
		  const char *out);
/* Wait for a program to end by itself: its exit status. */
int steps_wait(pid_t pid);
/* Both. */
int steps_run(const struct steps *s, const char *const argv[], const char *out);
/* Fail, and show what the last program said. */
void steps_fail(const struct steps *s, const char *what);

#endif
