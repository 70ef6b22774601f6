/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * JSON Lines: an article a line, its fields under the names that scrapers and
 * newspapers' own interfaces give them.
 */
#include <string.h>

#include "html_private.h"
#include "json_private.h"
#include "reader_private.h"

#define BID_JSONL 90
#define KEYS_MAX 24

/* The usual names of a field, best first.  A dot leads into an object. */
static const struct usual {
	const char *field;
	const char *key[KEYS_MAX];
} USUAL[] = {
	{ "id",
	  { "id", "_id", "uid", "guid", "article_id", "doc_id", "identifier",
	    "uuid" } },
	{ "title",
	  { "title", "headline", "webTitle", "head", "heading", "name" } },
	{ "text", { "text",           "body",         "content",
		    "maintext",       "article_body", "articleBody",
		    "article_text",   "full_text",    "fields.bodyText",
		    "fields.body",    "article",      "content_text",
		    "raw_text",       "story",        "description",
		    "lead_paragraph", "abstract",     "summary",
		    "excerpt",        "snippet" } },
	{ "published",
	  { "published", "date", "published_at", "publishedAt", "publish_date",
	    "date_publish", "datePublished", "pubDate", "pub_date",
	    "publication_date", "published_date", "webPublicationDate",
	    "date_gmt", "timestamp", "time", "created_at", "firstpublished",
	    "seendate" } },
	/* trafilatura puts the page's address into "source" */
	{ "source",
	  { "sitename", "source-hostname", "source", "source_domain", "site",
	    "site_name", "publisher", "outlet", "domain", "newspaper",
	    "publication", "source_url" } },
	{ "url",
	  { "url", "link", "canonical_url", "canonical", "web_url", "webUrl",
	    "permalink", "uri" } },
	{ "lang", { "lang", "language", "language_code" } },
};

/* The first line that is not empty; *whole: its end is in the head, too. */
static struct bl_str first_line(const char *head, size_t len, bool *whole)
{
	struct bl_str s = bl_str_trim((struct bl_str){ head, len });
	const char *newline = NULL;

	/* up to the end of the head, of which the end may be trimmed */
	if (s.len)
		newline = memchr(s.data, '\n', (size_t)(head + len - s.data));
	*whole = newline != NULL;
	if (newline && newline < s.data + s.len)
		s.len = (size_t)(newline - s.data);
	return bl_str_trim(s);
}

/* An object begins on the first line, and does not go on on the next: what
 * ends in a comma is JSON set out over several lines. */
static int jsonl_bid(const char *head, size_t len)
{
	bool has_mark = len >= 3 && memcmp(head, "\xef\xbb\xbf", 3) == 0;
	struct bl_str line, inside;
	bool whole;

	if (has_mark) {
		head += 3;
		len -= 3;
	}
	line = first_line(head, len, &whole);
	if (line.len < 2 || line.data[0] != '{')
		return 0;
	inside = bl_str_trim((struct bl_str){ line.data + 1, line.len - 1 });
	if (inside.data[0] != '"' && inside.data[0] != '}')
		return 0;
	if (whole && strchr(",:[{", line.data[line.len - 1]))
		return 0;
	return BID_JSONL;
}

/* --- the fields of one record --- */

struct fields {
	const struct bl_record *rec;
	const struct bl_parse_options *options;
	struct json_object *object;
	struct bl_arena *arena;
	struct bl_buf raw;  /* of the field being read */
	struct bl_buf text; /* the same, out of HTML */
};

/* Called with f->raw filled from a key: BL_OK took it, BL_END wants another. */
typedef bl_status take_fn(struct fields *f, void *out, struct bl_error *err);

static bl_status try_key(struct fields *f, const char *key, take_fn *take,
			 void *out, struct bl_error *err)
{
	bl_status st;

	bl_buf_clear(&f->raw);
	bl_json_text(&f->raw, bl_json_member_at(f->object, key));
	st = bl_buf_status(&f->raw, err);
	if (st < 0 || bl_str_trim(bl_buf_str(&f->raw)).len == 0)
		return st < 0 ? st : BL_END;
	return take(f, out, err);
}

/* Offer take() the values of a field until it takes one; BL_END: it took
 * none.  Keys that the user gave come first. */
static bl_status take_field(struct fields *f, const char *field, take_fn *take,
			    void *out, struct bl_error *err)
{
	const struct usual *usual = USUAL;
	bl_status st = BL_END;
	size_t i;

	for (i = 0; st == BL_END && i < f->options->n_map; i++) {
		if (strcmp(f->options->map[i].field, field) == 0)
			st = try_key(f, f->options->map[i].key, take, out, err);
	}
	while (strcmp(usual->field, field) != 0)
		usual++;
	for (i = 0; st == BL_END && i < KEYS_MAX && usual->key[i]; i++)
		st = try_key(f, usual->key[i], take, out, err);
	return st;
}

static bl_status take_line(struct fields *f, void *out, struct bl_error *err)
{
	return bl_article_line(out, f->arena, bl_buf_str(&f->raw), err);
}

