/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The stored form of an article's incidents.
 *
 *	byte 0		version, RECORD_VERSION
 *	bytes 1..4	XXH3 (low 32 bits) of everything after them, LE
 *	rest		how many incidents, and their fields, as varints; a
 *			string is its length and its bytes
 *
 * One description of the fields serves both ways: each code_*() appends its
 * value when writing, and takes it off the input, checked, when reading.
 */
#include <math.h>
#include <string.h>

#include "blotter/gazetteer.h"
#include "blotter/hash.h"
#include "blotter/utf8.h"
#include "lexicon_private.h"

#define RECORD_VERSION 1
#define HEADER_BYTES 5
#define STRING_MAX_BYTES 4096
/* Bytes of text are below 64 MiB, days and counts below this, too. */
#define NUMBER_MAX ((uint64_t)1 << 32)
#define DEGREE_STEPS 100000 /* a metre */
#define DEGREES_MAX 180
#define CONFIDENCE_STEPS 1000

struct coder {
	struct bl_buf *out;     /* NULL: reading */
	struct bl_str in;       /* what is left of it */
	struct bl_arena *arena; /* of strings that were read; NULL: they stay
				   where they are */
	const char *damage;     /* the first thing that was wrong */
	bool no_memory;
};

/* ---- values ---- */

static uint64_t read_varint(struct coder *c)
{
	const unsigned char *at = (const unsigned char *)c->in.data;
	const unsigned char *const end = at + c->in.len;
	uint64_t n = 0;
	unsigned shift;

	for (shift = 0; at < end && shift < 63; shift += 7) {
		const unsigned char byte = *at++;

		n |= (uint64_t)(byte & 0x7f) << shift;
		if (byte >= 0x80)
			continue;
		c->in = (struct bl_str){ (const char *)at, (size_t)(end - at) };
		return n;
	}
	c->damage = "it is cut short";
	return 0;
}

static void write_varint(struct bl_buf *out, uint64_t n)
{
	for (; n >= 0x80; n >>= 7)
		bl_buf_addc(out, (char)(n | 0x80));
	bl_buf_addc(out, (char)n);
}

/* A number below limit; 0 once something was wrong. */
static uint64_t code_number(struct coder *c, uint64_t n, uint64_t limit)
{
	if (c->out) {
		write_varint(c->out, n);
		return n;
	}
	if (c->damage)
		return 0;
	n = read_varint(c);
	if (n < limit)
		return n;
	c->damage = "a number is out of range";
	return 0;
}

static void code_byte(struct coder *c, uint8_t *value, unsigned limit)
{
	*value = (uint8_t)code_number(c, *value, limit);
}

static void code_u32(struct coder *c, uint32_t *value, uint64_t limit)
{
	*value = (uint32_t)code_number(c, *value, limit);
}

static void code_size(struct coder *c, size_t *n, size_t max)
{
	*n = (size_t)code_number(c, *n, max + 1);
}

/* A number that may be negative, from -limit up to limit. */
static void code_signed(struct coder *c, int32_t *value, int32_t limit)
{
	uint64_t shifted = (uint64_t)((int64_t)*value + limit);

	shifted = code_number(c, shifted, 2 * (uint64_t)limit + 1);
	if (!c->out)
		*value = (int32_t)((int64_t)shifted - limit);
}

static void code_string(struct coder *c, struct bl_str *s)
{
	size_t len = s->len;

	code_size(c, &len, STRING_MAX_BYTES);
	if (c->out) {
		bl_buf_addstr(c->out, *s);
		return;
	}
	*s = BL_STR_NULL;
	if (c->damage || !len)
		return;
	if (len > c->in.len) {
		c->damage = "a string is longer than it";
		return;
	}
	if (bl_utf8_valid(c->in.data, len) != len) {
		c->damage = "a string is not UTF-8";
		return;
	}
	*s = (struct bl_str){ c->in.data, len };
	if (c->arena)
		*s = bl_arena_str(c->arena, *s);
	c->no_memory |= !s->data;
	c->in.data += len;
	c->in.len -= len;
}

static void code_degrees(struct coder *c, double *degrees)
{
	const int32_t unset = DEGREES_MAX * DEGREE_STEPS + 1;
	int32_t steps = unset;

	if (c->out && !isnan(*degrees))
		steps = (int32_t)lround(*degrees * DEGREE_STEPS);
	code_signed(c, &steps, unset);
	if (!c->out)
		*degrees = steps == unset ? NAN : (double)steps / DEGREE_STEPS;
}

/* ---- incidents ---- */

