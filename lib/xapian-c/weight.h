/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Weighting schemes; used by enquire.cc. */
#ifndef XAPIAN_C_WEIGHT_H
#define XAPIAN_C_WEIGHT_H

#include "guard.h"

#include <memory>

namespace xap
{

/* NULL is Xapian's default. Throws refused for one that does not exist. */
std::unique_ptr<Xapian::Weight> make_weight(const struct xap_weight *weight);

} // namespace xap

#endif
