/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Merging segments: their articles stay in order, one segment's behind the
 * other's, deleted ones left out; dictionaries are merged term by term, while
 * another thread copies the stored articles.  What grows with the segments
 * stays on disk, but for a few bytes an article.
 */
#include <stdlib.h>
#include <string.h>

#include "segment_private.h"

#define DROPPED UINT32_MAX

struct source {
	struct bl_merge_source from;
	const struct bl_segment *segment;
	uint32_t base; /* number of its first article in the new segment */
	uint32_t *map; /* number of each there, or DROPPED; NULL: base + it */
};

struct merge {
	const struct bl_merge_source *from;
	struct source *source;
	size_t n;
	struct bl_dict_join join; /* of the sources' dictionaries */
	struct bl_segment_writer *writer;
	struct bl_run_segment *to;
	int64_t *published;
	uint32_t *length, *id;
	uint16_t *title;
	struct bl_postings *postings;
	struct bl_positions positions;
	/* of the stem that a form was written through last */
	struct bl_buf stem;
	uint32_t *stem_doc; /* its articles in the new segment */
	uint32_t n_stem;
};

static uint32_t renumber(const struct source *s, uint32_t doc)
{
	return s->map ? s->map[doc] : s->base + doc;
}

/* ---- articles */

static bl_status number_docs(struct merge *m, struct bl_error *err)
{
	uint64_t docs = 0;
	size_t i;

	for (i = 0; i < m->n; i++) {
		struct source *s = &m->source[i];
		uint32_t n = s->segment->info.docs, doc;

		s->base = (uint32_t)docs;
		if (!s->from.dead) {
			docs += n;
		} else {
			s->map = calloc((size_t)n + 1, sizeof(*s->map));
			if (!s->map)
				return bl_fail_nomem(err);
			for (doc = 0; doc < n; doc++)
				s->map[doc] = bl_bitmap_has(s->from.dead, doc)
						      ? DROPPED
						      : (uint32_t)docs++;
		}
		if (docs > BL_SEGMENT_MAX_DOCS)
			return bl_fail(err, BL_ERR_LIMIT,
				       "a segment of more than %u articles",
				       BL_SEGMENT_MAX_DOCS);
	}
	m->to->info.docs = (uint32_t)docs;
	return BL_OK;
}

static bl_status alloc_columns(struct merge *m, struct bl_error *err)
{
	size_t n = (size_t)m->to->info.docs + 1;

	m->published = calloc(n, sizeof(*m->published));
	m->length = calloc(n, sizeof(*m->length));
	m->id = calloc(n, sizeof(*m->id));
	m->title = calloc(n, sizeof(*m->title));
	m->stem_doc = calloc(n, sizeof(*m->stem_doc));
	m->to->sequence = calloc(n, sizeof(*m->to->sequence));
	m->to->dead = calloc(1, bl_bitmap_bytes(m->to->info.docs) + 1);
	if (!m->published || !m->length || !m->id || !m->title ||
	    !m->stem_doc || !m->to->sequence || !m->to->dead)
		return bl_fail_nomem(err);
	return BL_OK;
}

static void copy_columns(struct merge *m, const struct source *s)
{
	const struct bl_columns *c = &s->segment->column;
	uint32_t doc;

	for (doc = 0; doc < s->segment->info.docs; doc++) {
		uint32_t to = renumber(s, doc);

		if (to == DROPPED)
			continue;
		m->published[to] = c->published[doc];
		m->length[to] = c->length[doc];
		m->title[to] = c->title[doc];
		m->to->info.length += c->length[doc];
		if (s->from.sequence)
			m->to->sequence[to] = s->from.sequence[doc];
	}
}

static bl_status copy_incidents(struct merge *m, const struct source *s,
				struct bl_error *err)
{
	struct bl_incident *item = calloc(BL_INCIDENTS_MAX, sizeof(*item));
	struct bl_incident_reader *r = calloc(1, sizeof(*r));
	bl_status st = item && r ? BL_OK : bl_fail_nomem(err);
	uint32_t doc;

