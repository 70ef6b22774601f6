/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blotter/json.h"
#include "pipeline_private.h"

static void add_string(struct bl_buf *out, const char *name, struct bl_str s)
{
	bl_buf_addf(out, "\"%s\":", name);
	bl_json_string(out, s);
	bl_buf_addc(out, ',');
}

void bl_extract_article(struct bl_buf *out, const struct bl_article *a,
			const struct bl_incidents *incidents)
{
	char time[BL_TIME_TEXT_BYTES];

	bl_buf_addc(out, '{');
	add_string(out, "id", a->id);
	add_string(out, "title", a->title);
	if (a->published == BL_TIME_UNSET)
		bl_buf_adds(out, "\"published\":null,");
	else
		add_string(out, "published",
			   bl_str_from(bl_time_text(time, a->published)));
	add_string(out, "source", a->source);
	add_string(out, "url", a->url);
	add_string(out, "lang", a->lang);
	add_string(out, "text", a->text);
	bl_buf_adds(out, "\"incidents\":");
	bl_incidents_json(out, incidents);
	bl_buf_adds(out, "}\n");
}
