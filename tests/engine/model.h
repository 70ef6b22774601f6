/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What an index must hold, kept the simplest way: a number for each article of
 * corpus/generate (whose ids are gen-0, gen-1, ...).  What fails ends the test.
 */
#ifndef MODEL_H
#define MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MODEL_IDS 1200

/* Words whose articles are counted. */
#define MODEL_WORDS 8
extern const char *const model_words[MODEL_WORDS];

/* Filters whose articles are counted, and what they ask of one incident. */
struct model_filter {
	const char *query;
	const char *type, *country; /* NULL: any */
	int least_killed;           /* 0: it need not be known */
};

#define MODEL_FILTERS 5
extern const struct model_filter model_filters[MODEL_FILTERS];

struct model {
	uint64_t content[MODEL_IDS];   /* a hash of the article; 0: none */
	uint8_t words[MODEL_IDS];      /* bit i: it has model_words[i] */
	uint64_t incidents[MODEL_IDS]; /* a hash of them */
	uint8_t filters[MODEL_IDS];    /* bit i: model_filters[i] finds it */
};

/* The hash of an article as a JSON object, of an archive or of --show. */
uint64_t model_content(const char *json, size_t *number, uint8_t *words);
/* Take in the articles of a JSON Lines file, in order. */
void model_add_file(struct model *m, const char *path);
/* Take in their incidents from what --extract made of that file. */
void model_add_incidents(struct model *m, const char *path);
void model_delete(struct model *m, size_t number);
size_t model_count(const struct model *m);

/* Read all of an index; false when there is none. */
bool model_read_index(struct model *m, const char *dir);
bool model_equal(const struct model *a, const struct model *b);

#endif
