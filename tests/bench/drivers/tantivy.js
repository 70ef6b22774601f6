// SPDX-License-Identifier: GPL-2.0-or-later
// tantivy, through its Node binding: the protocol is in driver.h.
'use strict'

const fs = require('fs')
const tantivy = require('@oxdev03/node-tantivy-binding-linux-x64-gnu')

const MEMORY = 256 * 1024 * 1024
const STORED = ['id', 'date', 'source', 'url', 'title', 'text']

function * linesOf(path) {
  const file = fs.openSync(path)
  const chunk = Buffer.alloc(1 << 20)
  let rest = Buffer.alloc(0)
  for (let n; (n = fs.readSync(file, chunk)) > 0;) {
    const all = Buffer.concat([rest, chunk.subarray(0, n)])
    let from = 0
    for (let to; (to = all.indexOf(10, from)) >= 0; from = to + 1)
      yield all.toString('utf8', from, to)
    rest = all.subarray(from)
  }
  if (rest.length) yield rest.toString('utf8')
}

function build(corpus, dir, threads) {
  const schema = new tantivy.SchemaBuilder()
  for (const name of STORED)
    schema.addBytesField(name, { stored: true }) // text is always indexed
  schema.addTextField('all', { stored: false, indexOption: 'position',
    tokenizerName: 'en_stem' })
  const index = new tantivy.Index(schema.build(), dir)
  const writer = index.writer(MEMORY, threads)
  for (const line of linesOf(corpus)) {
    const record = JSON.parse(line)
    const doc = new tantivy.Document()
    for (const name of STORED)
      if (record[name]) doc.addBytes(name, Buffer.from(record[name]))
    doc.addText('all', `${record.title || ''}\n${record.text || ''}`)
    writer.addDocument(doc)
  }
  writer.commit()
  writer.waitMergingThreads()
}

function answer(index, searcher, text, limit, count) {
  const query = index.parseQuery(text, ['all'])
  const result = searcher.search(query, limit || 1, count)
  return count ? result.count : result.hits.length
}

function query(dir, limit, count) {
  const index = tantivy.Index.open(dir)
  const searcher = index.searcher()
  const out = []
  for (const line of linesOf('/dev/stdin')) {
    const tab = line.indexOf('\t')
    const start = process.hrtime.bigint()
    const matches = answer(index, searcher, line.slice(tab + 1), limit, count)
    const usec = Number(process.hrtime.bigint() - start) / 1e3
    out.push(`${line.slice(0, tab)}\t${usec}\t${matches}\n`)
  }
  process.stderr.write(out.join(''))
}

const args = process.argv.slice(2)
if (args[0] === 'build') build(args[1], args[2], Number(args[3]))
else query(args[1], Number(args[2]), args[3] === '1')
