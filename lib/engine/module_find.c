/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "module_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "blotter/file.h"

/* Where modules may be, from the folder of the program. */
static const char *const places[] = { "", "/../lib/blotter" };

/* The folder that the running program is in. */
static bool program_dir(char out[BL_PATH_MAX_BYTES])
{
	ssize_t n = readlink("/proc/self/exe", out, BL_PATH_MAX_BYTES - 1);
	char *slash;

	if (n < 0)
		return false;
	out[n] = '\0';
	slash = strrchr(out, '/');
	if (slash)
		*slash = '\0';
	return slash != NULL;
}

static bool find_in(char out[BL_PATH_MAX_BYTES], const char *dir,
		    const char *below, const char *name)
{
	int n = snprintf(out, BL_PATH_MAX_BYTES, "%s%s/%s", dir, below, name);

	return n > 0 && n < BL_PATH_MAX_BYTES && bl_is_file(out);
}

static bool find(char out[BL_PATH_MAX_BYTES], const char *name)
{
	const char *asked = getenv("BLOTTER_MODULES");
	char dir[BL_PATH_MAX_BYTES];
	size_t i;

	if (asked && *asked && find_in(out, asked, "", name))
		return true;
	if (!program_dir(dir))
		return false;
	for (i = 0; i < sizeof(places) / sizeof(places[0]); i++)
		if (find_in(out, dir, places[i], name))
			return true;
	return false;
}

bl_status bl_module_find(char out[BL_PATH_MAX_BYTES], const char *engine,
			 const char *file, struct bl_error *err)
{
	if (find(out, file))
		return BL_OK;
	return bl_fail(err, BL_ERR_UNSUPPORTED,
		       "the engine %s is not installed: there is no %s beside "
		       "the program or in ../lib/blotter",
		       engine, file);
}
