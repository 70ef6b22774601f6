/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Hits for people: a title, a line of facts, and a snippet whose lines end
 * where the terminal's do.  Nothing of an article reaches the terminal but
 * through bl_utf8_printable.
 */
#include <utf8proc.h>

#include "blotter/utf8.h"
#include "output_private.h"
#include "snippet_private.h"

#define MAX_COLUMNS 100 /* longer lines are hard to read */
#define MIN_COLUMNS 20
#define LINE_MAX_BYTES ((size_t)64 << 10)

#define BOLD "\033[1m"
#define DIM "\033[2m"
#define NORMAL "\033[0m"
#define ELLIPSIS "\xe2\x80\xa6"
#define SEPARATOR " \xc2\xb7 "

/* Printable text with the words in it that stand out. */
struct marked {
	struct bl_buf text;
	struct bl_mark mark[BL_SNIPPET_MAX_BYTES];
	size_t n_marks;
};

/* Where the next character goes. */
struct pen {
	struct bl_buf *out;
	unsigned column, indent, width; /* columns, from 0 */
	bool color;
};

static unsigned char_width(uint32_t cp)
{
	int width = utf8proc_charwidth((utf8proc_int32_t)cp);

	return width > 0 ? (unsigned)width : 0;
}

static unsigned text_width(struct bl_str s)
{
	unsigned width = 0;
	size_t i, used;

	for (i = 0; i < s.len; i += used)
		width += char_width(
			bl_utf8_decode(s.data + i, s.len - i, &used));
	return width;
}

static void style(const struct pen *p, const char *escape)
{
	if (p->color)
		bl_buf_adds(p->out, escape);
}

static void new_line(struct pen *p)
{
	bl_buf_addf(p->out, "\n%*s", (int)p->indent, "");
	p->column = p->indent;
}

/* Write bytes [from, to) of m, a word, with the marks in it from *mark on. */
static void put_word(struct pen *p, const struct marked *m, size_t from,
		     size_t to, size_t *mark)
{
	size_t i, used;

	for (i = from; i < to; i += used) {
		const struct bl_mark *next =
			*mark < m->n_marks ? &m->mark[*mark] : NULL;
		uint32_t cp = bl_utf8_decode(m->text.data + i, to - i, &used);
		unsigned width = char_width(cp);

		if (p->column + width > p->width && p->column > p->indent)
			new_line(p);
		if (next && i == next->start)
			style(p, BOLD);
		bl_buf_add(p->out, m->text.data + i, used);
		p->column += width;
		if (next && i + used == next->end) {
			style(p, NORMAL);
			(*mark)++;
		}
	}
}

/* Write text word by word, beginning a line before one that does not fit; one
 * that fits no line is broken. */
static void put_wrapped(struct pen *p, const struct marked *m)
{
	struct bl_str text = bl_buf_str(&m->text);
	size_t from = 0, to, mark = 0;

	while (from < text.len) {
		unsigned width;

		for (to = from; to < text.len && text.data[to] != ' ';)
			to++;
		width = text_width(
			(struct bl_str){ text.data + from, to - from });
		if (p->column > p->indent) {
			if (p->column + 1 + width > p->width) {
				new_line(p);
			} else {
				bl_buf_addc(p->out, ' ');
				p->column++;
			}
		}
		put_word(p, m, from, to, &mark);
		from = to < text.len ? to + 1 : to;
	}
}

static bool ends_in_space(struct bl_str s)
{
	return s.len &&
	       (s.data[s.len - 1] == ' ' ||
		(s.data[s.len - 1] >= '\t' && s.data[s.len - 1] <= '\r'));
}

static struct bl_str part(struct bl_str s, size_t from, size_t to)
{
	return (struct bl_str){ s.data + from, to - from };
}

