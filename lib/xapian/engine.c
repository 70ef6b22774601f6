/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "xapian_private.h"

BL_EXPORT const struct bl_engine bl_engine_xapian = {
	.version = BL_ENGINE_VERSION,
	.name = "xapian",
	.writer_open = bl_xwriter_open,
	.writer_close = bl_xwriter_close,
	.writer_analysis = bl_xwriter_analysis,
	.inverter_open = bl_xinverter_open,
	.inverter_add = bl_xinverter_add,
	.inverter_close = bl_xinverter_close,
	.writer_delete = bl_xwriter_delete,
	.writer_commit = bl_xwriter_commit,
	.compact = bl_xcompact,
	.check = bl_xcheck,
	.reader_open = bl_xreader_open,
	.reader_close = bl_xreader_close,
	.reader_analysis = bl_xreader_analysis,
	.stats = bl_xreader_stats,
	.search = bl_xreader_search,
	.visit = bl_xreader_visit,
	.fetch = bl_xreader_fetch,
	.forms = bl_xreader_forms,
	.explain = bl_xreader_explain,
};
