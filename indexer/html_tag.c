/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "html_private.h"

#define V BL_TAG_VOID
#define B BL_TAG_BLOCK
#define P BL_TAG_PHRASE
#define A BL_TAG_ASIDE
#define R BL_TAG_REGION
#define SCOPE(group) (1u << BL_GROUP_##group)
#define OF_TABLE (SCOPE(CELL) | SCOPE(ROW) | SCOPE(ITEM) | SCOPE(TERM))

/* In the order of names. */
/* clang-format off */
static const struct bl_html_tag TAGS[] = {
	{ "a", BL_TAG_LINK, BL_GROUP_LINK, 0 },
	{ "abbr", P, 0, 0 },
	{ "acronym", P, 0, 0 },
	{ "address", B, 0, 0 },
	{ "area", V, 0, 0 },
	{ "article", B | R | BL_TAG_ARTICLE, 0, 0 },
	{ "aside", B | A, 0, 0 },
	{ "audio", B | A, 0, 0 },
	{ "b", P, 0, 0 },
	{ "base", V, 0, 0 },
	{ "bdi", P, 0, 0 },
	{ "bdo", P, 0, 0 },
	{ "big", P, 0, 0 },
	{ "blockquote", B, 0, 0 },
	{ "body", V | B, 0, 0 },
	{ "br", V | BL_TAG_BREAK, 0, 0 },
	{ "button", B | A, 0, 0 },
	{ "canvas", B | A, 0, 0 },
	{ "caption", B, 0, 0 },
	{ "center", B | R, 0, 0 },
	{ "cite", P, 0, 0 },
	{ "code", P, 0, 0 },
	{ "col", V, 0, 0 },
	{ "datalist", B | A, 0, 0 },
	{ "dd", B, BL_GROUP_TERM, 0 },
	{ "del", P, 0, 0 },
	{ "details", B, 0, 0 },
	{ "dfn", P, 0, 0 },
	{ "dialog", B | A, 0, 0 },
	{ "dir", B, 0, SCOPE(ITEM) },
	{ "div", B | R, 0, 0 },
	{ "dl", B, 0, SCOPE(TERM) },
	{ "dt", B, BL_GROUP_TERM, 0 },
	{ "em", P, 0, 0 },
	{ "embed", V, 0, 0 },
	{ "fieldset", B | R, 0, 0 },
	{ "figcaption", B, 0, 0 },
	{ "figure", B, 0, 0 },
	{ "font", P, 0, 0 },
	{ "footer", B | A, 0, 0 },
	/* some sites wrap each page into one */
	{ "form", B | R | BL_TAG_DOUBTFUL, 0, 0 },
	{ "h1", B | BL_TAG_HEADING, 0, 0 },
	{ "h2", B, 0, 0 },
	{ "h3", B, 0, 0 },
	{ "h4", B, 0, 0 },
	{ "h5", B, 0, 0 },
	{ "h6", B, 0, 0 },
	{ "head", V | B, 0, 0 },
	{ "header", B | BL_TAG_HEADER, 0, 0 },
	{ "hgroup", B, 0, 0 },
	{ "hr", V | B, 0, 0 },
	{ "html", V | B, 0, 0 },
	{ "i", P, 0, 0 },
	{ "iframe", V | B, 0, 0 },
	{ "img", V, 0, 0 },
	{ "input", V, 0, 0 },
	{ "ins", P, 0, 0 },
	{ "kbd", P, 0, 0 },
	{ "label", P, 0, 0 },
	{ "legend", B, 0, 0 },
	{ "li", B, BL_GROUP_ITEM, 0 },
	{ "link", V, 0, 0 },
	{ "listing", B | BL_TAG_PRE, 0, 0 },
	{ "main", B | R | BL_TAG_MAIN, 0, 0 },
	{ "map", B | A, 0, 0 },
	{ "mark", P, 0, 0 },
	{ "menu", B | A, 0, SCOPE(ITEM) },
	{ "meta", V, 0, 0 },
	{ "nav", B | A, 0, 0 },
	{ "noembed", V | B, 0, 0 },
	{ "noframes", B | A, 0, 0 },
	{ "noscript", B | A, 0, 0 },
	{ "object", B | A, 0, 0 },
	{ "ol", B, 0, SCOPE(ITEM) },
	{ "optgroup", B | A, 0, 0 },
	{ "option", B | A, BL_GROUP_ITEM, 0 },
	{ "p", B, BL_GROUP_PARAGRAPH, 0 },
	{ "param", V, 0, 0 },
	{ "plaintext", B | BL_TAG_PRE, 0, 0 },
	{ "pre", B | BL_TAG_PRE, 0, 0 },
	{ "q", P, 0, 0 },
	{ "s", P, 0, 0 },
	{ "samp", P, 0, 0 },
	{ "script", V, 0, 0 },
	{ "section", B | R, 0, 0 },
	{ "select", B | A, 0, SCOPE(ITEM) },
	{ "small", P, 0, 0 },
	{ "source", V, 0, 0 },
	{ "strike", P, 0, 0 },
	{ "strong", P, 0, 0 },
	{ "style", V, 0, 0 },
	{ "sub", P, 0, 0 },
	{ "summary", B, 0, 0 },
	{ "sup", P, 0, 0 },
	{ "svg", B | A, 0, 0 },
	{ "table", B | R, 0, OF_TABLE },
	{ "tbody", B | R, 0, SCOPE(CELL) },
	{ "td", B | R, BL_GROUP_CELL, SCOPE(ITEM) | SCOPE(TERM) },
	{ "template", B | A, 0, 0 },
	{ "textarea", V | B, 0, 0 },
	{ "tfoot", B, 0, SCOPE(CELL) },
	{ "th", B, BL_GROUP_CELL, SCOPE(ITEM) | SCOPE(TERM) },
	{ "thead", B, 0, SCOPE(CELL) },
	{ "title", V | B, 0, 0 },
	{ "tr", B, BL_GROUP_ROW, SCOPE(CELL) },
	{ "track", V, 0, 0 },
	{ "tt", P, 0, 0 },
	{ "u", P, 0, 0 },
	{ "ul", B, 0, SCOPE(ITEM) },
	{ "var", P, 0, 0 },
	{ "video", B | A, 0, 0 },
	{ "wbr", V, 0, 0 },
	{ "xmp", B | BL_TAG_PRE, 0, 0 },
};
/* clang-format on */

static const struct bl_html_tag UNKNOWN = { "", 0, BL_GROUP_NONE, 0 };

static int compare_tag(const void *key, const void *member)
{
	const struct bl_str *name = key;
	const char *known = ((const struct bl_html_tag *)member)->name;
	size_t i;

	for (i = 0; i < name->len; i++) {
		int c = (unsigned char)name->data[i];

		if (c >= 'A' && c <= 'Z')
			c += 'a' - 'A';
		if (c != (unsigned char)known[i] || c == '\0')
			return c - (unsigned char)known[i];
	}
	return known[i] ? -1 : 0;
}

const struct bl_html_tag *bl_html_tag_find(struct bl_str name)
{
	const struct bl_html_tag *found;

	found = bsearch(&name, TAGS, sizeof(TAGS) / sizeof(TAGS[0]),
			sizeof(TAGS[0]), compare_tag);
	return found ? found : &UNKNOWN;
}
