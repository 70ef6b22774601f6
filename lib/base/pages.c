/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blotter/pages.h"

#include <stdint.h>
#include <sys/mman.h>

void bl_want_huge_pages(void *p, size_t bytes)
{
	size_t before = -(uintptr_t)p & (BL_HUGE_PAGE_BYTES - 1);

	if (bytes > before)
		(void)madvise((char *)p + before, bytes - before,
			      MADV_HUGEPAGE);
}
