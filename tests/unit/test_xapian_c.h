/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the tests of xapian-c share: a database to read, and short calls. */
#ifndef TEST_XAPIAN_C_H
#define TEST_XAPIAN_C_H

#include "xapian-c.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/*
 * For the sanitizers: Xapian before 1.4.30 deletes by the wrong type when it
 * checks a database, and it leaks where the header of xapian-c says so.
 */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "new_delete_type_mismatch=0";
}

const char *__lsan_default_options(void);
const char *__lsan_default_options(void)
{
	return "print_suppressions=0";
}

const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libxapian\n";
}

/* A string constant as pointer and length; NULs inside count. */
#define S(s) (s), sizeof(s) - 1

/* Fails with the message of the library when a call did. */
#define OK(call)                                                        \
	do {                                                            \
		struct xap_error e_;                                    \
		struct xap_error *err = &e_;                            \
		xap_status st_;                                         \
		snprintf(e_.message, sizeof(e_.message), "no message"); \
		st_ = (call);                                           \
		(void)err;                                              \
		if (st_ != XAP_OK)                                      \
			fail_msg("%s: %d %s", #call, st_, e_.message);  \
	} while (0)

/* Fails unless the call returns this status, with a message. */
#define FAILS(wanted, call)                                            \
	do {                                                           \
		struct xap_error e_ = { 0 };                           \
		struct xap_error *err = &e_;                           \
		xap_status st_ = (call);                               \
		if (st_ != (wanted))                                   \
			fail_msg("%s: %d %s", #call, st_, e_.message); \
		assert_int_equal(e_.status, (wanted));                 \
		assert_true(e_.message[0] != '\0');                    \
	} while (0)

#define assert_buf(buf, s)                                           \
	do {                                                         \
		assert_int_equal((buf).len, sizeof(s) - 1);          \
		assert_memory_equal((buf).data, (s), sizeof(s) - 1); \
		assert_int_equal((buf).data[(buf).len], '\0');       \
	} while (0)

/* A folder of its own for each test; the state of a test is its path. */
static inline int make_folder(void **state)
{
	char *path = strdup("/tmp/test_xapian_c.XXXXXX");

	if (!path || !mkdtemp(path))
		return -1;
	*state = path;
	return 0;
}

static inline int remove_folder(void **state)
{
	char command[256];
	int rc;

	snprintf(command, sizeof(command), "rm -rf '%s'", (char *)*state);
	rc = system(command);
	free(*state);
	return rc;
}

/* The path of `name` in the test's folder, in one of four static buffers. */
static inline const char *in_folder(void **state, const char *name)
{
	static char paths[4][256];
	static int next;
	char *path = paths[next++ % 4];

	snprintf(path, sizeof(paths[0]), "%s/%s", (char *)*state, name);
	return path;
}

/* Callbacks that write "a b c " into a string of the test's. */
struct text {
	char s[1024];
	int stop_after; /* calls before stopping; 0: never */
	int stop_with;
	int calls;
};

static inline int text_add(struct text *text, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static inline int text_add(struct text *text, const char *format, ...)
{
	size_t len = strlen(text->s);
	va_list args;

	va_start(args, format);
	vsnprintf(text->s + len, sizeof(text->s) - len, format, args);
	va_end(args);
	text->calls++;
	return text->calls == text->stop_after ? text->stop_with : 0;
}

static inline int take_freq(void *ctx, const struct xap_term *term)
{
	return text_add(ctx, "%.*s:%u ", (int)term->len, term->term,
			(unsigned)term->termfreq);
}

static inline int take_wdf(void *ctx, const struct xap_term *term)
{
	return text_add(ctx, "%.*s:%u ", (int)term->len, term->term,
			(unsigned)term->wdf);
}

static inline int take_string(void *ctx, const char *data, size_t len)
{
	return text_add(ctx, "%.*s ", (int)len, data);
}

static inline int take_position(void *ctx, uint32_t position)
{
	return text_add(ctx, "%u ", (unsigned)position);
}

static inline int take_posting(void *ctx, xap_docid docid, uint32_t wdf)
{
	return text_add(ctx, "%u:%u ", (unsigned)docid, (unsigned)wdf);
}

static inline int take_value(void *ctx, uint32_t key, const char *value,
			     size_t len)
{
	return text_add(ctx, "%u=%.*s ", (unsigned)key, (int)len, value);
}

/*
 * Adds a document of `words`, separated by spaces, at positions from 1; its
 * data are the words, value 0 is `value`, and a boolean term is "Q" and id.
 */
static inline void add_words(xap_wdb *wdb, const char *id, const char *words,
			     const char *value)
{
	xap_doc *doc = NULL;
	char q[32];
	uint32_t pos = 1;

	OK(xap_doc_new(&doc, err));
	OK(xap_doc_set_data(doc, words, strlen(words), err));
	OK(xap_doc_set_value(doc, 0, value, strlen(value), err));
	snprintf(q, sizeof(q), "Q%s", id);
	OK(xap_doc_add_boolean_term(doc, q, strlen(q), err));
	for (const char *w = words; *w;) {
		size_t len = strcspn(w, " ");

		OK(xap_doc_add_posting(doc, w, len, pos++, 1, err));
		w += len + strspn(w + len, " ");
	}
	OK(xap_wdb_replace_term(wdb, NULL, q, strlen(q), doc, err));
	xap_doc_free(doc);
}

/* Five documents to search. */
static inline void make_news(const char *path)
{
	xap_wdb *wdb = NULL;

	OK(xap_wdb_open(&wdb, path, NULL, err));
	add_words(wdb, "1", "police station attack karachi police", "pk");
	add_words(wdb, "2", "bomb attack kabul", "af");
	add_words(wdb, "3", "police arrest kabul", "af");
	add_words(wdb, "4", "flood station bridge", "lk");
	add_words(wdb, "5", "station police parade", "");
	OK(xap_wdb_close(wdb, err));
	xap_wdb_free(wdb);
}

#endif
