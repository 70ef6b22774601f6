/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Incidents in a segment index: what is put in comes back, through merges and
 * deletes, and conditions select what they say. */
#include <math.h>

#include "../engine/fixture.h"

#include "blotter/filter.h"
#include "blotter/gazetteer.h"

#define ARTICLES 2600 /* more than a window of a search */
#define CONDITIONS 200
#define SMALL_MEMORY ((uint64_t)256 << 10)

/* ---- made-up incidents */

static struct bl_incident_place make_place(struct chance *c)
{
	static const char *const unknown[] = { "Upper Nowhere", "Xyz", "Gölä" };
	struct bl_incident_place p = { .lat = NAN, .lon = NAN };
	struct bl_place known;

	p.precision = (enum bl_place_precision)pick(c, BL_PRECISIONS);
	if (!pick(c, 4)) {
		p.name = bl_str_from(unknown[pick(c, 3)]);
		return p;
	}
	/* a few of all there are, so that some come twice */
	p.id = bl_place_at((uint32_t)pick(c, 40) * (bl_place_count() / 40));
	assert_true(bl_place_get(&known, p.id));
	p.name = known.name;
	p.admin = known.admin;
	p.country = known.country_code;
	p.country_name = known.country;
	p.lat = known.lat;
	p.lon = known.lon;
	return p;
}

static struct bl_incident_actor make_actor(struct chance *c)
{
	static const char *const names[] = { "gunmen", "unidentified gunmen",
					     "a rival clan" };
	struct bl_incident_actor a = { .known = BL_ACTOR_NONE };

	if (pick(c, 2)) {
		a.known = (bl_actor_id)(1 + pick(c, 5));
		a.name = bl_actor_name(a.known, 0);
	} else {
		a.name = bl_str_from(names[pick(c, 3)]);
	}
	a.role = (enum bl_actor_role)pick(c, BL_ACTOR_ROLES);
	a.status = (enum bl_actor_status)pick(c, BL_ACTOR_STATUSES);
	return a;
}

static struct bl_toll make_toll(struct chance *c)
{
	static const int32_t counts[] = { BL_COUNT_UNSET, 0, 1, 4, 17,
					  BL_COUNT_MAX };
	struct bl_toll t = { BL_COUNT_UNSET,
			     BL_COUNT_UNSET,
			     BL_COUNT_UNSET,
			     0,
			     { { BL_STR_NULL, 0 } } };

	t.min = counts[pick(c, 6)];
	if (t.min == BL_COUNT_UNSET)
		return t;
	t.max = pick(c, 2) ? t.min : BL_COUNT_UNSET;
	t.attackers = pick(c, 3) ? BL_COUNT_UNSET : t.min;
	t.n_parts = (uint32_t)pick(c, 2);
	t.part[0].people = BL_STR("rangers");
	t.part[0].count = 2;
	return t;
}

static void make_date(struct bl_incident *i, struct chance *c)
{
	i->dated = pick(c, 3) != 0;
	if (!i->dated)
		return;
	i->from = (bl_day)pick(c, 40000) - 20000;
	i->to = i->from + (bl_day)(pick(c, 3) ? 0 : pick(c, 400));
	i->date_text = BL_STR("that day");
}

static void make_incident(struct bl_incident *i, struct chance *c)
{
	size_t n;

	i->n_types = bl_incident_type_chain(
		i->types, BL_INCIDENT_TYPES_MAX,
		(bl_incident_type)(1 + pick(c, bl_incident_type_count())));
	i->stage = (enum bl_incident_stage)pick(c, BL_STAGES);
	make_date(i, c);
	i->n_places = pick(c, BL_INCIDENT_PLACES_MAX + 1);
	for (n = 0; n < i->n_places; n++)
		i->place[n] = make_place(c);
	i->n_actors = pick(c, 3) ? 0 : pick(c, BL_INCIDENT_ACTORS_MAX + 1);
	for (n = 0; n < i->n_actors; n++)
		i->actor[n] = make_actor(c);
	i->targets = 1u << pick(c, 5);
	i->weapons = 1u << pick(c, 5);
	i->killed = make_toll(c);
	i->injured = make_toll(c);
	i->kidnapped = make_toll(c);
	i->claimed = (enum bl_claimed)pick(c, BL_CLAIMED_VALUES);
	i->confidence = (double)pick(c, 1001) / 1000;
	i->n_evidence = 1;
	i->evidence[0] = (struct bl_evidence){ BL_VALUE_TYPE, 0, 0, 3, 7 };
}

