/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blotter/thread.h"

#include <sched.h>
#include <stdlib.h>
#include <string.h>

bl_status bl_queue_init(struct bl_queue *q, size_t cap, struct bl_error *err)
{
	memset(q, 0, sizeof(*q));
	q->items = calloc(cap, sizeof(*q->items));
	if (!q->items)
		return bl_fail_nomem(err);
	q->cap = cap;
	pthread_mutex_init(&q->lock, NULL);
	pthread_cond_init(&q->not_empty, NULL);
	pthread_cond_init(&q->not_full, NULL);
	return BL_OK;
}

void bl_queue_release(struct bl_queue *q)
{
	if (!q->items)
		return;
	pthread_cond_destroy(&q->not_full);
	pthread_cond_destroy(&q->not_empty);
	pthread_mutex_destroy(&q->lock);
	free(q->items);
	q->items = NULL;
}

bool bl_queue_push(struct bl_queue *q, void *item)
{
	bool open;

	pthread_mutex_lock(&q->lock);
	while (q->len == q->cap && !q->closed)
		pthread_cond_wait(&q->not_full, &q->lock);
	open = !q->closed;
	if (open) {
		q->items[(q->head + q->len) % q->cap] = item;
		q->len++;
		pthread_cond_signal(&q->not_empty);
	}
	pthread_mutex_unlock(&q->lock);
	return open;
}

void *bl_queue_pop(struct bl_queue *q)
{
	void *item = NULL;

	pthread_mutex_lock(&q->lock);
	while (!q->len && !q->closed)
		pthread_cond_wait(&q->not_empty, &q->lock);
	if (q->len) {
		item = q->items[q->head];
		q->head = (q->head + 1) % q->cap;
		q->len--;
		pthread_cond_signal(&q->not_full);
	}
	pthread_mutex_unlock(&q->lock);
	return item;
}

void bl_queue_close(struct bl_queue *q)
{
	pthread_mutex_lock(&q->lock);
	q->closed = true;
	pthread_cond_broadcast(&q->not_empty);
	pthread_cond_broadcast(&q->not_full);
	pthread_mutex_unlock(&q->lock);
}

void bl_turns_init(struct bl_turns *t)
{
	t->next = 0;
	pthread_mutex_init(&t->lock, NULL);
	pthread_cond_init(&t->moved, NULL);
}

void bl_turns_release(struct bl_turns *t)
{
	pthread_cond_destroy(&t->moved);
	pthread_mutex_destroy(&t->lock);
}

void bl_turns_wait(struct bl_turns *t, uint64_t ticket)
{
	pthread_mutex_lock(&t->lock);
	while (t->next < ticket)
		pthread_cond_wait(&t->moved, &t->lock);
	pthread_mutex_unlock(&t->lock);
}

void bl_turns_done(struct bl_turns *t, uint64_t ticket)
{
	pthread_mutex_lock(&t->lock);
	while (t->next < ticket)
		pthread_cond_wait(&t->moved, &t->lock);
	t->next = ticket + 1;
	pthread_cond_broadcast(&t->moved);
	pthread_mutex_unlock(&t->lock);
}

unsigned bl_cpu_count(void)
{
	cpu_set_t set;
	int n;

	if (sched_getaffinity(0, sizeof(set), &set) != 0)
		return 1;
	n = CPU_COUNT(&set);
	return n > 0 ? (unsigned)n : 1;
}
