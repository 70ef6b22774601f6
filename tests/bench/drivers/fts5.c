/* SPDX-License-Identifier: GPL-2.0-or-later */
/* SQLite's FTS5, in one transaction. */
#include <stdlib.h>
#include <sqlite3.h>

#include "driver.h"

struct index {
	sqlite3 *db;
	sqlite3_stmt *best, *count;
};

static void check(sqlite3 *db, int rc)
{
	if (rc != SQLITE_OK && rc != SQLITE_DONE && rc != SQLITE_ROW)
		die("sqlite: %s", sqlite3_errmsg(db));
}

static void run(sqlite3 *db, const char *sql)
{
	check(db, sqlite3_exec(db, sql, NULL, NULL, NULL));
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *statement;

	check(db, sqlite3_prepare_v2(db, sql, -1, &statement, NULL));
	return statement;
}

static sqlite3 *open_file(const char *dir)
{
	char *path = sqlite3_mprintf("%s/fts5.db", dir);
	sqlite3 *db;

	check(db, sqlite3_open(path, &db));
	sqlite3_free(path);
	run(db, "PRAGMA cache_size = -524288; PRAGMA mmap_size = 17179869184");
	return db;
}

static void bind(sqlite3 *db, sqlite3_stmt *to, int column, const char *text)
{
	check(db, sqlite3_bind_text(to, column, text, -1, SQLITE_STATIC));
}

static void build(FILE *corpus, const char *dir)
{
	sqlite3 *db = open_file(dir);
	struct record r = { .id = NULL };
	sqlite3_stmt *insert;

	run(db, "CREATE VIRTUAL TABLE news USING fts5(id UNINDEXED, title, "
		"text, date UNINDEXED, source UNINDEXED, url UNINDEXED, "
		"tokenize = 'porter unicode61'); BEGIN");
	insert = prepare(db, "INSERT INTO news VALUES (?, ?, ?, ?, ?, ?)");
	while (read_record(&r, corpus)) {
		bind(db, insert, 1, r.id);
		bind(db, insert, 2, r.title);
		bind(db, insert, 3, r.text);
		bind(db, insert, 4, r.date);
		bind(db, insert, 5, r.source);
		bind(db, insert, 6, r.url);
		check(db, sqlite3_step(insert));
		check(db, sqlite3_reset(insert));
	}
	run(db, "COMMIT");
	sqlite3_finalize(insert);
	sqlite3_close(db);
}

static void *open_index(const char *dir)
{
	struct index *index = malloc(sizeof(*index));

	if (!index)
		die("no memory");
	index->db = open_file(dir);
	index->best = prepare(index->db,
			      "SELECT rowid FROM news WHERE news MATCH ? "
			      "ORDER BY rank LIMIT ?");
	index->count = prepare(index->db, "SELECT count(*) FROM news WHERE "
					  "news MATCH ?");
	return index;
}

static long answer(void *ctx, const char *query, unsigned limit, bool count)
{
	struct index *index = ctx;
	long matches = 0;

	if (limit) {
		bind(index->db, index->best, 1, query);
		check(index->db,
		      sqlite3_bind_int64(index->best, 2, (sqlite3_int64)limit));
		while (sqlite3_step(index->best) == SQLITE_ROW)
			matches++;
		check(index->db, sqlite3_reset(index->best));
	}
	if (count) {
		bind(index->db, index->count, 1, query);
		check(index->db, sqlite3_step(index->count));
		matches = (long)sqlite3_column_int64(index->count, 0);
		check(index->db, sqlite3_reset(index->count));
	}
	return matches;
}

static void close_index(void *ctx)
{
	struct index *index = ctx;

	sqlite3_finalize(index->best);
	sqlite3_finalize(index->count);
	sqlite3_close(index->db);
	free(index);
}

const struct peer peer = { build, open_index, answer, close_index };
