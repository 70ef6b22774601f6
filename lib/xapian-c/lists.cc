/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Databases: their terms, postings, positions and values. */
#include "lists.h"
#include "handles.h"

using xap::guard;
using xap::string;

xap_status xap_db_termfreq(uint32_t *out, const xap_db *db, const char *term,
			   size_t len, struct xap_error *err)
{
	return guard(err,
		     [&] { *out = db->db.get_termfreq(string(term, len)); });
}

xap_status xap_db_collection_freq(uint32_t *out, const xap_db *db,
				  const char *term, size_t len,
				  struct xap_error *err)
{
	return guard(err, [&] {
		*out = db->db.get_collection_freq(string(term, len));
	});
}

xap_status xap_db_term_exists(bool *out, const xap_db *db, const char *term,
			      size_t len, struct xap_error *err)
{
	return guard(err,
		     [&] { *out = db->db.term_exists(string(term, len)); });
}

xap_status xap_db_wdf_max(uint32_t *out, const xap_db *db, const char *term,
			  size_t len, struct xap_error *err)
{
	return guard(err, [&] {
		*out = db->db.get_wdf_upper_bound(string(term, len));
	});
}

xap_status xap_db_doc_length(uint32_t *out, const xap_db *db, xap_docid docid,
			     struct xap_error *err)
{
	return guard(err, [&] { *out = db->db.get_doclength(docid); });
}

xap_status xap_db_unique_terms(uint32_t *out, const xap_db *db, xap_docid docid,
			       struct xap_error *err)
{
	return guard(err, [&] { *out = db->db.get_unique_terms(docid); });
}

xap_status xap_db_find(xap_docid *out, const xap_db *db, const char *term,
		       size_t len, struct xap_error *err)
{
	return guard(err, [&] {
		const std::string name = string(term, len);
		auto it = db->db.postlist_begin(name);

		*out = it == db->db.postlist_end(name) ? 0 : *it;
	});
}

xap_status xap_db_terms(const xap_db *db, const char *prefix, size_t len,
			xap_term_fn *fn, void *ctx, struct xap_error *err)
{
	return guard(err, [&] {
		const std::string start = string(prefix, len);

		xap::list_freqs(db->db.allterms_begin(start),
				db->db.allterms_end(start), fn, ctx);
	});
}

xap_status xap_db_postings(const xap_db *db, const char *term, size_t len,
			   xap_docid first, xap_posting_fn *fn, void *ctx,
			   struct xap_error *err)
{
	return guard(err, [&] {
		const std::string name = string(term, len);
		auto end = db->db.postlist_end(name);
		auto it = db->db.postlist_begin(name);

		if (it != end && first > 1)
			it.skip_to(first);
		for (; it != end; ++it)
			xap::go_on(fn(ctx, *it, it.get_wdf()));
	});
}

xap_status xap_db_positions(const xap_db *db, xap_docid docid, const char *term,
			    size_t len, xap_position_fn *fn, void *ctx,
			    struct xap_error *err)
{
	return guard(err, [&] {
		const std::string name = string(term, len);
		auto end = db->db.positionlist_end(docid, name);

		for (auto it = db->db.positionlist_begin(docid, name);
		     it != end; ++it)
			xap::go_on(fn(ctx, *it));
	});
}

xap_status xap_db_doc_terms(const xap_db *db, xap_docid docid, xap_term_fn *fn,
			    void *ctx, struct xap_error *err)
{
	return guard(err, [&] {
		xap::list_wdfs(db->db.termlist_begin(docid),
			       db->db.termlist_end(docid), fn, ctx);
	});
}

xap_status xap_db_value(struct xap_buf *out, const xap_db *db, xap_docid docid,
			uint32_t slot, struct xap_error *err)
{
	return guard(err, [&] {
		/* Valid or not, there is no need to look for the document. */
		Xapian::Document doc =
			db->db.get_document(docid, Xapian::DOC_ASSUME_VALID);

		xap::set(out, doc.get_value(slot));
	});
}

xap_status xap_db_values(const xap_db *db, uint32_t slot, xap_docid first,
			 xap_value_fn *fn, void *ctx, struct xap_error *err)
{
	return guard(err, [&] {
		auto end = db->db.valuestream_end(slot);
		auto it = db->db.valuestream_begin(slot);

		if (it != end && first > 1)
			it.skip_to(first);
		for (; it != end; ++it) {
			const std::string value = *it;

			xap::go_on(fn(ctx, it.get_docid(), value.data(),
				      value.size()));
		}
	});
}

xap_status xap_db_values_of(const xap_db *db, uint32_t slot,
			    const xap_docid *docids, size_t n, xap_value_fn *fn,
			    void *ctx, struct xap_error *err)
{
	return guard(err, [&] {
		auto end = db->db.valuestream_end(slot);
		auto it = db->db.valuestream_begin(slot);
		size_t i = 0;

		while (i < n && it != end) {
			if (it.get_docid() < docids[i]) {
				it.skip_to(docids[i]);
				continue;
			}
			if (it.get_docid() == docids[i]) {
				const std::string value = *it;

				xap::go_on(fn(ctx, docids[i], value.data(),
					      value.size()));
			}
			i++;
		}
	});
}

xap_status xap_db_value_freq(uint32_t *out, const xap_db *db, uint32_t slot,
			     struct xap_error *err)
{
	return guard(err, [&] { *out = db->db.get_value_freq(slot); });
}

xap_status xap_db_value_bounds(struct xap_buf *lower, struct xap_buf *upper,
			       const xap_db *db, uint32_t slot,
			       struct xap_error *err)
{
	return guard(err, [&] {
		const std::string low = db->db.get_value_lower_bound(slot);
		const std::string high = db->db.get_value_upper_bound(slot);

		xap::set(lower, low);
		xap::set(upper, high);
	});
}
