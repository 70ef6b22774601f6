/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The two engines, asked the same: the same articles, as many, with the same
 * scores, in the same order but for equal scores.
 *
 * The queries are random trees over the words of the articles.  The sample
 * corpus is always there; corpora in ../shared are used when they are.
 */
#include "fixture.h"

#include <math.h>

#include "blotter/hash.h"
#include "condition_gen.h"
#include "parse_private.h"
#include "visits.h"

#define SCORE_EPSILON 1e-5
#define MAX_DEPTH 3
#define QUERIES 2000
#define SHARED "../shared/corpora/"
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* ---- random queries */

struct asker {
	struct chance chance;
	const struct archive *archive;
	struct bl_vocab *vocab;
	struct bl_arena arena;
	struct bl_tokens tokens;
	struct oracle incidents; /* of the articles; nothing else is in it */
	struct query_gen conditions;
	struct bl_buf condition;
};

/* Make conditions of the incidents of the archive. */
static void take_incidents(struct asker *q)
{
	struct oracle *o = &q->incidents;

	o->doc = calloc(q->archive->n, sizeof(*o->doc));
	assert_non_null(o->doc);
	for (; o->n < q->archive->n; o->n++)
		o->doc[o->n].incidents = q->archive->incidents[o->n];
}

static void asker_init(struct asker *q, const struct archive *a, uint64_t seed)
{
	struct bl_analysis analysis;

	memset(q, 0, sizeof(*q));
	q->chance.state = seed;
	q->archive = a;
	must(bl_analysis_set(&analysis, "english", &failure));
	must(bl_vocab_new(&q->vocab, &analysis, &failure));
	take_incidents(q);
	query_gen_init(&q->conditions, &q->incidents, seed);
	bl_buf_init(&q->condition, BL_QUERY_MAX_BYTES);
	q->conditions.out = &q->condition;
}

static void asker_release(struct asker *q)
{
	bl_buf_release(&q->condition);
	free(q->incidents.doc);
	bl_vocab_free(q->vocab);
	bl_tokens_release(&q->tokens);
	bl_arena_release(&q->arena);
}

static struct bl_node *new_node(struct asker *q, enum bl_node_kind kind,
				size_t children)
{
	struct bl_node *n = bl_arena_calloc(&q->arena, 1, sizeof(*n));

	n->kind = kind;
	n->weight = 1;
	n->n = children;
	n->child = bl_arena_calloc(&q->arena, children + 1, sizeof(*n->child));
	return n;
}

static const struct bl_article *any_article(struct asker *q)
{
	return &q->archive->article[pick(&q->chance, q->archive->n)];
}

/* The tokens of some article's text, n of them or more; or, where *title, of
 * its title, if titles are that long: else *title becomes false. */
static void take_tokens(struct asker *q, bool *title, size_t n)
{
	unsigned tries = 0;

	do {
		const struct bl_article *a = any_article(q);
		struct bl_str s;

		*title = *title && tries++ < 100;
		s = *title ? a->title : a->text;
		q->tokens.n = 0;
		must(bl_tokenize(q->vocab, s.data, s.len, &q->tokens,
				 &failure));
	} while (q->tokens.n < n);
}

static struct bl_node *term_at(struct asker *q, size_t i, bool title)
{
	uint32_t form = q->tokens.item[i].form;
	struct bl_node *n = new_node(q, BL_NODE_TERM, 0);

	n->text = bl_arena_str(&q->arena,
			       bl_vocab_stem(q->vocab,
					     bl_vocab_stem_of(q->vocab, form)));
	if (title)
		n->field = &bl_fields[BL_FIELD_ID_TITLE];
	return n;
}

static struct bl_node *make_term(struct asker *q)
{
	bool title = pick(&q->chance, 8) == 0;

	take_tokens(q, &title, 1);
	return term_at(q, pick(&q->chance, q->tokens.n), title);
}

static struct bl_node *make_form(struct asker *q)
{
	struct bl_node *n = new_node(q, BL_NODE_FORM, 0);
	bool title = false;
	size_t i;

	take_tokens(q, &title, 1);
	i = pick(&q->chance, q->tokens.n);
	n->text = bl_arena_str(&q->arena,
			       bl_vocab_form(q->vocab, q->tokens.item[i].form));
	return n;
}

