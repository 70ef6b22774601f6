/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the parts of lib/text share.
 *
 * A token's text passes three stages, each remembered by the vocabulary:
 *
 *	surface		its bytes as the text has them: "U.S", "BOMBINGS"
 *	form		the surface folded: "us", "bombings"
 *	stem		what the stemmer makes of the form: "us", "bomb"
 *
 * The surface leaves out a possessive ("police's" is found as "police"), and
 * its form depends on nothing but its bytes, so that a surface seen before
 * is one probe of a hash table.
 */
#ifndef BLOTTER_TEXT_PRIVATE_H
#define BLOTTER_TEXT_PRIVATE_H

#include <stdbool.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "blotter/arena.h"
#include "blotter/text.h"

struct sb_stemmer;

/* ---- folding ---- */

/* No code point folds to more than this many (U+FDFA, a whole phrase). */
#define BL_FOLD_MAX_EXPANSION 18
#define BL_FOLD_MAX_CODE_POINTS \
	(BL_TOKEN_MAX_CODE_POINTS * BL_FOLD_MAX_EXPANSION)
/* Bytes of the form of any surface, with its NUL. */
#define BL_FORM_MAX_BYTES (4 * BL_FOLD_MAX_CODE_POINTS + 1)

/*
 * Write the form of a surface (valid UTF-8, at most BL_TOKEN_MAX_CODE_POINTS)
 * to out, of BL_FORM_MAX_BYTES; returns its bytes, 0 when nothing is left.
 */
size_t bl_fold_surface(char *out, const char *surface, size_t len);

/* ---- the rules, over ASCII bytes ---- */

struct bl_scanner {
	const unsigned char *text; /* where looking behind stops */
	const unsigned char *end;
	bool needs_shape; /* out: bytes do not tell, ask the text's shape */
};

struct bl_word {
	const unsigned char *body_end; /* without the possessive */
	const unsigned char *end;
};

/* How far the word reaches that begins at start, which bl_scan_gap() gave. */
struct bl_word bl_scan_word(struct bl_scanner *s, const unsigned char *start);

/* Skip what is surely no part of a word. */
const unsigned char *bl_scan_gap(const unsigned char *p,
				 const unsigned char *end);

/* Is the word at p behind a number's dot, as the 2 of 1.2 and of 1.2.3? */
bool bl_scan_follows_point(const unsigned char *text, const unsigned char *p);

/*
 * The end of the run at start: all up to a sure separator, less the
 * punctuation at its end; NULL when it is longer than max bytes.  If it is a
 * surface, and follows no point, it is a word here, too.
 */
const unsigned char *bl_scan_run(const unsigned char *start,
				 const unsigned char *end, size_t max);

/* ---- the shape of Unicode text ---- */

/*
 * Text rewritten so that rules about ASCII bytes apply to it: one byte for
 * each character with the marks that belong to it, a space wherever
 * UAX #29 breaks between two word characters.
 */
enum bl_shape_byte {
	BL_SHAPE_SEPARATOR = ' ',
	BL_SHAPE_APOSTROPHE = '\'',
	BL_SHAPE_DOT = '.',
	BL_SHAPE_COMMA = ',',
	BL_SHAPE_DIGIT = '0',
	BL_SHAPE_LETTER = 'x',
	BL_SHAPE_S = 's', /* the letter s: it may be a possessive */
	/* from here on, only out of bl_shape_of() */
	BL_SHAPE_ALONE = '#',  /* a token by itself: Han, kana, Thai */
	BL_SHAPE_EXTEND = '+', /* belongs to the character before it */
	BL_SHAPE_MIDDLE = '-', /* extends a letter that a letter follows */
};

enum bl_shape_byte bl_shape_of(uint32_t cp);

#define BL_SHAPE_MAX_BYTES 4096 /* a last step may add one more */

struct bl_shape {
	unsigned char byte[BL_SHAPE_MAX_BYTES + 1];
	/* byte[i] stands for [offset[i], offset[i + 1]) of the text */
	uint32_t offset[BL_SHAPE_MAX_BYTES + 2];
	size_t n;
};

/*
 * Take the shape of the start of a text, of 0 < len <= BL_TEXT_MAX_BYTES, up to
 * and with its first separator (malformed UTF-8 is one), or as much as
 * there is room for.  offset[n] is the bytes of text it covers, at least 1.
 */
void bl_shape_make(struct bl_shape *shape, const char *text, size_t len);

