/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From text to tokens: what a word is, how it is folded, what its stem is.
 * Articles and queries go through the same functions, so they agree.
 *
 * A token is a Unicode word (UAX #29) with the joins and splits that
 * blotter-query(7) lists under "Tokens"; folded in case, accents (Latin, Greek
 * and Cyrillic, but for the short i) and width.  Its folded text is its exact
 * form; the form's stem, by the Snowball stemmer of the index's language, is
 * its term.
 *
 * Each worker owns one bl_vocab, which interns every form it meets: a word
 * that was seen before costs one hash probe, no folding and no stemming.
 * Form and stem ids are dense, from 0, and mean something only together with
 * their vocabulary, until it is cleared.
 *
 *	bl_vocab_new(&v, &analysis, err);
 *	bl_tokenize(v, text, len, &tokens, err);
 *	for (i = 0; i < tokens.n; i++) {
 *		uint32_t stem = bl_vocab_stem_of(v, tokens.item[i].form);
 *		struct bl_str term = bl_vocab_stem(v, stem);
 *	}
 */
#ifndef BLOTTER_TEXT_H
#define BLOTTER_TEXT_H

#include <stddef.h>
#include <stdint.h>

#include "blotter/buf.h"

#define BL_LANGUAGE_MAX_BYTES 32
#define BL_TOKEN_MAX_CODE_POINTS 64 /* a longer one is cut into pieces */
#define BL_TEXT_MAX_BYTES ((size_t)1 << 30) /* of one text to tokenize */
#define BL_LANGUAGE_NONE "none"
#define BL_LANGUAGE_DEFAULT "english"

/* How the text of an index is analysed: fixed when it is created, kept in it,
 * and equal in all indexes that are searched as one. */
struct bl_analysis {
	uint32_t version; /* of the token rules: BL_ANALYSIS_VERSION */
	char language[BL_LANGUAGE_MAX_BYTES]; /* a Snowball name, or "none" */
};

#define BL_ANALYSIS_VERSION 2

/* Fill in an analysis for a language given by its Snowball name or code ("en"
 * is english); BL_ERR_USAGE, with the known names, when there is none. */
bl_status bl_analysis_set(struct bl_analysis *a, const char *language,
			  struct bl_error *err);
/* BL_ERR_VERSION when tokens were made by rules we do not have. */
bl_status bl_analysis_check(const struct bl_analysis *a, struct bl_error *err);

struct bl_vocab;

bl_status bl_vocab_new(struct bl_vocab **out, const struct bl_analysis *a,
		       struct bl_error *err);
void bl_vocab_free(struct bl_vocab *v);
/* Forget all forms and stems; ids start from 0 again. */
void bl_vocab_clear(struct bl_vocab *v);
/* Bytes of memory it holds. */
size_t bl_vocab_bytes(const struct bl_vocab *v);

uint32_t bl_vocab_form_count(const struct bl_vocab *v);
uint32_t bl_vocab_stem_count(const struct bl_vocab *v);
/* The returned bytes belong to the vocabulary, until it is cleared. */
struct bl_str bl_vocab_form(const struct bl_vocab *v, uint32_t form);
struct bl_str bl_vocab_stem(const struct bl_vocab *v, uint32_t stem);
uint32_t bl_vocab_stem_of(const struct bl_vocab *v, uint32_t form);

struct bl_token {
	uint32_t form;
	uint32_t start, end; /* bytes of the text: [start, end) */
};

struct bl_tokens {
	struct bl_token *item;
	size_t n, cap;
};

#define BL_TOKENS_INIT     \
	{                  \
		NULL, 0, 0 \
	}

void bl_tokens_release(struct bl_tokens *t);

/*
 * Append the tokens of a text, in order, to out.  Malformed UTF-8 separates
 * words.  Offsets are those of this text.  start of a token that was cut
 * from a longer one is that of its piece.
 */
bl_status bl_tokenize(struct bl_vocab *v, const char *text, size_t len,
		      struct bl_tokens *out, struct bl_error *err);

/*
 * Write the exact forms of a text's tokens, with a space between, to out, which
 * has room for so many bytes; returns how many it wrote.  From the first token
 * on that does not fit all are left out.  For names, which are compared by
 * their words far from any vocabulary.
 */
size_t bl_words(char *out, size_t room, struct bl_str text);

/*
 * Append s folded as tokens are, but not split: for patterns and for keyword
 * values that match regardless of case.
 */
bl_status bl_fold(struct bl_buf *out, const char *s, size_t len,
		  struct bl_error *err);

#endif
