/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdlib.h>

#include "bytes_private.h"
#include "invert_private.h"

/* Something with a name, to be put in the order of the names. */
struct named {
	uint64_t key; /* its first bytes, as they compare */
	struct bl_str name;
	const struct bl_table *table; /* of a term; of an id NULL */
	uint32_t number;              /* in the table; of an id the article */
};

struct names {
	struct named *item, *spare;
	size_t n;
};

static uint64_t key_of(struct bl_str s)
{
	uint64_t key = 0;
	size_t i;

	for (i = 0; i < sizeof(key); i++)
		key = key << 8 | (i < s.len ? (uint8_t)s.data[i] : 0);
	return key;
}

static struct named name_at(const struct bl_invert *v, struct bl_name at)
{
	struct named x = { 0 };

	x.name.data = v->names.data + at.offset;
	x.name.len = at.len;
	x.key = key_of(x.name);
	return x;
}

static int by_name(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int order = bl_str_cmp(x->name, y->name);

	if (order)
		return order;
	return (x->number > y->number) - (x->number < y->number);
}

/* A pass of a radix sort, by one byte of the keys. */
static void sort_by_byte(struct names *names, unsigned shift)
{
	size_t start[257] = { 0 }, i;
	struct named *from = names->item;

	for (i = 0; i < names->n; i++)
		start[(from[i].key >> shift & 0xff) + 1]++;
	for (i = 0; i < 256; i++)
		if (start[i + 1] == names->n)
			return; /* all have the same one */
	for (i = 1; i < 256; i++)
		start[i] += start[i - 1];
	for (i = 0; i < names->n; i++)
		names->spare[start[from[i].key >> shift & 0xff]++] = from[i];
	names->item = names->spare;
	names->spare = from;
}

static void sort_names(struct names *names)
{
	unsigned shift;
	size_t i, from = 0;

	for (shift = 0; shift < 64; shift += 8)
		sort_by_byte(names, shift);
	for (i = 1; i <= names->n; i++) {
		if (i < names->n && names->item[i].key == names->item[from].key)
			continue;
		if (i - from > 1)
			qsort(names->item + from, i - from,
			      sizeof(*names->item), by_name);
		from = i;
	}
}

static bl_status names_init(struct names *names, size_t cap,
			    struct bl_error *err)
{
	names->n = 0;
	names->item = calloc(cap + 1, sizeof(*names->item));
	names->spare = calloc(cap + 1, sizeof(*names->spare));
	return names->item && names->spare ? BL_OK : bl_fail_nomem(err);
}

static void names_release(struct names *names)
{
	free(names->item);
	free(names->spare);
}

static void add_table(struct names *names, const struct bl_invert *v,
		      const struct bl_table *t)
{
	uint32_t i;

	for (i = 0; i < t->n; i++) {
		if (!t->name[i].len)
			continue;
		names->item[names->n] = name_at(v, t->name[i]);
		names->item[names->n].table = t;
		names->item[names->n++].number = i;
	}
}

static const struct bl_list *list_of(const struct named *x)
{
	return &x->table->list[x->number];
}

/* ---- stems, and stems in titles */

static bl_status put_terms(struct bl_invert *v, struct names *names,
			   struct bl_gather *g, struct bl_error *err)
{
	struct bl_segment_writer *w = v->writer;
	bl_status st = BL_OK;
	size_t i;

	sort_names(names);
	for (i = 0; st == BL_OK && i < names->n; i++) {
		const struct named *x = &names->item[i];

		if (x->table == &v->stems)
			st = bl_gather_stem(&w->positional, g, v, x->number,
					    err);
		else
			st = bl_gather_list(&w->positional, g, &v->pool,
					    list_of(x), err);
		if (st == BL_OK)
			st = bl_segment_writer_term(w, x->name, true, err);
	}
	return st;
}

static bl_status flush_stems(struct bl_invert *v, struct bl_error *err)
{
	struct bl_gather gather = { .n = 0 };
	struct names names;
	bl_status st;

	st = names_init(&names, (size_t)v->stems.n + v->titles.n, err);
	if (st == BL_OK)
		st = bl_gather_init(&gather, v, err);
	if (st == BL_OK) {
		add_table(&names, v, &v->stems);
		add_table(&names, v, &v->titles);
		st = put_terms(v, &names, &gather, err);
	}
	bl_gather_release(&gather);
	names_release(&names);
	return st;
}

/* ---- forms and keywords */

static void put_plain(struct bl_list_writer *w, const struct bl_pool *pool,
		      const struct bl_list *l)
{
	struct bl_list_reader r;
	uint32_t doc = 0, i; /* plus one */

	bl_list_reader_init(&r, pool, l);
	for (i = 0; i < l->docs; i++) {
		doc += (uint32_t)bl_list_get(&r);
		bl_list_add(w, doc - 1, 1);
	}
}

/* The articles of one list after the other. */
struct unfolded {
	const struct bl_list *list; /* the last; NULL: none yet */
	uint32_t *doc;
	uint32_t n;
};

static void unfold(struct unfolded *u, const struct bl_pool *pool,
		   const struct bl_list *l)
{
	struct bl_list_reader r;
	uint32_t doc = 0; /* plus one */

	if (u->list == l)
		return;
	bl_list_reader_init(&r, pool, l);
	for (u->n = 0; u->n < l->docs; u->n++) {
		doc += (uint32_t)bl_list_get(&r);
		u->doc[u->n] = doc - 1;
	}
	u->list = l;
}

