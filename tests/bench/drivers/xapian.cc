/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * libxapian on the database that omega's scriptindex made: queries as quest
 * reads them.
 */
#include <xapian.h>

#include "driver.h"

namespace
{

struct index {
	Xapian::Database db;
	Xapian::QueryParser parser;
	Xapian::Enquire enquire;

	explicit index(const char *dir) : db(dir), enquire(db)
	{
		parser.set_database(db);
		parser.set_stemmer(Xapian::Stem("english"));
		parser.set_stemming_strategy(Xapian::QueryParser::STEM_SOME);
		enquire.set_weighting_scheme(Xapian::BM25Weight());
	}
};

void *open_index(const char *dir)
{
	return new index(dir);
}

long answer(void *ctx, const char *query, unsigned limit, bool count)
{
	auto &i = *static_cast<index *>(ctx);
	Xapian::doccount exact = count ? i.db.get_doccount() : 0;
	Xapian::MSet set;

	i.enquire.set_query(i.parser.parse_query(query));
	set = i.enquire.get_mset(0, limit, exact);
	return count ? set.get_matches_estimated() : set.size();
}

void close_index(void *ctx)
{
	delete static_cast<index *>(ctx);
}

} // namespace

const struct peer peer = { nullptr, open_index, answer, close_index };
