/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "segment_private.h"

#include <stdlib.h>
#include <string.h>

static bl_status create(struct bl_segment_writer *w, enum bl_section_kind kind,
			struct bl_error *err)
{
	char path[BL_PATH_MAX_BYTES];
	bl_status st = bl_folder_path(path, w->dir, w->number, kind, 0, err);

	return st < 0 ? st : bl_output_open(&w->out[kind], path, kind, err);
}

bl_status bl_segment_writer_open(struct bl_segment_writer **out,
				 const char *dir, uint64_t number,
				 struct bl_error *err)
{
	struct bl_segment_writer *w = calloc(1, sizeof(*w));
	bl_status st;
	size_t i;

	*out = w;
	if (!w)
		return bl_fail_nomem(err);
	for (i = 0; i < BL_SECTION_COUNT; i++)
		w->out[i].fd = -1;
	w->number = number;
	st = bl_path_join(w->dir, sizeof(w->dir), dir, "", err);
	if (st == BL_OK)
		st = create(w, BL_SECTION_ARTICLES, err);
	if (st == BL_OK)
		st = bl_store_writer_init(&w->store,
					  &w->out[BL_SECTION_ARTICLES], err);
	if (st == BL_OK)
		st = create(w, BL_SECTION_INCIDENTS, err);
	if (st == BL_OK)
		bl_incident_writer_init(&w->incidents,
					&w->out[BL_SECTION_INCIDENTS]);
	if (st < 0) {
		bl_segment_writer_free(w);
		*out = NULL;
	}
	return st;
}

bl_status bl_segment_writer_begin(struct bl_segment_writer *w, uint32_t docs,
				  const uint32_t *length, struct bl_error *err)
{
	struct bl_output *o = w->out;
	bl_status st = bl_incident_writer_finish(&w->incidents, err);
	int kind;

	w->docs = docs;
	for (kind = 0; st == BL_OK && kind < BL_SECTION_ARTICLES; kind++)
		st = create(w, (enum bl_section_kind)kind, err);
	if (st < 0)
		return st;
	bl_dict_writer_init(&w->stems, &o[BL_SECTION_STEMS], BL_DICT_STEMS);
	bl_dict_writer_init(&w->forms, &o[BL_SECTION_FORMS], BL_DICT_FORMS);
	bl_dict_writer_init(&w->ids, &o[BL_SECTION_IDS], BL_DICT_IDS);
	bl_list_writer_init(&w->positional, &o[BL_SECTION_POSTINGS],
			    &o[BL_SECTION_POSITIONS], length);
	bl_list_writer_init(&w->plain, &o[BL_SECTION_POSTINGS], NULL, NULL);
	return BL_OK;
}

void bl_segment_writer_columns(struct bl_segment_writer *w,
			       const struct bl_columns *c)
{
	bl_columns_write(&w->out[BL_SECTION_DOCUMENTS], c, w->docs);
}

bl_status bl_segment_writer_term(struct bl_segment_writer *w,
				 struct bl_str term, bool positional,
				 struct bl_error *err)
{
	struct bl_list_writer *list = positional ? &w->positional : &w->plain;
	struct bl_entry e;
	bl_status st = bl_list_end(list, &e, err);

	if (st < 0)
		return st;
	return bl_dict_add(positional ? &w->stems : &w->forms, term, &e, err);
}

bl_status bl_segment_writer_form(struct bl_segment_writer *w,
				 struct bl_str form, struct bl_str stem,
				 struct bl_error *err)
{
	struct bl_entry e;
	bl_status st = bl_list_end(&w->plain, &e, err);
	size_t same = 0;

	if (st < 0)
		return st;
	stem.data += sizeof(BL_PREFIX_STEM) - 1;
	stem.len -= sizeof(BL_PREFIX_STEM) - 1;
	while (same < form.len && same < stem.len &&
	       form.data[same] == stem.data[same])
		same++;
	e.has_stem = true;
	e.stem_shared = same;
	e.stem_end = (struct bl_str){ stem.data + same, stem.len - same };
	return bl_dict_add(&w->forms, form, &e, err);
}

bl_status bl_segment_writer_id(struct bl_segment_writer *w, struct bl_str id,
			       uint32_t doc, struct bl_error *err)
{
	struct bl_entry e = { .docs = 1, .wdf = 1, .doc = doc };

	return bl_dict_add(&w->ids, id, &e, err);
}

bl_status bl_segment_writer_finish(struct bl_segment_writer *w,
				   struct bl_error *err)
{
	bl_status st = bl_store_finish(&w->store, err);
	size_t i;

	if (st == BL_OK)
		st = bl_dict_finish(&w->stems, err);
	if (st == BL_OK)
		st = bl_dict_finish(&w->forms, err);
	if (st == BL_OK)
		st = bl_dict_finish(&w->ids, err);
	for (i = 0; st == BL_OK && i < BL_SECTION_COUNT; i++)
		st = bl_output_close(&w->out[i], NULL, err);
	if (st == BL_OK)
		w->dir[0] = '\0'; /* finished: the files stay */
	return st;
}

void bl_segment_writer_free(struct bl_segment_writer *w)
{
	size_t i;

	if (!w)
		return;
	bl_dict_writer_release(&w->stems);
	bl_dict_writer_release(&w->forms);
	bl_dict_writer_release(&w->ids);
	bl_list_writer_release(&w->positional);
	bl_list_writer_release(&w->plain);
	bl_store_writer_release(&w->store);
	bl_incident_writer_release(&w->incidents);
	for (i = 0; i < BL_SECTION_COUNT; i++)
		bl_output_release(&w->out[i]);
	if (w->dir[0])
		bl_folder_remove_segment(w->dir, w->number);
	free(w);
}

void bl_run_segment_release(struct bl_run_segment *s)
{
	free(s->sequence);
	free(s->dead);
	memset(s, 0, sizeof(*s));
}
