/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "oracle.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <math.h>

#include "blotter/utf8.h"
#include "oracle_incident.h"

#define FORM_MAX_CODE_POINTS 256
#define NO_STEM UINT32_MAX

/* One question. */
struct asking {
	const struct oracle *o;
	struct bl_arena *arena;
	double mean_length;
	bool capped;
};

static void *get(struct bl_arena *arena, size_t n, size_t size)
{
	void *p = bl_arena_calloc(arena, n, size);

	assert_non_null(p);
	return p;
}

/* ---- the articles */

void oracle_init(struct oracle *o, const struct bl_analysis *analysis)
{
	struct bl_analysis unstemmed;

	*o = (struct oracle){ .k1 = BL_BM25_K1, .b = BL_BM25_B };
	assert_int_equal(bl_vocab_new(&o->vocab, analysis, NULL), BL_OK);
	assert_int_equal(bl_analysis_set(&unstemmed, BL_LANGUAGE_NONE, NULL),
			 BL_OK);
	assert_int_equal(bl_vocab_new(&o->names, &unstemmed, NULL), BL_OK);
	assert_int_equal(bl_extractor_new(&o->extractor, NULL), BL_OK);
	bl_arena_init(&o->incidents);
}

static void take_text(struct oracle_text *out, const struct oracle *o,
		      struct bl_str text)
{
	struct bl_tokens *t = &out->tokens;
	size_t i;

	*t = (struct bl_tokens)BL_TOKENS_INIT;
	assert_int_equal(bl_tokenize(o->vocab, text.data, text.len, t, NULL),
			 BL_OK);
	out->stem = calloc(t->n + 1, sizeof(*out->stem));
	assert_non_null(out->stem);
	for (i = 0; i < t->n; i++)
		out->stem[i] = bl_vocab_stem_of(o->vocab, t->item[i].form);
}

static void release_doc(struct oracle_doc *d)
{
	bl_tokens_release(&d->title.tokens);
	bl_tokens_release(&d->body.tokens);
	free(d->title.stem);
	free(d->body.stem);
}

void oracle_release(struct oracle *o)
{
	while (o->n)
		release_doc(&o->doc[--o->n]);
	free(o->doc);
	bl_arena_release(&o->incidents);
	bl_extractor_free(o->extractor);
	bl_vocab_free(o->names);
	bl_vocab_free(o->vocab);
}

static struct oracle_doc *find(const struct oracle *o, struct bl_str id)
{
	size_t i;

	for (i = 0; i < o->n; i++) {
		if (bl_str_eq(o->doc[i].article->id, id))
			return &o->doc[i];
	}
	return NULL;
}

static struct oracle_doc *one_more(struct oracle *o)
{
	if (o->n == o->cap) {
		o->cap = o->cap ? 2 * o->cap : 64;
		o->doc = realloc(o->doc, o->cap * sizeof(*o->doc));
		assert_non_null(o->doc);
	}
	return &o->doc[o->n++];
}

void oracle_put(struct oracle *o, const struct bl_article *a)
{
	struct oracle_doc *d = find(o, a->id);

	if (d)
		release_doc(d);
	else
		d = one_more(o);
	d->article = a;
	take_text(&d->title, o, a->title);
	take_text(&d->body, o, a->text);
	assert_int_equal(bl_extract(&d->incidents, o->extractor, a, o->vocab,
				    &d->title.tokens, &d->body.tokens,
				    &o->incidents, NULL),
			 BL_OK);
}

void oracle_delete(struct oracle *o, struct bl_str id)
{
	struct oracle_doc *d = find(o, id);

	assert_non_null(d);
	release_doc(d);
	*d = o->doc[--o->n];
}

/* ---- words */

/* The number that the vocabulary has for a stem. */
static uint32_t stem_number(const struct oracle *o, struct bl_str stem)
{
	uint32_t i, n = bl_vocab_stem_count(o->vocab);

	for (i = 0; i < n; i++) {
		if (bl_str_eq(bl_vocab_stem(o->vocab, i), stem))
			return i;
	}
	return NO_STEM;
}

static uint32_t count_stem(const struct oracle_text *t, uint32_t stem)
{
	uint32_t n = 0;
	size_t i;

	for (i = 0; i < t->tokens.n; i++)
		n += t->stem[i] == stem;
	return n;
}

