/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The tokens of HTML, much as the WHATWG standard's tokenizer finds them.
 */
#include <string.h>
#include <strings.h>

#include "html_private.h"

/* Elements whose content is no markup, up to their own end tag. */
static const char *const RAW_ELEMENTS[] = {
	"script", "style", "iframe", "noembed", "xmp", "textarea",
};

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool bl_html_name_is(struct bl_str name, const char *lower)
{
	return strlen(lower) == name.len &&
	       strncasecmp(name.data, lower, name.len) == 0;
}

void bl_html_lexer_init(struct bl_html_lexer *lx, struct bl_str page)
{
	memset(lx, 0, sizeof(*lx));
	lx->at = page.data;
	lx->end = page.len ? page.data + page.len : page.data;
}

static size_t left(const struct bl_html_lexer *lx)
{
	return (size_t)(lx->end - lx->at);
}

/* The first c from p on, or the end. */
static const char *find(const char *p, const char *end, char c)
{
	const char *found = p < end ? memchr(p, c, (size_t)(end - p)) : NULL;

	return found ? found : end;
}

static const char *find_string(const char *p, const char *end, const char *s)
{
	const char *found = NULL;

	if (p < end)
		found = memmem(p, (size_t)(end - p), s, strlen(s));
	return found;
}

/* Where the end tag of a raw element begins; NULL when there is none. */
static const char *find_end_tag(const char *p, const char *end,
				struct bl_str name)
{
	for (p = find(p, end, '<'); p < end; p = find(p + 1, end, '<')) {
		if ((size_t)(end - p) < name.len + 2)
			return NULL;
		if (p[1] == '/' &&
		    strncasecmp(p + 2, name.data, name.len) == 0 &&
		    (p + 2 + name.len == end || !is_letter(p[2 + name.len])))
			return p;
	}
	return NULL;
}

/*
 * Whether what follows a start tag is raw.  A <title> without an end is taken
 * as empty, or it would swallow the page; that it has none is found out once.
 */
static bool starts_raw(struct bl_html_lexer *lx, struct bl_str name)
{
	size_t i;

	for (i = 0; i < sizeof(RAW_ELEMENTS) / sizeof(RAW_ELEMENTS[0]); i++) {
		if (bl_html_name_is(name, RAW_ELEMENTS[i]))
			return true;
	}
	if (!bl_html_name_is(name, "title") || lx->title_never_ends)
		return false;
	lx->title_never_ends = !find_end_tag(lx->at, lx->end, name);
	return !lx->title_never_ends;
}

/* The '>' that ends the tag whose attributes begin at p: one in quotes does
 * not.  NULL when there is none. */
static const char *find_tag_end(const char *p, const char *end)
{
	bool after_equals = false;

	for (; p < end; p++) {
		if (*p == '>')
			return p;
		if (after_equals && (*p == '"' || *p == '\'')) {
			p = find(p + 1, end, *p);
			if (p == end)
				return NULL;
		}
		if (!is_space(*p))
			after_equals = *p == '=';
	}
	return NULL;
}

/* A tag, lx->at on its '<'; false: it is cut short, which ends the page. */
static bool lex_tag(struct bl_html_lexer *lx, struct bl_html_token *tok)
{
	const char *p = lx->at + 1, *close;

	tok->kind = BL_HTML_START;
	if (*p == '/') {
		tok->kind = BL_HTML_END_TAG;
		p++;
	}
	tok->name.data = p;
	while (p < lx->end && !is_space(*p) && *p != '/' && *p != '>')
		p++;
	tok->name.len = (size_t)(p - tok->name.data);
	close = find_tag_end(p, lx->end);
	if (!close) {
		lx->at = lx->end;
		return false;
	}
	tok->text = (struct bl_str){ p, (size_t)(close - p) };
	lx->at = close + 1;
	if (tok->kind == BL_HTML_START && starts_raw(lx, tok->name))
		lx->raw_name = tok->name;
	return true;
}

/* Whether markup begins at p; in "a < b" none does. */
static bool is_markup(const char *p, const char *end)
{
	if (end - p < 2 || *p != '<')
		return false;
	if (p[1] == '/')
		return end - p > 2 && (is_letter(p[2]) || p[2] == '>');
	return is_letter(p[1]) || p[1] == '!' || p[1] == '?';
}

