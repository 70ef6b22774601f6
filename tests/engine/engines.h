/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every engine that is installed, to run a test on each. */
#ifndef TEST_ENGINES_H
#define TEST_ENGINES_H

#include "blotter/engine.h"

#define TEST_ENGINES_MAX 8

/* A list that ends with NULL; static. */
static inline const struct bl_engine *const *test_engines(void)
{
	static const struct bl_engine *engines[TEST_ENGINES_MAX + 1];
	struct bl_error err;
	size_t i;

	for (i = 0; bl_engine_name(i) && i < TEST_ENGINES_MAX; i++)
		if (bl_engine_find(&engines[i], bl_engine_name(i), &err) < 0)
			fail_msg("%s", err.text);
	return engines;
}

#endif
