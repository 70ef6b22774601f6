/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blotter/incident.h"

#include <math.h>

#include "blotter/json.h"

static void add_toll(struct bl_buf *out, const char *key,
		     const struct bl_toll *toll)
{
	uint32_t i;

	bl_json_key(out, key);
	if (toll->min == BL_COUNT_UNSET) {
		bl_buf_adds(out, "null");
		return;
	}
	bl_buf_addf(out, "{\"min\":%d,\"max\":", toll->min);
	if (toll->max == BL_COUNT_UNSET)
		bl_buf_adds(out, "null");
	else
		bl_buf_addf(out, "%d", toll->max);
	if (toll->attackers == BL_COUNT_UNSET)
		bl_buf_adds(out, ",\"attackers\":null,\"parts\":[");
	else
		bl_buf_addf(out, ",\"attackers\":%d,\"parts\":[",
			    toll->attackers);
	for (i = 0; i < toll->n_parts; i++) {
		bl_buf_adds(out, i ? ",{" : "{");
		bl_json_member(out, "people", toll->part[i].people);
		bl_buf_addf(out, ",\"count\":%d}", toll->part[i].count);
	}
	bl_buf_adds(out, "]}");
}

static void add_date(struct bl_buf *out, const struct bl_incident *in)
{
	char day[BL_TIME_TEXT_BYTES];

	bl_json_key(out, "date");
	if (!in->dated) {
		bl_buf_adds(out, "null");
		return;
	}
	bl_buf_addc(out, '{');
	bl_json_member(out, "from", bl_str_from(bl_day_text(day, in->from)));
	bl_json_member(out, "to", bl_str_from(bl_day_text(day, in->to)));
	bl_json_member(out, "text", in->date_text);
	bl_buf_addc(out, '}');
}

static void add_number(struct bl_buf *out, const char *key, double x)
{
	bl_json_key(out, key);
	if (isnan(x))
		bl_buf_adds(out, "null");
	else
		bl_buf_addf(out, "%.5f", x);
}

static void add_places(struct bl_buf *out, const struct bl_incident *in)
{
	size_t i;

	bl_json_key(out, "places");
	bl_buf_addc(out, '[');
	for (i = 0; i < in->n_places; i++) {
		const struct bl_incident_place *p = &in->place[i];

		bl_buf_adds(out, i ? ",{" : "{");
		bl_json_member(out, "name", p->name);
		bl_json_member(out, "admin", p->admin);
		bl_json_member(out, "country", p->country);
		bl_json_member(out, "country_name", p->country_name);
		add_number(out, "lat", p->lat);
		add_number(out, "lon", p->lon);
		bl_json_member(
			out, "precision",
			bl_str_from(bl_place_precision_name(p->precision)));
		bl_buf_addc(out, '}');
	}
	bl_buf_addc(out, ']');
}

static void add_actors(struct bl_buf *out, const struct bl_incident *in)
{
	struct bl_str name;
	size_t i, k;

	bl_json_key(out, "actors");
	bl_buf_addc(out, '[');
	for (i = 0; i < in->n_actors; i++) {
		const struct bl_incident_actor *a = &in->actor[i];

		bl_buf_adds(out, i ? ",{" : "{");
		bl_json_member(out, "name", a->name);
		bl_json_key(out, "names");
		bl_buf_addc(out, '[');
		for (k = 0; (name = bl_actor_name(a->known, k)).len; k++) {
			if (k)
				bl_buf_addc(out, ',');
			bl_json_string(out, name);
		}
		bl_buf_addc(out, ']');
		bl_json_member(out, "role",
			       bl_str_from(bl_actor_role_name(a->role)));
		bl_json_member(out, "status",
			       bl_str_from(bl_actor_status_name(a->status)));
		bl_buf_addc(out, '}');
	}
	bl_buf_addc(out, ']');
}

static void add_categories(struct bl_buf *out, const char *key,
			   bl_category_set set, const char *(*name)(unsigned))
{
	bool first = true;
	unsigned i;

	bl_json_key(out, key);
	bl_buf_addc(out, '[');
	for (i = 0; name(i); i++) {
		if (!(set >> i & 1))
			continue;
		if (!first)
			bl_buf_addc(out, ',');
		bl_json_string(out, bl_str_from(name(i)));
		first = false;
	}
	bl_buf_addc(out, ']');
}

static void add_evidence(struct bl_buf *out, const struct bl_incident *in)
{
	size_t i;

	bl_json_key(out, "evidence");
	bl_buf_addc(out, '[');
	for (i = 0; i < in->n_evidence; i++) {
		const struct bl_evidence *e = &in->evidence[i];

		bl_buf_addf(out,
			    "%s{\"value\":\"%s\",\"index\":%u,\"field\":\"%s\","
			    "\"start\":%u,\"end\":%u}",
			    i ? "," : "", bl_incident_value_name(e->value),
			    e->index, e->in_title ? "title" : "text", e->start,
			    e->end);
	}
	bl_buf_addc(out, ']');
}

static void add_incident(struct bl_buf *out, const struct bl_incident *in)
{
	static const char *const claimed[] = { "null", "true", "false" };
	size_t i;

	bl_buf_addc(out, '{');
	bl_json_key(out, "types");
	for (i = 0; i < in->n_types; i++)
		bl_buf_addf(out, "%s\"%s\"", i ? "," : "[",
			    bl_incident_type_name(in->types[i]));
	bl_buf_adds(out, in->n_types ? "]" : "[]");
	bl_json_member(out, "stage",
		       bl_str_from(bl_incident_stage_name(in->stage)));
	add_date(out, in);
	add_places(out, in);
	add_actors(out, in);
	add_categories(out, "targets", in->targets, bl_incident_target_name);
	add_categories(out, "weapons", in->weapons, bl_incident_weapon_name);
	add_toll(out, "killed", &in->killed);
	add_toll(out, "injured", &in->injured);
	add_toll(out, "kidnapped", &in->kidnapped);
	bl_json_key(out, "claimed");
	bl_buf_adds(out, claimed[in->claimed]);
	bl_buf_addf(out, ",\"confidence\":%.2f", in->confidence);
	add_evidence(out, in);
	bl_buf_addc(out, '}');
}

void bl_incidents_json(struct bl_buf *out, const struct bl_incidents *in)
{
	size_t i;

	bl_buf_addc(out, '[');
	for (i = 0; i < in->n; i++) {
		if (i)
			bl_buf_addc(out, ',');
		add_incident(out, &in->item[i]);
	}
	bl_buf_addc(out, ']');
}
