/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "format_private.h"

#include <stdio.h>
#include <string.h>

#include "charset_private.h"
#include "reader_private.h"

const struct bl_format *const bl_formats[] = {
	&bl_format_html,
	&bl_format_jsonl,
	&bl_format_text,
	&bl_format_warc,
	NULL,
};

/* What is no article, by its first bytes, in words for a message. */
static const struct {
	size_t offset;
	const char *magic;
	size_t len;
	const char *what;
} MAGICS[] = {
#define MAGIC(offset, bytes, what)                     \
	{                                              \
		offset, bytes, sizeof(bytes) - 1, what \
	}
	MAGIC(0, "%PDF-", "a PDF file"),
	MAGIC(0, "PK\x03\x04", "a ZIP archive"),
	MAGIC(0, "PK\x05\x06", "an empty ZIP archive"),
	MAGIC(0, "\x89PNG", "a PNG image"),
	MAGIC(0, "\xff\xd8\xff", "a JPEG image"),
	MAGIC(0, "GIF8", "a GIF image"),
	MAGIC(8, "WEBP", "a WebP image"),
	MAGIC(0, "II*\0", "a TIFF image"),
	MAGIC(0, "MM\0*", "a TIFF image"),
	MAGIC(4, "ftyp", "an MP4 file"),
	MAGIC(0, "ID3", "an MP3 file"),
	MAGIC(0, "OggS", "an Ogg file"),
	MAGIC(0, "\x1f\x8b", "gzip data inside gzip data"),
	MAGIC(0, "BZh", "bzip2 data: only gzip is unpacked"),
	MAGIC(0,
	      "\xfd"
	      "7zXZ",
	      "xz data: only gzip is unpacked"),
	MAGIC(0, "\x28\xb5\x2f\xfd", "zstd data: only gzip is unpacked"),
	MAGIC(0, "7z\xbc\xaf", "a 7-Zip archive"),
	MAGIC(257, "ustar", "a tar archive: unpack it first"),
	MAGIC(0,
	      "\x7f"
	      "ELF",
	      "a program"),
	MAGIC(0, "SQLite format 3", "an SQLite database"),
	MAGIC(0, "\xd0\xcf\x11\xe0", "a Microsoft Office file"),
	MAGIC(0, "{\\rtf", "an RTF file"),
	MAGIC(0, "%!PS", "a PostScript file"),
	MAGIC(0, "\xff\xfe\0\0", "UTF-32 text: UTF-8 or UTF-16 is expected"),
#undef MAGIC
};

static const char *find_magic(const char *head, size_t len)
{
	size_t i;

	for (i = 0; i < sizeof(MAGICS) / sizeof(MAGICS[0]); i++) {
		if (len >= MAGICS[i].offset &&
		    len - MAGICS[i].offset >= MAGICS[i].len &&
		    memcmp(head + MAGICS[i].offset, MAGICS[i].magic,
			   MAGICS[i].len) == 0)
			return MAGICS[i].what;
	}
	return NULL;
}

static struct bl_str skip_one(struct bl_str s)
{
	return bl_str_trim((struct bl_str){ s.data + 1, s.len - 1 });
}

/* Text of a kind that we would misread as plain text. */
static const char *find_unwanted_text(const char *head, size_t len)
{
	struct bl_str s = { head, len };
	size_t mark;

	bl_charset_of_mark(s, &mark);
	s = bl_str_trim((struct bl_str){ head + mark, len - mark });
	if (bl_has_prefix_nocase(s, "<?xml"))
		return "an XML document that is not XHTML";
	if (s.len > 1 && s.data[0] == '[') {
		s = skip_one(s);
		if (s.data[0] == '{' && (s.len == 1 || skip_one(s).len == 0 ||
					 skip_one(s).data[0] == '"'))
			return "a JSON array: one object a line is expected";
	} else if (s.len > 1 && s.data[0] == '{' && skip_one(s).len > 0 &&
		   skip_one(s).data[0] == '"') {
		return "a JSON object over several lines: one object a line "
		       "is expected";
	}
	return NULL;
}

const struct bl_format *bl_format_detect(const char *head, size_t len,
					 const char **why)
{
	const struct bl_format *best = NULL;
	int bid, best_bid = 0;
	size_t i;

	*why = find_magic(head, len);
	if (*why)
		return NULL;
	for (i = 0; bl_formats[i]; i++) {
		bid = bl_formats[i]->bid(head, len);
		if (bid > best_bid) {
			best_bid = bid;
			best = bl_formats[i];
		}
	}
	if (best && best != &bl_format_text)
		return best;
	*why = find_unwanted_text(head, len);
	if (*why)
		return NULL;
	if (!best)
		*why = "binary data";
	return best;
}

const struct bl_format *bl_format_find(const char *name)
{
	size_t i;

	for (i = 0; bl_formats[i]; i++) {
		if (strcmp(bl_formats[i]->name, name) == 0)
			return bl_formats[i];
	}
	return NULL;
}

/* Of a url, that a message shows. */
#define URL_SHOWN_BYTES ((size_t)500)

/* Where in its file a record lies, as a message tells it. */
static void tell_place(char *out, size_t cap, const struct bl_record *rec)
{
	struct bl_str url = rec->url;

	out[0] = '\0';
	if (rec->line)
		snprintf(out, cap, ":%llu", (unsigned long long)rec->line);
	else if (rec->format && rec->format->unit == BL_UNIT_WARC)
		snprintf(out, cap, ": offset %llu%s%.*s",
			 (unsigned long long)rec->offset, url.len ? ", " : "",
			 (int)(url.len < URL_SHOWN_BYTES ? url.len
							 : URL_SHOWN_BYTES),
			 url.len ? url.data : "");
}

bl_status bl_record_skip(const struct bl_record *rec, struct bl_error *err,
			 const char *fmt, ...)
{
	char place[URL_SHOWN_BYTES + 40]; /* and a number */
	struct bl_error why = BL_ERROR_INIT;
	va_list args;

	va_start(args, fmt);
	bl_failv(&why, BL_SKIP, fmt, args);
	va_end(args);
	tell_place(place, sizeof(place), rec);
	return bl_fail(err, BL_SKIP, "%s%s: %s", rec->path, place, why.text);
}
