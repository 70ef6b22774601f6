/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * HTML, as it is found: an endless variety of tag soup, some of it hostile.
 *
 * libxml2 reads it, and what it finds is passed on piece by piece: no tree is
 * built.  Memory is a small multiple of the page.
 */
#ifndef BLOTTER_HTML_PRIVATE_H
#define BLOTTER_HTML_PRIVATE_H

#include <libxml/xmlstring.h>
#include <stdbool.h>
#include <stdint.h>

#include "blotter/arena.h"
#include "blotter/article.h"

/* --- html_parse.c: tokens --- */

#define BL_HTML_DEPTH_MAX 1024 /* elements open at a time */

enum bl_html_kind {
	BL_HTML_TEXT, /* all there is up to the next tag */
	BL_HTML_RAW,  /* so too, of a script or style: not decoded */
	BL_HTML_START,
	BL_HTML_END_TAG,
	BL_HTML_STRAY_END, /* ends nothing */
};

/* All of it is the parser's, until the handler returns. */
struct bl_html_token {
	enum bl_html_kind kind;
	const char *name; /* of the element, in lower case */
	const xmlChar **attributes;
	struct bl_str text; /* UTF-8 */
};

/* Returns BL_OK to go on, BL_END to hear no more. */
typedef bl_status bl_html_handler(void *context,
				  const struct bl_html_token *tok,
				  struct bl_error *err);

/*
 * Hand a page of UTF-8 to the handler, token by token.  Elements are well
 * nested: each start has its end, libxml2 adds what is missing.
 *
 * BL_ERR_FORMAT: more elements inside of one another, attributes, names or
 * mistakes than any page has; err says what.  Else a failure of the handler's.
 */
bl_status bl_html_parse(struct bl_str page, bl_html_handler *handle,
			void *context, struct bl_error *err);

/* The value of an attribute, decoded; false: there is none of that name. */
bool bl_html_attribute(const struct bl_html_token *tok, const char *name,
		       struct bl_str *value);
struct bl_str bl_html_str(const xmlChar *s);
/* Case-insensitive in ASCII. */
bool bl_html_is(struct bl_str s, const char *lower);

/* --- html_entity.c: character references --- */

/* The bytes of the character reference that s, a '&' and more, begins with; 0
 * when it is none. */
size_t bl_html_reference(struct bl_str s, uint32_t *code_point);
/* Append s with its character references decoded. */
void bl_html_decode(struct bl_buf *out, struct bl_str s);

/* --- html_charset.c --- */

/*
 * The charset of a page, and at *skip the bytes of its byte order mark: by
 * that mark, by the charset it was sent with (NULL: not known), by what it
 * declares in its first 1024 bytes, else by a guess.
 */
bl_status bl_html_charset(const char **charset, size_t *skip,
			  struct bl_str page, const char *sent,
			  struct bl_error *err);

/* --- html_meta.c: what a page says of itself --- */

enum bl_html_field {
	BL_HTML_ID,
	BL_HTML_TITLE,
	BL_HTML_SOURCE,
	BL_HTML_URL,
	BL_HTML_LANG,
	BL_HTML_DATE,
	BL_HTML_BODY, /* the text, as JSON-LD may have it */
	BL_HTML_FIELDS
};

struct bl_html_meta {
	struct bl_arena *arena; /* holds the values */
	struct bl_str value[BL_HTML_FIELDS];
	unsigned rank[BL_HTML_FIELDS]; /* of its origin: the lowest wins */
	bl_time published;
	struct bl_str page_title; /* <title> */
	struct bl_str heading;    /* <h1>, one of the article's if it has one */
	bool heading_in_article;
	bool in_json_ld; /* the raw text that comes is JSON-LD */
	/* The element whose text is being collected: "title", "h1" or NULL. */
	const char *collecting;
	bool collecting_in_article;
	struct bl_buf collected;
};

void bl_html_meta_init(struct bl_html_meta *m, struct bl_arena *arena);
void bl_html_meta_release(struct bl_html_meta *m);
/* in_article: the token is inside of <article> or <main>. */
bl_status bl_html_meta_token(struct bl_html_meta *m,
			     const struct bl_html_token *tok, bool in_article,
			     struct bl_error *err);
/* Offer a value: kept when it is usable and its rank is lower than that of what
 * there is. */
bl_status bl_html_meta_offer(struct bl_html_meta *m, enum bl_html_field field,
			     unsigned rank, struct bl_str value,
			     struct bl_error *err);
/* Fill in all of *out but its text and id rule. */
bl_status bl_html_meta_finish(struct bl_html_meta *m, struct bl_article *out,
			      struct bl_error *err);

/* --- html_jsonld.c --- */

/* Offer what a script of JSON-LD says; one that is no JSON says nothing. */
bl_status bl_html_json_ld(struct bl_html_meta *m, struct bl_str script,
			  struct bl_error *err);

