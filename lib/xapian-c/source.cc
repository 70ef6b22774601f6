/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Posting sources: sets of documents as leaves of a query. */
#include "source.h"

#include <algorithm>

using xap::guard;

namespace
{

/* The ids of each shard, as that shard numbers them. */
struct docid_lists {
	Xapian::Database db; /* keeps the shards' addresses from reuse */
	std::vector<std::vector<Xapian::docid>> shards;
};

class docid_source : public Xapian::PostingSource
{
	std::shared_ptr<const docid_lists> lists;
	double weight;
	const std::vector<Xapian::docid> *ids = nullptr;
	size_t at = 0;             /* one past the current id; 0: not begun */
	Xapian::doccount most = 0; /* documents that can match */

	void start(size_t shard, const Xapian::Database &db)
	{
		ids = &lists->shards[shard];
		at = 0;
		most = Xapian::doccount(
			std::min<size_t>(ids->size(), db.get_doccount()));
		set_maxweight(weight);
	}

      public:
	docid_source(std::shared_ptr<const docid_lists> lists_, double weight_)
		: lists(std::move(lists_)), weight(weight_)
	{
	}

	docid_source *clone() const override
	{
		return new docid_source(lists, weight);
	}

#if XAPIAN_AT_LEAST(1, 5, 0)
	void reset(const Xapian::Database &db, Xapian::doccount shard) override
	{
		if (lists->shards.size() == 1)
			shard = 0;
		else if (shard >= lists->shards.size())
			throw xap::refused{ XAP_BAD_OPERATION,
					    "docids of another database" };
		start(shard, db);
	}
#else
	void init(const Xapian::Database &db) override
	{
		start(shard_of(db), db);
	}

	/* 1.4 does not tell which shard it asks about. */
	size_t shard_of(const Xapian::Database &db) const
	{
		const auto &all = lists->db.internal;

		if (lists->shards.size() == 1)
			return 0;
		for (size_t i = 0; i < all.size(); i++)
			if (all[i].get() == db.internal[0].get())
				return i;
		throw xap::refused{ XAP_BAD_OPERATION,
				    "docids of another database" };
	}
#endif

	Xapian::doccount get_termfreq_min() const override
	{
		return 0; /* the documents need not exist */
	}

	Xapian::doccount get_termfreq_est() const override
	{
		return most;
	}

	Xapian::doccount get_termfreq_max() const override
	{
		return most;
	}

	double get_weight() const override
	{
		return weight;
	}

	Xapian::docid get_docid() const override
	{
		return (*ids)[at - 1];
	}

	void next(double) override
	{
		at++;
	}

	void skip_to(Xapian::docid docid, double) override
	{
		size_t from = at ? at - 1 : 0;

		at = size_t(std::lower_bound(ids->begin() + long(from),
					     ids->end(), docid) -
			    ids->begin()) +
		     1;
	}

	bool at_end() const override
	{
		return at > ids->size();
	}
};

/* Splits the ids as xap_db_open_list() says. */
std::shared_ptr<const docid_lists> split(const xap_db *db,
					 const xap_docid *docids, size_t n)
{
	auto lists = std::make_shared<docid_lists>();
	xap_docid before = 0;
	size_t shards = 1;

	if (db) {
		lists->db = db->db;
		shards = std::max<size_t>(db->db.size(), 1);
	}
	lists->shards.resize(shards);
	for (size_t i = 0; i < n; i++) {
		if (docids[i] <= before)
			throw xap::refused{ XAP_BAD_ARGUMENT,
					    "the docids do not rise" };
		before = docids[i];
		lists->shards[(before - 1) % shards].push_back(
			xap_docid((before - 1) / shards + 1));
	}
	return lists;
}

} // namespace

xap_status xap_query_docids(xap_query **out, const xap_db *db,
			    const xap_docid *docids, size_t n, double weight,
			    struct xap_error *err)
{
	*out = nullptr;
	return guard(err, [&] {
		*out = xap::query_of(std::make_unique<docid_source>(
			split(db, docids, n), weight));
	});
}

xap_status xap_query_value_weight(xap_query **out, uint32_t slot,
				  struct xap_error *err)
{
	*out = nullptr;
	return guard(err, [&] {
		*out = xap::query_of(
			std::make_unique<Xapian::ValueWeightPostingSource>(
				slot));
	});
}

xap_status xap_query_value_weight_falling(xap_query **out, uint32_t slot,
					  xap_docid first, xap_docid last,
					  struct xap_error *err)
{
	using source = Xapian::DecreasingValueWeightPostingSource;

	*out = nullptr;
	return guard(err, [&] {
		*out = xap::query_of(
			std::make_unique<source>(slot, first, last));
	});
}

xap_status xap_query_value_map(xap_query **out, uint32_t slot,
			       const struct xap_value_weight *map, size_t n,
			       double other, struct xap_error *err)
{
	*out = nullptr;
	return guard(err, [&] {
		auto source =
			std::make_unique<Xapian::ValueMapPostingSource>(slot);

		for (size_t i = 0; i < n; i++)
			source->add_mapping(xap::string(map[i].value.data,
							map[i].value.len),
					    map[i].weight);
		source->set_default_weight(other);
		*out = xap::query_of(std::move(source));
	});
}

xap_status xap_query_fixed_weight(xap_query **out, double weight,
				  struct xap_error *err)
{
	*out = nullptr;
	return guard(err, [&] {
		*out = xap::query_of(
			std::make_unique<Xapian::FixedWeightPostingSource>(
				weight));
	});
}
