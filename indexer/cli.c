/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli_private.h"

#include <string.h>

#include "blotter/locate.h"
#include "blotter/text.h"

/* The names of bl_formats, behind "auto"; a test holds the two together. */
static const char *const format_names[] = { "auto", "html", "jsonl",
					    "text", "warc", NULL };

#define DEFAULT_MEMORY_BYTES (512ULL << 20)
#define OFFSET(field) offsetof(struct bl_index_args, field)
#define GROUP(heading)                                \
	{                                             \
		.kind = BL_OPT_GROUP, .help = heading \
	}

/* clang-format off */
const struct bl_option bl_index_options[] = {
	{ 'd', "dir", "DIR", BL_OPT_STRING, OFFSET(dir), 0,
	  "the index (else $BLOTTER_INDEX, the nearest .blotter)", NULL },
	{ 'e', "engine", "ENGINE", BL_OPT_STRING, OFFSET(engine), 0,
	  "of a new index: segment (default), xapian", NULL },
	{ 'l', "language", "LANG", BL_OPT_STRING, OFFSET(language), 0,
	  "of a new index: english, another of Snowball's, none", NULL },
	{ 'f', "format", "FORMAT", BL_OPT_CHOICE, OFFSET(format), 0,
	  "auto (by content), html, jsonl, text or warc", format_names },
	{ 0, "map", "FIELD=KEY", BL_OPT_LIST, OFFSET(map), 0,
	  "take FIELD of a JSON record from KEY (a.b: b in a)", NULL },
	{ 0, "follow", NULL, BL_OPT_FLAG, OFFSET(follow_links), 1,
	  "follow symbolic links in folders", NULL },
	{ 'j', "threads", "N", BL_OPT_COUNT, OFFSET(threads), 0,
	  "analyse with N threads (default: one a processor)", NULL },
	{ 'm', "memory", "SIZE", BL_OPT_BYTES, OFFSET(memory_bytes), 0,
	  "hold about SIZE of postings (default: 512M)", NULL },
	{ 0, "no-incidents", NULL, BL_OPT_FLAG, OFFSET(no_incidents), 1,
	  "do not work out what happened: words alone", NULL },
	{ 0, "wait", NULL, BL_OPT_FLAG, OFFSET(wait), 1,
	  "wait for another writer, instead of exit 75", NULL },
	{ 'q', "quiet", NULL, BL_OPT_FLAG, OFFSET(quiet), 1,
	  "no progress and no summary; errors still", NULL },
	GROUP("Instead of indexing"),
	{ 0, "delete", NULL, BL_OPT_FLAG, OFFSET(given[BL_INDEX_DELETE]), 1,
	  "delete the articles whose ids are given", NULL },
	{ 0, "compact", NULL, BL_OPT_FLAG, OFFSET(given[BL_INDEX_COMPACT]), 1,
	  "rewrite the index in its smallest form", NULL },
	{ 0, "check", NULL, BL_OPT_FLAG, OFFSET(given[BL_INDEX_CHECK]), 1,
	  "read all of the index, report what is damaged", NULL },
	{ 0, "stats", NULL, BL_OPT_FLAG, OFFSET(given[BL_INDEX_STATS]), 1,
	  "print what is in the index", NULL },
	{ 0, "extract", NULL, BL_OPT_FLAG, OFFSET(given[BL_INDEX_EXTRACT]), 1,
	  "print each article as read, a JSON object a line", NULL },
	{ 'h', "help", NULL, BL_OPT_FLAG, OFFSET(help), 1, "print this", NULL },
	{ 'V', "version", NULL, BL_OPT_FLAG, OFFSET(version), 1,
	  "print the version", NULL },
	{ 0 }
};
/* clang-format on */

/* Fields that --map may name: those of struct bl_article. */
static const char *const map_fields[] = { "id",        "title",  "text",
					  "published", "source", "url",
					  "lang",      NULL };

/* FIELD=KEY; the '=' of the argument becomes the end of FIELD. */
static bl_status parse_map(struct bl_key_map *m, const char *arg,
			   struct bl_error *err)
{
	size_t i, n = strcspn(arg, "=");

