/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Places as a person writes them in a query. */
#include "blotter/gazetteer.h"

#include <stdlib.h>
#include <string.h>

#include "blotter/text.h"

/* The name that is a text, taken apart as an article is. */
static bl_status find_text(struct bl_place_name *out, struct bl_vocab *v,
			   struct bl_str text, struct bl_error *err)
{
	struct bl_str forms[BL_PLACE_NAME_MAX_TOKENS];
	struct bl_tokens tokens = BL_TOKENS_INIT;
	bl_status st = bl_tokenize(v, text.data, text.len, &tokens, err);
	size_t i;

	if (st < 0)
		goto out;
	for (i = 0; i < tokens.n && i < BL_PLACE_NAME_MAX_TOKENS; i++)
		forms[i] = bl_vocab_form(v, tokens.item[i].form);
	if (i < tokens.n || !bl_gazetteer_find(out, forms, i))
		st = bl_fail(err, BL_ERR_NOT_FOUND, "no place is called '%.*s'",
			     bl_str_shown(text), text.data);
out:
	bl_tokens_release(&tokens);
	return st;
}

static bl_status list_senses(uint32_t **ids, size_t *n,
			     const struct bl_place_name *name,
			     struct bl_error *err)
{
	uint32_t i;

	*ids = reallocarray(NULL, name->count, sizeof(**ids));
	if (!*ids)
		return bl_fail_nomem(err);
	for (i = 0; i < name->count; i++)
		(*ids)[i] = bl_gazetteer_sense(name, i).id;
	*n = name->count;
	return BL_OK;
}

static bool lies_in_any(uint32_t id, const struct bl_place_name *outer)
{
	uint32_t i;

	for (i = 0; i < outer->count; i++) {
		uint32_t o = bl_gazetteer_sense(outer, i).id;

		if (o != id && bl_place_contains(o, id))
			return true;
	}
	return false;
}

static size_t keep_inside(uint32_t *ids, size_t n,
			  const struct bl_place_name *outer)
{
	size_t i, kept = 0;

	for (i = 0; i < n; i++) {
		if (lies_in_any(ids[i], outer))
			ids[kept++] = ids[i];
	}
	return kept;
}

/* What is before the next comma of *rest, which moves behind it. */
static struct bl_str next_part(struct bl_str *rest)
{
	const char *comma = rest->len ? memchr(rest->data, ',', rest->len)
				      : NULL;
	struct bl_str part = *rest;

	if (comma)
		part.len = (size_t)(comma - rest->data);
	rest->data += part.len + (comma != NULL);
	rest->len -= part.len + (comma != NULL);
	return bl_str_trim(part);
}

static bl_status query_parts(uint32_t **ids, size_t *n, struct bl_vocab *v,
			     struct bl_str text, struct bl_error *err)
{
	struct bl_place_name name;
	struct bl_str rest = text;
	bl_status st = find_text(&name, v, next_part(&rest), err);

	if (st >= 0)
		st = list_senses(ids, n, &name, err);
	while (st >= 0 && rest.len > 0) {
		st = find_text(&name, v, next_part(&rest), err);
		if (st >= 0)
			*n = keep_inside(*ids, *n, &name);
	}
	if (st >= 0 && *n == 0)
		st = bl_fail(err, BL_ERR_NOT_FOUND, "no place is called '%.*s'",
			     bl_str_shown(text), text.data);
	return st;
}

bl_status bl_gazetteer_query(uint32_t **ids, size_t *n, struct bl_str text,
			     struct bl_error *err)
{
	struct bl_analysis analysis;
	struct bl_vocab *v = NULL;
	bl_status st;

	*ids = NULL;
	*n = 0;
	st = bl_analysis_set(&analysis, BL_LANGUAGE_NONE, err);
	if (st >= 0)
		st = bl_vocab_new(&v, &analysis, err);
	if (st >= 0)
		st = query_parts(ids, n, v, text, err);
	if (st < 0) {
		free(*ids);
		*ids = NULL;
		*n = 0;
	}
	bl_vocab_free(v);
	return st;
}
