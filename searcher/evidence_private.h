/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The words of an article that say a value of an incident.
 */
#ifndef BLOTTER_EVIDENCE_PRIVATE_H
#define BLOTTER_EVIDENCE_PRIVATE_H

#include "blotter/incident.h"
#include "snippet_private.h"

/*
 * Cut them out of the article, whose bytes are borrowed, marked, with what
 * stands around them in their sentence, `bytes` in all where that is more than
 * they are.  False: the article has no such bytes.
 */
bool bl_evidence_cut(struct bl_snippet *out, const struct bl_article *article,
		     const struct bl_evidence *e, size_t bytes);

#endif
