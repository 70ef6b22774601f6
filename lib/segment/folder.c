/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "manifest_private.h"

#define MANIFEST_TMP BL_SEGMENT_MANIFEST_NAME ".tmp" /* of bl_file_write() */

bool bl_folder_has_index(const char *dir)
{
	char path[BL_PATH_MAX_BYTES];

	return bl_path_join(path, sizeof(path), dir, BL_SEGMENT_MANIFEST_NAME,
			    NULL) == BL_OK &&
	       bl_is_file(path);
}

bl_status bl_folder_path(char out[BL_PATH_MAX_BYTES], const char *dir,
			 uint64_t number, enum bl_section_kind kind,
			 uint64_t file, struct bl_error *err)
{
	char name[80];

	if (kind == BL_SECTION_DEAD)
		snprintf(name, sizeof(name), "%" PRIu64 ".%" PRIu64 ".%s",
			 number, file, bl_section_names[kind]);
	else
		snprintf(name, sizeof(name), "%" PRIu64 ".%s", number,
			 bl_section_names[kind]);
	return bl_path_join(out, BL_PATH_MAX_BYTES, dir, name, err);
}

bl_status bl_folder_lock(int *fd, const char *dir, bool wait,
			 struct bl_error *err)
{
	char path[BL_PATH_MAX_BYTES];
	bl_status st = bl_path_join(path, sizeof(path), dir,
				    BL_SEGMENT_LOCK_NAME, err);

	*fd = -1;
	if (st == BL_OK)
		st = bl_make_dir(dir, err);
	return st < 0 ? st : bl_lock_index(fd, path, dir, wait, err);
}

static bool is_section(const char *name)
{
	size_t i;

	for (i = 0; i <= BL_SECTION_DEAD; i++)
		if (!strcmp(name, bl_section_names[i]))
			return true;
	return false;
}

static const struct bl_segment_info *find(const struct bl_manifest *m,
					  uint64_t number)
{
	size_t i;

	for (i = 0; i < m->n; i++)
		if (m->segment[i].number == number)
			return &m->segment[i];
	return NULL;
}

/* Is this one of our files, but of none of the manifest's segments? */
static bool is_leftover(const struct bl_manifest *m, const char *name)
{
	const struct bl_segment_info *s;
	uint64_t number, file = 0;
	char *end;

	if (!strcmp(name, MANIFEST_TMP))
		return true;
	if (*name < '0' || *name > '9')
		return false;
	number = strtoull(name, &end, 10);
	if (*end++ != '.')
		return false;
	if (*end >= '0' && *end <= '9') {
		file = strtoull(end, &end, 10);
		if (*end++ != '.')
			return false;
	}
	if (!is_section(end))
		return false;
	s = find(m, number);
	return !s || (file && file != s->dead_file);
}

bl_status bl_folder_clean(const char *dir, const struct bl_manifest *m,
			  struct bl_error *err)
{
	DIR *d = opendir(dir);
	bl_status st = BL_OK;
	struct dirent *e;

	if (!d)
		return bl_fail_errno(err, errno, "cannot read folder '%s'",
				     dir);
	while (st == BL_OK && (e = readdir(d))) {
		char path[BL_PATH_MAX_BYTES];

		if (!is_leftover(m, e->d_name))
			continue;
		st = bl_path_join(path, sizeof(path), dir, e->d_name, err);
		if (st == BL_OK && unlink(path) != 0)
			st = bl_fail_errno(err, errno, "cannot remove '%s'",
					   path);
	}
	closedir(d);
	return st;
}

bl_status bl_folder_sync(const char *dir, const struct bl_segment_info *s,
			 struct bl_error *err)
{
	char path[BL_PATH_MAX_BYTES];
	bl_status st = BL_OK;
	int kind, last = s->dead_file ? BL_SECTION_DEAD : BL_SECTION_COUNT - 1;

	for (kind = 0; st == BL_OK && kind <= last; kind++) {
		st = bl_folder_path(path, dir, s->number,
				    (enum bl_section_kind)kind, s->dead_file,
				    err);
		if (st == BL_OK)
			st = bl_sync(path, err);
	}
	return st;
}

void bl_folder_remove_segment(const char *dir, uint64_t number)
{
	char path[BL_PATH_MAX_BYTES];
	int kind;

	for (kind = 0; kind < BL_SECTION_COUNT; kind++)
		if (bl_folder_path(path, dir, number,
				   (enum bl_section_kind)kind, 0,
				   NULL) == BL_OK)
			unlink(path);
}
