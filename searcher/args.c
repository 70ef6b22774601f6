/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "args_private.h"

#include <string.h>

/* In the order of enum bl_sort. */
static const char *const sorts[] = { "relevance", "date", "-date", NULL };

#define FIELD(name) offsetof(struct bl_search_args, name)

static const struct bl_option options[] = {
	{ 'd', "dir", "DIR", BL_OPT_LIST, FIELD(dirs), 0,
	  "search the index in DIR; several are searched as one", NULL },
	{ 0, "any", NULL, BL_OPT_FLAG, FIELD(any), 1,
	  "any of the words, not all of them", NULL },
	{ 0, "plain", NULL, BL_OPT_FLAG, FIELD(plain), 1,
	  "the query is text in which nothing is an operator", NULL },
	{ 0, "batch", "FILE", BL_OPT_STRING, FIELD(batch), 0,
	  "run the lines 'id TAB query' of FILE (- is stdin)", NULL },
	{ 0, "show", "ID", BL_OPT_STRING, FIELD(show), 0,
	  "print the article with this id", NULL },
	{ 'n', "limit", "N", BL_OPT_COUNT, FIELD(limit), 0,
	  "print at most N hits (10)", NULL },
	{ 0, "offset", "N", BL_OPT_COUNT, FIELD(offset), 0,
	  "leave out the first N hits", NULL },
	{ 0, "sort", "ORDER", BL_OPT_CHOICE, FIELD(sort), 0,
	  "relevance, date (newest first) or -date", sorts },
	{ 0, "format", "FORMAT", BL_OPT_STRING, FIELD(format), 0,
	  "one of those below", NULL },
	{ 0, "count", NULL, BL_OPT_FLAG, FIELD(count), 1,
	  "print only how many articles match", NULL },
	{ 0, "explain", NULL, BL_OPT_FLAG, FIELD(explain), 1,
	  "tell on stderr how the query was read and run", NULL },
	{ 0, "timing", NULL, BL_OPT_FLAG, FIELD(timing), 1,
	  "tell on stderr each query's microseconds and matches", NULL },
	{ 0, "k1", "X", BL_OPT_REAL, FIELD(k1), 0,
	  "how much repeated words count (1.2)", NULL },
	{ 0, "b", "X", BL_OPT_REAL, FIELD(b), 0,
	  "how much long articles lose, 0 to 1 (0.75)", NULL },
	{ 'h', "help", NULL, BL_OPT_FLAG, FIELD(help), 1, "print this", NULL },
	{ 'V', "version", NULL, BL_OPT_FLAG, FIELD(version), 1,
	  "print the version", NULL },
	{ 0 },
};

static bl_status find_output(struct bl_search_args *args, struct bl_error *err)
{
	const struct bl_output *const *o;
	char known[128] = "";
	size_t len = 0;

	for (o = bl_outputs; *o; o++) {
		if (!args->format || !strcmp((*o)->name, args->format)) {
			args->output = *o;
			return BL_OK;
		}
		len = strlen(known);
		snprintf(known + len, sizeof(known) - len, "%s%s",
			 len ? ", " : "", (*o)->name);
	}
	return bl_fail(err, BL_ERR_USAGE,
		       "--format: expected one of %s, not '%s'", known,
		       args->format);
}

/* What each option says alone is checked by now; this is what they say
 * together. */
static bl_status check(const struct bl_search_args *args, struct bl_error *err)
{
	bool whole_article = args->output == &bl_output_text ||
			     args->output == &bl_output_json;

	if (args->b > 1)
		return bl_fail(err, BL_ERR_USAGE,
			       "--b: expected a number from 0 to 1, not '%g'",
			       args->b);
	if (args->show && args->batch)
		return bl_fail(err, BL_ERR_USAGE,
			       "--show and --batch cannot be combined");
	if (args->show && !whole_article)
		return bl_fail(err, BL_ERR_USAGE,
			       "--show prints text or json, not %s",
			       args->output->name);
	if ((args->show || args->batch) && args->n_words)
		return bl_fail(err, BL_ERR_USAGE, "--%s takes no query: '%s'",
			       args->show ? "show" : "batch", args->word[0]);
	if (!args->show && !args->batch && !args->n_words)
		return bl_fail(err, BL_ERR_USAGE,
			       "no query given (--help tells how)");
	return BL_OK;
}

bl_status bl_search_args_parse(struct bl_search_args *args, int argc,
			       char **argv, struct bl_error *err)
{
	bl_status st;
	int n;

	memset(args, 0, sizeof(*args));
	args->limit = BL_DEFAULT_HITS;
	args->k1 = BL_BM25_K1;
	args->b = BL_BM25_B;
	st = bl_options_parse(options, args, argc, argv, BL_OPTIONS_FIRST,
			      "query", &n, err);
	if (st < 0)
		return st;
	args->word = argv + 1;
	args->n_words = (size_t)n;
	if (args->help || args->version)
		return BL_OK;
	st = find_output(args, err);
	return st < 0 ? st : check(args, err);
}

void bl_search_args_help(FILE *out)
{
	const struct bl_output *const *o;

	fputs("usage: blotter-search [OPTION]... QUERY..."
	      "   (the language: man blotter-query)\n",
	      out);
	bl_options_help(options, out);
	fputs("formats:\n", out);
	for (o = bl_outputs; *o; o++)
		fprintf(out, "  %-23s %s\n", (*o)->name, (*o)->about);
}