/* Most articles have no incident or one, a few as many as there can be. */
static size_t how_many(struct chance *c)
{
	if (pick(c, 100) == 0)
		return BL_INCIDENTS_MAX;
	return pick(c, 2) ? 0 : 1 + pick(c, 3);
}

static struct bl_str print(struct archive *a, const char *before, size_t i)
{
	char text[64];

	snprintf(text, sizeof(text), "%s%zu", before, i);
	return bl_arena_str(&a->arena, bl_str_from(text));
}

/* id-N is number N. */
static void make_archive(struct archive *a, uint64_t seed)
{
	struct chance c = { seed };
	struct bl_incidents *incidents;
	size_t i, j;

	memset(a, 0, sizeof(*a));
	incidents = bl_arena_calloc(&a->arena, ARTICLES, sizeof(*incidents));
	assert_non_null(incidents);
	for (i = 0; i < ARTICLES; i++) {
		struct bl_article x = BL_ARTICLE_INIT;
		struct bl_incidents *list = &incidents[i];

		x.id = print(a, "id-", i);
		x.text = print(a, "word w", i % 7);
		x.source = i % 9 ? print(a, "outlet ", i % 9) : BL_STR_NULL;
		x.published = i % 5 ? (bl_time)(i / 2 * 86400) : BL_TIME_UNSET;
		archive_add(a, &x);
		list->n = how_many(&c);
		list->item = bl_arena_calloc(&a->arena, list->n + 1,
					     sizeof(*list->item));
		assert_non_null(list->item);
		for (j = 0; j < list->n; j++)
			make_incident(&list->item[j], &c);
	}
	a->incidents = incidents;
}

/* ---- indexes of them */

static bool is_deleted(size_t i)
{
	return i % 11 == 3;
}

/* In several runs of small segments, with deletes in between. */
static void build(const struct folder *f, const struct archive *a)
{
	struct bl_writer *w;
	size_t run, i;

	for (run = 0; run < 3; run++) {
		w = writer_new(f, "segment", SMALL_MEMORY);
		index_some(w, a, run, 3);
		commit_and_close(w);
	}
	w = writer_new(f, "segment", 0);
	for (i = 0; i < a->n; i++)
		if (is_deleted(i))
			must(bl_writer_delete(w, a->article[i].id, &failure));
	commit_and_close(w);
}

static int print_fault(void *ctx, struct bl_str line)
{
	(void)ctx;
	print_error("%.*s\n", (int)line.len, line.data);
	return 0;
}

static void must_be_clean(const struct folder *f)
{
	must(bl_index_check(f->path, print_fault, NULL, &failure));
}

/* The number of an article, which its id ends in. */
static size_t number_of(struct bl_str id)
{
	char text[16] = "";

	assert_true(id.len > 3 && id.len < sizeof(text));
	memcpy(text, id.data, id.len);
	return (size_t)strtoul(text + 3, NULL, 10);
}

static void assert_same(const struct bl_incidents *got,
			const struct bl_incidents *want)
{
	struct bl_buf a, b;

	bl_buf_init(&a, SIZE_MAX);
	bl_buf_init(&b, SIZE_MAX);
	must(bl_incidents_encode(&a, got, &failure));
	must(bl_incidents_encode(&b, want, &failure));
	assert_int_equal(a.len, b.len);
	assert_memory_equal(a.data, b.data, a.len);
	bl_buf_release(&a);
	bl_buf_release(&b);
}

