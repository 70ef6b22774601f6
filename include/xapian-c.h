/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * xapian-c: a C binding of Xapian, a search engine library.
 *
 * All of Xapian's public interface but replication: local and remote
 * databases, documents, queries, matching, weighting, sorting, facets, query
 * expansion, stemming, spelling, synonyms, text indexing, query parsing,
 * distances on earth. It needs libxapian 1.4 or later and nothing else.
 *
 * INVARIANTS
 *
 * Errors. Every function that can fail returns an xap_status: 0 done, < 0
 * failed. The message goes into a struct xap_error of the caller's, the last
 * argument, which may be NULL; it is written on failure only. When a call
 * fails, nothing is stored in its outputs, except that a handle's `**out` is
 * set to NULL, and a struct xap_buf may have been written. No C++ exception
 * leaves a call. Pointers must not be NULL where nothing is said of it.
 *
 * Strings are a pointer and a length in bytes, and may hold any byte, NUL too;
 * (NULL, 0) is the empty string. Exceptions: what names a file, a host, a
 * program or an entry of a fixed table is an ordinary C string. Strings that
 * come out are copied into a struct xap_buf of the caller's, or lent to a
 * callback for the length of one call of it.
 *
 * Handles (xap_db *, xap_query * ...) are made by a function whose first
 * argument is `**out`, belong to the caller, and are freed by the one function
 * named ..._free, which accepts NULL. Handles may be freed in any order: each
 * keeps alive what it needs of the others. Functions returning a pointer lend
 * it; their comment says until when.
 *
 * Callbacks return 0 to go on. Any other value ends the call, which returns
 * that value: > 0 is the caller's own and no failure (no message is written);
 * < 0 should be an xap_status. A callback may call any function of this
 * library that does not change or free the handles of the call it runs in,
 * and should pass a failure of such a call on as its own return value.
 *
 * Threads. The library has no global state. Handles made from one another (a
 * database, its enquiries, their queries, results and documents) share
 * reference counts that are not atomic: such a family belongs to one thread at
 * a time, even for reading and freeing. Threads that work at the same time
 * open their own database handle, build their own queries, and share nothing.
 * A query or a weight that was given to two enquiries joins their families.
 *
 * LIMITS
 *
 * A term holds at most 245 bytes, NUL bytes counting twice; longer ones fail
 * in xap_wdb_add() and the like. A metadata key has the same limit. Document
 * ids are 32-bit; 0 is never one. Xapian is not hardened against databases
 * that somebody made to harm: open only what you trust, above all with
 * versions before 1.4.25.
 *
 * KNOWN FAULTS of Xapian, with the first version that lacks them. Debian 12
 * has 1.4.22. The binding avoids those marked so.
 *
 * 1.4.23  Opening a remote database over a program (fork) in a process that
 *         has threads may deadlock.
 * 1.4.24  SIGPIPE is raised, as said below.
 * 1.4.25  Damaged databases may crash the reader; so may opening one whose
 *         block size is damaged.
 * 1.4.26  XAP_WEIGHT_PL2_PLUS gives weight 0 where it should not;
 *         XAP_WEIGHT_LM has wrong formulae, and was then given up. Wildcards
 *         may get wrong weights.
 * 1.4.30  xap_check() runs into undefined behaviour on some databases.
 * 1.4.31  xap_db_spelling() may reject the best word. Compaction level
 *         "fuller" (left out here). Compacting a damaged database may read out
 *         of bounds.
 * 1.4.32  xap_mset_snippet() does not escape a text that it takes whole when
 *         hi_start and hi_end are empty.
 * all 1.4 Wrong weights in nested queries: see xap_query_combine(). Fetching
 *         the documents of a result that skipped hits reads out of bounds
 *         (avoided). A callback of compaction gets keys with a prefix of
 *         Xapian's own (avoided). Bytes of a serialised query or document that
 *         end too soon are a network error (avoided). Xapian
 *         leaks memory when a callback ends xap_compact() (some 100 KB), and
 *         when a search meets the limit of a wildcard that is
 *         XAP_WILDCARD_FAIL or XAP_WILDCARD_FIRST (some 100 bytes). Reading a
 *         value as places, where its length is 1 more than a multiple of 6,
 *         runs until memory is out: values of such a slot must come from
 *         xap_coords_pack() (xap_coords_unpack() refuses others). When memory
 *         runs out inside Xapian, it may lose some, may abort the process in a
 *         commit (the database stays whole) and crash it in
 *         xap_parser_parse().
 *
 * SIGPIPE: with Xapian before 1.4.24, losing the connection to a remote
 * database raises it. A program that opens remote databases should ignore it:
 * signal(SIGPIPE, SIG_IGN).
 *
 * EXAMPLE
 *
 *	struct xap_error err;
 *	struct xap_match match = XAP_MATCH_INIT;
 *	struct xap_hit hit;
 *	xap_db *db = NULL;
 *	xap_query *query = NULL;
 *	xap_enquire *enquire = NULL;
 *	xap_mset *mset = NULL;
 *	xap_status st;
 *
 *	st = xap_db_open(&db, "news.db", 0, &err);
 *	if (st == 0)
 *		st = xap_query_term(&query, "police", 6, 1, 0, &err);
 *	if (st == 0)
 *		st = xap_enquire_new(&enquire, db, &err);
 *	if (st == 0)
 *		st = xap_enquire_set_query(enquire, query, 0, &err);
 *	if (st == 0)
 *		st = xap_enquire_mset(&mset, enquire, &match, &err);
 *	for (uint32_t i = 0; st == 0 && i < xap_mset_size(mset); i++) {
 *		st = xap_mset_hit(&hit, mset, i, &err);
 *		if (st == 0)
 *			printf("%u %.3f\n", hit.docid, hit.weight);
 *	}
 *	if (st < 0)
 *		fprintf(stderr, "%s\n", err.message);
 *	xap_mset_free(mset);
 *	xap_enquire_free(enquire);
 *	xap_query_free(query);
 *	xap_db_free(db);
 */
#ifndef XAPIAN_C_H
#define XAPIAN_C_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__) || defined(__clang__)
#define XAP_API __attribute__((visibility("default")))
#else
#define XAP_API
#endif

/* In C any int may be in an enum; in C++ too, where this is said. */
#ifdef __cplusplus
#define XAP_INT : int
#else
#define XAP_INT
#endif

/* The version of this binding, not of Xapian. */
#define XAP_VERSION_MAJOR 1
#define XAP_VERSION_MINOR 0
#define XAP_VERSION_PATCH 0

/* ---- Status, errors, buffers ------------------------------------------- */

typedef int xap_status;

enum {
	XAP_OK = 0,
	XAP_NOMEM = -1,          /* out of memory */
	XAP_BAD_ARGUMENT = -2,   /* Xapian or we refuse an argument */
	XAP_BAD_OPERATION = -3,  /* not in this state: no transaction, say */
	XAP_UNIMPLEMENTED = -4,  /* this backend or Xapian cannot do it */
	XAP_UNAVAILABLE = -5,    /* left out when Xapian was built */
	XAP_NOT_FOUND = -6,      /* no database at that path */
	XAP_NO_DOCUMENT = -7,    /* no document with that id */
	XAP_OPENING = -8,        /* the database cannot be opened */
	XAP_CREATING = -9,       /* the database cannot be created */
	XAP_VERSION = -10,       /* its format is not one this Xapian reads */
	XAP_LOCKED = -11,        /* another writer has it */
	XAP_MODIFIED = -12,      /* overtaken by a writer: xap_db_reopen() */
	XAP_CORRUPT = -13,       /* the database is damaged */
	XAP_CLOSED = -14,        /* xap_db_close() was called */
	XAP_DATABASE = -15,      /* any other: a full disk, a read error */
	XAP_NETWORK = -16,       /* a remote database failed or vanished */
	XAP_TIMEOUT = -17,       /* a remote database did not answer in time */
	XAP_RANGE = -18,         /* a number does not fit */
	XAP_SYNTAX = -19,        /* a query text cannot be parsed */
	XAP_SERIALISATION = -20, /* bytes that are not a serialised object */
	XAP_WILDCARD = -21,      /* more terms match than allowed */
	XAP_INTERNAL = -22,      /* Xapian found a fault of its own */
	XAP_OTHER = -23,         /* an exception that is not Xapian's */
};

/*
 * The name of a status ("XAP_LOCKED"), NULL for a number that is none.
 * The string is static.
 */
XAP_API const char *xap_status_name(xap_status status);

#define XAP_ERROR_MESSAGE_BYTES 512

/*
 * Owned by the caller; needs no initialisation and no release. The message is
 * NUL-terminated, cut where too long, and holds no NUL of Xapian's strings.
 */
struct xap_error {
	xap_status status;
	char type[32]; /* "DatabaseLockError"; "" when not from Xapian */
	char message[XAP_ERROR_MESSAGE_BYTES]; /* "DatabaseLockError: ..." */
};

/* A borrowed string of `len` bytes, any of which may be NUL. */
struct xap_str {
	const char *data;
	size_t len;
};

/*
 * A string that belongs to the caller. Start with XAP_BUF_INIT, reuse it for
 * as many calls as you like (each replaces the content and keeps the memory),
 * end with xap_buf_release(). `data` is NULL until first written, and ends in
 * a NUL that `len` does not count.
 */
struct xap_buf {
	char *data;
	size_t len;      /* bytes used */
	size_t capacity; /* bytes allocated */
};

#define XAP_BUF_INIT       \
	{                  \
		NULL, 0, 0 \
	}

/* Frees the memory and leaves XAP_BUF_INIT. */
XAP_API void xap_buf_release(struct xap_buf *buf);

/* Replaces the content by a copy. XAP_NOMEM. */
XAP_API xap_status xap_buf_set(struct xap_buf *buf, const char *data,
			       size_t len, struct xap_error *err);

