/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What all queries of one run share: the open index, memory that is used over
 * and over, and the way out.  Code below main appends what it has to say to
 * `out` (results) or `talk` (for people); bl_session_flush alone writes.
 *
 *	bl_session_open(&s, &args, err);
 *	bl_answer_question(&s, &question, &matched, err);
 *	bl_session_flush(&s, err);
 *
 * It is never closed: the system takes back what it holds with the process, at
 * once and so in less time.
 */
#ifndef BLOTTER_SESSION_PRIVATE_H
#define BLOTTER_SESSION_PRIVATE_H

#include "args_private.h"
#include "snippet_private.h"

#define BL_PROGRAM "blotter-search"

struct bl_session {
	const struct bl_search_args *args;
	struct bl_reader *reader;
	struct bl_vocab *vocab;
	struct bl_highlight *highlight;
	struct bl_arena query_arena;   /* of the query being answered */
	struct bl_arena article_arena; /* of the hit being printed */
	struct bl_buf out, talk;
	bl_time now;
	bool terminal; /* stdout is one */
	bool color;
	bool unicode;   /* the locale is UTF-8 */
	unsigned width; /* columns of it */
	unsigned rows;  /* lines of it; 0: it is no terminal */
	bool warned;    /* of an index without incidents */
};

/* Open the index that args name, or the one of this place. */
bl_status bl_session_open(struct bl_session *s,
			  const struct bl_search_args *args,
			  struct bl_error *err);

/*
 * Write and empty both buffers, the talk first.  When nobody reads stdout any
 * longer (EPIPE) it is BL_ERR_IO without a message: there is nothing to tell.
 */
bl_status bl_session_flush(struct bl_session *s, struct bl_error *err);

/* Flush when much has come together. */
bl_status bl_session_flush_some(struct bl_session *s, struct bl_error *err);

#endif
