/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Words and sentences.  The bytes between two tokens tell what kind of gap is
 * there, those of a token only its case.
 */
#include "incident_private.h"

#include <stdlib.h>
#include <string.h>

#include "blotter/utf8.h"

/* What stands further down adds nothing to the incidents of an article. */
#define TEXT_MAX_WORDS 12000
/* A text whose lines end here was wrapped: its newlines end no paragraph. */
#define WRAP_MIN_COLUMN 45
#define WRAP_MAX_COLUMN 85
#define LOOK_BYTES 4096
/* A gap with more bytes than these is looked at no further. */
#define GAP_MAX_BYTES 64
/* What is known of the form of a token is sent for so far ahead. */
#define PREFETCH_TOKENS 8
/* So many words tell whether all are in capitals. */
#define CASE_WORDS 200

struct bl_str bl_text_words(const struct text *t, uint32_t first, uint32_t last)
{
	struct bl_str field = first < t->n_title ? t->article->title
						 : t->article->text;

	return (struct bl_str){ field.data + t->word[first].start,
				t->word[last].end - t->word[first].start };
}

bool bl_word_is(const struct text *t, uint32_t word, const char *form)
{
	struct bl_str s = bl_vocab_form(t->vocab, t->word[word].form);

	/* most words differ in their first byte */
	return s.len && *s.data == *form && bl_str_eq(s, bl_str_from(form));
}

/* ---- what the lexicon says of a form, once for all its occurrences ---- */

static bool has_letters_only(struct bl_str s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if (s.data[i] < 'a' || s.data[i] > 'z')
			return false;
	return true;
}

static void learn_form(struct text *t, uint32_t form)
{
	const struct lexicon *l = t->x->lexicon;
	struct bl_str s = bl_vocab_form(t->vocab, form);
	uint16_t word = bl_lexicon_word(l, s);
	unsigned facts = FORM_IS_KNOWN;

	if (bl_gazetteer_begins(s))
		facts |= FORM_BEGINS_PLACE;
	if (bl_lexicon_hints(l, word))
		facts |= FORM_HINTS;
	if (word && bl_lexicon_leads_on(l, bl_lexicon_step(l, 0, word)))
		facts |= FORM_TELLS;
	if (has_letters_only(s))
		facts |= FORM_LETTERS;
	t->x->form[form] = (struct form){ word, (uint8_t)facts };
}

/* What the lexicon knows of a token's form. */
static inline const struct form *form_of(struct text *t,
					 const struct bl_token *k)
{
	const struct form *form = &t->x->form[k->form];

	if (!form->facts)
		learn_form(t, k->form);
	return form;
}

static bl_status grow_forms(struct text *t)
{
	struct bl_extractor *x = t->x;
	size_t want = bl_vocab_form_count(t->vocab), cap = want + want / 2;
	struct form *more;

	if (want > x->cap) {
		more = reallocarray(x->form, cap, sizeof(*more));
		if (!more)
			return bl_fail_nomem(t->err);
		x->form = more;
		x->cap = cap;
	}
	if (want > x->known_forms) {
		memset(x->form + x->known_forms, 0,
		       (want - x->known_forms) * sizeof(*x->form));
		x->known_forms = want;
	}
	return BL_OK;
}

/* ---- gaps ---- */

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Does the newline at p end a paragraph, by what follows it? */
static bool ends_paragraph(const char *p, const char *end, bool wrapped)
{
	if (!wrapped)
		return true;
	p++;
	return p < end && is_space(*p);
}

