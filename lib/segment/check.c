/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reading all of an index: every checksum, and whether everything in it agrees
 * with everything else.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exec_private.h"

struct check {
	const char *dir;
	const struct bl_kernels *k;
	bl_line_fn *report;
	void *ctx;
	uint64_t faults;
	bool stopped; /* by report */
	/* the segment at hand */
	struct bl_segment segment;
	struct bl_dict_cursor *cursor;
	struct bl_postings *postings;
	struct bl_positions positions;
	uint64_t *length; /* of each article, as its terms add up */
};

static void fault(struct check *c, const char *what, struct bl_str detail)
{
	struct bl_buf line;

	bl_buf_init(&line, BL_ERROR_TEXT_BYTES);
	bl_buf_addf(&line, "segment %" PRIu64 ": %s", c->segment.info.number,
		    what);
	if (detail.len) {
		bl_buf_adds(&line, ": ");
		bl_buf_add(&line, detail.data,
			   detail.len < 200 ? detail.len : 200);
	}
	c->faults++;
	if (!c->stopped && c->report(c->ctx, bl_buf_str(&line)))
		c->stopped = true;
	bl_buf_release(&line);
}

static void check_sums(struct check *c)
{
	size_t i;

	for (i = 0; i < BL_SECTION_COUNT; i++)
		if (!bl_input_is_whole(&c->segment.in[i]))
			fault(c, "checksum wrong",
			      bl_str_from(bl_section_names[i]));
	if (c->segment.dead && !bl_input_is_whole(&c->segment.dead_in))
		fault(c, "checksum wrong",
		      bl_str_from(bl_section_names[BL_SECTION_DEAD]));
}

/* ---- terms */

/* Positions rise, and there are as many as the wdf says. */
static bool check_positions(struct check *c, uint64_t first, uint64_t wdf)
{
	uint32_t steps[BL_BLOCK];

	while (wdf) {
		uint32_t n = wdf < BL_BLOCK ? (uint32_t)wdf : BL_BLOCK;

		if (!bl_positions_steps(&c->positions, steps, first, n))
			return false;
		first += n;
		wdf -= n;
	}
	return true;
}

static bool check_block(struct check *c, uint32_t block, uint64_t *wdf)
{
	const struct bl_columns *column = &c->segment.column;
	const struct bl_bm25 unit = { 1.2 * 0.25, 0.01, 1 };
	struct bl_postings *p = c->postings;
	double bound;
	uint32_t i;

	if (!bl_postings_load(p, block))
		return false;
	if (!p->positional)
		return true;
	if (!bl_postings_load_wdf(p) ||
	    bl_postings_wdf_before(p, block) != *wdf)
		return false;
	bound = bl_postings_bound(p, block, &unit);
	for (i = 0; i < p->n; i++) {
		uint64_t here = (uint64_t)p->wdf[i] + 1;
		double score;

		p->k->score(&score, &unit, &p->doc[i], &p->wdf[i], 1,
			    column->length);
		if (score > bound * (1 + 1e-9) ||
		    !check_positions(c, *wdf, here))
			return false;
		c->length[p->doc[i]] += here;
		*wdf += here;
	}
	return true;
}

/* Is the stem there that a form names?  Its postings are met by going through
 * them for those of the form. */
static bool check_stem(const struct check *c)
{
	const struct bl_entry *e = &c->cursor->entry;
	char buf[BL_DICT_TERM_MAX_BYTES];
	bool damaged = false;
	struct bl_entry stem;

	return !e->has_stem ||
	       bl_dict_find(&stem, &c->segment.stems,
			    bl_segment_stem(buf, bl_dict_term(c->cursor), e),
			    &damaged);
}

static bool check_list(struct check *c, bool positional)
{
	const struct bl_entry *e = &c->cursor->entry;
	uint64_t wdf = 0;
	uint32_t block;

	bl_segment_postings(c->postings, c->k, &c->segment,
			    bl_dict_term(c->cursor), e, positional);
	if (positional)
		bl_positions_open(&c->positions, c->k, e,
				  &c->segment.in[BL_SECTION_POSITIONS]);
	if (c->postings->damaged || !check_stem(c))
		return false;
	for (block = 0; block < c->postings->blocks; block++)
		if (!check_block(c, block, &wdf))
			return false;
	return !c->postings->damaged && (!positional || wdf == e->wdf);
}

/* Copies what is compared with the next; false, with a fault, out of order. */
static bool check_order(struct check *c, struct bl_buf *last, const char *what)
{
	struct bl_str term = bl_dict_term(c->cursor);
	bool rises = !last->data || bl_str_cmp(bl_buf_str(last), term) < 0;

	if (!rises)
		fault(c, "out of order", bl_str_from(what));
	bl_buf_clear(last);
	bl_buf_addstr(last, term);
	return rises;
}

static void check_terms(struct check *c, const struct bl_dict *d,
			const char *what)
{
	struct bl_buf last;
	uint64_t terms = 0;

	bl_buf_init(&last, BL_DICT_TERM_MAX_BYTES + 1);
	bl_dict_start(c->cursor, d);
	for (; bl_dict_next(c->cursor); terms++) {
		if (!check_order(c, &last, what))
			break;
		if (!check_list(c, d->kind == BL_DICT_STEMS))
			fault(c, "postings damaged", bl_dict_term(c->cursor));
	}
	if (terms != d->terms || c->cursor->damaged)
		fault(c, "dictionary damaged", bl_str_from(what));
	bl_buf_release(&last);
}

/* ---- articles */

