/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the format for people is made of: output_text.c prints hits, and each
 * of the other answers has a file of its own.
 */
#ifndef BLOTTER_OUTPUT_TEXT_PRIVATE_H
#define BLOTTER_OUTPUT_TEXT_PRIVATE_H

#include "pen_private.h"

/* "3. " and a title; what follows is indented below it. */
void bl_text_title(struct bl_pen *p, size_t rank, struct bl_str title);
/* A line of what happened. */
void bl_text_incident(struct bl_pen *p, const struct bl_incident *in);

void bl_text_facets(struct bl_buf *out, const struct bl_answer *a,
		    const struct bl_facet *facet, size_t n);
void bl_text_timeline(struct bl_buf *out, const struct bl_answer *a,
		      const struct bl_timeline *t);
void bl_text_group(struct bl_buf *out, const struct bl_answer *a, size_t rank,
		   const struct bl_group *g);

#endif