/* bl_tokenize without its fast path: all text goes by its shape. */
bl_status bl_tokenize_by_shape(struct bl_vocab *v, const char *text, size_t len,
			       struct bl_tokens *out, struct bl_error *err);

/* ---- vocabulary ---- */

#define BL_FORM_UNKNOWN UINT32_MAX
#define BL_FORM_NOTHING (UINT32_MAX - 1) /* the surface folds to nothing */

/* A string is a surface, a form, a stem, or several of these at once. */
struct bl_vocab_string {
	uint32_t surface_form; /* as a surface: its form, or BL_FORM_... */
	uint32_t form;         /* as a form: its id, or BL_FORM_UNKNOWN */
	uint32_t stem;         /* as a stem: its id, or BL_FORM_UNKNOWN */
	uint32_t len;
	char bytes[];
};

struct bl_vocab_slot {
	uint64_t hash;
	struct bl_vocab_string *string; /* NULL: free */
};

struct bl_vocab_form {
	const struct bl_vocab_string *string;
	uint32_t stem;
};

struct bl_vocab {
	struct bl_vocab_slot *slots;
	size_t slot_count; /* a power of two */
	size_t string_count;
	struct bl_vocab_form *forms;
	uint32_t form_count, form_cap;
	const struct bl_vocab_string **stems;
	uint32_t stem_count, stem_cap;
	struct bl_arena strings;
	struct sb_stemmer *stemmer; /* NULL: a form is its own stem */
	struct bl_shape shape;      /* scratch of the tokenizer */
};

/* memcmp() for words, which are short: with no call, and no loop. */
static inline bool bl_vocab_same(const char *a, const char *b, size_t len)
{
	uint64_t x, y, x_end, y_end;

	if (len > 16)
		return memcmp(a, b, len) == 0;
	if (len < 4)
		return !len || (a[0] == b[0] && a[len / 2] == b[len / 2] &&
				a[len - 1] == b[len - 1]);
	if (len < 8) {
		uint32_t u, v, u_end, v_end;

		memcpy(&u, a, 4);
		memcpy(&v, b, 4);
		memcpy(&u_end, a + len - 4, 4);
		memcpy(&v_end, b + len - 4, 4);
		return u == v && u_end == v_end;
	}
	memcpy(&x, a, 8);
	memcpy(&y, b, 8);
	memcpy(&x_end, a + len - 8, 8);
	memcpy(&y_end, b + len - 8, 8);
	return x == y && x_end == y_end;
}

/* The slot that holds a string, or the free one where it belongs. */
static inline struct bl_vocab_slot *bl_vocab_probe(const struct bl_vocab *v,
						   const char *bytes,
						   size_t len, uint64_t hash)
{
	size_t mask = v->slot_count - 1, i;

	for (i = hash & mask;; i = (i + 1) & mask) {
		struct bl_vocab_slot *slot = &v->slots[i];

		if (!slot->string ||
		    (slot->hash == hash && slot->string->len == len &&
		     bl_vocab_same(slot->string->bytes, bytes, len)))
			return slot;
	}
}

static inline uint64_t bl_vocab_hash(const char *bytes, size_t len)
{
	return XXH3_64bits(bytes, len);
}

/* A look-up by this hash comes soon: first its slot is sent for, ... */
static inline void bl_vocab_prefetch(const struct bl_vocab *v, uint64_t hash)
{
	__builtin_prefetch(&v->slots[hash & (v->slot_count - 1)]);
}

/* ... then the string in it, which is mostly the one that is looked for. */
static inline void bl_vocab_prefetch_string(const struct bl_vocab *v,
					    uint64_t hash)
{
	__builtin_prefetch(v->slots[hash & (v->slot_count - 1)].string);
}

/* The form of a surface that was met before, else BL_FORM_UNKNOWN. */
static inline uint32_t bl_vocab_recall(const struct bl_vocab *v,
				       const char *surface, size_t len,
				       uint64_t hash)
{
	const struct bl_vocab_string *s =
		bl_vocab_probe(v, surface, len, hash)->string;

	return s ? s->surface_form : BL_FORM_UNKNOWN;
}

/* Fold, stem and intern a surface that bl_vocab_recall() does not know.
 * *form may be BL_FORM_NOTHING.  After a failure it is still unknown. */
bl_status bl_vocab_learn(uint32_t *form, struct bl_vocab *v,
			 const char *surface, size_t len, uint64_t hash,
			 struct bl_error *err);

#endif
