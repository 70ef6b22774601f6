/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What happened, in columns: of every incident all but its evidence, the words
 * of its date and the parts of its tolls, which are stored with the article.
 *
 *	blocks		of 128 incidents, in the order of their articles:
 *	    u16 a column	where it ends, in bytes behind these
 *	    columns		(bl_pack), see enum bl_incident_column
 *	  between them, blocks of 128 articles: the sources (bl_pack)
 *	values		distinct places, names of actors, sources; of each:
 *	    bytes		one behind the other
 *	    u32 a value		where it ends
 *	entries		one a block of incidents: u64 where it begins, u32 its
 *			first article
 *	entries		one a block of articles: u64 where it begins
 *	u32		incidents
 *	u32		articles
 *	u32, u32	values and their bytes: of places, actors, sources
 *
 * A place is a number in the columns, so a filter on places is asked once for
 * each that the segment has, however many incidents were there.
 */
#ifndef BLOTTER_INCIDENTS_PRIVATE_H
#define BLOTTER_INCIDENTS_PRIVATE_H

#include "blotter/buf.h"
#include "blotter/hash.h"
#include "blotter/incident.h"
#include "blotter/schema.h"
#include "codec_private.h"
#include "section_private.h"

/* ---- incidents_values.c: distinct byte strings, numbered from 0 as they come
 */

struct bl_values_writer {
	struct bl_idmap numbers;
	struct bl_buf bytes, ends;
	uint32_t n;
};

struct bl_values {
	const uint8_t *bytes, *ends;
	uint32_t n, len;
};

void bl_values_writer_init(struct bl_values_writer *w);
void bl_values_writer_release(struct bl_values_writer *w);
/* The number of a value, which is entered when it is new. */
bl_status bl_values_enter(uint32_t *out, struct bl_values_writer *w,
			  struct bl_str value, struct bl_error *err);
/* Bytes of memory in use. */
size_t bl_values_writer_bytes(const struct bl_values_writer *w);
void bl_values_write(struct bl_output *o, const struct bl_values_writer *w);
/* False when there is none of this number, or it is damaged. */
bool bl_value(struct bl_str *out, const struct bl_values *v, uint32_t number);

/* Which values. */
enum bl_incident_values {
	BL_VALUES_PLACES,  /* bl_incident_place_encode() */
	BL_VALUES_ACTORS,  /* names */
	BL_VALUES_SOURCES, /* of articles */
	BL_VALUES_KINDS
};

/* ---- incidents_row.c: an incident as a row of numbers */

enum bl_incident_column {
	/* the article, less the first of the block */
	BL_COLUMN_DOC,
	/* codes; 0: no more */
	BL_COLUMN_TYPE,
	/* number, plus one; 0: no more */
	BL_COLUMN_PLACE = BL_COLUMN_TYPE + BL_INCIDENT_TYPES_MAX,
	BL_COLUMN_ACTOR = BL_COLUMN_PLACE + BL_INCIDENT_PLACES_MAX,
	/* an actor's role and status */
	BL_COLUMN_PART = BL_COLUMN_ACTOR + BL_INCIDENT_ACTORS_MAX,
	BL_COLUMN_STAGE = BL_COLUMN_PART + BL_INCIDENT_ACTORS_MAX,
	/* 0: undated, else the first day plus one, the sign lowest; days to
	 * the last */
	BL_COLUMN_FROM,
	BL_COLUMN_DAYS,
	BL_COLUMN_TARGETS,
	BL_COLUMN_WEAPONS,
	/* min, max, attackers, each plus one; 0: unset */
	BL_COLUMN_KILLED,
	BL_COLUMN_INJURED = BL_COLUMN_KILLED + 3,
	BL_COLUMN_KIDNAPPED = BL_COLUMN_INJURED + 3,
	BL_COLUMN_CLAIMED = BL_COLUMN_KIDNAPPED + 3,
	BL_COLUMN_CONFIDENCE, /* thousandths */
	BL_COLUMN_COUNT
};

/* The numbers of a block's incidents, column by column. */
struct bl_incident_rows {
	uint32_t column[BL_COLUMN_COUNT][BL_BLOCK];
};

/* Of an incident: which values are its places, and its actors' names. */
#define BL_INCIDENT_VALUES_MAX 6
struct bl_incident_numbers {
	uint32_t place[BL_INCIDENT_VALUES_MAX];
	uint32_t actor[BL_INCIDENT_VALUES_MAX];
};

/* What of an incident lies in columns that belong together. */
enum bl_incident_part {
	BL_PART_TYPES,
	BL_PART_PLACES,
	BL_PART_ACTORS,
	BL_PART_STAGE,
	BL_PART_DATE,
	BL_PART_TARGETS,
	BL_PART_WEAPONS,
	BL_PART_KILLED,
	BL_PART_INJURED,
	BL_PART_KIDNAPPED,
	BL_PART_CLAIMED,
	BL_PART_CONFIDENCE,
	BL_PARTS
};

/* Bit 1 << enum bl_incident_part. */
typedef uint32_t bl_part_set;
#define BL_PARTS_ALL (((bl_part_set)1 << BL_PARTS) - 1)

/* Where a part lies. */
struct bl_incident_part_columns {
	enum bl_incident_column first;
	unsigned n;
};
extern const struct bl_incident_part_columns bl_incident_parts[BL_PARTS];

/* Write an incident as row `at`, but for its article. */
void bl_row_put(struct bl_incident_rows *rows, uint32_t at,
		const struct bl_incident *i,
		const struct bl_incident_numbers *numbers);
