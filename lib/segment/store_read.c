/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <zstd.h>

#include "blotter/hash.h"
#include "blotter/utf8.h"
#include "bytes_private.h"
#include "store_private.h"

#define TRAILER_BYTES 12
#define ENTRY_BYTES 16
#define HASH_BYTES 4
/* A block of a frame makes 128 KiB of four bytes, and no more. */
#define ZSTD_MAX_RATIO 32768
#define RECORDS_MAX_BYTES ((size_t)2 * BL_ARTICLE_TEXT_MAX_BYTES)

static bl_status damaged(struct bl_error *err, const char *what)
{
	return bl_fail(err, BL_ERR_CORRUPT,
		       "the stored articles are damaged: %s", what);
}

bl_status bl_store_open(struct bl_store *s, const struct bl_input *in,
			uint32_t n, struct bl_error *err)
{
	const uint8_t *trailer;
	uint64_t table;

	if (in->len < TRAILER_BYTES)
		return damaged(err, "they are cut short");
	trailer = in->data + in->len - TRAILER_BYTES;
	s->dictionaries = bl_get_u32(trailer);
	s->blocks = bl_get_u32(trailer + 4);
	s->docs = bl_get_u32(trailer + 8);
	table = ((uint64_t)s->blocks + s->dictionaries) * ENTRY_BYTES;
	if (s->docs != n || table > in->len - TRAILER_BYTES)
		return damaged(err, "their numbers do not add up");
	s->data = in->data;
	s->len = in->len - TRAILER_BYTES - (size_t)table;
	s->entries = in->data + s->len;
	s->dictionary_entries = s->entries + (size_t)s->blocks * ENTRY_BYTES;
	return BL_OK;
}

void bl_store_block_init(struct bl_store_block *b)
{
	memset(b, 0, sizeof(*b));
	bl_buf_init(&b->records, RECORDS_MAX_BYTES);
}

void bl_store_block_release(struct bl_store_block *b)
{
	ZSTD_freeDCtx(b->decompressor);
	bl_buf_release(&b->records);
}

/* Blocks and dictionaries have entries alike: where it begins, a number that
 * rises, and its bytes. */
static const uint8_t *entry_of(const uint8_t *entries, uint32_t i)
{
	return entries + (size_t)i * ENTRY_BYTES;
}

static uint32_t number_of(const uint8_t *entries, uint32_t i)
{
	return bl_get_u32(entry_of(entries, i) + 8);
}

/* The last of n, of which there is one, whose number is this or before; the
 * first when there is none. */
