/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "group_private.h"

#include "blotter/filter.h"
#include "blotter/utf8.h"

#define INCIDENT_MAX_BYTES ((size_t)1 << 20) /* of a stored one */
/* Of an article's beginning, where the words are that are compared. */
#define BEGINNING_BYTES ((size_t)8 << 10)
#define COMPARED_MIN 300 /* articles */

/* What reading the articles, one after the other, needs. */
struct reading {
	struct bl_reader *reader;
	const struct bl_node *query;
	struct bl_vocab *vocab;
	struct bl_arena *arena, *scratch;
	struct bl_tokens title, body;
	struct bl_buf stored;
	struct bl_member *member;
	struct bl_report *report;
	size_t n, n_hits; /* articles; those that match, which come first */
};

/* A copy in the arena, by way of the stored form. */
static bl_status keep_incident(struct bl_incident **out, struct reading *r,
			       struct bl_incident *in, struct bl_error *err)
{
	struct bl_incidents one = { in, 1 };
	bl_status st;

	bl_buf_clear(&r->stored);
	st = bl_incidents_encode(&r->stored, &one, err);
	if (st >= 0)
		st = bl_incidents_decode(&one, r->arena, bl_buf_str(&r->stored),
					 err);
	*out = st < 0 ? NULL : one.item;
	return st;
}

static bl_status read_words(struct bl_report *out, struct reading *r,
			    const struct bl_article *article,
			    struct bl_error *err)
{
	size_t len = article->text.len;
	bl_status st;

	if (len > BEGINNING_BYTES)
		len = bl_utf8_valid(article->text.data, BEGINNING_BYTES);
	r->title.n = r->body.n = 0;
	st = bl_tokenize(r->vocab, article->title.data, article->title.len,
			 &r->title, err);
	if (st >= 0)
		st = bl_tokenize(r->vocab, article->text.data, len, &r->body,
				 err);
	return st < 0 ? st
		      : bl_link_words(out, r->vocab, &r->title, &r->body,
				      r->arena, err);
}

/* Read the article of a hit; one that was deleted since is left out. */
static bl_status read_article(struct reading *r, const struct bl_hit *hit,
			      struct bl_error *err)
{
	struct bl_member *member = &r->member[r->n];
	struct bl_report *report = &r->report[r->n];
	const struct bl_incident *in;
	struct bl_incidents incidents;
	struct bl_article article;
	bl_status st;

	bl_arena_clear(r->scratch);
	st = bl_reader_fetch(r->reader, hit, r->scratch, &article, &incidents,
			     err);
	if (st < 0)
		return st == BL_ERR_NOT_FOUND ? BL_OK : st;
	in = bl_incident_of(r->query, &incidents);
	member->hit = *hit;
	member->title = bl_arena_str(r->arena, article.title);
	if (!member->title.data)
		return bl_fail_nomem(err);
	if (in)
		st = keep_incident(&member->incident, r,
				   &incidents.item[in - incidents.item], err);
	if (st >= 0)
		st = read_words(report, r, &article, err);
	report->incident = member->incident;
	report->published = hit->published;
	r->n++;
	return st;
}

static bool is_among(const struct bl_hits *hits, uint64_t doc)
{
	size_t i;

	for (i = 0; i < hits->n; i++) {
		if (hits->hit[i].doc == doc)
			return true;
	}
	return false;
}

/*
 * A few reports do not tell which words are rare: others of the index are
 * compared with them.
 */
static bl_status read_others(struct reading *r, const struct bl_hits *hits,
			     struct bl_error *err)
{
	const struct bl_node any = { .kind = BL_NODE_ALL, .weight = 1 };
	const struct bl_search newest = { .query = &any,
					  .limit = COMPARED_MIN,
					  .sort = BL_SORT_NEWEST,
					  .k1 = BL_BM25_K1,
					  .b = BL_BM25_B };
	struct bl_hits others = { NULL, 0, 0 };
	bl_status st;
	size_t i;

	if (hits->n >= COMPARED_MIN)
		return BL_OK;
	st = bl_reader_search(r->reader, &newest, r->arena, &others, err);
	for (i = 0; st >= 0 && i < others.n && r->n < COMPARED_MIN; i++) {
		if (!is_among(hits, others.hit[i].doc))
			st = read_article(r, &others.hit[i], err);
	}
	return st;
}

