/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text_private.h"

#include <stdlib.h>

#include "blotter/utf8.h"

/* A word longer than this is scanned in parts: a multiple of the length of
 * a token, so that ASCII is cut the same. */
#define SCAN_MAX_BYTES (64 * BL_TOKEN_MAX_CODE_POINTS)
/* A run that may be one surface, not a piece cut out of a longer one. */
#define RECALL_MAX_BYTES BL_TOKEN_MAX_CODE_POINTS
#define FIRST_TOKENS 256

/* A word's scan must see what sends it to its shape before the shape ends. */
_Static_assert(SCAN_MAX_BYTES <= BL_SHAPE_MAX_BYTES, "one step, one shape");

void bl_tokens_release(struct bl_tokens *t)
{
	free(t->item);
	*t = (struct bl_tokens)BL_TOKENS_INIT;
}

/* A token whose form is not looked up yet, in offsets of the text. */
struct pending {
	uint64_t hash; /* of its surface, [start, body_end) */
	uint32_t start, body_end, end;
};

/* Words are looked up several at a time, so that the hash table's slots are on
 * their way from memory while the next words are scanned: a third faster. */
#define PENDING_MAX 32

/* Forms that are written out, instead of being looked up. */
struct words {
	char *out;
	size_t room, n; /* bytes */
};

struct tokenizer {
	struct bl_vocab *vocab;
	struct bl_shape *shape; /* scratch */
	const char *text;
	struct bl_tokens *out;
	struct words *words; /* then there is neither vocab nor out */
	struct bl_error *err;
	struct pending pending[PENDING_MAX];
	size_t pending_count;
};

static void tokenizer_init(struct tokenizer *t, struct bl_vocab *v,
			   const char *text, struct bl_tokens *out,
			   struct bl_error *err)
{
	/* not the whole struct: that would cost as much as a short text */
	t->vocab = v;
	t->shape = &v->shape;
	t->text = text;
	t->out = out;
	t->words = NULL;
	t->err = err;
	t->pending_count = 0;
}

static bl_status reserve_tokens(struct bl_tokens *t, size_t n,
				struct bl_error *err)
{
	size_t cap = t->cap ? t->cap : FIRST_TOKENS;
	struct bl_token *item;

	if (n <= t->cap - t->n)
		return BL_OK;
	while (cap - t->n < n)
		cap *= 2; /* memory ends before this overflows */
	item = reallocarray(t->item, cap, sizeof(*item));
	if (!item)
		return bl_fail_nomem(err);
	t->item = item;
	t->cap = cap;
	return BL_OK;
}

/* Write the forms of what is pending, up to the first that does not fit. */
static void settle_words(struct tokenizer *t)
{
	struct words *w = t->words;
	char form[BL_FORM_MAX_BYTES];
	size_t i, n;

	for (i = 0; i < t->pending_count; i++) {
		const struct pending *p = &t->pending[i];

		n = bl_fold_surface(form, t->text + p->start,
				    p->body_end - p->start);
		if (n == 0)
			continue;
		if (n + (w->n > 0) > w->room - w->n) {
			w->room = w->n;
			break;
		}
		if (w->n > 0)
			w->out[w->n++] = ' ';
		memcpy(w->out + w->n, form, n);
		w->n += n;
	}
	t->pending_count = 0;
}

/* Look up what is pending and append it to the output. */
static bl_status settle(struct tokenizer *t)
{
	bl_status st;
	size_t i;

	if (t->words) {
		settle_words(t);
		return BL_OK;
	}
	for (i = 0; i < t->pending_count; i++)
		bl_vocab_prefetch_string(t->vocab, t->pending[i].hash);
	st = reserve_tokens(t->out, t->pending_count, t->err);
	for (i = 0; st >= 0 && i < t->pending_count; i++) {
		const struct pending *p = &t->pending[i];
		const char *surface = t->text + p->start;
		size_t len = p->body_end - p->start;
		uint32_t form;

		form = bl_vocab_recall(t->vocab, surface, len, p->hash);
		if (form == BL_FORM_UNKNOWN)
			st = bl_vocab_learn(&form, t->vocab, surface, len,
					    p->hash, t->err);
		if (st >= 0 && form != BL_FORM_NOTHING)
			t->out->item[t->out->n++] =
				(struct bl_token){ form, p->start, p->end };
	}
	t->pending_count = 0;
	return st;
}

/* The token whose surface is [start, body_end) comes next. */
static inline bl_status emit(struct tokenizer *t, size_t start, size_t body_end,
			     size_t end)
{
	struct pending *p = &t->pending[t->pending_count++];

	p->hash = bl_vocab_hash(t->text + start, body_end - start);
	if (t->vocab)
		bl_vocab_prefetch(t->vocab, p->hash);
	/* a text has at most BL_TEXT_MAX_BYTES: its offsets fit */
	p->start = (uint32_t)start;
	p->body_end = (uint32_t)body_end;
	p->end = (uint32_t)end;
	return t->pending_count == PENDING_MAX ? settle(t) : BL_OK;
}

/* Where a token that begins at i must end, to be no longer than allowed. */
static size_t piece_end(const char *text, size_t i, size_t end)
{
	size_t n, used;

	for (n = 0; i < end && n < BL_TOKEN_MAX_CODE_POINTS; n++) {
		bl_utf8_decode(text + i, end - i, &used);
		i += used;
	}
	return i;
}

/* Where the next piece begins: not with a joint or a mark. */
static size_t piece_start(const char *text, size_t i, size_t end)
{
	size_t used;

	for (; i < end; i += used) {
		uint32_t cp = bl_utf8_decode(text + i, end - i, &used);
		enum bl_shape_byte shape = bl_shape_of(cp);

		if (shape == BL_SHAPE_LETTER || shape == BL_SHAPE_S ||
		    shape == BL_SHAPE_DIGIT)
			break;
	}
	return i;
}