	for (i = 0; map_fields[i]; i++) {
		if (strlen(map_fields[i]) == n &&
		    !strncmp(map_fields[i], arg, n) && arg[n] && arg[n + 1]) {
			m->field = map_fields[i];
			m->key = arg + n + 1;
			return BL_OK;
		}
	}
	return bl_fail(err, BL_ERR_USAGE,
		       "--map: expected FIELD=KEY with FIELD one of id, title, "
		       "text, published, source, url, lang, not '%s'",
		       arg);
}

/* The options that ask for them. */
static const char *const command_names[BL_INDEX_COMMANDS] = {
	[BL_INDEX_DELETE] = "delete",   [BL_INDEX_COMPACT] = "compact",
	[BL_INDEX_CHECK] = "check",     [BL_INDEX_STATS] = "stats",
	[BL_INDEX_EXTRACT] = "extract",
};

static bl_status find_command(struct bl_index_args *a, struct bl_error *err)
{
	int i;

	a->command = BL_INDEX_SOURCES;
	for (i = BL_INDEX_SOURCES + 1; i < BL_INDEX_COMMANDS; i++) {
		if (!a->given[i])
			continue;
		if (a->command != BL_INDEX_SOURCES)
			return bl_fail(err, BL_ERR_USAGE,
				       "--%s and --%s cannot be combined",
				       command_names[a->command],
				       command_names[i]);
		a->command = (enum bl_index_command)i;
	}
	return BL_OK;
}

static bl_status check_sources(const struct bl_index_args *a,
			       struct bl_error *err)
{
	bool takes = a->command == BL_INDEX_SOURCES ||
		     a->command == BL_INDEX_EXTRACT ||
		     a->command == BL_INDEX_DELETE;

	if (takes && !a->n_sources)
		return bl_fail(err, BL_ERR_USAGE,
			       a->command == BL_INDEX_DELETE
				       ? "--delete needs the ids of articles"
				       : "nothing to read: expected files, "
					 "folders, or - for standard input "
					 "(--help tells more)");
	if (!takes && a->n_sources)
		return bl_fail(err, BL_ERR_USAGE,
			       "'%s': this command takes no arguments",
			       a->sources[0]);
	return BL_OK;
}

static bl_status find_dir(struct bl_index_args *a, struct bl_error *err)
{
	bool found;
	size_t n;

	if (!a->dir)
		return bl_locate_index(a->index_dir, sizeof(a->index_dir),
				       &found, err);
	n = strlen(a->dir);
	if (!n || n >= sizeof(a->index_dir))
		return bl_fail(err, BL_ERR_USAGE,
			       "--dir: expected the path of a folder");
	memcpy(a->index_dir, a->dir, n + 1);
	return BL_OK;
}

bl_status bl_index_args_parse(struct bl_index_args *a, int argc, char **argv,
			      struct bl_error *err)
{
	bl_status st;
	size_t i;

	memset(a, 0, sizeof(*a));
	st = bl_options_parse(bl_index_options, a, argc, argv, BL_OPTIONS_MIXED,
			      "sources", &a->n_sources, err);
	if (st < 0 || a->help || a->version)
		return st;
	a->sources = argv + 1;
	if (!a->memory_bytes)
		a->memory_bytes = DEFAULT_MEMORY_BYTES;
	st = find_command(a, err);
	if (st == BL_OK)
		st = check_sources(a, err);
	for (i = 0; st == BL_OK && i < a->map.n; i++)
		st = parse_map(&a->maps[i], a->map.item[i], err);
	return st == BL_OK ? find_dir(a, err) : st;
}

const struct bl_format *bl_index_args_format(const struct bl_index_args *a)
{
	return a->format ? bl_format_find(format_names[a->format]) : NULL;
}

void bl_index_help(FILE *out)
{
	fputs("usage: " PROGRAM " [options] SOURCE...\n"
	      "Index articles: HTML, JSON Lines, text, WARC, plain or gzip, "
	      "files, folders, -.\n",
	      out);
	bl_options_help(bl_index_options, out);
	fputs("Exit status: 0 done, 1 some records were skipped, 2 error, "
	      "75 locked.\n",
	      out);
}

int bl_index_complain(const struct bl_error *err)
{
	fprintf(stderr, PROGRAM ": %s\n", err->text);
	return err->code == BL_ERR_LOCKED ? EXIT_LOCKED : EXIT_ERROR;
}
