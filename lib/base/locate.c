/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blotter/locate.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "blotter/file.h"

/* Look in dir and in each folder above it; dir is cut short on the way. */
static bool search_upwards(char *dir, char *out, size_t cap)
{
	for (;;) {
		char *slash;

		if (bl_path_join(out, cap, dir, BL_INDEX_DIR_NAME, NULL) ==
			    BL_OK &&
		    bl_is_dir(out))
			return true;
		slash = strrchr(dir, '/');
		if (!slash || !strcmp(dir, "/"))
			return false;
		slash[slash == dir ? 1 : 0] = '\0';
	}
}

bl_status bl_locate_index(char *out, size_t cap, bool *found,
			  struct bl_error *err)
{
	const char *env = getenv("BLOTTER_INDEX");
	char dir[BL_PATH_MAX_BYTES];
	int n;

	*found = true;
	if (env && *env) {
		n = snprintf(out, cap, "%s", env);
		if (n < 0 || (size_t)n >= cap)
			return bl_fail(err, BL_ERR_LIMIT,
				       "$BLOTTER_INDEX is too long a path");
		return BL_OK;
	}
	if (!getcwd(dir, sizeof(dir)))
		return bl_fail_errno(err, errno,
				     "cannot tell the current folder");
	*found = search_upwards(dir, out, cap);
	if (!*found)
		snprintf(out, cap, "./%s", BL_INDEX_DIR_NAME);
	return BL_OK;
}
