/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "documents_private.h"

#include "bytes_private.h"

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__,
	       "columns are read as they lie in the file");

#define COLUMN_BYTES (8 + 4 + 4 + 2) /* of an article */

void bl_columns_write(struct bl_output *o, const struct bl_columns *c,
		      uint32_t n)
{
	bl_output_add(o, c->published, n * sizeof(*c->published));
	bl_output_add(o, c->length, n * sizeof(*c->length));
	bl_output_add(o, c->id, n * sizeof(*c->id));
	bl_output_add(o, c->title, n * sizeof(*c->title));
	bl_output_align(o, 4);
	bl_output_u32(o, n);
}

bl_status bl_columns_open(struct bl_columns *c, const struct bl_input *in,
			  uint32_t n, struct bl_error *err)
{
	size_t bytes = (size_t)n * COLUMN_BYTES, at = 0;
	const void *p = in->data; /* of a page: aligned for all of them */

	bytes += (4 - bytes % 4) % 4;
	if (in->len != bytes + 4 || bl_get_u32(in->data + bytes) != n)
		return bl_fail(err, BL_ERR_CORRUPT,
			       "the columns of a segment do not have its "
			       "%u articles",
			       n);
	c->published = p;
	at += n * sizeof(*c->published);
	c->length = p = in->data + at;
	at += n * sizeof(*c->length);
	c->id = p = in->data + at;
	at += n * sizeof(*c->id);
	c->title = p = in->data + at;
	return BL_OK;
}
