/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "section_private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include "bytes_private.h"

#define MAGIC "blotter\n"
#define MAGIC_BYTES 8
#define BL_SECTION_VERSION 3
#define FOOTER_BYTES 32
#define HASH_AT 24 /* in the footer */
#define BUFFER_BYTES ((size_t)64 << 10)
#define START_BYTES ((uint64_t)4 << 20)

const char *const bl_section_names[BL_SECTION_DEAD + 1] = {
	[BL_SECTION_STEMS] = "stems",
	[BL_SECTION_FORMS] = "forms",
	[BL_SECTION_IDS] = "ids",
	[BL_SECTION_POSTINGS] = "postings",
	[BL_SECTION_POSITIONS] = "positions",
	[BL_SECTION_DOCUMENTS] = "documents",
	[BL_SECTION_ARTICLES] = "articles",
	[BL_SECTION_INCIDENTS] = "incidents",
	[BL_SECTION_DEAD] = "dead",
};

/* ---- writing */

bl_status bl_output_open(struct bl_output *o, const char *path,
			 enum bl_section_kind kind, struct bl_error *err)
{
	memset(o, 0, sizeof(*o));
	o->kind = kind;
	o->fd = -1;
	if (strlen(path) >= sizeof(o->path))
		return bl_fail(err, BL_ERR_LIMIT, "path too long: '%s'", path);
	memcpy(o->path, path, strlen(path) + 1);
	o->buf = malloc(BUFFER_BYTES);
	o->hash = XXH3_createState();
	if (!o->buf || !o->hash)
		return bl_fail_nomem(err);
	XXH3_64bits_reset(o->hash);
	o->fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (o->fd < 0)
		return bl_fail_errno(err, errno, "cannot create '%s'", path);
	return BL_OK;
}

static void write_out(struct bl_output *o, const uint8_t *data, size_t len)
{
	o->written += len;
	while (len && o->failure.code == BL_OK) {
		ssize_t n = write(o->fd, data, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			bl_fail_errno(&o->failure, errno, "cannot write '%s'",
				      o->path);
			return;
		}
		data += n;
		len -= (size_t)n;
	}
}

/* Let the system begin to write to disk what it has, so that a commit need not
 * wait for all of it at once.  No promise, so no failure. */
static void start_writing(struct bl_output *o)
{
	if (o->failure.code == BL_OK)
		(void)sync_file_range(o->fd, (off_t)o->started,
				      (off_t)(o->written - o->started),
				      SYNC_FILE_RANGE_WRITE);
	o->started = o->written;
}

static void flush(struct bl_output *o)
{
	XXH3_64bits_update(o->hash, o->buf, o->len);
	write_out(o, o->buf, o->len);
	o->len = 0;
	if (o->written - o->started >= START_BYTES)
		start_writing(o);
}

/* The buffer is filled to the last byte: a system that is given whole, aligned
 * pieces of a file keeps them in memory as such, and maps them at once. */
void bl_output_add(struct bl_output *o, const void *data, size_t len)
{
	const uint8_t *from = data;

	while (len) {
		size_t n = BUFFER_BYTES - o->len;

		if (n > len)
			n = len;
		memcpy(o->buf + o->len, from, n);
		o->len += n;
		from += n;
		len -= n;
		if (o->len == BUFFER_BYTES)
			flush(o);
	}
}

void bl_output_varint(struct bl_output *o, uint64_t n)
{
	uint8_t bytes[BL_VARINT_MAX_BYTES];
	size_t len = bl_put_varint(bytes, n);

	bl_output_add(o, bytes, len);
}

void bl_output_u32(struct bl_output *o, uint32_t n)
{
	uint8_t bytes[4];

	bl_put_u32(bytes, n);
	bl_output_add(o, bytes, sizeof(bytes));
}

void bl_output_u64(struct bl_output *o, uint64_t n)
{
	uint8_t bytes[8];

	bl_put_u64(bytes, n);
	bl_output_add(o, bytes, sizeof(bytes));
}

void bl_output_align(struct bl_output *o, size_t n)
{
	static const uint8_t zeros[8];
	size_t over = (size_t)(bl_output_at(o) % n);

	if (over)
		bl_output_add(o, zeros, n - over);
}

uint64_t bl_output_at(const struct bl_output *o)
{
	return o->written + o->len;
}

bl_status bl_output_close(struct bl_output *o, uint64_t *bytes,
			  struct bl_error *err)
{
	uint64_t payload = bl_output_at(o);

