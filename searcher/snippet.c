/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "snippet_private.h"

#include <string.h>

#include "blotter/utf8.h"
#include "highlight_private.h"
#include "sentence_private.h"

/* How much of a text is looked at: first its beginning, with the title that it
 * may repeat, which mostly will do; then the lead of a long article; then as
 * much as takes a few milliseconds, which is more than any article has that is
 * not a book. */
static const size_t scan_bytes[] = { 512, 2 << 10, 256 << 10 };

/* Of the bytes to spare around a cluster, those that may stand before it: to
 * begin with its sentence, and else. */
#define SENTENCE_LEAD_BYTES(spare) (2 * (spare) / 3)
#define LEAD_BYTES(spare) ((spare) / 3)
/* Less than this of a sentence is not worth showing at the end. */
#define TAIL_BYTES 30

/* What the text is and where its snippet may be. */
struct cutter {
	const struct bl_highlight *highlight;
	const struct bl_tokens *tokens;
	const struct bl_matches *matches;
	struct bl_str text;
	size_t scanned; /* bytes of it that tokens and matches are of */
	size_t floor;   /* nothing before this byte is shown */
};

struct cluster {
	size_t first, last; /* matches, both included */
	unsigned rate;      /* 0: there is none */
};

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* The tokens at the start of the body that repeat the title, if it goes on
 * behind them. */
static size_t repeated_title(const struct bl_tokens *title,
			     const struct bl_tokens *body)
{
	size_t i;

	if (title->n >= body->n)
		return 0;
	for (i = 0; i < title->n; i++)
		if (title->item[i].form != body->item[i].form)
			return 0;
	return title->n;
}

/* Where the word begins that the n-th token is in: quotes and brackets before
 * it belong to it. */
static size_t word_start(const struct cutter *c, size_t n)
{
	size_t at = c->tokens->item[n].start;
	size_t floor = n ? c->tokens->item[n - 1].end : 0;

	while (at > floor && !bl_is_space(c->text.data[at - 1]))
		at--;
	return at;
}

/* How good a window is: one word more is worth more than any neighbours. */
static unsigned rate(const struct bl_highlight *h, unsigned words, size_t runs)
{
	return words * (BL_HIGHLIGHT_MAX_RUNS + 1) +
	       (unsigned)least(runs, h->n_runs);
}

/* Narrow a cluster from the left while it loses nothing. */
static void trim(struct cluster *c, const struct bl_match *m)
{
	unsigned count[BL_HIGHLIGHT_MAX_WORDS] = { 0 };
	size_t i;

	for (i = c->first; i <= c->last; i++)
		count[m[i].word]++;
	while (c->first < c->last && count[m[c->first].word] > 1 &&
	       !m[c->first + 1].run)
		count[m[c->first++].word]--;
}

/* The best matches that fit in one snippet. */
static struct cluster best_cluster(const struct cutter *c)
{
	const struct bl_match *m = c->matches->item;
	unsigned count[BL_HIGHLIGHT_MAX_WORDS] = { 0 }, words = 0;
	struct cluster best = { 0, 0, 0 };
	size_t i = 0, j, runs = 0;

	for (j = 0; j < c->matches->n; j++) {
		unsigned now;

		words += count[m[j].word]++ == 0;
		runs += i < j && m[j].run;
		while (i < j && m[j].end - m[i].start > BL_SNIPPET_MAX_BYTES) {
			words -= --count[m[i].word] == 0;
			runs -= m[++i].run;
		}
		now = rate(c->highlight, words, runs);
		if (now > best.rate)
			best = (struct cluster){ i, j, now };
	}
	if (best.rate)
		trim(&best, m);
	return best;
}

/* Back over white space, then over what is none: the first byte of a word, or
 * a byte before `earliest` when none begins so near. */
static size_t previous_word(const struct cutter *c, size_t at, size_t earliest)
{
	while (at > earliest && bl_is_space(c->text.data[at - 1]))
		at--;
	while (at > earliest && !bl_is_space(c->text.data[at - 1]))
		at--;
	if (at > c->floor && at == earliest &&
	    !bl_is_space(c->text.data[at - 1]))
		at--;
	return at;
}

/* The first token from this byte on; for scripts without spaces. */
static size_t next_token(const struct cutter *c, size_t at, size_t most)
{
	size_t i;

	for (i = 0; i < c->tokens->n; i++)
		if (c->tokens->item[i].start >= at)
			return c->tokens->item[i].start;
	return most;
}

/*
 * Where a snippet that shows the bytes [start, end) begins: with the sentence,
 * when there is room for its beginning, else with a few words before.
 */