/* What columns do not have. */
static void strip(struct bl_incidents *list)
{
	size_t i;

	for (i = 0; i < list->n; i++) {
		struct bl_incident *x = &list->item[i];

		x->n_evidence = 0;
		x->date_text = BL_STR_NULL;
		x->killed.n_parts = x->injured.n_parts = 0;
		x->kidnapped.n_parts = 0;
	}
}

struct visited {
	const struct archive *archive;
	struct bl_reader *reader;
	bool seen[ARTICLES];
	size_t n, incidents;
	size_t stop_at; /* 0: never */
};

/* Fetched, it is as it was put in; visited, the same without what is not in
 * columns. */
static bl_status see(void *ctx, const struct bl_visit *v, struct bl_error *err)
{
	struct visited *seen = ctx;
	struct bl_arena arena = BL_ARENA_INIT;
	struct bl_incidents list;
	struct bl_article x = BL_ARTICLE_INIT;
	size_t number, i;

	must(bl_reader_fetch(seen->reader, &v->hit, &arena, &x, &list, err));
	number = number_of(x.id);
	assert_false(seen->seen[number]);
	seen->seen[number] = true;
	assert_same(&list, &seen->archive->incidents[number]);
	strip(&list);
	assert_same(&v->incidents, &list);
	for (i = 0; i < list.n; i++) {
		const struct bl_incident *got = &v->incidents.item[i];

		if (got->n_actors)
			assert_int_equal(got->actor[0].known,
					 list.item[i].actor[0].known);
	}
	assert_true(
		bl_str_eq(v->source, seen->archive->article[number].source));
	assert_int_equal(v->hit.published, x.published);
	seen->incidents += list.n;
	bl_arena_release(&arena);
	return ++seen->n == seen->stop_at ? BL_END : BL_OK;
}

static void must_have_all(const struct folder *f, const struct archive *a)
{
	const struct bl_node all = { .kind = BL_NODE_ALL, .weight = 1 };
	struct visited seen = { .archive = a };
	struct bl_stats stats;
	size_t i;

	seen.reader = reader_new(f);
	must(bl_reader_visit(seen.reader, &all, BL_FIELDS_ALL, see, &seen,
			     &failure));
	for (i = 0; i < a->n; i++)
		assert_int_equal(seen.seen[i], !is_deleted(i));
	must(bl_reader_stats(seen.reader, &stats, BL_STATS_ALL, &failure));
	assert_int_equal(stats.incidents, seen.incidents);
	assert_true(seen.incidents > ARTICLES / 2);
	bl_reader_close(seen.reader);
}

static void test_incidents__come_back_through_merges_and_deletes(void **state)
{
	struct folder f = folder_new();
	struct archive a;

	(void)state;
	make_archive(&a, 1);
	build(&f, &a);
	must_be_clean(&f);
	must_have_all(&f, &a);
	must(bl_index_compact(f.path, false, &failure));
	must_be_clean(&f);
	must_have_all(&f, &a);
	archive_release(&a);
	folder_remove(&f);
}

static void test_incidents__a_visit_ends_when_it_is_told_to(void **state)
{
	const struct bl_node all = { .kind = BL_NODE_ALL, .weight = 1 };
	struct folder f = folder_new();
	struct visited seen = { .stop_at = 5 };
	struct archive a;

	(void)state;
	make_archive(&a, 1);
	build(&f, &a);
	seen.archive = &a;
	seen.reader = reader_new(&f);
	assert_int_equal(bl_reader_visit(seen.reader, &all, BL_FIELDS_ALL, see,
					 &seen, &failure),
			 BL_END);
	assert_int_equal(seen.n, 5);
	bl_reader_close(seen.reader);
	archive_release(&a);
	folder_remove(&f);
}

