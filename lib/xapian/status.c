/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "xapian_private.h"

#include <string.h>

/* What is not listed is a fault of ours, or of Xapian's. */
static const struct {
	xap_status from;
	bl_status to;
} statuses[] = {
	{ XAP_NOMEM, BL_ERR_NOMEM },
	{ XAP_NOT_FOUND, BL_ERR_NOT_FOUND },
	{ XAP_NO_DOCUMENT, BL_ERR_NOT_FOUND },
	{ XAP_OPENING, BL_ERR_IO },
	{ XAP_CREATING, BL_ERR_IO },
	{ XAP_VERSION, BL_ERR_VERSION },
	{ XAP_LOCKED, BL_ERR_LOCKED },
	{ XAP_CORRUPT, BL_ERR_CORRUPT },
	{ XAP_DATABASE, BL_ERR_IO },
	{ XAP_NETWORK, BL_ERR_NETWORK },
	{ XAP_TIMEOUT, BL_ERR_NETWORK },
	{ XAP_UNIMPLEMENTED, BL_ERR_UNSUPPORTED },
	{ XAP_UNAVAILABLE, BL_ERR_UNSUPPORTED },
	{ XAP_RANGE, BL_ERR_CORRUPT },
	{ XAP_SERIALISATION, BL_ERR_CORRUPT },
};

bl_status bl_xap_fail(struct bl_error *err, xap_status st,
		      const struct xap_error *xerr, const char *what)
{
	bl_status to = BL_ERR_INTERNAL;
	size_t i;

	for (i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++)
		if (statuses[i].from == st)
			to = statuses[i].to;
	if (to == BL_ERR_NOMEM)
		return bl_fail_nomem(err);
	return bl_fail(err, to, "%s: %s", what, xerr->message);
}

static xap_status put(struct xap_error *xerr, xap_status xs,
		      const char *message)
{
	size_t len = strnlen(message, sizeof(xerr->message) - 1);

	xerr->status = xs;
	xerr->type[0] = '\0';
	memcpy(xerr->message, message, len);
	xerr->message[len] = '\0';
	return xs;
}

xap_status bl_xap_misuse(struct xap_error *xerr, const char *message)
{
	return put(xerr, XAP_INTERNAL, message);
}

xap_status bl_xap_put(struct xap_error *xerr, const struct bl_error *err)
{
	size_t i;

	for (i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++) {
		if (statuses[i].to == err->code)
			return put(xerr, statuses[i].from, err->text);
	}
	return bl_xap_misuse(xerr, err->text);
}
