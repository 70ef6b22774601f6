/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lucene++ 3, a translation of Lucene 3 into C++: no BM25, but tf-idf. */
#include <LuceneHeaders.h>
#include <SnowballAnalyzer.h>
#include <StringUtils.h>

#include "driver.h"

using namespace Lucene;

namespace
{

const LuceneVersion::Version VERSION = LuceneVersion::LUCENE_30;
const double BUFFER_MB = 256; /* of 16 by default */

struct index {
	DirectoryPtr dir;
	SearcherPtr searcher;
	QueryParserPtr parser;
};

AnalyzerPtr analyzer()
{
	return newLucene<SnowballAnalyzer>(VERSION, L"english");
}

String wide(const char *s)
{
	return StringUtils::toUnicode(s);
}

void add(const DocumentPtr &doc, const wchar_t *name, const String &value,
	 AbstractField::Store store, AbstractField::Index how)
{
	doc->add(newLucene<Field>(name, value, store, how));
}

void build(FILE *corpus, const char *dir)
{
	IndexWriterPtr writer = newLucene<IndexWriter>(
		FSDirectory::open(wide(dir)), analyzer(), true,
		IndexWriter::MaxFieldLengthUNLIMITED);
	struct record r = {};

	writer->setRAMBufferSizeMB(BUFFER_MB);
	/* what is stored in files of its own, to be weighed */
	writer->setUseCompoundFile(false);
	while (read_record(&r, corpus)) {
		DocumentPtr doc = newLucene<Document>();
		String title = wide(r.title), text = wide(r.text);

		add(doc, L"id", wide(r.id), AbstractField::STORE_YES,
		    AbstractField::INDEX_NO);
		add(doc, L"date", wide(r.date), AbstractField::STORE_YES,
		    AbstractField::INDEX_NO);
		add(doc, L"source", wide(r.source), AbstractField::STORE_YES,
		    AbstractField::INDEX_NO);
		add(doc, L"url", wide(r.url), AbstractField::STORE_YES,
		    AbstractField::INDEX_NO);
		add(doc, L"title", title, AbstractField::STORE_YES,
		    AbstractField::INDEX_NO);
		add(doc, L"text", text, AbstractField::STORE_YES,
		    AbstractField::INDEX_NO);
		add(doc, L"all", title + L"\n" + text, AbstractField::STORE_NO,
		    AbstractField::INDEX_ANALYZED);
		writer->addDocument(doc);
	}
	writer->close();
}

void *open_index(const char *dir)
{
	auto *i = new index;

	i->dir = MMapDirectory::open(wide(dir));
	i->searcher = newLucene<IndexSearcher>(i->dir, true);
	i->parser = newLucene<QueryParser>(VERSION, L"all", analyzer());
	return i;
}

/* It always counts, and cannot be asked for none. */
long answer(void *ctx, const char *query, unsigned limit, bool count)
{
	auto &i = *static_cast<index *>(ctx);
	TopDocsPtr top = i.searcher->search(i.parser->parse(wide(query)),
					    limit ? (int32_t)limit : 1);

	return count ? top->totalHits : top->scoreDocs.size();
}

void close_index(void *ctx)
{
	delete static_cast<index *>(ctx);
}

} // namespace

const struct peer peer = { build, open_index, answer, close_index };