/* The version of the Xapian library in use ("1.4.22"); static. */
XAP_API const char *xap_xapian_version(void);

/* ---- Handles ------------------------------------------------------------ */

typedef uint32_t xap_docid;

typedef struct xap_db xap_db;           /* one or more databases, to read */
typedef struct xap_wdb xap_wdb;         /* a database to write */
typedef struct xap_doc xap_doc;         /* a document */
typedef struct xap_query xap_query;     /* a query; immutable */
typedef struct xap_enquire xap_enquire; /* how to search */
typedef struct xap_mset xap_mset;       /* what a search found; immutable */
typedef struct xap_facets xap_facets;   /* counts of the values in a slot */
typedef struct xap_rset xap_rset;       /* documents judged relevant */
typedef struct xap_eset xap_eset;       /* terms to expand a query by */
typedef struct xap_stem xap_stem;       /* a stemmer; immutable */
typedef struct xap_stopper xap_stopper; /* words to leave out */
typedef struct xap_termgen xap_termgen; /* makes terms of text */
typedef struct xap_parser xap_parser;   /* makes queries of text */

/* ---- Callbacks (see the invariants above) ------------------------------- */

struct xap_term {
	const char *term; /* lent for this call of the callback */
	size_t len;
	uint32_t wdf;      /* occurrences in the document; 0 in other lists */
	uint32_t termfreq; /* documents with it; 0 in a document's terms */
};

typedef int xap_term_fn(void *ctx, const struct xap_term *term);
typedef int xap_string_fn(void *ctx, const char *data, size_t len);
typedef int xap_position_fn(void *ctx, uint32_t position);
typedef int xap_posting_fn(void *ctx, xap_docid docid, uint32_t wdf);
/* `key` is the slot in a document's values, the docid in a slot's values. */
typedef int xap_value_fn(void *ctx, uint32_t key, const char *value,
			 size_t len);

/* ---- Databases to read -------------------------------------------------- */

/* The numbers are Xapian's DB_... constants. */
enum xap_open_flags {
	/* xap_wdb_open(): what to do with a database there, or none there */
	XAP_DB_CREATE_OR_OPEN = 0,
	XAP_DB_CREATE_OR_OVERWRITE = 1,
	XAP_DB_CREATE = 2,
	XAP_DB_OPEN = 3,

	/* xap_wdb_open(): may be added */
	XAP_DB_NO_SYNC = 4,   /* no fsync: a power cut may lose the database */
	XAP_DB_FULL_SYNC = 8, /* F_FULLFSYNC where there is one */
	/* Updates in place: no reader meanwhile, lost when interrupted. */
	XAP_DB_DANGEROUS = 0x10,
	/* On creation: nothing can be deleted, replaced or term-listed. */
	XAP_DB_NO_TERMLIST = 0x20,
	XAP_DB_RETRY_LOCK = 0x40, /* wait for the lock */

	/* Both: the kind of database; none given, Xapian looks. */
	XAP_DB_GLASS = 0x100,
	XAP_DB_STUB = 0x300,
	XAP_DB_INMEMORY = 0x400, /* xap_wdb_open() only; the path is "" */
};

/*
 * A stub is a text file that names databases, one a line, which are opened as
 * one: "auto PATH", "glass PATH", "remote HOST:PORT" or
 * "remote :PROGRAM ARGS". Paths are relative to its folder. So a list of
 * databases can be changed under readers, by renaming a new stub over the old.
 */

/*
 * Opens the database at path (a folder, a single file, or a stub) as its last
 * commit left it. Flags: 0 or a kind. XAP_NOT_FOUND, XAP_OPENING,
 * XAP_VERSION, XAP_CORRUPT.
 */
XAP_API xap_status xap_db_open(xap_db **out, const char *path, unsigned flags,
			       struct xap_error *err);

/*
 * Opens several as one. With n of them, the document d of the one at index i
 * is document (d - 1) * n + i + 1 of the whole. None at all is an empty
 * database, to which xap_db_add() may add.
 */
XAP_API xap_status xap_db_open_list(xap_db **out, const char *const *paths,
				    size_t n, unsigned flags,
				    struct xap_error *err);

/* Adds the databases of `other`. Renumbers documents, as said above. */
XAP_API xap_status xap_db_add(xap_db *db, const xap_db *other,
			      struct xap_error *err);

/*
 * Opens a database that is a single file (XAP_COMPACT_SINGLE_FILE), from the
 * offset that fd is at: it may lie inside another file. The descriptor is
 * Xapian's from now on, and closed by it even when this fails.
 */
XAP_API xap_status xap_db_open_fd(xap_db **out, int fd, unsigned flags,
				  struct xap_error *err);

/*
 * A database served by xapian-tcpsrv on a host, or by a program that speaks
 * on its standard input and output: xapian-progsrv, or ssh that starts it.
 * xapian-tcpsrv has neither authentication nor encryption.
 *
 * Remote databases lack spelling and synonyms (in 1.4), and deciders, spies
 * and weights, posting sources and key makers in C.
 */
struct xap_remote {
	const char *host; /* NULL: over a program */
	unsigned port;
	const char *program; /* a path, or a name looked up in $PATH */
	const char *args;    /* separated by spaces; there is no quoting */
	uint32_t timeout_ms; /* for each answer; 0: wait for ever */
	uint32_t connect_timeout_ms; /* of TCP */
	unsigned flags; /* xap_wdb_open_remote(): enum xap_open_flags */
};

#define XAP_REMOTE_INIT                              \
	{                                            \
		NULL, 0, NULL, NULL, 10000, 10000, 0 \
	}

/* XAP_NETWORK, XAP_TIMEOUT. */
XAP_API xap_status xap_db_open_remote(xap_db **out,
				      const struct xap_remote *remote,
				      struct xap_error *err);

/* Keeps the servers of remote databases from giving up on an idle client. */
XAP_API xap_status xap_db_keep_alive(xap_db *db, struct xap_error *err);

XAP_API void xap_db_free(xap_db *db);

/*
 * Moves to the last commit. `changed`, unless NULL, says whether there was a
 * newer one (of a database without any commit, always). The remedy for
 * XAP_MODIFIED, which comes when a writer has committed twice since the
 * database was opened: reopen, begin anew.  It can itself be overtaken, and
 * then returns XAP_MODIFIED too.
 */
XAP_API xap_status xap_db_reopen(xap_db *db, bool *changed,
				 struct xap_error *err);

/*
 * Closes the files, for the handles made from this one too: their calls then
 * return XAP_CLOSED (or what was already read).
 */
XAP_API xap_status xap_db_close(xap_db *db, struct xap_error *err);

/* Databases that this one is made of; a stub counts those it names. */
XAP_API size_t xap_db_shards(const xap_db *db);

struct xap_db_stats {
	uint32_t doccount;
	xap_docid last_docid;  /* the highest ever used; 0: none */
	double average_length; /* terms a document, counted by wdf */
	uint64_t total_length; /* sum of the documents' lengths */
	uint32_t length_min;   /* bounds on a document's length, */
	uint32_t length_max;   /* not always tight */
	bool has_positions;
};

XAP_API xap_status xap_db_get_stats(struct xap_db_stats *out, const xap_db *db,
				    struct xap_error *err);

/* The number of documents alone. */
XAP_API xap_status xap_db_doccount(uint32_t *out, const xap_db *db,
				   struct xap_error *err);

/*
 * The number of the commit that is open, growing with each. One local
 * database only, else XAP_BAD_OPERATION or XAP_UNIMPLEMENTED.
 */
XAP_API xap_status xap_db_revision(uint64_t *out, const xap_db *db,
				   struct xap_error *err);

/* 36 characters; those of several databases are joined by ':'. */
XAP_API xap_status xap_db_uuid(struct xap_buf *out, const xap_db *db,
			       struct xap_error *err);

/* Whether some writer holds the lock just now; of one local database. */
XAP_API xap_status xap_db_locked(bool *out, const xap_db *db,
				 struct xap_error *err);

/* The number of documents with the term; 0: none. */
XAP_API xap_status xap_db_termfreq(uint32_t *out, const xap_db *db,
				   const char *term, size_t len,
				   struct xap_error *err);

/* The sum of the term's wdf over all documents. */
XAP_API xap_status xap_db_collection_freq(uint32_t *out, const xap_db *db,
					  const char *term, size_t len,
					  struct xap_error *err);

/* The empty term exists where there is a document. */
XAP_API xap_status xap_db_term_exists(bool *out, const xap_db *db,
				      const char *term, size_t len,
				      struct xap_error *err);

/* An upper bound on the term's wdf in a document. */
XAP_API xap_status xap_db_wdf_max(uint32_t *out, const xap_db *db,
				  const char *term, size_t len,
				  struct xap_error *err);

/* The sum of the wdf of the document's terms. XAP_NO_DOCUMENT. */
XAP_API xap_status xap_db_doc_length(uint32_t *out, const xap_db *db,
				     xap_docid docid, struct xap_error *err);

/*
 * The number of different terms of the document; 1.4 says at most its length,
 * so those of wdf 0 may not count. XAP_NO_DOCUMENT.
 */
XAP_API xap_status xap_db_unique_terms(uint32_t *out, const xap_db *db,
				       xap_docid docid, struct xap_error *err);

/*
 * The lowest id of the documents with the term; 0 when there is none. Made
 * for terms that name one document.
 */
XAP_API xap_status xap_db_find(xap_docid *out, const xap_db *db,
			       const char *term, size_t len,
			       struct xap_error *err);

/* Every term that begins with the prefix, by bytes, with its termfreq. */
XAP_API xap_status xap_db_terms(const xap_db *db, const char *prefix,
				size_t len, xap_term_fn *fn, void *ctx,
				struct xap_error *err);

