/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blotter/utf8.h"
#include "group_private.h"
#include "output_text_private.h"

static void add_time(struct bl_buf *out, bl_time published)
{
	char day[BL_TIME_TEXT_BYTES];

	bl_buf_adds(out, bl_day_text(day, bl_day_of_time(published)));
}

/* "14 to 43 killed (first 14, last 43)", where reports differ. */
static void add_course(struct bl_buf *out, const struct bl_course *c,
		       const char *what)
{
	if (!c->known || c->low == c->high)
		return;
	bl_buf_addf(out, "\n%d to %d %s", c->low, c->high, what);
	if (c->dated && c->from < c->to)
		bl_buf_addf(out, " (first %d, last %d)", c->first, c->last);
}

static void put_summary(struct bl_pen *p, const struct bl_group *g)
{
	struct bl_buf facts;

	bl_buf_init(&facts, BL_LINE_MAX_BYTES);
	bl_buf_addf(&facts, "%zu reports", g->n);
	add_course(&facts, &g->killed, "killed");
	add_course(&facts, &g->injured, "injured");
	bl_pen_line(p);
	bl_pen_facts(p, bl_buf_str(&facts));
	bl_buf_release(&facts);
}

/* The id is never broken, so that it can be copied. */
static void put_report(struct bl_pen *p, const char *which,
		       const struct bl_member *m, bool titled)
{
	struct bl_buf title;

	bl_pen_line(p);
	bl_buf_adds(p->out, which);
	bl_pen_style(p, BL_DIM);
	if (m->hit.published != BL_TIME_UNSET) {
		add_time(p->out, m->hit.published);
		bl_buf_adds(p->out, " " BL_DOT " ");
	}
	bl_utf8_printable(p->out, m->hit.id, 0);
	bl_pen_style(p, BL_NORMAL);
	if (!titled)
		return;
	bl_buf_init(&title, BL_LINE_MAX_BYTES);
	bl_utf8_printable(&title, m->title, 0);
	bl_pen_line(p);
	bl_pen_wrap(p, bl_buf_str(&title), NULL, 0);
	bl_buf_release(&title);
}

void bl_text_group(struct bl_buf *out, const struct bl_answer *a, size_t rank,
		   const struct bl_group *g)
{
	const struct bl_member *best = g->member[0];
	struct bl_pen p;

	bl_pen_init(&p, out, a);
	if (rank > a->offset + 1)
		bl_buf_addc(out, '\n');
	bl_text_title(&p, rank, best->title);
	if (best->incident)
		bl_text_incident(&p, best->incident);
	if (g->n > 1)
		put_summary(&p, g);
	if (g->n == 1) {
		put_report(&p, "1 report: ", best, false);
	} else if (!g->first || g->first == g->last) {
		put_report(&p, "best: ", best, false);
	} else {
		put_report(&p, "first: ", g->first, g->first != best);
		put_report(&p, "last: ", g->last, g->last != best);
	}
	bl_buf_addc(out, '\n');
}
