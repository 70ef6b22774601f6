/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Incidents in a Xapian index: the terms that other tools may read, what comes
 * back, and what conditions select.
 */
#include <math.h>

#include "blotter/filter.h"
#include "blotter/gazetteer.h"
#include "fixture.h"
#include "xapian-c.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define TEXT_MAX_BYTES 4096
#define DAY_SECONDS 86400
#define FEBRUARY 19389 /* 2023-02-01, as a day */
#define SLOT_INCIDENTS 2
#define PROGSRV "/usr/bin/xapian-progsrv"

/* ---- articles: "karachi" has two incidents, "quiet" none */

static struct bl_incident_place place(const char *name)
{
	struct bl_incident_place p = { .name = bl_str_from(name),
				       .lat = NAN,
				       .lon = NAN,
				       .precision = BL_PRECISION_CITY };
	struct bl_place known;
	uint32_t *ids;
	size_t n;

	if (bl_gazetteer_query(&ids, &n, p.name, NULL) < 0)
		return p;
	assert_true(bl_place_get(&known, ids[0]));
	free(ids);
	p.id = known.id;
	p.admin = known.admin;
	p.country = known.country_code;
	p.country_name = known.country;
	p.lat = known.lat;
	p.lon = known.lon;
	return p;
}

static struct bl_incident incident(const char *type, const char *where,
				   const char *who, int killed, int day)
{
	struct bl_toll unset = { BL_COUNT_UNSET,
				 BL_COUNT_UNSET,
				 BL_COUNT_UNSET,
				 0,
				 { { { 0 }, 0 } } };
	struct bl_incident i = { .n_places = 1, .n_actors = who != NULL };

	i.n_types = bl_incident_type_chain(
		i.types, BL_INCIDENT_TYPES_MAX,
		bl_incident_type_find(bl_str_from(type)));
	i.place[0] = place(where);
	if (who)
		i.actor[0].name = bl_str_from(who);
	i.actor[0].known = bl_actor_find(i.actor[0].name);
	i.killed = i.injured = i.kidnapped = unset;
	i.killed.min = i.killed.max = killed;
	i.dated = day > 0;
	i.from = i.to = day ? FEBRUARY + day - 1 : 0;
	i.confidence = 0.5;
	return i;
}

static struct bl_incident told[8];

static void tell(void)
{
	told[0] = incident("suicide-bombing", "Karachi", "Taliban", 4, 17);
	told[0].targets = bl_incident_target_find(BL_STR("police"));
	told[0].weapons = bl_incident_weapon_find(BL_STR("explosives"));
	told[0].claimed = BL_CLAIMED_YES;
	told[0].killed.max = BL_COUNT_UNSET;
	told[0].killed.n_parts = 1;
	told[0].killed.part[0] = (struct bl_toll_part){ BL_STR("rangers"), 2 };
	told[0].date_text = BL_STR("on Friday");
	told[0].n_evidence = 1;
	told[0].evidence[0] = (struct bl_evidence){ BL_VALUE_TYPE, 0, 1, 3, 9 };
	told[1] = incident("shooting", "Peshawar", NULL, 100, 3);
	told[2] = incident("shooting", "Kot Lakhpat Bazaar",
			   "Unidentified Gunmen", 1, 0);
	told[2].stage = BL_STAGE_ATTEMPTED;
	told[3] = incident("earthquake", "Izmir", NULL, BL_COUNT_UNSET, 20);
	told[4] = incident("car-bombing", "Lahore", NULL, 4, 1);
}

static const struct {
	const char *id;
	struct bl_incidents incidents;
} articles[] = {
	{ "karachi", { &told[0], 2 } }, { "gunmen", { &told[2], 1 } },
	{ "quake", { &told[3], 1 } },   { "lahore", { &told[4], 1 } },
	{ "quiet", { NULL, 0 } },
};

static void add_article(struct bl_inverter *v, struct bl_vocab *vocab, size_t i)
{
	struct bl_tokens title = BL_TOKENS_INIT, body = BL_TOKENS_INIT;
	struct bl_article a = BL_ARTICLE_INIT;
	struct bl_document d = { .article = &a,
				 .vocab = vocab,
				 .title = &title,
				 .body = &body,
				 .incidents = &articles[i].incidents,
				 .sequence = i };

	a.id = bl_str_from(articles[i].id);
	a.source = BL_STR("Wire");
	a.text = BL_STR("news");
	a.published = (FEBRUARY + (bl_time)i) * DAY_SECONDS;
	must(bl_tokenize(vocab, a.text.data, a.text.len, &body, &failure));
	must(bl_inverter_add(v, &d, &failure));
	bl_tokens_release(&body);
}

