/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The bytes of gazetteer.bin, in read-only memory.  The assembler looks for
 * the file from where make runs: the top of the source tree. */
#include "gazetteer_private.h"

__asm__(".section .rodata\n"
	".balign 64\n"
	".global bl_gazetteer_data\n"
	".hidden bl_gazetteer_data\n"
	".type bl_gazetteer_data, %object\n"
	"bl_gazetteer_data:\n"
	".incbin \"lib/schema/gazetteer.bin\"\n"
	".size bl_gazetteer_data, . - bl_gazetteer_data\n"
	".previous\n");
