/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Making a query of a posting source. */
#ifndef XAPIAN_C_SOURCE_H
#define XAPIAN_C_SOURCE_H

#include "handles.h"

namespace xap
{

/* The query counts its users of the source, and deletes it after the last. */
template <typename S> xap_query *query_of(std::unique_ptr<S> source)
{
	/* Counted from release(), Xapian's, on; a failure is before that. */
	Xapian::Query query(source->release());

	source.release();
	return new xap_query{ query, 1 };
}

} // namespace xap

#endif
