/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facet_private.h"
#include "table_private.h"
#include "output_text_private.h"

#define NONE BL_STR("(none)")

static void put_facet(struct bl_buf *out, const struct bl_answer *a,
		      const struct bl_facet *f)
{
	struct bl_table t;
	size_t i;

	bl_table_init(&t, out, a, f->field);
	for (i = 0; i < f->n; i++)
		bl_table_fit(&t, f->value[i].value, &f->value[i].figures);
	if (f->none.articles)
		bl_table_fit(&t, NONE, &f->none);
	bl_table_head(&t);
	for (i = 0; i < f->n; i++)
		bl_table_row(&t, f->value[i].value, &f->value[i].figures);
	if (f->distinct > f->n)
		bl_buf_addf(out, "(%zu more)\n", f->distinct - f->n);
	if (f->none.articles)
		bl_table_row(&t, NONE, &f->none);
	bl_table_release(&t);
}

void bl_text_facets(struct bl_buf *out, const struct bl_answer *a,
		    const struct bl_facet *facet, size_t n)
{
	size_t i;

	for (i = 0; a->matched && i < n; i++) {
		if (i)
			bl_buf_addc(out, '\n');
		put_facet(out, a, &facet[i]);
	}
}
