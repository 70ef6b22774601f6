/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * For a program that is linked statically and so cannot load a module: in place
 * of module.c.  It becomes the same program, linked dynamically, which can.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../module_private.h"
#include "blotter/file.h"

#define FULL_PROGRAM "blotter-search-full"
#define ARGUMENTS_MAX_BYTES ((size_t)64 << 20)

/* The words of the running program, which ends them with zero bytes each. */
static char **words_of(struct bl_buf *bytes)
{
	size_t n = 0, i;
	char **words;

	for (i = 0; i < bytes->len; i++)
		n += !bytes->data[i];
	words = calloc(n + 1, sizeof(*words));
	for (i = 0, n = 0; words && i < bytes->len; i++)
		if (!i || !bytes->data[i - 1])
			words[n++] = bytes->data + i;
	return words;
}

bl_status bl_module_load(const struct bl_engine **out, const char *name,
			 struct bl_error *err)
{
	char path[BL_PATH_MAX_BYTES];
	struct bl_buf bytes;
	char **words = NULL;
	bl_status st = bl_module_find(path, name, FULL_PROGRAM, err);

	*out = NULL;
	if (st < 0)
		return st;
	bl_buf_init(&bytes, ARGUMENTS_MAX_BYTES);
	st = bl_file_read(&bytes, "/proc/self/cmdline", ARGUMENTS_MAX_BYTES,
			  err);
	if (st == BL_OK)
		words = words_of(&bytes);
	if (st == BL_OK && !words)
		st = bl_fail_nomem(err);
	if (st == BL_OK) {
		execv(path, words);
		st = bl_fail(err, BL_ERR_UNSUPPORTED, "cannot run '%s'", path);
	}
	free(words);
	bl_buf_release(&bytes);
	return st;
}
