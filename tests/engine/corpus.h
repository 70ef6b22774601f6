/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Articles to compare engines on: the 1,500 of MUC where they are (under
 * $BLOTTER_CORPORA, or shared/corpora beside or above the source tree), else
 * those of corpus/sample.  MUC's have no title, source or language: they get
 * some here, and every article gets a few made-up words, zq and a number, so
 * that there is a pattern of more forms than are searched.
 *
 * What fails ends the test.
 */
#ifndef CORPUS_H
#define CORPUS_H

#include <stdbool.h>

#include "blotter/article.h"

struct corpus {
	struct bl_arena arena;
	struct bl_article *article;
	size_t n;
	bool is_muc;
};

/* scratch: a folder for what has to be unpacked. */
void corpus_load(struct corpus *c, const char *scratch);
void corpus_release(struct corpus *c);

#endif
