/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Queries: leaves, and joining them. */
#include "handles.h"
#include "lists.h"

#include <algorithm>

using xap::guard;
using xap::string;

#define SAME(ours, theirs) \
	static_assert(int(ours) == int(Xapian::Query::theirs), #ours)
SAME(XAP_OP_AND, OP_AND);
SAME(XAP_OP_OR, OP_OR);
SAME(XAP_OP_AND_NOT, OP_AND_NOT);
SAME(XAP_OP_XOR, OP_XOR);
SAME(XAP_OP_AND_MAYBE, OP_AND_MAYBE);
SAME(XAP_OP_FILTER, OP_FILTER);
SAME(XAP_OP_NEAR, OP_NEAR);
SAME(XAP_OP_PHRASE, OP_PHRASE);
SAME(XAP_OP_ELITE_SET, OP_ELITE_SET);
SAME(XAP_OP_SYNONYM, OP_SYNONYM);
SAME(XAP_OP_MAX, OP_MAX);
SAME(XAP_QUERY_VALUE_RANGE, OP_VALUE_RANGE);
SAME(XAP_QUERY_SCALE, OP_SCALE_WEIGHT);
SAME(XAP_QUERY_VALUE_GE, OP_VALUE_GE);
SAME(XAP_QUERY_VALUE_LE, OP_VALUE_LE);
SAME(XAP_QUERY_WILDCARD, OP_WILDCARD);
SAME(XAP_QUERY_TERM, LEAF_TERM);
SAME(XAP_QUERY_SOURCE, LEAF_POSTING_SOURCE);
SAME(XAP_QUERY_ALL, LEAF_MATCH_ALL);
SAME(XAP_QUERY_NOTHING, LEAF_MATCH_NOTHING);
SAME(XAP_WILDCARD_FAIL, WILDCARD_LIMIT_ERROR);
SAME(XAP_WILDCARD_FIRST, WILDCARD_LIMIT_FIRST);
SAME(XAP_WILDCARD_MOST_FREQUENT, WILDCARD_LIMIT_MOST_FREQUENT);
#undef SAME

/* Levels of a query. */
static unsigned depth_of(const Xapian::Query &query)
{
	unsigned depth = 0;

	for (size_t i = 0; i < query.get_num_subqueries(); i++)
		depth = std::max(depth, depth_of(query.get_subquery(i)));
	return depth + 1;
}

xap_query *xap::adopt(const Xapian::Query &query)
{
	return new xap_query{ query, depth_of(query) };
}

/* make() returns the Xapian::Query of a leaf. */
template <typename F>
static xap_status leaf(xap_query **out, struct xap_error *err, F &&make)
{
	*out = nullptr;
	return guard(err, [&] { *out = new xap_query{ make(), 1 }; });
}

xap_status xap_query_term(xap_query **out, const char *term, size_t len,
			  uint32_t wqf, uint32_t pos, struct xap_error *err)
{
	return leaf(out, err,
		    [&] { return Xapian::Query(string(term, len), wqf, pos); });
}

xap_status xap_query_all(xap_query **out, struct xap_error *err)
{
	/* Not Query::MatchAll: its reference count would join all threads. */
	return leaf(out, err, [] { return Xapian::Query(std::string()); });
}

xap_status xap_query_nothing(xap_query **out, struct xap_error *err)
{
	return leaf(out, err, [] { return Xapian::Query(); });
}

void xap::check_operator(int op)
{
	switch (op) {
	case XAP_OP_AND:
	case XAP_OP_OR:
	case XAP_OP_AND_NOT:
	case XAP_OP_XOR:
	case XAP_OP_AND_MAYBE:
	case XAP_OP_FILTER:
	case XAP_OP_NEAR:
	case XAP_OP_PHRASE:
	case XAP_OP_ELITE_SET:
	case XAP_OP_SYNONYM:
	case XAP_OP_MAX:
		break;
	default:
		throw xap::refused{ XAP_BAD_ARGUMENT, "no such operator" };
	}
}

static unsigned one_deeper(unsigned depth)
{
	if (depth >= XAP_QUERY_DEPTH_MAX)
		throw xap::refused{ XAP_BAD_ARGUMENT, "the query is too deep" };
	return depth + 1;
}

xap_status xap_query_combine(xap_query **out, enum xap_op op,
			     const xap_query *const *queries, size_t n,
			     uint32_t param, struct xap_error *err)
{
	*out = nullptr;
	return guard(err, [&] {
		std::vector<Xapian::Query> children;
		unsigned depth = 0;

		xap::check_operator(op);
		children.reserve(n);
		for (size_t i = 0; i < n; i++) {
			children.push_back(queries[i]->query);
			depth = std::max(depth, queries[i]->depth);
		}
		depth = one_deeper(depth);
		*out = new xap_query{ Xapian::Query(Xapian::Query::op(op),
						    children.begin(),
						    children.end(), param),
				      depth };
	});
}

xap_status xap_query_scale(xap_query **out, const xap_query *query,
			   double factor, struct xap_error *err)
{
	*out = nullptr;
	return guard(err, [&] {
		unsigned depth = one_deeper(query->depth);

		*out = new xap_query{ Xapian::Query(factor, query->query),
				      depth };
	});
}

xap_status xap_query_value_range(xap_query **out, uint32_t slot,
				 const struct xap_str *low,
				 const struct xap_str *high,
				 struct xap_error *err)
{
	return leaf(out, err, [&] {
		return Xapian::Query(Xapian::Query::OP_VALUE_RANGE, slot,
				     string(low->data, low->len),
				     string(high->data, high->len));
	});
}

xap_status xap_query_value_ge(xap_query **out, uint32_t slot, const char *low,
			      size_t len, struct xap_error *err)
{
	return leaf(out, err, [&] {
		return Xapian::Query(Xapian::Query::OP_VALUE_GE, slot,
				     string(low, len));
	});
}

xap_status xap_query_value_le(xap_query **out, uint32_t slot, const char *high,
			      size_t len, struct xap_error *err)
{
	return leaf(out, err, [&] {
		return Xapian::Query(Xapian::Query::OP_VALUE_LE, slot,
				     string(high, len));
	});
}

xap_status xap_query_wildcard(xap_query **out, const char *prefix, size_t len,
			      const struct xap_wildcard *options,
			      struct xap_error *err)
{
	static const struct xap_wildcard defaults = XAP_WILDCARD_INIT;

	if (!options)
		options = &defaults;
	return leaf(out, err, [&] {
		xap::check_operator(options->combiner);
		xap::check_enum(options->limit, XAP_WILDCARD_MOST_FREQUENT);
		return Xapian::Query(Xapian::Query::OP_WILDCARD,
				     string(prefix, len), options->max_terms,
				     options->limit,
				     Xapian::Query::op(options->combiner));
	});
}

void xap_query_free(xap_query *query)
{
	delete query;
}

int xap_query_type(const xap_query *query)
{
	return query->query.get_type();
}

size_t xap_query_children(const xap_query *query)
{
	return query->query.get_num_subqueries();
}

xap_status xap_query_child(xap_query **out, const xap_query *query, size_t i,
			   struct xap_error *err)
{
	*out = nullptr;
	return guard(err, [&] {
		if (i >= query->query.get_num_subqueries())
			throw xap::refused{ XAP_BAD_ARGUMENT, "no such child" };
		*out = xap::adopt(query->query.get_subquery(i));
	});
}

uint32_t xap_query_length(const xap_query *query)
{
	return query->query.get_length();
}

bool xap_query_empty(const xap_query *query)
{
	return query->query.empty();
}

xap_status xap_query_terms(const xap_query *query, xap_string_fn *fn, void *ctx,
			   struct xap_error *err)
{
	return guard(err, [&] {
		xap::list_strings(query->query.get_terms_begin(),
				  query->query.get_terms_end(), fn, ctx);
	});
}

xap_status xap_query_unique_terms(const xap_query *query, xap_string_fn *fn,
				  void *ctx, struct xap_error *err)
{
	return guard(err, [&] {
		xap::list_strings(query->query.get_unique_terms_begin(),
				  query->query.get_unique_terms_end(), fn, ctx);
	});
}

xap_status xap_query_describe(struct xap_buf *out, const xap_query *query,
			      struct xap_error *err)
{
	return guard(err,
		     [&] { xap::set(out, query->query.get_description()); });
}

xap_status xap_query_serialise(struct xap_buf *out, const xap_query *query,
			       struct xap_error *err)
{
	return guard(err, [&] { xap::set(out, query->query.serialise()); });
}

xap_status xap_query_unserialise(xap_query **out, const char *data, size_t len,
				 struct xap_error *err)
{
	*out = nullptr;
	return guard(err, [&] {
		*out = xap::adopt(xap::unserialise([&] {
			return Xapian::Query::unserialise(string(data, len));
		}));
	});
}
