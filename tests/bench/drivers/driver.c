/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The main program of the drivers in C and C++. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "driver.h"

static double now_usec(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static void build(const char *path, const char *dir)
{
	FILE *corpus = fopen(path, "r");

	if (!corpus)
		die("cannot open '%s'", path);
	peer.build(corpus, dir);
	fclose(corpus);
}

static void answer_all(const char *dir, unsigned limit, bool count)
{
	void *index = peer.open(dir);
	char *line = NULL;
	size_t room = 0;

	while (getline(&line, &room, stdin) > 0) {
		char *query = strchr(line, '\t');
		double start;
		long matches;

		if (!query)
			die("a query without an id: %s", line);
		*query++ = '\0';
		query[strcspn(query, "\n")] = '\0';
		start = now_usec();
		matches = peer.answer(index, query, limit, count);
		fprintf(stderr, "%s\t%.2f\t%ld\n", line, now_usec() - start,
			matches);
	}
	free(line);
	peer.close(index);
}

int main(int argc, char **argv)
{
	if (argc >= 4 && strcmp(argv[1], "build") == 0)
		build(argv[2], argv[3]);
	else if (argc == 5 && strcmp(argv[1], "query") == 0)
		answer_all(argv[2], (unsigned)strtoul(argv[3], NULL, 10),
			   argv[4][0] == '1');
	else
		die("usage: %s build CORPUS DIR | query DIR LIMIT COUNT",
		    argv[0]);
	return 0;
}
