/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "invert_private.h"

#define NAMES_MAX_BYTES ((size_t)UINT32_MAX)
/* Tokens. */
#define LISTS_AHEAD 32
#define ENDS_AHEAD 16
#define TITLE_MAX_TOKENS UINT16_MAX

bl_status bl_invert_new(struct bl_invert **out, const char *dir,
			uint64_t number, struct bl_error *err)
{
	struct bl_invert *v = calloc(1, sizeof(*v));
	bl_status st;

	*out = v;
	if (!v)
		return bl_fail_nomem(err);
	bl_buf_init(&v->names, NAMES_MAX_BYTES);
	bl_buf_init(&v->scratch, NAMES_MAX_BYTES);
	bl_pool_init(&v->pool);
	st = bl_segment_writer_open(&v->writer, dir, number, err);
	if (st == BL_OK && v->pool.failed)
		st = bl_fail_nomem(err);
	if (st < 0) {
		bl_invert_free(v);
		*out = NULL;
	}
	return st;
}

static void table_release(struct bl_table *t)
{
	free(t->list);
	free(t->name);
}

void bl_invert_free(struct bl_invert *v)
{
	struct bl_memory_docs *d;

	if (!v)
		return;
	d = &v->docs;
	table_release(&v->stems);
	table_release(&v->titles);
	table_release(&v->forms);
	table_release(&v->keywords);
	free(v->stem_of);
	bl_idmap_release(&v->keyword_ids);
	free(d->published);
	free(d->length);
	free(d->title);
	free(d->sequence);
	free(d->id);
	bl_buf_release(&v->names);
	bl_buf_release(&v->scratch);
	bl_pool_release(&v->pool);
	bl_segment_writer_free(v->writer);
	free(v);
}

size_t bl_invert_bytes(const struct bl_invert *v)
{
	const size_t a_list = sizeof(struct bl_list) + sizeof(struct bl_name);
	const size_t a_doc = 8 + 4 + 2 + 8 + sizeof(struct bl_name);

	return v->pool.len + v->names.len + v->docs.n * a_doc +
	       bl_incident_writer_bytes(&v->writer->incidents) +
	       a_list * (v->stems.n + v->titles.n + v->keywords.n) +
	       (a_list + sizeof(*v->stem_of)) * v->forms.n;
}

bool bl_invert_fits(const struct bl_invert *v, const struct bl_vocab *vocab)
{
	struct bl_str was, is;

	if (!v->known_forms)
		return true;
	if (bl_vocab_form_count(vocab) < v->known_forms)
		return false;
	/* it grew; or was cleared, and has already as many forms again, of
	 * which this one is not the one it was */
	was.data = v->names.data + v->last_form.offset;
	was.len = v->last_form.len;
	is = bl_vocab_form(vocab, v->known_forms - 1);
	return bl_str_eq(was, is);
}

/* ---- room */

/* Make an array of n items of `size` bytes longer; the new ones are zero. */
static void *longer(void *items, size_t n, size_t more, size_t size)
{
	char *p = reallocarray(items, more, size);

	if (p)
		memset(p + n * size, 0, (more - n) * size);
	return p;
}

static bl_status grow_table(struct bl_table *t, uint32_t n,
			    struct bl_error *err)
{
	uint32_t more = n + n / 2 + 1024;
	void *list, *name;

	if (n <= t->n)
		return BL_OK;
	list = longer(t->list, t->n, more, sizeof(*t->list));
	if (list)
		t->list = list;
	name = longer(t->name, t->n, more, sizeof(*t->name));
	if (name)
		t->name = name;
	if (!list || !name)
		return bl_fail_nomem(err);
	t->n = more;
	return BL_OK;
}

static bl_status grow_docs(struct bl_memory_docs *d, struct bl_error *err)
{
	uint32_t more = d->cap ? d->cap * 2 : 1024;
	void *p[5];
	size_t i;

	if (d->n < d->cap)
		return BL_OK;
	p[0] = reallocarray(d->published, more, sizeof(*d->published));
	d->published = p[0] ? p[0] : d->published;
	p[1] = reallocarray(d->length, more, sizeof(*d->length));
	d->length = p[1] ? p[1] : d->length;
	p[2] = reallocarray(d->title, more, sizeof(*d->title));
	d->title = p[2] ? p[2] : d->title;
	p[3] = reallocarray(d->sequence, more, sizeof(*d->sequence));
	d->sequence = p[3] ? p[3] : d->sequence;
	p[4] = reallocarray(d->id, more, sizeof(*d->id));
	d->id = p[4] ? p[4] : d->id;
	for (i = 0; i < 5; i++)
		if (!p[i])
			return bl_fail_nomem(err);
	d->cap = more;
	return BL_OK;
}

