/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text_private.h"

#include <libstemmer.h>
#include <stdio.h>

/* ISO 639-1 and 639-3 codes of the languages that Snowball has. */
static const struct code {
	char two[3], three[4];
	const char *language;
} codes[] = {
	{ "ar", "ara", "arabic" },    { "ca", "cat", "catalan" },
	{ "da", "dan", "danish" },    { "de", "deu", "german" },
	{ "el", "ell", "greek" },     { "en", "eng", "english" },
	{ "es", "spa", "spanish" },   { "et", "est", "estonian" },
	{ "eu", "eus", "basque" },    { "fi", "fin", "finnish" },
	{ "fr", "fra", "french" },    { "ga", "gle", "irish" },
	{ "hi", "hin", "hindi" },     { "hu", "hun", "hungarian" },
	{ "hy", "hye", "armenian" },  { "id", "ind", "indonesian" },
	{ "it", "ita", "italian" },   { "lt", "lit", "lithuanian" },
	{ "ne", "nep", "nepali" },    { "nl", "nld", "dutch" },
	{ "no", "nor", "norwegian" }, { "pt", "por", "portuguese" },
	{ "ro", "ron", "romanian" },  { "ru", "rus", "russian" },
	{ "sr", "srp", "serbian" },   { "sv", "swe", "swedish" },
	{ "ta", "tam", "tamil" },     { "tr", "tur", "turkish" },
	{ "yi", "yid", "yiddish" },
};

static const char *language_of_code(const char *code)
{
	size_t i;

	for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		if (strcmp(code, codes[i].two) == 0 ||
		    strcmp(code, codes[i].three) == 0)
			return codes[i].language;
	}
	return code;
}

/* The stemmer's own list decides: it varies with the library's version. */
static bool is_known(const char *language)
{
	const char **name = sb_stemmer_list();

	for (; *name; name++) {
		if (strcmp(language, *name) == 0)
			return strlen(language) < BL_LANGUAGE_MAX_BYTES;
	}
	return strcmp(language, BL_LANGUAGE_NONE) == 0;
}

static bl_status fail_unknown(const char *language, struct bl_error *err)
{
	const char **name = sb_stemmer_list();
	struct bl_buf known;

	bl_buf_init(&known, BL_ERROR_TEXT_BYTES);
	for (; *name; name++)
		bl_buf_addf(&known, "%s, ", *name);
	bl_buf_adds(&known, BL_LANGUAGE_NONE);
	bl_fail(err, BL_ERR_USAGE, "unknown language '%.64s': known are %s",
		language, known.data ? known.data : BL_LANGUAGE_NONE);
	bl_buf_release(&known);
	return BL_ERR_USAGE;
}

bl_status bl_analysis_set(struct bl_analysis *a, const char *language,
			  struct bl_error *err)
{
	const char *name = language_of_code(language);

	if (!is_known(name))
		return fail_unknown(language, err);
	memset(a, 0, sizeof(*a)); /* it is stored and compared as a whole */
	a->version = BL_ANALYSIS_VERSION;
	snprintf(a->language, sizeof(a->language), "%s", name);
	return BL_OK;
}

bl_status bl_analysis_check(const struct bl_analysis *a, struct bl_error *err)
{
	if (a->version != BL_ANALYSIS_VERSION)
		return bl_fail(err, BL_ERR_VERSION,
			       "tokens were made by version %u of the rules, "
			       "this program has version %d: index the "
			       "articles again",
			       (unsigned)a->version, BL_ANALYSIS_VERSION);
	if (!memchr(a->language, '\0', sizeof(a->language)) ||
	    !is_known(a->language))
		return bl_fail(err, BL_ERR_VERSION,
			       "no stemmer for language '%.*s'",
			       BL_LANGUAGE_MAX_BYTES, a->language);
	return BL_OK;
}
