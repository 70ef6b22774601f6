/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "session_private.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "blotter/file.h"
#include "blotter/locate.h"

#define OUT_MAX_BYTES ((size_t)1 << 30)
#define FLUSH_BYTES ((size_t)64 << 10)
#define DEFAULT_COLUMNS 80
#define DEFAULT_ROWS 24

static bl_status open_reader(struct bl_session *s, struct bl_error *err)
{
	const struct bl_search_args *args = s->args;
	char here[BL_PATH_MAX_BYTES];
	const char *dir = here;
	bool found;
	bl_status st;

	if (args->dirs.n)
		return bl_reader_open(&s->reader, args->dirs.item, args->dirs.n,
				      err);
	st = bl_locate_index(here, sizeof(here), &found, err);
	if (st < 0)
		return st;
	if (!found)
		return bl_fail(err, BL_ERR_NOT_FOUND,
			       "no index here or above: give one with -d or "
			       "$BLOTTER_INDEX, or make one with "
			       "blotter-index");
	return bl_reader_open(&s->reader, &dir, 1, err);
}

/* The character set of the locale, as setlocale(3) reads the environment. */
static bool is_utf8(void)
{
	static const char *const variables[] = { "LC_ALL", "LC_CTYPE", "LANG" };
	size_t i;

	for (i = 0; i < sizeof(variables) / sizeof(*variables); i++) {
		const char *locale = getenv(variables[i]);

		if (locale && *locale)
			return strcasestr(locale, "utf-8") ||
			       strcasestr(locale, "utf8");
	}
	return false;
}

static void look_at_terminal(struct bl_session *s)
{
	const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
	struct winsize size;

	s->width = DEFAULT_COLUMNS;
	s->unicode = is_utf8();
	s->terminal = isatty(STDOUT_FILENO);
	if (!s->terminal)
		return;
	s->color = !(no_color && *no_color) && term &&
		   strcmp(term, "dumb") != 0;
	s->rows = DEFAULT_ROWS;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) < 0)
		return;
	if (size.ws_col)
		s->width = size.ws_col;
	if (size.ws_row)
		s->rows = size.ws_row;
}

bl_status bl_session_open(struct bl_session *s,
			  const struct bl_search_args *args,
			  struct bl_error *err)
{
	bl_status st;

	memset(s, 0, sizeof(*s));
	s->args = args;
	bl_arena_init(&s->query_arena);
	bl_arena_init(&s->article_arena);
	bl_buf_init(&s->out, OUT_MAX_BYTES);
	bl_buf_init(&s->talk, OUT_MAX_BYTES);
	look_at_terminal(s);
	st = bl_now(&s->now, err);
	if (st >= 0)
		st = open_reader(s, err);
	if (st >= 0)
		st = bl_vocab_new(&s->vocab, bl_reader_analysis(s->reader),
				  err);
	if (st >= 0)
		st = bl_highlight_new(&s->highlight, s->vocab, err);
	return st;
}

static bl_status write_all(int fd, struct bl_buf *b, struct bl_error *err)
{
	bl_status st = bl_buf_status(b, err);
	size_t done = 0;

	while (st >= 0 && done < b->len) {
		ssize_t n = write(fd, b->data + done, b->len - done);

		if (n >= 0)
			done += (size_t)n;
		else if (errno == EPIPE)
			st = bl_fail(err, BL_ERR_IO, "%s", "");
		else if (errno != EINTR)
			st = bl_fail_errno(err, errno, "cannot write to %s",
					   fd == STDOUT_FILENO ? "stdout"
							       : "stderr");
	}
	bl_buf_clear(b);
	return st;
}

bl_status bl_session_flush(struct bl_session *s, struct bl_error *err)
{
	/* where nobody listens there is nobody to tell */
	write_all(STDERR_FILENO, &s->talk, NULL);
	return write_all(STDOUT_FILENO, &s->out, err);
}

bl_status bl_session_flush_some(struct bl_session *s, struct bl_error *err)
{
	return s->out.len < FLUSH_BYTES ? BL_OK : bl_session_flush(s, err);
}