static uint32_t wdf(const struct oracle_doc *d, const struct bl_node *term,
		    uint32_t stem)
{
	uint32_t in_title = count_stem(&d->title, stem);

	if (term->field)
		return in_title;
	return 2 * in_title + count_stem(&d->body, stem);
}

/* The sum of wdf over all terms: a title token counts 2, and once more under
 * title:. */
static double length(const struct oracle_doc *d)
{
	return 3.0 * (double)d->title.tokens.n + (double)d->body.tokens.n;
}

static double bm25(const struct asking *a, const struct oracle_doc *d,
		   size_t matched, uint32_t occurrences)
{
	double n = (double)matched, k1 = a->o->k1, b = a->o->b;
	double t = ((double)a->o->n - n + 0.5) / (n + 0.5);
	double idf = t < 2 ? log(t / 2 + 1) : log(t);
	double norm = 1 - b + b * length(d) / a->mean_length;

	return idf * (k1 + 1) * occurrences / (occurrences + k1 * norm);
}

static void ask_term(struct oracle_answer *out, struct asking *a,
		     const struct bl_node *node)
{
	uint32_t stem = stem_number(a->o, node->text);
	uint32_t *count = get(a->arena, a->o->n, sizeof(*count));
	size_t i, matched = 0;

	for (i = 0; i < a->o->n && stem != NO_STEM; i++) {
		count[i] = wdf(&a->o->doc[i], node, stem);
		matched += count[i] > 0;
	}
	for (i = 0; i < a->o->n; i++) {
		if (!count[i])
			continue;
		out->in[i] = true;
		out->score[i] = bm25(a, &a->o->doc[i], matched, count[i]);
	}
}

/* ---- exact forms, patterns, fuzzy words */

struct code_points {
	uint32_t at[FORM_MAX_CODE_POINTS];
	size_t n;
};

static void decode(struct code_points *out, struct bl_str s)
{
	size_t i, used;

	out->n = 0;
	for (i = 0; i < s.len; i += used) {
		assert_in_range(out->n, 0, FORM_MAX_CODE_POINTS - 1);
		out->at[out->n++] =
			bl_utf8_decode(s.data + i, s.len - i, &used);
	}
}

static bool glob(const uint32_t *p, size_t np, const uint32_t *s, size_t ns)
{
	if (np == 0)
		return ns == 0;
	if (p[0] == '*')
		return glob(p + 1, np - 1, s, ns) ||
		       (ns > 0 && glob(p, np, s + 1, ns - 1));
	return ns > 0 && (p[0] == '?' || p[0] == s[0]) &&
	       glob(p + 1, np - 1, s + 1, ns - 1);
}

static size_t least(size_t a, size_t b, size_t c)
{
	size_t ab = a < b ? a : b;

	return ab < c ? ab : c;
}

static size_t levenshtein(const struct code_points *a,
			  const struct code_points *b)
{
	static size_t d[FORM_MAX_CODE_POINTS + 1][FORM_MAX_CODE_POINTS + 1];
	size_t i, j;

	for (i = 0; i <= a->n; i++) {
		for (j = 0; j <= b->n; j++) {
			if (i == 0 || j == 0)
				d[i][j] = i + j;
			else
				d[i][j] =
					least(d[i - 1][j] + 1, d[i][j - 1] + 1,
					      d[i - 1][j - 1] + (a->at[i - 1] !=
								 b->at[j - 1]));
		}
	}
	return d[a->n][b->n];
}

static bool form_matches(const struct bl_node *node, struct bl_str form)
{
	struct code_points p, s;

	if (node->kind == BL_NODE_FORM)
		return bl_str_eq(node->text, form);
	decode(&p, node->text);
	decode(&s, form);
	if (node->kind == BL_NODE_PATTERN)
		return glob(p.at, p.n, s.at, s.n);
	return p.at[0] == s.at[0] && levenshtein(&p, &s) <= node->distance;
}

struct found_form {
	uint32_t form;
	struct bl_str text;
	size_t articles;
	size_t last; /* article that was counted, from 1 */
};

