/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Points in time and days, in UTC, on the proleptic Gregorian calendar, years
 * 1 to 9999.  No global state: neither TZ nor the locale matters.
 */
#ifndef BLOTTER_DATE_H
#define BLOTTER_DATE_H

#include <stdint.h>

#include "blotter/buf.h"

typedef int64_t bl_time; /* seconds since 1970-01-01T00:00:00Z */
typedef int32_t bl_day;  /* days since 1970-01-01 */

#define BL_TIME_UNSET INT64_MIN
#define BL_TIME_MIN (-62135596800) /* 0001-01-01T00:00:00Z */
#define BL_TIME_MAX 253402300799   /* 9999-12-31T23:59:59Z */
#define BL_DAY_SECONDS 86400

/* A month outside 1..12 or a day its month has not: returns 0, else 1. */
int bl_day_from_civil(bl_day *out, int year, int month, int day);
void bl_day_to_civil(bl_day day, int *year, int *month, int *mday);
bl_day bl_day_of_time(bl_time t); /* rounds down */

/* "2023-02-17", or "2023-02-17T09:30:00Z" when t is not a midnight. */
#define BL_TIME_TEXT_BYTES 32
const char *bl_time_text(char out[BL_TIME_TEXT_BYTES], bl_time t);
/* "2023-02-17" */
const char *bl_day_text(char out[BL_TIME_TEXT_BYTES], bl_day d);

/*
 * Read a date as articles carry them: ISO 8601 with or without time and zone
 * (also 20230217, 2023-02, 2023/02/17), RFC 2822, "17 February 2023",
 * "Feb. 17, 2023 9:30 pm", seconds or milliseconds since 1970.  What is
 * missing is taken as first of the month, midnight, UTC.  BL_ERR_FORMAT, and
 * *out as it was, when it is none of these, or out of range; nothing is guessed
 * from 02/03/2023.
 */
bl_status bl_time_parse(bl_time *out, struct bl_str s, struct bl_error *err);

/* The first and last second (both included) of a date of the query language:
 * 2023, 2023-02, 2023-02-17, or "30d" (w, m, y), counted back from `now`. */
bl_status bl_date_span(bl_time *first, bl_time *last, struct bl_str s,
		       bl_time now, struct bl_error *err);

/* $BLOTTER_NOW (anything bl_time_parse reads) when set, else the clock. */
bl_status bl_now(bl_time *out, struct bl_error *err);

#endif
