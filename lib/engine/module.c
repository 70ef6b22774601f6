/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "module_private.h"

#include <dlfcn.h>
#include <stdio.h>

#include "blotter/file.h"

bl_status bl_module_load(const struct bl_engine **out, const char *name,
			 struct bl_error *err)
{
	char path[BL_PATH_MAX_BYTES], file[64], symbol[64];
	bl_status st;
	void *module;

	snprintf(file, sizeof(file), "blotter-%s.so", name);
	st = bl_module_find(path, name, file, err);
	if (st < 0)
		return st;
	module = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	if (!module)
		return bl_fail(err, BL_ERR_UNSUPPORTED, "cannot load '%s': %s",
			       path, dlerror());
	snprintf(symbol, sizeof(symbol), "bl_engine_%s", name);
	*out = dlsym(module, symbol);
	if (!*out || (*out)->version != BL_ENGINE_VERSION)
		return bl_fail(err, BL_ERR_UNSUPPORTED,
			       "'%s' is of another version than the program",
			       path);
	return BL_OK;
}
