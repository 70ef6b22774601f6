/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Sphinx, which answers over a socket: the driver starts searchd for the time
 * it needs it, and asks in SphinxQL.
 */
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <mysql.h>

#include "driver.h"

#define WAIT_USEC 20000
#define WAITS 500 /* 10 s */

struct index {
	MYSQL *server;
	pid_t pid;
};

/* It ends when the driver does, however that comes. */
static pid_t start_server(const char *dir)
{
	char config[4096];
	pid_t pid = fork();

	if (pid < 0)
		die("cannot fork");
	if (pid > 0)
		return pid;
	snprintf(config, sizeof(config), "%s/sphinx.conf", dir);
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (freopen("/dev/null", "w", stdout))
		execlp("searchd", "searchd", "--nodetach", "--config", config,
		       (char *)NULL);
	die("cannot start searchd");
}

static void *open_index(const char *dir)
{
	struct index *index = malloc(sizeof(*index));
	char socket[4096];
	int wait;

	if (!index)
		die("no memory");
	index->pid = start_server(dir);
	snprintf(socket, sizeof(socket), "%s/searchd.sock", dir);
	for (wait = 0; wait < WAITS; wait++) {
		index->server = mysql_init(NULL);
		if (mysql_real_connect(index->server, NULL, "", "", "", 0,
				       socket, 0))
			return index;
		mysql_close(index->server);
		usleep(WAIT_USEC);
	}
	die("searchd does not answer on '%s'", socket);
}

/* The rows of an answer; *first: the last column of its first row. */
static long ask(MYSQL *server, const char *sql, long *first)
{
	MYSQL_RES *result;
	MYSQL_ROW row;
	long rows = 0;

	if (mysql_query(server, sql) || !(result = mysql_store_result(server)))
		die("sphinx: %s: %s", sql, mysql_error(server));
	while ((row = mysql_fetch_row(result))) {
		unsigned last = mysql_num_fields(result) - 1;

		if (rows++ == 0 && row[last])
			*first = strtol(row[last], NULL, 10);
	}
	mysql_free_result(result);
	return rows;
}

/* A search counts in passing; META tells. */
static long answer(void *ctx, const char *query, unsigned limit, bool count)
{
	struct index *index = ctx;
	char sql[4096];
	long first = 0, rows;

	snprintf(sql, sizeof(sql),
		 "SELECT id FROM news WHERE MATCH('%s') LIMIT %u "
		 "OPTION ranker = bm25, max_matches = 1000",
		 query, limit ? limit : 1);
	rows = ask(index->server, sql, &first);
	if (!count)
		return rows;
	ask(index->server, "SHOW META LIKE 'total_found'", &first);
	return rows ? first : 0;
}

static void close_index(void *ctx)
{
	struct index *index = ctx;

	mysql_close(index->server);
	kill(index->pid, SIGTERM);
	waitpid(index->pid, NULL, 0);
	free(index);
}

const struct peer peer = { NULL, open_index, answer, close_index };
