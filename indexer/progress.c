/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "pipeline_private.h"

#define REDRAW_SECONDS 0.2
#define CLEAR_LINE "\r\033[K"

double bl_seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void bl_progress_start(struct bl_progress *p, bool quiet)
{
	memset(p, 0, sizeof(*p));
	p->shown = !quiet && isatty(STDERR_FILENO);
	p->started = p->drawn_at = bl_seconds();
}

void bl_progress_update(struct bl_progress *p, const struct bl_source *source,
			struct bl_run *run)
{
	double now = bl_seconds(), spent = now - p->started;
	uint64_t done, total, articles;

	if (!p->shown || now - p->drawn_at < REDRAW_SECONDS)
		return;
	p->drawn_at = now;
	p->drawn = true;
	bl_source_progress(source, &done, &total);
	pthread_mutex_lock(&run->lock);
	articles = run->articles;
	pthread_mutex_unlock(&run->lock);
	fprintf(stderr, CLEAR_LINE "%llu articles, %.0f/s, %.1f MB/s",
		(unsigned long long)articles, (double)articles / spent,
		(double)done / spent / 1e6);
	if (total && done && done <= total) {
		unsigned left = (unsigned)(spent * (double)(total - done) /
					   (double)done);

		fprintf(stderr, ", %.0f%%, %u:%02u left",
			100.0 * (double)done / (double)total, left / 60,
			left % 60);
	}
	fflush(stderr);
}

void bl_progress_clear(struct bl_progress *p)
{
	if (p->drawn)
		fputs(CLEAR_LINE, stderr);
	p->drawn = false;
}
