/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The border between C and C++: guard() runs the body of an extern "C"
 * function and turns every exception into a status and a message.
 *
 *	xap_status xap_db_close(xap_db *db, struct xap_error *err)
 *	{
 *		return guard(err, [&] { db->db.close(); });
 *	}
 *
 * A body returns nothing, or an xap_status. It must not leave outputs half
 * written: compute first, store last.
 */
#ifndef XAPIAN_C_GUARD_H
#define XAPIAN_C_GUARD_H

#include "xapian-c.h"

#include <string>
#include <type_traits>
#include <xapian.h>

static_assert(sizeof(Xapian::docid) == sizeof(xap_docid) &&
		      sizeof(Xapian::termcount) == sizeof(uint32_t) &&
		      sizeof(Xapian::termpos) == sizeof(uint32_t) &&
		      sizeof(Xapian::valueno) == sizeof(uint32_t),
	      "xapian-c needs a Xapian with 32-bit ids (no --enable-64bit-*)");

namespace xap
{

/* Thrown when a callback ended a call; `value` is what it returned. */
struct stopped {
	int value;
};

/* Thrown when we refuse what Xapian would not. The message is static. */
struct refused {
	xap_status status;
	const char *message;
};

/* To be called in a catch clause: reports the exception being handled. */
xap_status caught(struct xap_error *err);

template <typename F> xap_status guard(struct xap_error *err, F &&body)
{
	try {
		if constexpr (std::is_void_v<decltype(body())>) {
			body();
			return XAP_OK;
		} else {
			return body();
		}
	} catch (...) {
		return caught(err);
	}
}

/* Ends the call when a callback asked for it. */
inline void go_on(int value)
{
	if (value != 0)
		throw stopped{ value };
}

/*
 * For callbacks that Xapian calls where an exception must not pass: its query
 * parser leaks then, or worse. What ends the call is only noted, later
 * callbacks are not called, and who called Xapian raises it afterwards.
 */
class noted
{
	int value = 0;

      public:
	template <typename F> void call(F &&callback)
	{
		if (value == 0)
			value = callback();
	}

	void clear()
	{
		value = 0;
	}

	void raise() const
	{
		go_on(value);
	}
};

/* Refuses what is no constant of an enum that begins with 0. */
inline void check_enum(int value, int last)
{
	if (value < 0 || value > last)
		throw refused{ XAP_BAD_ARGUMENT, "no such enum constant" };
}

inline std::string string(const char *data, size_t len)
{
	if (!data && len)
		throw refused{ XAP_BAD_ARGUMENT, "a NULL string has a length" };
	return len ? std::string(data, len) : std::string();
}

/* A C string that names a path, a host and the like. */
inline std::string name(const char *name)
{
	if (!name)
		throw refused{ XAP_BAD_ARGUMENT, "a name is NULL" };
	return name;
}

/* 1.4 calls bytes that end too soon a network error; there is no network. */
template <typename F> auto unserialise(F &&body)
{
	try {
		return body();
	} catch (const Xapian::NetworkError &e) {
		throw Xapian::SerialisationError(e.get_msg());
	}
}

/* As xap_buf_set(), throwing std::bad_alloc. */
void set(struct xap_buf *buf, const char *data, size_t len);

inline void set(struct xap_buf *buf, const std::string &s)
{
	set(buf, s.data(), s.size());
}

} // namespace xap

#endif
