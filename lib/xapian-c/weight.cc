/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Weighting schemes, made from one table. */
#include "weight.h"

namespace
{

using weight_ptr = std::unique_ptr<Xapian::Weight>;

struct scheme_row {
	enum xap_scheme scheme;
	size_t n_params;
	weight_ptr (*defaults)();
	weight_ptr (*make)(const double *p); /* of n_params parameters */
};

template <typename W> weight_ptr defaults()
{
	return std::make_unique<W>();
}

template <typename W> weight_ptr make_c(const double *p)
{
	return std::make_unique<W>(p[0]);
}

weight_ptr make_bm25(const double *p)
{
	return std::make_unique<Xapian::BM25Weight>(p[0], p[1], p[2], p[3],
						    p[4]);
}

weight_ptr make_bm25_plus(const double *p)
{
	return std::make_unique<Xapian::BM25PlusWeight>(p[0], p[1], p[2], p[3],
							p[4], p[5]);
}

weight_ptr make_pl2_plus(const double *p)
{
	return std::make_unique<Xapian::PL2PlusWeight>(p[0], p[1]);
}

#if !XAPIAN_AT_LEAST(1, 5, 0)
weight_ptr make_lm(const double *p)
{
	return std::make_unique<Xapian::LMWeight>(
		p[0], Xapian::Weight::type_smoothing(int(p[1])), p[2], p[3]);
}
#endif

using namespace Xapian;

const scheme_row schemes[] = {
	{ XAP_WEIGHT_BM25, 5, defaults<BM25Weight>, make_bm25 },
	{ XAP_WEIGHT_BM25_PLUS, 6, defaults<BM25PlusWeight>, make_bm25_plus },
	{ XAP_WEIGHT_BOOL, 0, defaults<BoolWeight>, nullptr },
	{ XAP_WEIGHT_TFIDF, 0, defaults<TfIdfWeight>, nullptr },
	{ XAP_WEIGHT_TRAD, 1, defaults<TradWeight>, make_c<TradWeight> },
	{ XAP_WEIGHT_COORD, 0, defaults<CoordWeight>, nullptr },
	{ XAP_WEIGHT_INL2, 1, defaults<InL2Weight>, make_c<InL2Weight> },
	{ XAP_WEIGHT_IFB2, 1, defaults<IfB2Weight>, make_c<IfB2Weight> },
	{ XAP_WEIGHT_INEB2, 1, defaults<IneB2Weight>, make_c<IneB2Weight> },
	{ XAP_WEIGHT_BB2, 1, defaults<BB2Weight>, make_c<BB2Weight> },
	{ XAP_WEIGHT_DLH, 0, defaults<DLHWeight>, nullptr },
	{ XAP_WEIGHT_PL2, 1, defaults<PL2Weight>, make_c<PL2Weight> },
	{ XAP_WEIGHT_PL2_PLUS, 2, defaults<PL2PlusWeight>, make_pl2_plus },
	{ XAP_WEIGHT_DPH, 0, defaults<DPHWeight>, nullptr },
#if !XAPIAN_AT_LEAST(1, 5, 0)
	{ XAP_WEIGHT_LM, 4, defaults<LMWeight>, make_lm },
#endif
};

} // namespace

std::unique_ptr<Xapian::Weight> xap::make_weight(
	const struct xap_weight *weight)
{
	if (!weight)
		return defaults<BM25Weight>();
	if (weight->scheme == XAP_WEIGHT_TFIDF && weight->text)
		return std::make_unique<TfIdfWeight>(weight->text);
	for (const scheme_row &row : schemes) {
		if (row.scheme != weight->scheme)
			continue;
		if (weight->n_params == 0)
			return row.defaults();
		if (weight->n_params != row.n_params)
			throw refused{ XAP_BAD_ARGUMENT,
				       "wrong number of weight parameters" };
		return row.make(weight->params);
	}
	throw refused{ weight->scheme == XAP_WEIGHT_LM ? XAP_UNIMPLEMENTED
						       : XAP_BAD_ARGUMENT,
		       "no such weighting scheme" };
}