/* Make a snippet printable, and move its marks to where their words are. */
static void mark_snippet(struct marked *m, const struct bl_snippet *s)
{
	struct bl_str between, word;
	size_t from = 0, start, i;

	m->n_marks = 0;
	if (s->cut_before)
		bl_buf_adds(&m->text, ELLIPSIS);
	for (i = 0; i < s->n_marks; i++) {
		between = part(s->text, from, s->mark[i].start);
		word = part(s->text, s->mark[i].start, s->mark[i].end);
		from = s->mark[i].end;
		bl_utf8_printable(&m->text, between, 0);
		if (ends_in_space(between))
			bl_buf_addc(&m->text, ' ');
		start = m->text.len;
		bl_utf8_printable(&m->text, word, 0);
		if (m->text.len > start)
			m->mark[m->n_marks++] =
				(struct bl_mark){ start, m->text.len };
	}
	bl_utf8_printable(&m->text, part(s->text, from, s->text.len), 0);
	if (s->cut_after)
		bl_buf_adds(&m->text, " " ELLIPSIS);
}

static void put_title(struct pen *p, const struct bl_row *row)
{
	struct marked title;
	size_t start;

	bl_buf_init(&title.text, LINE_MAX_BYTES);
	bl_utf8_printable(&title.text, row->article->title, 0);
	if (!title.text.len)
		bl_buf_adds(&title.text, "(no title)");
	title.n_marks = 0;
	start = p->out->len;
	bl_buf_addf(p->out, "%zu. ", row->rank);
	p->indent = p->column = (unsigned)(p->out->len - start);
	style(p, BOLD);
	put_wrapped(p, &title);
	style(p, NORMAL);
	bl_buf_release(&title.text);
}

static void put_fact(struct pen *p, struct bl_str fact, const char **separator)
{
	if (!fact.len)
		return;
	bl_buf_adds(p->out, *separator);
	bl_utf8_printable(p->out, fact, 0);
	*separator = SEPARATOR;
}

/* Never broken, so that a path or an address can be copied. */
static void put_facts(struct pen *p, const struct bl_row *row)
{
	const struct bl_article *article = row->article;
	const char *separator = "";
	char day[BL_TIME_TEXT_BYTES];

	new_line(p);
	style(p, DIM);
	if (article->published != BL_TIME_UNSET)
		put_fact(p,
			 bl_str_from(bl_day_text(
				 day, bl_day_of_time(article->published))),
			 &separator);
	put_fact(p, article->source, &separator);
	put_fact(p, row->hit->id, &separator);
	if (!bl_str_eq(article->url, row->hit->id))
		put_fact(p, article->url, &separator);
	style(p, NORMAL);
}

static void put_snippet(struct pen *p, const struct bl_answer *a,
			const struct bl_row *row)
{
	struct bl_snippet snippet;
	struct marked m;
	bl_status st;

	st = bl_snippet_cut(&snippet, a->highlight, row->article, NULL);
	if (st < 0) {
		p->out->status = st;
		return;
	}
	if (!snippet.text.len)
		return;
	bl_buf_init(&m.text, LINE_MAX_BYTES);
	mark_snippet(&m, &snippet);
	new_line(p);
	put_wrapped(p, &m);
	bl_buf_release(&m.text);
}

/* In a batch the answers need to be told apart. */
static void print_heading(struct bl_buf *out, const struct bl_answer *a)
{
	if (!a->query_id)
		return;
	bl_buf_adds(out, "== ");
	bl_utf8_printable(out, bl_str_from(a->query_id), 0);
	bl_buf_addf(out, ": %llu article%s\n\n",
		    (unsigned long long)a->hits->matched,
		    a->hits->matched == 1 ? "" : "s");
}

static void print_gap(struct bl_buf *out, const struct bl_answer *a)
{
	if (a->query_id && a->hits->n)
		bl_buf_addc(out, '\n');
}

static void print_row(struct bl_buf *out, const struct bl_answer *a,
		      const struct bl_row *row)
{
	struct pen p = { .out = out, .color = a->color, .width = a->width };

	if (p.width > MAX_COLUMNS)
		p.width = MAX_COLUMNS;
	if (p.width < MIN_COLUMNS)
		p.width = MIN_COLUMNS;
	if (row->rank > a->offset + 1)
		bl_buf_addc(out, '\n');
	put_title(&p, row);
	put_facts(&p, row);
	put_snippet(&p, a, row);
	bl_buf_addc(out, '\n');
}

const struct bl_output bl_output_text = {
	.name = "text",
	.about = "for people: title, date, source, id and a snippet",
	.needs_article = true,
	.begin = print_heading,
	.end = print_gap,
	.row = print_row,
};