/* --- html_tag.c: what is known of elements --- */

enum bl_html_tag_flags {
	BL_TAG_VOID = 1 << 0,     /* has no text of its own: never open */
	BL_TAG_BLOCK = 1 << 1,    /* begins a paragraph of its own */
	BL_TAG_PHRASE = 1 << 2,   /* <b>, <font>: of no meaning to us */
	BL_TAG_ASIDE = 1 << 3,    /* its text is no part of an article's */
	BL_TAG_HEADER = 1 << 4,   /* so too, but not inside of an article */
	BL_TAG_DOUBTFUL = 1 << 5, /* its text is probably not */
	BL_TAG_ARTICLE = 1 << 6,
	BL_TAG_MAIN = 1 << 7,
	BL_TAG_PRE = 1 << 8,
	BL_TAG_LINK = 1 << 9,
	BL_TAG_HEADING = 1 << 10, /* <h1> */
	BL_TAG_BREAK = 1 << 11,   /* <br> */
	BL_TAG_REGION = 1 << 12,  /* <div>: may hold paragraphs */
	BL_TAG_TITLE = 1 << 13,   /* its text is not shown */
};

struct bl_html_tag {
	const char *name;
	unsigned flags;
};

/* Never NULL: an unknown element has no flags. */
const struct bl_html_tag *bl_html_tag_find(const char *name);

/* --- html_hint.c: what a start tag says of the text in it --- */

enum bl_html_hint {
	BL_HINT_NONE,
	BL_HINT_ASIDE, /* comments, related stories, menus, or hidden */
	BL_HINT_MAIN,  /* role=main, role=article */
	BL_HINT_BODY,  /* itemprop=articleBody */
};

enum bl_html_hint bl_html_hint_of(const struct bl_html_token *tok);

/* --- html_text.c, html_region.c: the main text --- */

#define BL_HTML_ELEMENTS_MAX (1u << 18) /* block elements of a page */

/* Why a block may be no part of the text; more than one can hold. */
enum bl_html_doubt {
	BL_DOUBT_ASIDE = 1 << 0, /* by its elements */
	BL_DOUBT_HINT = 1 << 1,  /* by the names of classes */
	BL_DOUBT_LINKS = 1 << 2, /* most of it is links */
};

/* A run of text between the borders of block elements. */
struct bl_html_block {
	size_t start, len; /* bytes of the text collected */
	size_t link_bytes; /* of these, in links */
	uint32_t element;
	unsigned char doubt; /* enum bl_html_doubt */
	bool is_heading;     /* <h1> */
};

/* What an element may be to an article, the surest mark last. */
enum bl_html_element_kind {
	BL_IS_PARAGRAPH, /* or another part of one, as <li> */
	BL_IS_REGION,    /* <div>: may hold one */
	BL_IS_MAIN,
	BL_IS_ARTICLE,
	BL_IS_BODY, /* itemprop=articleBody */
};

/* A block element, in the order of the page: those inside of it follow. */
struct bl_html_element {
	uint32_t parent; /* its own number for the first, the page */
	enum bl_html_element_kind kind;
	size_t good_bytes;  /* of text in it that is beyond doubt, ... */
	size_t good_blocks; /* ... in so many blocks */
};

struct bl_html_open {
	const struct bl_html_tag *tag;
	uint32_t element; /* the innermost block element */
	unsigned char doubt;
	bool in_link, in_pre, in_article, in_heading;
};

struct bl_html_text {
	struct bl_buf text;
	struct bl_html_block *block;
	size_t n_blocks, cap_blocks;
	struct bl_html_element *element;
	size_t n_elements, cap_elements;
	/* The page itself is the first. */
	struct bl_html_open open[BL_HTML_DEPTH_MAX + 1];
	size_t depth;
	bool in_title;      /* up to the next tag */
	bool in_block;      /* text goes on in the last block */
	bool space_pending; /* white space not yet written */
	unsigned breaks;    /* <br> since the last text */
};

bl_status bl_html_text_init(struct bl_html_text *t, struct bl_error *err);
void bl_html_text_release(struct bl_html_text *t);
bl_status bl_html_text_token(struct bl_html_text *t,
			     const struct bl_html_token *tok,
			     struct bl_error *err);
bool bl_html_text_in_article(const struct bl_html_text *t);

/* Append the main text to out; a heading that repeats the title is left out.
 * The whole of it, but for what is hidden or aside, when `whole`. */
bl_status bl_html_text_main(struct bl_html_text *t, struct bl_buf *out,
			    struct bl_str title, bool whole,
			    struct bl_error *err);

/* --- reader_html.c --- */

/* Whether text without a page around it is HTML nevertheless. */
bool bl_html_is_fragment(struct bl_str s);
/* Append the text of such a fragment. */
bl_status bl_html_fragment_text(struct bl_buf *out, struct bl_str fragment,
				struct bl_error *err);

#endif
