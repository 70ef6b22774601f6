/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "segment_private.h"

#include <string.h>

static bool is_kept(const struct bl_merge_source *from, uint32_t doc)
{
	return !bl_bitmap_has(from->dead, doc);
}

static void let_go(const struct bl_merge_source *from)
{
	bl_input_let_go(&from->segment->in[BL_SECTION_ARTICLES]);
}

/* How many articles from doc on are a block that is copied as it is, as all of
 * them are kept; 0: they go one by one. */
static uint32_t whole_block(const struct bl_merge_source *from, uint32_t doc)
{
	uint32_t n = bl_store_whole(&from->segment->store, doc), i;

	for (i = 0; i < n; i++)
		if (!is_kept(from, doc + i))
			return 0;
	return n;
}

static bl_status copy_one(struct bl_store_writer *to,
			  struct bl_store_block *block,
			  const struct bl_merge_source *from, uint32_t doc,
			  struct bl_error *err)
{
	struct bl_str record;
	bl_status st = bl_store_record(&record, block, &from->segment->store,
				       doc, err);

	return st < 0 ? st : bl_store_copy_record(to, record, err);
}

static bl_status copy_source(struct bl_store_writer *to,
			     const struct bl_merge_source *from,
			     struct bl_error *err)
{
	uint64_t let_go_at = bl_output_at(to->out) + BL_LET_GO_BYTES;
	const uint32_t docs = from->segment->info.docs;
	struct bl_store_block block;
	bl_status st = BL_OK;
	uint32_t doc = 0, n;

	bl_store_block_init(&block);
	while (st == BL_OK && doc < docs) {
		n = whole_block(from, doc);
		if (n)
			st = bl_store_copy_block(to, &from->segment->store, doc,
						 err);
		else if (is_kept(from, doc))
			st = copy_one(to, &block, from, doc, err);
		doc += n ? n : 1;
		if (bl_output_at(to->out) < let_go_at)
			continue;
		let_go(from);
		let_go_at = bl_output_at(to->out) + BL_LET_GO_BYTES;
	}
	bl_store_block_release(&block);
	let_go(from);
	return st;
}

static void *copy_main(void *ctx)
{
	struct bl_store_copy *c = ctx;
	size_t i;

	for (i = 0; c->status == BL_OK && i < c->n; i++)
		c->status = copy_source(c->to, &c->from[i], &c->err);
	return NULL;
}

void bl_store_copy_start(struct bl_store_copy *c, struct bl_store_writer *to,
			 const struct bl_merge_source *from, size_t n)
{
	memset(c, 0, sizeof(*c));
	c->to = to;
	c->from = from;
	c->n = n;
	c->started = pthread_create(&c->thread, NULL, copy_main, c) == 0;
}

bl_status bl_store_copy_finish(struct bl_store_copy *c, bl_status st,
			       struct bl_error *err)
{
	if (c->started)
		pthread_join(c->thread, NULL);
	else if (st == BL_OK)
		copy_main(c); /* there was no thread to be had */
	if (st == BL_OK && c->status < 0 && err)
		*err = c->err;
	return st < 0 ? st : c->status;
}
