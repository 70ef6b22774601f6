/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Xapian's term iterators, run through with a callback. */
#ifndef XAPIAN_C_LISTS_H
#define XAPIAN_C_LISTS_H

#include "guard.h"

namespace xap
{

/* With the number of documents: lists of a database, facets. */
inline void list_freqs(Xapian::TermIterator it, const Xapian::TermIterator &end,
		       xap_term_fn *fn, void *ctx)
{
	for (; it != end; ++it) {
		const std::string s = *it;
		const struct xap_term term = { s.data(), s.size(), 0,
					       it.get_termfreq() };

		go_on(fn(ctx, &term));
	}
}

/* With the occurrences: lists of a document. */
inline void list_wdfs(Xapian::TermIterator it, const Xapian::TermIterator &end,
		      xap_term_fn *fn, void *ctx)
{
	for (; it != end; ++it) {
		const std::string s = *it;
		const struct xap_term term = { s.data(), s.size(), it.get_wdf(),
					       0 };

		go_on(fn(ctx, &term));
	}
}

/* Strings alone. */
inline void list_strings(Xapian::TermIterator it,
			 const Xapian::TermIterator &end, xap_string_fn *fn,
			 void *ctx)
{
	for (; it != end; ++it) {
		const std::string s = *it;

		go_on(fn(ctx, s.data(), s.size()));
	}
}

} // namespace xap

#endif
