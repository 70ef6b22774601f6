/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "bytes_private.h"
#include "dictionary_private.h"

#define TRAILER_BYTES 16

bl_status bl_dict_open(struct bl_dict *d, const struct bl_input *in,
		       enum bl_dict_kind kind, const char *what,
		       struct bl_error *err)
{
	const uint8_t *trailer;
	uint64_t table;

	memset(d, 0, sizeof(*d));
	if (in->len < TRAILER_BYTES)
		return bl_fail(err, BL_ERR_CORRUPT,
			       "the dictionary of %s is cut short", what);
	trailer = in->data + in->len - TRAILER_BYTES;
	d->terms = bl_get_u64(trailer);
	d->kind = kind;
	d->blocks = bl_get_u32(trailer + 12);
	table = (uint64_t)d->blocks * 4;
	if (table > in->len - TRAILER_BYTES ||
	    bl_get_u32(trailer + 8) != (uint32_t)kind ||
	    d->terms > (uint64_t)d->blocks * BL_DICT_BLOCK_TERMS ||
	    (d->terms + BL_DICT_BLOCK_TERMS - 1) / BL_DICT_BLOCK_TERMS !=
		    d->blocks)
		return bl_fail(err, BL_ERR_CORRUPT,
			       "the dictionary of %s does not add up", what);
	d->data = in->data;
	d->len = in->len - TRAILER_BYTES - (size_t)table;
	d->offsets = in->data + d->len;
	return BL_OK;
}

void bl_dict_start(struct bl_dict_cursor *c, const struct bl_dict *d)
{
	c->dict = d;
	c->block = 0;
	c->left = 0;
	c->number = UINT64_MAX;
	c->len = 0;
	c->damaged = false;
}

struct bl_str bl_dict_term(const struct bl_dict_cursor *c)
{
	return (struct bl_str){ c->term, c->len };
}

/* The bytes of a block; none when its offset is not one. */
static struct bl_take block_bytes(const struct bl_dict *d, uint32_t block)
{
	uint32_t from = bl_get_u32(d->offsets + (size_t)block * 4);

	if (from > d->len)
		return (struct bl_take){ d->data, d->data, true };
	return (struct bl_take){ d->data + from, d->data + d->len, false };
}

static void begin_block(struct bl_dict_cursor *c, uint32_t block)
{
	const struct bl_dict *d = c->dict;
	uint64_t before = (uint64_t)block * BL_DICT_BLOCK_TERMS;
	struct bl_take t = block_bytes(d, block);

	c->postings = bl_take_varint(&t);
	c->positions = d->kind == BL_DICT_STEMS ? bl_take_varint(&t) : 0;
	c->damaged |= t.bad;
	c->at = t.at;
	c->end = t.end;
	c->len = 0;
	c->left = d->terms - before < BL_DICT_BLOCK_TERMS
			  ? (unsigned)(d->terms - before)
			  : BL_DICT_BLOCK_TERMS;
	c->number = before - 1;
	c->block = block + 1;
}

/* The term at hand is complete. */
static void take_stem(struct bl_dict_cursor *c, struct bl_take *t)
{
	struct bl_entry *e = &c->entry;
	uint64_t n = bl_take_varint(t), cut = (n - 1) / 2;

	e->has_stem = n > 0;
	if (!n)
		return;
	if (cut > c->len) {
		t->bad = true;
		return;
	}
	e->stem_shared = c->len - (size_t)cut;
	if (n % 2)
		return;
	e->stem_end.len = (size_t)bl_take_varint(t);
	e->stem_end.data = (const char *)bl_take_bytes(t, e->stem_end.len);
}

static void take_entry(struct bl_dict_cursor *c, struct bl_take *t)
{
	bool positional = c->dict->kind == BL_DICT_STEMS;
	struct bl_entry *e = &c->entry;

	/* field by field: to clear all of it first costs more than the rest */
	e->docs = bl_take_u32(t);
	e->wdf = e->docs + (positional ? bl_take_varint(t) : 0);
	e->doc = e->docs == 1 ? bl_take_u32(t) : 0;
	e->position = 0;
	e->postings = c->postings;
	e->postings_bytes = e->docs == 1 ? 0 : bl_take_varint(t);
	e->positions = c->positions;
	e->positions_bytes = 0;
	if (positional && e->wdf == 1)
		e->position = bl_take_u32(t);
	else if (positional)
		e->positions_bytes = bl_take_varint(t);
	e->has_stem = false;
	e->stem_shared = 0;
	e->stem_end = BL_STR_NULL;
	if (c->dict->kind == BL_DICT_FORMS)
		take_stem(c, t);
	if (!e->docs || e->wdf < e->docs)
		t->bad = true;
	c->postings += e->postings_bytes;
	c->positions += e->positions_bytes;
}

