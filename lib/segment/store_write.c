/* SPDX-License-Identifier: GPL-2.0-or-later */
#define ZSTD_STATIC_LINKING_ONLY /* for ZSTD_c_forceAttachDict */
#include <zstd.h>

#include "blotter/hash.h"
#include "bytes_private.h"
#include "store_private.h"

/* Of Zstandard's.  On news, in blocks of 16 KiB and with a table as the level
 * has it, the share of the text that is stored and MB/s, 1: 0.397 at 155; 2:
 * 0.385 at 105; 3: 0.37 at 90. */
#define LEVEL 1
/* Larger blocks are smaller on disk, and slower to get one article of: with a
 * dictionary, 16 KiB: 0.371, unpacked in 30 us; 8: 0.374, 20; 4: 0.379, 13; 2:
 * 0.384, 10.  Of 16, 8, 6 and 4 KiB 196, 187, 181 and 161 MB/s are packed. */
#define BLOCK_BYTES ((size_t)6 << 10)
#define BLOCK_ALONE_BYTES ((size_t)32 << 10)
/* Half of it makes 0.415 of 0.397 (of 16 KiB, as above), and twice as much is
 * no better.  There is one as soon as so much was compressed without, of which
 * it is then a small part. */
#define DICTIONARY_BYTES ((size_t)128 << 10)
#define DICTIONARY_AFTER_BYTES ((uint64_t)2 << 20)
/* Of the table that has what the dictionary repeats: one of 14, as the level
 * has it, forgets most of the dictionary, 0.392 of 0.379. */
#define TABLE_LOG 16
#define RECORDS_MAX_BYTES                               \
	(DICTIONARY_BYTES + BL_ARTICLE_TEXT_MAX_BYTES + \
	 8 * BL_ARTICLE_FIELD_MAX_BYTES)

const struct bl_store_string bl_store_strings[BL_STORE_STRINGS] = {
	{ offsetof(struct bl_article, title), BL_ARTICLE_FIELD_MAX_BYTES },
	{ offsetof(struct bl_article, source), BL_ARTICLE_FIELD_MAX_BYTES },
	{ offsetof(struct bl_article, url), BL_ARTICLE_FIELD_MAX_BYTES },
	{ offsetof(struct bl_article, lang), BL_ARTICLE_FIELD_MAX_BYTES },
	{ offsetof(struct bl_article, text), BL_ARTICLE_TEXT_MAX_BYTES },
};

/* A parameter that a library does not know makes blocks larger, not wrong. */
static void set(struct bl_store_writer *w, ZSTD_cParameter p, int value)
{
	(void)ZSTD_CCtx_setParameter(w->compressor, p, value);
}

bl_status bl_store_writer_init(struct bl_store_writer *w, struct bl_output *out,
			       struct bl_error *err)
{
	memset(w, 0, sizeof(*w));
	w->out = out;
	bl_buf_init(&w->records, RECORDS_MAX_BYTES);
	bl_buf_init(&w->packed, 2 * RECORDS_MAX_BYTES);
	bl_buf_init(&w->entries, SIZE_MAX);
	bl_buf_init(&w->dictionary_entries, SIZE_MAX);
	w->compressor = ZSTD_createCCtx();
	if (!w->compressor)
		return bl_fail_nomem(err);
	set(w, ZSTD_c_compressionLevel, LEVEL);
	set(w, ZSTD_c_hashLog, TABLE_LOG);
	/* to look into the dictionary's table is faster than to copy it */
	set(w, ZSTD_c_forceAttachDict, ZSTD_dictForceAttach);
	return BL_OK;
}

void bl_store_writer_release(struct bl_store_writer *w)
{
	ZSTD_freeCCtx(w->compressor);
	bl_buf_release(&w->records);
	bl_buf_release(&w->packed);
	bl_buf_release(&w->entries);
	bl_buf_release(&w->dictionary_entries);
}

static void add_varint(struct bl_buf *b, uint64_t n)
{
	uint8_t bytes[BL_VARINT_MAX_BYTES];

	bl_buf_add(b, bytes, bl_put_varint(bytes, n));
}

/* Of what begins here. */
static void add_entry(struct bl_store_writer *w, struct bl_buf *entries,
		      uint32_t number, size_t bytes)
{
	uint8_t entry[16];

	bl_put_u64(entry, bl_output_at(w->out));
	bl_put_u32(entry + 8, number);
	bl_put_u32(entry + 12, (uint32_t)bytes);
	bl_buf_add(entries, entry, sizeof(entry));
}

static void add_block_entry(struct bl_store_writer *w, uint32_t first,
			    size_t bytes)
{
	add_entry(w, &w->entries, first, bytes);
	w->blocks++;
}

/* From the next block on use these bytes, or none. */
static bl_status use_dictionary(struct bl_store_writer *w,
				struct bl_str dictionary, struct bl_error *err)
{
	add_entry(w, &w->dictionary_entries, w->blocks, dictionary.len);
	w->dictionaries++;
	bl_output_add(w->out, dictionary.data, dictionary.len);
	w->dictionary = dictionary;
	w->alone = 0;
	if (ZSTD_isError(ZSTD_CCtx_loadDictionary(
		    w->compressor, dictionary.data, dictionary.len)))
		return bl_fail_nomem(err);
	return BL_OK;
}

