/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The folder of an index, and the manifest, which says what of it counts.
 *
 *	segment.lock	held by the writer
 *	segment.manifest	the last commit
 *	N.stems ...	the files of segment N (section_private.h)
 *	N.M.dead	which articles of segment N are deleted, as of the
 *			commit that wrote it
 *
 * Files are written once.  A commit writes new ones, syncs them, and replaces
 * the manifest by rename(); what the new one does not name is then removed, or,
 * after a crash, by the next writer.  Readers that have files open keep them.
 *
 * The manifest is text: what it is, the analysis, and a line for each segment;
 * its last line is a checksum of all before it.
 *
 *	blotter segments 2
 *	analysis 1 english
 *	next 8
 *	segment 7 articles 33137 length 18181838 dead 2 length 731 file 1
 *	end c8f7a6b5e4d3c2b1
 */
#ifndef BLOTTER_MANIFEST_PRIVATE_H
#define BLOTTER_MANIFEST_PRIVATE_H

#include "blotter/engine.h"
#include "blotter/file.h"
#include "blotter/text.h"
#include "section_private.h"

/* The segments of an index stay far below it: they are merged. */
#define BL_MANIFEST_MAX_SEGMENTS 4096

struct bl_segment_info {
	uint64_t number;
	uint32_t docs;        /* deleted ones, too */
	uint64_t length;      /* of all of them, in wdf */
	uint32_t dead;        /* deleted ones */
	uint64_t dead_length; /* of these */
	uint64_t dead_file;   /* M of the file that says which; 0: none */
};

struct bl_manifest {
	struct bl_analysis analysis;
	uint64_t next; /* number not used yet, by a segment or a dead file */
	struct bl_segment_info *segment;
	size_t n;
};

void bl_manifest_release(struct bl_manifest *m);
/* Add a segment at the end. */
bl_status bl_manifest_add(struct bl_manifest *m,
			  const struct bl_segment_info *s,
			  struct bl_error *err);
/* BL_ERR_NOT_FOUND when there is none. */
bl_status bl_manifest_read(struct bl_manifest *m, const char *dir,
			   struct bl_error *err);
/* The same from its text; what names it in messages. */
bl_status bl_manifest_parse(struct bl_manifest *m, struct bl_str text,
			    const char *what, struct bl_error *err);
bl_status bl_manifest_print(struct bl_buf *out, const struct bl_manifest *m,
			    struct bl_error *err);
/* Make it the last commit of the folder. */
bl_status bl_manifest_write(const struct bl_manifest *m, const char *dir,
			    struct bl_error *err);

/* ---- folder.c */

bool bl_folder_has_index(const char *dir);
/* The path of a file of segment `number`; of DEAD, the one numbered `file`. */
bl_status bl_folder_path(char out[BL_PATH_MAX_BYTES], const char *dir,
			 uint64_t number, enum bl_section_kind kind,
			 uint64_t file, struct bl_error *err);
/* Lock the folder, making it when it is not there; *fd holds the lock until it
 * is closed.  BL_ERR_LOCKED when another writer has it, unless `wait`. */
bl_status bl_folder_lock(int *fd, const char *dir, bool wait,
			 struct bl_error *err);
/* Remove all files that look like ours and that the manifest does not name. */
bl_status bl_folder_clean(const char *dir, const struct bl_manifest *m,
			  struct bl_error *err);
/* Wait until the files of a segment are on the disk, for good. */
bl_status bl_folder_sync(const char *dir, const struct bl_segment_info *s,
			 struct bl_error *err);
/* Remove the files of a segment that was not committed. */
void bl_folder_remove_segment(const char *dir, uint64_t number);

#endif