static void build_at_once(const struct folder *f, const struct archive *a)
{
	struct bl_writer *w = writer_new(f, "segment", 0);

	index_some(w, a, 0, 1);
	commit_and_close(w);
}

static int keep_line(void *ctx, struct bl_str line)
{
	bl_buf_addstr(ctx, line);
	return 0;
}

static void test_incidents__other_columns_than_stored_are_a_fault(void **state)
{
	struct folder f = folder_new(), other = folder_new();
	char from[BL_PATH_MAX_BYTES], to[BL_PATH_MAX_BYTES];
	struct archive a, b;
	struct bl_buf report;

	(void)state;
	make_archive(&a, 1);
	make_archive(&b, 2);
	build_at_once(&f, &a);
	build_at_once(&other, &b);
	must(bl_path_join(from, sizeof(from), other.path, "1.incidents",
			  &failure));
	must(bl_path_join(to, sizeof(to), f.path, "1.incidents", &failure));
	must_be_clean(&f);
	assert_int_equal(rename(from, to), 0);
	bl_buf_init(&report, 1 << 16);
	assert_int_equal(bl_index_check(f.path, keep_line, &report, NULL),
			 BL_ERR_CORRUPT);
	assert_non_null(strstr(report.data, "other ones than the article"));
	bl_buf_release(&report);
	archive_release(&a);
	archive_release(&b);
	folder_remove(&f);
	folder_remove(&other);
}

/* ---- conditions */

static const struct {
	enum bl_field_id field;
	const char *value;
} filters[] = {
	{ BL_FIELD_ID_TYPE, "attack" },
	{ BL_FIELD_ID_TYPE, "earthquake" },
	{ BL_FIELD_ID_PLACE, "xyz" },
	{ BL_FIELD_ID_PLACE, "france" },
	{ BL_FIELD_ID_COUNTRY, "US" },
	{ BL_FIELD_ID_AROUND, "karachi/5000km" },
	{ BL_FIELD_ID_DATE, "1990..2005" },
	{ BL_FIELD_ID_DATE, "<1970" },
	{ BL_FIELD_ID_ACTOR, "gunmen" },
	{ BL_FIELD_ID_ACTOR, "ttp" },
	{ BL_FIELD_ID_TARGET, "police" },
	{ BL_FIELD_ID_WEAPON, "explosives" },
	{ BL_FIELD_ID_STAGE, "attempted" },
	{ BL_FIELD_ID_KILLED, ">=4" },
	{ BL_FIELD_ID_KILLED, "0" },
	{ BL_FIELD_ID_INJURED, "<=17" },
	{ BL_FIELD_ID_KIDNAPPED, "1..4" },
	{ BL_FIELD_ID_CLAIMED, "yes" },
};

enum { FILTERS = sizeof(filters) / sizeof(filters[0]) };

static struct bl_node *new_node(struct bl_arena *arena, enum bl_node_kind kind,
				size_t n)
{
	struct bl_node *node = bl_arena_calloc(arena, 1, sizeof(*node));

	assert_non_null(node);
	node->kind = kind;
	node->weight = 1;
	node->child = bl_arena_calloc(arena, n + 1, sizeof(*node->child));
	assert_non_null(node->child);
	node->n = n;
	return node;
}

static struct bl_node *new_filter(struct bl_arena *arena, size_t which)
{
	struct bl_node *node = new_node(arena, BL_NODE_FILTER, 0);
	struct bl_filter *f = bl_arena_calloc(arena, 1, sizeof(*f));
	size_t at;

	assert_non_null(f);
	must(bl_filter_read(f, &bl_fields[filters[which].field],
			    bl_str_from(filters[which].value), 0, arena, &at,
			    &failure));
	node->filter = f;
	return node;
}

static struct bl_node *random_condition(struct bl_arena *arena,
					struct chance *c, unsigned depth)
{
	static const enum bl_node_kind kinds[] = { BL_NODE_AND, BL_NODE_OR,
						   BL_NODE_NOT };
	enum bl_node_kind kind = kinds[pick(c, 3)];
	struct bl_node *node;
	size_t i;

