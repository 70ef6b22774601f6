/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a page says of itself: Dublin Core, Open Graph, schema.org and the
 * names that newspapers have made up.
 */
#include <string.h>
#include <strings.h>

#include "html_private.h"
#include "reader_private.h"

/* Where a value came from and what it is worth: ranks of one field only are
 * compared, the lowest wins, of equal ones the first. */
struct origin {
	const char *key;
	enum bl_html_field field;
	unsigned rank;
};

#define RANK_NONE 100
#define RANK_HTML_LANG 1
#define RANK_CANONICAL 1
#define RANK_TIME_IN_ARTICLE 6
#define RANK_TIME 8

/* name, property or itemprop of a <meta>, and itemprop of any element; ':' in
 * the page stands for '.' here, too. */
static const struct origin META[] = {
	{ "dc.identifier", BL_HTML_ID, 1 },
	{ "dcterms.identifier", BL_HTML_ID, 1 },

	{ "og.title", BL_HTML_TITLE, 1 },
	{ "dc.title", BL_HTML_TITLE, 2 },
	{ "dcterms.title", BL_HTML_TITLE, 2 },
	{ "citation_title", BL_HTML_TITLE, 3 },
	{ "headline", BL_HTML_TITLE, 3 },

	{ "dc.source", BL_HTML_SOURCE, 1 },
	{ "dcterms.source", BL_HTML_SOURCE, 1 },
	{ "dc.publisher", BL_HTML_SOURCE, 2 },
	{ "dcterms.publisher", BL_HTML_SOURCE, 2 },
	{ "og.site_name", BL_HTML_SOURCE, 3 },
	{ "citation_publisher", BL_HTML_SOURCE, 4 },
	{ "citation_journal_title", BL_HTML_SOURCE, 4 },
	{ "application-name", BL_HTML_SOURCE, 6 },

	{ "og.url", BL_HTML_URL, 2 },
	{ "parsely-link", BL_HTML_URL, 3 },

	{ "og.locale", BL_HTML_LANG, 2 },
	{ "dc.language", BL_HTML_LANG, 3 },
	{ "dcterms.language", BL_HTML_LANG, 3 },
	{ "content-language", BL_HTML_LANG, 4 },

	{ "article.published_time", BL_HTML_DATE, 1 },
	{ "og.article.published_time", BL_HTML_DATE, 1 },
	{ "dc.date", BL_HTML_DATE, 2 },
	{ "dcterms.date", BL_HTML_DATE, 2 },
	{ "dc.date.issued", BL_HTML_DATE, 2 },
	{ "dcterms.issued", BL_HTML_DATE, 2 },
	{ "dc.date.created", BL_HTML_DATE, 3 },
	{ "dcterms.created", BL_HTML_DATE, 3 },
	{ "datepublished", BL_HTML_DATE, 4 },
	{ "date", BL_HTML_DATE, 7 },
	{ "pubdate", BL_HTML_DATE, 7 },
	{ "pub_date", BL_HTML_DATE, 7 },
	{ "publishdate", BL_HTML_DATE, 7 },
	{ "publish-date", BL_HTML_DATE, 7 },
	{ "publish_date", BL_HTML_DATE, 7 },
	{ "published_time", BL_HTML_DATE, 7 },
	{ "publication_date", BL_HTML_DATE, 7 },
	{ "parsely-pub-date", BL_HTML_DATE, 7 },
	{ "sailthru.date", BL_HTML_DATE, 7 },
	{ "citation_date", BL_HTML_DATE, 7 },
	{ "citation_publication_date", BL_HTML_DATE, 7 },
};

/* What stands between the headline and the outlet in a <title>. */
static const char *const TITLE_SEPARATORS[] = {
	" - ",  " | ",        " \xe2\x80\x93 ", " \xe2\x80\x94 ",
	" :: ", " \xc2\xbb ", " \xc2\xb7 ",     ": ",
};

void bl_html_meta_init(struct bl_html_meta *m, struct bl_arena *arena)
{
	size_t i;

	memset(m, 0, sizeof(*m));
	m->arena = arena;
	m->published = BL_TIME_UNSET;
	for (i = 0; i < BL_HTML_FIELDS; i++)
		m->rank[i] = RANK_NONE;
	bl_buf_init(&m->collected, BL_ARTICLE_TEXT_MAX_BYTES);
}

void bl_html_meta_release(struct bl_html_meta *m)
{
	bl_buf_release(&m->collected);
}

/* --- values --- */

static bool is_usable(struct bl_html_meta *m, enum bl_html_field field,
		      struct bl_str value)
{
	bl_time published;

	if (value.len == 0)
		return false;
	switch (field) {
	case BL_HTML_DATE:
		if (bl_time_parse(&published, value, NULL) != BL_OK)
			return false;
		m->published = published;
		return true;
	case BL_HTML_URL:
		/* many sites give their front page as that of every page */
		return bl_is_article_url(value);
	case BL_HTML_SOURCE:
		return !bl_has_prefix_nocase(value, "http://") &&
		       !bl_has_prefix_nocase(value, "https://");
	default:
		return true;
	}
}

