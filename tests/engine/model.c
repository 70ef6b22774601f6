/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include <ctype.h>
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "blotter/engine.h"
#include "blotter/hash.h"

#define TEXT_MAX_BYTES ((size_t)1 << 20)

const char *const model_words[MODEL_WORDS] = {
	"killed", "bank", "peshawar", "explosion",
	"the",    "rose", "election", "drowned",
};

const struct model_filter model_filters[MODEL_FILTERS] = {
	{ "type:disaster", "disaster", NULL, 0 },
	{ "country:LK", NULL, "LK", 0 },
	{ "killed:>=10", NULL, NULL, 10 },
	{ "country:PK type:attack", "attack", "PK", 0 },
	{ "type:attack killed:>=3", "attack", NULL, 3 },
};

/* The words of a text, found without the tokenizer: a word is letters and
 * digits, which is what it is to both in the generator's English. */
static uint8_t find_words(const char *text)
{
	char word[16];
	uint8_t found = 0;
	size_t n = 0, i;

	for (;; text++) {
		if (isalnum((unsigned char)*text)) {
			if (n < sizeof(word))
				word[n] = (char)tolower((unsigned char)*text);
			n++;
			continue;
		}
		for (i = 0; i < MODEL_WORDS; i++)
			if (n == strlen(model_words[i]) &&
			    !memcmp(word, model_words[i], n))
				found |= (uint8_t)(1U << i);
		n = 0;
		if (!*text)
			return found;
	}
}

static const char *member(struct json_object *object, const char *key)
{
	const char *s =
		json_object_get_string(json_object_object_get(object, key));

	return s ? s : "";
}

/* Of all that is stored, with a mark between the parts. */
static uint64_t hash_article(const char *const part[5])
{
	struct bl_buf all;
	uint64_t hash;
	size_t i;

	bl_buf_init(&all, TEXT_MAX_BYTES);
	for (i = 0; i < 5; i++) {
		bl_buf_adds(&all, part[i]);
		bl_buf_addc(&all, '\n');
	}
	assert_int_equal(all.status, BL_OK);
	hash = bl_hash64(all.data, all.len) | 1;
	bl_buf_release(&all);
	return hash;
}

static size_t number_of(const char *id)
{
	size_t number = MODEL_IDS;

	assert_int_equal(sscanf(id, "gen-%zu", &number), 1);
	assert_in_range(number, 0, MODEL_IDS - 1);
	return number;
}

static struct json_object *parse(const char *json)
{
	struct json_tokener *t = json_tokener_new();
	struct json_object *o;

	assert_non_null(t);
	json_tokener_set_flags(t, JSON_TOKENER_STRICT);
	o = json_tokener_parse_ex(t, json, (int)strlen(json) + 1);
	assert_int_equal(json_tokener_get_error(t), json_tokener_success);
	assert_non_null(o);
	json_tokener_free(t);
	return o;
}

uint64_t model_content(const char *json, size_t *number, uint8_t *words)
{
	struct json_object *o = parse(json);
	uint64_t content;

	{
		const bool shown =
			json_object_object_get_ex(o, "published", NULL);
		const char *const part[5] = {
			member(o, "title"), member(o, "text"),
			member(o, "source"), member(o, "url"),
			member(o, shown ? "published" : "date")
		};

		*number = number_of(member(o, "id"));
		*words = find_words(part[0]) | find_words(part[1]);
		content = hash_article(part);
	}
	json_object_put(o);
	return content;
}

void model_add_file(struct model *m, const char *path)
{
	FILE *f = fopen(path, "r");
	char *line = NULL;
	size_t cap = 0, number;
	uint64_t content;
	uint8_t words;

	assert_non_null(f);
	while (getline(&line, &cap, f) > 0) {
		content = model_content(line, &number, &words);
		m->content[number] = content;
		m->words[number] = words;
	}
	free(line);
	fclose(f);
}

/* ---- incidents, as JSON */

static bool has_string(struct json_object *array, const char *wanted)
{
	size_t i, n = json_object_array_length(array);

	for (i = 0; i < n; i++) {
		if (!strcmp(json_object_get_string(
				    json_object_array_get_idx(array, i)),
			    wanted))
			return true;
	}
	return false;
}

static bool has_country(struct json_object *places, const char *wanted)
{
	size_t i, n = json_object_array_length(places);

	for (i = 0; i < n; i++) {
		if (!strcmp(member(json_object_array_get_idx(places, i),
				   "country"),
			    wanted))
			return true;
	}
	return false;
}

static bool passes(struct json_object *incident, const struct model_filter *f)
{
	struct json_object *killed = json_object_object_get(incident, "killed");

	return (!f->type ||
		has_string(json_object_object_get(incident, "types"),
			   f->type)) &&
	       (!f->country ||
		has_country(json_object_object_get(incident, "places"),
			    f->country)) &&
	       (!f->least_killed ||
		json_object_get_int(json_object_object_get(killed, "min")) >=
			f->least_killed);
}

