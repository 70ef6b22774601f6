/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "exec_private.h"
#include "writer_private.h"

const struct bl_engine bl_engine_segment = {
	.version = BL_ENGINE_VERSION,
	.name = "segment",
	.writer_open = bl_segment_writer_start,
	.writer_close = bl_segment_writer_close,
	.writer_analysis = bl_segment_writer_analysis,
	.inverter_open = bl_segment_inverter_open,
	.inverter_add = bl_segment_inverter_add,
	.inverter_close = bl_segment_inverter_close,
	.writer_delete = bl_segment_delete,
	.writer_commit = bl_segment_commit,
	.compact = bl_segment_compact,
	.check = bl_segment_check,
	.reader_open = bl_segment_reader_open,
	.reader_close = bl_segment_reader_close,
	.reader_analysis = bl_segment_reader_analysis,
	.stats = bl_segment_stats,
	.search = bl_segment_search,
	.visit = bl_segment_visit,
	.fetch = bl_segment_fetch,
	.forms = bl_segment_forms,
	.explain = bl_segment_explain,
};
