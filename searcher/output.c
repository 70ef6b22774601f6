/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "output_private.h"

const struct bl_output *const bl_outputs[] = {
	&bl_output_text, &bl_output_json, &bl_output_tsv,
	&bl_output_trec, &bl_output_ids,  NULL,
};
