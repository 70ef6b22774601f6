/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers as strings that sort alike. */
#include "guard.h"

size_t xap_sortable(char *out, double value)
{
	static_assert(XAP_SORTABLE_BYTES_MAX == 9, "Xapian's own size");
	return Xapian::sortable_serialise_(value, out);
}

double xap_sortable_read(const char *data, size_t len)
{
	/* Only the first nine bytes are read; a short string needs no heap. */
	if (len > XAP_SORTABLE_BYTES_MAX)
		len = XAP_SORTABLE_BYTES_MAX;
	return Xapian::sortable_unserialise(std::string(data, len));
}