static bl_status put_form(struct bl_invert *v, struct unfolded *u,
			  const struct named *x, struct bl_error *err)
{
	const uint32_t stem = v->stem_of[x->number];
	const struct bl_list *l = list_of(x);
	struct bl_list_writer *w = &v->writer->plain;

	if (l->docs > 1) {
		unfold(u, &v->pool, &v->stems.list[stem]);
		bl_list_begin_through(w, u->doc, u->n);
	} else {
		bl_list_begin(w);
	}
	put_plain(w, &v->pool, l);
	return bl_segment_writer_form(
		v->writer, x->name, name_at(v, v->stems.name[stem]).name, err);
}

static bl_status put_forms(struct bl_invert *v, struct names *names,
			   struct unfolded *u, struct bl_error *err)
{
	struct bl_segment_writer *w = v->writer;
	bl_status st = BL_OK;
	size_t i;

	sort_names(names);
	for (i = 0; st == BL_OK && i < names->n; i++) {
		const struct named *x = &names->item[i];

		if (x->table == &v->forms) {
			st = put_form(v, u, x, err);
			continue;
		}
		bl_list_begin(&w->plain);
		put_plain(&w->plain, &v->pool, list_of(x));
		st = bl_segment_writer_term(w, x->name, false, err);
	}
	return st;
}

static bl_status flush_forms(struct bl_invert *v, struct bl_error *err)
{
	struct unfolded u = { NULL, NULL, 0 };
	struct names names;
	bl_status st;

	st = names_init(&names, (size_t)v->forms.n + v->keywords.n, err);
	u.doc = calloc((size_t)v->docs.n + 1, sizeof(*u.doc));
	if (!u.doc)
		st = bl_fail_nomem(err);
	if (st == BL_OK) {
		add_table(&names, v, &v->forms);
		add_table(&names, v, &v->keywords);
		st = put_forms(v, &names, &u, err);
	}
	free(u.doc);
	names_release(&names);
	return st;
}

/* ---- articles */

/* Of the articles n of names that have one id, the last that was read; the
 * others are dead. */
static uint32_t choose(struct bl_run_segment *out, const struct bl_invert *v,
		       const struct named *same, size_t n)
{
	uint32_t best = same[0].number;
	size_t i;

	for (i = 1; i < n; i++)
		if (v->docs.sequence[same[i].number] > v->docs.sequence[best])
			best = same[i].number;
	for (i = 0; i < n; i++) {
		uint32_t doc = same[i].number;

		if (doc == best)
			continue;
		out->dead[doc / 8] |= (uint8_t)(1 << doc % 8);
		out->info.dead++;
		out->info.dead_length += v->docs.length[doc];
	}
	return best;
}

/* Put names of ids in order, number each, and see which articles count. */
static size_t number_ids(struct bl_run_segment *out, const struct bl_invert *v,
			 struct names *names, uint32_t *id)
{
	size_t n = 0, from, to, i;

	sort_names(names);
	for (from = 0; from < names->n; from = to) {
		struct named *x = &names->item[from];

		for (to = from + 1; to < names->n; to++)
			if (!bl_str_eq(names->item[to].name, x->name))
				break;
		for (i = from; i < to; i++)
			id[names->item[i].number] = (uint32_t)n;
		names->item[n] = *x;
		names->item[n++].number = choose(out, v, x, to - from);
	}
	return n;
}

static bl_status flush_docs(struct bl_run_segment *out, struct bl_invert *v,
			    struct bl_error *err)
{
	const struct bl_memory_docs *d = &v->docs;
	uint32_t *id = calloc((size_t)d->n + 1, sizeof(*id)), i;
	struct names names;
	bl_status st = names_init(&names, d->n, err);

	if (!id)
		st = bl_fail_nomem(err);
	for (i = 0; st == BL_OK && i < d->n; i++) {
		names.item[i] = name_at(v, d->id[i]);
		names.item[i].number = i;
		out->info.length += d->length[i];
	}
	if (st == BL_OK) {
		struct bl_columns c = { d->published, d->length, id, d->title };
		size_t n, j;

		names.n = d->n;
		n = number_ids(out, v, &names, id);
		st = bl_segment_writer_begin(v->writer, d->n, d->length, err);
		if (st == BL_OK)
			bl_segment_writer_columns(v->writer, &c);
		for (j = 0; st == BL_OK && j < n; j++)
			st = bl_segment_writer_id(v->writer, names.item[j].name,
						  names.item[j].number, err);
	}
	names_release(&names);
	free(id);
	return st;
}

bl_status bl_invert_flush(struct bl_run_segment *out, struct bl_invert *v,
			  struct bl_error *err)
{
	bl_status st;

	memset(out, 0, sizeof(*out));
	out->info.number = v->writer->number;
	out->info.docs = v->docs.n;
	out->dead = calloc(1, bl_bitmap_bytes(v->docs.n) + 1);
	if (!out->dead)
		return bl_fail_nomem(err);
	st = flush_docs(out, v, err);
	if (st == BL_OK)
		st = flush_stems(v, err);
	if (st == BL_OK)
		st = flush_forms(v, err);
	if (st == BL_OK)
		st = bl_segment_writer_finish(v->writer, err);
	if (st < 0) {
		bl_run_segment_release(out);
		return st;
	}
	out->sequence = v->docs.sequence;
	v->docs.sequence = NULL;
	return BL_OK;
}
