/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which of a page's blocks are its article.
 *
 * First, blocks are doubted: by their elements (<nav>), by hints (a class of
 * "comments"), and where most of a block is links.  Then one element is
 * chosen, and the blocks in it that are beyond doubt are the text: what the
 * page itself marks as its article, if that is any length, or else the
 * smallest element that holds most of the text beyond doubt.  So a page
 * without any structure is taken whole.  If hardly anything is left the
 * doubts were wrong, and the weakest is dropped.
 */
#include <string.h>
#include <strings.h>

#include "html_private.h"

/* A marked article, or a text, is taken for one from this length on: two
 * sentences. */
#define ARTICLE_MIN_BYTES ((size_t)200)
/* ... and if it has at least one part in so many of the page's good text. */
#define ARTICLE_MIN_SHARE 3
/* Of text in doubt, that much more than of the other makes the doubt wrong. */
#define WRONG_DOUBT_SHARE 10

/* A block of more links than this is a menu, a list of other stories. */
#define LINK_PERCENT_MAX 60

/* Of all good text, in the region of a page that marks none. */
#define REGION_PERCENT 75

#define ALL_DOUBTS (BL_DOUBT_ASIDE | BL_DOUBT_HINT | BL_DOUBT_LINKS)

/* Doubts that hold, from all to none. */
static const unsigned char LEVELS[] = {
	ALL_DOUBTS,
	BL_DOUBT_ASIDE | BL_DOUBT_LINKS,
	BL_DOUBT_LINKS,
	0,
};

static void doubt_links(struct bl_html_text *t)
{
	size_t i;

	for (i = 0; i < t->n_blocks; i++) {
		struct bl_html_block *b = &t->block[i];

		if (b->link_bytes * 100 > b->len * LINK_PERCENT_MAX)
			b->doubt |= BL_DOUBT_LINKS;
	}
}

/* Bytes of text that no doubt in the mask is about. */
static size_t good_bytes(const struct bl_html_text *t, unsigned char mask)
{
	size_t total = 0, i;

	for (i = 0; i < t->n_blocks; i++) {
		if (!(t->block[i].doubt & mask))
			total += t->block[i].len;
	}
	return total;
}

/* The doubts to hold. */
static unsigned char choose_doubts(const struct bl_html_text *t)
{
	size_t i, j, good;

	for (i = 0; i + 1 < sizeof(LEVELS); i++) {
		good = good_bytes(t, LEVELS[i]);
		for (j = i + 1; j + 1 < sizeof(LEVELS); j++) {
			if (good_bytes(t, LEVELS[j]) > good * WRONG_DOUBT_SHARE)
				break;
		}
		if (good > 0 && j + 1 == sizeof(LEVELS))
			break;
	}
	return LEVELS[i];
}

/* Count the good text of each element, that of those inside of it too. */
static void count_good(struct bl_html_text *t, unsigned char mask)
{
	size_t i;

	for (i = 0; i < t->n_blocks; i++) {
		const struct bl_html_block *b = &t->block[i];

		if (b->doubt & mask)
			continue;
		t->element[b->element].good_bytes += b->len;
		t->element[b->element].good_blocks++;
	}
	for (i = t->n_elements - 1; i > 0; i--) {
		struct bl_html_element *e = &t->element[i],
				       *parent = &t->element[e->parent];

		parent->good_bytes += e->good_bytes;
		parent->good_blocks += e->good_blocks;
	}
}

/* The element the page marks as its article; 0, the page, when none will do.
 * A better kind of mark wins, then the longer text. */
static size_t marked_region(const struct bl_html_text *t)
{
	size_t best = 0, i;

	for (i = 1; i < t->n_elements; i++) {
		const struct bl_html_element *e = &t->element[i],
					     *b = &t->element[best];

		if (e->kind < BL_IS_MAIN || e->good_bytes < ARTICLE_MIN_BYTES ||
		    e->good_bytes * ARTICLE_MIN_SHARE <
			    t->element[0].good_bytes)
			continue;
		if (best == 0 || e->kind > b->kind ||
		    (e->kind == b->kind && e->good_bytes > b->good_bytes))
			best = i;
	}
	return best;
}

/* A few words are taken whole.  Else: the smallest element with most of the
 * good text, in two blocks or more: one
 * alone may be a paragraph of several.  Of two elements that have most of it,
 * one is inside of the other, and comes behind it. */
static size_t dense_region(const struct bl_html_text *t)
{
	size_t best = 0, i;

	if (t->element[0].good_bytes < ARTICLE_MIN_BYTES)
		return best;
	for (i = 1; i < t->n_elements; i++) {
		const struct bl_html_element *e = &t->element[i];

		if (e->kind >= BL_IS_REGION && e->good_blocks > 1 &&
		    e->good_bytes * 100 >=
			    t->element[0].good_bytes * REGION_PERCENT)
			best = i;
	}
	return best;
}

/* The first element behind all those inside of this one. */
static size_t region_end(const struct bl_html_text *t, size_t region)
{
	size_t i = region + 1;

	while (i < t->n_elements && t->element[i].parent >= region)
		i++;
	return i;
}

static bool repeats_title(const struct bl_html_text *t,
			  const struct bl_html_block *b, struct bl_str title)
{
	return b->is_heading && b->len == title.len &&
	       strncasecmp(t->text.data + b->start, title.data, b->len) == 0;
}

static void write_blocks(const struct bl_html_text *t, struct bl_buf *out,
			 struct bl_str title, size_t region, unsigned char mask)
{
	size_t end = region_end(t, region), i;
	const char *gap = "";

	for (i = 0; i < t->n_blocks; i++) {
		const struct bl_html_block *b = &t->block[i];
		struct bl_str text = { t->text.data + b->start, b->len };

		if (b->element < region || b->element >= end ||
		    (b->doubt & mask) || repeats_title(t, b, title))
			continue;
		bl_buf_adds(out, gap);
		bl_buf_addstr(out, bl_str_trim(text));
		gap = "\n\n";
	}
}

bl_status bl_html_text_main(struct bl_html_text *t, struct bl_buf *out,
			    struct bl_str title, bool whole,
			    struct bl_error *err)
{
	unsigned char mask = good_bytes(t, BL_DOUBT_ASIDE) ? BL_DOUBT_ASIDE : 0;
	size_t region = 0;

	if (!whole) {
		doubt_links(t);
		mask = choose_doubts(t);
		count_good(t, mask);
		region = marked_region(t);
		if (region == 0)
			region = dense_region(t);
	}
	write_blocks(t, out, title, region, mask);
	return bl_buf_status(out, err);
}