	if (st == BL_OK)
		bl_incident_reader_start(r, &s->segment->incidents);
	for (doc = 0; st == BL_OK && doc < s->segment->info.docs; doc++) {
		if (renumber(s, doc) == DROPPED)
			continue;
		st = bl_incident_writer_add(
			&m->writer->incidents,
			bl_incident_reader_source(r, doc), item,
			bl_incident_reader_doc(item, r, doc, BL_PARTS_ALL),
			err);
		if (st == BL_OK && r->damaged)
			st = bl_fail(err, BL_ERR_CORRUPT,
				     "incidents to be merged are damaged");
	}
	free(item);
	free(r);
	return st;
}

static bl_status merge_docs(struct merge *m, struct bl_error *err)
{
	bl_status st = number_docs(m, err);
	size_t i;

	if (st == BL_OK)
		st = alloc_columns(m, err);
	for (i = 0; st == BL_OK && i < m->n; i++) {
		copy_columns(m, &m->source[i]);
		st = copy_incidents(m, &m->source[i], err);
		bl_segment_let_go(m->source[i].segment);
	}
	return st;
}

static void start(struct merge *m, enum bl_section_kind kind)
{
	size_t i;

	for (i = 0; i < m->n; i++)
		bl_dict_join_start(&m->join, i,
				   bl_segment_dict(m->source[i].segment, kind),
				   BL_STR_NULL);
}

static bl_status finish(const struct merge *m, struct bl_error *err)
{
	if (!bl_dict_join_damaged(&m->join))
		return BL_OK;
	return bl_fail(err, BL_ERR_CORRUPT,
		       "a dictionary to be merged is damaged");
}

/* ---- ids */

static void mark_dead(struct merge *m, uint32_t doc)
{
	m->to->dead[doc / 8] |= (uint8_t)(1 << doc % 8);
	m->to->info.dead++;
	m->to->info.dead_length += m->length[doc];
}

/* An article that has the id at hand, beside `best`, which had it before:
 * returns which of them counts. */
static uint32_t choose(struct merge *m, uint32_t best, uint32_t doc)
{
	const uint64_t *sequence = m->to->sequence;

	if (best == DROPPED)
		return doc;
	if (sequence[best] < sequence[doc]) {
		mark_dead(m, best);
		return doc;
	}
	mark_dead(m, doc);
	return best;
}

/* The articles with the id at hand get its number; *best becomes the one that
 * counts, DROPPED when there is none left. */
static bl_status merge_id(struct merge *m, uint32_t number, uint32_t *best,
			  struct bl_error *err)
{
	size_t i;

	*best = DROPPED;
	for (i = 0; i < m->n; i++) {
		const struct bl_entry *e = &m->join.side[i].cursor.entry;
		const struct source *s = &m->source[i];
		uint32_t doc;

		if (!m->join.side[i].here)
			continue;
		if (e->docs != 1 || e->doc >= s->segment->info.docs)
			return bl_fail(err, BL_ERR_CORRUPT,
				       "an id to be merged is damaged");
		doc = renumber(s, e->doc);
		if (doc == DROPPED)
			continue;
		m->id[doc] = number;
		*best = choose(m, *best, doc);
	}
	return BL_OK;
}

static bl_status merge_ids(struct merge *m, struct bl_error *err)
{
	uint32_t number = 0, best;
	bl_status st = BL_OK;

	start(m, BL_SECTION_IDS);
	while (st == BL_OK && bl_dict_join_next(&m->join)) {
		st = merge_id(m, number, &best, err);
		if (st == BL_OK && best != DROPPED) {
			st = bl_segment_writer_id(m->writer, m->join.term, best,
						  err);
			number++;
		}
	}
	return st < 0 ? st : finish(m, err);
}

/* ---- terms */

static bool copy_positions(struct bl_list_writer *w, struct bl_positions *p,
			   uint64_t first, uint64_t wdf)
{
	uint32_t steps[BL_BLOCK], i;

	while (wdf) {
		uint32_t n = wdf < BL_BLOCK ? (uint32_t)wdf : BL_BLOCK;

		if (!bl_positions_steps(p, steps, first, n))
			return false;
		for (i = 0; i < n; i++)
			bl_list_position(w, steps[i]);
		first += n;
		wdf -= n;
	}
	return true;
}

/* The postings of a block that was loaded; `first` is where its positions
 * are. */
static bool copy_block(struct merge *m, const struct source *s,
		       struct bl_list_writer *w, uint64_t *first)
{
	const struct bl_postings *p = m->postings;
	uint32_t i;