/* Bits of one character of a gap; *used are its bytes. */
static unsigned gap_of(const char *p, const char *end, size_t *used)
{
	static const uint16_t ascii[0x80] = {
		[','] = GAP_COMMA,     ['('] = GAP_OPEN,  ['['] = GAP_OPEN,
		[')'] = GAP_CLOSE,     [']'] = GAP_CLOSE, ['"'] = GAP_QUOTE,
		['$'] = GAP_MONEY,     [':'] = GAP_COLON, ['/'] = GAP_SLASH,
		[';'] = GAP_SEMICOLON, ['|'] = GAP_DASH,  ['*'] = GAP_DASH,
		['%'] = GAP_PERCENT,   ['='] = GAP_DASH,
	};

	*used = 1;
	if ((unsigned char)*p < 0x80) {
		if (*p != '`' || end - p < 2 || p[1] != '`')
			return ascii[(unsigned char)*p];
		*used = 2;
		return GAP_QUOTE;
	}
	switch (bl_utf8_decode(p, (size_t)(end - p), used)) {
	case 0xab:
	case 0xbb:
	case 0x201c:
	case 0x201d:
		return GAP_QUOTE;
	case 0x2013:
	case 0x2014:
		return GAP_DASH;
	case 0xa3:
	case 0x20ac:
		return GAP_MONEY;
	default:
		return 0;
	}
}

/* A run of dots, marks and spaces: does a sentence end in it?  The words
 * around it have their say later. */
static unsigned read_gap(const char *p, const char *end, bool wrapped)
{
	unsigned gap = 0;
	const char *start = p;
	size_t used;

	if (end - p == 1 && *p == '-')
		return GAP_HYPHEN;
	if (end - p > GAP_MAX_BYTES)
		return GAP_SENTENCE | GAP_PARAGRAPH;
	for (; p < end; p += used) {
		used = 1;
		switch (*p) {
		case ' ':
		case '\t':
		case '\r':
			break;
		case '\n':
			if (ends_paragraph(p, end, wrapped))
				gap |= GAP_PARAGRAPH | GAP_SENTENCE;
			break;
		case '.':
			gap |= GAP_DOT;
			break;
		case '?':
			gap |= GAP_QUESTION | GAP_SENTENCE;
			break;
		case '!':
			gap |= GAP_SENTENCE;
			break;
		case '-':
			gap |= GAP_DASH;
			break;
		case '\'':
			if (p == start && p + 1 < end &&
			    (p[1] == 's' || p[1] == 'S')) {
				gap |= GAP_POSSESSIVE;
				used = 2;
			}
			break;
		default:
			if ((unsigned char)*p == 0xe2 && end - p > 3 &&
			    memcmp(p, "\xe2\x80\x99s", 4) == 0 && p == start) {
				gap |= GAP_POSSESSIVE;
				used = 4;
			} else {
				gap |= gap_of(p, end, &used);
			}
		}
	}
	return gap;
}

static enum shape shape_of_bytes(const char *p, size_t n)
{
	size_t i, upper = 0, lower = 0, digits = 0;

	for (i = 0; i < n; i++) {
		unsigned char c = (unsigned char)p[i];

		upper += c >= 'A' && c <= 'Z';
		lower += (c >= 'a' && c <= 'z') || c >= 0x80;
		digits += c >= '0' && c <= '9';
	}
	if (digits)
		return upper + lower ? SHAPE_MIXED : SHAPE_DIGITS;
	if (*p >= 'A' && *p <= 'Z')
		return lower || n == 1 ? SHAPE_CAPITAL : SHAPE_UPPER;
	/* "É" and its kin begin with this byte */
	if ((unsigned char)*p == 0xc3 && n > 1 && (unsigned char)p[1] < 0x9f)
		return SHAPE_CAPITAL;
	return SHAPE_LOWER;
}

/* The same for a word that has no digits, mostly by a byte or two. */
static enum shape shape_of_letters(const char *p, size_t n)
{
	size_t i;

	if (*p >= 'a' && *p <= 'z')
		return SHAPE_LOWER;
	if (*p < 'A' || *p > 'Z')
		return shape_of_bytes(p, n);
	for (i = 1; i < n; i++)
		if ((p[i] >= 'a' && p[i] <= 'z') || (unsigned char)p[i] >= 0x80)
			return SHAPE_CAPITAL;
	return n == 1 ? SHAPE_CAPITAL : SHAPE_UPPER;
}

void bl_text_shape(struct text *t, uint32_t word)
{
	struct word *w = &t->word[word];
	struct bl_str s;

	if (w->shape != SHAPE_UNKNOWN)
		return;
	s = bl_text_words(t, word, word);
	w->shape = (uint8_t)(w->facts & FORM_LETTERS
				     ? shape_of_letters(s.data, s.len)
				     : shape_of_bytes(s.data, s.len));
}

