/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Match spies: callbacks that see what matches, and counts of values. */
#include "handles.h"
#include "lists.h"

using xap::guard;

namespace
{

class spy : public Xapian::MatchSpy
{
	xap_spy_fn *fn;
	void *ctx;

      public:
	spy(xap_spy_fn *fn_, void *ctx_) : fn(fn_), ctx(ctx_)
	{
	}

	void operator()(const Xapian::Document &doc, double weight) override
	{
		xap_doc lent{ doc };

		xap::go_on(fn(ctx, &lent, weight));
	}
};

/* Xapian keeps a bare pointer; the enquiry here owns the spy. */
void add_spy(xap_enquire *enquire, std::shared_ptr<Xapian::MatchSpy> spy)
{
	enquire->spies.reserve(enquire->spies.size() + 1);
	enquire->enquire.add_matchspy(spy.get());
	enquire->spies.push_back(std::move(spy));
}

} // namespace

xap_status xap_enquire_add_spy(xap_enquire *enquire, xap_spy_fn *fn, void *ctx,
			       struct xap_error *err)
{
	return guard(err,
		     [&] { add_spy(enquire, std::make_shared<spy>(fn, ctx)); });
}

xap_status xap_enquire_add_facets(xap_enquire *enquire, xap_facets *facets,
				  struct xap_error *err)
{
	return guard(err, [&] { add_spy(enquire, facets->spy); });
}

xap_status xap_enquire_clear_spies(xap_enquire *enquire, struct xap_error *err)
{
	return guard(err, [&] {
		enquire->enquire.clear_matchspies();
		enquire->spies.clear();
	});
}

xap_status xap_facets_new(xap_facets **out, uint32_t slot,
			  struct xap_error *err)
{
	*out = nullptr;
	return guard(err, [&] {
		*out = new xap_facets{
			std::make_shared<Xapian::ValueCountMatchSpy>(slot)
		};
	});
}

void xap_facets_free(xap_facets *facets)
{
	delete facets;
}

size_t xap_facets_total(const xap_facets *facets)
{
	return facets->spy->get_total();
}

xap_status xap_facets_values(const xap_facets *facets, xap_term_fn *fn,
			     void *ctx, struct xap_error *err)
{
	return guard(err, [&] {
		xap::list_freqs(facets->spy->values_begin(),
				facets->spy->values_end(), fn, ctx);
	});
}

xap_status xap_facets_top(const xap_facets *facets, size_t n, xap_term_fn *fn,
			  void *ctx, struct xap_error *err)
{
	return guard(err, [&] {
		xap::list_freqs(facets->spy->top_values_begin(n),
				facets->spy->top_values_end(n), fn, ctx);
	});
}
