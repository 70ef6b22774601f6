/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Places: names of the gazetteer where they stand as places do.  A name inside
 * an organisation's is no place; neither is a surname or a word that happens
 * to be a town's, unless the words before it say where ("in Reading").
 */
#include "incident_private.h"

#include <string.h>

#define PLACES_GROW 32
#define BARE_MAX_UNITS 3
/* Words that a dateline may take: "SAN SALVADOR, 14 NOV 89 (AFP) -- ". */
#define DATELINE_MAX_WORDS 14

static size_t forms_at(const struct text *t, uint32_t word, uint32_t end,
		       struct bl_str out[BL_PLACE_NAME_MAX_TOKENS])
{
	size_t n;

	for (n = 0; n < BL_PLACE_NAME_MAX_TOKENS && word + n < end; n++) {
		if (n &&
		    (t->word[word + n].gap & (GAP_BREAKS | GAP_POSSESSIVE)))
			break;
		out[n] = bl_vocab_form(t->vocab, t->word[word + n].form);
	}
	return n;
}

/* A word that only places stand behind: "in", "near", "north of". */
static bool is_locative(const struct text *t, const struct unit *u)
{
	/* "in northern Iraq", but "the West Side" */
	if (bl_unit_is(u, W(SIDE)))
		return t->upper || t->word[u->last].shape == SHAPE_LOWER;
	return bl_unit_is(u, W(IN)) ||
	       (bl_unit_is(u, W(FROM)) && !bl_unit_is(u, W(BETWEEN)));
}

/* Does a word before unit i say that a place follows: "in", "in the"? */
static bool is_located(const struct text *t, uint32_t i)
{
	const struct unit *u = &t->unit[i];

	if (i == 0)
		return false;
	if (i > 1 && bl_unit_is(u - 1, W(THE)) &&
	    !(bl_unit_gap(t, u) & GAP_BREAKS))
		u--;
	return is_locative(t, u - 1);
}

static bool is_surname(const struct text *t, uint32_t word)
{
	uint32_t i;

	for (i = 0; i < t->n_surnames; i++) {
		if (t->surname[i] == t->word[word].form)
			return true;
	}
	return false;
}

static void keep_surname(struct text *t, uint32_t word)
{
	if (t->n_surnames < SURNAMES_MAX && !is_surname(t, word))
		t->surname[t->n_surnames++] = t->word[word].form;
}

static bool is_name_shape(const struct text *t, uint32_t word)
{
	return t->word[word].shape == SHAPE_CAPITAL ||
	       t->word[word].shape == SHAPE_UPPER;
}

/* Is it between unknown words of capitals: "LUIS CARLOS GALAN SARMIENTO"? */
static bool is_in_name(const struct text *t, uint32_t i, uint32_t n)
{
	const struct unit *u = &t->unit[i];

	return (i > 0 && u[-1].e == &bl_lexicon_nothing &&
		u[-1].kind == UNIT_WORD &&
		!(bl_unit_gap(t, u) & (GAP_BREAKS | GAP_QUOTE))) ||
	       (i + n < t->n_units && u[n].e == &bl_lexicon_nothing &&
		u[n].kind == UNIT_WORD && is_name_shape(t, u[n].first) &&
		!(bl_unit_gap(t, u + n) & (GAP_BREAKS | GAP_POSSESSIVE)));
}

/* Known far and wide, so that it needs no "in" before it. */
static bool is_great(const struct bl_place_name *name)
{
	struct bl_place place;

	return bl_place_get(&place, bl_gazetteer_sense(name, 0).id) &&
	       (place.kind == BL_PLACE_COUNTRY ||
		place.kind == BL_PLACE_ADMIN ||
		place.population >= GREAT_POPULATION);
}