bl_status bl_html_meta_offer(struct bl_html_meta *m, enum bl_html_field field,
			     unsigned rank, struct bl_str value,
			     struct bl_error *err)
{
	struct bl_str kept = BL_STR_NULL;
	bl_status st;

	if (rank >= m->rank[field])
		return BL_OK;
	if (field == BL_HTML_BODY)
		st = bl_article_text(&kept, m->arena, value,
				     BL_ARTICLE_TEXT_MAX_BYTES, err);
	else
		st = bl_article_line(&kept, m->arena, value, err);
	if (st == BL_OK && is_usable(m, field, kept)) {
		m->value[field] = kept;
		m->rank[field] = rank;
	}
	return st;
}

/* --- tags --- */

/* key is written in lower case, with '.'. */
static bool key_matches(struct bl_str name, const char *key)
{
	size_t i;

	if (strlen(key) != name.len)
		return false;
	for (i = 0; i < name.len; i++) {
		char c = name.data[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (c != key[i] && !(c == ':' && key[i] == '.'))
			return false;
	}
	return true;
}

static bl_status offer_key(struct bl_html_meta *m, struct bl_str key,
			   struct bl_str value, struct bl_error *err)
{
	size_t i;

	for (i = 0; i < sizeof(META) / sizeof(META[0]); i++) {
		if (key_matches(key, META[i].key))
			return bl_html_meta_offer(m, META[i].field,
						  META[i].rank, value, err);
	}
	return BL_OK;
}

/* <meta>, and any element with an itemprop. */
static bl_status on_property(struct bl_html_meta *m,
			     const struct bl_html_token *tok, bool is_meta,
			     struct bl_error *err)
{
	static const char *const KEYS[] = { "itemprop", "property", "name",
					    "http-equiv" };
	size_t n_keys = is_meta ? sizeof(KEYS) / sizeof(KEYS[0]) : 1, i;
	struct bl_str key, value;
	bl_status st = BL_OK;

	for (i = 0; st == BL_OK && i < n_keys; i++) {
		if (!bl_html_attribute(tok, KEYS[i], &key))
			continue;
		if (bl_html_attribute(tok, "content", &value) ||
		    bl_html_attribute(tok, "datetime", &value))
			st = offer_key(m, key, value, err);
	}
	return st;
}

static bl_status on_link(struct bl_html_meta *m,
			 const struct bl_html_token *tok, struct bl_error *err)
{
	struct bl_str rel, href;

	if (!bl_html_attribute(tok, "rel", &rel) ||
	    !bl_html_is(bl_str_trim(rel), "canonical") ||
	    !bl_html_attribute(tok, "href", &href))
		return BL_OK;
	return bl_html_meta_offer(m, BL_HTML_URL, RANK_CANONICAL, href, err);
}

static bl_status on_html(struct bl_html_meta *m,
			 const struct bl_html_token *tok, struct bl_error *err)
{
	struct bl_str lang;

	if (!bl_html_attribute(tok, "lang", &lang) &&
	    !bl_html_attribute(tok, "xml:lang", &lang))
		return BL_OK;
	return bl_html_meta_offer(m, BL_HTML_LANG, RANK_HTML_LANG, lang, err);
}

static bl_status on_time(struct bl_html_meta *m,
			 const struct bl_html_token *tok, bool in_article,
			 struct bl_error *err)
{
	struct bl_str when;

	if (!bl_html_attribute(tok, "datetime", &when))
		return BL_OK;
	return bl_html_meta_offer(m, BL_HTML_DATE,
				  in_article ? RANK_TIME_IN_ARTICLE : RANK_TIME,
				  when, err);
}

static void collect(struct bl_html_meta *m, const char *name, bool in_article)
{
	m->collecting = name;
	m->collecting_in_article = in_article;
	bl_buf_clear(&m->collected);
}

static bl_status end_collecting(struct bl_html_meta *m, struct bl_error *err)
{
	bool is_heading = strcmp(m->collecting, "h1") == 0;
	struct bl_str line = BL_STR_NULL;
	bl_status st;

	m->collecting = NULL;
	st = bl_buf_status(&m->collected, err);
	if (st == BL_OK)
		st = bl_article_line(&line, m->arena, bl_buf_str(&m->collected),
				     err);
	if (st < 0 || line.len == 0)
		return st;
	if (is_heading) {
		m->heading = line;
		m->heading_in_article = m->collecting_in_article;
	} else {
		m->page_title = line;
	}
	return BL_OK;
}

static bool is_collecting(const struct bl_html_meta *m, const char *name)
{
	return m->collecting && strcmp(m->collecting, name) == 0;
}

static bl_status on_start(struct bl_html_meta *m,
			  const struct bl_html_token *tok, bool in_article,
			  struct bl_error *err)
{
	struct bl_str type;
	bl_status st = BL_OK;

	/* it has no elements in it: its end tag is missing */
	if (is_collecting(m, "title"))
		st = end_collecting(m, err);
	if (st < 0)
		return st;
	if (strcmp(tok->name, "meta") == 0)
		return on_property(m, tok, true, err);
	if (strcmp(tok->name, "link") == 0)
		return on_link(m, tok, err);
	if (strcmp(tok->name, "html") == 0)
		return on_html(m, tok, err);
	if (strcmp(tok->name, "script") == 0)
		m->in_json_ld =
			bl_html_attribute(tok, "type", &type) &&
			bl_has_prefix_nocase(type, "application/ld+json");
	else if (strcmp(tok->name, "title") == 0 && !m->page_title.len)
		collect(m, "title", false);
	else if (strcmp(tok->name, "h1") == 0 &&
		 (!m->heading.len || (in_article && !m->heading_in_article)))
		collect(m, "h1", in_article);
	else if (strcmp(tok->name, "time") == 0)
		return on_time(m, tok, in_article, err);
	return on_property(m, tok, false, err);
}

static void on_text(struct bl_html_meta *m, const struct bl_html_token *tok)
{
	if (m->collecting &&
	    m->collected.len + tok->text.len <= BL_ARTICLE_FIELD_MAX_BYTES)
		bl_buf_addstr(&m->collected, tok->text);
}

bl_status bl_html_meta_token(struct bl_html_meta *m,
			     const struct bl_html_token *tok, bool in_article,
			     struct bl_error *err)
{
	bool in_json_ld = m->in_json_ld;

	m->in_json_ld = false;
	switch (tok->kind) {
	case BL_HTML_START:
		return on_start(m, tok, in_article, err);
	case BL_HTML_END_TAG:
		return is_collecting(m, tok->name) ? end_collecting(m, err)
						   : BL_OK;
	case BL_HTML_RAW:
		if (in_json_ld)
			return bl_html_json_ld(m, tok->text, err);
		break;
	case BL_HTML_TEXT:
		on_text(m, tok);
		break;
	case BL_HTML_STRAY_END:
		break;
	}
	return BL_OK;
}

/* --- the title --- */

static bool ends_with(struct bl_str s, struct bl_str tail)
{
	return s.len >= tail.len &&
	       strncasecmp(s.data + s.len - tail.len, tail.data, tail.len) == 0;
}

static bool begins_with(struct bl_str s, struct bl_str start)
{
	return start.len > 0 && s.len >= start.len &&
	       strncasecmp(s.data, start.data, start.len) == 0;
}

/* title without the outlet's name behind or before it. */
static struct bl_str without_site(struct bl_str title, struct bl_str site)
{
	struct bl_str rest;
	size_t i;

	if (site.len == 0 || site.len >= title.len)
		return title;
	for (i = 0; i < sizeof(TITLE_SEPARATORS) / sizeof(char *); i++) {
		struct bl_str sep = bl_str_from(TITLE_SEPARATORS[i]);

		if (title.len <= site.len + sep.len)
			continue;
		rest = (struct bl_str){ title.data, title.len - site.len };
		if (ends_with(title, site) && ends_with(rest, sep))
			return bl_str_trim((struct bl_str){
				rest.data, rest.len - sep.len });
		rest.len = site.len + sep.len;
		if (begins_with(title, site) && ends_with(rest, sep))
			return bl_str_trim((struct bl_str){
				title.data + rest.len, title.len - rest.len });
	}
	return title;
}

/*
 * Declared, else the article's <h1>, else <title>.  Another <h1> is as often
 * the outlet's name: it is the title if it is the longer part of <title>, and
 * is taken off it if it is the shorter.
 */
static struct bl_str choose_title(const struct bl_html_meta *m)
{
	struct bl_str site = m->value[BL_HTML_SOURCE];
	struct bl_str title = m->value[BL_HTML_TITLE];

	if (title.len > 0)
		return without_site(title, site);
	if (m->heading.len > 0 && m->heading_in_article)
		return m->heading;
	if (m->page_title.len == 0)
		return m->heading;
	title = without_site(m->page_title, site);
	if (begins_with(title, m->heading) &&
	    m->heading.len >= title.len - m->heading.len)
		return m->heading;
	return without_site(title, m->heading);
}

bl_status bl_html_meta_finish(struct bl_html_meta *m, struct bl_article *out,
			      struct bl_error *err)
{
	*out = (struct bl_article)BL_ARTICLE_INIT;
	out->id = m->value[BL_HTML_ID];
	out->title = choose_title(m);
	out->source = m->value[BL_HTML_SOURCE];
	out->url = m->value[BL_HTML_URL];
	out->published = m->published;
	return bl_article_lang(&out->lang, m->arena, m->value[BL_HTML_LANG],
			       err);
}
