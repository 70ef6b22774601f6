/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "bytes_private.h"
#include "incidents_private.h"

void bl_values_writer_init(struct bl_values_writer *w)
{
	memset(w, 0, sizeof(*w));
	bl_buf_init(&w->bytes, UINT32_MAX);
	bl_buf_init(&w->ends, SIZE_MAX);
}

void bl_values_writer_release(struct bl_values_writer *w)
{
	bl_idmap_release(&w->numbers);
	bl_buf_release(&w->bytes);
	bl_buf_release(&w->ends);
}

bl_status bl_values_enter(uint32_t *out, struct bl_values_writer *w,
			  struct bl_str value, struct bl_error *err)
{
	uint64_t *number;
	uint8_t end[4];
	bool is_new;
	bl_status st = bl_idmap_enter(&w->numbers, value.data, value.len, w->n,
				      &number, &is_new, err);

	if (st < 0)
		return st;
	*out = (uint32_t)*number;
	if (!is_new)
		return BL_OK;
	w->n++;
	bl_buf_addstr(&w->bytes, value);
	bl_put_u32(end, (uint32_t)w->bytes.len);
	bl_buf_add(&w->ends, end, sizeof(end));
	st = bl_buf_status(&w->bytes, err);
	return st < 0 ? st : bl_buf_status(&w->ends, err);
}

size_t bl_values_writer_bytes(const struct bl_values_writer *w)
{
	const size_t a_slot = 3 * sizeof(uint64_t); /* of the map */

	return w->numbers.cap * a_slot + w->bytes.len + w->ends.len;
}

void bl_values_write(struct bl_output *o, const struct bl_values_writer *w)
{
	bl_output_add(o, w->bytes.data, w->bytes.len);
	bl_output_add(o, w->ends.data, w->ends.len);
}

bool bl_value(struct bl_str *out, const struct bl_values *v, uint32_t number)
{
	uint32_t from = 0, to;

	if (number >= v->n)
		return false;
	if (number)
		from = bl_get_u32(v->ends + ((size_t)number - 1) * 4);
	to = bl_get_u32(v->ends + (size_t)number * 4);
	if (from > to || to > v->len)
		return false;
	out->data = (const char *)v->bytes + from;
	out->len = to - from;
	return true;
}
