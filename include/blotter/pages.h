/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Huge pages, for large memory that is used here and there: to find a page of
 * 4 KiB among many takes longer than what is done in it.
 */
#ifndef BLOTTER_PAGES_H
#define BLOTTER_PAGES_H

#include <stddef.h>

#define BL_HUGE_PAGE_BYTES ((size_t)2 << 20)

/* Ask the system for huge pages for this memory, as far as it is of whole
 * ones; a wish, which may not be granted.  For blocks of a huge page or more.
 */
void bl_want_huge_pages(void *p, size_t bytes);

#endif
