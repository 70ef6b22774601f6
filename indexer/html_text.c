/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From tokens to blocks of text, each with the element it stands in and the
 * doubts about it.  Which blocks are the article is html_region.c's to say.
 */
#include <stdlib.h>
#include <string.h>

#include "html_private.h"

/* A page at its largest, in bytes of UTF-8. */
#define TEXT_MAX_BYTES BL_ARTICLE_TEXT_MAX_BYTES
/* Beyond this many blocks text goes on in the last one. */
#define BLOCKS_MAX ((size_t)1 << 20)

static const struct bl_html_tag PAGE = { "", 0 };

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static struct bl_html_open *top(struct bl_html_text *t)
{
	return &t->open[t->depth - 1];
}

/* The array of n items with room for one more; NULL: no memory. */
static void *with_room(void *items, size_t *cap, size_t n, size_t item_bytes)
{
	size_t more = *cap ? *cap * 2 : 256;

	if (n < *cap)
		return items;
	items = realloc(items, more * item_bytes);
	if (items)
		*cap = more;
	return items;
}

bl_status bl_html_text_init(struct bl_html_text *t, struct bl_error *err)
{
	memset(t, 0, sizeof(*t));
	bl_buf_init(&t->text, TEXT_MAX_BYTES);
	t->element = with_room(NULL, &t->cap_elements, 0, sizeof(*t->element));
	if (!t->element)
		return bl_fail_nomem(err);
	memset(&t->element[0], 0, sizeof(t->element[0]));
	t->n_elements = 1;
	t->open[0].tag = &PAGE;
	t->depth = 1;
	return BL_OK;
}

void bl_html_text_release(struct bl_html_text *t)
{
	bl_buf_release(&t->text);
	free(t->block);
	free(t->element);
}

bool bl_html_text_in_article(const struct bl_html_text *t)
{
	return t->open[t->depth - 1].in_article;
}

static void end_block(struct bl_html_text *t)
{
	t->in_block = false;
	t->space_pending = false;
	t->breaks = 0;
}

static bl_status begin_block(struct bl_html_text *t, struct bl_error *err)
{
	const struct bl_html_open *in = top(t);
	struct bl_html_block *block;

	t->in_block = true;
	if (t->n_blocks == BLOCKS_MAX) {
		t->space_pending = true;
		return BL_OK;
	}
	block = with_room(t->block, &t->cap_blocks, t->n_blocks,
			  sizeof(*t->block));
	if (!block)
		return bl_fail_nomem(err);
	t->block = block;
	t->block[t->n_blocks++] = (struct bl_html_block){
		.start = t->text.len,
		.element = in->element,
		.doubt = in->doubt,
		.is_heading = in->in_heading,
	};
	return BL_OK;
}

/* --- text --- */

/* White space as the text has it now: a line end for <br>, or one space. */
static void write_space(struct bl_html_text *t)
{
	if (t->breaks > 0)
		bl_buf_addc(&t->text, '\n');
	else if (t->space_pending)
		bl_buf_addc(&t->text, ' ');
	t->breaks = 0;
	t->space_pending = false;
}

/* Bytes of white space that s begins with; a no-break space is some. */
static size_t space_length(struct bl_str s)
{
	size_t i = 0;

	while (i < s.len) {
		if (is_space(s.data[i]))
			i++;
		else if (s.len - i >= 2 &&
			 memcmp(s.data + i, "\xc2\xa0", 2) == 0)
			i += 2;
		else
			break;
	}
	return i;
}

static size_t word_length(struct bl_str s)
{
	size_t i = 0;

	while (i < s.len && !is_space(s.data[i]) &&
	       !(s.data[i] == '\xc2' && s.len - i >= 2 &&
		 s.data[i + 1] == '\xa0'))
		i++;
	return i;
}

/* Add a piece to the block that goes on, beginning one where none does. */
static bl_status add_piece(struct bl_html_text *t, const char *data, size_t len,
			   struct bl_error *err)
{
	struct bl_html_block *block;
	size_t before;
	bl_status st;

	if (!t->in_block) {
		st = begin_block(t, err);
		if (st < 0)
			return st;
	}
	block = &t->block[t->n_blocks - 1];
	before = t->text.len;
	write_space(t);
	bl_buf_add(&t->text, data, len);
	block->len = t->text.len - block->start;
	if (top(t)->in_link)
		block->link_bytes += t->text.len - before;
	return BL_OK;
}

static bl_status add_words(struct bl_html_text *t, struct bl_str s,
			   struct bl_error *err)
{
	bl_status st = BL_OK;
	size_t n;

	while (st == BL_OK && s.len > 0) {
		n = space_length(s);
		t->space_pending = t->space_pending || (n > 0 && t->in_block);
		s.data += n;
		s.len -= n;
		n = word_length(s);
		if (n > 0)
			st = add_piece(t, s.data, n, err);
		s.data += n;
		s.len -= n;
	}
	return st;
}

static bl_status on_text(struct bl_html_text *t, struct bl_str s,
			 struct bl_error *err)
{
	bl_status st = BL_OK;

