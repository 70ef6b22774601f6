# SPDX-License-Identifier: GPL-2.0-or-later
"""The one table of what `make bench` compares.

In commands and files, $BIN, $JAVA and $DRIVERS are where setup.sh put things,
$BLOTTER is the build of blotter, $CORPUS the articles as JSON Lines, $DIR the
peer's own folder, empty before a build, $THREADS, $LIMIT and $COUNT are as in
driver.h, $QUERY and $WORD a query in the peer's language and its first word.
"""

import glob
import os
import shlex
import sqlite3
import string
from dataclasses import dataclass, field


@dataclass
class Peer:
    name: str
    build: str = ''   # by sh; '': there is no index
    query: str = ''   # a driver's command; '': it has no library
    shell: str = ''   # a program that answers $QUERY and ends
    joins: tuple = ('+{} +{}', '{} {}', '+{} -{}')  # for and, or, not
    stored: list = field(default_factory=list)  # files of stored articles
    stores: bool = True  # the articles' text
    threads: int = 1  # 0: as many as there are processors
    files: dict = field(default_factory=dict)  # written to $DIR first
    needs: str = ''   # what setup.sh calls it, if it can be absent
    note: str = ''    # how it differs

    def spell(self, kind, words):
        if kind == 'phrase':
            return '"%s"' % ' '.join(words)
        if kind == 'word':
            return words[0]
        pattern = self.joins[('and', 'or', 'not').index(kind)]
        first, second = pattern.split('{}')[:2]
        return first + words[0] + ''.join(second + w for w in words[1:])

    def prepare(self, env):
        for name, text in self.files.items():
            with open(os.path.join(env['DIR'], name), 'w') as file:
                file.write(string.Template(text).substitute(env))

    def sizes(self, folder):
        """Bytes of all, and of the stored articles."""
        if self.name == 'SQLite FTS5':
            return fts5_sizes(os.path.join(folder, 'fts5.db'))
        sizes = {path: os.path.getsize(path)
                 for path in glob.glob(folder + '/**', recursive=True)
                 if os.path.isfile(path) and
                 os.path.relpath(path, folder) not in self.files and
                 '/source/' not in path}
        stored = sum(size for path, size in sizes.items()
                     if any(path.endswith(end) for end in self.stored))
        return sum(sizes.values()), stored


def argv(command, env):
    return [string.Template(word).substitute(env)
            for word in shlex.split(command)]


def fts5_sizes(path):
    with sqlite3.connect(path) as db:
        stored = db.execute("SELECT sum(pgsize) FROM dbstat "
                            "WHERE name = 'news_content'").fetchone()[0]
    return os.path.getsize(path), stored


def blotter(name, options='', threads=0, note='', needs=''):
    return Peer(
        name, note=note, needs=needs, threads=threads,
        build='exec "$BLOTTER/blotter-index" -q -j "$THREADS" '
              '%s -d "$DIR/i" "$CORPUS"' % options,
        query='$BLOTTER/blotter-search -d $DIR/i -n $LIMIT --format ids '
              '--timing --batch -',
        shell='$BLOTTER/blotter-search -d $DIR/i --format tsv $QUERY',
        joins=('{} {}', '{} OR {}', '{} -{}'),
        stored=['.articles', 'docdata.glass'])


LUCENE = 'java -Xmx1g -cp $JAVA:$JAVA/* Lucene query $DIR $LIMIT $COUNT'
TANTIVY = 'node $DRIVERS/tantivy.js query $DIR $LIMIT $COUNT'
WORDS = ('{} AND {}', '{} OR {}', '{} NOT {}')

