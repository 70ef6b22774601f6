/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the drivers of `make bench` share.  A driver is a program that speaks
 * one protocol for one peer:
 *
 *     driver build CORPUS DIR [THREADS]      JSON Lines into an index in DIR
 *     driver query DIR LIMIT COUNT <QUERIES
 *
 * A line of QUERIES is an id, a tab and a query in the peer's own language; for
 * each, a line of standard error has its id, the microseconds from its text to
 * its best LIMIT articles, and how many match, with tabs in between.  COUNT 1:
 * that must be exact, and is part of the work.  blotter-search --batch --timing
 * prints the same lines.
 *
 * Drivers in C and C++ fill in `struct peer` and are linked with driver.c,
 * which has the main program.
 */
#ifndef BENCH_DRIVER_H
#define BENCH_DRIVER_H

#include <stdbool.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

/* An article; its strings are UTF-8, "" where it has none, and last until the
 * next is read.  Starts all zero. */
struct record {
	unsigned long number; /* from 1 */
	const char *id, *title, *text, *date, *source, *url;
	struct json_object *json; /* owns them */
	char *line;
	size_t room;
};

/* The next article of JSON Lines; false at the end.  Dies on a bad line. */
bool read_record(struct record *r, FILE *corpus);

/* Ends the program, with the message and exit status 1. */
#if defined(__GNUC__)
__attribute__((format(printf, 1, 2), noreturn))
#endif
void die(const char *format, ...);

struct peer {
	void (*build)(FILE *corpus, const char *dir);
	void *(*open)(const char *dir);
	long (*answer)(void *index, const char *query, unsigned limit,
		       bool count);
	void (*close)(void *index);
};

extern const struct peer peer;

#ifdef __cplusplus
}
#endif

#endif