/* Words that begin sentences, and follow no "U.S." */
#define BEGINS_SENTENCE \
	(W(THE) | W(DET) | W(POSSESSIVE) | W(IN) | W(ON) | W(AFTER) | W(WHEN))

/* Does a dot before w end a sentence, or does it belong to an abbreviation? */
static bool dot_ends(struct text *t, uint32_t word, bool spaced)
{
	const struct word *w = &t->word[word], *before = w - 1;
	const struct entry *a, *b;
	size_t len = before->end - before->start;

	bl_text_shape(t, word - 1);
	bl_text_shape(t, word);
	a = bl_lexicon_single(t->x->lexicon, before->lex);
	b = bl_lexicon_single(t->x->lexicon, w->lex);
	if (!spaced)
		return before->shape == SHAPE_LOWER && len > 2 &&
		       w->shape == SHAPE_CAPITAL;
	if (w->shape == SHAPE_LOWER)
		return false;
	/* "U.S.", but not "a.m." */
	if (len > 2 &&
	    bl_text_words(t, word - 1, word - 1).data[len - 2] == '.' &&
	    !(a->words & W(UNIT)))
		return (b->words & BEGINS_SENTENCE) || b->role == ROLE_PRONOUN;
	if (w->shape == SHAPE_DIGITS && (a->month || len <= 2))
		return false;
	if (before->shape == SHAPE_DIGITS)
		return true;
	if (len == 1 || ((a->words & W(PERSONTITLE)) && len <= 4) ||
	    (a->words & W(STREET) && len <= 4))
		return false;
	if (len == 3 && (a->words & W(UNIT)) && (b->weekday || b->month))
		return false; /* a.m. Sunday */
	/* St. Louis, Mt. Lavinia, Ft. Worth */
	return !(len == 2 && before->shape == SHAPE_CAPITAL &&
		 w->shape == SHAPE_CAPITAL);
}

/* ---- words ---- */

static bool is_wrapped(struct bl_str s)
{
	const char *line = s.data, *newline, *end;
	size_t lines = 0, wrapped = 0;

	if (!s.len)
		return false;
	end = s.data + (s.len < LOOK_BYTES ? s.len : LOOK_BYTES);
	while ((newline = memchr(line, '\n', (size_t)(end - line)))) {
		size_t column = (size_t)(newline - line);

		if (column > 1) {
			lines++;
			wrapped += column >= WRAP_MIN_COLUMN &&
				   column <= WRAP_MAX_COLUMN;
		}
		line = newline + 1;
	}
	return lines > 2 && wrapped * 10 > lines * 6;
}

static void read_words(struct text *t, struct bl_str field,
		       const struct bl_tokens *tokens)
{
	const uint32_t first = t->n_words, room = TEXT_MAX_WORDS - first;
	const uint32_t n = tokens->n < room ? (uint32_t)tokens->n : room;
	const bool wrapped = is_wrapped(field);
	uint32_t i;

	for (i = 0; i < n; i++) {
		const struct bl_token *k = &tokens->item[i];
		const struct form *form = form_of(t, k);
		const char *start = field.data + k->start, *before;
		struct word *w = &t->word[first + i];

		if (i + PREFETCH_TOKENS < n)
			__builtin_prefetch(
				&t->x->form[k[PREFETCH_TOKENS].form]);
		*w = (struct word){
			.form = k->form,
			.start = k->start,
			.end = k->end,
			.lex = form->lex,
			.facts = form->facts,
			.gap = i ? 0 : GAP_SENTENCE | GAP_PARAGRAPH,
		};
		before = i ? field.data + k[-1].end : start;
		if (!i || (start - before == 1 && *before == ' '))
			continue; /* as before most words */
		w->gap = (uint16_t)read_gap(before, start, wrapped);
		if ((w->gap & GAP_DOT) &&
		    dot_ends(t, first + i,
			     is_space(start[-1]) || w->gap != GAP_DOT))
			w->gap |= GAP_SENTENCE;
	}
	t->n_words += n;
}