	for (i = 0; i < p->n; i++) {
		uint32_t doc = renumber(s, p->doc[i]);
		uint64_t wdf = p->positional ? (uint64_t)p->wdf[i] + 1 : 1;

		if (doc != DROPPED) {
			bl_list_add(w, doc, (uint32_t)wdf);
			if (p->positional &&
			    !copy_positions(w, &m->positions, *first, wdf))
				return false;
		}
		*first += wdf;
	}
	return true;
}

static bl_status copy_list(struct merge *m, size_t i, struct bl_list_writer *w,
			   bool positional, struct bl_error *err)
{
	const struct source *s = &m->source[i];
	const struct bl_segment *segment = s->segment;
	const struct bl_entry *e = &m->join.side[i].cursor.entry;
	struct bl_postings *p = m->postings;
	uint64_t first = 0;
	bool whole = true;
	uint32_t block;

	bl_segment_postings(p, w->k, segment, m->join.term, e, positional);
	if (positional)
		bl_positions_open(&m->positions, w->k, e,
				  &segment->in[BL_SECTION_POSITIONS]);
	for (block = 0; whole && block < p->blocks; block++)
		whole = bl_postings_load(p, block) &&
			(!positional || bl_postings_load_wdf(p)) &&
			copy_block(m, s, w, &first);
	if (!whole || p->damaged)
		return bl_fail(err, BL_ERR_CORRUPT,
			       "postings to be merged are damaged");
	return BL_OK;
}

static bl_status copy_lists(struct merge *m, struct bl_list_writer *w,
			    bool positional, struct bl_error *err)
{
	bl_status st = BL_OK;
	size_t i;

	for (i = 0; st == BL_OK && i < m->n; i++)
		if (m->join.side[i].here)
			st = copy_list(m, i, w, positional, err);
	return st;
}

static bl_status merge_term(struct merge *m, bool positional,
			    struct bl_error *err)
{
	struct bl_segment_writer *to = m->writer;
	struct bl_list_writer *w = positional ? &to->positional : &to->plain;
	bl_status st;

	bl_list_begin(w);
	st = copy_lists(m, w, positional, err);
	if (st == BL_OK && w->docs)
		st = bl_segment_writer_term(to, m->join.term, positional, err);
	return st;
}

/* ---- forms */

/* The articles of the stem in a source, as numbers of the new segment. */
static void add_stem_docs(struct merge *m, const struct source *s,
			  const struct bl_entry *e)
{
	struct bl_postings *p = m->postings;
	uint32_t block, i;

	bl_postings_open(p, m->writer->plain.k, e,
			 &s->segment->in[BL_SECTION_POSTINGS], true,
			 s->segment->info.docs);
	for (block = 0; block < p->blocks && bl_postings_load(p, block);
	     block++) {
		for (i = 0; i < p->n; i++) {
			uint32_t doc = renumber(s, p->doc[i]);

			if (doc != DROPPED)
				m->stem_doc[m->n_stem++] = doc;
		}
	}
}

static bl_status find_stem_docs(struct merge *m, struct bl_str stem,
				struct bl_error *err)
{
	bool damaged = false;
	struct bl_entry e;
	size_t i;

	if (bl_str_eq(stem, bl_buf_str(&m->stem)))
		return BL_OK;
	m->n_stem = 0;
	for (i = 0; i < m->n; i++) {
		const struct source *s = &m->source[i];

		if (bl_dict_find(&e, &s->segment->stems, stem, &damaged))
			add_stem_docs(m, s, &e);
		damaged |= m->postings->damaged;
	}
	if (damaged)
		return bl_fail(err, BL_ERR_CORRUPT,
			       "stems to be merged are damaged");
	bl_buf_clear(&m->stem);
	bl_buf_addstr(&m->stem, stem);
	return bl_buf_status(&m->stem, err);
}

/* The entry of a source that has the term at hand; all name the same stem. */
static const struct bl_entry *an_entry(const struct merge *m)
{
	size_t i = 0;

	while (!m->join.side[i].here)
		i++;
	return &m->join.side[i].cursor.entry;
}

