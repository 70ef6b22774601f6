/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Tables of sentences for the tests of extraction: a text, and what the first
 * incident in it must be, as words "key=value":
 *
 *	type stage date place country actor target weapon claimed
 *	killed injured kidnapped	4, 4+ (at least), 1-4, - (unset)
 *	attackers			of the killed
 *	incidents			how many there are
 *
 * date is FROM or FROM..TO; spaces in a value are written "_".  "none" alone:
 * there is no incident.  Articles are of Monday, 2023-02-20.
 */
#ifndef TEST_INCIDENT_H
#define TEST_INCIDENT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "blotter/incident.h"

#define TEST_PUBLISHED ((bl_time)1676851200) /* 2023-02-20 */

struct sentence_case {
	const char *text;
	const char *want;
};

struct extraction {
	struct bl_vocab *vocab;
	struct bl_extractor *x;
	struct bl_tokens title, body;
	struct bl_arena arena;
	struct bl_article article;
	struct bl_incidents list;
};

static void extraction_open(struct extraction *e)
{
	struct bl_error err = BL_ERROR_INIT;
	struct bl_analysis a;

	memset(e, 0, sizeof(*e));
	bl_arena_init(&e->arena);
	assert_int_equal(bl_analysis_set(&a, "english", &err), BL_OK);
	assert_int_equal(bl_vocab_new(&e->vocab, &a, &err), BL_OK);
	assert_int_equal(bl_extractor_new(&e->x, &err), BL_OK);
}

static void extraction_close(struct extraction *e)
{
	bl_tokens_release(&e->title);
	bl_tokens_release(&e->body);
	bl_extractor_free(e->x);
	bl_vocab_free(e->vocab);
	bl_arena_release(&e->arena);
}

static void extract(struct extraction *e, const char *title, const char *text)
{
	struct bl_error err = BL_ERROR_INIT;

	bl_arena_clear(&e->arena);
	e->title.n = e->body.n = 0;
	e->article.id = BL_STR("test");
	e->article.title = bl_str_from(title);
	e->article.text = bl_str_from(text);
	e->article.published = TEST_PUBLISHED;
	assert_int_equal(bl_tokenize(e->vocab, title, strlen(title), &e->title,
				     &err),
			 BL_OK);
	assert_int_equal(bl_tokenize(e->vocab, text, strlen(text), &e->body,
				     &err),
			 BL_OK);
	assert_int_equal(bl_extract(&e->list, e->x, &e->article, e->vocab,
				    &e->title, &e->body, &e->arena, &err),
			 BL_OK);
}

#define SAID_BYTES 512

static void say_toll(char *out, const struct bl_toll *t)
{
	if (t->min == BL_COUNT_UNSET)
		snprintf(out, SAID_BYTES, "-");
	else if (t->max == BL_COUNT_UNSET)
		snprintf(out, SAID_BYTES, "%d+", t->min);
	else if (t->max != t->min)
		snprintf(out, SAID_BYTES, "%d-%d", t->min, t->max);
	else
		snprintf(out, SAID_BYTES, "%d", t->min);
}

static void say_str(char *out, struct bl_str s)
{
	size_t i;

	snprintf(out, SAID_BYTES, "%.*s", (int)s.len, s.data ? s.data : "");
	for (i = 0; out[i]; i++) {
		if (out[i] == ' ' || out[i] == '\n')
			out[i] = '_';
	}
}

static void say_set(char *out, bl_category_set set,
		    const char *(*name)(unsigned))
{
	size_t n = 0;
	unsigned i;

	out[0] = '\0';
	for (i = 0; name(i); i++) {
		if (set >> i & 1)
			n += (size_t)snprintf(out + n, SAID_BYTES - n, "%s%s",
					      n ? "," : "", name(i));
	}
}

static void say_date(char *out, const struct bl_incident *in)
{
	char from[BL_TIME_TEXT_BYTES], to[BL_TIME_TEXT_BYTES];

	if (!in->dated)
		snprintf(out, SAID_BYTES, "-");
	else if (in->from == in->to)
		snprintf(out, SAID_BYTES, "%s", bl_day_text(from, in->from));
	else
		snprintf(out, SAID_BYTES, "%s..%s", bl_day_text(from, in->from),
			 bl_day_text(to, in->to));
}

