/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "answer_private.h"
#include "blotter/json.h"
#include "blotter/utf8.h"

/* Of the members below; blotter-search(1) lists them. */
#define JSON_VERSION 1
#define BETWEEN "--\n"

static struct bl_str time_text(char out[BL_TIME_TEXT_BYTES], bl_time t)
{
	return t == BL_TIME_UNSET ? BL_STR_NULL
				  : bl_str_from(bl_time_text(out, t));
}

static void print_line(struct bl_buf *out, struct bl_str s)
{
	if (!s.len)
		return;
	bl_utf8_printable(out, s, 0);
	bl_buf_addc(out, '\n');
}

static void print_text(struct bl_buf *out, const struct bl_article *a)
{
	char time[BL_TIME_TEXT_BYTES];

	print_line(out, a->title);
	print_line(out, time_text(time, a->published));
	print_line(out, a->source);
	print_line(out, a->url);
	bl_buf_addc(out, '\n');
	bl_utf8_printable(out, a->text, 1);
	bl_buf_addc(out, '\n');
}

static void print_json(struct bl_buf *out, const struct bl_article *a,
		       const struct bl_incidents *incidents)
{
	char time[BL_TIME_TEXT_BYTES];

	bl_buf_addf(out, "{\"v\":%d", JSON_VERSION);
	bl_json_member(out, "id", a->id);
	bl_json_member(out, "title", a->title);
	bl_json_member(out, "published", time_text(time, a->published));
	bl_json_member(out, "source", a->source);
	bl_json_member(out, "url", a->url);
	bl_json_member(out, "lang", a->lang);
	bl_json_member(out, "text", a->text);
	bl_json_key(out, "incidents");
	bl_incidents_json(out, incidents);
	bl_buf_adds(out, "}\n");
}

bl_status bl_answer_show(struct bl_session *s, struct bl_error *err)
{
	const struct bl_node id = {
		.kind = BL_NODE_KEYWORD,
		.field = &bl_fields[BL_FIELD_ID_ID],
		.text = bl_str_from(s->args->show),
		.weight = 1,
	};
	const struct bl_search search = {
		.query = &id,
		.limit = BL_OPTION_LIST_MAX, /* one in each index */
		.k1 = BL_BM25_K1,
		.b = BL_BM25_B,
	};
	bool json = s->args->output == &bl_output_json;
	struct bl_hits hits = { NULL, 0, 0 };
	struct bl_incidents incidents;
	struct bl_article article;
	size_t shown = 0, i;
	bl_status st;

	st = bl_reader_search(s->reader, &search, &s->query_arena, &hits, err);
	for (i = 0; st >= 0 && i < hits.n; i++) {
		bl_arena_clear(&s->article_arena);
		st = bl_reader_fetch(s->reader, &hits.hit[i], &s->article_arena,
				     &article, &incidents, err);
		/* deleted since the search */
		if (st == BL_ERR_NOT_FOUND) {
			st = BL_OK;
			continue;
		}
		if (st < 0)
			break;
		if (json) {
			print_json(&s->out, &article, &incidents);
		} else {
			bl_buf_adds(&s->out, shown ? BETWEEN : "");
			print_text(&s->out, &article);
		}
		shown++;
		st = bl_session_flush(s, err);
	}
	if (st >= 0 && !shown) {
		bl_buf_addf(&s->talk, BL_PROGRAM ": no article '");
		bl_utf8_printable(&s->talk, id.text, 0);
		bl_buf_adds(&s->talk, "'\n");
		st = BL_END;
	}
	return st;
}
