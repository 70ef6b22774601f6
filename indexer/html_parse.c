/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A page as libxml2's HTML parser sees it, without a tree.
 *
 * libxml2 compares each attribute of a tag with all others, looks for each
 * stray end tag in all open elements, and keeps each name for good.  Of these
 * it is given no more than any page has, so that the worst 32 MB take it a few
 * seconds: that is watched where it asks for more, every 4000 bytes.
 */
#include <libxml/HTMLparser.h>
#include <libxml/dict.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "html_private.h"
#include "reader_private.h"

enum {
	ATTRIBUTES_MAX = 350, /* of a tag */
	NAMES_MAX = 1 << 16,
	STEPS_MAX = 1 << 27, /* over open elements, 30 ns each */
	STEPS_OF_FAULT = 30, /* that each takes anyway */
};

struct parse {
	htmlParserCtxt *parser;
	struct bl_str left; /* of the page */
	bl_html_handler *handle;
	void *context;
	struct bl_buf text; /* as it comes in pieces, up to the next tag */
	enum bl_html_kind text_kind;
	size_t depth, steps;
	bl_status st; /* not BL_OK: the rest is ignored */
	struct bl_error *err;
};

static void refuse(struct parse *p, size_t limit, const char *what)
{
	if (p->st == BL_OK)
		p->st = bl_fail(p->err, BL_ERR_FORMAT, "more than %zu %s",
				limit, what);
}

/* Of the attributes, libxml2's array tells: it doubles from 22, has two slots
 * for each, and four to spare. */
static void check_limits(struct parse *p)
{
	if (p->parser->maxatts > 2 * ATTRIBUTES_MAX + 4)
		refuse(p, ATTRIBUTES_MAX, "attributes in a tag");
	if (xmlDictSize(p->parser->dict) > NAMES_MAX)
		refuse(p, NAMES_MAX, "names of elements and attributes");
	if (p->steps > STEPS_MAX)
		refuse(p, STEPS_MAX, "steps to mend its markup");
}

/* --- the page, on its way to libxml2 --- */

#define MENDED_MAX_BYTES ((size_t)16) /* of what is written at a time */

/* What libxml2 does not read as browsers do: the first that fits is what stands
 * there. */
static const struct {
	const char *found, *mended;
} MENDED[] = {
	/* clang-format off */
	{ "<!-->", "<!---->" }, /* may end a comment, too */
	{ "<!--->", "<!---->" },
	{ "<!--", "<!--" },
	{ "<!doctype", "<!doctype" },
	{ "<![CDATA[", "" },
	{ "]]>", "" },
	{ "<!", "<?x " }, /* "<![if IE]>", say */
	{ "</>", "" },
	{ "<wbr>", "" }, /* would be open up to the end of its parent */
	/* clang-format on */
};

/* Write what s begins with, mended, and return its length; *used is that of
 * what it was. */
static size_t mend_markup(char *out, struct bl_str s, size_t *used)
{
	size_t i, n;

	for (i = 0; i < sizeof(MENDED) / sizeof(MENDED[0]); i++) {
		if (!bl_has_prefix_nocase(s, MENDED[i].found))
			continue;
		*used = strlen(MENDED[i].found);
		n = strlen(MENDED[i].mended);
		memcpy(out, MENDED[i].mended, n);
		return n;
	}
	*used = 1;
	*out = *s.data;
	return 1;
}

/* References are made numeric: libxml2 knows none without ';', and not that
 * "&#146;" is meant as windows-1252 has it. */
static size_t mend_reference(struct parse *p, char *out, size_t *used)
{
	uint32_t cp;

	*used = bl_html_reference(p->left, &cp);
	if (*used == 0) {
		*used = 1;
		cp = '&';
		p->steps += STEPS_OF_FAULT;
	}
	return (size_t)snprintf(out, MENDED_MAX_BYTES, "&#%lu;",
				(unsigned long)cp); /* never below 0 */
}

static size_t mend(struct parse *p, char *out, size_t *used)
{
	switch (*p->left.data) {
	case '<':
	case ']':
		return mend_markup(out, p->left, used);
	case '&':
		return mend_reference(p, out, used);
	case '\0': /* would be the end */
		*used = 1;
		return 0;
	default:
		*used = 1;
		*out = *p->left.data;
		return 1;
	}
}

static int read_page(void *context, char *out, int size)
{
	struct parse *p = context;
	size_t n = 0, used;

	check_limits(p);
	if (p->st != BL_OK)
		return 0; /* is the end */
	while (p->left.len > 0 && n + MENDED_MAX_BYTES <= (size_t)size) {
		n += mend(p, out + n, &used);
		p->left.data += used;
		p->left.len -= used;
	}
	return (int)n; /* at most size */
}

/* --- what libxml2 says of it --- */