static bool is_upper(struct text *t)
{
	uint32_t i, upper = 0, lower = 0;

	for (i = t->n_title; i < t->n_words && i < t->n_title + CASE_WORDS;
	     i++) {
		bl_text_shape(t, i);
		upper += t->word[i].shape == SHAPE_UPPER;
		lower += t->word[i].shape == SHAPE_LOWER;
	}
	return upper > lower * 4;
}

/* ---- sentences ---- */

/* Does a phrase of which a report could be made begin with token i? */
static bool begins_to_tell(struct text *t, const struct bl_tokens *tokens,
			   size_t i, size_t end)
{
	const struct lexicon *l = t->x->lexicon;
	const struct bl_token *k = tokens->item;
	uint32_t node = bl_lexicon_step(l, 0, form_of(t, &k[i])->lex);
	const struct entry *e;

	while (bl_lexicon_leads_on(l, node)) {
		e = bl_lexicon_entry(l, node);
		if (e && bl_entry_tells(e))
			return true;
		if (++i == end || !form_of(t, &k[i])->lex)
			break;
		node = bl_lexicon_step(l, node, form_of(t, &k[i])->lex);
	}
	return false;
}

/* Is there one among the tokens from `i` to `end`? */
static bool may_tell(struct text *t, const struct bl_tokens *tokens, size_t i,
		     size_t end)
{
	const struct bl_token *k = tokens->item;

	for (; i < end; i++) {
		if (end - i > PREFETCH_TOKENS)
			__builtin_prefetch(
				&t->x->form[k[i + PREFETCH_TOKENS].form]);
		if ((form_of(t, &k[i])->facts & FORM_TELLS) &&
		    begins_to_tell(t, tokens, i, end))
			return true;
	}
	return false;
}

static bool sentence_may_tell(struct text *t, const struct sentence *s)
{
	if (s->in_title)
		return may_tell(t, t->title, s->first, s->end);
	return may_tell(t, t->body, s->first - t->n_title, s->end - t->n_title);
}

/* Read the sentence that begins with word s->first. */
static void read_sentence(struct text *t, struct sentence *s)
{
	const struct word *w = &t->word[s->first];
	const uint32_t left = t->n_words - s->first;
	const uint32_t room = left < SENTENCE_MAX_WORDS ? left
							: SENTENCE_MAX_WORDS;
	uint8_t facts = w->facts;
	uint32_t n = 1;

	s->in_title = s->first < t->n_title;
	s->new_paragraph = w->gap & GAP_PARAGRAPH;
	for (; n < room && !(w[n].gap & GAP_SENTENCE); n++)
		facts |= w[n].facts;
	s->end = s->first + n;
	s->hints = (facts & FORM_HINTS) && sentence_may_tell(t, s);
}

static void read_sentences(struct text *t)
{
	uint32_t i = 0;

	while (i < t->n_words) {
		struct sentence *s = &t->sentence[t->n_sentences++];

		*s = (struct sentence){ .first = i };
		read_sentence(t, s);
		i = s->end;
	}
}

bl_status bl_text_read(struct text *t)
{
	size_t n = t->title->n + t->body->n;
	bl_status st = grow_forms(t);

	/* of most articles there is no more to be read */
	if (st < 0 || (!may_tell(t, t->title, 0, t->title->n) &&
		       !may_tell(t, t->body, 0, t->body->n)))
		return st;
	if (n > TEXT_MAX_WORDS)
		n = TEXT_MAX_WORDS;
	t->word = bl_arena_alloc(t->arena, (n + 1) * sizeof(*t->word));
	t->sentence = bl_arena_alloc(t->arena, (n + 1) * sizeof(*t->sentence));
	if (!t->word || !t->sentence)
		return bl_fail_nomem(t->err);
	t->n_title = UINT32_MAX; /* all that is read now */
	read_words(t, t->article->title, t->title);
	t->n_title = t->n_words;
	read_words(t, t->article->text, t->body);
	t->upper = is_upper(t);
	read_sentences(t);
	return BL_OK;
}
