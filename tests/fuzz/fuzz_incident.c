/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Any bytes are a stored record, and a text: decoding refuses or gives what
 * encodes to itself; extraction gives values within their bounds, the same
 * ones each time.
 */
#undef NDEBUG
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "blotter/incident.h"
#include "blotter/utf8.h"

#define OUT_MAX_BYTES ((size_t)64 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_toll(const struct bl_toll *t)
{
	assert(t->min >= BL_COUNT_UNSET);
	assert(t->max == BL_COUNT_UNSET || t->max >= t->min);
	assert(t->n_parts <= BL_INCIDENT_PARTS_MAX);
}

static void check_incident(const struct bl_incident *in,
			   const struct bl_article *a)
{
	size_t i;

	assert(in->n_types <= BL_INCIDENT_TYPES_MAX);
	for (i = 0; i < in->n_types; i++)
		assert(bl_incident_type_name(in->types[i]));
	assert(!in->dated || in->from <= in->to);
	assert(in->confidence >= 0 && in->confidence <= 1);
	check_toll(&in->killed);
	check_toll(&in->injured);
	check_toll(&in->kidnapped);
	for (i = 0; i < in->n_evidence; i++) {
		const struct bl_evidence *e = &in->evidence[i];

		assert(e->start < e->end);
		assert(e->end <= (e->in_title ? a->title : a->text).len);
	}
}

static void check_record(struct bl_str bytes, struct bl_arena *arena)
{
	struct bl_buf first, again;
	struct bl_incidents list;

	if (bl_incidents_decode(&list, arena, bytes, NULL) != BL_OK)
		return;
	bl_buf_init(&first, OUT_MAX_BYTES);
	bl_buf_init(&again, OUT_MAX_BYTES);
	bl_incidents_json(&first, &list);
	assert(bl_incidents_encode(&again, &list, NULL) == BL_OK);
	assert(bl_incidents_decode(&list, arena, bl_buf_str(&again), NULL) ==
	       BL_OK);
	bl_buf_clear(&again);
	bl_incidents_json(&again, &list);
	assert(bl_str_eq(bl_buf_str(&first), bl_buf_str(&again)));
	bl_buf_release(&again);
	bl_buf_release(&first);
}

/* The first line is the title; half of the texts have no date. */
static void make_article(struct bl_article *a, struct bl_str text)
{
	const char *line = text.len ? memchr(text.data, '\n', text.len) : NULL;
	size_t title = line ? (size_t)(line - text.data) : 0;

	*a = (struct bl_article)BL_ARTICLE_INIT;
	a->id = BL_STR("fuzz");
	a->title = (struct bl_str){ text.data, title };
	a->text = (struct bl_str){ text.data + title, text.len - title };
	if (text.len & 1)
		a->published = (bl_time)1676851200;
}

static void check_text(struct bl_str text, struct bl_arena *arena)
{
	struct bl_tokens title = BL_TOKENS_INIT, body = BL_TOKENS_INIT;
	struct bl_extractor *x = NULL;
	struct bl_vocab *v = NULL;
	struct bl_buf first, again;
	struct bl_incidents list;
	struct bl_article a;
	struct bl_analysis analysis;
	size_t i;

	make_article(&a, text);
	bl_buf_init(&first, OUT_MAX_BYTES);
	bl_buf_init(&again, OUT_MAX_BYTES);
	assert(bl_analysis_set(&analysis, BL_LANGUAGE_DEFAULT, NULL) == BL_OK);
	assert(bl_vocab_new(&v, &analysis, NULL) == BL_OK);
	assert(bl_extractor_new(&x, NULL) == BL_OK);
	assert(bl_tokenize(v, a.title.data, a.title.len, &title, NULL) ==
	       BL_OK);
	assert(bl_tokenize(v, a.text.data, a.text.len, &body, NULL) == BL_OK);
	assert(bl_extract(&list, x, &a, v, &title, &body, arena, NULL) ==
	       BL_OK);
	for (i = 0; i < list.n; i++)
		check_incident(&list.item[i], &a);
	bl_incidents_json(&first, &list);
	assert(bl_extract(&list, x, &a, v, &title, &body, arena, NULL) ==
	       BL_OK);
	bl_incidents_json(&again, &list);
	assert(bl_str_eq(bl_buf_str(&first), bl_buf_str(&again)));
	bl_buf_clear(&again);
	assert(bl_incidents_encode(&again, &list, NULL) == BL_OK);
	check_record(bl_buf_str(&again), arena);
	bl_buf_release(&again);
	bl_buf_release(&first);
	bl_tokens_release(&body);
	bl_tokens_release(&title);
	bl_extractor_free(x);
	bl_vocab_free(v);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bl_str bytes = { (const char *)data, size };
	struct bl_arena arena;

	bl_arena_init(&arena);
	check_record(bytes, &arena);
	/* articles are valid UTF-8 without NUL */
	if (bl_utf8_valid(bytes.data, size) == size &&
	    !(size && memchr(data, 0, size)))
		check_text(bytes, &arena);
	bl_arena_release(&arena);
	return 0;
}