/*
 * The documents with the term, by id, from `first` (0: all of them). The
 * empty term stands for every document, with wdf 1.
 */
XAP_API xap_status xap_db_postings(const xap_db *db, const char *term,
				   size_t len, xap_docid first,
				   xap_posting_fn *fn, void *ctx,
				   struct xap_error *err);

/*
 * The positions of the term in the document, rising. A document without the
 * term has none; XAP_NO_DOCUMENT is not reported.
 */
XAP_API xap_status xap_db_positions(const xap_db *db, xap_docid docid,
				    const char *term, size_t len,
				    xap_position_fn *fn, void *ctx,
				    struct xap_error *err);

/* The document's terms, by bytes, with their wdf. XAP_NO_DOCUMENT. */
XAP_API xap_status xap_db_doc_terms(const xap_db *db, xap_docid docid,
				    xap_term_fn *fn, void *ctx,
				    struct xap_error *err);

/*
 * One value of a document, without fetching it; empty when it has none or
 * when there is no such document. Fastest in rising order of docid.
 */
XAP_API xap_status xap_db_value(struct xap_buf *out, const xap_db *db,
				xap_docid docid, uint32_t slot,
				struct xap_error *err);

/* The values of a slot, by document, from `first` on; empty ones skipped. */
XAP_API xap_status xap_db_values(const xap_db *db, uint32_t slot,
				 xap_docid first, xap_value_fn *fn, void *ctx,
				 struct xap_error *err);

/* The values that these n documents, whose ids must rise, have in a slot. Far
 * quicker than xap_db_value() for each. */
XAP_API xap_status xap_db_values_of(const xap_db *db, uint32_t slot,
				    const xap_docid *docids, size_t n,
				    xap_value_fn *fn, void *ctx,
				    struct xap_error *err);

/* Documents with a value in the slot, and bounds of it, not always tight. */
XAP_API xap_status xap_db_value_freq(uint32_t *out, const xap_db *db,
				     uint32_t slot, struct xap_error *err);
XAP_API xap_status xap_db_value_bounds(struct xap_buf *lower,
				       struct xap_buf *upper, const xap_db *db,
				       uint32_t slot, struct xap_error *err);

/*
 * User metadata; empty when there is none under the key. Of several databases,
 * the first one's is read.
 */
XAP_API xap_status xap_db_metadata(struct xap_buf *out, const xap_db *db,
				   const char *key, size_t len,
				   struct xap_error *err);

/* The keys that begin with the prefix, by bytes. */
XAP_API xap_status xap_db_metadata_keys(const xap_db *db, const char *prefix,
					size_t len, xap_string_fn *fn,
					void *ctx, struct xap_error *err);

/*
 * Fetches a document. Its content is read when asked for: use it before the
 * database is reopened or closed, or XAP_MODIFIED may come. XAP_NO_DOCUMENT.
 */
XAP_API xap_status xap_db_doc(xap_doc **out, const xap_db *db, xap_docid docid,
			      struct xap_error *err);

/*
 * The word in the spelling dictionary nearest to this one, with at most
 * max_distance edits (2 is usual); empty when there is none, or none better
 * than the word itself.
 */
XAP_API xap_status xap_db_spelling(struct xap_buf *out, const xap_db *db,
				   const char *word, size_t len,
				   unsigned max_distance,
				   struct xap_error *err);

/* The words of the spelling dictionary, by bytes, as termfreq how frequent. */
XAP_API xap_status xap_db_spellings(const xap_db *db, xap_term_fn *fn,
				    void *ctx, struct xap_error *err);

/* The synonyms of a term, by bytes. */
XAP_API xap_status xap_db_synonyms(const xap_db *db, const char *term,
				   size_t len, xap_string_fn *fn, void *ctx,
				   struct xap_error *err);

/* The terms that have synonyms and begin with the prefix, by bytes. */
XAP_API xap_status xap_db_synonym_keys(const xap_db *db, const char *prefix,
				       size_t len, xap_string_fn *fn, void *ctx,
				       struct xap_error *err);

/*
 * Readable text of a handle, for logs and tests; it changes with Xapian's
 * version. So do xap_doc_describe() and all the others.
 */
XAP_API xap_status xap_db_describe(struct xap_buf *out, const xap_db *db,
				   struct xap_error *err);

/* ---- Documents ---------------------------------------------------------- */

XAP_API xap_status xap_doc_new(xap_doc **out, struct xap_error *err);
XAP_API void xap_doc_free(xap_doc *doc);

/* Makes it a new, empty document. */
XAP_API xap_status xap_doc_clear(xap_doc *doc, struct xap_error *err);

/* The id under which it was fetched; 0: none. */
XAP_API xap_docid xap_doc_id(const xap_doc *doc);

XAP_API xap_status xap_doc_data(struct xap_buf *out, const xap_doc *doc,
				struct xap_error *err);
XAP_API xap_status xap_doc_set_data(xap_doc *doc, const char *data, size_t len,
				    struct xap_error *err);

/* Empty when there is none. Setting the empty value removes it. */
XAP_API xap_status xap_doc_value(struct xap_buf *out, const xap_doc *doc,
				 uint32_t slot, struct xap_error *err);
XAP_API xap_status xap_doc_set_value(xap_doc *doc, uint32_t slot,
				     const char *value, size_t len,
				     struct xap_error *err);

/* All values, by slot. */
XAP_API xap_status xap_doc_values(const xap_doc *doc, xap_value_fn *fn,
				  void *ctx, struct xap_error *err);

/* Adds to the term's wdf; adds the term when it is new. */
XAP_API xap_status xap_doc_add_term(xap_doc *doc, const char *term, size_t len,
				    uint32_t wdf, struct xap_error *err);

/* A term for filters: wdf 0. */
XAP_API xap_status xap_doc_add_boolean_term(xap_doc *doc, const char *term,
					    size_t len, struct xap_error *err);

/* Adds to the wdf and adds a position, unless it is there. */
XAP_API xap_status xap_doc_add_posting(xap_doc *doc, const char *term,
				       size_t len, uint32_t position,
				       uint32_t wdf, struct xap_error *err);

/* XAP_BAD_ARGUMENT when the term (the position) is not there. */
XAP_API xap_status xap_doc_remove_term(xap_doc *doc, const char *term,
				       size_t len, struct xap_error *err);
XAP_API xap_status xap_doc_remove_posting(xap_doc *doc, const char *term,
					  size_t len, uint32_t position,
					  uint32_t wdf, struct xap_error *err);

/*
 * Removes the positions of a term from `first` to `last`, both included, and
 * `wdf` for each; `removed`, unless NULL, receives how many there were.
 */
XAP_API xap_status xap_doc_remove_postings(xap_doc *doc,
					   const struct xap_str *term,
					   uint32_t first, uint32_t last,
					   uint32_t wdf, uint32_t *removed,
					   struct xap_error *err);

/* Removes all. */
XAP_API xap_status xap_doc_clear_terms(xap_doc *doc, struct xap_error *err);
XAP_API xap_status xap_doc_clear_values(xap_doc *doc, struct xap_error *err);

/* A term with all its occurrences; see xap_doc_add_postings(). */
struct xap_posting_list {
	const char *term;
	size_t len;
	uint32_t wdf;              /* added to what the term has already */
	const uint32_t *positions; /* best rising; NULL when there are none */
	size_t n_positions;
};

/*
 * Adds n terms with their positions, the wdf once a term. One call where
 * xap_doc_add_posting() takes one a position, and as quick as Xapian's own
 * interface (0.25 us a position). On failure some may have been added.
 */
XAP_API xap_status xap_doc_add_postings(xap_doc *doc,
					const struct xap_posting_list *lists,
					size_t n, struct xap_error *err);

/* The document's terms, by bytes, with their wdf. */
XAP_API xap_status xap_doc_terms(const xap_doc *doc, xap_term_fn *fn, void *ctx,
				 struct xap_error *err);

/* The positions of a term, rising; none when the document lacks it. */
XAP_API xap_status xap_doc_positions(const xap_doc *doc, const char *term,
				     size_t len, xap_position_fn *fn, void *ctx,
				     struct xap_error *err);

/* The number of different terms. */
XAP_API xap_status xap_doc_unique_terms(uint32_t *out, const xap_doc *doc,
					struct xap_error *err);

/*
 * All of the document as bytes, for any process with a compatible Xapian.
 * Bytes that are none: XAP_SERIALISATION.
 */
XAP_API xap_status xap_doc_serialise(struct xap_buf *out, const xap_doc *doc,
				     struct xap_error *err);
XAP_API xap_status xap_doc_unserialise(xap_doc **out, const char *data,
				       size_t len, struct xap_error *err);
XAP_API xap_status xap_doc_describe(struct xap_buf *out, const xap_doc *doc,
				    struct xap_error *err);

/* ---- Databases to write ------------------------------------------------- */

struct xap_wdb_options {
	unsigned flags; /* enum xap_open_flags */
	/* Bytes of a block of a new database: a power of 2 from 2048 to 65536.
	 * 0: 8192. */
	unsigned block_bytes;
	/*
	 * Commit by itself after so many calls that add, replace or delete
	 * documents, outside of transactions; the last of them returns a
	 * failure of the commit. 0: Xapian's own threshold only, which
	 * applies in any case: $XAPIAN_FLUSH_THRESHOLD documents, read from
	 * the environment when the database is opened, else 10000. So a number
	 * above that has no effect. In a transaction Xapian's threshold writes
	 * out what is in memory without committing it.
	 */
	uint32_t flush_docs;
};

#define XAP_WDB_OPTIONS_INIT                \
	{                                   \
		XAP_DB_CREATE_OR_OPEN, 0, 0 \
	}

/*
 * Opens the database at path for writing and locks it; one writer at a time,
 * any number of readers. Options may be NULL. The lock is the kernel's: none
 * is left behind by a writer that was killed. XAP_LOCKED, XAP_CREATING,
 * XAP_OPENING, XAP_VERSION.
 */
