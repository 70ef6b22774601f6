/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "xapian_private.h"

#define STUB_LINE "auto db."
#define STUB_MAX_BYTES 4096

/* Nothing below: the caller has the folder's name in f->dir. */
static bl_status in_folder(char out[BL_PATH_MAX_BYTES],
			   const struct bl_xfolder *f, const char *name,
			   struct bl_error *err)
{
	return bl_path_join(out, BL_PATH_MAX_BYTES, f->dir, name, err);
}

bool bl_xfolder_has_index(const char *dir)
{
	char path[BL_PATH_MAX_BYTES];

	return bl_path_join(path, sizeof(path), dir, BL_XAPIAN_STUB_NAME,
			    NULL) == BL_OK &&
	       bl_is_file(path);
}

bl_status bl_xfolder_path(char out[BL_PATH_MAX_BYTES],
			  const struct bl_xfolder *f, const char *stem,
			  unsigned long n, struct bl_error *err)
{
	char name[64];

	snprintf(name, sizeof(name), "%s.%lu", stem, n);
	return in_folder(out, f, name, err);
}

/* Which db.N the stub names; 0 when there is no stub. */
static bl_status read_stub(struct bl_xfolder *f, struct bl_error *err)
{
	char path[BL_PATH_MAX_BYTES];
	struct bl_buf text;
	const char *line;
	bl_status st;

	f->current = 0;
	if (!bl_xfolder_has_index(f->dir))
		return BL_OK;
	bl_buf_init(&text, STUB_MAX_BYTES);
	st = in_folder(path, f, BL_XAPIAN_STUB_NAME, err);
	if (st == BL_OK)
		st = bl_file_read(&text, path, STUB_MAX_BYTES / 2, err);
	if (st < 0)
		goto out;
	line = text.data ? strstr(text.data, STUB_LINE) : NULL;
	if (line)
		f->current = strtoul(line + strlen(STUB_LINE), NULL, 10);
	if (!f->current)
		st = bl_fail(err, BL_ERR_UNSUPPORTED,
			     "'%s' names no database of this folder: "
			     "it can be searched, but not written",
			     path);
out:
	bl_buf_release(&text);
	return st;
}

/* Is this entry one that only an interrupted run can have left? */
static bool is_leftover(const struct bl_xfolder *f, const char *name)
{
	char current[64];

	snprintf(current, sizeof(current), "db.%lu", f->current);
	return !strncmp(name, "new.", 4) ||
	       !strcmp(name, BL_XAPIAN_STUB_NAME ".tmp") ||
	       (!strncmp(name, "db.", 3) && strcmp(name, current) != 0);
}

static bl_status remove_leftovers(const struct bl_xfolder *f,
				  struct bl_error *err)
{
	DIR *d = opendir(f->dir);
	bl_status st = BL_OK;
	struct dirent *e;

	if (!d)
		return bl_fail_errno(err, errno, "cannot read folder '%s'",
				     f->dir);
	while (st == BL_OK && (e = readdir(d))) {
		char path[BL_PATH_MAX_BYTES];

		if (!is_leftover(f, e->d_name))
			continue;
		st = in_folder(path, f, e->d_name, err);
		if (st == BL_OK)
			st = bl_remove_tree(path, err);
	}
	closedir(d);
	return st;
}

static bl_status take_lock(struct bl_xfolder *f, bool wait,
			   struct bl_error *err)
{
	char path[BL_PATH_MAX_BYTES];
	bl_status st = in_folder(path, f, BL_XAPIAN_LOCK_NAME, err);

	return st < 0 ? st
		      : bl_lock_index(&f->lock_fd, path, f->dir, wait, err);
}

static bl_status set_dir(struct bl_xfolder *f, const char *dir,
			 struct bl_error *err)
{
	size_t n = strlen(dir);

	memset(f, 0, sizeof(*f));
	f->lock_fd = -1;
	if (n >= sizeof(f->dir))
		return bl_fail(err, BL_ERR_LIMIT, "path too long: '%s'", dir);
	memcpy(f->dir, dir, n + 1);
	return BL_OK;
}

bl_status bl_xfolder_read(struct bl_xfolder *f, const char *dir,
			  struct bl_error *err)
{
	bl_status st = set_dir(f, dir, err);

	return st < 0 ? st : read_stub(f, err);
}

bl_status bl_xfolder_lock(struct bl_xfolder *f, const char *dir, bool wait,
			  struct bl_error *err)
{
	bl_status st;

	st = set_dir(f, dir, err);
	if (st == BL_OK)
		st = bl_make_dir(dir, err);
	if (st == BL_OK)
		st = take_lock(f, wait, err);
	if (st == BL_OK)
		st = read_stub(f, err);
	if (st == BL_OK)
		st = remove_leftovers(f, err);
	if (st < 0)
		bl_xfolder_unlock(f);
	return st;
}

void bl_xfolder_unlock(struct bl_xfolder *f)
{
	if (f->lock_fd >= 0)
		close(f->lock_fd);
	f->lock_fd = -1;
}

bl_status bl_xfolder_still_ours(const struct bl_xfolder *f,
				struct bl_error *err)
{
	char path[BL_PATH_MAX_BYTES];
	struct stat ours, there;
	bl_status st = in_folder(path, f, BL_XAPIAN_LOCK_NAME, err);

	if (st < 0)
		return st;
	if (fstat(f->lock_fd, &ours) == 0 && stat(path, &there) == 0 &&
	    ours.st_dev == there.st_dev && ours.st_ino == there.st_ino)
		return BL_OK;
	return bl_fail(err, BL_ERR_IO,
		       "the index in '%s' was removed while it was written",
		       f->dir);
}

bl_status bl_xfolder_sync(const struct bl_xfolder *f, unsigned long n,
			  struct bl_error *err)
{
	char path[BL_PATH_MAX_BYTES];
	bl_status st = bl_xfolder_path(path, f, "db", n, err);

	return st < 0 ? st : bl_sync(path, err);
}

bl_status bl_xfolder_switch(struct bl_xfolder *f, unsigned long n,
			    struct bl_error *err)
{
	char path[BL_PATH_MAX_BYTES], text[64];
	unsigned long before = f->current;
	bl_status st = bl_xfolder_still_ours(f, err);

	if (st == BL_OK)
		st = bl_xfolder_sync(f, n, err);
	if (st == BL_OK)
		st = in_folder(path, f, BL_XAPIAN_STUB_NAME, err);
	if (st < 0)
		return st;
	snprintf(text, sizeof(text), STUB_LINE "%lu\n", n);
	st = bl_file_write(path, bl_str_from(text), err);
	if (st < 0)
		return st;
	f->current = n;
	if (!before) {
		/* the folder is new, too; its parent may be closed to us */
		if (in_folder(path, f, "..", NULL) == BL_OK)
			bl_sync(path, NULL);
		return BL_OK;
	}
	/* Readers that have it open keep its files.  Failing to remove it does
	 * not undo the commit: the next writer clears it away. */
	if (bl_xfolder_path(path, f, "db", before, NULL) == BL_OK)
		bl_remove_tree(path, NULL);
	return BL_OK;
}