/* emit() for a surface of more than BL_TOKEN_MAX_CODE_POINTS bytes. */
static bl_status emit_pieces(struct tokenizer *t, size_t start, size_t body_end,
			     size_t end)
{
	bl_status st = BL_OK;

	while (st >= 0 && start < body_end) {
		size_t piece = piece_end(t->text, start, body_end);

		st = emit(t, start, piece, piece == body_end ? end : piece);
		start = piece_start(t->text, piece, body_end);
	}
	return st;
}

static inline bl_status emit_word(struct tokenizer *t, size_t start,
				  size_t body_end, size_t end)
{
	if (body_end - start > BL_TOKEN_MAX_CODE_POINTS)
		return emit_pieces(t, start, body_end, end);
	return emit(t, start, body_end, end);
}

/* Append the tokens at *pos by the text's shape, up to and with the next
 * separator; moves *pos behind it. */
static bl_status tokenize_shape(struct tokenizer *t, size_t *pos, size_t len)
{
	const unsigned char *text = (const unsigned char *)t->text, *p;
	struct bl_shape *shape = t->shape;
	struct bl_scanner s = { .text = shape->byte };
	/* the scanner must see a point: two bytes, and two of the shape */
	size_t skip = bl_scan_follows_point(text, text + *pos) ? 2 : 0;
	size_t base = *pos - skip;
	bl_status st = BL_OK;

	bl_shape_make(shape, t->text + base, len - base);
	s.end = s.text + shape->n;
	p = bl_scan_gap(s.text + skip, s.end);
	while (st >= 0 && p < s.end) {
		struct bl_word word = bl_scan_word(&s, p);

		st = emit_word(t, base + shape->offset[p - s.text],
			       base + shape->offset[word.body_end - s.text],
			       base + shape->offset[word.end - s.text]);
		p = bl_scan_gap(word.end, s.end);
	}
	*pos = base + shape->offset[shape->n];
	return st;
}

/* Is the run at pos, of n bytes, a word that the vocabulary knows? */
static bool is_known(const struct tokenizer *t, size_t pos, size_t n)
{
	const char *run = t->text + pos;

	return bl_vocab_recall(t->vocab, run, n, bl_vocab_hash(run, n)) <
	       BL_FORM_NOTHING;
}

/* Append the tokens of the run at *pos, as they are if the vocabulary knows it
 * for a word, else by its shape; moves *pos behind them. */
static bl_status tokenize_run(struct tokenizer *t, size_t *pos, size_t len)
{
	const unsigned char *text = (const unsigned char *)t->text;
	const unsigned char *p = text + *pos, *end;
	size_t start = *pos;

	end = bl_scan_run(p, text + len, RECALL_MAX_BYTES);
	if (!end || bl_scan_follows_point(text, p) ||
	    !is_known(t, start, (size_t)(end - p)))
		return tokenize_shape(t, pos, len);
	*pos = (size_t)(end - text);
	return emit(t, start, *pos, *pos);
}

/* ---- text ---- */

static bl_status tokenize_text(struct tokenizer *t, size_t len)
{
	const unsigned char *text = (const unsigned char *)t->text;
	const unsigned char *end = text + len, *p = bl_scan_gap(text, end);
	struct bl_scanner s = { .text = text };
	struct bl_word word;
	bl_status st = BL_OK;

	while (st >= 0 && p < end) {
		size_t pos = (size_t)(p - text);

		s.end = end - p > SCAN_MAX_BYTES ? p + SCAN_MAX_BYTES : end;
		word = bl_scan_word(&s, p);
		if (s.needs_shape) {
			st = tokenize_run(t, &pos, len);
			p = text + pos;
		} else {
			st = emit_word(t, pos, (size_t)(word.body_end - text),
				       (size_t)(word.end - text));
			p = word.end;
		}
		p = bl_scan_gap(p, end);
	}
	return st;
}

static bl_status check_length(size_t len, struct bl_error *err)
{
	if (len <= BL_TEXT_MAX_BYTES)
		return BL_OK;
	return bl_fail(err, BL_ERR_LIMIT,
		       "a text of %zu bytes is longer than the limit of %zu",
		       len, BL_TEXT_MAX_BYTES);
}

bl_status bl_tokenize(struct bl_vocab *v, const char *text, size_t len,
		      struct bl_tokens *out, struct bl_error *err)
{
	struct tokenizer t;
	bl_status st = check_length(len, err);

	if (st < 0 || !len)
		return st;
	tokenizer_init(&t, v, text, out, err);
	st = tokenize_text(&t, len);
	return st < 0 ? st : settle(&t);
}

bl_status bl_tokenize_by_shape(struct bl_vocab *v, const char *text, size_t len,
			       struct bl_tokens *out, struct bl_error *err)
{
	struct tokenizer t;
	bl_status st = check_length(len, err);
	size_t pos = 0;

	tokenizer_init(&t, v, text, out, err);
	while (st >= 0 && pos < len)
		st = tokenize_shape(&t, &pos, len);
	return st < 0 ? st : settle(&t);
}

size_t bl_words(char *out, size_t room, struct bl_str text)
{
	struct words words = { out, room, 0 };
	struct bl_shape shape;
	struct tokenizer t = { .shape = &shape,
			       .text = text.data,
			       .words = &words };
	size_t pos = 0;

	/* writing words takes no memory, and so cannot fail */
	while (pos < text.len && words.n < words.room)
		(void)tokenize_shape(&t, &pos, text.len);
	settle_words(&t);
	return words.n;
}
