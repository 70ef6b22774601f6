/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "blotter/utf8.h"
#include "bytes_private.h"
#include "incidents_private.h"

#define ENTRY_BYTES 12
#define SOURCE_ENTRY_BYTES 8
#define TRAILER_BYTES (4 + 4 + 8 * BL_VALUES_KINDS)
#define ENDS_BYTES (2 * BL_COLUMN_COUNT)
#define NONE UINT32_MAX

static uint32_t blocks_of(uint32_t n)
{
	return n / BL_BLOCK + (n % BL_BLOCK != 0);
}

/* ---- opening: from the end to the front */

/* Take the last n bytes of what is left off it; NULL when it has fewer. */
static const uint8_t *take_last(struct bl_incident_columns *c, uint64_t n)
{
	if (n > c->len)
		return NULL;
	c->len -= (size_t)n;
	return c->data + c->len;
}

static bool open_values(struct bl_incident_columns *c, const uint8_t *trailer)
{
	int i;

	for (i = BL_VALUES_KINDS - 1; i >= 0; i--) {
		struct bl_values *v = &c->values[i];

		v->n = bl_get_u32(trailer + 8 + 8 * i);
		v->len = bl_get_u32(trailer + 12 + 8 * i);
		v->ends = take_last(c, (uint64_t)v->n * 4);
		if (!v->ends)
			return false;
		v->bytes = take_last(c, v->len);
		if (!v->bytes)
			return false;
	}
	return true;
}

bl_status bl_incident_columns_open(struct bl_incident_columns *c,
				   const struct bl_input *in, uint32_t n,
				   struct bl_error *err)
{
	const uint8_t *trailer;
	bool whole;

	c->data = in->data;
	c->len = in->len;
	trailer = take_last(c, TRAILER_BYTES);
	if (trailer) {
		c->incidents = bl_get_u32(trailer);
		c->docs = bl_get_u32(trailer + 4);
		c->blocks = blocks_of(c->incidents);
		c->source_entries = take_last(c, (uint64_t)blocks_of(c->docs) *
							 SOURCE_ENTRY_BYTES);
		c->entries = take_last(c, (uint64_t)c->blocks * ENTRY_BYTES);
	}
	whole = trailer && c->docs == n && c->source_entries && c->entries &&
		open_values(c, trailer);
	return whole ? BL_OK
		     : bl_fail(err, BL_ERR_CORRUPT,
			       "the incidents of a segment do not add up");
}

uint32_t bl_incident_block_first(const struct bl_incident_columns *c,
				 uint32_t block)
{
	if (block >= c->blocks)
		return UINT32_MAX;
	return bl_get_u32(c->entries + (size_t)block * ENTRY_BYTES + 8);
}

uint32_t bl_incident_block_seek(const struct bl_incident_columns *c,
				uint32_t doc)
{
	uint32_t low = 0, high = c->blocks;

	/* the block before the first that begins at doc or after it */
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (bl_incident_block_first(c, middle) < doc)
			low = middle + 1;
		else
			high = middle;
	}
	return low ? low - 1 : 0;
}

/* ---- blocks */

void bl_incident_reader_start(struct bl_incident_reader *r,
			      const struct bl_incident_columns *c)
{
	r->k = bl_kernels();
	r->columns = c;
	r->damaged = false;
	r->block = r->source_block = NONE;
	r->n = 0;
}

/* Unpack a column of the block that was loaded. */
static void unpack(struct bl_incident_reader *r, unsigned column)
{
	uint32_t *to = r->rows.column[column];
	size_t from = 0, end;

	if (r->unpacked >> column & 1)
		return;
	r->unpacked |= (uint64_t)1 << column;
	if (column)
		from = bl_get_u16(r->packed + 2 * (column - 1));
	end = bl_get_u16(r->packed + 2 * column);
	if (from > end || ENDS_BYTES + end > r->len ||
	    bl_unpack(r->k, to, r->n, r->packed + ENDS_BYTES + from,
		      end - from) != end - from) {
		memset(to, 0, BL_BLOCK * sizeof(*to));
		r->damaged = true;
	}
}

void bl_incident_reader_load(struct bl_incident_reader *r, uint32_t block)
{
	const struct bl_incident_columns *c = r->columns;
	const uint8_t *entry;
	uint64_t from;

	if (r->block == block)
		return;
	r->block = block;
	r->n = 0;
	if (block >= c->blocks)
		return;
	entry = c->entries + (size_t)block * ENTRY_BYTES;
	from = bl_get_u64(entry);
	if (from > c->len || c->len - from < ENDS_BYTES) {
		r->damaged = true;
		return;
	}
	r->packed = c->data + from;
	r->len = c->len - (size_t)from;
	r->first_doc = bl_get_u32(entry + 8);
	r->unpacked = 0;
	r->n = c->incidents - block * BL_BLOCK;
	r->n = r->n < BL_BLOCK ? r->n : BL_BLOCK;
	unpack(r, BL_COLUMN_DOC);
}

/* ---- rows */

