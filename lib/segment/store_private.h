/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The stored articles, several to a block, each block compressed by itself, a
 * frame of Zstandard (RFC 8878).  Once there are many, some records, as they
 * are, become the dictionary of the blocks behind them, so that these can be
 * small and are yet smaller on disk.  Segments that are merged keep theirs.
 *
 *	blocks		u32 XXH3 (low bits) of the records; their frame
 *	dictionaries	among the blocks, as they are
 *	entries		one a block: u64 where it begins, u32 its first article,
 *			u32 bytes of its records
 *	entries		one a dictionary: u64 where it begins, u32 the first
 *			block that it is of, and those behind up to the next's;
 *			u32 its bytes, 0: from there on blocks have none
 *	u32		dictionaries
 *	u32		blocks
 *	u32		articles
 *
 * A record is a varint, its length less that varint; the strings of its
 * article, each a varint length and its bytes, id and publication time, which
 * are elsewhere, left out; and its incidents (bl_incidents_encode), if any.
 */
#ifndef BLOTTER_STORE_PRIVATE_H
#define BLOTTER_STORE_PRIVATE_H

#include "blotter/article.h"
#include "section_private.h"

struct ZSTD_CCtx_s;
struct ZSTD_DCtx_s;

/* The strings of a record, in order. */
struct bl_store_string {
	size_t offset; /* in struct bl_article */
	size_t max_bytes;
};

enum { BL_STORE_STRINGS = 5 };
extern const struct bl_store_string bl_store_strings[BL_STORE_STRINGS];

/* ---- writing: in the order of the articles' numbers */

struct bl_store_writer {
	struct bl_output *out;
	struct ZSTD_CCtx_s *compressor;
	struct bl_buf records; /* of the block at hand */
	struct bl_buf packed;
	struct bl_buf entries, dictionary_entries;
	uint32_t docs, first; /* all of them; the first of the block */
	uint32_t blocks, dictionaries;
	uint64_t alone; /* bytes compressed since there was a dictionary */
	/* the one in use; no bytes: none; data: that of the store it was copied
	 * from, NULL of an own one */
	struct bl_str dictionary;
};

bl_status bl_store_writer_init(struct bl_store_writer *w, struct bl_output *out,
			       struct bl_error *err);
void bl_store_writer_release(struct bl_store_writer *w);
/* incidents: encoded, or empty. */
bl_status bl_store_add(struct bl_store_writer *w, const struct bl_article *a,
		       struct bl_str incidents, struct bl_error *err);
bl_status bl_store_finish(struct bl_store_writer *w, struct bl_error *err);

/* ---- reading */

struct bl_store {
	const uint8_t *data; /* the blocks and dictionaries */
	size_t len;
	const uint8_t *entries, *dictionary_entries;
	uint32_t blocks, dictionaries, docs;
};

/* BL_ERR_CORRUPT when it is not one of n articles. */
bl_status bl_store_open(struct bl_store *s, const struct bl_input *in,
			uint32_t n, struct bl_error *err);

/* A block, as the table has it. */
struct bl_store_entry {
	const uint8_t *packed;
	size_t len;
	uint32_t block;           /* its number */
	uint32_t first, end;      /* its articles: those before `end` */
	uint32_t bytes;           /* of its records */
	struct bl_str dictionary; /* no bytes: none */
};

/* Find the block that has an article; false when there is none, or it lies
 * outside of the file. */
bool bl_store_find(struct bl_store_entry *out, const struct bl_store *s,
		   uint32_t doc);

/* The block that was unpacked last. */
struct bl_store_block {
	struct ZSTD_DCtx_s *decompressor;
	const struct bl_store *store; /* NULL: none yet */
	uint32_t block;
	struct bl_buf records;
	uint32_t next_doc; /* the record at next, in order */
	size_t next;
};

void bl_store_block_init(struct bl_store_block *b);
void bl_store_block_release(struct bl_store_block *b);
/* The record of an article, without its length; in the block until the next
 * call. */
bl_status bl_store_record(struct bl_str *out, struct bl_store_block *b,
			  const struct bl_store *s, uint32_t doc,
			  struct bl_error *err);
/* Take a record apart: all of *a but id and published, and the incidents,
 * encoded; strings in record. */
bl_status bl_store_parse(struct bl_article *a, struct bl_str *incidents,
			 struct bl_str record, struct bl_error *err);

/* ---- copying, when segments are merged */

/* How many articles from `doc` on are a whole block, large enough to be kept
 * as it is; 0: go by single articles. */
uint32_t bl_store_whole(const struct bl_store *s, uint32_t doc);
/* Copy the block that begins with `doc`. */
bl_status bl_store_copy_block(struct bl_store_writer *w,
			      const struct bl_store *s, uint32_t doc,
			      struct bl_error *err);
bl_status bl_store_copy_record(struct bl_store_writer *w, struct bl_str record,
			       struct bl_error *err);

#endif
