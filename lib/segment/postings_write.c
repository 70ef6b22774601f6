/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "bytes_private.h"
#include "postings_private.h"

void bl_list_writer_init(struct bl_list_writer *w, struct bl_output *postings,
			 struct bl_output *positions, const uint32_t *length)
{
	memset(w, 0, sizeof(*w));
	w->k = bl_kernels();
	w->postings = postings;
	w->positions = positions;
	w->length = length;
	bl_buf_init(&w->skips, SIZE_MAX);
	bl_buf_init(&w->ends, SIZE_MAX);
}

void bl_list_writer_release(struct bl_list_writer *w)
{
	bl_buf_release(&w->skips);
	bl_buf_release(&w->ends);
}

void bl_list_begin(struct bl_list_writer *w)
{
	w->docs = w->all_wdf = 0;
	w->last = UINT32_MAX;
	w->stem = NULL;
	w->stray = false;
	w->n = w->n_positions = 0;
	w->begin_postings = bl_output_at(w->postings);
	if (w->positions)
		w->begin_positions = bl_output_at(w->positions);
	bl_buf_clear(&w->skips);
	bl_buf_clear(&w->ends);
}

void bl_list_begin_through(struct bl_list_writer *w, const uint32_t *stem,
			   uint32_t n)
{
	bl_list_begin(w);
	w->stem = stem;
	w->n_stem = n;
	w->at_stem = 0;
}

static void add_u32(struct bl_buf *b, uint64_t n)
{
	uint8_t bytes[4];

	bl_put_u32(bytes, (uint32_t)n);
	bl_buf_add(b, bytes, sizeof(bytes));
}

static void add_skip(struct bl_list_writer *w)
{
	struct bl_frontier f;

	add_u32(&w->skips, w->doc[w->n - 1]);
	add_u32(&w->skips, bl_output_at(w->postings) - w->begin_postings);
	if (w->stem)
		add_u32(&w->skips, w->of_stem[w->n - 1]);
	if (!w->positions)
		return;
	add_u32(&w->skips, w->all_wdf);
	bl_frontier_make(&f, w->doc, w->wdf, w->n, w->length);
	bl_buf_add(&w->skips, f.wdf, sizeof(f.wdf));
	bl_buf_add(&w->skips, f.length, sizeof(f.length));
}

static void put_block(struct bl_list_writer *w)
{
	uint8_t bytes[BL_PACK_MAX_BYTES];
	const uint32_t *number = w->stem ? w->of_stem : w->doc;
	uint32_t step[BL_BLOCK];
	size_t i;

	step[0] = number[0] - w->last - 1;
	for (i = 1; i < w->n; i++)
		step[i] = number[i] - number[i - 1] - 1;
	bl_output_add(w->postings, bytes, bl_pack(w->k, bytes, step, w->n));
	if (w->positions)
		bl_output_add(w->postings, bytes,
			      bl_pack(w->k, bytes, w->wdf, w->n));
	w->last = number[w->n - 1];
}

static void put_full_block(struct bl_list_writer *w)
{
	put_block(w);
	add_skip(w);
	w->n = 0;
}

static uint32_t find_in_stem(struct bl_list_writer *w, uint32_t doc)
{
	while (w->at_stem < w->n_stem && w->stem[w->at_stem] < doc)
		w->at_stem++;
	if (w->at_stem == w->n_stem || w->stem[w->at_stem] != doc)
		w->stray = true;
	return w->at_stem;
}

void bl_list_add(struct bl_list_writer *w, uint32_t doc, uint32_t wdf)
{
	if (w->n == BL_BLOCK)
		put_full_block(w);
	if (w->stem)
		w->of_stem[w->n] = find_in_stem(w, doc);
	w->doc[w->n] = doc;
	w->wdf[w->n++] = wdf - 1;
	w->docs++;
	w->all_wdf += wdf;
}

static void put_positions(struct bl_list_writer *w)
{
	uint8_t bytes[BL_PACK_MAX_BYTES];

	bl_output_add(w->positions, bytes,
		      bl_pack(w->k, bytes, w->position, w->n_positions));
	add_u32(&w->ends, bl_output_at(w->positions) - w->begin_positions);
	w->n_positions = 0;
}

void bl_list_position(struct bl_list_writer *w, uint32_t step)
{
	if (w->n_positions == BL_BLOCK)
		put_positions(w);
	w->position[w->n_positions++] = step;
}

static void end_postings(struct bl_list_writer *w, struct bl_entry *e)
{
	if (w->docs == 1) {
		e->doc = w->doc[0];
		return;
	}
	put_block(w);
	if (w->docs > BL_BLOCK) {
		add_skip(w);
		bl_output_add(w->postings, w->skips.data, w->skips.len);
	}
	e->postings_bytes = bl_output_at(w->postings) - e->postings;
}

static void end_positions(struct bl_list_writer *w, struct bl_entry *e)
{
	if (w->all_wdf == 1) {
		e->position = w->position[0];
		return;
	}
	put_positions(w);
	if (w->all_wdf > BL_BLOCK)
		bl_output_add(w->positions, w->ends.data, w->ends.len);
	e->positions_bytes = bl_output_at(w->positions) - e->positions;
}

bl_status bl_list_end(struct bl_list_writer *w, struct bl_entry *e,
		      struct bl_error *err)
{
	bl_status st;

	memset(e, 0, sizeof(*e));
	e->docs = (uint32_t)w->docs;
	e->postings = w->begin_postings;
	e->wdf = e->docs;
	end_postings(w, e);
	if (w->positions) {
		e->wdf = w->all_wdf;
		e->positions = w->begin_positions;
		end_positions(w, e);
	}
	if (w->stray)
		return bl_fail(err, BL_ERR_CORRUPT,
			       "a form is where its stem is not, in '%s'",
			       w->postings->path);
	st = bl_buf_status(&w->skips, err);
	if (st == BL_OK)
		st = bl_buf_status(&w->ends, err);
	if (st == BL_OK &&
	    (w->all_wdf > UINT32_MAX || e->postings_bytes > UINT32_MAX ||
	     e->positions_bytes > UINT32_MAX))
		st = bl_fail(err, BL_ERR_LIMIT,
			     "a word stands more than 2^32 times in '%s'",
			     w->postings->path);
	return st;
}
