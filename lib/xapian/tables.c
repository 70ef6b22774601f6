/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Xapian's own check of its tables, in a process of its own: before 1.4.30 it
 * may crash on the damage that it is there to find.
 */
#include <errno.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "xapian_private.h"

/* Of what it has to say; the rest is left out. */
#define REPORT_MAX_BYTES ((size_t)1 << 20)

/* What the other process sends, with the report behind it. */
struct outcome {
	xap_status xs;
	size_t faults;
	struct xap_error xerr;
};

static void send_all(int fd, const void *data, size_t len)
{
	const char *p = data;
	ssize_t n;

	while (len) {
		n = write(fd, p, len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return;
		p += n;
		len -= (size_t)n;
	}
}

static void check_and_exit(int fd, const char *path)
{
	struct xap_buf text = XAP_BUF_INIT;
	struct outcome o = { .xs = XAP_OK };

	o.xs = xap_check(&o.faults, &text, path, 0, &o.xerr);
	send_all(fd, &o, sizeof(o));
	send_all(fd, text.data, text.len);
	_exit(0);
}

static bl_status receive(struct bl_buf *out, int fd, struct bl_error *err)
{
	char part[4096];
	ssize_t n;

	while ((n = read(fd, part, sizeof(part))) != 0) {
		if (n > 0)
			bl_buf_add(out, part, (size_t)n);
		else if (errno != EINTR)
			return bl_fail_errno(err, errno,
					     "cannot read what a check found");
	}
	return BL_OK;
}

/* All that a check of the database at path sends; nothing when it crashed. */
static bl_status run_check(struct bl_buf *out, const char *path,
			   struct bl_error *err)
{
	bl_status st;
	int fd[2];
	pid_t pid;

	if (pipe(fd))
		return bl_fail_errno(err, errno, "cannot make a pipe");
	pid = fork();
	if (pid == 0)
		check_and_exit(fd[1], path);
	close(fd[1]);
	st = pid < 0 ? bl_fail_errno(err, errno, "cannot start a process")
		     : receive(out, fd[0], err);
	close(fd[0]);
	while (pid > 0 && waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		;
	return st;
}

static void report_lines(struct bl_str text, bl_line_fn *report, void *ctx)
{
	const char *p = text.data, *end = p ? p + text.len : p;

	while (p < end) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));
		size_t len = nl ? (size_t)(nl - p) : (size_t)(end - p);

		if (report(ctx, (struct bl_str){ p, len }))
			return;
		p += len + (nl != NULL);
	}
}

static bl_status judge(size_t *faults, struct bl_str sent, bl_line_fn *report,
		       void *ctx, struct bl_error *err)
{
	struct outcome o;

	if (sent.len < sizeof(o)) {
		*faults = 1;
		report(ctx, BL_STR("the tables are so damaged that Xapian's "
				   "check of them crashes"));
		return BL_OK;
	}
	memcpy(&o, sent.data, sizeof(o));
	*faults = o.faults;
	if (o.xs || o.faults)
		report_lines((struct bl_str){ sent.data + sizeof(o),
					      sent.len - sizeof(o) },
			     report, ctx);
	return o.xs ? bl_xap_fail(err, o.xs, &o.xerr, "cannot check the index")
		    : BL_OK;
}

bl_status bl_xcheck_tables(size_t *faults, const char *dir, bl_line_fn *report,
			   void *ctx, struct bl_error *err)
{
	char path[BL_PATH_MAX_BYTES];
	struct bl_buf sent;
	struct bl_xfolder f;
	bl_status st;

	st = bl_xfolder_read(&f, dir, err);
	if (st == BL_OK)
		st = bl_xfolder_path(path, &f, "db", f.current, err);
	if (st < 0)
		return st;
	bl_buf_init(&sent, REPORT_MAX_BYTES);
	st = run_check(&sent, path, err);
	if (st == BL_OK)
		st = judge(faults, bl_buf_str(&sent), report, ctx, err);
	bl_buf_release(&sent);
	return st;
}