static int by_articles(const void *left, const void *right)
{
	const struct found_form *a = left, *b = right;

	if (a->articles != b->articles)
		return a->articles > b->articles ? -1 : 1;
	return bl_str_cmp(a->text, b->text);
}

static void count_forms(struct found_form *all, const struct bl_tokens *t,
			size_t article)
{
	size_t i;

	for (i = 0; i < t->n; i++) {
		struct found_form *f = &all[t->item[i].form];

		f->articles += f->last != article;
		f->last = article;
	}
}

/* Which forms the node stands for: in most articles first, not too many. */
static bool *choose_forms(struct asking *a, const struct bl_node *node)
{
	const struct oracle *o = a->o;
	uint32_t forms = bl_vocab_form_count(o->vocab), i;
	struct found_form *all = get(a->arena, forms, sizeof(*all));
	bool *chosen = get(a->arena, forms, sizeof(*chosen));
	size_t d, n = 0;

	for (d = 0; d < o->n; d++) {
		count_forms(all, &o->doc[d].title.tokens, d + 1);
		count_forms(all, &o->doc[d].body.tokens, d + 1);
	}
	for (i = 0; i < forms; i++) {
		struct bl_str text = bl_vocab_form(o->vocab, i);

		if (!all[i].articles || !form_matches(node, text))
			continue;
		all[n] = (struct found_form){ i, text, all[i].articles, 0 };
		n++;
	}
	qsort(all, n, sizeof(*all), by_articles);
	a->capped |= n > BL_QUERY_MAX_FORMS;
	for (i = 0; i < n && i < BL_QUERY_MAX_FORMS; i++)
		chosen[all[i].form] = true;
	return chosen;
}

static bool has_form(const struct bl_tokens *t, const bool *chosen)
{
	size_t i;

	for (i = 0; i < t->n; i++) {
		if (chosen[t->item[i].form])
			return true;
	}
	return false;
}

static void ask_forms(struct oracle_answer *out, struct asking *a,
		      const struct bl_node *node)
{
	const bool *chosen = choose_forms(a, node);
	size_t i;

	for (i = 0; i < a->o->n; i++)
		out->in[i] = has_form(&a->o->doc[i].title.tokens, chosen) ||
			     has_form(&a->o->doc[i].body.tokens, chosen);
}

/* ---- phrases and nearness */

struct span {
	uint32_t first, last;
};

struct spans {
	struct span *item;
	size_t n, cap;
};

/* A phrase in an article; a term is a phrase of one. */
struct stand {
	const struct oracle *o;
	const struct oracle_doc *d;
	struct bl_node *const *word;
	const uint32_t *stem; /* of each word */
	size_t n;
	uint32_t longest; /* last - first */
	struct spans *out;
};

static void add_span(struct spans *s, uint32_t first, uint32_t last)
{
	if (s->n == s->cap) {
		s->cap = s->cap ? 2 * s->cap : 64;
		s->item = realloc(s->item, s->cap * sizeof(*s->item));
		assert_non_null(s->item);
	}
	s->item[s->n++] = (struct span){ first, last };
}

/* Where the body of an article begins. */
static size_t body_start(const struct oracle_doc *d)
{
	return d->title.tokens.n + 1000;
}

/* The stem at a position, or NO_STEM. */
static uint32_t stem_at(const struct stand *s, size_t position)
{
	const struct oracle_doc *d = s->d;
	size_t body = body_start(d);

	if (position >= 1 && position <= d->title.tokens.n)
		return d->title.stem[position - 1];
	if (!s->word[0]->field && position >= body &&
	    position < body + d->body.tokens.n)
		return d->body.stem[position - body];
	return NO_STEM;
}

/* Try all places behind `before` for the words from k on. */
static void try_words(const struct stand *s, size_t k, uint32_t first,
		      uint32_t before)
{
	uint32_t at;

	if (k == s->n) {
		add_span(s->out, first, before);
		return;
	}
	for (at = before + 1; at <= first + s->longest; at++) {
		if (stem_at(s, at) == s->stem[k])
			try_words(s, k + 1, first, at);
	}
}

static void find_spans(const struct stand *s)
{
	size_t end = body_start(s->d) + s->d->body.tokens.n, i;

	for (i = 1; i < end; i++) {
		if (stem_at(s, i) == s->stem[0])
			try_words(s, 1, (uint32_t)i, (uint32_t)i);
	}
}