/* Every id leads to an article that has it; *named counts the living. */
static void check_ids(struct check *c, uint32_t *named)
{
	const struct bl_segment *s = &c->segment;
	struct bl_buf last;
	uint64_t n = 0;

	bl_buf_init(&last, BL_DICT_TERM_MAX_BYTES + 1);
	bl_dict_start(c->cursor, &s->ids);
	for (; bl_dict_next(c->cursor); n++) {
		uint32_t doc = c->cursor->entry.doc;

		if (!check_order(c, &last, "ids"))
			break;
		if (c->cursor->entry.docs != 1 || doc >= s->info.docs ||
		    s->column.id[doc] != n)
			fault(c, "id of another article",
			      bl_dict_term(c->cursor));
		else
			*named += !bl_bitmap_has(s->dead, doc);
	}
	if (n != s->ids.terms || c->cursor->damaged)
		fault(c, "dictionary damaged", BL_STR("ids"));
	bl_buf_release(&last);
}

static void check_docs(struct check *c)
{
	const struct bl_segment *s = &c->segment;
	uint64_t length = 0, dead_length = 0;
	uint32_t doc, dead = 0;

	for (doc = 0; doc < s->info.docs; doc++) {
		bl_time t = s->column.published[doc];
		bool is_dead = bl_bitmap_has(s->dead, doc);

		length += s->column.length[doc];
		dead += is_dead;
		dead_length += is_dead ? s->column.length[doc] : 0;
		if (c->length[doc] != s->column.length[doc])
			fault(c, "an article's length is not that of its words",
			      BL_STR_NULL);
		if (t != BL_TIME_UNSET && (t < BL_TIME_MIN || t > BL_TIME_MAX))
			fault(c, "an article's time is out of range",
			      BL_STR_NULL);
		if (s->column.id[doc] >= s->ids.terms)
			fault(c, "an article has no id", BL_STR_NULL);
	}
	if (length != s->info.length || dead != s->info.dead ||
	    dead_length != s->info.dead_length)
		fault(c, "its articles do not add up", BL_STR_NULL);
}

static bl_status check_article(struct check *c, struct bl_store_block *block,
			       struct bl_incident_check *incidents,
			       uint32_t doc, struct bl_error *err)
{
	const struct bl_store *store = &c->segment.store;
	struct bl_article a = BL_ARTICLE_INIT;
	struct bl_str record, encoded;
	bl_status st = bl_store_record(&record, block, store, doc, err);

	if (st == BL_OK)
		st = bl_store_parse(&a, &encoded, record, err);
	if (st == BL_OK)
		st = bl_incident_check_doc(incidents, doc, a.source, encoded,
					   err);
	return st;
}

/* Up to the first fault. */
static void check_store(struct check *c)
{
	const struct bl_segment *s = &c->segment;
	struct bl_incident_check *incidents;
	struct bl_store_block block;
	struct bl_error err;
	uint32_t doc;
	bl_status st = bl_incident_check_new(&incidents, &s->incidents, &err);

	bl_store_block_init(&block);
	for (doc = 0; st == BL_OK && doc < s->info.docs; doc++)
		st = check_article(c, &block, incidents, doc, &err);
	if (st == BL_OK)
		st = bl_incident_check_end(incidents, &err);
	if (st < 0)
		fault(c, err.text, BL_STR_NULL);
	bl_store_block_release(&block);
	bl_incident_check_free(incidents);
}

/* ---- all of it */

static bl_status check_segment(struct check *c,
			       const struct bl_segment_info *info,
			       struct bl_error *err)
{
	uint32_t named = 0;
	struct bl_error why;
	bl_status st = bl_segment_open(&c->segment, c->dir, info, &why);

	if (st == BL_ERR_NOMEM)
		return bl_fail_nomem(err);
	if (st < 0) {
		c->segment.info = *info;
		fault(c, why.text, BL_STR_NULL);
		return BL_OK;
	}
	c->length = calloc((size_t)info->docs + 1, sizeof(*c->length));
	if (!c->length) {
		bl_segment_release(&c->segment);
		return bl_fail_nomem(err);
	}
	check_sums(c);
	check_terms(c, &c->segment.stems, "stems");
	check_terms(c, &c->segment.forms, "forms");
	check_ids(c, &named);
	check_docs(c);
	check_store(c);
	if (named != info->docs - info->dead)
		fault(c, "articles and ids differ in number", BL_STR_NULL);
	free(c->length);
	bl_segment_release(&c->segment);
	return BL_OK;
}

bl_status bl_segment_check(const char *dir, bl_line_fn *report, void *ctx,
			   struct bl_error *err)
{
	struct check *c = calloc(1, sizeof(*c));
	struct bl_manifest m;
	bl_status st;
	size_t i;

	if (!c)
		return bl_fail_nomem(err);
	st = bl_manifest_read(&m, dir, err);
	if (st < 0) {
		free(c);
		return st;
	}
	c->dir = dir;
	c->k = bl_kernels();
	c->report = report;
	c->ctx = ctx;
	c->cursor = calloc(1, sizeof(*c->cursor));
	c->postings = calloc(1, sizeof(*c->postings));
	if (!c->cursor || !c->postings)
		st = bl_fail_nomem(err);
	for (i = 0; st == BL_OK && i < m.n; i++)
		st = check_segment(c, &m.segment[i], err);
	if (st == BL_OK && c->faults)
		st = bl_fail(err, BL_ERR_CORRUPT, "%" PRIu64 " fault%s in '%s'",
			     c->faults, c->faults == 1 ? "" : "s", dir);
	bl_manifest_release(&m);
	free(c->cursor);
	free(c->postings);
	free(c);
	return st;
}
