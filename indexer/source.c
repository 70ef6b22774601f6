/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source_private.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "blotter/file.h"
#include "stream_private.h"
#include "walk_private.h"

#define CHUNK_BYTES ((size_t)256 << 10) /* read at a time */

struct bl_source {
	struct bl_source_options options;
	const char *const *paths;
	size_t n_paths, next_path;
	struct bl_walk *walk; /* of the folder we are in, or NULL */
	struct bl_arena path_arena;

	/* The input being cut into records; no stream: none is open. */
	struct bl_stream *stream;
	const struct bl_format *format;
	const char *path;
	uint64_t line;          /* lines handed out or passed over */
	struct bl_buf window;   /* bytes read and not yet handed out, ... */
	size_t pos;             /* ... from here on */
	bool at_end;            /* the stream has no more bytes, ... */
	struct bl_error damage; /* ... for this reason, when code is set */
	bool record_done;       /* of a whole-file format: handed out */

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
	bl_buf_init(&s->window, BL_LINE_MAX_BYTES + CHUNK_BYTES);
	st = measure(s, err);
	if (st < 0) {
		bl_source_free(s);
		return st;
	}
	*out = s;
	return BL_OK;
}

static void close_input(struct bl_source *s)
{
	if (s->stream)
		s->closed_bytes += bl_stream_raw_bytes(s->stream);
	atomic_store(&s->done_bytes, s->closed_bytes);
	bl_stream_close(s->stream);
	s->stream = NULL;
}

void bl_source_free(struct bl_source *s)
{
	if (!s)
		return;
	close_input(s);
	bl_walk_free(s->walk);
	bl_arena_release(&s->path_arena);
	bl_buf_release(&s->window);
	free(s);
}

void bl_source_progress(const struct bl_source *s, uint64_t *done,
			uint64_t *total)
{
	*done = atomic_load(&s->done_bytes);
	*total = s->total_bytes;
}

static bl_status skip_input(const struct bl_source *s, const char *why,
			    struct bl_error *err)
{
	struct bl_record whole = { s->format, s->path, 0, BL_STR_NULL };

	return bl_record_skip(&whole, err, "%s", why);
}

/* Read one chunk more into the window.  A damage ends the stream and is kept
 * for tell_damage(): what came before it has its turn first. */
static bl_status read_chunk(struct bl_source *s, struct bl_error *err)
{
	size_t left = s->window.len - s->pos, n;
	bl_status st;
	char *to;

	if (s->pos > 0) {
		memmove(s->window.data, s->window.data + s->pos, left);
		s->window.len = left;
		s->pos = 0;
	}
	to = bl_buf_reserve(&s->window, CHUNK_BYTES);
	if (!to)
		return bl_buf_status(&s->window, err);
	st = bl_stream_read(s->stream, to, CHUNK_BYTES, &n, err);
	if (st < 0)
		return st;
	if (st == BL_SKIP)
		s->damage = *err;
	s->window.len += n;
	s->at_end = st != BL_OK;
	atomic_store(&s->done_bytes,
		     s->closed_bytes + bl_stream_raw_bytes(s->stream));
	return BL_OK;
}

/* BL_SKIP with the damage that ended the stream, once; else BL_END. */
static bl_status tell_damage(struct bl_source *s, struct bl_error *err)
{
	if (s->damage.code == BL_OK)
		return BL_END;
	*err = s->damage;
	s->damage.code = BL_OK;
	return BL_SKIP;
}

static const char *head(const struct bl_source *s, size_t *len)
{
	*len = s->window.len - s->pos;
	return s->window.data + s->pos;
}

