/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether the columns of a segment are in order, and have what is stored. */
#include <stdlib.h>

#include "incidents_private.h"

struct bl_incident_check {
	struct bl_incident_reader reader;
	struct bl_incident item[BL_INCIDENTS_MAX];
	struct bl_arena arena; /* of an article */
	struct bl_buf column, stored;
	uint64_t found; /* incidents of the articles so far */
};

bl_status bl_incident_check_new(struct bl_incident_check **out,
				const struct bl_incident_columns *c,
				struct bl_error *err)
{
	struct bl_incident_check *k = calloc(1, sizeof(*k));

	*out = k;
	if (!k)
		return bl_fail_nomem(err);
	bl_incident_reader_start(&k->reader, c);
	bl_arena_init(&k->arena);
	bl_buf_init(&k->column, SIZE_MAX);
	bl_buf_init(&k->stored, SIZE_MAX);
	return BL_OK;
}

void bl_incident_check_free(struct bl_incident_check *k)
{
	if (!k)
		return;
	bl_arena_release(&k->arena);
	bl_buf_release(&k->column);
	bl_buf_release(&k->stored);
	free(k);
}

/* Leave out what columns do not have. */
static void strip(struct bl_incidents *list)
{
	size_t i;

	for (i = 0; i < list->n; i++) {
		struct bl_incident *x = &list->item[i];

		x->n_evidence = 0;
		x->date_text = BL_STR_NULL;
		x->killed.n_parts = 0;
		x->injured.n_parts = 0;
		x->kidnapped.n_parts = 0;
	}
}

bl_status bl_incident_check_doc(struct bl_incident_check *k, uint32_t doc,
				struct bl_str source, struct bl_str encoded,
				struct bl_error *err)
{
	struct bl_incidents column = { k->item, 0 };
	struct bl_incidents stored = BL_INCIDENTS_INIT;
	struct bl_str has = bl_incident_reader_source(&k->reader, doc);
	bl_status st = BL_OK;

	column.n =
		bl_incident_reader_doc(k->item, &k->reader, doc, BL_PARTS_ALL);
	k->found += column.n;
	bl_arena_clear(&k->arena);
	bl_buf_clear(&k->column);
	bl_buf_clear(&k->stored);
	if (encoded.len)
		st = bl_incidents_decode(&stored, &k->arena, encoded, err);
	strip(&stored);
	if (st == BL_OK)
		st = bl_incidents_encode(&k->column, &column, err);
	if (st == BL_OK)
		st = bl_incidents_encode(&k->stored, &stored, err);
	if (st < 0)
		return st;
	if (bl_str_eq(bl_buf_str(&k->column), bl_buf_str(&k->stored)) &&
	    bl_str_eq(has, source))
		return BL_OK;
	return bl_fail(err, BL_ERR_CORRUPT,
		       "the columns of incidents have other ones than the "
		       "article");
}

/* Articles rise from row to row. */
static bool rises(struct bl_incident_reader *r)
{
	uint32_t block, row, last = 0;

	for (block = 0; block < r->columns->blocks; block++) {
		bl_incident_reader_load(r, block);
		for (row = 0; row < r->n; row++) {
			uint32_t doc = bl_incident_doc(r, row);

			if (doc < last || doc >= r->columns->docs)
				return false;
			last = doc;
		}
	}
	return true;
}

bl_status bl_incident_check_end(struct bl_incident_check *k,
				struct bl_error *err)
{
	if (rises(&k->reader) && !k->reader.damaged &&
	    k->found == k->reader.columns->incidents)
		return BL_OK;
	return bl_fail(err, BL_ERR_CORRUPT,
		       "the columns of incidents are damaged");
}
