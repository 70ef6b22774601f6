/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The words of invented news.  Their frequencies by rank are those of the
 * archive that corpus/README.md names; but for the commonest they are invented.
 */
#include "generate_private.h"

#include <stdlib.h>
#include <string.h>

#define CACHED_RANKS ((uint32_t)1 << 16)
#define LAST_OCTAVE 30
#define OUTCOMES CERTAIN
#define RECENT_WORDS 128

#define REPEAT_CHANCE 17500 /* a word below the common ones comes again */
#define COMMA_CHANCE 4500
#define POSSESSIVE_CHANCE 1000

/* The words of the first 127 ranks, most of them function words. */
static const struct weighted common[] = {
	{ "the", 4300 },      { "of", 1900 },      { "and", 1860 },
	{ "to", 1820 },       { "in", 1400 },      { "a", 1280 },
	{ "for", 630 },       { "that", 600 },     { "is", 575 },
	{ "on", 490 },        { "with", 450 },     { "as", 435 },
	{ "by", 420 },        { "was", 410 },      { "said", 380 },
	{ "this", 345 },      { "at", 335 },       { "it", 330 },
	{ "be", 315 },        { "from", 310 },     { "are", 300 },
	{ "has", 290 },       { "not", 280 },      { "have", 270 },
	{ "he", 265 },        { "an", 260 },       { "will", 255 },
	{ "their", 250 },     { "his", 245 },      { "its", 240 },
	{ "we", 235 },        { "been", 230 },     { "were", 200 },
	{ "or", 190 },        { "which", 180 },    { "government", 170 },
	{ "also", 160 },      { "had", 155 },      { "i", 150 },
	{ "president", 145 }, { "they", 140 },     { "who", 138 },
	{ "but", 135 },       { "country", 130 },  { "all", 126 },
	{ "people", 122 },    { "our", 118 },      { "these", 114 },
	{ "one", 110 },       { "economic", 108 }, { "minister", 106 },
	{ "there", 104 },     { "new", 102 },      { "over", 100 },
	{ "time", 98 },       { "more", 96 },      { "can", 95 },
	{ "would", 94 },      { "after", 93 },     { "up", 92 },
	{ "when", 91 },       { "while", 90 },     { "political", 89 },
	{ "public", 88 },     { "other", 87 },     { "national", 86 },
	{ "such", 85 },       { "year", 84 },      { "two", 83 },
	{ "no", 82 },         { "us", 81 },        { "into", 80 },
	{ "about", 79 },      { "bank", 78 },      { "during", 77 },
	{ "if", 76 },         { "state", 75 },     { "under", 74 },
	{ "through", 73 },    { "million", 72 },   { "international", 71 },
	{ "out", 70 },        { "only", 70 },      { "first", 69 },
	{ "years", 68 },      { "my", 67 },        { "election", 66 },
	{ "them", 65 },       { "some", 65 },      { "development", 64 },
	{ "than", 63 },       { "world", 62 },     { "foreign", 61 },
	{ "what", 61 },       { "should", 60 },    { "including", 60 },
	{ "being", 59 },      { "party", 58 },     { "police", 58 },
	{ "power", 57 },      { "general", 56 },   { "could", 56 },
	{ "many", 55 },       { "so", 55 },        { "against", 54 },
	{ "made", 54 },       { "may", 54 },       { "global", 53 },
	{ "percent", 53 },    { "between", 53 },   { "support", 52 },
	{ "those", 52 },      { "any", 52 },       { "now", 51 },
	{ "most", 51 },       { "however", 51 },   { "both", 50 },
	{ "well", 50 },       { "sector", 50 },    { "even", 50 },
	{ "court", 49 },      { "last", 49 },      { "around", 49 },
	{ "where", 48 },      { "work", 48 },      { "security", 48 },
	{ "city", 48 },
};

/* Numbers, and the ranks from 128 on by octaves: 128 to 255 and so on.  What is
 * left of the draws is the tail, whose octaves go on for ever, each with
 * TAIL_RATIO of what the one before has.  That makes new words for ever, too:
 * where frequency falls as rank ^ -a, their number grows as tokens ^ (1 / a).
 */
#define NUMBER_WEIGHT 1560
#define FIRST_OCTAVE 7
#define TAIL_RATIO 29500 /* of 65,536: a is 2.15 */

/* Within an octave, a draw u in [0, 1) is the rank u * (s + (1 - s) * u) of the
 * way up: s is 2 / (1 + 2 ^ a), of 65,536. */