PEERS = [
    blotter('blotter', note='every query is counted exactly; hits come with '
            'ids and dates; exact forms are indexed beside stems; a title '
            'is posted a second time as a field'),
    blotter('blotter -j 1', threads=1),
    blotter('blotter, no incidents', '--no-incidents', needs='--no-incidents'),
    blotter('blotter -e xapian', '-e xapian'),
    Peer('SQLite FTS5', needs='fts5',
         build='exec "$BIN/fts5" build "$CORPUS" "$DIR"',
         query='$BIN/fts5 query $DIR $LIMIT $COUNT',
         shell='sqlite3 -readonly $DIR/fts5.db "SELECT id, title FROM news '
               'WHERE news MATCH \'$QUERY\' ORDER BY rank LIMIT 10"',
         joins=WORDS,
         note='Porter\'s first stemmer; splits at every apostrophe and full '
              'stop; title and text are columns'),
    Peer('omega (Xapian)', needs='omega',
         build='"$BIN/records" omega "$CORPUS" | '
               'scriptindex "$DIR/db" "$DIR/news.script"',
         query='$BIN/omega query $DIR/db $LIMIT $COUNT',
         shell='quest -d $DIR/db -s english -m 10 $QUERY',
         joins=WORDS, stored=['docdata.glass'],
         files={'news.script': 'id : field boolean=Q\n'
                'date : field\nsource : field\nurl : field\n'
                'title : field index\ntext : field index\n'},
         note='phrases are of unstemmed words; its in-process driver asks '
              'libxapian as quest does'),
    Peer('Lucene 8', needs='lucene', threads=0,
         build='exec java -Xmx1g -cp "$JAVA:$JAVA/*" Lucene '
               'build "$CORPUS" "$DIR" "$THREADS"',
         query=LUCENE, stored=['.fdt', '.fdx', '.fdm'],
         note='its top 10 counts no further than 1,000; a full stop between '
              'letters joins (net.The)'),
    Peer('Lucene++ 3', needs='lucene++',
         build='exec "$BIN/lucenepp" build "$CORPUS" "$DIR"',
         query='$BIN/lucenepp query $DIR $LIMIT $COUNT',
         stored=['.fdt', '.fdx'],
         note='tf-idf, no BM25; a full stop between letters joins'),
    Peer('tantivy', needs='tantivy', threads=0,
         build='exec node "$DRIVERS/tantivy.js" build "$CORPUS" "$DIR" '
               '"$THREADS"',
         query=TANTIVY, stored=['.store'],
         note='through its Node binding, in which to count is to rank, too; '
              'splits at every apostrophe and full stop'),
    Peer('swish-e', needs='swish-e',
         build='"$BIN/records" swish "$CORPUS" | swish-e -S prog -i stdin '
               '-c "$DIR/swish.conf" -f "$DIR/index.swish-e" -v 0',
         query='$BIN/swish query $DIR $LIMIT $COUNT',
         shell='swish-e -f $DIR/index.swish-e -m 10 -w $QUERY',
         joins=('{} and {}', '{} or {}', '{} not {}'), stored=['.prop'],
         files={'swish.conf': 'FuzzyIndexingMode Stemming_en2\n'
                'StoreDescription TXT* 10000000\n'},
         note='its own ranking, no BM25; letters of ASCII and Latin-1; '
              'always counts'),
    Peer('Sphinx 2', needs='sphinx', stores=False,
         build='exec indexer --quiet --config "$DIR/sphinx.conf" news',
         query='$BIN/sphinx query $DIR $LIMIT $COUNT',
         joins=('{} {}', '{} | {}', '{} -{}'),
         files={'sphinx.conf': '''
source news {
	type = tsvpipe
	tsvpipe_command = $BIN/records tsv $CORPUS
	tsvpipe_field = title
	tsvpipe_field = text
}
index news {
	source = news
	path = $DIR/news
	morphology = stem_en
	dict = keywords
}
indexer {
	mem_limit = 512M
}
searchd {
	listen = $DIR/searchd.sock:mysql41
	pid_file = $DIR/searchd.pid
	log = /dev/null
	binlog_path =
	workers = threads
}
'''},
         note='a server: a query crosses a socket; no text is stored; '
              "Porter's first stemmer"),
    Peer('recoll', needs='recoll',
         build='mkdir "$DIR/source" && "$BIN/records" files "$CORPUS" '
               '"$DIR/source" && exec recollindex -c "$DIR" -z',
         shell='recollq -c $DIR -n 10 $QUERY',
         joins=('{} {}', '{} OR {}', '{} -{}'),
         files={'recoll.conf': 'topdirs = $DIR/source\nloglevel = 2\n'
                'indexstemminglanguages = english\n'},
         note='reads a file an article; no library; how much of its index '
              'is stored text cannot be told'),
    Peer('ripgrep', needs='ripgrep',
         shell='rg --count --ignore-case --word-regexp $WORD $CORPUS',
         note='no index: reads all for one word of each query'),
]
