/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "evidence_private.h"

#include "sentence_private.h"

/* Of the bytes to spare, those that stand before the words. */
#define LEAD_BYTES(spare) ((spare) / 2)

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static bool starts_sentence(struct bl_str text, size_t at)
{
	return at == 0 ||
	       (!bl_is_space(text.data[at]) && bl_is_space(text.data[at - 1]) &&
		bl_starts_sentence(text, at, 0));
}

/* Where the sentence of this byte begins; not more than `most` bytes off. */
static size_t sentence_start(struct bl_str text, size_t at, size_t most)
{
	size_t floor = at - least(at, most);

	while (at > floor && !starts_sentence(text, at))
		at--;
	return at;
}

static bool ends_sentence(struct bl_str text, size_t at)
{
	size_t next = at;

	/* only the first of a run of spaces is looked at */
	if (at < text.len &&
	    (!bl_is_space(text.data[at]) || bl_is_space(text.data[at - 1])))
		return false;
	while (next < text.len && bl_is_space(text.data[next]))
		next++;
	return next == text.len || bl_starts_sentence(text, next, 0);
}

/* Where the sentence ends that byte at - 1 is in, likewise. */
static size_t sentence_end(struct bl_str text, size_t at, size_t most)
{
	size_t end = at + least(text.len - at, most);

	while (at < end && !ends_sentence(text, at))
		at++;
	return at;
}

static bool is_inside_character(struct bl_str text, size_t at)
{
	return at < text.len && (text.data[at] & 0xc0) == 0x80;
}

/* The first word that begins from byte `from` on, else the first character. */
static size_t next_word(struct bl_str text, size_t from, size_t until)
{
	size_t at;

	for (at = from; at < until; at++) {
		if (bl_is_space(text.data[at - 1]))
			return at;
	}
	for (at = from; is_inside_character(text, at);)
		at++;
	return at;
}

/* The end of the last word that ends before byte `until`, likewise. */
static size_t last_word(struct bl_str text, size_t from, size_t until)
{
	size_t at;

	for (at = until; at > from; at--) {
		if (bl_is_space(text.data[at]))
			return at;
	}
	for (at = until; is_inside_character(text, at);)
		at--;
	return at;
}

bool bl_evidence_cut(struct bl_snippet *out, const struct bl_article *article,
		     const struct bl_evidence *e, size_t bytes)
{
	struct bl_str text = e->in_title ? article->title : article->text;
	size_t start = e->start, end = e->end, first, last, spare, before;

	if (start >= end || end > text.len)
		return false;
	end = start + least(end - start, BL_SNIPPET_MAX_BYTES);
	spare = bytes - least(bytes, end - start);
	first = sentence_start(text, start, spare);
	last = sentence_end(text, end, spare);
	/* what one side does not need goes to the other */
	before = least(start - first, LEAD_BYTES(spare));
	last = end + least(last - end, spare - before);
	before = least(start - first, spare - (last - end));
	first = start - before;
	out->cut_before = !starts_sentence(text, first);
	if (out->cut_before)
		first = next_word(text, first, start);
	out->cut_after = !ends_sentence(text, last);
	if (out->cut_after)
		last = last_word(text, end, last);
	out->text = (struct bl_str){ text.data + first, last - first };
	out->mark[0] = (struct bl_mark){ start - first, end - first };
	out->n_marks = 1;
	return true;
}
