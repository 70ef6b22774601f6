/* SPDX-License-Identifier: GPL-2.0-or-later */
/* search_folder DATABASE QUERY: searches what index_folder indexed. */
#include <stdio.h>
#include <string.h>
#include <xapian-c.h>

/* Xapian's language: words, AND OR NOT, +must -not, "a phrase", wild*. */
static xap_status parse(xap_query **out, const xap_db *db, const char *text,
			struct xap_error *err)
{
	const unsigned flags = XAP_PARSE_DEFAULT | XAP_PARSE_WILDCARD;
	xap_parser *parser = NULL;
	xap_stem *stem = NULL;
	xap_status st;

	if ((st = xap_parser_new(&parser, err)) == 0 &&
	    (st = xap_stem_new(&stem, "english", err)) == 0 &&
	    (st = xap_parser_set_stem(parser, stem, XAP_STEM_SOME, err)) == 0 &&
	    (st = xap_parser_set_db(parser, db, err)) == 0)
		st = xap_parser_parse(out, parser, text, strlen(text), flags,
				      err);
	xap_stem_free(stem);
	xap_parser_free(parser);
	return st;
}

int main(int argc, char **argv)
{
	struct xap_error err = { 0, "", "usage: search_folder DB QUERY" };
	struct xap_match match = XAP_MATCH_INIT;
	struct xap_buf path = XAP_BUF_INIT;
	struct xap_hit hit;
	xap_status st = XAP_BAD_ARGUMENT;
	xap_db *db = NULL;
	xap_query *query = NULL;
	xap_enquire *enquire = NULL;
	xap_mset *mset = NULL;
	uint32_t found = 0;

	if (argc == 3 && (st = xap_db_open(&db, argv[1], 0, &err)) == 0 &&
	    (st = parse(&query, db, argv[2], &err)) == 0 &&
	    (st = xap_enquire_new(&enquire, db, &err)) == 0 &&
	    (st = xap_enquire_set_query(enquire, query, 0, &err)) == 0 &&
	    (st = xap_enquire_mset(&mset, enquire, &match, &err)) == 0)
		found = xap_mset_size(mset);
	for (uint32_t i = 0; st == 0 && i < found; i++)
		if ((st = xap_mset_hit(&hit, mset, i, &err)) == 0 &&
		    (st = xap_mset_data(&path, mset, i, &err)) == 0)
			printf("%3d%% %s\n", hit.percent, path.data);
	if (st < 0)
		fprintf(stderr, "search_folder: %s\n", err.message);
	xap_mset_free(mset);
	xap_enquire_free(enquire);
	xap_query_free(query);
	xap_db_free(db);
	xap_buf_release(&path);
	return st < 0 ? 2 : found == 0;
}
