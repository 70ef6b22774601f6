/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blotter/json.h"
#include "output_private.h"
#include "snippet_private.h"

/* Of the members below, as blotter-search(1) lists them.  Adding one is free;
 * changing or removing one makes a new version. */
#define JSON_VERSION 1

static void print_row(struct bl_buf *out, const struct bl_answer *a,
		      const struct bl_row *row)
{
	const struct bl_article *article = row->article;
	char time[BL_TIME_TEXT_BYTES];
	struct bl_snippet snippet;
	bl_status st = bl_snippet_cut(&snippet, a->highlight, article, NULL);

	if (st < 0) {
		out->status = st;
		return;
	}
	bl_buf_addf(out, "{\"v\":%d", JSON_VERSION);
	if (a->query_id)
		bl_json_member(out, "query", bl_str_from(a->query_id));
	bl_json_key(out, "rank");
	bl_buf_addf(out, "%zu", row->rank);
	bl_json_key(out, "matched");
	bl_buf_addf(out, "%llu", (unsigned long long)a->hits->matched);
	bl_json_key(out, "score");
	bl_buf_addf(out, "%.6f", row->hit->score);
	bl_json_member(out, "id", row->hit->id);
	bl_json_member(out, "title", article->title);
	bl_json_member(
		out, "published",
		article->published == BL_TIME_UNSET
			? BL_STR_NULL
			: bl_str_from(bl_time_text(time, article->published)));
	bl_json_member(out, "source", article->source);
	bl_json_member(out, "url", article->url);
	bl_json_member(out, "snippet", snippet.text);
	bl_buf_adds(out, "}\n");
}

const struct bl_output bl_output_json = {
	.name = "json",
	.about = "one JSON object a hit, described in blotter-search(1)",
	.needs_article = true,
	.row = print_row,
};
