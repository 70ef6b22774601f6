/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The postings of a term: the articles it is in, in blocks of 128, and how
 * much each counts (wdf); and their positions, in blocks of 128 of their own.
 *
 * Postings of one article are in the dictionary.  Of more:
 *
 *	blocks		articles (bl_unpack_rising, from the last of the block
 *			before), then [wdf less one]
 *	skip entries	one a block, when there are several: see below
 *
 * The articles of a form are among those of its stem, and packed as numbers of
 * the stem's postings, from 0 ("through" it): they are closer together, and so
 * fewer bits.
 *
 * A skip entry is the last article of its block and the end of the block, as
 * bytes from the first block's start, u32 each; [the wdf of all blocks up to
 * its end, u32, and its frontier]; {the number of the last posting of the stem,
 * u32}.  What stands in [ ] is there for terms with positions, what stands in
 * { } for those through a stem.
 *
 * The frontier bounds what the block's articles can score: up to 4 pairs of a
 * wdf and an article length, a byte each, such that every article has no more
 * wdf and no less length than one of them.
 *
 * The positions of a wdf of 1 are in the dictionary.  Else, for each article
 * as many numbers as its wdf: a position as what it is more than the one
 * before, the first from 0; 0 for a position once more, as a word of the title
 * counts twice.  Positions are counted without the gap before the body.
 *
 *	blocks		(bl_unpack)
 *	u32 a block	where it ends, when there are several
 */
#ifndef BLOTTER_POSTINGS_PRIVATE_H
#define BLOTTER_POSTINGS_PRIVATE_H

#include "codec_private.h"
#include "dictionary_private.h"

#define BL_FRONTIER_PAIRS 4

struct bl_frontier {
	uint8_t wdf[BL_FRONTIER_PAIRS];    /* 255: that or more */
	uint8_t length[BL_FRONTIER_PAIRS]; /* code, see bl_length_floor() */
};

/* Of n articles: wdf (less one) and length of each. */
void bl_frontier_make(struct bl_frontier *f, const uint32_t *doc,
		      const uint32_t *wdf, size_t n, const uint32_t *length);
/* The most that any of its articles can score. */
double bl_frontier_bound(const struct bl_frontier *f, const struct bl_bm25 *b);
/* A code of a length, and a length not above any that has it. */
uint8_t bl_length_code(uint32_t length);
uint32_t bl_length_floor(uint8_t code);

/* ---- writing */

struct bl_list_writer {
	const struct bl_kernels *k;
	struct bl_output *postings;
	struct bl_output *positions; /* NULL: terms without */
	const uint32_t *length;      /* of each article, when positional */
	/* of the term at hand */
	uint64_t docs, all_wdf, begin_postings, begin_positions;
	const uint32_t *stem; /* articles of its stem; NULL: not through it */
	uint32_t n_stem, at_stem;
	bool stray;    /* an article is none of the stem's */
	uint32_t last; /* number that was packed, of the block before */
	uint32_t doc[BL_BLOCK], wdf[BL_BLOCK];
	uint32_t of_stem[BL_BLOCK]; /* the same articles as numbers of its */
	size_t n;
	uint32_t position[BL_BLOCK];
	size_t n_positions;
	struct bl_buf skips, ends;
};

void bl_list_writer_init(struct bl_list_writer *w, struct bl_output *postings,
			 struct bl_output *positions, const uint32_t *length);
void bl_list_writer_release(struct bl_list_writer *w);
void bl_list_begin(struct bl_list_writer *w);
/* The same, through a stem that is in n articles, the caller's until the end.
 * A list of one article does not need it. */
void bl_list_begin_through(struct bl_list_writer *w, const uint32_t *stem,
			   uint32_t n);
/* The next article, with as many bl_list_position() as its wdf. */
void bl_list_add(struct bl_list_writer *w, uint32_t doc, uint32_t wdf);
void bl_list_position(struct bl_list_writer *w, uint32_t step);
bl_status bl_list_end(struct bl_list_writer *w, struct bl_entry *e,
		      struct bl_error *err);

/* ---- reading */

/* The bytes of a list. */
struct bl_list_bytes {
	const uint8_t *data; /* blocks */
	uint32_t bytes;
	const uint8_t *skips; /* NULL: of one block */
	size_t skip_bytes;    /* of an entry */
	size_t base_at;       /* in an entry: the number to go on from */
	uint32_t docs;
	uint32_t limit; /* of the numbers packed */
};

/* A block that was unpacked. */
struct bl_block {
	uint32_t number; /* UINT32_MAX: none */
	uint32_t n;
	const uint8_t *packed_wdf;
	bool has_wdf, has_ends;
	uint32_t doc[BL_BLOCK], wdf[BL_BLOCK]; /* wdf less one */
	uint32_t end[BL_BLOCK]; /* the wdf of all articles up to this one */
};

