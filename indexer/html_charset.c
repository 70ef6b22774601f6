/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "charset_private.h"
#include "html_private.h"
#include "reader_private.h"

/* How far browsers look for a declaration. */
#define PRESCAN_BYTES ((size_t)1024)

static bool is_label_char(char c)
{
	return !strchr(" \t\r\n\f\"';?>", c);
}

/* The charset that s names behind "key=", in quotes or not. */
static const char *charset_after(struct bl_str s, const char *key)
{
	const char *end = s.data + s.len, *p = s.data;
	size_t key_len = strlen(key);

	while (p < end && !bl_has_prefix_nocase(
				  (struct bl_str){ p, (size_t)(end - p) }, key))
		p++;
	if (p == end)
		return NULL;
	for (p += key_len; p < end && strchr(" \t\r\n\f=\"'", *p); p++)
		;
	for (s.data = p; p < end && is_label_char(*p); p++)
		;
	s.len = (size_t)(p - s.data);
	return bl_charset_of_label(s);
}

/* <meta charset=X>, or <meta http-equiv=... content="text/html; charset=X">. */
static bl_status on_token(void *context, const struct bl_html_token *tok,
			  struct bl_error *err)
{
	const char **charset = context;
	struct bl_str value;

	(void)err;
	if (tok->kind != BL_HTML_START || strcmp(tok->name, "meta") != 0)
		return BL_OK;
	if (bl_html_attribute(tok, "charset", &value))
		*charset = bl_charset_of_label(value);
	else if (bl_html_attribute(tok, "content", &value))
		*charset = charset_after(value, "charset");
	return *charset ? BL_END : BL_OK;
}

/* Any charset will do to read the names of charsets. */
static bl_status declared(const char **charset, struct bl_str head,
			  struct bl_error *err)
{
	struct bl_buf utf8;
	bl_status st;

	bl_buf_init(&utf8, BL_HEAD_BYTES * 4);
	st = bl_charset_decode(&utf8, BL_WINDOWS_1252, head, err);
	if (st == BL_OK)
		st = bl_html_parse(bl_buf_str(&utf8), on_token, charset, err);
	bl_buf_release(&utf8);
	return st == BL_ERR_FORMAT ? BL_OK : st;
}

/* <?xml version="1.0" encoding="X"?> */
static const char *declared_as_xml(struct bl_str head)
{
	const char *stop;

	if (!bl_has_prefix_nocase(head, "<?xml"))
		return NULL;
	stop = memchr(head.data, '>', head.len);
	if (stop)
		head.len = (size_t)(stop - head.data);
	return charset_after(head, "encoding");
}

bl_status bl_html_charset(const char **charset, size_t *skip,
			  struct bl_str page, const char *sent,
			  struct bl_error *err)
{
	struct bl_str head = page;
	bl_status st;

	*charset = bl_charset_of_mark(page, skip);
	if (*charset)
		return BL_OK;
	if (head.len > PRESCAN_BYTES)
		head.len = PRESCAN_BYTES;
	*charset = sent;
	if (!*charset) {
		st = declared(charset, head, err);
		if (st < 0)
			return st;
	}
	if (!*charset)
		*charset = declared_as_xml(head);
	/* what is declared as UTF-8 is often something else */
	if (!*charset || strcmp(*charset, BL_UTF8) == 0)
		*charset = bl_charset_guess(page);
	return BL_OK;
}
