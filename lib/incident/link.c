/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which reports speak of one incident.
 *
 * Two reports are as near as the cosine of their words, each word weighed by
 * how few reports have it, times what their incidents say for or against it.
 * Two groups are as near as their reports are to one another, on average, in
 * proportion to how near those of each group are among themselves: sums over
 * one matrix of pairs.  In order, each report joins the group that is nearest,
 * if one is near enough, or begins a group; then groups that are near are
 * joined, the nearest first.
 *
 * The constants were chosen on ecbplus, where they are no sharp optimum.
 */
#include "blotter/incident.h"

#include <math.h>
#include <stdlib.h>

#include "blotter/gazetteer.h"

#define WORDS_MAX 120 /* of an article's beginning; more blur it */
#define WORD_MIN_BYTES 3
#define JOIN_NEARNESS 0.55
#define MERGE_NEARNESS 0.45
/* How near a report is to itself: about as near as two of one incident are, so
 * that a group of one is no denser than one of many. */
#define OWN_NEARNESS 0.2
#define COMMON_SHARE 2 /* a word in more than 1/this of the reports is none */
#define NEAR_DAYS 1
#define FAR_DAYS 14 /* a weekday guessed wrong is less */
/* What speaks against two reports being of one incident, as factors. */
#define OTHER_KIND 0.7
#define OTHER_DAY 0.6
#define OTHER_PLACE 0.5
#define OTHER_COUNTRY 0.7
#define ONE_WITHOUT 0.8 /* only one of them tells of an incident */

/* ---- words ---- */

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static size_t add_stems(uint32_t *out, size_t n, const struct bl_vocab *vocab,
			const struct bl_tokens *tokens)
{
	size_t i;

	for (i = 0; i < tokens->n && n < WORDS_MAX; i++) {
		uint32_t stem = bl_vocab_stem_of(vocab, tokens->item[i].form);

		if (bl_vocab_form(vocab, tokens->item[i].form).len >=
		    WORD_MIN_BYTES)
			out[n++] = stem;
	}
	return n;
}

bl_status bl_link_words(struct bl_report *out, const struct bl_vocab *vocab,
			const struct bl_tokens *title,
			const struct bl_tokens *body, struct bl_arena *arena,
			struct bl_error *err)
{
	uint32_t *words = bl_arena_alloc(arena, WORDS_MAX * sizeof(*words));
	size_t n, i, kept = 0;

	if (!words)
		return bl_fail_nomem(err);
	n = add_stems(words, 0, vocab, title);
	n = add_stems(words, n, vocab, body);
	qsort(words, n, sizeof(*words), by_number);
	for (i = 0; i < n; i++) {
		if (!kept || words[kept - 1] != words[i])
			words[kept++] = words[i];
	}
	out->words = words;
	out->n_words = kept;
	return BL_OK;
}

/* ---- pairs ---- */

struct linker {
	const struct bl_report *report;
	size_t n;
	double *square; /* of a word's weight, by word */
	float *pair;    /* n * n products */
	double *norm; /* n: length of a report's vector, then sum in a group */
	uint32_t *group; /* n: of a report */
	size_t n_groups;
	uint32_t *nearest; /* n: to a group */
	double *best;      /* n: how near that is */
};

static double product(const struct linker *l, const struct bl_report *a,
		      const struct bl_report *b)
{
	size_t i = 0, j = 0;
	double sum = 0;

	while (i < a->n_words && j < b->n_words) {
		if (a->words[i] < b->words[j]) {
			i++;
		} else if (a->words[i] > b->words[j]) {
			j++;
		} else {
			sum += l->square[a->words[i]];
			i++;
			j++;
		}
	}
	return sum;
}

static bool share_group(const struct bl_incident *a,
			const struct bl_incident *b)
{
	size_t i, j;

	for (i = 0; i < a->n_types; i++) {
		for (j = 0; j < b->n_types; j++) {
			if (a->types[i] == b->types[j])
				return true;
		}
	}
	return !a->n_types || !b->n_types;
}