static bl_status make_room(struct bl_invert *v, const struct bl_vocab *vocab,
			   struct bl_error *err)
{
	uint32_t stems = bl_vocab_stem_count(vocab);
	uint32_t forms = bl_vocab_form_count(vocab);
	bl_status st = grow_docs(&v->docs, err);

	if (st == BL_OK)
		st = grow_table(&v->stems, stems, err);
	if (st == BL_OK)
		st = grow_table(&v->titles, stems, err);
	if (st == BL_OK && forms > v->forms.n) {
		uint32_t *stem_of, known = v->forms.n;

		st = grow_table(&v->forms, forms, err);
		if (st < 0)
			return st;
		stem_of =
			longer(v->stem_of, known, v->forms.n, sizeof(*stem_of));
		if (!stem_of)
			return bl_fail_nomem(err);
		v->stem_of = stem_of;
	}
	return st;
}

/* ---- postings */

static struct bl_name add_name(struct bl_invert *v, const char *prefix,
			       struct bl_str text)
{
	struct bl_name n = { (uint32_t)v->names.len, 0 };

	bl_term(&v->names, prefix, text);
	n.len = (uint32_t)v->names.len - n.offset;
	return n;
}

/* An occurrence in the article; `times` it counts. */
static inline void post(struct bl_invert *v, struct bl_list *l, uint32_t doc,
			uint32_t position, unsigned times)
{
	l->entries += times;
	if (l->last_doc != doc + 1) {
		bl_pool_put(&v->pool, l,
			    (uint64_t)(doc + 1 - l->last_doc) << 1 | 1);
		bl_pool_put(&v->pool, l, position);
		l->last_doc = doc + 1;
		l->docs++;
	} else {
		bl_pool_put(&v->pool, l,
			    (uint64_t)(position - l->last_position) << 1);
	}
	l->last_position = position;
	while (--times)
		bl_pool_put(&v->pool, l, 0);
}

/* A form met for the first time, and maybe its stem, which has no list yet. */
static void meet_form(struct bl_invert *v, const struct bl_vocab *vocab,
		      uint32_t form)
{
	uint32_t stem = bl_vocab_stem_of(vocab, form);

	v->stem_of[form] = stem;
	v->forms.name[form] =
		add_name(v, BL_PREFIX_FORM, bl_vocab_form(vocab, form));
	if (!v->stems.name[stem].len)
		v->stems.name[stem] =
			add_name(v, BL_PREFIX_STEM, bl_vocab_stem(vocab, stem));
}

/* Lists are all over the memory, and what they end in, too: ask for those of
 * tokens to come, for the list first.  Not functions: gcc 12 leaves out calls
 * of those that do nothing but prefetch. */
#define PREFETCH_LIST(v, token) \
	__builtin_prefetch(&(v)->forms.list[(token)->form], 1)
#define PREFETCH_END(v, token)                                                 \
	__builtin_prefetch((v)->pool.data + (v)->forms.list[(token)->form].at, \
			   1)

static void post_tokens(struct bl_invert *v, const struct bl_document *d,
			const struct bl_tokens *tokens, uint32_t position,
			unsigned times)
{
	const struct bl_token *t = tokens->item;
	const size_t n = tokens->n, ahead = n < LISTS_AHEAD ? n : LISTS_AHEAD;
	size_t i;

	for (i = 0; i < ahead; i++)
		PREFETCH_LIST(v, &t[i]);
	for (i = 0; i < n; i++) {
		struct bl_list *l = &v->forms.list[t[i].form];

		if (n - i > LISTS_AHEAD)
			PREFETCH_LIST(v, &t[i + LISTS_AHEAD]);
		if (n - i > ENDS_AHEAD)
			PREFETCH_END(v, &t[i + ENDS_AHEAD]);
		if (!l->docs)
			meet_form(v, d->vocab, t[i].form);
		post(v, l, v->docs.n, position++, times);
	}
}

static void post_title(struct bl_invert *v, const struct bl_document *d)
{
	const char *prefix = bl_fields[BL_FIELD_ID_TITLE].prefix;
	size_t i;

	for (i = 0; i < d->title->n; i++) {
		uint32_t stem = v->stem_of[d->title->item[i].form];
		struct bl_list *l = &v->titles.list[stem];

		if (!l->docs)
			v->titles.name[stem] = add_name(
				v, prefix, bl_vocab_stem(d->vocab, stem));
		post(v, l, v->docs.n, (uint32_t)i, 1);
	}
}

