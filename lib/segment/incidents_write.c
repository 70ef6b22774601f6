/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "bytes_private.h"
#include "incidents_private.h"

_Static_assert(sizeof(((struct bl_incident_writer *)NULL)->packed) <=
		       UINT16_MAX,
	       "the end of a column is a u16");
_Static_assert(BL_COLUMN_COUNT <= 64, "columns are bits of 64");

#define PLACE_MAX_BYTES ((size_t)64 << 10)

void bl_incident_writer_init(struct bl_incident_writer *w,
			     struct bl_output *out)
{
	size_t i;

	memset(w, 0, sizeof(*w));
	w->k = bl_kernels();
	w->out = out;
	for (i = 0; i < BL_VALUES_KINDS; i++)
		bl_values_writer_init(&w->values[i]);
	bl_buf_init(&w->entries, SIZE_MAX);
	bl_buf_init(&w->source_entries, SIZE_MAX);
	bl_buf_init(&w->scratch, PLACE_MAX_BYTES);
}

void bl_incident_writer_release(struct bl_incident_writer *w)
{
	size_t i;

	for (i = 0; i < BL_VALUES_KINDS; i++)
		bl_values_writer_release(&w->values[i]);
	bl_buf_release(&w->entries);
	bl_buf_release(&w->source_entries);
	bl_buf_release(&w->scratch);
}

size_t bl_incident_writer_bytes(const struct bl_incident_writer *w)
{
	size_t bytes = w->entries.len + w->source_entries.len, i;

	for (i = 0; i < BL_VALUES_KINDS; i++)
		bytes += bl_values_writer_bytes(&w->values[i]);
	return bytes;
}

/* ---- blocks */

static void add_entry(struct bl_buf *entries, const struct bl_output *o)
{
	uint8_t begin[8];

	bl_put_u64(begin, bl_output_at(o));
	bl_buf_add(entries, begin, sizeof(begin));
}

/* Write the n rows of the block at hand. */
static void put_rows(struct bl_incident_writer *w, size_t n)
{
	uint8_t ends[2 * BL_COLUMN_COUNT];
	uint8_t first[4];
	size_t len = 0, i;

	for (i = 0; i < BL_COLUMN_COUNT; i++) {
		len += bl_pack(w->k, w->packed + len, w->rows.column[i], n);
		ends[2 * i] = (uint8_t)len;
		ends[2 * i + 1] = (uint8_t)(len >> 8);
	}
	add_entry(&w->entries, w->out);
	bl_put_u32(first, w->first_doc);
	bl_buf_add(&w->entries, first, sizeof(first));
	bl_output_add(w->out, ends, sizeof(ends));
	bl_output_add(w->out, w->packed, len);
}

static void put_sources(struct bl_incident_writer *w, size_t n)
{
	size_t len = bl_pack(w->k, w->packed, w->source, n);

	add_entry(&w->source_entries, w->out);
	bl_output_add(w->out, w->packed, len);
}

/* ---- an article */

static bl_status enter_place(uint32_t *out, struct bl_incident_writer *w,
			     const struct bl_incident_place *place,
			     struct bl_error *err)
{
	bl_status st;

	bl_buf_clear(&w->scratch);
	bl_incident_place_encode(&w->scratch, place);
	st = bl_buf_status(&w->scratch, err);
	return st < 0 ? st
		      : bl_values_enter(out, &w->values[BL_VALUES_PLACES],
					bl_buf_str(&w->scratch), err);
}

static bl_status add_incident(struct bl_incident_writer *w,
			      const struct bl_incident *i, struct bl_error *err)
{
	const uint32_t row = w->incidents % BL_BLOCK;
	struct bl_incident_numbers numbers;
	bl_status st = BL_OK;
	size_t n;

	for (n = 0; st == BL_OK && n < i->n_places; n++)
		st = enter_place(&numbers.place[n], w, &i->place[n], err);
	for (n = 0; st == BL_OK && n < i->n_actors; n++)
		st = bl_values_enter(&numbers.actor[n],
				     &w->values[BL_VALUES_ACTORS],
				     i->actor[n].name, err);
	if (st < 0)
		return st;
	if (!row)
		w->first_doc = w->docs;
	w->rows.column[BL_COLUMN_DOC][row] = w->docs - w->first_doc;
	bl_row_put(&w->rows, row, i, &numbers);
	w->incidents++;
	if (row + 1 == BL_BLOCK)
		put_rows(w, BL_BLOCK);
	return bl_buf_status(&w->entries, err);
}

bl_status bl_incident_writer_add(struct bl_incident_writer *w,
				 struct bl_str source,
				 const struct bl_incident *incident, size_t n,
				 struct bl_error *err)
{
	const uint32_t at = w->docs % BL_BLOCK;
	bl_status st = bl_values_enter(
		&w->source[at], &w->values[BL_VALUES_SOURCES], source, err);
	size_t i;

	for (i = 0; st == BL_OK && i < n; i++)
		st = add_incident(w, &incident[i], err);
	if (st < 0)
		return st;
	w->docs++;
	if (at + 1 == BL_BLOCK)
		put_sources(w, BL_BLOCK);
	return bl_buf_status(&w->source_entries, err);
}

bl_status bl_incident_writer_finish(struct bl_incident_writer *w,
				    struct bl_error *err)
{
	struct bl_output *o = w->out;
	bl_status st;
	size_t i;

	if (w->incidents % BL_BLOCK)
		put_rows(w, w->incidents % BL_BLOCK);
	if (w->docs % BL_BLOCK)
		put_sources(w, w->docs % BL_BLOCK);
	for (i = 0; i < BL_VALUES_KINDS; i++)
		bl_values_write(o, &w->values[i]);
	bl_output_add(o, w->entries.data, w->entries.len);
	bl_output_add(o, w->source_entries.data, w->source_entries.len);
	bl_output_u32(o, w->incidents);
	bl_output_u32(o, w->docs);
	for (i = 0; i < BL_VALUES_KINDS; i++) {
		bl_output_u32(o, w->values[i].n);
		bl_output_u32(o, (uint32_t)w->values[i].bytes.len);
	}
	st = bl_buf_status(&w->entries, err);
	return st < 0 ? st : bl_buf_status(&w->source_entries, err);
}