XAP_API xap_status xap_wdb_open(xap_wdb **out, const char *path,
				const struct xap_wdb_options *options,
				struct xap_error *err);

/* A remote database; its server must allow writing. A timeout is unwise. */
XAP_API xap_status xap_wdb_open_remote(xap_wdb **out,
				       const struct xap_remote *remote,
				       struct xap_error *err);

/*
 * Adds the databases of `other`, as xap_db_add() does: new documents then go
 * to them in turn. Handles and readers of both see the same changes.
 */
XAP_API xap_status xap_wdb_add_shards(xap_wdb *wdb, xap_wdb *other,
				      struct xap_error *err);

/*
 * Commits (or gives up the transaction that is open), closes, and lets go of
 * the lock. Call it before xap_wdb_free() to learn of a failure.
 */
XAP_API xap_status xap_wdb_close(xap_wdb *wdb, struct xap_error *err);

/* As xap_wdb_close(), a failure of which is lost, then frees. */
XAP_API void xap_wdb_free(xap_wdb *wdb);

/*
 * The same database to read, with what is not yet committed. It belongs to
 * wdb: not to be freed, good until wdb is freed.
 */
XAP_API xap_db *xap_wdb_reader(xap_wdb *wdb);

/* `docid`, unless NULL, receives the new document's id. */
XAP_API xap_status xap_wdb_add(xap_wdb *wdb, xap_docid *docid,
			       const xap_doc *doc, struct xap_error *err);

/* Puts it in the place of docid, whether or not that is in use. */
XAP_API xap_status xap_wdb_replace(xap_wdb *wdb, xap_docid docid,
				   const xap_doc *doc, struct xap_error *err);

/*
 * Puts it in the place of all documents with the term: keeps the lowest id and
 * deletes the others; adds it when there is none. The document should have
 * the term. `docid` may be NULL.
 */
XAP_API xap_status xap_wdb_replace_term(xap_wdb *wdb, xap_docid *docid,
					const char *term, size_t len,
					const xap_doc *doc,
					struct xap_error *err);

/* XAP_NO_DOCUMENT. */
XAP_API xap_status xap_wdb_delete(xap_wdb *wdb, xap_docid docid,
				  struct xap_error *err);

/* All documents with the term, of which there may be none. */
XAP_API xap_status xap_wdb_delete_term(xap_wdb *wdb, const char *term,
				       size_t len, struct xap_error *err);

/* Makes all changes durable and visible to readers, or none of them. */
XAP_API xap_status xap_wdb_commit(xap_wdb *wdb, struct xap_error *err);

/*
 * A transaction's changes are committed all or not at all. `flushed`: begin
 * and end with a commit; else the changes are only kept together and
 * committed with some later ones.
 */
XAP_API xap_status xap_wdb_begin(xap_wdb *wdb, bool flushed,
				 struct xap_error *err);
XAP_API xap_status xap_wdb_commit_transaction(xap_wdb *wdb,
					      struct xap_error *err);
XAP_API xap_status xap_wdb_cancel_transaction(xap_wdb *wdb,
					      struct xap_error *err);

/* Setting the empty value removes the key. An empty key is refused. */
XAP_API xap_status xap_wdb_set_metadata(xap_wdb *wdb, const char *key,
					size_t key_len, const char *value,
					size_t value_len,
					struct xap_error *err);

/*
 * Makes a word of the spelling dictionary more frequent, or less: at 0 it
 * goes. Removing a word that is not there is no failure.
 */
XAP_API xap_status xap_wdb_add_spelling(xap_wdb *wdb, const char *word,
					size_t len, uint32_t freq,
					struct xap_error *err);
XAP_API xap_status xap_wdb_remove_spelling(xap_wdb *wdb, const char *word,
					   size_t len, uint32_t freq,
					   struct xap_error *err);

/* Synonyms of a term; of several words, "word word", for the query parser. */
XAP_API xap_status xap_wdb_add_synonym(xap_wdb *wdb, const char *term,
				       size_t term_len, const char *synonym,
				       size_t synonym_len,
				       struct xap_error *err);
XAP_API xap_status xap_wdb_remove_synonym(xap_wdb *wdb, const char *term,
					  size_t term_len, const char *synonym,
					  size_t synonym_len,
					  struct xap_error *err);
XAP_API xap_status xap_wdb_clear_synonyms(xap_wdb *wdb, const char *term,
					  size_t len, struct xap_error *err);

/* ---- Compacting and checking -------------------------------------------- */

/* The numbers are Xapian's. */
enum xap_compact_flags {
	XAP_COMPACT_STANDARD = 0,
	XAP_COMPACT_FULL = 1, /* full blocks; best for what is only read */
	/* Keep document ids; those of the sources must not overlap. */
	XAP_COMPACT_NO_RENUMBER = 4,
	XAP_COMPACT_MULTIPASS = 8,    /* quicker for more than three sources */
	XAP_COMPACT_SINGLE_FILE = 16, /* one file, to read only */
};

struct xap_compact_options {
	unsigned flags;       /* enum xap_compact_flags */
	unsigned block_bytes; /* as in struct xap_wdb_options */
	void *ctx;
	/* Told of the progress: a table and what is done to it. NULL: none. */
	int (*progress)(void *ctx, const char *table, size_t table_len,
			const char *status, size_t status_len);
	/*
	 * Chooses the value of a metadata key that n > 1 sources have, into
	 * `out` with xap_buf_set(). NULL: the first. MULTIPASS calls it in
	 * several steps for one key.
	 */
	int (*merge_metadata)(void *ctx, struct xap_buf *out, const char *key,
			      size_t key_len, const struct xap_str *values,
			      size_t n);
};

#define XAP_COMPACT_OPTIONS_INIT                      \
	{                                             \
		XAP_COMPACT_FULL, 0, NULL, NULL, NULL \
	}

/*
 * Writes one compact database at `dst` from the n at `sources`, all local and
 * of one format. Renumbering, the documents of each source follow those of
 * the one before: source i's ids grow by the sum of the last ids before it.
 * Options may be NULL (which is XAP_COMPACT_OPTIONS_INIT). A dst that exists
 * is overwritten, which no reader of it survives.
 *
 * Xapian's third level, "fuller", is left out: before 1.4.31 it had bugs, and
 * from there on it is FULL.
 */
XAP_API xap_status xap_compact(const char *dst, const char *const *sources,
			       size_t n,
			       const struct xap_compact_options *options,
			       struct xap_error *err);

/* The same, from databases that are open. */
XAP_API xap_status xap_db_compact(const xap_db *db, const char *dst,
				  const struct xap_compact_options *options,
				  struct xap_error *err);

/*
 * The same, as a single file, to the offset that fd is at. The descriptor is
 * Xapian's from now on.
 */
XAP_API xap_status xap_db_compact_fd(const xap_db *db, int fd,
				     const struct xap_compact_options *options,
				     struct xap_error *err);

/* The numbers are Xapian's. */
enum xap_check_flags {
	XAP_CHECK_SHORT_TREE = 1,
	XAP_CHECK_FULL_TREE = 2,
	XAP_CHECK_FREELIST = 4,
	XAP_CHECK_STATS = 8,
	XAP_CHECK_FIX = 16, /* rebuild what can be; no writer meanwhile */
};

/*
 * Checks the database at path. `errors` receives how many were found; their
 * description goes to `report`, which may be NULL. A database too damaged to
 * check is a failure, as XAP_CORRUPT.
 */
XAP_API xap_status xap_check(size_t *errors, struct xap_buf *report,
			     const char *path, unsigned flags,
			     struct xap_error *err);

/* Whether some writer holds the lock of the database at path. */
XAP_API xap_status xap_path_locked(bool *out, const char *path,
				   struct xap_error *err);

/* ---- Queries ------------------------------------------------------------ */

/* The numbers are Xapian's. */
enum xap_op XAP_INT {
	XAP_OP_AND = 0,
	XAP_OP_OR = 1,
	XAP_OP_AND_NOT = 2, /* the first without the others */
	XAP_OP_XOR = 3,
	XAP_OP_AND_MAYBE = 4,  /* the first; the others add weight */
	XAP_OP_FILTER = 5,     /* all; only the first gives weight */
	XAP_OP_NEAR = 6,       /* param: the window in positions, >= n */
	XAP_OP_PHRASE = 7,     /* the same, in order */
	XAP_OP_ELITE_SET = 10, /* param: how many of the best terms; 0: 10 */
	XAP_OP_SYNONYM = 13,   /* as if one term */
	XAP_OP_MAX = 14,       /* any; the greatest weight of them */
};

/* What xap_query_type() may return besides an operator. Xapian's numbers. */
enum xap_query_type {
	XAP_QUERY_VALUE_RANGE = 8,
	XAP_QUERY_SCALE = 9,
	XAP_QUERY_VALUE_GE = 11,
	XAP_QUERY_VALUE_LE = 12,
	XAP_QUERY_WILDCARD = 15,
	XAP_QUERY_TERM = 100,
	XAP_QUERY_SOURCE = 101,
	XAP_QUERY_ALL = 102,
	XAP_QUERY_NOTHING = 103,
};

/* A query of more levels than this is refused: Xapian walks it recursively. */
#define XAP_QUERY_DEPTH_MAX 1000

/*
 * `wqf` is how often the query has the term (it counts where k3 > 0); `pos`
 * its position in the query, 0 for none. The empty term matches everything.
 */
XAP_API xap_status xap_query_term(xap_query **out, const char *term, size_t len,
				  uint32_t wqf, uint32_t pos,
				  struct xap_error *err);
XAP_API xap_status xap_query_all(xap_query **out, struct xap_error *err);
XAP_API xap_status xap_query_nothing(xap_query **out, struct xap_error *err);

