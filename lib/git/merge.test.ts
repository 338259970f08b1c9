import { readdirSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { pairConflicts } from './conflicts'
import { mergeBranches, type NamedCommit } from './merge'
import { openMerger } from './merge-tree'
import { mirrorStore } from './objects'
import { git } from './run-git'
import { makeRepository, type Repository } from './testing/repository'

let repository: Repository
let base: NamedCommit
const keep = { keep: true }

beforeEach(async () => {
  repository = await makeRepository()
  base = { name: 'main', sha: await repository.commit('main', { 'shared.txt': 'one\n', 'other.txt': 'x\n' }) }
  return () => repository.remove()
})

const branch = async (name: string, files: Record<string, string | null>, from = 'main') => ({
  name,
  sha: await repository.commit(name, files, { from }),
})
const show = async (object: string) => (await git(repository.path, ['cat-file', '-p', object])).stdout.toString()
const objectsIn = (mirror: string) =>
  readdirSync(path.join(mirror, 'objects'), { recursive: true })
    .map(String)
    .filter((name) => !name.startsWith('pack'))
    .sort()

test('branches merge one after the other onto the base', async () => {
  const branches = [await branch('a', { 'a.txt': 'a\n' }), await branch('b', { 'b.txt': 'b\n' })]
  const result = await mergeBranches(repository.path, { base, branches }, keep)
  expect(result).toMatchObject({
    clean: true,
    branches: [
      { name: 'a', state: 'merges' },
      { name: 'b', state: 'merges' },
    ],
  })
  if (!result.clean) throw new Error('not clean')
  const names = await git(repository.path, ['ls-tree', '--name-only', result.commit])
  expect(names.stdout.toString().split('\n')).toEqual(['a.txt', 'b.txt', 'other.txt', 'shared.txt', ''])
  expect(await show(result.commit)).toContain('author Branchline <branchline@localhost> ')
  expect((await git(repository.path, ['fsck', '--strict', '--no-dangling'])).code).toBe(0)
})

test('the same set gives the same commit, whatever was merged before and wherever', async () => {
  const branches = [await branch('a', { 'a.txt': 'a' }), await branch('b', { 'b.txt': 'b' }), await branch('c', { 'c.txt': 'c' })]
  const preview = await mergeBranches(repository.path, { base, branches }, { keep: false })
  await mergeBranches(repository.path, { base, branches: branches.slice(0, 2) }, keep)
  const first = await mergeBranches(repository.path, { base, branches }, keep)
  const again = await mergeBranches(repository.path, { base, branches }, keep)
  const renamed = branches.map(({ sha }, index) => ({ name: `renamed-${index}`, sha }))
  const other = await mergeBranches(repository.path, { base, branches: renamed }, keep)
  const commits = [preview, first, again, other].map((result) => result.clean && result.commit)
  expect(new Set(commits).size).toBe(1)
  const reordered = await mergeBranches(repository.path, { base, branches: [...branches].reverse() }, keep)
  expect(reordered.clean && reordered.commit).not.toBe(commits[0])
  expect(reordered.clean && reordered.tree).toBe(first.clean && first.tree)
})

test('our commits are the ones git commit-tree would write', async () => {
  const branches = [await branch('a', { 'a.txt': 'a' })]
  const result = await mergeBranches(repository.path, { base, branches }, keep)
  if (!result.clean) throw new Error('not clean')
  const date = (await git(repository.path, ['log', '-1', '--format=%ct', branches[0]?.sha as string])).stdout.toString().trim()
  const who = { NAME: 'Branchline', EMAIL: 'branchline@localhost', DATE: `${date} +0000` }
  const env = Object.fromEntries(
    Object.entries(who).flatMap(([key, value]) => [
      [`GIT_AUTHOR_${key}`, value],
      [`GIT_COMMITTER_${key}`, value],
    ]),
  )
  const args = ['commit-tree', result.tree, '-p', base.sha, '-p', branches[0]?.sha as string, '-m', 'Merge a branch of the set']
  expect((await git(repository.path, args, { env })).stdout.toString().trim()).toBe(result.commit)
})

test('a git that answers only at its end merges too', async () => {
  const [a, b] = [await branch('a', { 'a.txt': 'a' }), await branch('b', { 'a.txt': 'b' })]
  const merger = openMerger(repository.path, mirrorStore(repository.path), { prefix: [] })
  expect(await merger.merge(base.sha, a.sha)).toEqual({ tree: (await show(a.sha)).slice(5, 45) })
  expect(await merger.merge(a.sha, b.sha)).toEqual({ files: ['a.txt'] })
  merger.close()
})

test('a preview leaves nothing in the mirror', async () => {
  const branches = [await branch('a', { 'a.txt': 'a' }), await branch('b', { 'a.txt': 'b' })]
  const before = objectsIn(repository.path)
  await mergeBranches(repository.path, { base, branches }, { keep: false })
  await pairConflicts(repository.path, base, branches)
  expect(objectsIn(repository.path)).toEqual(before)
})

test('a set that adds nothing is the base itself', async () => {
  const old = await branch('old', {}, base.sha)
  const contained = await branch('contained', { 'n.txt': '1' })
  base = { name: 'main', sha: await repository.commit('main', { 'm.txt': '1' }, { from: contained.sha }) }
  const none = await mergeBranches(repository.path, { base, branches: [] }, keep)
  expect(none).toMatchObject({ clean: true, commit: base.sha, branches: [] })
  const included = await mergeBranches(repository.path, { base, branches: [contained, { name: 'same', sha: base.sha }] }, keep)
  expect(included).toMatchObject({ clean: true, commit: base.sha, branches: [{ state: 'included' }, { state: 'included' }] })
  expect(old.sha).not.toBe(base.sha)
})

test('a branch on top of another brings it along; the other way round both count', async () => {
  const lower = await branch('lower', { 'l.txt': '1' })
  const upper = await branch('upper', { 'u.txt': '1' }, lower.sha)
  const states = async (branches: NamedCommit[]) =>
    (await mergeBranches(repository.path, { base, branches }, keep)).branches.map(({ state }) => state)
  expect(await states([upper, lower])).toEqual(['merges', 'included'])
  expect(await states([lower, upper])).toEqual(['merges', 'merges'])
})

test('a conflict names the branch and the files, and the others are tried without it', async () => {
  const a = await branch('a', { 'shared.txt': 'A\n' })
  const b = await branch('b', { 'shared.txt': 'B\n', 'päth "q"\n.txt': '1' })
  const c = await branch('c', { 'c.txt': '1' })
  const d = await branch('d', { 'päth "q"\n.txt': '2', 'shared.txt': 'A\n' })
  const result = await mergeBranches(repository.path, { base, branches: [a, b, c, d] }, keep)
  expect(result).toMatchObject({ clean: false, failed: 'b', files: ['shared.txt'], reason: 'conflict' })
  expect(result.branches.map(({ state }) => state)).toEqual(['merges', 'conflicts', 'merges', 'merges'])
  expect(await pairConflicts(repository.path, base, [a, b, c, d])).toEqual([
    { a: 'a', b: 'b', files: ['shared.txt'] },
    { a: 'b', b: 'd', files: ['päth "q"\n.txt', 'shared.txt'] },
  ])
})

test('a conflict with the base names the base', async () => {
  const a = await branch('a', { 'shared.txt': 'A\n' })
  base = { name: 'main', sha: await repository.commit('main', { 'shared.txt': 'newer\n' }) }
  expect(await pairConflicts(repository.path, base, [a])).toEqual([{ a: 'a', b: 'main', files: ['shared.txt'] }])
})

test('histories without a common ancestor are a conflict without files', async () => {
  const a = await branch('a', { 'a.txt': '1' })
  const stranger = { name: 'stranger', sha: await repository.commit('stranger', { 's.txt': '1' }, { from: null }) }
  const b = await branch('b', { 'a.txt': '2' })
  expect(await mergeBranches(repository.path, { base, branches: [a, stranger] }, keep)).toMatchObject({
    clean: false,
    failed: 'stranger',
    files: [],
    reason: 'unrelated-histories',
  })
  expect(await pairConflicts(repository.path, base, [a, stranger, b])).toEqual([
    { a: 'stranger', b: 'main', files: [] },
    { a: 'a', b: 'b', files: ['a.txt'] },
  ])
})

test('a commit that is gone is named with its branch', async () => {
  const gone = { name: 'gone', sha: '0123456789012345678901234567890123456789' }
  await expect(mergeBranches(repository.path, { base, branches: [gone] }, keep)).rejects.toMatchObject({
    code: 'invalid',
    reason: 'commit-missing',
    params: { branch: 'gone' },
  })
})

test('what is not an object id never reaches git', async () => {
  const hostile = { name: 'x', sha: '--output=/tmp/x' }
  await expect(mergeBranches(repository.path, { base, branches: [hostile] }, keep)).rejects.toThrow(TypeError)
  await expect(pairConflicts(repository.path, base, [hostile])).rejects.toThrow(TypeError)
})

test('hooks, merge drivers and attributes of the repository do nothing', async () => {
  const attributes = { '.gitattributes': '* merge=evil filter=evil diff=evil\n', 'shared.txt': 'one\ntwo\n' }
  base = { name: 'main', sha: await repository.commit('main', attributes) }
  const a = await branch('a', { 'shared.txt': 'A\ntwo\n' })
  const b = await branch('b', { 'shared.txt': 'B\ntwo\n' })
  expect(await mergeBranches(repository.path, { base, branches: [a, b] }, keep)).toMatchObject({ clean: false, failed: 'b' })
})

test('criss-cross histories merge', async () => {
  const a = await branch('a', { 'a.txt': '1' })
  const b = await branch('b', { 'b.txt': '1' })
  const ab = await mergeBranches(repository.path, { base: a, branches: [b] }, keep)
  const ba = await mergeBranches(repository.path, { base: b, branches: [a] }, keep)
  if (!ab.clean || !ba.clean) throw new Error('not clean')
  const result = await mergeBranches(
    repository.path,
    { base: { name: 'ab', sha: ab.commit }, branches: [{ name: 'ba', sha: ba.commit }] },
    keep,
  )
  expect(result).toMatchObject({ clean: true, tree: ab.tree })
})

let wide: Repository
beforeAll(async () => {
  wide = await makeRepository()
})
afterAll(() => wide.remove())

test('20 branches merge, and their 210 pairs are compared', async () => {
  const sha = await wide.commit(
    'main',
    Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`d${index % 7}/f${index}`, `${index}\n`])),
  )
  const branches: NamedCommit[] = []
  for (let index = 0; index < 20; index++) {
    const name = `b${index}`
    branches.push({ name, sha: await wide.commit(name, { [`d${index % 7}/f${index}`]: 'changed\n' }, { from: 'main' }) })
  }
  const wideBase = { name: 'main', sha }
  expect(await mergeBranches(wide.path, { base: wideBase, branches }, keep)).toMatchObject({ clean: true })
  expect(await pairConflicts(wide.path, wideBase, branches)).toEqual([])
})
