import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exec } from '@/lib/exec'
import { git } from '@/lib/git/run-git'
import { branchCommits, mainCommits } from './history'
import { ensureRepository } from './repository'

const branches = branchCommits.map(({ branch }) => branch)
let folder: string
let repository: string

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'branchline-demo-'))
  repository = await ensureRepository(folder)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const print = async (where: string, ...args: string[]) => (await git(where, args)).stdout.toString().trim()
const refs = (where: string) => print(where, 'for-each-ref', '--format=%(refname) %(objectname)')

/** The files in conflict when two commits are merged; empty when they merge. */
async function conflicts(a: string, b: string) {
  const { stdout } = await git(repository, ['merge-tree', '--write-tree', '--name-only', '--no-messages', a, b], {
    accept: [0, 1],
  })
  return stdout.toString().trim().split('\n').slice(1)
}

/** Merges one after the other, as an environment would, and returns the commit. */
async function mergeAll(names: string[]) {
  let commit = await print(repository, 'rev-parse', 'main')
  for (const name of names) {
    const tree = await print(repository, 'merge-tree', '--write-tree', commit, name)
    const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@shop.example']
    commit = await print(repository, ...identity, 'commit-tree', tree, '-p', commit, '-p', name, '-m', `Merge ${name}`)
  }
  return commit
}

test('the same files give the same commits, made again elsewhere', async () => {
  const other = path.join(folder, 'other')
  expect(await refs(await ensureRepository(other))).toBe(await refs(repository))
})

test('what people pushed stays when Branchline starts again', async () => {
  await git(repository, ['update-ref', 'refs/heads/pushed', 'refs/heads/main'])
  await ensureRepository(folder)
  expect(await refs(repository)).toContain('refs/heads/pushed')
  await git(repository, ['update-ref', '-d', 'refs/heads/pushed'])
})

test('a draft that a killed process left is no obstacle', async () => {
  const elsewhere = path.join(folder, 'interrupted')
  await mkdir(path.join(elsewhere, 'shop.git.new/refs'), { recursive: true })
  await writeFile(path.join(elsewhere, 'shop.git.new/HEAD'), 'cut')
  expect(await refs(await ensureRepository(elsewhere))).toBe(await refs(repository))
})

test('main holds exactly the files of app/shop, by three authors', async () => {
  const files = await readdir(path.join(import.meta.dirname, 'app/shop'), { recursive: true, withFileTypes: true })
  const onDisk = files.filter((entry) => entry.isFile()).length
  const inMain = (await print(repository, 'ls-tree', '-r', '--name-only', 'main')).split('\n')
  expect(inMain).toHaveLength(onDisk)
  expect(await print(repository, 'cat-file', '-p', 'main:src/page.js')).toBe(
    (await readFile(path.join(import.meta.dirname, 'app/shop/src/page.js'), 'utf8')).trim(),
  )
  expect(await print(repository, 'rev-list', '--count', 'main')).toBe(String(mainCommits.length))
  expect(new Set((await print(repository, 'log', '--format=%an', 'main')).split('\n')).size).toBe(3)
})

test('exactly two branches are in conflict, in exactly one file', async () => {
  const found: string[] = []
  for (const [index, a] of ['main', ...branches].entries()) {
    for (const b of branches.slice(index)) {
      const files = await conflicts(a, b)
      if (files.length > 0) found.push(`${a} + ${b}: ${files}`)
    }
  }
  expect(found).toEqual(['feature/cart-badge + feature/checkout-copy: src/text.js'])
})

test('one branch is behind main', async () => {
  const behind = await Promise.all(branches.map((branch) => print(repository, 'rev-list', '--count', `${branch}..main`)))
  expect(behind.filter((count) => count !== '0')).toEqual(['2'])
})

test.each([
  ['feature/cart-badge', 'feature/checkout-copy'],
  ['feature/checkout-copy', 'feature/cart-badge'],
])('with %s instead of %s all branches merge, and the shop passes its own tests', async (_, left) => {
  const commit = await mergeAll(branches.filter((branch) => branch !== left))
  await git(repository, ['update-ref', 'refs/heads/merged', commit])
  const checkout = await mkdtemp(path.join(folder, 'checkout-'))
  const env = { HOME: folder, GIT_CONFIG_NOSYSTEM: '1' }
  await exec('git', ['clone', '--quiet', '--branch', 'merged', repository, checkout], { env, timeoutMs: 30_000 })
  await git(repository, ['update-ref', '-d', 'refs/heads/merged'])
  const tests = await exec(process.execPath, ['--test'], { cwd: checkout, env: {}, timeoutMs: 60_000 })
  expect(tests).toMatchObject({ code: 0 })
})
