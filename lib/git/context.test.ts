import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { buffer, text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { extract, type Header } from 'tar-stream'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildContext, readDockerfile } from './context'
import { createMirror } from './create-mirror'
import { git } from './run-git'
import { makeRepository, type Repository } from './testing/repository'

const whole = { dockerfile: 'Dockerfile', context: '.' }
let dir: string
let mirror: string
let repository: Repository

beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'branchline-context-'))
  mirror = path.join(dir, 'mirror')
  await createMirror(mirror)
  repository = await makeRepository(mirror)
})
afterEach(() => rm(dir, { recursive: true, force: true }))

interface Entry {
  header: Header
  content: string
}

async function read(context: { tar: NodeJS.ReadableStream }): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  const reader = extract()
  context.tar.pipe(reader)
  context.tar.once('error', (error) => reader.destroy(error))
  for await (const entry of reader) entries.set(entry.header.name, { header: entry.header, content: await text(entry) })
  return entries
}

const names = async (commit: string, recipe = whole) => [...(await read(await buildContext(mirror, commit, recipe))).keys()]

test('without a .dockerignore the context is the tree, exactly as git archives it', async () => {
  const commit = await repository.commit('main', {
    Dockerfile: 'FROM x\n',
    'a/b.txt': 'b',
    run: { mode: '100755', content: 'r' },
  })
  const context = await buildContext(mirror, commit, whole)
  expect(context).toMatchObject({ dockerfile: 'Dockerfile', dockerfileText: 'FROM x\n' })
  const expected = await git(mirror, ['archive', '--format=tar', commit])
  expect((await buffer(context.tar)).equals(expected.stdout)).toBe(true)
  const entries = await read(await buildContext(mirror, commit, whole))
  expect(entries.get('run')?.header.mode).toBe(0o755)
  expect(entries.get('a/b.txt')?.header.mode).toBe(0o644)
})

test('.dockerignore leaves files out, and keeps the Dockerfile and emptied folders', async () => {
  const commit = await repository.commit('main', {
    '.dockerignore': 'secret.txt\nDockerfile\nlogs/*\n**/*.md\n!docs/keep.md\n',
    Dockerfile: 'FROM x\n',
    'secret.txt': 's',
    'logs/a': '1',
    'docs/a.md': '1',
    'docs/keep.md': '1',
    'src/x.ts': 'x',
    'src.txt': 'between src and src/ in bytes',
  })
  expect(await names(commit)).toEqual([
    '.dockerignore',
    'Dockerfile',
    'docs/',
    'docs/keep.md',
    'logs/',
    'src.txt',
    'src/',
    'src/x.ts',
  ])
  const entries = await read(await buildContext(mirror, commit, whole))
  const date = (await git(mirror, ['log', '-1', '--format=%ct', commit])).stdout.toString().trim()
  expect(entries.get('src/x.ts')?.header.mtime).toEqual(new Date(Number(date) * 1000))
})

test("a Dockerfile's own ignore file wins over the common one", async () => {
  const commit = await repository.commit('main', {
    '.dockerignore': 'a',
    'docker/app.Dockerfile': 'FROM x\n',
    'docker/app.Dockerfile.dockerignore': 'b',
    a: '1',
    b: '1',
  })
  const found = await names(commit, { dockerfile: 'docker/app.Dockerfile', context: '.' })
  expect(found).toContain('a')
  expect(found).not.toContain('b')
})

test('a folder as context, with a Dockerfile inside or outside of it', async () => {
  const commit = await repository.commit('main', {
    'services/api/Dockerfile': 'FROM inside\n',
    'services/api/x/y': '1',
    'services/api/.dockerignore': 'skip',
    'services/api/skip': '1',
    'docker/Dockerfile': 'FROM outside\n',
  })
  const inside = await buildContext(mirror, commit, { dockerfile: './services/api/Dockerfile', context: 'services/api/' })
  expect(inside.dockerfile).toBe('Dockerfile')
  expect([...(await read(inside)).keys()]).toEqual(['.dockerignore', 'Dockerfile', 'x/', 'x/y'])

  const outside = await buildContext(mirror, commit, { dockerfile: 'docker/Dockerfile', context: 'services/api' })
  const entries = await read(outside)
  expect(entries.get(outside.dockerfile)?.content).toBe('FROM outside\n')
  expect(entries.has('skip')).toBe(false)
})

test('attributes of the repository change nothing: no filters, no line ends, nothing left out', async () => {
  const commit = await repository.commit('main', {
    '.gitattributes':
      '*.txt text eol=crlf ident filter=evil export-subst\nhidden export-ignore\n*.u working-tree-encoding=UTF-16\n',
    Dockerfile: 'FROM x\n',
    'a.txt': 'line $Id$ $Format:%H$\n',
    'b.u': 'plain\n',
    hidden: 'here',
  })
  const entries = await read(await buildContext(mirror, commit, whole))
  expect(entries.get('a.txt')?.content).toBe('line $Id$ $Format:%H$\n')
  expect(entries.get('b.u')?.content).toBe('plain\n')
  expect(entries.get('hidden')?.content).toBe('here')
})

test('links stay links and are not followed', async () => {
  const commit = await repository.commit('main', {
    Dockerfile: 'FROM x\n',
    passwd: { mode: '120000', content: '/etc/passwd' },
    '.dockerignore': 'other',
  })
  const { header } = (await read(await buildContext(mirror, commit, whole))).get('passwd') as Entry
  expect(header).toMatchObject({ type: 'symlink', linkname: '/etc/passwd' })
})

