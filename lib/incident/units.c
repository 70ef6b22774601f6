/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "incident_private.h"

#include <string.h>

bool bl_unit_is(const struct unit *u, uint64_t words)
{
	return (u->e->words & words) != 0;
}

unsigned bl_unit_gap(const struct text *t, const struct unit *u)
{
	return t->word[u->first].gap;
}

/* The longest phrase of the lexicon that begins at word i; *last is its last
 * word.  Phrases do not run over what separates words. */
static const struct entry *longest_phrase(const struct text *t, uint32_t i,
					  uint32_t end, uint32_t *last)
{
	const struct lexicon *l = t->x->lexicon;
	const struct entry *best = &bl_lexicon_nothing, *e;
	uint32_t node = 0, j;

	*last = i;
	for (j = i; j < end && t->word[j].lex; j++) {
		if (j > i && (t->word[j].gap & GAP_BREAKS))
			break;
		node = bl_lexicon_step(l, node, t->word[j].lex);
		if (!node)
			break;
		e = bl_lexicon_entry(l, node);
		if (e) {
			best = e;
			*last = j;
		}
	}
	return best;
}

void bl_units_make(struct text *t, const struct sentence *s)
{
	uint32_t i, last;

	t->n_units = 0;
	for (i = s->first; i < s->end; i++)
		bl_text_shape(t, i);
	for (i = s->first; i < s->end; i = last + 1) {
		struct unit *u = &t->unit[t->n_units++];

		*u = (struct unit){ .first = i,
				    .min = BL_COUNT_UNSET,
				    .max = BL_COUNT_UNSET };
		u->e = longest_phrase(t, i, s->end, &last);
		u->last = last;
	}
}

void bl_units_fold(struct text *t, uint32_t i, uint32_t n, struct unit by)
{
	by.first = t->unit[i].first;
	by.last = t->unit[i + n - 1].last;
	t->unit[i] = by;
	memmove(&t->unit[i + 1], &t->unit[i + n],
		(t->n_units - i - n) * sizeof(*t->unit));
	t->n_units -= n - 1;
}

struct span bl_unit_span(const struct unit *u)
{
	return (struct span){ u->first, u->last };
}

bool bl_sentence_has(const struct text *t, uint64_t words)
{
	uint32_t i;

	for (i = 0; i < t->n_units; i++) {
		if (bl_unit_is(&t->unit[i], words))
			return true;
	}
	return false;
}