/* The next term of the block at hand, which has one left. */
static bool next_in_block(struct bl_dict_cursor *c, bool first)
{
	struct bl_take t = { c->at, c->end, false };
	uint64_t shared = first ? 0 : bl_take_varint(&t);
	uint64_t more = bl_take_varint(&t);
	const uint8_t *bytes = bl_take_bytes(&t, more);

	if (t.bad || shared > c->len || more > sizeof(c->term) - shared) {
		c->damaged = true;
		return false;
	}
	memcpy(c->term + shared, bytes, (size_t)more);
	c->len = (size_t)(shared + more);
	take_entry(c, &t);
	c->at = t.at;
	c->left--;
	c->number++;
	c->damaged |= t.bad;
	return !t.bad;
}

bool bl_dict_next(struct bl_dict_cursor *c)
{
	if (c->damaged)
		return false;
	if (c->left)
		return next_in_block(c, false);
	if (c->block >= c->dict->blocks)
		return false;
	begin_block(c, c->block);
	return !c->damaged && next_in_block(c, true);
}

/* How the first term of a block compares with a term. */
static int compare_first(const struct bl_dict *d, uint32_t block,
			 struct bl_str term)
{
	struct bl_take t = block_bytes(d, block);
	struct bl_str first;
	uint64_t len;

	bl_take_varint(&t);
	if (d->kind == BL_DICT_STEMS)
		bl_take_varint(&t);
	len = bl_take_varint(&t);
	first.data = (const char *)bl_take_bytes(&t, len);
	first.len = t.bad ? 0 : (size_t)len;
	return bl_str_cmp(first, term);
}

/* The last block of from.. whose first term is not above `term`; from when
 * that of all is above.  It is likely to be near, unless from is the start. */
static uint32_t find_block(const struct bl_dict *d, uint32_t from,
			   struct bl_str term)
{
	uint32_t step = from ? 1 : d->blocks, low = from, high;

	while (d->blocks - low > step &&
	       compare_first(d, low + step, term) <= 0) {
		low += step;
		step *= 2;
	}
	high = d->blocks - low > step ? low + step : d->blocks;
	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;

		if (compare_first(d, middle, term) <= 0)
			low = middle;
		else
			high = middle;
	}
	return low;
}

bool bl_dict_seek(struct bl_dict_cursor *c, struct bl_str term)
{
	const struct bl_dict *d = c->dict;
	uint32_t block;

	if (!d->blocks || c->damaged)
		return false;
	if (c->number != UINT64_MAX && bl_str_cmp(bl_dict_term(c), term) >= 0)
		return true;
	block = c->block ? c->block - 1 : 0;
	block = find_block(d, block, term);
	if (block >= c->block) {
		begin_block(c, block);
		if (c->damaged || !next_in_block(c, true))
			return false;
		if (bl_str_cmp(bl_dict_term(c), term) >= 0)
			return true;
	}
	while (bl_dict_next(c))
		if (bl_str_cmp(bl_dict_term(c), term) >= 0)
			return true;
	return false;
}

bool bl_dict_go(struct bl_dict_cursor *c, uint64_t number)
{
	if (number >= c->dict->terms || c->damaged)
		return false;
	/* forward within its block needs no new start */
	if (c->number == UINT64_MAX || number < c->number ||
	    number / BL_DICT_BLOCK_TERMS != c->number / BL_DICT_BLOCK_TERMS) {
		begin_block(c, (uint32_t)(number / BL_DICT_BLOCK_TERMS));
		if (c->damaged || !next_in_block(c, true))
			return false;
	}
	while (c->number < number)
		if (!bl_dict_next(c))
			return false;
	return true;
}

bool bl_dict_find(struct bl_entry *e, const struct bl_dict *d,
		  struct bl_str term, bool *damaged)
{
	struct bl_dict_cursor c;
	bool found;

	bl_dict_start(&c, d);
	found = bl_dict_seek(&c, term) && bl_str_eq(bl_dict_term(&c), term);
	if (found)
		*e = c.entry;
	*damaged |= c.damaged;
	return found;
}
