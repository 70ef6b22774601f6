/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is kept for each article, in columns:
 *
 *	i64 each	when it was published, BL_TIME_UNSET when unknown
 *	u32 each	its length, in wdf
 *	u32 each	the number of its id in the dictionary of ids
 *	u16 each	tokens of its title
 *	to 4 bytes
 *	u32		articles
 *
 * The columns are read where they lie in the file, so the machine must be a
 * little-endian one.
 */
#ifndef BLOTTER_DOCUMENTS_PRIVATE_H
#define BLOTTER_DOCUMENTS_PRIVATE_H

#include "blotter/date.h"
#include "section_private.h"

#define BL_SEGMENT_MAX_DOCS ((uint32_t)1 << 30)

/* The columns, in memory or in a file. */
struct bl_columns {
	const int64_t *published;
	const uint32_t *length;
	const uint32_t *id;
	const uint16_t *title;
};

void bl_columns_write(struct bl_output *o, const struct bl_columns *c,
		      uint32_t n);
/* BL_ERR_CORRUPT when they are not those of n articles, with n ids. */
bl_status bl_columns_open(struct bl_columns *c, const struct bl_input *in,
			  uint32_t n, struct bl_error *err);

#endif
