/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Facets: how many of the articles that match have which value of a field, and
 * the tolls of their incidents, over all of them.
 *
 *	bl_facets_read(&fields, "type,country", err);
 *	bl_facets_count(facet, &fields, reader, query, limit, arena, &n, err);
 */
#ifndef BLOTTER_FACET_PRIVATE_H
#define BLOTTER_FACET_PRIVATE_H

#include "figures_private.h"

#define BL_FACETS_MAX 9 /* fields that there are */

struct bl_facet_field;

/* The fields that were asked for, in that order. */
struct bl_facet_fields {
	const struct bl_facet_field *item[BL_FACETS_MAX];
	size_t n;
};

struct bl_facet_value {
	struct bl_str value; /* printable is up to who prints it */
	struct bl_figures figures;
};

struct bl_facet {
	const char *field;
	struct bl_facet_value *value; /* most articles first; in order of time
					 for a field of dates */
	size_t n;                     /* of them, at most the limit */
	size_t distinct;              /* values that there are in all */
	struct bl_figures none;       /* of articles without a value */
};

/* Read "type,country".  BL_ERR_USAGE, with the known names, when one is not. */
bl_status bl_facets_read(struct bl_facet_fields *out, const char *text,
			 struct bl_error *err);

/*
 * Count over all articles that the query selects, *matched of them.  out has
 * room for fields->n facets; what they hold is in the arena.  Of each field
 * the `limit` values that most articles have are kept; equals by bytes.
 */
bl_status bl_facets_count(struct bl_facet *out,
			  const struct bl_facet_fields *fields,
			  struct bl_reader *reader, const struct bl_node *query,
			  size_t limit, struct bl_arena *arena,
			  uint64_t *matched, struct bl_error *err);

#endif
