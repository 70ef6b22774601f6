/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Stemmers and stoppers. */
#include "callback.h"

#include <algorithm>

using xap::guard;
using xap::string;

namespace
{

class stem_fn : public Xapian::StemImplementation
{
	std::shared_ptr<const xap::context<xap_stem_fn *>> shared;
	std::shared_ptr<xap::noted> noted;
	xap::buffer stem; /* its memory is used again */

      public:
	stem_fn(decltype(shared) shared_, decltype(noted) noted_)
		: shared(std::move(shared_)), noted(std::move(noted_))
	{
	}

	std::string operator()(const std::string &word) override
	{
		struct xap_buf *out = stem.clear();

		noted->call([&] {
			return shared->fns(shared->ctx, out, word.data(),
					   word.size());
		});
		return stem.str();
	}

	std::string get_description() const override
	{
		return "xapian-c";
	}
};

class stopper_fn : public Xapian::Stopper
{
	std::shared_ptr<const xap::context<xap_term_decide_fn *>> shared;
	std::shared_ptr<xap::noted> noted;

      public:
	stopper_fn(decltype(shared) shared_, decltype(noted) noted_)
		: shared(std::move(shared_)), noted(std::move(noted_))
	{
	}

	bool operator()(const std::string &word) const override
	{
		int verdict = 0;

		noted->call([&] {
			verdict = shared->fns(shared->ctx, word.data(),
					      word.size());
			return std::min(verdict, 0);
		});
		return verdict > 0;
	}
};

} // namespace

xap_status xap_stem_new(xap_stem **out, const char *language,
			struct xap_error *err)
{
	*out = nullptr;
	return guard(err, [&] {
		*out = new xap_stem{ Xapian::Stem(xap::name(language)), {} };
	});
}

xap_status xap_stem_new_fn(xap_stem **out, xap_stem_fn *fn, void *ctx,
			   void (*destroy)(void *ctx), struct xap_error *err)
{
	using context = xap::context<xap_stem_fn *>;

	*out = nullptr;
	return guard(err, [&] {
		auto noted = std::make_shared<xap::noted>();
		auto shared = std::make_shared<context>(fn, ctx);
		auto *implementation = new stem_fn(shared, noted);
#if XAPIAN_AT_LEAST(1, 5, 0)
		implementation->release();
#endif
		Xapian::Stem stem(implementation); /* counts it; nothrow */

		*out = new xap_stem{ stem, noted };
		shared->keep(destroy);
	});
}

void xap_stem_free(xap_stem *stem)
{
	delete stem;
}

xap_status xap_stem_word(struct xap_buf *out, const xap_stem *stem,
			 const char *word, size_t len, struct xap_error *err)
{
	return guard(err, [&] {
		std::string result;

		xap::with_noted({ stem->noted.get() }, [&] {
			result = stem->stem(string(word, len));
		});
		xap::set(out, result);
	});
}

xap_status xap_stem_languages(xap_string_fn *fn, void *ctx,
			      struct xap_error *err)
{
	return guard(err, [&] {
		const std::string all = Xapian::Stem::get_available_languages();

		for (size_t at = 0; at < all.size();) {
			size_t end = std::min(all.find(' ', at), all.size());

			xap::go_on(fn(ctx, all.data() + at, end - at));
			at = end + 1;
		}
	});
}

xap_status xap_stem_describe(struct xap_buf *out, const xap_stem *stem,
			     struct xap_error *err)
{
	return guard(err, [&] { xap::set(out, stem->stem.get_description()); });
}

xap_status xap_stopper_new(xap_stopper **out, struct xap_error *err)
{
	*out = nullptr;
	return guard(err, [&] {
		auto list = std::make_shared<Xapian::SimpleStopper>();

		*out = new xap_stopper{ list, list.get(), {} };
	});
}

xap_status xap_stopper_new_fn(xap_stopper **out, xap_term_decide_fn *fn,
			      void *ctx, void (*destroy)(void *ctx),
			      struct xap_error *err)
{
	using context = xap::context<xap_term_decide_fn *>;

	*out = nullptr;
	return guard(err, [&] {
		auto shared = std::make_shared<context>(fn, ctx);
		auto noted = std::make_shared<xap::noted>();
		auto stopper = std::make_shared<stopper_fn>(shared, noted);

		*out = new xap_stopper{ stopper, nullptr, noted };
		shared->keep(destroy);
	});
}

void xap_stopper_free(xap_stopper *stopper)
{
	delete stopper;
}

xap_status xap_stopper_add(xap_stopper *stopper, const char *word, size_t len,
			   struct xap_error *err)
{
	return guard(err, [&] {
		if (!stopper->list)
			throw xap::refused{ XAP_BAD_OPERATION,
					    "a stopper in C has no list" };
		stopper->list->add(string(word, len));
	});
}

xap_status xap_stopper_stops(bool *out, const xap_stopper *stopper,
			     const char *word, size_t len,
			     struct xap_error *err)
{
	return guard(err, [&] {
		bool stops = false;

		xap::with_noted({ stopper->noted.get() }, [&] {
			stops = (*stopper->stopper)(string(word, len));
		});
		*out = stops;
	});
}
