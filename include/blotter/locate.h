/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which index a command without -d means: $BLOTTER_INDEX, else the nearest
 * .blotter in this folder or one above it, as git finds its own.
 */
#ifndef BLOTTER_LOCATE_H
#define BLOTTER_LOCATE_H

#include <stdbool.h>
#include <stddef.h>

#include "blotter/status.h"

#define BL_INDEX_DIR_NAME ".blotter"

/*
 * Write the folder's path to out, of cap bytes.  When there is none, *found is
 * false and out is "./.blotter", where blotter-index makes a new one.
 */
bl_status bl_locate_index(char *out, size_t cap, bool *found,
			  struct bl_error *err);

#endif
