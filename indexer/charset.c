/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "charset_private.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <strings.h>

#include "blotter/utf8.h"

#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */

/* Room asked for at a time: any character fits. */
#define STEP_BYTES ((size_t)4096)

/* Labels found in pages.  Only these: a page shall not choose among all the
 * converters that the system has. */
static const struct {
	const char *label, *charset;
} LABELS[] = {
	{ "utf-8", BL_UTF8 },
	{ "utf8", BL_UTF8 },
	{ "unicode-1-1-utf-8", BL_UTF8 },
	/* a page whose declaration can be read as ASCII is not UTF-16 */
	{ "utf-16", BL_UTF8 },
	{ "utf-16le", BL_UTF8 },
	{ "utf-16be", BL_UTF8 },
	{ "windows-1252", BL_WINDOWS_1252 },
	{ "cp1252", BL_WINDOWS_1252 },
	{ "x-cp1252", BL_WINDOWS_1252 },
	{ "iso-8859-1", BL_WINDOWS_1252 },
	{ "iso8859-1", BL_WINDOWS_1252 },
	{ "iso_8859-1", BL_WINDOWS_1252 },
	{ "latin1", BL_WINDOWS_1252 },
	{ "l1", BL_WINDOWS_1252 },
	{ "us-ascii", BL_WINDOWS_1252 },
	{ "ascii", BL_WINDOWS_1252 },
	{ "iso-8859-2", "ISO-8859-2" },
	{ "latin2", "ISO-8859-2" },
	{ "iso-8859-3", "ISO-8859-3" },
	{ "iso-8859-4", "ISO-8859-4" },
	{ "iso-8859-5", "ISO-8859-5" },
	{ "iso-8859-6", "ISO-8859-6" },
	{ "iso-8859-7", "ISO-8859-7" },
	{ "iso-8859-8", "ISO-8859-8" },
	{ "iso-8859-8-i", "ISO-8859-8" },
	{ "iso-8859-9", "WINDOWS-1254" },
	{ "latin5", "WINDOWS-1254" },
	{ "iso-8859-10", "ISO-8859-10" },
	{ "iso-8859-13", "ISO-8859-13" },
	{ "iso-8859-14", "ISO-8859-14" },
	{ "iso-8859-15", "ISO-8859-15" },
	{ "latin-9", "ISO-8859-15" },
	{ "iso-8859-16", "ISO-8859-16" },
	{ "windows-874", "CP874" },
	{ "tis-620", "CP874" },
	{ "iso-8859-11", "CP874" },
	{ "windows-1250", "WINDOWS-1250" },
	{ "cp1250", "WINDOWS-1250" },
	{ "windows-1251", "WINDOWS-1251" },
	{ "cp1251", "WINDOWS-1251" },
	{ "windows-1253", "WINDOWS-1253" },
	{ "windows-1254", "WINDOWS-1254" },
	{ "windows-1255", "WINDOWS-1255" },
	{ "windows-1256", "WINDOWS-1256" },
	{ "cp1256", "WINDOWS-1256" },
	{ "windows-1257", "WINDOWS-1257" },
	{ "windows-1258", "WINDOWS-1258" },
	{ "koi8-r", "KOI8-R" },
	{ "koi8-u", "KOI8-U" },
	{ "ibm866", "CP866" },
	{ "cp866", "CP866" },
	{ "macintosh", "MACINTOSH" },
	{ "gb2312", "GB18030" },
	{ "gbk", "GB18030" },
	{ "gb18030", "GB18030" },
	{ "x-gbk", "GB18030" },
	{ "big5", "BIG5-HKSCS" },
	{ "big5-hkscs", "BIG5-HKSCS" },
	{ "euc-jp", "EUC-JP" },
	{ "x-euc-jp", "EUC-JP" },
	{ "shift_jis", "CP932" },
	{ "shift-jis", "CP932" },
	{ "sjis", "CP932" },
	{ "x-sjis", "CP932" },
	{ "windows-31j", "CP932" },
	{ "iso-2022-jp", "ISO-2022-JP" },
	{ "euc-kr", "CP949" },
	{ "ks_c_5601-1987", "CP949" },
	{ "ksc5601", "CP949" },
	{ "windows-949", "CP949" },
};

static const struct {
	const char *mark;
	size_t len;
	const char *charset;
} MARKS[] = {
	{ "\xef\xbb\xbf", 3, BL_UTF8 },
	{ "\xff\xfe", 2, "UTF-16LE" },
	{ "\xfe\xff", 2, "UTF-16BE" },
};

const char *bl_charset_of_label(struct bl_str label)
{
	size_t i;

	label = bl_str_trim(label);
	for (i = 0; i < sizeof(LABELS) / sizeof(LABELS[0]); i++) {
		if (strlen(LABELS[i].label) == label.len &&
		    strncasecmp(LABELS[i].label, label.data, label.len) == 0)
			return LABELS[i].charset;
	}
	return NULL;
}

const char *bl_charset_of_mark(struct bl_str bytes, size_t *mark_bytes)
{
	size_t i;

	for (i = 0; i < sizeof(MARKS) / sizeof(MARKS[0]); i++) {
		if (bytes.len >= MARKS[i].len &&
		    memcmp(bytes.data, MARKS[i].mark, MARKS[i].len) == 0) {
			*mark_bytes = MARKS[i].len;
			return MARKS[i].charset;
		}
	}
	*mark_bytes = 0;
	return NULL;
}

/* Letters of windows-1252 hardly ever make up a sequence of UTF-8, so the
 * broken sequences of such a text outnumber the good ones by far. */
const char *bl_charset_guess(struct bl_str bytes)
{
	size_t good = 0, bad = 0, i = 0, used;

	while (i < bytes.len) {
		if ((unsigned char)bytes.data[i] < 0x80) {
			i++;
			continue;
		}
		if (bl_utf8_decode(bytes.data + i, bytes.len - i, &used) ==
		    BL_UTF8_BAD)
			bad++;
		else
			good++;
		i += used;
	}
	return bad > good ? BL_WINDOWS_1252 : BL_UTF8;
}

/* Convert until all is done or the buffer fails. */
static void convert(iconv_t cd, struct bl_buf *out, char *from, size_t left)
{
	while (left > 0) {
		char *start = bl_buf_reserve(out, STEP_BYTES), *to = start;
		size_t room = STEP_BYTES, rc;
		int errnum;

		if (!start)
			return;
		rc = iconv(cd, &from, &left, &to, &room);
		errnum = errno;
		out->len += (size_t)(to - start);
		if (rc != (size_t)-1 || errnum == E2BIG)
			continue;
		bl_buf_adds(out, REPLACEMENT);
		if (errnum != EILSEQ)
			return; /* EINVAL: the last character is cut short */
		from++;
		left--;
	}
}

bl_status bl_charset_decode(struct bl_buf *out, const char *charset,
			    struct bl_str bytes, struct bl_error *err)
{
	iconv_t cd;
	char *from;

	if (strcmp(charset, BL_UTF8) == 0) {
		bl_utf8_repair(out, bytes.data, bytes.len);
		return bl_buf_status(out, err);
	}
	cd = iconv_open(BL_UTF8, charset);
	if (cd == (iconv_t)-1)
		return bl_fail(err, BL_ERR_UNSUPPORTED,
			       "this system's iconv cannot read %s", charset);
	/* iconv's argument is not const, for reasons of history */
	memcpy(&from, &bytes.data, sizeof(from));
	convert(cd, out, from, bytes.len);
	iconv_close(cd);
	return bl_buf_status(out, err);
}