/* Read a part back; of places and actors' names the numbers alone.  False, with
 * values unset, when no incident has such a part. */
bool bl_row_get(struct bl_incident *out, struct bl_incident_numbers *numbers,
		enum bl_incident_part part, struct bl_incident_rows *rows,
		uint32_t at);

/* ---- incidents_write.c: in the order of the articles' numbers */

struct bl_incident_writer {
	const struct bl_kernels *k;
	struct bl_output *out;
	struct bl_values_writer values[BL_VALUES_KINDS];
	struct bl_buf entries, source_entries, scratch;
	uint32_t incidents, docs;
	uint32_t first_doc; /* of the block at hand */
	struct bl_incident_rows rows;
	uint32_t source[BL_BLOCK];
	uint8_t packed[BL_COLUMN_COUNT * BL_PACK_MAX_BYTES];
};

void bl_incident_writer_init(struct bl_incident_writer *w,
			     struct bl_output *out);
void bl_incident_writer_release(struct bl_incident_writer *w);
/* Bytes of memory in use that grow with what was written. */
size_t bl_incident_writer_bytes(const struct bl_incident_writer *w);
/* The next article, with its n incidents. */
bl_status bl_incident_writer_add(struct bl_incident_writer *w,
				 struct bl_str source,
				 const struct bl_incident *incident, size_t n,
				 struct bl_error *err);
bl_status bl_incident_writer_finish(struct bl_incident_writer *w,
				    struct bl_error *err);

/* ---- incidents_read.c */

struct bl_incident_columns {
	const uint8_t *data; /* blocks */
	size_t len;
	const uint8_t *entries, *source_entries;
	struct bl_values values[BL_VALUES_KINDS];
	uint32_t incidents, docs;
	uint32_t blocks; /* of incidents */
};

/* BL_ERR_CORRUPT when they are not those of n articles. */
bl_status bl_incident_columns_open(struct bl_incident_columns *c,
				   const struct bl_input *in, uint32_t n,
				   struct bl_error *err);
/* The first article of a block; UINT32_MAX behind the last. */
uint32_t bl_incident_block_first(const struct bl_incident_columns *c,
				 uint32_t block);
/* The first block that may have incidents of an article. */
uint32_t bl_incident_block_seek(const struct bl_incident_columns *c,
				uint32_t doc);

/* Reads columns, a block at a time; a column is unpacked when it is asked
 * for. */
struct bl_incident_reader {
	const struct bl_kernels *k;
	const struct bl_incident_columns *columns;
	bool damaged; /* set, not cleared before the next start */
	/* the block that was loaded */
	uint32_t block; /* UINT32_MAX: none */
	uint32_t n, first_doc;
	const uint8_t *packed;
	size_t len;
	uint64_t unpacked; /* bit i: column i */
	struct bl_incident_rows rows;
	/* the block of sources */
	uint32_t source_block; /* UINT32_MAX: none */
	uint32_t source[BL_BLOCK];
};

void bl_incident_reader_start(struct bl_incident_reader *r,
			      const struct bl_incident_columns *c);
/* Load a block with its articles; n becomes 0 when there is none, or it is
 * damaged. */
void bl_incident_reader_load(struct bl_incident_reader *r, uint32_t block);
/* The article of a row. */
static inline uint32_t bl_incident_doc(const struct bl_incident_reader *r,
				       uint32_t row)
{
	return r->first_doc + r->rows.column[BL_COLUMN_DOC][row];
}
/* The first row whose article is not before doc; n when there is none. */
uint32_t bl_incident_reader_seek(const struct bl_incident_reader *r,
				 uint32_t doc);
/* Fill in the columns of a part; zeros where they are damaged. */
void bl_incident_reader_unpack(struct bl_incident_reader *r,
			       enum bl_incident_part part);
/* Those of an article, of which there is room for BL_INCIDENTS_MAX; returns how
 * many.  Of each the given parts are filled in, and the rest left as it is. */
size_t bl_incident_reader_doc(struct bl_incident *out,
			      struct bl_incident_reader *r, uint32_t doc,
			      bl_part_set parts);
/* The source of an article. */
struct bl_str bl_incident_reader_source(struct bl_incident_reader *r,
					uint32_t doc);
/* What bl_incident_place_skim() gives of a place by its number; false, with
 * damage, when there is none. */
bool bl_incident_reader_skim(struct bl_incident_place *out,
			     struct bl_incident_reader *r, uint32_t number,
			     enum bl_field_id field);
/* The name of an actor by its number; empty, with damage, the same. */
struct bl_str bl_incident_reader_actor(struct bl_incident_reader *r,
				       uint32_t number);

/* ---- incidents_check.c: all of a segment's articles, in order, then the end
 */

struct bl_incident_check;

bl_status bl_incident_check_new(struct bl_incident_check **out,
				const struct bl_incident_columns *c,
				struct bl_error *err);
/* NULL is fine. */
void bl_incident_check_free(struct bl_incident_check *k);
/* BL_ERR_CORRUPT when the columns do not have the source and the incidents
 * (encoded; or empty) that are stored with an article. */
bl_status bl_incident_check_doc(struct bl_incident_check *k, uint32_t doc,
				struct bl_str source, struct bl_str encoded,
				struct bl_error *err);
/* BL_ERR_CORRUPT when there is anything else in them. */
bl_status bl_incident_check_end(struct bl_incident_check *k,
				struct bl_error *err);

#endif