/* Does the match stand where no place does? */
static bool is_misplaced(struct text *t, uint32_t i, uint32_t n,
			 const struct bl_place_name *name)
{
	const struct unit *u = &t->unit[i];
	const struct unit *next = i + n < t->n_units ? u + n : NULL;
	bool located = name->flags ? i > 0 && is_locative(t, u - 1)
				   : is_located(t, i);
	bool doubtful = name->flags & (BL_NAME_IS_WORD | BL_NAME_IS_PERSON);

	/* "Mayor London Breed" */
	if (i > 0 && !(bl_unit_gap(t, u) & GAP_BREAKS) && !located &&
	    bl_unit_is(u - 1, W(PERSONTITLE))) {
		keep_surname(t, u->first);
		return true;
	}
	if (next && !(bl_unit_gap(t, next) & GAP_BREAKS)) {
		if (bl_unit_is(next, W(ORGANIZATION)) &&
		    !(next->e->words & W(IN)) && !located)
			return true;
		/* "Boston Globe", "Jackson Smith" */
		if (!t->upper && name->tokens == 1 && !located &&
		    is_name_shape(t, next->first) && !next->e->role &&
		    !next->e->words && !next->e->use)
			return doubtful || (i > 0 && u[-1].e->effect);
		if (bl_unit_is(next, W(STREET)) &&
		    (t->upper || is_name_shape(t, next->first)))
			return true;
	}
	if (i > 0 && !(bl_unit_gap(t, u) & GAP_BREAKS) && !located) {
		/* "John Jackson" */
		if (!t->upper && is_name_shape(t, u[-1].first) &&
		    !u[-1].e->words && u[-1].kind == UNIT_WORD &&
		    !u[-1].e->role && t->word[u->first].gap == 0) {
			keep_surname(t, u->first);
			return true;
		}
		if (!t->upper && bl_unit_is(u - 1, W(SIDE)))
			return true;
	}
	if (name->tokens == 1 && !located && is_surname(t, u->first))
		return true;
	if (doubtful && t->upper)
		return !located || (name->flags & BL_NAME_IS_WORD) ||
		       bl_word_is(t, u[-1].last, "the");
	if (!located && (t->upper || (name->tokens == 1 &&
				      t->word[u->first].shape == SHAPE_UPPER)))
		return !is_great(name) || is_in_name(t, i, n);
	if (doubtful && !located)
		return !(next && (bl_unit_gap(t, next) & GAP_COMMA) &&
			 (t->word[next->first].facts & FORM_BEGINS_PLACE));
	return false;
}

static bl_status keep_place(struct text *t, const struct found_place *p,
			    uint16_t *index)
{
	if (t->n_places == t->places_cap) {
		uint16_t cap = (uint16_t)(t->places_cap * 2 + PLACES_GROW);
		struct found_place *all;

		if (cap < t->places_cap)
			return BL_SKIP;
		all = bl_arena_alloc(t->arena, cap * sizeof(*all));
		if (!all)
			return bl_fail_nomem(t->err);
		if (t->n_places)
			memcpy(all, t->place, t->n_places * sizeof(*all));
		t->place = all;
		t->places_cap = cap;
	}
	*index = t->n_places;
	t->place[t->n_places++] = *p;
	return BL_OK;
}

/* How many units from i on end with the word `last`; 0: it ends inside one. */
static uint32_t units_to(const struct text *t, uint32_t i, uint32_t last)
{
	uint32_t n;

	for (n = 0; i + n < t->n_units; n++) {
		if (t->unit[i + n].last == last)
			return n + 1;
		if (t->unit[i + n].last > last)
			return 0;
	}
	return 0;
}

/* "SAN SALVADOR, 14 NOV 89 (AFP) --", "NORFOLK, Va. -": the first words of
 * the text, all capitals, with a dash or bracket behind. */
static bool in_dateline(const struct text *t, uint32_t word)
{
	uint32_t i, end = word + DATELINE_MAX_WORDS;

	if (word < t->n_title ||
	    !(t->word[word].shape == SHAPE_UPPER || word == t->n_title))
		return false;
	if (word > t->n_title + 5 && !(t->word[word].gap & GAP_PARAGRAPH))
		return false;
	for (i = word + 1; i < end && i < t->n_words; i++) {
		if (t->word[i].shape == SHAPE_UNKNOWN)
			return false;
		if (t->word[i].gap & (GAP_DASH | GAP_OPEN))
			return true;
		if ((t->word[i].gap & GAP_PARAGRAPH) ||
		    (!t->upper && t->word[i].shape == SHAPE_LOWER))
			return false;
	}
	return false;
}

static bool is_adjective(const struct bl_place_name *name)
{
	uint32_t i;

	for (i = 0; i < name->count; i++) {
		if (bl_gazetteer_sense(name, i).kind != BL_NAME_ADJECTIVE)
			return false;
	}
	return true;
}

static bool is_abbreviation(const struct bl_place_name *name)
{
	return bl_gazetteer_sense(name, 0).kind == BL_NAME_ABBREVIATION;
}

static bool is_unknown_name(const struct text *t, uint32_t i)
{
	const struct unit *u = &t->unit[i];

	return i < t->n_units && u->kind == UNIT_WORD && !u->e->words &&
	       !u->e->role && !u->e->use && !u->e->effect && !u->e->month &&
	       !u->e->weekday && !u->e->target && !u->e->group &&
	       !u->e->number_kind && !u->e->days && is_name_shape(t, u->first);
}

/* Is the unit the last capitalised one: "Berrien County", but not "Berrien
 * County Courthouse"? */
static bool ends_name(const struct text *t, uint32_t i)
{
	return i + 1 >= t->n_units || !is_name_shape(t, t->unit[i + 1].first) ||
	       (bl_unit_gap(t, &t->unit[i + 1]) & GAP_BREAKS);
}

