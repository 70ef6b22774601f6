/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Writing for people: lines that end where the terminal's do, with parts that
 * stand out.  Nothing of an article may reach a terminal but through
 * bl_utf8_printable, which its text goes through before it comes here.
 */
#ifndef BLOTTER_PEN_PRIVATE_H
#define BLOTTER_PEN_PRIVATE_H

#include "output_private.h"
#include "snippet_private.h"

#define BL_LINE_MAX_BYTES ((size_t)64 << 10)

#define BL_BOLD "\033[1m"
#define BL_DIM "\033[2m"
#define BL_CYAN "\033[36m"
#define BL_NORMAL "\033[0m"

#define BL_ELLIPSIS "\xe2\x80\xa6"
#define BL_DOT "\xc2\xb7"
#define BL_QUOTE "\xe2\x80\x9c"
#define BL_UNQUOTE "\xe2\x80\x9d"

/* Where the next character goes. */
struct bl_pen {
	struct bl_buf *out;
	unsigned column, indent, width; /* columns, from 0 */
	bool color;
};

/* At the beginning of a line of out, as wide as reads well there. */
void bl_pen_init(struct bl_pen *p, struct bl_buf *out,
		 const struct bl_answer *a);

/* Columns that printable text takes. */
unsigned bl_text_columns(struct bl_str s);
/* Bytes of its beginning that take at most so many. */
size_t bl_text_fitting(struct bl_str s, unsigned columns);

/* What is written from here on looks like this, where there are colors. */
void bl_pen_style(const struct bl_pen *p, const char *escape);
/* Begin a line. */
void bl_pen_line(struct bl_pen *p);
/* Write printable text word by word, beginning a line before one that does not
 * fit; one that fits no line is broken.  The marked words stand out. */
void bl_pen_wrap(struct bl_pen *p, struct bl_str text,
		 const struct bl_mark *marks, size_t n_marks);
/* Write facts, of which each is a line of text, with separators between them,
 * beginning a line before one that does not fit. */
void bl_pen_facts(struct bl_pen *p, struct bl_str lines);

#endif
