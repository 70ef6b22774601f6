/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Databases on other machines, or behind a program. */
#include "handles.h"

using xap::guard;

#ifdef XAPIAN_HAS_REMOTE_BACKEND

namespace
{

const char *args_of(const struct xap_remote *remote)
{
	return remote->args ? remote->args : "";
}

/* Exactly one of the two ways must be named. */
bool over_tcp(const struct xap_remote *remote)
{
	if (!remote->host == !remote->program)
		throw xap::refused{ XAP_BAD_ARGUMENT,
				    "neither a host alone nor a program" };
	return remote->host != nullptr;
}

Xapian::Database open(const struct xap_remote *remote)
{
	if (over_tcp(remote))
		return Xapian::Remote::open(remote->host, remote->port,
					    remote->timeout_ms,
					    remote->connect_timeout_ms);
	return Xapian::Remote::open(remote->program, args_of(remote),
				    remote->timeout_ms);
}

Xapian::WritableDatabase open_writable(const struct xap_remote *remote)
{
	if (over_tcp(remote))
		return Xapian::Remote::open_writable(remote->host, remote->port,
						     remote->timeout_ms,
						     remote->connect_timeout_ms,
						     int(remote->flags));
	return Xapian::Remote::open_writable(remote->program, args_of(remote),
					     remote->timeout_ms,
					     int(remote->flags));
}

} // namespace

#else

template <typename R = Xapian::Database>
static R open(const struct xap_remote *)
{
	throw xap::refused{ XAP_UNAVAILABLE,
			    "Xapian was built without remote databases" };
}

static Xapian::WritableDatabase open_writable(const struct xap_remote *remote)
{
	return open<Xapian::WritableDatabase>(remote);
}

#endif

xap_status xap_db_open_remote(xap_db **out, const struct xap_remote *remote,
			      struct xap_error *err)
{
	*out = nullptr;
	return guard(err, [&] { *out = new xap_db{ open(remote) }; });
}

xap_status xap_wdb_open_remote(xap_wdb **out, const struct xap_remote *remote,
			       struct xap_error *err)
{
	*out = nullptr;
	return guard(err, [&] {
		auto wdb = std::make_unique<xap_wdb>();

		wdb->wdb = open_writable(remote);
		wdb->reader.db = wdb->wdb;
		*out = wdb.release();
	});
}
