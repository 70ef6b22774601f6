/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Text as one cell of a line: what the formats of lines share.
 */
#ifndef BLOTTER_LINE_PRIVATE_H
#define BLOTTER_LINE_PRIVATE_H

#include "blotter/buf.h"

/* Append s with each control character (tab and newline among them) and each
 * malformed part made a space: nothing else changes, so an id stays usable. */
void bl_line_cell(struct bl_buf *out, struct bl_str s);

/* The id of a batch's query as the first cell; nothing outside a batch. */
void bl_line_query(struct bl_buf *out, const char *query_id);

/* A cell with white space and controls percent-encoded, for formats whose
 * cells end at a space. */
void bl_line_word(struct bl_buf *out, struct bl_str s);

#endif
