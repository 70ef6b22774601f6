/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Documents: building and reading them. */
#include "handles.h"
#include "lists.h"

using xap::guard;
using xap::string;

xap_status xap_doc_new(xap_doc **out, struct xap_error *err)
{
	*out = nullptr;
	return guard(err, [&] { *out = new xap_doc; });
}

void xap_doc_free(xap_doc *doc)
{
	delete doc;
}

xap_status xap_doc_clear(xap_doc *doc, struct xap_error *err)
{
	return guard(err, [&] { doc->doc = Xapian::Document(); });
}

xap_docid xap_doc_id(const xap_doc *doc)
{
	return doc->doc.get_docid();
}

xap_status xap_doc_data(struct xap_buf *out, const xap_doc *doc,
			struct xap_error *err)
{
	return guard(err, [&] { xap::set(out, doc->doc.get_data()); });
}

xap_status xap_doc_set_data(xap_doc *doc, const char *data, size_t len,
			    struct xap_error *err)
{
	return guard(err, [&] { doc->doc.set_data(string(data, len)); });
}

xap_status xap_doc_value(struct xap_buf *out, const xap_doc *doc, uint32_t slot,
			 struct xap_error *err)
{
	return guard(err, [&] { xap::set(out, doc->doc.get_value(slot)); });
}

xap_status xap_doc_set_value(xap_doc *doc, uint32_t slot, const char *value,
			     size_t len, struct xap_error *err)
{
	return guard(err, [&] {
		/* Xapian would take this slot, which stands for none. */
		if (slot == XAP_NO_SLOT)
			throw xap::refused{ XAP_BAD_ARGUMENT, "no such slot" };
		doc->doc.add_value(slot, string(value, len));
	});
}

xap_status xap_doc_values(const xap_doc *doc, xap_value_fn *fn, void *ctx,
			  struct xap_error *err)
{
	return guard(err, [&] {
		auto end = doc->doc.values_end();

		for (auto it = doc->doc.values_begin(); it != end; ++it) {
			const std::string value = *it;

			xap::go_on(fn(ctx, it.get_valueno(), value.data(),
				      value.size()));
		}
	});
}

xap_status xap_doc_add_term(xap_doc *doc, const char *term, size_t len,
			    uint32_t wdf, struct xap_error *err)
{
	return guard(err, [&] { doc->doc.add_term(string(term, len), wdf); });
}

xap_status xap_doc_add_boolean_term(xap_doc *doc, const char *term, size_t len,
				    struct xap_error *err)
{
	return guard(err,
		     [&] { doc->doc.add_boolean_term(string(term, len)); });
}

xap_status xap_doc_add_posting(xap_doc *doc, const char *term, size_t len,
			       uint32_t position, uint32_t wdf,
			       struct xap_error *err)
{
	return guard(err, [&] {
		doc->doc.add_posting(string(term, len), position, wdf);
	});
}

xap_status xap_doc_remove_term(xap_doc *doc, const char *term, size_t len,
			       struct xap_error *err)
{
	return guard(err, [&] { doc->doc.remove_term(string(term, len)); });
}

xap_status xap_doc_remove_posting(xap_doc *doc, const char *term, size_t len,
				  uint32_t position, uint32_t wdf,
				  struct xap_error *err)
{
	return guard(err, [&] {
		doc->doc.remove_posting(string(term, len), position, wdf);
	});
}

xap_status xap_doc_remove_postings(xap_doc *doc, const struct xap_str *term,
				   uint32_t first, uint32_t last, uint32_t wdf,
				   uint32_t *removed, struct xap_error *err)
{
	return guard(err, [&] {
		uint32_t n = doc->doc.remove_postings(
			string(term->data, term->len), first, last, wdf);

		if (removed)
			*removed = n;
	});
}

xap_status xap_doc_clear_terms(xap_doc *doc, struct xap_error *err)
{
	return guard(err, [&] { doc->doc.clear_terms(); });
}

xap_status xap_doc_clear_values(xap_doc *doc, struct xap_error *err)
{
	return guard(err, [&] { doc->doc.clear_values(); });
}

static void add_list(Xapian::Document &doc, const std::string &term,
		     const struct xap_posting_list *list)
{
	if (list->n_positions == 0)
		return doc.add_term(term, list->wdf);
	/* All the wdf with the first: each call looks the term up again. */
	doc.add_posting(term, list->positions[0], list->wdf);
	for (size_t i = 1; i < list->n_positions; i++)
		doc.add_posting(term, list->positions[i], 0);
}

xap_status xap_doc_add_postings(xap_doc *doc,
				const struct xap_posting_list *lists, size_t n,
				struct xap_error *err)
{
	return guard(err, [&] {
		std::string term;

		for (size_t i = 0; i < n; i++) {
			term.assign(lists[i].term, lists[i].len);
			add_list(doc->doc, term, &lists[i]);
		}
	});
}

xap_status xap_doc_terms(const xap_doc *doc, xap_term_fn *fn, void *ctx,
			 struct xap_error *err)
{
	return guard(err, [&] {
		xap::list_wdfs(doc->doc.termlist_begin(),
			       doc->doc.termlist_end(), fn, ctx);
	});
}

xap_status xap_doc_unique_terms(uint32_t *out, const xap_doc *doc,
				struct xap_error *err)
{
	return guard(err, [&] { *out = doc->doc.termlist_count(); });
}

xap_status xap_doc_positions(const xap_doc *doc, const char *term, size_t len,
			     xap_position_fn *fn, void *ctx,
			     struct xap_error *err)
{
	return guard(err, [&] {
		const std::string name = string(term, len);
		auto it = doc->doc.termlist_begin();

		if (it != doc->doc.termlist_end())
			it.skip_to(name);
		if (it == doc->doc.termlist_end() || *it != name)
			return;
		for (auto pos = it.positionlist_begin();
		     pos != it.positionlist_end(); ++pos)
			xap::go_on(fn(ctx, *pos));
	});
}

xap_status xap_doc_serialise(struct xap_buf *out, const xap_doc *doc,
			     struct xap_error *err)
{
	return guard(err, [&] { xap::set(out, doc->doc.serialise()); });
}

xap_status xap_doc_unserialise(xap_doc **out, const char *data, size_t len,
			       struct xap_error *err)
{
	*out = nullptr;
	return guard(err, [&] {
		*out = new xap_doc{ xap::unserialise([&] {
			return Xapian::Document::unserialise(string(data, len));
		}) };
	});
}

xap_status xap_doc_describe(struct xap_buf *out, const xap_doc *doc,
			    struct xap_error *err)
{
	return guard(err, [&] { xap::set(out, doc->doc.get_description()); });
}
