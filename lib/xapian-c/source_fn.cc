/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Posting sources in C. */
#include "callback.h"
#include "source.h"

using xap::guard;

namespace
{

using source_context = xap::context<struct xap_source_fns>;

class source_fn : public Xapian::PostingSource
{
	std::shared_ptr<const source_context> shared;
	xap_db db; /* lent to the run */
	struct xap_source_bounds bounds = {};
	void *cursor = nullptr;
	bool running = false;
	Xapian::docid now = 0; /* 0: before the first */
	bool ended = false;
	double weight = 0;

	void close()
	{
		if (running && shared->fns.close)
			shared->fns.close(shared->ctx, cursor);
		running = false;
	}

	void seek(Xapian::docid from, double min_weight)
	{
		xap_docid found = 0;

		weight = 0;
		xap::go_on(shared->fns.seek(shared->ctx, cursor, &found,
					    &weight, from, min_weight));
		if (found && found < from)
			throw xap::refused{ XAP_BAD_ARGUMENT,
					    "a source went backwards" };
		ended = found == 0;
		now = found;
	}

	void start(const Xapian::Database &searched)
	{
		close();
		db.db = searched;
		bounds = {};
		cursor = nullptr;
		now = 0;
		ended = false;
		xap::go_on(
			shared->fns.open(shared->ctx, &cursor, &bounds, &db));
		running = true;
		if (bounds.min > bounds.estimate ||
		    bounds.estimate > bounds.max)
			throw xap::refused{ XAP_BAD_ARGUMENT,
					    "a source's bounds cross" };
		set_maxweight(bounds.max_weight);
	}

      public:
	explicit source_fn(std::shared_ptr<const source_context> shared_)
		: shared(std::move(shared_))
	{
	}

	~source_fn() override
	{
		close();
	}

	source_fn *clone() const override
	{
		return new source_fn(shared);
	}

#if XAPIAN_AT_LEAST(1, 5, 0)
	void reset(const Xapian::Database &searched, Xapian::doccount) override
#else
	void init(const Xapian::Database &searched) override
#endif
	{
		start(searched);
	}

	Xapian::doccount get_termfreq_min() const override
	{
		return bounds.min;
	}

	Xapian::doccount get_termfreq_est() const override
	{
		return bounds.estimate;
	}

	Xapian::doccount get_termfreq_max() const override
	{
		return bounds.max;
	}

	double get_weight() const override
	{
		return weight;
	}

	Xapian::docid get_docid() const override
	{
		return now;
	}

	void next(double min_weight) override
	{
		if (now == UINT32_MAX)
			ended = true;
		else
			seek(now + 1, min_weight);
	}

	void skip_to(Xapian::docid docid, double min_weight) override
	{
		if (docid > now || now == 0)
			seek(docid, min_weight);
	}

	bool at_end() const override
	{
		return ended;
	}
};

} // namespace

xap_status xap_query_source(xap_query **out, const struct xap_source_fns *fns,
			    void *ctx, struct xap_error *err)
{
	*out = nullptr;
	return guard(err, [&] {
		auto shared = std::make_shared<source_context>(*fns, ctx);

		*out = xap::query_of(std::make_unique<source_fn>(shared));
		shared->keep(fns->destroy);
	});
}
