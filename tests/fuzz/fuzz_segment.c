/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A damaged index: opened, searched, listed, checked and compacted.
 *
 * The target makes a small index of its own, and takes the input as damage to
 * it, four bytes a piece: which file (its highest bit: cut it short), where
 * (two bytes, modulo its length), and the byte to put there.  Footers and
 * the manifest's checksum are made to fit again, so that damage gets past
 * them; the checksums of the files are not, and the check must notice.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "blotter/engine.h"
#include "blotter/file.h"
#include "blotter/filter.h"
#include "blotter/hash.h"

#define ARTICLES 300
#define FILE_MAX_BYTES ((size_t)1 << 20)
#define FOOTER_BYTES 32
#define FOOTER_LENGTH_AT 16
#define END_LINE_BYTES 21
#define CUT 0x80

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const names[] = {
	"1.stems",    "1.forms",     "1.ids",
	"1.postings", "1.positions", "1.documents",
	"1.articles", "1.2.dead",    BL_SEGMENT_MANIFEST_NAME,
	"1.incidents"
};

enum { FILES = sizeof(names) / sizeof(names[0]), MANIFEST = FILES - 2 };

/* A target has no place but this to keep what all its runs share. */
static struct {
	char dir[64];
	struct bl_buf file[FILES];
} whole;

static void must(bool holds)
{
	if (!holds)
		abort();
}

/* What happened in an article that says so. */
static void make_incident(struct bl_incident *x, uint64_t i)
{
	static const char *const places[] = { "Karachi", "upper nowhere",
					      "xyz" };
	size_t n;

	memset(x, 0, sizeof(*x));
	x->n_types = bl_incident_type_chain(x->types, BL_INCIDENT_TYPES_MAX,
					    (bl_incident_type)(1 + i % 9));
	x->dated = i % 3;
	x->from = x->to = (bl_day)i;
	x->n_places = 1 + i % 2;
	for (n = 0; n < x->n_places; n++)
		x->place[n].name = bl_str_from(places[(i + n) % 3]);
	x->n_actors = i % 2;
	x->actor[0].name = BL_STR("unidentified gunmen");
	x->killed.min = (int32_t)(i % 7) - 1;
	x->killed.max = x->killed.attackers = BL_COUNT_UNSET;
	x->injured = x->kidnapped = x->killed;
}

static void add_article(struct bl_inverter *v, struct bl_vocab *vocab,
			uint64_t i)
{
	static struct bl_tokens title, body;
	static struct bl_incident incident[2];
	const struct bl_incidents incidents = { incident, i % 3 };
	struct bl_article a = BL_ARTICLE_INIT;
	struct bl_document d = {
		.article = &a,
		.vocab = vocab,
		.title = &title,
		.body = &body,
		.incidents = &incidents,
		.sequence = i,
	};
	char id[32], text[128];

	snprintf(id, sizeof(id), "id%" PRIu64, i * 7);
	snprintf(text, sizeof(text),
		 "police station in w%" PRIu64 " was x%" PRIu64
		 " the the police bombed",
		 i % 17, i % 150);
	a.id = bl_str_from(id);
	a.text = bl_str_from(text);
	a.title = BL_STR("police report");
	a.source = i % 2 ? BL_STR("one") : BL_STR("two");
	a.published = i % 3 ? (bl_time)i : BL_TIME_UNSET;
	make_incident(&incident[0], i);
	make_incident(&incident[1], i + 5);
	title.n = body.n = 0;
	must(bl_tokenize(vocab, a.title.data, a.title.len, &title, NULL) ==
	     BL_OK);
	must(bl_tokenize(vocab, a.text.data, a.text.len, &body, NULL) == BL_OK);
	must(bl_inverter_add(v, &d, NULL) == BL_OK);
}

static void make_index(void)
{
	struct bl_writer_options o = { .workers = 1 };
	struct bl_analysis english;
	struct bl_inverter *v;
	struct bl_vocab *vocab;
	struct bl_writer *w;
	uint64_t i;

	must(bl_analysis_set(&english, "english", NULL) == BL_OK);
	o.analysis = &english;
	must(bl_writer_open(&w, "segment", whole.dir, &o, NULL) == BL_OK);
	must(bl_vocab_new(&vocab, &english, NULL) == BL_OK);
	must(bl_inverter_open(&v, w, NULL) == BL_OK);
	for (i = 0; i < ARTICLES; i++)
		add_article(v, vocab, i);
	must(bl_inverter_close(v, NULL) == BL_OK);
	bl_vocab_free(vocab);
	must(bl_writer_commit(w, NULL, NULL) == BL_OK);
	must(bl_writer_delete(w, BL_STR("id70"), NULL) == BL_OK);
	must(bl_writer_commit(w, NULL, NULL) == BL_OK);
	bl_writer_close(w);
}

