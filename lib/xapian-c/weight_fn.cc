/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Weights in C. */
#include "handles.h"

using xap::guard;

namespace
{

class weight_fn : public Xapian::Weight
{
	const struct xap_weight_fns fns;
	void *ctx;
	struct xap_weight_stats stats = {};

	void init(double factor) override
	{
		stats = {};
		stats.factor = factor;
		stats.collection_size = get_collection_size();
		stats.rset_size = get_rset_size();
		stats.termfreq = get_termfreq();
		stats.reltermfreq = get_reltermfreq();
		stats.collection_freq = get_collection_freq();
		stats.total_length = get_total_length();
		stats.average_length = get_average_length();
		stats.length_min = get_doclength_lower_bound();
		stats.length_max = get_doclength_upper_bound();
		stats.wdf_max = get_wdf_upper_bound();
		stats.wqf = get_wqf();
		stats.query_length = get_query_length();
		if (fns.init)
			fns.init(ctx, &stats);
	}

      public:
	weight_fn(const struct xap_weight_fns &fns_, void *ctx_)
		: fns(fns_), ctx(ctx_)
	{
		static const stat_flags always[] = {
			COLLECTION_SIZE,
			RSET_SIZE,
			AVERAGE_LENGTH,
			TERMFREQ,
			RELTERMFREQ,
			QUERY_LENGTH,
			WQF,
			DOC_LENGTH_MIN,
			DOC_LENGTH_MAX,
			WDF_MAX,
			COLLECTION_FREQ,
		};

		for (stat_flags flag : always)
			need_stat(flag);
		if (fns.needs & XAP_NEEDS_WDF)
			need_stat(WDF);
		if (fns.needs & XAP_NEEDS_LENGTH)
			need_stat(DOC_LENGTH);
		if (fns.needs & XAP_NEEDS_UNIQUE_TERMS)
			need_stat(UNIQUE_TERMS);
	}

	weight_fn *clone() const override
	{
		return new weight_fn(fns, ctx);
	}

#if XAPIAN_AT_LEAST(1, 5, 0)
	double get_sumpart(Xapian::termcount wdf, Xapian::termcount length,
			   Xapian::termcount unique,
			   Xapian::termcount) const override
#else
	double get_sumpart(Xapian::termcount wdf, Xapian::termcount length,
			   Xapian::termcount unique) const override
#endif
	{
		return fns.weight(ctx, &stats, wdf, length, unique);
	}

	double get_maxpart() const override
	{
		return fns.max_weight(ctx, &stats);
	}

#if XAPIAN_AT_LEAST(1, 5, 0)
	double get_sumextra(Xapian::termcount length, Xapian::termcount unique,
			    Xapian::termcount) const override
#else
	double get_sumextra(Xapian::termcount length,
			    Xapian::termcount unique) const override
#endif
	{
		return fns.extra ? fns.extra(ctx, &stats, length, unique) : 0;
	}

	double get_maxextra() const override
	{
		return fns.max_extra ? fns.max_extra(ctx, &stats) : 0;
	}
};

} // namespace

xap_status xap_enquire_set_weight_fns(xap_enquire *enquire,
				      const struct xap_weight_fns *fns,
				      void *ctx, struct xap_error *err)
{
	return guard(err, [&] {
		if (!fns->weight || !fns->max_weight ||
		    !fns->extra != !fns->max_extra)
			throw xap::refused{ XAP_BAD_ARGUMENT,
					    "a weight lacks a function" };
		enquire->enquire.set_weighting_scheme(weight_fn(*fns, ctx));
	});
}
