/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "answer_private.h"

/* An id and the longest query. */
#define LINE_MAX_BYTES (BL_QUERY_MAX_BYTES + 4096)
#define WHERE_MAX_BYTES 4200

struct batch {
	FILE *file;
	const char *name; /* for messages */
	uint64_t number;  /* of the line, from 1 */
	struct bl_buf line;
	char where[WHERE_MAX_BYTES]; /* "name:number: " */
};

/*
 * Read the next line, without its end.  BL_END when there is none; BL_SKIP
 * when it is too long to be a query: it is passed over.
 */
static bl_status next_line(struct batch *b, struct bl_error *err)
{
	int c = getc_unlocked(b->file);

	bl_buf_clear(&b->line);
	for (; c != '\n' && c != EOF; c = getc_unlocked(b->file))
		bl_buf_addc(&b->line, (char)c);
	if (ferror(b->file))
		return bl_fail_errno(err, errno, "cannot read '%s'", b->name);
	if (c == EOF && !b->line.len)
		return BL_END;
	b->number++;
	snprintf(b->where, sizeof(b->where), "%s:%" PRIu64 ": ", b->name,
		 b->number);
	if (b->line.status == BL_ERR_LIMIT)
		return bl_fail(err, BL_SKIP, "a line of more than %zu bytes",
			       LINE_MAX_BYTES);
	return bl_buf_status(&b->line, err);
}

/* Cut the line "id TAB query" in two, in place. */
static bl_status split(struct bl_question *q, struct batch *b,
		       struct bl_error *err)
{
	struct bl_str line = bl_buf_str(&b->line);
	char *tab = line.len ? memchr(b->line.data, '\t', line.len) : NULL;

	if (line.len && line.data[line.len - 1] == '\r')
		line.len--;
	if (!tab || tab == line.data)
		return bl_fail(err, BL_SKIP, "expected 'id TAB query'");
	*tab = '\0';
	q->id = b->line.data;
	q->where = b->where;
	q->text = bl_str_trim((struct bl_str){
		tab + 1, line.len - (size_t)(tab + 1 - line.data) });
	if (strlen(q->id) < (size_t)(tab - b->line.data))
		return bl_fail(err, BL_SKIP, "a NUL byte in the id");
	return BL_OK;
}

static bl_status run_line(struct bl_session *s, struct batch *b,
			  bl_status line_status, struct bl_error *err)
{
	struct bl_question q;
	bl_status st = line_status;

	if (st == BL_OK)
		st = split(&q, b, err);
	if (st == BL_SKIP) {
		bl_buf_addf(&s->talk, BL_PROGRAM ": %s%s\n", b->where,
			    err->text);
		return st;
	}
	return st < 0 ? st : bl_answer_question(s, &q, err);
}

/* The outcome of all: a bad line counts most, then any that found something. */
static bl_status run_lines(struct bl_session *s, struct batch *b,
			   struct bl_error *err)
{
	bl_status st, flushed, all = BL_END;

	while ((st = next_line(b, err)) != BL_END) {
		if (st == BL_OK && !bl_str_trim(bl_buf_str(&b->line)).len)
			continue;
		st = run_line(s, b, st, err);
		if (st < 0)
			return st;
		flushed = bl_session_flush(s, err);
		if (flushed < 0)
			return flushed;
		if (st == BL_SKIP || (st == BL_OK && all == BL_END))
			all = st;
	}
	return all;
}

bl_status bl_answer_batch(struct bl_session *s, struct bl_error *err)
{
	const char *path = s->args->batch;
	bool is_stdin = !strcmp(path, "-");
	struct batch b = { .name = is_stdin ? "stdin" : path };
	bl_status st;

	b.file = is_stdin ? stdin : fopen(path, "re");
	if (!b.file)
		return bl_fail_errno(err, errno, "cannot open '%s'", path);
	bl_buf_init(&b.line, LINE_MAX_BYTES);
	st = run_lines(s, &b, err);
	bl_buf_release(&b.line);
	if (!is_stdin)
		fclose(b.file);
	return st;
}
