/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "walk_private.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "blotter/buf.h"
#include "blotter/engine.h"
#include "blotter/file.h"
#include "blotter/hash.h"
#include "stream_private.h"

/* A folder that is being walked: its names, sorted, and how far we are. */
struct level {
	char **name;
	size_t n, cap, next;
	size_t path_len; /* of its own path, in the walk's */
};

struct bl_walk {
	bool follow_links;
	bool started;
	size_t depth; /* levels in use */
	struct bl_buf path;
	struct bl_idmap seen; /* folders, by device and inode: follow_links */
	struct level level[BL_WALK_DEPTH_MAX];
};

static void level_release(struct level *l)
{
	size_t i;

	for (i = 0; i < l->n; i++)
		free(l->name[i]);
	free(l->name);
	memset(l, 0, sizeof(*l));
}

static bl_status level_add(struct level *l, const char *name,
			   struct bl_error *err)
{
	size_t cap = l->cap ? l->cap * 2 : 64;
	char **grown;

	if (l->n == l->cap) {
		grown = realloc(l->name, cap * sizeof(*grown));
		if (!grown)
			return bl_fail_nomem(err);
		l->name = grown;
		l->cap = cap;
	}
	l->name[l->n] = strdup(name);
	if (!l->name[l->n])
		return bl_fail_nomem(err);
	l->n++;
	return BL_OK;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static bl_status level_read(struct level *l, const char *path,
			    struct bl_error *err)
{
	bl_status st = BL_OK;
	struct dirent *entry;
	DIR *dir;

	dir = opendir(path);
	if (!dir)
		return bl_skip_errno(err, errno, "open folder", path);
	for (;;) {
		errno = 0;
		entry = readdir(dir);
		if (!entry)
			break;
		if (entry->d_name[0] == '.')
			continue;
		st = level_add(l, entry->d_name, err);
		if (st < 0)
			goto out;
	}
	if (errno != 0) {
		st = bl_skip_errno(err, errno, "read folder", path);
		goto out;
	}
	if (l->n > 0)
		qsort(l->name, l->n, sizeof(*l->name), compare_names);
out:
	closedir(dir);
	return st;
}

/* Whether this folder was entered before: only links can lead there again. */
static bl_status seen_before(struct bl_walk *w, const struct stat *sb,
			     bool *seen, struct bl_error *err)
{
	uint64_t key[2] = { (uint64_t)sb->st_dev, (uint64_t)sb->st_ino };
	uint64_t *number;
	bool is_new = true;
	bl_status st = BL_OK;

	if (w->follow_links)
		st = bl_idmap_enter(&w->seen, key, sizeof(key), 0, &number,
				    &is_new, err);
	*seen = !is_new;
	return st;
}

/* Go down into the folder that w->path names. */
static bl_status enter(struct bl_walk *w, const struct stat *sb,
		       struct bl_error *err)
{
	struct level *l = &w->level[w->depth];
	bl_status st;
	bool seen;

	if (w->depth == BL_WALK_DEPTH_MAX)
		return bl_fail(err, BL_SKIP,
			       "cannot enter '%s': more than %d folders deep",
			       w->path.data, BL_WALK_DEPTH_MAX);
	st = seen_before(w, sb, &seen, err);
	if (st < 0)
		return st;
	if (seen)
		return bl_fail(err, BL_SKIP,
			       "cannot enter '%s': a link has led to this "
			       "folder before",
			       w->path.data);
	st = level_read(l, w->path.data, err);
	if (st != BL_OK) {
		level_release(l);
		return st;
	}
	l->path_len = w->path.len;
	w->depth++;
	return BL_OK;
}

static bl_status enter_root(struct bl_walk *w, struct bl_error *err)
{
	struct stat sb;

	w->started = true;
	if (stat(w->path.data, &sb) < 0)
		return bl_skip_errno(err, errno, "open folder", w->path.data);
	if (bl_is_index(w->path.data))
		return bl_fail(err, BL_SKIP, "cannot read '%s': it is an index",
			       w->path.data);
	return enter(w, &sb, err);
}

/* Make w->path the next entry's; false when all levels are done. */
static bool next_entry(struct bl_walk *w)
{
	struct level *l;

	while (w->depth > 0) {
		l = &w->level[w->depth - 1];
		w->path.len = l->path_len;
		if (l->next < l->n) {
			if (w->path.data[w->path.len - 1] != '/')
				bl_buf_addc(&w->path, '/');
			bl_buf_adds(&w->path, l->name[l->next++]);
			return true;
		}
		level_release(l);
		w->depth--;
	}
	return false;
}

bl_status bl_walk_new(struct bl_walk **out, const char *folder,
		      bool follow_links, struct bl_error *err)
{
	struct bl_walk *w = calloc(1, sizeof(*w));
	bl_status st;

	*out = NULL;
	if (!w)
		return bl_fail_nomem(err);
	w->follow_links = follow_links;
	w->seen = (struct bl_idmap)BL_IDMAP_INIT;
	bl_buf_init(&w->path, BL_PATH_MAX_BYTES);
	bl_buf_adds(&w->path, *folder ? folder : ".");
	st = bl_buf_status(&w->path, err);
	if (st < 0) {
		bl_walk_free(w);
		return st;
	}
	*out = w;
	return BL_OK;
}

void bl_walk_free(struct bl_walk *w)
{
	if (!w)
		return;
	while (w->depth > 0)
		level_release(&w->level[--w->depth]);
	bl_idmap_release(&w->seen);
	bl_buf_release(&w->path);
	free(w);
}

/* Too long a path is an entry like another that cannot be read. */
static bl_status check_path(struct bl_walk *w, struct bl_error *err)
{
	struct level *l = &w->level[w->depth - 1];

	if (w->path.status == BL_OK)
		return BL_OK;
	if (w->path.status != BL_ERR_LIMIT)
		return bl_buf_status(&w->path, err);
	w->path.status = BL_OK;
	w->path.data[l->path_len] = '\0';
	return bl_fail(err, BL_SKIP,
		       "cannot read '%s' in '%s': a path has at most %d bytes",
		       l->name[l->next - 1], w->path.data, BL_PATH_MAX_BYTES);
}

bl_status bl_walk_next(struct bl_walk *w, const char **path, uint64_t *bytes,
		       struct bl_error *err)
{
	struct stat sb;
	bl_status st;
	int failed;

	if (!w->started) {
		st = enter_root(w, err);
		if (st != BL_OK)
			return st;
	}
	while (next_entry(w)) {
		st = check_path(w, err);
		if (st != BL_OK)
			return st;
		failed = w->follow_links ? stat(w->path.data, &sb)
					 : lstat(w->path.data, &sb);
		if (failed)
			return bl_skip_errno(err, errno, "read", w->path.data);
		if (S_ISREG(sb.st_mode)) {
			*path = w->path.data;
			*bytes = (uint64_t)sb.st_size;
			return BL_OK;
		}
		if (S_ISLNK(sb.st_mode))
			continue;
		if (!S_ISDIR(sb.st_mode))
			return bl_fail(err, BL_SKIP,
				       "cannot read '%s': neither a file nor a "
				       "folder",
				       w->path.data);
		if (bl_is_index(w->path.data))
			continue;
		st = enter(w, &sb, err);
		if (st != BL_OK)
			return st;
	}
	return BL_END;
}
