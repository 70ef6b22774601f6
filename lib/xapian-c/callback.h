/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What callbacks need on this side: a context that is destroyed with its last
 * user, buffers that they write, queries that they hand over.
 */
#ifndef XAPIAN_C_CALLBACK_H
#define XAPIAN_C_CALLBACK_H

#include "handles.h"

#include <initializer_list>

namespace xap
{

/* A struct xap_buf that a callback writes. */
class buffer
{
	struct xap_buf buf = XAP_BUF_INIT;

      public:
	buffer() = default;
	buffer(const buffer &) = delete;
	buffer &operator=(const buffer &) = delete;

	~buffer()
	{
		xap_buf_release(&buf);
	}

	/* Empty, the memory kept. */
	struct xap_buf *clear()
	{
		buf.len = 0;
		return &buf;
	}

	std::string str() const
	{
		return string(buf.data, buf.len);
	}
};

/*
 * The caller's functions F and context. Until keep() is called, the context is
 * still the caller's: a function that fails must not destroy it.
 */
template <typename F> class context
{
	void (*destroy)(void *ctx) = nullptr;

      public:
	const F fns;
	void *const ctx;

	context(const F &fns_, void *ctx_) : fns(fns_), ctx(ctx_)
	{
	}

	context(const context &) = delete;
	context &operator=(const context &) = delete;

	~context()
	{
		if (destroy)
			destroy(ctx);
	}

	void keep(void (*destroy_)(void *ctx))
	{
		destroy = destroy_;
	}
};

/* What a callback decides: > 0 yes, 0 no, < 0 ends the call. */
inline bool decision(int value)
{
	if (value < 0)
		throw stopped{ value };
	return value > 0;
}

/* Runs Xapian with callbacks that note: nothing before, everything after. */
template <typename F>
void with_noted(std::initializer_list<noted *> all, F &&body)
{
	for (noted *n : all)
		if (n)
			n->clear();
	try {
		body();
	} catch (const Xapian::Error &) {
		/* It may only follow from a callback that failed. */
		for (noted *n : all)
			if (n)
				n->raise();
		throw;
	}
	for (noted *n : all)
		if (n)
			n->raise();
}

/* The query that a callback made, which is ours; none, when it made none. */
class made_query
{
	xap_query *query = nullptr;

      public:
	made_query() = default;
	made_query(const made_query &) = delete;
	made_query &operator=(const made_query &) = delete;

	~made_query()
	{
		xap_query_free(query);
	}

	xap_query **out()
	{
		return &query;
	}

	Xapian::Query get(const Xapian::Query &none) const
	{
		return query ? query->query : none;
	}
};

} // namespace xap

#endif
