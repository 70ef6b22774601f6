/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "condition_gen.h"

#include <string.h>

#include "blotter/gazetteer.h"

#define DEPTH_MAX 2
#define MEMBERS_MAX 3

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static bool one_in(struct query_gen *g, size_t n)
{
	return query_gen_below(g, n) == 0;
}

/* Of the article, or of another when it has none. */
static const struct bl_incident *choose_incident(struct query_gen *g)
{
	const struct bl_incidents *list = &g->doc->incidents;

	while (list->n == 0)
		list = &g->o->doc[query_gen_below(g, g->o->n)].incidents;
	return &list->item[query_gen_below(g, list->n)];
}

/* ---- values */

/* In quotes, which it must not hold itself. */
static void write_value(struct query_gen *g, const char *field,
			struct bl_str value)
{
	if (!value.len || memchr(value.data, '"', value.len))
		value = BL_STR("Karachi");
	bl_buf_addf(g->out, "%s:\"%.*s\"", field, (int)value.len, value.data);
}

static void write_type(struct query_gen *g, const struct bl_incident *in)
{
	size_t any = 1 + query_gen_below(g, bl_incident_type_count());
	bl_incident_type type = (bl_incident_type)any;

	if (in->n_types && !one_in(g, 4))
		type = in->types[query_gen_below(g, in->n_types)];
	bl_buf_addf(g->out, "type:%s", bl_incident_type_name(type));
}

static const struct bl_incident_place *choose_place(
	struct query_gen *g, const struct bl_incident *in)
{
	return in->n_places ? &in->place[query_gen_below(g, in->n_places)]
			    : NULL;
}

static void write_place(struct query_gen *g, const struct bl_incident *in)
{
	static const char *const others[] = { "San Salvador", "Antioquia",
					      "Paris, Texas", "Georgia",
					      "Nowhere at all" };
	const struct bl_incident_place *p = choose_place(g, in);

	if (!p || one_in(g, 6))
		write_value(
			g, "place",
			bl_str_from(others[query_gen_below(g, COUNT(others))]));
	else if (one_in(g, 4))
		write_value(g, "place", p->admin);
	else if (one_in(g, 5))
		write_value(g, "place", p->country_name);
	else
		write_value(g, "place", p->name);
}

static void write_country(struct query_gen *g, const struct bl_incident *in)
{
	static const char *const others[] = { "SV", "pe", "Colombian",
					      "Pakistan" };
	const struct bl_incident_place *p = choose_place(g, in);

	if (!p || !p->country.len || one_in(g, 5))
		write_value(
			g, "country",
			bl_str_from(others[query_gen_below(g, COUNT(others))]));
	else
		write_value(g, "country",
			    one_in(g, 2) ? p->country : p->country_name);
}

static void write_around(struct query_gen *g, const struct bl_incident *in)
{
	static const double km[] = { 0.5, 30, 50, 400, 3000 };
	const struct bl_incident_place *p = choose_place(g, in);
	double far = km[query_gen_below(g, COUNT(km))];

	if (!p || p->id == BL_PLACE_NONE || one_in(g, 5))
		bl_buf_addf(g->out, "around:bogota/%gkm", far);
	else
		bl_buf_addf(g->out, "around:%.4f,%.4f/%gkm", p->lat, p->lon,
			    far);
}

static void write_sign(struct query_gen *g)
{
	static const char *const signs[] = { "", ">=", ">", "<=", "<", ".." };

	bl_buf_adds(g->out, signs[query_gen_below(g, COUNT(signs))]);
}

/* A day, a month or a year that it happened in, and what may come behind. */
static void write_date(struct query_gen *g, const struct bl_incident *in)
{
	static const int lengths[] = { 4, 7, 10 };
	char from[BL_TIME_TEXT_BYTES], to[BL_TIME_TEXT_BYTES];

	bl_day_text(from, in->dated ? in->from : 7000);
	bl_day_text(to, in->dated ? in->to : 7010);
	bl_buf_adds(g->out, "date:");
	if (one_in(g, 3)) {
		bl_buf_addf(g->out, "%s..%s", from, to);
		return;
	}
	write_sign(g);
	bl_buf_addf(g->out, "%.*s", lengths[query_gen_below(g, 3)],
		    one_in(g, 2) ? from : to);
}

/* Some of the words of a name. */
static struct bl_str some_words(struct query_gen *g, struct bl_str name)
{
	size_t from = 0, to = name.len, i;

	for (i = 0; i < name.len; i++) {
		if (name.data[i] != ' ')
			continue;
		if (one_in(g, 2))
			from = from ? from : i + 1;
		else if (i > from)
			to = i;
	}
	return (struct bl_str){ name.data + from, to > from ? to - from : 0 };
}

