/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "charset_private.h"
#include "html_private.h"
#include "reader_private.h"

/* How far browsers look for a declaration. */
#define PRESCAN_BYTES ((size_t)1024)

/* What stands behind "key=" in s, in quotes or not. */
static struct bl_str value_after(struct bl_str s, const char *key)
{
	size_t key_len = strlen(key), i;
	struct bl_str rest, name, value;
	const char *stop;

	for (i = 0; i + key_len < s.len; i++) {
		rest = (struct bl_str){ s.data + i, s.len - i };
		if (!bl_has_prefix_nocase(rest, key))
			continue;
		if (bl_html_attribute(&rest, &name, &value) &&
		    bl_html_name_is(name, key) && value.len > 0) {
			stop = memchr(value.data, ';', value.len);
			if (stop)
				value.len = (size_t)(stop - value.data);
			return value;
		}
	}
	return BL_STR_NULL;
}

/* <meta charset=X>, or <meta http-equiv=... content="text/html; charset=X">. */
static const char *charset_of_meta(struct bl_str attributes)
{
	struct bl_str name, value, label = BL_STR_NULL;

	while (bl_html_attribute(&attributes, &name, &value)) {
		if (bl_html_name_is(name, "charset"))
			label = value;
		else if (bl_html_name_is(name, "content"))
			label = label.len ? label
					  : value_after(value, "charset");
	}
	return label.len ? bl_charset_of_label(label) : NULL;
}

static const char *declared(struct bl_str head)
{
	struct bl_html_lexer lx;
	struct bl_html_token tok;
	const char *charset;

	bl_html_lexer_init(&lx, head);
	for (;;) {
		bl_html_next(&lx, &tok);
		if (tok.kind == BL_HTML_EOF)
			return NULL;
		if (tok.kind != BL_HTML_START ||
		    !bl_html_name_is(tok.name, "meta"))
			continue;
		charset = charset_of_meta(tok.text);
		if (charset)
			return charset;
	}
}

/* <?xml version="1.0" encoding="X"?> */
static const char *declared_as_xml(struct bl_str head)
{
	const char *stop;
	struct bl_str label;

	if (!bl_has_prefix_nocase(head, "<?xml"))
		return NULL;
	stop = memchr(head.data, '>', head.len);
	if (stop)
		head.len = (size_t)(stop - head.data);
	label = value_after(head, "encoding");
	return label.len ? bl_charset_of_label(label) : NULL;
}

const char *bl_html_charset(struct bl_str page, size_t *skip)
{
	const char *charset = bl_charset_of_mark(page, skip);
	struct bl_str head = page;

	if (charset)
		return charset;
	if (head.len > PRESCAN_BYTES)
		head.len = PRESCAN_BYTES;
	charset = declared(head);
	if (!charset)
		charset = declared_as_xml(head);
	/* what is declared as UTF-8 is often something else */
	if (!charset || strcmp(charset, BL_UTF8) == 0)
		charset = bl_charset_guess(page);
	return charset;
}
