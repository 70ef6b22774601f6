/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pen_private.h"

#include <utf8proc.h>

#include "blotter/utf8.h"

#define MAX_COLUMNS 100 /* longer lines are hard to read */
#define MIN_COLUMNS 20

/* The columns of the first character of printable text, and its bytes. */
static unsigned first_width(struct bl_str s, size_t *used)
{
	uint32_t cp = (unsigned char)*s.data;
	int width;

	*used = 1;
	if (cp >= ' ' && cp <= '~')
		return 1;
	cp = bl_utf8_decode(s.data, s.len, used);
	width = utf8proc_charwidth((utf8proc_int32_t)cp);
	return width > 0 ? (unsigned)width : 0;
}

static struct bl_str part(struct bl_str s, size_t from, size_t to)
{
	return (struct bl_str){ s.data + from, to - from };
}

unsigned bl_text_columns(struct bl_str s)
{
	unsigned width = 0;
	size_t i, used;

	for (i = 0; i < s.len; i += used)
		width += first_width(part(s, i, s.len), &used);
	return width;
}

size_t bl_text_fitting(struct bl_str s, unsigned columns)
{
	size_t i, used;

	for (i = 0; i < s.len; i += used) {
		unsigned width = first_width(part(s, i, s.len), &used);

		if (width > columns)
			break;
		columns -= width;
	}
	return i;
}

void bl_pen_style(const struct bl_pen *p, const char *escape)
{
	if (p->color)
		bl_buf_adds(p->out, escape);
}

void bl_pen_init(struct bl_pen *p, struct bl_buf *out,
		 const struct bl_answer *a)
{
	*p = (struct bl_pen){ .out = out,
			      .color = a->color,
			      .width = a->width };
	if (p->width > MAX_COLUMNS)
		p->width = MAX_COLUMNS;
	if (p->width < MIN_COLUMNS)
		p->width = MIN_COLUMNS;
}

void bl_pen_line(struct bl_pen *p)
{
	bl_buf_addf(p->out, "\n%*s", (int)p->indent, "");
	p->column = p->indent;
}

/* Write printable text as it is, on this line. */
static void put(struct bl_pen *p, struct bl_str s)
{
	bl_buf_addstr(p->out, s);
	p->column += bl_text_columns(s);
}

/* What is left of printable text, and of the marks in it. */
struct rest {
	struct bl_str text;
	size_t from; /* its first byte */
	const struct bl_mark *mark;
	size_t n_marks;
};

/* Where the next mark begins or ends, when that is before `to`. */
static size_t until_mark(const struct rest *r, size_t to)
{
	size_t at = to;

	if (r->n_marks)
		at = r->from < r->mark->start ? r->mark->start : r->mark->end;
	return at > r->from && at < to ? at : to;
}

/* Write the bytes of a word, up to `to`: a character at a time when the line
 * may be too short for it. */
static void put_word(struct bl_pen *p, struct rest *r, size_t to,
		     unsigned columns)
{
	const bool fits = p->column + columns <= p->width;
	unsigned width;
	size_t used;

	for (; r->from < to; r->from += used) {
		if (fits) {
			used = until_mark(r, to) - r->from;
			width = bl_text_columns(
				part(r->text, r->from, r->from + used));
		} else {
			width = first_width(part(r->text, r->from, to), &used);
		}
		if (p->column + width > p->width && p->column > p->indent)
			bl_pen_line(p);
		if (r->n_marks && r->from == r->mark->start)
			bl_pen_style(p, BL_BOLD);
		bl_buf_add(p->out, r->text.data + r->from, used);
		p->column += width;
		if (r->n_marks && r->from + used == r->mark->end) {
			bl_pen_style(p, BL_NORMAL);
			r->mark++;
			r->n_marks--;
		}
	}
}

void bl_pen_wrap(struct bl_pen *p, struct bl_str text,
		 const struct bl_mark *marks, size_t n_marks)
{
	struct rest r = { text, 0, marks, n_marks };
	size_t to;

	while (r.from < text.len) {
		unsigned width;

		for (to = r.from; to < text.len && text.data[to] != ' ';)
			to++;
		width = bl_text_columns(part(text, r.from, to));
		if (p->column > p->indent) {
			if (p->column + 1 + width > p->width) {
				bl_pen_line(p);
			} else {
				bl_buf_addc(p->out, ' ');
				p->column++;
			}
		}
		put_word(p, &r, to, width);
		r.from = to < text.len ? to + 1 : to;
	}
}

void bl_pen_facts(struct bl_pen *p, struct bl_str lines)
{
	size_t from, to;

	for (from = 0; from < lines.len; from = to + 1) {
		struct bl_str fact = { lines.data + from, 0 };

		for (to = from; to < lines.len && lines.data[to] != '\n';)
			to++;
		fact.len = to - from;
		if (p->column > p->indent) {
			if (p->column + 3 + bl_text_columns(fact) > p->width)
				bl_pen_line(p);
			else
				put(p, BL_STR(" " BL_DOT));
		}
		bl_pen_wrap(p, fact, NULL, 0);
	}
}
