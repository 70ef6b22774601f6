/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The command line of blotter-search.
 */
#ifndef BLOTTER_ARGS_PRIVATE_H
#define BLOTTER_ARGS_PRIVATE_H

#include <limits.h>
#include <stdio.h>

#include "blotter/options.h"
#include "facet_private.h"
#include "output_private.h"
#include "timeline_private.h"

#define BL_DEFAULT_HITS 10
#define BL_LIMIT_UNSET ULLONG_MAX

/* What is printed of the articles that match. */
enum bl_asked {
	BL_ASKED_HITS,
	BL_ASKED_COUNT,
	BL_ASKED_FACETS,
	BL_ASKED_TIMELINE,
	BL_ASKED_GROUPS,
	BL_ASKED_KINDS
};

struct bl_search_args {
	struct bl_option_list dirs;
	/* of hits, groups or a facet's values; limit may be unset */
	unsigned long long limit, offset;
	int any, plain;
	int sort; /* enum bl_sort */
	const char *format;
	const struct bl_output *output; /* what format names */
	int evidence;
	enum bl_asked asked; /* what these four come to */
	int count, by_incident;
	int timeline;                  /* enum bl_period */
	const char *facet;             /* names of fields, or NULL */
	struct bl_facet_fields facets; /* that it names */
	int explain, timing;
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
