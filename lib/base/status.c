/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blotter/status.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "blotter/utf8.h"

/* Messages quote paths, queries and records: make them safe to print, in
 * place.  A replacement is never longer than what it replaces. */
static void make_printable(char *text)
{
	size_t n = strlen(text), from = 0, to = 0, used;

	while (from < n) {
		uint32_t cp = bl_utf8_decode(text + from, n - from, &used);
		int bad = cp == BL_UTF8_BAD || cp < 0x20 ||
			  (cp >= 0x7f && cp < 0xa0);

		if (bad) {
			text[to++] = '?';
		} else {
			memmove(text + to, text + from, used);
			to += used;
		}
		from += used;
	}
	text[to] = '\0';
}

bl_status bl_failv(struct bl_error *err, bl_status st, const char *fmt,
		   va_list args)
{
	if (err) {
		err->code = st;
		vsnprintf(err->text, sizeof(err->text), fmt, args);
		make_printable(err->text);
	}
	return st;
}

bl_status bl_fail(struct bl_error *err, bl_status st, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	bl_failv(err, st, fmt, args);
	va_end(args);
	return st;
}

bl_status bl_fail_errno(struct bl_error *err, int errnum, const char *fmt, ...)
{
	char buf[128];
	const char *words;
	va_list args;
	size_t len;

	va_start(args, fmt);
	bl_failv(err, BL_ERR_IO, fmt, args);
	va_end(args);
	if (err) {
		len = strlen(err->text);
		/* the GNU form: returns the words, which may not be in buf */
		words = strerror_r(errnum, buf, sizeof(buf));
		snprintf(err->text + len, sizeof(err->text) - len, ": %c%s",
			 tolower((unsigned char)words[0]), words + 1);
	}
	return BL_ERR_IO;
}

bl_status bl_fail_nomem(struct bl_error *err)
{
	return bl_fail(err, BL_ERR_NOMEM, "out of memory");
}
