/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The command line of blotter-index, and what each of its commands does.
 */
#ifndef BLOTTER_CLI_PRIVATE_H
#define BLOTTER_CLI_PRIVATE_H

#include <stdbool.h>

#include "blotter/file.h"
#include "blotter/options.h"
#include "format_private.h"

#define PROGRAM "blotter-index"

/* Exit statuses, of both programs. */
enum {
	EXIT_DONE = 0,
	EXIT_SKIPPED = 1, /* some records, or nothing found */
	EXIT_ERROR = 2,
	EXIT_LOCKED = 75, /* EX_TEMPFAIL of sysexits.h */
};

enum bl_index_command {
	BL_INDEX_SOURCES, /* no option asks for it */
	BL_INDEX_DELETE,
	BL_INDEX_COMPACT,
	BL_INDEX_CHECK,
	BL_INDEX_STATS,
	BL_INDEX_EXTRACT,
	BL_INDEX_COMMANDS /* how many there are */
};

struct bl_index_args {
	const char *dir;
	const char *engine;
	unsigned long long threads;
	unsigned long long memory_bytes;
	const char *language;
	int format; /* index in the choices of -f; the first is "auto" */
	struct bl_option_list map;
	enum bl_index_command command; /* the one of given[], if any */
	int given[BL_INDEX_COMMANDS];
	int follow_links;
	int no_incidents;
	int wait;
	int quiet;
	int help, version;

	char **sources; /* or ids, for --delete */
	int n_sources;

	char index_dir[BL_PATH_MAX_BYTES]; /* -d, or what stands in for it */
	struct bl_key_map maps[BL_OPTION_LIST_MAX];
};

/* For the tests: the table that --help prints. */
extern const struct bl_option bl_index_options[];

bl_status bl_index_args_parse(struct bl_index_args *a, int argc, char **argv,
			      struct bl_error *err);
/* The format of -f; NULL: by content. */
const struct bl_format *bl_index_args_format(const struct bl_index_args *a);
void bl_index_help(FILE *out);

/* Print a message as the program's; returns the exit status of its code. */
int bl_index_complain(const struct bl_error *err);

/* ---- the commands; each returns an exit status and prints its errors */

int bl_cmd_sources(const struct bl_index_args *a); /* pipeline.c */
int bl_cmd_delete(const struct bl_index_args *a);  /* manage.c */
int bl_cmd_compact(const struct bl_index_args *a);
int bl_cmd_check(const struct bl_index_args *a);
int bl_cmd_stats(const struct bl_index_args *a);

#endif