void bl_incident_reader_unpack(struct bl_incident_reader *r,
			       enum bl_incident_part part)
{
	unsigned column = bl_incident_parts[part].first;
	const unsigned end = column + bl_incident_parts[part].n;

	for (; column < end; column++)
		unpack(r, column);
}

static bool read_place(struct bl_incident_place *out,
		       struct bl_incident_reader *r, uint32_t number)
{
	struct bl_str bytes;

	if (bl_value(&bytes, &r->columns->values[BL_VALUES_PLACES], number) &&
	    bl_incident_place_decode(out, bytes, NULL) == BL_OK)
		return true;
	r->damaged = true;
	return false;
}

bool bl_incident_reader_skim(struct bl_incident_place *out,
			     struct bl_incident_reader *r, uint32_t number,
			     enum bl_field_id field)
{
	struct bl_str bytes;

	if (bl_value(&bytes, &r->columns->values[BL_VALUES_PLACES], number) &&
	    bl_incident_place_skim(out, bytes, field, NULL) == BL_OK)
		return true;
	r->damaged = true;
	return false;
}

/* A value that is text; empty, with damage, when there is none. */
static struct bl_str text_of(struct bl_incident_reader *r,
			     enum bl_incident_values kind, uint32_t number)
{
	struct bl_str text;

	if (bl_value(&text, &r->columns->values[kind], number) &&
	    bl_utf8_valid(text.data, text.len) == text.len)
		return text;
	r->damaged = true;
	return BL_STR_NULL;
}

struct bl_str bl_incident_reader_actor(struct bl_incident_reader *r,
				       uint32_t number)
{
	return text_of(r, BL_VALUES_ACTORS, number);
}

static void read_places(struct bl_incident *out, struct bl_incident_reader *r,
			const struct bl_incident_numbers *numbers)
{
	size_t n;

	for (n = 0; n < out->n_places; n++)
		if (!read_place(&out->place[n], r, numbers->place[n]))
			out->n_places = n;
}

static void read_actors(struct bl_incident *out, struct bl_incident_reader *r,
			const struct bl_incident_numbers *numbers)
{
	size_t n;

	for (n = 0; n < out->n_actors; n++) {
		struct bl_incident_actor *a = &out->actor[n];

		a->name = bl_incident_reader_actor(r, numbers->actor[n]);
		a->known = bl_actor_canonical(a->name);
	}
}

/* Read these parts of a row; strings are the file's. */
static void read_row(struct bl_incident *out, struct bl_incident_reader *r,
		     uint32_t row, bl_part_set parts)
{
	struct bl_incident_numbers numbers = { { 0 }, { 0 } };
	int part;

	for (part = 0; part < BL_PARTS; part++) {
		if (!(parts >> part & 1))
			continue;
		bl_incident_reader_unpack(r, (enum bl_incident_part)part);
		if (!bl_row_get(out, &numbers, (enum bl_incident_part)part,
				&r->rows, row))
			r->damaged = true;
	}
	if (parts >> BL_PART_PLACES & 1)
		read_places(out, r, &numbers);
	if (parts >> BL_PART_ACTORS & 1)
		read_actors(out, r, &numbers);
}

uint32_t bl_incident_reader_seek(const struct bl_incident_reader *r,
				 uint32_t doc)
{
	uint32_t low = 0, high = r->n;

	while (low < high) {
		uint32_t middle = (low + high) / 2;

		if (bl_incident_doc(r, middle) < doc)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

size_t bl_incident_reader_doc(struct bl_incident *out,
			      struct bl_incident_reader *r, uint32_t doc,
			      bl_part_set parts)
{
	const struct bl_incident_columns *c = r->columns;
	uint32_t block = bl_incident_block_seek(c, doc), row;
	size_t n = 0;

	for (; bl_incident_block_first(c, block) <= doc; block++) {
		bl_incident_reader_load(r, block);
		for (row = bl_incident_reader_seek(r, doc);
		     row < r->n && bl_incident_doc(r, row) == doc; row++) {
			if (n == BL_INCIDENTS_MAX) {
				r->damaged = true;
				return n;
			}
			read_row(&out[n++], r, row, parts);
		}
	}
	return n;
}

static void load_sources(struct bl_incident_reader *r, uint32_t block)
{
	const struct bl_incident_columns *c = r->columns;
	const uint8_t *entry =
		c->source_entries + (size_t)block * SOURCE_ENTRY_BYTES;
	const uint64_t from = bl_get_u64(entry);
	uint32_t n = c->docs - block * BL_BLOCK;

	r->source_block = block;
	if (from <= c->len &&
	    bl_unpack(r->k, r->source, n < BL_BLOCK ? n : BL_BLOCK,
		      c->data + from, c->len - (size_t)from))
		return;
	memset(r->source, 0, sizeof(r->source));
	r->damaged = true;
}

struct bl_str bl_incident_reader_source(struct bl_incident_reader *r,
					uint32_t doc)
{
	if (r->source_block != doc / BL_BLOCK)
		load_sources(r, doc / BL_BLOCK);
	return text_of(r, BL_VALUES_SOURCES, r->source[doc % BL_BLOCK]);
}