static bl_status merge_form(struct merge *m, struct bl_error *err)
{
	const struct bl_entry *e = an_entry(m);
	struct bl_list_writer *w = &m->writer->plain;
	char buf[BL_DICT_TERM_MAX_BYTES];
	struct bl_str stem;
	bl_status st;

	if (!e->has_stem)
		return merge_term(m, false, err);
	stem = bl_segment_stem(buf, m->join.term, e);
	st = find_stem_docs(m, stem, err);
	if (st < 0)
		return st;
	bl_list_begin_through(w, m->stem_doc, m->n_stem);
	st = copy_lists(m, w, false, err);
	if (st == BL_OK && w->docs)
		st = bl_segment_writer_form(m->writer, m->join.term, stem, err);
	return st;
}

/* ---- all of a dictionary */

static uint64_t list_bytes(const struct merge *m)
{
	return bl_output_at(&m->writer->out[BL_SECTION_POSTINGS]) +
	       bl_output_at(&m->writer->out[BL_SECTION_POSITIONS]);
}

static bl_status merge_terms(struct merge *m, bool positional,
			     struct bl_error *err)
{
	uint64_t let_go_at = list_bytes(m) + BL_LET_GO_BYTES;
	bl_status st = BL_OK;
	size_t i;

	start(m, positional ? BL_SECTION_STEMS : BL_SECTION_FORMS);
	while (st == BL_OK && bl_dict_join_next(&m->join)) {
		st = positional ? merge_term(m, true, err) : merge_form(m, err);
		if (list_bytes(m) < let_go_at)
			continue;
		for (i = 0; i < m->n; i++)
			bl_segment_let_go(m->source[i].segment);
		let_go_at = list_bytes(m) + BL_LET_GO_BYTES;
	}
	return st < 0 ? st : finish(m, err);
}

/* ---- all of it */

/* Ids and terms of the articles that were numbered. */
static bl_status merge_dictionaries(struct merge *m, struct bl_error *err)
{
	struct bl_columns c = { m->published, m->length, m->id, m->title };
	bl_status st = bl_segment_writer_begin(m->writer, m->to->info.docs,
					       c.length, err);

	if (st == BL_OK)
		st = merge_ids(m, err);
	if (st < 0)
		return st;
	bl_segment_writer_columns(m->writer, &c);
	st = merge_terms(m, true, err);
	return st < 0 ? st : merge_terms(m, false, err);
}

static bl_status merge_all(struct merge *m, struct bl_error *err)
{
	struct bl_store_copy copy;
	bl_status st = merge_docs(m, err);

	if (st < 0)
		return st;
	bl_store_copy_start(&copy, &m->writer->store, m->from, m->n);
	st = merge_dictionaries(m, err);
	st = bl_store_copy_finish(&copy, st, err);
	if (st == BL_OK && m->writer->store.docs != m->to->info.docs)
		st = bl_fail(err, BL_ERR_CORRUPT,
			     "a segment to be merged has other articles than "
			     "it says");
	return st < 0 ? st : bl_segment_writer_finish(m->writer, err);
}

static void release(struct merge *m)
{
	size_t i;

	for (i = 0; m->source && i < m->n; i++)
		free(m->source[i].map);
	free(m->source);
	free(m->published);
	free(m->length);
	free(m->id);
	free(m->title);
	free(m->postings);
	free(m->stem_doc);
	bl_buf_release(&m->stem);
	bl_dict_join_release(&m->join);
	bl_segment_writer_free(m->writer);
}

bl_status bl_merge(struct bl_run_segment *to, const char *dir, uint64_t number,
		   const struct bl_merge_source *from, size_t n,
		   struct bl_error *err)
{
	struct merge m = { .from = from, .n = n, .to = to };
	bl_status st;
	size_t i;

	memset(to, 0, sizeof(*to));
	to->info.number = number;
	bl_buf_init(&m.stem, BL_DICT_TERM_MAX_BYTES);
	m.source = calloc(n + 1, sizeof(*m.source));
	m.postings = calloc(1, sizeof(*m.postings));
	st = m.source && m.postings ? BL_OK : bl_fail_nomem(err);
	if (st == BL_OK)
		st = bl_dict_join_init(&m.join, n, err);
	if (st == BL_OK)
		st = bl_segment_writer_open(&m.writer, dir, number, err);
	for (i = 0; st == BL_OK && i < n; i++) {
		m.source[i].from = from[i];
		m.source[i].segment = from[i].segment;
	}
	if (st == BL_OK)
		st = merge_all(&m, err);
	if (st < 0)
		bl_run_segment_release(to);
	release(&m);
	return st;
}
