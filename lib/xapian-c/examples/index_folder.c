/* SPDX-License-Identifier: GPL-2.0-or-later */
/* index_folder DATABASE FOLDER: indexes the files in a folder as text. */
#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <xapian-c.h>

static xap_status add_file(xap_wdb *wdb, xap_termgen *gen, const char *path,
			   const char *name, struct xap_error *err)
{
	static char buf[1 << 20]; /* what is longer is cut */
	struct xap_text text = XAP_TEXT_INIT;
	xap_status st = XAP_OK;
	xap_doc *doc = NULL;
	char id[240]; /* one document a name */
	FILE *f = fopen(path, "r");

	text.text = buf;
	text.len = f ? fread(buf, 1, sizeof(buf), f) : 0;
	snprintf(id, sizeof(id), "Q%.230s", name);
	if (text.len > 0 && (st = xap_doc_new(&doc, err)) == 0 &&
	    (st = xap_doc_set_data(doc, path, strlen(path), err)) == 0 &&
	    (st = xap_doc_add_boolean_term(doc, id, strlen(id), err)) == 0 &&
	    (st = xap_termgen_set_doc(gen, doc, err)) == 0 &&
	    (st = xap_termgen_index(gen, &text, err)) == 0)
		st = xap_wdb_replace_term(wdb, NULL, id, strlen(id), doc, err);
	xap_doc_free(doc);
	if (f)
		fclose(f);
	return st;
}

int main(int argc, char **argv)
{
	DIR *dir = argc == 3 ? opendir(argv[2]) : NULL;
	struct xap_error err = { 0, "", "usage: index_folder DB FOLDER" };
	xap_status st = XAP_BAD_ARGUMENT;
	xap_wdb *wdb = NULL;
	xap_stem *stem = NULL;
	xap_termgen *gen = NULL;
	char path[4096];

	if (dir && (st = xap_wdb_open(&wdb, argv[1], NULL, &err)) == 0 &&
	    (st = xap_stem_new(&stem, "english", &err)) == 0 &&
	    (st = xap_termgen_new(&gen, &err)) == 0)
		st = xap_termgen_set_stem(gen, stem, XAP_STEM_SOME, &err);
	for (struct dirent *e; st == 0 && (e = readdir(dir));) {
		snprintf(path, sizeof(path), "%s/%s", argv[2], e->d_name);
		st = add_file(wdb, gen, path, e->d_name, &err);
	}
	if (st < 0 || (st = xap_wdb_commit(wdb, &err)) < 0)
		fprintf(stderr, "index_folder: %s\n", err.message);
	if (dir)
		closedir(dir);
	xap_termgen_free(gen);
	xap_stem_free(stem);
	xap_wdb_free(wdb);
	return st < 0 ? 2 : 0;
}