	if (t->in_title)
		return BL_OK;
	if (!top(t)->in_pre)
		st = add_words(t, s, err);
	else if (t->in_block || space_length(s) < s.len)
		st = add_piece(t, s.data, s.len, err);
	return st < 0 ? st : bl_buf_status(&t->text, err);
}

/* --- tags --- */

/* Two <br> in a row begin a paragraph, one begins a line. */
static void on_break(struct bl_html_text *t)
{
	if (t->in_block && ++t->breaks > 1)
		end_block(t);
}

/* <main> is in nothing that is aside but by an end tag that is missing. */
static unsigned char doubt_of(const struct bl_html_open *parent, unsigned flags,
			      enum bl_html_hint hint)
{
	unsigned char doubt = flags & BL_TAG_MAIN ? 0 : parent->doubt;

	if ((flags & BL_TAG_ASIDE) ||
	    ((flags & BL_TAG_HEADER) && !parent->in_article))
		doubt |= BL_DOUBT_ASIDE;
	if ((flags & BL_TAG_DOUBTFUL) ||
	    (hint == BL_HINT_ASIDE &&
	     !(flags & (BL_TAG_ARTICLE | BL_TAG_MAIN))))
		doubt |= BL_DOUBT_HINT;
	return doubt;
}

/* A number for a block element; the parent's, when there are too many. */
static bl_status add_element(struct bl_html_text *t, uint32_t *number,
			     unsigned flags, enum bl_html_hint hint,
			     struct bl_error *err)
{
	struct bl_html_element *e;

	if (t->n_elements == BL_HTML_ELEMENTS_MAX)
		return BL_OK;
	e = with_room(t->element, &t->cap_elements, t->n_elements,
		      sizeof(*t->element));
	if (!e)
		return bl_fail_nomem(err);
	t->element = e;
	e += t->n_elements;
	memset(e, 0, sizeof(*e));
	e->parent = *number;
	if (hint == BL_HINT_BODY)
		e->kind = BL_IS_BODY;
	else if (flags & BL_TAG_ARTICLE)
		e->kind = BL_IS_ARTICLE;
	else if ((flags & BL_TAG_MAIN) || hint == BL_HINT_MAIN)
		e->kind = BL_IS_MAIN;
	else if (flags & BL_TAG_REGION)
		e->kind = BL_IS_REGION;
	*number = (uint32_t)t->n_elements++; /* below BL_HTML_ELEMENTS_MAX */
	return BL_OK;
}

static bl_status push(struct bl_html_text *t, const struct bl_html_tag *tag,
		      const struct bl_html_token *tok, struct bl_error *err)
{
	enum bl_html_hint hint = bl_html_hint_of(tok);
	struct bl_html_open e = *top(t);
	struct bl_str href;
	bl_status st = BL_OK;

	e.tag = tag;
	e.doubt = doubt_of(top(t), tag->flags, hint);
	e.in_link = e.in_link || ((tag->flags & BL_TAG_LINK) &&
				  bl_html_attribute(tok, "href", &href));
	e.in_pre = e.in_pre || (tag->flags & BL_TAG_PRE);
	e.in_heading = e.in_heading || (tag->flags & BL_TAG_HEADING);
	if (tag->flags & BL_TAG_BLOCK)
		st = add_element(t, &e.element, tag->flags, hint, err);
	e.in_article = e.in_article || hint == BL_HINT_BODY ||
		       (tag->flags & (BL_TAG_ARTICLE | BL_TAG_MAIN));
	t->open[t->depth++] = e;
	return st;
}

static bl_status on_start(struct bl_html_text *t,
			  const struct bl_html_token *tok, struct bl_error *err)
{
	const struct bl_html_tag *tag = bl_html_tag_find(tok->name);

	t->in_title = tag->flags & BL_TAG_TITLE;
	if (tag->flags & BL_TAG_BREAK) {
		if (top(t)->in_pre)
			return add_piece(t, "\n", 1, err);
		on_break(t);
		return BL_OK;
	}
	if (tag->flags & BL_TAG_BLOCK)
		end_block(t);
	if (tag->flags & (BL_TAG_VOID | BL_TAG_PHRASE))
		return BL_OK;
	return push(t, tag, tok, err);
}

static void on_stray_end(struct bl_html_text *t, const char *name)
{
	t->in_title = false;
	if (bl_html_tag_find(name)->flags & BL_TAG_BLOCK)
		end_block(t);
}

static void on_end(struct bl_html_text *t, const char *name)
{
	unsigned never_open = BL_TAG_VOID | BL_TAG_PHRASE;

	on_stray_end(t, name);
	if (!(bl_html_tag_find(name)->flags & never_open) && t->depth > 1)
		t->depth--;
}

bl_status bl_html_text_token(struct bl_html_text *t,
			     const struct bl_html_token *tok,
			     struct bl_error *err)
{
	switch (tok->kind) {
	case BL_HTML_TEXT:
		return on_text(t, tok->text, err);
	case BL_HTML_START:
		return on_start(t, tok, err);
	case BL_HTML_END_TAG:
		on_end(t, tok->name);
		return BL_OK;
	case BL_HTML_STRAY_END:
		on_stray_end(t, tok->name);
		return BL_OK;
	case BL_HTML_RAW:
		break;
	}
	return BL_OK;
}
