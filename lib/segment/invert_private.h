/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Articles inverted in memory.
 *
 * Each term has a list: bytes in chunks that get larger, all in one pool,
 * each chunk ending in the place of the next.  The list of a form, and of a
 * stem in titles, has a varint for each occurrence: twice what its position is
 * more than the one before; or, where an article begins, twice what its number
 * is more than the last, plus one, and then the position.  The list of a
 * keyword is plain: it has a varint for each article, what its number is more
 * than the last.
 *
 * The occurrences of a stem are those of its forms, and are put together when
 * all is written out: a token costs one list.  With that the lists of forms
 * become plain ones, in their place, and stems get plain lists.
 *
 * Lists are found by the vocabulary's ids, so a token costs no hashing.  The
 * terms' bytes are copied when they are first met, as the vocabulary may be
 * cleared; a cleared one has other ids, and needs another bl_invert.
 */
#ifndef BLOTTER_INVERT_PRIVATE_H
#define BLOTTER_INVERT_PRIVATE_H

#include "blotter/hash.h"
#include "bytes_private.h"
#include "segment_private.h"

struct bl_pool {
	uint8_t *data;
	uint32_t len, cap; /* bytes */
	bool failed;       /* no memory, or full: what follows is lost */
};

struct bl_list {
	uint32_t first, at, end; /* bytes of the pool: first chunk, next byte,
				    end of the last chunk */
	uint32_t level;          /* of the last chunk: its size */
	uint32_t last_doc;       /* plus one; 0: none */
	uint32_t last_position;
	uint32_t docs;
	uint32_t entries; /* occurrences: the wdf of all */
};

void bl_pool_init(struct bl_pool *p);
void bl_pool_release(struct bl_pool *p);
/* Append a varint, the last chunk being too short for any: see below. */
void bl_pool_put_slow(struct bl_pool *p, struct bl_list *l, uint64_t n);

static inline void bl_pool_put(struct bl_pool *p, struct bl_list *l, uint64_t n)
{
	if (l->end - l->at < BL_VARINT_MAX_BYTES)
		bl_pool_put_slow(p, l, n);
	else
		l->at += (uint32_t)bl_put_varint(p->data + l->at, n);
}

/* Append an article to a plain list, unless it ends in it. */
static inline void bl_pool_put_doc(struct bl_pool *p, struct bl_list *l,
				   uint32_t doc)
{
	if (l->last_doc == doc + 1)
		return;
	bl_pool_put(p, l, doc + 1 - l->last_doc);
	l->last_doc = doc + 1;
	l->docs++;
}

/* Reads a list back. */
struct bl_list_reader {
	const struct bl_pool *pool;
	uint32_t at, end, level;
};

void bl_list_reader_init(struct bl_list_reader *r, const struct bl_pool *p,
			 const struct bl_list *l);
uint64_t bl_list_get_slow(struct bl_list_reader *r);
/* Put a varint in place of what was at r, which is behind where another one
 * has read. */
void bl_list_set(struct bl_list_reader *r, struct bl_pool *p, uint64_t n);

static inline uint64_t bl_list_get(struct bl_list_reader *r)
{
	const uint8_t *p = r->pool->data + r->at;

	/* most are of one byte or two */
	if (r->at != r->end && p[0] < 0x80) {
		r->at++;
		return p[0];
	}
	if (r->end - r->at >= 2 && p[1] < 0x80) {
		r->at += 2;
		return (p[0] & 0x7f) | (uint64_t)p[1] << 7;
	}
	return bl_list_get_slow(r);
}

/* A piece of v->names. */
struct bl_name {
	uint32_t offset, len;
};

/* Lists by number, each with the term it is of; without, it is not used. */
struct bl_table {
	struct bl_list *list;
	struct bl_name *name;
	uint32_t n;
};

/* What is known of each article. */
struct bl_memory_docs {
	int64_t *published;
	uint32_t *length;
	uint16_t *title;
	uint64_t *sequence;
	struct bl_name *id;
	uint32_t n, cap;
};

struct bl_invert {
	struct bl_segment_writer *writer; /* articles are written at once */
	struct bl_pool pool;
	struct bl_table stems, titles; /* by the vocabulary's stem */
	struct bl_table forms;         /* by its form */
	uint32_t *stem_of;             /* of each form */
	struct bl_table keywords;      /* by the number in keyword_ids */
	struct bl_idmap keyword_ids;
	uint32_t n_keywords;
	struct bl_buf names;
	struct bl_memory_docs docs;
	struct bl_buf scratch;
	/* of the vocabulary, to know it again */
	uint32_t known_forms;
	struct bl_name last_form;
};

/* ---- gather.c: the occurrences of a stem, gathered from its forms' lists */

/* Goes through the occurrences of a list, and leaves a plain list of the
 * articles in their place. */
struct bl_cursor {
	struct bl_list_reader at, plain;
	uint32_t left;  /* occurrences after this one */
	uint64_t place; /* of this one: its article plus one, and, in the low 32
			   bits, its position */
};

struct bl_gather {
	/* the forms of each stem, chained: numbers plus one, 0 ends */
	uint32_t *first, *next; /* of a stem; after a form */
	struct bl_cursor *cursor;
	size_t n, cap;
};

bl_status bl_gather_init(struct bl_gather *g, const struct bl_invert *v,
			 struct bl_error *err);
/* Also of one that is all zeros. */
void bl_gather_release(struct bl_gather *g);
/* Write out a list; it becomes a plain one. */
bl_status bl_gather_list(struct bl_list_writer *w, struct bl_gather *g,
			 struct bl_pool *pool, const struct bl_list *l,
			 struct bl_error *err);
/* Write out a stem; the lists of its forms become plain ones, and it gets one
 * itself. */
bl_status bl_gather_stem(struct bl_list_writer *w, struct bl_gather *g,
			 struct bl_invert *v, uint32_t stem,
			 struct bl_error *err);

#endif
