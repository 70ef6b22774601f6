/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "visits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define RECORD_MAX_BYTES ((size_t)1 << 20)
#define FIRST_VISITS 64

static struct bl_str keep(struct bl_arena *arena, struct bl_str s)
{
	struct bl_str kept = bl_arena_str(arena, s);

	assert_non_null(kept.data);
	return kept;
}

static void strip(struct bl_incident *in)
{
	in->n_evidence = 0;
	in->date_text = BL_STR_NULL;
	in->killed.n_parts = in->injured.n_parts = in->kidnapped.n_parts = 0;
}

struct bl_str visits_record(const struct bl_incidents *in, bool of_visit,
			    struct bl_arena *arena)
{
	struct bl_incident item[BL_INCIDENTS_MAX];
	struct bl_incidents copy = { item, in->n };
	struct bl_str record;
	struct bl_buf b;
	size_t i;

	assert_in_range(in->n, 0, BL_INCIDENTS_MAX);
	for (i = 0; i < in->n; i++) {
		item[i] = in->item[i];
		if (of_visit)
			strip(&item[i]);
	}
	bl_buf_init(&b, RECORD_MAX_BYTES);
	assert_int_equal(bl_incidents_encode(&b, &copy, NULL), BL_OK);
	record = keep(arena, bl_buf_str(&b));
	bl_buf_release(&b);
	return record;
}

static struct visit *one_more(struct visits *v)
{
	struct visit *more;

	if (v->n == v->cap) {
		v->cap = v->cap ? 2 * v->cap : FIRST_VISITS;
		more = bl_arena_alloc(v->arena, v->cap * sizeof(*more));
		assert_non_null(more);
		if (v->n)
			memcpy(more, v->item, v->n * sizeof(*more));
		v->item = more;
	}
	return &v->item[v->n++];
}

static bl_status take(void *ctx, const struct bl_visit *visit,
		      struct bl_error *err)
{
	struct visits *v = ctx;

	(void)err;
	*one_more(v) = (struct visit){
		.doc = visit->hit.doc,
		.published = visit->hit.published,
		.source = keep(v->arena, visit->source),
		.incidents = visits_record(&visit->incidents, true, v->arena),
	};
	return BL_OK;
}

static int by_doc(const void *left, const void *right)
{
	const struct visit *a = left, *b = right;

	return (a->doc > b->doc) - (a->doc < b->doc);
}

bl_status visits_take(struct visits *out, struct bl_reader *r,
		      const struct bl_node *query, struct bl_arena *arena,
		      struct bl_error *err)
{
	bl_status st;

	*out = (struct visits){ .arena = arena };
	st = bl_reader_visit(r, query, BL_FIELDS_ALL, take, out, err);
	if (st == BL_OK && out->n)
		qsort(out->item, out->n, sizeof(*out->item), by_doc);
	return st;
}

const struct visit *visits_find(const struct visits *v, uint64_t doc)
{
	struct visit key = { .doc = doc };

	return v->n ? bsearch(&key, v->item, v->n, sizeof(key), by_doc) : NULL;
}
