/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source_private.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "blotter/file.h"
#include "cutter_private.h"
#include "walk_private.h"

struct bl_source {
	struct bl_source_options options;
	const char *const *paths;
	size_t n_paths, next_path;
	struct bl_walk *walk; /* of the folder we are in, or NULL */
	struct bl_arena path_arena;

	struct bl_cutter cutter; /* being cut into records */

	uint64_t closed_bytes; /* of the inputs behind us */
	_Atomic uint64_t done_bytes;
	uint64_t total_bytes;
};

static bool is_stdin(const char *path)
{
	return strcmp(path, BL_STDIN_PATH) == 0;
}

static bl_status measure_folder(uint64_t *total, const char *path,
				bool follow_links, struct bl_error *err)
{
	struct bl_walk *walk;
	const char *file;
	uint64_t bytes;
	bl_status st;

	st = bl_walk_new(&walk, path, follow_links, err);
	if (st < 0)
		return st;
	while ((st = bl_walk_next(walk, &file, &bytes, err)) != BL_END) {
		if (st < 0)
			break;
		if (st == BL_OK)
			*total += bytes;
	}
	bl_walk_free(walk);
	return st < 0 ? st : BL_OK;
}

/* Add up what there is to read; 0, not known, with stdin or a pipe in it.
 * What cannot be looked at counts nothing: it is told when its turn comes. */
static bl_status measure(struct bl_source *s, struct bl_error *err)
{
	uint64_t total = 0;
	struct stat sb;
	bl_status st;
	size_t i;

	for (i = 0; i < s->n_paths; i++) {
		if (is_stdin(s->paths[i]))
			return BL_OK;
		if (stat(s->paths[i], &sb) < 0)
			continue;
		if (S_ISFIFO(sb.st_mode))
			return BL_OK;
		if (S_ISREG(sb.st_mode))
			total += (uint64_t)sb.st_size;
		if (!S_ISDIR(sb.st_mode))
			continue;
		st = measure_folder(&total, s->paths[i],
				    s->options.follow_links, err);
		if (st < 0)
			return st;
	}
	s->total_bytes = total;
	return BL_OK;
}

bl_status bl_source_new(struct bl_source **out, const char *const *paths,
			size_t n, const struct bl_source_options *options,
			struct bl_error *err)
{
	struct bl_source *s = calloc(1, sizeof(*s));
	bl_status st;

	*out = NULL;
	if (!s)
		return bl_fail_nomem(err);
	s->options = *options;
	s->paths = paths;
	s->n_paths = n;
	bl_arena_init(&s->path_arena);
	bl_cutter_init(&s->cutter);
	st = measure(s, err);
	if (st < 0) {
		bl_source_free(s);
		return st;
	}
	*out = s;
	return BL_OK;
}

static void count_bytes(struct bl_source *s)
{
	uint64_t open = s->cutter.stream ? bl_stream_raw_bytes(s->cutter.stream)
					 : 0;

	atomic_store(&s->done_bytes, s->closed_bytes + open);
}

static void close_input(struct bl_source *s)
{
	if (s->cutter.stream)
		s->closed_bytes += bl_stream_raw_bytes(s->cutter.stream);
	bl_cutter_close(&s->cutter);
	count_bytes(s);
}

void bl_source_free(struct bl_source *s)
{
	if (!s)
		return;
	bl_cutter_release(&s->cutter);
	bl_walk_free(s->walk);
	bl_arena_release(&s->path_arena);
	free(s);
}

void bl_source_progress(const struct bl_source *s, uint64_t *done,
			uint64_t *total)
{
	*done = atomic_load(&s->done_bytes);
	*total = s->total_bytes;
}

uint64_t bl_source_passed_over(const struct bl_source *s)
{
	return s->cutter.passed_over;
}

/* The next path to be opened, kept until the source is freed. */
static bl_status next_path(struct bl_source *s, const char **path,
			   struct bl_error *err)
{
	struct bl_str kept;
	uint64_t bytes;
	bl_status st;

	for (;;) {
		if (s->walk) {
			st = bl_walk_next(s->walk, path, &bytes, err);
			if (st == BL_OK) {
				kept = bl_arena_str(&s->path_arena,
						    bl_str_from(*path));
				*path = kept.data;
				return kept.data ? BL_OK : bl_fail_nomem(err);
			}
			if (st != BL_END)
				return st;
			bl_walk_free(s->walk);
			s->walk = NULL;
		}
		if (s->next_path == s->n_paths)
			return BL_END;
		*path = s->paths[s->next_path++];
		if (is_stdin(*path) || !bl_is_dir(*path))
			return BL_OK;
		st = bl_walk_new(&s->walk, *path, s->options.follow_links, err);
		if (st < 0)
			return st;
	}
}

bl_status bl_source_next(struct bl_source *s, struct bl_record *rec,
			 struct bl_error *err)
{
	const char *path;
	bl_status st;

	for (;;) {
		if (s->cutter.stream) {
			st = bl_cutter_next(&s->cutter, rec, err);
			count_bytes(s);
			if (st != BL_END)
				return st;
			close_input(s);
		}
		st = next_path(s, &path, err);
		if (st == BL_OK)
			st = bl_cutter_open(&s->cutter, path, s->options.format,
					    err);
		if (st == BL_OK)
			continue;
		close_input(s);
		return st;
	}
}
