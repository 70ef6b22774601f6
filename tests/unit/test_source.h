/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the tests of the source share: files in a folder, and what comes of
 * them. */
#ifndef TEST_SOURCE_H
#define TEST_SOURCE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "blotter/file.h"
#include "source_private.h"

#define GZIP_WINDOW_BITS (15 + 16)

/* Each test has a folder of its own, and is in it. */
static char folder[64], before[4096];

static inline int set_up(void **state)
{
	(void)state;
	snprintf(folder, sizeof(folder), "/tmp/blotter-source-XXXXXX");
	return !getcwd(before, sizeof(before)) || !mkdtemp(folder) ||
	       chdir(folder) != 0;
}

static inline int tear_down(void **state)
{
	(void)state;
	return chdir(before) != 0 || bl_remove_tree(folder, NULL) < 0;
}

static inline void write_bytes(const char *path, const void *data, size_t len)
{
	FILE *f = fopen(path, "ab");

	assert_non_null(f);
	assert_int_equal(fwrite(data, 1, len, f), len);
	assert_int_equal(fclose(f), 0);
}

static inline void write_text(const char *path, const char *text)
{
	write_bytes(path, text, strlen(text));
}

/* Append one gzip member, without its last `cut` bytes. */
static inline void write_gzip(const char *path, const char *data, size_t len,
			      size_t cut)
{
	size_t cap = len + len / 1000 + 1000;
	unsigned char *out = malloc(cap);
	z_stream z = { 0 };

	assert_non_null(out);
	assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, GZIP_WINDOW_BITS, 8,
				      Z_DEFAULT_STRATEGY),
			 Z_OK);
	z.next_in = (unsigned char *)(uintptr_t)data;
	z.avail_in = (unsigned)len;
	z.next_out = out;
	z.avail_out = (unsigned)cap;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	write_bytes(path, out, z.total_out - cut);
	deflateEnd(&z);
	free(out);
}

/* Write what a source gives to `out`: of a record what `tell` says, else
 * "skip: message". Returns how many records were passed over. */
static inline uint64_t tell_records(struct bl_buf *out,
				    const char *const *paths, size_t n,
				    const struct bl_source_options *options,
				    void (*tell)(struct bl_buf *out,
						 const struct bl_record *rec))
{
	struct bl_error err = BL_ERROR_INIT;
	struct bl_source *source;
	uint64_t passed_over;
	struct bl_record rec;
	bl_status st;

	bl_buf_release(out);
	bl_buf_init(out, 1 << 20);
	bl_buf_adds(out, "");
	assert_int_equal(bl_source_new(&source, paths, n, options, &err),
			 BL_OK);
	while ((st = bl_source_next(source, &rec, &err)) != BL_END) {
		assert_true(st == BL_OK || st == BL_SKIP);
		if (st == BL_SKIP)
			bl_buf_addf(out, "skip: %s\n", err.text);
		else
			tell(out, &rec);
	}
	assert_int_equal(bl_source_next(source, &rec, &err), BL_END);
	passed_over = bl_source_passed_over(source);
	bl_source_free(source);
	assert_int_equal(bl_buf_status(out, NULL), BL_OK);
	return passed_over;
}

/* What a source gives, a line each: "path:line=bytes" or "skip: message". */
static struct bl_buf seen;

static inline void tell_bytes(struct bl_buf *out, const struct bl_record *rec)
{
	if (rec->bytes.len < 100)
		bl_buf_addf(out, "%s:%d=%.*s\n", rec->path, (int)rec->line,
			    (int)rec->bytes.len, rec->bytes.data);
	else
		bl_buf_addf(out, "%s:%d=%zu bytes\n", rec->path, (int)rec->line,
			    rec->bytes.len);
}

static inline void see_with(const char *const *paths, size_t n,
			    const struct bl_source_options *options)
{
	tell_records(&seen, paths, n, options, tell_bytes);
}

static inline void see(const char *path)
{
	const struct bl_source_options options = { NULL, false };

	see_with(&path, 1, &options);
}

static inline void assert_seen(const char *path, const char *expected)
{
	see(path);
	assert_string_equal(seen.data, expected);
}

static inline void assert_seen_part(const char *part)
{
	if (!strstr(seen.data, part))
		fail_msg("no '%s' in '%s'", part, seen.data);
}

static inline int release_seen(void **state)
{
	(void)state;
	bl_buf_release(&seen);
	return 0;
}

#endif