/* The articles of these hits, r->n_hits of them, and perhaps others. */
static bl_status read_articles(struct reading *r, const struct bl_hits *hits,
			       struct bl_error *err)
{
	size_t room = hits->n > COMPARED_MIN ? hits->n : COMPARED_MIN, i;
	bl_status st = BL_OK;

	r->member = bl_arena_calloc(r->arena, room, sizeof(*r->member));
	r->report = bl_arena_calloc(r->arena, room, sizeof(*r->report));
	if (!r->member || !r->report)
		return bl_fail_nomem(err);
	bl_buf_init(&r->stored, INCIDENT_MAX_BYTES);
	for (i = 0; i < hits->n && st >= 0; i++)
		st = read_article(r, &hits->hit[i], err);
	r->n_hits = r->n;
	if (st >= 0 && r->n_hits > 1)
		st = read_others(r, hits, err);
	bl_buf_release(&r->stored);
	bl_tokens_release(&r->title);
	bl_tokens_release(&r->body);
	return st;
}

/* ---- what is told of a group ---- */

/* Take in a report's number; undated reports have no place in the order. */
static void add_number(struct bl_course *c, int32_t n, bl_time published)
{
	if (n == BL_COUNT_UNSET)
		return;
	if (!c->known || n < c->low)
		c->low = n;
	if (!c->known || n > c->high)
		c->high = n;
	c->known = true;
	if (published == BL_TIME_UNSET)
		return;
	if (!c->dated || published < c->from) {
		c->from = published;
		c->first = n;
	}
	if (!c->dated || published >= c->to) {
		c->to = published;
		c->last = n;
	}
	c->dated = true;
}

/* Members come in the order of hits: of reports published at one time, the
 * best counts as the earliest. */
static void add_member(struct bl_group *g, const struct bl_member *m)
{
	bl_time published = m->hit.published;

	g->member[g->n++] = m;
	if (m->incident) {
		add_number(&g->killed, m->incident->killed.min, published);
		add_number(&g->injured, m->incident->injured.min, published);
	}
	if (published == BL_TIME_UNSET)
		return;
	if (!g->first || published < g->first->hit.published)
		g->first = m;
	if (!g->last || published >= g->last->hit.published)
		g->last = m;
}

static bl_status fill_groups(struct bl_groups *out, const struct reading *r,
			     const uint32_t *cluster, struct bl_error *err)
{
	const struct bl_member **slots =
		bl_arena_calloc(r->arena, r->n_hits, sizeof(*slots));
	size_t i, used = 0;

	out->item = bl_arena_calloc(r->arena, r->n_hits, sizeof(*out->item));
	if (!out->item || !slots)
		return bl_fail_nomem(err);
	for (i = 0; i < r->n_hits; i++)
		out->item[cluster[i]].n++;
	for (out->n = 0; out->n < r->n_hits && out->item[out->n].n; out->n++) {
		out->item[out->n].member = slots + used;
		used += out->item[out->n].n;
		out->item[out->n].n = 0;
	}
	for (i = 0; i < r->n_hits; i++)
		add_member(&out->item[cluster[i]], &r->member[i]);
	return BL_OK;
}

bl_status bl_groups_find(struct bl_groups *out, struct bl_reader *reader,
			 const struct bl_search *search, struct bl_vocab *vocab,
			 struct bl_arena *arena, struct bl_arena *scratch,
			 struct bl_error *err)
{
	struct reading r = { .reader = reader,
			     .query = search->query,
			     .vocab = vocab,
			     .arena = arena,
			     .scratch = scratch };
	struct bl_search best = *search;
	struct bl_hits hits = { NULL, 0, 0 };
	uint32_t *cluster;
	bl_status st;

	*out = (struct bl_groups){ NULL, 0, 0, 0 };
	best.offset = 0;
	best.limit = BL_LINK_MAX_REPORTS;
	st = bl_reader_search(reader, &best, arena, &hits, err);
	if (st >= 0)
		st = read_articles(&r, &hits, err);
	if (st < 0)
		return st;
	out->compared = r.n_hits;
	out->matched = hits.matched;
	cluster = bl_arena_calloc(arena, r.n, sizeof(*cluster));
	if (!cluster)
		return bl_fail_nomem(err);
	st = bl_link_reports(cluster, r.report, r.n, err);
	return st < 0 ? st : fill_groups(out, &r, cluster, err);
}
