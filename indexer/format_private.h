/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Readers: from the bytes of a record to an article.  A format is one file,
 * reader_<format>.c, and one line in the table in format.c.
 *
 * A source cuts its input into records by the format's unit; then any thread
 * can parse any record.  Formats are chosen by content: each bids on the
 * first bytes of an input, and the highest bid wins.
 */
#ifndef BLOTTER_FORMAT_PRIVATE_H
#define BLOTTER_FORMAT_PRIVATE_H

#include "blotter/arena.h"
#include "blotter/article.h"

/* The bytes of one article as they came, and where from, for messages. */
struct bl_record {
	const struct bl_format *format;
	const char *path; /* as given, or found below a folder that was given;
			     "-" for stdin */
	uint64_t line;    /* of a file of lines, from 1; 0: the whole file */
	struct bl_str bytes;
	/* Of an archive's record: */
	uint64_t offset;     /* bytes before it in the file, inflated */
	struct bl_str url;   /* under which the bytes were found; else empty */
	const char *charset; /* they were sent with, as iconv knows it; NULL:
				not known */
};

enum bl_unit {
	BL_UNIT_FILE, /* the whole input is one record */
	BL_UNIT_LINE, /* each line is one; empty lines are none */
	BL_UNIT_WARC, /* each record of a WARC file that may be an article */
};

#define BL_HEAD_BYTES 4096                   /* that a bid gets to see */
#define BL_PAGE_MAX_BYTES ((size_t)32 << 20) /* of a file, or a WARC block */
#define BL_LINE_MAX_BYTES ((size_t)64 << 20) /* of a BL_UNIT_LINE record */

/* Where a field is found under another key: --map FIELD=KEY. */
struct bl_key_map {
	const char *field; /* of struct bl_article: id, title, text, ... */
	const char *key;   /* "a.b" is member b of member a */
};

struct bl_parse_options {
	const struct bl_key_map *map; /* come before the usual names */
	size_t n_map;
};

struct bl_format {
	const char *name; /* as -f takes it */
	const char *about;
	enum bl_unit unit;
	/* 0: not mine; 100: certainly.  Looks, and changes nothing. */
	int (*bid)(const char *head, size_t len);
	/*
	 * Fill *out, its strings in the arena, valid UTF-8, no NUL.  id is
	 * the record's own id, else its url, else path, or path "#" line.
	 * In an archive id and url are the url that it names.
	 * BL_SKIP: unusable, err says why in words that need no path or line:
	 * bl_record_skip() puts these in front.
	 */
	bl_status (*parse)(const struct bl_record *rec,
			   const struct bl_parse_options *options,
			   struct bl_arena *arena, struct bl_article *out,
			   struct bl_error *err);
};

extern const struct bl_format bl_format_html, bl_format_jsonl, bl_format_text,
	bl_format_warc;

/* All formats, then NULL. */
extern const struct bl_format *const bl_formats[];

/* The format with the highest bid; NULL when nobody wants the bytes, and
 * *why then says what they look like ("binary data"). */
const struct bl_format *bl_format_detect(const char *head, size_t len,
					 const char **why);
const struct bl_format *bl_format_find(const char *name);

/* BL_SKIP with "path:line: message", "path: message", or, of an archive,
 * "path: offset N, url: message". */
bl_status bl_record_skip(const struct bl_record *rec, struct bl_error *err,
			 const char *fmt, ...) BL_PRINTF(3, 4);

/* out->id when it is set, else the rule above: for the end of a parse. */
bl_status bl_article_set_id(struct bl_article *out, const struct bl_record *rec,
			    struct bl_arena *arena, struct bl_error *err);

/*
 * Text of any origin as an article's field: repaired to valid UTF-8, NUL and
 * other controls but tab and newline made spaces, CRLF made newline, trimmed,
 * cut at max bytes (at a code point).  In the arena.
 */
bl_status bl_article_text(struct bl_str *out, struct bl_arena *arena,
			  struct bl_str raw, size_t max, struct bl_error *err);

#endif
