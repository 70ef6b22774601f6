/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The dictionaries of a database: spelling and synonyms. */
#include "handles.h"
#include "lists.h"

using xap::guard;
using xap::string;

xap_status xap_db_spelling(struct xap_buf *out, const xap_db *db,
			   const char *word, size_t len, unsigned max_distance,
			   struct xap_error *err)
{
	return guard(err, [&] {
		xap::set(out, db->db.get_spelling_suggestion(string(word, len),
							     max_distance));
	});
}

xap_status xap_db_spellings(const xap_db *db, xap_term_fn *fn, void *ctx,
			    struct xap_error *err)
{
	return guard(err, [&] {
		xap::list_freqs(db->db.spellings_begin(),
				db->db.spellings_end(), fn, ctx);
	});
}

xap_status xap_db_synonyms(const xap_db *db, const char *term, size_t len,
			   xap_string_fn *fn, void *ctx, struct xap_error *err)
{
	return guard(err, [&] {
		const std::string key = string(term, len);

		xap::list_strings(db->db.synonyms_begin(key),
				  db->db.synonyms_end(key), fn, ctx);
	});
}

xap_status xap_db_synonym_keys(const xap_db *db, const char *prefix, size_t len,
			       xap_string_fn *fn, void *ctx,
			       struct xap_error *err)
{
	return guard(err, [&] {
		const std::string start = string(prefix, len);

		xap::list_strings(db->db.synonym_keys_begin(start),
				  db->db.synonym_keys_end(start), fn, ctx);
	});
}

xap_status xap_wdb_add_spelling(xap_wdb *wdb, const char *word, size_t len,
				uint32_t freq, struct xap_error *err)
{
	return guard(err,
		     [&] { wdb->wdb.add_spelling(string(word, len), freq); });
}

xap_status xap_wdb_remove_spelling(xap_wdb *wdb, const char *word, size_t len,
				   uint32_t freq, struct xap_error *err)
{
	return guard(err, [&] {
		wdb->wdb.remove_spelling(string(word, len), freq);
	});
}

xap_status xap_wdb_add_synonym(xap_wdb *wdb, const char *term, size_t term_len,
			       const char *synonym, size_t synonym_len,
			       struct xap_error *err)
{
	return guard(err, [&] {
		wdb->wdb.add_synonym(string(term, term_len),
				     string(synonym, synonym_len));
	});
}

xap_status xap_wdb_remove_synonym(xap_wdb *wdb, const char *term,
				  size_t term_len, const char *synonym,
				  size_t synonym_len, struct xap_error *err)
{
	return guard(err, [&] {
		wdb->wdb.remove_synonym(string(term, term_len),
					string(synonym, synonym_len));
	});
}

xap_status xap_wdb_clear_synonyms(xap_wdb *wdb, const char *term, size_t len,
				  struct xap_error *err)
{
	return guard(err, [&] { wdb->wdb.clear_synonyms(string(term, len)); });
}