/* Words that stand together somewhere; sometimes one is left out. */
static struct bl_node *make_phrase(struct asker *q)
{
	size_t words = 2 + pick(&q->chance, 3), first, i;
	bool title = pick(&q->chance, 8) == 0;
	bool gap = pick(&q->chance, 3) == 0;
	struct bl_node *n;

	take_tokens(q, &title, words + 1);
	first = pick(&q->chance, q->tokens.n - words);
	n = new_node(q, BL_NODE_PHRASE, words);
	for (i = 0; i < words; i++)
		n->child[i] = term_at(q, first + i + (gap && i), title);
	n->slop = (unsigned)pick(&q->chance, 4);
	return n;
}

static struct bl_node *make_near(struct asker *q)
{
	struct bl_node *n = new_node(q, BL_NODE_NEAR, 2);
	bool title = false;
	size_t first;

	do {
		take_tokens(q, &title, 12);
		first = pick(&q->chance, q->tokens.n - 10);
		n->child[0] = term_at(q, first, false);
		n->child[1] =
			term_at(q, first + 1 + pick(&q->chance, 9), false);
	} while (bl_str_eq(n->child[0]->text, n->child[1]->text));
	n->distance = 1 + (unsigned)pick(&q->chance, 12);
	n->ordered = pick(&q->chance, 2) == 0;
	return n;
}

static struct bl_node *make_keyword(struct asker *q)
{
	static const enum bl_field_id fields[] = { BL_FIELD_ID_ID,
						   BL_FIELD_ID_SOURCE,
						   BL_FIELD_ID_LANG };
	struct bl_node *n = new_node(q, BL_NODE_KEYWORD, 0);
	const struct bl_article *a = any_article(q);
	const struct bl_str values[] = { a->id, a->source, a->lang };
	size_t i = pick(&q->chance, 3);
	struct bl_buf folded;

	n->field = &bl_fields[fields[i]];
	bl_buf_init(&folded, 1 << 20);
	if (n->field->fold)
		must(bl_fold(&folded, values[i].data, values[i].len, &failure));
	else
		bl_buf_addstr(&folded, values[i]);
	n->text = bl_arena_str(&q->arena, bl_buf_str(&folded));
	bl_buf_release(&folded);
	return n;
}

static struct bl_node *make_range(struct asker *q)
{
	struct bl_node *n = new_node(q, BL_NODE_RANGE, 0);
	bl_time a = any_article(q)->published, b = any_article(q)->published;

	n->field = &bl_fields[BL_FIELD_ID_PUBLISHED];
	n->low = a < b ? a : b;
	n->high = a < b ? b : a;
	if (pick(&q->chance, 4) == 0)
		n->low = BL_TIME_MIN;
	if (pick(&q->chance, 4) == 0)
		n->high = BL_TIME_MAX;
	return n;
}

/* A condition on incidents, or one that no incident may pass. */
static struct bl_node *make_incident(struct asker *q)
{
	const struct bl_parse_context c = { .arena = &q->arena,
					    .vocab = q->vocab };
	const struct oracle *o = &q->incidents;
	struct bl_node *n;
	size_t column;

	bl_buf_clear(&q->condition);
	q->conditions.doc = &o->doc[pick(&q->chance, o->n)];
	condition_gen_group(&q->conditions);
	must(bl_query_parse(&n, &c, bl_buf_str(&q->condition), &column,
			    &failure));
	return n;
}

static struct bl_node *make_leaf(struct asker *q)
{
	switch (pick(&q->chance, 18)) {
	case 0:
	case 1:
	case 2:
		return make_phrase(q);
	case 3:
		return make_near(q);
	case 4:
		return make_form(q);
	case 5:
		return make_keyword(q);
	case 6:
		return make_range(q);
	case 7:
		return new_node(
			q, pick(&q->chance, 8) ? BL_NODE_ALL : BL_NODE_NONE, 0);
	case 8:
	case 9:
		return make_incident(q);
	default:
		return make_term(q);
	}
}

static struct bl_node *make_query(struct asker *q, unsigned depth)
{
	static const enum bl_node_kind groups[] = { BL_NODE_AND, BL_NODE_OR,
						    BL_NODE_OR, BL_NODE_MAYBE,
						    BL_NODE_NOT };
	enum bl_node_kind kind = groups[pick(&q->chance, 5)];
	size_t children = kind == BL_NODE_NOT ? 1 : 1 + pick(&q->chance, 4), i;
	struct bl_node *n;

