/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * HTTP messages as archives keep them: RFC 9112, and what servers and crawlers
 * make of it.  WARC records have heads of the same kind.
 *
 * A head is some lines, ended by one that is empty: a first line, then fields,
 * "Name: value".  A line ends in CRLF, or in LF alone; one that begins with
 * white space goes on with the value before.
 */
#ifndef BLOTTER_HTTP_PRIVATE_H
#define BLOTTER_HTTP_PRIVATE_H

#include <stdbool.h>
#include <stdint.h>

#include "blotter/arena.h"

/* Bytes of the head that bytes begin with, its empty line too; 0: it has no
 * end. */
size_t bl_head_length(struct bl_str bytes);

/* The value of the first field of that name, in any case, trimmed; false, and
 * an empty value: there is none. */
bool bl_head_field(struct bl_str head, const char *name, struct bl_str *value);

/* Digits and nothing else. */
bool bl_head_number(struct bl_str value, uint64_t *number);

/* Whether value is `token`, in any case, perhaps with ";parameters" behind. */
bool bl_head_token_is(struct bl_str value, const char *token);

/* The value of a parameter, "; name=value", without quotes; else empty. */
struct bl_str bl_head_parameter(struct bl_str value, const char *name);

struct bl_http_response {
	unsigned status; /* 0: this is no HTTP response */
	struct bl_str content_type, content_encoding, transfer_encoding;
	struct bl_str body; /* as sent */
	bool is_cut; /* it is known to lack its end: the caller's to say */
};

/* The parts of message; they are its bytes. */
void bl_http_response_read(struct bl_http_response *out, struct bl_str message);

/*
 * Undo the transfer and content encodings of a body.  *body is part of the
 * response, of the arena or of buf.  A body that is not encoded as its head
 * says is taken as it is: many an archive keeps it decoded beside that head.
 *
 * BL_ERR_FORMAT: damaged, or an encoding that we do not read; or cut short,
 * unless that is known.  BL_ERR_LIMIT: more than buf may hold.
 */
bl_status bl_http_body(struct bl_str *body, struct bl_buf *buf,
		       struct bl_arena *arena,
		       const struct bl_http_response *response,
		       struct bl_error *err);

#endif
