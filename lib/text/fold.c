/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Folding: case, width and other compatibility forms, and the accents of
 * Latin, Greek and Cyrillic letters, but for the breve of the short i, which
 * makes another letter of it: endings have it, and stemmers look for them.
 * Marks of other scripts are vowels and tones, and stay.  Apostrophes and
 * format characters (soft hyphen, joiners) go.
 */
#include "text_private.h"

#include <unictype.h>
#include <utf8proc.h>

#include "blotter/utf8.h"

#define CYRILLIC_I 0x0438
#define BREVE 0x0306

/* Code points to fold into one string, decomposed, in canonical order. */
struct folder {
	/* utf8proc encodes in place and wants room for a NUL */
	utf8proc_int32_t cp[BL_FOLD_MAX_CODE_POINTS + 1];
	size_t n;
	bool accentable; /* the last letter is one that sheds its accents */
};

static void folder_init(struct folder *f)
{
	f->n = 0;
	f->accentable = false;
}

static bool has_room(const struct folder *f)
{
	return f->n <= BL_FOLD_MAX_CODE_POINTS - BL_FOLD_MAX_EXPANSION;
}

/* Letters that shed accents, and the accents they shed. */
static bool is_accent_script(utf8proc_int32_t cp)
{
	static const char *const names[] = { "Latin", "Inherited", "Cyrillic",
					     "Greek" };
	const uc_script_t *script = uc_script((ucs4_t)cp);
	size_t i;

	for (i = 0; script && i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcmp(script->name, names[i]) == 0)
			return true;
	}
	return false;
}

/* Is this the breve of a short i? */
static bool is_of_short_i(const struct folder *f, utf8proc_int32_t cp)
{
	return cp == BREVE && f->n && f->cp[f->n - 1] == CYRILLIC_I;
}

/* Append a code point behind the marks that canonical order puts first. */
static void append(struct folder *f, utf8proc_int32_t cp,
		   utf8proc_propval_t combining_class)
{
	size_t i = f->n++;

	while (combining_class && i &&
	       utf8proc_get_property(f->cp[i - 1])->combining_class >
		       combining_class) {
		f->cp[i] = f->cp[i - 1];
		i--;
	}
	f->cp[i] = cp;
}

/* Add one code point of a decomposition of `parts` code points. */
static void add_part(struct folder *f, utf8proc_int32_t cp, size_t parts)
{
	const utf8proc_property_t *property = utf8proc_get_property(cp);

	if (bl_shape_of((uint32_t)cp) == BL_SHAPE_APOSTROPHE)
		return;
	switch (property->category) {
	case UTF8PROC_CATEGORY_CF:
		return;
	case UTF8PROC_CATEGORY_ZS:
		if (parts > 1) /* inside a ligature of words: U+FDFA */
			return;
		break;
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
		if (f->accentable && is_accent_script(cp) &&
		    !is_of_short_i(f, cp))
			return;
		break;
	default:
		f->accentable = is_accent_script(cp);
		break;
	}
	append(f, cp, property->combining_class);
}

static void add(struct folder *f, uint32_t cp)
{
	const utf8proc_option_t options = UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
					  UTF8PROC_CASEFOLD | UTF8PROC_IGNORE;
	utf8proc_int32_t part[BL_FOLD_MAX_EXPANSION];
	utf8proc_ssize_t i, n;
	int bound_class = 0;

	/* n > EXPANSION would mean a Unicode whose limit is another */
	n = utf8proc_decompose_char((utf8proc_int32_t)cp, part,
				    BL_FOLD_MAX_EXPANSION, options,
				    &bound_class);
	for (i = 0; i < n && n <= BL_FOLD_MAX_EXPANSION; i++)
		add_part(f, part[i], (size_t)n);
}

/* Compose and encode; the bytes are the folder's, until it is used again. */
static struct bl_str finish(struct folder *f)
{
	utf8proc_ssize_t len = utf8proc_reencode(f->cp, (utf8proc_ssize_t)f->n,
						 UTF8PROC_COMPOSE);
	struct bl_str s = { (const char *)f->cp, len > 0 ? (size_t)len : 0 };

	f->n = 0;
	return s;
}

/* Geresh and gershayim, written in either way, but for the apostrophe. */
static bool is_hebrew_quote(uint32_t cp)
{
	return cp == '"' || cp == 0x05f3 || cp == 0x05f4;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The bytes of a form whose surface is ASCII, as most are, or 0. */
static size_t fold_ascii(char *out, const char *surface, size_t len)
{
	bool behind_digit = false;
	size_t i, n = 0;

	if (len > BL_TOKEN_MAX_CODE_POINTS)
		return 0;
	for (i = 0; i < len; i++) {
		char c = surface[i];

		if (c == ',')
			continue;
		if (c >= 'A' && c <= 'Z')
			out[n++] = (char)(c - 'A' + 'a');
		else if ((c >= 'a' && c <= 'z') || is_digit(c))
			out[n++] = c;
		else if (c == '.' && behind_digit)
			out[n++] = c;
		else if (c != '.' && c != '\'')
			return 0;
		behind_digit = is_digit(c);
	}
	return n;
}

size_t bl_fold_surface(char *out, const char *surface, size_t len)
{
	enum bl_shape_byte last = BL_SHAPE_SEPARATOR, shape;
	struct folder f;
	struct bl_str form;
	size_t i, used = fold_ascii(out, surface, len);

	if (used)
		return used;
	folder_init(&f);
	for (i = 0; i < len && has_room(&f); i += used) {
		uint32_t cp = bl_utf8_decode(surface + i, len - i, &used);

		shape = bl_shape_of(cp);
		if (shape == BL_SHAPE_COMMA || is_hebrew_quote(cp))
			continue;
		/* a dot is a decimal point or belongs to an acronym */
		if (shape != BL_SHAPE_DOT || last == BL_SHAPE_DIGIT)
			add(&f, cp);
		last = shape;
	}
	form = finish(&f);
	memcpy(out, form.data, form.len);
	return form.len;
}

bl_status bl_fold(struct bl_buf *out, const char *s, size_t len,
		  struct bl_error *err)
{
	struct folder f;
	size_t i, used;

	folder_init(&f);
	for (i = 0; i < len; i += used) {
		uint32_t cp = bl_utf8_decode(s + i, len - i, &used);

		if (cp == BL_UTF8_BAD)
			cp = 0xfffd;
		/* no ASCII character composes with what stands before it */
		if (cp < 0x80 || !has_room(&f))
			bl_buf_addstr(out, finish(&f));
		add(&f, cp);
	}
	bl_buf_addstr(out, finish(&f));
	return bl_buf_status(out, err);
}
