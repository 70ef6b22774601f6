/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Making queries of text, by Xapian's own language. */
#include "callback.h"
#include "lists.h"

using xap::guard;
using xap::string;

#define SAME(ours, theirs) \
	static_assert(int(ours) == int(Xapian::QueryParser::theirs), #ours)
SAME(XAP_PARSE_BOOLEAN, FLAG_BOOLEAN);
SAME(XAP_PARSE_PHRASE, FLAG_PHRASE);
SAME(XAP_PARSE_LOVEHATE, FLAG_LOVEHATE);
SAME(XAP_PARSE_BOOLEAN_ANY_CASE, FLAG_BOOLEAN_ANY_CASE);
SAME(XAP_PARSE_WILDCARD, FLAG_WILDCARD);
SAME(XAP_PARSE_PURE_NOT, FLAG_PURE_NOT);
SAME(XAP_PARSE_PARTIAL, FLAG_PARTIAL);
SAME(XAP_PARSE_SPELLING, FLAG_SPELLING_CORRECTION);
SAME(XAP_PARSE_SYNONYM, FLAG_SYNONYM);
SAME(XAP_PARSE_AUTO_SYNONYMS, FLAG_AUTO_SYNONYMS);
SAME(XAP_PARSE_AUTO_MULTIWORD_SYNONYMS, FLAG_AUTO_MULTIWORD_SYNONYMS);
SAME(XAP_PARSE_ACCUMULATE, FLAG_ACCUMULATE);
SAME(XAP_PARSE_NO_POSITIONS, FLAG_NO_POSITIONS);
SAME(XAP_PARSE_DEFAULT, FLAG_DEFAULT);
#if XAPIAN_AT_LEAST(1, 4, 23)
SAME(XAP_PARSE_NGRAMS, FLAG_NGRAMS);
#else
SAME(XAP_PARSE_NGRAMS, FLAG_CJK_NGRAM);
#endif
SAME(XAP_STEM_NONE, STEM_NONE);
SAME(XAP_STEM_SOME, STEM_SOME);
SAME(XAP_STEM_ALL, STEM_ALL);
SAME(XAP_STEM_ALL_Z, STEM_ALL_Z);
SAME(XAP_STEM_SOME_FULL_POS, STEM_SOME_FULL_POS);
#undef SAME
static_assert(int(XAP_RANGE_SUFFIX) == int(Xapian::RP_SUFFIX) &&
		      int(XAP_RANGE_REPEATED) == int(Xapian::RP_REPEATED) &&
		      int(XAP_RANGE_PREFER_MDY) ==
			      int(Xapian::RP_DATE_PREFER_MDY),
	      "XAP_RANGE_...");

namespace
{

class field_fn : public Xapian::FieldProcessor
{
	xap::noted *noted;
	xap_field_fn *fn;
	void *ctx;

      public:
	field_fn(xap::noted *noted_, xap_field_fn *fn_, void *ctx_)
		: noted(noted_), fn(fn_), ctx(ctx_)
	{
	}

	Xapian::Query operator()(const std::string &text) override
	{
		xap::made_query made;

		noted->call([&] {
			return fn(ctx, made.out(), text.data(), text.size());
		});
		return made.get(Xapian::Query());
	}
};

class range_fn : public Xapian::RangeProcessor
{
	xap::noted *noted;
	xap_range_fn *fn;
	void *ctx;

      public:
	range_fn(xap::noted *noted_, const struct xap_range &range)
		: RangeProcessor(range.slot, xap::name(range.marker),
				 range.flags),
		  noted(noted_), fn(range.fn), ctx(range.ctx)
	{
	}

	Xapian::Query operator()(const std::string &begin,
				 const std::string &end) override
	{
		const struct xap_str from = { begin.data(), begin.size() };
		const struct xap_str to = { end.data(), end.size() };
		xap::made_query made;

		noted->call([&] { return fn(ctx, made.out(), &from, &to); });
		return made.get(Xapian::Query(Xapian::Query::OP_INVALID));
	}
};

std::shared_ptr<Xapian::RangeProcessor> make_range(xap::noted *noted,
						   const struct xap_range &r)
{
	const std::string marker = xap::name(r.marker);

	switch (r.kind) {
	case XAP_RANGE_STRING:
		return std::make_shared<Xapian::RangeProcessor>(r.slot, marker,
								r.flags);
	case XAP_RANGE_NUMBER:
		return std::make_shared<Xapian::NumberRangeProcessor>(
			r.slot, marker, r.flags);
	case XAP_RANGE_DATE:
		return std::make_shared<Xapian::DateRangeProcessor>(
			r.slot, marker, r.flags, r.epoch_year);
	case XAP_RANGE_FN:
		if (!r.fn)
			break;
		return std::make_shared<range_fn>(noted, r);
	}
	throw xap::refused{ XAP_BAD_ARGUMENT, "no such range, or no function" };
}

/* A C string that may be missing, as Xapian's `const std::string *`. */
class optional
{
	std::string value;
	bool given;

      public:
	explicit optional(const char *s) : value(s ? s : ""), given(s)
	{
	}

	const std::string *get() const
	{
		return given ? &value : nullptr;
	}
};

} // namespace

xap_status xap_parser_new(xap_parser **out, struct xap_error *err)
{
	*out = nullptr;
	return guard(err, [&] { *out = new xap_parser; });
}

void xap_parser_free(xap_parser *parser)
{
	delete parser;
}

xap_status xap_parser_set_stem(xap_parser *parser, const xap_stem *stem,
			       enum xap_stem_strategy strategy,
			       struct xap_error *err)
{
	return guard(err, [&] {
		xap::check_enum(strategy, XAP_STEM_SOME_FULL_POS);
		parser->parser.set_stemmer(stem->stem);
		parser->noted[0] = stem->noted;
		parser->parser.set_stemming_strategy(
			Xapian::QueryParser::stem_strategy(strategy));
	});
}

xap_status xap_parser_set_stopper(xap_parser *parser,
				  const xap_stopper *stopper,
				  struct xap_error *err)
{
	return guard(err, [&] {
		const xap_stopper none = {};

		if (!stopper)
			stopper = &none;
		parser->parser.set_stopper(stopper->stopper.get());
		parser->stopper = stopper->stopper;
		parser->noted[1] = stopper->noted;
	});
}

xap_status xap_parser_set_db(xap_parser *parser, const xap_db *db,
			     struct xap_error *err)
{
	return guard(err, [&] { parser->parser.set_database(db->db); });
}

xap_status xap_parser_set_default_op(xap_parser *parser, enum xap_op op,
				     struct xap_error *err)
{
	return guard(err, [&] {
		xap::check_operator(op);
		parser->parser.set_default_op(Xapian::Query::op(op));
	});
}

xap_status xap_parser_set_max_expansion(xap_parser *parser, uint32_t max,
					enum xap_wildcard_limit limit,
					struct xap_error *err)
{
	return guard(err, [&] {
		xap::check_enum(limit, XAP_WILDCARD_MOST_FREQUENT);
		parser->parser.set_max_expansion(max, limit);
	});
}

xap_status xap_parser_add_prefix(xap_parser *parser, const char *field,
				 const char *prefix, struct xap_error *err)
{
	return guard(err, [&] {
		parser->parser.add_prefix(xap::name(field), xap::name(prefix));
	});
}

xap_status xap_parser_add_filter(xap_parser *parser, const char *field,
				 const char *prefix, const char *grouping,
				 struct xap_error *err)
{
	return guard(err, [&] {
		parser->parser.add_boolean_prefix(xap::name(field),
						  xap::name(prefix),
						  optional(grouping).get());
	});
}

xap_status xap_parser_add_field(xap_parser *parser, const char *field,
				bool filter, xap_field_fn *fn, void *ctx,
				struct xap_error *err)
{
	return guard(err, [&] {
		auto processor =
			std::make_shared<field_fn>(&parser->own, fn, ctx);
		const std::string name = xap::name(field);

		/* Kept first: Xapian must not point to what is gone. */
		parser->fields.push_back(processor);
		if (filter)
			parser->parser.add_boolean_prefix(name,
							  processor.get());
		else
			parser->parser.add_prefix(name, processor.get());
	});
}

xap_status xap_parser_add_range(xap_parser *parser,
				const struct xap_range *range,
				struct xap_error *err)
{
	return guard(err, [&] {
		auto processor = make_range(&parser->own, *range);

		parser->ranges.push_back(processor);
		parser->parser.add_rangeprocessor(
			processor.get(), optional(range->grouping).get());
	});
}

xap_status xap_parser_parse(xap_query **out, xap_parser *parser,
			    const char *text, size_t len, unsigned flags,
			    struct xap_error *err)
{
	*out = nullptr;
	return guard(err, [&] {
		const std::string words = string(text, len);
		Xapian::Query query;

		xap::with_noted({ parser->noted[0].get(),
				  parser->noted[1].get(), &parser->own },
				[&] {
					query = parser->parser.parse_query(
						words, flags);
				});
		*out = xap::adopt(query);
	});
}

xap_status xap_parser_stop_words(const xap_parser *parser, xap_string_fn *fn,
				 void *ctx, struct xap_error *err)
{
	return guard(err, [&] {
		xap::list_strings(parser->parser.stoplist_begin(),
				  parser->parser.stoplist_end(), fn, ctx);
	});
}

xap_status xap_parser_unstem(const xap_parser *parser, const char *term,
			     size_t len, xap_string_fn *fn, void *ctx,
			     struct xap_error *err)
{
	return guard(err, [&] {
		const std::string name = string(term, len);

		xap::list_strings(parser->parser.unstem_begin(name),
				  parser->parser.unstem_end(name), fn, ctx);
	});
}

xap_status xap_parser_corrected(struct xap_buf *out, const xap_parser *parser,
				struct xap_error *err)
{
	return guard(err, [&] {
		xap::set(out, parser->parser.get_corrected_query_string());
	});
}
