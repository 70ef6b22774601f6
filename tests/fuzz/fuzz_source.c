/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A file of any bytes, detected, inflated and cut into records.  What comes
 * out are records within their limits and messages, and then the end.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "source_private.h"
#include "warc_private.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_that(bool holds)
{
	if (!holds)
		abort();
}

static void check_record(const struct bl_record *rec, const char *path)
{
	static const size_t limit[] = {
		[BL_UNIT_FILE] = BL_PAGE_MAX_BYTES,
		[BL_UNIT_LINE] = BL_LINE_MAX_BYTES,
		[BL_UNIT_WARC] = BL_WARC_HEAD_MAX_BYTES + BL_PAGE_MAX_BYTES,
	};
	bool is_line = rec->format->unit == BL_UNIT_LINE;

	check_that(strcmp(rec->path, path) == 0);
	check_that(is_line == (rec->line > 0));
	check_that(rec->bytes.len <= limit[rec->format->unit]);
	if (is_line)
		check_that(!memchr(rec->bytes.data, '\n', rec->bytes.len));
}

static void read_all(const char *path)
{
	struct bl_source_options options = { NULL, false };
	struct bl_error err = BL_ERROR_INIT;
	struct bl_source *source;
	struct bl_record rec;
	bl_status st;

	check_that(bl_source_new(&source, &path, 1, &options, &err) == BL_OK);
	while ((st = bl_source_next(source, &rec, &err)) != BL_END) {
		if (st == BL_OK)
			check_record(&rec, path);
		else
			check_that(st == BL_SKIP && err.text[0]);
	}
	bl_source_free(source);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int fd = memfd_create("fuzz", MFD_CLOEXEC);
	char path[64];

	check_that(fd >= 0 && write(fd, data, size) == (ssize_t)size);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	read_all(path);
	close(fd);
	return 0;
}