/*
 * Joins n queries, which stay the caller's and may be freed at once. None is
 * a query that matches nothing. `param` is as said in enum xap_op, else 0; for
 * NEAR and PHRASE 0 means n.
 *
 * Faults of Xapian's matcher, seen on 1.4.22 and in the code of 1.4.32:
 * - NEAR and PHRASE go wrong or fail (XAP_UNIMPLEMENTED) on anything but terms
 *   and ORs of terms, and lose matches where such ORs share a term.
 * - With a check_at_least (struct xap_match) below the number of documents,
 *   nested ANDs, phrases and ORs may get wrong weights and lose hits: set it
 *   to xap_db_doccount() where scores must be right.
 * - A child of OR, and of AND_MAYBE's right side, that is not a single term
 *   gets right weights as AND_MAYBE(child, xap_query_all()).
 * - On the right of AND_NOT, AND_MAYBE may read weights that were never set:
 *   give its first child alone.
 */
XAP_API xap_status xap_query_combine(xap_query **out, enum xap_op op,
				     const xap_query *const *queries, size_t n,
				     uint32_t param, struct xap_error *err);

/* Weights times factor >= 0; 0: matches, and is not weighed. */
XAP_API xap_status xap_query_scale(xap_query **out, const xap_query *query,
				   double factor, struct xap_error *err);

/*
 * Documents whose value is from `low` to `high`, both included, by bytes. One
 * without a value matches only "greater or equal" to the empty string.
 */
XAP_API xap_status xap_query_value_range(xap_query **out, uint32_t slot,
					 const struct xap_str *low,
					 const struct xap_str *high,
					 struct xap_error *err);
XAP_API xap_status xap_query_value_ge(xap_query **out, uint32_t slot,
				      const char *low, size_t len,
				      struct xap_error *err);
XAP_API xap_status xap_query_value_le(xap_query **out, uint32_t slot,
				      const char *high, size_t len,
				      struct xap_error *err);

/* What to do when more terms match than max_terms. The numbers are Xapian's. */
enum xap_wildcard_limit XAP_INT {
	XAP_WILDCARD_FAIL = 0, /* the search returns XAP_WILDCARD */
	XAP_WILDCARD_FIRST = 1,
	XAP_WILDCARD_MOST_FREQUENT = 2,
};

struct xap_wildcard {
	uint32_t max_terms; /* 0: any number */
	enum xap_wildcard_limit limit;
	enum xap_op combiner; /* XAP_OP_SYNONYM, XAP_OP_OR or XAP_OP_MAX */
};

#define XAP_WILDCARD_INIT                            \
	{                                            \
		0, XAP_WILDCARD_FAIL, XAP_OP_SYNONYM \
	}

/* The terms that begin with `prefix`. Options may be NULL. */
XAP_API xap_status xap_query_wildcard(xap_query **out, const char *prefix,
				      size_t len,
				      const struct xap_wildcard *options,
				      struct xap_error *err);

/*
 * The n documents with the ids given, each with the weight given (0 is best
 * for a filter). The ids must rise; they are copied. They should exist: one
 * that does not is found all the same where nothing else is asked for. `db` is
 * the database that will be searched, of which the ids are; it may be NULL
 * when that is a single one. Not for remote databases (XAP_UNIMPLEMENTED).
 */
XAP_API xap_status xap_query_docids(xap_query **out, const xap_db *db,
				    const xap_docid *docids, size_t n,
				    double weight, struct xap_error *err);

/*
 * Documents with a value in the slot, which xap_sortable() wrote and which is
 * their weight. Of `falling`, the values must not rise with the document ids
 * from `first` to `last` (0: all), which lets the search end early.
 */
XAP_API xap_status xap_query_value_weight(xap_query **out, uint32_t slot,
					  struct xap_error *err);
XAP_API xap_status xap_query_value_weight_falling(xap_query **out,
						  uint32_t slot,
						  xap_docid first,
						  xap_docid last,
						  struct xap_error *err);

struct xap_value_weight {
	struct xap_str value;
	double weight;
};

/*
 * Documents with a value in the slot, weighed by a table of n values, `other`
 * for those not in it.
 */
XAP_API xap_status xap_query_value_map(xap_query **out, uint32_t slot,
				       const struct xap_value_weight *map,
				       size_t n, double other,
				       struct xap_error *err);

/* Every document, with this weight. */
XAP_API xap_status xap_query_fixed_weight(xap_query **out, double weight,
					  struct xap_error *err);

/*
 * A posting source in C: a leaf whose documents and weights the caller works
 * out. Xapian may run several at a time, one for each database searched; each
 * run has a cursor of its own. Ids are those of that database alone.
 */
struct xap_source_bounds {
	uint32_t min, estimate, max; /* of the number of documents */
	double max_weight;           /* of any document */
};

struct xap_source_fns {
	/*
	 * Begins a run over `db`, which is lent until the run is closed; sets
	 * the bounds, and *cursor if it likes. Nonzero ends the search.
	 */
	int (*open)(void *ctx, void **cursor, struct xap_source_bounds *bounds,
		    const xap_db *db);
	/*
	 * Finds the first document with an id >= `from` (which rises from call
	 * to call, but for repeats) and sets its weight, which is 0 before the
	 * call. Sets *docid 0 when there is none. It may skip documents that
	 * weigh less than min_weight. Nonzero ends the search.
	 */
	int (*seek)(void *ctx, void *cursor, xap_docid *docid, double *weight,
		    xap_docid from, double min_weight);
	/* Ends a run that open() began. NULL: nothing to do. */
	void (*close)(void *ctx, void *cursor);
	/* Called once, when no query has the source any more. May be NULL. */
	void (*destroy)(void *ctx);
};

/* When this fails, ctx is still the caller's. */
XAP_API xap_status xap_query_source(xap_query **out,
				    const struct xap_source_fns *fns, void *ctx,
				    struct xap_error *err);

XAP_API void xap_query_free(xap_query *query);

/* An enum xap_op, or an enum xap_query_type. */
XAP_API int xap_query_type(const xap_query *query);

/* How many queries it joins, and a copy of the one at index i. */
XAP_API size_t xap_query_children(const xap_query *query);
XAP_API xap_status xap_query_child(xap_query **out, const xap_query *query,
				   size_t i, struct xap_error *err);

/* The sum of the wqf of its terms: what xap_enquire_set_query() takes. */
XAP_API uint32_t xap_query_length(const xap_query *query);

/* Whether it can match nothing, having nothing in it. */
XAP_API bool xap_query_empty(const xap_query *query);

/*
 * The query's terms by position, each once at the same position; or each once,
 * by bytes.
 */
XAP_API xap_status xap_query_terms(const xap_query *query, xap_string_fn *fn,
				   void *ctx, struct xap_error *err);
XAP_API xap_status xap_query_unique_terms(const xap_query *query,
					  xap_string_fn *fn, void *ctx,
					  struct xap_error *err);

/* Readable text, for logs and tests; it changes with Xapian's version. */
XAP_API xap_status xap_query_describe(struct xap_buf *out,
				      const xap_query *query,
				      struct xap_error *err);

/*
 * Bytes for another process with a compatible Xapian. Not for queries with
 * docids (XAP_UNIMPLEMENTED). Unserialise only what you trust: Xapian's
 * recursion over it is not bounded.
 */
XAP_API xap_status xap_query_serialise(struct xap_buf *out,
				       const xap_query *query,
				       struct xap_error *err);
XAP_API xap_status xap_query_unserialise(xap_query **out, const char *data,
					 size_t len, struct xap_error *err);

/* ---- Searching ---------------------------------------------------------- */

/* It sees what xap_db_reopen() does to db, not what xap_db_add() does. */
XAP_API xap_status xap_enquire_new(xap_enquire **out, const xap_db *db,
				   struct xap_error *err);
XAP_API void xap_enquire_free(xap_enquire *enquire);

/* `length` of the query, used where k2 > 0; 0: as xap_query_length() says. */
XAP_API xap_status xap_enquire_set_query(xap_enquire *enquire,
					 const xap_query *query,
					 uint32_t length,
					 struct xap_error *err);

/* The parameters of each scheme, in their order, with Xapian's defaults. */
enum xap_scheme XAP_INT {
	XAP_WEIGHT_BM25,      /* k1 1, k2 0, k3 1, b 0.5, min_normlen 0.5 */
	XAP_WEIGHT_BM25_PLUS, /* the same, delta 1 */
	XAP_WEIGHT_BOOL,      /* none: every weight is 0 */
	XAP_WEIGHT_TFIDF,     /* `text`: three letters, "ntn" */
	XAP_WEIGHT_TRAD,      /* k 1 */
	XAP_WEIGHT_COORD,     /* none: the number of terms that match */
	XAP_WEIGHT_INL2,      /* c 1 */
	XAP_WEIGHT_IFB2,      /* c 1 */
	XAP_WEIGHT_INEB2,     /* c 1 */
	XAP_WEIGHT_BB2,       /* c 1 */
	XAP_WEIGHT_DLH,       /* none */
	XAP_WEIGHT_PL2,       /* c 1 */
	XAP_WEIGHT_PL2_PLUS,  /* c 1, delta 0.8; wrong before Xapian 1.4.26 */
	XAP_WEIGHT_DPH,       /* none */
	/* log 0, smoothing (1 to 5, as Xapian's type_smoothing) 1, its two
	 * parameters 0.7 and 2000; wrong in every 1.4, and gone in 2. */
	XAP_WEIGHT_LM,
};

#define XAP_WEIGHT_PARAMS_MAX 6

/*
 * n_params is 0, for the defaults, or the number of parameters of the scheme.
 * BM25 as papers have it: { XAP_WEIGHT_BM25, 5, { 1.2, 0, 0, 0.75, 0 }, NULL }
 */
