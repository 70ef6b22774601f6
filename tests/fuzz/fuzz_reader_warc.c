/* SPDX-License-Identifier: GPL-2.0-or-later */
/* WARC records, of any bytes: their heads, and bodies as HTTP sends them. */
#include "fuzz_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_read(&bl_format_warc, 0, data, size);
}
