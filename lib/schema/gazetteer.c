/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names: from tokens to the places they may mean. */
#include "gazetteer_private.h"

#include <string.h>

#define KEY_MAX_BYTES                                          \
	256 /* no name has more; the table's lengths are bytes \
	     */

/* Tokens joined by spaces. */
struct key {
	char bytes[KEY_MAX_BYTES];
	size_t len;
};

static bool key_add(struct key *k, struct bl_str token)
{
	size_t space = k->len > 0;

	if (token.len > sizeof(k->bytes) - k->len - 1)
		return false;
	if (space)
		k->bytes[k->len++] = ' ';
	memcpy(k->bytes + k->len, token.data, token.len);
	k->len += token.len;
	return true;
}

static int compare(const void *a, size_t a_len, const void *b, size_t b_len)
{
	int order = memcmp(a, b, a_len < b_len ? a_len : b_len);

	return order ? order : (a_len > b_len) - (a_len < b_len);
}

/* An entry of the table, its name spelled out. */
struct entry {
	struct key name;
	uint32_t next;          /* the number of the one behind it ... */
	uint32_t at, senses_at; /* ... and where: bytes into the names' section
				 */
	uint32_t senses, codes;
	unsigned flags;
};

/* Go to the entry behind the one that e has. */
static void read_entry(struct entry *e)
{
	const unsigned char *p = gazetteer_at(GAZETTEER_WORD_NAME, e->at);
	size_t shared = p[0], own = p[1];

	assert(shared <= e->name.len && shared + own <= KEY_MAX_BYTES);
	memcpy(e->name.bytes + shared, p + GAZETTEER_ENTRY_BYTES, own);
	e->name.len = shared + own;
	e->flags = p[2] & 3;
	e->codes = p[2] >> 2;
	e->senses = p[3];
	e->senses_at = e->at + GAZETTEER_ENTRY_BYTES + (uint32_t)own;
	e->at = e->senses_at + e->senses * GAZETTEER_SENSE_BYTES;
	e->next++;
}

static uint32_t block_start(uint32_t block)
{
	return gazetteer_u32(gazetteer_at(GAZETTEER_WORD_BLOCK, 4 * block));
}

/* The last block whose first name is not behind the key, or else the first. */
static uint32_t find_block(const struct key *key)
{
	uint32_t low = 0, high = (gazetteer_word(GAZETTEER_WORD_NAMES) - 1) /
				 GAZETTEER_BLOCK_NAMES;

	while (low < high) {
		uint32_t middle = high - (high - low) / 2;
		const unsigned char *p =
			gazetteer_at(GAZETTEER_WORD_NAME, block_start(middle));

		if (compare(p + GAZETTEER_ENTRY_BYTES, p[1], key->bytes,
			    key->len) <= 0)
			low = middle;
		else
			high = middle - 1;
	}
	return low;
}

/* Does e, or one of the next n entries, which it becomes, have the key's name
 * or one that comes behind it? */
static bool read_to(struct entry *e, const struct key *key, uint32_t n)
{
	while (compare(e->name.bytes, e->name.len, key->bytes, key->len) < 0) {
		if (n-- == 0 || e->next == gazetteer_word(GAZETTEER_WORD_NAMES))
			return false;
		read_entry(e);
	}
	return true;
}

/* The first entry whose name is the key or comes behind it; false if none. */
static bool seek(struct entry *e, const struct key *key)
{
	uint32_t block = find_block(key);

	e->name.len = 0;
	e->next = block * GAZETTEER_BLOCK_NAMES;
	e->at = block_start(block);
	read_entry(e);
	/* if it is not in this block, it is the first of the next one */
	return read_to(e, key, GAZETTEER_BLOCK_NAMES);
}

static bool has_prefix(const struct entry *e, const struct key *key)
{
	return e->name.len >= key->len &&
	       memcmp(e->name.bytes, key->bytes, key->len) == 0;
}

static struct bl_place_name make_name(const struct entry *e, size_t tokens,
				      uint32_t count)
{
	return (struct bl_place_name){ tokens, e->flags, e->senses_at, count };
}

static bool filter_has(uint32_t bit)
{
	bit %= GAZETTEER_FILTER_BITS;
	return *gazetteer_at(GAZETTEER_WORD_FILTER, bit / 8) >> bit % 8 & 1;
}

/* Whether a name in text may begin with this token, by the filter: it errs
 * for one token in fifty that begins none. */
static bool may_begin(struct bl_str token)
{
	uint32_t hash = 0x811c9dc5u; /* FNV-1a */
	size_t i;

	for (i = 0; i < token.len; i++)
		hash = (hash ^ (unsigned char)token.data[i]) * 0x01000193u;
	return filter_has(hash) && filter_has(hash >> 13);
}

bool bl_gazetteer_begins(struct bl_str form)
{
	struct key key = { .len = 0 };
	struct entry e;

	/* a space comes before all other bytes of names: longer names follow
	 * the token itself at once */
	return may_begin(form) && key_add(&key, form) && seek(&e, &key) &&
	       has_prefix(&e, &key) &&
	       (e.name.len == key.len || e.name.bytes[key.len] == ' ');
}

bool bl_gazetteer_match(struct bl_place_name *out, const struct bl_str *forms,
			size_t n)
{
	struct key key = { .len = 0 };
	struct entry e;
	bool found = false;
	size_t i;

	if (n == 0 || !may_begin(forms[0]))
		return false;
	for (i = 0; i < n && i < BL_PLACE_NAME_MAX_TOKENS; i++) {
		if (!key_add(&key, forms[i]))
			break;
		/* a name that goes on is mostly not far behind */
		if (!(i && read_to(&e, &key, GAZETTEER_BLOCK_NAMES)) &&
		    !seek(&e, &key))
			break;
		if (!has_prefix(&e, &key))
			break;
		if (e.name.len == key.len && e.senses > e.codes) {
			*out = make_name(&e, i + 1, e.senses - e.codes);
			found = true;
		}
	}
	return found;
}

bool bl_gazetteer_find(struct bl_place_name *out, const struct bl_str *forms,
		       size_t n)
{
	struct key key = { .len = 0 };
	struct entry e;
	size_t i;

	if (n == 0 || n > BL_PLACE_NAME_MAX_TOKENS)
		return false;
	for (i = 0; i < n; i++) {
		if (!key_add(&key, forms[i]))
			return false;
	}
	if (!seek(&e, &key) || e.name.len != key.len || !has_prefix(&e, &key))
		return false;
	*out = make_name(&e, n, e.senses);
	return true;
}

struct bl_place_sense bl_gazetteer_sense(const struct bl_place_name *name,
					 uint32_t i)
{
	uint32_t sense;

	assert(i < name->count);
	sense = gazetteer_u24(gazetteer_at(
		GAZETTEER_WORD_NAME, name->first + i * GAZETTEER_SENSE_BYTES));
	return (struct bl_place_sense){ bl_place_at(sense & 0x3fffff),
					(enum bl_name_kind)(sense >> 22) };
}
