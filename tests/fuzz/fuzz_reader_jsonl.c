/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A line of JSON, of any bytes. */
#include "fuzz_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_read(&bl_format_jsonl, 1, data, size);
}
