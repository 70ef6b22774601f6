/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Enquiries: how to sort. */
#include "sort.h"
#include "callback.h"

using xap::guard;

namespace
{

class key_maker : public Xapian::KeyMaker
{
	xap_key_fn *fn;
	void *ctx;
	mutable xap::buffer key; /* its memory is used again */

      public:
	key_maker(xap_key_fn *fn_, void *ctx_) : fn(fn_), ctx(ctx_)
	{
	}

	std::string operator()(const Xapian::Document &doc) const override
	{
		xap_doc lent{ doc };

		xap::go_on(fn(ctx, key.clear(), &lent));
		return key.str();
	}
};

} // namespace

xap_status xap_enquire_set_sort(xap_enquire *enquire, enum xap_sort sort,
				uint32_t slot, bool descending,
				struct xap_error *err)
{
	return guard(err, [&] {
		Xapian::Enquire &e = enquire->enquire;

		switch (sort) {
		case XAP_SORT_RELEVANCE:
			return e.set_sort_by_relevance();
		case XAP_SORT_VALUE:
			return e.set_sort_by_value(slot, descending);
		case XAP_SORT_VALUE_RELEVANCE:
			return e.set_sort_by_value_then_relevance(slot,
								  descending);
		case XAP_SORT_RELEVANCE_VALUE:
			return e.set_sort_by_relevance_then_value(slot,
								  descending);
		}
		throw xap::refused{ XAP_BAD_ARGUMENT, "no such sort" };
	});
}

void xap::set_key_maker(xap_enquire *enquire, enum xap_sort sort,
			std::shared_ptr<Xapian::KeyMaker> maker,
			bool descending)
{
	Xapian::Enquire &e = enquire->enquire;

	switch (sort) {
	case XAP_SORT_VALUE:
		e.set_sort_by_key(maker.get(), descending);
		break;
	case XAP_SORT_VALUE_RELEVANCE:
		e.set_sort_by_key_then_relevance(maker.get(), descending);
		break;
	case XAP_SORT_RELEVANCE_VALUE:
		e.set_sort_by_relevance_then_key(maker.get(), descending);
		break;
	default:
		throw xap::refused{ XAP_BAD_ARGUMENT, "no such sort" };
	}
	enquire->key_maker = std::move(maker);
}

xap_status xap_enquire_set_sort_slots(xap_enquire *enquire, enum xap_sort sort,
				      const struct xap_sort_slot *slots,
				      size_t n, bool descending,
				      struct xap_error *err)
{
	return guard(err, [&] {
		auto maker = std::make_shared<Xapian::MultiValueKeyMaker>();

		for (size_t i = 0; i < n; i++)
			maker->add_value(slots[i].slot, slots[i].descending,
					 xap::string(slots[i].missing.data,
						     slots[i].missing.len));
		xap::set_key_maker(enquire, sort, maker, descending);
	});
}

xap_status xap_enquire_set_sort_key(xap_enquire *enquire, enum xap_sort sort,
				    xap_key_fn *fn, void *ctx, bool descending,
				    struct xap_error *err)
{
	return guard(err, [&] {
		xap::set_key_maker(enquire, sort,
				   std::make_shared<key_maker>(fn, ctx),
				   descending);
	});
}
