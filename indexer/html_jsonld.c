/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * JSON-LD: what a page says of itself for search engines, in a script.
 */
#include <string.h>

#include "html_private.h"
#include "json_private.h"

/* Larger ones are catalogues, not articles. */
#define SCRIPT_MAX_BYTES ((size_t)1 << 20)
#define DEPTH_MAX 8 /* of lists and graphs */

/* Endings of the types that articles have: NewsArticle, BlogPosting, ... */
static const char *const ARTICLE_TYPES[] = { "Article", "Posting", "Report" };

static const struct {
	const char *key; /* dotted */
	enum bl_html_field field;
	unsigned rank; /* among those of html_meta.c */
} MEMBERS[] = {
	{ "headline", BL_HTML_TITLE, 4 },
	{ "datePublished", BL_HTML_DATE, 5 },
	{ "publisher.name", BL_HTML_SOURCE, 5 },
	{ "inLanguage", BL_HTML_LANG, 5 },
	{ "articleBody", BL_HTML_BODY, 1 },
};

static bool ends_with(struct bl_str s, const char *end)
{
	size_t len = strlen(end);

	return s.len >= len && memcmp(s.data + s.len - len, end, len) == 0;
}

static bool is_article(struct json_object *object)
{
	struct bl_buf type;
	bool found = false;
	size_t i;

	bl_buf_init(&type, BL_ARTICLE_FIELD_MAX_BYTES);
	bl_json_text(&type, bl_json_member_at(object, "@type"));
	for (i = 0; i < sizeof(ARTICLE_TYPES) / sizeof(ARTICLE_TYPES[0]); i++)
		found = found || ends_with(bl_buf_str(&type), ARTICLE_TYPES[i]);
	bl_buf_release(&type);
	return found;
}

static bl_status offer_members(struct bl_html_meta *m,
			       struct json_object *object, struct bl_error *err)
{
	struct bl_buf text, decoded;
	bl_status st = BL_OK;
	size_t i;

	bl_buf_init(&text, SCRIPT_MAX_BYTES);
	bl_buf_init(&decoded, SCRIPT_MAX_BYTES);
	for (i = 0; st == BL_OK && i < sizeof(MEMBERS) / sizeof(MEMBERS[0]);
	     i++) {
		bl_buf_clear(&text);
		bl_buf_clear(&decoded);
		bl_json_text(&text, bl_json_member_at(object, MEMBERS[i].key));
		bl_html_decode(&decoded, bl_buf_str(&text));
		st = bl_buf_status(&text, err);
		if (st == BL_OK)
			st = bl_buf_status(&decoded, err);
		if (st == BL_OK)
			st = bl_html_meta_offer(m, MEMBERS[i].field,
						MEMBERS[i].rank,
						bl_buf_str(&decoded), err);
	}
	bl_buf_release(&decoded);
	bl_buf_release(&text);
	return st;
}

static bl_status visit(struct bl_html_meta *m, struct json_object *value,
		       int depth, struct bl_error *err)
{
	bl_status st = BL_OK;
	size_t i, n = 0;

	if (depth == DEPTH_MAX)
		return BL_OK;
	if (json_object_is_type(value, json_type_array))
		n = json_object_array_length(value);
	for (i = 0; st == BL_OK && i < n; i++)
		st = visit(m, json_object_array_get_idx(value, i), depth + 1,
			   err);
	if (!json_object_is_type(value, json_type_object))
		return st;
	if (is_article(value))
		return offer_members(m, value, err);
	return visit(m, bl_json_member_at(value, "@graph"), depth + 1, err);
}

bl_status bl_html_json_ld(struct bl_html_meta *m, struct bl_str script,
			  struct bl_error *err)
{
	struct bl_error unheard = BL_ERROR_INIT;
	struct json_object *root;
	bl_status st;

	if (script.len > SCRIPT_MAX_BYTES)
		return BL_OK;
	st = bl_json_parse(&root, script, &unheard);
	if (st == BL_ERR_FORMAT)
		return BL_OK;
	if (st < 0)
		return bl_fail(err, st, "%s", unheard.text);
	st = visit(m, root, 0, err);
	json_object_put(root);
	return st;
}
