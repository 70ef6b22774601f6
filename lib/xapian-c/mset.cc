/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Results. */
#include "callback.h"

using xap::guard;
using xap::string;

#define SAME(ours, theirs) \
	static_assert(int(ours) == int(Xapian::MSet::theirs), #ours)
SAME(XAP_SNIPPET_BACKGROUND_MODEL, SNIPPET_BACKGROUND_MODEL);
SAME(XAP_SNIPPET_EXHAUSTIVE, SNIPPET_EXHAUSTIVE);
SAME(XAP_SNIPPET_EMPTY_WITHOUT_MATCH, SNIPPET_EMPTY_WITHOUT_MATCH);
#if XAPIAN_AT_LEAST(1, 4, 23)
SAME(XAP_SNIPPET_NGRAMS, SNIPPET_NGRAMS);
#else
SAME(XAP_SNIPPET_NGRAMS, SNIPPET_CJK_NGRAM);
#endif
#undef SAME

void xap_mset_free(xap_mset *mset)
{
	delete mset;
}

uint32_t xap_mset_size(const xap_mset *mset)
{
	return mset->mset.size();
}

xap_status xap_mset_get_stats(struct xap_mset_stats *out, const xap_mset *mset,
			      struct xap_error *err)
{
	return guard(err, [&] {
		const Xapian::MSet &m = mset->mset;
		struct xap_mset_stats stats;

		stats.matches_min = m.get_matches_lower_bound();
		stats.matches_estimated = m.get_matches_estimated();
		stats.matches_max = m.get_matches_upper_bound();
		stats.uncollapsed_min = m.get_uncollapsed_matches_lower_bound();
		stats.uncollapsed_estimated =
			m.get_uncollapsed_matches_estimated();
		stats.uncollapsed_max = m.get_uncollapsed_matches_upper_bound();
		stats.max_attained = m.get_max_attained();
		stats.max_possible = m.get_max_possible();
		*out = stats;
	});
}

/* Xapian does not check i. */
static Xapian::MSetIterator hit_at(const xap_mset *mset, uint32_t i)
{
	if (i >= mset->mset.size())
		throw xap::refused{ XAP_BAD_ARGUMENT, "no such hit" };
	return mset->mset[i];
}

xap_status xap_mset_hit(struct xap_hit *out, const xap_mset *mset, uint32_t i,
			struct xap_error *err)
{
	return guard(err, [&] {
		Xapian::MSetIterator it = hit_at(mset, i);
		struct xap_hit hit;

		hit.docid = *it;
		hit.rank = it.get_rank();
		hit.weight = it.get_weight();
		hit.percent = it.get_percent();
		hit.collapse_count = it.get_collapse_count();
		*out = hit;
	});
}

xap_status xap_mset_doc(xap_doc **out, const xap_mset *mset, uint32_t i,
			struct xap_error *err)
{
	*out = nullptr;
	return guard(err, [&] {
		*out = new xap_doc{ hit_at(mset, i).get_document() };
	});
}

xap_status xap_mset_data(struct xap_buf *out, const xap_mset *mset, uint32_t i,
			 struct xap_error *err)
{
	return guard(err, [&] {
		xap::set(out, hit_at(mset, i).get_document().get_data());
	});
}

xap_status xap_mset_collapse_key(struct xap_buf *out, const xap_mset *mset,
				 uint32_t i, struct xap_error *err)
{
	return guard(err, [&] {
		xap::set(out, hit_at(mset, i).get_collapse_key());
	});
}

xap_status xap_mset_sort_key(struct xap_buf *out, const xap_mset *mset,
			     uint32_t i, struct xap_error *err)
{
	return guard(err,
		     [&] { xap::set(out, hit_at(mset, i).get_sort_key()); });
}

xap_status xap_mset_fetch(const xap_mset *mset, struct xap_error *err)
{
	return guard(err, [&] {
		/* 1.4's fetch() counts from the wrong end of skipped hits. */
		if (XAPIAN_AT_LEAST(1, 5, 0) || !mset->mset.get_firstitem())
			mset->mset.fetch();
	});
}

xap_status xap_mset_termfreq(uint32_t *out, const xap_mset *mset,
			     const char *term, size_t len,
			     struct xap_error *err)
{
	return guard(err, [&] {
		*out = mset->mset.get_termfreq(string(term, len));
	});
}

xap_status xap_mset_termweight(double *out, const xap_mset *mset,
			       const char *term, size_t len,
			       struct xap_error *err)
{
	return guard(err, [&] {
		*out = mset->mset.get_termweight(string(term, len));
	});
}

xap_status xap_mset_percent(int *out, const xap_mset *mset, double weight,
			    struct xap_error *err)
{
	return guard(err,
		     [&] { *out = mset->mset.convert_to_percent(weight); });
}

xap_status xap_mset_snippet(struct xap_buf *out, const xap_mset *mset,
			    const char *text, size_t len,
			    const struct xap_snippet *options,
			    struct xap_error *err)
{
	static const struct xap_snippet defaults = XAP_SNIPPET_INIT;

	if (!options)
		options = &defaults;
	return guard(err, [&] {
		const xap_stem none = {};
		const xap_stem *stem = options->stem ? options->stem : &none;
		const std::string start = xap::name(options->hi_start);
		const std::string end = xap::name(options->hi_end);
		const std::string omit = xap::name(options->omit);
		std::string result;

		xap::with_noted({ stem->noted.get() }, [&] {
			result = mset->mset.snippet(string(text, len),
						    options->length_bytes,
						    stem->stem, options->flags,
						    start, end, omit);
		});
		xap::set(out, result);
	});
}

xap_status xap_mset_describe(struct xap_buf *out, const xap_mset *mset,
			     struct xap_error *err)
{
	return guard(err, [&] { xap::set(out, mset->mset.get_description()); });
}