/* Index every step-th article from `first` on. */
static struct folder make_index(size_t first, size_t step)
{
	struct folder f = folder_new();
	struct bl_writer *w = writer_new(&f, "xapian", 0);
	struct bl_inverter *v;
	struct bl_vocab *vocab;
	size_t i;

	must(bl_vocab_new(&vocab, bl_writer_analysis(w), &failure));
	must(bl_inverter_open(&v, w, &failure));
	for (i = first; i < COUNT(articles); i += step)
		add_article(v, vocab, i);
	must(bl_inverter_close(v, &failure));
	bl_vocab_free(vocab);
	commit_and_close(w);
	return f;
}

/* ---- terms */

static int add_term(void *ctx, const struct xap_term *term)
{
	struct bl_buf *out = ctx;

	if (term->term[0] != 'X' || memcmp(term->term, "XSOURCE", 7) == 0)
		return 0;
	assert_int_equal(term->wdf, 0);
	bl_buf_add(out, term->term, term->len);
	bl_buf_addc(out, '\n');
	return 0;
}

static void test_incidents__are_posted_as_terms(void **state)
{
	/* Sindh, Khyber Pakhtunkhwa, Pakistan, Peshawar's district, Peshawar,
	 * Karachi */
	static const char want[] =
		"XACTOR:=Taliban\nXACTOR:taliban\nXCLAIMED:yes\n"
		"XCOUNTRY:PK\nXINCIDENT:1\nXINCIDENT:2\n"
		"XPLACE:#1398553150\nXPLACE:#2050989835\nXPLACE:#20555\n"
		"XPLACE:#3116873428\nXPLACE:#3222393669\n"
		"XPLACE:#3222400344\n"
		"XSTAGE:accomplished\nXTARGET:police\n"
		"XTYPE:armed-attack\nXTYPE:attack\nXTYPE:bombing\n"
		"XTYPE:shooting\nXTYPE:suicide-bombing\n"
		"XWEAPON:explosives\n";
	struct folder f = make_index(0, 1);
	struct bl_buf terms;
	xap_db *db;

	(void)state;
	bl_buf_init(&terms, TEXT_MAX_BYTES);
	assert_int_equal(xap_db_open(&db, f.path, 0, NULL), XAP_OK);
	assert_int_equal(xap_db_doc_terms(db, 1, add_term, &terms, NULL),
			 XAP_OK);
	assert_string_equal(terms.data, want);
	bl_buf_clear(&terms);
	assert_int_equal(xap_db_doc_terms(db, 2, add_term, &terms, NULL),
			 XAP_OK);
	assert_string_equal(terms.data,
			    "XACTOR:gunmen\nXACTOR:unidentified\n"
			    "XINCIDENT:1\nXPLACE:kot lakhpat bazaar\n"
			    "XSTAGE:attempted\nXTYPE:armed-attack\n"
			    "XTYPE:attack\nXTYPE:shooting\n");
	xap_db_free(db);
	bl_buf_release(&terms);
	folder_remove(&f);
}

/* ---- conditions */

static struct bl_arena arena;

static struct bl_node *group(enum bl_node_kind kind, struct bl_node *a,
			     struct bl_node *b)
{
	struct bl_node *n = bl_arena_calloc(&arena, 1, sizeof(*n));

	n->kind = kind;
	n->weight = 1;
	n->child = bl_arena_calloc(&arena, 2, sizeof(struct bl_node *));
	n->child[0] = a;
	n->child[1] = b;
	n->n = (size_t)(a != NULL) + (b != NULL);
	return n;
}

static struct bl_node *both(struct bl_node *a, struct bl_node *b)
{
	return group(BL_NODE_AND, a, b);
}

static struct bl_node *either(struct bl_node *a, struct bl_node *b)
{
	return group(BL_NODE_OR, a, b);
}

static struct bl_node *no(struct bl_node *a)
{
	return group(BL_NODE_NOT, a, NULL);
}

static struct bl_node *with(struct bl_node *condition)
{
	return group(BL_NODE_INCIDENT, condition, NULL);
}

static struct bl_node *filter(const char *written)
{
	const char *colon = strchr(written, ':');
	struct bl_str name = { written, (size_t)(colon - written) };
	struct bl_filter *f = bl_arena_calloc(&arena, 1, sizeof(*f));
	struct bl_node *n = group(BL_NODE_FILTER, NULL, NULL);
	size_t at;

