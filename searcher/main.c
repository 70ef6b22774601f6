/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * blotter-search: ask an index of news articles.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "answer_private.h"
#include "blotter/file.h"

/* The parser's limit is lower, and its message better. */
#define COMMAND_LINE_MAX_BYTES ((size_t)64 << 20)

/* The exit status: what scripts rely on, blotter-search(1). */
enum {
	EXIT_FOUND = 0,
	EXIT_NOTHING = 1,
	EXIT_ERROR = 2,
	EXIT_LOCKED = 75, /* EX_TEMPFAIL: try again later */
};

static int exit_status(bl_status st)
{
	switch (st) {
	case BL_OK:
		return EXIT_FOUND;
	case BL_END:
		return EXIT_NOTHING;
	case BL_ERR_LOCKED:
		return EXIT_LOCKED;
	default:
		return EXIT_ERROR;
	}
}

/* The words of the query, joined by spaces. */
static bl_status join(struct bl_buf *out, const struct bl_search_args *args,
		      struct bl_error *err)
{
	size_t i;

	for (i = 0; i < args->n_words; i++) {
		if (i)
			bl_buf_addc(out, ' ');
		bl_buf_adds(out, args->word[i]);
	}
	return bl_buf_status(out, err);
}

static bl_status run_query(struct bl_session *s, struct bl_error *err)
{
	struct bl_question q = { NULL, "", BL_STR_NULL };
	struct bl_buf text;
	bl_status st;

	bl_buf_init(&text, COMMAND_LINE_MAX_BYTES);
	st = join(&text, s->args, err);
	q.text = bl_buf_str(&text);
	if (st >= 0)
		st = bl_answer_question(s, &q, err);
	bl_buf_release(&text);
	return st;
}

static bl_status run(struct bl_session *s, const struct bl_search_args *args,
		     struct bl_error *err)
{
	bl_status st, flushed;

	st = bl_session_open(s, args, err);
	if (st < 0)
		return st;
	if (args->show)
		st = bl_answer_show(s, err);
	else if (args->batch)
		st = bl_answer_batch(s, err);
	else
		st = run_query(s, err);
	flushed = bl_session_flush(s, st < 0 ? NULL : err);
	return st < 0 ? st : flushed < 0 ? flushed : st;
}

static bl_status print_about(const struct bl_search_args *args,
			     struct bl_error *err)
{
	if (args->help)
		bl_search_args_help(stdout);
	else
		puts(BL_PROGRAM " " BL_VERSION);
	if (fflush(stdout) || ferror(stdout))
		return bl_fail(err, BL_ERR_IO, "cannot write to stdout");
	return BL_OK;
}

int main(int argc, char **argv)
{
	struct bl_error err = BL_ERROR_INIT;
	struct bl_search_args args;
	struct bl_session session;
	bl_status st;

	bl_reserve_standard_files();
	signal(SIGPIPE, SIG_IGN); /* a write that fails says so */
	st = bl_search_args_parse(&args, argc, argv, &err);
	if (st >= 0)
		st = args.help || args.version ? print_about(&args, &err)
					       : run(&session, &args, &err);
	if (st < 0 && err.text[0])
		fprintf(stderr, BL_PROGRAM ": %s\n", err.text);
	/* To exit here, and not to return, leaves the session, which is never
	 * closed, where a checker of leaks finds it. */
	exit(exit_status(st));
}
