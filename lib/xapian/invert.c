/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Inverting one article: its tokens are sorted by term, and each term is
 * handed to Xapian once, with all its positions.
 */
#include <stdlib.h>
#include <string.h>

#include "xapian_private.h"

#define TERMS_MAX_BYTES ((size_t)1 << 31)

/* A term on its way into the document; its bytes are in `terms`, which may
 * still move, so they are kept by offset. */
struct pending {
	size_t offset, len;
	uint32_t wdf;
	size_t first_position, n_positions;
};

struct bl_xinvert {
	uint64_t *keys; /* id << 32 | position: sorts by term, then position */
	size_t keys_cap;
	uint32_t *positions;
	size_t positions_cap, n_positions;
	struct pending *pending;
	size_t pending_cap, n_pending;
	struct xap_posting_list *lists;
	size_t lists_cap;
	struct bl_buf terms;
	struct bl_buf record;
	struct bl_buf key;
	struct bl_buf incidents;
};

bl_status bl_xinvert_new(struct bl_xinvert **out, struct bl_error *err)
{
	struct bl_xinvert *v = calloc(1, sizeof(*v));

	*out = v;
	if (!v)
		return bl_fail_nomem(err);
	bl_buf_init(&v->terms, TERMS_MAX_BYTES);
	bl_buf_init(&v->record, TERMS_MAX_BYTES);
	bl_buf_init(&v->key, KEY_TIME_BYTES + BL_ARTICLE_ID_MAX_BYTES);
	bl_buf_init(&v->incidents, TERMS_MAX_BYTES);
	return BL_OK;
}

void bl_xinvert_free(struct bl_xinvert *v)
{
	if (!v)
		return;
	bl_buf_release(&v->incidents);
	bl_buf_release(&v->key);
	bl_buf_release(&v->record);
	bl_buf_release(&v->terms);
	free(v->lists);
	free(v->pending);
	free(v->positions);
	free(v->keys);
	free(v);
}

/* Make room for n items of size bytes in all; *items may move. */
static bl_status room(void **items, size_t *cap, size_t n, size_t size,
		      struct bl_error *err)
{
	size_t larger = *cap ? *cap : 256;
	void *p;

	if (n <= *cap)
		return BL_OK;
	while (larger < n)
		larger *= 2;
	p = larger > SIZE_MAX / size ? NULL : realloc(*items, larger * size);
	if (!p)
		return bl_fail_nomem(err);
	*items = p;
	*cap = larger;
	return BL_OK;
}

static int by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static void begin_term(struct bl_xinvert *v, const char *prefix,
		       struct bl_str text)
{
	struct pending *p = &v->pending[v->n_pending++];

	p->offset = v->terms.len;
	bl_term(&v->terms, prefix, text);
	p->len = v->terms.len - p->offset;
	p->wdf = 0;
	p->first_position = v->n_positions;
	p->n_positions = 0;
}

static void add_position(struct bl_xinvert *v, uint32_t position, uint32_t wdf)
{
	struct pending *p = &v->pending[v->n_pending - 1];

	p->wdf += wdf;
	p->n_positions++;
	v->positions[v->n_positions++] = position;
}

/* Put a key for each token behind the n there are; returns how many then. */
static size_t collect(struct bl_xinvert *v, size_t n, const struct bl_vocab *vo,
		      const struct bl_tokens *tokens, uint32_t first_position)
{
	size_t i;

	for (i = 0; i < tokens->n; i++) {
		uint64_t stem = bl_vocab_stem_of(vo, tokens->item[i].form);

		v->keys[n++] = stem << 32 | (first_position + i);
	}
	return n;
}

/* Turn the first n keys into terms with positions.  Positions below `body`
 * are the title's. */
static void add_stems(struct bl_xinvert *v, const struct bl_document *d,
		      const char *prefix, size_t n, uint32_t body,
		      uint32_t title_wdf)
{
	uint64_t last = UINT64_MAX;
	size_t i;

	qsort(v->keys, n, sizeof(*v->keys), by_value);
	for (i = 0; i < n; i++) {
		uint64_t stem = v->keys[i] >> 32;
		uint32_t position = (uint32_t)v->keys[i];

		if (stem != last)
			begin_term(v, prefix,
				   bl_vocab_stem(d->vocab, (uint32_t)stem));
		last = stem;
		add_position(v, position,
			     position < body ? title_wdf : BL_BODY_WDF);
	}
}

static void add_forms(struct bl_xinvert *v, const struct bl_document *d)
{
	size_t n = 0, i;

	for (i = 0; i < d->title->n; i++)
		v->keys[n++] = d->title->item[i].form;
	for (i = 0; i < d->body->n; i++)
		v->keys[n++] = d->body->item[i].form;
	qsort(v->keys, n, sizeof(*v->keys), by_value);
	for (i = 0; i < n; i++)
		if (!i || v->keys[i] != v->keys[i - 1])
			begin_term(v, BL_PREFIX_FORM,
				   bl_vocab_form(d->vocab,
						 (uint32_t)v->keys[i]));
}

static bl_status make_room(struct bl_xinvert *v, size_t title, size_t body,
			   struct bl_error *err)
{
	size_t all = title + body;
	/* stems, stems of the title, forms, and the keywords */
	size_t terms = 2 * all + title + BL_FIELD_COUNT;
	void *keys = v->keys, *positions = v->positions;
	void *pending = v->pending, *lists = v->lists;
	bl_status st;

	st = room(&keys, &v->keys_cap, all, sizeof(*v->keys), err);
	v->keys = keys;
	if (st == BL_OK)
		st = room(&positions, &v->positions_cap, all + title,
			  sizeof(*v->positions), err);
	v->positions = positions;
	if (st == BL_OK)
		st = room(&pending, &v->pending_cap, terms, sizeof(*v->pending),
			  err);
	v->pending = pending;
	if (st == BL_OK)
		st = room(&lists, &v->lists_cap, terms, sizeof(*v->lists), err);
	v->lists = lists;
	return st;
}

