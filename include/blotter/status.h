/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a call came to, and why it failed.
 *
 * Every fallible function returns a bl_status: below zero it failed, zero it
 * is done, above zero it ended in a way that is no failure.  The words for a
 * person go into a struct bl_error that the caller owns, written once, by the
 * function that knows the fact; callers above pass it on untouched.
 *
 *	struct bl_error err = BL_ERROR_INIT;
 *	bl_status st = bl_file_read(&buf, path, LIMIT, &err);
 *	if (st < 0)
 *		fprintf(stderr, "blotter-index: %s\n", err.text);
 */
#ifndef BLOTTER_STATUS_H
#define BLOTTER_STATUS_H

#include <stdarg.h>

#define BL_ERROR_TEXT_BYTES 1024

typedef enum bl_status {
	BL_OK = 0,
	BL_END = 1,  /* no more items */
	BL_SKIP = 2, /* this item is unusable, err says why: go on */

	BL_ERR_NOMEM = -1,
	BL_ERR_IO = -2,     /* the system refused to read or write */
	BL_ERR_FORMAT = -3, /* the bytes are not what they should be */
	BL_ERR_USAGE = -4,  /* the caller, or the user, asked wrongly */
	BL_ERR_NOT_FOUND = -5,
	BL_ERR_LOCKED = -6,  /* another writer holds the index */
	BL_ERR_CORRUPT = -7, /* the index is damaged */
	BL_ERR_VERSION = -8, /* written by another version of the format */
	BL_ERR_LIMIT = -9,   /* larger than we are willing to take */
	BL_ERR_NETWORK = -10,
	BL_ERR_UNSUPPORTED = -11,
	BL_ERR_INTERRUPTED = -12, /* a signal, or a callback, asked to stop */
	BL_ERR_INTERNAL = -13,    /* a fault of ours */
} bl_status;

struct bl_error {
	bl_status code;
	char text[BL_ERROR_TEXT_BYTES]; /* lower case, no full stop, no NL */
};

#define BL_ERROR_INIT     \
	{                 \
		BL_OK, "" \
	}

#if defined(__GNUC__)
#define BL_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#else
#define BL_PRINTF(fmt, args)
#endif

/*
 * Write a message and return its status, so that a failure is one line:
 * return bl_fail(err, BL_ERR_IO, "cannot open '%s': %s", path, ...).
 * Control characters and broken UTF-8 in the message become '?', so that it
 * can be printed to a terminal.  err may be NULL.
 */
bl_status bl_fail(struct bl_error *err, bl_status st, const char *fmt, ...)
	BL_PRINTF(3, 4);
bl_status bl_failv(struct bl_error *err, bl_status st, const char *fmt,
		   va_list args) BL_PRINTF(3, 0);

/* bl_fail for a failed system call: appends ": " and the words for errnum. */
bl_status bl_fail_errno(struct bl_error *err, int errnum, const char *fmt, ...)
	BL_PRINTF(3, 4);

/* The one message for memory that could not be had. */
bl_status bl_fail_nomem(struct bl_error *err);

#endif