static bl_status take_lang(struct fields *f, void *out, struct bl_error *err)
{
	return bl_article_lang(out, f->arena, bl_buf_str(&f->raw), err);
}

/* f->raw without markup and entities, if it has any. */
static bl_status plain_text(struct fields *f, struct bl_str *plain,
			    struct bl_error *err)
{
	struct bl_str raw = bl_buf_str(&f->raw);
	bl_status st = BL_OK;

	*plain = raw;
	if (!bl_html_is_fragment(raw) && !memchr(raw.data, '&', raw.len))
		return BL_OK;
	bl_buf_clear(&f->text);
	if (bl_html_is_fragment(raw))
		st = bl_html_fragment_text(&f->text, raw, err);
	else
		bl_html_decode(&f->text, raw);
	*plain = bl_buf_str(&f->text);
	return st < 0 ? st : bl_buf_status(&f->text, err);
}

static bl_status take_title(struct fields *f, void *out, struct bl_error *err)
{
	struct bl_str plain;
	bl_status st = plain_text(f, &plain, err);

	return st < 0 ? st : bl_article_line(out, f->arena, plain, err);
}

static bl_status take_text(struct fields *f, void *out, struct bl_error *err)
{
	struct bl_str plain, *text = out;
	bl_status st = plain_text(f, &plain, err);

	if (st == BL_OK)
		st = bl_article_text(text, f->arena, plain,
				     BL_ARTICLE_TEXT_MAX_BYTES, err);
	return st == BL_OK && text->len == 0 ? BL_END : st;
}

static bl_status take_date(struct fields *f, void *out, struct bl_error *err)
{
	bl_status st = bl_time_parse(out, bl_buf_str(&f->raw), NULL);

	(void)err; /* a date that cannot be read is none */
	return st == BL_OK ? BL_OK : BL_END;
}

static bl_status take_id(struct fields *f, void *out, struct bl_error *err)
{
	if (f->raw.len > BL_ARTICLE_ID_MAX_BYTES)
		return BL_END; /* it is never cut: two could become one */
	return take_line(f, out, err);
}

static bl_status read_fields(struct fields *f, struct bl_article *out,
			     struct bl_error *err)
{
	const struct {
		const char *field;
		take_fn *take;
		void *out;
	} todo[] = {
		{ "id", take_id, &out->id },
		{ "title", take_title, &out->title },
		{ "text", take_text, &out->text },
		{ "published", take_date, &out->published },
		{ "source", take_line, &out->source },
		{ "url", take_line, &out->url },
		{ "lang", take_lang, &out->lang },
	};
	bl_status st;
	size_t i;

	for (i = 0; i < sizeof(todo) / sizeof(todo[0]); i++) {
		st = take_field(f, todo[i].field, todo[i].take, todo[i].out,
				err);
		if (st < 0)
			return st;
	}
	/* an empty article is one, as long as something names it */
	if (!out->title.len && !out->text.len && !out->id.len && !out->url.len)
		return bl_record_skip(f->rec, err,
				      "no article: none of id, url, title, "
				      "text, body, content and other usual "
				      "names is there");
	return bl_article_set_id(out, f->rec, f->arena, err);
}

static bl_status jsonl_parse(const struct bl_record *rec,
			     const struct bl_parse_options *options,
			     struct bl_arena *arena, struct bl_article *out,
			     struct bl_error *err)
{
	struct bl_error why = BL_ERROR_INIT;
	struct fields f = { .rec = rec, .options = options, .arena = arena };
	struct json_object *root;
	bl_status st;

	*out = (struct bl_article)BL_ARTICLE_INIT;
	st = bl_json_parse(&root, rec->bytes, &why);
	if (st == BL_ERR_FORMAT)
		return bl_record_skip(rec, err, "%s", why.text);
	if (st < 0)
		return bl_fail(err, st, "%s", why.text);
	f.object = root;
	bl_buf_init(&f.raw, BL_ARTICLE_TEXT_MAX_BYTES);
	bl_buf_init(&f.text, BL_ARTICLE_TEXT_MAX_BYTES);
	if (json_object_is_type(root, json_type_object))
		st = read_fields(&f, out, err);
	else
		st = bl_record_skip(rec, err,
				    "not a JSON object: {\"title\": "
				    "..., \"text\": ...} is expected");
	if (st == BL_ERR_FORMAT) /* of the markup in a field */
		st = bl_record_skip(rec, err, "%s", err->text);
	else if (st == BL_ERR_LIMIT)
		st = bl_record_skip(rec, err, "a field of more than %zu bytes",
				    BL_ARTICLE_TEXT_MAX_BYTES);
	bl_buf_release(&f.text);
	bl_buf_release(&f.raw);
	json_object_put(root);
	return st;
}

const struct bl_format bl_format_jsonl = {
	.name = "jsonl",
	.about = "JSON Lines, an article a line",
	.unit = BL_UNIT_LINE,
	.bid = jsonl_bid,
	.parse = jsonl_parse,
};
