/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A dictionary: terms in byte order, each with where its postings are.
 *
 * Terms are front-coded in blocks of BL_DICT_BLOCK_TERMS; each block can be
 * read alone, so a term is found by a binary search over their first terms.
 *
 *	blocks		each:
 *	    varint	where its first term's postings begin, in their file
 *	    [varint]	where its first term's positions begin, in theirs
 *	    terms	each:
 *		varint	bytes it shares with the term before (not in the first)
 *		varint	bytes that follow
 *		bytes
 *		varint	articles it is in, at least 1
 *		[varint] its wdf in all of them together, less the articles
 *		varint	of one article: which; else bytes of postings
 *		[varint] of a wdf of 1: its position; else bytes of positions
 *		{varint} 0: it has no stem; else 1 more than twice the bytes at
 *			its end that its stem does not share, and 1 more if
 *			others follow there: {varint, bytes}
 *	to 4 bytes
 *	u32 a block	where it begins
 *	u64		terms
 *	u32		enum bl_dict_kind; what stands in [ ] is in dictionaries
 *			of stems alone, what stands in { } in those of forms
 *	u32		blocks
 */
#ifndef BLOTTER_DICTIONARY_PRIVATE_H
#define BLOTTER_DICTIONARY_PRIVATE_H

#include "blotter/buf.h"
#include "section_private.h"

#define BL_DICT_BLOCK_TERMS 32
/* Ids are the longest: terms end at BL_TERM_MAX_BYTES. */
#define BL_DICT_TERM_MAX_BYTES ((size_t)4096)

enum bl_dict_kind {
	BL_DICT_IDS,
	BL_DICT_STEMS, /* terms with positions */
	BL_DICT_FORMS, /* terms without; those of a text name their stems */
};

/* Where the postings of a term are. */
struct bl_entry {
	uint32_t docs;     /* articles */
	uint64_t wdf;      /* in all of them */
	uint32_t doc;      /* when docs is 1 */
	uint32_t position; /* when wdf is 1 */
	uint64_t postings, postings_bytes;
	uint64_t positions, positions_bytes;
	/* of a form: its stem, as bytes that it shares and those that follow
	 * (the caller's, or the dictionary's) */
	bool has_stem;
	size_t stem_shared;
	struct bl_str stem_end;
};

/* ---- writing: in order, each term once */

struct bl_dict_writer {
	struct bl_output *out;
	enum bl_dict_kind kind;
	uint64_t terms;
	struct bl_buf last;   /* term */
	struct bl_buf blocks; /* where they begin: u32 each */
};

void bl_dict_writer_init(struct bl_dict_writer *w, struct bl_output *out,
			 enum bl_dict_kind kind);
void bl_dict_writer_release(struct bl_dict_writer *w);
bl_status bl_dict_add(struct bl_dict_writer *w, struct bl_str term,
		      const struct bl_entry *e, struct bl_error *err);
bl_status bl_dict_finish(struct bl_dict_writer *w, struct bl_error *err);

/* ---- reading */

struct bl_dict {
	const uint8_t *data; /* the blocks */
	size_t len;
	const uint8_t *offsets; /* u32 each */
	uint32_t blocks;
	uint64_t terms;
	enum bl_dict_kind kind;
};

/* BL_ERR_CORRUPT when it is none. */
bl_status bl_dict_open(struct bl_dict *d, const struct bl_input *in,
		       enum bl_dict_kind kind, const char *what,
		       struct bl_error *err);

/* Goes through the terms of a dictionary, in order. */
struct bl_dict_cursor {
	const struct bl_dict *dict;
	uint32_t block; /* the next to begin */
	unsigned left;  /* terms of the block at hand */
	const uint8_t *at, *end;
	uint64_t postings, positions; /* where the next term's begin */
	uint64_t number;              /* of the term, from 0 */
	char term[BL_DICT_TERM_MAX_BYTES];
	size_t len;
	struct bl_entry entry;
	bool damaged;
};

/* Before the first term. */
void bl_dict_start(struct bl_dict_cursor *c, const struct bl_dict *d);
/* Go on to the next term; false at the end, or where it is damaged. */
bool bl_dict_next(struct bl_dict_cursor *c);
/*
 * Go on to the first term that is not below `term`; false when all are.  It
 * looks forward from where it stands (not back), quickly when that is near.
 */
bool bl_dict_seek(struct bl_dict_cursor *c, struct bl_str term);
/* Go to a term by its number, in either direction. */
bool bl_dict_go(struct bl_dict_cursor *c, uint64_t number);
struct bl_str bl_dict_term(const struct bl_dict_cursor *c);

/* Look a term up; false when it is not there or the dictionary is damaged,
 * which *damaged tells (set, never cleared). */
bool bl_dict_find(struct bl_entry *e, const struct bl_dict *d,
		  struct bl_str term, bool *damaged);

/* ---- dictionary_join.c: several dictionaries, side by side */

struct bl_dict_side {
	struct bl_dict_cursor cursor;
	bool more; /* it is at a term */
	bool here; /* at the one that the join is at */
};

/*
 * Goes through the terms of all, in order, each once:
 *
 *	while (bl_dict_join_next(&j))
 *		for (i = 0; i < j.n; i++)
 *			if (j.side[i].here)
 *				... j.term, j.side[i].cursor.entry
 */
struct bl_dict_join {
	struct bl_dict_side *side;
	size_t n;
	struct bl_str term; /* until the next call */
};

bl_status bl_dict_join_init(struct bl_dict_join *j, size_t n,
			    struct bl_error *err);
void bl_dict_join_release(struct bl_dict_join *j);
/* Let side i go through d, from the first term not below `from` on. */
void bl_dict_join_start(struct bl_dict_join *j, size_t i,
			const struct bl_dict *d, struct bl_str from);
/* False at the end, or where all that is left is damaged. */
bool bl_dict_join_next(struct bl_dict_join *j);
bool bl_dict_join_damaged(const struct bl_dict_join *j);

#endif
