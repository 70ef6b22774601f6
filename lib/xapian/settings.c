/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "xapian_private.h"

#define KEY_SCHEMA "blotter.schema"
#define KEY_ANALYSIS "blotter.analysis"
#define KEY_LANGUAGE "blotter.language"
#define VALUE_MAX_BYTES BL_LANGUAGE_MAX_BYTES

static xap_status put(xap_wdb *wdb, const char *key, const char *value,
		      struct xap_error *xerr)
{
	return xap_wdb_set_metadata(wdb, key, strlen(key), value, strlen(value),
				    xerr);
}

static xap_status put_number(xap_wdb *wdb, const char *key, unsigned value,
			     struct xap_error *xerr)
{
	char text[VALUE_MAX_BYTES];

	snprintf(text, sizeof(text), "%u", value);
	return put(wdb, key, text, xerr);
}

bl_status bl_settings_write(xap_wdb *wdb, const struct bl_analysis *a,
			    struct bl_error *err)
{
	struct xap_error xerr;
	xap_status xs;

	xs = put_number(wdb, KEY_SCHEMA, BL_SCHEMA_VERSION, &xerr);
	if (!xs)
		xs = put_number(wdb, KEY_ANALYSIS, a->version, &xerr);
	if (!xs)
		xs = put(wdb, KEY_LANGUAGE, a->language, &xerr);
	return xs ? bl_xap_fail(err, xs, &xerr, "cannot write the settings")
		  : BL_OK;
}

static xap_status get(char out[VALUE_MAX_BYTES], const xap_db *db,
		      const char *key, struct xap_error *xerr)
{
	struct xap_buf value = XAP_BUF_INIT;
	xap_status xs = xap_db_metadata(&value, db, key, strlen(key), xerr);

	snprintf(out, VALUE_MAX_BYTES, "%s", value.data ? value.data : "");
	xap_buf_release(&value);
	return xs;
}

bl_status bl_settings_read(struct bl_analysis *a, const xap_db *db,
			   const char *dir, struct bl_error *err)
{
	char schema[VALUE_MAX_BYTES], version[VALUE_MAX_BYTES];
	char language[VALUE_MAX_BYTES];
	struct xap_error xerr;
	xap_status xs;

	xs = get(schema, db, KEY_SCHEMA, &xerr);
	if (!xs)
		xs = get(version, db, KEY_ANALYSIS, &xerr);
	if (!xs)
		xs = get(language, db, KEY_LANGUAGE, &xerr);
	if (xs)
		return bl_xap_fail(err, xs, &xerr, "cannot read the settings");
	if (!schema[0])
		return bl_fail(err, BL_ERR_VERSION,
			       "'%s' is a Xapian database, but not one of "
			       "blotter's: it names no schema",
			       dir);
	if (strtoul(schema, NULL, 10) != BL_SCHEMA_VERSION)
		return bl_fail(err, BL_ERR_VERSION,
			       "the index in '%s' has schema %s, this program "
			       "knows %d: index the articles anew",
			       dir, schema, BL_SCHEMA_VERSION);
	memset(a, 0, sizeof(*a));
	a->version = (uint32_t)strtoul(version, NULL, 10);
	snprintf(a->language, sizeof(a->language), "%s", language);
	return bl_analysis_check(a, err);
}