	if (!depth || !pick(c, 3))
		return new_filter(arena, pick(c, FILTERS));
	node = new_node(arena, kind, kind == BL_NODE_NOT ? 1 : 1 + pick(c, 3));
	for (i = 0; i < node->n; i++)
		node->child[i] = random_condition(arena, c, depth - 1);
	return node;
}

static struct bl_node *new_word(struct bl_arena *arena, const char *text)
{
	struct bl_node *node = new_node(arena, BL_NODE_TERM, 0);

	node->text = bl_str_from(text);
	return node;
}

/* An incident, alone, with a word, or without. */
static struct bl_node *random_query(struct bl_arena *arena, struct chance *c)
{
	struct bl_node *incident = new_node(arena, BL_NODE_INCIDENT, 1);
	struct bl_node *query;
	size_t shape = pick(c, 4);

	incident->child[0] = random_condition(arena, c, 3);
	if (!shape)
		return incident;
	query = new_node(arena, shape == 1 ? BL_NODE_OR : BL_NODE_AND, 2);
	query->child[0] = new_word(arena, "w3");
	query->child[1] = incident;
	if (shape == 3) {
		query->child[1] = new_node(arena, BL_NODE_NOT, 1);
		query->child[1]->child[0] = incident;
	}
	return query;
}

static bool selects(const struct bl_node *q, const struct archive *a, size_t i)
{
	const struct bl_incidents *list = &a->incidents[i];
	size_t n;

	switch (q->kind) {
	case BL_NODE_TERM:
		return i % 7 == 3;
	case BL_NODE_INCIDENT:
		for (n = 0; n < list->n; n++)
			if (bl_condition_passes(q->child[0], &list->item[n]))
				return true;
		return false;
	case BL_NODE_NOT:
		return !selects(q->child[0], a, i);
	case BL_NODE_AND:
		return selects(q->child[0], a, i) && selects(q->child[1], a, i);
	default:
		return selects(q->child[0], a, i) || selects(q->child[1], a, i);
	}
}

/* What an article is sorted by; the higher, the earlier. */
static double value_of(const struct bl_node *q, const struct archive *a,
		       enum bl_sort sort, size_t i)
{
	const struct bl_incident *x = bl_incident_of(q, &a->incidents[i]);
	int32_t count;

	if (!x)
		return -INFINITY;
	if (sort == BL_SORT_DATE)
		return x->dated ? x->from : -INFINITY;
	count = sort == BL_SORT_KILLED ? x->killed.min : x->injured.min;
	return count == BL_COUNT_UNSET ? -INFINITY : count;
}

static void assert_ordered(const struct bl_search *s, const struct archive *a,
			   const struct bl_hit *before,
			   const struct bl_hit *after)
{
	double x = 0, y = 0;

	if (s->sort >= BL_SORT_DATE) {
		x = value_of(s->query, a, s->sort, number_of(before->id));
		y = value_of(s->query, a, s->sort, number_of(after->id));
	}
	assert_true(x >= y);
	if (x > y)
		return;
	if (after->published == BL_TIME_UNSET)
		return;
	assert_true(before->published != BL_TIME_UNSET &&
		    before->published >= after->published);
	if (before->published == after->published)
		assert_true(bl_str_cmp(before->id, after->id) < 0);
}

static void must_select(struct bl_reader *r, const struct archive *a,
			const struct bl_node *q, enum bl_sort sort)
{
	const struct bl_search s = {
		q, 0, SIZE_MAX, sort, BL_BM25_K1, BL_BM25_B
	};
	struct bl_arena arena = BL_ARENA_INIT;
	size_t want = 0, i;
	struct bl_hits hits;

	must(bl_reader_search(r, &s, &arena, &hits, &failure));
	for (i = 0; i < a->n; i++)
		want += !is_deleted(i) && selects(q, a, i);
	assert_int_equal(hits.matched, want);
	assert_int_equal(hits.n, want);
	for (i = 0; i < hits.n; i++)
		assert_true(selects(q, a, number_of(hits.hit[i].id)));
	for (i = 1; i < hits.n && sort != BL_SORT_RELEVANCE; i++)
		assert_ordered(&s, a, &hits.hit[i - 1], &hits.hit[i]);
	bl_arena_release(&arena);
}