struct xap_weight {
	enum xap_scheme scheme;
	size_t n_params;
	double params[XAP_WEIGHT_PARAMS_MAX];
	const char *text; /* TFIDF only; NULL: the default */
};

/* NULL: BM25 with its defaults, as at first. */
XAP_API xap_status xap_enquire_set_weight(xap_enquire *enquire,
					  const struct xap_weight *weight,
					  struct xap_error *err);

/* What a weight in C is told of a term of the query. */
struct xap_weight_stats {
	double factor;            /* from xap_query_scale(); see below */
	uint32_t collection_size; /* documents */
	uint32_t rset_size;       /* of them, known relevant */
	uint32_t termfreq;        /* documents with the term */
	uint32_t reltermfreq;     /* of them, known relevant */
	uint64_t collection_freq; /* the term's wdf, over all documents */
	uint64_t total_length;    /* of all documents */
	double average_length;    /* of a document */
	uint32_t length_min;      /* bounds on a document's length, */
	uint32_t length_max;
	uint32_t wdf_max;      /* and on the term's wdf */
	uint32_t wqf;          /* of the term */
	uint32_t query_length; /* as xap_enquire_set_query() was told */
	double own[4];         /* 0 at first; for init() to keep results in */
};

/* What it is told of a document; the rest is 0, and quicker. */
enum xap_weight_needs {
	XAP_NEEDS_WDF = 1,
	XAP_NEEDS_LENGTH = 2,
	XAP_NEEDS_UNIQUE_TERMS = 4,
};

/* None may fail. Weights are >= 0, and never above the maximum. */
struct xap_weight_fns {
	unsigned needs; /* enum xap_weight_needs */
	/*
	 * Called once for each term of a search, to work out `own`; once more
	 * with factor 0 and no term, for extra(). May be NULL.
	 */
	void (*init)(void *ctx, struct xap_weight_stats *stats);
	/* The weight of the term in a document, and its maximum. */
	double (*weight)(void *ctx, const struct xap_weight_stats *stats,
			 uint32_t wdf, uint32_t length, uint32_t unique_terms);
	double (*max_weight)(void *ctx, const struct xap_weight_stats *stats);
	/* Weight that no term gives, and its maximum. Both NULL: none. */
	double (*extra)(void *ctx, const struct xap_weight_stats *stats,
			uint32_t length, uint32_t unique_terms);
	double (*max_extra)(void *ctx, const struct xap_weight_stats *stats);
};

/*
 * Weighs by functions of the caller's. They are copied; ctx must live until
 * the enquiry is freed or given another weight. Local databases only.
 */
XAP_API xap_status xap_enquire_set_weight_fns(xap_enquire *enquire,
					      const struct xap_weight_fns *fns,
					      void *ctx, struct xap_error *err);

enum xap_sort XAP_INT {
	XAP_SORT_RELEVANCE,
	XAP_SORT_VALUE,
	XAP_SORT_VALUE_RELEVANCE, /* by value, the equal ones by weight */
	XAP_SORT_RELEVANCE_VALUE, /* by weight, the equal ones by value */
};

/*
 * Values compare by bytes. `descending`: greatest first; documents without a
 * value have the least.
 */
XAP_API xap_status xap_enquire_set_sort(xap_enquire *enquire,
					enum xap_sort sort, uint32_t slot,
					bool descending, struct xap_error *err);

struct xap_sort_slot {
	uint32_t slot;
	bool descending;
	/* Stands for an empty value; (NULL, 0): the least there is. */
	struct xap_str missing;
};

/*
 * The same by several slots, the first counting most, each in its own order;
 * `descending` then turns the whole around. `sort` is not RELEVANCE.
 */
XAP_API xap_status xap_enquire_set_sort_slots(xap_enquire *enquire,
					      enum xap_sort sort,
					      const struct xap_sort_slot *slots,
					      size_t n, bool descending,
					      struct xap_error *err);

/* Writes into `key` what to sort a document by. Nonzero ends the search. */
typedef int xap_key_fn(void *ctx, struct xap_buf *key, const xap_doc *doc);

/*
 * The same by keys of the caller's making, compared by bytes. `ctx` must live
 * until the enquiry is freed or sorts otherwise. Local databases only.
 */
XAP_API xap_status xap_enquire_set_sort_key(xap_enquire *enquire,
					    enum xap_sort sort, xap_key_fn *fn,
					    void *ctx, bool descending,
					    struct xap_error *err);

/* The numbers are Xapian's. How what else is equal is ordered. */
enum xap_docid_order XAP_INT {
	XAP_DOCID_DESCENDING = 0,
	XAP_DOCID_ASCENDING = 1,
	XAP_DOCID_ANY = 2, /* whichever is quickest */
};

XAP_API xap_status xap_enquire_set_docid_order(xap_enquire *enquire,
					       enum xap_docid_order order,
					       struct xap_error *err);

/* Leaves out hits below either; 0 is none. */
XAP_API xap_status xap_enquire_set_cutoff(xap_enquire *enquire, int percent,
					  double weight, struct xap_error *err);

#define XAP_NO_SLOT UINT32_MAX

/*
 * At most `max` hits with the same value in the slot; those without a value
 * are all kept. XAP_NO_SLOT turns it off.
 */
XAP_API xap_status xap_enquire_set_collapse(xap_enquire *enquire, uint32_t slot,
					    uint32_t max,
					    struct xap_error *err);

/*
 * Gives up check_at_least after so many seconds; 0: never. No promise: one
 * step of the matcher may take longer.
 */
XAP_API xap_status xap_enquire_set_time_limit(xap_enquire *enquire,
					      double seconds,
					      struct xap_error *err);

/*
 * Called for documents that match: > 0 accepts, 0 rejects, < 0 ends the search
 * with that status. `doc` is lent for the call. Local databases only. Do not
 * search the same enquiry from it.
 */
typedef int xap_decide_fn(void *ctx, const xap_doc *doc);

/* Called for each document that is weighed: see xap_enquire_add_spy(). */
typedef int xap_spy_fn(void *ctx, const xap_doc *doc, double weight);

/*
 * Shows each matching document that the search looks at to fn: with
 * check_at_least = doccount, all of them. `ctx` must live until the enquiry is
 * freed or its spies are cleared. Local databases only.
 */
XAP_API xap_status xap_enquire_add_spy(xap_enquire *enquire, xap_spy_fn *fn,
				       void *ctx, struct xap_error *err);

/*
 * Counts the values of a slot over the documents that the search looks at,
 * adding to what `facets` holds already. It may be freed before the enquiry.
 */
XAP_API xap_status xap_enquire_add_facets(xap_enquire *enquire,
					  xap_facets *facets,
					  struct xap_error *err);

/* Removes all spies and facets. */
XAP_API xap_status xap_enquire_clear_spies(xap_enquire *enquire,
					   struct xap_error *err);

struct xap_match {
	uint32_t first; /* hits to skip */
	uint32_t max;   /* hits to return at most */
	/*
	 * Look at so many matches at least: below it, the counts are exact.
	 * Set to xap_db_doccount() for exact counts, complete facets, and the
	 * right weights (see xap_query_combine()).
	 */
	uint32_t check_at_least;
	xap_decide_fn *decide; /* NULL: all */
	void *decide_ctx;
	const xap_rset *rset; /* NULL: none known relevant */
};

#define XAP_MATCH_INIT                     \
	{                                  \
		0, 10, 0, NULL, NULL, NULL \
	}

/* Searches. */
XAP_API xap_status xap_enquire_mset(xap_mset **out, xap_enquire *enquire,
				    const struct xap_match *match,
				    struct xap_error *err);

/* The query's terms that are in the document, in the query's order. */
XAP_API xap_status xap_enquire_matching_terms(const xap_enquire *enquire,
					      xap_docid docid,
					      xap_string_fn *fn, void *ctx,
					      struct xap_error *err);

XAP_API xap_status xap_enquire_describe(struct xap_buf *out,
					const xap_enquire *enquire,
					struct xap_error *err);

/* ---- Results ------------------------------------------------------------ */

XAP_API void xap_mset_free(xap_mset *mset);

/* The hits in it, numbered from 0. */
XAP_API uint32_t xap_mset_size(const xap_mset *mset);

struct xap_mset_stats {
	uint32_t matches_min; /* at least, probably and at most so many */
	uint32_t matches_estimated;
	uint32_t matches_max;
	uint32_t uncollapsed_min; /* the same, had nothing been collapsed */
	uint32_t uncollapsed_estimated;
	uint32_t uncollapsed_max;
	double max_attained; /* the greatest weight found */
	double max_possible; /* a bound on any document's weight */
};

XAP_API xap_status xap_mset_get_stats(struct xap_mset_stats *out,
				      const xap_mset *mset,
				      struct xap_error *err);

struct xap_hit {
	xap_docid docid;
	uint32_t rank; /* from 0, counting hits that were skipped */
	double weight;
	int percent;             /* of the best possible one; 0 to 100 */
	uint32_t collapse_count; /* others hidden, at least */
};

/* XAP_BAD_ARGUMENT when there is no hit i; so for the next four. */
XAP_API xap_status xap_mset_hit(struct xap_hit *out, const xap_mset *mset,
				uint32_t i, struct xap_error *err);
XAP_API xap_status xap_mset_doc(xap_doc **out, const xap_mset *mset, uint32_t i,
				struct xap_error *err);
/* The document's data, without a handle in between. */
XAP_API xap_status xap_mset_data(struct xap_buf *out, const xap_mset *mset,
				 uint32_t i, struct xap_error *err);
XAP_API xap_status xap_mset_collapse_key(struct xap_buf *out,
					 const xap_mset *mset, uint32_t i,
					 struct xap_error *err);
XAP_API xap_status xap_mset_sort_key(struct xap_buf *out, const xap_mset *mset,
				     uint32_t i, struct xap_error *err);

