// SPDX-License-Identifier: GPL-2.0-or-later
// Lucene 8: the protocol is in driver.h.

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.queryparser.classic.ParseException;
import org.apache.lucene.queryparser.classic.QueryParser;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TopScoreDocCollector;
import org.apache.lucene.store.FSDirectory;

final class Lucene {
    private static final double BUFFER_MB = 256; // of 16 by default

    /** Words as blotter's: Unicode's, without possessives, stemmed. */
    private static final class English extends Analyzer {
        @Override
        protected TokenStreamComponents createComponents(String field) {
            Tokenizer words = new StandardTokenizer();
            TokenStream stream = new EnglishPossessiveFilter(words);
            stream = new LowerCaseFilter(stream);
            return new TokenStreamComponents(words,
                    new SnowballFilter(stream, "English"));
        }
    }

    private static Document document(JsonParser json) throws IOException {
        Document doc = new Document();
        String title = "", text = "";
        json.nextToken();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.getCurrentName();
            String value = json.nextTextValue();
            if (value == null) {
                json.skipChildren();
                continue;
            }
            doc.add(new StoredField(name, value));
            if (name.equals("title"))
                title = value;
            else if (name.equals("text"))
                text = value;
        }
        doc.add(new TextField("all", title + "\n" + text, Field.Store.NO));
        return doc;
    }

    private static void addAll(IndexWriter writer, BufferedReader corpus) {
        JsonFactory factory = new JsonFactory();
        try {
            for (;;) {
                String line;
                synchronized (corpus) {
                    line = corpus.readLine();
                }
                if (line == null)
                    return;
                try (JsonParser json = factory.createParser(line)) {
                    writer.addDocument(document(json));
                }
            }
        } catch (IOException e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static void build(Path corpus, Path dir, int threads)
            throws IOException, InterruptedException {
        IndexWriterConfig config = new IndexWriterConfig(new English());
        config.setRAMBufferSizeMB(BUFFER_MB);
        // what is stored in files of its own, to be weighed
        config.setUseCompoundFile(false);
        config.getMergePolicy().setNoCFSRatio(0);
        try (IndexWriter writer = new IndexWriter(FSDirectory.open(dir),
                     config);
                BufferedReader in = Files.newBufferedReader(corpus)) {
            Thread[] workers = new Thread[threads];
            for (int i = 0; i < threads; i++) {
                workers[i] = new Thread(() -> addAll(writer, in));
                workers[i].start();
            }
            for (Thread worker : workers)
                worker.join();
        }
    }

    private static long answer(IndexSearcher searcher, QueryParser parser,
            String text, int limit, boolean count)
            throws IOException, ParseException {
        Query query = parser.parse(text);
        if (limit == 0)
            return searcher.count(query);
        if (!count)
            return searcher.search(query, limit).scoreDocs.length;
        TopScoreDocCollector all =
                TopScoreDocCollector.create(limit, Integer.MAX_VALUE);
        searcher.search(query, all);
        return all.topDocs().totalHits.value;
    }

    private static void query(Path dir, int limit, boolean count)
            throws IOException, ParseException {
        IndexSearcher searcher = new IndexSearcher(
                DirectoryReader.open(FSDirectory.open(dir)));
        searcher.setQueryCache(null); // queries are asked more than once
        QueryParser parser = new QueryParser("all", new English());
        BufferedReader in = new BufferedReader(new InputStreamReader(
                System.in, StandardCharsets.UTF_8));
        StringBuilder out = new StringBuilder();
        for (String line; (line = in.readLine()) != null;) {
            int tab = line.indexOf('\t');
            String text = line.substring(tab + 1);
            long start = System.nanoTime();
            long matches = answer(searcher, parser, text, limit, count);
            double usec = (System.nanoTime() - start) / 1e3;
            out.append(line, 0, tab).append('\t').append(usec);
            out.append('\t').append(matches).append('\n');
        }
        System.err.print(out);
    }

    public static void main(String[] args) throws Exception {
        if (args[0].equals("build"))
            build(Paths.get(args[1]), Paths.get(args[2]),
                    Integer.parseInt(args[3]));
        else
            query(Paths.get(args[1]), Integer.parseInt(args[2]),
                    args[3].equals("1"));
    }
}
