/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Hits for people: a title, a line of facts, and a snippet whose lines end
 * where the terminal's do.  Nothing of an article reaches the terminal but
 * through bl_utf8_printable.
 */
#include <string.h>

#include "blotter/utf8.h"
#include "evidence_private.h"
#include "incident_words_private.h"
#include "output_text_private.h"

/* Of a quote: colon, space, quotation marks, dots and the space before them. */
#define QUOTE_FRAME_COLUMNS 7
#define SEPARATOR " " BL_DOT " "

/* Printable text with the words in it that stand out. */
struct marked {
	struct bl_buf text;
	struct bl_mark mark[BL_SNIPPET_MAX_BYTES];
	size_t n_marks;
};

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
		bl_buf_adds(&m->text, BL_ELLIPSIS);
	for (i = 0; i < s->n_marks; i++) {
		between = part(s->text, from, s->mark[i].start);
		word = part(s->text, s->mark[i].start, s->mark[i].end);
		from = s->mark[i].end;
		if (bl_utf8_printable(&m->text, between, 0))
			bl_buf_addc(&m->text, ' ');
		start = m->text.len;
		bl_utf8_printable(&m->text, word, 0);
		if (m->text.len > start)
			m->mark[m->n_marks++] =
				(struct bl_mark){ start, m->text.len };
	}
	bl_utf8_printable(&m->text, part(s->text, from, s->text.len), 0);
	if (s->cut_after)
		bl_buf_adds(&m->text, " " BL_ELLIPSIS);
}

void bl_text_title(struct bl_pen *p, size_t rank, struct bl_str title)
{
	size_t start = p->out->len;
	struct bl_buf text;

	bl_buf_init(&text, BL_LINE_MAX_BYTES);
	bl_utf8_printable(&text, title, 0);
	if (!text.len)
		bl_buf_adds(&text, "(no title)");
	bl_buf_addf(p->out, "%zu. ", rank);
	p->indent = p->column = (unsigned)(p->out->len - start);
	bl_pen_style(p, BL_BOLD);
	bl_pen_wrap(p, bl_buf_str(&text), NULL, 0);
	bl_pen_style(p, BL_NORMAL);
	bl_buf_release(&text);
}

static void put_fact(struct bl_pen *p, struct bl_str fact,
		     const char **separator)
{
	if (!fact.len)
		return;
	bl_buf_adds(p->out, *separator);
	bl_utf8_printable(p->out, fact, 0);
	*separator = SEPARATOR;
}

/* Never broken, so that a path or an address can be copied. */
static void put_facts(struct bl_pen *p, const struct bl_row *row)
{
	const struct bl_article *article = row->article;
	const char *separator = "";
	char day[BL_TIME_TEXT_BYTES];

	bl_pen_line(p);
	bl_pen_style(p, BL_DIM);
	if (article->published != BL_TIME_UNSET)
		put_fact(p,
			 bl_str_from(bl_day_text(
				 day, bl_day_of_time(article->published))),
			 &separator);
	put_fact(p, article->source, &separator);
	put_fact(p, row->hit->id, &separator);
	if (!bl_str_eq(article->url, row->hit->id))
		put_fact(p, article->url, &separator);
	bl_pen_style(p, BL_NORMAL);
}

void bl_text_incident(struct bl_pen *p, const struct bl_incident *in)
{
	struct bl_buf facts;

	bl_buf_init(&facts, BL_LINE_MAX_BYTES);
	bl_words_incident(&facts, in);
	bl_pen_line(p);
	bl_pen_style(p, BL_CYAN);
	bl_pen_facts(p, bl_buf_str(&facts));
	bl_pen_style(p, BL_NORMAL);
	bl_buf_release(&facts);
}

/* A line that fits, if the words do. */
static void put_quote(struct bl_pen *p, const struct bl_article *article,
		      const struct bl_evidence *e)
{
	const char *label = bl_incident_value_name(e->value);
	unsigned room = p->width - p->indent;
	unsigned frame = (unsigned)strlen(label) + QUOTE_FRAME_COLUMNS;
	struct bl_snippet words;
	struct marked m;

	if (!bl_evidence_cut(&words, article, e,
			     room > frame ? room - frame : 0))
		return;
	bl_buf_init(&m.text, BL_LINE_MAX_BYTES);
	bl_buf_addf(&m.text, "%s: " BL_QUOTE, label);
	mark_snippet(&m, &words);
	bl_buf_adds(&m.text, BL_UNQUOTE);
	bl_pen_line(p);
	bl_pen_wrap(p, bl_buf_str(&m.text), m.mark, m.n_marks);
	bl_buf_release(&m.text);
}

static void put_evidence(struct bl_pen *p, const struct bl_row *row)
{
	const struct bl_incident *in = row->incident;
	size_t i;

	for (i = 0; i < in->n_evidence; i++)
		put_quote(p, row->article, &in->evidence[i]);
}

static void put_snippet(struct bl_pen *p, const struct bl_answer *a,
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
	bl_buf_init(&m.text, BL_LINE_MAX_BYTES);
	mark_snippet(&m, &snippet);
	bl_pen_line(p);
	bl_pen_wrap(p, bl_buf_str(&m.text), m.mark, m.n_marks);
	bl_buf_release(&m.text);
}

/* In a batch the answers need to be told apart. */
static void print_heading(struct bl_buf *out, const struct bl_answer *a)
{
	if (!a->query_id)
		return;
	bl_buf_adds(out, "== ");
	bl_utf8_printable(out, bl_str_from(a->query_id), 0);
	bl_buf_addf(out, ": %llu article%s\n\n", (unsigned long long)a->matched,
		    a->matched == 1 ? "" : "s");
}

static void print_gap(struct bl_buf *out, const struct bl_answer *a)
{
	if (a->query_id && !a->empty)
		bl_buf_addc(out, '\n');
}

static void print_row(struct bl_buf *out, const struct bl_answer *a,
		      const struct bl_row *row)
{
	struct bl_pen p;

	bl_pen_init(&p, out, a);
	if (row->rank > a->offset + 1)
		bl_buf_addc(out, '\n');
	bl_text_title(&p, row->rank, row->article->title);
	put_facts(&p, row);
	if (row->incident)
		bl_text_incident(&p, row->incident);
	put_snippet(&p, a, row);
	if (row->incident && a->evidence)
		put_evidence(&p, row);
	bl_buf_addc(out, '\n');
}

const struct bl_output bl_output_text = {
	.name = "text",
	.needs_article = true,
	.begin = print_heading,
	.end = print_gap,
	.row = print_row,
	.facets = bl_text_facets,
	.timeline = bl_text_timeline,
	.group = bl_text_group,
};
