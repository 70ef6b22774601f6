/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What reading a filter and applying it share. */
#ifndef BLOTTER_FILTER_PRIVATE_H
#define BLOTTER_FILTER_PRIVATE_H

#include "blotter/filter.h"

/* Of the words of a name, when they are compared; the rest does not count. */
#define BL_NAME_MAX_BYTES 512

#endif