	if (depth == MAX_DEPTH || pick(&q->chance, 3) == 0) {
		n = make_leaf(q);
	} else {
		n = new_node(q, kind, children);
		for (i = 0; i < children; i++)
			n->child[i] = make_query(q, depth + 1);
		/* one child of an AND, at least, is no NOT */
		if (kind == BL_NODE_AND)
			n->child[pick(&q->chance, children)] = make_term(q);
	}
	if (pick(&q->chance, 8) == 0)
		n->weight = 0.5 * (double)(1 + pick(&q->chance, 6));
	return n;
}

/* ---- comparing */

static int by_id(const void *a, const void *b)
{
	const struct bl_hit *x = a, *y = b;

	return bl_str_cmp(x->id, y->id);
}

static bool same(double a, double b)
{
	return fabs(a - b) <= SCORE_EPSILON;
}

static void show_query(const struct bl_search *s)
{
	struct bl_buf text;

	bl_buf_init(&text, 1 << 20);
	bl_query_print(&text, s->query);
	print_error("query: %s, sort %d, hits %zu, from %zu\n", text.data,
		    s->sort, s->limit, s->offset);
	bl_buf_release(&text);
}

#define check(what, condition)                                \
	do {                                                  \
		if (!(condition)) {                           \
			show_query(s);                        \
			fail_msg("%s: %s", what, #condition); \
		}                                             \
	} while (0)

/* All hits of both: the same articles with the same scores. */
static void compare_all(const struct bl_search *s, struct bl_hits *a,
			struct bl_hits *b)
{
	size_t i;

	check("hits", a->matched == b->matched && a->n == b->n);
	for (i = 0; i < a->n; i++) {
		check("order", s->sort == BL_SORT_RELEVANCE
				       ? same(a->hit[i].score, b->hit[i].score)
				       : bl_str_eq(a->hit[i].id, b->hit[i].id));
		if (!i || s->sort != BL_SORT_RELEVANCE)
			continue;
		check("rank", a->hit[i].score <= a->hit[i - 1].score);
		if (a->hit[i].score < a->hit[i - 1].score)
			continue;
		/* BL_TIME_UNSET is the lowest number there is */
		check("ties", a->hit[i].published <= a->hit[i - 1].published);
		if (a->hit[i].published == a->hit[i - 1].published)
			check("ties", by_id(&a->hit[i], &a->hit[i - 1]) > 0);
	}
	qsort(a->hit, a->n, sizeof(*a->hit), by_id);
	qsort(b->hit, b->n, sizeof(*b->hit), by_id);
	for (i = 0; i < a->n; i++) {
		check("ids", bl_str_eq(a->hit[i].id, b->hit[i].id));
		check("times", a->hit[i].published == b->hit[i].published);
		check("scores", same(a->hit[i].score, b->hit[i].score));
	}
}

/* A page of few hits is that part of all of them. */
static void compare_page(const struct bl_search *s, const struct bl_hits *page,
			 const struct bl_hits *all)
{
	size_t i;

	check("page", page->matched == all->matched);
	check("page",
	      page->n == (all->n < s->offset              ? 0
			  : all->n - s->offset < s->limit ? all->n - s->offset
							  : s->limit));
	for (i = 0; i < page->n; i++) {
		check("page", page->hit[i].doc == all->hit[s->offset + i].doc);
		check("page",
		      page->hit[i].score == all->hit[s->offset + i].score);
	}
}

/* What is visited: of each article, hits of both by id, the same. */
static void compare_visits(const struct bl_search *s, struct bl_arena *arena,
			   struct bl_reader *ours, struct bl_reader *theirs,
			   const struct bl_hits *a, const struct bl_hits *b)
{
	struct visits va, vb;
	size_t i;

	must(visits_take(&va, ours, s->query, arena, &failure));
	must(visits_take(&vb, theirs, s->query, arena, &failure));
	check("visits", va.n == a->n && vb.n == a->n);
	for (i = 0; i < a->n; i++) {
		const struct visit *x = visits_find(&va, a->hit[i].doc);
		const struct visit *y = visits_find(&vb, b->hit[i].doc);

		check("visited", x && y);
		check("visited", x->published == y->published);
		check("visited", bl_str_eq(x->source, y->source));
		check("visited", bl_str_eq(x->incidents, y->incidents));
	}
}

static void ask_both(struct asker *q, struct bl_reader *ours,
		     struct bl_reader *theirs)
{
	static const enum bl_sort sorts[] = { BL_SORT_NEWEST, BL_SORT_OLDEST,
					      BL_SORT_DATE, BL_SORT_KILLED,
					      BL_SORT_INJURED };
	struct bl_search s = { .k1 = BL_BM25_K1, .b = BL_BM25_B };
	struct bl_hits page, a, b;

	bl_arena_clear(&q->arena);
	s.query = make_query(q, 0);
	s.sort = pick(&q->chance, 3) ? BL_SORT_RELEVANCE
				     : sorts[pick(&q->chance, COUNT(sorts))];
	s.limit = SIZE_MAX;
	must(bl_reader_search(ours, &s, &q->arena, &a, &failure));
	must(bl_reader_search(theirs, &s, &q->arena, &b, &failure));
	s.limit = 10;
	s.offset = pick(&q->chance, 3) ? 0 : pick(&q->chance, 30);
	must(bl_reader_search(ours, &s, &q->arena, &page, &failure));
	compare_page(&s, &page, &a);
	s.limit = SIZE_MAX;
	s.offset = 0;
	compare_all(&s, &a, &b);
	if (pick(&q->chance, 4) == 0)
		compare_visits(&s, &q->arena, ours, theirs, &a, &b);
}

struct form_list {
	struct bl_buf text;
	size_t n;
};

static int list_form(void *ctx, struct bl_str form, uint64_t articles)
{
	struct form_list *l = ctx;

	bl_buf_addf(&l->text, "%.*s %llu\n", (int)form.len, form.data,
		    (unsigned long long)articles);
	l->n++;
	return 0;
}

static void compare_forms(struct bl_reader *ours, struct bl_reader *theirs)
{
	static const char *const prefixes[] = { "", "bo", "2", "zz" };
	size_t i;

	for (i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
		struct bl_str prefix = bl_str_from(prefixes[i]);
		struct form_list a = { .n = 0 }, b = { .n = 0 };

		bl_buf_init(&a.text, (size_t)1 << 28);
		bl_buf_init(&b.text, (size_t)1 << 28);
		must(bl_reader_forms(ours, prefix, list_form, &a, &failure));
		must(bl_reader_forms(theirs, prefix, list_form, &b, &failure));
		assert_int_equal(a.n, b.n);
		assert_int_equal(a.text.len, b.text.len);
		if (a.text.len)
			assert_memory_equal(a.text.data, b.text.data,
					    a.text.len);
		bl_buf_release(&a.text);
		bl_buf_release(&b.text);
	}
}

static void compare_stats(struct bl_reader *ours, struct bl_reader *theirs)
{
	struct bl_stats a, b;

	must(bl_reader_stats(ours, &a, BL_STATS_ALL, &failure));
	must(bl_reader_stats(theirs, &b, BL_STATS_ALL, &failure));
	assert_int_equal(a.articles, b.articles);
	assert_int_equal(a.incidents, b.incidents);
	assert_true(fabs(a.mean_length - b.mean_length) < 1e-9);
	must(bl_reader_stats(ours, &a, BL_STATS_BUT_TERMS, &failure));
	must(bl_reader_stats(theirs, &b, BL_STATS_BUT_TERMS, &failure));
	assert_int_equal(a.articles, b.articles);
	assert_int_equal(a.incidents, b.incidents);
	assert_int_equal(a.terms + b.terms, 0);
}

static void compare_engines(const struct archive *archive,
			    const struct folder *ours,
			    const struct folder *theirs, size_t queries)
{
	struct bl_reader *a = reader_new(ours), *b = reader_new(theirs);
	struct asker q;

	asker_init(&q, archive, 20230217);
	compare_stats(a, b);
	compare_forms(a, b);
	while (queries--)
		ask_both(&q, a, b);
	asker_release(&q);
	bl_reader_close(a);
	bl_reader_close(b);
}

/* ---- the tests */

/* Find the incidents of the articles. */
static void archive_extract(struct archive *archive)
{
	struct bl_tokens title = BL_TOKENS_INIT, body = BL_TOKENS_INIT;
	struct bl_incidents *list =
		bl_arena_calloc(&archive->arena, archive->n, sizeof(*list));
	struct bl_extractor *extractor;
	struct bl_analysis analysis;
	struct bl_vocab *vocab;
	size_t i;

	assert_non_null(list);
	must(bl_analysis_set(&analysis, "english", &failure));
	must(bl_vocab_new(&vocab, &analysis, &failure));
	must(bl_extractor_new(&extractor, &failure));
	for (i = 0; i < archive->n; i++) {
		const struct bl_article *a = &archive->article[i];

		title.n = body.n = 0;
		must(bl_tokenize(vocab, a->title.data, a->title.len, &title,
				 &failure));
		must(bl_tokenize(vocab, a->text.data, a->text.len, &body,
				 &failure));
		must(bl_extract(&list[i], extractor, a, vocab, &title, &body,
				&archive->arena, &failure));
	}
	archive->incidents = list;
	bl_extractor_free(extractor);
	bl_vocab_free(vocab);
	bl_tokens_release(&body);
	bl_tokens_release(&title);
}

static void build(const struct folder *f, const char *engine,
		  const struct archive *a)
{
	struct bl_writer *w = writer_new(f, engine, 0);

	index_some(w, a, 0, 1);
	commit_and_close(w);
}

/* All in one run. */
static void conform(const struct archive *a, size_t queries)
{
	struct folder ours = folder_new(), theirs = folder_new();

	build(&ours, "segment", a);
	build(&theirs, "xapian", a);
	compare_engines(a, &ours, &theirs, queries);
	folder_remove(&ours);
	folder_remove(&theirs);
}

/* What an index is to hold: of each id, which article of the archive. */
struct model {
	const struct archive *a;
	struct bl_idmap ids; /* id -> a number below n_ids */
	size_t n_ids;
	size_t *number;  /* of each article's id */
	size_t *article; /* of each id; SIZE_MAX: none */
	size_t *indexed; /* in the run at hand, the same */
	struct bl_tally tally;
};

static void model_init(struct model *m, const struct archive *a)
{
	uint64_t *number;
	bool is_new;
	size_t i;

	memset(m, 0, sizeof(*m));
	m->a = a;
	m->number = calloc(a->n, sizeof(*m->number));
	m->article = malloc(a->n * sizeof(*m->article));
	m->indexed = malloc(a->n * sizeof(*m->indexed));
	for (i = 0; i < a->n; i++) {
		must(bl_idmap_enter(&m->ids, a->article[i].id.data,
				    a->article[i].id.len, m->n_ids, &number,
				    &is_new, &failure));
		m->n_ids += is_new;
		m->number[i] = *number;
		m->article[i] = m->indexed[i] = SIZE_MAX;
	}
}

static void model_release(struct model *m)
{
	bl_idmap_release(&m->ids);
	free(m->number);
	free(m->article);
	free(m->indexed);
}

static void model_index(struct model *m, size_t first, size_t step)
{
	size_t i;

	for (i = first; i < m->a->n; i += step) {
		size_t *had = &m->indexed[m->number[i]];

		m->tally.superseded += *had != SIZE_MAX;
		if (*had == SIZE_MAX || *had < i)
			*had = i;
	}
}

static bool model_delete(struct model *m, size_t i)
{
	size_t *had = &m->article[m->number[i]];
	bool there = *had != SIZE_MAX;

	*had = SIZE_MAX;
	m->tally.deleted += there;
	return there;
}

static void model_commit(struct model *m, struct bl_tally got)
{
	size_t i;

	for (i = 0; i < m->n_ids; i++) {
		if (m->indexed[i] == SIZE_MAX)
			continue;
		if (m->article[i] == SIZE_MAX)
			m->tally.added++;
		else
			m->tally.replaced++;
		m->article[i] = m->indexed[i];
		m->indexed[i] = SIZE_MAX;
	}
	assert_int_equal(got.added, m->tally.added);
	assert_int_equal(got.replaced, m->tally.replaced);
	assert_int_equal(got.superseded, m->tally.superseded);
	assert_int_equal(got.deleted, m->tally.deleted);
	memset(&m->tally, 0, sizeof(m->tally));
}

/* Against Xapian's index of what the model holds, built from nothing. */
static void compare_with_model(const struct model *m, const struct folder *ours,
			       size_t queries)
{
	struct folder theirs = folder_new();
	struct archive held = { .n = 0 };
	size_t i;

	for (i = 0; i < m->n_ids; i++)
		if (m->article[i] != SIZE_MAX)
			archive_add(&held, &m->a->article[m->article[i]]);
	archive_extract(&held);
	build(&theirs, "xapian", &held);
	compare_engines(m->a, ours, &theirs, queries);
	archive_release(&held);
	folder_remove(&theirs);
}

/* In several runs, with updates and deletions, by two inverters of one writer
 * each time: scores, too, are those of what is alive. */
static void conform_after_changes(const struct archive *a, size_t queries)
{
	struct folder ours = folder_new();
	struct bl_writer *w;
	struct model m;
	size_t round, i;

	model_init(&m, a);
	for (round = 0; round < 5; round++) {
		/* of the second, some are new, some not, some are both's */
		w = writer_new(&ours, "segment", 0);
		index_some(w, a, round, round + 2);
		index_some(w, a, round + 1, 3);
		model_index(&m, round, round + 2);
		model_index(&m, round + 1, 3);
		model_commit(&m, commit_and_close(w));
		w = writer_new(&ours, "segment", 0);
		for (i = round; i < a->n; i += 7) {
			bl_status st =
				bl_writer_delete(w, a->article[i].id, &failure);

			assert_int_equal(st, model_delete(&m, i)
						     ? BL_OK
						     : BL_ERR_NOT_FOUND);
		}
		model_commit(&m, commit_and_close(w));
		compare_with_model(&m, &ours, queries / 5);
	}
	must(bl_index_compact(ours.path, false, &failure));
	compare_with_model(&m, &ours, queries / 5);
	model_release(&m);
	folder_remove(&ours);
}

typedef void conform_fn(const struct archive *a, size_t queries);

static void on_sample(size_t queries, conform_fn *test)
{
	struct archive a = { .n = 0 };

	archive_read(&a, "corpus/sample");
	assert_true(a.n > 0);
	archive_extract(&a);
	test(&a, queries);
	archive_release(&a);
}

/* A corpus of ../shared/corpora, which is packed. */
static void on_shared(const char *name, size_t queries, conform_fn *test)
{
	struct folder f = folder_new();
	struct archive a = { .n = 0 };
	char path[128], command[512];

	snprintf(path, sizeof(path), SHARED "%s.jsonl.xz", name);
	snprintf(command, sizeof(command), "xz -dc %s >%s/%s.jsonl", path,
		 f.path, name);
	if (access(path, R_OK) || system(command) != 0) {
		print_message("skipped: cannot unpack %s\n", path);
		folder_remove(&f);
		skip();
	}
	archive_read(&a, f.path);
	folder_remove(&f);
	assert_true(a.n > 0);
	archive_extract(&a);
	test(&a, queries);
	archive_release(&a);
}

static void test_conformance__sample_corpus(void **state)
{
	(void)state;
	on_sample(QUERIES, conform);
}

static void test_conformance__sample_corpus_after_changes(void **state)
{
	(void)state;
	on_sample(QUERIES, conform_after_changes);
}

static void test_conformance__muc(void **state)
{
	(void)state;
	on_shared("gold_muc", QUERIES, conform);
}

static void test_conformance__muc_after_changes(void **state)
{
	(void)state;
	on_shared("gold_muc", QUERIES / 4, conform_after_changes);
}

/* Minutes of Xapian's indexing: on request. */
static void test_conformance__news(void **state)
{
	(void)state;
	if (!getenv("BLOTTER_TEST_LONG")) {
		print_message("skipped: BLOTTER_TEST_LONG is not set\n");
		skip();
	}
	on_shared("news_srilanka", QUERIES, conform);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_conformance__sample_corpus),
		cmocka_unit_test(test_conformance__sample_corpus_after_changes),
		cmocka_unit_test(test_conformance__muc),
		cmocka_unit_test(test_conformance__muc_after_changes),
		cmocka_unit_test(test_conformance__news),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