static size_t choose_start(const struct cutter *c, size_t start, size_t end)
{
	size_t before = start - c->floor, spare, earliest, lead, at, best;

	if (end - start >= BL_SNIPPET_MAX_BYTES)
		return start;
	spare = BL_SNIPPET_MAX_BYTES - (end - start);
	earliest = start - least(before, SENTENCE_LEAD_BYTES(spare));
	lead = least(before, LEAD_BYTES(spare));
	best = next_token(c, start - lead, start);
	/* from the word the match stands in: a quote may come before it */
	at = start + 1;
	while ((at = previous_word(c, at, earliest)) >= earliest) {
		if (bl_starts_sentence(c->text, at, c->floor))
			return at;
		if (at >= start - lead)
			best = at;
		if (at == earliest)
			break;
	}
	return best;
}

/* `end`, or where the sentence before ends when the next has only begun. */
static size_t drop_tail(const struct cutter *c, size_t show, size_t end)
{
	size_t least_end = end - least(end - show, TAIL_BYTES), at = end;

	while ((at = previous_word(c, at, least_end)) > least_end)
		if (bl_starts_sentence(c->text, at, c->floor))
			return at;
	return end;
}

/* Where the snippet that begins at start and shows the bytes up to `show`
 * ends: behind a word. */
static size_t choose_end(const struct cutter *c, size_t start, size_t show)
{
	size_t end = start + BL_SNIPPET_MAX_BYTES, i, at;

	if (end >= c->text.len)
		return c->text.len;
	for (at = end; at > show && !bl_is_space(c->text.data[at]); at--)
		;
	if (at == show) /* no space: a script that has none */
		for (i = 0; i < c->tokens->n && c->tokens->item[i].end <= end;
		     i++)
			if (c->tokens->item[i].end > at)
				at = c->tokens->item[i].end;
	at = drop_tail(c, show, at);
	while (at > show && strchr(" \t\n\r,;:", c->text.data[at - 1]))
		at--;
	return at;
}

static void add_marks(struct bl_snippet *s, const struct bl_matches *matches,
		      size_t start, size_t end)
{
	size_t i;

	for (i = 0; i < matches->n; i++) {
		const struct bl_match *m = &matches->item[i];

		if (m->start >= start && m->end <= end &&
		    s->n_marks < BL_SNIPPET_MAX_BYTES)
			s->mark[s->n_marks++] =
				(struct bl_mark){ m->start - start,
						  m->end - start };
	}
}

static void cut(struct bl_snippet *out, const struct cutter *c,
		const struct cluster *best)
{
	size_t start = c->floor, end = c->floor;

	if (best->rate) {
		start = c->matches->item[best->first].start;
		end = c->matches->item[best->last].end;
		start = choose_start(c, start, end);
	}
	end = choose_end(c, start, end);
	out->text = (struct bl_str){ c->text.data + start, end - start };
	out->cut_before = start > c->floor;
	out->cut_after = end < c->text.len;
	out->n_marks = 0;
	add_marks(out, c->matches, start, end);
}

/* Find what the first bytes of the text have. */
static bl_status scan(struct cutter *c, size_t bytes, struct bl_error *err)
{
	const struct bl_highlight *h = c->highlight;
	struct bl_tokens *body = &h->scratch->body;
	size_t first;
	bl_status st;

	c->scanned = c->text.len;
	if (bytes < c->scanned)
		c->scanned = bl_utf8_valid(c->text.data, bytes);
	body->n = 0;
	st = bl_tokenize(h->vocab, c->text.data, c->scanned, body, err);
	if (st < 0)
		return st;
	first = repeated_title(&h->scratch->title, body);
	c->floor = first ? word_start(c, first) : 0;
	return bl_highlight_match(h, first, err);
}

/* Can the rest of the text change nothing? */
static bool is_final(const struct cutter *c, const struct cluster *best)
{
	const struct bl_highlight *h = c->highlight;
	size_t start = best->rate ? c->matches->item[best->first].start
				  : c->floor;

	return c->scanned == c->text.len ||
	       (best->rate == rate(h, h->n_words, h->n_runs) &&
		start + BL_SNIPPET_MAX_BYTES < c->scanned);
}

bl_status bl_snippet_cut(struct bl_snippet *out, const struct bl_highlight *h,
			 const struct bl_article *article, struct bl_error *err)
{
	struct cutter c = {
		.highlight = h,
		.tokens = &h->scratch->body,
		.matches = &h->scratch->matches,
		.text = bl_str_trim(article->text),
	};
	struct cluster best;
	bl_status st;
	size_t i;

	h->scratch->title.n = 0;
	st = bl_tokenize(h->vocab, article->title.data, article->title.len,
			 &h->scratch->title, err);
	for (i = 0; st >= 0 && i < sizeof(scan_bytes) / sizeof(*scan_bytes);
	     i++) {
		st = scan(&c, article->title.len + scan_bytes[i], err);
		if (st < 0)
			break;
		best = best_cluster(&c);
		if (is_final(&c, &best))
			break;
	}
	if (st < 0)
		return st;
	cut(out, &c, &best);
	return BL_OK;
}
