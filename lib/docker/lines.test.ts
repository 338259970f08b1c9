import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { jsonLines, LineSplitter } from '@/lib/docker/lines'

const split = (...chunks: string[]) => {
  const splitter = new LineSplitter()
  return [...chunks.flatMap((chunk) => splitter.push(Buffer.from(chunk))), ...splitter.end()]
}

test('lines are whole however the chunks are cut', () => {
  expect(split('on', 'e\ntw', 'o\r\n', '\nlast')).toEqual(['one', 'two', '', 'last'])
})

test('a character that two chunks share is not broken', () => {
  const bytes = Buffer.from('発布\n')
  const splitter = new LineSplitter()
  expect([...splitter.push(bytes.subarray(0, 2)), ...splitter.push(bytes.subarray(2))]).toEqual(['発布'])
})

test('a line of 50 MB is cut at 8 KB with a mark, and the next line is whole', () => {
  const splitter = new LineSplitter()
  const chunk = Buffer.alloc(1024 * 1024, 'x')
  const early = Array.from({ length: 50 }, () => splitter.push(chunk)).flat()
  expect(early).toEqual([])
  const [cut, next] = splitter.push(Buffer.from('\nnext\n'))
  expect(cut).toBe(`${'x'.repeat(8192)} … [line cut at 8 KB]`)
  expect(next).toBe('next')
})

test('NUL, which PostgreSQL refuses, becomes the replacement character', () => {
  expect(split('a\0b\n')).toEqual(['a\uFFFDb'])
})

test('a chunk may hold several JSON documents, or a part of one', async () => {
  const chunks = Readable.from([Buffer.from('{"a":1}\n{"a":2}\r\n{"a"'), Buffer.from(':3}')])
  const found: unknown[] = []
  for await (const document of jsonLines(chunks)) found.push(document)
  expect(found).toEqual([{ a: 1 }, { a: 2 }, { a: 3 }])
})
