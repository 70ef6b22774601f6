/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "args_private.h"

#include <string.h>

/* In the order of enum bl_sort. */
static const char *const sorts[] = { "relevance", "date",   "-date",
				     "happened",  "killed", "injured",
				     NULL };

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
	  "print at most N hits, groups or values (10)", NULL },
	{ 0, "offset", "N", BL_OPT_COUNT, FIELD(offset), 0,
	  "leave out the first N hits or groups", NULL },
	{ 0, "sort", "ORDER", BL_OPT_CHOICE, FIELD(sort), 0,
	  "relevance, date, -date, happened, killed or injured", sorts },
	{ 0, "format", "FORMAT", BL_OPT_STRING, FIELD(format), 0,
	  "one of those below", NULL },
	{ 0, "evidence", NULL, BL_OPT_FLAG, FIELD(evidence), 1,
	  "show the words that say what happened", NULL },
	{ 0, "by-incident", NULL, BL_OPT_FLAG, FIELD(by_incident), 1,
	  "group the articles that report one incident", NULL },
	{ 0, "facet", "FIELDS", BL_OPT_STRING, FIELD(facet), 0,
	  "count by type, country, place, actor, target, weapon, source, "
	  "month or year: one, or several with commas",
	  NULL },
	{ 0, "timeline", "[=UNIT]", BL_OPT_MAYBE, FIELD(timeline),
	  BL_PERIOD_AUTO, "count by day, week, month or year",
	  bl_period_names },
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

/* Two options that cannot be combined. */
static bl_status conflict(const char *a, const char *b, struct bl_error *err)
{
	return bl_fail(err, BL_ERR_USAGE, "--%s and --%s cannot be combined", a,
		       b);
}

/* The option that asks for it. */
static const char *const asking[BL_ASKED_KINDS] = { NULL, "count", "facet",
						    "timeline", "by-incident" };

/* Find out which of them was given: one at most. */
static bl_status find_asked(struct bl_search_args *args, struct bl_error *err)
{
	const bool given[BL_ASKED_KINDS] = {
		[BL_ASKED_COUNT] = args->count,
		[BL_ASKED_FACETS] = args->facet != NULL,
		[BL_ASKED_TIMELINE] = args->timeline != BL_PERIOD_NONE,
		[BL_ASKED_GROUPS] = args->by_incident,
	};
	int i;

	args->asked = BL_ASKED_HITS;
	for (i = BL_ASKED_COUNT; i < BL_ASKED_KINDS; i++) {
		if (!given[i])
			continue;
		if (args->asked != BL_ASKED_HITS)
			return conflict(asking[args->asked], asking[i], err);
		args->asked = (enum bl_asked)i;
	}
	return args->facet ? bl_facets_read(&args->facets, args->facet, err)
			   : BL_OK;
}

static bool has_format(const struct bl_search_args *args)
{
	const struct bl_output *o = args->output;

	switch (args->asked) {
	case BL_ASKED_FACETS:
		return o->facets;
	case BL_ASKED_TIMELINE:
		return o->timeline;
	case BL_ASKED_GROUPS:
		return o->group;
	default:
		return true;
	}
}

/* Options that say nothing of what was asked. */
static bl_status check_asked(const struct bl_search_args *args,
			     struct bl_error *err)
{
	const char *what = asking[args->asked];
	bool sums = args->asked == BL_ASKED_FACETS ||
		    args->asked == BL_ASKED_TIMELINE;

	if (!has_format(args))
		return bl_fail(err, BL_ERR_USAGE,
			       "--%s prints text, json or tsv, not %s", what,
			       args->output->name);
	if (sums && args->offset)
		return conflict(what, "offset", err);
	if (sums && args->sort != BL_SORT_RELEVANCE)
		return conflict(what, "sort", err);
	if (args->asked == BL_ASKED_TIMELINE && args->limit != BL_LIMIT_UNSET)
		return conflict(what, "limit", err);
	if (args->evidence && what)
		return conflict(what, "evidence", err);
	if (args->evidence && args->output != &bl_output_text)
		return bl_fail(err, BL_ERR_USAGE,
			       "--evidence prints text, not %s%s",
			       args->output->name,
			       args->output == &bl_output_json
				       ? ", which has it always"
				       : "");
	return BL_OK;
}

static bl_status check_show(const struct bl_search_args *args,
			    struct bl_error *err)
{
	if (args->batch)
		return conflict("show", "batch", err);
	if (args->asked != BL_ASKED_HITS)
		return conflict("show", asking[args->asked], err);
	if (args->evidence)
		return conflict("show", "evidence", err);
	if (args->output != &bl_output_text && args->output != &bl_output_json)
		return bl_fail(err, BL_ERR_USAGE,
			       "--show prints text or json, not %s",
			       args->output->name);
	return BL_OK;
}

/* What each option says alone is checked by now; this is what they say
 * together. */
static bl_status check(const struct bl_search_args *args, struct bl_error *err)
{
	bl_status st = args->show ? check_show(args, err)
				  : check_asked(args, err);

	if (st < 0)
		return st;
	if (args->b > 1)
		return bl_fail(err, BL_ERR_USAGE,
			       "--b: expected a number from 0 to 1, not '%g'",
			       args->b);
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
	args->limit = BL_LIMIT_UNSET;
	args->timeline = BL_PERIOD_NONE;
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
	if (st >= 0)
		st = find_asked(args, err);
	return st < 0 ? st : check(args, err);
}

void bl_search_args_help(FILE *out)
{
	const struct bl_output *const *o;

	fputs("usage: blotter-search [OPTION]... QUERY..."
	      "   (the language: man blotter-query)\n",
	      out);
	bl_options_help(options, out);
	fputs("formats:", out);
	for (o = bl_outputs; *o; o++)
		fprintf(out, "%s %s", o == bl_outputs ? "" : ",", (*o)->name);
	putc('\n', out);
}