	must(bl_filter_read(f, bl_field_find(name), bl_str_from(colon + 1), 0,
			    &arena, &at, &failure));
	n->filter = f;
	return n;
}

static bl_status add_doc(void *ctx, const struct bl_visit *v,
			 struct bl_error *err)
{
	(void)err;
	assert_true(bl_str_eq(v->source, BL_STR("Wire")));
	assert_int_equal(v->hit.published % DAY_SECONDS, 0);
	*(uint64_t *)ctx += v->hit.doc * v->hit.doc;
	return BL_OK;
}

/* The ids of what the query selects, in this order, are those of `want`; a
 * visit sees the same. */
static void expect(struct bl_reader *r, const struct bl_node *query,
		   enum bl_sort sort, const char *want)
{
	struct bl_search s = { query, 0, 10, sort, BL_BM25_K1, BL_BM25_B };
	uint64_t found = 0, visited = 0;
	struct bl_hits hits;
	struct bl_buf ids;
	size_t i;

	bl_buf_init(&ids, TEXT_MAX_BYTES);
	must(bl_reader_search(r, &s, &arena, &hits, &failure));
	for (i = 0; i < hits.n; i++) {
		bl_buf_addf(&ids, "%s%.*s", i ? " " : "",
			    (int)hits.hit[i].id.len, hits.hit[i].id.data);
		found += hits.hit[i].doc * hits.hit[i].doc;
	}
	assert_string_equal(ids.data ? ids.data : "", want);
	assert_int_equal(hits.matched, hits.n);
	must(bl_reader_visit(r, query, BL_FIELDS_ALL, add_doc, &visited,
			     &failure));
	assert_int_equal(visited, found);
	bl_buf_release(&ids);
}

static void expect_single(struct bl_reader *r)
{
	static const struct {
		const char *filter, *want;
	} rows[] = {
		{ "type:bombing", "lahore karachi" },
		{ "type:disaster", "quake" },
		{ "place:pakistan", "lahore karachi" },
		{ "place:\"kot lakhpat bazaar\"", "gunmen" },
		{ "place:punjab", "lahore" },
		{ "place:atlantis", "" },
		{ "country:turkey", "quake" },
		{ "around:karachi/100km", "karachi" },
		{ "around:karachi/20000km", "lahore quake karachi" },
		{ "date:2023-02", "lahore quake karachi" },
		{ "date:<2023-02-02", "lahore" },
		{ "actor:taliban", "karachi" },
		{ "actor:gunmen", "gunmen" },
		{ "actor:\"gunmen unidentified\"", "" },
		{ "target:police", "karachi" },
		{ "weapon:explosives", "karachi" },
		{ "stage:attempted", "gunmen" },
		{ "killed:>=4", "lahore karachi" },
		{ "killed:1", "gunmen" },
		{ "injured:>=0", "" },
		{ "claimed:yes", "karachi" },
	};
	size_t i;

	for (i = 0; i < COUNT(rows); i++)
		expect(r, with(filter(rows[i].filter)), BL_SORT_NEWEST,
		       rows[i].want);
}

static struct bl_node *word(const char *stem)
{
	struct bl_node *n = group(BL_NODE_TERM, NULL, NULL);

	n->text = bl_str_from(stem);
	return n;
}

/* One incident has to pass a condition whole: that of Karachi killed 4, that
 * of Peshawar 100. */
static void expect_bound(struct bl_reader *r)
{
	struct bl_node *many = filter("killed:>=100");
	struct bl_node *karachi = filter("place:karachi");
	struct bl_node *peshawar = filter("place:peshawar");
	struct bl_node *attack = filter("type:attack");
	struct bl_node *wrong = with(both(karachi, many));
	struct bl_node *right = with(both(peshawar, many));

	expect(r, wrong, BL_SORT_NEWEST, "");
	expect(r, right, BL_SORT_NEWEST, "karachi");
	expect(r, both(with(karachi), with(many)), BL_SORT_NEWEST, "karachi");
	expect(r, with(both(attack, no(karachi))), BL_SORT_NEWEST,
	       "lahore gunmen karachi");
	expect(r, with(both(attack, no(either(karachi, peshawar)))),
	       BL_SORT_NEWEST, "lahore gunmen");
	expect(r, no(with(attack)), BL_SORT_NEWEST, "quiet quake");
	expect(r, no(wrong), BL_SORT_NEWEST,
	       "quiet lahore quake gunmen karachi");
	expect(r, both(word("news"), no(right)), BL_SORT_NEWEST,
	       "quiet lahore quake gunmen");
	expect(r, either(wrong, with(filter("type:disaster"))), BL_SORT_NEWEST,
	       "quake");
	expect(r, group(BL_NODE_MAYBE, with(many), wrong), BL_SORT_NEWEST,
	       "karachi");
}

