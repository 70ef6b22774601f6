/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <inttypes.h>

#include "blotter/json.h"
#include "facet_private.h"
#include "group_private.h"
#include "output_private.h"
#include "snippet_private.h"
#include "timeline_private.h"

/* Of the members below, as blotter-search(1) lists them.  Adding one is free;
 * changing or removing one makes a new version. */
#define JSON_VERSION 1

static void begin_object(struct bl_buf *out, const struct bl_answer *a)
{
	bl_buf_addf(out, "{\"v\":%d", JSON_VERSION);
	if (a->query_id)
		bl_json_member(out, "query", bl_str_from(a->query_id));
}

static void add_number(struct bl_buf *out, const char *key, uint64_t n)
{
	bl_json_key(out, key);
	bl_buf_addf(out, "%" PRIu64, n);
}

static void add_time(struct bl_buf *out, const char *key, bl_time t)
{
	char time[BL_TIME_TEXT_BYTES];

	bl_json_member(out, key,
		       t == BL_TIME_UNSET ? BL_STR_NULL
					  : bl_str_from(bl_time_text(time, t)));
}

/* Members of an object that has begun. */
static void add_figures(struct bl_buf *out, const struct bl_figures *f)
{
	add_number(out, "articles", f->articles);
	add_number(out, "killed", f->killed);
	add_number(out, "injured", f->injured);
}

static void add_figures_object(struct bl_buf *out, const char *key,
			       const struct bl_figures *f)
{
	bl_json_key(out, key);
	bl_buf_addc(out, '{');
	add_figures(out, f);
	bl_buf_addc(out, '}');
}

static void print_row(struct bl_buf *out, const struct bl_answer *a,
		      const struct bl_row *row)
{
	const struct bl_article *article = row->article;
	struct bl_snippet snippet;
	bl_status st = bl_snippet_cut(&snippet, a->highlight, article, NULL);

	if (st < 0) {
		out->status = st;
		return;
	}
	begin_object(out, a);
	add_number(out, "rank", row->rank);
	add_number(out, "matched", a->matched);
	bl_json_key(out, "score");
	bl_buf_addf(out, "%.6f", row->hit->score);
	bl_json_member(out, "id", row->hit->id);
	bl_json_member(out, "title", article->title);
	add_time(out, "published", article->published);
	bl_json_member(out, "source", article->source);
	bl_json_member(out, "url", article->url);
	bl_json_member(out, "snippet", snippet.text);
	bl_json_key(out, "incidents");
	bl_incidents_json(out, row->incidents);
	bl_json_key(out, "incident");
	if (row->incident)
		bl_buf_addf(out, "%td", row->incident - row->incidents->item);
	else
		bl_buf_adds(out, "null");
	bl_buf_adds(out, "}\n");
}

static void print_facet(struct bl_buf *out, const struct bl_answer *a,
			const struct bl_facet *f)
{
	size_t i;

	begin_object(out, a);
	bl_json_member(out, "facet", bl_str_from(f->field));
	add_number(out, "matched", a->matched);
	add_number(out, "distinct", f->distinct);
	bl_json_key(out, "values");
	bl_buf_addc(out, '[');
	for (i = 0; i < f->n; i++) {
		bl_buf_adds(out, i ? ",{" : "{");
		bl_json_member(out, "value", f->value[i].value);
		add_figures(out, &f->value[i].figures);
		bl_buf_addc(out, '}');
	}
	bl_buf_addc(out, ']');
	add_figures_object(out, "none", &f->none);
	bl_buf_adds(out, "}\n");
}

static void print_facets(struct bl_buf *out, const struct bl_answer *a,
			 const struct bl_facet *facet, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		print_facet(out, a, &facet[i]);
}

static void print_timeline(struct bl_buf *out, const struct bl_answer *a,
			   const struct bl_timeline *t)
{
	char label[BL_TIME_TEXT_BYTES];
	size_t i;

	begin_object(out, a);
	bl_json_member(out, "timeline",
		       bl_str_from(bl_period_names[t->period]));
	add_number(out, "matched", a->matched);
	bl_json_key(out, "periods");
	bl_buf_addc(out, '[');
	for (i = 0; i < t->n; i++) {
		bl_buf_adds(out, i ? ",{" : "{");
		bl_json_member(out, "period",
			       bl_str_from(bl_timeline_label(label, t, i)));
		add_figures(out, &t->sum[i]);
		bl_buf_addc(out, '}');
	}
	bl_buf_addc(out, ']');
	add_figures_object(out, "undated", &t->undated);
	bl_buf_adds(out, "}\n");
}

/* m: NULL for none */
static void add_report(struct bl_buf *out, const struct bl_member *m)
{
	if (!m) {
		bl_buf_adds(out, "null");
		return;
	}
	bl_buf_addc(out, '{');
	bl_json_member(out, "id", m->hit.id);
	add_time(out, "published", m->hit.published);
	bl_json_member(out, "title", m->title);
	bl_buf_addc(out, '}');
}

static void add_course(struct bl_buf *out, const char *key,
		       const struct bl_course *c)
{
	bl_json_key(out, key);
	if (!c->known) {
		bl_buf_adds(out, "null");
		return;
	}
	bl_buf_addf(out, "{\"low\":%d,\"high\":%d", c->low, c->high);
	if (c->dated)
		bl_buf_addf(out, ",\"first\":%d,\"last\":%d}", c->first,
			    c->last);
	else
		bl_buf_adds(out, ",\"first\":null,\"last\":null}");
}

static void print_group(struct bl_buf *out, const struct bl_answer *a,
			size_t rank, const struct bl_group *g)
{
	const struct bl_incidents best = { g->member[0]->incident,
					   g->member[0]->incident ? 1 : 0 };
	size_t i;

	begin_object(out, a);
	add_number(out, "group", rank);
	add_number(out, "groups", a->n_groups);
	add_number(out, "matched", a->matched);
	bl_json_key(out, "incidents");
	bl_incidents_json(out, &best);
	add_number(out, "reports", g->n);
	add_course(out, "killed", &g->killed);
	add_course(out, "injured", &g->injured);
	bl_json_key(out, "first");
	add_report(out, g->first);
	bl_json_key(out, "last");
	add_report(out, g->last);
	bl_json_key(out, "articles");
	bl_buf_addc(out, '[');
	for (i = 0; i < g->n; i++) {
		if (i)
			bl_buf_addc(out, ',');
		add_report(out, g->member[i]);
	}
	bl_buf_adds(out, "]}\n");
}

const struct bl_output bl_output_json = {
	.name = "json",
	.needs_article = true,
	.row = print_row,
	.facets = print_facets,
	.timeline = print_timeline,
	.group = print_group,
};