static bl_status add_keyword(struct bl_xinvert *v, enum bl_field_id id,
			     struct bl_str value, struct bl_error *err)
{
	const struct bl_field *field = &bl_fields[id];
	bl_status st = BL_OK;

	bl_buf_clear(&v->key);
	if (field->fold)
		st = bl_fold(&v->key, value.data, value.len, err);
	else
		bl_buf_addstr(&v->key, value);
	if (st == BL_OK && value.len)
		begin_term(v, field->prefix, bl_buf_str(&v->key));
	return st;
}

static bl_status add_keywords(struct bl_xinvert *v, const struct bl_article *a,
			      struct bl_error *err)
{
	bl_status st = add_keyword(v, BL_FIELD_ID_ID, a->id, err);

	if (st == BL_OK)
		st = add_keyword(v, BL_FIELD_ID_SOURCE, a->source, err);
	if (st == BL_OK)
		st = add_keyword(v, BL_FIELD_ID_LANG, a->lang, err);
	return st;
}

static bl_status hand_over(struct bl_xinvert *v, xap_doc *doc,
			   struct bl_error *err)
{
	struct xap_error xerr;
	xap_status xs;
	size_t i;

	for (i = 0; i < v->n_pending; i++) {
		const struct pending *p = &v->pending[i];

		v->lists[i] = (struct xap_posting_list){
			.term = v->terms.data + p->offset,
			.len = p->len,
			.wdf = p->wdf,
			.positions = v->positions + p->first_position,
			.n_positions = p->n_positions,
		};
	}
	xs = xap_doc_add_postings(doc, v->lists, v->n_pending, &xerr);
	return xs ? bl_xap_fail(err, xs, &xerr, "cannot index an article")
		  : BL_OK;
}

static bl_status add_values(struct bl_xinvert *v, xap_doc *doc,
			    const struct bl_article *a, struct bl_error *err)
{
	static const enum slot slots[] = { SLOT_NEWEST_FIRST,
					   SLOT_OLDEST_FIRST };
	struct xap_error xerr;
	xap_status xs = XAP_OK;
	bl_status st;
	size_t i;

	for (i = 0; !xs && i < sizeof(slots) / sizeof(slots[0]); i++) {
		bl_buf_clear(&v->key);
		bl_key_append(&v->key, slots[i], a->published, a->id);
		st = bl_buf_status(&v->key, err);
		if (st < 0)
			return st;
		xs = xap_doc_set_value(doc, slots[i], v->key.data, v->key.len,
				       &xerr);
	}
	if (!xs && a->source.len)
		xs = xap_doc_set_value(doc, SLOT_SOURCE, a->source.data,
				       a->source.len, &xerr);
	if (!xs)
		xs = xap_doc_set_data(doc, v->record.data, v->record.len,
				      &xerr);
	return xs ? bl_xap_fail(err, xs, &xerr, "cannot store an article")
		  : BL_OK;
}

static bl_status add_incident_term(void *ctx, struct bl_str term,
				   struct bl_error *err)
{
	struct xap_error xerr;
	xap_status xs =
		xap_doc_add_boolean_term(ctx, term.data, term.len, &xerr);

	return xs ? bl_xap_fail(err, xs, &xerr, "cannot index an article")
		  : BL_OK;
}

static bl_status add_incidents(struct bl_xinvert *v, xap_doc *doc,
			       const struct bl_incidents *incidents,
			       struct bl_error *err)
{
	struct xap_error xerr;
	bl_status st;

	if (!incidents || !incidents->n)
		return BL_OK;
	bl_buf_clear(&v->incidents);
	st = bl_xterms_list(incidents, add_incident_term, doc, err);
	if (st == BL_OK)
		st = bl_incidents_encode(&v->incidents, incidents, err);
	if (st == BL_OK &&
	    xap_doc_set_value(doc, SLOT_INCIDENTS, v->incidents.data,
			      v->incidents.len, &xerr))
		st = bl_xap_fail(err, xerr.status, &xerr,
				 "cannot store incidents");
	return st;
}

bl_status bl_xinvert_fill(struct bl_xinvert *v, xap_doc *doc,
			  const struct bl_document *d, struct bl_error *err)
{
	const uint32_t title = BL_TITLE_FIRST_POSITION;
	const uint32_t body = (uint32_t)d->title->n + BL_BODY_GAP_POSITIONS;
	bl_status st;
	size_t n;

	bl_buf_clear(&v->terms);
	bl_buf_clear(&v->record);
	v->n_pending = v->n_positions = 0;
	st = make_room(v, d->title->n, d->body->n, err);
	if (st < 0)
		return st;
	n = collect(v, 0, d->vocab, d->title, title);
	n = collect(v, n, d->vocab, d->body, body);
	add_stems(v, d, BL_PREFIX_STEM, n, body, BL_TITLE_WDF);
	n = collect(v, 0, d->vocab, d->title, title);
	add_stems(v, d, bl_fields[BL_FIELD_ID_TITLE].prefix, n, body, 1);
	add_forms(v, d);
	st = add_keywords(v, d->article, err);
	if (st == BL_OK)
		st = bl_buf_status(&v->terms, err);
	if (st == BL_OK)
		st = bl_article_encode(d->article, &v->record, err);
	if (st == BL_OK)
		st = hand_over(v, doc, err);
	if (st == BL_OK)
		st = add_values(v, doc, d->article, err);
	if (st == BL_OK)
		st = add_incidents(v, doc, d->incidents, err);
	return st;
}