	bl_output_add(o, MAGIC, MAGIC_BYTES);
	bl_output_u32(o, BL_SECTION_VERSION);
	bl_output_u32(o, (uint32_t)o->kind);
	bl_output_u64(o, payload);
	flush(o);
	bl_output_u64(o, XXH3_64bits_digest(o->hash));
	flush(o);
	start_writing(o);
	if (bytes)
		*bytes = o->written;
	if (o->failure.code == BL_OK && close(o->fd) != 0)
		bl_fail_errno(&o->failure, errno, "cannot write '%s'", o->path);
	else if (o->failure.code < 0)
		close(o->fd);
	o->fd = -1;
	if (o->failure.code < 0 && err)
		*err = o->failure;
	return o->failure.code;
}

void bl_output_release(struct bl_output *o)
{
	if (o->fd >= 0)
		close(o->fd);
	XXH3_freeState(o->hash);
	free(o->buf);
	memset(o, 0, sizeof(*o));
	o->fd = -1;
}

/* ---- reading */

static bl_status map_file(struct bl_input *in, int fd, const char *path,
			  struct bl_error *err)
{
	struct stat sb;
	void *p;

	if (fstat(fd, &sb) != 0)
		return bl_fail_errno(err, errno, "cannot read '%s'", path);
	if (sb.st_size < FOOTER_BYTES)
		return bl_fail(err, BL_ERR_CORRUPT, "'%s' is cut short", path);
	if ((uint64_t)sb.st_size > SIZE_MAX)
		return bl_fail(err, BL_ERR_LIMIT, "'%s' is too large", path);
	p = mmap(NULL, (size_t)sb.st_size, PROT_READ, MAP_SHARED, fd, 0);
	if (p == MAP_FAILED)
		return bl_fail_errno(err, errno, "cannot map '%s'", path);
	in->data = p;
	in->mapped = (size_t)sb.st_size;
	in->len = in->mapped - FOOTER_BYTES;
	return BL_OK;
}

static bl_status check_footer(const struct bl_input *in, const char *path,
			      enum bl_section_kind kind, struct bl_error *err)
{
	const uint8_t *footer = in->data + in->len;
	uint32_t version = bl_get_u32(footer + MAGIC_BYTES);

	if (memcmp(footer, MAGIC, MAGIC_BYTES) != 0)
		return bl_fail(err, BL_ERR_CORRUPT,
			       "'%s' does not end as a file of an index does",
			       path);
	if (version != BL_SECTION_VERSION)
		return bl_fail(err, BL_ERR_VERSION,
			       "'%s' has version %u, known is %u", path,
			       version, BL_SECTION_VERSION);
	if (bl_get_u32(footer + 12) != (uint32_t)kind ||
	    bl_get_u64(footer + 16) != in->len)
		return bl_fail(err, BL_ERR_CORRUPT,
			       "'%s' is not what its name says, or of another "
			       "length",
			       path);
	return BL_OK;
}

bl_status bl_input_open(struct bl_input *in, const char *path,
			enum bl_section_kind kind, struct bl_error *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bl_status st;

	memset(in, 0, sizeof(*in));
	if (fd < 0 && errno == ENOENT)
		return bl_fail(err, BL_ERR_NOT_FOUND, "there is no file '%s'",
			       path);
	if (fd < 0)
		return bl_fail_errno(err, errno, "cannot open '%s'", path);
	st = map_file(in, fd, path, err);
	close(fd);
	if (st == BL_OK)
		st = check_footer(in, path, kind, err);
	if (st < 0)
		bl_input_release(in);
	return st;
}

bool bl_input_is_whole(const struct bl_input *in)
{
	return XXH3_64bits(in->data, in->len + HASH_AT) ==
	       bl_get_u64(in->data + in->len + HASH_AT);
}

/* The mapping, as the system wants it: nothing is written into it. */
static void *map_of(const struct bl_input *in)
{
	union {
		const uint8_t *data;
		void *map;
	} u = { in->data };

	return u.map;
}

void bl_input_let_go(const struct bl_input *in)
{
	if (in->mapped)
		(void)madvise(map_of(in), in->mapped, MADV_DONTNEED);
}

void bl_input_release(struct bl_input *in)
{
	if (in->mapped)
		munmap(map_of(in), in->mapped);
	memset(in, 0, sizeof(*in));
}
