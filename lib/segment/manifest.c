/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "manifest_private.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "blotter/hash.h"
#include "documents_private.h"

#define VERSION 2
#define MAX_BYTES ((size_t)1 << 20)
#define END_LINE "end "
#define END_BYTES (sizeof(END_LINE) - 1 + 16 + 1) /* and a newline */

void bl_manifest_release(struct bl_manifest *m)
{
	free(m->segment);
	memset(m, 0, sizeof(*m));
}

bl_status bl_manifest_add(struct bl_manifest *m,
			  const struct bl_segment_info *s, struct bl_error *err)
{
	struct bl_segment_info *more;

	if (m->n == BL_MANIFEST_MAX_SEGMENTS)
		return bl_fail(err, BL_ERR_LIMIT,
			       "an index of more than %d segments",
			       BL_MANIFEST_MAX_SEGMENTS);
	more = reallocarray(m->segment, m->n + 1, sizeof(*more));
	if (!more)
		return bl_fail_nomem(err);
	m->segment = more;
	m->segment[m->n++] = *s;
	return BL_OK;
}

bl_status bl_manifest_print(struct bl_buf *out, const struct bl_manifest *m,
			    struct bl_error *err)
{
	size_t start = out->len, i;

	bl_buf_addf(out, "blotter segments %d\n", VERSION);
	bl_buf_addf(out, "analysis %" PRIu32 " %s\n", m->analysis.version,
		    m->analysis.language);
	bl_buf_addf(out, "next %" PRIu64 "\n", m->next);
	for (i = 0; i < m->n; i++) {
		const struct bl_segment_info *s = &m->segment[i];

		bl_buf_addf(out,
			    "segment %" PRIu64 " articles %" PRIu32
			    " length %" PRIu64 " dead %" PRIu32
			    " length %" PRIu64 " file %" PRIu64 "\n",
			    s->number, s->docs, s->length, s->dead,
			    s->dead_length, s->dead_file);
	}
	if (out->status == BL_OK)
		bl_buf_addf(out, END_LINE "%016" PRIx64 "\n",
			    bl_hash64(out->data + start, out->len - start));
	return bl_buf_status(out, err);
}

/* ---- reading: takes words and numbers off the front of the text */

struct scan {
	const char *at; /* NUL-terminated */
	bool bad;
};

static void expect(struct scan *s, const char *word)
{
	size_t n = strlen(word);

	if (strncmp(s->at, word, n) != 0)
		s->bad = true;
	else
		s->at += n;
}

static uint64_t number(struct scan *s, const char *word, uint64_t max)
{
	char *end;
	uint64_t n;

	expect(s, word);
	if (s->bad || *s->at < '0' || *s->at > '9') {
		s->bad = true;
		return 0;
	}
	errno = 0;
	n = strtoull(s->at, &end, 10);
	if (errno || n > max)
		s->bad = true;
	s->at = end;
	return n;
}

static void language(struct scan *s, struct bl_analysis *a)
{
	size_t n = strcspn(s->at, "\n");

	if (n >= sizeof(a->language)) {
		s->bad = true;
		return;
	}
	memcpy(a->language, s->at, n);
	a->language[n] = '\0';
	s->at += n;
}

static struct bl_segment_info segment(struct scan *s)
{
	struct bl_segment_info i;

	i.number = number(s, "segment ", UINT64_MAX);
	i.docs = (uint32_t)number(s, " articles ", BL_SEGMENT_MAX_DOCS);
	i.length = number(s, " length ", UINT64_MAX);
	i.dead = (uint32_t)number(s, " dead ", i.docs);
	i.dead_length = number(s, " length ", i.length);
	i.dead_file = number(s, " file ", UINT64_MAX);
	expect(s, "\n");
	return i;
}

/* Does the last line have the checksum of all before it? */
static bool is_whole(struct bl_str text)
{
	char want[END_BYTES + 1];
	size_t body;

	if (text.len < END_BYTES)
		return false;
	body = text.len - END_BYTES;
	snprintf(want, sizeof(want), END_LINE "%016" PRIx64 "\n",
		 bl_hash64(text.data, body));
	return memcmp(text.data + body, want, END_BYTES) == 0;
}

bl_status bl_manifest_parse(struct bl_manifest *m, struct bl_str text,
			    const char *what, struct bl_error *err)
{
	struct scan s = { text.data, false };
	uint64_t version;
	bl_status st = BL_OK;

	memset(m, 0, sizeof(*m));
	if (!is_whole(text))
		return bl_fail(err, BL_ERR_CORRUPT,
			       "'%s' is damaged: its checksum is wrong", what);
	version = number(&s, "blotter segments ", UINT32_MAX);
	if (!s.bad && version != VERSION)
		return bl_fail(err, BL_ERR_VERSION,
			       "'%s' has version %" PRIu64 ", known is %d: "
			       "index the articles again",
			       what, version, VERSION);
	m->analysis.version = (uint32_t)number(&s, "\nanalysis ", UINT32_MAX);
	expect(&s, " ");
	language(&s, &m->analysis);
	m->next = number(&s, "\nnext ", UINT64_MAX);
	expect(&s, "\n");
	while (st == BL_OK && !s.bad && *s.at == 's') {
		struct bl_segment_info i = segment(&s);

		if (!s.bad)
			st = bl_manifest_add(m, &i, err);
	}
	if (st == BL_OK && (s.bad || strncmp(s.at, END_LINE, 4) != 0))
		st = bl_fail(err, BL_ERR_CORRUPT,
			     "'%s' is damaged: line not understood", what);
	if (st == BL_OK)
		st = bl_analysis_check(&m->analysis, err);
	if (st < 0)
		bl_manifest_release(m);
	return st;
}

bl_status bl_manifest_read(struct bl_manifest *m, const char *dir,
			   struct bl_error *err)
{
	char path[BL_PATH_MAX_BYTES];
	struct bl_buf text;
	bl_status st;

	memset(m, 0, sizeof(*m));
	bl_buf_init(&text, 2 * MAX_BYTES);
	if (!bl_folder_has_index(dir))
		return bl_fail(err, BL_ERR_NOT_FOUND,
			       "there is no index in '%s'", dir);
	st = bl_path_join(path, sizeof(path), dir, BL_SEGMENT_MANIFEST_NAME,
			  err);
	if (st == BL_OK)
		st = bl_file_read(&text, path, MAX_BYTES, err);
	if (st == BL_OK)
		st = bl_manifest_parse(m, bl_buf_str(&text), path, err);
	bl_buf_release(&text);
	return st;
}

bl_status bl_manifest_write(const struct bl_manifest *m, const char *dir,
			    struct bl_error *err)
{
	char path[BL_PATH_MAX_BYTES];
	struct bl_buf text;
	bl_status st;

	bl_buf_init(&text, MAX_BYTES);
	st = bl_path_join(path, sizeof(path), dir, BL_SEGMENT_MANIFEST_NAME,
			  err);
	if (st == BL_OK)
		st = bl_manifest_print(&text, m, err);
	if (st == BL_OK)
		st = bl_file_write(path, bl_buf_str(&text), err);
	bl_buf_release(&text);
	return st;
}
