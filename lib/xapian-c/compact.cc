/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Compacting and checking databases. */
#include "callback.h"

#include <sstream>

using xap::guard;

#define SAME(ours, theirs) \
	static_assert(int(ours) == int(Xapian::theirs), #ours)
SAME(XAP_COMPACT_STANDARD, Compactor::STANDARD);
SAME(XAP_COMPACT_FULL, Compactor::FULL);
SAME(XAP_COMPACT_NO_RENUMBER, DBCOMPACT_NO_RENUMBER);
SAME(XAP_COMPACT_MULTIPASS, DBCOMPACT_MULTIPASS);
SAME(XAP_COMPACT_SINGLE_FILE, DBCOMPACT_SINGLE_FILE);
SAME(XAP_CHECK_SHORT_TREE, DBCHECK_SHORT_TREE);
SAME(XAP_CHECK_FULL_TREE, DBCHECK_FULL_TREE);
SAME(XAP_CHECK_FREELIST, DBCHECK_SHOW_FREELIST);
SAME(XAP_CHECK_STATS, DBCHECK_SHOW_STATS);
SAME(XAP_CHECK_FIX, DBCHECK_FIX);
#undef SAME

namespace
{

class compactor : public Xapian::Compactor
{
	const struct xap_compact_options &options;

      public:
	explicit compactor(const struct xap_compact_options &options_)
		: options(options_)
	{
	}

	void set_status(const std::string &table,
			const std::string &status) override
	{
		if (!options.progress)
			return;
		xap::go_on(options.progress(options.ctx, table.data(),
					    table.size(), status.data(),
					    status.size()));
	}

	std::string resolve_duplicate_metadata(
		const std::string &key, size_t n,
		const std::string tags[]) override
	{
		if (!options.merge_metadata)
			return tags[0];

		/* Xapian hands out the key of its table, prefix included. */
		const size_t skip = key.compare(0, 2, "\0\xc0", 2) ? 0 : 2;
		std::vector<struct xap_str> values;
		xap::buffer out;

		for (size_t i = 0; i < n; i++)
			values.push_back({ tags[i].data(), tags[i].size() });
		xap::go_on(options.merge_metadata(
			options.ctx, out.clear(), key.data() + skip,
			key.size() - skip, values.data(), n));
		return out.str();
	}
};

/* `dst` is a path or a descriptor. */
template <typename D>
void compact(const Xapian::Database &db, D dst,
	     const struct xap_compact_options *options)
{
	static const struct xap_compact_options defaults =
		XAP_COMPACT_OPTIONS_INIT;

	if (!options)
		options = &defaults;

	compactor callbacks(*options);
	Xapian::Database source(db); /* compact() is not const */

	source.compact(dst, options->flags, int(options->block_bytes),
		       callbacks);
}

} // namespace

xap_status xap_compact(const char *dst, const char *const *sources, size_t n,
		       const struct xap_compact_options *options,
		       struct xap_error *err)
{
	return guard(err, [&] {
		Xapian::Database db;

		for (size_t i = 0; i < n; i++)
			db.add_database(
				Xapian::Database(xap::name(sources[i])));
		compact(db, xap::name(dst), options);
	});
}

xap_status xap_db_compact(const xap_db *db, const char *dst,
			  const struct xap_compact_options *options,
			  struct xap_error *err)
{
	return guard(err, [&] { compact(db->db, xap::name(dst), options); });
}

xap_status xap_db_compact_fd(const xap_db *db, int fd,
			     const struct xap_compact_options *options,
			     struct xap_error *err)
{
	return guard(err, [&] { compact(db->db, fd, options); });
}

xap_status xap_check(size_t *errors, struct xap_buf *report, const char *path,
		     unsigned flags, struct xap_error *err)
{
	return guard(err, [&] {
		std::ostringstream text;
		size_t found = Xapian::Database::check(xap::name(path),
						       int(flags), &text);

		if (report)
			xap::set(report, text.str());
		*errors = found;
	});
}
