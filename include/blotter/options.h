/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Command-line options out of one table, which also writes --help and is
 * checked against the man page and the shell completion by the tests.
 *
 * A program describes its options in an array of struct bl_option that ends
 * with { 0 }.  Parsing fills the struct whose fields the offsets name:
 *
 *	{ 'n', "limit", "N", BL_OPT_SIZE, offsetof(struct args, limit), 0,
 *	  "print at most N hits", NULL },
 */
#ifndef BLOTTER_OPTIONS_H
#define BLOTTER_OPTIONS_H

#include <stddef.h>
#include <stdio.h>

#include "blotter/status.h"

enum bl_option_kind {
	BL_OPT_END,    /* the end of a table: { 0 } */
	BL_OPT_GROUP,  /* a heading of --help, no option */
	BL_OPT_FLAG,   /* int: set to `value` */
	BL_OPT_STRING, /* const char *: into argv */
	BL_OPT_LIST,   /* struct bl_option_list: may be given many times */
	BL_OPT_COUNT,  /* unsigned long long, decimal digits */
	BL_OPT_BYTES,  /* unsigned long long, digits and K, M or G */
	BL_OPT_REAL,   /* double, finite, not negative */
	BL_OPT_CHOICE, /* int: index in `choices`, a NULL-terminated array */
	BL_OPT_MAYBE,  /* the same; `value` when there is no "=CHOICE" */
};

#define BL_OPTION_LIST_MAX 1024

struct bl_option_list {
	const char *item[BL_OPTION_LIST_MAX];
	size_t n;
};

struct bl_option {
	char letter;          /* 0: none */
	const char *name;     /* without the dashes */
	const char *argument; /* as --help names it, NULL for a flag;
			       * "[=CHOICE]" where it may be left out */
	enum bl_option_kind kind;
	size_t offset; /* of the field in the struct to fill */
	int value;     /* what a flag, or one without its choice, sets */
	const char *help;
	const char *const *choices;
};

enum bl_option_flags {
	BL_OPTIONS_MIXED = 0,      /* options may stand among the arguments */
	BL_OPTIONS_FIRST = 1 << 0, /* they end at the first argument; one
				      that comes later is an error that says
				      "options go before the `what`" */
};

/*
 * Parse argv[1..] into args.  The arguments that are no options are moved to
 * the front of argv (from argv[1] on) and *n_args counts them.  An unknown
 * option is BL_ERR_USAGE, and the message names the nearest known one.
 * `what` names the arguments in messages ("query").
 */
bl_status bl_options_parse(const struct bl_option *table, void *args, int argc,
			   char **argv, enum bl_option_flags flags,
			   const char *what, int *n_args, struct bl_error *err);

/* Print the table as --help does, 80 columns wide. */
void bl_options_help(const struct bl_option *table, FILE *out);

#endif