struct octave {
	uint16_t weight, slope;
};
static const struct octave octaves[] = {
	{ 4425, 47150 }, { 4995, 47150 }, { 5663, 46000 },
	{ 5860, 42280 }, { 5131, 37840 }, { 3840, 33360 },
	{ 2403, 29250 }, { 1280, 25780 }, { 0, 24140 },
};

/* An invented word is made of syllables, each an onset and a nucleus: read
 * back, it falls into the same syllables, so no two codes give one word. */
static const char onsets[32][4] = { "b",  "d",  "f",  "g",  "h",  "j",  "k",
				    "l",  "m",  "n",  "p",  "r",  "s",  "t",
				    "v",  "w",  "z",  "ch", "sh", "th", "br",
				    "dr", "gr", "kr", "pr", "tr", "st", "nd",
				    "mp", "nt", "rk", "ll" };
static const char nuclei[8][3] = { "a", "e", "i", "o", "u", "ai", "ea", "oo" };
/* Each stem has four forms, of one set or the other. */
static const char suffixes[2][4][5] = { { "", "s", "n", "ing" },
					{ "", "tion", "r", "ly" } };

struct word {
	uint8_t len;
	char text[23]; /* begins with a space */
};

struct bl_words {
	uint8_t outcome[OUTCOMES]; /* of 16 random bits: see fill_outcomes */
	struct word common[COUNT_OF(common)];
	struct word cached[CACHED_RANKS];
	uint32_t recent[RECENT_WORDS]; /* ranks, of this article */
	unsigned n_recent;
};

/* ---- chance */

/* SplitMix64 (Steele, Lea and Flood, 2014). */
uint64_t bl_draw(struct bl_rng *r)
{
	uint64_t z = r->state += 0x9e3779b97f4a7c15;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
	return z ^ (z >> 31);
}

uint32_t bl_below(struct bl_rng *r, uint32_t n)
{
	return (uint32_t)((bl_draw(r) >> 32) * n >> 32);
}

bool bl_chance(struct bl_rng *r, uint32_t share)
{
	return bl_below(r, CERTAIN) < share;
}

uint32_t bl_quantile(struct bl_rng *r, const uint16_t *q, uint32_t n)
{
	uint64_t at = (bl_draw(r) >> 32) * (n - 1);
	uint64_t i = at >> 32, part = at & UINT32_MAX;

	return (uint32_t)(q[i] + (part * (uint64_t)(q[i + 1] - q[i]) >> 32));
}

/* ---- words */

char *bl_put(char *to, const char *s)
{
	size_t n = strlen(s);

	memcpy(to, s, n);
	return to + n;
}

char *bl_put_number(char *to, uint64_t n)
{
	char digits[20];
	size_t i = sizeof(digits);

	do
		digits[--i] = (char)('0' + n % 10);
	while (n /= 10);
	memcpy(to, digits + i, sizeof(digits) - i);
	return to + sizeof(digits) - i;
}

/* The word of a rank, behind a space.  The ranks of an octave are shuffled, so
 * that the forms of a stem are not neighbours. */
static char *spell(char *to, uint32_t rank, unsigned octave)
{
	uint32_t low = (1U << octave) - 1;
	uint32_t code = (rank & ~low) | ((rank * 0x9e3779b1U) & low);
	uint32_t stem = (code >> 2) + 256, last = 0;
	const char *suffix = suffixes[stem & 1][code & 3];
	char *start = to;

	*to++ = ' ';
	for (; stem; stem >>= 8) {
		/* the last syllables have few codes: those before vary them */
		uint32_t syllable = (stem ^ last * 37) & 255;

		to = bl_put(to, onsets[syllable >> 3]);
		to = bl_put(to, nuclei[syllable & 7]);
		last = syllable;
	}
	to = bl_put(to, suffix);
	/* many of the rare words are names */
	if (octave >= 12 && (code >> 4 & 1))
		start[1] = (char)(start[1] - 'a' + 'A');
	return to;
}

static void set_word(struct word *w, const char *text, size_t len)
{
	w->len = (uint8_t)len;
	memcpy(w->text, text, len);
}

static void fill_outcomes(struct bl_words *v)
{
	size_t n = 0, i, k;

	for (i = 0; i < COUNT_OF(common); i++)
		for (k = 0; k < common[i].weight; k++)
			v->outcome[n++] = (uint8_t)i;
	for (k = 0; k < NUMBER_WEIGHT; k++)
		v->outcome[n++] = COUNT_OF(common);
	for (i = 0; i < COUNT_OF(octaves) - 1; i++)
		for (k = 0; k < octaves[i].weight; k++)
			v->outcome[n++] = (uint8_t)(COUNT_OF(common) + 1 + i);
	while (n < OUTCOMES)
		v->outcome[n++] = (uint8_t)(COUNT_OF(common) + 1 + i);
}

