/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The files below a folder, one by one: in byte order of names, level by
 * level where they stand, so that a run sees them in one order everywhere.
 *
 * Hidden entries (a name that begins with a dot), symbolic links and indexes
 * are passed over.  With follow_links a link counts as what it leads to; a
 * folder that is reached a second time, by a loop or otherwise, is told and not
 * entered.
 */
#ifndef BLOTTER_WALK_PRIVATE_H
#define BLOTTER_WALK_PRIVATE_H

#include <stdbool.h>
#include <stdint.h>

#include "blotter/status.h"

#define BL_WALK_DEPTH_MAX 128 /* folders, one in another */

struct bl_walk;

/* Begin a walk; the folder itself is read with the first bl_walk_next. */
bl_status bl_walk_new(struct bl_walk **out, const char *folder,
		      bool follow_links, struct bl_error *err);
void bl_walk_free(struct bl_walk *w);

/*
 * The next file.  *path is the walk's, until the next call; *bytes is the
 * file's length.  BL_SKIP: an entry that is neither a file nor a folder, or
 * cannot be looked at, or a root that is an index; the next call goes on behind
 * it.
 */
bl_status bl_walk_next(struct bl_walk *w, const char **path, uint64_t *bytes,
		       struct bl_error *err);

#endif
