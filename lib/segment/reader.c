/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "exec_private.h"

/* A writer may remove files between reading the manifest and opening them;
 * the manifest is another one then. */
#define OPEN_TRIES 100

static bl_status room_for(struct bl_segment_reader *r, size_t more,
			  struct bl_error *err)
{
	size_t cap = r->n + more;
	void *p;

	p = reallocarray(r->segment, cap + 1, sizeof(*r->segment));
	if (!p)
		return bl_fail_nomem(err);
	r->segment = p;
	return BL_OK;
}

static void close_from(struct bl_segment_reader *r, size_t n)
{
	while (r->n > n)
		bl_segment_release(&r->segment[--r->n]);
}

static bl_status open_segments(struct bl_segment_reader *r, const char *dir,
			       const struct bl_manifest *m,
			       struct bl_error *err)
{
	bl_status st = room_for(r, m->n, err);
	size_t i;

	for (i = 0; st == BL_OK && i < m->n; i++) {
		st = bl_segment_open(&r->segment[r->n], dir, &m->segment[i],
				     err);
		r->n += st == BL_OK;
	}
	return st;
}

static bl_status check_language(const struct bl_segment_reader *r,
				const char *dir, const struct bl_analysis *a,
				struct bl_error *err)
{
	if (!strcmp(a->language, r->analysis.language))
		return BL_OK;
	return bl_fail(err, BL_ERR_USAGE,
		       "'%s' is of language %s, '%s' of %s: they cannot be "
		       "searched as one",
		       r->dirs[0], r->analysis.language, dir, a->language);
}

static bl_status add_dir(struct bl_segment_reader *r, const char *dir,
			 struct bl_error *err)
{
	size_t before = r->n, i;
	struct bl_error said = BL_ERROR_INIT;
	struct bl_manifest m;
	bl_status st = BL_ERR_NOT_FOUND;
	int try;

	for (try = 0; st == BL_ERR_NOT_FOUND && try < OPEN_TRIES; try++) {
		close_from(r, before);
		st = bl_manifest_read(&m, dir, err);
		if (st < 0)
			return st;
		if (!r->n_dirs)
			r->analysis = m.analysis;
		st = check_language(r, dir, &m.analysis, &said);
		if (st == BL_OK)
			st = open_segments(r, dir, &m, &said);
		bl_manifest_release(&m);
	}
	if (st == BL_ERR_NOT_FOUND)
		return bl_fail(err, BL_ERR_CORRUPT,
			       "the index in '%s' is damaged: %s", dir,
			       said.text);
	if (st < 0)
		return bl_fail(err, st, "%s", said.text);
	for (i = before; i < r->n; i++) {
		const struct bl_segment_info *info = &r->segment[i].info;

		r->docs += info->docs - info->dead;
		r->length += info->length - info->dead_length;
	}
	r->dirs[r->n_dirs] = strdup(dir);
	if (!r->dirs[r->n_dirs])
		return bl_fail_nomem(err);
	r->n_dirs++;
	return BL_OK;
}

static bl_status start_cursors(struct bl_segment_reader *r,
			       struct bl_error *err)
{
	size_t i;

	r->ids = calloc(r->n + 1, sizeof(*r->ids));
	if (!r->ids)
		return bl_fail_nomem(err);
	for (i = 0; i < r->n; i++)
		bl_dict_start(&r->ids[i], &r->segment[i].ids);
	return BL_OK;
}

bl_status bl_segment_reader_open(struct bl_reader **out,
				 const char *const *dirs, size_t n,
				 struct bl_error *err)
{
	struct bl_segment_reader *r = calloc(1, sizeof(*r));
	bl_status st = BL_OK;
	size_t i;

	*out = NULL;
	if (!r)
		return bl_fail_nomem(err);
	r->base.engine = &bl_engine_segment;
	r->k = bl_kernels();
	bl_store_block_init(&r->block);
	r->dirs = calloc(n + 1, sizeof(*r->dirs));
	if (!r->dirs)
		st = bl_fail_nomem(err);
	for (i = 0; st == BL_OK && i < n; i++)
		st = add_dir(r, dirs[i], err);
	if (st == BL_OK)
		st = start_cursors(r, err);
	if (st < 0) {
		bl_segment_reader_close(&r->base);
		return st;
	}
	*out = &r->base;
	return BL_OK;
}

void bl_segment_reader_close(struct bl_reader *base)
{
	struct bl_segment_reader *r = (struct bl_segment_reader *)base;

	close_from(r, 0);
	free(r->segment);
	free(r->ids);
	while (r->n_dirs)
		free(r->dirs[--r->n_dirs]);
	free(r->dirs);
	bl_store_block_release(&r->block);
	free(r);
}

const struct bl_analysis *bl_segment_reader_analysis(
	const struct bl_reader *base)
{
	return &((const struct bl_segment_reader *)base)->analysis;
}

