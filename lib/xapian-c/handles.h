/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is behind the opaque handles of xapian-c.h. */
#ifndef XAPIAN_C_HANDLES_H
#define XAPIAN_C_HANDLES_H

#include "guard.h"

#include <memory>
#include <vector>

struct xap_db {
	Xapian::Database db;
};

struct xap_wdb {
	Xapian::WritableDatabase wdb;
	xap_db reader; /* the same internals, counted */
	uint32_t flush_docs;
	uint32_t changes; /* since the last commit of ours */
	bool in_transaction;
};

struct xap_doc {
	Xapian::Document doc;
};

struct xap_query {
	Xapian::Query query;
	unsigned depth; /* levels, at most XAP_QUERY_DEPTH_MAX */
};

struct xap_facets {
	std::shared_ptr<Xapian::ValueCountMatchSpy> spy;
};

struct xap_rset {
	Xapian::RSet rset;
};

struct xap_eset {
	Xapian::ESet eset;
};

struct xap_stem {
	Xapian::Stem stem;
	std::shared_ptr<xap::noted> noted; /* of its callback; may be null */
};

struct xap_stopper {
	std::shared_ptr<Xapian::Stopper> stopper;
	Xapian::SimpleStopper *list;       /* the same; NULL for one in C */
	std::shared_ptr<xap::noted> noted; /* of its callback; may be null */
};

struct xap_mset {
	Xapian::MSet mset;
};

/*
 * Of the objects below, Xapian keeps bare pointers to others: those are owned
 * here, and declared first, to be destroyed last.
 */

struct xap_enquire {
	std::vector<std::shared_ptr<Xapian::MatchSpy>> spies;
	std::shared_ptr<Xapian::KeyMaker> key_maker;
	Xapian::Enquire enquire;
};

struct xap_termgen {
	std::shared_ptr<Xapian::Stopper> stopper;
	std::shared_ptr<xap::noted> noted[2]; /* the stemmer's, the stopper's */
	Xapian::TermGenerator termgen;
};

struct xap_parser {
	std::shared_ptr<Xapian::Stopper> stopper;
	std::shared_ptr<xap::noted> noted[2]; /* the stemmer's, the stopper's */
	xap::noted own;                       /* of fields and ranges */
	std::vector<std::shared_ptr<Xapian::FieldProcessor>> fields;
	std::vector<std::shared_ptr<Xapian::RangeProcessor>> ranges;
	Xapian::QueryParser parser;
};

namespace xap
{

/* Refuses what cannot join queries. */
void check_operator(int op);

/* A handle for a query that was not joined by xap_query_combine(). */
xap_query *adopt(const Xapian::Query &query);

} // namespace xap

#endif