static void take_incidents(struct model *m, size_t number,
			   struct json_object *array)
{
	const char *text =
		json_object_to_json_string_ext(array, JSON_C_TO_STRING_PLAIN);
	size_t i, k, n = json_object_array_length(array);

	m->incidents[number] = bl_hash64(text, strlen(text));
	m->filters[number] = 0;
	for (i = 0; i < n; i++) {
		for (k = 0; k < MODEL_FILTERS; k++) {
			if (passes(json_object_array_get_idx(array, i),
				   &model_filters[k]))
				m->filters[number] |= (uint8_t)(1U << k);
		}
	}
}

void model_add_incidents(struct model *m, const char *path)
{
	FILE *f = fopen(path, "r");
	char *line = NULL;
	size_t cap = 0;

	assert_non_null(f);
	while (getline(&line, &cap, f) > 0) {
		struct json_object *o = parse(line);

		take_incidents(m, number_of(member(o, "id")),
			       json_object_object_get(o, "incidents"));
		json_object_put(o);
	}
	free(line);
	fclose(f);
}

/* Those of a fetched article. */
static void read_incidents(struct model *m, size_t number,
			   const struct bl_incidents *list)
{
	struct bl_buf text;
	struct json_object *array;

	bl_buf_init(&text, TEXT_MAX_BYTES);
	bl_incidents_json(&text, list);
	assert_int_equal(bl_buf_status(&text, NULL), BL_OK);
	array = parse(text.data);
	take_incidents(m, number, array);
	json_object_put(array);
	bl_buf_release(&text);
}

void model_delete(struct model *m, size_t number)
{
	m->content[number] = 0;
	m->words[number] = 0;
	m->incidents[number] = 0;
	m->filters[number] = 0;
}

size_t model_count(const struct model *m)
{
	size_t n = 0, i;

	for (i = 0; i < MODEL_IDS; i++)
		n += m->content[i] != 0;
	return n;
}

bool model_equal(const struct model *a, const struct model *b)
{
	return !memcmp(a->content, b->content, sizeof(a->content)) &&
	       !memcmp(a->incidents, b->incidents, sizeof(a->incidents));
}

static void read_hit(struct model *m, struct bl_reader *r,
		     const struct bl_hit *hit, struct bl_arena *arena)
{
	struct bl_article a = BL_ARTICLE_INIT;
	struct bl_incidents incidents = BL_INCIDENTS_INIT;
	char time[BL_TIME_TEXT_BYTES];
	struct bl_error err;
	size_t number;

	bl_arena_clear(arena);
	if (bl_reader_fetch(r, hit, arena, &a, &incidents, &err) < 0)
		fail_msg("%s", err.text);
	{
		/* strings without NUL, as article.h has it, so that a copy in
		 * the arena ends them */
		const struct bl_str in[5] = {
			a.title, a.text, a.source, a.url,
			bl_str_from(bl_time_text(time, a.published))
		};
		const char *part[5];
		size_t i;

		for (i = 0; i < 5; i++)
			part[i] = bl_arena_str(arena, in[i]).data;
		number = number_of(bl_arena_str(arena, a.id).data);
		/* no id twice */
		assert_int_equal(m->content[number], 0);
		m->content[number] = hash_article(part);
		m->words[number] = find_words(part[0]) | find_words(part[1]);
		read_incidents(m, number, &incidents);
	}
}

bool model_read_index(struct model *m, const char *dir)
{
	const struct bl_node all = { .kind = BL_NODE_ALL, .weight = 1 };
	const struct bl_search search = { .query = &all,
					  .limit = MODEL_IDS + 1,
					  .k1 = BL_BM25_K1,
					  .b = BL_BM25_B };
	struct bl_arena arena, article;
	struct bl_reader *r;
	struct bl_hits hits;
	struct bl_error err;
	bl_status st = bl_reader_open(&r, &dir, 1, &err);
	size_t i;

	memset(m, 0, sizeof(*m));
	if (st == BL_ERR_NOT_FOUND)
		return false;
	if (st < 0)
		fail_msg("%s", err.text);
	bl_arena_init(&arena);
	bl_arena_init(&article);
	if (bl_reader_search(r, &search, &arena, &hits, &err) < 0)
		fail_msg("%s", err.text);
	assert_int_equal(hits.matched, hits.n);
	for (i = 0; i < hits.n; i++)
		read_hit(m, r, &hits.hit[i], &article);
	bl_arena_release(&article);
	bl_arena_release(&arena);
	bl_reader_close(r);
	return true;
}