/* The value of a key of the incident, as the tables write it. */
static void say(char *out, const char *key, const struct bl_incident *in)
{
	static const char *const claimed[] = { "-", "yes", "no" };

	snprintf(out, SAID_BYTES, "?");
	if (strcmp(key, "type") == 0)
		snprintf(out, SAID_BYTES, "%s",
			 in->n_types ? bl_incident_type_name(in->types[0])
				     : "-");
	else if (strcmp(key, "stage") == 0)
		snprintf(out, SAID_BYTES, "%s",
			 bl_incident_stage_name(in->stage));
	else if (strcmp(key, "date") == 0)
		say_date(out, in);
	else if (strcmp(key, "place") == 0)
		say_str(out, in->n_places ? in->place[0].name : BL_STR("-"));
	else if (strcmp(key, "admin") == 0)
		say_str(out, in->n_places ? in->place[0].admin : BL_STR("-"));
	else if (strcmp(key, "country") == 0)
		say_str(out, in->n_places ? in->place[0].country : BL_STR("-"));
	else if (strcmp(key, "actor") == 0)
		say_str(out, in->n_actors ? in->actor[0].name : BL_STR("-"));
	else if (strcmp(key, "status") == 0)
		snprintf(out, SAID_BYTES, "%s",
			 in->n_actors
				 ? bl_actor_status_name(in->actor[0].status)
				 : "-");
	else if (strcmp(key, "target") == 0)
		say_set(out, in->targets, bl_incident_target_name);
	else if (strcmp(key, "weapon") == 0)
		say_set(out, in->weapons, bl_incident_weapon_name);
	else if (strcmp(key, "claimed") == 0)
		snprintf(out, SAID_BYTES, "%s", claimed[in->claimed]);
	else if (strcmp(key, "killed") == 0)
		say_toll(out, &in->killed);
	else if (strcmp(key, "injured") == 0)
		say_toll(out, &in->injured);
	else if (strcmp(key, "kidnapped") == 0)
		say_toll(out, &in->kidnapped);
	else if (strcmp(key, "attackers") == 0)
		snprintf(out, SAID_BYTES, "%d", in->killed.attackers);
}

/* A set holds what is wanted of it; anything else equals it. */
static int is_said(const char *key, const char *said, const char *want)
{
	if (strcmp(key, "target") == 0 || strcmp(key, "weapon") == 0)
		return strstr(said, want) != NULL;
	return strcmp(said, want) == 0;
}

/* Compare incident `which` to words "key=value"; prints what differs. */
static int check_incident(const struct extraction *e, size_t which,
			  const char *text, const char *want)
{
	char word[SAID_BYTES], said[SAID_BYTES];
	int faults = 0;
	size_t n;

	for (; *want; want += n + (want[n] == ' ')) {
		char *value;

		n = strcspn(want, " ");
		snprintf(word, sizeof(word), "%.*s", (int)n, want);
		value = strchr(word, '=');
		assert_non_null(value);
		*value++ = '\0';
		if (strcmp(word, "incidents") == 0)
			snprintf(said, sizeof(said), "%zu", e->list.n);
		else if (which >= e->list.n)
			snprintf(said, sizeof(said), "no incident");
		else
			say(said, word, &e->list.item[which]);
		if (!is_said(word, said, value)) {
			print_error("%s is %s, not %s: \"%s\"\n", word, said,
				    value, text);
			faults++;
		}
	}
	return faults;
}

static inline void check_sentences(const struct sentence_case *cases, size_t n)
{
	struct extraction e;
	int faults = 0;
	size_t i;

	extraction_open(&e);
	for (i = 0; i < n; i++) {
		extract(&e, "", cases[i].text);
		if (strcmp(cases[i].want, "none") == 0) {
			if (e.list.n) {
				print_error("an incident, %s: \"%s\"\n",
					    bl_incident_type_name(
						    e.list.item[0].types[0]),
					    cases[i].text);
				faults++;
			}
			continue;
		}
		faults += check_incident(&e, 0, cases[i].text, cases[i].want);
	}
	extraction_close(&e);
	if (faults)
		fail_msg("%d values of %zu sentences are wrong", faults, n);
}

#define CHECK_SENTENCES(cases) \
	check_sentences(cases, sizeof(cases) / sizeof((cases)[0]))

#endif
