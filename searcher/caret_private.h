/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Pointing at a place in a query.
 */
#ifndef BLOTTER_CARET_PRIVATE_H
#define BLOTTER_CARET_PRIVATE_H

#include "blotter/buf.h"

/* The column of a byte as people count: code points, from 1. */
size_t bl_caret_column(struct bl_str text, size_t byte);

/*
 * Append two lines: the text, and a caret below the character at this byte
 * (at most text.len: behind the end).  Of a long text only the part around it
 * is shown.  Controls and what cannot be shown appear as '?'.
 */
void bl_caret_point(struct bl_buf *out, struct bl_str text, size_t byte);

#endif