/* Goes through the blocks of a term's postings.  Not to be copied: it points
 * into itself. */
struct bl_postings {
	const struct bl_kernels *k;
	struct bl_list_bytes list;
	uint32_t blocks, docs;
	bool positional, damaged;
	bool through; /* a stem: */
	struct bl_list_bytes stem;
	uint32_t stem_block; /* that was loaded; UINT32_MAX: none */
	uint32_t stem_doc[BL_BLOCK];
	uint64_t loads; /* blocks unpacked, since the owner made it 0 */
	/* the block that was loaded */
	uint32_t block; /* UINT32_MAX: none */
	uint32_t n;
	uint32_t *doc, *wdf, *end; /* see struct bl_block */
	/* where blocks are unpacked to: number i to kept[i % n_kept] */
	struct bl_block *now, *kept;
	uint32_t n_kept;
	struct bl_block own;
};

/* A term of a segment of `limit` articles.  Damage shows in p->damaged, now or
 * later, and leaves no articles. */
void bl_postings_open(struct bl_postings *p, const struct bl_kernels *k,
		      const struct bl_entry *e, const struct bl_input *in,
		      bool positional, uint32_t limit);
/* The same for a form, through its stem. */
void bl_postings_open_through(struct bl_postings *p, const struct bl_kernels *k,
			      const struct bl_entry *e,
			      const struct bl_entry *stem,
			      const struct bl_input *in, uint32_t limit);
/* Keep up to n blocks from now on, here, so that going through some of them
 * once more does not unpack them again.  Right after bl_postings_open(). */
void bl_postings_keep(struct bl_postings *p, struct bl_block *kept, uint32_t n);
/* The last article of a block; UINT32_MAX when there is no skip entry. */
uint32_t bl_postings_last(const struct bl_postings *p, uint32_t block);
/* The first block from `block` on that may have an article from `doc` on;
 * p->blocks when there is none. */
uint32_t bl_postings_seek(const struct bl_postings *p, uint32_t block,
			  uint32_t doc);
/* Fill in p->doc; false, with n 0, when the block is damaged. */
bool bl_postings_load(struct bl_postings *p, uint32_t block);
/* The first article of the block that was loaded that is not below `doc`; p->n
 * when all are. */
uint32_t bl_postings_find(const struct bl_postings *p, uint32_t doc);
/* Fill in p->wdf of the block that was loaded. */
bool bl_postings_load_wdf(struct bl_postings *p);
/* The wdf of all blocks before one: where its positions begin. */
uint64_t bl_postings_wdf_before(const struct bl_postings *p, uint32_t block);
/* Fill in p->end of the block that was loaded: where the positions of the next
 * article begin. */
bool bl_postings_load_ends(struct bl_postings *p);
/* The most an article of a block can score. */
double bl_postings_bound(const struct bl_postings *p, uint32_t block,
			 const struct bl_bm25 *b);

/* Blocks of positions that are kept unpacked, side by side. */
#define BL_POSITION_BLOCKS 8
/* Whatever block they begin in, so many numbers are in no more blocks. */
#define BL_POSITIONS_MAX ((BL_POSITION_BLOCKS - 1) * BL_BLOCK + 1)

struct bl_positions {
	const struct bl_kernels *k;
	const uint8_t *data;
	size_t bytes; /* of the blocks */
	const uint8_t *ends;
	uint64_t n;        /* numbers */
	uint64_t from, to; /* numbers of the blocks that were unpacked */
	uint32_t step[BL_POSITION_BLOCKS * BL_BLOCK + BL_SLACK];
	bool damaged;
};

void bl_positions_open(struct bl_positions *p, const struct bl_kernels *k,
		       const struct bl_entry *e, const struct bl_input *in);
/* Numbers first .. first + n - 1 as they are stored, with slack, until the next
 * call; they must be there, and 1 to BL_POSITIONS_MAX.  NULL on damage. */
const uint32_t *bl_positions_unpack(struct bl_positions *p, uint64_t first,
				    uint32_t n);
/* Copy numbers first .. first + n - 1 as they are stored; false on damage. */
bool bl_positions_steps(struct bl_positions *p, uint32_t *out, uint64_t first,
			uint32_t n);

/* The same where they are unpacked already; else NULL. */
static inline const uint32_t *bl_positions_see(const struct bl_positions *p,
					       uint64_t first, uint32_t n)
{
	return first >= p->from && first + n <= p->to
		       ? p->step + (first - p->from)
		       : NULL;
}

#endif
