/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Values as a query writes them: numbers and dates, and ranges of these.
 *
 *	10   >=10   >9   <=5   <5   5..20   ..3   20..
 *	2023   2023-02   2023-02-17   >=2023-02   2022..2023-06   30d..
 *
 * Both ends are included.  A partial date is all its days: >= counts from its
 * first, > after its last, <= to its last, < before its first.
 */
#ifndef BLOTTER_RANGE_H
#define BLOTTER_RANGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "blotter/date.h"

struct bl_range {
	int64_t low, high; /* INT64_MIN, INT64_MAX: that end is open */
	bool single;       /* written as one value, not as a range */
};

/* BL_ERR_USAGE says what was expected, and *at is the byte of text that is
 * wrong; *at is not touched when nothing is. */
bl_status bl_range_of_numbers(struct bl_range *out, struct bl_str text,
			      size_t *at, struct bl_error *err);
/* In seconds; now: for dates counted back. */
bl_status bl_range_of_dates(struct bl_range *out, struct bl_str text,
			    bl_time now, size_t *at, struct bl_error *err);

/* Digits, 15 of them at most, with at most one point among them; the locale
 * has no say.  False when it is anything else. */
bool bl_decimal(double *out, struct bl_str text);

#endif