static void code_point(struct coder *c, struct bl_incident_place *p)
{
	uint8_t precision = (uint8_t)p->precision;

	code_degrees(c, &p->lat);
	code_degrees(c, &p->lon);
	code_byte(c, &precision, BL_PRECISIONS);
	if (!c->out)
		p->precision = (enum bl_place_precision)precision;
}

static void code_place(struct coder *c, struct bl_incident_place *p)
{
	code_u32(c, &p->id, NUMBER_MAX);
	code_string(c, &p->name);
	code_string(c, &p->admin);
	code_string(c, &p->country);
	code_string(c, &p->country_name);
	code_point(c, p);
}

static void code_actor(struct coder *c, struct bl_incident_actor *a)
{
	uint8_t role = (uint8_t)a->role, status = (uint8_t)a->status;

	code_string(c, &a->name);
	code_byte(c, &role, BL_ACTOR_ROLES);
	code_byte(c, &status, BL_ACTOR_STATUSES);
	if (c->out)
		return;
	a->role = (enum bl_actor_role)role;
	a->status = (enum bl_actor_status)status;
	a->known = bl_actor_canonical(a->name);
}

static void code_toll(struct coder *c, struct bl_toll *t)
{
	uint32_t i;

	code_signed(c, &t->min, BL_COUNT_MAX);
	code_signed(c, &t->max, BL_COUNT_MAX);
	code_signed(c, &t->attackers, BL_COUNT_MAX);
	code_u32(c, &t->n_parts, BL_INCIDENT_PARTS_MAX + 1);
	for (i = 0; i < t->n_parts; i++) {
		code_string(c, &t->part[i].people);
		code_signed(c, &t->part[i].count, BL_COUNT_MAX);
	}
}

static void code_evidence(struct coder *c, struct bl_evidence *e)
{
	uint8_t in_title = e->in_title;

	code_byte(c, &e->value, BL_VALUES);
	code_byte(c, &e->index, UINT8_MAX);
	code_byte(c, &in_title, 2);
	code_u32(c, &e->start, NUMBER_MAX);
	code_u32(c, &e->end, NUMBER_MAX);
	if (!c->out)
		e->in_title = in_title;
}

static void code_date(struct coder *c, struct bl_incident *i)
{
	uint8_t dated = i->dated;

	code_byte(c, &dated, 2);
	if (!dated)
		return;
	code_signed(c, &i->from, INT32_MAX / 2);
	code_signed(c, &i->to, INT32_MAX / 2);
	code_string(c, &i->date_text);
	if (!c->out)
		i->dated = true;
}

static void code_incident(struct coder *c, struct bl_incident *in)
{
	uint8_t stage = (uint8_t)in->stage, claimed = (uint8_t)in->claimed;
	uint32_t confidence =
		(uint32_t)lround(in->confidence * CONFIDENCE_STEPS);
	size_t i;

	code_size(c, &in->n_types, BL_INCIDENT_TYPES_MAX);
	for (i = 0; i < in->n_types; i++)
		code_byte(c, &in->types[i], BL_TYPE_END);
	code_byte(c, &stage, BL_STAGES);
	code_date(c, in);
	code_size(c, &in->n_places, BL_INCIDENT_PLACES_MAX);
	for (i = 0; i < in->n_places; i++)
		code_place(c, &in->place[i]);
	code_size(c, &in->n_actors, BL_INCIDENT_ACTORS_MAX);
	for (i = 0; i < in->n_actors; i++)
		code_actor(c, &in->actor[i]);
	code_u32(c, &in->targets, (uint64_t)1 << TARGETS);
	code_u32(c, &in->weapons, (uint64_t)1 << WEAPONS);
	code_toll(c, &in->killed);
	code_toll(c, &in->injured);
	code_toll(c, &in->kidnapped);
	code_byte(c, &claimed, BL_CLAIMED_VALUES);
	code_u32(c, &confidence, CONFIDENCE_STEPS + 1);
	code_size(c, &in->n_evidence, BL_INCIDENT_EVIDENCE_MAX);
	for (i = 0; i < in->n_evidence; i++)
		code_evidence(c, &in->evidence[i]);
	if (c->out)
		return;
	in->stage = (enum bl_incident_stage)stage;
	in->claimed = (enum bl_claimed)claimed;
	in->confidence = (double)confidence / CONFIDENCE_STEPS;
}

/* ---- records ---- */

static void put_header(char *at, struct bl_str rest)
{
	uint32_t sum = bl_hash32(rest.data, rest.len);
	size_t i;

	at[0] = RECORD_VERSION;
	for (i = 0; i < HEADER_BYTES - 1; i++)
		at[1 + i] = (char)(sum >> (8 * i));
}

