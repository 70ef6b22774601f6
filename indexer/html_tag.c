/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "html_private.h"

#define V BL_TAG_VOID
#define B BL_TAG_BLOCK
#define P BL_TAG_PHRASE
#define A BL_TAG_ASIDE
#define R BL_TAG_REGION

/* In the order of names. */
/* clang-format off */
static const struct bl_html_tag TAGS[] = {
	{ "a", BL_TAG_LINK },
	{ "abbr", P },
	{ "acronym", P },
	{ "address", B },
	{ "area", V },
	{ "article", B | R | BL_TAG_ARTICLE },
	{ "aside", B | A },
	{ "audio", B | A },
	{ "b", P },
	{ "base", V },
	{ "bdi", P },
	{ "bdo", P },
	{ "big", P },
	{ "blockquote", B },
	{ "body", V | B },
	{ "br", V | BL_TAG_BREAK },
	{ "button", B | A },
	{ "canvas", B | A },
	{ "caption", B },
	{ "center", B | R },
	{ "cite", P },
	{ "code", P },
	{ "col", V },
	{ "datalist", B | A },
	{ "dd", B },
	{ "del", P },
	{ "details", B },
	{ "dfn", P },
	{ "dialog", B | A },
	{ "dir", B },
	{ "div", B | R },
	{ "dl", B },
	{ "dt", B },
	{ "em", P },
	{ "embed", V },
	{ "fieldset", B | R },
	{ "figcaption", B },
	{ "figure", B },
	{ "font", P },
	{ "footer", B | A },
	/* some sites wrap each page into one */
	{ "form", B | R | BL_TAG_DOUBTFUL },
	{ "h1", B | BL_TAG_HEADING },
	{ "h2", B },
	{ "h3", B },
	{ "h4", B },
	{ "h5", B },
	{ "h6", B },
	{ "head", V | B },
	{ "header", B | BL_TAG_HEADER },
	{ "hgroup", B },
	{ "hr", V | B },
	{ "html", V | B },
	{ "i", P },
	{ "iframe", B | A },
	{ "img", V },
	{ "input", V },
	{ "ins", P },
	{ "kbd", P },
	{ "label", P },
	{ "legend", B },
	{ "li", B },
	{ "link", V },
	{ "listing", B | BL_TAG_PRE },
	{ "main", B | R | BL_TAG_MAIN },
	{ "map", B | A },
	{ "mark", P },
	{ "menu", B | A },
	{ "meta", V },
	{ "nav", B | A },
	{ "noembed", B | A },
	{ "noframes", B | A },
	{ "noscript", B | A },
	{ "object", B | A },
	{ "ol", B },
	{ "optgroup", B | A },
	{ "option", B | A },
	{ "p", B },
	{ "param", V },
	{ "plaintext", B | BL_TAG_PRE },
	{ "pre", B | BL_TAG_PRE },
	{ "q", P },
	{ "s", P },
	{ "samp", P },
	{ "script", V },
	{ "section", B | R },
	{ "select", B | A },
	{ "small", P },
	{ "source", V },
	{ "strike", P },
	{ "strong", P },
	{ "style", V },
	{ "sub", P },
	{ "summary", B },
	{ "sup", P },
	{ "svg", B | A },
	{ "table", B | R },
	{ "tbody", B | R },
	{ "td", B | R },
	{ "template", B | A },
	{ "textarea", B | A },
	{ "tfoot", B },
	{ "th", B },
	{ "thead", B },
	{ "title", V | B | BL_TAG_TITLE },
	{ "tr", B },
	{ "track", V },
	{ "tt", P },
	{ "u", P },
	{ "ul", B },
	{ "var", P },
	{ "video", B | A },
	{ "wbr", V },
	{ "xmp", B | BL_TAG_PRE },
};
/* clang-format on */

static const struct bl_html_tag UNKNOWN = { "", 0 };

static int compare_tag(const void *name, const void *member)
{
	return strcmp(name, ((const struct bl_html_tag *)member)->name);
}

const struct bl_html_tag *bl_html_tag_find(const char *name)
{
	const struct bl_html_tag *found;

	found = bsearch(name, TAGS, sizeof(TAGS) / sizeof(TAGS[0]),
			sizeof(TAGS[0]), compare_tag);
	return found ? found : &UNKNOWN;
}