static void start(void)
{
	char path[BL_PATH_MAX_BYTES];
	size_t i;

	if (whole.dir[0])
		return;
	snprintf(whole.dir, sizeof(whole.dir), "/tmp/blotter-fuzz-XXXXXX");
	must(mkdtemp(whole.dir) != NULL);
	make_index();
	for (i = 0; i < FILES; i++) {
		bl_buf_init(&whole.file[i], 2 * FILE_MAX_BYTES);
		must(bl_path_join(path, sizeof(path), whole.dir, names[i],
				  NULL) == BL_OK);
		must(bl_file_read(&whole.file[i], path, FILE_MAX_BYTES, NULL) ==
		     BL_OK);
	}
	must(bl_remove_tree(whole.dir, NULL) == BL_OK);
}

/* ---- damage */

static void cut(struct bl_buf *f, size_t payload)
{
	size_t i;

	memmove(f->data + payload, f->data + f->len - FOOTER_BYTES,
		FOOTER_BYTES);
	f->len = payload + FOOTER_BYTES;
	for (i = 0; i < 8; i++)
		f->data[payload + FOOTER_LENGTH_AT + i] =
			(char)((uint64_t)payload >> (8 * i));
}

static void seal_manifest(struct bl_buf *f)
{
	char line[END_LINE_BYTES + 1];
	size_t body = f->len - END_LINE_BYTES;

	snprintf(line, sizeof(line), "end %016" PRIx64 "\n",
		 bl_hash64(f->data, body));
	memcpy(f->data + body, line, END_LINE_BYTES);
}

static void damage(struct bl_buf file[FILES], const uint8_t *data, size_t size)
{
	for (; size >= 4; data += 4, size -= 4) {
		size_t which = (data[0] & ~CUT) % FILES;
		size_t at = data[1] | (size_t)data[2] << 8;
		struct bl_buf *f = &file[which];

		if (which == MANIFEST)
			f->data[at % (f->len - END_LINE_BYTES)] = (char)data[3];
		else if (f->len > FOOTER_BYTES && data[0] & CUT)
			cut(f, at % (f->len - FOOTER_BYTES));
		else if (f->len > FOOTER_BYTES)
			f->data[at % (f->len - FOOTER_BYTES)] = (char)data[3];
	}
	seal_manifest(&file[MANIFEST]);
}

/* Returns whether a file that has a checksum is another now. */
static bool write_damaged(const uint8_t *data, size_t size)
{
	struct bl_buf file[FILES];
	char path[BL_PATH_MAX_BYTES];
	bool changed = false;
	size_t i;

	must(mkdir(whole.dir, 0777) == 0);
	for (i = 0; i < FILES; i++) {
		bl_buf_init(&file[i], 2 * FILE_MAX_BYTES);
		bl_buf_addstr(&file[i], bl_buf_str(&whole.file[i]));
	}
	damage(file, data, size);
	for (i = 0; i < FILES; i++) {
		FILE *out;

		changed |= i != MANIFEST &&
			   !bl_str_eq(bl_buf_str(&file[i]),
				      bl_buf_str(&whole.file[i]));
		must(bl_path_join(path, sizeof(path), whole.dir, names[i],
				  NULL) == BL_OK);
		out = fopen(path, "wb");
		must(out &&
		     fwrite(file[i].data, 1, file[i].len, out) == file[i].len);
		fclose(out);
		bl_buf_release(&file[i]);
	}
	return changed;
}

/* ---- use */

static struct bl_node word(const char *text, enum bl_node_kind kind,
			   const struct bl_field *field)
{
	return (struct bl_node){ .kind = kind,
				 .field = field,
				 .weight = 1,
				 .text = bl_str_from(text) };
}

/* Read every byte of it. */
static bl_status read_visit(void *ctx, const struct bl_visit *v,
			    struct bl_error *err)
{
	struct bl_buf json;

	(void)ctx;
	(void)err;
	bl_buf_init(&json, 1 << 20);
	bl_incidents_json(&json, &v->incidents);
	bl_buf_addstr(&json, v->source);
	bl_buf_release(&json);
	return BL_OK;
}

static void search(struct bl_reader *r, const struct bl_node *q,
		   enum bl_sort sort)
{
	struct bl_search s = { q, 0, 20, sort, BL_BM25_K1, BL_BM25_B };
	struct bl_arena arena = BL_ARENA_INIT;
	struct bl_incidents incidents;
	struct bl_article a;
	struct bl_hits hits;
	struct bl_buf text;
	size_t i;