bl_status bl_incidents_encode(struct bl_buf *out, const struct bl_incidents *in,
			      struct bl_error *err)
{
	struct coder c = { .out = out };
	size_t start = out->len, n = in->n, i;

	bl_buf_add(out, "\0\0\0\0", HEADER_BYTES);
	code_size(&c, &n, BL_INCIDENTS_MAX);
	for (i = 0; i < n; i++) {
		struct bl_incident copy = in->item[i];

		code_incident(&c, &copy);
	}
	if (bl_buf_status(out, err) < 0)
		return out->status;
	put_header(out->data + start,
		   (struct bl_str){ out->data + start + HEADER_BYTES,
				    out->len - start - HEADER_BYTES });
	return BL_OK;
}

static bl_status damaged(struct bl_error *err, const char *what)
{
	return bl_fail(err, BL_ERR_CORRUPT, "stored incidents are damaged: %s",
		       what);
}

/* Check the header and take it off. */
static bl_status open_record(struct coder *c, struct bl_str bytes,
			     struct bl_error *err)
{
	char want[HEADER_BYTES];

	if (bytes.len < HEADER_BYTES)
		return damaged(err, "they are cut short");
	if (bytes.data[0] != RECORD_VERSION)
		return bl_fail(err, BL_ERR_VERSION,
			       "stored incidents have version %u, known is %u",
			       (unsigned char)bytes.data[0], RECORD_VERSION);
	c->in.data = bytes.data + HEADER_BYTES;
	c->in.len = bytes.len - HEADER_BYTES;
	put_header(want, c->in);
	if (memcmp(want, bytes.data, HEADER_BYTES))
		return damaged(err, "the checksum is wrong");
	return BL_OK;
}

bl_status bl_incidents_decode(struct bl_incidents *out, struct bl_arena *arena,
			      struct bl_str bytes, struct bl_error *err)
{
	struct coder c = { .arena = arena };
	bl_status st = open_record(&c, bytes, err);
	size_t i;

	*out = (struct bl_incidents)BL_INCIDENTS_INIT;
	if (st < 0)
		return st;
	code_size(&c, &out->n, BL_INCIDENTS_MAX);
	out->item = bl_arena_calloc(arena, out->n + 1, sizeof(*out->item));
	if (!out->item)
		return bl_fail_nomem(err);
	for (i = 0; i < out->n && !c.damage; i++)
		code_incident(&c, &out->item[i]);
	if (!c.damage && c.in.len)
		c.damage = "something follows the last one";
	if (c.damage)
		return damaged(err, c.damage);
	return c.no_memory ? bl_fail_nomem(err) : BL_OK;
}

/* ---- places alone ---- */

void bl_incident_place_encode(struct bl_buf *out,
			      const struct bl_incident_place *place)
{
	struct coder c = { .out = out };
	struct bl_incident_place copy = *place;

	code_place(&c, &copy);
}

bl_status bl_incident_place_decode(struct bl_incident_place *out,
				   struct bl_str bytes, struct bl_error *err)
{
	struct coder c = { .in = bytes };

	memset(out, 0, sizeof(*out));
	code_place(&c, out);
	if (!c.damage && c.in.len)
		c.damage = "something follows a place";
	return c.damage ? damaged(err, c.damage) : BL_OK;
}

static void skip_strings(struct coder *c, unsigned n)
{
	for (; n > 0; n--) {
		size_t len = (size_t)code_number(c, 0, STRING_MAX_BYTES + 1);

		if (len > c->in.len) {
			c->damage = "a string is longer than it";
			return;
		}
		c->in.data += len;
		c->in.len -= len;
	}
}

bl_status bl_incident_place_skim(struct bl_incident_place *out,
				 struct bl_str bytes, enum bl_field_id field,
				 struct bl_error *err)
{
	struct coder c = { .in = bytes };

	memset(out, 0, sizeof(*out));
	code_u32(&c, &out->id, NUMBER_MAX);
	switch (field) {
	case BL_FIELD_ID_PLACE:
		if (out->id == BL_PLACE_NONE)
			code_string(&c, &out->name);
		break;
	case BL_FIELD_ID_COUNTRY:
		skip_strings(&c, 2); /* its name and its province's */
		code_string(&c, &out->country);
		break;
	default:
		skip_strings(&c, 4); /* these and its country's */
		code_point(&c, out);
	}
	return c.damage ? damaged(err, c.damage) : BL_OK;
}
