/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Stands in for libFuzzer where there is none: runs a target on every file
 * named, or found in the folders named.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "blotter/file.h"

#define SEED_MAX_BYTES ((size_t)16 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay_file(const char *path)
{
	struct bl_error err;
	struct bl_buf bytes;
	int failed;

	bl_buf_init(&bytes, SEED_MAX_BYTES);
	failed = bl_file_read(&bytes, path, SEED_MAX_BYTES / 2, &err) < 0;
	if (failed) {
		fprintf(stderr, "replay: %s\n", err.text);
	} else {
		/* a copy of the exact size, so that ASan sees every overrun */
		uint8_t *copy = malloc(bytes.len ? bytes.len : 1);

		if (copy && bytes.len)
			memcpy(copy, bytes.data, bytes.len);
		if (copy)
			LLVMFuzzerTestOneInput(copy, bytes.len);
		free(copy);
	}
	bl_buf_release(&bytes);
	return failed;
}

static int replay_folder(const char *path, unsigned *n)
{
	DIR *d = opendir(path);
	struct dirent *e;
	int failed = 0;

	if (!d) {
		fprintf(stderr, "replay: cannot read '%s'\n", path);
		return 1;
	}
	while ((e = readdir(d))) {
		char file[BL_PATH_MAX_BYTES];

		if (e->d_name[0] == '.' ||
		    bl_path_join(file, sizeof(file), path, e->d_name, NULL) < 0)
			continue;
		failed |= replay_file(file);
		++*n;
	}
	closedir(d);
	return failed;
}

int main(int argc, char **argv)
{
	unsigned n = 0;
	int failed = 0, i;

	for (i = 1; i < argc; i++) {
		if (bl_is_dir(argv[i])) {
			failed |= replay_folder(argv[i], &n);
		} else {
			failed |= replay_file(argv[i]);
			n++;
		}
	}
	printf("%u seeds\n", n);
	return failed || !n;
}
