/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "json_private.h"

#include <inttypes.h>
#include <limits.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "blotter/utf8.h"

/* Arrays and objects, one in another: those of nearly all records, and those
 * there may be.  The parser clears what it has for them with every record. */
#define USUAL_DEPTH 32
#define DEPTH_MAX 2048

/* A longer integer is over 64 bits. */
#define INTEGER_MAX_DIGITS 19

/* Bytes of a part of a dotted key. */
#define KEY_MAX_BYTES 256

/* Arrays and objects, one in another, that text is looked for in. */
#define TEXT_DEPTH_MAX 8

/* 2^53: a real beyond it may have lost digits, and two ids be one. */
#define REAL_DIGITS_MAX 9007199254740992.0

/* Members that hold the text of an object, most likely first: NewsAPI and
 * schema.org, the New York Times, WordPress, Mongo's exports. */
static const char *const TEXT_MEMBERS[] = {
	"name",     "main",   "value", "text",  "title",
	"rendered", "@value", "$oid",  "$date",
};

/* --- mending --- */

/* Words of JavaScript that stand for numbers JSON does not have. */
static const char *const NO_NUMBERS[] = { "NaN", "Infinity", "-Infinity" };

static size_t no_number_length(struct bl_str s)
{
	size_t i, len;

	for (i = 0; i < sizeof(NO_NUMBERS) / sizeof(NO_NUMBERS[0]); i++) {
		len = strlen(NO_NUMBERS[i]);
		if (s.len >= len && memcmp(s.data, NO_NUMBERS[i], len) == 0)
			return len;
	}
	return 0;
}

static size_t digits_length(struct bl_str s)
{
	size_t n = 0;

	while (n < s.len && s.data[n] >= '0' && s.data[n] <= '9')
		n++;
	return n;
}

/* What stands at s, outside of strings; returns its bytes. */
static size_t mend_value(struct bl_buf *out, struct bl_str s)
{
	size_t n = no_number_length(s);

	if (n > 0) {
		bl_buf_adds(out, "null");
		return n;
	}
	n = digits_length(s);
	if (n > 0) {
		bl_buf_add(out, s.data, n);
		if (n > INTEGER_MAX_DIGITS) /* as a real */
			bl_buf_adds(out, "e0");
		return n;
	}
	bl_buf_addc(out, (unsigned char)s.data[0] < 0x20 ? ' ' : s.data[0]);
	return 1;
}

static size_t mend_in_string(struct bl_buf *out, struct bl_str s)
{
	unsigned char c = (unsigned char)s.data[0];
	size_t n = c == '\\' && s.len > 1 ? 2 : 1;

	if (c < 0x20)
		bl_buf_addf(out, "\\u%04x", c);
	else
		bl_buf_add(out, s.data, n);
	return n;
}

static void mend(struct bl_buf *out, struct bl_str s)
{
	bool in_string = false;
	size_t n;

	while (s.len > 0 && out->status == BL_OK) {
		bool quote = s.data[0] == '"';

		n = in_string ? mend_in_string(out, s) : mend_value(out, s);
		in_string = in_string != quote;
		s.data += n;
		s.len -= n;
	}
}

/* --- parsing --- */

/*
 * Without memory, the json-c of Debian 12 (0.16; not those from 0.17 on) leaves
 * out of a value what it had none for, and goes on.  It needs no more than
 * this: a buffer that doubles, and the strings of a record.
 */
static bool is_memory_left(size_t len)
{
	struct bl_buf b;
	bool left;

	bl_buf_init(&b, SIZE_MAX / 2);
	left = bl_buf_reserve(&b, 4 * len + 4096) != NULL;
	bl_buf_release(&b);
	return left;
}

static bl_status parse(struct json_object **out, struct bl_str s, int depth,
		       struct bl_error *err)
{
	struct json_tokener *t = NULL;
	enum json_tokener_error why;
	size_t end;

	*out = NULL;
	if (s.len > INT_MAX)
		return bl_fail(err, BL_ERR_FORMAT, "more than %d bytes of JSON",
			       INT_MAX);
	if (is_memory_left(s.len))
		t = json_tokener_new_ex(depth);
	if (!t)
		return bl_fail_nomem(err);
	json_tokener_set_flags(t, JSON_TOKENER_STRICT);
	*out = json_tokener_parse_ex(t, s.data, (int)s.len);
	end = json_tokener_get_parse_end(t);
	/* a NUL ends what may go on, as a number may */
	if (json_tokener_get_error(t) == json_tokener_continue)
		*out = json_tokener_parse_ex(t, "", 1);
	why = json_tokener_get_error(t);
	json_tokener_free(t);
	if (why == json_tokener_success)
		return BL_OK;
	return bl_fail(err, BL_ERR_FORMAT, "not JSON at column %zu: %s",
		       bl_utf8_length(s.data, end) + 1,
		       json_tokener_error_desc(why));
}

