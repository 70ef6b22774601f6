/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Writes an archive of invented news, of any size, as JSON Lines: for tests
 * and benchmarks.  corpus/README.md says what it is like.
 *
 * Article n is a function of the seed and n alone, by integer arithmetic: the
 * same on every machine, and an update or a duplicate of an article of long
 * ago needs no memory of it.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "blotter/date.h"
#include "blotter/options.h"
#include "generate_tables.h"

#define PROGRAM "generate"
#define EXIT_ERROR 2
#define BUFFER_BYTES ((size_t)1 << 20)
/* The longest article has 2,800 words, and some sentences about its incident.
 */
#define RECORD_MAX_BYTES (3000 * (size_t)BL_WORD_MAX_BYTES)

#define FIRST_DAY 16436 /* 2015-01-01 */
#define DAYS 3653       /* ten years */
#define DAY_MINUTES 1440
#define REPORT_PERCENT 40   /* articles that report an incident */
#define FOLLOW_UP_REACH 500 /* updates and duplicates look back this far */

struct args {
	unsigned long long seed, articles, bytes, first, updates, duplicates;
	int no_incidents;
	int help;
};

struct generator {
	const struct args *args;
	struct bl_words *words;
	char *buffer;
	char *to; /* the end of what is in it */
	uint64_t written;
};

/* What an article tells: drawn first, so that its parts agree. */
struct facts {
	bool incident;
	const struct report *report;
	const struct place *place;
	const char *actor, *target, *outlet;
	uint32_t killed, injured;
	uint32_t day, minute; /* published */
	uint32_t event_day;
};

#define OFFSET(field) offsetof(struct args, field)
static const struct bl_option options[] = {
	{ 0, "seed", "N", BL_OPT_COUNT, OFFSET(seed), 0,
	  "another N, another archive (1)", NULL },
	{ 0, "articles", "N", BL_OPT_COUNT, OFFSET(articles), 0,
	  "stop after N articles (1000, or no limit with --bytes)", NULL },
	{ 0, "bytes", "SIZE", BL_OPT_BYTES, OFFSET(bytes), 0,
	  "stop once SIZE bytes are written", NULL },
	{ 0, "first", "N", BL_OPT_COUNT, OFFSET(first), 0,
	  "number the articles from N (0): their ids are gen-N and so on",
	  NULL },
	{ 0, "updates", "PERCENT", BL_OPT_COUNT, OFFSET(updates), 0,
	  "articles that are an earlier one with its id and a changed text (0)",
	  NULL },
	{ 0, "duplicates", "PERCENT", BL_OPT_COUNT, OFFSET(duplicates), 0,
	  "articles with the title and text of an earlier one, under an id and "
	  "from an outlet of their own (0)",
	  NULL },
	{ 0, "no-incidents", NULL, BL_OPT_FLAG, OFFSET(no_incidents), 1,
	  "report no attacks, disasters and accidents", NULL },
	{ 'h', "help", NULL, BL_OPT_FLAG, OFFSET(help), 1, "print this", NULL },
	{ 0 }
};

/* ---- what is told */

/* Of what an article draws apart, so that one does not shift the other. */
enum purpose {
	FOR_ARTICLE,
	FOR_KIND,   /* is it an update, or a duplicate? */
	FOR_ITSELF, /* what an update or a duplicate has of its own */
};

static struct bl_rng rng_for(const struct args *args, uint64_t article,
			     enum purpose purpose)
{
	struct bl_rng r = { args->seed * 0xd1342543de82ef95 + purpose };

	r.state = bl_draw(&r) ^ article;
	r.state = bl_draw(&r);
	return r;
}

static const char *outlet(struct bl_rng *r)
{
	uint32_t x = bl_below(r, CERTAIN);
	size_t i = 0;

	while (x >= outlets[i].weight)
		x -= outlets[i++].weight;
	return outlets[i].word;
}

/* Most incidents leave few dead, and some very many. */
static uint32_t toll(struct bl_rng *r)
{
	uint32_t most = 4;

	while (most < 512 && bl_chance(r, 20000))
		most *= 2;
	return 2 + bl_below(r, most);
}

static struct facts draw_facts(const struct generator *g, struct bl_rng *r)
{
	struct facts f;

