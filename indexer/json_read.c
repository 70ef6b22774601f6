/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "json_private.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "blotter/utf8.h"

#define PARSE_FLAGS (JSON_DECODE_ANY | JSON_ALLOW_NUL)

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

static void mend(struct bl_buf *out, struct bl_str s)
{
	bool in_string = false;
	size_t n;

	while (s.len > 0 && out->status == BL_OK) {
		n = 1;
		if (in_string && s.data[0] == '\\' && s.len > 1) {
			n = 2;
			bl_buf_add(out, s.data, n);
		} else if ((unsigned char)s.data[0] < 0x20) {
			bl_buf_addc(out, ' ');
		} else if (!in_string && no_number_length(s) > 0) {
			n = no_number_length(s);
			bl_buf_adds(out, "null");
		} else {
			in_string = in_string != (s.data[0] == '"');
			bl_buf_addc(out, s.data[0]);
		}
		s.data += n;
		s.len -= n;
	}
}

/* json_loadb, with integers over 64 bits as reals. */
static json_t *load(struct bl_str s, json_error_t *why)
{
	json_t *value = json_loadb(s.data, s.len, PARSE_FLAGS, why);

	if (!value && json_error_code(why) == json_error_numeric_overflow)
		value = json_loadb(s.data, s.len,
				   PARSE_FLAGS | JSON_DECODE_INT_AS_REAL, why);
	return value;
}

static json_t *load_mended(struct bl_str bytes, json_error_t *why)
{
	struct bl_buf repaired, mended;
	json_t *value = NULL;

	bl_buf_init(&repaired, SIZE_MAX / 2);
	bl_buf_init(&mended, SIZE_MAX / 2);
	bl_utf8_repair(&repaired, bytes.data, bytes.len);
	mend(&mended, bl_buf_str(&repaired));
	if (repaired.status == BL_OK && mended.status == BL_OK)
		value = load(bl_buf_str(&mended), why);
	bl_buf_release(&mended);
	bl_buf_release(&repaired);
	return value;
}

bl_status bl_json_parse(json_t **out, struct bl_str bytes, struct bl_error *err)
{
	json_error_t why;
	enum json_error_code code;

	*out = load(bytes, &why);
	if (*out)
		return BL_OK;
	code = json_error_code(&why);
	if (code == json_error_invalid_utf8 ||
	    code == json_error_invalid_syntax ||
	    code == json_error_null_character)
		*out = load_mended(bytes, &why);
	if (*out)
		return BL_OK;
	if (json_error_code(&why) == json_error_out_of_memory)
		return bl_fail_nomem(err);
	return bl_fail(err, BL_ERR_FORMAT, "not JSON at column %d: %s",
		       why.column, why.text);
}

/* --- text --- */

static void add_scalar(struct bl_buf *out, const json_t *value)
{
	if (json_is_string(value))
		bl_buf_add(out, json_string_value(value),
			   json_string_length(value));
	else if (json_is_integer(value))
		bl_buf_addf(out, "%" JSON_INTEGER_FORMAT,
			    json_integer_value(value));
	else if (json_is_real(value) &&
		 fabs(json_real_value(value)) < REAL_DIGITS_MAX)
		bl_buf_addf(out, "%.16g", json_real_value(value));
}

static void add_text(struct bl_buf *out, const json_t *value, int depth);

static void add_items(struct bl_buf *out, const json_t *array, int depth)
{
	size_t i, before = out->len;

	for (i = 0; i < json_array_size(array); i++) {
		if (out->len > before)
			bl_buf_addc(out, '\n');
		before = out->len;
		add_text(out, json_array_get(array, i), depth);
	}
}

static void add_text(struct bl_buf *out, const json_t *value, int depth)
{
	size_t before = out->len, i;

	if (depth == TEXT_DEPTH_MAX)
		return;
	if (json_is_array(value)) {
		add_items(out, value, depth + 1);
		return;
	}
	add_scalar(out, value);
	for (i = 0; json_is_object(value) && out->len == before &&
		    i < sizeof(TEXT_MEMBERS) / sizeof(TEXT_MEMBERS[0]);
	     i++)
		add_text(out, json_object_get(value, TEXT_MEMBERS[i]),
			 depth + 1);
}

void bl_json_text(struct bl_buf *out, const json_t *value)
{
	add_text(out, value, 0);
}

const json_t *bl_json_member_at(const json_t *object, const char *dotted_key)
{
	const json_t *found = json_object_get(object, dotted_key);
	const char *dot, *key = dotted_key;

	while (!found && json_is_object(object) && (dot = strchr(key, '.'))) {
		object = json_object_getn(object, key, (size_t)(dot - key));
		key = dot + 1;
		found = json_object_get(object, key);
	}
	return found;
}