test('names of any bytes and long paths come through, filtered or not', async () => {
  const long = `${'deep/'.repeat(60)}file`
  const files = { Dockerfile: 'FROM x\n', 'é "q"\n': '1', '--x': '1', 'a(b)+': '1', [long]: '1' }
  const plain = await repository.commit('main', files)
  const filtered = await repository.commit('main', { '.dockerignore': 'nothing-here-but-x\nx', x: '1' })
  expect((await names(filtered)).filter((name) => name !== '.dockerignore')).toEqual(await names(plain))
})

test.each(['../Dockerfile', '/Dockerfile', 'a/../../b', '-Dockerfile', 'a\0b', 'a\nb', 'a\\b', '', 'x'.repeat(4096)])(
  'the path %j is refused',
  async (hostile) => {
    const commit = await repository.commit('main', { Dockerfile: 'FROM x\n' })
    await expect(buildContext(mirror, commit, { dockerfile: hostile, context: '.' })).rejects.toMatchObject({ code: 'invalid' })
    await expect(buildContext(mirror, commit, { dockerfile: 'Dockerfile', context: hostile })).rejects.toMatchObject({
      code: 'invalid',
    })
  },
)

test('a Dockerfile that is missing, a link, a folder or huge is told by its path', async () => {
  const commit = await repository.commit('main', {
    'docker/Dockerfile.prod': 'FROM x\n',
    link: { mode: '120000', content: 'docker/Dockerfile.prod' },
    away: { mode: '120000', content: '/etc' },
    huge: Buffer.alloc(1_100_000, 'a'),
  })
  const build = (dockerfile: string) => buildContext(mirror, commit, { dockerfile, context: '.' })
  await expect(build('Dockerfile')).rejects.toThrow('There is no Dockerfile in this commit. There is docker/Dockerfile.prod.')
  await expect(build('link')).rejects.toThrow('symbolic link')
  await expect(build('away/passwd')).rejects.toThrow('There is no away/passwd')
  await expect(build('docker')).rejects.toThrow('is a folder')
  await expect(build('huge')).rejects.toMatchObject({ code: 'limit' })
  expect(await readDockerfile(mirror, commit, 'docker/Dockerfile.prod')).toBe('FROM x\n')
  await expect(readDockerfile(mirror, commit, '../x')).rejects.toMatchObject({ code: 'invalid' })
})

test('a .dockerignore that is a link is refused, not silently without effect', async () => {
  const commit = await repository.commit('main', {
    Dockerfile: 'FROM x\n',
    '.dockerignore': { mode: '120000', content: '/etc/passwd' },
  })
  await expect(buildContext(mirror, commit, whole)).rejects.toThrow('symbolic link')
})

test('a context that is missing or a file is told by its path', async () => {
  const commit = await repository.commit('main', { Dockerfile: 'FROM x\n' })
  await expect(buildContext(mirror, commit, { dockerfile: 'Dockerfile', context: 'web' })).rejects.toThrow('web does not exist')
  await expect(buildContext(mirror, commit, { dockerfile: 'Dockerfile', context: 'Dockerfile' })).rejects.toThrow(
    'is not a folder',
  )
})

test('caps count what is sent, not what is left out', async () => {
  const commit = await repository.commit('main', { Dockerfile: 'FROM x\n', 'big.bin': Buffer.alloc(50_000) })
  const limits = { files: 10, bytes: 10_000 }
  await expect(buildContext(mirror, commit, whole, { limits })).rejects.toMatchObject({ code: 'limit' })
  await expect(buildContext(mirror, commit, whole, { limits: { files: 1, bytes: 1e9 } })).rejects.toMatchObject({ code: 'limit' })
  const slim = await repository.commit('main', { '.dockerignore': 'big.bin' })
  await buffer((await buildContext(mirror, slim, whole, { limits })).tar)
})

test('a tree bomb ends as a limit', async () => {
  const blob = (await git(mirror, ['hash-object', '-w', '--stdin'], { input: 'x' })).stdout.toString().trim()
  let tree = `100644 blob ${blob}`
  for (let level = 0; level < 8; level++) {
    const lines = Array.from({ length: 20 }, (_, index) => `${tree}\t${'n'.repeat(30)}${index}\n`).join('')
    tree = `040000 tree ${(await git(mirror, ['mktree'], { input: lines })).stdout.toString().trim()}`
  }
  const who = { GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a' }
  const bomb = (await git(mirror, ['commit-tree', tree.split(' ')[2] as string, '-m', 'x'], { env: who })).stdout
    .toString()
    .trim()
  await expect(buildContext(mirror, bomb, whole)).rejects.toMatchObject({ code: 'limit' })
})

test('a reader who leaves ends git and gives the disk back', async () => {
  const commit = await repository.commit('main', {
    Dockerfile: 'FROM x\n',
    '.dockerignore': 'x',
    x: '1',
    big: Buffer.alloc(5_000_000, 1),
  })
  const before = new Set(readdirSync(os.tmpdir()))
  const { tar } = await buildContext(mirror, commit, whole)
  const [scratch] = readdirSync(os.tmpdir()).filter((name) => !before.has(name) && name.startsWith('branchline-git-objects-'))
  tar.destroy()
  for (let tries = 0; tries < 100 && existsSync(path.join(os.tmpdir(), scratch as string)); tries++) await wait(20)
  expect(existsSync(path.join(os.tmpdir(), scratch as string))).toBe(false)
  expect(await readFile(path.join(mirror, 'HEAD'), 'utf8')).toContain('ref:')
})