/* Everywhere that a TERM, a PHRASE or an OR of these stands. */
static void spans_of(struct spans *out, const struct asking *a,
		     const struct oracle_doc *d, const struct bl_node *node)
{
	struct bl_node *self[1];
	struct stand s = { .o = a->o, .d = d, .out = out };
	uint32_t *stem;
	size_t i;

	if (node->kind == BL_NODE_OR) {
		for (i = 0; i < node->n; i++)
			spans_of(out, a, d, node->child[i]);
		return;
	}
	memcpy(self, &node, sizeof(self));
	s.word = node->kind == BL_NODE_TERM ? self : node->child;
	s.n = node->kind == BL_NODE_TERM ? 1 : node->n;
	s.longest = (uint32_t)(s.n - 1) + node->slop;
	stem = get(a->arena, s.n, sizeof(*stem));
	for (i = 0; i < s.n; i++) {
		assert_int_equal(s.word[i]->kind, BL_NODE_TERM);
		stem[i] = stem_number(a->o, s.word[i]->text);
		if (stem[i] == NO_STEM)
			return;
	}
	s.stem = stem;
	find_spans(&s);
}

static bool before(struct span x, struct span y, uint32_t distance)
{
	return x.last < y.first && y.first - x.last <= distance;
}

static bool near(const struct spans *x, const struct spans *y,
		 const struct bl_node *node)
{
	size_t i, j;

	for (i = 0; i < x->n; i++) {
		for (j = 0; j < y->n; j++) {
			if (before(x->item[i], y->item[j], node->distance) ||
			    (!node->ordered &&
			     before(y->item[j], x->item[i], node->distance)))
				return true;
		}
	}
	return false;
}

static bool stands(const struct asking *a, const struct oracle_doc *d,
		   const struct bl_node *node)
{
	struct spans x = { NULL, 0, 0 }, y = { NULL, 0, 0 };
	bool yes;

	if (node->kind == BL_NODE_PHRASE) {
		spans_of(&x, a, d, node);
		yes = x.n > 0;
	} else {
		assert_int_equal(node->n, 2);
		spans_of(&x, a, d, node->child[0]);
		spans_of(&y, a, d, node->child[1]);
		yes = near(&x, &y, node);
	}
	free(x.item);
	free(y.item);
	return yes;
}

/* ---- the other nodes */

static void ask(struct oracle_answer *out, struct asking *a,
		const struct bl_node *node);

static void ask_all(struct oracle_answer *out, struct asking *a,
		    const struct bl_node *node)
{
	struct oracle_answer of;
	size_t i, k, others = 0;

	memset(out->in, true, a->o->n * sizeof(*out->in));
	for (k = 0; k < node->n; k++) {
		others += node->child[k]->kind != BL_NODE_NOT;
		ask(&of, a, node->child[k]);
		for (i = 0; i < a->o->n; i++) {
			out->in[i] &= of.in[i];
			out->score[i] += of.score[i];
		}
	}
	assert_true(others > 0);
}

/* PHRASE and NEAR: all of their children, standing right. */
static void ask_standing(struct oracle_answer *out, struct asking *a,
			 const struct bl_node *node)
{
	size_t i;

	ask_all(out, a, node);
	for (i = 0; i < a->o->n; i++)
		out->in[i] = out->in[i] && stands(a, &a->o->doc[i], node);
}

static void ask_some(struct oracle_answer *out, struct asking *a,
		     const struct bl_node *node)
{
	struct oracle_answer of;
	size_t i, k;

	for (k = 0; k < node->n; k++) {
		ask(&of, a, node->child[k]);
		for (i = 0; i < a->o->n; i++) {
			/* MAYBE: only the first child selects */
			if (node->kind == BL_NODE_OR || k == 0)
				out->in[i] |= of.in[i];
			out->score[i] += of.score[i];
		}
	}
}

static void ask_not(struct oracle_answer *out, struct asking *a,
		    const struct bl_node *node)
{
	struct oracle_answer of;
	size_t i;

	ask(&of, a, node->child[0]);
	for (i = 0; i < a->o->n; i++)
		out->in[i] = !of.in[i];
}