static void expect_sorted(struct bl_reader *r)
{
	struct bl_node *any = group(BL_NODE_ALL, NULL, NULL);
	struct bl_node *shooting = with(filter("type:shooting"));

	expect(r, any, BL_SORT_KILLED, "lahore karachi gunmen quiet quake");
	expect(r, any, BL_SORT_DATE, "quake karachi lahore quiet gunmen");
	expect(r, any, BL_SORT_INJURED, "quiet lahore quake gunmen karachi");
	expect(r, shooting, BL_SORT_KILLED, "karachi gunmen");
	expect(r, either(shooting, with(filter("killed:4"))), BL_SORT_KILLED,
	       "lahore karachi gunmen");
}

static void test_incidents__are_found_by_conditions(void **state)
{
	struct folder f = make_index(0, 1);
	struct bl_reader *r = reader_new(&f);

	(void)state;
	expect_single(r);
	expect_bound(r);
	expect_sorted(r);
	bl_reader_close(r);
	bl_arena_clear(&arena);
	folder_remove(&f);
}

static void test_incidents__are_found_in_several_indexes(void **state)
{
	struct folder f[] = { make_index(0, 3), make_index(1, 3),
			      make_index(2, 3) };
	const char *dirs[] = { f[0].path, f[1].path, f[2].path };
	struct bl_stats stats;
	struct bl_reader *r;
	size_t i;

	(void)state;
	must(bl_reader_open(&r, dirs, COUNT(dirs), &failure));
	expect_single(r);
	expect_bound(r);
	expect_sorted(r);
	must(bl_reader_stats(r, &stats, BL_STATS_ALL, &failure));
	assert_int_equal(stats.incidents, 5);
	bl_reader_close(r);
	bl_arena_clear(&arena);
	for (i = 0; i < COUNT(f); i++)
		folder_remove(&f[i]);
}

/* Words that have to be verified, too. */
static void expect_near(struct bl_reader *r)
{
	struct bl_node *near = group(BL_NODE_NEAR, word("news"),
				     either(word("news"), word("other")));

	near->distance = 3;
	expect(r, near, BL_SORT_NEWEST, "");
	expect(r, no(near), BL_SORT_NEWEST,
	       "quiet lahore quake gunmen karachi");
}

static void test_incidents__are_found_on_another_machine(void **state)
{
	struct folder f = make_index(0, 1), stub = folder_new();
	char path[128];
	struct bl_reader *r;
	FILE *file;

	(void)state;
	if (access(PROGSRV, X_OK) != 0) {
		print_message("skipped: there is no " PROGSRV "\n");
		folder_remove(&stub);
		folder_remove(&f);
		skip();
	}
	snprintf(path, sizeof(path), "%s/" BL_XAPIAN_STUB_NAME, stub.path);
	file = fopen(path, "w");
	assert_non_null(file);
	fprintf(file, "remote :" PROGSRV " %s\n", f.path);
	assert_int_equal(fclose(file), 0);
	r = reader_new(&stub);
	expect_single(r);
	expect_bound(r);
	expect_near(r);
	bl_reader_close(r);
	bl_arena_clear(&arena);
	folder_remove(&stub);
	folder_remove(&f);
}

/* ---- what is stored */

static void test_incidents__come_back_whole(void **state)
{
	struct folder f = make_index(0, 1);
	struct bl_reader *r = reader_new(&f);
	struct bl_hit hit = { .doc = 1, .id = BL_STR("karachi") };
	struct bl_article a = BL_ARTICLE_INIT;
	struct bl_incidents incidents;
	struct bl_buf want, got;

	(void)state;
	bl_buf_init(&want, TEXT_MAX_BYTES);
	bl_buf_init(&got, TEXT_MAX_BYTES);
	must(bl_reader_fetch(r, &hit, &arena, &a, &incidents, &failure));
	bl_incidents_json(&want, &articles[0].incidents);
	bl_incidents_json(&got, &incidents);
	assert_string_equal(got.data, want.data);
	hit = (struct bl_hit){ .doc = COUNT(articles), .id = BL_STR("quiet") };
	must(bl_reader_fetch(r, &hit, &arena, &a, &incidents, &failure));
	assert_int_equal(incidents.n, 0);
	bl_buf_release(&got);
	bl_buf_release(&want);
	bl_reader_close(r);
	bl_arena_clear(&arena);
	folder_remove(&f);
}