static uint32_t last_by(const uint8_t *entries, uint32_t n, uint32_t number)
{
	uint32_t low = 0, high = n;

	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;

		if (number_of(entries, middle) <= number)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* The block that has an article. */
static uint32_t block_of(const struct bl_store *s, uint32_t doc)
{
	return last_by(s->entries, s->blocks, doc);
}

/* The dictionary of a block, and where the block ends when it is `to` or the
 * dictionary of the next. */
static bool find_dictionary(struct bl_str *out, uint64_t *to,
			    const struct bl_store *s, uint32_t block)
{
	const uint8_t *const entries = s->dictionary_entries;
	uint32_t i, bytes;
	uint64_t from;

	*out = BL_STR_NULL;
	if (!s->dictionaries)
		return true;
	i = last_by(entries, s->dictionaries, block);
	if (i + 1 < s->dictionaries && number_of(entries, i + 1) == block + 1)
		*to = bl_get_u64(entry_of(entries, i + 1));
	else if (!i && number_of(entries, 0) == block + 1)
		*to = bl_get_u64(entry_of(entries, 0));
	if (number_of(entries, i) > block)
		return true;
	from = bl_get_u64(entry_of(entries, i));
	bytes = bl_get_u32(entry_of(entries, i) + 12);
	if (from > s->len || bytes > s->len - from)
		return false;
	if (bytes)
		*out = (struct bl_str){ (const char *)s->data + from, bytes };
	return true;
}

bool bl_store_find(struct bl_store_entry *out, const struct bl_store *s,
		   uint32_t doc)
{
	uint32_t block = block_of(s, doc);
	bool last = block + 1 >= s->blocks;
	struct bl_str dictionary;
	const uint8_t *entry;
	uint64_t from, to;

	if (!s->blocks)
		return false;
	entry = entry_of(s->entries, block);
	from = bl_get_u64(entry);
	to = last ? s->len : bl_get_u64(entry_of(s->entries, block + 1));
	if (!find_dictionary(&dictionary, &to, s, block) || from > to ||
	    to > s->len)
		return false;
	*out = (struct bl_store_entry){
		.packed = s->data + from,
		.len = (size_t)(to - from),
		.block = block,
		.first = bl_get_u32(entry + 8),
		.end = last ? s->docs : number_of(s->entries, block + 1),
		.bytes = bl_get_u32(entry + 12),
		.dictionary = dictionary,
	};
	return true;
}

static bl_status unpack(struct bl_store_block *b,
			const struct bl_store_entry *e, struct bl_error *err)
{
	size_t len = e->len - HASH_BYTES;
	char *to;

	if (e->len < HASH_BYTES || e->bytes / ZSTD_MAX_RATIO > e->len)
		return damaged(err, "a block is cut short");
	if (!b->decompressor)
		b->decompressor = ZSTD_createDCtx();
	if (!b->decompressor)
		return bl_fail_nomem(err);
	bl_buf_clear(&b->records);
	to = bl_buf_reserve(&b->records, e->bytes);
	if (!to)
		return bl_buf_status(&b->records, err);
	if (ZSTD_decompress_usingDict(
		    b->decompressor, to, e->bytes, e->packed + HASH_BYTES, len,
		    e->dictionary.data, e->dictionary.len) != e->bytes)
		return damaged(err, "a block cannot be unpacked");
	if (bl_hash32(to, e->bytes) != bl_get_u32(e->packed))
		return damaged(err, "the checksum of a block is wrong");
	b->records.len = e->bytes;
	return BL_OK;
}

/* Make the block that has an article the one at hand, at its first record. */
static bl_status load(struct bl_store_block *b, const struct bl_store *s,
		      uint32_t doc, struct bl_error *err)
{
	struct bl_store_entry e;
	bl_status st;

	b->store = NULL;
	if (!bl_store_find(&e, s, doc))
		return damaged(err, "a block lies outside of them");
	if (e.first > doc)
		return damaged(err, "the first block begins late");
	st = unpack(b, &e, err);
	if (st < 0)
		return st;
	b->store = s;
	b->block = e.block;
	b->next_doc = e.first;
	b->next = 0;
	return BL_OK;
}

bl_status bl_store_record(struct bl_str *out, struct bl_store_block *b,
			  const struct bl_store *s, uint32_t doc,
			  struct bl_error *err)
{
	struct bl_take t;
	bl_status st;

	if (!s->blocks || doc >= s->docs)
		return damaged(err, "an article is missing");
	if (b->store != s || b->block != block_of(s, doc) ||
	    b->next_doc > doc) {
		st = load(b, s, doc, err);
		if (st < 0)
			return st;
	}
	t.at = (const uint8_t *)b->records.data + b->next;
	t.end = (const uint8_t *)b->records.data + b->records.len;
	t.bad = false;
	while (!t.bad && b->next_doc <= doc) {
		out->len = (size_t)bl_take_varint(&t);
		out->data = (const char *)bl_take_bytes(&t, out->len);
		b->next_doc++;
	}
	if (t.bad || b->next_doc != doc + 1) {
		b->store = NULL;
		return damaged(err, "a block has fewer than it should");
	}
	b->next = (size_t)(t.at - (const uint8_t *)b->records.data);
	return BL_OK;
}

bl_status bl_store_parse(struct bl_article *a, struct bl_str *incidents,
			 struct bl_str record, struct bl_error *err)
{
	const uint8_t *data = (const uint8_t *)record.data;
	struct bl_take t = { data, data + record.len, false };
	size_t i;

	for (i = 0; i < BL_STORE_STRINGS; i++) {
		const struct bl_store_string *want = &bl_store_strings[i];
		struct bl_str *s = (void *)((char *)a + want->offset);
		uint64_t n = bl_take_varint(&t);

		s->data = (const char *)bl_take_bytes(&t, n);
		s->len = t.bad ? 0 : (size_t)n;
		if (t.bad || n > want->max_bytes)
			return damaged(err, "a string is too long");
		if (bl_utf8_valid(s->data, s->len) != s->len)
			return damaged(err, "a string is not UTF-8");
	}
	incidents->data = (const char *)t.at;
	incidents->len = (size_t)(t.end - t.at);
	return BL_OK;
}
