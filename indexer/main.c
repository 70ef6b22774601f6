/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * blotter-index: from archives of articles to an index.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "cli_private.h"

typedef int command_fn(const struct bl_index_args *a);

static command_fn *const commands[] = {
	[BL_INDEX_SOURCES] = bl_cmd_sources,
	[BL_INDEX_EXTRACT] = bl_cmd_sources,
	[BL_INDEX_DELETE] = bl_cmd_delete,
	[BL_INDEX_COMPACT] = bl_cmd_compact,
	[BL_INDEX_CHECK] = bl_cmd_check,
	[BL_INDEX_STATS] = bl_cmd_stats,
};

static int run(struct bl_index_args *a, int argc, char **argv)
{
	struct bl_error err = BL_ERROR_INIT;

	if (bl_index_args_parse(a, argc, argv, &err) < 0)
		return bl_index_complain(&err);
	if (a->help) {
		bl_index_help(stdout);
		return EXIT_DONE;
	}
	if (a->version) {
		puts(PROGRAM " " BL_VERSION);
		return EXIT_DONE;
	}
	return commands[a->command](a);
}

int main(int argc, char **argv)
{
	static struct bl_index_args args; /* large: keep it off the stack */
	int status;

	bl_reserve_standard_files();
	/* a file that grows too large is a failed write, which is told */
	signal(SIGXFSZ, SIG_IGN);
	status = run(&args, argc, argv);

	if (fflush(stdout) != 0 || ferror(stdout)) {
		fprintf(stderr,
			PROGRAM ": cannot write to standard output: "
				"%s\n",
			strerror(errno));
		return EXIT_ERROR;
	}
	return status;
}
