/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query_gen.h"

#include "condition_gen.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define DEPTH_MAX 3
#define MEMBERS_MAX 4
#define TRIES 100
#define PATTERN_LETTERS_MIN 4
#define FORM_BYTES 300

typedef void write_fn(struct query_gen *g);

/* A way to go on, taken `weight` times of all. */
struct way {
	unsigned weight;
	write_fn *write;
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* splitmix64 */
static uint64_t next_random(struct query_gen *g)
{
	uint64_t z = g->seed += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

size_t query_gen_below(struct query_gen *g, size_t n)
{
	return (size_t)(next_random(g) % n);
}

static bool one_in(struct query_gen *g, size_t n)
{
	return query_gen_below(g, n) == 0;
}

static void go(struct query_gen *g, const struct way *ways, size_t n)
{
	size_t sum = 0, i, at;

	for (i = 0; i < n; i++)
		sum += ways[i].weight;
	at = query_gen_below(g, sum);
	for (i = 0; at >= ways[i].weight; i++)
		at -= ways[i].weight;
	ways[i].write(g);
}

/* ---- words of the articles */

/* Another article with enough text. */
static void choose_doc(struct query_gen *g)
{
	do
		g->doc = &g->o->doc[query_gen_below(g, g->o->n)];
	while (g->doc->body.tokens.n < 20);
}

static struct bl_str form(const struct query_gen *g, const struct bl_tokens *t,
			  size_t i)
{
	return bl_vocab_form(g->o->vocab, t->item[i].form);
}

static bool is_letters(struct bl_str s)
{
	size_t i;

	for (i = 0; i < s.len; i++) {
		if (s.data[i] < 'a' || s.data[i] > 'z')
			return false;
	}
	return true;
}

/* A form, now and then with capitals: its case must not matter. */
static void write_form(struct query_gen *g, struct bl_str s)
{
	char first = s.data[0];

	if (first >= 'a' && first <= 'z' && one_in(g, 8))
		first = (char)(first - 'a' + 'A');
	bl_buf_addc(g->out, first);
	bl_buf_add(g->out, s.data + 1, s.len - 1);
}

static void write_word(struct query_gen *g)
{
	const struct bl_tokens *t = &g->doc->body.tokens;

	write_form(g, form(g, t, query_gen_below(g, t->n)));
}

/* A word of letters to make a pattern of, in a buffer of FORM_BYTES. */
static struct bl_str letters(struct query_gen *g, char *copy)
{
	const struct bl_tokens *t = &g->doc->body.tokens;
	struct bl_str s = BL_STR("police");
	unsigned tries;

	for (tries = 0; tries < TRIES; tries++) {
		struct bl_str found = form(g, t, query_gen_below(g, t->n));

		if (found.len >= PATTERN_LETTERS_MIN && is_letters(found)) {
			s = found;
			break;
		}
	}
	memcpy(copy, s.data, s.len);
	return (struct bl_str){ copy, s.len };
}

/* `words` tokens of t, from a place where there are so many. */
static void write_run(struct query_gen *g, const struct bl_tokens *t,
		      size_t words, const char *between)
{
	size_t from, i;

	if (words > t->n)
		words = t->n;
	from = query_gen_below(g, t->n - words + 1);
	for (i = 0; i < words; i++) {
		bl_buf_adds(g->out, i ? between : "");
		bl_buf_addstr(g->out, form(g, t, from + i));
	}
}

/* Of two words mostly: more would stand in one article alone. */
static void write_quoted_run(struct query_gen *g, const struct bl_tokens *t)
{
	bl_buf_addc(g->out, '"');
	write_run(g, t, one_in(g, 4) ? 3 + query_gen_below(g, 2) : 2, " ");
	bl_buf_addc(g->out, '"');
}

/* ---- leaves */

static void write_phrase(struct query_gen *g)
{
	write_quoted_run(g, &g->doc->body.tokens);
}

/* Words that stand in this order with others in between. */
static void write_slop_phrase(struct query_gen *g)
{
	const struct bl_tokens *t = &g->doc->body.tokens;
	size_t words = 2 + query_gen_below(g, 2), i, at;

	at = query_gen_below(g, t->n - 12);
	bl_buf_addc(g->out, '"');
	for (i = 0; i < words; i++) {
		bl_buf_adds(g->out, i ? " " : "");
		bl_buf_addstr(g->out, form(g, t, at));
		at += 1 + query_gen_below(g, 3);
	}
	bl_buf_addf(g->out, "\"~%zu", query_gen_below(g, 8));
}

/* A phrase in which a word comes twice. */
static void write_repeating_phrase(struct query_gen *g)
{
	const struct bl_tokens *t = &g->doc->body.tokens;
	struct bl_str a = form(g, t, query_gen_below(g, t->n));
	struct bl_str b = form(g, t, query_gen_below(g, t->n));

	bl_buf_addc(g->out, '"');
	bl_buf_addstr(g->out, a);
	bl_buf_addc(g->out, ' ');
	if (one_in(g, 2)) {
		bl_buf_addstr(g->out, b);
		bl_buf_addc(g->out, ' ');
	}
	bl_buf_addstr(g->out, a);
	bl_buf_addf(g->out, "\"~%zu", query_gen_below(g, 40));
}

static void write_split_word(struct query_gen *g)
{
	write_run(g, &g->doc->body.tokens, 2, one_in(g, 2) ? "-" : "/");
}

/* bo*, b*mb, b?mb, and what is far too short to be useful: bo* */
static void write_pattern(struct query_gen *g)
{
	char s[FORM_BYTES];
	struct bl_str word = letters(g, s);
	size_t at = 1 + query_gen_below(g, word.len - 1);
	size_t behind = at + 1 + query_gen_below(g, word.len - at);

	if (one_in(g, 2)) {
		at = at < 2 ? 2 : at;
		bl_buf_addf(g->out, "%.*s*", (int)at, s);
	} else if (one_in(g, 2)) {
		behind = behind < word.len ? behind : word.len - 1;
		bl_buf_addf(g->out, "%.*s*%.*s", (int)at, s,
			    (int)(word.len - behind), s + behind);
	} else {
		s[at] = '?';
		bl_buf_add(g->out, s, word.len);
	}
}

/* The words that the test put in every article for this: zq and a number. */
static void write_capped_pattern(struct query_gen *g)
{
	bl_buf_adds(g->out, one_in(g, 2) ? "zq*" : "z*q*");
}

static void write_fuzzy(struct query_gen *g)
{
	char s[FORM_BYTES];
	struct bl_str word = letters(g, s);
	size_t at = 1 + query_gen_below(g, word.len - 1);

	if (one_in(g, 2))
		s[at] = (char)('a' + (int)query_gen_below(g, 26));
	else
		memmove(s + at, s + at + 1, --word.len - at);
	bl_buf_add(g->out, s, word.len);
	bl_buf_adds(g->out, one_in(g, 2) ? "~" : one_in(g, 2) ? "~1" : "~2");
}

static void write_exact(struct query_gen *g)
{
	bl_buf_addc(g->out, '=');
	write_word(g);
}

static void write_in_title(struct query_gen *g)
{
	const struct bl_tokens *t = &g->doc->title.tokens;

	if (!t->n) {
		write_word(g);
		return;
	}
	bl_buf_adds(g->out, "title:");
	if (one_in(g, 2))
		write_run(g, t, 1, "");
	else
		write_quoted_run(g, t);
	if (g->out->data[g->out->len - 1] == '"' && one_in(g, 3))
		bl_buf_addf(g->out, "~%zu", query_gen_below(g, 5));
}

static void write_keyword(struct query_gen *g)
{
	const struct bl_article *a = g->doc->article;

	if (one_in(g, 5)) {
		bl_buf_adds(g->out, "id:\"");
		bl_buf_addstr(g->out, a->id);
	} else if (one_in(g, 2)) {
		bl_buf_adds(g->out, "source:\"");
		bl_buf_addstr(g->out,
			      a->source.len ? a->source : BL_STR("none"));
	} else {
		bl_buf_adds(g->out, "lang:\"");
		bl_buf_addstr(g->out, a->lang.len ? a->lang : BL_STR("xx"));
	}
	bl_buf_addc(g->out, '"');
}

/* A day, a month or a year of an article. */
static void write_date(struct query_gen *g)
{
	static const int lengths[] = { 4, 7, 10 };
	bl_time t = g->doc->article->published;
	char text[BL_TIME_TEXT_BYTES];

	bl_day_text(text, t == BL_TIME_UNSET ? 7000 : bl_day_of_time(t));
	bl_buf_addf(g->out, "%.*s", lengths[query_gen_below(g, 3)], text);
}

static void write_range(struct query_gen *g)
{
	static const char *const signs[] = { "", ">=", ">", "<=", "<", ".." };
	size_t sign = query_gen_below(g, COUNT(signs));

	bl_buf_adds(g->out, "published:");
	bl_buf_adds(g->out, signs[sign]);
	write_date(g);
	if (sign == 0 && one_in(g, 3))
		bl_buf_adds(g->out, "..");
}

static void write_leaf(struct query_gen *g)
{
	static const struct way scored[] = {
		{ 40, write_word },          { 10, write_phrase },
		{ 8, write_slop_phrase },    { 4, write_repeating_phrase },
		{ 4, write_split_word },     { 6, write_in_title },
		{ 3, write_exact },          { 6, write_pattern },
		{ 1, write_capped_pattern }, { 4, write_fuzzy },
	};
	static const struct way filters[] = {
		{ 1, write_keyword },
		{ 1, write_range },
		{ 2, condition_gen_filter },
	};

	if (one_in(g, 8)) {
		go(g, filters, COUNT(filters));
		return;
	}
	go(g, scored, COUNT(scored));
	if (one_in(g, 8))
		bl_buf_addf(g->out, "^%zu.%zu", query_gen_below(g, 3),
			    1 + query_gen_below(g, 9));
}

/* ---- NEAR and ADJ */

static void write_near_leaf(struct query_gen *g)
{
	static const struct way ways[] = {
		{ 10, write_word },       { 2, write_phrase },
		{ 2, write_slop_phrase }, { 1, write_repeating_phrase },
		{ 1, write_split_word },
	};

	go(g, ways, COUNT(ways));
}

static void write_near_group(struct query_gen *g)
{
	size_t n = 2 + query_gen_below(g, 2), i;

	bl_buf_addc(g->out, '(');
	for (i = 0; i < n; i++) {
		bl_buf_adds(g->out, i ? " OR " : "");
		write_near_leaf(g);
	}
	bl_buf_addc(g->out, ')');
}

static void write_near_side(struct query_gen *g)
{
	static const struct way ways[] = { { 3, write_near_leaf },
					   { 1, write_near_group } };

	go(g, ways, COUNT(ways));
}

static void write_operator(struct query_gen *g, size_t distance)
{
	bl_buf_addf(g->out, " %s/%zu ", one_in(g, 3) ? "ADJ" : "NEAR",
		    distance);
}

/* Anything beside anything of an article, with room for chance. */
static void write_near(struct query_gen *g)
{
	write_near_side(g);
	write_operator(g, 1 + query_gen_below(g, one_in(g, 2) ? 100 : 10));
	write_near_side(g);
}

/* Two words that do stand near each other, and the first maybe in a group. */
static void write_true_near(struct query_gen *g)
{
	const struct bl_tokens *t = &g->doc->body.tokens;
	size_t apart = 1 + query_gen_below(g, 6);
	size_t at = query_gen_below(g, t->n - apart);
	bool group = one_in(g, 3);

	bl_buf_adds(g->out, group ? "(" : "");
	bl_buf_addstr(g->out, form(g, t, at));
	if (group) {
		/* a word of the other side makes it hard */
		bl_buf_adds(g->out, " OR ");
		bl_buf_addstr(g->out, form(g, t, at + apart));
		bl_buf_addc(g->out, ')');
	}
	write_operator(g, apart);
	bl_buf_addstr(g->out, form(g, t, at + apart));
}

static void write_same_near(struct query_gen *g)
{
	const struct bl_tokens *t = &g->doc->body.tokens;
	struct bl_str word = form(g, t, query_gen_below(g, t->n));

	bl_buf_addstr(g->out, word);
	write_operator(g, 1 + query_gen_below(g, 30));
	bl_buf_addstr(g->out, word);
}

/* ---- groups */

static void write_group(struct query_gen *g, unsigned depth);

static void write_member(struct query_gen *g, unsigned depth)
{
	static const struct way near_ways[] = { { 3, write_near },
						{ 4, write_true_near },
						{ 1, write_same_near } };

	if (depth < DEPTH_MAX && one_in(g, 4)) {
		bl_buf_addc(g->out, '(');
		if (one_in(g, 6))
			condition_gen_group(g);
		else
			write_group(g, depth + 1);
		bl_buf_addc(g->out, ')');
		if (one_in(g, 6))
			bl_buf_addf(g->out, "^%zu", 1 + query_gen_below(g, 4));
	} else if (one_in(g, 6)) {
		go(g, near_ways, COUNT(near_ways));
	} else {
		write_leaf(g);
	}
}

/* A sign now and then; what is excluded is of another article. */
static void write_signed(struct query_gen *g, unsigned depth)
{
	const struct oracle_doc *doc = g->doc;
	static const char *const signs[] = { "-", "-", "NOT ", "+",
					     "+", "+", "+-",   "--" };
	size_t sign = query_gen_below(g, 5 * COUNT(signs));

	if (sign < COUNT(signs))
		bl_buf_adds(g->out, signs[sign]);
	if (sign < COUNT(signs) && signs[sign][0] != '+')
		choose_doc(g);
	write_member(g, depth);
	g->doc = doc;
}

static void write_group(struct query_gen *g, unsigned depth)
{
	static const char *const between[] = { " ", " ", " AND ", " OR ",
					       " OR " };
	size_t n = 1 + query_gen_below(g, MEMBERS_MAX), i;
	const char *one = between[query_gen_below(g, COUNT(between))];

	for (i = 0; i < n; i++) {
		/* mostly one operator, for groups that are wide */
		if (one_in(g, 4))
			one = between[query_gen_below(g, COUNT(between))];
		bl_buf_adds(g->out, i ? one : "");
		if (one_in(g, 5))
			choose_doc(g);
		write_signed(g, depth);
	}
}

/* Small groups in which matchers have gone wrong, w a word, p a phrase, l any
 * leaf, n a NEAR: weights asked for where a part does not match, and hits lost
 * to bounds on them. */
static void write_hard(struct query_gen *g)
{
	static const char *const shapes[] = {
		"+w p w",
		"w (p OR w OR w)",
		"w OR w OR w OR w",
		"w -(+w p) l",
		"+w (p OR n)^2 l",
		"w AND (w OR p OR n OR (w w) OR w OR l)",
		"w AND (p OR (w n) OR w^2 OR n OR w OR w p)",
		"w AND (l OR l OR p OR n OR l)^3 OR w",
		"(w OR p OR n) AND (p OR w AND n OR w OR l)",
		"+w (+p w) (w OR n OR p OR (w p) OR w)",
	};
	const char *c = shapes[query_gen_below(g, COUNT(shapes))];

	for (; *c; c++) {
		switch (*c) {
		case 'w':
			write_word(g);
			break;
		case 'p':
			write_phrase(g);
			break;
		case 'l':
			write_leaf(g);
			break;
		case 'n':
			write_true_near(g);
			break;
		default:
			bl_buf_addc(g->out, *c);
		}
		if (*c == ' ' && one_in(g, 3))
			choose_doc(g);
	}
}

/* A condition, alone or beside words. */
static void write_incidents(struct query_gen *g)
{
	bool words = one_in(g, 2);

	if (words && one_in(g, 2)) {
		write_leaf(g);
		bl_buf_adds(g->out, one_in(g, 4) ? " OR " : " ");
	}
	condition_gen_group(g);
	if (words) {
		bl_buf_adds(g->out, one_in(g, 4) ? " OR " : " ");
		write_leaf(g);
	}
}

static void write_plain(struct query_gen *g)
{
	const struct bl_article *a = g->doc->article;
	const struct bl_tokens *t = &g->doc->body.tokens;
	size_t words = 2 + query_gen_below(g, 8);
	size_t from = query_gen_below(g, t->n - words);
	size_t start = t->item[from].start;
	size_t end = t->item[from + words].end;

	bl_buf_add(g->out, a->text.data + start, end - start);
}

void query_gen_init(struct query_gen *g, const struct oracle *o, uint64_t seed)
{
	*g = (struct query_gen){ .o = o, .seed = seed };
}

void query_gen_next(struct query_gen *g, struct bl_buf *out, bool *any,
		    bool *plain)
{
	bl_buf_clear(out);
	g->out = out;
	choose_doc(g);
	*any = one_in(g, 3);
	*plain = one_in(g, 20);
	if (*plain)
		write_plain(g);
	else if (one_in(g, 3))
		write_hard(g);
	else if (one_in(g, 4))
		write_incidents(g);
	else
		write_group(g, 0);
	assert_int_equal(bl_buf_status(out, NULL), BL_OK);
}