/* Says the word before the name, or behind it, that it is a place's? */
static bool is_bare_place(const struct text *t, uint32_t i, uint32_t n)
{
	const struct unit *u = &t->unit[i];
	const struct unit *next = i + n < t->n_units ? u + n : NULL;
	bool of_town = i > 0 && bl_unit_is(u - 1, W(IN)) &&
		       bl_word_is(t, u[-1].last, "of");

	if (next && !(bl_unit_gap(t, next) & GAP_BREAKS)) {
		if (bl_unit_is(next, W(PLACENOUN)))
			return t->upper ? bl_unit_is(next, W(SMALLPLACE))
					: ends_name(t, i + n);
		if (bl_unit_is(next,
			       W(ORGANIZATION) | W(STREET) | W(PERSONTITLE)) ||
		    next->e->role || next->e->target ||
		    (bl_unit_gap(t, next) & GAP_POSSESSIVE))
			return false;
	}
	if (of_town)
		return true;
	return i > 0 && !t->upper && bl_unit_is(u - 1, W(IN)) &&
	       (n > 1 || t->word[u->first].shape == SHAPE_CAPITAL) &&
	       !bl_word_is(t, u[-1].last, "the") &&
	       !bl_unit_is(u - 1, W(BETWEEN) | W(ABOUT)) &&
	       t->word[u[-1].last].shape == SHAPE_LOWER &&
	       !(bl_unit_gap(t, u) & (GAP_BREAKS | GAP_QUOTE));
}

/* A place that the gazetteer does not know: "in the village of Cayara". */
static bl_status find_bare(struct text *t, uint32_t i)
{
	struct unit by = { .kind = UNIT_PLACE, .e = &bl_lexicon_nothing };
	struct found_place p = { .bare = true };
	uint32_t n = 0;
	bl_status st;

	while (n < BARE_MAX_UNITS && is_unknown_name(t, i + n) &&
	       !(n && (bl_unit_gap(t, &t->unit[i + n]) & GAP_BREAKS)))
		n++;
	/* in a title every word has a capital */
	if (!n || t->unit[i].first < t->n_title || !is_bare_place(t, i, n))
		return BL_OK;
	p.first = t->unit[i].first;
	p.last = t->unit[i + n - 1].last;
	st = keep_place(t, &p, &by.index);
	if (st == BL_OK)
		bl_units_fold(t, i, n, by);
	return st < 0 ? st : BL_OK;
}

/* The name of the gazetteer that begins at unit i. */
static bl_status find_known(struct text *t, uint32_t i, bool *found)
{
	struct unit *u = &t->unit[i];
	struct bl_str forms[BL_PLACE_NAME_MAX_TOKENS];
	struct found_place p = { .first = u->first };
	struct unit by = { .kind = UNIT_PLACE, .e = u->e };
	size_t n_forms =
		forms_at(t, u->first, t->unit[t->n_units - 1].last + 1, forms);
	uint32_t n;
	bl_status st;

	if (!bl_gazetteer_match(&p.name, forms, n_forms))
		return BL_OK;
	p.last = u->first + (uint32_t)p.name.tokens - 1;
	n = units_to(t, i, p.last);
	/* a known phrase that is longer, or a word of our own */
	if (!n ||
	    (n == 1 && (u->e->group || u->e->month || u->e->weekday ||
			u->e->use > USE_HINT ||
			(bl_unit_is(u, W(PLACENOUN)) && !is_located(t, i)))))
		return BL_OK;
	p.adjective = is_adjective(&p.name);
	p.within = i > 0 && u[-1].kind == UNIT_PLACE &&
		   (t->word[u->first].gap & (GAP_COMMA | GAP_OPEN));
	p.dateline = in_dateline(t, u->first) &&
		     (p.within || t->word[u->first].gap & GAP_PARAGRAPH);
	if (is_abbreviation(&p.name) && !p.within && !p.adjective &&
	    (t->upper || t->word[u->first].shape != SHAPE_UPPER))
		return BL_OK;
	if (t->upper && p.within && (p.name.flags & BL_NAME_IS_WORD))
		return BL_OK;
	if (!p.adjective && !p.dateline && !p.within &&
	    is_misplaced(t, i, n, &p.name))
		return BL_OK;
	st = keep_place(t, &p, &by.index);
	if (st == BL_OK) {
		bl_units_fold(t, i, n, by);
		*found = true;
	}
	return st < 0 ? st : BL_OK;
}

bl_status bl_places_find(struct text *t)
{
	uint32_t i;
	bl_status st = BL_OK;

	for (i = 0; st == BL_OK && i < t->n_units; i++) {
		const struct unit *u = &t->unit[i];
		bool found = false;

		if (u->kind != UNIT_WORD || !is_name_shape(t, u->first))
			continue;
		if ((t->word[u->first].facts & FORM_BEGINS_PLACE))
			st = find_known(t, i, &found);
		if (st == BL_OK && !found)
			st = find_bare(t, i);
	}
	return st;
}
