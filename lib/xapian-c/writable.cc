/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Databases to write: changing, committing, transactions. */
#include "handles.h"

using xap::guard;
using xap::string;

/* Keeps struct xap_wdb_options' promise about flush_docs. */
static void changed(xap_wdb *wdb)
{
	if (!wdb->flush_docs || wdb->in_transaction ||
	    ++wdb->changes < wdb->flush_docs)
		return;
	wdb->changes = 0;
	wdb->wdb.commit();
}

xap_status xap_wdb_open(xap_wdb **out, const char *path,
			const struct xap_wdb_options *options,
			struct xap_error *err)
{
	static const struct xap_wdb_options defaults = XAP_WDB_OPTIONS_INIT;

	*out = nullptr;
	if (!options)
		options = &defaults;
	return guard(err, [&] {
		auto wdb = std::make_unique<xap_wdb>();

		wdb->wdb = Xapian::WritableDatabase(xap::name(path),
						    int(options->flags),
						    int(options->block_bytes));
		wdb->reader.db = wdb->wdb;
		wdb->flush_docs = options->flush_docs;
		*out = wdb.release();
	});
}

xap_status xap_wdb_add_shards(xap_wdb *wdb, xap_wdb *other,
			      struct xap_error *err)
{
	return guard(err, [&] {
		wdb->wdb.add_database(other->wdb);
		wdb->reader.db = wdb->wdb;
	});
}

xap_status xap_wdb_close(xap_wdb *wdb, struct xap_error *err)
{
	return guard(err, [&] { wdb->wdb.close(); });
}

void xap_wdb_free(xap_wdb *wdb)
{
	if (!wdb)
		return;
	/* Documents may hold the internals; the lock must go now. */
	xap_wdb_close(wdb, nullptr);
	delete wdb;
}

xap_db *xap_wdb_reader(xap_wdb *wdb)
{
	return &wdb->reader;
}

xap_status xap_wdb_add(xap_wdb *wdb, xap_docid *docid, const xap_doc *doc,
		       struct xap_error *err)
{
	return guard(err, [&] {
		xap_docid added = wdb->wdb.add_document(doc->doc);

		changed(wdb);
		if (docid)
			*docid = added;
	});
}

xap_status xap_wdb_replace(xap_wdb *wdb, xap_docid docid, const xap_doc *doc,
			   struct xap_error *err)
{
	return guard(err, [&] {
		wdb->wdb.replace_document(docid, doc->doc);
		changed(wdb);
	});
}

xap_status xap_wdb_replace_term(xap_wdb *wdb, xap_docid *docid,
				const char *term, size_t len,
				const xap_doc *doc, struct xap_error *err)
{
	return guard(err, [&] {
		xap_docid kept =
			wdb->wdb.replace_document(string(term, len), doc->doc);

		changed(wdb);
		if (docid)
			*docid = kept;
	});
}

xap_status xap_wdb_delete(xap_wdb *wdb, xap_docid docid, struct xap_error *err)
{
	return guard(err, [&] {
		wdb->wdb.delete_document(docid);
		changed(wdb);
	});
}

xap_status xap_wdb_delete_term(xap_wdb *wdb, const char *term, size_t len,
			       struct xap_error *err)
{
	return guard(err, [&] {
		wdb->wdb.delete_document(string(term, len));
		changed(wdb);
	});
}

xap_status xap_wdb_commit(xap_wdb *wdb, struct xap_error *err)
{
	return guard(err, [&] {
		wdb->changes = 0;
		wdb->wdb.commit();
	});
}

xap_status xap_wdb_begin(xap_wdb *wdb, bool flushed, struct xap_error *err)
{
	return guard(err, [&] {
		wdb->wdb.begin_transaction(flushed);
		wdb->in_transaction = true;
	});
}

xap_status xap_wdb_commit_transaction(xap_wdb *wdb, struct xap_error *err)
{
	/* Whether or not it fails, Xapian has no transaction any more. */
	wdb->in_transaction = false;
	return guard(err, [&] { wdb->wdb.commit_transaction(); });
}

xap_status xap_wdb_cancel_transaction(xap_wdb *wdb, struct xap_error *err)
{
	wdb->in_transaction = false;
	return guard(err, [&] { wdb->wdb.cancel_transaction(); });
}

xap_status xap_wdb_set_metadata(xap_wdb *wdb, const char *key, size_t key_len,
				const char *value, size_t value_len,
				struct xap_error *err)
{
	return guard(err, [&] {
		wdb->wdb.set_metadata(string(key, key_len),
				      string(value, value_len));
	});
}
