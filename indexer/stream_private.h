/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The bytes of one input, in order: a file, a pipe or stdin, inflated on the
 * way when they begin as gzip does, whatever the name says.
 *
 * A gzip file may have many members (as bgzip and "cat a.gz b.gz" make them).
 * Everything inflated before a damage is handed out before the damage is told.
 */
#ifndef BLOTTER_STREAM_PRIVATE_H
#define BLOTTER_STREAM_PRIVATE_H

#include <stddef.h>
#include <stdint.h>

#include "blotter/status.h"

#define BL_STDIN_PATH "-"

/* A stream that inflates to more than this, at more than this many bytes for
 * one, is stopped: news compresses to a quarter, deflate's best is 1032. */
#define BL_BOMB_BYTES ((uint64_t)1 << 30)
#define BL_BOMB_RATIO 200

struct bl_stream;

/*
 * Open path ("-": stdin), which must outlive the stream.  BL_SKIP when it
 * cannot be opened, or is neither a file nor a pipe.
 */
bl_status bl_stream_open(struct bl_stream **out, const char *path,
			 struct bl_error *err);
/* NULL is fine. */
void bl_stream_close(struct bl_stream *s);

/*
 * Read up to cap bytes into out; *n > 0 with BL_OK, BL_END when there are no
 * more.  BL_SKIP: the rest is damaged or cannot be read; BL_END follows.
 */
bl_status bl_stream_read(struct bl_stream *s, char *out, size_t cap, size_t *n,
			 struct bl_error *err);

/*
 * After damaged gzip data was told: go on with the next member.  BL_END: there
 * is none, or it was another failure.
 */
bl_status bl_stream_resume(struct bl_stream *s, struct bl_error *err);

/* BL_SKIP with "cannot VERB 'path': " and the words for errnum. */
bl_status bl_skip_errno(struct bl_error *err, int errnum, const char *verb,
			const char *path);

/* Bytes read from the input so far, as they are there. */
uint64_t bl_stream_raw_bytes(const struct bl_stream *s);

#endif
