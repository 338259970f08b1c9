import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { hashSources, listSources } from './sources.mjs'

let root
const write = (file, text = '') => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  writeFileSync(path.join(root, file), text)
}
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'sources-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

test('everything a build reads counts, and nothing else', () => {
  for (const file of [
    'app/page.tsx',
    'lib/db.ts',
    'lib/db.test.ts',
    'README.md',
    'next.config.ts',
    'bin/start.mjs',
    'bin/setup.ts',
  ])
    write(file)
  for (const file of [
    'node_modules/x/index.js',
    '.next/server.js',
    'dist/worker.mjs',
    'prisma/schema.prisma',
    'prisma/generated/client.ts',
  ])
    write(file)
  expect(listSources(root)).toEqual(['app/page.tsx', 'bin/setup.ts', 'lib/db.ts', 'next.config.ts', 'prisma/schema.prisma'])
})

test('a data directory inside the project does not count', () => {
  write('data/mirrors/big')
  write('lib/db.ts')
  expect(listSources(root, { except: [path.join(root, 'data')] })).toEqual(['lib/db.ts'])
})

test('a changed, renamed or moved line changes the hash', () => {
  write('lib/a.ts', 'one')
  const first = hashSources(root)
  expect(hashSources(root)).toBe(first)
  write('lib/a.ts', 'two')
  const changed = hashSources(root)
  rmSync(path.join(root, 'lib/a.ts'))
  write('lib/b.ts', 'one')
  expect(new Set([first, changed, hashSources(root)]).size).toBe(3)
})
