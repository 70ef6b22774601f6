/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The commands on an index as it stands: delete, compact, check, stats.
 */
#include "blotter/engine.h"
#include "cli_private.h"

int bl_cmd_delete(const struct bl_index_args *a)
{
	struct bl_writer_options o = { .memory_bytes = a->memory_bytes,
				       .wait_for_lock = a->wait };
	struct bl_error err = BL_ERROR_INIT;
	struct bl_writer *w;
	struct bl_tally tally = { 0, 0, 0, 0 };
	int missing = 0, i;
	bl_status st;

	st = bl_writer_open(&w, a->engine, a->index_dir, &o, &err);
	for (i = 0; st == BL_OK && i < a->n_sources; i++) {
		st = bl_writer_delete(w, bl_str_from(a->sources[i]), &err);
		if (st == BL_ERR_NOT_FOUND) {
			missing++;
			bl_index_complain(&err);
			st = BL_OK;
		}
	}
	if (st == BL_OK)
		st = bl_writer_commit(w, &tally, &err);
	bl_writer_close(w);
	if (st < 0)
		return bl_index_complain(&err);
	if (!a->quiet)
		fprintf(stderr, "%llu deleted, %d not found\n",
			(unsigned long long)tally.deleted, missing);
	return missing ? EXIT_SKIPPED : EXIT_DONE;
}

int bl_cmd_compact(const struct bl_index_args *a)
{
	unsigned long long before = bl_tree_bytes(a->index_dir);
	struct bl_error err = BL_ERROR_INIT;
	bl_status st = bl_index_compact(a->index_dir, a->wait, &err);

	if (st < 0)
		return bl_index_complain(&err);
	if (!a->quiet)
		fprintf(stderr, "%llu bytes, %llu before\n",
			bl_tree_bytes(a->index_dir), before);
	return EXIT_DONE;
}

static int print_fault(void *ctx, struct bl_str line)
{
	(void)ctx;
	printf("%.*s\n", (int)line.len, line.data);
	return 0;
}

int bl_cmd_check(const struct bl_index_args *a)
{
	struct bl_error err = BL_ERROR_INIT;
	bl_status st = bl_index_check(a->index_dir, print_fault, NULL, &err);

	if (st < 0)
		return bl_index_complain(&err);
	if (!a->quiet)
		fprintf(stderr, "no fault found in '%s'\n", a->index_dir);
	return EXIT_DONE;
}

static const char *time_or_none(char out[BL_TIME_TEXT_BYTES], bl_time t)
{
	return t == BL_TIME_UNSET ? "none" : bl_time_text(out, t);
}

int bl_cmd_stats(const struct bl_index_args *a)
{
	char oldest[BL_TIME_TEXT_BYTES], newest[BL_TIME_TEXT_BYTES];
	const char *dir = a->index_dir;
	struct bl_error err = BL_ERROR_INIT;
	struct bl_reader *r;
	struct bl_stats s;
	bl_status st;

	st = bl_reader_open(&r, &dir, 1, &err);
	if (st == BL_OK)
		st = bl_reader_stats(r, &s, BL_STATS_ALL, &err);
	if (st == BL_OK)
		printf("index: %s\nengine: %s\nlanguage: %s\narticles: %llu\n"
		       "incidents: %llu\nterms: %llu\nmean-length: %.2f\nbytes: %llu\n"
		       "oldest: %s\nnewest: %s\n",
		       dir, s.engine, s.analysis.language,
		       (unsigned long long)s.articles,
		       (unsigned long long)s.incidents,
		       (unsigned long long)s.terms, s.mean_length,
		       (unsigned long long)s.bytes,
		       time_or_none(oldest, s.oldest),
		       time_or_none(newest, s.newest));
	bl_reader_close(r);
	return st < 0 ? bl_index_complain(&err) : EXIT_DONE;
}