static bool has_keyword(const struct bl_article *article,
			const struct bl_node *node)
{
	struct bl_str value = article->id;
	struct bl_buf folded;
	bool same;

	if (node->field->id == BL_FIELD_ID_ID)
		return bl_str_eq(value, node->text);
	value = node->field->id == BL_FIELD_ID_SOURCE ? article->source
						      : article->lang;
	bl_buf_init(&folded, BL_ARTICLE_FIELD_MAX_BYTES);
	assert_int_equal(bl_fold(&folded, value.data, value.len, NULL), BL_OK);
	same = value.len > 0 && bl_str_eq(bl_buf_str(&folded), node->text);
	bl_buf_release(&folded);
	return same;
}

static void ask_filter(struct oracle_answer *out, const struct asking *a,
		       const struct bl_node *node)
{
	size_t i;

	for (i = 0; i < a->o->n; i++) {
		const struct bl_article *article = a->o->doc[i].article;
		bl_time t = article->published;

		if (node->kind == BL_NODE_KEYWORD)
			out->in[i] = has_keyword(article, node);
		else
			out->in[i] = t != BL_TIME_UNSET && t >= node->low &&
				     t <= node->high;
	}
}

static void ask_incident(struct oracle_answer *out, const struct asking *a,
			 const struct bl_node *node)
{
	size_t i, k;

	for (i = 0; i < a->o->n; i++) {
		const struct bl_incidents *all = &a->o->doc[i].incidents;

		for (k = 0; k < all->n; k++)
			out->in[i] |= oracle_passes(node->child[0],
						    &all->item[k], a->o->names);
	}
}

static void ask(struct oracle_answer *out, struct asking *a,
		const struct bl_node *node)
{
	size_t i;

	out->in = get(a->arena, a->o->n, sizeof(*out->in));
	out->score = get(a->arena, a->o->n, sizeof(*out->score));
	switch (node->kind) {
	case BL_NODE_ALL:
		memset(out->in, true, a->o->n * sizeof(*out->in));
		break;
	case BL_NODE_NONE:
		break;
	case BL_NODE_TERM:
		ask_term(out, a, node);
		break;
	case BL_NODE_PHRASE:
	case BL_NODE_NEAR:
		ask_standing(out, a, node);
		break;
	case BL_NODE_FORM:
	case BL_NODE_PATTERN:
	case BL_NODE_FUZZY:
		ask_forms(out, a, node);
		break;
	case BL_NODE_KEYWORD:
	case BL_NODE_RANGE:
		ask_filter(out, a, node);
		break;
	case BL_NODE_INCIDENT:
		ask_incident(out, a, node);
		break;
	case BL_NODE_FILTER:
		fail_msg("a filter outside of an incident");
		break;
	case BL_NODE_AND:
		ask_all(out, a, node);
		break;
	case BL_NODE_OR:
	case BL_NODE_MAYBE:
		ask_some(out, a, node);
		break;
	case BL_NODE_NOT:
		ask_not(out, a, node);
		break;
	}
	for (i = 0; i < a->o->n; i++)
		out->score[i] = out->in[i] ? out->score[i] * node->weight : 0;
}

void oracle_ask(struct oracle_answer *out, const struct oracle *o,
		const struct bl_node *query, struct bl_arena *arena)
{
	struct asking a = { .o = o, .arena = arena };
	size_t i;

	for (i = 0; i < o->n; i++)
		a.mean_length += length(&o->doc[i]) / (double)o->n;
	ask(out, &a, query);
	out->matched = 0;
	out->incident = get(arena, o->n, sizeof(*out->incident));
	for (i = 0; i < o->n; i++) {
		out->matched += out->in[i];
		out->incident[i] = oracle_incident_of(
			query, &o->doc[i].incidents, o->names);
	}
	out->capped = a.capped;
}

int oracle_compare(const struct bl_article *a, const struct bl_article *b,
		   enum bl_sort sort)
{
	bool dated = a->published != BL_TIME_UNSET;

	if (dated != (b->published != BL_TIME_UNSET))
		return dated ? -1 : 1;
	if (a->published != b->published)
		return (a->published > b->published) == (sort != BL_SORT_OLDEST)
			       ? -1
			       : 1;
	return bl_str_cmp(a->id, b->id);
}