/* A comment, doctype, CDATA section or instruction, lx->at on its '<'.  True
 * when it is text: a CDATA section. */
static bool lex_declaration(struct bl_html_lexer *lx, struct bl_html_token *tok)
{
	const char *p = lx->at, *stop;

	if (left(lx) >= 9 && memcmp(p, "<![CDATA[", 9) == 0) {
		stop = find_string(p + 9, lx->end, "]]>");
		tok->kind = BL_HTML_TEXT;
		tok->text.data = p + 9;
		tok->text.len = (size_t)((stop ? stop : lx->end) - (p + 9));
		lx->at = stop ? stop + 3 : lx->end;
		return tok->text.len > 0;
	}
	if (left(lx) >= 4 && memcmp(p, "<!--", 4) == 0) {
		/* the shortest is "<!-->" */
		stop = find_string(p + 2, lx->end, "-->");
		lx->at = stop ? stop + 3 : lx->end;
		return false;
	}
	stop = find(p, lx->end, '>');
	lx->at = stop < lx->end ? stop + 1 : stop;
	return false;
}

static bool lex_raw(struct bl_html_lexer *lx, struct bl_html_token *tok)
{
	const char *stop = find_end_tag(lx->at, lx->end, lx->raw_name);

	tok->kind = bl_html_name_is(lx->raw_name, "xmp") ? BL_HTML_TEXT
							 : BL_HTML_RAW;
	tok->text.data = lx->at;
	tok->text.len = (size_t)((stop ? stop : lx->end) - lx->at);
	lx->at = stop ? stop : lx->end;
	lx->raw_name = BL_STR_NULL;
	return tok->text.len > 0;
}

static void lex_text(struct bl_html_lexer *lx, struct bl_html_token *tok)
{
	const char *p = find(lx->at, lx->end, '<');

	while (p < lx->end && !is_markup(p, lx->end))
		p = find(p + 1, lx->end, '<');
	tok->kind = BL_HTML_TEXT;
	tok->text = (struct bl_str){ lx->at, (size_t)(p - lx->at) };
	lx->at = p;
}

void bl_html_next(struct bl_html_lexer *lx, struct bl_html_token *tok)
{
	bool found = false;

	memset(tok, 0, sizeof(*tok));
	tok->kind = BL_HTML_EOF;
	while (!found && lx->at < lx->end) {
		if (lx->raw_name.len > 0) {
			found = lex_raw(lx, tok);
		} else if (!is_markup(lx->at, lx->end)) {
			lex_text(lx, tok);
			found = true;
		} else if (lx->at[1] == '!' || lx->at[1] == '?') {
			found = lex_declaration(lx, tok);
		} else {
			found = lex_tag(lx, tok);
		}
	}
	if (!found)
		tok->kind = BL_HTML_EOF;
}

bool bl_html_attribute(struct bl_str *rest, struct bl_str *name,
		       struct bl_str *value)
{
	const char *p = rest->data, *end = p + rest->len, *stop;

	*value = (struct bl_str){ p, 0 };
	while (p < end && (is_space(*p) || *p == '/'))
		p++;
	name->data = p;
	while (p < end && !is_space(*p) && *p != '/' &&
	       (*p != '=' || p == name->data))
		p++;
	name->len = (size_t)(p - name->data);
	while (p < end && is_space(*p))
		p++;
	if (p < end && *p == '=') {
		for (p++; p < end && is_space(*p); p++)
			;
		if (p < end && (*p == '"' || *p == '\'')) {
			stop = find(p + 1, end, *p);
			value->data = p + 1;
		} else {
			for (stop = p; stop < end && !is_space(*stop); stop++)
				;
			value->data = p;
		}
		value->len = (size_t)(stop - value->data);
		p = stop < end ? stop + 1 : end;
	}
	rest->len = (size_t)(end - p);
	rest->data = p;
	return name->len > 0;
}

bool bl_html_attribute_find(struct bl_str attributes, const char *lower,
			    struct bl_str *value)
{
	struct bl_str name;

	while (bl_html_attribute(&attributes, &name, value)) {
		if (bl_html_name_is(name, lower))
			return true;
	}
	*value = BL_STR_NULL;
	return false;
}
