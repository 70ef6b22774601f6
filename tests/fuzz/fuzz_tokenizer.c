/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes give tokens that lie in order within them, with sound forms. */
#undef NDEBUG
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "../../lib/text/text_private.h"
#include "blotter/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t ascii_bytes(const char *s, size_t len)
{
	size_t i = 0;

	while (i < len && (unsigned char)s[i] < 0x80)
		i++;
	return i;
}

static void check_tokens(const struct bl_vocab *v, const struct bl_tokens *t,
			 size_t len)
{
	size_t i, end = 0;

	for (i = 0; i < t->n; i++) {
		const struct bl_token *token = &t->item[i];
		struct bl_str form;

		assert(token->start >= end);
		assert(token->end > token->start && token->end <= len);
		assert(token->form < bl_vocab_form_count(v));
		assert(bl_vocab_stem_of(v, token->form) <
		       bl_vocab_stem_count(v));
		form = bl_vocab_form(v, token->form);
		assert(form.len > 0);
		assert(bl_utf8_valid(form.data, form.len) == form.len);
		assert(bl_utf8_length(form.data, form.len) <=
		       BL_FOLD_MAX_CODE_POINTS);
		end = token->end;
	}
}

static void check_equal(const struct bl_tokens *a, const struct bl_tokens *b)
{
	size_t i;

	assert(a->n == b->n);
	for (i = 0; i < a->n; i++) {
		assert(a->item[i].form == b->item[i].form);
		assert(a->item[i].start == b->item[i].start);
		assert(a->item[i].end == b->item[i].end);
	}
}

/* Names are compared by the same forms. */
static void check_words(const struct bl_vocab *v, const struct bl_tokens *t,
			struct bl_str text)
{
	static char words[1 << 16];
	size_t n = bl_words(words, sizeof(words), text), at = 0, i;

	for (i = 0; i < t->n && at < n; i++) {
		struct bl_str form = bl_vocab_form(v, t->item[i].form);

		if (i > 0)
			assert(words[at++] == ' ');
		assert(form.len <= n - at);
		assert(memcmp(words + at, form.data, form.len) == 0);
		at += form.len;
	}
	assert(at == n);
}

/* A form is a token, and its own form.  Not so beyond ASCII, where one letter
 * may fold to several words, nor for a piece of a cut token. */
static void check_forms(struct bl_vocab *v, const struct bl_tokens *t)
{
	struct bl_tokens again = BL_TOKENS_INIT;
	size_t i;

	for (i = 0; i < t->n; i++) {
		struct bl_str form = bl_vocab_form(v, t->item[i].form);

		if (t->item[i].end - t->item[i].start >=
			    BL_TOKEN_MAX_CODE_POINTS ||
		    form.len > BL_TOKEN_MAX_CODE_POINTS ||
		    ascii_bytes(form.data, form.len) < form.len)
			continue;
		again.n = 0;
		assert(bl_tokenize(v, form.data, form.len, &again, NULL) ==
		       BL_OK);
		assert(again.n == 1);
		assert(again.item[0].form == t->item[i].form);
	}
	bl_tokens_release(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bl_tokens first = BL_TOKENS_INIT, again = BL_TOKENS_INIT;
	struct bl_tokens by_shape = BL_TOKENS_INIT;
	const char *text = (const char *)data;
	struct bl_vocab *v = NULL;
	struct bl_analysis a;
	struct bl_buf folded;

	assert(bl_analysis_set(&a, BL_LANGUAGE_DEFAULT, NULL) == BL_OK);
	assert(bl_vocab_new(&v, &a, NULL) == BL_OK);
	assert(bl_tokenize(v, text, size, &first, NULL) == BL_OK);
	check_tokens(v, &first, size);
	/* a vocabulary that knows the words finds the same ones */
	assert(bl_tokenize(v, text, size, &again, NULL) == BL_OK);
	check_equal(&first, &again);
	assert(bl_tokenize_by_shape(v, text, size, &by_shape, NULL) == BL_OK);
	check_tokens(v, &by_shape, size);
	if (size <= BL_SHAPE_MAX_BYTES && ascii_bytes(text, size) == size)
		check_equal(&first, &by_shape);
	check_words(v, &by_shape, (struct bl_str){ text, size });
	check_forms(v, &first);
	bl_buf_init(&folded, BL_TEXT_MAX_BYTES);
	assert(bl_fold(&folded, text, size, NULL) == BL_OK);
	assert(bl_utf8_valid(folded.data, folded.len) == folded.len);
	bl_buf_release(&folded);
	bl_tokens_release(&first);
	bl_tokens_release(&again);
	bl_tokens_release(&by_shape);
	bl_vocab_free(v);
	return 0;
}
