/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Making terms of text. */
#include "callback.h"

using xap::guard;
using xap::string;

#define SAME(ours, theirs) \
	static_assert(int(ours) == int(Xapian::TermGenerator::theirs), #ours)
SAME(XAP_STEM_NONE, STEM_NONE);
SAME(XAP_STEM_SOME, STEM_SOME);
SAME(XAP_STEM_ALL, STEM_ALL);
SAME(XAP_STEM_ALL_Z, STEM_ALL_Z);
SAME(XAP_STEM_SOME_FULL_POS, STEM_SOME_FULL_POS);
SAME(XAP_STOP_NONE, STOP_NONE);
SAME(XAP_STOP_ALL, STOP_ALL);
SAME(XAP_STOP_STEMMED, STOP_STEMMED);
#undef SAME

#if XAPIAN_AT_LEAST(1, 4, 23)
static const int FLAG_NGRAMS = Xapian::TermGenerator::FLAG_NGRAMS;
#else
static const int FLAG_NGRAMS = Xapian::TermGenerator::FLAG_CJK_NGRAM;
#endif
static const int FLAG_SPELLING = Xapian::TermGenerator::FLAG_SPELLING;

xap_status xap_termgen_new(xap_termgen **out, struct xap_error *err)
{
	*out = nullptr;
	return guard(err, [&] { *out = new xap_termgen; });
}

void xap_termgen_free(xap_termgen *termgen)
{
	delete termgen;
}

xap_status xap_termgen_set_doc(xap_termgen *termgen, xap_doc *doc,
			       struct xap_error *err)
{
	return guard(err, [&] { termgen->termgen.set_document(doc->doc); });
}

xap_status xap_termgen_set_stem(xap_termgen *termgen, const xap_stem *stem,
				enum xap_stem_strategy strategy,
				struct xap_error *err)
{
	return guard(err, [&] {
		xap::check_enum(strategy, XAP_STEM_SOME_FULL_POS);
		termgen->termgen.set_stemmer(stem->stem);
		termgen->noted[0] = stem->noted;
		termgen->termgen.set_stemming_strategy(
			Xapian::TermGenerator::stem_strategy(strategy));
	});
}

xap_status xap_termgen_set_stopper(xap_termgen *termgen,
				   const xap_stopper *stopper,
				   enum xap_stop_strategy strategy,
				   struct xap_error *err)
{
	return guard(err, [&] {
		const xap_stopper none = {};

		xap::check_enum(strategy, XAP_STOP_STEMMED);
		if (!stopper)
			stopper = &none;
		termgen->termgen.set_stopper(stopper->stopper.get());
		termgen->termgen.set_stopper_strategy(
			Xapian::TermGenerator::stop_strategy(strategy));
		termgen->stopper = stopper->stopper;
		termgen->noted[1] = stopper->noted;
	});
}

static void set_flag(xap_termgen *termgen, int flag, bool on)
{
	termgen->termgen.set_flags(on ? flag : 0, ~flag);
}

xap_status xap_termgen_set_spelling(xap_termgen *termgen, xap_wdb *wdb,
				    struct xap_error *err)
{
	return guard(err, [&] {
		termgen->termgen.set_database(wdb ? wdb->wdb
						  : Xapian::WritableDatabase());
		set_flag(termgen, FLAG_SPELLING, wdb != nullptr);
	});
}

xap_status xap_termgen_set_ngrams(xap_termgen *termgen, bool on,
				  struct xap_error *err)
{
	return guard(err, [&] { set_flag(termgen, FLAG_NGRAMS, on); });
}

xap_status xap_termgen_set_max_word(xap_termgen *termgen, unsigned bytes,
				    struct xap_error *err)
{
	return guard(err, [&] { termgen->termgen.set_max_word_length(bytes); });
}

uint32_t xap_termgen_position(const xap_termgen *termgen)
{
	return termgen->termgen.get_termpos();
}

void xap_termgen_set_position(xap_termgen *termgen, uint32_t position)
{
	termgen->termgen.set_termpos(position);
}

static void index_text(Xapian::TermGenerator &termgen,
		       const struct xap_text *text, const std::string &prefix)
{
	const Xapian::Utf8Iterator at(text->text ? text->text : "", text->len);

	if (text->no_positions)
		termgen.index_text_without_positions(at, text->wdf, prefix);
	else
		termgen.index_text(at, text->wdf, prefix);
}

xap_status xap_termgen_index(xap_termgen *termgen, const struct xap_text *text,
			     struct xap_error *err)
{
	return guard(err, [&] {
		const std::string prefix =
			string(text->prefix.data, text->prefix.len);

		if (!text->text && text->len)
			throw xap::refused{ XAP_BAD_ARGUMENT,
					    "a NULL string has a length" };
		xap::with_noted(
			{ termgen->noted[0].get(), termgen->noted[1].get() },
			[&] { index_text(termgen->termgen, text, prefix); });
	});
}
