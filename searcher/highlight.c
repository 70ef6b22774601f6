/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "highlight_private.h"

#include <stdlib.h>
#include <string.h>

bl_status bl_highlight_new(struct bl_highlight **out, struct bl_vocab *vocab,
			   struct bl_error *err)
{
	struct bl_highlight *h = calloc(1, sizeof(*h));

	if (h)
		h->scratch = calloc(1, sizeof(*h->scratch));
	if (!h || !h->scratch) {
		bl_highlight_free(h);
		return bl_fail_nomem(err);
	}
	h->vocab = vocab;
	*out = h;
	return BL_OK;
}

void bl_highlight_free(struct bl_highlight *h)
{
	if (!h)
		return;
	if (h->scratch) {
		bl_tokens_release(&h->scratch->title);
		bl_tokens_release(&h->scratch->body);
		free(h->scratch->matches.item);
		free(h->scratch);
	}
	free(h->stems.item);
	free(h->forms.item);
	free(h);
}

/* Room for one more of size bytes, or NULL. */
static void *grow(void *items, size_t n, size_t *cap, size_t size)
{
	size_t want = *cap ? *cap * 2 : 16;

	if (n < *cap)
		return items;
	if (want > SIZE_MAX / size)
		return NULL;
	items = realloc(items, want * size);
	if (items)
		*cap = want;
	return items;
}

static bl_status want(struct bl_wanted_set *set, struct bl_str text,
		      unsigned word, struct bl_error *err)
{
	struct bl_wanted *item =
		grow(set->item, set->n, &set->cap, sizeof(*set->item));

	if (!item)
		return bl_fail_nomem(err);
	set->item = item;
	set->item[set->n++] = (struct bl_wanted){ text, word };
	return BL_OK;
}

static unsigned new_word(struct bl_highlight *h)
{
	if (h->n_words == BL_HIGHLIGHT_MAX_WORDS)
		return BL_HIGHLIGHT_MAX_WORDS - 1;
	return h->n_words++;
}

/* The forms that one pattern stands for have its column: they are one word. */
static bl_status want_form(struct bl_highlight *h, const struct bl_node *node,
			   struct bl_error *err)
{
	struct bl_wanted_set *set = &h->forms;
	unsigned word = set->n && h->column == node->column
				? set->item[set->n - 1].word
				: new_word(h);

	h->column = node->column;
	return want(set, node->text, word, err);
}

/* As deep as the tree, which the parser bounds. */
static bl_status collect(struct bl_highlight *h, const struct bl_node *node,
			 struct bl_error *err)
{
	bl_status st = BL_OK;
	size_t i;

	if (node->kind == BL_NODE_NOT)
		return BL_OK;
	if (node->kind == BL_NODE_TERM && !node->field)
		return want(&h->stems, node->text, 0, err);
	if (node->kind == BL_NODE_FORM && !node->field)
		return want_form(h, node, err);
	for (i = 0; i < node->n && st == BL_OK; i++)
		st = collect(h, node->child[i], err);
	return st;
}

static int compare(const void *a, const void *b)
{
	const struct bl_wanted *x = a, *y = b;
	int order = bl_str_cmp(x->text, y->text);

	return order ? order : (x->word > y->word) - (x->word < y->word);
}

static void sort_once(struct bl_wanted_set *set)
{
	size_t i, n = 0;

	if (set->n)
		qsort(set->item, set->n, sizeof(*set->item), compare);
	for (i = 0; i < set->n; i++)
		if (!n || !bl_str_eq(set->item[n - 1].text, set->item[i].text))
			set->item[n++] = set->item[i];
	set->n = n;
}

static const struct bl_wanted *find(const struct bl_wanted_set *set,
				    struct bl_str text)
{
	size_t low = 0, high = set->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = bl_str_cmp(text, set->item[middle].text);

		if (order == 0)
			return &set->item[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

static void note_neighbours(struct bl_highlight *h, const struct bl_node *left,
			    const struct bl_node *right)
{
	const struct bl_wanted *a = find(&h->stems, left->text);
	const struct bl_wanted *b = find(&h->stems, right->text);
	uint64_t bit;

	if (!a || !b)
		return;
	bit = UINT64_C(1) << b->word;
	if (!(h->follows[a->word] & bit) && h->n_runs < BL_HIGHLIGHT_MAX_RUNS)
		h->n_runs++;
	h->follows[a->word] |= bit;
}

static void note_phrases(struct bl_highlight *h, const struct bl_node *node)
{
	size_t i;

	if (node->kind == BL_NODE_NOT || node->field)
		return;
	for (i = 0; i < node->n; i++)
		note_phrases(h, node->child[i]);
	if (node->kind == BL_NODE_PHRASE)
		for (i = 1; i < node->n; i++)
			note_neighbours(h, node->child[i - 1], node->child[i]);
}

bl_status bl_highlight_set(struct bl_highlight *h, const struct bl_node *query,
			   struct bl_error *err)
{
	bl_status st;
	size_t i;

	h->stems.n = h->forms.n = 0;
	h->n_words = h->n_runs = 0;
	memset(h->follows, 0, sizeof(h->follows));
	st = collect(h, query, err);
	if (st < 0)
		return st;
	sort_once(&h->stems);
	sort_once(&h->forms);
	for (i = 0; i < h->stems.n; i++)
		h->stems.item[i].word = new_word(h);
	note_phrases(h, query);
	return BL_OK;
}

static const struct bl_wanted *find_token(const struct bl_highlight *h,
					  const struct bl_token *token)
{
	uint32_t stem = bl_vocab_stem_of(h->vocab, token->form);
	const struct bl_wanted *found =
		find(&h->stems, bl_vocab_stem(h->vocab, stem));

	if (!found && h->forms.n)
		found = find(&h->forms, bl_vocab_form(h->vocab, token->form));
	return found;
}

bl_status bl_highlight_match(const struct bl_highlight *h, size_t n,
			     struct bl_error *err)
{
	const struct bl_tokens *tokens = &h->scratch->body;
	struct bl_matches *m = &h->scratch->matches;
	const struct bl_wanted *last = NULL, *now; /* NULL: not a match */
	size_t i;

	m->n = 0;
	for (i = n; i < tokens->n; i++, last = now) {
		const struct bl_token *token = &tokens->item[i];
		struct bl_match *item;

		now = find_token(h, token);
		if (!now)
			continue;
		item = grow(m->item, m->n, &m->cap, sizeof(*m->item));
		if (!item)
			return bl_fail_nomem(err);
		m->item = item;
		item[m->n++] = (struct bl_match){
			.start = token->start,
			.end = token->end,
			.word = now->word,
			.run = last &&
			       (h->follows[last->word] >> now->word & 1),
		};
	}
	return BL_OK;
}