	f.incident = bl_below(r, 100) < REPORT_PERCENT &&
		     !g->args->no_incidents;
	f.report = &reports[bl_below(r, COUNT_OF(reports))];
	f.place = &places[bl_below(r, COUNT_OF(places))];
	f.actor = actors[bl_below(r, COUNT_OF(actors))];
	f.target = targets[bl_below(r, COUNT_OF(targets))];
	f.outlet = outlet(r);
	f.killed = toll(r);
	f.injured = toll(r) + f.killed / 2;
	f.day = FIRST_DAY + bl_below(r, DAYS);
	f.minute = bl_below(r, DAY_MINUTES);
	f.event_day = f.day - bl_below(r, 2);
	return f;
}

static char *put_count(char *to, uint32_t n)
{
	static const char *const words[] = { "zero",  "one",  "two", "three",
					     "four",  "five", "six", "seven",
					     "eight", "nine" };

	return n < COUNT_OF(words) ? bl_put(to, words[n])
				   : bl_put_number(to, n);
}

static char *put_slot(char *to, char slot, const struct facts *f)
{
	switch (slot) {
	case 'p':
		return bl_put(to, f->place->name);
	case 'c':
		return bl_put(to, f->place->country);
	case 'a':
		return bl_put(to, f->actor);
	case 't':
		return bl_put(to, f->target);
	case 'k':
		return put_count(to, f->killed);
	case 'i':
		return put_count(to, f->injured);
	default: /* 'w' */
		return bl_put(to, weekdays[f->event_day % 7]);
	}
}

/* A pattern of the tables, its slots filled. */
static char *put_pattern(char *to, const char *pattern, const struct facts *f)
{
	char *start = to;

	for (; *pattern; pattern++) {
		if (*pattern == '%')
			to = put_slot(to, *++pattern, f);
		else
			*to++ = *pattern;
	}
	bl_capitalise(start);
	return to;
}

/* ---- articles */

/* What a record is: article `of`, itself, again, or changed. */
struct record {
	uint64_t number, of;
	bool update, duplicate;
};

static struct record record_at(const struct args *a, uint64_t number)
{
	struct record rec = { number, number, false, false };
	struct bl_rng r = rng_for(a, number, FOR_KIND);
	uint32_t what = bl_below(&r, 100);

	rec.update = number && what < a->updates;
	rec.duplicate = number && !rec.update && what >= 100 - a->duplicates;
	if (rec.update || rec.duplicate)
		rec.of = number - 1 -
			 bl_below(&r, number < FOLLOW_UP_REACH
					      ? (uint32_t)number
					      : FOLLOW_UP_REACH);
	return rec;
}

/* The record at a number, back to the article that it is of. */
static struct record resolve(const struct args *a, uint64_t number)
{
	struct record rec = record_at(a, number), of = rec;

	while (of.of != of.number)
		of = record_at(a, of.of);
	rec.of = of.number;
	return rec;
}

static uint32_t sentence_length(struct bl_rng *r)
{
	return bl_quantile(r, sentence_words, COUNT_OF(sentence_words));
}

static char *put_title(struct generator *g, struct bl_rng *r, char *to,
		       const struct facts *f)
{
	char *start = to;

	if (f->incident)
		return put_pattern(to, f->report->title, f);
	to = bl_words_put(g->words, r, to, 5 + bl_below(r, 8), "");
	memmove(start, start + 1, (size_t)(to - start - 1));
	return to - 1;
}

static char *put_body(struct generator *g, struct bl_rng *r, char *to,
		      const struct facts *f)
{
	uint32_t left = bl_quantile(r, article_words, COUNT_OF(article_words));
	uint32_t sentences = 0;

	if (f->incident) {
		to = put_pattern(to, f->report->lead, f);
		*to++ = ' ';
		to = put_pattern(to, f->report->more, f);
		sentences = 2;
	}
	while (left) {
		uint32_t n = sentence_length(r);
		bool paragraph = sentences && bl_below(r, 2);
		char *start;

		n = n < left ? n : left;
		left -= n;
		if (paragraph)
			to = bl_put(to, "\\n\\n");
		start = to;
		to = bl_words_put(g->words, r, to, n, ".");
		/* a paragraph begins without the space before its word */
		if (paragraph || !sentences) {
			memmove(start, start + 1, (size_t)(to - start - 1));
			to--;
		}
		sentences++;
	}
	return to;
}

/* Later, and worse: what an update knows. */
static void revise(struct facts *f, struct bl_rng *own)
{
	f->killed += 1 + bl_below(own, 9);
	f->injured += bl_below(own, 9);
	f->minute += bl_below(own, DAY_MINUTES);
	f->day += f->minute / DAY_MINUTES;
	f->minute %= DAY_MINUTES;
}

