/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What threads share: a bounded queue, and turns taken in order.
 *
 * Producers and consumers hand pointers through bl_queue; ownership goes with
 * the pointer.  bl_turns lets workers that finish in any order write their
 * results in the order of the work: ticket numbers count up from 0 without a
 * gap, and bl_turns_wait(n) returns when every ticket below n is done.
 */
#ifndef BLOTTER_THREAD_H
#define BLOTTER_THREAD_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "blotter/status.h"

struct bl_queue {
	pthread_mutex_t lock;
	pthread_cond_t not_empty, not_full;
	void **items; /* a ring */
	size_t cap, head, len;
	bool closed;
};

bl_status bl_queue_init(struct bl_queue *q, size_t cap, struct bl_error *err);
/* The queue must be empty, and nobody inside it. */
void bl_queue_release(struct bl_queue *q);
/* Waits for room.  False when the queue is closed: item is still yours. */
bool bl_queue_push(struct bl_queue *q, void *item);
/* Waits for an item.  NULL when the queue is closed and empty. */
void *bl_queue_pop(struct bl_queue *q);
/* No more pushes; waiting pops get what is left, then NULL. */
void bl_queue_close(struct bl_queue *q);

struct bl_turns {
	pthread_mutex_t lock;
	pthread_cond_t moved;
	uint64_t next;
};

void bl_turns_init(struct bl_turns *t);
void bl_turns_release(struct bl_turns *t);
void bl_turns_wait(struct bl_turns *t, uint64_t ticket);
void bl_turns_done(struct bl_turns *t, uint64_t ticket);

/* Processors this process may run on, at least 1. */
unsigned bl_cpu_count(void);

#endif
