/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Enquiries: how to search, and searching. */
#include "callback.h"
#include "lists.h"
#include "weight.h"

using xap::guard;

#define SAME(ours, theirs) \
	static_assert(int(ours) == int(Xapian::Enquire::theirs), #ours)
SAME(XAP_DOCID_DESCENDING, DESCENDING);
SAME(XAP_DOCID_ASCENDING, ASCENDING);
SAME(XAP_DOCID_ANY, DONT_CARE);
#undef SAME

static_assert(XAP_NO_SLOT == Xapian::BAD_VALUENO, "XAP_NO_SLOT");

namespace
{

class decider : public Xapian::MatchDecider
{
	xap_decide_fn *fn;
	void *ctx;

      public:
	decider(xap_decide_fn *fn_, void *ctx_) : fn(fn_), ctx(ctx_)
	{
	}

	bool operator()(const Xapian::Document &doc) const override
	{
		xap_doc lent{ doc };

		return xap::decision(fn(ctx, &lent));
	}
};

} // namespace

xap_status xap_enquire_new(xap_enquire **out, const xap_db *db,
			   struct xap_error *err)
{
	*out = nullptr;
	return guard(err, [&] {
		*out = new xap_enquire{ {}, {}, Xapian::Enquire(db->db) };
	});
}

void xap_enquire_free(xap_enquire *enquire)
{
	delete enquire;
}

xap_status xap_enquire_set_query(xap_enquire *enquire, const xap_query *query,
				 uint32_t length, struct xap_error *err)
{
	return guard(err,
		     [&] { enquire->enquire.set_query(query->query, length); });
}

xap_status xap_enquire_set_weight(xap_enquire *enquire,
				  const struct xap_weight *weight,
				  struct xap_error *err)
{
	return guard(err, [&] {
		enquire->enquire.set_weighting_scheme(
			*xap::make_weight(weight));
	});
}

xap_status xap_enquire_set_docid_order(xap_enquire *enquire,
				       enum xap_docid_order order,
				       struct xap_error *err)
{
	return guard(err, [&] {
		xap::check_enum(order, XAP_DOCID_ANY);
		enquire->enquire.set_docid_order(
			Xapian::Enquire::docid_order(order));
	});
}

xap_status xap_enquire_set_cutoff(xap_enquire *enquire, int percent,
				  double weight, struct xap_error *err)
{
	return guard(err,
		     [&] { enquire->enquire.set_cutoff(percent, weight); });
}

xap_status xap_enquire_set_collapse(xap_enquire *enquire, uint32_t slot,
				    uint32_t max, struct xap_error *err)
{
	return guard(err,
		     [&] { enquire->enquire.set_collapse_key(slot, max); });
}

xap_status xap_enquire_set_time_limit(xap_enquire *enquire, double seconds,
				      struct xap_error *err)
{
	return guard(err, [&] { enquire->enquire.set_time_limit(seconds); });
}

xap_status xap_enquire_mset(xap_mset **out, xap_enquire *enquire,
			    const struct xap_match *match,
			    struct xap_error *err)
{
	*out = nullptr;
	return guard(err, [&] {
		decider decide(match->decide, match->decide_ctx);

		*out = new xap_mset{ enquire->enquire.get_mset(
			match->first, match->max, match->check_at_least,
			match->rset ? &match->rset->rset : nullptr,
			match->decide ? &decide : nullptr) };
	});
}

xap_status xap_enquire_matching_terms(const xap_enquire *enquire,
				      xap_docid docid, xap_string_fn *fn,
				      void *ctx, struct xap_error *err)
{
	return guard(err, [&] {
		xap::list_strings(
			enquire->enquire.get_matching_terms_begin(docid),
			enquire->enquire.get_matching_terms_end(docid), fn,
			ctx);
	});
}

xap_status xap_enquire_describe(struct xap_buf *out, const xap_enquire *enquire,
				struct xap_error *err)
{
	return guard(err, [&] {
		xap::set(out, enquire->enquire.get_description());
	});
}
