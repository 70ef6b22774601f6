/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Files and folders, with the failures put into words.
 */
#ifndef BLOTTER_FILE_H
#define BLOTTER_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "blotter/buf.h"

#define BL_PATH_MAX_BYTES 4096

/* Append a whole file to b; over limit bytes it is BL_ERR_LIMIT. */
bl_status bl_file_read(struct bl_buf *b, const char *path, size_t limit_bytes,
		       struct bl_error *err);

/*
 * Write a file so that a crash leaves the old one or the new one: a temporary
 * file beside it, fsync, rename, fsync of the folder.
 */
bl_status bl_file_write(const char *path, struct bl_str bytes,
			struct bl_error *err);

/*
 * Where stdin, stdout or stderr is closed, make it a file that cannot be used:
 * else the next file to be opened, one of the index perhaps, would take its
 * place, and what is printed would be written into it.  For a main().
 */
void bl_reserve_standard_files(void);

/* Put a file's contents on disk, or a folder's names: files created, renamed or
 * removed there survive a power cut only then. */
bl_status bl_sync(const char *path, struct bl_error *err);

/*
 * Open a file, made where there is none, and lock it against other writers of
 * the index in dir: the lock goes with *fd, which the caller closes, also after
 * a failure (-1: it was not opened).  BL_ERR_LOCKED unless wait.
 */
bl_status bl_lock_index(int *fd, const char *path, const char *dir, bool wait,
			struct bl_error *err);

bool bl_is_dir(const char *path);
bool bl_is_file(const char *path);

/* Make a folder; no failure when it is there already. */
bl_status bl_make_dir(const char *path, struct bl_error *err);

/* Remove a folder and everything below it; links are removed, not followed. */
bl_status bl_remove_tree(const char *path, struct bl_error *err);

/* Bytes of all regular files below a folder, 0 when it cannot be read. */
unsigned long long bl_tree_bytes(const char *path);

/* dir "/" name into out of cap bytes; BL_ERR_LIMIT when it does not fit. */
bl_status bl_path_join(char *out, size_t cap, const char *dir, const char *name,
		       struct bl_error *err);

#endif
