/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blotter/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define READ_BYTES ((size_t)64 << 10)
#define WALK_MAX_DEPTH 128

void bl_reserve_standard_files(void)
{
	int fd;

	/* open() takes the least number that is free: those below are not */
	for (fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0)
			open("/dev/null",
			     fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

static bl_status read_all(struct bl_buf *b, int fd, const char *path,
			  size_t limit_bytes, struct bl_error *err)
{
	size_t total = 0;

	for (;;) {
		/* one byte over the limit is enough to see that it is over */
		size_t left = limit_bytes - total;
		size_t want = left < READ_BYTES ? left + 1 : READ_BYTES;
		char *to = bl_buf_reserve(b, want);
		ssize_t n;

		if (!to)
			return bl_buf_status(b, err);
		n = read(fd, to, want);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return bl_fail_errno(err, errno, "cannot read '%s'",
					     path);
		if (n == 0)
			return BL_OK;
		total += (size_t)n;
		if (total > limit_bytes)
			return bl_fail(err, BL_ERR_LIMIT,
				       "'%s' is larger than %zu bytes", path,
				       limit_bytes);
		b->len += (size_t)n;
		b->data[b->len] = '\0';
	}
}

bl_status bl_file_read(struct bl_buf *b, const char *path, size_t limit_bytes,
		       struct bl_error *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bl_status st;

	if (fd < 0)
		return bl_fail_errno(err, errno, "cannot open '%s'", path);
	st = read_all(b, fd, path, limit_bytes, err);
	close(fd);
	return st;
}

static bl_status write_all(int fd, const char *path, struct bl_str bytes,
			   struct bl_error *err)
{
	while (bytes.len) {
		ssize_t n = write(fd, bytes.data, bytes.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return bl_fail_errno(err, errno, "cannot write '%s'",
					     path);
		bytes.data += n;
		bytes.len -= (size_t)n;
	}
	if (fsync(fd) != 0)
		return bl_fail_errno(err, errno, "cannot write '%s'", path);
	return BL_OK;
}

bl_status bl_sync(const char *path, struct bl_error *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), failed;

	if (fd < 0)
		return bl_fail_errno(err, errno, "cannot open '%s'", path);
	failed = fsync(fd) != 0 ? errno : 0;
	close(fd);
	if (failed)
		return bl_fail_errno(err, failed, "cannot write '%s'", path);
	return BL_OK;
}

bl_status bl_lock_index(int *fd, const char *path, const char *dir, bool wait,
			struct bl_error *err)
{
	struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

	*fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	if (*fd < 0)
		return bl_fail_errno(err, errno, "cannot open '%s'", path);
	/* of the open file, not the process: the kernel frees it with the last
	 * descriptor, and two writers of one process exclude each other */
	while (fcntl(*fd, wait ? F_OFD_SETLKW : F_OFD_SETLK, &whole)) {
		if (errno == EINTR)
			continue;
		if (errno == EAGAIN || errno == EACCES)
			return bl_fail(err, BL_ERR_LOCKED,
				       "the index in '%s' is being written by "
				       "another process",
				       dir);
		return bl_fail_errno(err, errno, "cannot lock '%s'", path);
	}
	return BL_OK;
}

/* A rename is on disk only when the folder that holds the name is. */
static bl_status sync_folder_of(const char *path, struct bl_error *err)
{
	char dir[BL_PATH_MAX_BYTES];
	const char *slash = strrchr(path, '/');

	if (!slash)
		snprintf(dir, sizeof(dir), ".");
	else
		snprintf(dir, sizeof(dir), "%.*s", (int)(slash - path + 1),
			 path);
	return bl_sync(dir, err);
}

bl_status bl_file_write(const char *path, struct bl_str bytes,
			struct bl_error *err)
{
	char tmp[BL_PATH_MAX_BYTES];
	bl_status st;
	int fd, n;

	n = snprintf(tmp, sizeof(tmp), "%s.tmp", path);
	if (n < 0 || (size_t)n >= sizeof(tmp))
		return bl_fail(err, BL_ERR_LIMIT, "path too long: '%s'", path);
	fd = open(tmp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (fd < 0)
		return bl_fail_errno(err, errno, "cannot create '%s'", tmp);
	st = write_all(fd, tmp, bytes, err);
	if (close(fd) != 0 && st == BL_OK)
		st = bl_fail_errno(err, errno, "cannot write '%s'", tmp);
	if (st == BL_OK && rename(tmp, path) != 0)
		st = bl_fail_errno(err, errno, "cannot rename '%s' to '%s'",
				   tmp, path);
	if (st < 0) {
		unlink(tmp);
		return st;
	}
	return sync_folder_of(path, err);
}

bool bl_is_dir(const char *path)
{
	struct stat sb;

	return stat(path, &sb) == 0 && S_ISDIR(sb.st_mode);
}

bool bl_is_file(const char *path)
{
	struct stat sb;

	return stat(path, &sb) == 0 && S_ISREG(sb.st_mode);
}

bl_status bl_make_dir(const char *path, struct bl_error *err)
{
	if (mkdir(path, 0777) == 0 || (errno == EEXIST && bl_is_dir(path)))
		return BL_OK;
	return bl_fail_errno(err, errno, "cannot create folder '%s'", path);
}

bl_status bl_path_join(char *out, size_t cap, const char *dir, const char *name,
		       struct bl_error *err)
{
	size_t len = strlen(dir);
	const char *slash = len && dir[len - 1] == '/' ? "" : "/";
	int n = snprintf(out, cap, "%s%s%s", dir, slash, name);

	if (n < 0 || (size_t)n >= cap)
		return bl_fail(err, BL_ERR_LIMIT, "path too long: '%s/%s'", dir,
			       name);
	return BL_OK;
}

static int remove_one(const char *path, const struct stat *sb, int type,
		      struct FTW *where)
{
	(void)sb;
	(void)type;
	(void)where;
	return remove(path);
}

bl_status bl_remove_tree(const char *path, struct bl_error *err)
{
	if (nftw(path, remove_one, WALK_MAX_DEPTH, FTW_DEPTH | FTW_PHYS) == 0 ||
	    errno == ENOENT)
		return BL_OK;
	return bl_fail_errno(err, errno, "cannot remove '%s'", path);
}

static unsigned long long folder_bytes(int fd, unsigned depth);

static unsigned long long entry_bytes(int dir_fd, const char *name,
				      unsigned depth)
{
	struct stat sb;

	if (fstatat(dir_fd, name, &sb, AT_SYMLINK_NOFOLLOW) != 0)
		return 0;
	if (S_ISREG(sb.st_mode))
		return (unsigned long long)sb.st_size;
	if (!S_ISDIR(sb.st_mode) || depth == WALK_MAX_DEPTH)
		return 0;
	return folder_bytes(openat(dir_fd, name, O_RDONLY | O_DIRECTORY),
			    depth + 1);
}

/* Takes fd over. */
static unsigned long long folder_bytes(int fd, unsigned depth)
{
	unsigned long long total = 0;
	struct dirent *e;
	DIR *d = fd < 0 ? NULL : fdopendir(fd);

	if (!d) {
		if (fd >= 0)
			close(fd);
		return 0;
	}
	while ((e = readdir(d)))
		if (strcmp(e->d_name, ".") && strcmp(e->d_name, ".."))
			total += entry_bytes(dirfd(d), e->d_name, depth);
	closedir(d);
	return total;
}

unsigned long long bl_tree_bytes(const char *path)
{
	return folder_bytes(open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC), 0);
}
