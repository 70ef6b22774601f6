/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the attributes of an element say of the text in it.  Classes and ids
 * are read word by word: "relatedStories" and "related-stories" are two words.
 */
#include <string.h>

#include "html_private.h"

#define WORD_MAX_BYTES 16

/* A class that has one of these words marks text that is not the article's,
 * ... */
static const char *const ASIDE_WORDS[] = {
	"ad",         "ads",         "advert",     "advertisement",
	"breadcrumb", "breadcrumbs", "comment",    "comments",
	"consent",    "cookie",      "cookies",    "disqus",
	"footer",     "gdpr",        "masthead",   "menu",
	"modal",      "nav",         "navbar",     "navigation",
	"newsletter", "outbrain",    "pagination", "paywall",
	"popup",      "promo",       "promotion",  "recommended",
	"related",    "share",       "sharing",    "sidebar",
	"signup",     "social",      "sponsor",    "sponsored",
	"subscribe",  "taboola",     "toolbar",    "trending",
	"widget",
};

/* ... unless it has one of these, too: "with-sidebar" is a page's layout. */
static const char *const LAYOUT_WORDS[] = {
	"has", "layout", "no", "off", "open", "with", "without", "wrap",
};

static bool is_listed(const char *word, size_t len, const char *const *list,
		      size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (strlen(list[i]) == len && memcmp(list[i], word, len) == 0)
			return true;
	}
	return false;
}

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool is_word_char(char c)
{
	return is_upper(c) || (c >= 'a' && c <= 'z');
}

/* Take the next word of a class off *s, in lower case; its length, 0: none.
 * What is longer than any word of ours is cut. */
static size_t next_word(char out[WORD_MAX_BYTES], struct bl_str *s)
{
	size_t i = 0, len = 0;

	while (i < s->len && !is_word_char(s->data[i]))
		i++;
	while (i < s->len && is_word_char(s->data[i])) {
		if (len > 0 && is_upper(s->data[i]) &&
		    !is_upper(s->data[i - 1]))
			break;
		if (len < WORD_MAX_BYTES)
			out[len++] = (char)(s->data[i] | 0x20);
		i++;
	}
	s->data += i;
	s->len -= i;
	return len;
}

/* name: one class of the attribute, or the id. */
static bool is_aside_name(struct bl_str name)
{
	char word[WORD_MAX_BYTES];
	bool aside = false;
	size_t len;

	while ((len = next_word(word, &name)) > 0) {
		if (is_listed(word, len, LAYOUT_WORDS,
			      sizeof(LAYOUT_WORDS) / sizeof(LAYOUT_WORDS[0])))
			return false;
		aside = aside ||
			is_listed(word, len, ASIDE_WORDS,
				  sizeof(ASIDE_WORDS) / sizeof(ASIDE_WORDS[0]));
	}
	return aside;
}

static struct bl_str next_class(struct bl_str *s)
{
	struct bl_str class;

	*s = bl_str_trim(*s);
	class = *s;
	for (class.len = 0; class.len < s->len; class.len++) {
		if (strchr(" \t\r\n\f", s->data[class.len]))
			break;
	}
	s->data += class.len;
	s->len -= class.len;
	return class;
}

static enum bl_html_hint hint_of_names(struct bl_str value)
{
	struct bl_str class;

	while ((class = next_class(&value)).len > 0) {
		if (is_aside_name(class))
			return BL_HINT_ASIDE;
	}
	return BL_HINT_NONE;
}

static enum bl_html_hint hint_of_role(struct bl_str value)
{
	static const struct {
		const char *role;
		enum bl_html_hint hint;
	} ROLES[] = {
		{ "main", BL_HINT_MAIN },
		{ "article", BL_HINT_MAIN },
		{ "navigation", BL_HINT_ASIDE },
		{ "complementary", BL_HINT_ASIDE },
		{ "contentinfo", BL_HINT_ASIDE },
		{ "banner", BL_HINT_ASIDE },
		{ "search", BL_HINT_ASIDE },
		{ "dialog", BL_HINT_ASIDE },
		{ "menu", BL_HINT_ASIDE },
	};
	size_t i;

	for (i = 0; i < sizeof(ROLES) / sizeof(ROLES[0]); i++) {
		if (bl_html_is(value, ROLES[i].role))
			return ROLES[i].hint;
	}
	return BL_HINT_NONE;
}

/* Whether a style says "display: none". */
static bool hides(struct bl_str style)
{
	static const char property[] = "display", none[] = "none";
	const char *end = style.data + style.len, *p = NULL;

	if (style.len > 0)
		p = memmem(style.data, style.len, property,
			   sizeof(property) - 1);
	if (!p)
		return false;
	for (p += sizeof(property) - 1; p < end && strchr(": ", *p); p++)
		;
	return (size_t)(end - p) >= sizeof(none) - 1 &&
	       memcmp(p, none, sizeof(none) - 1) == 0;
}

static enum bl_html_hint hint_of_attribute(const char *name,
					   struct bl_str value)
{
	if (strcmp(name, "class") == 0 || strcmp(name, "id") == 0)
		return hint_of_names(value);
	if (strcmp(name, "role") == 0)
		return hint_of_role(value);
	if (strcmp(name, "itemprop") == 0)
		return bl_html_is(value, "articlebody") ? BL_HINT_BODY
							: BL_HINT_NONE;
	if (strcmp(name, "hidden") == 0 ||
	    (strcmp(name, "aria-hidden") == 0 && bl_html_is(value, "true")) ||
	    (strcmp(name, "style") == 0 && hides(value)))
		return BL_HINT_ASIDE;
	return BL_HINT_NONE;
}

enum bl_html_hint bl_html_hint_of(const struct bl_html_token *tok)
{
	enum bl_html_hint hint = BL_HINT_NONE, one;
	const xmlChar **a;

	for (a = tok->attributes; a && *a; a += 2) {
		one = hint_of_attribute((const char *)a[0], bl_html_str(a[1]));
		if (one > hint)
			hint = one;
	}
	return hint;
}