static void fill_words(struct bl_words *v)
{
	unsigned octave = FIRST_OCTAVE;
	char text[64];
	uint32_t rank;
	size_t i;

	for (i = 0; i < COUNT_OF(common); i++) {
		text[0] = ' ';
		set_word(&v->common[i], text,
			 (size_t)(bl_put(text + 1, common[i].word) - text));
	}
	for (rank = 1U << FIRST_OCTAVE; rank < CACHED_RANKS; rank++) {
		octave += rank >> (octave + 1);
		set_word(&v->cached[rank], text,
			 (size_t)(spell(text, rank, octave) - text));
	}
}

static unsigned octave_of(uint32_t rank)
{
	unsigned octave = FIRST_OCTAVE;

	while (rank >> (octave + 1))
		octave++;
	return octave;
}

static char *put_rank(const struct bl_words *v, char *to, uint32_t rank)
{
	if (rank >= CACHED_RANKS)
		return spell(to, rank, octave_of(rank));
	/* of a fixed size, which is fast; the words after it overwrite what is
	 * too much */
	memcpy(to, v->cached[rank].text, sizeof(v->cached[rank].text));
	return to + v->cached[rank].len;
}

/* A rank in the octave of octaves[i] (the last: in that or a later one), u of
 * 2^32 of the way up. */
static uint32_t rank_in(struct bl_rng *r, size_t i, uint64_t u)
{
	unsigned octave = FIRST_OCTAVE + (unsigned)i;
	uint64_t slope = octaves[i].slope;

	if (i == COUNT_OF(octaves) - 1)
		while (octave < LAST_OCTAVE && bl_chance(r, TAIL_RATIO))
			octave++;
	slope = (slope << 16) + (CERTAIN - slope) * (u >> 16);
	u = u * slope >> 32;
	return (1U << octave) + (uint32_t)(u << octave >> 32);
}

/* A word that the article has had. */
static char *put_again(const struct bl_words *v, struct bl_rng *r, char *to)
{
	uint32_t n = v->n_recent < RECENT_WORDS ? v->n_recent : RECENT_WORDS;

	return put_rank(v, to, v->recent[bl_below(r, n)]);
}

static char *put_figure(struct bl_rng *r, char *to)
{
	*to++ = ' ';
	switch (bl_below(r, 4)) {
	case 0:
		return bl_put_number(to, 2000 + bl_below(r, 26));
	case 1:
		to = bl_put_number(to, 1 + bl_below(r, 99));
		*to++ = ',';
		return bl_put_number(to, 100 + bl_below(r, 900));
	default:
		return bl_put_number(to, 1 + bl_below(r, 100));
	}
}

static char *put_word(struct bl_words *v, struct bl_rng *r, char *to)
{
	uint64_t x = bl_draw(r);
	size_t outcome = v->outcome[x & 0xffff];
	uint32_t rank;

	if (outcome < COUNT_OF(common)) {
		memcpy(to, v->common[outcome].text,
		       sizeof(v->common[outcome].text));
		return to + v->common[outcome].len;
	}
	if (outcome == COUNT_OF(common))
		return put_figure(r, to);
	if (v->n_recent && (x >> 16 & 0xffff) < REPEAT_CHANCE)
		return put_again(v, r, to);
	rank = rank_in(r, outcome - COUNT_OF(common) - 1, x >> 32);
	v->recent[v->n_recent++ % RECENT_WORDS] = rank;
	return put_rank(v, to, rank);
}

void bl_capitalise(char *c)
{
	if (*c >= 'a' && *c <= 'z')
		*c = (char)(*c - 'a' + 'A');
}

/* n words and what ends them, behind a space. */
char *bl_words_put(struct bl_words *v, struct bl_rng *r, char *to, uint32_t n,
		   const char *end)
{
	char *start = to;

	while (n--) {
		uint32_t mark = bl_below(r, CERTAIN);

		to = put_word(v, r, to);
		if (n && mark < COMMA_CHANCE)
			*to++ = ',';
		else if (mark >= CERTAIN - POSSESSIVE_CHANCE)
			to = bl_put(to, "\xe2\x80\x99s");
	}
	bl_capitalise(start + 1);
	return bl_put(to, end);
}

struct bl_words *bl_words_new(void)
{
	struct bl_words *v = calloc(1, sizeof(*v));

	if (v) {
		fill_outcomes(v);
		fill_words(v);
	}
	return v;
}

void bl_words_free(struct bl_words *v)
{
	free(v);
}

void bl_words_begin(struct bl_words *v)
{
	v->n_recent = 0;
}