static bl_status choose_format(struct bl_source *s, struct bl_error *err)
{
	const char *why = NULL, *bytes;
	size_t len;

	bytes = head(s, &len);
	s->format = s->options.format;
	if (!s->format)
		s->format = bl_format_detect(
			bytes, len < BL_HEAD_BYTES ? len : BL_HEAD_BYTES, &why);
	if (!s->format)
		return skip_input(s, why, err);
	if (s->format->unit == BL_UNIT_LINE && len >= 3 &&
	    memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
		s->pos += 3; /* a byte order mark */
	return BL_OK;
}

/* Open path, read its head, and find out what it is. */
static bl_status open_input(struct bl_source *s, const char *path,
			    struct bl_error *err)
{
	bl_status st;

	s->path = path;
	s->format = NULL;
	s->line = 0;
	s->pos = 0;
	s->at_end = false;
	s->damage.code = BL_OK;
	s->record_done = false;
	bl_buf_clear(&s->window);
	st = bl_stream_open(&s->stream, path, err);
	while (st == BL_OK && !s->at_end && s->window.len < BL_HEAD_BYTES)
		st = read_chunk(s, err);
	if (st == BL_OK && s->window.len == 0) {
		st = tell_damage(s, err);
		if (st == BL_END)
			st = skip_input(s, "empty file", err);
	}
	if (st == BL_OK)
		st = choose_format(s, err);
	if (st != BL_OK)
		close_input(s);
	return st;
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

static bl_status next_whole(struct bl_source *s, struct bl_record *rec,
			    struct bl_error *err)
{
	bl_status st = BL_OK;

	if (s->record_done)
		return BL_END;
	s->record_done = true;
	while (!s->at_end && s->window.len <= BL_PAGE_MAX_BYTES) {
		st = read_chunk(s, err);
		if (st < 0)
			return st;
	}
	st = tell_damage(s, err);
	if (st == BL_SKIP)
		return st;
	if (s->window.len > BL_PAGE_MAX_BYTES)
		return bl_record_skip(rec, err,
				      "more than %zu bytes, the most that one "
				      "%s file may have",
				      BL_PAGE_MAX_BYTES, s->format->name);
	rec->bytes.data = head(s, &rec->bytes.len);
	return BL_OK;
}

static bl_status skip_long_line(struct bl_record *rec, uint64_t bytes,
				struct bl_error *err)
{
	return bl_record_skip(rec, err,
			      "a line of %llu bytes, at most %zu are read",
			      (unsigned long long)bytes, BL_LINE_MAX_BYTES);
}

/*
 * The next line, without its newline, whatever is in it.  One over the limit
 * is read to its end, counted and dropped; what a damage cut off is dropped.
 */
static bl_status next_line(struct bl_source *s, struct bl_record *rec,
			   struct bl_error *err)
{
	uint64_t dropped = 0;
	size_t len, scanned = 0;
	const char *bytes, *newline;
	bl_status st;

	for (;;) {
		bytes = head(s, &len);
		newline = memchr(bytes + scanned, '\n', len - scanned);
		if (newline || s->at_end)
			break;
		scanned = len;
		if (len > BL_LINE_MAX_BYTES) {
			dropped += len;
			s->pos = s->window.len;
			scanned = 0;
		}
		st = read_chunk(s, err);
		if (st < 0)
			return st;
	}
	if (!newline && (len + dropped == 0 || s->damage.code != BL_OK)) {
		s->pos = s->window.len;
		return tell_damage(s, err);
	}
	if (newline)
		len = (size_t)(newline - bytes);
	s->pos += len + (newline != NULL);
	rec->line = ++s->line;
	rec->bytes = (struct bl_str){ bytes, len };
	if (len + dropped > BL_LINE_MAX_BYTES)
		return skip_long_line(rec, len + dropped, err);
	return BL_OK;
}

static bl_status next_record(struct bl_source *s, struct bl_record *rec,
			     struct bl_error *err)
{
	bl_status st;

	*rec = (struct bl_record){ s->format, s->path, 0, BL_STR_NULL };
	if (s->format->unit == BL_UNIT_FILE)
		return next_whole(s, rec, err);
	do {
		st = next_line(s, rec, err);
	} while (st == BL_OK && bl_str_trim(rec->bytes).len == 0);
	return st;
}

bl_status bl_source_next(struct bl_source *s, struct bl_record *rec,
			 struct bl_error *err)
{
	const char *path;
	bl_status st;

	for (;;) {
		if (s->stream) {
			st = next_record(s, rec, err);
			if (st != BL_END)
				return st;
			close_input(s);
		}
		st = next_path(s, &path, err);
		if (st == BL_OK)
			st = open_input(s, path, err);
		if (st != BL_OK)
			return st;
	}
}