/*
 * Fetches all documents at once: quicker for remote databases. Does nothing
 * where hits were skipped and Xapian is 1.4, whose fetch() then reads out of
 * bounds.
 */
XAP_API xap_status xap_mset_fetch(const xap_mset *mset, struct xap_error *err);

/* Of a term of the query: documents that have it, and its greatest weight. */
XAP_API xap_status xap_mset_termfreq(uint32_t *out, const xap_mset *mset,
				     const char *term, size_t len,
				     struct xap_error *err);
XAP_API xap_status xap_mset_termweight(double *out, const xap_mset *mset,
				       const char *term, size_t len,
				       struct xap_error *err);

/* What percentage a weight is, as struct xap_hit has it. */
XAP_API xap_status xap_mset_percent(int *out, const xap_mset *mset,
				    double weight, struct xap_error *err);

/* The numbers are Xapian's. */
enum xap_snippet_flags {
	XAP_SNIPPET_BACKGROUND_MODEL = 1, /* weigh the other words, too */
	XAP_SNIPPET_EXHAUSTIVE = 2, /* look on after all terms were seen */
	XAP_SNIPPET_EMPTY_WITHOUT_MATCH = 4,
	XAP_SNIPPET_NGRAMS = 2048, /* for scripts without spaces */
};

struct xap_snippet {
	size_t length_bytes;  /* of the snippet, about */
	const xap_stem *stem; /* as when indexing; NULL: none */
	unsigned flags;       /* enum xap_snippet_flags */
	const char *hi_start; /* around a word of the query */
	const char *hi_end;
	const char *omit; /* where text was left out */
};

#define XAP_SNIPPET_INIT                                                       \
	{                                                                      \
		500, NULL,                                                     \
			XAP_SNIPPET_BACKGROUND_MODEL | XAP_SNIPPET_EXHAUSTIVE, \
			"<b>", "</b>", "..."                                   \
	}

/*
 * The part of a text (UTF-8) that fits the query best. It is HTML: &, < and >
 * of the text are escaped. Control characters pass. Options may be NULL.
 */
XAP_API xap_status xap_mset_snippet(struct xap_buf *out, const xap_mset *mset,
				    const char *text, size_t len,
				    const struct xap_snippet *options,
				    struct xap_error *err);

XAP_API xap_status xap_mset_describe(struct xap_buf *out, const xap_mset *mset,
				     struct xap_error *err);

/* ---- Facets ------------------------------------------------------------- */

XAP_API xap_status xap_facets_new(xap_facets **out, uint32_t slot,
				  struct xap_error *err);
XAP_API void xap_facets_free(xap_facets *facets);

/* Documents looked at, with a value or without. */
XAP_API size_t xap_facets_total(const xap_facets *facets);

/* Each value and, as termfreq, how many documents have it; by bytes. */
XAP_API xap_status xap_facets_values(const xap_facets *facets, xap_term_fn *fn,
				     void *ctx, struct xap_error *err);

/* At most n of them, the most frequent first. */
XAP_API xap_status xap_facets_top(const xap_facets *facets, size_t n,
				  xap_term_fn *fn, void *ctx,
				  struct xap_error *err);

/* ---- Relevance sets ----------------------------------------------------- */

XAP_API xap_status xap_rset_new(xap_rset **out, struct xap_error *err);
XAP_API void xap_rset_free(xap_rset *rset);
XAP_API xap_status xap_rset_add(xap_rset *rset, xap_docid docid,
				struct xap_error *err);
XAP_API xap_status xap_rset_remove(xap_rset *rset, xap_docid docid,
				   struct xap_error *err);
XAP_API bool xap_rset_contains(const xap_rset *rset, xap_docid docid);
XAP_API uint32_t xap_rset_size(const xap_rset *rset);

/* ---- Expanding a query -------------------------------------------------- */

/* The numbers are Xapian's. */
enum xap_expand_flags {
	XAP_EXPAND_QUERY_TERMS = 1,    /* those of the query, too */
	XAP_EXPAND_EXACT_TERMFREQ = 2, /* slower, of several databases */
};

/* > 0 takes a term, 0 leaves it out, < 0 ends the call with that status. */
typedef int xap_term_decide_fn(void *ctx, const char *term, size_t len);

struct xap_expand {
	uint32_t max;   /* terms to return at most */
	unsigned flags; /* enum xap_expand_flags */
	double min_weight;
	xap_term_decide_fn *decide; /* NULL: all */
	void *decide_ctx;
};

#define XAP_EXPAND_INIT              \
	{                            \
		10, 0, 0, NULL, NULL \
	}

/* The terms that tell the documents of rset from others. */
XAP_API xap_status xap_enquire_expand(xap_eset **out,
				      const xap_enquire *enquire,
				      const xap_rset *rset,
				      const struct xap_expand *options,
				      struct xap_error *err);

/* "trad" (k 1, as at first) or "bo1", which has no use for k. */
XAP_API xap_status xap_enquire_set_expansion(xap_enquire *enquire,
					     const char *scheme, double k,
					     struct xap_error *err);

XAP_API void xap_eset_free(xap_eset *eset);

/* The terms in it, numbered from 0, the best first. */
XAP_API uint32_t xap_eset_size(const xap_eset *eset);

/* At least so many there could have been. */
XAP_API uint32_t xap_eset_bound(const xap_eset *eset);

/* `weight` may be NULL. XAP_BAD_ARGUMENT when there is no term i. */
XAP_API xap_status xap_eset_term(struct xap_buf *out, double *weight,
				 const xap_eset *eset, uint32_t i,
				 struct xap_error *err);

/* ---- Stemmers and stoppers ---------------------------------------------- */

/* A language as "english" or "en"; "none" or "": words stay as they are. */
XAP_API xap_status xap_stem_new(xap_stem **out, const char *language,
				struct xap_error *err);

/* Writes the stem of a word. Nonzero ends the call that stems. */
typedef int xap_stem_fn(void *ctx, struct xap_buf *out, const char *word,
			size_t len);

/*
 * A stemmer in C. `destroy`, unless NULL, is called with ctx once nothing uses
 * the stemmer any more; when this fails, ctx is still the caller's.
 */
XAP_API xap_status xap_stem_new_fn(xap_stem **out, xap_stem_fn *fn, void *ctx,
				   void (*destroy)(void *ctx),
				   struct xap_error *err);

/* What is made from it keeps it alive. */
XAP_API void xap_stem_free(xap_stem *stem);

XAP_API xap_status xap_stem_word(struct xap_buf *out, const xap_stem *stem,
				 const char *word, size_t len,
				 struct xap_error *err);

/* Each language there is a stemmer for. */
XAP_API xap_status xap_stem_languages(xap_string_fn *fn, void *ctx,
				      struct xap_error *err);

XAP_API xap_status xap_stem_describe(struct xap_buf *out, const xap_stem *stem,
				     struct xap_error *err);

/* An empty list of words. */
XAP_API xap_status xap_stopper_new(xap_stopper **out, struct xap_error *err);

/* A stopper in C: > 0 leaves a word out. As xap_stem_new_fn() otherwise. */
XAP_API xap_status xap_stopper_new_fn(xap_stopper **out, xap_term_decide_fn *fn,
				      void *ctx, void (*destroy)(void *ctx),
				      struct xap_error *err);

XAP_API void xap_stopper_free(xap_stopper *stopper);

/* XAP_BAD_OPERATION for one in C. */
XAP_API xap_status xap_stopper_add(xap_stopper *stopper, const char *word,
				   size_t len, struct xap_error *err);

XAP_API xap_status xap_stopper_stops(bool *out, const xap_stopper *stopper,
				     const char *word, size_t len,
				     struct xap_error *err);

/* How texts and query texts are stemmed; both must agree. Xapian's numbers. */
enum xap_stem_strategy XAP_INT {
	XAP_STEM_NONE = 0,
	XAP_STEM_SOME = 1,  /* words as they are, and "Z" and the stem */
	XAP_STEM_ALL = 2,   /* stems */
	XAP_STEM_ALL_Z = 3, /* "Z" and the stem */
	XAP_STEM_SOME_FULL_POS = 4, /* as SOME, stems having positions too */
};

/* ---- Making terms of text ----------------------------------------------- */

XAP_API xap_status xap_termgen_new(xap_termgen **out, struct xap_error *err);
XAP_API void xap_termgen_free(xap_termgen *termgen);

/*
 * The document that gets the terms; it may be freed before termgen. The
 * position goes back to 0.
 */
XAP_API xap_status xap_termgen_set_doc(xap_termgen *termgen, xap_doc *doc,
				       struct xap_error *err);

/* At first there is no stemmer, and the strategy is XAP_STEM_SOME. */
XAP_API xap_status xap_termgen_set_stem(xap_termgen *termgen,
					const xap_stem *stem,
					enum xap_stem_strategy strategy,
					struct xap_error *err);

/* The numbers are Xapian's. */
enum xap_stop_strategy XAP_INT {
	XAP_STOP_NONE = 0,
	XAP_STOP_ALL = 1,     /* leave stop words out */
	XAP_STOP_STEMMED = 2, /* do not stem them */
};

/* A NULL stopper is none. */
XAP_API xap_status xap_termgen_set_stopper(xap_termgen *termgen,
					   const xap_stopper *stopper,
					   enum xap_stop_strategy strategy,
					   struct xap_error *err);

/* Adds the words to wdb's spelling dictionary, too; NULL: no longer. */
XAP_API xap_status xap_termgen_set_spelling(xap_termgen *termgen, xap_wdb *wdb,
					    struct xap_error *err);

/* Whether to split text in scripts without spaces into n-grams. */
XAP_API xap_status xap_termgen_set_ngrams(xap_termgen *termgen, bool on,
					  struct xap_error *err);

