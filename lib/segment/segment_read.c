/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "segment_private.h"

#include "bytes_private.h"

static bl_status open_sections(struct bl_segment *s, const char *dir,
			       struct bl_error *err)
{
	char path[BL_PATH_MAX_BYTES];
	bl_status st = BL_OK;
	int i;

	for (i = 0; st == BL_OK && i < BL_SECTION_COUNT; i++) {
		enum bl_section_kind kind = (enum bl_section_kind)i;

		st = bl_folder_path(path, dir, s->info.number, kind, 0, err);
		if (st == BL_OK)
			st = bl_input_open(&s->in[i], path, kind, err);
	}
	return st;
}

static bl_status open_dead(struct bl_segment *s, const char *dir,
			   struct bl_error *err)
{
	char path[BL_PATH_MAX_BYTES];
	bl_status st;

	if (!s->info.dead_file)
		return BL_OK;
	st = bl_folder_path(path, dir, s->info.number, BL_SECTION_DEAD,
			    s->info.dead_file, err);
	if (st == BL_OK)
		st = bl_input_open(&s->dead_in, path, BL_SECTION_DEAD, err);
	if (st == BL_OK && s->dead_in.len != bl_bitmap_bytes(s->info.docs))
		st = bl_fail(err, BL_ERR_CORRUPT, "'%s' is of another segment",
			     path);
	if (st == BL_OK)
		s->dead = s->dead_in.data;
	return st;
}

bl_status bl_segment_open(struct bl_segment *s, const char *dir,
			  const struct bl_segment_info *info,
			  struct bl_error *err)
{
	const struct bl_input *in = s->in;
	bl_status st;

	memset(s, 0, sizeof(*s));
	s->info = *info;
	st = open_sections(s, dir, err);
	if (st == BL_OK)
		st = open_dead(s, dir, err);
	if (st == BL_OK)
		st = bl_dict_open(&s->stems, &in[BL_SECTION_STEMS],
				  BL_DICT_STEMS, "stems", err);
	if (st == BL_OK)
		st = bl_dict_open(&s->forms, &in[BL_SECTION_FORMS],
				  BL_DICT_FORMS, "forms", err);
	if (st == BL_OK)
		st = bl_dict_open(&s->ids, &in[BL_SECTION_IDS], BL_DICT_IDS,
				  "ids", err);
	if (st == BL_OK)
		st = bl_columns_open(&s->column, &in[BL_SECTION_DOCUMENTS],
				     info->docs, err);
	if (st == BL_OK)
		st = bl_store_open(&s->store, &in[BL_SECTION_ARTICLES],
				   info->docs, err);
	if (st == BL_OK)
		st = bl_incident_columns_open(&s->incidents,
					      &in[BL_SECTION_INCIDENTS],
					      info->docs, err);
	if (st < 0)
		bl_segment_release(s);
	return st;
}

void bl_segment_let_go(const struct bl_segment *s)
{
	int i;

	for (i = 0; i < BL_SECTION_COUNT; i++)
		if (i != BL_SECTION_ARTICLES)
			bl_input_let_go(&s->in[i]);
}

void bl_segment_release(struct bl_segment *s)
{
	size_t i;

	for (i = 0; i < BL_SECTION_COUNT; i++)
		bl_input_release(&s->in[i]);
	bl_input_release(&s->dead_in);
}

bl_status bl_segment_id(struct bl_str *out, const struct bl_segment *s,
			struct bl_dict_cursor *ids, uint32_t doc,
			struct bl_error *err)
{
	if (!bl_dict_go(ids, s->column.id[doc]))
		return bl_fail(err, BL_ERR_CORRUPT,
			       "the dictionary of ids is damaged");
	*out = bl_dict_term(ids);
	return BL_OK;
}

struct bl_str bl_segment_stem(char buf[BL_DICT_TERM_MAX_BYTES],
			      struct bl_str form, const struct bl_entry *e)
{
	const size_t prefix = sizeof(BL_PREFIX_STEM) - 1;
	size_t head = prefix + e->stem_shared;

	if (head > BL_DICT_TERM_MAX_BYTES ||
	    e->stem_end.len > BL_DICT_TERM_MAX_BYTES - head)
		return BL_STR_NULL;
	memcpy(buf, BL_PREFIX_STEM, prefix);
	memcpy(buf + prefix, form.data, e->stem_shared);
	if (e->stem_end.len)
		memcpy(buf + head, e->stem_end.data, e->stem_end.len);
	return (struct bl_str){ buf, head + e->stem_end.len };
}

void bl_segment_postings(struct bl_postings *p, const struct bl_kernels *k,
			 const struct bl_segment *s, struct bl_str term,
			 const struct bl_entry *e, bool positional)
{
	const struct bl_input *in = &s->in[BL_SECTION_POSTINGS];
	char name[BL_DICT_TERM_MAX_BYTES];
	struct bl_entry stem = { .docs = 0 };
	bool damaged = false;

	if (!e->has_stem || e->docs == 1) {
		bl_postings_open(p, k, e, in, positional, s->info.docs);
		return;
	}
	/* of a stem that is not there, no article: damage */
	bl_dict_find(&stem, &s->stems, bl_segment_stem(name, term, e),
		     &damaged);
	bl_postings_open_through(p, k, e, &stem, in, s->info.docs);
}

const struct bl_dict *bl_segment_dict(const struct bl_segment *s,
				      enum bl_section_kind kind)
{
	switch (kind) {
	case BL_SECTION_STEMS:
		return &s->stems;
	case BL_SECTION_FORMS:
		return &s->forms;
	default:
		return &s->ids;
	}
}
