/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <inttypes.h>

#include "facet_private.h"
#include "group_private.h"
#include "incident_words_private.h"
#include "line_private.h"
#include "output_private.h"
#include "timeline_private.h"

static void add_count(struct bl_buf *out, const struct bl_toll *toll)
{
	bl_buf_addc(out, '\t');
	if (toll->min != BL_COUNT_UNSET)
		bl_buf_addf(out, "%d", toll->min);
}

static void add_name(struct bl_buf *out, struct bl_str name)
{
	bl_buf_addc(out, '\t');
	bl_line_cell(out, name);
}

/* Its cells, each with the tab before it; all are there without one, too. */
static void add_incident(struct bl_buf *out, const struct bl_incident *in)
{
	static const struct bl_incident_place nowhere;
	const struct bl_incident_place *place = &nowhere;
	struct bl_str actor = BL_STR_NULL;

	if (!in) {
		bl_buf_adds(out, "\t\t\t\t\t\t\t\t");
		return;
	}
	if (in->n_places)
		place = &in->place[0];
	if (in->n_actors)
		actor = in->actor[0].name;
	bl_buf_addf(out, "\t%s\t%s\t",
		    in->n_types ? bl_incident_type_name(in->types[0]) : "",
		    bl_incident_stage_name(in->stage));
	bl_words_date(out, in);
	add_name(out, place->name);
	add_name(out, place->country_name);
	add_count(out, &in->killed);
	add_count(out, &in->injured);
	add_name(out, actor);
}

static void print_row(struct bl_buf *out, const struct bl_answer *a,
		      const struct bl_row *row)
{
	char time[BL_TIME_TEXT_BYTES];

	bl_line_query(out, a->query_id);
	bl_buf_addf(out, "%zu\t%.6f\t", row->rank, row->hit->score);
	bl_line_cell(out, row->hit->id);
	bl_buf_addc(out, '\t');
	if (row->hit->published != BL_TIME_UNSET)
		bl_buf_adds(out, bl_time_text(time, row->hit->published));
	bl_buf_addc(out, '\t');
	bl_line_cell(out, row->article->title);
	add_incident(out, row->incident);
	bl_buf_addc(out, '\n');
}

static void print_figures(struct bl_buf *out, const struct bl_figures *f)
{
	bl_buf_addf(out, "\t%" PRIu64 "\t%" PRIu64 "\t%" PRIu64 "\n",
		    f->articles, f->killed, f->injured);
}

/* Its value is empty for articles that have none. */
static void print_value(struct bl_buf *out, const struct bl_answer *a,
			const struct bl_facet *f,
			const struct bl_facet_value *v)
{
	bl_line_query(out, a->query_id);
	bl_buf_addf(out, "%s\t", f->field);
	bl_line_cell(out, v->value);
	print_figures(out, &v->figures);
}

static void print_facet(struct bl_buf *out, const struct bl_answer *a,
			const struct bl_facet *f)
{
	const struct bl_facet_value none = { BL_STR_NULL, f->none };
	size_t i;

	for (i = 0; i < f->n; i++)
		print_value(out, a, f, &f->value[i]);
	if (f->none.articles)
		print_value(out, a, f, &none);
}

static void print_facets(struct bl_buf *out, const struct bl_answer *a,
			 const struct bl_facet *facet, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		print_facet(out, a, &facet[i]);
}

/* Of undated articles the label is empty. */
static void print_period(struct bl_buf *out, const struct bl_answer *a,
			 const char *label, const struct bl_figures *f)
{
	bl_line_query(out, a->query_id);
	bl_buf_adds(out, label);
	print_figures(out, f);
}

static void print_timeline(struct bl_buf *out, const struct bl_answer *a,
			   const struct bl_timeline *t)
{
	char label[BL_TIME_TEXT_BYTES];
	size_t i;

	for (i = 0; i < t->n; i++)
		print_period(out, a, bl_timeline_label(label, t, i),
			     &t->sum[i]);
	if (t->undated.articles)
		print_period(out, a, "", &t->undated);
}

static void print_group(struct bl_buf *out, const struct bl_answer *a,
			size_t rank, const struct bl_group *g)
{
	size_t i;

	for (i = 0; i < g->n; i++) {
		bl_line_query(out, a->query_id);
		bl_line_cell(out, g->member[i]->hit.id);
		bl_buf_addf(out, "\t%zu\n", rank);
	}
}

const struct bl_output bl_output_tsv = {
	.name = "tsv",
	.needs_article = true,
	.every_group = true,
	.row = print_row,
	.facets = print_facets,
	.timeline = print_timeline,
	.group = print_group,
};