/* What an update puts in front. */
static char *put_news(struct generator *g, struct bl_rng *own, char *to,
		      const struct facts *f)
{
	to = put_pattern(to, f->incident ? update_lead : update_note, f);
	to = bl_words_put(g->words, own, to, sentence_length(own), ".");
	return bl_put(to, "\\n\\n");
}

static char *put_date(char *to, const struct facts *f)
{
	char text[BL_TIME_TEXT_BYTES];

	return bl_put(to, bl_time_text(text, ((bl_time)f->day * DAY_MINUTES +
					      f->minute) *
						     60));
}

static char *put_head(char *to, const struct record *rec, const struct facts *f)
{
	to = bl_put(to, "\",\"date\":\"");
	to = put_date(to, f);
	to = bl_put(to, "\",\"source\":\"");
	to = bl_put(to, f->outlet);
	to = bl_put(to, "\",\"url\":\"https://");
	to = bl_put(to, f->outlet);
	to = bl_put(to, ".example/");
	return bl_put_number(to, rec->duplicate ? rec->number : rec->of);
}

static void put_record(struct generator *g, uint64_t number)
{
	struct record rec = resolve(g->args, number);
	struct bl_rng r = rng_for(g->args, rec.of, FOR_ARTICLE);
	struct bl_rng own = rng_for(g->args, number, FOR_ITSELF);
	struct facts f = draw_facts(g, &r);
	char *to = g->to;

	if (rec.update)
		revise(&f, &own);
	if (rec.duplicate)
		f.outlet = outlet(&own);
	bl_words_begin(g->words);
	to = bl_put(to, "{\"id\":\"gen-");
	to = bl_put_number(to, rec.duplicate ? number : rec.of);
	to = bl_put(to, "\",\"title\":\"");
	to = put_title(g, &r, to, &f);
	to = put_head(to, &rec, &f);
	to = bl_put(to, "\",\"text\":\"");
	if (rec.update)
		to = put_news(g, &own, to, &f);
	/* the text of an article is the same behind any news */
	bl_words_begin(g->words);
	to = put_body(g, &r, to, &f);
	g->to = bl_put(to, "\"}\n");
}

/* ---- the archive */

static bool flush(struct generator *g)
{
	size_t n = (size_t)(g->to - g->buffer);

	g->to = g->buffer;
	return fwrite(g->buffer, 1, n, stdout) == n;
}

static bool is_enough(const struct generator *g, uint64_t articles)
{
	const struct args *a = g->args;

	return (a->articles && articles >= a->articles) ||
	       (a->bytes && g->written >= a->bytes);
}

static bool generate(struct generator *g)
{
	uint64_t n = 0;
	bool ok = true;

	while (ok && !is_enough(g, n)) {
		char *before = g->to;

		put_record(g, g->args->first + n++);
		g->written += (uint64_t)(g->to - before);
		if (g->to > g->buffer + BUFFER_BYTES)
			ok = flush(g);
	}
	return ok && flush(g) && fflush(stdout) == 0;
}

static int complain(const char *what)
{
	fprintf(stderr, PROGRAM ": %s\n", what);
	return EXIT_ERROR;
}

static int run(const struct args *a)
{
	struct generator g = { .args = a };
	int status = 0;

	g.words = bl_words_new();
	g.buffer = g.to = malloc(BUFFER_BYTES + RECORD_MAX_BYTES);
	if (!g.words || !g.buffer)
		status = complain("out of memory");
	else if (!generate(&g))
		status = complain("cannot write to standard output");
	free(g.buffer);
	bl_words_free(g.words);
	return status;
}

int main(int argc, char **argv)
{
	struct args a = { .seed = 1 };
	struct bl_error err = BL_ERROR_INIT;
	int n;

	if (bl_options_parse(options, &a, argc, argv, BL_OPTIONS_MIXED, "", &n,
			     &err) < 0)
		return complain(err.text);
	if (a.help) {
		puts("usage: generate [options] >archive.jsonl\n"
		     "Write invented news articles, JSON Lines, the same ones "
		     "on every machine.\n");
		bl_options_help(options, stdout);
		return 0;
	}
	if (n)
		return complain("expected options only (--help tells which)");
	if (a.updates > 100 || a.duplicates > 100 - a.updates)
		return complain(
			"--updates and --duplicates: expected percents, "
			"100 in all at the most");
	if (!a.articles && !a.bytes)
		a.articles = 1000;
	return run(&a);
}
