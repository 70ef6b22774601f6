/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where articles come from: files, folders (walked in byte order, hidden
 * entries, symbolic links and indexes passed over), and stdin ("-"), each plain
 * or gzip-compressed, cut into records.
 *
 *	bl_source_new(&src, paths, n, &options, err);
 *	while ((st = bl_source_next(src, &rec, err)) != BL_END) {
 *		if (st == BL_SKIP)
 *			report(err);	// go on
 *		else if (st < 0)
 *			break;		// nothing more can be read at all
 *		else
 *			use(&rec);
 *	}
 */
#ifndef BLOTTER_SOURCE_PRIVATE_H
#define BLOTTER_SOURCE_PRIVATE_H

#include <stdbool.h>

#include "format_private.h"

struct bl_source_options {
	const struct bl_format *format; /* NULL: by content */
	bool follow_links;
};

struct bl_source;

/* paths must outlive the source. */
bl_status bl_source_new(struct bl_source **out, const char *const *paths,
			size_t n, const struct bl_source_options *options,
			struct bl_error *err);
void bl_source_free(struct bl_source *s);

/*
 * The next record; its bytes are the source's until the next call, its path
 * until the source is freed.  BL_SKIP for what cannot be read (a file, a line
 * over the limit, damaged gzip data): err names file and line or offset,
 * what it was and what was expected; the next call goes on behind it.
 */
bl_status bl_source_next(struct bl_source *s, struct bl_record *rec,
			 struct bl_error *err);

/* Bytes read from disk so far, and all there are when every input is a file
 * or folder (0: not known).  Safe to call from another thread. */
void bl_source_progress(const struct bl_source *s, uint64_t *done,
			uint64_t *total);

/* Records of WARC files that hold no page, so far: nothing is said of each. */
uint64_t bl_source_passed_over(const struct bl_source *s);

#endif
