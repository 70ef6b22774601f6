/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sorting by a key maker; used by sort.cc and geo.cc. */
#ifndef XAPIAN_C_SORT_H
#define XAPIAN_C_SORT_H

#include "handles.h"

namespace xap
{

/* The enquiry owns the key maker from then on. */
void set_key_maker(xap_enquire *enquire, enum xap_sort sort,
		   std::shared_ptr<Xapian::KeyMaker> maker, bool descending);

} // namespace xap

#endif