static bl_status post_keyword(struct bl_invert *v, enum bl_field_id id,
			      struct bl_str value, struct bl_error *err)
{
	const struct bl_field *field = &bl_fields[id];
	struct bl_buf *key = &v->scratch;
	bl_status st = BL_OK;
	struct bl_name name;
	uint64_t *number;
	bool is_new;

	if (!value.len)
		return BL_OK;
	bl_buf_clear(key);
	if (field->fold)
		st = bl_fold(key, value.data, value.len, err);
	else
		bl_buf_addstr(key, value);
	if (st < 0)
		return st;
	name = add_name(v, field->prefix, bl_buf_str(key));
	st = bl_buf_status(&v->names, err);
	if (st == BL_OK)
		st = bl_idmap_enter(&v->keyword_ids,
				    v->names.data + name.offset, name.len,
				    v->n_keywords, &number, &is_new, err);
	if (st < 0)
		return st;
	if (is_new) {
		st = grow_table(&v->keywords, v->n_keywords + 1, err);
		if (st < 0)
			return st;
		v->keywords.name[v->n_keywords++] = name;
	} else {
		v->names.len = name.offset;
	}
	bl_pool_put_doc(&v->pool, &v->keywords.list[*number], v->docs.n);
	return BL_OK;
}

/* ---- an article */

static void add_doc(struct bl_invert *v, const struct bl_document *d)
{
	struct bl_memory_docs *docs = &v->docs;
	size_t title = d->title->n, body = d->body->n;
	uint32_t i = docs->n++;

	docs->published[i] = d->article->published;
	docs->length[i] =
		(uint32_t)(title * (BL_TITLE_WDF + 1) + body * BL_BODY_WDF);
	docs->title[i] = (uint16_t)title;
	docs->sequence[i] = d->sequence;
	docs->id[i].offset = (uint32_t)v->names.len;
	docs->id[i].len = (uint32_t)d->article->id.len;
	bl_buf_addstr(&v->names, d->article->id);
}

static void remember_vocab(struct bl_invert *v, const struct bl_vocab *vocab)
{
	uint32_t forms = bl_vocab_form_count(vocab);

	if (forms == v->known_forms)
		return;
	v->known_forms = forms;
	v->last_form.offset = (uint32_t)v->names.len;
	bl_buf_addstr(&v->names, bl_vocab_form(vocab, forms - 1));
	v->last_form.len = (uint32_t)v->names.len - v->last_form.offset;
}

/* Store the article, and what happened in it. */
static bl_status store(struct bl_invert *v, const struct bl_document *d,
		       struct bl_error *err)
{
	struct bl_incidents none = BL_INCIDENTS_INIT;
	const struct bl_incidents *found = d->incidents ? d->incidents : &none;
	bl_status st = BL_OK;

	bl_buf_clear(&v->scratch);
	if (found->n)
		st = bl_incidents_encode(&v->scratch, found, err);
	if (st == BL_OK)
		st = bl_store_add(&v->writer->store, d->article,
				  bl_buf_str(&v->scratch), err);
	if (st == BL_OK)
		st = bl_incident_writer_add(&v->writer->incidents,
					    d->article->source, found->item,
					    found->n, err);
	return st;
}

bl_status bl_invert_add(struct bl_invert *v, const struct bl_document *d,
			struct bl_error *err)
{
	const uint32_t title = (uint32_t)d->title->n;
	bl_status st = make_room(v, d->vocab, err);

	if (st == BL_OK && d->title->n > TITLE_MAX_TOKENS)
		st = bl_fail(err, BL_ERR_LIMIT, "a title of %zu words",
			     d->title->n);
	if (st == BL_OK)
		st = store(v, d, err);
	if (st < 0)
		return st;
	post_tokens(v, d, d->title, 0, BL_TITLE_WDF);
	post_tokens(v, d, d->body, title, BL_BODY_WDF);
	post_title(v, d);
	st = post_keyword(v, BL_FIELD_ID_SOURCE, d->article->source, err);
	if (st == BL_OK)
		st = post_keyword(v, BL_FIELD_ID_LANG, d->article->lang, err);
	if (st < 0)
		return st;
	add_doc(v, d);
	remember_vocab(v, d->vocab);
	if (v->pool.failed)
		return bl_fail_nomem(err);
	return bl_buf_status(&v->names, err);
}
