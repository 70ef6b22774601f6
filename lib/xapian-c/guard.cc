/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Statuses, messages and buffers: everything that crosses without a handle. */
#include "guard.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <cxxabi.h>
#include <exception>
#include <new>

namespace
{

struct status_row {
	xap_status status;
	const char *name;
	const char *type; /* Xapian's exception; NULL where there is none */
};

/* One row an exception of Xapian's; a status may have several. */
const status_row statuses[] = {
	{ XAP_OK, "XAP_OK", nullptr },
	{ XAP_NOMEM, "XAP_NOMEM", nullptr },
	{ XAP_BAD_ARGUMENT, "XAP_BAD_ARGUMENT", "InvalidArgumentError" },
	{ XAP_BAD_OPERATION, "XAP_BAD_OPERATION", "InvalidOperationError" },
	{ XAP_UNIMPLEMENTED, "XAP_UNIMPLEMENTED", "UnimplementedError" },
	{ XAP_UNAVAILABLE, "XAP_UNAVAILABLE", "FeatureUnavailableError" },
	{ XAP_NOT_FOUND, "XAP_NOT_FOUND", "DatabaseNotFoundError" },
	{ XAP_NO_DOCUMENT, "XAP_NO_DOCUMENT", "DocNotFoundError" },
	{ XAP_OPENING, "XAP_OPENING", "DatabaseOpeningError" },
	{ XAP_CREATING, "XAP_CREATING", "DatabaseCreateError" },
	{ XAP_VERSION, "XAP_VERSION", "DatabaseVersionError" },
	{ XAP_LOCKED, "XAP_LOCKED", "DatabaseLockError" },
	{ XAP_MODIFIED, "XAP_MODIFIED", "DatabaseModifiedError" },
	{ XAP_CORRUPT, "XAP_CORRUPT", "DatabaseCorruptError" },
	{ XAP_CLOSED, "XAP_CLOSED", "DatabaseClosedError" },
	{ XAP_DATABASE, "XAP_DATABASE", "DatabaseError" },
	{ XAP_NETWORK, "XAP_NETWORK", "NetworkError" },
	{ XAP_TIMEOUT, "XAP_TIMEOUT", "NetworkTimeoutError" },
	{ XAP_RANGE, "XAP_RANGE", "RangeError" },
	{ XAP_SYNTAX, "XAP_SYNTAX", "QueryParserError" },
	{ XAP_SERIALISATION, "XAP_SERIALISATION", "SerialisationError" },
	{ XAP_WILDCARD, "XAP_WILDCARD", "WildcardError" },
	{ XAP_INTERNAL, "XAP_INTERNAL", "InternalError" },
	{ XAP_INTERNAL, "XAP_INTERNAL", "AssertionError" },
	{ XAP_OTHER, "XAP_OTHER", nullptr },
};

xap_status status_of(const char *type)
{
	for (const status_row &row : statuses)
		if (row.type && strcmp(row.type, type) == 0)
			return row.status;
	return XAP_OTHER;
}

xap_status report(struct xap_error *err, xap_status status, const char *message)
{
	if (err) {
		err->status = status;
		err->type[0] = '\0';
		snprintf(err->message, sizeof(err->message), "%s", message);
	}
	return status;
}

/* The text of an errno that Xapian kept; it allocates, so it may fail. */
const char *error_string(const Xapian::Error &e)
{
	try {
		return e.get_error_string();
	} catch (...) {
		return nullptr;
	}
}

xap_status report(struct xap_error *err, const Xapian::Error &e)
{
	xap_status status = status_of(e.get_type());

	if (err) {
		const char *context = e.get_context().c_str();
		const char *system = error_string(e);

		err->status = status;
		snprintf(err->type, sizeof(err->type), "%s", e.get_type());
		snprintf(err->message, sizeof(err->message),
			 "%s: %s%s%s%s%s%s%s", e.get_type(),
			 e.get_msg().c_str(), *context ? " (context: " : "",
			 context, *context ? ")" : "", system ? " (" : "",
			 system ? system : "", system ? ")" : "");
	}
	return status;
}

xap_status report_stop(struct xap_error *err, int value)
{
	if (value < 0 && err) {
		err->status = value;
		err->type[0] = '\0';
		snprintf(err->message, sizeof(err->message),
			 "a callback ended the call with %d", value);
	}
	return value;
}

} // namespace

namespace xap
{

/* The unwinding of a thread being cancelled has no object to refer to. */
__attribute__((no_sanitize("null"))) xap_status caught(struct xap_error *err)
{
	try {
		throw;
	} catch (const Xapian::Error &e) {
		return report(err, e);
	} catch (const stopped &s) {
		return report_stop(err, s.value);
	} catch (const refused &r) {
		return report(err, r.status, r.message);
	} catch (const std::bad_alloc &) {
		return report(err, XAP_NOMEM, "out of memory");
	} catch (const abi::__forced_unwind &) {
		throw; /* else glibc aborts */
	} catch (const std::exception &e) {
		return report(err, XAP_OTHER, e.what());
	} catch (...) {
		return report(err, XAP_OTHER, "an exception of unknown type");
	}
}

void set(struct xap_buf *buf, const char *data, size_t len)
{
	if (len == SIZE_MAX)
		throw std::bad_alloc();
	if (buf->capacity <= len) {
		char *grown = static_cast<char *>(realloc(buf->data, len + 1));

		if (!grown)
			throw std::bad_alloc();
		buf->data = grown;
		buf->capacity = len + 1;
	}
	if (len)
		memmove(buf->data, data, len);
	buf->data[len] = '\0';
	buf->len = len;
}

} // namespace xap

const char *xap_status_name(xap_status status)
{
	for (const status_row &row : statuses)
		if (row.status == status)
			return row.name;
	return nullptr;
}

const char *xap_xapian_version(void)
{
	return Xapian::version_string();
}

xap_status xap_buf_set(struct xap_buf *buf, const char *data, size_t len,
		       struct xap_error *err)
{
	return xap::guard(err, [&] { xap::set(buf, data, len); });
}

void xap_buf_release(struct xap_buf *buf)
{
	free(buf->data);
	*buf = XAP_BUF_INIT;
}
