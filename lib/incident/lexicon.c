/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The tables, as a trie over words: a word is looked up once by its letters,
 * from then on phrases are followed by word numbers.
 */
#include "lexicon_private.h"

#include <stdlib.h>
#include <string.h>

#include "blotter/arena.h"
#include "blotter/hash.h"

#define PHRASE_MAX_BYTES 128
/* Powers of two, twice what the tables hold; growing past it is refused. */
#define WORD_SLOTS ((uint32_t)1 << 14)
#define EDGE_SLOTS ((uint32_t)1 << 15)
#define NODES_MAX (EDGE_SLOTS / 2)
#define WORDS_MAX (WORD_SLOTS / 2)

struct lex_word {
	struct bl_str text;
	uint8_t hints;
};

/* Small, as all is that is walked over: it stays in the cache. */
struct edge {
	uint16_t from, to; /* nodes; to 0: an empty slot */
	uint16_t word;
};

struct node {
	struct entry *entry; /* NULL: no phrase ends here */
	uint16_t parent;
	bool goes_on;  /* some edge leaves it */
	bool leads_on; /* a phrase that tells ends here or further on */
};

struct lexicon {
	struct bl_arena arena; /* texts and entries */
	uint16_t slot[WORD_SLOTS];
	struct lex_word word[WORDS_MAX]; /* from 1 */
	uint32_t n_words;
	struct edge edge[EDGE_SLOTS];
	uint16_t of_word[WORDS_MAX]; /* the node of each word alone */
	struct node node[NODES_MAX]; /* from 1; 0 is the root */
	uint32_t n_nodes;
	bool full;
};

const struct entry bl_lexicon_nothing = { 0 };

/* ---- the tables ---- */

struct row {
	const char *phrases; /* with | between */
	struct entry entry;
};

/* clang-format off */
static const struct row rows[] = {
#define TRIGGER(t, u, p) { p, { .type = BL_TYPE_##t, .use = USE_##u } },
#include "triggers.inc"
#undef TRIGGER
#define FRAME(e, f, p) { p, { .effect = EFFECT_##e, .frame = FRAME_##f } },
#include "frames.inc"
#undef FRAME
#define ONE false
#define MANY true
#define PEOPLE(r, m, p) { p, { .role = ROLE_##r, .many = m } },
#include "people.inc"
#undef PEOPLE
#undef ONE
#undef MANY
#define WEAPON(c, n, p) { p, { .weapon = WEAPON_##c + 1 } },
#include "things.inc"
#undef WEAPON
#define TARGET(c, n, p) { p, { .target = TARGET_##c + 1 } },
#include "things.inc"
#undef TARGET
#define WORD(c, p) { p, { .words = W(c) } },
#include "words.inc"
#undef WORD
#define NUMBER(k, v, p) { p, { .number_kind = NUMBER_##k, .number = v } },
#include "words.inc"
#undef NUMBER
#define MONTH(m, p) { p, { .month = m } },
#include "calendar.inc"
#undef MONTH
#define WEEKDAY(d, p) { p, { .weekday = d + 1 } },
#include "calendar.inc"
#undef WEEKDAY
#define DAYS(d, v, p) { p, { .days = DAYS_##d, .days_value = v } },
#include "calendar.inc"
#undef DAYS
};
/* clang-format on */

/* Add what b says to a; what a says already stays. */
static void join(struct entry *a, const struct entry *b)
{
	a->words |= b->words;
	if (!a->use && b->type) {
		a->type = b->type;
		a->use = b->use;
	}
	if (!a->effect) {
		a->effect = b->effect;
		a->frame = b->frame;
	}
	if (!a->role) {
		a->role = b->role;
		a->many = b->many;
	}
	if (!a->weapon)
		a->weapon = b->weapon;
	if (!a->target)
		a->target = b->target;
	if (!a->number_kind) {
		a->number_kind = b->number_kind;
		a->number = b->number;
	}
	if (!a->days) {
		a->days = b->days;
		a->days_value = b->days_value;
	}
	if (!a->month)
		a->month = b->month;
	if (!a->weekday)
		a->weekday = b->weekday;
	if (!a->group)
		a->group = b->group;
}

