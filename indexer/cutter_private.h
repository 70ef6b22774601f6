/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One input, a file or stdin, opened and cut into records by the unit of its
 * format.
 *
 *	bl_cutter_init(&c);
 *	st = bl_cutter_open(&c, path, NULL, err);
 *	while (st == BL_OK && (st = bl_cutter_next(&c, &rec, err)) != BL_END)
 *		...
 *	bl_cutter_close(&c);
 *	bl_cutter_release(&c);
 */
#ifndef BLOTTER_CUTTER_PRIVATE_H
#define BLOTTER_CUTTER_PRIVATE_H

#include <stdbool.h>

#include "format_private.h"
#include "stream_private.h"

struct bl_cutter {
	struct bl_stream *stream; /* NULL: none is open */
	const struct bl_format *format;
	const char *path;
	uint64_t line;          /* lines handed out or passed over */
	uint64_t offset;        /* bytes handed out or passed over */
	struct bl_buf window;   /* bytes read and not yet handed out, ... */
	size_t pos;             /* ... from here on */
	bool at_end;            /* the stream has no more bytes, ... */
	struct bl_error damage; /* ... for this reason, when code is set */
	bool record_done;       /* of a whole-file format: handed out */
	bool lost;              /* of WARC: looking for the next record */
	uint64_t passed_over;   /* records of WARC files; of all inputs */
};

void bl_cutter_init(struct bl_cutter *c);
void bl_cutter_release(struct bl_cutter *c);

/*
 * Open path, which must outlive the input, and find out its format, unless it
 * is given.  BL_SKIP: it cannot be read, or is nothing we read; err says why.
 */
bl_status bl_cutter_open(struct bl_cutter *c, const char *path,
			 const struct bl_format *format, struct bl_error *err);
/* Nothing happens when none is open. */
void bl_cutter_close(struct bl_cutter *c);
/* As bl_source_next. */
bl_status bl_cutter_next(struct bl_cutter *c, struct bl_record *rec,
			 struct bl_error *err);

/* --- for those who cut --- */

/* Bytes that were read and not yet taken: the input's, until more are read. */
struct bl_str bl_cutter_bytes(const struct bl_cutter *c);
/* Read some more behind them.  A damage ends the stream and is kept for
 * bl_cutter_tell_damage(): what came before it has its turn first. */
bl_status bl_cutter_read(struct bl_cutter *c, struct bl_error *err);
/* The first n of the bytes are handed out, or of no use. */
void bl_cutter_take(struct bl_cutter *c, size_t n);
/* BL_SKIP with the damage that ended the stream, once; else BL_END. */
bl_status bl_cutter_tell_damage(struct bl_cutter *c, struct bl_error *err);

/* cutter_warc.c: the next record of a WARC file that may be an article. */
bl_status bl_cutter_next_warc(struct bl_cutter *c, struct bl_record *rec,
			      struct bl_error *err);

#endif