static uint64_t count_incidents(const struct folder *f)
{
	struct bl_reader *r = reader_new(f);
	struct bl_stats stats;

	must(bl_reader_stats(r, &stats, BL_STATS_ALL, &failure));
	bl_reader_close(r);
	return stats.incidents;
}

static void test_incidents__are_counted_without_the_deleted(void **state)
{
	struct folder f = make_index(0, 1);
	struct bl_writer *w;

	(void)state;
	assert_int_equal(count_incidents(&f), 5);
	w = writer_new(&f, "xapian", 0);
	must(bl_writer_delete(w, BL_STR("karachi"), &failure));
	commit_and_close(w);
	assert_int_equal(count_incidents(&f), 3);
	must(bl_index_compact(f.path, false, &failure));
	assert_int_equal(count_incidents(&f), 3);
	folder_remove(&f);
}

/* ---- damage */

static int keep_line(void *ctx, struct bl_str line)
{
	bl_buf_addstr(ctx, line);
	return 0;
}

static void expect_fault(const struct folder *f, const char *want)
{
	struct bl_buf lines;
	bl_status st;

	bl_buf_init(&lines, TEXT_MAX_BYTES);
	st = bl_index_check(f->path, keep_line, &lines, &failure);
	assert_int_equal(st, *want ? BL_ERR_CORRUPT : BL_OK);
	assert_string_equal(lines.data ? lines.data : "", want);
	bl_buf_release(&lines);
}

/* Take a term from the first document, or break its incidents. */
static void damage(const struct folder *f, const char *term)
{
	xap_wdb *wdb;
	xap_doc *doc;

	assert_int_equal(xap_wdb_open(&wdb, f->path, NULL, NULL), XAP_OK);
	assert_int_equal(xap_db_doc(&doc, xap_wdb_reader(wdb), 1, NULL),
			 XAP_OK);
	if (term)
		assert_int_equal(xap_doc_remove_term(doc, term, strlen(term),
						     NULL),
				 XAP_OK);
	else
		assert_int_equal(xap_doc_set_value(doc, SLOT_INCIDENTS, "\1x",
						   2, NULL),
				 XAP_OK);
	assert_int_equal(xap_wdb_replace(wdb, 1, doc, NULL), XAP_OK);
	xap_doc_free(doc);
	assert_int_equal(xap_wdb_close(wdb, NULL), XAP_OK);
	xap_wdb_free(wdb);
}

static void test_incidents__are_checked(void **state)
{
	struct folder f = make_index(0, 1);
	struct bl_node *many = with(filter("killed:>=4"));
	struct bl_search s = { many, 0, 10, BL_SORT_NEWEST, 1, 0 };
	struct bl_reader *r;
	struct bl_hits hits;

	(void)state;
	expect_fault(&f, "");
	damage(&f, "XTYPE:attack");
	expect_fault(&f, "document 1: it lacks the term 'XTYPE:attack' of its "
			 "incidents");
	damage(&f, NULL);
	expect_fault(&f, "document 1: stored incidents are damaged: they are "
			 "cut short");
	r = reader_new(&f);
	assert_int_equal(bl_reader_search(r, &s, &arena, &hits, &failure),
			 BL_ERR_CORRUPT);
	assert_non_null(strstr(failure.text, "stored incidents are damaged"));
	s.query = group(BL_NODE_ALL, NULL, NULL);
	s.sort = BL_SORT_KILLED;
	assert_int_equal(bl_reader_search(r, &s, &arena, &hits, &failure),
			 BL_ERR_CORRUPT);
	assert_non_null(strstr(failure.text, "stored incidents are damaged"));
	bl_reader_close(r);
	bl_arena_clear(&arena);
	folder_remove(&f);
}

static int set_up(void **state)
{
	(void)state;
	bl_arena_init(&arena);
	tell();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	bl_arena_release(&arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_incidents__are_posted_as_terms),
		cmocka_unit_test(test_incidents__are_found_by_conditions),
		cmocka_unit_test(test_incidents__are_found_in_several_indexes),
		cmocka_unit_test(test_incidents__are_found_on_another_machine),
		cmocka_unit_test(test_incidents__come_back_whole),
		cmocka_unit_test(
			test_incidents__are_counted_without_the_deleted),
		cmocka_unit_test(test_incidents__are_checked),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