/* Make the first records of the block at hand the dictionary. */
static bl_status make_dictionary(struct bl_store_writer *w,
				 struct bl_error *err)
{
	struct bl_str bytes = { w->records.data, DICTIONARY_BYTES };
	bl_status st = use_dictionary(w, bytes, err);

	w->dictionary.data = NULL; /* it was copied, and the block goes */
	return st;
}

static bool wants_dictionary(const struct bl_store_writer *w)
{
	return !w->dictionary.len && w->alone >= DICTIONARY_AFTER_BYTES;
}

/* When the block at hand has so much, it is written. */
static size_t block_bytes(const struct bl_store_writer *w)
{
	if (wants_dictionary(w))
		return DICTIONARY_BYTES;
	return w->dictionary.len ? BLOCK_BYTES : BLOCK_ALONE_BYTES;
}

/* Write the block at hand, if it has anything. */
static bl_status put_block(struct bl_store_writer *w, struct bl_error *err)
{
	size_t bound = ZSTD_compressBound(w->records.len), packed;
	bl_status st = bl_buf_status(&w->records, err);
	char *to;

	if (st < 0 || !w->records.len)
		return st;
	if (wants_dictionary(w) && w->records.len >= DICTIONARY_BYTES)
		st = make_dictionary(w, err);
	else if (!w->dictionary.len)
		w->alone += w->records.len;
	bl_buf_clear(&w->packed);
	to = st < 0 ? NULL : bl_buf_reserve(&w->packed, bound);
	if (!to)
		return st < 0 ? st : bl_buf_status(&w->packed, err);
	packed = ZSTD_compress2(w->compressor, to, bound, w->records.data,
				w->records.len);
	if (ZSTD_isError(packed))
		return bl_fail_nomem(err);
	add_block_entry(w, w->first, w->records.len);
	bl_output_u32(w->out, bl_hash32(w->records.data, w->records.len));
	bl_output_add(w->out, to, packed);
	bl_buf_clear(&w->records);
	w->first = w->docs;
	return bl_buf_status(&w->entries, err);
}

static bl_status after_record(struct bl_store_writer *w, struct bl_error *err)
{
	w->docs++;
	if (w->records.len < block_bytes(w))
		return bl_buf_status(&w->records, err);
	return put_block(w, err);
}

static const struct bl_str *string_of(const struct bl_article *a, size_t i)
{
	return (const void *)((const char *)a + bl_store_strings[i].offset);
}

bl_status bl_store_add(struct bl_store_writer *w, const struct bl_article *a,
		       struct bl_str incidents, struct bl_error *err)
{
	uint8_t bytes[BL_VARINT_MAX_BYTES];
	size_t len = incidents.len, i;

	for (i = 0; i < BL_STORE_STRINGS; i++) {
		size_t n = string_of(a, i)->len;

		if (n > bl_store_strings[i].max_bytes)
			return bl_fail(err, BL_ERR_LIMIT,
				       "a field of an article has %zu bytes, "
				       "the limit is %zu",
				       n, bl_store_strings[i].max_bytes);
		len += n + bl_put_varint(bytes, n);
	}
	add_varint(&w->records, len);
	for (i = 0; i < BL_STORE_STRINGS; i++) {
		add_varint(&w->records, string_of(a, i)->len);
		bl_buf_addstr(&w->records, *string_of(a, i));
	}
	bl_buf_addstr(&w->records, incidents);
	return after_record(w, err);
}

bl_status bl_store_copy_record(struct bl_store_writer *w, struct bl_str record,
			       struct bl_error *err)
{
	add_varint(&w->records, record.len);
	bl_buf_addstr(&w->records, record);
	return after_record(w, err);
}

/* ---- whole blocks */

uint32_t bl_store_whole(const struct bl_store *s, uint32_t doc)
{
	struct bl_store_entry e;
	size_t least;

	if (!bl_store_find(&e, s, doc) || e.first != doc || e.end <= doc)
		return 0;
	least = (e.dictionary.len ? BLOCK_BYTES : BLOCK_ALONE_BYTES) / 2;
	return e.bytes < least ? 0 : e.end - doc;
}

bl_status bl_store_copy_block(struct bl_store_writer *w,
			      const struct bl_store *s, uint32_t doc,
			      struct bl_error *err)
{
	struct bl_store_entry e;
	bl_status st = put_block(w, err);

	if (st < 0)
		return st;
	if (!bl_store_find(&e, s, doc))
		return bl_fail(err, BL_ERR_CORRUPT,
			       "the table of stored articles is damaged");
	if (e.dictionary.len != w->dictionary.len ||
	    e.dictionary.data != w->dictionary.data)
		st = use_dictionary(w, e.dictionary, err);
	if (st < 0)
		return st;
	add_block_entry(w, w->docs, e.bytes);
	bl_output_add(w->out, e.packed, e.len);
	w->docs += e.end - doc;
	w->first = w->docs;
	return bl_buf_status(&w->entries, err);
}

bl_status bl_store_finish(struct bl_store_writer *w, struct bl_error *err)
{
	bl_status st = put_block(w, err);

	if (st < 0)
		return st;
	bl_output_add(w->out, w->entries.data, w->entries.len);
	bl_output_add(w->out, w->dictionary_entries.data,
		      w->dictionary_entries.len);
	bl_output_u32(w->out, w->dictionaries);
	bl_output_u32(w->out, w->blocks);
	bl_output_u32(w->out, w->docs);
	st = bl_buf_status(&w->entries, err);
	return st < 0 ? st : bl_buf_status(&w->dictionary_entries, err);
}