/* ---- words ---- */

static uint32_t word_slot(const struct lexicon *l, struct bl_str text)
{
	uint32_t i = bl_hash32(text.data, text.len) & (WORD_SLOTS - 1);

	while (l->slot[i] && !bl_str_eq(l->word[l->slot[i]].text, text))
		i = (i + 1) & (WORD_SLOTS - 1);
	return i;
}

uint16_t bl_lexicon_word(const struct lexicon *l, struct bl_str form)
{
	return l->slot[word_slot(l, form)];
}

static uint16_t enter_word(struct lexicon *l, struct bl_str text)
{
	uint32_t i = word_slot(l, text);
	struct lex_word *w;

	if (l->slot[i])
		return l->slot[i];
	if (l->n_words + 1 >= WORDS_MAX) {
		l->full = true;
		return 0;
	}
	w = &l->word[++l->n_words];
	w->text = bl_arena_str(&l->arena, text);
	if (!w->text.data) {
		l->full = true;
		return 0;
	}
	l->slot[i] = (uint16_t)l->n_words;
	return l->slot[i];
}

uint8_t bl_lexicon_hints(const struct lexicon *l, uint16_t word)
{
	return l->word[word].hints;
}

/* ---- phrases ---- */

static uint32_t edge_slot(const struct lexicon *l, uint32_t node, uint16_t word)
{
	uint32_t i = (node * 2654435761u + word * 40503u) >> 7;

	i &= EDGE_SLOTS - 1;
	while (l->edge[i].to &&
	       (l->edge[i].from != node || l->edge[i].word != word))
		i = (i + 1) & (EDGE_SLOTS - 1);
	return i;
}

uint32_t bl_lexicon_step(const struct lexicon *l, uint32_t node, uint16_t word)
{
	if (!node)
		return l->of_word[word];
	if (!l->node[node].goes_on)
		return 0;
	return l->edge[edge_slot(l, node, word)].to;
}

const struct entry *bl_lexicon_entry(const struct lexicon *l, uint32_t node)
{
	return l->node[node].entry;
}

const struct entry *bl_lexicon_single(const struct lexicon *l, uint16_t word)
{
	const struct entry *e = l->node[l->of_word[word]].entry;

	return e ? e : &bl_lexicon_nothing;
}

bool bl_lexicon_leads_on(const struct lexicon *l, uint32_t node)
{
	return l->node[node].leads_on;
}

bool bl_entry_tells(const struct entry *e)
{
	return e->use > USE_HINT || e->effect ||
	       (e->use == USE_HINT &&
		(e->weapon || e->type == BL_TYPE_HOSTAGE_TAKING)) ||
	       (e->words & (W(CLAIM) | W(CLAIMED_BY) | W(DENY)));
}

/* All nodes are below NODES_MAX. */
static uint16_t new_node(struct lexicon *l, uint16_t parent)
{
	if (l->n_nodes + 1 >= NODES_MAX) {
		l->full = true;
		return 0;
	}
	l->node[++l->n_nodes].parent = parent;
	return (uint16_t)l->n_nodes;
}

static uint16_t enter_step(struct lexicon *l, uint16_t node, uint16_t word)
{
	uint32_t i;

	if (!node) {
		if (!l->of_word[word])
			l->of_word[word] = new_node(l, 0);
		return l->of_word[word];
	}
	i = edge_slot(l, node, word);
	l->node[node].goes_on = true;
	if (!l->edge[i].to)
		l->edge[i] = (struct edge){ node, new_node(l, node), word };
	return l->edge[i].to;
}

