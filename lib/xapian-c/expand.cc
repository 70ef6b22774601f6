/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Relevance sets, and the terms that tell their documents from others. */
#include "callback.h"

using xap::guard;

#define SAME(ours, theirs) \
	static_assert(int(ours) == int(Xapian::Enquire::theirs), #ours)
SAME(XAP_EXPAND_QUERY_TERMS, INCLUDE_QUERY_TERMS);
SAME(XAP_EXPAND_EXACT_TERMFREQ, USE_EXACT_TERMFREQ);
#undef SAME

namespace
{

class decider : public Xapian::ExpandDecider
{
	xap_term_decide_fn *fn;
	void *ctx;

      public:
	decider(xap_term_decide_fn *fn_, void *ctx_) : fn(fn_), ctx(ctx_)
	{
	}

	bool operator()(const std::string &term) const override
	{
		return xap::decision(fn(ctx, term.data(), term.size()));
	}
};

} // namespace

xap_status xap_rset_new(xap_rset **out, struct xap_error *err)
{
	*out = nullptr;
	return guard(err, [&] { *out = new xap_rset; });
}

void xap_rset_free(xap_rset *rset)
{
	delete rset;
}

xap_status xap_rset_add(xap_rset *rset, xap_docid docid, struct xap_error *err)
{
	return guard(err, [&] { rset->rset.add_document(docid); });
}

xap_status xap_rset_remove(xap_rset *rset, xap_docid docid,
			   struct xap_error *err)
{
	return guard(err, [&] { rset->rset.remove_document(docid); });
}

bool xap_rset_contains(const xap_rset *rset, xap_docid docid)
{
	return rset->rset.contains(docid);
}

uint32_t xap_rset_size(const xap_rset *rset)
{
	return rset->rset.size();
}

xap_status xap_enquire_expand(xap_eset **out, const xap_enquire *enquire,
			      const xap_rset *rset,
			      const struct xap_expand *options,
			      struct xap_error *err)
{
	static const struct xap_expand defaults = XAP_EXPAND_INIT;

	*out = nullptr;
	if (!options)
		options = &defaults;
	return guard(err, [&] {
		decider decide(options->decide, options->decide_ctx);

		*out = new xap_eset{ enquire->enquire.get_eset(
			options->max, rset->rset, int(options->flags),
			options->decide ? &decide : nullptr,
			options->min_weight) };
	});
}

xap_status xap_enquire_set_expansion(xap_enquire *enquire, const char *scheme,
				     double k, struct xap_error *err)
{
	return guard(err, [&] {
		enquire->enquire.set_expansion_scheme(xap::name(scheme), k);
	});
}

void xap_eset_free(xap_eset *eset)
{
	delete eset;
}

uint32_t xap_eset_size(const xap_eset *eset)
{
	return eset->eset.size();
}

uint32_t xap_eset_bound(const xap_eset *eset)
{
	return eset->eset.get_ebound();
}

xap_status xap_eset_term(struct xap_buf *out, double *weight,
			 const xap_eset *eset, uint32_t i,
			 struct xap_error *err)
{
	return guard(err, [&] {
		if (i >= eset->eset.size())
			throw xap::refused{ XAP_BAD_ARGUMENT, "no such term" };

		Xapian::ESetIterator it = eset->eset[i];

		xap::set(out, *it);
		if (weight)
			*weight = it.get_weight();
	});
}