static void write_actor(struct query_gen *g, const struct bl_incident *in)
{
	static const char *const others[] = { "FMLN", "gunmen", "front",
					      "Shining Path", "army" };
	const struct bl_incident_actor *a;
	struct bl_str name;

	if (!in->n_actors || one_in(g, 5)) {
		write_value(
			g, "actor",
			bl_str_from(others[query_gen_below(g, COUNT(others))]));
		return;
	}
	a = &in->actor[query_gen_below(g, in->n_actors)];
	name = bl_actor_name(bl_actor_find(a->name), query_gen_below(g, 4));
	if (one_in(g, 2))
		write_value(g, "actor", some_words(g, a->name));
	else
		write_value(g, "actor", name.len ? name : a->name);
}

/* A category of the set, or any of the list. */
static void write_category(struct query_gen *g, const char *field,
			   bl_category_set set,
			   const char *name_of(unsigned category))
{
	unsigned n = 0, i;

	while (name_of(n))
		n++;
	do
		i = (unsigned)query_gen_below(g, n);
	while (set && !(set >> i & 1) && !one_in(g, 20));
	bl_buf_addf(g->out, "%s:%s", field, name_of(i));
}

static void write_target(struct query_gen *g, const struct bl_incident *in)
{
	write_category(g, "target", in->targets, bl_incident_target_name);
}

static void write_weapon(struct query_gen *g, const struct bl_incident *in)
{
	write_category(g, "weapon", in->weapons, bl_incident_weapon_name);
}

static void write_stage(struct query_gen *g, const struct bl_incident *in)
{
	unsigned stage = one_in(g, 2) ? (unsigned)in->stage
				      : (unsigned)query_gen_below(g, BL_STAGES);

	bl_buf_addf(g->out, "stage:%s", bl_incident_stage_name(stage));
}

static void write_claimed(struct query_gen *g, const struct bl_incident *in)
{
	(void)in;
	bl_buf_adds(g->out, one_in(g, 3) ? "claimed:no" : "claimed:yes");
}

/* Around the ends of what the toll may be. */
static void write_count(struct query_gen *g, const struct bl_incident *in)
{
	static const char *const fields[] = { "killed", "killed", "injured",
					      "kidnapped" };
	size_t which = query_gen_below(g, COUNT(fields));
	const struct bl_toll *const tolls[] = { &in->killed, &in->killed,
						&in->injured, &in->kidnapped };
	int min = tolls[which]->min, max = tolls[which]->max;
	int end = one_in(g, 2) && max >= 0 ? max : min;

	if (min < 0)
		min = end = (int)query_gen_below(g, 12);
	if (one_in(g, 3))
		end += end && one_in(g, 2) ? -1 : 1;
	bl_buf_addf(g->out, "%s:", fields[which]);
	if (one_in(g, 4)) {
		bl_buf_addf(g->out, "%d..%d", min < end ? min : end,
			    min < end ? end : min);
		return;
	}
	write_sign(g);
	bl_buf_addf(g->out, "%d", end);
}

static void write_filter(struct query_gen *g, const struct bl_incident *in)
{
	static void (*const ways[])(struct query_gen * g,
				    const struct bl_incident *in) = {
		write_type,  write_type,    write_type,   write_place,
		write_place, write_country, write_around, write_date,
		write_date,  write_actor,   write_target, write_weapon,
		write_stage, write_claimed, write_count,  write_count,
	};

	ways[query_gen_below(g, COUNT(ways))](g, in);
}

/* ---- groups */

static void write_group(struct query_gen *g, const struct bl_incident *in,
			unsigned depth)
{
	static const char *const between[] = { " ", " ", " AND ", " OR " };
	static const char *const signs[] = { "-", "-", "NOT ", "+", "--" };
	size_t n = 1 + query_gen_below(g, MEMBERS_MAX), i;
	const struct bl_incident *of;

	for (i = 0; i < n; i++) {
		bl_buf_adds(g->out,
			    i ? between[query_gen_below(g, COUNT(between))]
			      : "");
		of = one_in(g, 6) ? choose_incident(g) : in;
		if (one_in(g, 5))
			bl_buf_adds(g->out,
				    signs[query_gen_below(g, COUNT(signs))]);
		if (depth < DEPTH_MAX && one_in(g, 4)) {
			bl_buf_addc(g->out, '(');
			write_group(g, of, depth + 1);
			bl_buf_addc(g->out, ')');
		} else {
			write_filter(g, of);
		}
	}
}

void condition_gen_filter(struct query_gen *g)
{
	write_filter(g, choose_incident(g));
}

void condition_gen_group(struct query_gen *g)
{
	write_group(g, choose_incident(g), 0);
}
