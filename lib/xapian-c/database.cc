/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Databases: opening, and what is known of the whole. */
#include "handles.h"
#include "lists.h"

using xap::guard;

#define SAME(ours, theirs) \
	static_assert(int(ours) == int(Xapian::theirs), #ours)
SAME(XAP_DB_CREATE_OR_OPEN, DB_CREATE_OR_OPEN);
SAME(XAP_DB_CREATE_OR_OVERWRITE, DB_CREATE_OR_OVERWRITE);
SAME(XAP_DB_CREATE, DB_CREATE);
SAME(XAP_DB_OPEN, DB_OPEN);
SAME(XAP_DB_NO_SYNC, DB_NO_SYNC);
SAME(XAP_DB_FULL_SYNC, DB_FULL_SYNC);
SAME(XAP_DB_DANGEROUS, DB_DANGEROUS);
SAME(XAP_DB_NO_TERMLIST, DB_NO_TERMLIST);
SAME(XAP_DB_RETRY_LOCK, DB_RETRY_LOCK);
SAME(XAP_DB_GLASS, DB_BACKEND_GLASS);
SAME(XAP_DB_STUB, DB_BACKEND_STUB);
SAME(XAP_DB_INMEMORY, DB_BACKEND_INMEMORY);
#undef SAME

xap_status xap_db_open(xap_db **out, const char *path, unsigned flags,
		       struct xap_error *err)
{
	return xap_db_open_list(out, &path, 1, flags, err);
}

xap_status xap_db_open_list(xap_db **out, const char *const *paths, size_t n,
			    unsigned flags, struct xap_error *err)
{
	*out = nullptr;
	return guard(err, [&] {
		auto db = std::make_unique<xap_db>();

		for (size_t i = 0; i < n; i++)
			db->db.add_database(Xapian::Database(
				xap::name(paths[i]), int(flags)));
		*out = db.release();
	});
}

xap_status xap_db_open_fd(xap_db **out, int fd, unsigned flags,
			  struct xap_error *err)
{
	*out = nullptr;
	return guard(err, [&] {
		auto db = std::make_unique<xap_db>();

		db->db = Xapian::Database(fd, int(flags));
		*out = db.release();
	});
}

xap_status xap_db_add(xap_db *db, const xap_db *other, struct xap_error *err)
{
	return guard(err, [&] { db->db.add_database(other->db); });
}

void xap_db_free(xap_db *db)
{
	delete db;
}

xap_status xap_db_reopen(xap_db *db, bool *changed, struct xap_error *err)
{
	return guard(err, [&] {
		bool newer = db->db.reopen();

		if (changed)
			*changed = newer;
	});
}

xap_status xap_db_close(xap_db *db, struct xap_error *err)
{
	return guard(err, [&] { db->db.close(); });
}

size_t xap_db_shards(const xap_db *db)
{
	return db->db.size();
}

xap_status xap_db_get_stats(struct xap_db_stats *out, const xap_db *db,
			    struct xap_error *err)
{
	return guard(err, [&] {
		struct xap_db_stats stats;

		stats.doccount = db->db.get_doccount();
		stats.last_docid = db->db.get_lastdocid();
		stats.average_length = db->db.get_average_length();
		stats.total_length = db->db.get_total_length();
		stats.length_min = db->db.get_doclength_lower_bound();
		stats.length_max = db->db.get_doclength_upper_bound();
		stats.has_positions = db->db.has_positions();
		*out = stats;
	});
}

xap_status xap_db_doccount(uint32_t *out, const xap_db *db,
			   struct xap_error *err)
{
	return guard(err, [&] { *out = db->db.get_doccount(); });
}

xap_status xap_db_revision(uint64_t *out, const xap_db *db,
			   struct xap_error *err)
{
	return guard(err, [&] { *out = db->db.get_revision(); });
}

xap_status xap_db_uuid(struct xap_buf *out, const xap_db *db,
		       struct xap_error *err)
{
	return guard(err, [&] { xap::set(out, db->db.get_uuid()); });
}

xap_status xap_db_locked(bool *out, const xap_db *db, struct xap_error *err)
{
	return guard(err, [&] { *out = db->db.locked(); });
}

xap_status xap_path_locked(bool *out, const char *path, struct xap_error *err)
{
	return guard(err, [&] {
		*out = Xapian::Database(xap::name(path)).locked();
	});
}

xap_status xap_db_keep_alive(xap_db *db, struct xap_error *err)
{
	return guard(err, [&] { db->db.keep_alive(); });
}

xap_status xap_db_describe(struct xap_buf *out, const xap_db *db,
			   struct xap_error *err)
{
	return guard(err, [&] { xap::set(out, db->db.get_description()); });
}

xap_status xap_db_metadata(struct xap_buf *out, const xap_db *db,
			   const char *key, size_t len, struct xap_error *err)
{
	return guard(err, [&] {
		xap::set(out, db->db.get_metadata(xap::string(key, len)));
	});
}

xap_status xap_db_metadata_keys(const xap_db *db, const char *prefix,
				size_t len, xap_string_fn *fn, void *ctx,
				struct xap_error *err)
{
	return guard(err, [&] {
		const std::string start = xap::string(prefix, len);

		xap::list_strings(db->db.metadata_keys_begin(start),
				  db->db.metadata_keys_end(start), fn, ctx);
	});
}

xap_status xap_db_doc(xap_doc **out, const xap_db *db, xap_docid docid,
		      struct xap_error *err)
{
	*out = nullptr;
	return guard(err,
		     [&] { *out = new xap_doc{ db->db.get_document(docid) }; });
}