/* Are two places the same, or one inside the other?  A name that the gazetteer
 * does not know may be any place. */
static bool is_around(const struct bl_incident_place *a,
		      const struct bl_incident_place *b)
{
	return !a->id || !b->id || bl_place_contains(a->id, b->id) ||
	       bl_place_contains(b->id, a->id);
}

static bool is_country(const struct bl_incident_place *a,
		       const struct bl_incident_place *b)
{
	return a->precision == BL_PRECISION_COUNTRY ||
	       b->precision == BL_PRECISION_COUNTRY;
}

/* Do they, as far as is known, tell of one place?  That both are in one country
 * is no answer. */
static bool share_place(const struct bl_incident *a,
			const struct bl_incident *b)
{
	bool known = false;
	size_t i, j;

	for (i = 0; i < a->n_places; i++) {
		for (j = 0; j < b->n_places; j++) {
			const struct bl_incident_place *p = &a->place[i];
			const struct bl_incident_place *q = &b->place[j];
			bool around = is_around(p, q);

			if (around && is_country(p, q))
				continue;
			known = true;
			if (around)
				return true;
		}
	}
	return !known;
}

static bool share_country(const struct bl_incident *a,
			  const struct bl_incident *b)
{
	bool known = false;
	size_t i, j;

	for (i = 0; i < a->n_places; i++) {
		for (j = 0; j < b->n_places; j++) {
			if (!a->place[i].country.len ||
			    !b->place[j].country.len)
				continue;
			known = true;
			if (bl_str_eq(a->place[i].country, b->place[j].country))
				return true;
		}
	}
	return !known;
}

/* The days on which it happened; of a report that does not say, the day it was
 * published. */
static bool days_of(bl_day *from, bl_day *to, const struct bl_report *r)
{
	if (r->incident && r->incident->dated) {
		*from = r->incident->from;
		*to = r->incident->to;
		return true;
	}
	if (r->published == BL_TIME_UNSET)
		return false;
	*from = *to = bl_day_of_time(r->published);
	return true;
}

/* Could they be so many days apart, or fewer? */
static bool share_days(const struct bl_report *a, const struct bl_report *b,
		       bl_day apart)
{
	bl_day from_a, to_a, from_b, to_b;

	return !days_of(&from_a, &to_a, a) || !days_of(&from_b, &to_b, b) ||
	       (from_a <= to_b + apart && from_b <= to_a + apart);
}

/* How much the incidents of two reports allow them to be one. */
static double fit(const struct bl_report *x, const struct bl_report *y)
{
	const struct bl_incident *a = x->incident, *b = y->incident;
	double f = 1;

	/* whatever words they share */
	if (!share_days(x, y, FAR_DAYS))
		return 0;
	if (!a || !b)
		return a == b ? 1 : ONE_WITHOUT;
	if (!share_group(a, b))
		f *= OTHER_KIND;
	if (!share_days(x, y, NEAR_DAYS))
		f *= OTHER_DAY;
	if (!share_place(a, b))
		f *= OTHER_PLACE;
	if (!share_country(a, b))
		f *= OTHER_COUNTRY;
	return f;
}

/* How near two reports are. */
static double near(const struct linker *l, size_t i, size_t j)
{
	const struct bl_report *a = &l->report[i], *b = &l->report[j];
	double f = i == j ? OWN_NEARNESS : fit(a, b);

	if (f <= 0 || l->norm[i] <= 0 || l->norm[j] <= 0)
		return 0;
	return f * product(l, a, b) / (l->norm[i] * l->norm[j]);
}

static void compare_pairs(struct linker *l)
{
	size_t i, j;

	for (i = 0; i < l->n; i++)
		l->norm[i] = sqrt(product(l, &l->report[i], &l->report[i]));
	for (i = 0; i < l->n; i++) {
		for (j = 0; j <= i; j++)
			l->pair[i * l->n + j] = l->pair[j * l->n + i] =
				(float)near(l, i, j);
	}
}

/* ---- groups ---- */