/* Words of more bytes are left out; 64 at first. */
XAP_API xap_status xap_termgen_set_max_word(xap_termgen *termgen,
					    unsigned bytes,
					    struct xap_error *err);

/* The last position given. 100 or so between texts keeps phrases in one. */
XAP_API uint32_t xap_termgen_position(const xap_termgen *termgen);
XAP_API void xap_termgen_set_position(xap_termgen *termgen, uint32_t position);

struct xap_text {
	const char *text; /* UTF-8 */
	size_t len;
	uint32_t wdf;          /* for each occurrence */
	struct xap_str prefix; /* of all its terms: "S" for titles, say */
	bool no_positions;
};

#define XAP_TEXT_INIT                          \
	{                                      \
		NULL, 0, 1, { NULL, 0 }, false \
	}

XAP_API xap_status xap_termgen_index(xap_termgen *termgen,
				     const struct xap_text *text,
				     struct xap_error *err);

/* ---- Making queries of text --------------------------------------------- */

/*
 * Xapian's own query language. Mind, seen on 1.4.22: "-x" alone finds x (the
 * sign is dropped); a comparison like "n:>=10" is read as words; NEAR next to
 * a phrase is read as a word; words that begin with a capital are not stemmed.
 */
XAP_API xap_status xap_parser_new(xap_parser **out, struct xap_error *err);
XAP_API void xap_parser_free(xap_parser *parser);

XAP_API xap_status xap_parser_set_stem(xap_parser *parser, const xap_stem *stem,
				       enum xap_stem_strategy strategy,
				       struct xap_error *err);

/* NULL is none. */
XAP_API xap_status xap_parser_set_stopper(xap_parser *parser,
					  const xap_stopper *stopper,
					  struct xap_error *err);

/* For wildcards, spelling and synonyms. */
XAP_API xap_status xap_parser_set_db(xap_parser *parser, const xap_db *db,
				     struct xap_error *err);

/* How words without an operator are joined; at first XAP_OP_OR. */
XAP_API xap_status xap_parser_set_default_op(xap_parser *parser, enum xap_op op,
					     struct xap_error *err);

/* Of wildcards and partial words; max 0 is no limit, as at first. */
XAP_API xap_status xap_parser_set_max_expansion(xap_parser *parser,
						uint32_t max,
						enum xap_wildcard_limit limit,
						struct xap_error *err);

/*
 * Words after "field:" get the prefix; the field "" is words without one. A
 * field may have several prefixes.
 */
XAP_API xap_status xap_parser_add_prefix(xap_parser *parser, const char *field,
					 const char *prefix,
					 struct xap_error *err);

/*
 * The same for terms that only filter. Filters with the same `grouping` are
 * joined by OR, different ones by AND; NULL: the field's name; "": always AND.
 */
XAP_API xap_status xap_parser_add_filter(xap_parser *parser, const char *field,
					 const char *prefix,
					 const char *grouping,
					 struct xap_error *err);

/*
 * Makes the query, in *out, of what was written after a field. It is the
 * parser's then. Nonzero ends the parsing.
 */
typedef int xap_field_fn(void *ctx, xap_query **out, const char *text,
			 size_t len);

/*
 * As xap_parser_add_prefix(), or with `filter` as xap_parser_add_filter() with
 * no grouping. `ctx` must live until the parser is freed.
 */
XAP_API xap_status xap_parser_add_field(xap_parser *parser, const char *field,
					bool filter, xap_field_fn *fn,
					void *ctx, struct xap_error *err);

/*
 * Makes the query, in *out, of a range "begin..end", of which one may be
 * empty. Leaves *out NULL when it is not one of its own. Nonzero ends the
 * parsing.
 */
typedef int xap_range_fn(void *ctx, xap_query **out,
			 const struct xap_str *begin,
			 const struct xap_str *end);

enum xap_range_kind XAP_INT {
	XAP_RANGE_STRING, /* values as they are */
	XAP_RANGE_NUMBER, /* values by xap_sortable() */
	XAP_RANGE_DATE,   /* values as YYYYMMDD */
	XAP_RANGE_FN,     /* as `fn` says */
};

/* The numbers are Xapian's. */
enum xap_range_flags {
	XAP_RANGE_SUFFIX = 1,     /* the marker follows: "5..7kg" */
	XAP_RANGE_REPEATED = 2,   /* it may stand at both: "$5..$7" */
	XAP_RANGE_PREFER_MDY = 4, /* 2/3/2023 is the third of February */
};

struct xap_range {
	enum xap_range_kind kind;
	uint32_t slot;
	const char *marker;   /* by which a range is told: "date:", "$" */
	unsigned flags;       /* enum xap_range_flags */
	int epoch_year;       /* a DATE's year of two digits is not before it */
	const char *grouping; /* as in xap_parser_add_filter() */
	xap_range_fn *fn;     /* FN only; ctx must outlive the parser */
	void *ctx;
};

#define XAP_RANGE_INIT                                             \
	{                                                          \
		XAP_RANGE_STRING, 0, "", 0, 1970, NULL, NULL, NULL \
	}

/* Ranges are tried in the order they were added. */
XAP_API xap_status xap_parser_add_range(xap_parser *parser,
					const struct xap_range *range,
					struct xap_error *err);

/* The numbers are Xapian's. */
enum xap_parse_flags {
	XAP_PARSE_BOOLEAN = 1,          /* AND OR NOT ( ) */
	XAP_PARSE_PHRASE = 2,           /* "in quotes" */
	XAP_PARSE_LOVEHATE = 4,         /* + and - */
	XAP_PARSE_BOOLEAN_ANY_CASE = 8, /* and, too */
	XAP_PARSE_WILDCARD = 16,        /* end* */
	XAP_PARSE_PURE_NOT = 32,        /* NOT x alone */
	XAP_PARSE_PARTIAL = 64,         /* the last word may go on */
	XAP_PARSE_SPELLING = 128,       /* xap_parser_corrected() */
	XAP_PARSE_SYNONYM = 256,        /* ~word */
	XAP_PARSE_AUTO_SYNONYMS = 512,  /* every word */
	XAP_PARSE_AUTO_MULTIWORD_SYNONYMS = 1024,
	XAP_PARSE_NGRAMS = 2048,      /* for scripts without spaces */
	XAP_PARSE_ACCUMULATE = 65536, /* add to stop words and unstemming */
	XAP_PARSE_NO_POSITIONS = 0x20000,
	XAP_PARSE_DEFAULT = 7,
};

/*
 * XAP_SYNTAX when it cannot be understood, with what was expected as message.
 */
XAP_API xap_status xap_parser_parse(xap_query **out, xap_parser *parser,
				    const char *text, size_t len,
				    unsigned flags, struct xap_error *err);

/* Of the last parse: the words left out; each word that a term came from. */
XAP_API xap_status xap_parser_stop_words(const xap_parser *parser,
					 xap_string_fn *fn, void *ctx,
					 struct xap_error *err);
XAP_API xap_status xap_parser_unstem(const xap_parser *parser, const char *term,
				     size_t len, xap_string_fn *fn, void *ctx,
				     struct xap_error *err);

/* Of the last parse, with XAP_PARSE_SPELLING: a better text, or empty. */
XAP_API xap_status xap_parser_corrected(struct xap_buf *out,
					const xap_parser *parser,
					struct xap_error *err);

/* ---- Distances on earth ------------------------------------------------- */

/* In degrees: latitude -90 to 90, north positive; longitude east positive. */
struct xap_coord {
	double latitude;
	double longitude;
};

/* Writes n places as a value; 6 bytes each, within a millisecond of arc. */
XAP_API xap_status xap_coords_pack(struct xap_buf *out,
				   const struct xap_coord *coords, size_t n,
				   struct xap_error *err);

/*
 * Reads at most `capacity` of them; `n` receives how many there are.
 * XAP_SERIALISATION.
 */
XAP_API xap_status xap_coords_unpack(struct xap_coord *out, size_t capacity,
				     size_t *n, const char *data, size_t len,
				     struct xap_error *err);

struct xap_geo {
	const struct xap_coord *centres; /* distance is to the nearest */
	size_t n;
	uint32_t slot;         /* its values are of xap_coords_pack() */
	double max_metres;     /* documents farther away do not match; 0: all */
	double k1, k2;         /* weight: k1 ^ k2 / (metres + k1) ^ k2 */
	double radius_metres;  /* of the globe; 0: of earth, as a sphere */
	double missing_metres; /* to sort what has no value; < 0: last */
};

#define XAP_GEO_INIT                          \
	{                                     \
		NULL, 0, 0, 0, 1000, 1, 0, -1 \
	}

/* Metres from the nearest of geo's centres to the nearest of n places. */
XAP_API xap_status xap_geo_distance(double *metres, const struct xap_geo *geo,
				    const struct xap_coord *coords, size_t n,
				    struct xap_error *err);

/* Documents with a place in range, weighed by distance. */
XAP_API xap_status xap_query_geo(xap_query **out, const struct xap_geo *geo,
				 struct xap_error *err);

/* Sorts by distance, the nearest first unless `descending`. */
XAP_API xap_status xap_enquire_set_sort_geo(xap_enquire *enquire,
					    enum xap_sort sort,
					    const struct xap_geo *geo,
					    bool descending,
					    struct xap_error *err);

/* ---- Numbers that sort as bytes ----------------------------------------- */

#define XAP_SORTABLE_BYTES_MAX 9

/*
 * Writes at most XAP_SORTABLE_BYTES_MAX bytes, which compare as the numbers
 * do; returns how many. NaN is not supported.
 */
XAP_API size_t xap_sortable(char *out, double value);

/* The number; of bytes that are none, some number. */
XAP_API double xap_sortable_read(const char *data, size_t len);

#ifdef __cplusplus
}
#endif

#endif /* XAPIAN_C_H */
