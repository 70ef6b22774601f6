/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The files a segment is made of.  Each is written once, from front to back,
 * and ends in a footer that names what it is and has a checksum of all of it.
 *
 *	payload
 *	8 bytes		"blotter\n"
 *	u32		version, BL_SECTION_VERSION
 *	u32		kind
 *	u64		bytes of the payload
 *	u64		XXH3 of the payload and of the footer up to here
 *
 * A bl_output remembers its first failure: later writes do nothing, and
 * bl_output_close() tells.
 */
#ifndef BLOTTER_SECTION_PRIVATE_H
#define BLOTTER_SECTION_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "blotter/file.h"
#include "blotter/status.h"

enum bl_section_kind {
	BL_SECTION_STEMS, /* dictionary of stems */
	BL_SECTION_FORMS, /* dictionary of exact forms and keywords */
	BL_SECTION_IDS,   /* dictionary of ids */
	BL_SECTION_POSTINGS,
	BL_SECTION_POSITIONS,
	BL_SECTION_DOCUMENTS, /* columns */
	BL_SECTION_ARTICLES,  /* stored */
	BL_SECTION_INCIDENTS, /* their columns, and the sources */
	BL_SECTION_COUNT,
	BL_SECTION_DEAD = BL_SECTION_COUNT, /* deleted articles: a bitmap */
};

/* The names of their files, behind the segment's number and a dot. */
extern const char *const bl_section_names[BL_SECTION_DEAD + 1];

struct bl_output {
	char path[BL_PATH_MAX_BYTES];
	enum bl_section_kind kind;
	int fd;
	uint8_t *buf;
	size_t len;       /* bytes in buf */
	uint64_t written; /* bytes before them */
	uint64_t started; /* of these, that are on their way to the disk */
	void *hash;
	struct bl_error failure;
};

/* Create the file.  Whatever it returns, bl_output_release() it. */
bl_status bl_output_open(struct bl_output *o, const char *path,
			 enum bl_section_kind kind, struct bl_error *err);
void bl_output_add(struct bl_output *o, const void *data, size_t len);
void bl_output_varint(struct bl_output *o, uint64_t n);
void bl_output_u32(struct bl_output *o, uint32_t n);
void bl_output_u64(struct bl_output *o, uint64_t n);
/* Zeros up to a multiple of n bytes. */
void bl_output_align(struct bl_output *o, size_t n);
/* Bytes so far. */
uint64_t bl_output_at(const struct bl_output *o);
/* Add the footer; *bytes (may be NULL) becomes those of the file. */
bl_status bl_output_close(struct bl_output *o, uint64_t *bytes,
			  struct bl_error *err);
void bl_output_release(struct bl_output *o);

/* A section mapped for reading.  The bytes are those on disk, and as little
 * to be trusted as these. */
struct bl_input {
	const uint8_t *data; /* the payload */
	size_t len;
	size_t mapped; /* bytes, with the footer; 0: nothing is */
};

/* BL_ERR_CORRUPT when the footer is not that of such a section,
 * BL_ERR_NOT_FOUND when there is no such file. */
bl_status bl_input_open(struct bl_input *in, const char *path,
			enum bl_section_kind kind, struct bl_error *err);
/* Does the checksum hold?  Reads all of it. */
bool bl_input_is_whole(const struct bl_input *in);
/* Let the memory go that has been read of it; what is read again is mapped
 * again. */
void bl_input_let_go(const struct bl_input *in);
void bl_input_release(struct bl_input *in);

#endif