/* Of two groups, by the sums of pairs between them and inside each. */
static double nearness(double between, double in_a, double in_b)
{
	return in_a > 0 && in_b > 0 ? between / sqrt(in_a * in_b) : 0;
}

/* Put report i where it belongs.  sum is scratch for n numbers; norm holds
 * the sums of pairs inside the groups. */
static void place_report(struct linker *l, size_t i, double *sum)
{
	double best = JOIN_NEARNESS, c, own = l->pair[i * l->n + i];
	uint32_t to = (uint32_t)l->n_groups, g;
	size_t j;

	for (g = 0; g < l->n_groups; g++)
		sum[g] = 0;
	for (j = 0; j < i; j++)
		sum[l->group[j]] += l->pair[i * l->n + j];
	for (g = 0; g < l->n_groups; g++) {
		c = nearness(sum[g], own, l->norm[g]);
		if (c >= best) {
			best = c;
			to = g;
		}
	}
	if (to == l->n_groups) {
		sum[to] = 0;
		l->norm[to] = 0;
		l->n_groups++;
	}
	l->group[i] = to;
	l->norm[to] += own + 2 * sum[to];
}

/* Sums of pairs between the groups, in the corner of a matrix of n columns. */
static void sum_groups(const struct linker *l, float *of)
{
	size_t i, j;

	for (i = 0; i < l->n_groups; i++) {
		for (j = 0; j < l->n_groups; j++)
			of[i * l->n + j] = 0;
	}
	for (i = 0; i < l->n; i++) {
		for (j = 0; j < l->n; j++)
			of[l->group[i] * l->n + l->group[j]] +=
				l->pair[i * l->n + j];
	}
}

static double group_nearness(const struct linker *l, const float *of, size_t i,
			     size_t j)
{
	return nearness(of[i * l->n + j], of[i * l->n + i], of[j * l->n + j]);
}

/* Which other group is nearest to this one. */
static void find_nearest(struct linker *l, const float *of, size_t i)
{
	size_t j;

	l->nearest[i] = (uint32_t)i;
	l->best[i] = 0;
	for (j = 0; j < l->n_groups; j++) {
		double c = j == i ? 0 : group_nearness(l, of, i, j);

		if (c > l->best[i]) {
			l->best[i] = c;
			l->nearest[i] = (uint32_t)j;
		}
	}
}

/* The two that are nearest of all, a < b; false when none are near enough. */
static bool nearest_groups(const struct linker *l, size_t *a, size_t *b)
{
	double best = MERGE_NEARNESS;
	bool found = false;
	size_t i;

	for (i = 0; i < l->n_groups; i++) {
		if (l->best[i] <= best)
			continue;
		best = l->best[i];
		*a = i < l->nearest[i] ? i : l->nearest[i];
		*b = i < l->nearest[i] ? l->nearest[i] : i;
		found = true;
	}
	return found;
}

/* Group b goes into a, and the last group takes its number. */
static void merge_groups(struct linker *l, float *of, size_t a, size_t b)
{
	size_t last = l->n_groups - 1, i;

	of[a * l->n + a] += of[b * l->n + b] + 2 * of[a * l->n + b];
	for (i = 0; i <= last; i++) {
		if (i == a)
			continue;
		of[a * l->n + i] += of[b * l->n + i];
		of[i * l->n + a] = of[a * l->n + i];
	}
	for (i = 0; i <= last; i++)
		of[b * l->n + i] = of[last * l->n + i];
	for (i = 0; i <= last; i++)
		of[i * l->n + b] = of[i * l->n + last];
	for (i = 0; i < l->n; i++) {
		if (l->group[i] == b)
			l->group[i] = (uint32_t)a;
		else if (l->group[i] == last)
			l->group[i] = (uint32_t)b;
	}
	l->n_groups--;
}

