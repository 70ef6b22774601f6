/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The command line of blotter-search.
 */
#ifndef BLOTTER_ARGS_PRIVATE_H
#define BLOTTER_ARGS_PRIVATE_H

#include <stdio.h>

#include "blotter/options.h"
#include "output_private.h"

#define BL_DEFAULT_HITS 10

struct bl_search_args {
	struct bl_option_list dirs;
	unsigned long long limit, offset; /* hits */
	int any, plain;
	int sort; /* enum bl_sort */
	const char *format;
	const struct bl_output *output; /* what format names */
	int count, explain, timing;
	const char *show;  /* an id, or NULL */
	const char *batch; /* a file, "-" for stdin, or NULL */
	double k1, b;
	int help, version;
	char **word; /* of the query, in argv */
	size_t n_words;
};

/* Fill *args from the command line, checked: BL_ERR_USAGE says what is wrong
 * with it.  The strings stay argv's. */
bl_status bl_search_args_parse(struct bl_search_args *args, int argc,
			       char **argv, struct bl_error *err);

void bl_search_args_help(FILE *out);

#endif
