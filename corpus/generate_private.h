/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What corpus/generate is made of: chance, and words by chance.
 */
#ifndef CORPUS_GENERATE_PRIVATE_H
#define CORPUS_GENERATE_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define COUNT_OF(a) (sizeof(a) / sizeof((a)[0]))

/* Chances and weights are shares of this. */
#define CERTAIN 65536

struct weighted {
	const char *word;
	uint16_t weight;
};

struct bl_rng {
	uint64_t state;
};

uint64_t bl_draw(struct bl_rng *r);
uint32_t bl_below(struct bl_rng *r, uint32_t n);
bool bl_chance(struct bl_rng *r, uint32_t share);
/* q: the value at each step of 1 / (n - 1) of all; between them a line. */
uint32_t bl_quantile(struct bl_rng *r, const uint16_t *q, uint32_t n);

/* Append without a NUL; each returns the new end. */
char *bl_put(char *to, const char *s);
char *bl_put_number(char *to, uint64_t n);
void bl_capitalise(char *c);

/* The vocabulary, and which of its words the article at hand has had. */
struct bl_words;

/* NULL: no memory. */
struct bl_words *bl_words_new(void);
void bl_words_free(struct bl_words *w);
/* Another article: its words so far are forgotten. */
void bl_words_begin(struct bl_words *w);

/* What one word may take, with all that stands around it. */
#define BL_WORD_MAX_BYTES 40
/* Append n words, the first with a capital and a space in front, and `end`. */
char *bl_words_put(struct bl_words *w, struct bl_rng *r, char *to, uint32_t n,
		   const char *end);

#endif