/* After merge_groups: who was nearest to one of the three groups looks anew. */
static void update_nearest(struct linker *l, const float *of, size_t a,
			   size_t b)
{
	size_t last = l->n_groups, i;

	for (i = 0; i < l->n_groups; i++) {
		size_t to = l->nearest[i];
		double c;

		if (i == a || i == b || to == a || to == b || to == last) {
			find_nearest(l, of, i);
			continue;
		}
		c = group_nearness(l, of, i, a);
		if (c > l->best[i]) {
			l->best[i] = c;
			l->nearest[i] = (uint32_t)a;
		}
	}
}

static void join_groups(struct linker *l, float *of)
{
	size_t i, a, b;

	for (i = 0; i < l->n_groups; i++)
		find_nearest(l, of, i);
	while (nearest_groups(l, &a, &b)) {
		merge_groups(l, of, a, b);
		update_nearest(l, of, a, b);
	}
}

/* Number the groups in the order of their first reports. */
static void number_groups(uint32_t *cluster, struct linker *l, uint32_t *first)
{
	uint32_t next = 0;
	size_t i;

	for (i = 0; i < l->n_groups; i++)
		first[i] = UINT32_MAX;
	for (i = 0; i < l->n; i++) {
		if (first[l->group[i]] == UINT32_MAX)
			first[l->group[i]] = next++;
		cluster[i] = first[l->group[i]];
	}
}

/* A word that few of n reports have weighs most; one that one of them has joins
 * nothing. */
static double square_of(double df, size_t n)
{
	double weight = log((double)n / df);

	return df < 2 || df * COMMON_SHARE > (double)n ? 0 : weight * weight;
}

static bl_status weigh_words(struct linker *l, struct bl_error *err)
{
	size_t top = 0, i, k;

	for (i = 0; i < l->n; i++) {
		const struct bl_report *r = &l->report[i];

		if (r->n_words && r->words[r->n_words - 1] > top)
			top = r->words[r->n_words - 1];
	}
	l->square = calloc(top + 1, sizeof(*l->square));
	if (!l->square)
		return bl_fail_nomem(err);
	/* first how many reports have it */
	for (i = 0; i < l->n; i++) {
		for (k = 0; k < l->report[i].n_words; k++)
			l->square[l->report[i].words[k]]++;
	}
	for (i = 0; i <= top; i++)
		l->square[i] = square_of(l->square[i], l->n);
	return BL_OK;
}

bl_status bl_link_reports(uint32_t *cluster, const struct bl_report *reports,
			  size_t n, struct bl_error *err)
{
	struct linker l = { .report = reports, .n = n };
	uint32_t *first = NULL;
	double *sum = NULL;
	float *of = NULL;
	bl_status st;
	size_t i;

	if (n > BL_LINK_MAX_REPORTS)
		return bl_fail(err, BL_ERR_LIMIT,
			       "%zu reports are too many to group, the limit "
			       "is %d",
			       n, BL_LINK_MAX_REPORTS);
	st = weigh_words(&l, err);
	if (st < 0)
		goto out;
	st = BL_ERR_NOMEM;
	l.pair = calloc(n * n + 1, sizeof(*l.pair));
	l.norm = calloc(n + 1, sizeof(*l.norm));
	l.group = calloc(n + 1, sizeof(*l.group));
	l.nearest = calloc(n + 1, sizeof(*l.nearest));
	l.best = calloc(n + 1, sizeof(*l.best));
	first = calloc(n + 1, sizeof(*first));
	sum = calloc(n + 1, sizeof(*sum));
	of = calloc(n * n + 1, sizeof(*of));
	if (!l.pair || !l.norm || !l.group || !l.nearest || !l.best || !first ||
	    !sum || !of) {
		bl_fail_nomem(err);
		goto out;
	}
	compare_pairs(&l);
	for (i = 0; i < n; i++)
		place_report(&l, i, sum);
	sum_groups(&l, of);
	join_groups(&l, of);
	number_groups(cluster, &l, first);
	st = BL_OK;
out:
	free(of);
	free(sum);
	free(first);
	free(l.best);
	free(l.nearest);
	free(l.group);
	free(l.norm);
	free(l.pair);
	free(l.square);
	return st;
}
