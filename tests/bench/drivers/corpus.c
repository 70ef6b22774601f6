/* SPDX-License-Identifier: GPL-2.0-or-later */
/* With json-c, as blotter-index: reading is part of what is timed. */
#include <stdarg.h>
#include <stdlib.h>

#include <json-c/json.h>

#include "driver.h"

void die(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	exit(1);
}

static const char *member(struct json_object *json, const char *key)
{
	struct json_object *value;
	const char *s = NULL;

	if (json_object_object_get_ex(json, key, &value))
		s = json_object_get_string(value);
	return s ? s : "";
}

bool read_record(struct record *r, FILE *corpus)
{
	json_object_put(r->json);
	r->json = NULL;
	if (getline(&r->line, &r->room, corpus) <= 0)
		return false;
	r->json = json_tokener_parse(r->line);
	r->number++;
	if (!json_object_is_type(r->json, json_type_object))
		die("article %lu is no JSON object", r->number);
	r->id = member(r->json, "id");
	r->title = member(r->json, "title");
	r->text = member(r->json, "text");
	r->date = member(r->json, "date");
	r->source = member(r->json, "source");
	r->url = member(r->json, "url");
	return true;
}
