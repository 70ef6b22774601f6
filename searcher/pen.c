/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pen_private.h"

#include <utf8proc.h>

#include "blotter/utf8.h"

#define MAX_COLUMNS 100 /* longer lines are hard to read */
#define MIN_COLUMNS 20

static unsigned char_width(uint32_t cp)
{
	int width = utf8proc_charwidth((utf8proc_int32_t)cp);

	return width > 0 ? (unsigned)width : 0;
}

unsigned bl_text_columns(struct bl_str s)
{
	unsigned width = 0;
	size_t i, used;

	for (i = 0; i < s.len; i += used)
		width += char_width(
			bl_utf8_decode(s.data + i, s.len - i, &used));
	return width;
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

void bl_pen_put(struct bl_pen *p, struct bl_str s)
{
	bl_buf_addstr(p->out, s);
	p->column += bl_text_columns(s);
}

/* Write bytes [from, to) of m, a word, with the marks in it from *mark on. */
static void put_word(struct bl_pen *p, const struct bl_marked *m, size_t from,
		     size_t to, size_t *mark)
{
	size_t i, used;

	for (i = from; i < to; i += used) {
		const struct bl_mark *next =
			*mark < m->n_marks ? &m->mark[*mark] : NULL;
		uint32_t cp = bl_utf8_decode(m->text.data + i, to - i, &used);
		unsigned width = char_width(cp);

		if (p->column + width > p->width && p->column > p->indent)
			bl_pen_line(p);
		if (next && i == next->start)
			bl_pen_style(p, BL_BOLD);
		bl_buf_add(p->out, m->text.data + i, used);
		p->column += width;
		if (next && i + used == next->end) {
			bl_pen_style(p, BL_NORMAL);
			(*mark)++;
		}
	}
}

void bl_pen_wrap(struct bl_pen *p, const struct bl_marked *m)
{
	struct bl_str text = bl_buf_str(&m->text);
	size_t from = 0, to, mark = 0;

	while (from < text.len) {
		unsigned width;

		for (to = from; to < text.len && text.data[to] != ' ';)
			to++;
		width = bl_text_columns(
			(struct bl_str){ text.data + from, to - from });
		if (p->column > p->indent) {
			if (p->column + 1 + width > p->width) {
				bl_pen_line(p);
			} else {
				bl_buf_addc(p->out, ' ');
				p->column++;
			}
		}
		put_word(p, m, from, to, &mark);
		from = to < text.len ? to + 1 : to;
	}
}