size_t bl_lexicon_normal(char *out, size_t out_bytes, struct bl_str s)
{
	size_t i, n = 0;

	for (i = 0; i < s.len && n + 1 < out_bytes; i++) {
		char c = s.data[i];
		bool ends = i + 2 >= s.len || s.data[i + 2] == ' ' ||
			    s.data[i + 2] == '|' || s.data[i + 2] == '-';

		if (c == '\'' && i + 1 < s.len && s.data[i + 1] == 's' && ends)
			i++; /* a possessive goes, as the tokenizer has it */
		else if (c >= 'A' && c <= 'Z')
			out[n++] = (char)(c - 'A' + 'a');
		else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
			 (unsigned char)c >= 0x80)
			out[n++] = c;
		else if (c != '\'' && c != '.' && n && out[n - 1] != ' ')
			out[n++] = ' ';
	}
	while (n && out[n - 1] == ' ')
		n--;
	out[n] = '\0';
	return n;
}

/* "murder of" tells of the type that "murder" tells of. */
static void inherit_type(struct lexicon *l, uint32_t node, uint32_t from)
{
	const struct entry *word = l->node[from].entry;
	struct entry *e = l->node[node].entry;

	if (word && !e->use && word->use > USE_HINT) {
		e->type = word->type;
		e->use = word->use;
		e->plural = word->plural;
	}
}

static void enter_phrase(struct lexicon *l, struct bl_str phrase,
			 const struct entry *e)
{
	char normal[PHRASE_MAX_BYTES];
	size_t n = bl_lexicon_normal(normal, sizeof(normal), phrase), i, start;
	bool tells = e->use > USE_HINT || e->effect ||
		     (e->words & (W(CLAIM) | W(CLAIMED_BY) | W(DENY)));
	uint16_t node = 0, first = 0, telling = 0;
	size_t telling_bytes = 0;
	struct entry **at;

	for (start = i = 0; i <= n; i++) {
		uint16_t word;

		if (i < n && normal[i] != ' ')
			continue;
		word = enter_word(l,
				  (struct bl_str){ normal + start, i - start });
		if (start == 0)
			first = word;
		/* small words begin many phrases: the longest one is rare */
		if (i - start > telling_bytes) {
			telling = word;
			telling_bytes = i - start;
		}
		node = enter_step(l, node, word);
		if (!word || !node)
			return;
		start = i + 1;
	}
	at = &l->node[node].entry;
	if (!*at)
		*at = bl_arena_calloc(&l->arena, 1, sizeof(**at));
	if (!*at) {
		l->full = true;
		return;
	}
	join(*at, e);
	if (tells)
		l->word[telling].hints |= HINT_EVENT;
	if (e->frame == FRAME_LOSS)
		inherit_type(l, node, l->of_word[first]);
	if (e->use == USE_EVENT && normal[n - 1] == 's')
		(*at)->plural = true;
}

static void enter_row(struct lexicon *l, const char *phrases,
		      const struct entry *e)
{
	const char *p = phrases, *end;

	for (;;) {
		end = strchr(p, '|');
		enter_phrase(l,
			     (struct bl_str){ p, end ? (size_t)(end - p)
						     : strlen(p) },
			     e);
		if (!end)
			return;
		p = end + 1;
	}
}

/* Of every node on the way to an entry that tells, when all are there. */
static void mark_ways(struct lexicon *l)
{
	struct node *n = l->node;
	uint32_t i, up;

	for (i = 1; i <= l->n_nodes; i++) {
		if (!n[i].entry || !bl_entry_tells(n[i].entry))
			continue;
		for (up = i; up && !n[up].leads_on; up = n[up].parent)
			n[up].leads_on = true;
	}
}

bl_status bl_lexicon_new(struct lexicon **out, struct bl_error *err)
{
	struct lexicon *l = calloc(1, sizeof(*l));
	size_t i;

	*out = NULL;
	if (!l)
		return bl_fail_nomem(err);
	bl_arena_init(&l->arena);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		enter_row(l, rows[i].phrases, &rows[i].entry);
	for (i = 0; i < bl_group_count; i++) {
		struct entry e = { .group = (bl_actor_id)(i + 1) };

		enter_row(l, bl_groups[i].names, &e);
	}
	if (l->full) {
		bl_lexicon_free(l);
		return bl_fail_nomem(err);
	}
	mark_ways(l);
	*out = l;
	return BL_OK;
}

void bl_lexicon_free(struct lexicon *l)
{
	if (!l)
		return;
	bl_arena_release(&l->arena);
	free(l);
}
