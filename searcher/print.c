/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "found_private.h"

#include <inttypes.h>

#include "blotter/filter.h"
#include "line_private.h"

/* Fetch what a row shows besides its hit: BL_SKIP when the article was deleted
 * since the search. */
static bl_status fill_row(struct bl_session *s, const struct bl_node *query,
			  struct bl_row *row, struct bl_article *article,
			  struct bl_incidents *incidents, struct bl_error *err)
{
	bl_status st;

	bl_arena_clear(&s->article_arena);
	st = bl_reader_fetch(s->reader, row->hit, &s->article_arena, article,
			     incidents, err);
	if (st < 0)
		return st == BL_ERR_NOT_FOUND ? BL_SKIP : st;
	row->article = article;
	row->incidents = incidents;
	row->incident = bl_incident_of(query, incidents);
	return BL_OK;
}

static bl_status print_rows(struct bl_session *s, const struct bl_node *query,
			    const struct bl_answer *a, struct bl_error *err)
{
	const struct bl_output *output = s->args->output;
	struct bl_incidents incidents;
	struct bl_article article;
	bl_status st = BL_OK;
	size_t i;

	for (i = 0; i < a->hits->n && st >= 0; i++) {
		struct bl_row row = { .rank = a->offset + i + 1,
				      .hit = &a->hits->hit[i] };

		if (output->needs_article)
			st = fill_row(s, query, &row, &article, &incidents,
				      err);
		if (st == BL_OK)
			output->row(&s->out, a, &row);
		if (st >= 0)
			st = bl_session_flush_some(s, err);
	}
	return st;
}

static bl_status print_groups(struct bl_session *s,
			      const struct bl_search *search,
			      const struct bl_answer *a,
			      const struct bl_groups *groups,
			      struct bl_error *err)
{
	bl_status st = BL_OK;
	size_t i;

	for (i = search->offset; i < groups->n && st >= 0; i++) {
		if (i - search->offset == search->limit)
			break;
		s->args->output->group(&s->out, a, i + 1, &groups->item[i]);
		st = bl_session_flush_some(s, err);
	}
	return st;
}

static bl_status print_body(struct bl_session *s,
			    const struct bl_search *search,
			    const struct bl_answer *a,
			    const struct bl_found *found, struct bl_error *err)
{
	const struct bl_output *output = s->args->output;

	switch (s->args->asked) {
	case BL_ASKED_FACETS:
		output->facets(&s->out, a, found->facet, s->args->facets.n);
		return BL_OK;
	case BL_ASKED_TIMELINE:
		output->timeline(&s->out, a, &found->timeline);
		return BL_OK;
	case BL_ASKED_GROUPS:
		return print_groups(s, search, a, &found->groups, err);
	default:
		return output->row ? print_rows(s, search->query, a, err)
				   : BL_OK;
	}
}

static bl_status print_answer(struct bl_session *s, const struct bl_question *q,
			      const struct bl_search *search,
			      const struct bl_found *found,
			      struct bl_error *err)
{
	const struct bl_output *output = s->args->output;
	const struct bl_answer answer = {
		.query_id = q->id,
		.matched = found->matched,
		.hits = &found->hits,
		.offset = search->offset,
		.n_groups = found->groups.n,
		.empty = !(s->args->asked == BL_ASKED_HITS ? found->hits.n
							   : found->matched),
		.highlight = s->highlight,
		.evidence = s->args->evidence,
		.color = s->color,
		.unicode = s->unicode,
		.width = s->width,
	};
	bl_status st = BL_OK;

	if (output->needs_article)
		st = bl_highlight_set(s->highlight, search->query, err);
	if (st < 0)
		return st;
	if (output->begin)
		output->begin(&s->out, &answer);
	st = print_body(s, search, &answer, found, err);
	if (st >= 0 && output->end)
		output->end(&s->out, &answer);
	return st;
}

static const char *plural(uint64_t n)
{
	return n == 1 ? "" : "s";
}

/* What a person at a terminal wants to know beside the answer. */
static void talk_count(struct bl_session *s, const struct bl_search *search,
		       const struct bl_found *found)
{
	size_t n = found->hits.n;

	if (!s->terminal || s->args->output != &bl_output_text)
		return;
	if (!found->matched)
		bl_buf_adds(&s->talk, "no article matches\n");
	else if (s->args->asked == BL_ASKED_GROUPS)
		bl_buf_addf(&s->talk,
			    "\n%zu incident%s in %" PRIu64 " article%s\n",
			    found->groups.n, plural(found->groups.n),
			    found->matched, plural(found->matched));
	else if (s->args->asked != BL_ASKED_HITS || n == found->matched)
		bl_buf_addf(&s->talk, "\n%" PRIu64 " article%s\n",
			    found->matched, plural(found->matched));
	else if (n)
		bl_buf_addf(&s->talk, "\n%zu to %zu of %" PRIu64 " articles\n",
			    search->offset + 1, search->offset + n,
			    found->matched);
}

/* Not all of very many reports are grouped: their pairs are compared. */
static void talk_limit(struct bl_session *s, const struct bl_question *q,
		       const struct bl_found *found)
{
	if (s->args->asked == BL_ASKED_GROUPS &&
	    found->matched > BL_LINK_MAX_REPORTS)
		bl_buf_addf(&s->talk,
			    BL_PROGRAM ": %sgrouping the first %d of %" PRIu64
				       " articles\n",
			    q->where, BL_LINK_MAX_REPORTS, found->matched);
}

bl_status bl_print_found(struct bl_session *s, const struct bl_question *q,
			 const struct bl_search *search,
			 const struct bl_found *found, struct bl_error *err)
{
	bl_status st;

	if (s->args->asked == BL_ASKED_COUNT) {
		bl_line_query(&s->out, q->id);
		bl_buf_addf(&s->out, "%" PRIu64 "\n", found->matched);
		return bl_session_flush(s, err);
	}
	talk_limit(s, q, found);
	st = print_answer(s, q, search, found, err);
	if (st >= 0)
		st = bl_session_flush(s, err);
	if (st < 0)
		return st;
	talk_count(s, search, found);
	return bl_session_flush(s, err);
}