	bl_buf_init(&text, 1 << 20);
	if (bl_reader_search(r, &s, &arena, &hits, NULL) == BL_OK)
		for (i = 0; i < hits.n; i++)
			bl_reader_fetch(r, &hits.hit[i], &arena, &a, &incidents,
					NULL);
	bl_reader_explain(r, &s, &text, NULL);
	bl_buf_release(&text);
	bl_arena_release(&arena);
}

/* Incidents of a type that killed some, or by gunmen, but not at xyz. */
static void search_incidents(struct bl_reader *r)
{
	const struct bl_filter filters[] = {
		{ .field = BL_FIELD_ID_TYPE, .type = 1 },
		{ .field = BL_FIELD_ID_KILLED, .low = 2, .high = 4 },
		{ .field = BL_FIELD_ID_ACTOR, .text = BL_STR("gunmen") },
		{ .field = BL_FIELD_ID_PLACE, .text = BL_STR("xyz") },
	};
	struct bl_node leaf[4];
	struct bl_node *any[] = { &leaf[1], &leaf[2] }, *at[] = { &leaf[3] };
	struct bl_node some = { .kind = BL_NODE_OR, .child = any, .n = 2 };
	struct bl_node not_at = { .kind = BL_NODE_NOT, .child = at, .n = 1 };
	struct bl_node *all[] = { &leaf[0], &some, &not_at };
	struct bl_node both = { .kind = BL_NODE_AND, .child = all, .n = 3 };
	struct bl_node *one[] = { &both };
	struct bl_node q = {
		.kind = BL_NODE_INCIDENT, .weight = 1, .child = one, .n = 1
	};
	size_t i;

	for (i = 0; i < 4; i++)
		leaf[i] = (struct bl_node){ .kind = BL_NODE_FILTER,
					    .filter = &filters[i] };
	search(r, &q, BL_SORT_NEWEST);
	search(r, &q, BL_SORT_DATE);
	bl_reader_visit(r, &q, BL_FIELDS_ALL, read_visit, NULL, NULL);
}

static void search_all(struct bl_reader *r)
{
	static const enum bl_node_kind groups[] = { BL_NODE_AND, BL_NODE_OR,
						    BL_NODE_MAYBE,
						    BL_NODE_PHRASE,
						    BL_NODE_NEAR };
	struct bl_node a = word("polic", BL_NODE_TERM, NULL);
	struct bl_node b = word("station", BL_NODE_TERM, NULL);
	struct bl_node t =
		word("report", BL_NODE_TERM, &bl_fields[BL_FIELD_ID_TITLE]);
	struct bl_node f = word("bombed", BL_NODE_FORM, NULL);
	struct bl_node k =
		word("one", BL_NODE_KEYWORD, &bl_fields[BL_FIELD_ID_SOURCE]);
	struct bl_node id =
		word("id77", BL_NODE_KEYWORD, &bl_fields[BL_FIELD_ID_ID]);
	struct bl_node range = {
		.kind = BL_NODE_RANGE, .weight = 1, .low = 10, .high = 200
	};
	struct bl_node x = word("x77", BL_NODE_TERM, NULL);
	struct bl_node *two[] = { &a, &b },
		       *any[] = { &t, &f, &k, &id, &range, &x };
	struct bl_node all = {
		.kind = BL_NODE_OR, .weight = 1, .child = any, .n = 6
	};
	size_t i;

	search(r, &a, BL_SORT_RELEVANCE);
	search(r, &all, BL_SORT_RELEVANCE);
	search(r, &all, BL_SORT_NEWEST);
	for (i = 0; i < sizeof(groups) / sizeof(groups[0]); i++) {
		struct bl_node q = { .kind = groups[i],
				     .weight = 1,
				     .child = two,
				     .n = 2,
				     .distance = 3 };

		search(r, &q, BL_SORT_RELEVANCE);
	}
}

static int ignore_form(void *ctx, struct bl_str form, uint64_t articles)
{
	(void)ctx;
	(void)form;
	(void)articles;
	return 0;
}

static int ignore_line(void *ctx, struct bl_str line)
{
	(void)ctx;
	(void)line;
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bl_reader *r;
	struct bl_stats stats;
	const char *dir;
	bool changed;
	bl_status st;

	start();
	changed = write_damaged(data, size);
	dir = whole.dir;
	if (bl_reader_open(&r, &dir, 1, NULL) == BL_OK) {
		search_all(r);
		search_incidents(r);
		bl_reader_forms(r, BL_STR(""), ignore_form, NULL, NULL);
		bl_reader_stats(r, &stats, BL_STATS_ALL, NULL);
		bl_reader_close(r);
	}
	st = bl_index_check(dir, ignore_line, NULL, NULL);
	must(st < 0 || !changed);
	bl_index_compact(dir, false, NULL);
	must(bl_remove_tree(dir, NULL) == BL_OK);
	return 0;
}
