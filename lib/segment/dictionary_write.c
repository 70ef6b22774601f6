/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "bytes_private.h"
#include "dictionary_private.h"

void bl_dict_writer_init(struct bl_dict_writer *w, struct bl_output *out,
			 enum bl_dict_kind kind)
{
	memset(w, 0, sizeof(*w));
	w->out = out;
	w->kind = kind;
	bl_buf_init(&w->last, BL_DICT_TERM_MAX_BYTES);
	bl_buf_init(&w->blocks, UINT32_MAX);
}

void bl_dict_writer_release(struct bl_dict_writer *w)
{
	bl_buf_release(&w->last);
	bl_buf_release(&w->blocks);
}

static bl_status begin_block(struct bl_dict_writer *w, const struct bl_entry *e,
			     struct bl_error *err)
{
	uint64_t at = bl_output_at(w->out);
	uint8_t bytes[4];

	if (at > UINT32_MAX)
		return bl_fail(err, BL_ERR_LIMIT,
			       "a dictionary of over 4 GiB: '%s'",
			       w->out->path);
	bl_put_u32(bytes, (uint32_t)at);
	bl_buf_add(&w->blocks, bytes, sizeof(bytes));
	bl_output_varint(w->out, e->postings);
	if (w->kind == BL_DICT_STEMS)
		bl_output_varint(w->out, e->positions);
	return bl_buf_status(&w->blocks, err);
}

static size_t shared_bytes(struct bl_str a, struct bl_str b)
{
	size_t n = a.len < b.len ? a.len : b.len, i = 0;

	while (i < n && a.data[i] == b.data[i])
		i++;
	return i;
}

static void put_stem(struct bl_dict_writer *w, size_t term_len,
		     const struct bl_entry *e)
{
	bool more = e->stem_end.len > 0;

	if (!e->has_stem) {
		bl_output_varint(w->out, 0);
		return;
	}
	bl_output_varint(w->out, 1 + 2 * (term_len - e->stem_shared) + more);
	if (!more)
		return;
	bl_output_varint(w->out, e->stem_end.len);
	bl_output_add(w->out, e->stem_end.data, e->stem_end.len);
}

static void put_entry(struct bl_dict_writer *w, size_t term_len,
		      const struct bl_entry *e)
{
	bool positional = w->kind == BL_DICT_STEMS;

	bl_output_varint(w->out, e->docs);
	if (positional)
		bl_output_varint(w->out, e->wdf - e->docs);
	bl_output_varint(w->out, e->docs == 1 ? e->doc : e->postings_bytes);
	if (positional)
		bl_output_varint(w->out, e->wdf == 1 ? e->position
						     : e->positions_bytes);
	if (w->kind == BL_DICT_FORMS)
		put_stem(w, term_len, e);
}

bl_status bl_dict_add(struct bl_dict_writer *w, struct bl_str term,
		      const struct bl_entry *e, struct bl_error *err)
{
	bool first = w->terms % BL_DICT_BLOCK_TERMS == 0;
	size_t shared = 0;
	bl_status st = BL_OK;

	if (first)
		st = begin_block(w, e, err);
	else
		shared = shared_bytes(term, bl_buf_str(&w->last));
	if (st < 0)
		return st;
	if (!first)
		bl_output_varint(w->out, shared);
	bl_output_varint(w->out, term.len - shared);
	bl_output_add(w->out, term.data + shared, term.len - shared);
	put_entry(w, term.len, e);
	w->terms++;
	bl_buf_clear(&w->last);
	bl_buf_addstr(&w->last, term);
	return bl_buf_status(&w->last, err);
}

bl_status bl_dict_finish(struct bl_dict_writer *w, struct bl_error *err)
{
	bl_output_align(w->out, 4);
	bl_output_add(w->out, w->blocks.data, w->blocks.len);
	bl_output_u64(w->out, w->terms);
	bl_output_u32(w->out, (uint32_t)w->kind);
	bl_output_u32(w->out, (uint32_t)(w->blocks.len / 4));
	return bl_buf_status(&w->blocks, err);
}