static bl_status parse_mended(struct json_object **out, struct bl_str bytes,
			      struct bl_error *err)
{
	struct bl_buf repaired, mended;
	bl_status st;

	*out = NULL;
	bl_buf_init(&repaired, SIZE_MAX / 2);
	bl_buf_init(&mended, SIZE_MAX / 2);
	bl_utf8_repair(&repaired, bytes.data, bytes.len);
	mend(&mended, bl_buf_str(&repaired));
	st = bl_buf_status(&repaired, err);
	if (st == BL_OK)
		st = bl_buf_status(&mended, err);
	if (st == BL_OK)
		st = parse(out, bl_buf_str(&mended), DEPTH_MAX, err);
	bl_buf_release(&mended);
	bl_buf_release(&repaired);
	return st;
}

bl_status bl_json_parse(struct json_object **out, struct bl_str bytes,
			struct bl_error *err)
{
	bl_status st = BL_ERR_FORMAT;

	if (bl_utf8_valid(bytes.data, bytes.len) == bytes.len)
		st = parse(out, bytes, USUAL_DEPTH, NULL);
	if (st == BL_ERR_FORMAT)
		st = parse_mended(out, bytes, err);
	else if (st < 0)
		bl_fail_nomem(err);
	return st;
}

/* --- text --- */

static struct bl_str string_of(struct json_object *value)
{
	return (struct bl_str){ json_object_get_string(value),
				(size_t)json_object_get_string_len(value) };
}

/* NULL: there is none. */
static struct json_object *member(struct json_object *object, const char *key)
{
	struct json_object *value = NULL;

	if (json_object_is_type(object, json_type_object))
		json_object_object_get_ex(object, key, &value);
	return value;
}

/* At the limits of 64 bits it may be what is left of a larger one. */
static void add_integer(struct bl_buf *out, int64_t n)
{
	if (n > INT64_MIN && n < INT64_MAX)
		bl_buf_addf(out, "%" PRId64, n);
}

static void add_real(struct bl_buf *out, double n)
{
	if (fabs(n) < REAL_DIGITS_MAX)
		bl_buf_addf(out, "%.16g", n);
}

static void add_text(struct bl_buf *out, struct json_object *value, int depth);

static void add_items(struct bl_buf *out, struct json_object *array, int depth)
{
	size_t i, before = out->len;

	for (i = 0; i < json_object_array_length(array); i++) {
		if (out->len > before)
			bl_buf_addc(out, '\n');
		before = out->len;
		add_text(out, json_object_array_get_idx(array, i), depth);
	}
}

static void add_member(struct bl_buf *out, struct json_object *object,
		       int depth)
{
	size_t before = out->len, i;

	for (i = 0; out->len == before &&
		    i < sizeof(TEXT_MEMBERS) / sizeof(TEXT_MEMBERS[0]);
	     i++)
		add_text(out, member(object, TEXT_MEMBERS[i]), depth);
}

static void add_text(struct bl_buf *out, struct json_object *value, int depth)
{
	if (depth == TEXT_DEPTH_MAX)
		return;
	switch (json_object_get_type(value)) {
	case json_type_array:
		add_items(out, value, depth + 1);
		break;
	case json_type_object:
		add_member(out, value, depth + 1);
		break;
	case json_type_string:
		bl_buf_addstr(out, string_of(value));
		break;
	case json_type_int:
		add_integer(out, json_object_get_int64(value));
		break;
	case json_type_double:
		add_real(out, json_object_get_double(value));
		break;
	default:
		break;
	}
}

void bl_json_text(struct bl_buf *out, struct json_object *value)
{
	add_text(out, value, 0);
}

struct json_object *bl_json_member_at(struct json_object *object,
				      const char *dotted_key)
{
	struct json_object *found = member(object, dotted_key);
	const char *dot, *key = dotted_key;
	char part[KEY_MAX_BYTES];

	while (!found && object && (dot = strchr(key, '.'))) {
		size_t n = (size_t)(dot - key);

		if (n >= sizeof(part))
			return NULL;
		memcpy(part, key, n);
		part[n] = '\0';
		object = member(object, part);
		key = dot + 1;
		found = member(object, key);
	}
	return found;
}