uint32_t bl_count_dead(struct bl_postings *p, const struct bl_segment *s)
{
	uint32_t count = 0, block, i;

	for (block = 0; s->dead && block < p->blocks; block++) {
		if (!bl_postings_load(p, block))
			return count;
		for (i = 0; i < p->n; i++)
			count += bl_bitmap_has(s->dead, p->doc[i]);
	}
	return count;
}

/* ---- statistics */

static void add_times(struct bl_stats *out, const struct bl_segment *s)
{
	uint32_t doc;

	for (doc = 0; doc < s->info.docs; doc++) {
		bl_time t = s->column.published[doc];

		if (t == BL_TIME_UNSET || bl_bitmap_has(s->dead, doc))
			continue;
		if (out->newest == BL_TIME_UNSET || t > out->newest)
			out->newest = t;
		if (out->oldest == BL_TIME_UNSET || t < out->oldest)
			out->oldest = t;
	}
}

static bool is_dead(const struct bl_segment *s, uint32_t doc)
{
	return doc < s->info.docs && bl_bitmap_has(s->dead, doc);
}

/* Of articles that are alive. */
static bl_status count_incidents(uint64_t *incidents,
				 const struct bl_segment *s,
				 struct bl_error *err)
{
	struct bl_incident_reader *r = calloc(1, sizeof(*r));
	uint32_t block, row;

	if (!r)
		return bl_fail_nomem(err);
	*incidents += s->incidents.incidents;
	bl_incident_reader_start(r, &s->incidents);
	for (block = 0; s->dead && block < s->incidents.blocks; block++) {
		bl_incident_reader_load(r, block);
		for (row = 0; row < r->n; row++)
			*incidents -= is_dead(s, bl_incident_doc(r, row));
	}
	free(r);
	return BL_OK;
}

/* Distinct terms of all dictionaries of one kind. */
static bl_status count_terms(uint64_t *terms, struct bl_segment_reader *r,
			     enum bl_section_kind kind, struct bl_error *err)
{
	struct bl_dict_join j;
	bl_status st = bl_dict_join_init(&j, r->n, err);
	size_t i;

	if (st < 0)
		return st;
	for (i = 0; i < r->n; i++)
		bl_dict_join_start(&j, i, bl_segment_dict(&r->segment[i], kind),
				   BL_STR_NULL);
	while (bl_dict_join_next(&j))
		++*terms;
	if (bl_dict_join_damaged(&j))
		st = bl_fail(err, BL_ERR_CORRUPT, "a dictionary is damaged");
	bl_dict_join_release(&j);
	return st;
}

bl_status bl_segment_stats(struct bl_reader *base, struct bl_stats *out,
			   enum bl_stats_extent extent, struct bl_error *err)
{
	struct bl_segment_reader *r = (struct bl_segment_reader *)base;
	bl_status st = BL_OK;
	size_t i;
	int kind;

	memset(out, 0, sizeof(*out));
	out->oldest = out->newest = BL_TIME_UNSET;
	out->analysis = r->analysis;
	out->engine = base->engine->name;
	out->articles = r->docs;
	out->mean_length = r->docs ? (double)r->length / (double)r->docs : 0;
	for (i = 0; i < r->n_dirs; i++)
		out->bytes += bl_tree_bytes(r->dirs[i]);
	for (i = 0; i < r->n; i++)
		add_times(out, &r->segment[i]);
	for (i = 0; st == BL_OK && i < r->n; i++)
		st = count_incidents(&out->incidents, &r->segment[i], err);
	if (extent == BL_STATS_BUT_TERMS)
		return st;
	for (kind = 0; st == BL_OK && kind <= BL_SECTION_IDS; kind++)
		st = count_terms(&out->terms, r, (enum bl_section_kind)kind,
				 err);
	return st;
}

/* ---- articles */

bl_status bl_segment_fetch(struct bl_reader *base, const struct bl_hit *hit,
			   struct bl_arena *arena, struct bl_article *out,
			   struct bl_incidents *incidents, struct bl_error *err)
{
	struct bl_segment_reader *r = (struct bl_segment_reader *)base;
	uint64_t number = hit->doc >> 32;
	uint32_t doc = (uint32_t)hit->doc;
	const struct bl_segment *s = &r->segment[number];
	struct bl_str record, encoded, id;
	bl_status st;

	if (number >= r->n || doc >= s->info.docs)
		return bl_fail(err, BL_ERR_NOT_FOUND, "there is no such hit");
	st = bl_segment_id(&id, s, &r->ids[number], doc, err);
	if (st == BL_OK)
		st = bl_store_record(&record, &r->block, &s->store, doc, err);
	if (st < 0)
		return st;
	record = bl_arena_str(arena, record);
	out->id = bl_arena_str(arena, id);
	out->published = s->column.published[doc];
	if (!record.data || !out->id.data)
		return bl_fail_nomem(err);
	st = bl_store_parse(out, &encoded, record, err);
	if (incidents)
		*incidents = (struct bl_incidents)BL_INCIDENTS_INIT;
	if (st == BL_OK && incidents && encoded.len)
		st = bl_incidents_decode(incidents, arena, encoded, err);
	return st;
}
