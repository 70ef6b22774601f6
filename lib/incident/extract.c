/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "incident_private.h"

#include <stdlib.h>

bl_status bl_extractor_new(struct bl_extractor **out, struct bl_error *err)
{
	struct bl_extractor *x = calloc(1, sizeof(*x));
	bl_status st;

	*out = NULL;
	if (!x)
		return bl_fail_nomem(err);
	st = bl_lexicon_new(&x->lexicon, err);
	if (st < 0) {
		bl_extractor_free(x);
		return st;
	}
	*out = x;
	return BL_OK;
}

void bl_extractor_free(struct bl_extractor *x)
{
	if (!x)
		return;
	bl_lexicon_free(x->lexicon);
	free(x->form);
	free(x);
}

void bl_extractor_forget(struct bl_extractor *x)
{
	x->known_forms = 0;
}

bl_status bl_extract(struct bl_incidents *out, struct bl_extractor *x,
		     const struct bl_article *article,
		     const struct bl_vocab *vocab,
		     const struct bl_tokens *title,
		     const struct bl_tokens *body, struct bl_arena *arena,
		     struct bl_error *err)
{
	struct text t = { .x = x,
			  .article = article,
			  .vocab = vocab,
			  .title = title,
			  .body = body,
			  .arena = arena,
			  .err = err };
	bl_status st;

	*out = (struct bl_incidents)BL_INCIDENTS_INIT;
	st = bl_text_read(&t);
	if (st < 0)
		return st;
	bl_dates_today(&t);
	st = bl_events_find(&t);
	if (st == BL_OK && t.n_reports)
		st = bl_merge_drafts(out, &t);
	return st;
}
