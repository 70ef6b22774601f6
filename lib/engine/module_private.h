/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Engines that are loaded when an index needs them.
 *
 * An engine with large libraries under it is a shared object of its own,
 * blotter-NAME.so, that holds all it needs and exports one thing, its table. It
 * is looked for in $BLOTTER_MODULES, beside the program, and in
 * ../lib/blotter from there.  A program that is linked statically becomes
 * another, found in the same places, that can load it (static/module_exec.c).
 */
#ifndef BLOTTER_MODULE_PRIVATE_H
#define BLOTTER_MODULE_PRIVATE_H

#include "blotter/engine.h"
#include "blotter/file.h"

/*
 * The engine of this name.  BL_ERR_UNSUPPORTED when its module is not there or
 * was built with another version.  Modules stay loaded.
 */
bl_status bl_module_load(const struct bl_engine **out, const char *name,
			 struct bl_error *err);

/* The path of a file that is installed with the modules, which this engine
 * needs; BL_ERR_UNSUPPORTED when it is not there. */
bl_status bl_module_find(char out[BL_PATH_MAX_BYTES], const char *engine,
			 const char *file, struct bl_error *err);

#endif
