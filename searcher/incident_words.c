/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "incident_words_private.h"

#include "blotter/utf8.h"

#define ACTORS_MAX 3 /* that are named */

/* "Karachi, Pakistan" */
static void add_place(struct bl_buf *out, const struct bl_incident_place *p)
{
	bl_utf8_printable(out, p->name, 0);
	if (!p->country_name.len || bl_str_eq(p->name, p->country_name))
		return;
	bl_buf_adds(out, ", ");
	bl_utf8_printable(out, p->country_name, 0);
}

/* The bytes of "2023-02-17" that say all: fewer for a whole month or year. */
static size_t date_bytes(bl_day from, bl_day to)
{
	int year, month, day, next_year, next_month, next_day;

	bl_day_to_civil(from, &year, &month, &day);
	bl_day_to_civil(to + 1, &next_year, &next_month, &next_day);
	if (day != 1 || next_day != 1)
		return 10;
	if (month == 1 && next_month == 1 && next_year == year + 1)
		return 4;
	if (next_year * 12 + next_month == year * 12 + month + 1)
		return 7;
	return 10;
}

void bl_words_date(struct bl_buf *out, const struct bl_incident *in)
{
	char day[BL_TIME_TEXT_BYTES];
	size_t n;

	if (!in->dated)
		return;
	n = date_bytes(in->from, in->to);
	bl_buf_add(out, bl_day_text(day, in->from), n);
	if (n < 10 || in->from == in->to)
		return;
	bl_buf_addf(out, " to %s", bl_day_text(day, in->to));
}

static void add_count(struct bl_buf *out, const struct bl_toll *toll)
{
	if (toll->max == BL_COUNT_UNSET)
		bl_buf_addf(out, "at least %d", toll->min);
	else if (toll->max == 0)
		bl_buf_adds(out, "nobody");
	else if (toll->max == toll->min)
		bl_buf_addf(out, "%d", toll->min);
	else if (toll->min == 0)
		bl_buf_addf(out, "up to %d", toll->max);
	else
		bl_buf_addf(out, "%d to %d", toll->min, toll->max);
}

void bl_words_toll(struct bl_buf *out, const struct bl_toll *toll,
		   const char *what)
{
	if (toll->min == BL_COUNT_UNSET)
		return;
	add_count(out, toll);
	bl_buf_addf(out, " %s", what);
	if (toll->attackers > 0)
		bl_buf_addf(out, " (%d attacker%s)", toll->attackers,
			    toll->attackers == 1 ? "" : "s");
}

static void add_type(struct bl_buf *out, const struct bl_incident *in)
{
	bl_buf_adds(out, in->n_types ? bl_incident_type_name(in->types[0])
				     : "incident");
	if (in->stage != BL_STAGE_ACCOMPLISHED)
		bl_buf_addf(out, " (%s)", bl_incident_stage_name(in->stage));
}

static void add_actor(struct bl_buf *out, const struct bl_incident_actor *a)
{
	bl_utf8_printable(out, a->name, 0);
	if (a->status != BL_ACTOR_REPORTED)
		bl_buf_addf(out, " (%s)", bl_actor_status_name(a->status));
}

/* End the line that began at this byte, unless nothing is on it. */
static void end_line(struct bl_buf *out, size_t *start)
{
	if (out->len > *start)
		bl_buf_addc(out, '\n');
	*start = out->len;
}

void bl_words_incident(struct bl_buf *out, const struct bl_incident *in)
{
	size_t start = out->len, i;

	add_type(out, in);
	end_line(out, &start);
	if (in->n_places)
		add_place(out, &in->place[0]);
	end_line(out, &start);
	bl_words_date(out, in);
	end_line(out, &start);
	bl_words_toll(out, &in->killed, "killed");
	end_line(out, &start);
	bl_words_toll(out, &in->injured, "injured");
	end_line(out, &start);
	bl_words_toll(out, &in->kidnapped, "kidnapped");
	end_line(out, &start);
	for (i = 0; i < in->n_actors && i < ACTORS_MAX; i++) {
		add_actor(out, &in->actor[i]);
		end_line(out, &start);
	}
}
