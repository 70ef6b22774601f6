/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a run does with its session: answers one query, answers the lines of a
 * batch, or shows an article.  Each returns BL_OK when something was found,
 * BL_END when nothing was, and BL_SKIP when a query could not be understood or
 * run as it stands: `talk` says why then, with the place.
 */
#ifndef BLOTTER_ANSWER_PRIVATE_H
#define BLOTTER_ANSWER_PRIVATE_H

#include "session_private.h"

struct bl_question {
	const char *id;    /* of a batch; NULL outside one */
	const char *where; /* for messages: "topics.tsv:3: ", or "" */
	struct bl_str text;
};

bl_status bl_answer_question(struct bl_session *s, const struct bl_question *q,
			     struct bl_error *err);

/* The lines "id TAB query" of args->batch; one that is bad is passed over. */
bl_status bl_answer_batch(struct bl_session *s, struct bl_error *err);

/* The article args->show, from each of the indexes that has it. */
bl_status bl_answer_show(struct bl_session *s, struct bl_error *err);

#endif