struct asked {
	const struct archive *archive;
	const struct bl_node *query;
	struct bl_reader *reader;
};

/* Asked for the killed alone, it has them, and stands for its article by what
 * the query asks about. */
static bl_status see_killed(void *ctx, const struct bl_visit *v,
			    struct bl_error *err)
{
	const struct asked *asked = ctx;
	const struct bl_incidents *full;
	const struct bl_incident *got, *want;
	struct bl_arena arena = BL_ARENA_INIT;
	struct bl_article x = BL_ARTICLE_INIT;

	must(bl_reader_fetch(asked->reader, &v->hit, &arena, &x, NULL, err));
	full = &asked->archive->incidents[number_of(x.id)];
	got = bl_incident_of(asked->query, &v->incidents);
	want = bl_incident_of(asked->query, full);
	assert_int_equal(v->incidents.n, full->n);
	if (want) {
		assert_int_equal(got - v->incidents.item, want - full->item);
		assert_int_equal(got->killed.min, want->killed.min);
		assert_int_equal(got->killed.max, want->killed.max);
	}
	bl_arena_release(&arena);
	return BL_OK;
}

static void must_stand_for(struct bl_reader *r, const struct archive *a,
			   const struct bl_node *q)
{
	const bl_field_set killed = (bl_field_set)1 << BL_FIELD_ID_KILLED;
	struct asked asked = { a, q, r };

	must(bl_reader_visit(r, q, killed, see_killed, &asked, &failure));
}

static void ask_all(const struct folder *f, const struct archive *a,
		    uint64_t seed)
{
	static const enum bl_sort sorts[] = { BL_SORT_RELEVANCE, BL_SORT_NEWEST,
					      BL_SORT_DATE, BL_SORT_KILLED,
					      BL_SORT_INJURED };
	struct bl_arena arena = BL_ARENA_INIT;
	struct bl_reader *r = reader_new(f);
	struct chance c = { seed };
	size_t i;

	for (i = 0; i < FILTERS; i++) {
		struct bl_node *q = new_node(&arena, BL_NODE_INCIDENT, 1);
		size_t n, found = 0;

		q->child[0] = new_filter(&arena, i);
		must_select(r, a, q, BL_SORT_RELEVANCE);
		for (n = 0; n < a->n; n++)
			found += selects(q, a, n);
		assert_in_range(found, 1, ARTICLES - 1);
	}
	for (i = 0; i < CONDITIONS; i++) {
		const struct bl_node *q = random_query(&arena, &c);

		must_select(r, a, q, sorts[i % 5]);
		if (i % 8 == 0)
			must_stand_for(r, a, q);
		bl_arena_clear(&arena);
	}
	bl_reader_close(r);
	bl_arena_release(&arena);
}

/* In small segments, and in one of several windows. */
static void test_incidents__conditions_select_what_they_say(void **state)
{
	struct folder f = folder_new();
	struct archive a;

	(void)state;
	make_archive(&a, 2);
	build(&f, &a);
	ask_all(&f, &a, 7);
	must(bl_index_compact(f.path, false, &failure));
	ask_all(&f, &a, 8);
	archive_release(&a);
	folder_remove(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_incidents__come_back_through_merges_and_deletes),
		cmocka_unit_test(
			test_incidents__a_visit_ends_when_it_is_told_to),
		cmocka_unit_test(
			test_incidents__other_columns_than_stored_are_a_fault),
		cmocka_unit_test(
			test_incidents__conditions_select_what_they_say),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