static void pass_on(struct parse *p, const struct bl_html_token *tok)
{
	if (p->st == BL_OK)
		p->st = p->handle(p->context, tok, p->err);
}

static void end_text(struct parse *p)
{
	struct bl_html_token tok = { .kind = p->text_kind,
				     .text = bl_buf_str(&p->text) };

	if (p->st == BL_OK)
		p->st = bl_buf_status(&p->text, p->err);
	if (tok.text.len > 0)
		pass_on(p, &tok);
	bl_buf_clear(&p->text);
}

static void on_start(void *context, const xmlChar *name,
		     const xmlChar **attributes)
{
	struct parse *p = context;
	struct bl_html_token tok = { .kind = BL_HTML_START,
				     .name = (const char *)name,
				     .attributes = attributes };

	end_text(p);
	p->depth++;
	if (p->depth > BL_HTML_DEPTH_MAX)
		refuse(p, BL_HTML_DEPTH_MAX, "elements inside of one another");
	pass_on(p, &tok);
}

static void on_end(void *context, const xmlChar *name)
{
	struct parse *p = context;
	struct bl_html_token tok = { .kind = BL_HTML_END_TAG,
				     .name = (const char *)name };

	end_text(p);
	if (p->depth > 0) {
		p->depth--;
		pass_on(p, &tok);
	}
}

static void on_text(void *context, const xmlChar *text, int len)
{
	struct parse *p = context;

	p->text_kind = BL_HTML_TEXT;
	bl_buf_add(&p->text, text, (size_t)len); /* libxml2's, never below 0 */
}

static void on_raw(void *context, const xmlChar *text, int len)
{
	struct parse *p = context;

	on_text(context, text, len);
	p->text_kind = BL_HTML_RAW;
}

#if LIBXML_VERSION < 21200
typedef xmlError fault;
#else
typedef const xmlError fault;
#endif

/* An end tag that ends nothing is a border between words nevertheless. */
static void on_fault(void *context, fault *what)
{
	struct parse *p = context;
	struct bl_html_token tok = { .kind = BL_HTML_STRAY_END,
				     .name = what->str1 };

	p->steps += STEPS_OF_FAULT + p->depth;
	if (what->code == XML_ERR_TAG_NAME_MISMATCH && what->str1) {
		end_text(p);
		pass_on(p, &tok);
	}
}

static const xmlSAXHandler HANDLER = {
	.startElement = on_start,
	.endElement = on_end,
	.characters = on_text,
	.ignorableWhitespace = on_text,
	.cdataBlock = on_raw,
	.initialized = XML_SAX2_MAGIC, /* has a serror */
	.serror = on_fault,
};

static bl_status run(struct parse *p)
{
	const xmlError *last;

	*p->parser->sax = HANDLER;
	p->parser->userData = p;
	/* without a tree there is no document to be had, or freed */
	htmlCtxtReadIO(p->parser, read_page, NULL, p, NULL, "UTF-8",
		       HTML_PARSE_RECOVER | HTML_PARSE_NOWARNING |
			       HTML_PARSE_NONET);
	end_text(p);
	if (p->st != BL_OK)
		return p->st < 0 ? p->st : BL_OK;
	last = xmlCtxtGetLastError(p->parser);
	if (last && last->code == XML_ERR_NO_MEMORY)
		return bl_fail_nomem(p->err);
	if (p->left.len > 0 || (last && last->level == XML_ERR_FATAL))
		return bl_fail(p->err, BL_ERR_FORMAT,
			       "libxml2 gave up in the middle of it");
	return BL_OK;
}

bl_status bl_html_parse(struct bl_str page, bl_html_handler *handle,
			void *context, struct bl_error *err)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	struct parse p = {
		.left = page,
		.handle = handle,
		.context = context,
		.err = err,
	};
	bl_status st;

	pthread_once(&once, xmlInitParser);
	bl_buf_init(&p.text, BL_ARTICLE_TEXT_MAX_BYTES);
	p.parser = htmlNewParserCtxt();
	st = p.parser ? run(&p) : bl_fail_nomem(err);
	htmlFreeParserCtxt(p.parser);
	bl_buf_release(&p.text);
	return st;
}

/* --- attributes --- */

struct bl_str bl_html_str(const xmlChar *s)
{
	return s ? bl_str_from((const char *)s) : BL_STR("");
}

bool bl_html_attribute(const struct bl_html_token *tok, const char *name,
		       struct bl_str *value)
{
	const xmlChar **a;

	for (a = tok->attributes; a && *a; a += 2) {
		if (strcmp((const char *)a[0], name) == 0) {
			*value = bl_html_str(a[1]);
			return true;
		}
	}
	*value = BL_STR_NULL;
	return false;
}

bool bl_html_is(struct bl_str s, const char *lower)
{
	return strlen(lower) == s.len && bl_has_prefix_nocase(s, lower);
}
