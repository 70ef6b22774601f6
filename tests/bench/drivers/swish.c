/* SPDX-License-Identifier: GPL-2.0-or-later */
/* swish-e's library, on the index that its program made. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <swish-e.h>

#include "driver.h"

static void *open_index(const char *dir)
{
	char path[4096];
	SW_HANDLE index;

	snprintf(path, sizeof(path), "%s/index.swish-e", dir);
	index = SwishInit(path);
	if (SwishError(index))
		die("swish-e: %s", SwishErrorString(index));
	return index;
}

/* It always counts. */
static long answer(void *index, const char *query, unsigned limit, bool count)
{
	char *words = strdup(query);
	SW_RESULTS results = SwishQuery(index, words);
	unsigned shown = 0;
	long matches;

	if (SwishCriticalError(index))
		die("swish-e: %s", SwishErrorString(index));
	matches = SwishHits(results);
	while (shown < limit && SwishNextResult(results))
		shown++;
	Free_Results_Object(results);
	free(words);
	return count ? matches : (long)shown;
}

static void close_index(void *index)
{
	SwishClose(index);
}

const struct peer peer = { NULL, open_index, answer, close_index };
